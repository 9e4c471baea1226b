"""A guide as one tagged PDF: its parts are laid out one by one, kept where there is a shelf, and joined."""

from __future__ import annotations

from cybermatrix.pdf.composing import Shelf, to_pdf

__all__ = ["Shelf", "to_pdf"]
