"""Texts to take over as one's own: for the safety plan, the triangle, the executive and the council, for the site and the press."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cybermatrix.guides.parts import Block, Page, Text
from cybermatrix.guides.rights import MUNICIPALITY
from cybermatrix.guides.roads import ROADS
from cybermatrix.guides.situations import first_words
from cybermatrix.guides.words import sentence, words_of
from cybermatrix.queries import gaps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.words import Words
    from cybermatrix.guides.writer import Writer
    from cybermatrix.matrix import Matrix
    from cybermatrix.model import Municipality

OPEN = 3
HOUSE = "eigen-huis"  # what is open in one's own house is not told to everyone


def texts_page(writer: Writer, place: Municipality) -> Page:
    """Write the texts of a municipality."""
    words, said = writer.words, first_words(writer)
    return Page(
        anchor="teksten",
        title=words("texts.title"),
        feedback=writer.feedback("teksten"),
        kind="texts",
        intro=words("texts.intro"),
        jump_heading=words("texts.jump") if said else "",
        jump=said,
        blocks=tuple(Block(text=one) for one in texts(writer, place)),
    )


def texts(writer: Writer, place: Municipality) -> Iterable[Text]:
    """
    Write each text: for the plan short and long, the triangle, the executive and the council, and for an incident the site and the press.

    They go into Dutch documents, so they are Dutch whatever the language of the page.
    """
    dutch = words_of("nl")
    values = {
        "name": place.name,
        "region": writer.base.areas[place.region].name,
        "open": dutch.both(_open(writer, dutch)) or dutch("paste.nothing_open"),
        "teams": dutch.both(_teams(writer, dutch, place)) or dutch("paste.no_team"),
        "hours": _hours(writer, dutch),
        "edition": writer.data.edition.id,
        "date": dutch.date(writer.data.edition.date),
    }
    roads = [
        dutch("paste.road", name=sentence(dutch(f"roads.{way.key}")), plan=dutch(f"roads.{way.key}_plan"))
        for way in ROADS
    ]

    def filled(key: str) -> list[str]:
        return [one.format(**values) for one in dutch.list(key)]

    yield _text(writer, dutch, "short", filled("paste.short"))
    yield _text(writer, dutch, "long", [*filled("paste.long_opening"), *roads, *filled("paste.long_closing")])
    yield _text(writer, dutch, "triangle", filled("paste.triangle"))
    yield _text(writer, dutch, "college", filled("paste.college"))
    yield _text(writer, dutch, "council", filled("paste.council"))
    yield _text(writer, dutch, "site", filled("paste.site"))
    yield _text(writer, dutch, "press", filled("paste.press"))


def _text(writer: Writer, dutch: Words, key: str, paragraphs: list[str]) -> Text:
    words = writer.words
    count = sum(len(one.split()) for one in paragraphs)
    return Text(
        heading=words(f"texts.{key}_heading"),
        anchor=f"tekst-{key}",
        note=words("texts.length", count=words.number(count)),
        paragraphs=tuple(paragraphs),
        rests=dutch(f"paste.{key}_rests"),
        unsaid=dutch.find("paste", f"{key}_unsaid") or "",
    )


def _hours(writer: Writer, dutch: Words) -> str:
    """Ask to choose how many hours a year there are, of those for which there is a package."""
    *some, most = [dutch.number(one) for one in sorted(one.hours for one in writer.data.packages)] or [""]
    if not most:
        return dutch("paste.no_hours")
    return dutch("paste.hours", hours=f"{', '.join(some)} of {most}" if some else most)


def _open(writer: Writer, dutch: Words) -> list[str]:
    """Name the types with the most gaps in which the municipality itself has work, as one would say them in a sentence."""
    key = ("open", writer.viewpoint, writer.matrix.on)
    found = writer.base.kept(key, lambda: _own_gaps(writer.matrix))
    return [dutch("paste.who", what=writer.base.interventions[one].name.lower()) for one in found]


def _own_gaps(matrix: Matrix) -> tuple[str, ...]:
    counts = Counter(gap.intervention.id for gap in gaps(matrix))
    own = {cell.intervention.id for cell in matrix.where(partner=MUNICIPALITY).cells} if counts else set()
    return tuple(key for key, _ in counts.most_common() if key in own and key != HOUSE)[:OPEN]


def _teams(writer: Writer, dutch: Words, place: Municipality) -> list[str]:
    """Name the base teams; one that no source names stays a question, for these texts go into documents as they are."""
    return [
        dutch("paste.team" if team.evidence == "bron" else "paste.unsure_team", name=team.name)
        for team in writer.data.base_teams
        if place.id in team.municipalities
    ]
