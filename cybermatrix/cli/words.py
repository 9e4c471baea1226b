"""The sentences of the tool itself, in Dutch and English, and what it says of what went wrong."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import click

from cybermatrix import errors
from cybermatrix.cli.english import in_english
from cybermatrix.language import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cybermatrix.language import Language
    from cybermatrix.problems import Problem

FINE, DATA_WRONG, USE_WRONG, NOT_DONE, INTERRUPTED = 0, 1, 2, 3, 130
WORDS: dict[str, tuple[str, str]] = {
    "partner": ("Partij", "Partner"),
    "role": ("Rol", "Role"),
    "intervention": ("Interventie", "Intervention"),
    "crime": ("Vorm", "Crime form"),
    "level": ("Niveau", "Level"),
    "area": ("Gebied", "Area"),
    "text": ("Wat", "What"),
    "label": ("Hoe zeker", "How sure"),
    "audience": ("Voor wie", "For whom"),
    "everyone": ("iedereen", "everyone"),
    "nobody": ("Niets gevonden: hierover is niets vastgelegd.", "Nothing found: nothing is laid down about this."),
    "no-gaps": ("Geen open plekken.", "No gaps."),
    "gap": ("open plek", "gap"),
    "gaps": ("open plekken", "gaps"),
    "no-hits": (
        (
            "Hierbij is niets gevonden. Zeg het met andere of minder woorden, of bekijk de hele lijst: cybermatrix show. "
            "Is er nu iets aan de hand? Bel bij spoed 112. Aangifte doen bij de politie: 0900-8844."
        ),
        (
            "Nothing fits this. Use other or fewer words, or see the whole list: cybermatrix show. "
            "Is something going on right now? In an emergency call 112. To report a crime to the police: 0900-8844."
        ),
    ),
    "hit": ("Gevonden", "Found"),
    "kind": ("Soort", "Kind"),
    "score": ("Past", "Fits"),
    "why": ("Waarom", "Why"),
    "no-archive": (
        "Er is nog geen uitgave bewaard in de map edities.",
        "No edition has been archived in the folder edities yet.",
    ),
    "on-alone": (
        "--on hoort bij --municipality, --partner of --crime.",
        "--on goes with --municipality, --partner or --crime.",
    ),
    "no-overlaps": ("Geen dubbele trekkers.", "No overlaps."),
    "legend": ("Letters", "Letters"),
    "written": ("Gemaakt: {path}", "Made: {path}"),
    "evidence-ending": (
        "{path} eindigt niet op .json. Het bewijs wordt JSON; ernaast komt hetzelfde om te lezen, als .md.",
        "{path} does not end in .json. The evidence becomes JSON; beside it comes the same to read, as .md.",
    ),
    "fine": ("Geen problemen.", "No problems."),
    "count": ("{errors} fout, {warnings} let op.", "errors: {errors}, warnings: {warnings}."),
    "error": ("fout", "error"),
    "warning": ("let op", "warning"),
    "not-found": ("{kind} '{word}' bestaat niet.", "There is no {kind} '{word}'."),
    "meant": ("Bedoelde u {near}?", "Did you mean {near}?"),
    "ambiguous": (
        "'{word}' kan meer dan één {kind} zijn: {near}. Kies er een.",
        "'{word}' could be more than one {kind}: {near}. Choose one.",
    ),
    "conflict": (
        "{name} staat al op {first} en kan niet ook {second} zijn.",
        "{name} is already {first} and cannot also be {second}.",
    ),
    "exists": (
        "{path} bestaat al en is niet leeg. Kies een andere map.",
        "{path} exists and is not empty. Choose another folder.",
    ),
    "theme-contrast": (
        "De kleur van '{what}' uit het thema steekt te weinig af ({found}:1, nodig is 4,5:1); onze eigen kleur blijft staan.",
        "The colour of '{what}' in the theme stands out too little ({found}:1, 4.5:1 is needed); our own colour stays.",
    ),
    "theme-no_colour": (
        "De waarde van '{what}' in het thema is geen dekkende kleur die wij kennen; onze eigen kleur blijft staan. Geef een kleur als #1a2b3c.",
        "The value of '{what}' in the theme is no opaque colour that we know; our own colour stays. Give a colour such as #1a2b3c.",
    ),
    "theme-no_goal": (
        "'{what}' verwijst naar '{goal}', en dat staat niet in het thema; onze eigen kleur blijft staan. Voeg het toe, of geef een kleur.",
        "'{what}' refers to '{goal}', which is not in the theme; our own colour stays. Add it, or give a colour.",
    ),
    "theme-loop": (
        "'{what}' verwijst via '{goal}' naar zichzelf; onze eigen kleur blijft staan. Geef een kleur.",
        "'{what}' refers to itself by way of '{goal}'; our own colour stays. Give a colour.",
    ),
    "theme-font_not_inside": (
        (
            "Het thema noemt een lettertype, maar brengt het niet mee; onze eigen letter blijft staan. "
            "Geef het bestand met de tokens cybermatrix.font.regular en cybermatrix.font.bold."
        ),
        (
            "The theme names a font but does not bring it; our own font stays. "
            "Give the file with the tokens cybermatrix.font.regular and cybermatrix.font.bold."
        ),
    ),
    "file-too_large": (
        "Het bestand {path} is te groot. Ten hoogste mag {detail}.",
        "The file {path} is too large. At most {detail} is allowed.",
    ),
    "file-no_tokens": (
        "In {path} staat geen kleur of letter die wij kennen. Zoek of deze tokens ontbreken: {detail}.",
        "{path} has no colour or font that we know. See whether these tokens are missing: {detail}.",
    ),
    "file-no_theme": (
        "Het bestand {path} is geen thema dat wij kunnen lezen. Geef design tokens als JSON, of CSS met eigen eigenschappen (--naam: waarde;).",
        "The file {path} is no theme that we can read. Give design tokens as JSON, or CSS with custom properties (--name: value;).",
    ),
    "file-not_strict": (
        "Het thema {path} is niet in zijn geheel bruikbaar: {detail}. Zonder --strict blijft daar onze eigen kleur of letter staan.",
        "The theme {path} cannot be used as a whole: {detail}. Without --strict our own colour or font stays there.",
    ),
    "file-no_font": (
        "Het bestand {path} is geen lettertype dat wij kunnen lezen. Geef een .woff2, .ttf of .otf van ten hoogste 2 MB.",
        "The file {path} is no font that we can read. Give a .woff2, .ttf or .otf of at most 2 MB.",
    ),
    "file-font_misses": (
        "In het lettertype {path} ontbreken tekens die de gids nodig heeft: {detail}. Kies een ander lettertype.",
        "The font {path} lacks characters that the guide needs: {detail}. Choose another font.",
    ),
    "file-font_outside": (
        "Het thema {path} noemt geen lettertype dat ernaast staat: {detail}. Bewaar het lettertype naast het thema en geef de naam van dat bestand.",
        "The theme {path} names no font that stands beside it: {detail}. Save the font beside the theme and give the name of that file.",
    ),
    "file-too_wide": (
        "Het plaatje {path} heeft te veel beeldpunten. Ten hoogste mag {detail}. Bewaar het kleiner.",
        "The picture {path} has too many dots. At most {detail} is allowed. Save it smaller.",
    ),
    "file-broken_picture": (
        "Het plaatje {path} is beschadigd of niet volledig. Bewaar het opnieuw, of geef een ander.",
        "The picture {path} is damaged or not complete. Save it again, or give another.",
    ),
    "file-no_such_template": (
        "Het sjabloon {path} wordt nergens gebruikt: wij hebben er geen met die naam. Kijk de naam na in {detail}.",
        "The template {path} is not used anywhere: we have none of that name. Look its name up in {detail}.",
    ),
    "file-no_picture": (
        "Het bestand {path} is geen plaatje dat wij kunnen lezen. Geef een .svg, .png of .jpg.",
        "The file {path} is no picture that we can read. Give an .svg, .png or .jpg.",
    ),
    "file-svg_active": (
        "Het bestand {path} is geen gewone tekening: er staat '{detail}' in. Bewaar het logo opnieuw als gewone SVG, of geef een .png.",
        "The file {path} is no plain drawing: it holds '{detail}'. Save the logo as plain SVG, or give a .png.",
    ),
    "file-svg_outside": (
        "Het bestand {path} verwijst naar iets buiten zichzelf: {detail}. Bewaar het logo met alles erin, of geef een .png.",
        "The file {path} refers to something outside itself: {detail}. Save the logo with everything inside, or give a .png.",
    ),
    "file-no_geojson": (
        "Het bestand {path} is geen GeoJSON met grenzen van gemeenten. Kijk het bestand na.",
        "The file {path} is no GeoJSON with boundaries of municipalities. Check the file.",
    ),
    "file-no_degrees": (
        "De grenzen in {path} staan niet in graden. Bewaar het bestand opnieuw in WGS84 (EPSG:4326).",
        "The boundaries in {path} are not in degrees. Save the file in WGS84 (EPSG:4326).",
    ),
    "file-no_areas": (
        "In {path} staan geen vlakken (Polygon, MultiPolygon), maar: {detail}. Geef een bestand met de grenzen van gemeenten.",
        "{path} has no areas (Polygon, MultiPolygon), but: {detail}. Give a file with the boundaries of municipalities.",
    ),
    "file-swapped": (
        "In {path} staan de coördinaten omgekeerd: {detail}. Bewaar het bestand opnieuw met eerst de lengtegraad (oost), dan de breedtegraad (noord).",
        "The coordinates in {path} are the wrong way round: {detail}. Save the file with the longitude (east) first, then the latitude (north).",
    ),
    "file-elsewhere": (
        "In {path} staat een punt dat niet in of bij Nederland ligt: {detail}. Bewaar het bestand opnieuw in WGS84 (EPSG:4326).",
        "{path} has a point that is not in or near the Netherlands: {detail}. Save the file in WGS84 (EPSG:4326).",
    ),
    "file-no_municipality": (
        "In {path} staat geen gemeente {detail}. Geef een bestand waar zij in staat, met haar code of naam.",
        "{path} has no municipality {detail}. Give a file that has it, with its code or name.",
    ),
    "file-no_templates": (
        "Zet in {path} alleen sjablonen die u anders wilt, zoals parts/card.html.jinja: minstens een, hoogstens {detail}.",
        "Put only templates in {path} that you want otherwise, such as parts/card.html.jinja: at least one, at most {detail}.",
    ),
    "file-template": (
        "Een sjabloon in {path} klopt niet: {detail}. Wat een sjabloon mag lezen, staat in docs/reference/templates.md.",
        "A template in {path} is wrong: {detail}. What a template may read stands in docs/reference/templates.md.",
    ),
    "not-done": ("Dat lukte niet met {path}: {reason}.", "That failed with {path}: {reason}."),
    "internal-there": (
        "In {path} staat een interne uitgave; daar kan geen openbare bij. Kies een andere map.",
        "{path} holds an internal edition; a public one cannot go there too. Choose another folder.",
    ),
    "public-there": (
        "In {path} staat een openbare uitgave; daar kan geen interne bij. Kies een andere map.",
        "{path} holds a public edition; an internal one cannot go there too. Choose another folder.",
    ),
    "not-shared": (
        "De werkers zien de map {path} niet. Kies een map die zij allemaal delen.",
        "The workers do not see the folder {path}. Choose one that all of them share.",
    ),
    "cluster-away": (
        "Op {address} antwoordt geen cluster. Controleer het adres, of publiceer zonder --cluster.",
        "No cluster answers at {address}. Check the address, or publish without --cluster.",
    ),
    "published": (
        "{made} gemaakt, {unchanged} onveranderd, {removed} weggehaald, {failed} mislukt; {seconds} s, {memory} MiB.",
        "{made} made, {unchanged} unchanged, {removed} removed, {failed} failed; {seconds} s, {memory} MiB.",
    ),
    "would-publish": (
        "Zou maken: {made}; onveranderd: {unchanged}; zou weghalen: {removed}; kan niet: {failed}. Er is niets geschreven.",
        "Would make: {made}; unchanged: {unchanged}; would remove: {removed}; cannot: {failed}. Nothing was written.",
    ),
    "is-made": ("gemaakt", "made"),
    "is-unchanged": ("onveranderd", "unchanged"),
    "is-removed": ("weggehaald", "removed"),
    "is-failed": ("mislukt", "failed"),
    "would-be-made": ("zou maken", "would make"),
    "would-be-removed": ("zou weghalen", "would remove"),
    "busy-making": ("{done} van {of} · {path}{left}", "{done} of {of} · {path}{left}"),
    "minutes-left": (" · nog {count} min", " · {count} min left"),
    "seconds-left": (" · nog {count} s", " · {count} s left"),
    "failed-path": ("Niet gemaakt: {path}: {reason}", "Not made: {path}: {reason}"),
    "reason-EEXIST": (
        "daar staat al iets dat niet van deze uitgave is. Haal het weg of kies een andere map.",
        "something is there that is not of this publication. Remove it or choose another folder.",
    ),
    "reason-BrokenProcessPool": (
        "de werker die eraan bezig was, is twee keer gestopt; misschien was er te weinig geheugen.",
        "the worker that was at it ended twice; perhaps there was too little memory.",
    ),
    "reason-MemoryError": ("er was te weinig geheugen.", "there was too little memory."),
    "reason-DoesNotFit": ("er staat te veel op een blad ({said}).", "there is too much on a sheet ({said})."),
    "reason-InvalidMatrix": (
        "het eigen bestand van de gemeente heeft fouten: {said}",
        "the municipality's own file has errors: {said}",
    ),
    "reason-other": ("{said}.", "{said}."),
    "kept-path": (
        "Niet meer nodig maar door iemand veranderd, en dus blijven staan: {path}",
        "No longer needed but changed by somebody, and so left there: {path}",
    ),
    "stopped-on-the-way": (
        "Gestopt. Wat klaar is blijft; de volgende keer gaat het verder.",
        "Stopped. What is ready stays; the next time goes on from there.",
    ),
    "one-piece-engine": (
        "Let op: WeasyPrint {version} kennen wij niet. Elke PDF wordt in één stuk gemaakt; dat duurt langer.",
        "Note: we do not know WeasyPrint {version}. Each PDF is made in one piece, which takes longer.",
    ),
    "shard": (
        "Schrijf --shard als deel/aantal, zoals 1/4, niet '{word}'.",
        "Write --shard as part/number, such as 1/4, not '{word}'.",
    ),
    "invalid-not-published": (
        (
            "'{word}' hoort niet bij deze uitgave. Een gemeente buiten de regio's van de matrix komt erbij met --country; "
            "het verslag en een poster op A0 maakt u met cybermatrix guide."
        ),
        (
            "'{word}' is not in this publication. A municipality outside the regions of the matrix is added with --country; "
            "the report and a poster on A0 are made with cybermatrix guide."
        ),
    ),
    "invalid-shard": (
        "Deel '{word}' bestaat niet. Schrijf deel/aantal, zoals 1/4; het eerste deel is 1.",
        "There is no part '{word}'. Write part/number, such as 1/4; the first part is 1.",
    ),
    "why-whole": ("{path} is zoals wij het maakten.", "{path} is as we made it."),
    "why-not-whole": (
        "{path} is sindsdien veranderd of weg; de volgende keer wordt het opnieuw gemaakt.",
        "{path} was changed since or is gone; the next time it is made again.",
    ),
    "why-given": ("Gemaakt met: {what} ({key}).", "Made with: {what} ({key})."),
    "why-differs": (
        "Niet meer zoals toen: {what}. Bij een volgende keer wordt opnieuw gemaakt wat dat toont.",
        "Not as it was then: {what}. A next time, what shows it is made again.",
    ),
    "given-theme": ("een eigen thema", "an own theme"),
    "given-logo": ("een eigen logo", "an own logo"),
    "given-templates": ("eigen sjablonen", "own templates"),
    "given-boundaries": ("eigen gemeentegrenzen", "own boundaries of municipalities"),
    "why-part": ("Deel", "Part"),
    "why-key": ("Inhoud", "Content"),
    "why-shared": ("Ook in zoveel andere gidsen", "Also in so many other guides"),
    "why-nothing": (
        "Dit bestand is in één keer gemaakt, zonder delen.",
        "This file was made at once, without parts.",
    ),
    "incomplete": (
        "Deze installatie van cybermatrix is niet compleet; installeer het pakket opnieuw.",
        "This installation of cybermatrix is incomplete; install the package again.",
    ),
    "ending": (
        "Kies een bestand dat eindigt op .html, .pdf of .docx, niet {path}.",
        "Choose a file that ends in .html, .pdf or .docx, not {path}.",
    ),
    "engine": (
        "Voor PDF zijn WeasyPrint en Pango nodig, en die zijn hier niet. Een pagina kan wel: -o {path}.html",
        "PDF needs WeasyPrint and Pango, which are not here. A page is possible: -o {path}.html",
    ),
    "asset": ("De pagina is niet gemaakt, want er klopt iets niet: {reason}", "No page was made: {reason}"),
    "extra": (
        "Hiervoor is meer nodig dan de gewone installatie: pip install 'cybermatrix[{extra}]'",
        "This needs more than a plain installation: pip install 'cybermatrix[{extra}]'",
    ),
    "busy": (
        "Iemand anders schrijft op dit moment in deze map. Probeer het over een minuut opnieuw.",
        "Somebody else is writing in this folder now. Try again in a minute.",
    ),
    "not-as-meant": (
        "Wat geschreven werd, bleek bij teruglezen anders dan bedoeld. De map is weer zoals zij was; meld dit aan de makers.",
        "What was written read otherwise than it was meant. The folder is as it was; please tell the makers.",
    ),
    "changed-since": (
        "Ongedaan maken kan niet: na de laatste wijziging is ook dit veranderd: {files}. Er is niets aangeraakt.",
        "It cannot be undone: after the last change this was changed too: {files}. Nothing was touched.",
    ),
    "put-back": (
        "Een wijziging van {when} ({what}) was halverwege gestopt. De map is teruggezet: de oude stand geldt.",
        "A change of {when} ({what}) had stopped half-way. The folder was put back: the old state holds.",
    ),
    "no-folder": (
        "Dit kan alleen in een map met tekstbestanden. Wijs die aan met --data MAP.",
        "This needs a folder of text files. Point to it with --data FOLDER.",
    ),
    "workbook-ending": (
        "Kies een bestand dat eindigt op .xlsx of .ods, niet {path}.",
        "Choose a file that ends in .xlsx or .ods, not {path}.",
    ),
    "sender": (
        "Schrijf --from als NAAM=BESTAND, zoals 'Jansen=terug/werkboek.xlsx', niet '{word}'.",
        "Write --from as NAME=FILE, such as 'Jansen=back/workbook.xlsx', not '{word}'.",
    ),
    "no-own-file": (
        "Dit werkboek is van het eigen bestand van een gemeente. Zeg met --overlay BESTAND waar dat staat of komt.",
        "This workbook is of a municipality's own file. Say with --overlay FILE where that is, or will be.",
    ),
    "one-choice": ("Kies één van deze: {words}.", "Choose one of these: {words}."),
    "no-book": ("Noem een of meer werkboeken.", "Name one or more workbooks."),
    "not-written": (
        "Er is niets geschreven. Klopt dit? Doe het dan met --apply.",
        "Nothing was written. Is this right? Then do it with --apply.",
    ),
    "not-sound": (
        "Er is niets geschreven: los eerst de fouten op.",
        "Nothing was written: solve the errors first.",
    ),
    "conflicts": (
        "Hierover zijn twee het niet eens ({count}); daar blijft de matrix zoals zij is:",
        "Two do not agree about this ({count}); there the matrix stays as it is:",
    ),
    "applied": (
        "Geschreven: {count}. Ongedaan maken: {undo}",
        "Written: {count}. To undo: {undo}",
    ),
    "already": ("Er viel niets te schrijven.", "There was nothing to write."),
    "files-one": ("bestand", "file"),
    "files": ("bestanden", "files"),
    "undoing": ("ongedaan maken van {what}", "undoing {what}"),
    "undone": (
        "Ongedaan gemaakt: de wijziging van {when} ({what}). Teruggezet: {files}.",
        "Undone: the change of {when} ({what}). Put back: {files}.",
    ),
    "asked": (
        "Gemaakt in {path}: {count} werkboeken, één per partij.",
        "Made in {path}: {count} workbooks, one per partner.",
    ),
    "skipped": (
        "Niet gelezen, want geen .xlsx of .ods: {files}. Vraag de afzender om het zo op te slaan.",
        "Not read, for it is no .xlsx or .ods: {files}. Ask the sender to save it so.",
    ),
    "report-ending": (
        "Kies een bestand dat eindigt op .txt, .md of .html, niet {path}.",
        "Choose a file that ends in .txt, .md or .html, not {path}.",
    ),
    "nothing-to-undo": ("Er is niets om ongedaan te maken.", "There is nothing to undo."),
    "last-change": (
        "De map is in orde. De laatste wijziging, van {when} ({what}), staat er helemaal in: {files}.",
        "The folder is fine. The last change, of {when} ({what}), is in it completely: {files}.",
    ),
    "no-change-yet": (
        "De map is in orde; er is nog niets mee gewijzigd.",
        "The folder is fine; nothing was changed yet.",
    ),
    "sheet-ending": (
        "Kies een werkblad dat eindigt op .xlsx of .ods, niet {path}.",
        "Choose a sheet that ends in .xlsx or .ods, not {path}.",
    ),
    "there": (
        "{path} bestaat al en blijft zoals het is. Kies een andere naam met -o.",
        "{path} exists and stays as it is. Choose another name with -o.",
    ),
    "overlay-asked": (
        "Vul {path} in; wat leeg blijft, wordt een schrijfregel. Daarna: cybermatrix new overlay {path}",
        "Fill in {path}; what stays empty becomes a line to write on. Then: cybermatrix new overlay {path}",
    ),
    "overlay-read": (
        "Gemaakt: {path}. Intern, niet delen. Gebruik het zo: cybermatrix guide GEMEENTE --intern --overlay {path}",
        "Made: {path}. Internal, do not share. Use it so: cybermatrix guide MUNICIPALITY --intern --overlay {path}",
    ),
    "does-not-fit": (
        "{what} past niet: {found}, {allowed}. Maak de zinnen korter of haal er een weg, of maak de antwoorden in een eigen bestand korter; er is geen bestand gemaakt.",
        "{what} does not fit: {found}, {allowed}. Shorten its sentences or take one out, or shorten the answers in an own file; no file was made.",
    ),
    "invalid-forms": (
        "Alleen de gids van een gemeente heeft een keuze van vormen.",
        "Only the guide of a municipality has a choice of crime forms.",
    ),
    "invalid-no-texts": (
        "De gids van {word} heeft geen teksten om over te nemen. Vraag een gemeente, of kies .html of .pdf.",
        "The guide of {word} has no texts to take over. Ask for a municipality, or choose .html or .pdf.",
    ),
    "usage": ("Gebruik", "Usage"),
    "heading-options": ("Opties", "Options"),
    "heading-commands": ("Opdrachten", "Commands"),
    "more": ("Uitleg: {command} --help", "For help: {command} --help"),
    "wrong-use": ("Zo kan het niet: {reason}", "Wrong use: {reason}"),
    "no-command": ("De opdracht '{word}' bestaat niet.", "There is no command '{word}'."),
    "no-option": ("De optie '{word}' bestaat niet.", "There is no option '{word}'."),
    "missing-command": ("Er ontbreekt een opdracht.", "A command is missing."),
    "missing-word": ("Er ontbreekt een woord: {word}.", "A word is missing: {word}."),
    "too-much": ("Hier staat te veel: {word}.", "This is too much: {word}."),
    "option-value": (
        "Bij de optie '{word}' hoort een waarde, of juist niet.",
        "The option '{word}' needs a value, or takes none.",
    ),
    "choose": ("Kies bij {word} uit: {known}.", "For {word}, choose from: {known}."),
    "number": ("{word}: geef een heel getal van 1 of hoger.", "{word}: give a whole number of 1 or higher."),
    "no-such-file": ("{word}: geef de naam van een bestand, niet van een map.", "{word}: name a file, not a folder."),
    "invalid-date": (
        "'{word}' is geen datum. Schrijf jaar-maand-dag, zoals 2026-11-23.",
        "'{word}' is not a date. Write year-month-day, such as 2026-11-23.",
    ),
    "invalid-epoch": (
        "SOURCE_DATE_EPOCH moet een aantal seconden sinds 1970 zijn, niet '{word}'.",
        "SOURCE_DATE_EPOCH must be a number of seconds since 1970, not '{word}'.",
    ),
    "invalid-style": (
        "De tabelstijl '{word}' bestaat niet. Kies uit: {known}.",
        "There is no table style '{word}'. Choose from: {known}.",
    ),
    "invalid-axis": (
        "'{word}' kan niet langs een tabel staan. Kies uit: {known}.",
        "'{word}' cannot be an axis of a table. Choose from: {known}.",
    ),
    "invalid-same-axis": (
        "Een tabel heeft twee verschillende assen nodig, niet twee keer '{word}'.",
        "A table needs two different axes, not '{word}' twice.",
    ),
    "invalid-format": (
        "De vorm '{word}' bestaat niet. Kies uit: {known}.",
        "There is no format '{word}'. Choose from: {known}.",
    ),
    "invalid-older-form": (
        (
            "De map '{word}' staat nog in een oudere vorm, en daarin wordt niet meer geschreven. Zet haar eerst om: "
            "cybermatrix --data {word} export --format folder NIEUWE-MAP, en kopieer de map edities erbij."
        ),
        (
            "The folder '{word}' is still in an older form, in which nothing is written any more. Convert it first: "
            "cybermatrix --data {word} export --format folder NEW-FOLDER, and copy the folder edities to it."
        ),
    ),
    "invalid-edition-number": (
        "'{word}' is geen nummer van een uitgave. Schrijf jaar.volgnummer, zoals 2026.2.",
        "'{word}' is no number of an edition. Write year.serial, such as 2026.2.",
    ),
    "invalid-edition-used": (
        "Uitgave {word} is al gemaakt en verandert niet meer. De laatste is {known}; kies een hoger nummer.",
        "Edition {word} was made before and does not change any more. The last one is {known}; choose a higher number.",
    ),
    "invalid-edition-order": (
        "Uitgave {word} zou voor {known} komen. Kies een hoger nummer.",
        "Edition {word} would come before {known}. Choose a higher number.",
    ),
    "invalid-edition-day": (
        "De dag {word} ligt voor die van de vorige uitgave ({known}). Kies die dag of een latere.",
        "The day {word} lies before that of the last edition ({known}). Choose that day or a later one.",
    ),
    "no-overlay": (
        "Een uitgave maakt u van de matrix zelf, zonder eigen bestand van een gemeente. Laat --overlay weg.",
        "An edition is made of the matrix itself, without a municipality's own file. Leave out --overlay.",
    ),
    "release-warnings": (
        "Er zijn punten om op te letten; die houden de uitgave niet tegen: {count} Bekijk ze met: {check}",
        "There are points to look at; they do not stop the edition: {count} See them with: {check}",
    ),
    "release-dry": (
        "Er is niets geschreven. Zonder --dry-run maakt dit uitgave {number}: {files}.",
        "Nothing was written. Without --dry-run this makes edition {number}: {files}.",
    ),
    "released": (
        "Uitgave {number} ({status}) is gemaakt: {files}. Ongedaan maken: {undo}",
        "Edition {number} ({status}) was made: {files}. To undo: {undo}",
    ),
    "edition-concept": ("concept", "concept"),
    "edition-vastgesteld": ("vastgesteld", "adopted"),
    "invalid-pair": (
        "Uitleg gaat over één interventie en één vorm tegelijk, niet over een familie van vormen.",
        "One intervention and one crime form can be explained at a time, not a category.",
    ),
    "vast": ("vast", "settled"),
    "bron": ("bron", "one source"),
    "voorstel": ("voorstel", "proposal"),
    "bevestigd": ("bevestigd", "confirmed"),
    "unconfirmed": ("nog niet bevestigd", "not confirmed yet"),  # "voorstel" is how sure a line is
    "interrupted": ("Gestopt.", "Stopped."),
    "level-any": ("niemand, op geen enkel niveau", "nobody, at any level"),
    "filled": ("Dit staat er", "This stands"),
    "geen": ("Geen rol", "No role"),
    "nvt": ("Dit past hier niet", "This does not apply"),
    "not-laid-down": ("Hierover is niets vastgelegd.", "Nothing is laid down about this."),
    "aside": ("Doet niet mee", "Set aside"),
    "nearer": ("een regel die nauwer past gaat voor", "a nearer rule goes first"),
    "no-role": ("een regel zegt dat deze partij hier geen rol heeft", "a rule says this partner has no role here"),
    "elsewhere": ("geldt in een ander gebied", "holds in another area"),
    "not-in-force": ("geldt niet op deze dag", "is not in force on this day"),
    "not-applicable": ("de combinatie past niet", "the combination does not apply"),
    "start": (
        "Nieuwe matrix in {path}. Vul eerst editie.yaml in; controleer met: cybermatrix --data {path} check",
        "New matrix in {path}. Fill in editie.yaml first; check with: cybermatrix --data {path} check",
    ),
}
KINDS_NL = {
    "crime form": "vorm",
    "partner": "partij",
    "intervention type": "interventie",
    "role": "rol",
    "phase": "fase",
    "block": "blok",
    "level": "niveau",
    "audience": "doelgroep",
    "area": "gebied",
    "municipality": "gemeente",
    "situation": "situatie",
    "instrument": "instrument",
    "statute": "strafbaarstelling",
    "law article": "wetsartikel",
    "status": "status",
    "guide": "gids",
    "municipality, partner, crime form or situation": "gemeente, partij, vorm of situatie",
    "subject of a guide": "onderwerp van een gids",
    "on": "dag",
    "file of the publication": "bestand van deze uitgave",
    "edition, folder or file": "uitgave, map of bestand",
}


def say(key: str, lang: Language, /, **values: object) -> str:
    """Give a sentence of the tool in the language asked for."""
    return WORDS[key][lang == "en"].format(**values)


class WrongUse(click.UsageError):
    """Wrong use of which the message is already in the language of the user."""


def explained(error: errors.CybermatrixError, lang: Language) -> str:
    """Say an error of the library in the language of the user."""
    if isinstance(error, errors.UnknownId | errors.AmbiguousName):
        kind = error.kind if lang == "en" else KINDS_NL.get(error.kind, error.kind)
        if isinstance(error, errors.AmbiguousName):
            return say("ambiguous", lang, kind=kind, word=error.word, near=", ".join(error.candidates))
        text = say(
            "not-found", lang, kind=kind[:1].upper() + kind[1:] if lang == "nl" else kind, word=shortened(error.word)
        )
        return " ".join([text, *meant(error.near, lang)])
    if isinstance(error, errors.ConflictingViewpoint):
        name = error.name if lang == "en" else KINDS_NL.get(error.name, error.name)
        return say("conflict", lang, name=name.capitalize(), first=error.first, second=error.second)
    if isinstance(error, errors.InvalidQuestion) and error.about:
        return say(f"invalid-{error.about}", lang, word=shortened(error.word), known=", ".join(error.known))
    if isinstance(error, errors.DoesNotFit):
        return say(
            "does-not-fit", lang, what=error.what, found=fitted(error.found, lang), allowed=fitted(error.allowed, lang)
        )
    if isinstance(error, errors.UnusableFile):
        return say(f"file-{error.why}", lang, path=error.file, detail=error.detail)
    if isinstance(error, errors.EngineMissing):
        return say("engine", lang, path="gids")
    if isinstance(error, errors.ExtraMissing):
        return say("extra", lang, extra=error.extra)
    if isinstance(error, errors.Busy):
        return say("busy", lang)
    if isinstance(error, errors.OtherPublication):
        return say("internal-there" if error.is_internal else "public-there", lang, path=error.folder)
    if isinstance(error, errors.NotShared):
        return say("not-shared", lang, path=error.folder)
    if isinstance(error, errors.ClusterAway):
        return say("cluster-away", lang, address=error.address)
    if isinstance(error, errors.NotAsMeant):
        return say("not-as-meant", lang)
    if isinstance(error, errors.ChangedSince):
        return say("changed-since", lang, files=", ".join(error.files))
    if isinstance(error, errors.AssetMissing):
        return say("asset", lang, reason=error)
    return str(error)


def fitted(size: str, lang: Language) -> str:
    """Say how much there is, or may be: the error counts in English."""
    if lang == "en":
        return size
    for english, dutch in (
        ("words on its front", "woorden op de voorkant"),
        ("pages", "bladzijden"),
        ("at most", "ten hoogste"),
    ):
        size = size.replace(english, dutch)
    return size


def meant(near: Sequence[str], lang: Language) -> list[str]:
    """Give the question whether one of these was meant, or nothing."""
    return [say("meant", lang, near=joined((f"'{one}'" for one in near), lang, either=True))] if near else []


def shortened(word: str) -> str:
    """Give a word as far as it fits in a sentence."""
    return word if len(word) <= 80 else f"{word[:77]}…"


def wrong_use(error: click.UsageError, lang: Language) -> str:
    """Say what is wrong with the way a command was typed, in the language of the user."""
    if isinstance(error, WrongUse):
        return error.message
    if isinstance(error, click.NoSuchOption):
        text = say("no-option", lang, word=shortened(error.option_name))
        return " ".join([text, *meant(error.possibilities or (), lang)])
    if isinstance(error, click.BadOptionUsage):
        return say("option-value", lang, word=shortened(error.option_name))
    if isinstance(error, click.BadParameter) and error.param is not None:
        word = error.param.get_error_hint(error.ctx)
        if lang == "en" and error.param.metavar:
            word = word.replace(error.param.metavar, in_english(error.param.metavar))
        if isinstance(error, click.MissingParameter):
            return say("missing-word", lang, word=word)
        if isinstance(error.param.type, click.Choice):
            return say("choose", lang, word=word, known=", ".join(error.param.type.choices))
        if isinstance(error.param.type, click.IntRange):
            return say("number", lang, word=word)
        return say("no-such-file", lang, word=word)
    extra = re.search(r"unexpected extra arguments? \((.*)\)", error.message, re.DOTALL)
    if extra:
        return say("too-much", lang, word=shortened(extra[1]))
    if error.ctx is not None and isinstance(error.ctx.command, click.Group):
        return say("missing-command", lang)
    return say("wrong-use", lang, reason=error.format_message())


def marked(problem: Problem, lang: Language) -> str:
    """Give a problem as one line that begins with how bad it is."""
    word = say("error" if problem.is_error else "warning", lang)
    return f"{click.style(word, fg='red' if problem.is_error else 'yellow')}: {problem.sentence(lang)}"


def counted(problems: Sequence[Problem], lang: Language) -> str:
    """Count errors and warnings in one sentence; when there are many, also by code, most first."""
    strengths = [one.is_error for one in problems]
    if not strengths:
        return say("fine", lang)
    text = say("count", lang, errors=sum(strengths), warnings=len(strengths) - sum(strengths))
    if len(strengths) <= _FEW:
        return text
    codes = Counter(one.code for one in problems).most_common()
    return f"{text} {', '.join(f'{code} {count}×' for code, count in codes)}"


# So many problems can be counted by eye.
_FEW = 10
