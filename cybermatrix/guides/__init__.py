"""
The guides: everything a page says, decided before it is drawn.

A guide is a tuple of parts. Each part is a frozen view model that a template prints as it is; a part that says the
same in two guides is equal in both, so that it need be laid out only once.
"""

from __future__ import annotations

from cybermatrix.guides.books import guide, subject_of
from cybermatrix.guides.parts import Part
from cybermatrix.guides.whole import Guide

__all__ = ["Guide", "Part", "guide", "subject_of"]
