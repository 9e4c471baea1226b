"""The figures: counted from the cells of a matrix as it is seen, and from the records around them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import define

from cybermatrix.checks import claims_to_account_for, last_day, walk
from cybermatrix.model import Channel
from cybermatrix.reporting import report
from cybermatrix.reporting.report import EVIDENCE, LABELS
from cybermatrix.reviewing import reviews

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from cybermatrix.language import Language
    from cybermatrix.matrix import Matrix, Pair
    from cybermatrix.model import Assignment, Cell, CrimeForm, Instrument, InterventionType, Partner, Source

# What each kern form needs: one of these blocks, or this type.
NEEDS: tuple[tuple[str, str, str], ...] = (
    ("before", "block", "vooraf"),
    ("report", "intervention", "melden-en-waarschuwen"),
    ("now", "block", "nu"),
    ("victim", "intervention", "slachtofferhulp"),
)
ANSWERED, SPECIFIC = 85, 50
MOST_RISKS = 10
MOST_BUSY = 5
# How much an error weighs: a wrong number at night, a wrong law, a wrong amount.
WEIGHTS = {"phones": 5, "laws": 3, "money": 2}
_MONEY = re.compile(r"€|\beuro\b|\bvergoed|\bcoulance", re.IGNORECASE)


@define(frozen=True)
class Line:
    """
    One crime form or one intervention type, counted over the pairs it stands in.

    Attributes:
        item: the form or the type; nothing for the whole.
        applicable: pairs that make sense; the other figures are parts of these.
        not_applicable: pairs that do not.
        answered: someone has a role, other than *geen*.
        specific: answered by a rule that names the form, or its category and no other.
        named: answered by a rule that names the form itself.
        sourced: answered by a rule that names a source or a law.
        labels: how many pairs have *vast*, *bron* or *voorstel* as their surest answer.
        evidence: how many pairs have each kind of source as their best.
        confirmed: answered by a rule that the network stands for.
        oldest: the day on which the rule that was read longest ago was read.
        missing: what a kern form needs and does not have (see `NEEDS`); nothing for a type.
    """

    item: CrimeForm | InterventionType | None
    applicable: int
    not_applicable: int
    answered: int
    specific: int
    named: int
    sourced: int
    labels: tuple[int, ...]
    evidence: tuple[int, ...]
    confirmed: int
    oldest: dt.date | None
    missing: tuple[str, ...] = ()

    @property
    def gaps(self) -> int:
        """Pairs in which nobody has a role."""
        return self.applicable - self.answered


@define(frozen=True)
class Aim:
    """
    Something that an edition should reach.

    Attributes:
        name: ``answered``, ``specific``, or one of `NEEDS`.
        reached: how many.
        of: out of how many.
        wanted: the least, in percent.
        missing: the forms where it fails, for an aim that is about forms.
    """

    name: str
    reached: int
    of: int
    wanted: int
    missing: tuple[str, ...] = ()

    @property
    def percent(self) -> int:
        """How much of it is reached, rounded down: 84.9 is not 85."""
        return 100 if self.of == 0 else self.reached * 100 // self.of

    @property
    def is_reached(self) -> bool:
        """Whether that is enough."""
        return self.reached * 100 >= self.wanted * self.of


@define(frozen=True)
class Risk:
    """A source whose error would do much damage, and what rests on it."""

    source: Source
    weight: float
    phones: int
    laws: int
    money: int
    others: int


@define(frozen=True)
class Coverage:
    """
    How far an edition is, as it is seen from one place (or from none) with the filters of its matrix.

    Attributes:
        edition, place: what was counted.
        forms, types: one line for each, in the order of the matrix.
        total: all of it in one line's figures.
        assignments, confirmed_assignments, specific_assignments: rules in force, and how many of them the network stands
            for, and speak of certain forms.
        old_assignments: ids of rules in force without a law, of which every source was published more than two years before
            the edition; they tell what was so then.
        grid: for each form, for each type: ``specific``, ``general``, ``gap`` or ``nvt``.
        aims: what should be reached, each with what is.
        without_victim_care: forms in which nobody helps the victim.
        partners_without_role: partners that are still there and in no cell, nor their bodies.
        instruments_without_form: instruments that name no form.
        unaccounted: claims that became nothing without a reason, by partner.
        without_lead: pairs that are answered, and nobody leads or decides at any level.
        busiest: the partners that lead or do in most pairs, with how many; a rule for a kind counts for the kind.
        undated: sources of which no day or year is known.
        never_checked, overdue: how much of each kind was never looked at again, and how much too long ago on the day that
            the matrix is seen (see `cybermatrix.reviewing`).
        risks: the sources on which most depends, heaviest first.
    """

    edition: str
    place: str | None
    forms: tuple[Line, ...]
    types: tuple[Line, ...]
    total: Line
    assignments: int
    confirmed_assignments: int
    specific_assignments: int
    old_assignments: tuple[str, ...]
    grid: tuple[tuple[str, ...], ...]
    aims: tuple[Aim, ...]
    without_victim_care: tuple[CrimeForm, ...]
    partners_without_role: tuple[Partner, ...]
    instruments_without_form: tuple[Instrument, ...]
    unaccounted: tuple[tuple[str, int], ...]
    without_lead: int
    busiest: tuple[tuple[Partner, int], ...]
    undated: tuple[str, ...]
    never_checked: tuple[tuple[str, int], ...]
    overdue: tuple[tuple[str, int], ...]
    risks: tuple[Risk, ...]

    @property
    def is_good_enough(self) -> bool:
        """Whether every aim is reached."""
        return all(aim.is_reached for aim in self.aims)

    def to_text(self, lang: Language = "nl") -> str:
        """Tell it in plain text and tables."""
        return report.told(self, lang, style="simple")

    def to_markdown(self, lang: Language = "nl") -> str:
        """Tell it in Markdown."""
        return report.told(self, lang, style="github")

    def to_record(self) -> dict[str, Any]:
        """Give all figures as plain values, for JSON."""
        return report.plain(self)


def coverage(matrix: Matrix) -> Coverage:
    """
    Count how far an edition is: what is answered and by what, what is missing, and whether that is good enough.

    Args:
        matrix: what to count; its place, its day and its filters on forms and types decide which cells count.

    Returns:
        The figures. The same matrix gives the same figures.
    """
    base, data = matrix.base, matrix.data
    cells: dict[Pair, list[Cell]] = {pair: [] for pair in matrix.pairs}
    for cell in matrix.cells:
        if cell.role.id != "geen":
            cells[cell.intervention.id, cell.crime.id].append(cell)
    families = frozenset(base.categories)
    types, crimes = matrix.asked("intervention"), matrix.asked("crime")
    forms = [crime for crime in data.crimes if crime.id in crimes]
    kinds = [item for item in data.interventions if item.id in types]
    missing = {crime.id: _missing(matrix, crime, cells) for crime in forms if crime.rank == "kern"}
    by_form = tuple(
        _line(
            crime,
            {pair: cells[pair] for pair in cells if pair[1] == crime.id},
            len(kinds),
            families,
            missing.get(crime.id, ()),
        )
        for crime in forms
    )
    by_type = tuple(
        _line(item, {pair: cells[pair] for pair in cells if pair[0] == item.id}, len(forms), families) for item in kinds
    )
    total = _line(None, cells, len(forms) * len(kinds), families)
    rules = {cell.origin.id: cell.origin for cell in matrix.cells}.values()
    aims = [
        Aim(name, len(missing) - len(failed), len(missing), 100, failed) for name, failed in _failures(missing).items()
    ]
    named = {"answered": (total.sourced, ANSWERED), "specific": (total.specific, SPECIFIC)}
    aims += [Aim(name, reached, total.applicable, wanted) for name, (reached, wanted) in named.items()]
    victim = NEEDS[-1][2]
    place = matrix.municipality
    return Coverage(
        edition=matrix.edition.id,
        place=None if place is None else place.id,
        forms=by_form,
        types=by_type,
        total=total,
        assignments=len(rules),
        confirmed_assignments=sum(rule.status == "bevestigd" for rule in rules),
        specific_assignments=sum(rule.is_specific for rule in rules),
        old_assignments=tuple(sorted(rule.id for rule in rules if _is_old(matrix, rule))),
        grid=tuple(tuple(_state(cells.get((item.id, crime.id)), families) for item in kinds) for crime in forms),
        aims=tuple(aims),
        without_victim_care=tuple(crime for crime in forms if cells.get((victim, crime.id)) == []),
        partners_without_role=_without_role(matrix),
        instruments_without_form=tuple(one for one in data.instruments if set(one.forms) <= {"alle"}),
        unaccounted=tuple(
            Counter(
                owner
                for owner, _, claim in claims_to_account_for(data)
                if not claim.became and claim.not_because is None
            ).most_common()
        ),
        without_lead=sum(
            bool(found) and not any(cell.role.id in ("regie", "bevoegd-gezag") for cell in found)
            for found in cells.values()
        ),
        busiest=_busiest(cells),
        undated=tuple(source.id for source in data.sources if source.published is None),
        never_checked=_counted(one.kind for one in reviews(matrix) if one.checked_on is None),
        overdue=_counted(
            one.kind for one in reviews(matrix) if one.checked_on is not None and one.is_overdue(matrix.on)
        ),
        risks=_risks(base.data, base.sources),
    )


def _counted(kinds: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(kinds).items())


def _busiest(cells: dict[Pair, list[Cell]]) -> tuple[tuple[Partner, int], ...]:
    """Give who leads or does in most pairs, most first; of as many, who comes first in the matrix."""
    partners: dict[str, Partner] = {}
    counts: Counter[str] = Counter()
    for found in cells.values():
        here = {cell.partner.id: cell.partner for cell in found if cell.role.id in ("regie", "uitvoerder")}
        partners |= here
        counts.update(here.keys())
    ranked = sorted(counts, key=lambda key: (-counts[key], partners[key].order, key))
    return tuple((partners[key], counts[key]) for key in ranked[:MOST_BUSY])


def _state(found: list[Cell] | None, families: frozenset[str]) -> str:
    """Tell in one word how a pair stands; a pair that does not apply has no list of cells."""
    if found is None:
        return "nvt"
    if not found:
        return "gap"
    return "specific" if any(_is_specific(cell, families) for cell in found) else "general"


def _is_specific(cell: Cell, families: frozenset[str]) -> bool:
    """Whether a rule speaks of this form or of its category alone; one that names several speaks of crime in general."""
    forms = cell.origin.forms
    return cell.crime.id in forms or (cell.crime.category in forms and len(families.intersection(forms)) == 1)


def _is_old(matrix: Matrix, rule: Assignment) -> bool:
    edition = matrix.edition.date
    limit = f"{edition.year - 2}-{edition:%m-%d}"
    days = [last_day(matrix.base.sources[key].published) for key in rule.sources]
    return bool(days) and not rule.laws and all(day is not None and day < limit for day in days)


def _line(
    item: CrimeForm | InterventionType | None,
    cells: dict[Pair, list[Cell]],
    pairs: int,
    families: frozenset[str],
    missing: tuple[str, ...] = (),
) -> Line:
    answers = [found for found in cells.values() if found]
    labels = Counter(min(LABELS.index(cell.label) for cell in found) for found in answers)
    best = Counter(min(_evidence(cell) for cell in found) for found in answers)
    days = [cell.checked_on for found in answers for cell in found if cell.checked_on is not None]
    return Line(
        item=item,
        applicable=len(cells),
        not_applicable=pairs - len(cells),
        answered=len(answers),
        specific=sum(any(_is_specific(cell, families) for cell in found) for found in answers),
        named=sum(any(cell.crime.id in cell.origin.forms for cell in found) for found in answers),
        sourced=sum(any(cell.sources or cell.laws for cell in found) for found in answers),
        labels=tuple(labels[number] for number in range(len(LABELS))),
        evidence=tuple(best[number] for number in range(len(EVIDENCE))),
        confirmed=sum(any(cell.status == "bevestigd" for cell in found) for found in answers),
        oldest=min(days, default=None),
        missing=missing,
    )


def _evidence(cell: Cell) -> int:
    """Give the place of the best kind of source of a cell among the kinds, best first."""
    kinds = {source.kind for source in cell.sources}
    names = list(EVIDENCE)
    if kinds.intersection(EVIDENCE["official"]):
        return 0
    if cell.laws:
        return names.index("law")
    found = [number for number, name in enumerate(names) if kinds.intersection(EVIDENCE[name])]
    return min(found, default=names.index("secondary" if kinds else "none"))


def _missing(matrix: Matrix, crime: CrimeForm, cells: dict[Pair, list[Cell]]) -> tuple[str, ...]:
    """Give what a form needs and does not have; where no pair applies, that is a reason and nothing is missing."""
    found = []
    for name, axis, wanted in NEEDS:
        pairs = [
            (item.id, crime.id)
            for item in matrix.intervention_types
            if wanted == (item.block if axis == "block" else item.id) and (item.id, crime.id) in cells
        ]
        if pairs and not any(cells[pair] for pair in pairs):
            found.append(name)
    return tuple(found)


def _failures(missing: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(crime for crime, names in missing.items() if name in names) for name, _, _ in NEEDS}


def _without_role(matrix: Matrix) -> tuple[Partner, ...]:
    """Give partners that are there today and have no role; a local body has those of its kind, a kind those of its bodies."""
    active: set[str | None] = set()
    for cell in matrix.cells:
        if cell.role.id != "geen":
            active.update((cell.partner.id, cell.partner.kind_of, cell.origin.partner))
    return tuple(
        one
        for one in matrix.partners
        if not one.is_gone(matrix.on) and one.id not in active and one.kind_of not in active - {None}
    )


def _risks(data: Any, sources: dict[str, Source]) -> tuple[Risk, ...]:
    """Weigh sources by what rests on them alone; several sources of one record share its weight."""
    counts: dict[str, Counter[str]] = {}
    weights: dict[str, float] = {}
    in_law = {id(claim) for law in data.laws for article in law.articles for claim in article.claims}
    for record in walk(data):
        if record is data:
            continue
        keys = tuple(dict.fromkeys(getattr(record, "sources", ())))
        if not keys or getattr(record, "verification", None) == "not_verified":
            continue
        bears = _bears(record, in_law=id(record) in in_law)
        for key in keys:
            counts.setdefault(key, Counter())[bears] += 1
            weights[key] = weights.get(key, 0.0) + WEIGHTS.get(bears, 0) / len(keys)
    heaviest = sorted(weights, key=lambda key: (-weights[key], -counts[key].total(), key))[:MOST_RISKS]
    return tuple(
        Risk(
            source=sources[key],
            weight=round(weights[key], 1),
            phones=counts[key]["phones"],
            laws=counts[key]["laws"],
            money=counts[key]["money"],
            others=counts[key]["others"],
        )
        for key in heaviest
        if weights[key]
    )


def _bears(record: Any, *, in_law: bool) -> str:
    if isinstance(record, Channel):
        return "phones" if record.phone and record.is_public else "others"
    if in_law or bool(getattr(record, "laws", False)):
        return "laws"
    return "money" if _MONEY.search(getattr(record, "text", None) or "") else "others"
