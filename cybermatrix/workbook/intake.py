"""A sheet of questions that a municipality fills in, and back again: its own file, with a blank for each empty answer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cybermatrix.canonical import to_yaml
from cybermatrix.converting import FORMAT
from cybermatrix.model import Overlay, Slot, changed
from cybermatrix.problems import Place, problem
from cybermatrix.reading import specs
from cybermatrix.workbook.book import Book, Lane, Sheet
from cybermatrix.workbook.files import read_book
from cybermatrix.workbook.values import WRONG, parse
from cybermatrix.workbook.words import GUIDE, INTAKE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cybermatrix.matrix import Matrix
    from cybermatrix.model import Municipality
    from cybermatrix.problems import Problem
    from cybermatrix.workbook.book import ReadBook, ReadSheet, Square

FIRST = 20  # questions on the first sheet: half an hour
_PLACE = "gemeente"  # the property that says for whom a sheet was made
_YES = "ja"
_FILLED = ("answer", "phone", "tested_on")


def make_intake(matrix: Matrix, place: Municipality) -> Book:
    """
    Make the questions for a municipality: how it works; what most situations ask; then the others, and which instruments run.

    Args:
        matrix: whose questions; what the municipality's own file answers already is filled in.
        place: for whom.
    """
    used = Counter(key for one in matrix.situations for key in one.slots)
    own = next((one for one in matrix.data.overlays if one.municipality == place.id), None)
    known = {slot.id: slot for slot in own.slots} if own is not None else {}
    slots = [slot for slot in matrix.data.slots if slot.is_asked_before]
    slots.sort(key=lambda slot: -used[slot.id])
    columns = {spec.key: spec.help for spec in specs(Slot)}
    lanes = [
        Lane("id", columns["id"], width=38, look="key", locked=True),
        Lane("vraag", columns["vraag"], width=74, locked=True),
        Lane("antwoord", INTAKE["answer"], width=40),
        Lane("nummer", INTAKE["phone"], width=20),
        Lane("getest_op", INTAKE["tested"], width=14, look="date"),
    ]
    rows = [_row(changed(slot, **_answer(known.get(slot.id)))) for slot in slots]
    title = INTAKE["title"].format(name=place.name)
    how: list[list[Square]] = [[line] for line in INTAKE["how"].format(id=place.id, **INTAKE).split("\n")]
    sheets = [
        Sheet(GUIDE, [Lane(title, width=110, look="plain", locked=True)], how, frozen=0, to_read=True),
        Sheet(INTAKE["first"], lanes, rows[:FIRST], frozen=2),
    ]
    if rows[FIRST:]:
        sheets.append(Sheet(INTAKE["others"], lanes, rows[FIRST:], frozen=2))
    running = own.instruments if own is not None else ()
    instruments: list[list[Square]] = [
        [one.id, one.name, _YES if one.id in running else None] for one in matrix.data.instruments
    ]
    choices = [
        Lane("instrument", width=28, look="key", locked=True),
        Lane("naam", width=90, locked=True),
        Lane("zet_in", INTAKE["uses"], width=14, choices=(_YES,)),
    ]
    sheets.append(Sheet(INTAKE["instruments"], choices, instruments, frozen=2))
    return Book(sheets, {"titel": title, _PLACE: place.id})


def _answer(slot: Slot | None) -> dict[str, Any]:
    return {} if slot is None else {name: getattr(slot, name) for name in _FILLED}


def _row(slot: Slot) -> list[Square]:
    return [slot.id, slot.name, slot.answer, slot.phone, slot.tested_on]


def read_intake(path: Path, matrix: Matrix, problems: list[Problem]) -> str | None:
    """
    Read the answers back and give the municipality's own file as text; what it had beside answers stays.

    Args:
        path: the sheet that somebody filled in, ``.xlsx`` or ``.ods``.
        matrix: what the ids on the sheet are looked up in.
        problems: what is wrong is added here, each with sheet, row and column; with one, nothing is given.
    """
    count = len(problems)
    book = read_book(path, problems)
    if book is None:
        return None
    place = matrix.base.municipalities.get(book.properties.get(_PLACE, ""))
    if place is None:
        problems.append(problem("S17", Place(book.file)))
        return None
    old = next((one for one in matrix.data.overlays if one.municipality == place.id), None)
    slots, instruments = tuple(_slots(book, matrix, problems)), tuple(_instruments(book, matrix, problems))
    if len(problems) > count:
        return None
    made: Any = changed(old or Overlay(format=FORMAT, municipality=place.id), slots=slots, instruments=instruments)
    return to_yaml(made, comment=INTAKE["comment"].format(name=place.name))


def _slots(book: ReadBook, matrix: Matrix, problems: list[Problem]) -> Iterator[Slot]:
    questions = {slot.id: slot for slot in matrix.data.slots}
    fields = {spec.key: spec for spec in specs(Slot)}
    for key, values, place in _answered(book, "id", ("antwoord", "nummer", "getest_op")):
        if key not in questions:
            problems.append(problem("S10", place, old="?", key=key))
            continue
        made = {
            fields[name].name: parse(fields[name], raw, place, problems, [])
            for name, raw in values.items()
            if raw not in (None, "")
        }
        if made and WRONG not in made.values():
            yield changed(questions[key], **made)


def _instruments(book: ReadBook, matrix: Matrix, problems: list[Problem]) -> Iterator[str]:
    known = {one.id for one in matrix.data.instruments}
    for key, values, place in _answered(book, "instrument", ("zet_in",)):
        if str(values.get("zet_in") or "").strip().lower() != _YES:
            continue
        if key not in known:
            problems.append(problem("S10", place, old="?", key=key))
            continue
        yield key


def _answered(book: ReadBook, key: str, names: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any], Place]]:
    """Give each row of the sheets that have this key, by the names of its columns, wherever those stand."""
    for sheet in book.sheets:
        heading = _heading(sheet, key)
        if heading is None:
            continue
        columns = {str(name).strip(): number for number, name in enumerate(sheet.rows[heading]) if name}
        for number, row in enumerate(sheet.rows[heading + 1 :], start=heading + 2):
            cells = {name: row[columns[name]] for name in names if name in columns and columns[name] < len(row)}
            found = str(row[columns[key]] or "").strip() if columns[key] < len(row) else ""
            if found:
                yield found, cells, Place(book.file, line=number, column=columns[key] + 1, sheet=sheet.name)


def _heading(sheet: ReadSheet, key: str) -> int | None:
    return next((number for number, row in enumerate(sheet.rows[:10]) if key in row), None)
