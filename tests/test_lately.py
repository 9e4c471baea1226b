"""What serves the next guide is remembered, and nothing else."""

from __future__ import annotations

import pytest

from cybermatrix.lately import Lately


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
