"""The questions people ask: who does what against this, what is left open, who clashes, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field

from cybermatrix.checks import clashes
from cybermatrix.errors import InvalidQuestion
from cybermatrix.matrix import expand_forms, expand_types

if TYPE_CHECKING:
    from cybermatrix.matrix import Matrix
    from cybermatrix.model import Assignment, Cell, CrimeForm, InterventionType, Level, Partner


@define(frozen=True)
class Gap:
    """
    Something nobody has laid down.

    Attributes:
        intervention: with what kind of action.
        crime: against what.
        level: the level at which the role is missing; nothing when nobody has any role at all.
    """

    intervention: InterventionType
    crime: CrimeForm
    level: Level | None = None


@define(frozen=True)
class Overlap:
    """Two or more bodies that claim one role in the same thing, at the same level and for the same people."""

    cells: tuple[Cell, ...]

    @property
    def intervention(self) -> InterventionType:
        """With what kind of action."""
        return self.cells[0].intervention

    @property
    def crime(self) -> CrimeForm:
        """Against what."""
        return self.cells[0].crime

    @property
    def level(self) -> Level:
        """At which level."""
        return self.cells[0].level


@define(frozen=True)
class SetAside:
    """
    A rule that does not make the answer.

    Attributes:
        assignment: the rule.
        reason: why not: ``nearer`` (another rule is), ``no-role`` (a rule says there is none), ``elsewhere`` (it holds
            in another area), ``not-in-force`` (on that day), or ``not-applicable`` (the pair makes no sense).
        by: the rule that stands instead, if one does.
    """

    assignment: Assignment
    reason: str
    by: Assignment | None = None


@define(frozen=True)
class Explanation:
    """
    Why the answer to "what is this partner here?" is what it is.

    Attributes:
        partner, intervention, crime: what was asked.
        state: ``filled``, ``geen``, ``nvt`` or ``not-laid-down``.
        cells: the cells that stand, in order.
        set_aside: every other rule about these three, nearest first, each with its reason.
        reason: why the pair is not applicable, when it is.
    """

    partner: Partner
    intervention: InterventionType
    crime: CrimeForm
    state: str
    cells: tuple[Cell, ...]
    set_aside: tuple[SetAside, ...] = field(default=())
    reason: str | None = None


def who(matrix: Matrix, **filters: Any) -> dict[Partner, tuple[Cell, ...]]:
    """
    Tell who does what: partners with their cells, those who lead first.

    Args:
        matrix: where to look.
        filters: the same as those of `Matrix.where`: crime, intervention, role, phase, level, audience, area,
            municipality, on, …

    Returns:
        Partners in role order (the lead first), then in the order of the data; the cells of each in the order of the
        matrix. Who has no role (*geen*) is left out.
    """
    narrowed = matrix.where(**filters) if filters else matrix
    found: dict[Partner, list[Cell]] = {}
    for cell in narrowed.cells:
        if cell.role.id != "geen":
            found.setdefault(cell.partner, []).append(cell)
    if len(found) < 2:
        return {partner: tuple(cells) for partner, cells in found.items()}
    roles = {role.id: number for number, role in enumerate(matrix.roles)}
    rank = matrix.base.partner_rank
    ordered = sorted(found, key=lambda one: (min(roles[cell.role.id] for cell in found[one]), rank[one.id]))
    return {partner: tuple(found[partner]) for partner in ordered}


def what(matrix: Matrix, **filters: Any) -> dict[InterventionType, tuple[Cell, ...]]:
    """
    Tell with what kinds of action: intervention types with their cells, from before to after.

    Args:
        matrix: where to look.
        filters: the same as those of `Matrix.where`: partner, crime, role, …

    Returns:
        Intervention types that have a cell, in order; *geen* counts, for it is an answer too.
    """
    narrowed = matrix.where(**filters) if filters else matrix
    found: dict[str, list[Cell]] = {}
    for cell in narrowed.cells:
        found.setdefault(cell.intervention.id, []).append(cell)
    return {item: tuple(found[item.id]) for item in matrix.intervention_types if item.id in found}


def gaps(matrix: Matrix, *, role: Any = None, **filters: Any) -> tuple[Gap, ...]:
    """
    Tell what nobody has laid down, in what this matrix looks at.

    Without a role: the pairs of intervention and crime form in which nobody has any role. With a role: for each pair and
    level at which someone has a role, that nobody has this one; and the pairs that are gaps altogether.

    Args:
        matrix: where to look.
        role: the role that should be there, such as ``"regie"``.
        filters: the same as those of `Matrix.where`.

    Returns:
        Gaps in the order of the matrix, those of one pair by level.
    """
    narrowed = matrix.where(**filters) if filters else matrix
    wanted = None if role is None else {matrix.base.role_index.find(word).id for word in _several(role)}
    by_pair: dict[tuple[str, str], list[Cell]] = {}
    for cell in narrowed.cells:
        if cell.role.id != "geen":
            by_pair.setdefault((cell.intervention.id, cell.crime.id), []).append(cell)
    found = []
    for pair in narrowed.pairs:
        intervention, crime = matrix.base.interventions[pair[0]], matrix.base.crimes[pair[1]]
        cells = by_pair.get(pair, [])
        if not cells:
            found.append(Gap(intervention, crime))
        elif wanted is not None:
            there = {cell.level.id for cell in cells}
            has = {cell.level.id for cell in cells if cell.role.id in wanted}
            levels = [level for level in matrix.data.levels if level.id in there - has]
            found += [Gap(intervention, crime, level) for level in levels]
    return tuple(found)


def _several(role: Any) -> tuple[str, ...]:
    words = (role,) if isinstance(role, str) or hasattr(role, "id") else tuple(role)
    return tuple(word if isinstance(word, str) else word.id for word in words)


def overlaps(matrix: Matrix, *, role: Any = "regie", **filters: Any) -> tuple[Overlap, ...]:
    """
    Tell where two bodies claim the same role, at the same level and for overlapping audiences.

    Bodies of which one belongs to, or is the local one of, the other do not clash; nor do rules that both say the role
    is shared, or that hold in places that never meet.

    Args:
        matrix: where to look.
        role: the role that one body at a time should have.
        filters: the same as those of `Matrix.where`.

    Returns:
        Overlaps in the order of the matrix, those of one pair by level.
    """
    narrowed = matrix.where(role=role, **filters)
    by_pair: dict[tuple[str, str, str], list[Cell]] = {}
    for cell in narrowed.cells:
        by_pair.setdefault((cell.intervention.id, cell.crime.id, cell.role.id), []).append(cell)
    return tuple(Overlap(cells) for group in by_pair.values() for cells in clashes(matrix.base, group))


def explain(matrix: Matrix, *, partner: Any, intervention: Any, crime: Any, **viewpoint: Any) -> Explanation:
    """
    Tell why the answer for one partner, intervention type and crime form is what it is.

    Args:
        matrix: where to look; its filters do not matter here, its viewpoint does.
        partner: one partner or body.
        intervention: one intervention type.
        crime: one crime form.
        viewpoint: ``municipality`` and ``on``, as in `Matrix.where`.

    Raises:
        InvalidQuestion: when a category is asked about; only one crime form at a time can be explained.
    """
    base = matrix.base
    seen = matrix.unfiltered().where(intervention=intervention, crime=crime, **viewpoint)
    asked = [(one, other) for one in sorted(seen.asked("intervention")) for other in sorted(seen.asked("crime"))]
    if len(asked) != 1:
        msg = f"one intervention type and one crime form can be explained at a time, not {len(asked)} pairs"
        raise InvalidQuestion(msg)
    pair = asked[0]
    view = seen.view
    body = base.successor(base.partner_index.find(partner if isinstance(partner, str) else partner.id), view.on)
    seen = seen.where(partner=body)
    reason = base.not_applicable.get(pair)
    cells = seen.cells if reason is None else ()
    if reason is not None:
        state = "nvt"
    elif not cells:
        state = "not-laid-down"
    else:
        state = "geen" if all(cell.role.id == "geen" for cell in cells) else "filled"
    aside = _set_aside(seen, body, pair, cells, applies=reason is None)
    return Explanation(body, base.interventions[pair[0]], base.crimes[pair[1]], state, cells, aside, reason)


def _set_aside(
    seen: Matrix, body: Partner, pair: tuple[str, str], cells: tuple[Cell, ...], *, applies: bool
) -> tuple[SetAside, ...]:
    base, view = seen.base, seen.view
    standing = {cell.origin.id for cell in cells}
    by = {rule.id: cell for cell in cells for rule in cell.set_aside}
    found = []
    for rule in base.rules:
        item = rule.assignment
        related = body.id in view.kin(rule.partner) or rule.partner.id in view.kin(body)
        if item.id in standing or not related:
            continue
        if pair[1] not in expand_forms(base.data, item.forms) or pair[0] not in expand_types(base.data, item):
            continue
        if not applies:
            found.append(SetAside(item, "not-applicable"))
        elif not item.is_in_force(view.on):
            found.append(SetAside(item, "not-in-force"))
        elif item.id in by:
            winner = by[item.id]
            reason = "no-role" if winner.role.id == "geen" and item.role != "geen" else "nearer"
            found.append(SetAside(item, reason, winner.origin))
        elif view.chain is not None and rule.area.id not in view.chain:
            found.append(SetAside(item, "elsewhere"))
    order = ("nearer", "no-role", "elsewhere", "not-in-force", "not-applicable")
    return tuple(sorted(found, key=lambda one: order.index(one.reason)))
