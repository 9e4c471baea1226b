"""What changed for one reader: both editions resolved as that reader sees them, and their cells compared."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
from attrs import define

from cybermatrix.changes.change import Change, Step, What
from cybermatrix.changes.compare import key_of, what_changed
from cybermatrix.changes.report import Report, introduction
from cybermatrix.changes.wording import Names, ended, kind_of, say, verb_of
from cybermatrix.errors import UnknownId
from cybermatrix.language import joined, named
from cybermatrix.matrix import Matrix
from cybermatrix.model import Assignment, CrimeForm
from cybermatrix.reading import specs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cybermatrix.language import Language
    from cybermatrix.matrix import Base, Word
    from cybermatrix.model import Cell

# Of a rule, not told to who sees its cells: where it holds shows as cells that came or went, and its bookkeeping is
# of the coordinator. What is new on a rule is told until it is named here.
_NOT_TOLD = frozenset(
    {
        *("id", "partner", "interventions", "phase", "forms", "replaced_by", "exception_to", "shared"),
        *("checked_on", "checked_basis", "recheck", "corrected_on"),
    }
)


@define(frozen=True)
class CellChange:
    """
    What one rule changed in the cells that somebody sees.

    Attributes:
        what: added (cells gained), ended (cells lost), or what changed in cells that stayed, as in `Change`.
        rule: the id of the assignment, in the newer edition if it still makes the cells.
        cells: the cells, as they are now, or as they were when they are lost.
        change: the field that changed; nothing for cells that came or went.
        is_whole: whether the rule came or went altogether, and not for some forms only.
    """

    what: What
    rule: str
    cells: tuple[Cell, ...] = attrs.field(repr=False)
    change: Change | None = None
    is_whole: bool = True
    _before: str = attrs.field(default="", eq=False, repr=False)
    _base: Any = attrs.field(default=None, eq=False, repr=False)

    def sentence(self, lang: Language = "nl") -> str:
        """Say it in one sentence, which names a category rather than all of its forms."""
        if self.change is not None:
            return self.together([self.change], lang)
        keys = ("cell-new", "cell-also") if self.what == "added" else ("cell-gone", "cell-no-longer")
        text = ended(" ".join(self.cells[0].text.split()))
        return say(keys[not self.is_whole], lang, cell=self._cell(lang), text=text, rule=self.rule)

    def together(self, changes: Sequence[Change], lang: Language = "nl") -> str:
        """Say several changes of this rule, in these cells, in one sentence."""
        rule = say("rules", lang, new=self.rule, old=self._before) if self._before else self.rule
        told = ended("; ".join(change.told(lang) for change in changes))
        return say("cell-changed", lang, cell=self._cell(lang), told=told, rule=rule)

    def _cell(self, lang: Language) -> str:
        first = self.cells[0]
        partners: dict[str, dict[str, set[str]]] = {}
        for cell in self.cells:
            partners.setdefault(cell.partner.id, {}).setdefault(cell.intervention.id, set()).add(cell.crime.id)
        alike: dict[Any, list[str]] = {}
        for partner, types in partners.items():
            key = tuple(sorted((kind, tuple(sorted(forms))) for kind, forms in types.items()))
            alike.setdefault(key, []).append(partner)
        role = verb_of(first.role, lang)
        where = ", ".join(named(item, lang) for item in (first.level, *first.audience)).lower()
        return "; ".join(
            f"{joined([named(self._base.partners[key], lang) for key in keys], lang)}: {role} "
            f"{self._about(partners[keys[0]], lang)} ({where})"
            for keys in alike.values()
        )

    def _about(self, types: dict[str, set[str]], lang: Language) -> str:
        clauses: dict[str, list[str]] = {}
        for kind, forms in types.items():
            clauses.setdefault(_forms(self._base, kind, forms, lang), []).append(kind)
        return "; ".join(
            say(
                "about",
                lang,
                types=joined([named(self._base.interventions[k], lang) for k in kinds], lang),
                forms=forms,
            )
            for forms, kinds in clauses.items()
        )

    def to_record(self, lang: Language = "nl") -> dict[str, Any]:
        """Give it as plain values, for JSON or a table."""
        own = None if self.change is None else self.change.to_record(lang)
        return {
            "what": self.what,
            "rule": self.rule,
            "partners": list(dict.fromkeys(cell.partner.id for cell in self.cells)),
            "role": self.cells[0].role.id,
            "interventions": list(dict.fromkeys(cell.intervention.id for cell in self.cells)),
            "crimes": list(dict.fromkeys(cell.crime.id for cell in self.cells)),
            "field": "" if own is None else own["field"],
            "old": None if own is None else own["old"],
            "new": None if own is None else own["new"],
            "sentence": self.sentence(lang),
        }


def _forms(base: Base, intervention: str, forms: set[str], lang: Language) -> str:
    """Name crime forms: all, whole categories, and the others one by one."""
    skip = {crime for kind, crime in base.not_applicable if kind == intervention}
    if len(forms) > 1 and forms >= set(base.crimes) - skip:
        return say("every-form", lang)
    said: list[str] = []
    left = set(forms)
    for key in sorted({base.crimes[form].category for form in forms}, key=list(base.categories).index):
        within = set(base.forms_of[key]) - skip
        if len(within) > 1 and within <= left:
            said.append(named(base.categories[key], lang))
            left -= within
    return joined(
        [*said, *(named(base.crimes[form], lang) for form in sorted(left, key=base.crime_rank.__getitem__))], lang
    )


_FINDERS: dict[str, tuple[Callable[[Base, str], Any], Callable[[Base], dict[str, Any]]]] = {
    "municipality": (lambda base, word: base.municipality(word), lambda base: base.municipalities),
    "partner": (lambda base, word: base.partner_index.find(word), lambda base: base.partners),
    "crime": (lambda base, word: base.crime_index.find(word), lambda base: {**base.categories, **base.crimes}),
}


@define(frozen=True, repr=False)
class Seen(Report):
    """
    What changed for one municipality, partner or crime form, or for several of these at once.

    Both editions are resolved as that reader sees them, each on its own date, and their cells compared.

    Attributes:
        old, new: the editions; nothing for the older one when the newer is the first.
        changes: everything that changed between the two.
        on: the day on which both are seen, when one was asked for.
        subjects: for each axis what was asked for, in the older and in the newer edition; nothing where it is not there.
    """

    old: Matrix | None
    new: Matrix
    changes: tuple[Change, ...]
    on: dt.date | None = None
    subjects: tuple[tuple[str, Any, Any], ...] = ()

    def for_municipality(self, municipality: Word) -> Seen:
        """Look from a municipality too."""
        return self._narrowed("municipality", municipality)

    def for_partner(self, partner: Word) -> Seen:
        """Keep the cells of a partner."""
        return self._narrowed("partner", partner)

    def for_crime(self, crime: Word) -> Seen:
        """Keep the cells of a crime form or a category."""
        return self._narrowed("crime", crime)

    def _narrowed(self, axis: str, word: Word) -> Seen:
        text = word if isinstance(word, str) else word.id
        find, table = _FINDERS[axis]
        now: Any = None
        before: Any = None
        unknown: UnknownId | None = None
        try:
            now = find(self.new.base, text)
        except UnknownId as error:  # it may have been in the older edition only
            unknown = error
        if self.old is not None:
            before = None if now is None else table(self.old.base).get(now.id)
            if before is None:
                with suppress(LookupError):
                    before = find(self.old.base, text)
        if unknown is not None and before is None:
            raise unknown
        return Seen(self.old, self.new, self.changes, self.on, (*self.subjects, (axis, before, now)))

    @cached_property
    def cells(self) -> tuple[CellChange, ...]:
        """What changed in the cells, rule by rule: gained, changed, lost."""
        if self.old is None:
            return ()
        return tuple(_cell_changes(self.old.base, self._cells(self.old, 1), self.new.base, self._cells(self.new, 2)))

    def _cells(self, matrix: Matrix, which: int) -> tuple[Cell, ...]:
        asked = {subject[0]: subject[which] for subject in self.subjects}
        if None in asked.values():
            return ()
        on = matrix.edition.date if self.on is None else self.on
        return Matrix(matrix.base).where(**asked, on=on).cells

    @cached_property
    def own(self) -> tuple[Change, ...]:
        """What changed in the records of these subjects themselves, such as a name or a telephone number."""
        wanted: set[tuple[str, str]] = set()
        for axis, *both in self.subjects:
            for item in filter(None, both):
                wanted.add((axis if axis != "crime" or isinstance(item, CrimeForm) else "category", item.id))
                if axis == "municipality":
                    wanted.add(("overlay", item.id))
                if axis == "partner" and item.kind_of is not None:
                    wanted.add(("partner", item.kind_of))
        return tuple(
            change
            for change in self.changes
            if (change.kind, change.id) in wanted
            or (
                change.owner is not None
                and change.kind != "assignment"  # a rule is seen in its cells
                and (kind_of(type(change.owner))[0], key_of(change.owner)) in wanted
            )
        )

    def __len__(self) -> int:
        return len(self.cells) + len(self.own)

    def __repr__(self) -> str:
        names = ", ".join((now or before).id for _, before, now in self.subjects)
        before = "nothing" if self.old is None else self.old.edition.id
        return f"<Seen {before} → {self.new.edition.id} for {names}: {len(self):,}>"

    def _whom(self, lang: Language) -> str:
        return joined([named(now or before, lang) for _, before, now in self.subjects], lang)

    def title(self, lang: Language = "nl") -> str:
        """Say what this is a list of, and for whom."""
        return say("title", lang, whom=say("whom", lang, names=self._whom(lang)))

    def introduction(self, lang: Language = "nl") -> str:
        """Say which editions were compared, or that there is nothing to tell."""
        return introduction(self.old, self.new, lang, empty=not len(self))

    def sections(self, lang: Language = "nl") -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give what was gained, what changed and what was lost, then what changed about the subjects themselves."""
        stayed: dict[tuple[Cell, ...], list[CellChange]] = {}
        for one in self.cells:
            if one.change is not None:
                stayed.setdefault(one.cells, []).append(one)
        came_or_went = [one for one in self.cells if one.change is None]
        found = (
            (say("gained", lang), [one.sentence(lang) for one in came_or_went if one.what == "added"]),
            (
                say("changes", lang),
                [same[0].together([one.change for one in same if one.change], lang) for same in stayed.values()],
            ),
            (say("lost", lang), [one.sentence(lang) for one in came_or_went if one.what == "ended"]),
            (say("own", lang, names=self._whom(lang)), [one.sentence(lang) for one in self.own]),
        )
        return tuple((heading, tuple(said)) for heading, said in found if said)

    def to_records(self, lang: Language = "nl") -> list[dict[str, Any]]:
        """Give each change in the cells, then each in the subjects' own records, as a dictionary of plain values."""
        return [*(one.to_record(lang) for one in self.cells), *(one.to_record(lang) for one in self.own)]


def _seen_key(cell: Cell) -> tuple[Any, ...]:
    audience = tuple(item.id for item in cell.audience)
    return (cell.partner.id, cell.intervention.id, cell.crime.id, cell.level.id, cell.role.id, audience)


def _cell_changes(before: Base, old: Sequence[Cell], after: Base, new: Sequence[Cell]) -> Iterator[CellChange]:
    """Compare two views by partner, type, form, level, role and audience, and gather what came of one rule."""
    olds, news = _by_key(old), _by_key(new)
    gained = {key: cell for key, cell in news.items() if key not in olds}
    lost = {key: cell for key, cell in olds.items() if key not in news}
    stayed = [(olds[key], cell) for key, cell in news.items() if key in olds]
    # A rule that took another role, level or audience did not come or go.
    was = {(*key[:3], cell.origin.id): key for key, cell in lost.items()}
    for key, cell in list(gained.items()):
        same = was.pop((*key[:3], cell.origin.id), None)
        if same is not None:
            stayed.append((lost.pop(same), gained.pop(key)))
    known_old, known_new = {cell.origin.id for cell in old}, {cell.origin.id for cell in new}
    names = Names(after, before)
    yield from (
        CellChange("added", rule, cells, is_whole=rule not in known_old, base=after)
        for rule, cells in _by_rule(gained.values())
    )
    groups: dict[tuple[str, str], list[tuple[Cell, Cell]]] = {}
    for pair in stayed:
        groups.setdefault((pair[0].origin.id, pair[1].origin.id), []).append(pair)
    for (rule, now), pairs in groups.items():
        left, right = pairs[0][0].origin, pairs[0][1].origin
        if left is right or left == right:
            continue
        cells = tuple(cell for _, cell in pairs)
        for change in _rule_changes(left, right, names):
            yield CellChange(change.what, now, cells, change, before="" if rule == now else rule, base=after)
    yield from (
        CellChange("ended", rule, cells, is_whole=rule not in known_new, base=before)
        for rule, cells in _by_rule(lost.values())
    )


def _by_key(cells: Iterable[Cell]) -> dict[tuple[Any, ...], Cell]:
    """Give cells by what makes them one; without a place several areas stand side by side, and the area tells them apart."""
    found: dict[tuple[Any, ...], Cell] = {}
    for cell in cells:
        key = _seen_key(cell)
        while key in found:
            key = (*key, cell.area.id)
        found[key] = cell
    return found


def _by_rule(cells: Iterable[Cell]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    rules: dict[str, list[Cell]] = {}
    for cell in cells:
        rules.setdefault(cell.origin.id, []).append(cell)
    return ((rule, tuple(found)) for rule, found in rules.items())


def _rule_changes(old: Assignment, new: Assignment, names: Names) -> Iterator[Change]:
    for spec in specs(Assignment):
        a, b = getattr(old, spec.name), getattr(new, spec.name)
        if spec.name in _NOT_TOLD or a == b or (spec.many and Counter(a) == Counter(b)):
            continue
        yield Change(
            kind="assignment",
            id=new.id,
            name=names.gist(new, "nl"),
            what=what_changed(spec, b, top=True),
            field=spec.key,
            old=a,
            new=b,
            noun=new,
            trail=(Step(spec),),
            names=names,
        )
