"""The pages that look over the whole: cover, contents, and the matrix with names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cybermatrix.guides.annex import ABBREVIATIONS, MATRIX, TOLD
from cybermatrix.guides.cards import anchor as form_anchor
from cybermatrix.guides.parts import (
    Contents,
    ContentsGroup,
    Count,
    Cover,
    MatrixColumn,
    MatrixGroup,
    MatrixRow,
    MatrixTable,
    Square,
)
from cybermatrix.guides.pieces import Fact, Link
from cybermatrix.guides.situations import NOW
from cybermatrix.guides.whole import Ways
from cybermatrix.model import CERTAINTIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.parts import Part
    from cybermatrix.guides.words import Words
    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Block as BlockOfTypes
    from cybermatrix.model import Cell, Partner

ROOM = 38  # letters in a square: one line on one landscape sheet

CONTENTS = "inhoud"


def cover(
    writer: Writer,
    parts: Iterable[Part],
    *,
    title: str,
    lines: tuple[str, ...],
    file: str,
    where: Contents | None = None,
) -> Cover:
    """Write the cover; it counts what the other parts say, so it is written last."""
    words, edition = writer.words, writer.data.edition
    parts = tuple(parts)
    has_now = any(part.anchor == NOW for part in parts)
    counts = _counts(parts)
    return Cover(
        anchor="omslag",
        title=title,
        feedback=writer.feedback("omslag"),
        lines=lines,
        urgent=Link(text=words("cover.urgent"), href=f"#{NOW}") if has_now else None,
        urgent_page=words("cover.urgent_page"),
        status=writer.status,
        facts=(
            Fact(lead=words("colophon.edition"), text=edition.id),
            Fact(lead=words("colophon.date"), text=words.date(edition.date)),
            Fact(lead=words("colophon.facts_until"), text=words.date(edition.facts_until)),
            Fact(
                lead=words("cover.audience"), text=words("cover.internal") if writer.internal else words("cover.public")
            ),
        ),
        sure_heading=words("cover.sure"),
        sure=tuple(
            Count(number=words.number(counts[one]), mark=writer.mark(one), meaning=words("marks.meaning-" + one))
            for one in CERTAINTIES
        ),
        sure_note=words("cover.sure_note"),
        how=words.list("cover.how") if has_now else (),
        screen=words("cover.screen", file=file),
        contents=where,
    )


def _counts(parts: tuple[Part, ...]) -> dict[str, int]:
    """Count the different statements in some parts by how sure they are; what stands twice counts once."""
    said = set().union(*(one.sure for one in TOLD.each(parts)))
    counts = Counter(look for look, _ in said)
    return {one: counts[one] for one in CERTAINTIES}


def contents(writer: Writer, groups: Iterable[tuple[str, Iterable[Part]]]) -> Contents:
    """Write the contents: the parts under small headings."""
    words = writer.words
    return Contents(
        heading=words("contents.title"),
        anchor=CONTENTS,
        page_heading=words("contents.page"),
        groups=tuple(
            ContentsGroup(
                heading=heading, links=tuple(Link(text=_listed(words, part), href=f"#{part.anchor}") for part in parts)
            )
            for heading, parts in groups
        ),
    )


def _listed(words: Words, part: Part) -> str:
    """Give what the contents call a part: of the texts one takes over it names which, for that is what one looks for."""
    return words("contents.texts", title=part.title) if part.look == "texts" else part.title


def ways(words: Words, parts: Iterable[Part]) -> Ways:
    """Give what leads from anywhere on a screen to where one begins: the contents and what to do now, or the top."""
    anchors = {part.anchor for part in parts}
    links = [Link(text=words("contents.title"), href=f"#{CONTENTS}")]
    if len(anchors) == 1:
        links = [Link(text=words("ways.top"), href="#begin")]
    if NOW in anchors:
        links.append(Link(text=words("ways.now"), href=f"#{NOW}"))
    return Ways(
        heading=words("ways.heading"), links=tuple(links), search=words("ways.search"), slide=words("ways.slide")
    )


def matrix_table(writer: Writer) -> MatrixTable:
    """Write the matrix on one sheet: forms against blocks, with the name of who leads or does the work in each square."""
    words, matrix = writer.words, writer.matrix
    by_square: dict[tuple[str, str], list[Cell]] = {}
    for cell in matrix.cells:
        by_square.setdefault((cell.crime.id, cell.intervention.block), []).append(cell)
    possible = {(crime, writer.base.interventions[intervention].block) for intervention, crime in matrix.pairs}
    groups = []
    for family in writer.data.categories:
        rows = []
        for crime in matrix.crime_forms:
            if crime.category != family.id:
                continue
            squares = tuple(
                _square(writer, by_square.get((crime.id, block.id), []), block, fits=(crime.id, block.id) in possible)
                for block in writer.data.blocks
            )
            rows.append(MatrixRow(name=writer.named(crime), href=writer.href(form_anchor(crime)), squares=squares))
        if rows:
            groups.append(MatrixGroup(heading=writer.named(family), rows=tuple(rows)))
    return MatrixTable(
        anchor=MATRIX,
        title=words("matrix.title"),
        feedback=writer.feedback("matrix"),
        intro=_intro(writer),
        notes=(" ".join((*words.list("matrix.notes"), *_signs(writer, groups))), *_abbreviations(writer, groups)),
        caption=words("matrix.caption"),
        span=str(len(writer.data.blocks) + 1),
        first_column=words("matrix.form"),
        columns=tuple(MatrixColumn(name=writer.named(block), look=block.id) for block in writer.data.blocks),
        groups=tuple(groups),
        elsewhere=Link(text=words("matrix.elsewhere"), href=there) if (there := writer.href(ABBREVIATIONS)) else None,
    )


def _intro(writer: Writer) -> str:
    """Say what the table is, and where the cards are that this guide does not have."""
    words, forms = writer.words, writer.matrix.crime_forms
    count = sum(bool(writer.href(form_anchor(one))) for one in forms)
    if count == len(forms):
        return words("matrix.intro")
    return " ".join((words("matrix.intro"), words("matrix.cards", count=count, of=len(forms))))


def _square(writer: Writer, cells: list[Cell], block: BlockOfTypes, *, fits: bool) -> Square:
    """Name who leads, else who does the work; what speaks of this form comes before what holds for every form."""
    words = writer.words
    label = f"{writer.named(block)}:"
    active = [cell for cell in cells if cell.role.id != "geen"]
    if not active:
        none = words.both(dict.fromkeys(writer.short(cell.partner) for cell in cells))
        if none:
            return Square(label=label, look="geen", empty=words("matrix.not_theirs", who=none))
        return Square(label=label, look="leeg", empty=words("matrix.empty" if fits else "matrix.not_applicable"))
    active.sort(key=lambda cell: not cell.origin.is_specific)
    by_role: dict[str, dict[str, None]] = {}
    for cell in active:
        by_role.setdefault(cell.role.id, {})[writer.short(cell.partner)] = None
    everyone = dict.fromkeys(writer.short(cell.partner) for cell in active)
    lead, room = _fitting(by_role.get("regie", {}), ROOM)
    doers = [name for name in by_role.get("uitvoerder", {}) if name not in lead]
    names, _ = _fitting(doers, room)
    if not lead and not names:
        names, _ = _fitting(everyone, room - 2)
        text = words("matrix.helps", names=", ".join(names))
    else:
        text = ", ".join(names)
    left = len(everyone) - len({*lead, *names})
    return Square(
        label=label,
        look=block.id,
        lead=words("matrix.lead", names=", ".join(lead)) if lead and text else ", ".join(lead),
        names=text,
        more=words("matrix.more", count=left) if left else "",
    )


def _fitting(names: Iterable[str], room: int) -> tuple[list[str], int]:
    """Take names as long as they fit, at least one where there is room at all, and give the room that is left."""
    taken: list[str] = []
    for name in names:
        if room < len(name) and (taken or room < ROOM):
            break
        taken.append(name)
        room -= len(name) + 2
    return taken, room


def _signs(writer: Writer, groups: Iterable[MatrixGroup]) -> Iterable[str]:
    """Explain the signs of empty squares, as far as there are any."""
    words = writer.words
    said = {square.empty for group in groups for row in group.rows for square in row.squares if square.empty}
    nobody, unfit = words("matrix.empty"), words("matrix.not_applicable")
    if nobody in said:
        yield words("matrix.sign_empty")
    if unfit in said:
        yield words("matrix.sign_not_applicable")
    if said - {nobody, unfit}:
        yield words("matrix.sign_not_theirs")


def spelled_out(writer: Writer, one: Partner) -> Iterable[str]:
    """Say what the abbreviation of a partner stands for, where its name does not begin with it."""
    name = writer.named(one).partition(" (")[0]
    if one.abbreviation is not None and not name.startswith(one.abbreviation):
        yield writer.words("matrix.abbreviation", short=one.abbreviation, name=name)


def _abbreviations(writer: Writer, groups: Iterable[MatrixGroup]) -> Iterable[str]:
    """Spell out the abbreviations that stand in the squares, and in the rows of names on the cards, which go by kind."""
    said = {
        name.strip("() ")
        for group in groups
        for row in group.rows
        for square in row.squares
        for name in f"{square.lead}, {square.names}".split(", ")
    }
    partners, base = {cell.partner.id for cell in writer.matrix.cells}, writer.base
    partners |= {one.kind_of for one in writer.matrix.partners if one.id in partners and one.kind_of is not None}
    known: list[str] = []
    for one in base.partners.values():
        if one.abbreviation in said or (one.id in partners and one.kind_of is None):
            known += spelled_out(writer, one)
    if known:
        yield writer.words("matrix.abbreviations", known="; ".join(known))
