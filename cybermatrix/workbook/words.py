"""The words on the sheets that are not headings, and the sentences about a workbook, in Dutch and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cybermatrix.language import Language

GUIDE, MATRIX, LISTS, CONTROL = "Leeswijzer", "Matrix", "Lijsten", "Controle"
# A workbook is Dutch: its headings are the keys of the data. What the tool says about it exists in both languages.
SHEET: dict[str, str | tuple[str, ...]] = {
    "title": "Werkboek van {name}",
    "sheet": "Blad",
    "what": "Wat erop staat",
    "count": "Rijen",
    "matrix": "De matrix als overzicht. Wijzigen doet u op het blad Toewijzingen.",
    "lists": "De sleutels waaruit u kunt kiezen.",
    "so": "Zo werkt het",
    "how": (
        "Wit mag u wijzigen; grijs is een sleutel en verandert nooit.",
        "Meer dan één sleutel in een cel: zet er een puntkomma tussen. Meer dan één tekst: elk op een eigen regel in de cel (Alt+Enter).",
        "Een nieuwe rij onderaan: geef een nieuwe sleutel (kleine letters, cijfers, streepjes); laat een nummer leeg.",
        "Iets houdt op: vul geldig_tot in, de eerste dag waarop het niet meer geldt. Haal geen rij weg.",
        "Een rij met een nummer hoort weg: laat de rij staan en maak de witte cellen leeg.",
        "Bekijk eerst wat er verandert: cybermatrix workbook import werkboek.xlsx. Er wordt dan niets geschreven.",
    ),
    "made-from": "Gemaakt van",
    "who": "Partij",
    "problem": "Wat er is",
    "do": "Wat u doet",
    "strength": "Hoe erg",
    "place": "Waar",
    "error": "fout",
    "warning": "let op",
}
INTAKE = {
    "title": "Vragen aan de gemeente {name}",
    "how": (
        "Intern zodra het is ingevuld: deel dit werkblad niet en publiceer het niet.\n"
        "Begin met het blad {first}: dat kost een halfuur. De bladen {others} en {instruments} kunnen later.\n"
        "Wit vult u in. Weet u iets niet? Laat de cel leeg: dan komt er op de kaarten een schrijfregel.\n"
        "Neem nummers op die ook buiten kantoortijd en zonder eigen netwerk werken, met bij getest_op de dag waarop "
        "iemand ze heeft geprobeerd.\n"
        "Klaar? Dit werkblad wordt uw eigen bestand met: cybermatrix new overlay {id}.xlsx\n"
        "En dat geeft uw interne gids met: cybermatrix guide {id} --overlay {id}.yaml --intern -o {id}-intern.pdf"
    ),
    "first": "Vragen",
    "others": "Meer vragen",
    "instruments": "Wat zet u in",
    "answer": "Naam of functie, en wie vervangt: ten hoogste veertig letters. Weet u het niet? Laat leeg: dan komt er een schrijfregel.",
    "phone": "Nummer dat ook buiten kantoortijd en zonder eigen netwerk werkt.",
    "tested": "Dag waarop iemand dit nummer heeft geprobeerd.",
    "uses": "ja: dit zet uw gemeente nu in.",
    "comment": "Eigen bestand van de gemeente {name}. Intern: niet delen en niet publiceren.",
}
_SAY: dict[str, tuple[str, str]] = {
    "nothing": ("Geen wijzigingen.", "No changes."),
    "changes": ("Dit verandert er:", "This changes:"),
    "matrix-now": ("de matrix zoals die nu is", "the matrix as it is now"),
    "empty": ("leeg", "empty"),
    "row": ("de rij", "the row"),
    "gone": ("weg", "gone"),
    "new": ("nieuw", "new"),
    "round-title": ("Raadpleging over de cyberinterventiematrix", "Consultation on the cyberintervention matrix"),
    "round-intro": (
        (
            "Uitgave {edition} van {day}. Gevraagd: {asked} over {rules}. Geantwoord: {answered}. "
            "Bevestigd: {confirmed}. Anders gewenst: {otherwise}."
        ),
        (
            "Edition {edition} of {day}. Asked: {asked} about {rules}. Answered: {answered}. "
            "Confirmed: {confirmed}. Wanted otherwise: {otherwise}."
        ),
    ),
    "bodies": ("partij|partijen", "partner|partners"),
    "rules": ("toewijzing|toewijzingen", "assignment|assignments"),
    "silent": ("Nog niet geantwoord", "Not answered yet"),
    "partly": ("Nog niet alles beantwoord", "Not all answered yet"),
    "left": ("{name}: nog {count} van {total}", "{name}: {count} of {total} left"),
    "otherwise": ("Anders gewenst: hierover is een besluit nodig", "Wanted otherwise: a decision is needed"),
    "remarks": ("Opmerkingen", "Remarks"),
    "agreed": ("Bevestigd", "Confirmed"),
    "known": ("Dit was al bevestigd; er verandert niets.", "This was confirmed already; nothing changes."),
    "signed": ("door {by}, besloten in {body} op {on}", "by {by}, decided in {body} on {on}"),
    "and-more": ("En nog {count}.", "And {count} more."),
}
# A workbook for a partner is Dutch throughout.
_ASK = {
    "title": "Raadpleging: {name}",
    "rules": "toewijzingen",
    "program": "Hieronder staat waar het programma dit werkboek aan herkent. Laat dat staan.",
    "answer": "akkoord: zo is het. anders: zo is het niet. opmerking: zo is het, en u wilt er iets bij zeggen.",
    "note": "Wat anders moet, of wat u wilt opmerken; bij akkoord mag dit leeg blijven.",
    "or-here": "Leeg: wat op het blad 'Wie antwoordt' staat.",
    "how": (
        "Wij vragen u of klopt wat hier over uw organisatie staat. Er zijn twee bladen om in te vullen.\n"
        "1. Op het blad 'Wie antwoordt' vult u één regel in: door (uw naam), namens (uw organisatie), gremium (in welk overleg het besloten is) en datum (wanneer).\n"
        "2. Op het blad 'Toewijzingen' kiest u bij elke rij een antwoord: akkoord, anders of opmerking. Bij anders en opmerking schrijft u in de kolom ernaast waarom.\n"
        "Wat grijs is, wijzigt u niet. Past iets niet? Kies anders en schrijf hoe het wel zit.\n"
        "De laatste vier kolommen mogen leeg blijven. Vul ze alleen in waar iemand anders antwoordt dan op het blad 'Wie antwoordt' staat.\n"
        "Stuur het bestand daarna terug. Opslaan als .xlsx of .ods mag allebei."
    ),
}


def ask(key: str, /, **values: object) -> str:
    """Give a sentence of the workbook that a partner fills in."""
    return _ASK[key].format(**values)


def say(key: str, lang: Language = "nl", /, **values: object) -> str:
    """Give a sentence, or a piece of one, in the language asked for."""
    return _SAY[key][lang == "en"].format(**values)
