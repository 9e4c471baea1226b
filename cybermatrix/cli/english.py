"""The help of the command line in English, by the Dutch text that it stands for; a test asks that none is missing."""

from __future__ import annotations

import inspect

HELP: dict[str, str] = {
    # what stands for a value
    "AANTAL": "NUMBER",
    "AS": "AXIS",
    "BESTAND": "FILE",
    "CODE": "CODE",
    "DATUM": "DATE",
    "[GEMEENTE]": "[MUNICIPALITY]",
    "UITGAVE": "EDITION",
    "VORMEN": "FORMS",
    "INTERVENTIE": "INTERVENTION",
    "MAP": "FOLDER",
    "NAAM": "NAME",
    "[NIEUW]": "[NEW]",
    "OPDRACHT …": "COMMAND …",
    "[OPTIES]": "[OPTIONS]",
    "[OUD]": "[OLD]",
    "PAD": "PATH",
    "PARTIJ": "PARTNER",
    "STIJL": "STYLE",
    "VORM": "FORM",
    "WAARVOOR": "SUBJECT",
    "WOORDEN": "WORDS",
    # around every command
    "Toon deze uitleg.": "Show this help.",
    "Toon de versie.": "Show the version.",
    "Map of .json met een eigen matrix.": "Folder or .json with a matrix of your own.",
    "Eigen bestand van een gemeente; mag vaker.": "A municipality's own file; may be repeated.",
    "Taal: nl of en.": "Language: nl or en.",
    "Geef JSON.": "Give JSON.",
    "Controleer de matrix, of tel hoe ver zij is.": "Check the matrix, or count how far it is.",
    "Alleen problemen met deze code; mag vaker.": "Only problems with this code; may be repeated.",
    "Tel in plaats daarvan hoe ver de matrix is (dekking).": "Count instead how far the matrix is (coverage).",
    "Geef JSON in plaats van een tabel.": "Give JSON instead of a table.",
    "Tabelstijl, zoals github of html.": "Table style, such as github or html.",
    # filters
    "Tegen welke vorm of familie van vormen; mag vaker.": "Against which form or family of forms; may be repeated.",
    "Welke partij; mag vaker.": "Which partner; may be repeated.",
    "Welke interventie; mag vaker.": "Which intervention; may be repeated.",
    "Welke rol; mag vaker.": "Which role; may be repeated.",
    "Welke fase; mag vaker.": "Which phase; may be repeated.",
    "Welk niveau; mag vaker.": "Which level; may be repeated.",
    "Voor wie; mag vaker.": "For whom; may be repeated.",
    "Regels voor dit gebied; mag vaker.": "Rules for this area; may be repeated.",
    "Gezien vanuit deze gemeente.": "As seen from this municipality.",
    "Op welke dag, zoals 2026-11-23. Standaard vandaag.": "On which day, such as 2026-11-23. Today by default.",
    # the commands
    "Wie doet wat tegen cybercrime en gedigitaliseerde criminaliteit?": "Who does what against cybercrime?",
    "Wie doet wat tegen deze VORM (of familie van vormen)?": "Who does what against this FORM (or family of forms)?",
    "Wat doet deze PARTIJ?": "What does this PARTNER do?",
    "De matrix als tabel.": "The matrix as a table.",
    "Wat er links staat: partner, crime, intervention, …": "What stands at the left: partner, crime, intervention, …",
    "Wat er boven staat.": "What stands on top.",
    "Werkwoorden in plaats van letters.": "Verbs instead of letters.",
    "Met totalen: hoeveel cellen per rij en kolom.": "With totals: how many cells per row and column.",
    "Wat is door niemand vastgelegd?": "What has nobody laid down?",
    "Wat is door niemand vastgelegd? Met --role: waar ontbreekt die rol?": (
        "What has nobody laid down? With --role: where is that role missing?"
    ),
    "Waar trekken twee partijen hetzelfde?": "Where do two partners lead in the same thing?",
    "Zoek in gewone woorden, zoals: bank belde oma.": "Search in everyday words, such as: bank belde oma.",
    "Hoeveel hooguit. Standaard 10.": "How many at most. 10 by default.",
    "Waarom is het antwoord zo? Voor één PARTIJ, INTERVENTIE en VORM.": (
        "Why is the answer so? For one PARTNER, INTERVENTION and FORM."
    ),
    "Wat is er veranderd tussen twee uitgaven?": "What changed between two editions?",
    (
        "Wat is er veranderd tussen twee uitgaven?\n\n"
        "OUD en NIEUW zijn een map, een JSON-bestand of het nummer van een bewaarde uitgave, zoals 2026.1. Zonder NIEUW: de\n"
        "gegevens van nu. Zonder OUD: de laatst bewaarde uitgave daarvoor."
    ): (
        "What changed between two editions?\n\n"
        "OLD and NEW are a folder, a JSON file or the number of an archived edition, such as 2026.1. Without NEW: the data\n"
        "of today. Without OLD: the last edition archived before that."
    ),
    "Voor deze gemeente, in haar cellen.": "For this municipality, in its cells.",
    "Voor deze partij.": "For this partner.",
    "Rond deze vorm of familie van vormen.": "Around this form or family of forms.",
    "Beide gezien op deze dag. Standaard elk op de dag van de uitgave.": (
        "Both as seen on this day. By default each on the day of its edition."
    ),
    "Vorm van het antwoord.": "Form of the answer.",
    "Geef JSON, net als --format json.": "Give JSON, the same as --format json.",
    "Maak een gids: pagina, PDF of Word.": "Make a guide: a page, PDF or Word.",
    "Maak een gids: van een gemeente, partij, vorm of situatie, of 'regio', 'poster', 'poster-a0' of 'verslag'.": (
        "Make a guide: of a municipality, partner, form or situation, or 'regio', 'poster', 'poster-a0' or 'verslag'."
    ),
    "Bestand: .html, .pdf, of .docx voor de teksten om over te nemen.": "File: .html, .pdf, or .docx for the texts to take over.",
    "Van welke vormen de gids van een gemeente de kaart heeft, met komma's; of: alle.": (
        "Of which forms the guide of a municipality has the card, with commas; or: alle."
    ),
    "Oudere uitgave (nummer, map of .json), voor wat er veranderde.": (
        "Older edition (number, folder or .json), for what changed."
    ),
    "Bestand voor 'overlay'.": "File for 'overlay'.",
    "Eigen kleuren en letters: tokens (.json) of .css.": "Own colours and fonts: tokens (.json) or .css.",
    "Weiger een thema waarvan iets niet bruikbaar is.": "Refuse a theme of which something cannot be used.",
    "Logo: .svg, .png of .jpg.": "Logo: .svg, .png or .jpg.",
    "Map met eigen sjablonen; wat er niet in staat, komt van ons.": "Folder with own templates; what is not in it, comes from us.",
    "Gemeentegrenzen (GeoJSON), voor een echte kaart.": "Boundaries of municipalities (GeoJSON), for a real map.",
    "Kijk na wat er gemaakt is, en schrijf op volgens welke regels en met welke bevindingen (.json, en .md ernaast).": (
        "Look at what was made, and write down by which rules and with which findings (.json, and .md beside it)."
    ),
    "Interne uitgave: met eigen nummers uit --overlay; niet delen.": (
        "Internal edition: with your own numbers from --overlay; not to be shared."
    ),
    "Regels van deze dag. Standaard vandaag.": "Rules of this day. Today by default.",
    "Controleer de matrix: alle problemen in een keer. Met --report: wat is beantwoord, waarop rust dat, wat ontbreekt?": (
        "Check the matrix: every problem at once. With --report: what is answered, what does it rest on, what is missing?"
    ),
    "Schrijf de hele uitgave naar een bestand, of naar een map met tekstbestanden.": (
        "Write the whole edition to a file, or to a folder of text files."
    ),
    "json, schema (het JSON Schema), ics (wat wanneer nagekeken moet worden) of folder (een map). Standaard json.": (
        "json, schema (the JSON Schema), ics (what is to be looked at again, when) or folder. json by default."
    ),
    "Begin een eigen matrix, of het eigen bestand van een gemeente.": (
        "Begin a matrix of your own, or a municipality's own file."
    ),
    inspect.cleandoc(
        """
        Begin een eigen matrix in een nieuwe MAP, met de landelijke regels als voorstel.

        Met 'overlay GEMEENTE': een werkblad met vragen, in te vullen in een halfuur. Met 'overlay vragen.xlsx': het eigen
        bestand van die gemeente, uit het ingevulde werkblad.
        """
    ): (
        "Begin a matrix of your own in a new FOLDER, with the national rules as a proposal.\n\n"
        "With 'overlay MUNICIPALITY': a sheet of questions, to fill in within half an hour. With 'overlay vragen.xlsx': the\n"
        "municipality's own file, from the sheet as it was filled in."
    ),
    "De matrix als werkboek, om te bewerken in Excel of LibreOffice.": (
        "The matrix as a workbook, to be edited in Excel or LibreOffice."
    ),
    "Alleen de rijen van deze partij.": "The rows of this partner only.",
    "Het eigen bestand van deze gemeente, met de vragen die zij zelf beantwoordt.": (
        "The own file of this municipality, with the questions that it answers itself."
    ),
    "Alleen de koppen, om in te vullen.": "The headings only, to be filled in.",
    "Een raadpleging: vraag partijen of klopt wat er over hen staat.": (
        "A consultation: ask partners whether what is said of them is right."
    ),
    "Waar de raadpleging is; standaard de regio van de matrix.": (
        "Where the consultation is held; the region of the matrix by default."
    ),
    "xlsx of ods.": "xlsx or ods.",
    "Maak voor elke partij die gevraagd wordt een werkboek met haar toewijzingen.": (
        "Make a workbook with its assignments for each partner that is asked."
    ),
    "Lees de antwoorden (bestanden of een map): wat iedereen goed vindt, is bevestigd.": (
        "Read the answers (files or a folder): what all agree with is confirmed."
    ),
    "Bestand: .txt, .md of .html.": "File: .txt, .md or .html.",
    "Wie heeft nog niet geantwoord, en wat moet de stuurgroep weten? Eén bladzijde.": (
        "Who has not answered, and what should the steering group know? One page."
    ),
    "Maak een werkboek waarin alle problemen zijn aangestreept, met een blad Controle vooraan.": (
        "Make a workbook in which all problems are marked, with a sheet Controle in front."
    ),
    "Maak een werkboek: .xlsx of .ods.": "Make a workbook: .xlsx or .ods.",
    "Schrijf de wijzigingen; anders ziet u ze alleen.": "Write the changes; otherwise you only see them.",
    "Schrijf het werkboek ook met de problemen erin aangestreept.": "Write the workbook too, with its problems marked in it.",
    "Een werkboek en van wie het komt; mag vaker.": "A workbook and who sent it; may be repeated.",
    "NAAM=BESTAND": "NAME=FILE",
    "Lees een werkboek en zie wat er verandert.\n\nZonder --apply wordt er niets geschreven.": (
        "Read a workbook and see what changes.\n\nWithout --apply nothing is written."
    ),
    (
        "Voeg werkboeken van verschillende mensen samen.\n\n"
        "Wat elkaar niet raakt wordt overgenomen; waar twee iets anders willen, blijft de matrix zoals zij is."
    ): (
        "Merge the workbooks of several people.\n\n"
        "What does not touch is taken; where two want something else, the matrix stays as it is."
    ),
    "Maak de laatste wijziging ongedaan; nog een keer zet haar terug.": "Undo the last change; once more brings it back.",
    "Zeg of de map in orde is, en wat de laatste wijziging was.": "Say whether the folder is fine, and what changed last.",
    "Schrijf de problemen ook als bladzijde, om te openen in een browser.": (
        "Write the problems as a page too, to open in a browser."
    ),
    "Maak een nieuwe uitgave.": "Make a new edition.",
    "NUMMER": "NUMBER",
    "TEKST": "TEXT",
    "Dag van de uitgave, zoals 2026-11-23. Standaard vandaag.": "Day of the edition, such as 2026-11-23. Today by default.",
    "Wie de uitgave vaststelde, in welk overleg en wanneer. Anders blijft zij concept.": (
        "Who adopted the edition, in which body and when. Otherwise it stays a concept."
    ),
    "Laat alleen zien wat er verandert; schrijf niets.": "Only show what changes; write nothing.",
    (
        "Maak een nieuwe uitgave van de map, met een NUMMER zoals 2026.2.\n\n"
        "Controleert de map, zet nummer en datum in editie.yaml en bewaart de uitgave in edities/, met wat er veranderde\n"
        "(wijzigingen.md en .atom) en wanneer wat nagekeken moet worden (nakijken.ics). Alles of niets."
    ): (
        "Make a new edition of the folder, with a NUMBER such as 2026.2.\n\n"
        "Checks the folder, puts number and date in editie.yaml and keeps the edition in edities/, with what changed\n"
        "(wijzigingen.md and .atom) and when what is to be looked at again (nakijken.ics). All or nothing."
    ),
    "Maak alle gidsen in een map, als pagina en als PDF.": "Make all guides in a folder, as pages and as PDF.",
    (
        "Maak alle gidsen in een MAP, als pagina en als PDF, met een overzicht en de gegevens.\n\n"
        "Wat niet veranderd is blijft staan. Zonder --intern komt er niets in dat alleen een gemeente zelf mag zien."
    ): (
        "Make all guides in a FOLDER, as pages and as PDF, with an index and the data.\n\n"
        "What did not change stays. Without --intern it holds nothing that only a municipality itself may see."
    ),
    "Alleen deze gids of soort (zoals gemeenten); mag vaker.": (
        "Only this guide or sort (such as gemeenten); may be repeated."
    ),
    "DEEL/AANTAL": "PART/NUMBER",
    "ADRES": "ADDRESS",
    "Alleen dit deel, zoals 1/4.": "Only this part, such as 1/4.",
    "Zeg alleen wat er zou gebeuren.": "Only say what would happen.",
    "Waarom is dit bestand zoals het is? Noemt de delen.": "Why is this file as it is? Names its parts.",
    "Lees alle bestanden, om schade te vinden.": "Read all files, to find damage.",
    "Interne uitgave: met wat alleen een gemeente zelf mag zien.": (
        "Internal edition: with what only a municipality itself may see."
    ),
    "Maak elke PDF in één stuk: trager, dezelfde bladzijden.": "Make each PDF in one piece: slower, the same pages.",
    "Voor alle gemeenten van het land.": "For all municipalities of the country.",
    "Op dit Dask-cluster, zoals tcp://10.0.0.1:8786.": "On this Dask cluster, such as tcp://10.0.0.1:8786.",
    "Geef elke stap en het slot als JSON, een per regel.": "Give each step and the end as JSON, one per line.",
    "Naam van de nieuwe matrix.": "Name of the new matrix.",
}


def in_english(text: str) -> str:
    """Give a piece of help in English; what is not in the list, such as the name of an option, stays as it is."""
    return HELP.get(inspect.cleandoc(text), text)
