"""A workbook in the format that its file name asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.errors import ExtraMissing

if TYPE_CHECKING:
    from cybermatrix.workbook.book import Book


def to_bytes(book: Book, suffix: str) -> bytes:
    """
    Write a workbook.

    Raises:
        ExtraMissing: the libraries of the extra ``workbook`` are not there.
    """
    if suffix.lower() == ".ods":
        from cybermatrix.workbook.ods import to_ods  # noqa: PLC0415

        return to_ods(book)
    from cybermatrix.workbook.xlsx import to_xlsx  # noqa: PLC0415

    try:
        return to_xlsx(book)
    except ModuleNotFoundError as error:
        raise ExtraMissing("workbook") from error
