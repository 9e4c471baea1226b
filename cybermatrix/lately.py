"""What was worked out before and may serve again: for the last guide, or, on a shelf, in a run before this one."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

_K = TypeVar("_K", bound="Hashable")
_V = TypeVar("_V")


class Shelf(Protocol):
    """Where something is kept from one guide, or one run, to the next."""

    def get(self, key: str) -> bytes | None:
        """Give what was put under a key, or nothing."""

    def put(self, key: str, kept: bytes) -> None:
        """Keep something under a key."""


# So many bytes of a hash stand before what was kept.
_SEAL = hashlib.sha256().digest_size


class Sealed:
    """
    A shelf of which only what this program put there is found, and only while it is whole.

    Args:
        shelf: where it stands.
        program: the hash of the code that makes what is kept: another one may make it otherwise.
    """

    def __init__(self, shelf: Shelf, program: str) -> None:
        self._shelf = shelf
        self._program = program.encode()

    def get(self, key: bytes) -> bytes | None:
        """Give what was put under a key of any length, or nothing."""
        kept = self._shelf.get(self._key(key))
        if kept is None or hashlib.sha256(kept[_SEAL:]).digest() != kept[:_SEAL]:
            return None
        return kept[_SEAL:]

    def put(self, key: bytes, kept: bytes) -> None:
        """Keep something under a key."""
        self._shelf.put(self._key(key), hashlib.sha256(kept).digest() + kept)

    def _key(self, key: bytes) -> str:
        return hashlib.sha256(b"%b\0%b" % (self._program, key)).hexdigest()


def first_of_equals(most: int) -> Callable[[_V], _V]:
    """
    Give a function that gives, of all that say the same, the first: so what was made of it is found without comparing each time.

    Args:
        most: how many it holds.
    """
    return lru_cache(maxsize=most)(lambda one: one)


class Lately(Generic[_K, _V]):
    """
    Answers for a row of keys: those of the last few rows are remembered, all others forgotten.

    So a worker holds what one guide needs, however many it makes. Guides made after each other share most of their parts, so that nearly all that a next one asks for is there; a number
    of answers to keep would be too small for a large guide and too large for a small one.

    Args:
        work_out: how to find the answer for a key.
        rows: of how many rows the answers are remembered.
    """

    def __init__(self, work_out: Callable[[_K], _V], *, rows: int = 1) -> None:
        self._work_out = work_out
        self._rows: tuple[dict[_K, _V], ...] = ({},) * rows

    def each(self, keys: Iterable[_K]) -> list[_V]:
        """Give the answer for each key, in order; what none of the last rows asked for is worked out."""
        before = (
            self._rows
        )  # another thread may put its own in the place: then more is worked out again, and nothing else
        asked = list(keys)
        now: dict[_K, _V] = {}
        for key in asked:
            if key not in now:
                kept = next((row for row in before if key in row), None)
                now[key] = self._work_out(key) if kept is None else kept[key]
        self._rows = (now, *before[:-1])
        return [now[key] for key in asked]
