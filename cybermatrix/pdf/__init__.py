"""A guide as one tagged PDF: its parts are laid out one by one, kept where there is a shelf, and joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cybermatrix.lately import Shelf

if TYPE_CHECKING:
    from cybermatrix.pdf.composing import to_pdf

__all__ = ["Shelf", "to_pdf"]


def __getattr__(name: str) -> Any:
    # Who only asks which engine there is, as every publication does, need not wait for the pages.
    if name != "to_pdf":
        msg = f"module 'cybermatrix.pdf' has no attribute {name!r}"
        raise AttributeError(msg)
    from cybermatrix.pdf import composing  # noqa: PLC0415

    return composing.to_pdf
