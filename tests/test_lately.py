"""What serves the next guide is remembered, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cybermatrix.lately import Lately, Sealed
from cybermatrix.pdf.composing import Memory

if TYPE_CHECKING:
    from collections.abc import Callable


def test_what_the_row_before_asked_for_is_not_worked_out_again() -> None:
    """Neighbours have nearly everything in common, so that a guide costs what is its own."""
    worked: list[int] = []
    squares = Lately(lambda key: worked.append(key) or key * key)

    assert [1, 4, 9, 4] == squares.each([1, 2, 3, 2])
    assert [4, 9, 16] == squares.each(key for key in (2, 3, 4))
    assert [1, 2, 3, 4] == worked


def test_two_kinds_of_rows_by_turns_are_both_remembered() -> None:
    """Of guides that stand together some have a page more in front, so that all numbers behind it differ."""
    worked: list[int] = []
    squares = Lately(lambda key: worked.append(key) or key * key, rows=2)
    for _ in range(3):
        squares.each([1, 2])
        squares.each([1, 3])

    assert [1, 2, 3] == worked


def test_what_it_holds_does_not_grow_with_the_number_of_rows() -> None:
    """However many guides a worker makes, it holds as much as the last ones needed."""
    kept = Lately(str, rows=2)
    for first in range(100):
        kept.each(range(first, first + 3))

    assert {98, 99, 100, 101} == {key for row in kept._rows for key in row}


def test_a_row_that_fails_takes_nothing_away() -> None:
    """A guide that cannot be made must not make the next one slow."""
    worked: list[int] = []

    def inverse(key: int) -> float:
        worked.append(key)
        return 1 / key

    kept = Lately(inverse)
    kept.each([1, 2])
    with pytest.raises(ZeroDivisionError):
        kept.each([4, 0])
    kept.each([1, 2])

    assert [1, 2, 4, 0] == worked


def test_what_was_kept_is_found_by_the_same_program_alone() -> None:
    """Another version may make something else of the same."""
    shelf = Memory()
    Sealed(shelf, "one").put(b"key", b"said")

    assert b"said" == Sealed(shelf, "one").get(b"key")
    assert Sealed(shelf, "other").get(b"key") is None
    assert Sealed(shelf, "one").get(b"another key") is None


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda kept: kept[:-1], id="a letter less"),
        pytest.param(lambda kept: kept[:20], id="half a seal"),
        pytest.param(lambda kept: kept[:-1] + b"t", id="another letter"),
        pytest.param(lambda _: b"", id="nothing"),
    ],
)
def test_what_is_not_whole_is_not_found(harm: Callable[[bytes], bytes]) -> None:
    """A disk that lost half of it, or a letter, must cost time and never a page."""
    shelf = Memory()
    Sealed(shelf, "ik").put(b"key", b"said by this program")
    for key, kept in list(shelf._kept.items()):
        shelf.put(key, harm(kept))

    assert Sealed(shelf, "ik").get(b"key") is None
