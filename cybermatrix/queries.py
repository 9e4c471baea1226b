"""The questions people ask: who does what against this, what is left open, who clashes, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field

from cybermatrix.errors import InvalidQuestion
from cybermatrix.matrix import expand_forms, expand_types, ids_of

if TYPE_CHECKING:
    from cybermatrix.matrix import Base, Matrix
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
            in another area or for another body), ``not-in-force`` (on that day), or ``not-applicable`` (the pair makes no sense).
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
    roles, partners = matrix.base.role_rank, matrix.base.partner_rank
    found: dict[str, list[Cell]] = {}
    best: dict[str, int] = {}
    for cell in narrowed.cells:
        role, partner = cell.role.id, cell.partner.id
        if role == "geen":
            continue
        rank = roles[role]
        if partner in found:
            found[partner].append(cell)
            best[partner] = min(best[partner], rank)
        else:
            found[partner], best[partner] = [cell], rank
    ordered = sorted(found, key=lambda one: (best[one], partners[one]))
    return {found[one][0].partner: tuple(found[one]) for one in ordered}


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
    wanted = frozenset[str]() if role is None else ids_of(matrix.base.role_index, role)
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
        elif role is not None:
            missing = {cell.level.id for cell in cells} - {cell.level.id for cell in cells if cell.role.id in wanted}
            found += [Gap(intervention, crime, level) for level in matrix.data.levels if level.id in missing]
    return tuple(found)


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
    from cybermatrix.checks import clashes  # noqa: PLC0415  # with it come all rules over the data, and most questions need none

    return tuple(Overlap(cells) for group in by_pair.values() for cells in clashes(matrix.base, group))


def explain(
    matrix: Matrix, *, partner: Any, intervention: Any, crime: Any, municipality: Any = None, on: Any = None
) -> Explanation:
    """
    Tell why the answer for one partner, intervention type and crime form is what it is.

    The answer is about the partner itself and its local bodies (for a body, without a place: its kind too); what its
    parts do is theirs.

    Args:
        matrix: where to look; its filters do not matter here, its viewpoint does.
        partner: one partner or body.
        intervention: one intervention type.
        crime: one crime form.
        municipality: the place to look from, as in `Matrix.where`.
        on: the day to look on, as in `Matrix.where`.

    Raises:
        InvalidQuestion: when more than one pair or partner is asked about, such as a category of crime forms.
    """
    base = matrix.base
    seen = matrix.unfiltered().where(intervention=intervention, crime=crime, municipality=municipality, on=on)
    pairs = [(one, other) for one in sorted(seen.asked("intervention")) for other in sorted(seen.asked("crime"))]
    partners = [base.partners[key] for key in ids_of(base.partner_index, partner)]
    if len(pairs) != 1 or len(partners) != 1:
        msg = f"one partner and one pair can be explained at a time, not {len(partners)} and {len(pairs)}"
        raise InvalidQuestion(msg, about="pair")
    pair = pairs[0]
    asked = base.successor(partners[0], seen.on)
    reason = base.not_applicable.get(pair)
    family = {asked.id, *(body.id for body in base.bodies.get(asked.id, ()))}
    if seen.municipality is None and asked.kind_of is not None:  # from no place, a kind speaks for its bodies
        family.add(asked.kind_of)
    cells = tuple(cell for cell in seen.view.cells(pair) if cell.partner.id in family)
    if reason is not None:
        state = "nvt"
    elif not cells:
        state = "not-laid-down"
    else:
        state = "geen" if all(cell.role.id == "geen" for cell in cells) else "filled"
    about = family | {partners[0].id, asked.kind_of or asked.id}
    rules = [item for item in seen.assignments if item.partner in about and _covers(base, item, pair)]
    aside = _set_aside(seen, cells, rules, applies=reason is None)
    return Explanation(asked, base.interventions[pair[0]], base.crimes[pair[1]], state, cells, aside, reason)


def _covers(base: Base, item: Assignment, pair: tuple[str, str]) -> bool:
    return pair[0] in expand_types(base.data, item) and pair[1] in expand_forms(base, item.forms)


def _set_aside(
    seen: Matrix, cells: tuple[Cell, ...], rules: list[Assignment], *, applies: bool
) -> tuple[SetAside, ...]:
    standing = {cell.origin.id for cell in cells}
    found: dict[str, SetAside] = {}
    for cell in cells:
        for item in cell.set_aside:
            ended = cell.role.id == "geen" != item.role
            found.setdefault(item.id, SetAside(item, "no-role" if ended else "nearer", cell.origin))
    for item in sorted(rules, key=lambda item: item.id):
        reason = "elsewhere" if item.is_in_force(seen.on) else "not-in-force"
        found.setdefault(item.id, SetAside(item, reason if applies else "not-applicable"))
    order = ("nearer", "no-role", "elsewhere", "not-in-force", "not-applicable")
    told = (one for one in found.values() if one.assignment.id not in standing)
    return tuple(sorted(told, key=lambda one: order.index(one.reason)))
