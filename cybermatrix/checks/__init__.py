"""Rules over the whole matrix, one generator per rule: each gives every problem it finds, in the order of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.checks.lists import KINDS, ids, nouns, walk
from cybermatrix.checks.meaning import (
    clashes,
    contradictions,
    exceptions,
    not_applicable,
    outside_their_area,
    two_leads,
)
from cybermatrix.checks.structure import (
    accounted,
    cycles,
    double_accounts,
    duplicate_ids,
    ended_partners,
    forces_with_law,
    local_bodies,
    long_steps,
    overlays_stay_home,
    own_words,
    search_words,
    sourced,
    untranslated,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cybermatrix.model import Data
    from cybermatrix.problems import Problem

__all__ = [
    "ERRORS",
    "KINDS",
    "WARNINGS",
    "accounted",
    "clashes",
    "contradictions",
    "cycles",
    "double_accounts",
    "duplicate_ids",
    "ended_partners",
    "exceptions",
    "forces_with_law",
    "ids",
    "local_bodies",
    "long_steps",
    "not_applicable",
    "nouns",
    "outside_their_area",
    "overlays_stay_home",
    "own_words",
    "search_words",
    "sourced",
    "two_leads",
    "untranslated",
    "walk",
]

# With one of these there is no matrix.
ERRORS: tuple[Callable[[Data], Iterator[Problem]], ...] = (
    duplicate_ids,
    cycles,
    local_bodies,
    own_words,
    forces_with_law,
    sourced,
    ended_partners,
    double_accounts,
    not_applicable,
    exceptions,
    contradictions,
    overlays_stay_home,
    search_words,
)
# These run in `check` alone; loading does not wait for them.
WARNINGS: tuple[Callable[[Data], Iterator[Problem]], ...] = (
    outside_their_area,
    two_leads,
    long_steps,
    accounted,
    untranslated,
)
