"""The pages on whom to call: when something is going on, one's own numbers, and every desk there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.guides.desks import DESKS, desk, lines_to_fill, reachable
from cybermatrix.guides.parts import Block, DeskList, Now, Page, SituationLine
from cybermatrix.guides.pieces import Blanks, Desks, Link, Row, Table, TableCell
from cybermatrix.guides.situations import NOW, PRESS, anchor, first_words
from cybermatrix.model import changed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.pieces import Desk
    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Channel, Municipality

POLICE = "politie"  # its channel, to which most cards lead
NIGHT, SAID = 8, 2


def now(writer: Writer) -> Now:
    """Write the page for when something is going on: which card, which numbers, whom of your own."""
    words = writer.words
    night = [
        one
        for one in writer.book.every
        if writer.book.phone(one) and one.hours == "24/7" and one.hours_verification == "verified"
    ]
    night.sort(key=lambda one: -len(one.readers))  # what everyone may call comes first
    # Who answers at night with how to reach somebody is no number for the night like the others: it says so, at the end.
    night = sorted(night[:NIGHT], key=lambda one: bool(one.off_hours))
    intro = words("now.night_intro")
    desks = [
        Desks(
            heading=words("now.night"),
            anchor="dag-en-nacht",
            intro=f"{intro} {words('now.night_later')}" if any(one.off_hours for one in night) else intro,
            more=Link(text=words("card.desks_more"), href=writer.href(DESKS)) if writer.href(DESKS) else None,
            desks=tuple(_at_night(writer, one) for one in night),
            empty=words("now.no_night"),
        ),
    ]
    police = tuple(_police(writer, night))
    if police:
        desks.append(Desks(heading=words("now.police"), anchor="politie-bellen", desks=police))
    if writer.book.own:
        own = tuple(desk(writer, one) for one in writer.book.own)
        desks.insert(0, Desks(heading=words("now.own_desks"), anchor="eigen-nummers", desks=own))
    return Now(
        anchor=NOW,
        title=words("now.title"),
        feedback=writer.feedback(NOW),
        intro=words("now.intro"),
        situations_heading=words("now.situations"),
        page_heading=words("contents.page"),
        situations=tuple(
            SituationLine(
                code=words("situation.code", number=one.number),
                link=Link(text=writer.named(one), href=f"#{anchor(one)}"),
                said=tuple(words("situation.quote", text=text) for text in one.said[:SAID]),
            )
            for one in writer.matrix.situations
        ),
        desks=tuple(one for one in desks if one.desks or one.empty),
        own=_short_lines(writer, "now.own", "uw-piket", [*words.list("now.slots")], intro=words("now.own_intro")),
        press_heading=words("now.press_heading"),
        press_text=words("now.words"),
        said=first_words(writer),
        press=Link(text=words("now.press"), href=writer.href(PRESS)) if writer.href(PRESS) else None,
    )


def _at_night(writer: Writer, channel: Channel, hours: str = "") -> Desk:
    found = desk(writer, channel, brief=True)
    said = hours or channel.off_hours or found.hours
    return changed(found, purpose="", address="", address_href="", hours=said)


def _police(writer: Writer, night: Iterable[Channel]) -> Iterable[Desk]:
    """Describe the police, to whom most cards lead: that nobody found whether they answer at night stands with the number."""
    police = writer.book.find(POLICE)
    if police is not None and police not in night and writer.book.phone(police):
        yield _at_night(writer, police, writer.words("now.police_hours") if police.hours == "onbekend" else "")


def _short_lines(writer: Writer, heading: str, here: str, keys: Iterable[str], *, intro: str) -> Blanks:
    """Give lines to write on, each with a short name in place of the question."""
    known = [key for key in keys if writer.book.slot(key)]
    lines = lines_to_fill(writer, writer.words(heading), here, known, intro=intro)
    named = tuple(
        changed(one, question=writer.words.find("slots", key) or one.question)
        for key, one in zip(known, lines.blanks, strict=True)
    )
    return changed(lines, blanks=named)


def phone_list(writer: Writer, place: Municipality) -> Page:
    """Write the list of a municipality's own numbers, each with the day on which someone tried it."""
    words = writer.words
    labels = words.list("phones.columns")
    rows = []
    for channel in writer.book.own:
        one = desk(writer, channel, brief=True)
        tested = words.date(channel.checked_on) if channel.checked_on is not None else ""
        rows.append(_phone_row(labels, one.name, " · ".join(filter(None, (one.phone, one.address))), tested))
    for slot in writer.data.slots:
        found = writer.book.slot(slot.id)
        line = " · ".join(filter(None, (found.answer, found.phone))) if found is not None else ""
        tested = words.date(found.tested_on) if found is not None and found.tested_on is not None else ""
        if line or slot.id in words.list("now.slots"):
            rows.append(_phone_row(labels, words.find("slots", slot.id) or slot.name, line, tested))
    table = Table(
        heading=words("phones.heading"),
        anchor="telefoonlijst-tabel",
        intro=words("phones.tested"),
        look="phones",
        columns=labels,
        rows=tuple(rows),
    )
    return Page(
        anchor="telefoonlijst",
        title=words("phones.title", name=place.name),
        feedback=writer.feedback("telefoonlijst"),
        kind="phones",
        intro=words("phones.intro"),
        blocks=(Block(table=table),),
    )


def _phone_row(labels: tuple[str, ...], who: str, line: str, tested: str) -> Row:
    return Row(
        head=who,
        cells=(
            TableCell(label=labels[1], lines=(line,) if line else (), blank=not line),
            TableCell(label=labels[2], lines=(tested,) if tested else (), blank=not tested),
        ),
    )


def all_desks(writer: Writer) -> DeskList:
    """Write every desk that this guide may show, each once and in full: whom to call for what."""
    words = writer.words
    groups: dict[str, list[Desk]] = {"phone": [], "site": []}
    for channel in writer.book.every:
        if channel.verification == "not_verified":
            continue
        for one in reachable(writer, [channel]):
            groups["phone" if one.phone else "site"].append(one)
    return DeskList(
        anchor=DESKS,
        title=words("desks.title"),
        feedback=writer.feedback(DESKS),
        intro=words("desks.intro"),
        groups=tuple(
            Desks(heading=words("desks." + key), anchor=f"{DESKS}-{key}", desks=tuple(found))
            for key, found in groups.items()
            if found
        ),
    )
