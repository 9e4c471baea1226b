"""Rules over the whole matrix, one generator per rule: each gives every problem it finds, in the order of the data."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import attrs

from cybermatrix.matrix import Base, today
from cybermatrix.model import Assignment, Channel, LawArticle
from cybermatrix.problems import Place, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cybermatrix.matrix import _Rule
    from cybermatrix.model import Cell, Data

# The kinds of noun: attribute of Data, name of the list in Dutch and in English.
KINDS: dict[str, tuple[str, str, str]] = {
    "phase": ("phases", "fasen", "phases"),
    "block": ("blocks", "blokken", "blocks"),
    "intervention": ("interventions", "interventies", "intervention types"),
    "role": ("roles", "rollen", "roles"),
    "level": ("levels", "niveaus", "levels"),
    "audience": ("audiences", "doelgroepen", "audiences"),
    "category": ("categories", "categorieën", "categories"),
    "partner_kind": ("partner_kinds", "soorten partijen", "kinds of partner"),
    "effect_rating": ("effect_ratings", "oordelen over effect", "effect ratings"),
    "partner": ("partners", "partijen", "partners"),
    "assignment": ("assignments", "toewijzingen", "assignments"),
    "example": ("examples", "voorbeelden", "examples"),
    "crime": ("crimes", "vormen", "crime forms"),
    "situation": ("situations", "situaties", "situations"),
    "instrument": ("instruments", "instrumenten", "instruments"),
    "law": ("laws", "wetten", "laws"),
    "slot": ("slots", "slots", "slots"),
    "package": ("packages", "minimumpakketten", "minimum packages"),
    "tool": ("tools", "hulpmiddelen", "tools"),
    "source": ("sources", "bronnen", "sources"),
    "police_unit": ("police_units", "eenheden", "police units"),
    "safety_region": ("safety_regions", "veiligheidsregio's", "safety regions"),
    "municipality": ("municipalities", "gemeenten", "municipalities"),
    "base_team": ("base_teams", "basisteams", "base teams"),
    "channel": ("", "kanalen", "channels"),
    "law_article": ("", "wetsartikelen", "law articles"),
    "statute": ("", "strafbaarstellingen", "statutes"),
    "area": ("", "gebieden", "areas"),
    "alle": ("", "alle", "alle"),
}


def nouns(data: Data, kind: str) -> tuple[Any, ...]:
    """Give every noun of a kind, in the order of the data."""
    if kind == "channel":
        own = (channel for overlay in data.overlays for channel in overlay.channels)
        return (*(c for partner in data.partners for c in partner.channels), *data.channels, *own)
    if kind == "law_article":
        return tuple(article for law in data.laws for article in law.articles)
    if kind == "statute":
        return tuple(statute for law in data.laws for statute in law.statutes)
    if kind == "assignment":
        return (*data.assignments, *(item for own in data.overlays for item in own.assignments))
    attribute = KINDS[kind][0]
    return getattr(data, attribute) if attribute else ()


def ids(data: Data, kind: str) -> set[str]:
    """Give every id by which something of a kind may be referred to."""
    if kind == "alle":
        return {"alle"}
    if kind == "area":
        places: tuple[Any, ...] = (*data.police_units, *data.safety_regions, *data.municipalities)
        return {"land", *(place.id for place in places)}
    found = {item.id for item in nouns(data, kind)}
    if kind in ("channel", "law_article"):
        found.update(also for item in nouns(data, kind) for also in item.also)
    return found


def duplicate_ids(data: Data) -> Iterator[Problem]:
    """An id stands once per kind, older ids included."""
    for kind, (_, name, name_en) in KINDS.items():
        first: dict[str, Any] = {}
        for item in nouns(data, kind):
            for key in (item.id, *(item.also if isinstance(item, Channel) else ())):
                if key not in first:
                    first[key] = item
                    continue
                yield problem("R02", item.place, value=key, first=first[key].place, kind=name, kind_en=name_en)
    seen: dict[str, LawArticle] = {article.id: article for article in nouns(data, "law_article")}
    for article in nouns(data, "law_article"):
        for ref in article.also:
            if seen.setdefault(ref, article) is not article:
                yield problem("M18", article.place, value=ref, first=seen[ref].place)
    owners: dict[str, Any] = {"land": data.edition}
    areas: tuple[Any, ...] = (*data.police_units, *data.safety_regions, *data.municipalities)
    for area in areas:
        owner = owners.setdefault(area.id, area)
        if type(owner) is not type(area):  # two of one kind were told above
            yield problem("R02", area.place, value=area.id, first=owner.place, kind="gebieden", kind_en="areas")


def cycles(data: Data) -> Iterator[Problem]:
    """Belonging to, being a kind of and being replaced by never come back to where they began."""
    partners = {partner.id: partner for partner in data.partners}
    for name, key in (("part_of", "deel_van"), ("kind_of", "soort_van"), ("replaced_by", "vervangen_door")):
        reported: set[str] = set()
        for partner in data.partners:
            chain = [partner.id]
            here = getattr(partner, name)
            while here in partners and here not in chain:
                chain.append(here)
                here = getattr(partners[here], name)
            if here == partner.id and reported.isdisjoint(chain):
                reported.update(chain)
                yield problem("R03", partner.place, value=partner.id, key=key, chain=" → ".join([*chain, here]))


def local_bodies(data: Data) -> Iterator[Problem]:
    """A local body says where it works, and its kind is no local body itself."""
    partners = {partner.id: partner for partner in data.partners}
    for partner in data.partners:
        if partner.kind_of is None:
            continue
        if not partner.areas:
            yield problem("M12", partner.place, id=partner.id, kind=partner.kind_of, reason="@no-area")
        kind = partners.get(partner.kind_of)
        if kind is not None and kind.kind_of is not None:
            yield problem("M12", partner.place, id=partner.id, kind=partner.kind_of, reason="@chain")


def own_words(data: Data) -> Iterator[Problem]:
    """Each assignment is well formed by itself: types or a phase, a law where force or role ask for one, dates in order."""
    for item in nouns(data, "assignment"):
        if bool(item.interventions) == (item.phase is not None):
            found = "@both" if item.interventions else "@neither"
            yield problem("M07", item.place, id=item.id, found=found)
        if item.force in ("moet", "mag-niet") and not item.laws:
            yield problem("M05", item.place, force=item.force)
        if item.role == "bevoegd-gezag" and not item.laws:
            yield problem("M06", item.place)
        if item.valid_from is not None and item.valid_until is not None and item.valid_until <= item.valid_from:
            yield problem("M09", item.place, id=item.id, start=item.valid_from, until=item.valid_until)
        if (item.status == "bevestigd") != (item.confirmed is not None):
            found = "@nothing" if item.confirmed is None else "@something"
            yield problem("M10", item.place, id=item.id, status=item.status, found=found)


def forces_with_law(data: Data) -> Iterator[Problem]:
    """Elsewhere too, *moet* and *mag-niet* only stand with a law."""
    for record in walk(data):
        if (
            not isinstance(record, Assignment)
            and getattr(record, "force", None) in ("moet", "mag-niet")
            and not record.laws
        ):
            yield problem("M05", record.place, force=record.force)


def sourced(data: Data) -> Iterator[Problem]:
    """What is called verified or partial names its source."""
    for record in walk(data):
        verification = getattr(record, "verification", None)
        if verification not in ("verified", "partial") or not hasattr(record, "sources"):
            continue
        rests_on = (*record.sources, *getattr(record, "laws", ()), *getattr(record, "articles", ()))
        if not rests_on:
            yield problem("M13", record.place, verification=verification)


def walk(record: Any) -> Iterator[Any]:
    """Give a record and every record in it."""
    yield record
    for attribute in attrs.fields(type(record)):
        value = getattr(record, attribute.name)
        for item in value if isinstance(value, tuple) else (value,):
            if attrs.has(type(item)) and not isinstance(item, Place):
                yield from walk(item)


def ended_partners(data: Data) -> Iterator[Problem]:
    """No rule goes on after its partner has ended; other references to it are worth a look."""
    gone = {partner.id: partner for partner in data.partners if partner.valid_until is not None}
    for item in nouns(data, "assignment"):
        partner = gone.get(item.partner)
        if partner is not None and (item.valid_until is None or item.valid_until > partner.valid_until):
            yield problem("M08", item.place, id=item.id, partner=partner.id, ended=partner.valid_until)
    for instrument in data.instruments:
        for provider in instrument.providers:
            if provider.partner in gone:
                ended = gone[provider.partner].valid_until
                yield problem("M14", provider.place, id=provider.partner, ended=ended, by=instrument.id)


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
        for (first, *first_named), (second, *second_named) in combinations(rules, 2):
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


def overlays_stay_home(data: Data) -> Iterator[Problem]:
    """A municipality's own rules hold in that municipality and nowhere else."""
    for overlay in data.overlays:
        for item in overlay.assignments:
            if item.area != overlay.municipality:
                yield problem("O01", item.place, municipality=overlay.municipality, area=item.area)


def search_words(data: Data) -> Iterator[Problem]:
    """A search word points somewhere, means another word, or says nothing: exactly one of these."""
    for one in data.search_words:
        meanings = (bool(one.points_to), bool(one.same_as), one.skip)
        if sum(meanings) != 1:
            found = "@many-meanings" if any(meanings) else "@no-meaning"
            yield problem("M19", one.place, word=one.words[0] if one.words else "", found=found)


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


def long_steps(data: Data) -> Iterator[Problem]:
    """A step on a card takes at most fifteen words."""
    for situation in data.situations:
        for step in situation.steps:
            count = len(step.text.split())
            if count > 15:
                yield problem("M17", step.place, count=count)


ERRORS: tuple[Callable[[Data], Iterator[Problem]], ...] = (
    duplicate_ids,
    cycles,
    local_bodies,
    own_words,
    forces_with_law,
    sourced,
    ended_partners,
    not_applicable,
    exceptions,
    contradictions,
    overlays_stay_home,
    search_words,
)
WARNINGS: tuple[Callable[[Data], Iterator[Problem]], ...] = (outside_their_area, two_leads, long_steps)
