"""The words in which changes are told, Dutch and English, and what the ids in either edition are called."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs

from cybermatrix.checks import KINDS, nouns
from cybermatrix.language import day, named, number
from cybermatrix.reading import specs

if TYPE_CHECKING:
    from collections.abc import Callable

    from cybermatrix.language import Language
    from cybermatrix.matrix import Base
    from cybermatrix.reading import FieldSpec

# Class: the kind (as in `checks.KINDS`, where it has one), then one of it in Dutch and in English.
NOUNS: dict[str, tuple[str, str, str]] = {
    "Edition": ("edition", "uitgave", "edition"),
    "Phase": ("phase", "fase", "phase"),
    "Block": ("block", "blok", "block"),
    "InterventionType": ("intervention", "interventie", "intervention type"),
    "Role": ("role", "rol", "role"),
    "Level": ("level", "niveau", "level"),
    "Audience": ("audience", "doelgroep", "audience"),
    "Category": ("category", "categorie", "category"),
    "PartnerKind": ("partner_kind", "soort partij", "kind of partner"),
    "EffectRating": ("effect_rating", "oordeel over effect", "effect rating"),
    "NotApplicable": ("not_applicable", "‘niet van toepassing’ voor", "‘not applicable’ for"),
    "Partner": ("partner", "partij", "partner"),
    "Assignment": ("assignment", "toewijzing", "assignment"),
    "CrimeForm": ("crime", "vorm", "crime form"),
    "Situation": ("situation", "situatie", "situation"),
    "Instrument": ("instrument", "instrument", "instrument"),
    "Law": ("law", "wet", "law"),
    "LawArticle": ("law_article", "wetsartikel", "law article"),
    "Statute": ("statute", "strafbaarstelling", "statute"),
    "Channel": ("channel", "kanaal", "channel"),
    "Slot": ("slot", "lokale vraag", "local question"),
    "Package": ("package", "minimumpakket", "minimum package"),
    "Sharing": ("sharing", "regel over gegevens delen", "rule about sharing data"),
    "Tool": ("tool", "hulpmiddel", "tool"),
    "Source": ("source", "bron", "source"),
    "Example": ("example", "voorbeeld", "example"),
    "Figure": ("figure", "cijfer", "figure"),
    "Event": ("event", "gebeurtenis", "event"),
    "LeadPractice": ("lead_practice", "trekker in de praktijk", "lead in practice"),
    "Escalation": ("escalation", "opschalen", "scaling up"),
    "Correction": ("correction", "verbetering", "correction"),
    "PoliceUnit": ("police_unit", "politie-eenheid", "police unit"),
    "SafetyRegion": ("safety_region", "veiligheidsregio", "safety region"),
    "Municipality": ("municipality", "gemeente", "municipality"),
    "BaseTeam": ("base_team", "basisteam", "base team"),
    "FormerMunicipality": ("former_municipality", "vervallen gemeente", "former municipality"),
    "Population": ("population", "inwonertal", "population figure"),
    "Overlay": ("overlay", "eigen bestand", "own file"),
    "SearchWord": ("search_word", "zoekwoord", "search word"),
    "WordChoice": ("word_choice", "woordkeuze", "choice of words"),
    "Guard": ("guard", "valkuil", "guard"),
}
_MANY = {
    "edition": ("de uitgave", "the edition"),
    "not_applicable": ("niet van toepassing", "not applicable"),
    "figure": ("cijfers", "figures"),
    "event": ("tijdlijn", "time line"),
    "lead_practice": ("trekkers in de praktijk", "leads in practice"),
    "escalation": ("opschalen", "scaling up"),
    "correction": ("verbeteringen", "corrections"),
    "former_municipality": ("vervallen gemeenten", "former municipalities"),
    "population": ("inwonertallen", "population figures"),
    "overlay": ("eigen bestanden", "own files"),
    "search_word": ("zoekwoorden", "search words"),
    "word_choice": ("woordkeuzes", "choices of words"),
}
_SAY: dict[str, tuple[str, str]] = {
    "title": ("Wat is er veranderd{whom}?", "What changed{whom}?"),
    "whom": (" voor {names}", " for {names}"),
    "span": ("Van {old} naar {new}.", "From {old} to {new}."),
    "same": ("Twee versies van {new}.", "Two versions of {new}."),
    "edition": ("uitgave {id} ({day})", "edition {id} ({day})"),
    "first": (
        "{edition} is de eerste uitgave: er is geen oudere om mee te vergelijken.",
        "{edition} is the first edition: there is no older one to compare it with.",
    ),
    "nothing": ("Er is niets veranderd.", "Nothing changed."),
    "new": ("Nieuw: {subject}{more}", "New: {subject}{more}"),
    "gone": ("Vervallen: {subject} staat er niet meer in.", "Gone: {subject} is no longer listed."),
    "merged": ("{subject} is opgegaan in {new}", "{subject} is now part of {new}"),
    "ended": ("geldt niet meer vanaf {new}{before}", "no longer holds from {new}{before}"),
    "replaced": ("is vervangen door {new}{before}", "is replaced by {new}{before}"),
    "renamed": ("heet nu {new}{before}", "is now called {new}{before}"),
    "renamed-en": ("heet in het Engels nu {new}{before}", "is now called {new} in English{before}"),
    "before": (" (eerst {old})", " (before: {old})"),
    "role": ("de rol was {old} en is nu {new}", "the role was {old} and is now {new}"),
    "wording": ("de tekst was {old} en is nu {new}", "the text was {old} and is now {new}"),
    "text": ("bij {label} is de tekst {new}; die was {old}", "the text of {label} is {new}; it was {old}"),
    "spacing": ("bij {label} is alleen de witruimte anders", "only the white space of {label} differs"),
    "changed": ("bij {label} stond {old}, en nu {new}", "{label} was {old} and is now {new}"),
    "filled": ("bij {label} kwam erbij: {new}", "to {label} was added: {new}"),
    "emptied": ("bij {label} ging weg: {old}", "from {label} was removed: {old}"),
    "both": ("bij {label} kwam erbij: {new}; ging weg: {old}", "to {label} was added: {new}; removed: {old}"),
    "order": ("de volgorde bij {label} is nu: {new}", "the order of {label} is now: {new}"),
    "moved": ("hoort nu bij {new}{before}", "now belongs to {new}{before}"),
    "within": (", bij {label} ({about})", ", under {label} ({about})"),
    "several": ("{count} {many} ({names})", "{count} {many} ({names})"),
    "rest": ("En nog {count} zulke wijzigingen bij {many}.", "And {count} more such changes to {many}."),
    "nobody": ("niets", "nothing"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "every-form": ("alle vormen", "all forms"),
    "everything": ("de hele matrix", "the whole matrix"),
    "about": ("bij {types} tegen {forms}", "for {types} against {forms}"),
    "cell-new": ("Nieuw: {cell}. {text} [{rule}]", "New: {cell}. {text} [{rule}]"),
    "cell-also": ("Nu ook: {cell}. {text} [{rule}]", "Now also: {cell}. {text} [{rule}]"),
    "cell-gone": ("Vervallen: {cell}. {text} [{rule}]", "Gone: {cell}. {text} [{rule}]"),
    "cell-no-longer": ("Niet meer: {cell}. {text} [{rule}]", "No longer: {cell}. {text} [{rule}]"),
    "cell-changed": ("{cell}: {told} [{rule}]", "{cell}: {told} [{rule}]"),
    "rules": ("{new}, eerst {old}", "{new}, before: {old}"),
    "gained": ("Erbij", "Gained"),
    "changes": ("Veranderd", "Changed"),
    "lost": ("Weg", "Lost"),
    "own": ("Over {names} zelf", "About {names}"),
}
# Words of the data that are chosen from a list, as a reader says them.
VALUES: dict[str, tuple[str, str]] = {
    "moet": ("moet", "must"),
    "mag": ("mag", "may"),
    "kan": ("kan", "can"),
    "mag-niet": ("mag niet", "may not"),
    "verified": ("de bron zegt dit", "the source says so"),
    "partial": ("de bron zegt een deel hiervan", "the source says part of it"),
    "eigen": ("van de makers, zonder bron", "by the makers, without a source"),
    "not_verified": ("niet in een bron gezien", "not seen in a source"),
    "vast": ("vast", "settled"),
    "bron": ("één bron", "one source"),
    "voorstel": ("voorstel", "proposal"),
    "bevestigd": ("bevestigd", "confirmed"),
    "concept": ("concept", "draft"),
    "vastgesteld": ("vastgesteld", "adopted"),
    "openbaar": ("openbaar", "public"),
    "intern": ("intern", "internal"),
}
# What tells records apart that have no id of their own.
IDENTITY: dict[str, tuple[str, ...]] = {
    "Overlay": ("municipality",),
    "Population": ("municipality", "year"),
    "FormerMunicipality": ("code",),
    "NotApplicable": ("intervention", "crime"),
}


def say(key: str, lang: Language, /, **values: object) -> str:
    """Give a sentence, or a piece of one, in the language asked for."""
    return _SAY[key][lang == "en"].format(**values)


def kind_of(cls: type[Any]) -> tuple[str, str, str]:
    """Give the kind of noun that a class is, and what one of it is called in Dutch and in English."""
    name = cls.__name__
    return NOUNS.get(name) or (name.lower(), name, name)


def many(kind: str, lang: Language) -> str:
    """Give what several nouns of a kind are called."""
    nl, en = KINDS[kind][1:] if kind in KINDS else _MANY.get(kind, (kind, kind))
    return en if lang == "en" else nl


def verb_of(role: Any, lang: Language) -> str:
    """Give a role as pages print it: as a verb."""
    return f"‘{role.said(lang)}’"


def label_of(spec: FieldSpec, lang: Language) -> str:
    """Give what a column is about: its own help in Dutch, the name of its attribute in English."""
    said = spec.help.rstrip(".") if lang == "nl" else spec.name.replace("_en", " in English").replace("_", " ")
    return f"‘{said}’"


def quoted(text: str) -> str:
    """Put what people wrote between quotes, on one line."""
    return f"“{' '.join(text.split())}”"


def ended(text: str) -> str:
    """End a sentence with a full stop, unless what it quotes ended already."""
    return text if text.rstrip("”’").endswith((".", "!", "?", "…")) else f"{text}."


def capital(text: str) -> str:
    """Begin a sentence with a capital."""
    return text[:1].upper() + text[1:]


class Names:
    """What the ids in either edition are called: the new name where there is one."""

    def __init__(self, *bases: Base) -> None:
        self.bases = bases
        self._tables: dict[tuple[int, str], dict[str, Any]] = {}

    def find(self, kind: str, key: str) -> Any:
        """Give the noun that an id means, or nothing."""
        for rank, base in enumerate(self.bases):
            table = self._tables.get((rank, kind))
            if table is None:
                table = self._tables[rank, kind] = self._table(base, kind)
            if key in table:
                return table[key]
        return None

    @staticmethod
    def _table(base: Base, kind: str) -> dict[str, Any]:
        joined: dict[str, Callable[[], dict[str, Any]]] = {
            "partner": lambda: base.partners,
            "area": lambda: base.areas,
            "law_article": lambda: base.law_articles,
            "channel": lambda: base.channels,
        }
        return joined[kind]() if kind in joined else {noun.id: noun for noun in nouns(base.data, kind)}

    def said(self, kinds: str, key: str, lang: Language) -> str:
        """Give the name of what an id means; an id that leads nowhere is its own name."""
        for kind in kinds.split("|"):
            if kind == key == "alle":
                return say("every-form", lang)
            noun = self.find(kind, key)
            if noun is not None:
                return self._called(kind, noun, lang)
        return key

    def _called(self, kind: str, noun: Any, lang: Language) -> str:
        if kind == "assignment":
            return str(noun.id)
        if kind == "role":
            return verb_of(noun, lang)
        if kind == "law_article":
            law = self.find("law", noun.id.partition(":")[0])
            return noun.article if law is None else f"{law.abbreviation or law.name} {noun.article}"
        return named(noun, lang)

    def value(self, spec: FieldSpec, value: Any, lang: Language) -> str:
        """Say one value, or several, as a reader says it."""
        if value is None or value == ():
            return say("nobody", lang)
        if isinstance(value, tuple):
            return ", ".join(self.value(spec, item, lang) for item in value)
        if isinstance(value, bool):
            return say("yes" if value else "no", lang)
        if isinstance(value, dt.date):
            return day(value, lang)
        if isinstance(value, int | float):
            return (
                number(value, lang) if isinstance(value, float) or abs(value) >= 10_000 else str(value)
            )  # 2026 is a year
        if attrs.has(type(value)):
            return quoted(self.gist(value, lang))
        if spec.ref:
            return self.said(spec.ref, value, lang)
        if spec.choices and value in VALUES:
            return f"‘{VALUES[value][lang == 'en']}’"
        return quoted(value)

    def gist(self, record: Any, lang: Language) -> str:
        """Give what a record is known by: its name, its text, or the first things it says."""
        name = named(record, lang) if getattr(record, "name", None) else None
        text = None if hasattr(record, "id") else getattr(record, "text", None)
        if name or text:
            return _shortened(str(name or text))
        own = specs(type(record))
        identity = IDENTITY.get(type(record).__name__)
        leaves = [spec for spec in own if spec.name in identity] if identity else [s for s in own if s.name != "id"]
        said = (
            self.value(spec, getattr(record, spec.name), lang).strip("“”‘’")
            for spec in leaves
            if spec.record is None and getattr(record, spec.name) not in (None, (), "")
        )
        return _shortened(" · ".join(part for part, _ in zip(said, range(3), strict=False)))


def _shortened(text: str, most: int = 90) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def close_up(old: str, new: str, most: int = 160) -> tuple[str, str]:
    """Give the part of two long texts in which they differ, with a few words around it."""
    if max(len(old), len(new)) <= most:
        return old, new
    words, others = old.split(), new.split()
    shortest = min(len(words), len(others))
    head = next((n for n in range(shortest) if words[n] != others[n]), shortest)
    tail = next((n for n in range(shortest - head) if words[-1 - n] != others[-1 - n]), shortest - head)
    start, end = max(0, head - 6), max(0, tail - 6)

    def part(every: list[str]) -> str:
        kept = every[start : len(every) - end]
        return " ".join([*(["…"] if start else []), *kept, *(["…"] if end else [])])

    return part(words), part(others)
