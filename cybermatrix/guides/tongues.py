"""Which sentences are Dutch on a page in another language: a screen reader must know, to speak them right."""

from __future__ import annotations

import re
from itertools import pairwise
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import attrs

from cybermatrix.guides.annex import SHORT
from cybermatrix.model import changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cybermatrix.matrix import Base

# Between two sentences, or two parts of one that are often printed apart.
_BETWEEN = re.compile(r"(?<=[.!?;:”·])\s+|\s+(?=[“(])")
# A title or a name may be English in the Dutch data too.
_ENGLISH = re.compile(r"\b(the|and|for|with|what|how|you|your|from)\b")
# What has no letters, such as a telephone number, is in every language.
_LETTERS = re.compile(r"[^\W\d_]")
_EDGES = re.compile(r"^\W+|\W+$")


def dutch(base: Base) -> frozenset[str]:
    """Give every sentence and name of an edition that is written in Dutch, as `bare` writes it; what is English too is left out."""
    return base.kept("dutch", lambda: _dutch(base))


def bare(text: str) -> str:
    """Give a text without what differs from place to place: capitals, spaces, and the marks around it."""
    return _EDGES.sub("", " ".join(text.split())).casefold()


def sentences(text: str) -> list[str]:
    """Give the sentences of a text, each with the white space behind it: together they are the text."""
    cuts = [0, *(found.end() for found in _BETWEEN.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def _dutch(base: Base) -> frozenset[str]:
    found: dict[bool, set[str]] = {True: set(), False: set()}
    # What a municipality filled in is its own, and stands only on its own pages.
    for item in (changed(base.data, overlays=()), *base.register_bodies.values()):
        for is_dutch, text in _texts(item, is_dutch=True):
            found[is_dutch] |= {bare(text), *map(bare, sentences(text))}
    # Paper cuts a long title short.
    found[True] |= {bare(shorten(one.name, SHORT, placeholder=" …")) for one in base.data.sources}
    return frozenset(
        one for one in found[True] - found[False] if " " in one and _LETTERS.search(one) and not _ENGLISH.search(one)
    )


def _texts(item: Any, *, is_dutch: bool) -> Iterator[tuple[bool, str]]:
    """Walk over every text of a record, however deep; a field whose name ends in `_en` is English."""
    if isinstance(item, str):
        yield is_dutch, item
    elif isinstance(item, tuple):
        for one in item:
            yield from _texts(one, is_dutch=is_dutch)
    elif attrs.has(type(item)):
        for one in attrs.fields(type(item)):
            yield from _texts(getattr(item, one.name), is_dutch=is_dutch and not one.name.endswith("_en"))
