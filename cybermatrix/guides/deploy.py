"""What a municipality can deploy: the least in so many hours a year, and the instruments for each group of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from cybermatrix.guides.cards import FORBIDDEN
from cybermatrix.guides.desks import host, href
from cybermatrix.guides.parts import Block, Page
from cybermatrix.guides.pieces import Fact, Link, Row, Table, TableCell
from cybermatrix.guides.words import first_sentence, sentence
from cybermatrix.language import named

if TYPE_CHECKING:
    from cybermatrix.guides.pieces import Facts
    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Instrument, Package, PackageItem

ITEMS = 2  # of each group, on two pages
_DOES = ("regie", "uitvoerder")
_DESK = "meldpunt"
_OFFICIAL = "officieel"
_AGAINST = ("geen-effect-aangetoond", FORBIDDEN)


@define(frozen=True)
class _Group:
    """
    For whom an instrument is.

    Attributes:
        key: under which its words stand.
        audiences: the audiences that make an instrument belong here.
        types: or the types of intervention that do.
        words: or what stands in the plain words about its target group.
        form: what these people meet most: what is against it stands first.
    """

    key: str
    audiences: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    form: str = ""


# An instrument stands in the first group that fits, so the narrow groups come first here; the page has its own order.
_NARROW_FIRST = (
    _Group(key="offenders", types=("daderpreventie", "vervolgen", "opsporen")),
    _Group(key="victims", types=("slachtofferhulp", "schade-stoppen")),
    _Group(key="own", audiences=("gemeente",), types=("eigen-huis", "oefenen", "crisis", "openbare-orde", "sturen-en-afspreken")),
    _Group(key="old", audiences=("oudere",), words=("senior", "ouderen", "60+", "65+"), form="bankhelpdeskfraude"),
    _Group(key="young", audiences=("jongere",), words=("jongere", "kind", "school", "ouders", "groep", "vo-")),
    _Group(key="business", audiences=("mkb", "organisatie"), words=("mkb", "zzp", "ondernemer", "bedrijf", "provider")),
    _Group(key="everyone"),
)  # fmt: skip
ORDER = ("old", "young", "business", "own", "offenders", "victims", "everyone")


def deploy(writer: Writer) -> Page:
    """Write the minimum packages, and the instruments by target group; of the place only the region counts."""
    return writer.once(("deploy", writer.is_east), lambda: _deploy(writer))


def _deploy(writer: Writer) -> Page:
    words = writer.words
    blocks = [Block(table=_package(writer, one)) for one in sorted(writer.data.packages, key=lambda one: one.hours)]
    groups: dict[str, list[Instrument]] = {key: [] for key in ORDER}
    for item in writer.data.instruments:
        if item.verification != "not_verified" and item.effect != FORBIDDEN and item.runs != "nee":
            groups[_group(item)].append(item)
    if against := _against(writer):
        blocks.insert(0, Block(facts=against))
    ratings = [one.id for one in writer.data.effect_ratings]
    for key, found in groups.items():
        form = next(one.form for one in _NARROW_FIRST if one.key == key)
        found.sort(
            key=lambda one: (form not in one.forms if form else False, one.runs != "ja", ratings.index(one.effect))
        )
        if found:
            blocks.append(Block(table=_instruments(writer, key, found)))
    return Page(
        anchor="inzetten",
        title=words("deploy.title"),
        feedback=writer.feedback("inzetten"),
        kind="deploy",
        intro=words("deploy.intro"),
        jump_heading=words("deploy.jump"),
        jump=tuple(
            Link(text=words(f"deploy.{key}"), href=f"#{_anchor(key)}") for key, found in groups.items() if found
        ),
        blocks=tuple(blocks),
    )


def _against(writer: Writer) -> Facts | None:
    """Name what was found to change nothing, or is not allowed: of those one wants to know which, not how many."""
    words = writer.words
    effects = {one.id: named(one, words.lang) for one in writer.data.effect_ratings}
    facts = [
        Fact(
            lead=words("deploy.against_one", effect=effects[item.effect], name=item.name),
            text=sentence(item.effect_note or ""),
            mark=writer.mark_of(item.verification),
            cites=writer.cites(item.effect_sources),
        )
        for item in writer.data.instruments
        if item.effect in _AGAINST and item.verification != "not_verified"
    ]
    return writer.section("deploy.against", "inzetten-niet", facts) if facts else None


def _group(item: Instrument) -> str:
    plain = " ".join(item.targets).lower()
    for group in _NARROW_FIRST:
        if (
            set(group.audiences) & set(item.audiences)
            or set(group.types) & set(item.interventions[:1])
            or any(word in plain for word in group.words)
        ):
            return group.key
    return "everyone"


def _package(writer: Writer, package: Package) -> Table:
    words = writer.words
    return Table(
        heading=words("deploy.package", name=named(package, words.lang)),
        anchor=f"pakket-{package.id}",
        intro=package.intro,
        look="package",
        columns=words.list("deploy.package_columns"),
        rows=tuple(_item(writer, one) for one in writer.printable(package.items)),
    )


def _item(writer: Writer, item: PackageItem) -> Row:
    words = writer.words
    labels = words.list("deploy.package_columns")
    partner = writer.base.partners.get(item.owner)
    owner = writer.short(partner) if partner is not None else words.find("slots", item.owner) or item.owner
    hours = (
        words("deploy.hours", count=words.number(item.hours)) if item.hours is not None else words("deploy.no_hours")
    )
    return Row(
        head=sentence(item.text),
        cells=(
            TableCell(label=labels[1], lines=(owner,)),
            TableCell(label=labels[2], lines=(hours,)),
            TableCell(
                label=labels[3],
                lines=(first_sentence(item.cost or words("deploy.no_cost")),),
                mark=writer.fact(item, note=False).mark,
                cites=writer.cites(item.sources),
            ),
        ),
    )


def _anchor(key: str) -> str:
    return f"inzetten-{key}"


def _instruments(writer: Writer, key: str, found: list[Instrument]) -> Table:
    words = writer.words
    return Table(
        heading=words(f"deploy.{key}"),
        anchor=_anchor(key),
        look="instruments",
        columns=words.list("deploy.columns"),
        rows=tuple(_instrument(writer, one) for one in found[:ITEMS]),
        rest=tuple(_instrument(writer, one) for one in found[ITEMS:]),
        more=writer.more(len(found) - ITEMS),
    )


def _instrument(writer: Writer, item: Instrument) -> Row:
    words = writer.words
    labels = words.list("deploy.columns")
    effects = {one.id: named(one, words.lang) for one in writer.data.effect_ratings}
    cost = first_sentence(item.cost or words("deploy.no_cost"))
    effort = first_sentence(item.effort) if item.effort else ""
    hours = ""
    if item.effort and effort != cost:
        # It stands behind a colon: there only a name has a capital.
        hours = words("deploy.effort", text=item.effort.strip()[:1] + effort[1:])
    site = _site(writer, item)
    return Row(
        head=item.name,
        href=href(site),
        cells=(
            TableCell(label=labels[1], lines=(effects[item.effect],)),
            TableCell(label=labels[2], lines=tuple(filter(None, (cost, hours)))),
            TableCell(label=labels[3], lines=(_runs(writer, item),)),
            TableCell(
                label=labels[4],
                lines=(
                    " · ".join(filter(None, (words.both(_owners(writer, item)) or words("deploy.nobody"), host(site)))),
                ),
                mark=writer.mark_of(item.verification),
                cites=writer.cites(item.sources),
            ),
        ),
    )


def _site(writer: Writer, item: Instrument) -> str:
    """Give the address where one finds an instrument; a piece in the press about it is no such address."""
    official = any(
        source.url == item.url and source.kind == _OFFICIAL
        for source in map(writer.base.sources.__getitem__, item.sources)
    )
    return item.url or "" if official else ""


def _runs(writer: Writer, item: Instrument) -> str:
    words = writer.words
    seen = words("deploy.seen", date=words.loose_date(item.seen_on)) if item.seen_on else ""
    east = first_sentence(item.east) if item.east else words("deploy.not_found")
    return " ".join(filter(None, (east if writer.is_east else "", seen))) or words("deploy.not_found")


def _owners(writer: Writer, item: Instrument) -> list[str]:
    """Name who leads or runs it; a desk that takes the reports, named first, is what it is about."""
    desk = [one for one in item.providers[:1] if one.role == _DESK]
    found = desk + [one for one in item.providers if one.role in _DOES] or list(item.providers)
    names = [writer.short(writer.base.partners[one.partner]) if one.partner else one.other or "" for one in found[:3]]
    return list(dict.fromkeys(filter(None, names)))
