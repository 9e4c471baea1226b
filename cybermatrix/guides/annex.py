"""What stands at the end: the sources that were named, the laws as they were read, and the colophon."""

from __future__ import annotations

from collections import Counter
from functools import cache
from operator import attrgetter
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from attrs import fields, has

from cybermatrix.guides.desks import href, shown
from cybermatrix.guides.parts import Block, Do, LawLine, Page, SourceLine, Sources
from cybermatrix.guides.pieces import Cite, Duty, Fact, Link, Row, Table, TableCell
from cybermatrix.guides.words import sentence
from cybermatrix.lately import Lately
from cybermatrix.model import changed

CHANGES = 6  # on the last page
SHORT = 30  # letters of the title of a source on a loose card of paper; the screen has the whole
# What a part says on a screen alone.
_SCREEN = ("rest", "often")
# And what it says on paper alone.
_PAPER = ("numbers",)
UNSEEN = frozenset({"anchor", "look", "label"})  # a label repeats its column heading, for a narrow screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cybermatrix.guides.parts import Card, Part, PartnerCard
    from cybermatrix.guides.pieces import Facts
    from cybermatrix.guides.writer import Writer
    from cybermatrix.matrix import Matrix
    from cybermatrix.model import Municipality

    _C = TypeVar("_C", Card, PartnerCard)

ABBREVIATIONS, MATRIX = "afkortingen", "matrix"  # where they are spelled out: of laws and things, and of partners


def pieces(value: Any, *, on_paper: bool = False) -> Iterator[Any]:
    """Walk a frozen value and give every value in it, in order; on paper only what there is room for."""
    todo = [value]
    while todo:
        one = todo.pop()
        kind = type(one)
        if not one or kind is str:  # most are
            continue
        if kind is tuple:
            todo.extend(reversed(one))
        elif (inside := _inside(kind, on_paper)) is not None:  # type: ignore[arg-type]  # a class can be hashed, which mypy does not see
            yield one
            todo.extend(inside(one))


@cache
def _inside(kind: type[Any], on_paper: bool) -> Callable[[Any], tuple[Any, ...]] | None:  # noqa: FBT001  # asked of each value
    """Give what takes from a value of a kind all that is in it, the last first; nothing for a kind that holds no others."""
    if not has(kind):
        return None
    elsewhere = _SCREEN if on_paper else _PAPER
    names = [one.name for one in reversed(_fields(kind)) if one.name not in elsewhere and one.type not in _PLAIN]
    if len(names) > 1:
        return attrgetter(*names)
    if names:
        only = attrgetter(*names)
        return lambda one: (only(one),)
    return lambda _: ()


# What holds nothing: as it is written, for annotations are not looked up.
_PLAIN = frozenset(("str", "str | None", "int", "bool", "dt.date", "dt.date | None"))


@cache
def _fields(kind: type[Any]) -> tuple[Any, ...]:
    return tuple(fields(kind)) if has(kind) else ()


def texts(value: Any) -> Iterator[str]:
    """Give every text in a value that a reader sees, in order; not the anchors, links and style names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    else:
        for name in _seen(type(value)):  # type: ignore[arg-type]  # as above
            yield from texts(getattr(value, name))


@cache
def _seen(kind: type[Any]) -> tuple[str, ...]:
    names = (one.name for one in _fields(kind))  # type: ignore[arg-type]  # as above
    return tuple(name for name in names if name not in UNSEEN and not name.endswith("href"))


def cited(part: Part, *, on_paper: bool = False) -> tuple[Cite, ...]:
    """Give the sources that a part names, by number, each once."""
    found = {int(piece.number): piece for piece in pieces(part, on_paper=on_paper) if isinstance(piece, Cite)}
    return tuple(found[number] for number in sorted(found))


class Told(NamedTuple):
    """What a part tells: the numbers of its sources, of those it names on paper, and each statement with how sure it is."""

    on_screen: frozenset[int]
    on_paper: frozenset[int]
    sure: frozenset[tuple[str, str]]


def _told(part: Part) -> Told:
    cites, sure = set(), set()
    for one in pieces(part):
        if isinstance(one, Cite):
            cites.add(int(one.number))
        elif isinstance(one, (Fact, Duty, Do, TableCell)) and one.mark is not None:
            sure.add((one.mark.look, " ".join(one.lines) if isinstance(one, TableCell) else one.text))
    on_paper = frozenset(int(one.number) for one in pieces(part, on_paper=True) if isinstance(one, Cite))
    return Told(frozenset(cites), on_paper, frozenset(sure))


TOLD = Lately(_told)


def card_sources(writer: Writer, card: _C) -> _C:
    """Fill in the list of sources at the end of a card: among other cards their numbers, by itself what they are."""
    printed = cited(card, on_paper=True)
    if writer.is_brief:
        return changed(card, sources=changed(card.sources, paper=tuple(Fact(text="", cites=(one,)) for one in printed)))
    facts = tuple(Fact(lead=one.number, text=one.title, anchor=one.href.removeprefix("#")) for one in cited(card))
    numbers = {one.number for one in printed}
    paper = tuple(changed(one, text=shorten(one.text, SHORT, placeholder=" …")) for one in facts if one.lead in numbers)
    return changed(card, sources=changed(card.sources, facts=facts, paper=paper))


def sources(writer: Writer, parts: Iterable[Part]) -> Sources:
    """Write the annex: only what the parts before it name."""
    found = TOLD.each(parts)
    on_screen, on_paper = (
        tuple(sorted(frozenset().union(*numbers)))
        for numbers in ([one.on_screen for one in found], [one.on_paper for one in found])
    )
    key = ("sources", writer.words.lang, on_screen, on_paper)
    return writer.base.kept(key, lambda: _sources(writer, on_screen, on_paper))


def _sources(writer: Writer, on_screen: tuple[int, ...], on_paper: tuple[int, ...]) -> Sources:
    words = writer.words
    # Nearly all were read on one day: that is said once.
    days = Counter(source.accessed for source in writer.data.sources if source.accessed is not None)
    usual = max(days, key=lambda day: (days[day], day), default=None)
    lines = {}
    for one in {*on_screen, *on_paper}:
        source = writer.data.sources[one - 1]
        (cite,) = writer.cites((source.id,))
        undated = source.published == "onbekend"
        when = words("sources.undated") if undated else words.loose_date(source.published or "")
        details = [source.publisher or "", when]
        if source.accessed is not None and source.accessed != usual:
            details.append(words("sources.read", date=words.date(source.accessed)))
        lines[one] = SourceLine(
            number=cite.number,
            anchor=cite.href.removeprefix("#"),
            title=cite.title,
            details=" · ".join(filter(None, details)),
            url=shown(source.url or ""),
            href=href(source.url or ""),
        )
    laws = tuple(
        LawLine(
            name=law.name if law.abbreviation is None else f"{law.name} ({law.abbreviation})",
            href=href(law.url or ""),
            details=" · ".join(
                filter(
                    None, (law.status, words("sources.version", version=law.version_read) if law.version_read else "")
                )
            ),
        )
        for law in writer.data.laws
    )
    return Sources(
        anchor="bronnen",
        title=words("sources.title"),
        feedback=writer.feedback("bronnen"),
        intro=" ".join(
            (words("sources.intro"), *((words("sources.usual", date=words.date(usual)),) if usual is not None else ()))
        ),
        heading=words("sources.heading"),
        sources=tuple(lines[one] for one in on_screen),
        paper=tuple(lines[one] for one in on_paper),
        laws_heading=words("sources.laws"),
        laws=laws,
    )


def colophon(writer: Writer, *, about: str) -> Page:
    """Write which edition this is, what may be done with it, and what it is not."""
    words = writer.words
    return Page(
        anchor="colofon",
        title=words("colophon.title"),
        feedback=writer.feedback("colofon"),
        kind="colophon",
        intro="",
        blocks=(
            Block(facts=_about(writer, "colophon.heading", about)),
            Block(facts=_not_this(writer)),
            Block(facts=_abbreviations(writer)),
        ),
    )


def closing(writer: Writer, place: Municipality, *, since: Matrix | None) -> Page:
    """Write the last page of a municipality's guide: what changed, when to look again, and the colophon."""
    words = writer.words
    return Page(
        anchor="veranderd",
        title=words("closing.title"),
        feedback=writer.feedback("veranderd"),
        kind="closing",
        intro="",
        blocks=(
            Block(facts=_changed(writer, place, since)),
            Block(table=_calendar(writer)),
            Block(facts=_about(writer, "colophon.title")),
            Block(facts=_not_this(writer)),
            Block(facts=_abbreviations(writer)),
        ),
    )


def _changed(writer: Writer, place: Municipality, since: Matrix | None) -> Facts:
    """Tell what changed for a municipality since an older edition; in a first edition, that it is the first."""
    words, lang = writer.words, writer.words.lang
    if since is None:
        facts = [Fact(text=words("closing.first", id=writer.data.edition.id))]
    else:
        from cybermatrix.changes import diff  # noqa: PLC0415  # most guides tell of no edition before them

        seen = diff(since, writer.matrix.unfiltered()).for_municipality(place.id)
        facts = [
            Fact(lead=words("closing.about", what=heading), text=" ".join(sentences))
            for heading, sentences in seen.sections(lang)
        ] or [Fact(text=seen.introduction(lang))]
    return writer.section("closing.changed", "wat-veranderde", facts, most=CHANGES)


def _calendar(writer: Writer) -> Table:
    """Write when to look at what again: what everyone does each year, and what ends on a day that is known."""
    words, edition = writer.words, writer.data.edition
    labels = words.list("closing.calendar_columns")
    rows = [
        Row(head=when, cells=(TableCell(label=labels[1], lines=(what,)), TableCell(label=labels[2], lines=(who,))))
        for when, what, who in zip(
            words.list("closing.when"), words.list("closing.what"), words.list("closing.who"), strict=True
        )
    ]
    ends = sorted(
        (rule.valid_until, rule.text)
        for rule in {cell.origin.id: cell.origin for cell in writer.matrix.cells}.values()
        if rule.valid_until is not None and rule.valid_until > edition.date
    )
    for day, text in ends[:CHANGES]:
        ending = words("closing.ends", text=sentence(text))
        cells = (TableCell(label=labels[1], lines=(ending,)), TableCell(label=labels[2]))
        rows.append(Row(head=words.date(day), cells=cells))
    return Table(
        heading=words("closing.calendar"), anchor="kalender", look="calendar", columns=labels, rows=tuple(rows)
    )


def _about(writer: Writer, heading: str, about: str = "") -> Facts:
    """Tell of the edition; what a guide is about stands on its cover, and here only where that is the same for everyone."""
    words, edition = writer.words, writer.data.edition
    facts = (
        *((Fact(lead=words("colophon.about"), text=about),) if about else ()),
        Fact(lead=words("colophon.edition"), text=f"{writer.named(edition)}, {words('cover.edition', id=edition.id)}"),
        Fact(lead=words("colophon.date"), text=words.date(edition.date)),
        Fact(lead=words("colophon.facts_until"), text=words.date(edition.facts_until)),
        Fact(lead=words("colophon.status"), text=writer.status),
        Fact(lead=words("colophon.licence"), text=words("colophon.licence_text", licence=edition.licence)),
        Fact(lead=words("colophon.credits"), text=sentence("; ".join((*edition.credits, words("colophon.font"))))),
        Fact(lead=words("colophon.contact"), text=writer.contact),
    )
    return writer.section(heading, "over-deze-gids", facts)


def _abbreviations(writer: Writer) -> Facts:
    """Spell out what the guide calls laws and things; the abbreviations of partners stand with the matrix."""
    laws = []
    for law in writer.data.laws:
        short, name = (law.abbreviation or "").partition("/")[0].strip(), law.name.partition(" (")[0].partition(";")[0]
        if short and not name.startswith(short):
            laws.append(writer.words("matrix.abbreviation", short=short, name=name))
    facts = (
        *((Fact(lead=writer.words("colophon.laws"), text=sentence("; ".join(laws))),) if laws else ()),
        Fact(lead=writer.words("colophon.terms"), text=sentence("; ".join(writer.words.list("colophon.terms_known")))),
    )
    found, there = writer.section("colophon.abbreviations", ABBREVIATIONS, facts), writer.href(MATRIX)
    return changed(found, see=Link(text=writer.words("colophon.elsewhere"), href=there)) if there else found


def _not_this(writer: Writer) -> Facts:
    words = writer.words
    count = writer.base.kept(
        "unverified",
        lambda: sum(getattr(piece, "verification", "") == "not_verified" for piece in pieces(writer.data)),
    )
    unprinted = words("colophon.unprinted", count=words.number(count)) if count else ""
    paragraphs = filter(None, (*words.list("colophon.paragraphs"), unprinted))
    return writer.section("colophon.not_this", "wat-dit-niet-is", [Fact(text=text) for text in paragraphs])
