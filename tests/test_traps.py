"""Each trap in the list catches the sentences that it was made for, and lets through what only looks like them."""

from __future__ import annotations

import pytest
from making import only_rules, rule

import cybermatrix as cm
from cybermatrix import checks
from cybermatrix.checks.phrases import first_found
from cybermatrix.model import Guard, changed

SHIPPED = cm.load()
GUARDS = SHIPPED.data.guards


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.id)
def test_a_trap_catches_its_own_examples(guard: Guard) -> None:
    """As the only text in the whole matrix, each at the place where it stands; and not what is marked as fine."""
    assert guard.examples or not guard.phrases

    for sentence in guard.examples:
        assert first_found(sentence, guard.phrases, guard.unless), sentence
        told = changed(rule("wrong"), text=sentence)
        found = list(checks.guarded_words(only_rules(SHIPPED, told).data))
        assert guard.id in {dict(one.values)["id"] for one in found if one.code == "T01" and one.place == told.place}
    for sentence in guard.fine:
        assert not first_found(sentence, guard.phrases, guard.unless), sentence
