"""The card of a partner: what is expected of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cybermatrix.guides.annex import card_sources
from cybermatrix.guides.cards import duty, roles_intro, usual_day
from cybermatrix.guides.desks import DESKS, reachable
from cybermatrix.guides.parts import PartnerCard
from cybermatrix.guides.pieces import Desks, Duties, DutyTable, Fact, Link, Used
from cybermatrix.guides.words import sentence
from cybermatrix.matrix import expand_forms
from cybermatrix.model import changed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from cybermatrix.guides.pieces import Duty, Facts
    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Assignment, Cell, Partner

# Another word for a form, behind its name: in a row of names one is enough.
_ASIDE = re.compile(r" \([^()]*\)$")


def anchor(partner: Partner) -> str:
    """Give the anchor of the card of a partner."""
    return f"partij-{partner.id}"


def partner_card(writer: Writer, partner: Partner) -> PartnerCard:
    """Write what is expected of one partner, each rule once with the forms it covers."""
    words, here = writer.words, anchor(partner)
    whole = writer.base.partners.get(partner.kind_of or "")
    desks = reachable(writer, writer.book.of(partner), brief=writer.is_brief)
    same = "" if whole is None else writer.href(anchor(whole))
    cells = _cells_of(writer, partner, alone=bool(same))
    made = PartnerCard(
        anchor=here,
        title=writer.named(partner),
        feedback=writer.feedback(f"partij:{partner.id}"),
        intro=sentence(partner.summary or (whole.summary if whole is not None else None) or ""),
        facts=tuple(_about(writer, partner)),
        desks=Desks(
            heading=words("partner.desks"),
            anchor=f"{here}-bellen",
            more=Link(text=words("card.desks_more"), href=writer.href(DESKS)) if desks and writer.href(DESKS) else None,
            desks=desks,
            empty=words("card.no_desks"),
        ),
        roles_heading=words("partner.roles"),
        roles_intro=roles_intro(writer, list(cells)) if cells else "" if same else words("partner.nothing"),
        same=Link(text=words("partner.same", name=writer.named(whole)), href=same)
        if whole is not None and same
        else None,
        tables=_tables(writer, partner, cells, here),
        sections=tuple(one for one in _sections(writer, partner, cells, here) if one.facts),
        sources=Used(heading=writer.words("card.sources"), anchor=f"{here}-bronnen"),
    )
    return card_sources(writer, made)


def _cells_of(writer: Writer, partner: Partner, *, alone: bool) -> tuple[Cell, ...]:
    """Give the cells in which this partner has a role, or unless `alone` what it is the local one of: each rule once."""
    names = {partner.id} if alone else {partner.id, partner.kind_of}
    cells = [cell for cell in writer.matrix.cells if cell.partner.id in names or cell.partner.part_of == partner.id]
    return tuple({(cell.origin.id, cell.intervention.id): cell for cell in reversed(cells)}.values())[::-1]


def _about(writer: Writer, partner: Partner) -> Iterable[Fact]:
    words, base = writer.words, writer.base
    kinds = {one.id: writer.named(one) for one in writer.data.partner_kinds}
    yield Fact(lead=words("partner.kind"), text=kinds[partner.kind])
    yield Fact(lead=words("partner.level"), text=writer.named(base.levels[partner.level]))
    if partner.part_of:
        yield Fact(lead=words("partner.part_of"), text=writer.named(base.partners[partner.part_of]))
    if partner.kind_of:
        yield Fact(lead=words("partner.kind_of"), text=writer.named(base.partners[partner.kind_of]))
    if partner.areas:
        yield Fact(lead=words("partner.areas"), text=words.both(base.areas[key].name for key in partner.areas))
    if partner.replaced_by and partner.valid_until:
        text = words(
            "partner.replaced_text",
            date=words.date(partner.valid_until),
            who=writer.named(base.partners[partner.replaced_by]),
        )
        yield Fact(lead=words("partner.replaced"), text=text)
    bodies = base.bodies.get(partner.id, ())
    if 0 < len(bodies) <= 12:
        yield Fact(lead=words("partner.bodies"), text=words.both(writer.named(body) for body in bodies))


def _tables(writer: Writer, partner: Partner, cells: tuple[Cell, ...], here: str) -> tuple[DutyTable, ...]:
    """Write a table per block; each role names the forms that its rule covers, and who has it only where that is another."""
    day, own = usual_day(cells), writer.name(partner)
    tables = []
    for block in writer.data.blocks:
        groups = []
        for intervention in writer.matrix.intervention_types:
            found = [
                cell
                for cell in cells
                if cell.intervention.id == intervention.id and intervention.block == block.id and cell.role.id != "geen"
            ]
            rows = tuple(
                dict.fromkeys(
                    changed(row, who="") if row.who == own else row
                    for row in (_duty(writer, cell, day) for cell in found)
                )
            )
            if rows:
                groups.append(Duties(heading=writer.named(intervention), duties=rows))
        if groups:
            tables.append(
                DutyTable(
                    heading=writer.named(block),
                    anchor=f"{here}-{block.id}",
                    look=block.id,
                    columns=writer.words.list("roles.short_columns"),
                    groups=tuple(groups),
                )
            )
    return tuple(tables)


def _duty(writer: Writer, cell: Cell, day: dt.date | None) -> Duty:
    return changed(duty(writer, cell, day), forms=writer.words("partner.forms", forms=forms(writer, cell.origin)))


def forms(writer: Writer, rule: Assignment) -> str:
    """Say in words which forms a rule covers."""
    if not rule.is_specific:
        return writer.words("partner.all_forms")
    names = []
    for key in rule.forms:
        family = writer.base.categories.get(key)
        names.append(
            writer.words("partner.family", name=writer.named(family))
            if family is not None
            else _ASIDE.sub("", writer.named(writer.base.crimes[key]))
        )
    covered = expand_forms(writer.base, rule.forms)
    return writer.words.both(names) if len(covered) < len(writer.base.crimes) else writer.words("partner.all_forms")


def _sections(writer: Writer, partner: Partner, cells: tuple[Cell, ...], here: str) -> Iterable[Facts]:
    words = writer.words
    none = [
        Fact(
            lead=words("card.year", year=writer.named(cell.intervention)),
            text=sentence(cell.text),
            forms=words("partner.forms", forms=forms(writer, cell.origin)),
            basis=writer.laws(cell.origin.laws),
            mark=writer.mark(cell.label),
            cites=writer.cites(cell.origin.sources),
        )
        for cell in cells
        if cell.role.id == "geen"
    ]
    yield writer.section("partner.none", f"{here}-geen-rol", none)
    yield writer.section("partner.may_not", f"{here}-mag-niet", writer.facts(partner.may_not))
    yield writer.section("partner.own", f"{here}-hoort-erbij", writer.facts(partner.own_tasks))
    yield writer.section("partner.not_own", f"{here}-hoort-er-niet-bij", writer.facts(partner.not_own_tasks))
    yield writer.section(
        "partner.tasks", f"{here}-taken", writer.facts(partner.tasks), intro=words("partner.tasks_intro")
    )
    yield writer.section("partner.mandate", f"{here}-mandaat", writer.facts(partner.mandate))
    changes = [
        writer.fact(one, lead=words("card.year", year=words.loose_date(one.when)))
        for one in writer.printable(partner.changes)
    ]
    yield writer.section("partner.changes", f"{here}-wijzigingen", changes)
    examples = [
        Fact(
            lead=words("card.year", year=one.where),
            text=sentence(one.text),
            mark=writer.mark_of(one.verification),
            cites=writer.cites(one.sources),
        )
        for one in writer.printable(one for one in writer.matrix.examples if one.partner == partner.id)
    ]
    yield writer.section("partner.examples", f"{here}-voorbeelden", examples, intro=words("partner.examples_intro"))
    points = [Fact(text=sentence(text)) for text in partner.open_points]
    yield writer.section("partner.open", f"{here}-open", points)
