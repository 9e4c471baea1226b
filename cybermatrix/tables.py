"""Answers as text tables and as plain records. The only module that knows tabulate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tabulate as _tabulate
from attrs import define, field

from cybermatrix.errors import InvalidQuestion
from cybermatrix.language import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cybermatrix.language import Language
    from cybermatrix.matrix import Matrix
    from cybermatrix.model import Cell

# How to find the noun of an axis in a cell; an axis with several values (audience) gives several squares.
_AXES: dict[str, Callable[[Matrix, Cell], tuple[Any, ...]]] = {
    "partner": lambda _, cell: (cell.partner,),
    "intervention": lambda _, cell: (cell.intervention,),
    "crime": lambda _, cell: (cell.crime,),
    "role": lambda _, cell: (cell.role,),
    "level": lambda _, cell: (cell.level,),
    "area": lambda _, cell: (cell.area,),
    "audience": lambda matrix, cell: cell.audience or matrix.data.audiences,  # for nobody in particular: for everyone
    "category": lambda matrix, cell: (matrix.base.categories[cell.crime.category],),
    "block": lambda matrix, cell: tuple(b for b in matrix.data.blocks if b.id == cell.intervention.block),
    "phase": lambda matrix, cell: tuple(p for p in matrix.data.phases if p.id == cell.intervention.phase),
}
_TOTAL = {"nl": "Totaal", "en": "Total"}
_EMPTY = {"nl": {"nvt": "n.v.t.", "gap": "onbekend"}, "en": {"nvt": "n/a", "gap": "unknown"}}


def styles() -> tuple[str, ...]:
    """Give the table styles that `to_text` knows, in tabulate's order."""
    return tuple(_tabulate.tabulate_formats)


def text_table(
    rows: Sequence[Sequence[str]], headings: Sequence[str], style: str = "simple", width: int | None = None
) -> str:
    """
    Lay out rows of text.

    Args:
        rows: the squares, each a string.
        headings: one for each column.
        style: a tabulate style, such as ``github``.
        width: characters per column at which text is wrapped; nothing for no wrapping.

    Raises:
        InvalidQuestion: for a style that tabulate does not have.
    """
    if style not in _tabulate.tabulate_formats:
        msg = f"no table style {style!r}; known are {', '.join(_tabulate.tabulate_formats)}"
        raise InvalidQuestion(msg, about="style", word=style, known=_tabulate.tabulate_formats)
    widths = None if width is None or not rows else [width] * len(headings)
    # Without disable_numparse a partner called 113 would be set as a number.
    return _tabulate.tabulate(
        rows, headings, style, maxcolwidths=widths, maxheadercolwidths=widths, disable_numparse=True
    )


def to_records(cells: Iterable[Cell]) -> list[dict[str, Any]]:
    """
    Give cells as flat dictionaries of ids and texts: one row each, for JSON or for ``pandas.DataFrame`` and ``polars.DataFrame``.

    Args:
        cells: a `Matrix`, or any cells; their order is kept.

    Returns:
        Dictionaries with the same keys in the same order: partner, partner_name, intervention, crime, role, verb, level,
        area, force, label, status, verification, text, origin and file are strings (force may be missing: ``None``),
        audience, sources and laws are lists of ids, checked_on is a date as text or ``None``, line is a number.
    """
    return [
        {
            "partner": cell.partner.id,
            "partner_name": cell.partner.name,
            "intervention": cell.intervention.id,
            "crime": cell.crime.id,
            "role": cell.role.id,
            "verb": cell.role.verb,
            "level": cell.level.id,
            "area": cell.area.id,
            "audience": [item.id for item in cell.audience],
            "text": cell.text,
            "force": cell.force,
            "label": cell.label,
            "status": cell.status,
            "verification": cell.verification,
            "checked_on": None if cell.checked_on is None else cell.checked_on.isoformat(),
            "sources": [item.id for item in cell.sources],
            "laws": [item.id for item in cell.laws],
            "origin": cell.origin.id,
            "file": cell.origin.place.file,
            "line": cell.origin.place.line,
        }
        for cell in cells
    ]


@define(frozen=True)
class Pivot:
    """
    The cells of a matrix spread over two axes.

    Attributes:
        rows_axis, columns_axis: the names of the axes.
        rows, columns: the nouns on them, in the order of the data.
        squares: the cells of each (row id, column id) that has any, in role order.
        empty: why a square is empty, where that is more than "not laid down": ``nvt`` or ``gap``.
    """

    rows_axis: str
    columns_axis: str
    rows: tuple[Any, ...]
    columns: tuple[Any, ...]
    squares: dict[tuple[str, str], tuple[Cell, ...]] = field(repr=False)
    empty: dict[tuple[str, str], str] = field(repr=False)

    def text(self, row: str, column: str, lang: Language = "nl", *, letters: bool = False) -> str:
        """Say what one square holds: roles in role order, with who has them where no axis says so."""
        cells = self.squares.get((row, column), ())
        if not cells:
            why = self.empty.get((row, column))
            return "" if why is None else _EMPTY[lang][why]
        axes = (self.rows_axis, self.columns_axis)

        def role(cell: Cell) -> str:
            return cell.role.letter if letters else cell.role.said(lang)

        if "partner" in axes:
            said = (str(len(cells)),) if "role" in axes else tuple(role(cell) for cell in cells)
        elif "role" in axes:
            said = tuple(named(cell.partner, lang) for cell in cells)
        else:
            said = tuple(f"{named(cell.partner, lang)}: {role(cell)}" for cell in cells)
        return (" " if letters else "; ").join(dict.fromkeys(said))

    def total(self, *, row: str | None = None, column: str | None = None) -> int:
        """
        Count the cells of a row, of a column, of one square (both), or of the whole table (neither).

        A cell that stands in several squares, such as one for every audience, counts once.
        """
        return len(
            {
                id(cell)
                for (in_row, in_column), cells in self.squares.items()
                if row in (None, in_row) and column in (None, in_column)
                for cell in cells
            }
        )

    def to_text(
        self,
        style: str = "simple",
        lang: Language = "nl",
        *,
        letters: bool = False,
        totals: bool = False,
        width: int | None = None,
    ) -> str:
        """
        Lay the squares out as a table.

        Args:
            style: any tabulate style, such as ``github`` or ``html``.
            lang: the language of names and verbs.
            letters: role letters and type codes, for where verbs do not fit; give a legend with it.
            totals: a last row and column with the number of cells.
            width: characters per column at which text is wrapped.
        """
        headings = ["", *((letters and getattr(item, "code", None)) or named(item, lang) for item in self.columns)]
        rows = [
            [named(row, lang), *(self.text(row.id, column.id, lang, letters=letters) for column in self.columns)]
            for row in self.rows
        ]
        if totals and self.rows:
            headings.append(_TOTAL[lang])
            for line, row in zip(rows, self.rows, strict=True):
                line.append(str(self.total(row=row.id)))
            counts = (self.total(column=column.id) for column in self.columns)
            rows.append([_TOTAL[lang], *map(str, counts), str(self.total())])
        return text_table(rows, headings, style, width)

    def to_records(self, lang: Language = "nl", *, totals: bool = False) -> list[dict[str, Any]]:
        """
        Give one dictionary per row: the row's id under the name of its axis, then a text under each column's id.

        With ``totals`` each also has ``total``, the number of cells in the row.
        """
        return [
            {self.rows_axis: row.id}
            | {column.id: self.text(row.id, column.id, lang) for column in self.columns}
            | ({"total": self.total(row=row.id)} if totals else {})
            for row in self.rows
        ]


def pivot(matrix: Matrix, *, rows: str = "partner", columns: str = "intervention") -> Pivot:
    """
    Spread the cells of a matrix over two axes.

    Args:
        matrix: already narrowed to what the table is about.
        rows: what stands at the left: partner, intervention, crime, role, level, area, audience, category, block or phase.
        columns: what stands on top: another one of these.

    Raises:
        InvalidQuestion: for an axis that does not exist, or twice the same.
    """
    for axis in (rows, columns):
        if axis not in _AXES:
            msg = f"no axis {axis!r}; known are {', '.join(_AXES)}"
            raise InvalidQuestion(msg, about="axis", word=axis, known=tuple(_AXES))
    if rows == columns:
        msg = f"a table needs two different axes, not {rows!r} twice"
        raise InvalidQuestion(msg, about="same-axis", word=rows)
    squares: dict[tuple[str, str], list[Cell]] = {}
    found: dict[str, dict[str, Any]] = {rows: {}, columns: {}}
    for cell in matrix:
        for row in _AXES[rows](matrix, cell):
            for column in _AXES[columns](matrix, cell):
                found[rows][row.id], found[columns][column.id] = row, column
                squares.setdefault((row.id, column.id), []).append(cell)
    empty = _why_empty(matrix, rows, columns)
    if {rows, columns} == {"crime", "intervention"}:  # a gap has no cell, and must be seen all the same
        for pair in empty:
            row_id, column_id = pair
            found[rows].setdefault(row_id, _pair_noun(matrix, rows, row_id))
            found[columns].setdefault(column_id, _pair_noun(matrix, columns, column_id))
    ranks = matrix.base.role_rank
    return Pivot(
        rows,
        columns,
        _ordered(matrix, rows, found[rows]),
        _ordered(matrix, columns, found[columns]),
        {key: tuple(sorted(cells, key=lambda cell: ranks[cell.role.id])) for key, cells in squares.items()},
        empty,
    )


def _pair_noun(matrix: Matrix, axis: str, key: str) -> Any:
    return matrix.base.crimes[key] if axis == "crime" else matrix.base.interventions[key]


def _why_empty(matrix: Matrix, rows: str, columns: str) -> dict[tuple[str, str], str]:
    if {rows, columns} != {"crime", "intervention"}:
        return {}
    types, forms = matrix.asked("intervention"), matrix.asked("crime")
    view = matrix.view  # a pair is open when nobody has a role in it, also nobody that a filter left out
    found = {pair: "gap" for pair in matrix.pairs if all(cell.role.id == "geen" for cell in view.cells(pair))}
    found |= {pair: "nvt" for pair in matrix.base.not_applicable if pair[0] in types and pair[1] in forms}
    return {(b, a) if rows == "crime" else (a, b): why for (a, b), why in found.items()}


def _ordered(matrix: Matrix, axis: str, found: dict[str, Any]) -> tuple[Any, ...]:
    data = matrix.data
    if axis == "partner":
        rank = matrix.base.partner_rank
        return tuple(sorted(found.values(), key=lambda item: rank[item.id]))
    order: tuple[Any, ...] = {
        "intervention": data.interventions,
        "crime": data.crimes,
        "role": data.roles,
        "level": data.levels,
        "area": tuple(matrix.base.areas.values()),
        "audience": data.audiences,
        "category": data.categories,
        "block": data.blocks,
        "phase": data.phases,
    }[axis]
    return tuple(item for item in order if item.id in found)
