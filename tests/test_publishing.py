"""Many guides at once: only what changed, in parallel, never half a file, and nobody else's touched."""

from __future__ import annotations

import pages
import pytest

from cybermatrix import html
from cybermatrix.pdf.composing import _apart


@pytest.mark.parametrize(("one", "other", "own"), [("deventer", "zwolle", 6), ("deventer", "enschede", 12)])
def test_municipalities_share_their_parts(one: str, other: str, own: int) -> None:
    """A part that says the same in two guides is laid out once, so that a next guide costs its own pages only."""
    ours, theirs = ({_apart(page) for page in html.print_pieces(pages.book(subject))} for subject in (one, other))

    assert len(ours - theirs) <= own
    assert len(ours) > 25
