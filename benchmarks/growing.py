"""
A matrix many times as large as the shipped one: more partners and more crime forms, with rules that join each to each.

The shipped matrix is repeated along two axes. Every partner comes as many times as leaves an answer at two hundred cells
or fewer; every crime form, and every category, as many times as it takes to have so many times the rules. A rule
for one form or category is written for each copy of it and for each copy of its partner; a rule for all forms stays one,
for each copy of its partner, and holds in all of them. Names get that of a municipality, so that words grow with the
rest and a search has to tell copies apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.model import changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from cybermatrix.model import Assignment, CrimeForm, Data, Partner

# How many times every partner is there. The fullest pair of the shipped matrix has 22 cells, and 22 × 8 is below 200.
PARTNERS = {1: 1, 10: 2, 100: 5, 1000: 8}
MOST_CELLS = 200


def grown(data: Data, times: int) -> Data:
    """
    Give an edition with so many times the assignments.

    Args:
        data: an edition, without municipalities' own files.
        times: one of the keys of `PARTNERS`.
    """
    if times == 1:
        return data
    many = PARTNERS[times]
    general = sum("alle" in rule.forms for rule in data.assignments)
    wanted = times * len(data.assignments) / many - general  # by which rows of forms alone can grow
    columns, rows = range(many), range(round(wanted / (len(data.assignments) - general)))
    return changed(
        data,
        partners=tuple(_partner(one, number, _place(data, number)) for number in columns for one in data.partners),
        categories=tuple(
            changed(one, id=_named(one.id, number), name=_titled(one.name, _place(data, number)))
            for number in rows
            for one in data.categories
        ),
        crimes=tuple(_form(one, number, _place(data, number)) for number in rows for one in data.crimes),
        not_applicable=tuple(
            changed(one, crime=_named(one.crime, number)) for number in rows for one in data.not_applicable
        ),
        assignments=tuple(
            _rule(one, column, row)
            for column in columns
            for row in rows
            for one in data.assignments
            if row == 0 or "alle" not in one.forms
        ),
        fingerprint="",
    )


def edited(data: Data) -> Data:
    """Give the edition after it: every hundredth rule says something else, five are gone, and one partner was renamed."""
    rules = tuple(
        changed(rule, text="Doet nu iets anders.") if number % 100 == 0 else rule
        for number, rule in enumerate(data.assignments[:-5])
    )
    partners = (changed(data.partners[0], name=f"{data.partners[0].name} (nieuw)"), *data.partners[1:])
    edition = changed(data.edition, id=f"{data.edition.id}.later")
    return changed(data, edition=edition, assignments=rules, partners=partners)


def more_places(data: Data, count: int) -> Data:
    """Give an edition for so many municipalities: those there are, again and again under other names and codes."""
    places = list(data.municipalities)
    for number in range(count - len(places)):
        old = data.municipalities[number % len(data.municipalities)]
        again = number // len(data.municipalities) + 2
        places.append(
            changed(
                old, id=f"{old.id}-{again}", name=f"{old.name} {again}", cbs_name=f"{old.name} {again}",
                code=f"XX{number:06}", aliases=(),
            )
        )  # fmt: skip
    return changed(data, municipalities=tuple(places[:count]), fingerprint="")


def _place(data: Data, number: int) -> str:
    return data.municipalities[number % len(data.municipalities)].name if number else ""


def _named(key: str, number: int) -> str:
    return f"{key}-{number}" if number else key


def _titled(name: str, place: str) -> str:
    return f"{name} in {place}" if place else name


def _ref(key: str | None, number: int) -> str | None:
    return None if key is None else _named(key, number)


def _partner(one: Partner, number: int, place: str) -> Partner:
    if not number:
        return one
    return changed(
        one,
        id=_named(one.id, number),
        name=_titled(one.name, place),
        name_en=None if one.name_en is None else _titled(one.name_en, place),
        abbreviation=None if one.abbreviation is None else f"{one.abbreviation} {number}",
        aliases=tuple(_titled(alias, place) for alias in one.aliases),
        part_of=_ref(one.part_of, number),
        kind_of=_ref(one.kind_of, number),
        replaced_by=_ref(one.replaced_by, number),
        channels=tuple(changed(desk, id=_named(desk.id, number), also=()) for desk in one.channels),
    )


def _form(one: CrimeForm, number: int, place: str) -> CrimeForm:
    if not number:
        return one
    return changed(
        one,
        id=_named(one.id, number),
        name=_titled(one.name, place),
        name_en=_titled(one.name_en, place),
        category=_named(one.category, number),
        aliases=tuple(_titled(alias, place) for alias in one.aliases),
    )


def _rule(one: Assignment, column: int, row: int) -> Assignment:
    if not column and not row:
        return one
    key: Callable[[str], str] = lambda word: f"{word}-{column}-{row}"  # noqa: E731
    return changed(
        one,
        id=key(one.id),
        partner=_named(one.partner, column),
        forms=tuple(form if form == "alle" else _named(form, row) for form in one.forms),
        exception_to=None if one.exception_to is None else key(one.exception_to),
        replaced_by=None if one.replaced_by is None else key(one.replaced_by),
    )
