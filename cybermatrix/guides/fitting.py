"""How much paper something takes, as far as that can be told without laying it out, and how large a letter that leaves room for."""

from __future__ import annotations

from itertools import combinations_with_replacement, pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cybermatrix.guides.pieces import Blank, Fact, Facts

    _I = TypeVar("_I")

LINE = 48  # letters of a heading, or twice what is left empty at the end of a statement
# What running text takes, measured on the cards themselves: the height of one letter of one point, spread over the width of
# a page. A letter twice as large takes four times as much.
_SPREAD = 1.1e-3
_SPARE = 50
# A line to write on, and a line of answers, on the back of a NU-kaart.
_TO_WRITE, _ANSWER = 17, 11
_ACROSS = 34  # letters of a question and its answer beside each other in one of three columns


def height(letters: float, size: float) -> float:
    """Tell about how high so many letters of a size are, over the width of a page; both in points."""
    return _SPREAD * letters * size * size


def largest(letters: float, left: float, sizes: Iterable[tuple[str, float]]) -> str | None:
    """
    Give the style name of the largest size in which so many letters fit; nothing where none does.

    One larger than usual, which has no name, is a favour, and this an estimate: it leaves some room.
    """
    asked = dict(sizes)
    room = {name: left - _SPARE * (size > asked[""]) for name, size in asked.items()}
    return next((name for name, size in asked.items() if height(letters, size) <= room[name]), None)


def room(facts: Facts) -> int:
    """Tell about how much paper some statements take, in letters."""
    return 2 * LINE + len(facts.intro) + sum(map(statement, facts.facts)) + len(facts.more or facts.empty)


def statement(one: Fact) -> int:
    """Tell about how much paper one statement takes, in letters."""
    said = len(one.lead + one.text + one.forms + one.basis) + sum(map(len, one.extra))
    return said + 6 * len(one.cites) + LINE // 2


def line(one: Blank) -> int:
    """Tell about how high a question is, in points: with its answer, or with a line to write on."""
    if not one.answer:
        return _TO_WRITE
    return _ANSWER * (1 + len(f"{one.question} {one.answer} {one.tested}") // _ACROSS)


def divided(items: Sequence[_I], count: int, size: Callable[[_I], int]) -> tuple[tuple[_I, ...], ...]:
    """
    Set things in columns of about the same height, in their order.

    The engine can do that by itself, but tries so many heights that a page takes four times as long.
    """
    sizes = [size(item) for item in items]

    def uneven(cuts: tuple[int, ...]) -> tuple[int, int]:
        heights = [sum(sizes[start:end]) for start, end in pairwise((0, *cuts, len(items)))]
        return max(heights), sum(height * height for height in heights)  # the highest counts, then the others

    cuts = min(combinations_with_replacement(range(len(items) + 1), count - 1), key=uneven)
    return tuple(tuple(items[start:end]) for start, end in pairwise((0, *cuts, len(items))))
