"""The nouns. Frozen values that know nothing of files, pages or each other's collections.

Every field that a person fills in carries its Dutch key and one sentence of help (`column`): the reader, the
canonical writer, the JSON, its schema, the printed reference and the messages all follow that one description.
References between nouns are ids; `Matrix` and `Cell` join them.
"""

from __future__ import annotations

import datetime as dt  # the reader asks the fields for their types
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from attrs import define, evolve, field, fields

from cybermatrix.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_T = TypeVar("_T")

FORCES = ("moet", "mag", "kan", "mag-niet")
VERIFICATIONS = ("verified", "partial", "eigen", "not_verified")
# What people at a municipality would like to do and may not, in the order in which a guide tells them.
WISHES = (
    "bericht-laten-verwijderen",
    "nepaccount-gebruiken",
    "mensen-volgen",
    "namen-van-de-politie",
    "wgs-gebruiken",
    "rekening-of-website-blokkeren",
    "zelf-opsporen",
    "ordebevel-aan-de-politie",
)
CERTAINTIES = ("vast", "bron", "voorstel")
STATUSES = ("voorstel", "bevestigd")
VISIBILITIES = ("openbaar", "intern")
HOURS = ("24/7", "tijden", "onbekend")
READERS = ("inwoner", "ondernemer", "gemeente", "professional", "bestuurder")
CLOCKS = ("nu", "1-uur", "24-uur", "72-uur", "week", "daarna")
SPOKEN_TO = ("slachtoffer", "gemeente")
AREA_KINDS = ("land", "politie-eenheid", "veiligheidsregio", "gemeente")
LAW_TEXTS = ("geldend", "oud", "kopie")
SLOT_KINDS = ("inwoner", "moment", "eigen-keuze")
EVIDENCE = (
    "officieel",
    "wettekst",
    "wettekst-oude-versie",
    "wettekst (kopie via BZK)",
    "wettekst (kopie van derden)",
    "onderzoek",
    "media",
    "secundair-dataset",
)
WEAK = ("wettekst-oude-versie", "wettekst (kopie van derden)", "media", "secundair-dataset")  # never *vast* by itself


def column(key: str, help_nl: str, *, ref: str = "", choices: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """
    Describe a field once, for everything that reads, writes or documents it.

    Args:
        key: the Dutch key in files, sheets and JSON.
        help_nl: one Dutch sentence for the person who fills it in.
        ref: the kind of noun whose ids it holds; several kinds joined with ``|``.
        choices: the only words allowed, in their order.
    """
    return {"key": key, "help": help_nl, "ref": ref, "choices": choices}


def _hash_by_id(self: Any) -> int:
    return hash(self.id)


def give_repr(cls: type[Any]) -> None:
    """
    Give a class the ``repr`` that attrs would write for it, unless it has its own.

    It is one for all classes: to have attrs compile one for each takes a seventh of the time in which they are loaded.
    """
    if "__repr__" not in vars(cls):
        cls.__repr__ = _repr  # type: ignore[assignment]


def _repr(value: Any) -> str:
    said = (f"{one.name}={getattr(value, one.name)!r}" for one in fields(type(value)) if one.repr)
    return f"{type(value).__qualname__}({', '.join(said)})"


@dataclass_transform(field_specifiers=(field,), kw_only_default=True)
def record(cls: type[_T]) -> type[_T]:
    """Make a frozen, slotted value that is built with keywords only: fields may come and go, their order means nothing."""
    give_repr(cls)
    return define(frozen=True, kw_only=True)(cls)


@dataclass_transform(field_specifiers=(field,), kw_only_default=True)
def noun(cls: type[_T]) -> type[_T]:
    """Make a record that stands in dictionaries by the hundred: its hash is the hash of its id, a string that caches its own."""
    cls.__hash__ = _hash_by_id  # type: ignore[method-assign]
    return record(cls)


def changed(record: _T, **changes: Any) -> _T:
    """Give the same value with some of its fields replaced."""
    return evolve(record, **changes)  # type: ignore[misc]  # it is an attrs value; the decorators above hide that from mypy


def place_field() -> Any:
    """Where the record was read: rides along, and takes no part in equality."""
    return field(default=Place(), eq=False, repr=False)


# --- facts and where they come from -----------------------------------------------------------------------------


@noun
class Source:
    """A document that was read: according to whom a statement is true."""

    id: str = field(metadata=column("id", "Vaste sleutel van de bron."))
    name: str = field(metadata=column("titel", "Titel van het stuk of de pagina."))
    publisher: str | None = field(default=None, metadata=column("uitgever", "Wie het uitgaf."))
    url: str | None = field(default=None, metadata=column("url", "Adres, zoals het was toen het gelezen werd."))
    published: str | None = field(default=None, metadata=column("gepubliceerd", "Datum of jaar van het stuk."))
    kind: str | None = field(default=None, metadata=column("soort", "Soort bron, zoals primair of media."))
    accessed: dt.date | None = field(default=None, metadata=column("geraadpleegd", "Dag waarop het gelezen is."))
    access_mode: str | None = field(default=None, metadata=column("wijze", "Hoe het gelezen is: geheel of een deel."))
    reliability: str | None = field(default=None, metadata=column("betrouwbaarheid", "Oordeel over de bron."))
    seen_via: str | None = field(default=None, metadata=column("gezien_via", "Langs welke weg de bron gevonden is."))
    law_text: str | None = field(
        default=None,
        metadata=column(
            "wettekst",
            "Alleen bij een wettekst: geldend, oud, of een kopie van derden; wat op oud of kopie rust, is nooit vast.",
            choices=LAW_TEXTS,
        ),
    )
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    place: Place = place_field()

    @property
    def name_en(self) -> str | None:
        """Titles are not translated."""
        return None

    @property
    def is_firm(self) -> bool:
        """Whether *vast* may rest on it: not on a law as it once was, or as others copied it."""
        return self.law_text in (None, "geldend")


@record
class Claim:
    """A statement of fact with what it rests on."""

    text: str = field(metadata=column("tekst", "Wat er waar is, in eigen woorden."))
    verification: str = field(
        metadata=column("verificatie", "Hoe zeker: wat de bron ervan zegt.", choices=VERIFICATIONS)
    )
    evidence: str | None = field(
        default=None, metadata=column("bewijs", "Beste soort bron onder de bewering.", choices=EVIDENCE)
    )
    certainty: str | None = field(
        default=None, metadata=column("zekerheid", "Wat de lezer ziet, als dat vastgelegd is.", choices=CERTAINTIES)
    )
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    laws: tuple[str, ...] = field(default=(), metadata=column("wetten", "Wetsartikelen.", ref="law_article"))
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    became: tuple[str, ...] = field(
        default=(),
        metadata=column(
            "geworden",
            "Waar dit nu vastligt: ids van toewijzingen, voorbeelden, instrumenten, situaties of kanalen.",
            ref="assignment|example|instrument|situation|channel",
        ),
    )
    not_because: str | None = field(
        default=None, metadata=column("niet_omdat", "Of: waarom er geen toewijzing of voorbeeld van gemaakt is.")
    )
    recheck: str | None = field(
        default=None, metadata=column("nog_nakijken", "Voor de makers: wat nog nagelezen moet worden; op geen pagina.")
    )
    place: Place = place_field()


@record
class Task(Claim):
    """What a partner can do in one part of the chain, as the facts were first read; not yet an assignment."""

    phase: str | None = field(
        default=None,
        metadata=column(
            "onderdeel",
            "Deel van de aanpak waarbij de bron dit noemt; leeg als de bron geen deel noemt.",
            choices=("preventie", "signalering", "preparatie", "respons", "opsporing", "nazorg"),
        ),
    )
    block: str | None = field(default=None, metadata=column("blok", "Blok, als dat afwijkt.", ref="block"))
    intervention: str | None = field(
        default=None, metadata=column("type", "Type, als dat vaststaat.", ref="intervention")
    )
    reading: str | None = field(
        default=None, metadata=column("lezing", "Hoe de eerste lezer de rol noemde; geen besluit van het netwerk.")
    )


@record
class Limit(Claim):
    """What a partner may not do or does not do, and what is possible instead."""

    force: str | None = field(
        default=None,
        metadata=column("kracht", "mag-niet bij een wet of uitspraak; leeg als het geen verbod is.", choices=FORCES),
    )
    instead: str | None = field(default=None, metadata=column("wel", "Wat dan wel kan, in één zin."))
    wish: str | None = field(
        default=None, metadata=column("wens", "Wat iemand zou willen en waar dit de grens van is.", choices=WISHES)
    )


@record
class Change(Claim):
    """Something that changed on a day."""

    when: str = field(metadata=column("datum", "Dag, maand of jaar, zoals de bron het geeft."))


@record
class Figure(Claim):
    """A number in words, with the year it is about."""

    year: str = field(
        metadata=column(
            "jaar",
            "Jaar of periode waar het cijfer over gaat. Een reeks van één bron staat in de tekst als: "
            "5,6 procent (2022), 7,2 procent (2024); de gids tekent haar dan.",
        )
    )


@record
class Duty(Claim):
    """A first action, which may be a legal duty with a term and a threshold."""

    force: str | None = field(default=None, metadata=column("kracht", "Hoe bindend.", choices=FORCES))
    term: str | None = field(default=None, metadata=column("termijn", "Binnen welke tijd."))
    threshold: tuple[str, ...] = field(default=(), metadata=column("drempel", "Vanaf wanneer de plicht geldt."))


@noun
class LawArticle:
    """One article (or a few that belong together) and what it allows or forbids whom."""

    id: str = field(metadata=column("id", "Wet en artikel, zoals gemeentewet:172."))
    article: str = field(metadata=column("artikel", "Artikel zoals u het opschrijft."))
    also: tuple[str, ...] = field(default=(), metadata=column("ook", "Andere verwijzingen die hier uitkomen."))
    actors: tuple[str, ...] = field(
        default=(), metadata=column("actoren", "Voor wie het artikel geldt, in woorden of ids.")
    )
    version_read: str | None = field(
        default=None, metadata=column("gelezen_in_versie", "Welke tekst gelezen is; een oude tekst is nooit vast.")
    )
    claims: tuple[Claim, ...] = field(default=(), metadata=column("uitspraken", "Wat het artikel zegt, met bron."))
    place: Place = place_field()

    @property
    def name(self) -> str:
        """The article as one writes it; the law's own name stands in `Law`."""
        return self.article

    @property
    def is_firm(self) -> bool:
        """Whether *vast* may rest on it: something of it was read elsewhere than in an old text, a copy or second hand."""
        return not self.claims or any(claim.evidence not in WEAK for claim in self.claims)

    @property
    def name_en(self) -> str | None:
        """Article numbers are not translated."""
        return None


@noun
class Statute:
    """What is punishable: one article of criminal law that a crime form may fall under."""

    id: str = field(metadata=column("id", "Vaste sleutel, zoals sr-138ab."))
    name: str = field(metadata=column("titel", "Hoe het strafbare feit heet."))
    article: str = field(metadata=column("artikel", "Artikelnummer."))
    law_name: str = field(metadata=column("wet", "Wet waarin het staat."))
    core: str = field(metadata=column("kern", "Waar het op neerkomt, in gewone taal."))
    max_penalty: str | None = field(default=None, metadata=column("strafmaximum", "Hoogste straf; niet op kaarten."))
    articles: tuple[str, ...] = field(
        default=(), metadata=column("zie", "Artikelen in het wettenregister waar de inhoud staat.", ref="law_article")
    )
    see_law: str | None = field(default=None, metadata=column("zie_wet", "Wet in het register.", ref="law"))
    register_note: str | None = field(default=None, metadata=column("register", "Waar de inhoud bewaard wordt."))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    place: Place = place_field()

    @property
    def name_en(self) -> str | None:
        """Dutch criminal law has no official English titles."""
        return None


@record
class Renumbering(Claim):
    """An article that moved to another number; its text says why."""

    old: str = field(metadata=column("oud", "Oud artikelnummer."))
    new: str = field(metadata=column("nieuw", "Nieuw artikelnummer."))


@noun
class Law:
    """A law, regulation or framework with the articles that matter here."""

    id: str = field(metadata=column("id", "Vaste sleutel van de wet."))
    name: str = field(metadata=column("naam", "Naam van de wet."))
    name_en: str | None = field(default=None, metadata=column("naam_en", "Engelse naam."))
    abbreviation: str | None = field(default=None, metadata=column("afkorting", "Gebruikelijke afkorting."))
    bwb_id: str | None = field(default=None, metadata=column("bwb_id", "Nummer in het Basiswettenbestand."))
    bwb_verified: bool = field(default=False, metadata=column("bwb_nagekeken", "Of dat nummer in een bron gezien is."))
    bwb_note: str | None = field(default=None, metadata=column("bwb_let_op", "Wat bij dat nummer opvalt."))
    url: str | None = field(default=None, metadata=column("url", "Adres van de wettekst."))
    status: str = field(metadata=column("toestand", "Geldt de wet, is zij vervallen of nog een voorstel."))
    in_force: str | None = field(default=None, metadata=column("in_werking", "Sinds of tot wanneer de wet geldt."))
    version_read: str | None = field(default=None, metadata=column("gelezen_in_versie", "Welke tekst gelezen is."))
    checked_on: dt.date | None = field(default=None, metadata=column("nagekeken_op", "Dag waarop dit is nagekeken."))
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    articles: tuple[LawArticle, ...] = field(default=(), metadata=column("artikelen", "De artikelen die hier tellen."))
    statutes: tuple[Statute, ...] = field(default=(), metadata=column("strafbaarstellingen", "Wat strafbaar is."))
    renumberings: tuple[Renumbering, ...] = field(default=(), metadata=column("oude_nummers", "Verhuisde artikelen."))
    place: Place = place_field()


# --- the axes ---------------------------------------------------------------------------------------------------


@noun
class Phase:
    """When, in the safety chain."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam op de pagina."))
    name_en: str = field(metadata=column("naam_en", "Engelse naam."))
    place: Place = place_field()


@noun
class Block:
    """A group of intervention types: before, signal, now or after."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam op de pagina."))
    name_en: str = field(metadata=column("naam_en", "Engelse naam."))
    place: Place = place_field()


@noun
class InterventionType:
    """With what kind of action."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    code: str = field(metadata=column("code", "Drie letters voor smalle tabellen."))
    name: str = field(metadata=column("naam", "Naam op de pagina."))
    name_en: str = field(metadata=column("naam_en", "Engelse naam."))
    block: str = field(metadata=column("blok", "In welk blok het hoort.", ref="block"))
    phase: str = field(metadata=column("fase", "In welke fase van de veiligheidsketen.", ref="phase"))
    focus: str = field(metadata=column("focus", "Waar het op gericht is: dader, slachtoffer, situatie of organisatie."))
    definition: str = field(metadata=column("definitie", "Wat eronder valt, in gewone taal."))
    definition_en: str | None = field(default=None, metadata=column("definitie_en", "Hetzelfde in het Engels."))
    note: str | None = field(default=None, metadata=column("let_op", "Wat er niet onder valt."))
    note_en: str | None = field(default=None, metadata=column("let_op_en", "Hetzelfde in het Engels."))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    place: Place = place_field()


@noun
class Role:
    """As what: printed as a verb."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    letter: str = field(metadata=column("letter", "Letter op de poster, alleen met legenda."))
    symbol: str = field(metadata=column("teken", "Teken op de poster, alleen met legenda."))
    name: str = field(metadata=column("naam", "Naam van de rol."))
    name_en: str = field(metadata=column("naam_en", "Engelse naam."))
    verb: str = field(metadata=column("werkwoord", "Zo staat de rol op de pagina."))
    verb_en: str | None = field(default=None, metadata=column("werkwoord_en", "Het werkwoord in het Engels."))
    definition: str = field(metadata=column("definitie", "Wat de rol inhoudt."))
    definition_en: str | None = field(default=None, metadata=column("definitie_en", "Hetzelfde in het Engels."))
    raci: str | None = field(default=None, metadata=column("raci", "Vergelijkbare letter in RACI."))
    rule: str | None = field(default=None, metadata=column("regel", "Wanneer de rol mag worden gebruikt."))
    rule_en: str | None = field(default=None, metadata=column("regel_en", "Hetzelfde in het Engels."))
    origin: str | None = field(default=None, metadata=column("herkomst", "Of het woord uit bronnen komt."))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    place: Place = place_field()

    def said(self, lang: str) -> str:
        """Say the role as a verb, in Dutch (``nl``) or English (``en``)."""
        return (self.verb_en or self.name_en) if lang == "en" else self.verb


@noun
class Level:
    """Where the role is played (not where the rule holds: that is an `Area`)."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam op de pagina."))
    name_en: str = field(metadata=column("naam_en", "Engelse naam."))
    place: Place = place_field()


@noun
class Audience:
    """For whom."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam op de pagina, zoals 'voor ondernemers'."))
    name_en: str = field(metadata=column("naam_en", "Engelse naam."))
    place: Place = place_field()


@noun
class Category:
    """A family of crime forms."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam op de pagina."))
    name_en: str = field(metadata=column("naam_en", "Engelse naam."))
    definition: str = field(metadata=column("definitie", "Wat eronder valt."))
    definition_en: str | None = field(default=None, metadata=column("definitie_en", "Hetzelfde in het Engels."))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    place: Place = place_field()


@noun
class PartnerKind:
    """What sort of body a partner is."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam op de pagina."))
    name_en: str = field(metadata=column("naam_en", "Engelse naam."))
    place: Place = place_field()


@noun
class EffectRating:
    """How sure we are that an instrument works."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam op de pagina."))
    name_en: str = field(metadata=column("naam_en", "Engelse naam."))
    definition: str = field(metadata=column("definitie", "Wanneer dit oordeel past."))
    definition_en: str | None = field(default=None, metadata=column("definitie_en", "Hetzelfde in het Engels."))
    place: Place = place_field()


@record
class NotApplicable:
    """A (type, form) pair that makes no sense, with the reason."""

    intervention: str = field(metadata=column("type", "Het interventietype.", ref="intervention"))
    crime: str = field(metadata=column("vorm", "De misdaadvorm.", ref="crime"))
    reason: str = field(metadata=column("reden", "Waarom dit hier niet past."))
    place: Place = place_field()


# --- where ------------------------------------------------------------------------------------------------------


@noun
class Area:
    """Where a rule holds: one tree, country over police unit over safety region over municipality."""

    id: str
    name: str
    kind: str
    parent: str | None = None
    code: str | None = None

    @property
    def name_en(self) -> str:
        """Place names are not translated."""
        return self.name


@noun
class PoliceUnit:
    """One of the police units of the Netherlands."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    code: str = field(metadata=column("code", "Code van de eenheid, zoals RE02."))
    name: str = field(metadata=column("naam", "Naam van de eenheid."))
    place: Place = place_field()


@noun
class SafetyRegion:
    """One of the safety regions of the Netherlands."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    code: str = field(metadata=column("code", "Code van de regio, zoals VR04."))
    name: str = field(metadata=column("naam", "Naam van de regio."))
    unit: str = field(metadata=column("eenheid", "Politie-eenheid waar de regio in ligt.", ref="police_unit"))
    district: str | None = field(default=None, metadata=column("district", "Politiedistrict met dezelfde grens."))
    place: Place = place_field()


@noun
class BaseTeam:
    """A police base team, with the municipalities it serves and how sure that is."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam van het basisteam."))
    district: str = field(metadata=column("district", "Politiedistrict."))
    municipalities: tuple[str, ...] = field(metadata=column("gemeenten", "Gemeenten van het team.", ref="municipality"))
    evidence: str = field(metadata=column("bewijs", "Waar de indeling op rust."))
    url: str | None = field(default=None, metadata=column("url", "Adres van de bron."))
    published: str | None = field(default=None, metadata=column("gepubliceerd", "Datum van de bron."))
    note: str | None = field(default=None, metadata=column("let_op", "Wat erbij hoort te weten."))
    place: Place = place_field()


@noun
class Municipality:
    """A municipality of today, with the bodies around it."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    code: str = field(metadata=column("code", "Gemeentecode van het CBS, zoals GM0150."))
    name: str = field(metadata=column("naam", "Naam van de gemeente."))
    cbs_name: str = field(metadata=column("cbs_naam", "Naam zoals het CBS die schrijft."))
    province: str = field(metadata=column("provincie", "Naam van de provincie."))
    province_code: str = field(metadata=column("provinciecode", "Code van de provincie."))
    region: str = field(metadata=column("veiligheidsregio", "Veiligheidsregio.", ref="safety_region"))
    court_district: str = field(metadata=column("rechtbank", "Arrondissement."))
    valid_from: dt.date | None = field(
        default=None, metadata=column("geldig_van", "Sinds wanneer de gemeente bestaat.")
    )
    population_2019: int | None = field(default=None, metadata=column("inwoners_2019", "Inwoners (CBS)."))
    population_2024: int | None = field(default=None, metadata=column("inwoners_2024", "Inwoners (CBS)."))
    population_2025: int | None = field(default=None, metadata=column("inwoners_2025", "Inwoners (CBS)."))
    population_2026: int | None = field(default=None, metadata=column("inwoners_2026", "Inwoners (CBS)."))
    tooi: str | None = field(default=None, metadata=column("tooi", "TOOI-adres van de gemeente."))
    owms: str | None = field(default=None, metadata=column("owms", "OWMS-adres van de gemeente."))
    base_team_evidence: str | None = field(
        default=None, metadata=column("basisteam_bewijs", "Waar de koppeling aan het basisteam op rust.")
    )
    longitude: float | None = field(default=None, metadata=column("lengte", "Ongeveer het midden, WGS84, graden."))
    latitude: float | None = field(default=None, metadata=column("breedte", "Ongeveer het midden, WGS84, graden."))
    aliases: tuple[str, ...] = field(default=(), metadata=column("aliassen", "Andere namen."))
    place: Place = place_field()

    @property
    def name_en(self) -> str:
        """Place names are not translated."""
        return self.name


@record
class FormerMunicipality:
    """A municipality that ended, and where its people live now."""

    code: str = field(metadata=column("code", "Oude gemeentecode."))
    name: str = field(metadata=column("naam", "Oude naam."))
    ended_on: dt.date = field(metadata=column("geldig_tot", "Laatste dag."))
    kind: str | None = field(default=None, metadata=column("soort", "Wat er gebeurde."))
    successors: tuple[str, ...] = field(metadata=column("opvolgers", "Gemeenten van nu.", ref="municipality"))
    tooi: str | None = field(default=None, metadata=column("tooi", "TOOI-adres van de oude gemeente."))
    place: Place = place_field()


@record
class Population:
    """The number of inhabitants of a municipality on 1 January of a year (CBS)."""

    municipality: str = field(metadata=column("gemeente", "De gemeente.", ref="municipality"))
    year: int = field(metadata=column("jaar", "Jaar."))
    count: int = field(metadata=column("inwoners", "Aantal inwoners."))
    place: Place = place_field()


# --- who --------------------------------------------------------------------------------------------------------


@noun
class Channel:
    """How to reach someone."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam van het loket."))
    purpose: str | None = field(default=None, metadata=column("waarvoor", "Waarvoor u hier moet zijn."))
    phone: str | None = field(default=None, metadata=column("nummer", "Telefoonnummer."))
    address: str | None = field(default=None, metadata=column("adres", "Website, mail of ander adres."))
    how: str | None = field(default=None, metadata=column("hoe", "Hoe het gaat als u hier aanklopt."))
    readers: tuple[str, ...] = field(default=(), metadata=column("voor", "Voor wie het loket is.", choices=READERS))
    hours: str = field(default="onbekend", metadata=column("bereikbaar", "Wanneer.", choices=HOURS))
    hours_note: str | None = field(default=None, metadata=column("uren", "De uren in woorden."))
    hours_verification: str | None = field(
        default=None, metadata=column("uren_verificatie", "Hoe zeker de uren zijn.", choices=VERIFICATIONS)
    )
    hours_sources: tuple[str, ...] = field(
        default=(), metadata=column("uren_bronnen", "Bronnen van de uren.", ref="source")
    )
    off_hours: str | None = field(
        default=None,
        metadata=column("buiten_kantoortijd", "Hoe het dan gaat, als dat anders is: een korte zin naast het nummer."),
    )
    visibility: str = field(metadata=column("zichtbaarheid", "Openbaar of intern.", choices=VISIBILITIES))
    verification: str = field(metadata=column("verificatie", "Hoe zeker nummer en adres zijn.", choices=VERIFICATIONS))
    evidence: str | None = field(default=None, metadata=column("bewijs", "Soort bron.", choices=EVIDENCE))
    certainty: str | None = field(default=None, metadata=column("zekerheid", "Wat de lezer ziet.", choices=CERTAINTIES))
    checked_on: dt.date | None = field(
        default=None, metadata=column("nagekeken_op", "Dag waarop het nummer gelezen is.")
    )
    do_not_print: bool = field(default=False, metadata=column("niet_afdrukken", "ja: komt op geen enkele pagina."))
    ask_first: tuple[str, ...] = field(default=(), metadata=column("vraag_vooraf", "Wat u eerst vraagt."))
    ask_first_note: str | None = field(default=None, metadata=column("vraag_vooraf_let_op", "Over die vragen."))
    ask_first_sources: tuple[str, ...] = field(
        default=(), metadata=column("vraag_vooraf_bronnen", "Bronnen van die vragen.", ref="source")
    )
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    also: tuple[str, ...] = field(default=(), metadata=column("ook", "Oude ids van hetzelfde loket."))
    place: Place = place_field()

    @property
    def name_en(self) -> str | None:
        """Channels are Dutch desks; their names are not translated."""
        return None

    @property
    def is_public(self) -> bool:
        """Whether it may stand on a public page at all."""
        return not self.is_internal and not self.do_not_print

    @property
    def is_internal(self) -> bool:
        """Whether only a municipality itself may see it."""
        return self.visibility != "openbaar"

    @property
    def is_printable(self) -> bool:
        """Whether its number may be printed on a public page: public, and read in a source."""
        return self.is_public and self.verification == "verified"


@noun
class Partner:
    """Who."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam op de pagina."))
    name_en: str | None = field(default=None, metadata=column("naam_en", "Engelse naam."))
    abbreviation: str | None = field(default=None, metadata=column("afkorting", "Gebruikelijke afkorting."))
    aliases: tuple[str, ...] = field(default=(), metadata=column("aliassen", "Andere en oude namen."))
    kind: str = field(metadata=column("soort", "Wat voor partij het is.", ref="partner_kind"))
    level: str = field(metadata=column("niveau", "Waar de partij gewoonlijk werkt.", ref="level"))
    scale: str | None = field(default=None, metadata=column("werkgebied", "Schaal van het werk, in een woord."))
    part_of: str | None = field(default=None, metadata=column("deel_van", "Waar de partij bij hoort.", ref="partner"))
    kind_of: str | None = field(
        default=None, metadata=column("soort_van", "Van welke partij dit de plaatselijke is.", ref="partner")
    )
    areas: tuple[str, ...] = field(
        default=(), metadata=column("gebieden", "Waar deze partij werkt, als zij de plaatselijke is.", ref="area")
    )
    summary: str | None = field(default=None, metadata=column("kort", "In een of twee zinnen."))
    status: str = field(default="actief", metadata=column("toestand", "Actief, of wat ermee gebeurd is."))
    valid_until: dt.date | None = field(
        default=None, metadata=column("geldig_tot", "Eerste dag waarop de partij er niet meer is.")
    )
    replaced_by: str | None = field(default=None, metadata=column("vervangen_door", "Wie het overnam.", ref="partner"))
    tasks: tuple[Task, ...] = field(default=(), metadata=column("taken", "Wat de partij kan doen, met bron."))
    may_not: tuple[Limit, ...] = field(default=(), metadata=column("mag_niet", "Wat de partij niet mag of niet doet."))
    own_tasks: tuple[Claim, ...] = field(default=(), metadata=column("hoort_erbij", "Wat zeker bij deze partij hoort."))
    not_own_tasks: tuple[Claim, ...] = field(
        default=(), metadata=column("hoort_er_niet_bij", "Wat niet bij deze partij hoort.")
    )
    mandate: tuple[Claim, ...] = field(default=(), metadata=column("mandaat", "Waar de taak op rust."))
    laws: tuple[str, ...] = field(default=(), metadata=column("wetten", "Wetten die hier tellen.", ref="law"))
    changes: tuple[Change, ...] = field(default=(), metadata=column("wijzigingen", "Wat er veranderde, en wanneer."))
    open_points: tuple[str, ...] = field(default=(), metadata=column("open_punten", "Wat nog nagezocht moet worden."))
    slot: str | None = field(default=None, metadata=column("slot", "Wat een gemeente hier zelf invult.", ref="slot"))
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    channels: tuple[Channel, ...] = field(default=(), metadata=column("kanalen", "Hoe u de partij bereikt."))
    order: int = field(default=999, metadata=column("volgorde", "Plaats in lijsten en tabellen."))
    place: Place = place_field()

    def is_gone(self, on: dt.date) -> bool:
        """Whether the partner has ended on that day."""
        return self.valid_until is not None and on >= self.valid_until


@record
class Confirmation:
    """That someone stands for a rule: who, on whose behalf, decided in which body, and when."""

    by: str = field(metadata=column("door", "Wie het bevestigde."))
    on_behalf_of: str = field(metadata=column("namens", "Namens welke partij."))
    body: str = field(metadata=column("gremium", "In welk overleg besloten."))
    on: dt.date = field(metadata=column("datum", "Wanneer."))
    place: Place = place_field()


@record
class Assignment:
    """One rule as the coordinator writes it: partner × intervention × crime form → role."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    partner: str = field(metadata=column("partij", "Wie.", ref="partner"))
    interventions: tuple[str, ...] = field(
        default=(), metadata=column("typen", "Met welke interventies; of vul een fase in.", ref="intervention")
    )
    phase: str | None = field(default=None, metadata=column("fase", "Of: alle interventies van een fase.", ref="phase"))
    forms: tuple[str, ...] = field(
        metadata=column("vormen", "Tegen welke vormen: ids, een categorie, of alle.", ref="crime|category|alle")
    )
    role: str = field(metadata=column("rol", "In welke rol (id uit de rollenlijst).", ref="role"))
    level: str = field(metadata=column("niveau", "Waar de rol gespeeld wordt.", ref="level"))
    area: str = field(metadata=column("gebied", "Waar de regel geldt.", ref="area"))
    audience: tuple[str, ...] = field(
        default=(), metadata=column("doelgroepen", "Voor wie; leeg is voor iedereen.", ref="audience")
    )
    force: str | None = field(default=None, metadata=column("kracht", "Hoe bindend.", choices=FORCES))
    text: str = field(metadata=column("tekst", "Wat de partij doet, in één zin."))
    laws: tuple[str, ...] = field(default=(), metadata=column("wetten", "Wetsartikelen.", ref="law_article"))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    verification: str = field(metadata=column("verificatie", "Wat de bron ervan zegt.", choices=VERIFICATIONS))
    status: str = field(default="voorstel", metadata=column("status", "Voorstel of bevestigd.", choices=STATUSES))
    confirmed: Confirmation | None = field(default=None, metadata=column("bevestigd", "Wie het bevestigde."))
    checked_on: dt.date | None = field(
        default=None, metadata=column("nagekeken_op", "Dag waarop de regel is nagelezen.")
    )
    checked_basis: str | None = field(default=None, metadata=column("nagekeken_tegen", "Waartegen nagelezen."))
    recheck: str | None = field(default=None, metadata=column("nog_nakijken", "Wat nog nagekeken moet worden."))
    corrected_on: dt.date | None = field(
        default=None, metadata=column("verbeterd_op", "Dag van de laatste verbetering.")
    )
    valid_from: dt.date | None = field(default=None, metadata=column("geldig_van", "Eerste dag waarop de regel geldt."))
    valid_until: dt.date | None = field(
        default=None, metadata=column("geldig_tot", "Eerste dag waarop de regel niet meer geldt.")
    )
    replaced_by: str | None = field(
        default=None, metadata=column("vervangen_door", "Toewijzing die hiervoor in de plaats kwam.", ref="assignment")
    )
    exception_to: str | None = field(
        default=None,
        metadata=column("uitzondering_op", "Toewijzing met rol geen waarop dit een uitzondering is.", ref="assignment"),
    )
    shared: bool = field(default=False, metadata=column("gedeeld", "ja: deze rol wordt met anderen gedeeld."))
    scope: str | None = field(default=None, metadata=column("reikwijdte", "Waar en wanneer de bron dit zag."))
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    place: Place = place_field()

    @property
    def is_specific(self) -> bool:
        """Whether it speaks of certain forms or a category, not of crime in general."""
        return "alle" not in self.forms

    def is_in_force(self, on: dt.date) -> bool:
        """Whether the rule holds on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on < self.valid_until
        )


@record
class Example:
    """Something done once, somewhere: shown, never resolved to a role."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    partner: str = field(metadata=column("partij", "Wie.", ref="partner"))
    interventions: tuple[str, ...] = field(metadata=column("typen", "Met welke interventies.", ref="intervention"))
    forms: tuple[str, ...] = field(
        metadata=column("vormen", "Tegen welke vormen: ids, een categorie, of alle.", ref="crime|category|alle")
    )
    role: str = field(metadata=column("rol", "In welke rol.", ref="role"))
    level: str = field(metadata=column("niveau", "Waar de rol gespeeld werd.", ref="level"))
    where: str = field(metadata=column("waar", "Waar en wanneer, zoals 'Rotterdam 2022'."))
    place_name: str | None = field(default=None, metadata=column("plaats", "Gemeente, regio of provincie."))
    area: str | None = field(default=None, metadata=column("gebied", "Gebied, als het in de lijst staat.", ref="area"))
    audience: tuple[str, ...] = field(default=(), metadata=column("doelgroepen", "Voor wie.", ref="audience"))
    force: str | None = field(default=None, metadata=column("kracht", "Hoe bindend.", choices=FORCES))
    text: str = field(metadata=column("tekst", "Wat er gedaan is, in één zin."))
    laws: tuple[str, ...] = field(default=(), metadata=column("wetten", "Wetsartikelen.", ref="law_article"))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    verification: str = field(metadata=column("verificatie", "Wat de bron ervan zegt.", choices=VERIFICATIONS))
    checked_on: dt.date | None = field(default=None, metadata=column("nagekeken_op", "Dag van nalezen."))
    checked_basis: str | None = field(default=None, metadata=column("nagekeken_tegen", "Waartegen nagelezen."))
    recheck: str | None = field(default=None, metadata=column("nog_nakijken", "Wat nog nagekeken moet worden."))
    corrected_on: dt.date | None = field(
        default=None, metadata=column("verbeterd_op", "Dag van de laatste verbetering.")
    )
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    place: Place = place_field()


# --- against what -----------------------------------------------------------------------------------------------


@record
class TaxonomyCode:
    """A code in another taxonomy."""

    scheme: str = field(metadata=column("stelsel", "Naam van de indeling, zoals rsit of mitre_attck."))
    code: str | None = field(default=None, metadata=column("code", "Code of tag."))
    name: str | None = field(default=None, metadata=column("naam", "Naam bij de code."))
    domain: str | None = field(default=None, metadata=column("domein", "Deel van de indeling."))
    verification: str = field(
        metadata=column("verificatie", "Of de code bestaat; of hij past is ons oordeel.", choices=VERIFICATIONS)
    )
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    note: str | None = field(default=None, metadata=column("let_op", "Wat erbij hoort te weten."))
    place: Place = place_field()


@noun
class CrimeForm:
    """Against what."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam op de pagina."))
    name_en: str = field(metadata=column("naam_en", "Engelse naam."))
    category: str = field(metadata=column("categorie", "Familie van vormen.", ref="category"))
    category_note: str | None = field(default=None, metadata=column("categorie_let_op", "Over die keuze."))
    rank: str = field(metadata=column("rang", "Kern, of kandidaat.", choices=("kern", "kandidaat")))
    aliases: tuple[str, ...] = field(default=(), metadata=column("aliassen", "Hoe mensen het ook noemen."))
    definition: Claim = field(metadata=column("definitie", "Wat het is, in gewone taal."))
    method: tuple[Claim, ...] = field(
        default=(), metadata=column("werkwijze", "Hoe daders te werk gaan, stap voor stap.")
    )
    targets: tuple[str, ...] = field(default=(), metadata=column("doelgroepen", "Wie het treft.", ref="audience"))
    targets_also: tuple[str, ...] = field(
        default=(), metadata=column("doelgroepen_ook", "Wie het ook treft, als dat niet in de doelgroepenlijst staat.")
    )
    signals: tuple[Claim, ...] = field(default=(), metadata=column("signalen", "Wat een gemeente kan opvallen."))
    statutes: tuple[str, ...] = field(
        default=(), metadata=column("strafbaar", "Waaronder het kan vallen.", ref="statute")
    )
    channels: tuple[str, ...] = field(default=(), metadata=column("kanalen", "Waar men terecht kan.", ref="channel"))
    first_hours_victim: tuple[Duty, ...] = field(
        default=(), metadata=column("eerste_uren_slachtoffer", "Wat het slachtoffer eerst doet.")
    )
    first_hours_municipality: tuple[Duty, ...] = field(
        default=(), metadata=column("eerste_uren_gemeente", "Wat de gemeente eerst doet.")
    )
    figures: tuple[Figure, ...] = field(default=(), metadata=column("cijfers", "Cijfers met jaar en bron."))
    east: tuple[Claim, ...] = field(default=(), metadata=column("oost_nederland", "Wat er in Oost-Nederland speelde."))
    mappings: tuple[TaxonomyCode, ...] = field(
        default=(), metadata=column("koppelingen", "Codes in andere indelingen.")
    )
    order: int = field(default=999, metadata=column("volgorde", "Plaats in lijsten en tabellen."))
    place: Place = place_field()


# --- what one can deploy ----------------------------------------------------------------------------------------


@record
class Provider:
    """Who does what for an instrument."""

    partner: str | None = field(default=None, metadata=column("partij", "Wie.", ref="partner"))
    other: str | None = field(default=None, metadata=column("andere", "Wie, als het geen partij van de matrix is."))
    role: str = field(metadata=column("rol", "In welke rol.", ref="role"))
    does: str = field(default="", metadata=column("doet", "Wat die doet; leeg als de bron alleen de rol noemt."))
    place: Place = place_field()


@noun
class Instrument:
    """A concrete thing one can deploy."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam van het instrument."))
    name_en: str | None = field(default=None, metadata=column("naam_en", "Engelse naam."))
    interventions: tuple[str, ...] = field(metadata=column("typen", "Wat voor interventie het is.", ref="intervention"))
    forms: tuple[str, ...] = field(
        metadata=column("vormen", "Tegen welke vormen: ids, een categorie, of alle.", ref="crime|category|alle")
    )
    targets: tuple[str, ...] = field(default=(), metadata=column("doelgroep", "Voor wie, in gewone woorden."))
    providers: tuple[Provider, ...] = field(default=(), metadata=column("partijen", "Wie wat doet."))
    audiences: tuple[str, ...] = field(
        default=(), metadata=column("doelgroepen", "Voor wie, uit de lijst; leeg is voor iedereen.", ref="audience")
    )
    cost: str | None = field(default=None, metadata=column("kosten", "Wat het kost, of: niet gevonden."))
    effort: str | None = field(default=None, metadata=column("inzet", "Hoeveel uren en mensen, of: niet gevonden."))
    effect: str = field(metadata=column("effect", "Of het werkt.", ref="effect_rating"))
    effect_note: str | None = field(default=None, metadata=column("effect_toelichting", "Waar dat oordeel op rust."))
    effect_sources: tuple[str, ...] = field(
        default=(), metadata=column("effect_bronnen", "Bronnen van dat oordeel.", ref="source")
    )
    used_where: str | None = field(default=None, metadata=column("waar_gebruikt", "Waar het gebruikt is."))
    east: str | None = field(default=None, metadata=column("oost_nederland", "Of het in Oost-Nederland liep."))
    active: str | None = field(
        default=None, metadata=column("loopt_nog", "Of het nog loopt, en wanneer dat gezien is.")
    )
    runs: str | None = field(
        default=None, metadata=column("loopt", "Of het nog loopt, in één woord.", choices=("ja", "nee", "onbekend"))
    )
    seen_on: str | None = field(
        default=None, metadata=column("gezien_op", "Dag, maand of jaar van de jongste bron die zegt of het loopt.")
    )
    url: str | None = field(default=None, metadata=column("url", "Adres."))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    checked_on: dt.date | None = field(default=None, metadata=column("nagekeken_op", "Dag van nalezen."))
    types_checked_on: dt.date | None = field(
        default=None, metadata=column("indeling_nagekeken_op", "Dag waarop typen en rollen zijn nagelezen.")
    )
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    order: int = field(default=999, metadata=column("volgorde", "Plaats in lijsten en tabellen."))
    place: Place = place_field()


@record
class PackageItem(Claim):
    """One thing in a minimum package: what to do, who does it, in how many hours."""

    instrument: str | None = field(
        default=None, metadata=column("instrument", "Welk instrument, als het er een is.", ref="instrument")
    )
    owner: str = field(metadata=column("wie", "Wie het regelt.", ref="partner|slot"))
    hours: int | None = field(default=None, metadata=column("uren", "Geschatte uren per jaar; leeg is onbekend."))
    cost: str | None = field(default=None, metadata=column("kosten", "Wat het kost, of: niet gevonden."))
    east: str | None = field(
        default=None, metadata=column("oost_nederland", "Waar het in Oost-Nederland loopt of liep.")
    )


@noun
class Package:
    """The least that a municipality can do with so many hours a year."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam op de pagina."))
    name_en: str = field(metadata=column("naam_en", "Engelse naam."))
    hours: int = field(metadata=column("uren", "Voor hoeveel uren per jaar."))
    intro: str = field(metadata=column("inleiding", "Voor wie dit past, in één of twee zinnen."))
    items: tuple[PackageItem, ...] = field(metadata=column("onderdelen", "Wat erin zit, het belangrijkste eerst."))
    place: Place = place_field()


@noun
class Sharing:
    """Whether data may go from one to another: what for, on which ground, and who decides."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    giver: str = field(metadata=column("van", "Wie gegevens geeft, in gewone woorden."))
    taker: str = field(metadata=column("aan", "Wie ze krijgt, in gewone woorden."))
    purpose: str = field(metadata=column("waarvoor", "Waarvoor ze gedeeld worden."))
    force: str = field(metadata=column("kracht", "Moet, mag, kan of mag niet.", choices=FORCES))
    text: str = field(metadata=column("tekst", "Onder welke voorwaarde."))
    decides: str = field(metadata=column("wie_beslist", "Wie beslist of het gebeurt, in gewone woorden."))
    laws: tuple[str, ...] = field(default=(), metadata=column("wetten", "Wetsartikelen.", ref="law_article"))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    evidence: str | None = field(
        default=None, metadata=column("bewijs", "Beste soort bron onder de regel.", choices=EVIDENCE)
    )
    certainty: str | None = field(default=None, metadata=column("zekerheid", "Wat de lezer ziet.", choices=CERTAINTIES))
    place: Place = place_field()

    @property
    def name(self) -> str:
        """From whom to whom."""
        return f"{self.giver} → {self.taker}"

    @property
    def name_en(self) -> str | None:
        """These rules are told in Dutch."""
        return None


@noun
class Tool:
    """An existing product of someone else that a page may point to."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("naam", "Naam."))
    maker: str = field(metadata=column("maker", "Wie het maakte."))
    url: str | None = field(default=None, metadata=column("url", "Adres; leeg als dat niet gevonden is."))
    situations: tuple[str, ...] = field(
        default=(), metadata=column("situaties", "Bij welke situaties.", ref="situation")
    )
    forms: tuple[str, ...] = field(
        default=(), metadata=column("vormen", "Bij welke vormen.", ref="crime|category|alle")
    )
    what: str = field(metadata=column("wat", "Wat het is en waar het bij helpt."))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    certainty: str | None = field(default=None, metadata=column("zekerheid", "Wat de lezer ziet.", choices=CERTAINTIES))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    questions: tuple[Question, ...] = field(default=(), metadata=column("vragen_vooraf", "Vragen per loket."))
    crosswalk: tuple[Crosswalk, ...] = field(default=(), metadata=column("vergelijking", "Welk deel waar past."))
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    place: Place = place_field()

    @property
    def name_en(self) -> str | None:
        """Products keep their own name."""
        return None


@record
class Question:
    """What to ask before one refers someone to a desk."""

    desk: str = field(metadata=column("loket", "Welk loket.", ref="channel"))
    question: str = field(metadata=column("vraag", "De vraag."))
    place: Place = place_field()


@record
class Crosswalk:
    """Which part of someone else's product matches which part of the guide."""

    theirs: str = field(metadata=column("kernbeleid", "Hun onderdeel."))
    ours: str = field(metadata=column("gids", "Ons onderdeel."))
    place: Place = place_field()


# --- what is going on right now ---------------------------------------------------------------------------------


@noun
class Slot:
    """A local blank to fill in."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    name: str = field(metadata=column("vraag", "De vraag aan de gemeente."))
    visibility: str = field(metadata=column("zichtbaarheid", "Openbaar of intern.", choices=VISIBILITIES))
    answer: str | None = field(default=None, metadata=column("antwoord", "Het antwoord; alleen in een eigen bestand."))
    phone: str | None = field(default=None, metadata=column("nummer", "Het nummer; alleen in een eigen bestand."))
    tested_on: dt.date | None = field(default=None, metadata=column("getest_op", "Dag waarop het nummer getest is."))
    kind: str | None = field(
        default=None,
        metadata=column(
            "soort",
            "Alleen als het geen gewone vraag is: om welke inwoner het gaat (dat schrijft niemand op), wat pas op het "
            "moment zelf bekend is, of wat de gemeente zelf kiest omdat geen bron het zegt.",
            choices=SLOT_KINDS,
        ),
    )
    name_en: str | None = field(default=None, metadata=column("vraag_en", "De vraag in het Engels."))
    place: Place = place_field()

    @property
    def is_internal(self) -> bool:
        """Whether only a municipality itself may see its answer."""
        return self.visibility != "openbaar"

    @property
    def is_asked_before(self) -> bool:
        """Whether there is an answer before anything happens."""
        return self.kind not in ("inwoner", "moment")


@record
class ReadArticle:
    """An article with the text in which it was read."""

    article: str = field(metadata=column("artikel", "Wet en artikel.", ref="law_article"))
    clause: str | None = field(default=None, metadata=column("lid", "Welk lid van het artikel, als dat ertoe doet."))
    version_read: str | None = field(default=None, metadata=column("gelezen_in_versie", "Welke tekst gelezen is."))
    checked_on: dt.date | None = field(default=None, metadata=column("nagekeken_op", "Dag van nalezen."))
    place: Place = place_field()


@record
class Step:
    """One action in a situation."""

    clock: str = field(metadata=column("klok", "Wanneer.", choices=CLOCKS))
    who: str = field(metadata=column("wie", "Wie het doet.", ref="partner|slot"))
    case: str | None = field(
        default=None,
        metadata=column(
            "geval", "In welk geval, als de stap niet voor elk geval van de kaart is; komt in het vak bovenaan."
        ),
    )
    spoken_to: str = field(metadata=column("tegen", "Wie deze regel leest.", choices=SPOKEN_TO))
    text: str = field(metadata=column("doe", "Werkwoord eerst, ten hoogste 15 woorden."))
    via: tuple[str, ...] = field(default=(), metadata=column("via", "Langs welk loket.", ref="channel|slot"))
    force: str = field(metadata=column("kracht", "Hoe bindend.", choices=FORCES))
    laws: tuple[ReadArticle, ...] = field(default=(), metadata=column("wetten", "Wetsartikelen, met gelezen tekst."))
    threshold: str | None = field(default=None, metadata=column("drempel", "Vanaf wanneer de plicht geldt."))
    exception: str | None = field(default=None, metadata=column("uitzondering", "Wanneer het niet hoeft."))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    certainty: str = field(metadata=column("zekerheid", "Wat de lezer ziet.", choices=CERTAINTIES))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    validated: Confirmation | None = field(default=None, metadata=column("gevalideerd", "Wie er voor instaat."))
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    recheck: str | None = field(
        default=None, metadata=column("nog_nakijken", "Voor de makers: wat nog nagelezen moet worden; op geen pagina.")
    )
    place: Place = place_field()


@record
class Decision:
    """What the mayor and the executive have to decide."""

    question: str = field(metadata=column("vraag", "Het besluit, als vraag."))
    who: str = field(metadata=column("wie_beslist", "Wie beslist: een partij of slot, of in woorden."))
    known: str = field(metadata=column("wat_we_weten", "Wat bronnen erover zeggen."))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    certainty: str = field(metadata=column("zekerheid", "Wat de lezer ziet.", choices=CERTAINTIES))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    place: Place = place_field()


@record
class Dont:
    """What not to do, always with what to do instead."""

    dont: str = field(metadata=column("niet", "Wat u beter laat."))
    do: str = field(metadata=column("wel", "Wat u in plaats daarvan doet."))
    force: str = field(metadata=column("kracht", "Hoe bindend.", choices=FORCES))
    laws: tuple[ReadArticle, ...] = field(default=(), metadata=column("wetten", "Wetsartikelen, met gelezen tekst."))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    certainty: str = field(metadata=column("zekerheid", "Wat de lezer ziet.", choices=CERTAINTIES))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    is_said: bool = field(
        default=False, metadata=column("in_woorden", "ja: gaat over wat u zegt; staat ook bij de eerste woorden.")
    )
    place: Place = place_field()


@record
class NotFor:
    """Which other situation this is, when it is not this one."""

    situation: str = field(metadata=column("situatie", "De andere situatie.", ref="situation"))
    reason: str = field(metadata=column("reden", "Waaraan u dat ziet."))
    place: Place = place_field()


@record
class ScaleUp:
    """Whom to call in when it grows."""

    crisis_team: str = field(metadata=column("crisisteam", "Slot.", ref="slot"))
    mayor: str = field(metadata=column("burgemeester_of_loco", "Slot.", ref="slot"))
    triangle: str = field(metadata=column("driehoek", "Slot, of een zin."))
    safety_region: str = field(metadata=column("veiligheidsregio", "Slot, of een zin."))
    grip: str = field(metadata=column("grip", "Slot, of een zin."))
    place: Place = place_field()


@record
class Communication:
    """First words to the public and to the council."""

    first_message: str = field(
        metadata=column(
            "eerste_bericht",
            "Eerste bericht, ten hoogste 60 woorden. De pers hoort de eerste zin meteen: laat daarin niets in te vullen.",
        )
    )
    council: str = field(metadata=column("raad", "Wat de raad hoort."))
    council_sources: tuple[str, ...] = field(
        default=(), metadata=column("raad_bronnen", "Bronnen daarvan.", ref="source")
    )
    align_with: tuple[str, ...] = field(default=(), metadata=column("afstemmen_met", "Met wie eerst te overleggen."))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    certainty: str = field(metadata=column("zekerheid", "Wat de lezer ziet.", choices=CERTAINTIES))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    place: Place = place_field()


@noun
class Situation:
    """What is going on right now."""

    id: str = field(metadata=column("id", "Vaste sleutel."))
    number: int = field(metadata=column("nummer", "Nummer van de kaart: 1 is S1."))
    name: str = field(metadata=column("titel", "Titel in spreektaal, ten hoogste 60 tekens."))
    name_en: str | None = field(default=None, metadata=column("naam_en", "Engelse titel."))
    said: tuple[str, ...] = field(default=(), metadata=column("wanneer", "Wat mensen dan zeggen."))
    not_for: tuple[NotFor, ...] = field(default=(), metadata=column("niet_voor", "Wanneer het een andere kaart is."))
    affected: str = field(metadata=column("getroffene", "Wie geraakt is."))
    forms: tuple[str, ...] = field(metadata=column("vormen", "Welke misdaadvormen hierbij horen.", ref="crime"))
    steps: tuple[Step, ...] = field(metadata=column("stappen", "Wat te doen, op de klok."))
    decisions: tuple[Decision, ...] = field(default=(), metadata=column("besluiten", "Wat bestuurders beslissen."))
    donts: tuple[Dont, ...] = field(default=(), metadata=column("niet_doen", "Niet doen, wel doen."))
    scale_up: ScaleUp | None = field(default=None, metadata=column("opschalen", "Wie erbij komt als het groter wordt."))
    communication: Communication | None = field(default=None, metadata=column("communicatie", "Eerste woorden."))
    not_arranged: tuple[str, ...] = field(default=(), metadata=column("nog_niet_geregeld", "Wat lokaal open staat."))
    use_also: tuple[str, ...] = field(default=(), metadata=column("gebruik_ook", "Bestaande producten.", ref="tool"))
    slots: tuple[str, ...] = field(default=(), metadata=column("slots", "Wat een gemeente zelf invult.", ref="slot"))
    place: Place = place_field()


@record
class GripLevel:
    """A step of the national scale-up scheme (GRIP)."""

    level: str = field(metadata=column("niveau", "Welke trede."))
    what: str = field(metadata=column("wat", "Wat er dan speelt."))
    leads: str = field(metadata=column("wie_leidt", "Wie leidt."))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    certainty: str = field(metadata=column("zekerheid", "Wat de lezer ziet.", choices=CERTAINTIES))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    place: Place = place_field()


@record
class Rung(Claim):
    """A rung of the ladder inside a municipality, with the slot that names who is called."""

    slot: str = field(metadata=column("slot", "Wie dan gebeld wordt.", ref="slot"))


@record
class RegionPlan:
    """What a safety region published about crises."""

    region: str = field(metadata=column("regio", "Welke veiligheidsregio.", ref="partner"))
    plan: str = field(metadata=column("openbaar_plan", "Welk plan openbaar is."))
    grip_text: str = field(metadata=column("grip_tekst", "Wat dat plan over GRIP zegt."))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    certainty: str = field(metadata=column("zekerheid", "Wat de lezer ziet.", choices=CERTAINTIES))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    note: str | None = field(default=None, metadata=column("let_op", "Wat de lezer hierbij moet weten."))
    place: Place = place_field()


@record
class Escalation:
    """How things scale up: who has authority, which teams, who chairs."""

    reading: str = field(metadata=column("leeswijzer", "Hoe u dit leest."))
    authority: tuple[Claim, ...] = field(metadata=column("gezag", "Wie gezag heeft."))
    teams: tuple[Claim, ...] = field(metadata=column("teams", "Welke teams er zijn."))
    grip: tuple[GripLevel, ...] = field(metadata=column("grip", "De GRIP-treden."))
    chairs: tuple[Claim, ...] = field(metadata=column("wie_zit_voor", "Wie voorzit."))
    ladder: tuple[Rung, ...] = field(metadata=column("opschaalladder", "Ladder binnen de gemeente."))
    national: tuple[Claim, ...] = field(metadata=column("landelijk", "Wat er landelijk is."))
    regions: tuple[RegionPlan, ...] = field(metadata=column("regios", "Wat regio's openbaar hebben."))
    place: Place = place_field()


# --- around the matrix ------------------------------------------------------------------------------------------


@record
class LeadPractice:
    """Who took the lead in practice, in one kind of situation; not an assignment."""

    phase: str = field(metadata=column("onderdeel", "Deel van de aanpak."))
    situation: str = field(metadata=column("situatie", "Waar het om ging."))
    lead: str = field(metadata=column("trekker", "Wie trok.", ref="partner"))
    together_with: tuple[str, ...] = field(default=(), metadata=column("samen_met", "Met wie.", ref="partner"))
    basis: Claim = field(metadata=column("grond", "Waar dat op rust."))
    place: Place = place_field()


@record
class Event:
    """Something that happened in this field, for the time line."""

    when: str = field(metadata=column("datum", "Dag, maand of jaar."))
    text: str = field(metadata=column("tekst", "Wat er gebeurde."))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    place: Place = place_field()


@record
class Correction:
    """What was wrong in the facts and what it says now."""

    where: str = field(metadata=column("waar", "Waar het stond."))
    was: str = field(metadata=column("was", "Wat er stond."))
    now: str = field(metadata=column("nu", "Wat er nu staat."))
    verification: str = field(metadata=column("verificatie", "Hoe zeker.", choices=VERIFICATIONS))
    certainty: str | None = field(default=None, metadata=column("zekerheid", "Wat de lezer ziet.", choices=CERTAINTIES))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    place: Place = place_field()


@record
class SearchWord:
    """How people say it: words for something in the matrix, for another word, or for nothing at all."""

    words: tuple[str, ...] = field(metadata=column("woorden", "Wat mensen zeggen of typen: een of een paar woorden."))
    points_to: tuple[str, ...] = field(
        default=(),
        metadata=column(
            "wijst_naar",
            "Wat zij dan bedoelen: ids van vormen, situaties, instrumenten, partijen, interventies of artikelen.",
            ref="crime|situation|instrument|partner|intervention|statute|law_article",
        ),
    )
    same_as: tuple[str, ...] = field(
        default=(), metadata=column("zelfde_als", "Of: andere woorden die hetzelfde betekenen.")
    )
    skip: bool = field(default=False, metadata=column("overslaan", "Of ja: deze woorden zeggen niets over de vraag."))
    place: Place = place_field()


# --- what keeps the words true ----------------------------------------------------------------------------------

# What an exception may name: whatever has an id and holds text that is printed.
_ANYWHERE = (
    "assignment|partner|situation|crime|instrument|example|law|law_article|statute|channel|slot|package|tool|"
    "intervention|role|category|effect_rating"
)


@record
class Allowance:
    """Where words may stay although a list would rather not see them, and why."""

    within: str = field(metadata=column("in", "Id van het stuk waar het mag blijven staan.", ref=_ANYWHERE))
    because: str = field(metadata=column("omdat", "Waarom het daar goed is."))
    place: Place = place_field()


@record
class WordChoice:
    """
    Words that a text for readers had better not use, and what to write instead.

    How phrases are written: ``*`` stands for any part of a word, ``/`` for "or", and ``…`` for anything in between
    within one sentence. Capitals and accents do not count.
    """

    words: tuple[str, ...] = field(
        metadata=column("woorden", "Liever niet. * is elk woorddeel, / is of, … is alles ertussen in dezelfde zin.")
    )
    instead: str = field(metadata=column("liever", "Wat u dan wel schrijft."))
    because: str = field(metadata=column("omdat", "Waarom."))
    unless: tuple[str, ...] = field(
        default=(), metadata=column("tenzij", "Woorden die het goed maken als zij in dezelfde zin staan.")
    )
    everywhere: bool = field(
        default=False, metadata=column("overal", "ja: ook in achtergrond; anders alleen in wat iemand doet of laat.")
    )
    allowed: tuple[Allowance, ...] = field(default=(), metadata=column("mag_in", "Waar het mag blijven staan."))
    place: Place = place_field()


@noun
class Guard:
    """
    Something that is true and easily told wrong: the words that would contradict it, and the bounds it sets to rules.

    Phrases are written as in `WordChoice`. An assignment is bound when it is of one of `partners` (or of their bodies) and
    rests on one of `resting_on`; an empty list means any. The role *geen* is never bound.
    """

    id: str = field(metadata=column("id", "Vaste sleutel."))
    truth: str = field(metadata=column("waar", "Wat er waar is, in een of twee zinnen."))
    sources: tuple[str, ...] = field(default=(), metadata=column("bronnen", "Ids van de bronnen.", ref="source"))
    laws: tuple[str, ...] = field(
        default=(), metadata=column("wetten", "Wetten of artikelen waar dat op rust.", ref="law|law_article")
    )
    phrases: tuple[str, ...] = field(
        default=(),
        metadata=column("niet", "Wat daarmee in strijd is. * is elk woorddeel, / is of, … is alles ertussen."),
    )
    unless: tuple[str, ...] = field(
        default=(), metadata=column("tenzij", "Woorden die het goed maken als zij in dezelfde zin staan.")
    )
    examples: tuple[str, ...] = field(
        default=(), metadata=column("fout", "Zinnen die deze valkuil moet vinden; zo wordt hij getest.")
    )
    fine: tuple[str, ...] = field(default=(), metadata=column("goed", "Zinnen die erop lijken en mogen blijven staan."))
    partners: tuple[str, ...] = field(
        default=(), metadata=column("partijen", "Grens voor toewijzingen van deze partijen.", ref="partner")
    )
    resting_on: tuple[str, ...] = field(
        default=(),
        metadata=column("bij_wetten", "Grens voor toewijzingen die op deze wetten rusten.", ref="law|law_article"),
    )
    only_partners: tuple[str, ...] = field(
        default=(), metadata=column("alleen_partijen", "Dan alleen van deze partijen.", ref="partner")
    )
    only_interventions: tuple[str, ...] = field(
        default=(), metadata=column("alleen_typen", "Dan alleen met deze interventies.", ref="intervention")
    )
    only_forms: tuple[str, ...] = field(
        default=(), metadata=column("alleen_vormen", "Dan alleen tegen deze vormen.", ref="crime|category")
    )
    only_audiences: tuple[str, ...] = field(
        default=(), metadata=column("alleen_doelgroepen", "Dan alleen voor deze doelgroepen.", ref="audience")
    )
    only_roles: tuple[str, ...] = field(
        default=(), metadata=column("alleen_rollen", "Dan alleen in deze rollen.", ref="role")
    )
    allowed: tuple[Allowance, ...] = field(default=(), metadata=column("mag_in", "Waar het mag blijven staan."))
    place: Place = place_field()

    @property
    def name(self) -> str:
        """What is true."""
        return self.truth

    @property
    def name_en(self) -> str | None:
        """The lists are about Dutch text; they are not translated."""
        return None


@record
class Edition:
    """Which issue of the data this is, and whom to tell when it is wrong."""

    format: int = field(metadata=column("formaat", "Versie van de vorm van de bestanden."))
    id: str = field(metadata=column("editie", "Nummer van de uitgave, zoals 2026.1."))
    name: str = field(metadata=column("naam", "Naam van de matrix."))
    name_en: str | None = field(default=None, metadata=column("naam_en", "Engelse naam."))
    date: dt.date = field(metadata=column("datum", "Dag van de uitgave; staat op elke pagina."))
    facts_until: dt.date = field(metadata=column("feiten_tot", "Tot wanneer feiten zijn meegenomen."))
    status: str = field(metadata=column("status", "Concept of vastgesteld.", choices=("concept", "vastgesteld")))
    adopted_by: str | None = field(default=None, metadata=column("vastgesteld_door", "Wie het vaststelde, en wanneer."))
    contact: str | None = field(
        default=None,
        metadata=column("contact", "Waar een lezer meldt dat iets niet klopt; niets zolang er geen adres is."),
    )
    licence: str = field(metadata=column("licentie", "Onder welke licentie de data vrij is."))
    credits: tuple[str, ...] = field(default=(), metadata=column("dank_aan", "Wie genoemd moet worden."))
    place: Place = place_field()


@record
class Overlay:
    """A municipality's own file: it adds to the matrix for one place, and changes nothing of it."""

    format: int = field(default=1, metadata=column("formaat", "Versie van de vorm; 1 als er niets staat."))
    municipality: str = field(metadata=column("gemeente", "Van welke gemeente dit bestand is.", ref="municipality"))
    assignments: tuple[Assignment, ...] = field(default=(), metadata=column("toewijzingen", "Eigen toewijzingen."))
    channels: tuple[Channel, ...] = field(default=(), metadata=column("kanalen", "Eigen nummers en adressen."))
    instruments: tuple[str, ...] = field(
        default=(), metadata=column("instrumenten", "Instrumenten die de gemeente inzet.", ref="instrument")
    )
    slots: tuple[Slot, ...] = field(default=(), metadata=column("slots", "Ingevulde vragen."))
    place: Place = place_field()


@record
class Data:
    """Everything that one edition holds, as it was written; nothing in it is resolved yet."""

    edition: Edition = field(metadata=column("editie", "De uitgave."))
    phases: tuple[Phase, ...] = field(default=(), metadata=column("fasen", "Fasen."))
    blocks: tuple[Block, ...] = field(default=(), metadata=column("blokken", "Blokken."))
    interventions: tuple[InterventionType, ...] = field(default=(), metadata=column("interventies", "Typen."))
    roles: tuple[Role, ...] = field(default=(), metadata=column("rollen", "Rollen."))
    levels: tuple[Level, ...] = field(default=(), metadata=column("niveaus", "Niveaus."))
    audiences: tuple[Audience, ...] = field(default=(), metadata=column("doelgroepen", "Doelgroepen."))
    categories: tuple[Category, ...] = field(default=(), metadata=column("categorieen", "Categorieën."))
    partner_kinds: tuple[PartnerKind, ...] = field(default=(), metadata=column("soorten", "Soorten partijen."))
    effect_ratings: tuple[EffectRating, ...] = field(default=(), metadata=column("effecten", "Oordelen over effect."))
    not_applicable: tuple[NotApplicable, ...] = field(default=(), metadata=column("nvt", "Wat niet past."))
    partners: tuple[Partner, ...] = field(default=(), metadata=column("partijen", "Partijen."))
    assignments: tuple[Assignment, ...] = field(default=(), metadata=column("toewijzingen", "Toewijzingen."))
    crimes: tuple[CrimeForm, ...] = field(default=(), metadata=column("vormen", "Misdaadvormen."))
    situations: tuple[Situation, ...] = field(default=(), metadata=column("situaties", "Situaties."))
    instruments: tuple[Instrument, ...] = field(default=(), metadata=column("instrumenten", "Instrumenten."))
    laws: tuple[Law, ...] = field(default=(), metadata=column("wetten", "Wetten."))
    channels: tuple[Channel, ...] = field(default=(), metadata=column("kanalen", "Kanalen zonder partij."))
    slots: tuple[Slot, ...] = field(default=(), metadata=column("slots", "Lokale vragen."))
    packages: tuple[Package, ...] = field(default=(), metadata=column("pakketten", "Minimumpakketten."))
    sharing: tuple[Sharing, ...] = field(
        default=(), metadata=column("gegevens_delen", "Of gegevens gedeeld mogen worden.")
    )
    tools: tuple[Tool, ...] = field(default=(), metadata=column("hulpmiddelen", "Producten van anderen."))
    sources: tuple[Source, ...] = field(default=(), metadata=column("bronnen", "Bronnen."))
    examples: tuple[Example, ...] = field(default=(), metadata=column("voorbeelden", "Voorbeelden."))
    figures: tuple[Figure, ...] = field(default=(), metadata=column("cijfers", "Landelijke cijfers."))
    events: tuple[Event, ...] = field(default=(), metadata=column("tijdlijn", "Tijdlijn."))
    lead_practices: tuple[LeadPractice, ...] = field(
        default=(), metadata=column("trekkers", "Wie in de praktijk trok.")
    )
    escalation: Escalation | None = field(default=None, metadata=column("escalatie", "Opschalen."))
    corrections: tuple[Correction, ...] = field(default=(), metadata=column("correcties", "Verbeteringen."))
    not_found: tuple[str, ...] = field(default=(), metadata=column("niet_gevonden", "Wat niet gevonden is."))
    search_words: tuple[SearchWord, ...] = field(default=(), metadata=column("zoekwoorden", "Hoe mensen het zeggen."))
    word_choices: tuple[WordChoice, ...] = field(
        default=(), metadata=column("woordenlijst", "Liever niet, liever wel.")
    )
    guards: tuple[Guard, ...] = field(default=(), metadata=column("valkuilen", "Wat gemakkelijk fout gaat."))
    police_units: tuple[PoliceUnit, ...] = field(default=(), metadata=column("eenheden", "Politie-eenheden."))
    safety_regions: tuple[SafetyRegion, ...] = field(default=(), metadata=column("veiligheidsregios", "Regio's."))
    municipalities: tuple[Municipality, ...] = field(default=(), metadata=column("gemeenten", "Gemeenten."))
    base_teams: tuple[BaseTeam, ...] = field(default=(), metadata=column("basisteams", "Basisteams."))
    former_municipalities: tuple[FormerMunicipality, ...] = field(
        default=(), metadata=column("vervallen_gemeenten", "Gemeenten die er niet meer zijn.")
    )
    populations: tuple[Population, ...] = field(default=(), metadata=column("inwoners", "Inwoners per jaar."))
    overlays: tuple[Overlay, ...] = field(default=(), metadata=column("eigen_bestanden", "Eigen bestanden."))
    fingerprint: str = field(default="", eq=False, repr=False)
    # What was written in an older form, and what was done to read it.
    converted: tuple[Problem, ...] = field(default=(), eq=False, repr=False)


# --- the answer -------------------------------------------------------------------------------------------------


@define(frozen=True)
class Cell:
    """
    One resolved answer: what one partner is, in one kind of action against one form, at one level, for whom.

    `partner` is the local body when the matrix is seen from a place, and the kind itself when it is not.
    """

    partner: Partner
    intervention: InterventionType
    crime: CrimeForm
    role: Role
    level: Level
    area: Area
    audience: tuple[Audience, ...]
    sources: tuple[Source, ...] = field(repr=False)
    laws: tuple[LawArticle, ...] = field(repr=False)
    origin: Assignment = field(repr=False)
    set_aside: tuple[Assignment, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """What the partner does, in one Dutch sentence."""
        return self.origin.text

    @property
    def verification(self) -> str:
        """What the source says of it: verified, partial, eigen or not_verified."""
        return self.origin.verification

    @property
    def status(self) -> str:
        """Whether the network stands for it: voorstel or bevestigd."""
        return self.origin.status

    @property
    def force(self) -> str | None:
        """How binding: moet, mag, kan, mag-niet, or nothing said."""
        return self.origin.force

    @property
    def checked_on(self) -> dt.date | None:
        """The day on which the rule was last read against its source."""
        return self.origin.checked_on

    @property
    def label(self) -> str:
        """The one certainty that a reader sees: ``vast`` only when checked against a law of today or an official source."""
        return rule_label(self.origin, self.sources, self.laws)


def law_of(data: Data) -> dict[str, Law]:
    """Give the law of each reference to an article."""
    return {ref: law for law in data.laws for article in law.articles for ref in (article.id, *article.also)}


def rule_label(rule: Assignment, sources: Iterable[Source], laws: Iterable[LawArticle]) -> str:
    """Give the one label a reader sees of an assignment with these sources and law articles."""
    sources, laws = tuple(sources), tuple(laws)
    if rule.verification == "verified" and rule.checked_on is not None:
        official = any(source.kind == "officieel" for source in sources)
        claims = (claim for article in laws for claim in article.claims)
        if official or any(
            label(claim.verification, evidence=claim.evidence, certainty=claim.certainty) == "vast" for claim in claims
        ):
            return firm("vast", sources, laws)
    return label("partial" if rule.verification == "verified" else rule.verification)


def firm(certainty: str, sources: Iterable[Source], laws: Iterable[LawArticle]) -> str:
    """Give the label of what rests on these: an old text of a law, or a copy by others, is never ``vast``."""
    is_firm = all(one.is_firm for one in sources) and all(one.is_firm for one in laws)
    return certainty if is_firm or certainty != "vast" else "bron"


def label(
    verification: str, *, evidence: str | None = None, certainty: str | None = None, laws: tuple[str, ...] = ()
) -> str:
    """
    Give the one label a reader sees: ``vast`` (law or official source), ``bron`` (one source) or ``voorstel`` (ours).

    What was laid down in so many words wins. An old text of a law is never ``vast``.
    """
    if certainty is not None:
        return certainty
    if verification in ("eigen", "not_verified"):
        return "voorstel"
    if verification == "verified" and (
        evidence in ("officieel", "wettekst", "wettekst (kopie via BZK)") or (laws and not evidence)
    ):
        return "vast"
    return "bron"
