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
    unreachable,
)
from cybermatrix.checks.phrases import first_found, phrase
from cybermatrix.checks.structure import (
    accounted,
    claims_to_account_for,
    cycles,
    double_accounts,
    duplicate_ids,
    ended_partners,
    fits_a_sheet,
    forces_with_law,
    last_day,
    laws_in_force,
    laws_known_to_hold,
    local_bodies,
    long_steps,
    overlays_stay_home,
    own_words,
    search_words,
    sourced,
    sources_before_law,
    surer_than_its_claims,
    untranslated,
)
from cybermatrix.checks.traps import (
    credited,
    guarded_rules,
    guarded_words,
    inner_numbers,
    out_of_bounds,
    proven,
    unfounded_none,
    unread_numbers,
    unread_teams,
)
from cybermatrix.checks.wording import (
    binding_words,
    exclamations,
    long_on_average,
    long_sentences,
    shared_sentences,
    words_to_avoid,
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
    "binding_words",
    "claims_to_account_for",
    "clashes",
    "contradictions",
    "credited",
    "cycles",
    "double_accounts",
    "duplicate_ids",
    "ended_partners",
    "exceptions",
    "exclamations",
    "first_found",
    "fits_a_sheet",
    "forces_with_law",
    "guarded_rules",
    "guarded_words",
    "ids",
    "inner_numbers",
    "last_day",
    "laws_in_force",
    "laws_known_to_hold",
    "local_bodies",
    "long_on_average",
    "long_sentences",
    "long_steps",
    "not_applicable",
    "nouns",
    "out_of_bounds",
    "outside_their_area",
    "overlays_stay_home",
    "own_words",
    "phrase",
    "proven",
    "search_words",
    "shared_sentences",
    "sourced",
    "sources_before_law",
    "surer_than_its_claims",
    "two_leads",
    "unfounded_none",
    "unreachable",
    "unread_numbers",
    "unread_teams",
    "untranslated",
    "walk",
    "words_to_avoid",
]

# With one of these there is no matrix.
ERRORS: tuple[Callable[[Data], Iterator[Problem]], ...] = (
    duplicate_ids,
    cycles,
    local_bodies,
    own_words,
    forces_with_law,
    laws_in_force,
    sourced,
    ended_partners,
    inner_numbers,
    double_accounts,
    not_applicable,
    exceptions,
    contradictions,
    overlays_stay_home,
    search_words,
    fits_a_sheet,
)
# These run in `check` alone; loading does not wait for them.
WARNINGS: tuple[Callable[[Data], Iterator[Problem]], ...] = (
    outside_their_area,
    two_leads,
    unreachable,
    sources_before_law,
    laws_known_to_hold,
    accounted,
    surer_than_its_claims,
    untranslated,
    long_steps,
    long_sentences,
    long_on_average,
    shared_sentences,
    words_to_avoid,
    binding_words,
    exclamations,
    guarded_words,
    guarded_rules,
    unread_numbers,
    proven,
    unfounded_none,
    unread_teams,
    credited,
)
