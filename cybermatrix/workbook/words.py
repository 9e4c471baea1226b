"""The words on the sheets that are not headings, and the sentences about a workbook, in Dutch and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cybermatrix.language import Language

GUIDE, MATRIX, LISTS, CONTROL = "Leeswijzer", "Matrix", "Lijsten", "Controle"
# A workbook is Dutch: its headings are the keys of the data. What the tool says about it exists in both languages.
SHEET = {
    "title": "Werkboek van {name}",
    "sheet": "Blad",
    "what": "Wat erop staat",
    "count": "Rijen",
    "matrix": "De matrix als overzicht. Wijzigen doet u op het blad Toewijzingen.",
    "lists": "De sleutels waaruit u kunt kiezen.",
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
_SAY: dict[str, tuple[str, str]] = {
    "nothing": ("Geen wijzigingen.", "No changes."),
    "matrix-now": ("de matrix zoals die nu is", "the matrix as it is now"),
    "empty": ("leeg", "empty"),
    "row": ("de rij", "the row"),
    "gone": ("weg", "gone"),
    "new": ("nieuw", "new"),
}


def say(key: str, lang: Language = "nl", /, **values: object) -> str:
    """Give a sentence, or a piece of one, in the language asked for."""
    return _SAY[key][lang == "en"].format(**values)
