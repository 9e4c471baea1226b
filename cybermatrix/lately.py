"""What was worked out for the last guide and may serve the next: so a worker holds what one guide needs, however many it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

_K = TypeVar("_K", bound="Hashable")
_V = TypeVar("_V")


class Lately(Generic[_K, _V]):
    """
    Answers for a row of keys: those of the last row are remembered, all others forgotten.

    Guides made after each other share most of their parts, so that nearly all that a next one asks for is there; a number
    of answers to keep would be too small for a large guide and too large for a small one.

    Args:
        work_out: how to find the answer for a key.
    """

    def __init__(self, work_out: Callable[[_K], _V]) -> None:
        self._work_out = work_out
        self._last: dict[_K, _V] = {}

    def each(self, keys: Iterable[_K]) -> list[_V]:
        """Give the answer for each key, in order; what the row before did not ask for is worked out."""
        last = (
            self._last
        )  # another thread may put its own in the place: then more is worked out again, and nothing else
        asked = list(keys)
        now: dict[_K, _V] = {}
        for key in asked:
            if key not in now:
                now[key] = last[key] if key in last else self._work_out(key)
        self._last = now
        return [now[key] for key in asked]
