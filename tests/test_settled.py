"""Contradictions and stale facts that were settled in the shipped data stay settled; what words can catch is in `valkuilen.yaml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import cybermatrix as cm

if TYPE_CHECKING:
    from collections.abc import Callable

    from cybermatrix.matrix import Matrix
    from cybermatrix.model import Assignment, Channel

ELSEWHERE = re.compile(r"\b(?:Rotterdam|Noord-Holland|Almere|Breda|Zeeland)\b")
WIDE = {"burgemeester", "gemeenteraad", "veiligheidsregio", "veiligheidsnetwerk-oost-nederland", "riec-oost-nederland"}


def rules(matrix: Matrix, *partners: str) -> list[Assignment]:
    """Give the assignments of these partners."""
    return [item for item in matrix.assignments if item.partner in partners]


def channel(matrix: Matrix, key: str) -> Channel:
    """Give a desk."""
    return matrix.base.channels[key]


def terms(matrix: Matrix, crime: str) -> set[str]:
    """Give the terms of the Cyberbeveiligingswet that the first hours of a form name."""
    duties = matrix.base.crimes[crime].first_hours_municipality
    return {str(one.term) for one in duties if one.force == "moet" and any(law.startswith("cbw:") for law in one.laws)}


SETTLED: dict[str, Callable[[Matrix], object]] = {
    "the first hours name the three terms of the Cbw, not only that of the AVG": lambda m: all(
        {"24 uur", "72 uur", "1 maand"} <= terms(m, crime) for crime in ("ransomware", "hacken", "ddos-aanval")
    ),
    "each of those duties says from what threshold": lambda m: all(
        one.threshold
        for crime in ("ransomware", "hacken", "ddos-aanval")
        for one in m.base.crimes[crime].first_hours_municipality
        if one.term == "24 uur"
    ),
    "the newer figure stands beside the old one on money paid back": lambda m: any(
        "52 procent" in one.text for one in m.base.crimes["bankhelpdeskfraude"].figures
    ),
    "police may come when it is urgent; nobody promises it": lambda m: all(
        "kan" in item.text.lower().split() for item in rules(m, "politie") if item.id == "rr031"
    ),
    "no practice of one year takes a role away: geen rests on a law": lambda m: all(
        item.laws for item in m.assignments if item.role == "geen"
    ),
    "the NCSC has a desk for municipalities and one for companies": lambda m: (
        {"gemeente", "ondernemer"} <= {reader for one in m.base.partners["ncsc"].channels for reader in one.readers}
    ),
    "victim care has a door for professionals": lambda m: "professional" in channel(m, "shn").readers,
    "the desk for fraud says when it is closed": lambda m: (
        channel(m, "fraudehelpdesk").hours == "tijden" and "dicht" in str(channel(m, "fraudehelpdesk").hours_note)
    ),
    "the number of the IBD says what happens at night": lambda m: "piket" in str(channel(m, "ibd").hours_note),
    "the IBD works for municipalities only": lambda m: all(item.audience == ("gemeente",) for item in rules(m, "ibd")),
    "nobody but the municipality is said to lead its own incident": lambda m: (
        not [item for item in rules(m, "gemeente-ciso", "ibd") if item.role == "regie"]
    ),
    "one day of action makes no regional lead": lambda m: (
        not [item for item in m.assignments if item.role == "regie" and item.level == "regionaal"]
    ),
    "who cannot act against every form has no rule for every form, but to agree or to be left out": lambda m: all(
        item.role == "geen" or set(item.interventions) == {"sturen-en-afspreken"}
        for item in rules(m, *WIDE)
        if not item.is_specific
    ),
    "what was done elsewhere is an example, or is only called possible": lambda m: (
        not [
            item.id
            for item in m.assignments
            if item.force != "kan" and ELSEWHERE.search(f"{item.text} {item.scope or ''}")
        ]
    ),
    "prosecution is criminal law": lambda m: (
        [("vervolgen",)] == [item.interventions for item in m.assignments if item.id == "rr046"]
    ),
    "the data protection authority works for the whole country": lambda m: (
        {"landelijk"} == {item.level for item in rules(m, "ap")}
    ),
    "what youth and probation do comes after or before, not during": lambda m: all(
        m.base.interventions[key].id in ("vervolgen", "daderpreventie", "weerbaar-maken", "slachtofferhulp")
        for item in rules(m, "halt", "reclassering")
        for key in item.interventions
    ),
    "an article stands in the register once": lambda m: (
        len({a.id for law in m.data.laws for a in law.articles}) == sum(len(law.articles) for law in m.data.laws)
    ),
    "what was read in an old text of a law or in a copy by others is never settled": lambda m: (
        not [
            cell.origin.id
            for cell in m
            if cell.label == "vast" and not all(one.is_firm for one in (*cell.sources, *cell.laws))
        ]
    ),
    "a text of a law is known as one that holds, an old one or a copy": lambda m: all(
        one.law_text for one in m.sources if (one.published or "").startswith(("tekst", "oudere versie"))
    ),
    "the costs of Hof van Twente have their dates": lambda m: all(
        year in one.text
        for one in m.base.crimes["ransomware"].east
        if "3,9 miljoen" in one.text
        for year in ("2021", "2024")
    ),
}


@pytest.mark.parametrize("said", SETTLED)
def test_it_stays_settled(shipped: Matrix, said: str) -> None:
    """Each by itself, so that a red one says what came undone."""

    assert SETTLED[said](shipped)


def test_no_text_and_no_rule_contradicts_a_trap() -> None:
    """The whole list, over the whole edition."""

    assert [] == [one.sentence("en") for one in cm.check() if one.code.startswith("T")]
