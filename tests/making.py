"""Small ways to make a rule, or a matrix with a few more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cybermatrix.matrix import Base, Matrix
from cybermatrix.model import Assignment, changed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.model import Cell

LAW = ("verzonnen-wet:1",)


def rule(
    id: str,  # noqa: A002  # as it is called everywhere
    partner: str = "politie",
    role: str = "uitvoerder",
    *,
    types: tuple[str, ...] = ("crisis",),
    forms: tuple[str, ...] = ("alle",),
    level: str = "lokaal",
    area: str = "land",
    **more: Any,
) -> Assignment:
    """Make an assignment in which only what the test is about has to be said."""
    if "phase" in more:
        types = ()
    return Assignment(
        id=id,
        partner=partner,
        interventions=types,
        forms=forms,
        role=role,
        level=level,
        area=area,
        text=f"Doet wat {id} zegt.",
        verification="eigen",
        **more,
    )


def with_rules(matrix: Matrix, *rules: Assignment, **changes: Any) -> Matrix:
    """Give the same matrix with more assignments, and other changes of its data."""
    data = changed(matrix.data, assignments=(*matrix.data.assignments, *rules))
    return Matrix(Base(changed(data, **changes)))


def only_rules(matrix: Matrix, *rules: Assignment, **changes: Any) -> Matrix:
    """Give the same matrix with these assignments and no others."""
    return Matrix(Base(changed(matrix.data, assignments=rules, **changes)))


def changed_partners(matrix: Matrix, **changes: dict[str, Any]) -> Any:
    """Give the partners of a matrix, some of them (by id, with _ for -) changed."""
    wanted = {key.replace("_", "-"): value for key, value in changes.items()}
    return tuple(changed(one, **wanted.get(one.id, {})) for one in matrix.data.partners)


def origins(cells: Iterable[Cell]) -> list[str]:
    """Give the ids of the assignments that made these cells, in order."""
    return [cell.origin.id for cell in cells]
