"""The coordinator's workbook: the matrix as sheets to edit, and back again with nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.errors import ExtraMissing
from cybermatrix.journal import write_whole
from cybermatrix.workbook.consulting import asked, consult_book, read_round
from cybermatrix.workbook.files import read_book
from cybermatrix.workbook.local import is_local, local_book, local_preview, write_local
from cybermatrix.workbook.making import EMPTY, ONE_PARTNER, WHOLE, make_book
from cybermatrix.workbook.marking import checked_book, mark_book
from cybermatrix.workbook.merging import Preview, keep_base, preview
from cybermatrix.workbook.writing import to_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from cybermatrix.matrix import Matrix

__all__ = [
    "EMPTY",
    "ONE_PARTNER",
    "WHOLE",
    "ExtraMissing",
    "Preview",
    "asked",
    "checked_book",
    "consult_book",
    "export_book",
    "is_local",
    "local_book",
    "local_preview",
    "mark_book",
    "preview",
    "read_book",
    "read_round",
    "to_bytes",
    "write_local",
]


def export_book(matrix: Matrix, path: Path, *, scope: str = WHOLE, folder: Path | None = None) -> None:
    """
    Write the workbook of a matrix.

    Args:
        matrix: it is written whole; filters and viewpoint are questions, not data.
        path: the file to write, ``.xlsx`` or ``.ods``.
        scope: ``alles``, ``leeg`` (headings only) or ``partij:ID`` (the rows of one partner).
        folder: where its text files are; the state of now is kept there, to hold the workbook against when it comes back.

    Raises:
        ExtraMissing: the libraries of the extra ``workbook`` are not there.
        OSError: the file could not be written.
    """
    write_whole(path, to_bytes(make_book(matrix, scope), path.suffix))
    if folder is not None:
        keep_base(folder, matrix.data)
