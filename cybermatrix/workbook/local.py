"""A municipality's own file as a workbook: its questions to answer, its own assignments, numbers and instruments."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from attrs import field

from cybermatrix.canonical import file_text
from cybermatrix.changes import diff
from cybermatrix.converting import FORMAT
from cybermatrix.loading import load, recheck
from cybermatrix.matrix import Base, Matrix, today
from cybermatrix.model import Overlay, changed, column, record
from cybermatrix.plain import to_plain
from cybermatrix.problems import Place, printable, problem
from cybermatrix.workbook.making import LOCAL, book_of
from cybermatrix.workbook.merging import Preview, merged
from cybermatrix.workbook.reading import opened, read_edits
from cybermatrix.writeback import write_text

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from pathlib import Path

    from cybermatrix.problems import Problem
    from cybermatrix.workbook.book import Book, ReadBook
    from cybermatrix.workbook.reading import Said


@record
class Local:
    """What stands in the workbook of a municipality."""

    file: Overlay = field(metadata=column("eigen_bestand", "Het eigen bestand van een gemeente."))


def _with_questions(matrix: Matrix, own: Overlay) -> Local:
    """Put the questions that nobody answered yet behind those that were."""
    answered = {slot.id for slot in own.slots}
    rest = tuple(slot for slot in matrix.data.slots if slot.id not in answered)
    return Local(file=changed(own, slots=own.slots + rest))


def _without_questions(local: Local, before: Overlay) -> Overlay:
    """Leave out again what nobody answered."""
    there = {slot.id for slot in before.slots}
    kept = tuple(
        slot for slot in local.file.slots if slot.id in there or slot.answer or slot.phone or slot.tested_on is not None
    )
    return changed(local.file, slots=kept)


def _fingerprint(own: Overlay) -> str:
    return hashlib.sha256(json.dumps(to_plain(own), sort_keys=True).encode()).hexdigest()


def own_file(matrix: Matrix, municipality: str) -> Overlay:
    """
    Give the own file of a municipality that the matrix was loaded with, or an empty one.

    Raises:
        UnknownId, AmbiguousName: for a word that names no municipality, or more than one.
    """
    found = matrix.base.municipality(municipality).id
    own = [one for one in matrix.data.overlays if one.municipality == found]
    return own[-1] if own else Overlay(format=FORMAT, municipality=found)


def local_book(matrix: Matrix, municipality: str) -> Book:
    """Make the workbook of a municipality's own file."""
    own = own_file(matrix, municipality)
    return book_of(
        matrix.data, f"{LOCAL}{own.municipality}", root=_with_questions(matrix, own), fingerprint=_fingerprint(own)
    )


def is_local(book: ReadBook) -> bool:
    """Whether a workbook is of a municipality's own file."""
    return opened(book, "").scope.startswith(LOCAL)


def local_preview(matrix: Matrix, books: Mapping[str, ReadBook]) -> Preview:
    """
    Say what workbooks of a municipality's own file would change in it; nothing is written.

    Args:
        matrix: loaded with the own file, when there is one already.
        books: each workbook by who sent it; all of one municipality.
    """
    problems: list[Problem] = []
    said: list[Said] = []
    scopes = {}
    for who, book in books.items():
        one = opened(book, who)
        said.append(one)
        scopes[one.scope] = book
    scope = next(iter(scopes))
    if len(scopes) > 1 or not scope.startswith(LOCAL):
        problems += [problem("S24", Place(book.file)) for book in scopes.values()]
        return Preview(matrix, matrix.data, diff(matrix, matrix), tuple(problems))
    own = own_file(matrix, scope.removeprefix(LOCAL))
    root = _with_questions(matrix, own)
    for one in said:
        if one.fingerprint != _fingerprint(own):
            one.problems.append(problem("S15", Place(one.book.file), fingerprint=one.fingerprint[:8]))
        if not any(found.is_error for found in one.problems):
            one.base = root
            read_edits(one, root, today())
    after, problems, conflicts, references = merged(root, said)
    kept = tuple(one for one in matrix.data.overlays if one.municipality != own.municipality)
    new = _without_questions(after, own)
    data = matrix.data if new == own else changed(matrix.data, overlays=(*kept, new))
    if data is not matrix.data and not any(one.is_error for one in problems):
        problems += recheck(data, references)
    if any(one.is_error for one in problems):
        data = matrix.data
    shown = matrix if data is matrix.data else Matrix(Base(data))
    return Preview(matrix, data, diff(matrix, shown), tuple(dict.fromkeys(problems)), tuple(conflicts))


def write_local(path: Path, found: Preview, data: str | os.PathLike[str] | None, *, what: str, when: str) -> bool:
    """
    Write a municipality's own file, and read it back before it counts; whether there was anything to write.

    Raises:
        Busy, NotAsMeant, OSError: as `cybermatrix.writeback.write_back`.
    """
    if found.data is found.old.data:
        return False
    new = found.data.overlays[-1]
    old = next((one for one in found.old.data.overlays if one.municipality == new.municipality), None)
    if any(one.place.file == printable(path.name) for one in found.old.data.converted):
        old = None  # a file in an older form is written anew as a whole
    text = file_text("one", [new])
    write_text(
        path, old, new, text, what=what, when=when, check=lambda: load(data, overlays=[path]).data.overlays[-1] == new
    )
    return True
