"""Paper as it is seen: the marks on its edge, and what a page of each kind looks like."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from cybermatrix.guides import guide
from cybermatrix.guides.parts import Tab
from cybermatrix.pdf import to_pdf
from cybermatrix.pdf.joining import mark

if TYPE_CHECKING:
    from cybermatrix.guides import Guide
    from cybermatrix.matrix import Matrix

A4 = (595.2756, 841.8898)


@pytest.fixture(scope="module")
def book(tiny: Matrix) -> Guide:
    """The guide of a municipality in the made-up matrix: a few pages of each kind."""
    return guide(tiny, "deventer")


@pytest.fixture(scope="module")
def joined(book: Guide) -> bytes:
    return to_pdf(book)


@pytest.fixture(scope="module")
def whole(book: Guide) -> bytes:
    return to_pdf(book, one_piece=True)


def drawn(content: bytes) -> list[tuple[bytes, tuple[float, float]]]:
    """Give what is drawn on each page, and how large that is."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = []
        for page in pdf.pages:
            own = page.obj.Contents
            streams = own if isinstance(own, pikepdf.Array) else [own]
            _, _, width, height = (float(side) for side in page.obj.MediaBox)
            found.append((b"\n".join(one.read_bytes() for one in streams), (width, height)))
        return found


# --- the marks on the edge ---


def test_each_block_of_a_guide_has_its_own_height(book: Guide) -> None:
    """The cover opens by itself; all pages of one block stand at one height, the blocks below each other."""
    tabs = dict(zip((part.anchor for part in book.parts), book.tabs, strict=True))
    words = list(dict.fromkeys(tab.word for tab in book.tabs if tab is not None))

    assert tabs["omslag"] is None
    assert ["Gids", "Vormen", "Bronnen"] == words
    assert tabs["nu"] == tabs["wat-is-van-u"]
    assert [0, 1, 2] == sorted({tab.place for tab in book.tabs if tab is not None})
    assert {3} == {tab.of for tab in book.tabs if tab is not None}


def test_a_loose_sheet_has_no_mark(tiny: Matrix) -> None:
    assert () == guide(tiny, "vorm:ransomware").tabs


def test_a_situation_is_a_block_of_its_own(shipped: Matrix) -> None:
    """S1 to S9, each with its code, and marked as what to do now."""
    urgent = [tab.word for tab in guide(shipped, "borne").tabs if tab is not None and tab.urgent]

    assert [f"S{number}" for number in range(1, 10)] == urgent


@pytest.mark.parametrize("way", ["joined", "whole"])
def test_every_page_has_the_mark_of_its_block(book: Guide, way: str, request: pytest.FixtureRequest) -> None:
    """Joined from parts or laid out in one piece, all but the cover, and as an artifact."""
    tabs = dict.fromkeys(tab for tab in book.tabs if tab is not None)
    pages = drawn(request.getfixturevalue(way))
    found = [[tab.word for tab in tabs if mark(tab, size) in page] for page, size in pages]

    assert [] == found[0]
    assert [1] * (len(pages) - 1) == [len(words) for words in found[1:]]
    assert ["Gids", "Vormen", "Bronnen"] == list(dict.fromkeys(words[0] for words in found[1:]))


def test_a_mark_is_an_artifact_inside_the_page() -> None:
    """The first stands below the head of the page, the last above its foot, and none is read aloud."""
    first, last = (mark(Tab(word="Gids", place=place, of=12), A4) for place in (0, 11))
    tops = [float(said.split(b" re ")[0].split()[-3]) for said in (first, last)]

    assert all(said.startswith(b"/Artifact") and said.endswith(b"EMC\n") for said in (first, last))
    assert tops[0] + 48 < A4[1] - 60
    assert tops[1] > 60


def test_a_letter_that_the_face_has_not_takes_no_room() -> None:
    assert mark(Tab(word="A\u4e00", place=0, of=1), A4) == mark(Tab(word="A\u4e01", place=0, of=1), A4)
