"""Texts to take over into a document of one's own: for the safety plan, the council and the triangle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.guides.parts import Block, Page, Text
from cybermatrix.guides.roads import ROADS
from cybermatrix.guides.words import sentence
from cybermatrix.queries import gaps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Municipality

OPEN = 3


def texts_page(writer: Writer, place: Municipality) -> Page:
    """Write the texts of a municipality."""
    words = writer.words
    return Page(
        anchor="teksten",
        title=words("texts.title"),
        feedback=writer.feedback("teksten"),
        kind="texts",
        intro=words("texts.intro"),
        blocks=tuple(Block(text=one) for one in texts(writer, place)),
    )


def texts(writer: Writer, place: Municipality) -> Iterable[Text]:
    """Write each text: the paragraph for the plan short and long, the item for the triangle, and the note to the council."""
    words = writer.words
    values = {
        "name": place.name,
        "region": writer.base.areas[place.region].name,
        "open": words.both(_open(writer)) or words("texts.nothing_open"),
        "teams": words.both(_teams(writer, place)) or words("texts.no_team"),
        "edition": writer.data.edition.id,
        "date": words.date(writer.data.edition.date),
    }
    roads = [
        words("texts.road", name=sentence(words(f"roads.{way.key}")), plan=words(f"roads.{way.key}_plan"))
        for way in ROADS
    ]
    yield _text(writer, "short", [one.format(**values) for one in words.list("texts.short")])
    opening, closing = words.list("texts.long_opening"), words.list("texts.long_closing")
    yield _text(
        writer, "long", [*(one.format(**values) for one in opening), *roads, *(one.format(**values) for one in closing)]
    )
    yield _text(writer, "triangle", [one.format(**values) for one in words.list("texts.triangle")])
    yield _text(writer, "council", [one.format(**values) for one in words.list("texts.council")])


def _text(writer: Writer, key: str, paragraphs: list[str]) -> Text:
    words = writer.words
    count = sum(len(one.split()) for one in paragraphs)
    return Text(
        heading=words(f"texts.{key}_heading"),
        anchor=f"tekst-{key}",
        note=words("texts.length", count=words.number(count)),
        paragraphs=tuple(paragraphs),
        rests=words(f"texts.{key}_rests"),
    )


def _open(writer: Writer) -> list[str]:
    """Name the types with the most gaps, as one would say them in a sentence."""
    counts: dict[str, int] = {}
    for gap in gaps(writer.matrix):
        counts[gap.intervention.id] = counts.get(gap.intervention.id, 0) + 1
    first = sorted(counts, key=lambda key: -counts[key])[:OPEN]
    return [writer.words("texts.who", what=writer.named(writer.base.interventions[key]).lower()) for key in first]


def _teams(writer: Writer, place: Municipality) -> list[str]:
    return [team.name for team in writer.data.base_teams if place.id in team.municipalities]
