"""The four roads of the CCV: for each what is yours, what to do, who helps, and a sentence for your own plan."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from attrs import define

from cybermatrix.guides.cards import anchor as form_anchor
from cybermatrix.guides.parts import Road, Roads, Said
from cybermatrix.guides.pieces import Fact, Link
from cybermatrix.guides.rights import is_own
from cybermatrix.guides.situations import anchor as situation_anchor
from cybermatrix.guides.words import lowered, sentence
from cybermatrix.model import CERTAINTIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Cell

ACTIONS, HELPERS, CARDS = 3, 5, 6


@define(frozen=True)
class _Way:
    """
    Which part of the matrix a road is: our reading of the CCV, for the CCV names no types.

    Attributes:
        key: under which its words stand.
        types: the types of intervention on it.
        forms: the crime forms it is about; empty for all.
        affected: the situations it leads to, by who is hit.
    """

    key: str
    types: tuple[str, ...]
    forms: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()


ROADS = (
    _Way(key="house", types=("eigen-huis",), affected=("gemeente", "leverancier")),
    _Way(key="ready", types=("oefenen", "crisis"), affected=("gemeente", "leverancier", "organisatie")),
    _Way(
        key="resilient",
        types=("weerbaar-maken", "daderpreventie", "slachtofferhulp", "melden-en-waarschuwen"),
        affected=("inwoner", "kind"),
    ),
    _Way(
        key="order",
        types=("openbare-orde", "signaleren", "stilleggen"),
        forms=("online-opruiing-ordeverstoring",),
        affected=("openbare-orde",),
    ),
)


def roads(writer: Writer) -> Roads:
    """Write the four roads, half a page each."""
    words = writer.words
    return Roads(
        anchor="vier-wegen",
        title=words("roads.title"),
        feedback=writer.feedback("vier-wegen"),
        intro=words("roads.intro"),
        roads=tuple(_road(writer, way, number) for number, way in enumerate(ROADS, start=1)),
    )


def _road(writer: Writer, way: _Way, number: int) -> Road:
    words = writer.words
    cells = [
        cell
        for cell in writer.matrix.cells
        if cell.intervention.id in way.types
        and (not way.forms or cell.crime.id in way.forms)
        and cell.role.id != "geen"
    ]
    own = _told(writer, way, [cell for cell in cells if is_own(cell.partner)])
    return Road(
        heading=words("roads.heading", number=number, name=words(f"roads.{way.key}")),
        anchor=f"weg-{number}",
        role_heading=words("roads.role"),
        role=(Fact(text=words(f"roads.{way.key}_role")),),
        actions_heading=words("roads.actions"),
        actions=own[:ACTIONS] or (Fact(text=words("roads.no_actions")),),
        help_heading=words("roads.help"),
        help=tuple(_helpers(writer, [cell for cell in cells if not is_own(cell.partner)])),
        no_help=words("roads.no_help"),
        cards_heading=words("roads.cards"),
        cards=tuple(_cards(writer, way)),
        plan_heading=words("roads.plan"),
        plan=words(f"roads.{way.key}_plan"),
    )


def _told(writer: Writer, way: _Way, cells: Iterable[Cell]) -> tuple[Fact, ...]:
    """
    Give what the municipality itself does, each rule once: in turn one of each type on the road.

    Of a type the surest comes first, and of what is as sure what the law demands.
    """
    rules = {cell.origin.id: cell for cell in reversed([*cells])}
    piles: dict[str, list[Cell]] = {key: [] for key in way.types}
    for cell in reversed(rules.values()):
        piles[cell.intervention.id].append(cell)
    for pile in piles.values():
        pile.sort(key=lambda cell: (CERTAINTIES.index(cell.label), cell.origin.force != "moet"))
    found = [cell for turn in zip_longest(*piles.values()) for cell in turn if cell is not None]
    return tuple(
        dict.fromkeys(
            Fact(
                lead=writer.words("rights.who", who=writer.name(cell.partner)),
                text=lowered(sentence(cell.text)),
                basis=writer.laws(cell.origin.laws),
                mark=writer.mark(cell.label),
                cites=writer.cites(cell.origin.sources),
            )
            for cell in found
        )
    )


def _helpers(writer: Writer, cells: Iterable[Cell]) -> Iterable[Said]:
    """Name who helps on this road, by what they do; who has most to do on it comes first."""
    by_role: dict[str, dict[str, int]] = {}
    for cell in cells:
        names = by_role.setdefault(cell.role.id, {})
        name = writer.short(cell.partner)
        names[name] = names.get(name, 0) + 1
    for role in writer.matrix.roles:
        names = by_role.get(role.id, {})
        if names:
            first = sorted(names, key=lambda name: -names[name])[:HELPERS]
            yield Said(verb=role.said(writer.words.lang), names=writer.words.both(first))


def _cards(writer: Writer, way: _Way) -> Iterable[Link]:
    found = [
        Link(
            text=writer.words("situation.see", number=one.number, title=writer.named(one)),
            href=writer.href(situation_anchor(one)),
        )
        for one in writer.matrix.situations
        if one.affected in way.affected
    ]
    for one in writer.matrix.crime_forms:
        here = writer.href(form_anchor(one))
        if here and one.id in way.forms:
            found.append(Link(text=writer.named(one), href=here))
    return found[:CARDS]
