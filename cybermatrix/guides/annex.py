"""What stands at the end: the sources that were named, the laws as they were read, and the colophon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from attrs import fields, has

from cybermatrix.guides.desks import href, shown
from cybermatrix.guides.parts import Colophon, LawLine, SourceLine, Sources
from cybermatrix.guides.pieces import Cite, Fact
from cybermatrix.guides.words import sentence
from cybermatrix.model import changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cybermatrix.guides.parts import Card, Part, PartnerCard, SituationCard
    from cybermatrix.guides.writer import Writer

    _C = TypeVar("_C", Card, SituationCard, PartnerCard)


def pieces(value: Any) -> Iterator[Any]:
    """Walk a frozen value and give every value in it, in order."""
    if isinstance(value, tuple):
        for item in value:
            yield from pieces(item)
    elif has(type(value)):
        yield value
        for attribute in fields(type(value)):
            yield from pieces(getattr(value, attribute.name))


def cited(parts: Any) -> tuple[Cite, ...]:
    """Give the sources that some parts name, by number, each once."""
    found = {piece.number: piece for piece in pieces(parts) if isinstance(piece, Cite)}
    return tuple(sorted(found.values(), key=lambda one: int(one.number)))


def card_sources(writer: Writer, card: _C) -> _C:
    """Fill in the list of sources at the end of a card."""
    named = cited(card)
    facts = tuple(Fact(text="" if writer.is_brief else one.title, cites=(one,)) for one in named)
    return changed(card, sources=changed(card.sources, facts=facts, empty=writer.words("sources.none")))


def sources(writer: Writer, parts: Iterable[Part]) -> Sources:
    """Write the annex: only what the parts before it name."""
    words = writer.words
    parts = tuple(parts)
    keys = [source.id for source in writer.data.sources]
    lines = []
    for one in cited(parts):
        source = writer.base.sources[keys[int(one.number) - 1]]
        details = [source.publisher or "", words.loose_date(source.published or "")]
        if source.accessed is not None:
            details.append(words("sources.read", date=words.date(source.accessed)))
        lines.append(
            SourceLine(
                number=one.number,
                anchor=one.href.removeprefix("#"),
                title=source.name,
                details=" · ".join(filter(None, details)),
                url=shown(source.url or ""),
                href=href(source.url or ""),
            )
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
        intro=words("sources.intro"),
        heading=words("sources.heading"),
        sources=tuple(lines),
        laws_heading=words("sources.laws"),
        laws=laws,
    )


def colophon(writer: Writer, *, about: str) -> Colophon:
    """Write which edition this is, what may be done with it, and what it is not."""
    words, edition = writer.words, writer.data.edition
    status = words("status.concept") if writer.is_concept else words("status.adopted", by=edition.adopted_by or "")
    facts = (
        Fact(lead=words("colophon.about"), text=about),
        Fact(lead=words("colophon.edition"), text=f"{edition.name}, {words('cover.edition', id=edition.id)}"),
        Fact(lead=words("colophon.date"), text=words.date(edition.date)),
        Fact(lead=words("colophon.facts_until"), text=words.date(edition.facts_until)),
        Fact(lead=words("colophon.status"), text=status),
        Fact(lead=words("colophon.licence"), text=words("colophon.licence_text", licence=edition.licence)),
        Fact(lead=words("colophon.contact"), text=sentence(edition.contact)),
    )
    count = sum(getattr(piece, "verification", "") == "not_verified" for piece in pieces(writer.data))
    unprinted = words("colophon.unprinted", count=words.number(count)) if count else ""
    return Colophon(
        anchor="colofon",
        title=words("colophon.title"),
        feedback=writer.feedback("colofon"),
        paragraphs=tuple(filter(None, (*words.list("colophon.paragraphs"), unprinted))),
        facts=facts,
        credits_heading=words("colophon.credits"),
        credits=(*edition.credits, words("colophon.font")),
        words=writer.section(
            "colophon.words",
            "woorden",
            [Fact(lead=role.verb, text=role.definition) for role in writer.data.roles],
            intro=words("colophon.words_intro"),
        ),
    )
