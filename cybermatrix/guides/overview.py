"""The pages that look over the whole: cover, contents, and the matrix with names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.guides.annex import pieces
from cybermatrix.guides.cards import GENERAL
from cybermatrix.guides.cards import anchor as form_anchor
from cybermatrix.guides.parts import (
    Contents,
    ContentsGroup,
    Count,
    Cover,
    Do,
    MatrixColumn,
    MatrixGroup,
    MatrixRow,
    MatrixTable,
    Said,
    Square,
)
from cybermatrix.guides.pieces import Duty, Fact, Link, TableCell
from cybermatrix.guides.situations import NOW
from cybermatrix.model import CERTAINTIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.parts import Part
    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Cell

_DOERS = ("regie", "bevoegd-gezag", "uitvoerder")


def cover(writer: Writer, parts: Iterable[Part], *, title: str, lines: tuple[str, ...]) -> Cover:
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
        status=words("status.concept") if writer.is_concept else words("status.adopted", by=edition.adopted_by or ""),
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
        how=words.list("cover.how"),
    )


def _counts(parts: tuple[Part, ...]) -> dict[str, int]:
    """Count the different statements in some parts by how sure they are; what stands twice counts once."""
    said: dict[str, set[str]] = {one: set() for one in CERTAINTIES}
    for piece in pieces(parts):
        if isinstance(piece, (Fact, Duty, Do)) and piece.mark is not None:
            said[piece.mark.look].add(piece.text)
        elif isinstance(piece, TableCell) and piece.mark is not None:
            said[piece.mark.look].add(" ".join(piece.lines))
    return {one: len(texts) for one, texts in said.items()}


def contents(writer: Writer, groups: Iterable[tuple[str, Iterable[Part]]]) -> Contents:
    """Write the contents: the parts under small headings."""
    words = writer.words
    return Contents(
        anchor="inhoud",
        title=words("contents.title"),
        page_heading=words("contents.page"),
        name_heading=words("contents.name"),
        groups=tuple(
            ContentsGroup(heading=heading, links=tuple(Link(text=part.title, href=f"#{part.anchor}") for part in parts))
            for heading, parts in groups
        ),
    )


def matrix_table(writer: Writer) -> MatrixTable:
    """Write the matrix: forms against blocks, with names and verbs instead of letters."""
    words, matrix = writer.words, writer.matrix
    rules = writer.general_rules
    by_square: dict[tuple[str, str], list[Cell]] = {}
    shared: dict[str, dict[str, Cell]] = {}
    for cell in matrix.cells:
        if cell.origin.id in rules:
            shared.setdefault(cell.intervention.block, {}).setdefault(cell.origin.id, cell)
        else:
            by_square.setdefault((cell.crime.id, cell.intervention.block), []).append(cell)
    groups = []
    if shared:
        always = tuple(
            _square(
                writer, list(shared.get(block.id, {}).values()), block.name, block.id, words("matrix.nothing_general")
            )
            for block in writer.data.blocks
        )
        row = MatrixRow(name=words("matrix.general_row"), href=f"#{GENERAL}", squares=always)
        groups.append(MatrixGroup(heading=words("matrix.general"), rows=(row,)))
    possible = {(crime, writer.base.interventions[intervention].block) for intervention, crime in matrix.pairs}
    for family in writer.data.categories:
        rows = []
        for crime in matrix.crime_forms:
            if crime.category != family.id:
                continue
            squares: list[Square] = []
            for block in writer.data.blocks:
                if (crime.id, block.id) not in possible:
                    empty = words("matrix.not_applicable")
                elif shared.get(block.id):
                    empty = words("matrix.only_general")
                else:
                    empty = words("matrix.empty")
                squares.append(_square(writer, by_square.get((crime.id, block.id), []), block.name, block.id, empty))
            rows.append(MatrixRow(name=crime.name, href=f"#{form_anchor(crime)}", squares=tuple(squares)))
        if rows:
            groups.append(MatrixGroup(heading=family.name, rows=tuple(rows)))
    return MatrixTable(
        anchor="matrix",
        title=words("matrix.title"),
        feedback=writer.feedback("matrix"),
        intro=words("matrix.intro"),
        notes=(*words.list("matrix.notes"), _abbreviations(writer)),
        caption=words("matrix.caption"),
        span=str(len(writer.data.blocks) + 1),
        first_column=words("matrix.form"),
        columns=tuple(MatrixColumn(name=block.name, look=block.id) for block in writer.data.blocks),
        groups=tuple(groups),
    )


def _square(writer: Writer, cells: list[Cell], label: str, look: str, empty: str) -> Square:
    """Name who leads, decides or does the work; who only helps is named where there is nobody else."""
    by_role: dict[str, dict[str, None]] = {}
    for cell in cells:
        if cell.role.id != "geen":
            by_role.setdefault(cell.role.id, {})[writer.short(cell.partner)] = None
    wanted = [key for key in by_role if key in _DOERS] or list(by_role)
    verbs = {role.id: role.verb for role in writer.matrix.roles}
    says = tuple(
        Said(verb=verbs[role.id], names=", ".join(by_role[role.id]))
        for role in writer.matrix.roles
        if role.id in wanted
    )
    return Square(label=label, look=look if says else "leeg", says=says, empty="" if says else empty)


def _abbreviations(writer: Writer) -> str:
    """Spell out the abbreviations that stand in the squares."""
    partners = {cell.partner.id: cell.partner for cell in writer.matrix.cells if cell.role.id != "geen"}
    known = [
        writer.words("matrix.abbreviation", short=one.abbreviation, name=one.name)
        for one in writer.base.partners.values()
        if one.id in partners and one.abbreviation
    ]
    return writer.words("matrix.abbreviations", known="; ".join(known))
