"""A workbook with its problems in it: a colour and a remark at each square, and a sheet that lists them with links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from cybermatrix.journal import write_whole
from cybermatrix.model import Data
from cybermatrix.problems import Place, letters
from cybermatrix.workbook.book import Book, Lane, Sheet
from cybermatrix.workbook.files import read_book
from cybermatrix.workbook.making import PREFIX, book_of
from cybermatrix.workbook.sheets import tables
from cybermatrix.workbook.words import CONTROL, SHEET
from cybermatrix.workbook.writing import to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cybermatrix.problems import Problem
    from cybermatrix.workbook.book import Square

_MOST_REMARK = 2_000
_SHORT = 32  # characters that stand on one line


def mark(book: Book, problems: Iterable[Problem]) -> Book:
    """Put problems in a workbook, at the squares where they are; those without a square stand in the list alone."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    control = Sheet(
        CONTROL,
        [
            Lane(str(SHEET["place"]), width=34, look="plain"),
            Lane(str(SHEET["strength"]), width=10, look="plain"),
            Lane(str(SHEET["problem"]), width=64),
            Lane(str(SHEET["do"]), width=64),
            Lane("code", width=8, look="plain"),
        ],
        [],
        protected=False,
        frozen=0,
        colour="#C00000",
        to_read=True,
    )
    for one in sorted(problems, key=lambda one: not one.is_error):
        strength = str(SHEET["error" if one.is_error else "warning"])
        sheet = sheets.get(one.place.sheet)
        where = one.place.text()
        if sheet is not None:
            row, column = max(one.place.line, 1), max(one.place.column, 1)
            where = f"{sheet.name} {letters(column)}{row}"
            said = f"{strength.upper()}: {one.what()} {one.do()}"
            before = sheet.notes.get((row, column))
            sheet.notes[row, column] = (f"{before}\n\n{said}" if before else said)[:_MOST_REMARK]
            if one.is_error or (row, column) not in sheet.marks:
                sheet.marks[row, column] = "error" if one.is_error else "warning"
            control.links[len(control.rows) + 2, 1] = (sheet.name, row, column)
        control.marks[len(control.rows) + 2, 2] = "error" if one.is_error else "warning"
        row_cells: list[Square] = [where, strength, one.what(), one.do(), one.code]
        control.rows.append(row_cells)
    return Book([control, *book.sheets], book.properties)


def checked_book(data: Data, problems: Iterable[Problem]) -> Book:
    """
    Make the workbook of a whole edition with what `check` found in it, each at the square where it is.

    Args:
        data: what could be read, sound or not.
        problems: what was found, with places in text files.
    """
    book = book_of(data)
    sheets = {sheet.name: sheet for sheet in book.sheets}
    found: dict[str, list[tuple[int, int, str, int]]] = {}
    for table in tables(Data):
        for number, (_, record) in enumerate(table.rows(data), start=2):
            place = getattr(record, "place", Place())
            if place.file:
                found.setdefault(place.file, []).append((place.line, place.column, table.name, number))
    for rows in found.values():
        rows.sort()
    return mark(book, [_on_sheet(one, found.get(one.place.file, []), sheets) for one in problems])


def _on_sheet(one: Problem, rows: list[tuple[int, int, str, int]], sheets: Mapping[str, Sheet]) -> Problem:
    """Give a problem the square of the record in which it stands: the last one before it that is not further to the right."""
    place = one.place
    at = next(
        (row for row in reversed(rows) if row[0] <= place.line and (row[1] <= place.column or not place.column)), None
    )
    if at is None:
        return one
    _, _, name, number = at
    values = dict(one.values)
    sheet = sheets[name]
    row = sheet.rows[number - 2]
    key, value = values.get("key"), values.get("value")
    lanes = [column for column, lane in enumerate(sheet.lanes) if lane.heading == key]
    lanes += [column for column, square in enumerate(row) if value and value in re.split(r"; |\n", str(square))]
    return evolve(one, place=Place(place.file, number, (lanes or [0])[0] + 1, name))


def _width(column: Iterable[Square]) -> int:
    """Give a width in which the longest text of a column takes some four lines."""
    longest = max((len(str(value)) for value in column), default=0)
    return min(max(16, longest // 4), 60) if longest > _SHORT else max(12, longest + 2)


def mark_book(path: Path, problems: Iterable[Problem], target: Path) -> None:
    """
    Write a workbook that somebody sent once more, with the problems in it.

    Its squares say what they said, its own layout is not kept. A workbook that is not read at all gives the list alone.

    Args:
        path: the workbook that was sent.
        problems: what was found; those of other files are only listed.
        target: the file to write, ``.xlsx`` or ``.ods``.
    """
    sent = read_book(path, [])
    found = list(problems)
    sheets: list[Sheet] = []
    for sheet in [] if sent is None else sent.sheets:
        if sheet.name == CONTROL:
            continue
        first, *rest = sheet.rows or [[]]
        width = max((len(row) for row in sheet.rows), default=0)
        heading = [*first, *[""] * (width - len(first))]
        rows: list[list[Square]] = [[None if value == "" else value for value in row] for row in rest]
        lanes = [
            Lane("" if value is None else str(value), width=_width(row[at] for row in rows if at < len(row)))
            for at, value in enumerate(heading)
        ]
        sheets.append(Sheet(sheet.name, lanes, rows, protected=False, to_read=True))
    properties = {} if sent is None else {k: v for k, v in sent.properties.items() if k.startswith(PREFIX)}
    write_whole(target, to_bytes(mark(Book(sheets, properties), found), target.suffix))
