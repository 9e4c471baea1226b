"""Rules over rules: what two assignments say together, and what stands when all of them are resolved."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from cybermatrix.checks.lists import nouns
from cybermatrix.matrix import Base, today
from cybermatrix.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cybermatrix.matrix import _Rule
    from cybermatrix.model import Assignment, Cell, Data
    from cybermatrix.problems import Problem

    _Named = tuple[_Rule, int, int]  # how precisely it names the form and the type


def not_applicable(data: Data) -> Iterator[Problem]:
    """A rule that itself names both sides of a pair that makes no sense is a mistake; wider rules just skip the pair."""
    reasons = {(pair.intervention, pair.crime): pair.reason for pair in data.not_applicable}
    for item in nouns(data, "assignment"):
        for intervention in item.interventions:
            for crime in item.forms:
                if (intervention, crime) in reasons:
                    why = reasons[intervention, crime]
                    yield problem("M01", item.place, id=item.id, intervention=intervention, crime=crime, why=why)


def exceptions(data: Data) -> Iterator[Problem]:
    """An exception points to a *geen* of the same partner, and brings its own law."""
    every = {item.id: item for item in nouns(data, "assignment")}
    kinds = {partner.id: partner.kind_of for partner in data.partners}
    for item in every.values():
        other = every.get(item.exception_to or "")
        if other is None:
            continue
        if other.role != "geen":
            yield problem("M11", item.place, id=item.id, other=other.id, reason="@not-geen")
        elif other.partner not in (item.partner, kinds.get(item.partner)):  # what holds for a kind holds for its bodies
            yield problem("M11", item.place, id=item.id, other=other.id, reason="@other-partner")
        elif not item.laws:
            yield problem("M11", item.place, id=item.id, other=other.id, reason="@no-law")


def contradictions(data: Data) -> Iterator[Problem]:
    """Two rules that are equally near say the same, or one says there is no role where the other gives one."""
    base = Base(data)
    reported: set[tuple[str, str]] = set()
    for (intervention, crime), rules in base.by_pair.items():
        for (first, *first_named), (second, *second_named) in _candidates(rules):
            one, other = first.assignment, second.assignment
            if (one.id, other.id) in reported or not _together(base, first, second):
                continue
            found = _contradiction(first, second, same_precision=first_named == second_named)
            if found is not None:
                reported.add((one.id, other.id))
                code, wrong, right = found
                yield problem(
                    code,
                    wrong.place,
                    id=wrong.id,
                    partner=wrong.partner,
                    intervention=intervention,
                    crime=crime,
                    other=right.id,
                    other_place=right.place,
                )


def _candidates(rules: list[_Named]) -> list[tuple[_Named, _Named]]:
    """
    Give the rules on one pair that may go against each other, two by two in the order of the data.

    Only a *geen* goes against a rule that is not its like; looking at each two of all rules takes longer and longer.
    """
    alike: dict[object, list[int]] = {}
    for number, (rule, *named) in enumerate(rules):
        item = rule.assignment
        key = (item.partner, item.area, item.role, item.level, rule.audience_ids, *named)
        alike.setdefault(key, []).append(number)
    found = {two for numbers in alike.values() if len(numbers) > 1 for two in combinations(numbers, 2)}
    for none, (rule, *_) in enumerate(rules):
        if rule.assignment.role == "geen":
            found.update((min(none, other), max(none, other)) for other in range(len(rules)) if other != none)
    return [(rules[one], rules[other]) for one, other in sorted(found)]


def _together(base: Base, first: _Rule, second: _Rule) -> bool:
    """Tell whether there is a place and a day on which both rules hold."""
    one, other = first.assignment, second.assignment
    if one.valid_until is not None and other.valid_from is not None and one.valid_until <= other.valid_from:
        return False
    if other.valid_until is not None and one.valid_from is not None and other.valid_until <= one.valid_from:
        return False
    return first.area.id in base.chain(second.area.id) or second.area.id in base.chain(first.area.id)


def _contradiction(first: _Rule, second: _Rule, *, same_precision: bool) -> tuple[str, Assignment, Assignment] | None:
    """Give what two rules on one pair do wrong together: the code, the rule that is wrong and the one it goes against."""
    one, other = first.assignment, second.assignment
    equally_near = same_precision and one.partner == other.partner and first.area is second.area
    if one.role != "geen" and other.role != "geen":
        same = (one.role, one.level, first.audience_ids) == (other.role, other.level, second.audience_ids)
        return ("M02", other, one) if equally_near and same else None
    if one.role == other.role:
        return ("M02", other, one) if equally_near else None
    none, role = (first, second) if one.role == "geen" else (second, first)
    if not none.assignment.laws:
        return ("M04", role.assignment, none.assignment) if equally_near else None
    if none.partner.id not in (role.partner.id, role.partner.kind_of):
        return None
    is_exception = role.assignment.exception_to == none.assignment.id and role.assignment.laws
    return None if is_exception else ("M03", role.assignment, none.assignment)


# --- warnings ---------------------------------------------------------------------------------------------------


def outside_their_area(data: Data) -> Iterator[Problem]:
    """A rule of a local body should hold where that body works."""
    base = Base(data)
    for rule in base.rules:
        own = rule.partner.areas
        if rule.partner.kind_of and own and not any(area in base.chain(rule.area.id) for area in own):
            item = rule.assignment
            yield problem("M16", item.place, id=item.id, partner=item.partner, own=", ".join(own), area=item.area)


def two_leads(data: Data) -> Iterator[Problem]:
    """Two bodies that both lead in the same thing, at the same level and for the same people."""
    base = Base(data)
    view = base.view(None, today())
    reported: set[frozenset[str]] = set()
    for pair in base.by_pair:
        for first, second in _clashing(base, [cell for cell in view.cells(pair) if cell.role.id == "regie"]):
            rules = frozenset((first.origin.id, second.origin.id))
            if rules in reported:
                continue
            reported.add(rules)
            yield problem(
                "M15",
                second.origin.place,
                first=first.partner.id,
                second=second.partner.id,
                role="regie",
                intervention=pair[0],
                crime=pair[1],
                level=first.level.id,
            )


def clashes(base: Base, cells: list[Cell]) -> Iterator[tuple[Cell, ...]]:
    """
    Give the groups of cells of one pair and one role in which bodies claim the same level, level by level.

    They clash when some place sees both, their audiences overlap, neither is the other's whole, part, kind or body, and
    they do not both call the role shared.
    """
    rank = {id(cell): number for number, cell in enumerate(cells)}
    groups: list[set[int]] = []
    for one, other in _clashing(base, cells):
        pair = {rank[id(one)], rank[id(other)]}
        touched = [group for group in groups if not group.isdisjoint(pair)]
        groups = [group for group in groups if group not in touched] + [pair.union(*touched)]
    for group in sorted(groups, key=lambda group: (base.level_rank[cells[min(group)].level.id], min(group))):
        yield tuple(cells[number] for number in sorted(group))


def _clashing(base: Base, cells: list[Cell]) -> Iterator[tuple[Cell, Cell]]:
    return (pair for pair in combinations(cells, 2) if _clash(base, *pair))


def _clash(base: Base, one: Cell, other: Cell) -> bool:
    if one.level.id != other.level.id:
        return False
    if one.partner.id == other.partner.id or (one.origin.shared and other.origin.shared):
        return False
    if one.audience and other.audience and not set(one.audience) & set(other.audience):
        return False
    if one.area.id not in base.chain(other.area.id) and other.area.id not in base.chain(one.area.id):
        return False
    return one.partner.id not in _wholes(base, other) and other.partner.id not in _wholes(base, one)


def _wholes(base: Base, cell: Cell) -> set[str]:
    """Give what a partner belongs to or is the local one of; who belongs to a kind belongs to its local body."""
    found: set[str] = set()
    todo = [cell.partner.id]
    while todo:
        partner = base.partners[todo.pop()]
        for up in (partner.part_of, partner.kind_of):
            if up is not None and up not in found:
                found.add(up)
                todo.append(up)
                if up == partner.part_of:
                    found.update(body.id for body in base.bodies.get(up, ()))
    return found


def unreachable(data: Data) -> Iterator[Problem]:
    """
    Every rule that holds today answers somewhere: for some pair, body and place it is the nearest.

    First the answers without a place are asked, where kinds and areas stand side by side; a rule that answers there may
    still lose to the rules of smaller areas or of local bodies in each place, so it is then looked for in one place of
    every sort (places in which the same areas count are alike), until one is found.
    """
    base = Base(data)
    day = today()
    pairs: dict[str, list[tuple[str, str]]] = {rule.assignment.id: [] for rule in base.rules}
    for pair, rules in base.by_pair.items():
        for rule, *_ in rules:
            pairs[rule.assignment.id].append(pair)
    nowhere = base.view(None, day)
    standing = {cell.origin.id for pair in base.by_pair for cell in nowhere.cells(pair)}
    places = _kinds_of_place(base)
    for rule in base.rules:
        item = rule.assignment
        if not item.is_in_force(day):
            continue
        here = pairs[item.id]
        if not here:
            yield problem("M23", item.place, id=item.id, reason="@no-pair", other="–")
        elif item.id not in standing or not any(
            cell.origin.id == item.id
            for place, chain in places
            if rule.area.id in chain
            for pair in here
            for cell in base.view(place, day).cells(pair)
        ):
            yield problem(
                "M23", item.place, id=item.id, reason="@always-aside", other=", ".join(_instead(base, rule, here))
            )


def _kinds_of_place(base: Base) -> list[tuple[str, tuple[str, ...]]]:
    """Give one municipality of every sort, those where the fewest areas count first: what is general shows there soonest."""
    counting = {rule.area.id for rule in base.rules}
    counting.update(area for partner in base.data.partners if partner.kind_of is not None for area in partner.areas)
    alike: dict[frozenset[str], tuple[str, tuple[str, ...]]] = {}
    for place in base.municipalities:
        chain = base.chain(place)
        alike.setdefault(frozenset(counting.intersection(chain)), (place, chain))
    return [alike[key] for key in sorted(alike, key=lambda key: (len(key), sorted(key)))]


def _instead(base: Base, rule: _Rule, pairs: list[tuple[str, str]]) -> list[str]:
    """Give the rules of the same partner that may push a rule aside, in the order of the data."""
    near = {rule.partner.id, *(body.id for body in base.bodies.get(rule.partner.id, ()))}
    found = {
        other.assignment.id: None
        for pair in pairs
        for other, *_ in base.by_pair[pair]
        if other is not rule and other.partner.id in near and other.role.id in (rule.role.id, "geen")
    }
    return list(found)
