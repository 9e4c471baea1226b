"""The poster: the whole matrix on one sheet, with letters and a legend, to hang on a wall."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cybermatrix.guides.overview import spelled_out
from cybermatrix.guides.parts import Poster, PosterBlock, PosterColumn, PosterGroup, PosterRow, PosterSquare, Said
from cybermatrix.guides.pieces import Fact
from cybermatrix.guides.words import lowered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Cell, CrimeForm, InterventionType, Role

LINES, ROOM = 2, 19  # lines in a square, and letters in a line: what one A3 sheet holds


def poster(writer: Writer, *, sheet: str = "a3") -> Poster:
    """Write the matrix on a sheet of A3 or A0: crime forms against types, with the letter of each role and who plays it."""
    words, matrix = writer.words, writer.matrix
    types = matrix.intervention_types
    by_square: dict[tuple[str, str], list[Cell]] = {}
    for cell in matrix.cells:
        by_square.setdefault((cell.crime.id, cell.intervention.id), []).append(cell)
    groups = []
    for family in writer.data.categories:
        rows = tuple(
            PosterRow(
                name=writer.named(crime),
                squares=tuple(_square(writer, by_square.get((crime.id, one.id), []), crime, one) for one in types),
            )
            for crime in matrix.crime_forms
            if crime.category == family.id
        )
        if rows:
            groups.append(PosterGroup(heading=writer.named(family), rows=rows))
    counts = Counter(one.block for one in types)
    return Poster(
        sheet=sheet,
        anchor="poster",
        title=words("poster.title"),
        feedback=writer.feedback("poster"),
        intro=words("poster.intro"),
        caption=words("poster.title"),
        first_column=words("matrix.form"),
        blocks=tuple(
            PosterBlock(name=writer.named(one), look=one.id, span=str(counts[one.id]))
            for one in writer.data.blocks
            if counts[one.id]
        ),
        columns=tuple(PosterColumn(name=writer.named(one), look=one.block) for one in types),
        span=str(len(types) + 1),
        groups=tuple(groups),
        legend_heading=words("poster.legend"),
        legend=tuple(
            Fact(lead=role.letter, text=words("poster.role", verb=role.said(words.lang), name=_plain(writer, role)))
            for role in matrix.roles
        ),
        notes=(*words.list("poster.notes"), *_abbreviations(writer, groups)),
    )


def _plain(writer: Writer, role: Role) -> str:
    """Name a role without what its verb says already."""
    return lowered(writer.named(role).partition(" (")[0])


def _square(writer: Writer, cells: list[Cell], crime: CrimeForm, intervention: InterventionType) -> PosterSquare:
    if not cells:
        fits = (intervention.id, crime.id) in writer.matrix.pairs
        return PosterSquare(look="leeg" if fits else "nvt", empty=writer.words("poster.gap" if fits else "poster.nvt"))
    by_role: dict[str, dict[str, None]] = {}
    for cell in sorted(cells, key=lambda cell: not cell.origin.is_specific):
        by_role.setdefault(cell.role.id, {})[writer.short(cell.partner)] = None
    return PosterSquare(look=intervention.block, says=tuple(_says(writer, by_role)))


def _says(writer: Writer, by_role: dict[str, dict[str, None]]) -> Iterable[Said]:
    """Give each role its names, as far as the lines of a square go; one name stands even when it is long."""
    lines = LINES
    for role in writer.matrix.roles:
        names = sorted(
            by_role.get(role.id, {}), key=lambda name: len(name) > ROOM - 2
        )  # those that fit on a line first
        if not names or lines < 1:
            continue
        taken = names[:1]
        for name in names[1:]:
            if len(", ".join([*taken, name])) > ROOM - 2:
                break
            taken.append(name)
        lines -= max(1, -(-len(", ".join(taken)) // ROOM))
        left = writer.words("matrix.more", count=len(names) - len(taken)) if len(names) > len(taken) else ""
        yield Said(verb=role.letter, names=" ".join(filter(None, (", ".join(taken), left))))


def _abbreviations(writer: Writer, groups: list[PosterGroup]) -> list[str]:
    said = " ".join(
        one.names for group in groups for row in group.rows for square in row.squares for one in square.says
    )
    shown = set(said.replace(",", " ").split())
    known = [told for one in writer.matrix.partners if one.abbreviation in shown for told in spelled_out(writer, one)]
    return [writer.words("poster.abbreviations", known="; ".join(known))] if known else []
