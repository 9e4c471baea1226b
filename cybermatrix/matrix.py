"""The immutable collection of cells: narrow it, walk it, count it.

Here rules become answers. A place and a date are a viewpoint: they decide which rules hold, which body stands for
a kind and which of two rules is nearer. Everything else that `where` takes only narrows what was resolved, so the
order of questions never matters. Pairs of intervention and crime form are resolved when they are first asked for.
"""

from __future__ import annotations

import datetime as dt
import os
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from cybermatrix.errors import AmbiguousName, ConflictingViewpoint, InvalidQuestion, UnknownId
from cybermatrix.model import (
    Area,
    Assignment,
    Audience,
    Cell,
    CrimeForm,
    Edition,
    Example,
    Instrument,
    InterventionType,
    LawArticle,
    Municipality,
    Partner,
    Role,
    Situation,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from cybermatrix.model import Category, Channel, Data


class Named(Protocol):
    """Anything with an id: each of the nouns."""

    @property
    def id(self) -> str:
        """The fixed key."""
        ...


Word: TypeAlias = "str | Named"
Words: TypeAlias = "Word | Iterable[Word] | None"
Pair: TypeAlias = "tuple[str, str]"
Nearness: TypeAlias = "tuple[int, int, int, int]"
Filters: TypeAlias = "frozenset[tuple[str, frozenset[str]]]"

_T = TypeVar("_T")

# A long-running service must not keep every question it was ever asked.
_MOST_KEPT = 512
# Views and what was worked out of them are large, and places are asked for one after the other.
_FEW_KEPT = 24
# Of parts of guides there are more, and each is smaller.
_PARTS_KEPT = 64


def _kept(kept: dict[Any, Any], key: Hashable, work_out: Callable[[], _T], most: int) -> _T:
    """Give what is kept under a key, or work it out and keep it; what was asked for longest ago makes room."""
    found: _T | None = kept.pop(key, None)
    if found is None:
        found = work_out()
        while len(kept) >= most:
            kept.pop(next(iter(kept)), None)
    kept[key] = found
    return found


_APART = {code: " " for code in range(128) if not chr(code).isalnum()}


def normal(word: str) -> str:
    """Fold case, accents, hyphens and blanks, so that ``Súdwest-Fryslân`` and ``sudwest fryslan`` are the same word."""
    if word.isascii():  # nearly all are, and there are thousands
        return " ".join(word.lower().translate(_APART).split())
    folded = unicodedata.normalize("NFKD", word.casefold())
    return " ".join(
        "".join(char if char.isalnum() else " " for char in folded if not unicodedata.combining(char)).split()
    )


def today() -> dt.date:
    """Give today, or the day that ``SOURCE_DATE_EPOCH`` (seconds since 1970, UTC) sets, so that builds can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return dt.date.today()  # noqa: DTZ011  # rules change at local midnight, where the reader is
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        msg = f"SOURCE_DATE_EPOCH must be a number of seconds since 1970, not {epoch!r}"
        raise InvalidQuestion(msg, about="epoch", word=epoch) from error


def as_date(value: str | dt.date) -> dt.date:
    """Read a date as people type it in a question: a date, or ``2026-11-23``."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value)
    except (ValueError, TypeError) as error:
        msg = f"{value!r:.80} is not a date; write year-month-day, such as '2026-11-23'"
        raise InvalidQuestion(msg, about="date", word=value) from error


class _Index:
    """The words by which the nouns of one kind are known."""

    def __init__(self, kind: str, items: Iterable[tuple[Any, tuple[str | None, ...]]]) -> None:
        self.kind = kind
        self.by_id: dict[str, Any] = {}
        self._items = tuple(items)
        for item, _ in self._items:
            self.by_id.setdefault(item.id, item)

    @cached_property
    def by_word(self) -> dict[str, list[Any]]:
        """The nouns that each word fits; who asks by id never needs it."""
        found: dict[str, list[Any]] = {}
        for item, words in self._items:
            for word in {normal(word) for word in words if word} - {""}:
                found.setdefault(word, []).append(item)
        return found

    def find(self, word: str) -> Any:
        """
        Give the one noun that this word names.

        An id, to the letter, always decides: it is unique within its kind, and what an answer gives can be asked again.
        A name that fits several (as areas, Utrecht is a municipality and a safety region) is not guessed.
        """
        found = self.by_id.get(word)
        if found is not None:
            return found
        candidates = list(dict.fromkeys(self.by_word.get(normal(word), ())))
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise AmbiguousName(self.kind, word, [item.id for item in candidates])
        raise UnknownId(self.kind, word, self.near(word))

    def near(self, word: str) -> tuple[str, ...]:
        """Give ids whose id or name looks like the word, nearest first."""
        if not 0 < len(word) <= 60:
            return ()
        import difflib  # noqa: PLC0415  # only a wrong word needs it

        close = difflib.get_close_matches(normal(word), list(self.by_word), 3, 0.6)
        return tuple(dict.fromkeys(item.id for name in close for item in self.by_word[name][:2]))[:3]


class _Rule:
    """An assignment with its references joined, once for all cells that come of it."""

    __slots__ = (
        "area",
        "assignment",
        "audience",
        "audience_ids",
        "depth",
        "laws",
        "level",
        "order",
        "partner",
        "role",
        "sources",
    )

    def __init__(self, base: Base, assignment: Assignment) -> None:
        self.assignment: Assignment = assignment
        self.partner: Partner = base.partners[assignment.partner]
        self.role: Role = base.roles[assignment.role]
        self.level: Any = base.levels[assignment.level]
        self.area: Area = base.areas[assignment.area]
        self.depth: int = len(base.chain(assignment.area))
        self.audience_ids: frozenset[str] = frozenset(assignment.audience)
        self.audience: tuple[Audience, ...] = tuple(
            item for item in base.data.audiences if item.id in self.audience_ids
        )
        self.sources: tuple[Source, ...] = tuple(base.sources[key] for key in assignment.sources)
        self.laws: tuple[LawArticle, ...] = tuple(base.law_articles[key] for key in assignment.laws)
        # Where its cells stand among others of the same role and partner.
        self.order: tuple[Any, ...] = (
            base.level_rank[assignment.level],
            base.chain(assignment.area)[::-1],
            tuple(item.id for item in self.audience),
            assignment.id,
        )


class Base:
    """What every matrix of one edition shares: the data, its indexes, and the answers that were resolved."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self._views: dict[tuple[str | None, dt.date], View] = {}
        self._kept: dict[Hashable, Any] = {}
        self._kept_parts: dict[Hashable, Any] = {}
        self._chains: dict[str, tuple[str, ...]] = {}
        # From a place, what comes of a pair depends on this alone; most of it is the same in the next region.
        self.last_resolved: dict[Pair, tuple[list[tuple[Partner, ...]], tuple[Cell, ...]]] = {}

    def kept(self, key: Hashable, work_out: Callable[[], _T]) -> _T:
        """
        Give what was worked out of this edition under a key before, or work it out now; the latest are kept.

        Args:
            key: tells it from everything else that is kept; with all that the answer depends on beside the edition.
            work_out: how to find it when it is not there.
        """
        return _kept(self._kept, key, work_out, _FEW_KEPT)

    def kept_part(self, key: Hashable, work_out: Callable[[], _T]) -> _T:
        """Give a part of a guide as `kept` does."""
        return _kept(self._kept_parts, key, work_out, _PARTS_KEPT)

    @cached_property
    def partners(self) -> dict[str, Partner]:
        """Every partner by id: those with a record, and the bodies that the registers name."""
        return {**self.register_bodies, **{item.id: item for item in self.data.partners}}

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Roles by id, in role order."""
        return {item.id: item for item in self.data.roles}

    @cached_property
    def levels(self) -> dict[str, Any]:
        """Levels by id, in order."""
        return {item.id: item for item in self.data.levels}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        return {item.id: item for item in self.data.sources}

    @cached_property
    def law_articles(self) -> dict[str, LawArticle]:
        """Law articles by each reference that leads to them."""
        articles = [article for law in self.data.laws for article in law.articles]
        return {ref: article for article in articles for ref in (*article.also, article.id)}

    @cached_property
    def channels(self) -> dict[str, Channel]:
        """Channels by id and by every older id."""
        channels = [channel for partner in self.data.partners for channel in partner.channels]
        channels += self.data.channels
        return {key: channel for channel in channels for key in (*channel.also, channel.id)}

    @cached_property
    def crimes(self) -> dict[str, CrimeForm]:
        """Crime forms by id, in order."""
        return {item.id: item for item in self.data.crimes}

    @cached_property
    def crime_rank(self) -> dict[str, int]:
        """Where each crime form stands in lists."""
        return {key: number for number, key in enumerate(self.crimes)}

    @cached_property
    def forms_of(self) -> dict[str, tuple[str, ...]]:
        """The crime forms of each category that has any, in order."""
        found: dict[str, list[str]] = {}
        for crime in self.crimes.values():
            found.setdefault(crime.category, []).append(crime.id)
        return {category: tuple(forms) for category, forms in found.items()}

    @cached_property
    def categories(self) -> dict[str, Category]:
        """Categories by id, in order."""
        return {item.id: item for item in self.data.categories}

    @cached_property
    def interventions(self) -> dict[str, InterventionType]:
        """Intervention types by id, in order."""
        return {item.id: item for item in self.data.interventions}

    @cached_property
    def municipalities(self) -> dict[str, Municipality]:
        """Municipalities by id."""
        return {item.id: item for item in self.data.municipalities}

    @cached_property
    def areas(self) -> dict[str, Area]:
        """The tree of areas by id: country, police units, safety regions, municipalities."""
        found = {"land": Area(id="land", name="Nederland", kind="land")}
        for unit in self.data.police_units:
            found[unit.id] = Area(id=unit.id, name=unit.name, kind="politie-eenheid", parent="land", code=unit.code)
        for region in self.data.safety_regions:
            found[region.id] = Area(
                id=region.id, name=region.name, kind="veiligheidsregio", parent=region.unit, code=region.code
            )
        for place in self.data.municipalities:
            found[place.id] = Area(id=place.id, name=place.name, kind="gemeente", parent=place.region, code=place.code)
        return found

    def chain(self, area: str) -> tuple[str, ...]:
        """Give an area and the areas around it, smallest first."""
        found = self._chains.get(area)
        if found is None:
            parent = self.areas[area].parent
            found = self._chains[area] = (area,) if parent is None else (area, *self.chain(parent))
        return found

    @cached_property
    def register_bodies(self) -> dict[str, Partner]:
        """The local bodies that the registers name: each municipality, safety region and base team is one."""
        declared = {item.id: item for item in self.data.partners}
        bodies: dict[str, Partner] = {}

        def add(kind: str, key: str, name: str, name_en: str, areas: tuple[str, ...]) -> None:
            whole = declared.get(kind)
            body = f"{kind if kind != 'politie-basisteam' else 'basisteam'}-{key}"
            if whole is not None and body not in declared:
                bodies[body] = Partner(
                    id=body,
                    name=name,
                    name_en=name_en,
                    kind=whole.kind,
                    level=whole.level,
                    kind_of=kind,
                    areas=areas,
                    order=whole.order,
                )

        for place in self.data.municipalities:
            add("gemeente", place.id, f"Gemeente {place.name}", f"Municipality of {place.name}", (place.id,))
        for region in self.data.safety_regions:
            add(
                "veiligheidsregio",
                region.id.removeprefix("vr-"),
                f"Veiligheidsregio {region.name}",
                f"Safety Region {region.name}",
                (region.id,),
            )
        for team in self.data.base_teams:
            add(
                "politie-basisteam",
                team.id,
                f"Basisteam {team.name}",
                f"Police base team {team.name}",
                team.municipalities,
            )
        return bodies

    @cached_property
    def bodies(self) -> dict[str, tuple[Partner, ...]]:
        """The local bodies of each kind, in the order of the data."""
        found: dict[str, list[Partner]] = {}
        for partner in self.partners.values():
            if partner.kind_of is not None:
                found.setdefault(partner.kind_of, []).append(partner)
        return {kind: tuple(bodies) for kind, bodies in found.items()}

    @cached_property
    def partner_rank(self) -> dict[str, tuple[int, int]]:
        """Where each partner stands in lists: in the order of the data, a body right after its kind."""
        rank = {partner.id: number for number, partner in enumerate(self.data.partners)}
        ranks: dict[str, tuple[int, int]] = {}
        for number, partner in enumerate(self.partners.values()):
            own = rank.get(partner.id)
            ranks[partner.id] = (rank.get(partner.kind_of or "", 0), number + 1) if own is None else (own, 0)
        return ranks

    @cached_property
    def role_rank(self) -> dict[str, int]:
        """Where each role stands in role order."""
        return {key: number for number, key in enumerate(self.roles)}

    @cached_property
    def level_rank(self) -> dict[str, int]:
        """Where each level stands in lists."""
        return {key: number for number, key in enumerate(self.levels)}

    @cached_property
    def not_applicable(self) -> dict[Pair, str]:
        """The pairs that make no sense, with the reason."""
        return {(item.intervention, item.crime): item.reason for item in self.data.not_applicable}

    @cached_property
    def rules(self) -> tuple[_Rule, ...]:
        """Every assignment, those of the overlays too."""
        own = (item for overlay in self.data.overlays for item in overlay.assignments)
        return tuple(_Rule(self, item) for item in (*self.data.assignments, *own))

    @cached_property
    def by_pair(self) -> dict[Pair, list[tuple[_Rule, int, int]]]:
        """For each pair the rules that cover it, each with how precisely it names the form (0–2) and the type (0–1)."""
        found: dict[Pair, list[tuple[_Rule, int, int]]] = {}
        for rule in self.rules:
            forms = expand_forms(self, rule.assignment.forms)
            types = expand_types(self.data, rule.assignment)
            for crime, form_precision in forms.items():
                for intervention, type_precision in types.items():
                    if (intervention, crime) not in self.not_applicable:
                        found.setdefault((intervention, crime), []).append((rule, form_precision, type_precision))
        return found

    def pairs(self, filters: Filters) -> tuple[Pair, ...]:
        """Give the (intervention, crime form) ids that filters leave, those that make no sense left out, form by form."""
        types, forms = chosen(filters, "intervention"), chosen(filters, "crime")
        return tuple(
            (intervention, crime)
            for crime in self.crimes
            if forms is None or crime in forms
            for intervention in self.interventions
            if (types is None or intervention in types) and (intervention, crime) not in self.not_applicable
        )

    def view(self, place: str | None, on: dt.date) -> View:
        """Give the answers as seen from one place on one day; they are kept."""
        return _kept(self._views, (place, on), lambda: View(self, place, on), _FEW_KEPT)

    # --- words ---

    @cached_property
    def crime_index(self) -> _Index:
        """Crime forms and categories by the words for them."""
        forms = [(item, (item.id, item.name, item.name_en, *item.aliases)) for item in self.data.crimes]
        # A word that a form uses as an alias must not hide the form or family that is really called so.
        families = [(item, (item.id, item.name, item.name_en)) for item in self.data.categories]
        return _Index("crime form", _names_before_aliases([*forms, *families]))

    @cached_property
    def partner_index(self) -> _Index:
        """Partners by the words for them."""
        return _Index(
            "partner",
            _names_before_aliases(
                [
                    (item, (item.id, item.name, item.name_en, item.abbreviation, *item.aliases))
                    for item in self.partners.values()
                ]
            ),
        )

    @cached_property
    def intervention_index(self) -> _Index:
        """Intervention types by the words for them."""
        return _Index("intervention type", [(i, (i.id, i.name, i.name_en, i.code)) for i in self.data.interventions])

    @cached_property
    def role_index(self) -> _Index:
        """Roles by the words for them."""
        return _Index("role", [(i, (i.id, i.name, i.name_en, i.verb, i.letter)) for i in self.data.roles])

    @cached_property
    def phase_index(self) -> _Index:
        """Phases by the words for them."""
        return _Index("phase", [(i, (i.id, i.name, i.name_en)) for i in self.data.phases])

    @cached_property
    def block_index(self) -> _Index:
        """Blocks by the words for them."""
        return _Index("block", [(i, (i.id, i.name, i.name_en)) for i in self.data.blocks])

    @cached_property
    def level_index(self) -> _Index:
        """Levels by the words for them."""
        return _Index("level", [(i, (i.id, i.name, i.name_en)) for i in self.data.levels])

    @cached_property
    def audience_index(self) -> _Index:
        """Audiences by the words for them."""
        return _Index("audience", [(i, (i.id, i.name, i.name_en)) for i in self.data.audiences])

    @cached_property
    def area_index(self) -> _Index:
        """Areas by the words for them."""
        return _Index("area", [(i, (i.id, i.name, i.code)) for i in self.areas.values()])

    @cached_property
    def municipality_index(self) -> _Index:
        """Municipalities of today by the words for them."""
        return _Index(
            "municipality",
            [(i, (i.id, i.name, i.cbs_name, i.code, _bare(i.name), *i.aliases)) for i in self.data.municipalities],
        )

    @cached_property
    def situation_index(self) -> _Index:
        """Situations by the words for them."""
        return _Index("situation", [(i, (i.id, i.name, i.name_en, f"s{i.number}")) for i in self.data.situations])

    def municipality(self, word: Word) -> Municipality:
        """Give the municipality that a name, code or id means; a name of the past answers as its successor."""
        text = _text(word)
        try:
            found: Municipality = self.municipality_index.find(text)
        except UnknownId:
            wanted = normal(text)
            former = [one for one in self.data.former_municipalities if wanted in (normal(one.name), normal(one.code))]
            successors = list(dict.fromkeys(key for one in former for key in one.successors))
            if not successors:
                raise
            if len(successors) > 1:
                raise AmbiguousName("municipality", text, successors) from None
            found = self.municipalities[successors[0]]
        return found

    def successor(self, partner: Partner, on: dt.date) -> Partner:
        """Give who answers for a partner on a day: itself, or after its end whoever took over."""
        while partner.is_gone(on) and partner.replaced_by is not None:
            partner = self.partners[partner.replaced_by]
        return partner


def _bare(name: str) -> str:
    """Give a name without what tells it apart: both Bergen (L) and Bergen (NH) are called Bergen."""
    return name.partition(" (")[0]


def _names_before_aliases(items: list[tuple[Any, tuple[str | None, ...]]]) -> list[tuple[Any, tuple[str | None, ...]]]:
    """Leave out an alias that is the id or own name of another noun: the one that is called so wins."""
    owner: dict[str, str] = {}
    for item, _ in items:
        owner.setdefault(normal(item.name), item.id)
        owner[normal(item.id)] = item.id
    return [
        (
            item,
            tuple(
                word for word in words if (word and owner.get(normal(word), item.id) == item.id) or word == item.name
            ),
        )
        for item, words in items
    ]


def chosen(filters: Filters, axis: str) -> frozenset[str] | None:
    """Give the ids that all filters on one axis leave; nothing where there is no such filter."""
    sets = [ids for name, ids in filters if name == axis]
    return frozenset.intersection(*sets) if sets else None


def expand_forms(base: Base, forms: tuple[str, ...]) -> dict[str, int]:
    """
    Give the crime forms that a list of forms, categories or ``alle`` means, each with how precisely it was named (2, 1, 0).

    They stand in the order of the data. A rule for one form costs the same, however many forms there are.
    """
    crimes = base.crimes
    if "alle" in forms:
        meant = list(crimes)
    else:
        found = {word for word in forms if word in crimes}.union(*(base.forms_of.get(word, ()) for word in forms))
        meant = sorted(found, key=base.crime_rank.__getitem__)
    return {key: 2 if key in forms else 1 if crimes[key].category in forms else 0 for key in meant}


def expand_types(data: Data, assignment: Assignment) -> dict[str, int]:
    """Give the intervention types that an assignment means, each with how precisely it was named (1, 0 by a phase)."""
    if assignment.phase is not None:
        return {item.id: 0 for item in data.interventions if item.phase == assignment.phase}
    return dict.fromkeys(assignment.interventions, 1)


class Standing:
    """A rule as it stands in one pair for one body, and how near it is there."""

    __slots__ = ("body", "nearness", "rule")

    def __init__(self, rule: _Rule, body: Partner, nearness: Nearness) -> None:
        self.rule: _Rule = rule
        self.body: Partner = body
        self.nearness: Nearness = nearness


class View:
    """The answers as seen from one place on one day, or without a place, where kinds stay kinds."""

    def __init__(self, base: Base, place: str | None, on: dt.date) -> None:
        self.base = base
        self.on = on
        self.place = place
        self.chain: frozenset[str] | None = None if place is None else frozenset(base.chain(place))
        self._cells: dict[Pair, tuple[Cell, ...]] = {}
        self._answers: dict[Filters, tuple[Cell, ...]] = {}
        self._bodies: dict[str, tuple[Partner, ...]] = {}
        self._meant: dict[_Rule, tuple[Partner, ...]] = {}
        self._kin: dict[str, frozenset[str]] = {}

    def bodies(self, partner: Partner) -> tuple[Partner, ...]:
        """Give who a partner is here: its local bodies, or itself where it has none."""
        if self.chain is None:
            return (partner,)
        found = self._bodies.get(partner.id)
        if found is None:
            local = (body for body in self.base.bodies.get(partner.id, ()) if self._is_here(body))
            found = self._bodies[partner.id] = tuple(local) or (partner,)
        return found

    def _is_here(self, body: Partner) -> bool:
        return self.chain is not None and not body.is_gone(self.on) and not self.chain.isdisjoint(body.areas)

    def kin(self, partner: Partner) -> frozenset[str]:
        """Give the ids by which a filter on partners takes this one: its own, its kind and wholes, and their bodies here."""
        found = self._kin.get(partner.id)
        if found is None:
            ids: set[str] = set()
            todo = [partner]
            while todo:
                one = todo.pop()
                if one.id in ids:
                    continue
                ids.add(one.id)
                for up in (one.kind_of, one.part_of):
                    if up is not None:
                        whole = self.base.partners[up]
                        todo.append(whole)
                        if up == one.part_of and self.chain is not None:
                            ids.update(body.id for body in self.bodies(whole))
            found = self._kin[partner.id] = frozenset(ids)
        return found

    def _who(self, rule: _Rule) -> tuple[Partner, ...]:
        """Give the bodies that a rule means here; nobody where or when it does not hold. Most rules are of many pairs."""
        found = self._meant.get(rule)
        if found is None:
            holds = rule.assignment.is_in_force(self.on) and (self.chain is None or rule.area.id in self.chain)
            found = self._meant[rule] = self.bodies(rule.partner) if holds else ()
        return found

    def standing(self, pair: Pair) -> list[Standing]:
        """Give every rule that holds here and covers the pair, for each body that it means."""
        found = []
        for rule, form_precision, type_precision in self.base.by_pair.get(pair, ()):
            for body in self._who(rule):
                named = int(body.id == rule.partner.id)
                found.append(Standing(rule, body, (rule.depth, form_precision, type_precision, named)))
        return found

    def cells(self, pair: Pair) -> tuple[Cell, ...]:
        """Give the resolved cells of a pair: roles in role order, then partners, levels and areas in theirs."""
        found = self._cells.get(pair)
        if found is None:
            found = self._cells[pair] = self._resolved(pair)
        return found

    def _resolved(self, pair: Pair) -> tuple[Cell, ...]:
        if self.chain is None:
            return self._resolve(pair, self.standing(pair))
        who = [self._who(rule) for rule, _, _ in self.base.by_pair.get(pair, ())]
        before = self.base.last_resolved.get(pair)
        if before is not None and before[0] == who:
            return before[1]
        found = self._resolve(pair, self.standing(pair))
        self.base.last_resolved[pair] = who, found
        return found

    def answer(self, filters: Filters) -> tuple[Cell, ...]:
        """Give the cells that pass every filter, in order; they are kept."""
        return _kept(self._answers, filters, lambda: self._narrow(filters), _MOST_KEPT)

    def _narrow(self, filters: Filters) -> tuple[Cell, ...]:
        base = self.base
        cells = [cell for pair in base.pairs(filters) for cell in self.cells(pair)]
        for axis, ids in filters:
            if axis == "partner":  # who answers for a partner depends on the day
                now = {base.successor(base.partners[key], self.on).id for key in ids}
                cells = [cell for cell in cells if not now.isdisjoint(self.kin(cell.partner))]
            elif axis == "role":
                cells = [cell for cell in cells if cell.role.id in ids]
            elif axis == "level":
                cells = [cell for cell in cells if cell.level.id in ids]
            elif axis == "audience":
                cells = [cell for cell in cells if not cell.audience or any(one.id in ids for one in cell.audience)]
            elif axis == "area":
                cells = [cell for cell in cells if not ids.isdisjoint(base.chain(cell.area.id))]
            elif axis == "status":
                cells = [cell for cell in cells if cell.status in ids]
        return tuple(cells)

    def _resolve(self, pair: Pair, standing: Iterable[Standing]) -> tuple[Cell, ...]:
        groups: dict[tuple[Any, ...], list[Standing]] = {}
        for one in standing:
            rule = one.rule
            area = rule.area.id if self.chain is None else None
            key: tuple[Any, ...]
            if rule.role.id == "geen":  # no role in this pair, at every level and for everyone
                key = (one.body.id, "geen", area)
            else:
                key = (one.body.id, rule.role.id, area, rule.level.id, rule.audience_ids)
            groups.setdefault(key, []).append(one)
        if not groups:
            return ()
        winners: list[tuple[Standing, list[Standing]]] = []
        for group in groups.values():
            if len(group) == 1:  # as nearly everywhere
                winners.append((group[0], []))
                continue
            best = max(group, key=lambda one: (one.nearness, one.rule.assignment.id))
            winners.append((best, [one for one in group if one is not best]))
        if any(key[1] == "geen" for key in groups):
            winners = self._without_a_role(winners)
        winners.sort(key=self._order)
        intervention, crime = self.base.interventions[pair[0]], self.base.crimes[pair[1]]
        return tuple(
            Cell(
                best.body,
                intervention,
                crime,
                best.rule.role,
                best.rule.level,
                best.rule.area,
                best.rule.audience,
                best.rule.sources,
                best.rule.laws,
                best.rule.assignment,
                _in_order(aside),
            )
            for best, aside in winners
        )

    def _without_a_role(self, winners: list[tuple[Standing, list[Standing]]]) -> list[tuple[Standing, list[Standing]]]:
        """Let *geen* do its work: by law it ends the partner's other rules here, without a law only those less near."""
        kept: list[tuple[Standing, list[Standing]]] = []
        nones = [entry for entry in winners if entry[0].rule.role.id == "geen"]
        others = [entry for entry in winners if entry[0].rule.role.id != "geen"]
        for none, none_aside in nones:
            lawful = bool(none.rule.assignment.laws)
            stronger: list[tuple[Standing, list[Standing]]] = []
            ended: list[Standing] = []
            for entry in others:
                one = entry[0]
                if one.body.id != none.body.id or not self._meet(none, one, lawful=lawful):
                    continue
                is_exception = one.rule.assignment.exception_to == none.rule.assignment.id and one.rule.laws
                if is_exception or (not lawful and one.nearness > none.nearness):
                    stronger.append(entry)
                else:
                    ended += [one, *entry[1]]
            others = [entry for entry in others if entry[0] not in ended]
            if stronger and not lawful:
                aside = [none, *none_aside, *ended]
                others = [(one, [*old, *aside]) if (one, old) in stronger else (one, old) for one, old in others]
            else:
                kept.append((none, [*none_aside, *ended]))
        return others + kept

    def _meet(self, none: Standing, other: Standing, *, lawful: bool) -> bool:
        """Tell whether a *geen* speaks wherever the other rule holds: from a place always, else within its own area."""
        if self.chain is not None:
            return True
        area, home = none.rule.area.id, other.rule.area.id
        return area in self.base.chain(home) if lawful else area == home

    def _order(self, winner: tuple[Standing, list[Standing]]) -> tuple[Any, ...]:
        best = winner[0]
        return self.base.role_rank[best.rule.role.id], self.base.partner_rank[best.body.id], best.rule.order


def _in_order(standings: list[Standing]) -> tuple[Assignment, ...]:
    """Give rules that were set aside, nearest first, each once."""
    if not standings:
        return ()
    ordered = sorted(standings, key=lambda one: (one.nearness, one.rule.assignment.id), reverse=True)
    return tuple(dict.fromkeys(one.rule.assignment for one in ordered))


class Matrix:
    """
    The cells of one edition, seen from a viewpoint and narrowed by filters. Never changes; `where` gives a new one.

    ``len(matrix)`` counts its cells; iteration gives them crime form by crime form, then by intervention type, role and
    partner, in the order of the data.
    """

    __slots__ = ("_base", "_filters", "_on", "_place")

    def __init__(
        self,
        base: Base,
        place: str | None = None,
        on: dt.date | None = None,
        filters: Filters = frozenset(),
    ) -> None:
        self._base = base
        self._place = place
        self._on = on
        self._filters = filters

    # --- what stands in it ---

    @property
    def base(self) -> Base:
        """The data and indexes that all matrices of this edition share."""
        return self._base

    @property
    def data(self) -> Data:
        """The edition as it was written."""
        return self._base.data

    @property
    def edition(self) -> Edition:
        """Which issue of the data this is."""
        return self.data.edition

    @property
    def partners(self) -> tuple[Partner, ...]:
        """Partners with a record of their own, in the order of the data; local bodies follow from the registers."""
        return self.data.partners

    @property
    def crime_forms(self) -> tuple[CrimeForm, ...]:
        """Crime forms, in the order of the data."""
        return self.data.crimes

    @property
    def intervention_types(self) -> tuple[InterventionType, ...]:
        """Intervention types, from before to after."""
        return self.data.interventions

    @property
    def roles(self) -> tuple[Role, ...]:
        """Roles, in role order."""
        return self.data.roles

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """Instruments, in the order of the data."""
        return self.data.instruments

    @property
    def situations(self) -> tuple[Situation, ...]:
        """Situations, by number."""
        return self.data.situations

    @property
    def municipalities(self) -> tuple[Municipality, ...]:
        """Municipalities of today, in the order of the register."""
        return self.data.municipalities

    @property
    def sources(self) -> tuple[Source, ...]:
        """Sources, in the order of the data."""
        return self.data.sources

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """Assignments as they were written, those of overlays last."""
        return self.data.assignments + tuple(item for own in self.data.overlays for item in own.assignments)

    @property
    def examples(self) -> tuple[Example, ...]:
        """Things done once, somewhere."""
        return self.data.examples

    @property
    def municipality(self) -> Municipality | None:
        """The place from which the matrix is seen, if any."""
        return None if self._place is None else self._base.municipalities[self._place]

    @property
    def on(self) -> dt.date:
        """The day on which the matrix is seen: the one that was asked for, or today."""
        return today() if self._on is None else self._on

    @property
    def view(self) -> View:
        """The resolved answers behind this matrix, before its filters."""
        return self._base.view(self._place, self.on)

    # --- a collection ---

    def where(
        self,
        *,
        crime: Words = None,
        partner: Words = None,
        intervention: Words = None,
        role: Words = None,
        phase: Words = None,
        block: Words = None,
        level: Words = None,
        audience: Words = None,
        area: Words = None,
        status: Words = None,
        municipality: Word | None = None,
        on: str | dt.date | None = None,
    ) -> Matrix:
        """
        Give a smaller matrix.

        Every filter takes an id, a Dutch or English name, an alias, an abbreviation or a code, one or several; several of
        one kind mean "any of these". ``crime`` also takes categories. ``partner`` takes a partner with its local bodies
        and its parts; ``audience`` keeps what is for that audience or for everyone; ``area`` keeps rules that hold for
        that area or for a place in it. ``municipality`` and ``on`` are no filters but a viewpoint, and take one value.

        Raises:
            UnknownId: for a word that names nothing, with near misses.
            AmbiguousName: for a name that fits several, with the candidates.
            ConflictingViewpoint: for a second, different place or date.
        """
        base = self._base
        place, day = self._place, self._on
        if municipality is not None:
            found = base.municipality(municipality).id
            if place is not None and place != found:
                raise ConflictingViewpoint("municipality", place, found)
            place = found
        if on is not None:
            date = as_date(on)
            if day is not None and day != date:
                raise ConflictingViewpoint("on", day.isoformat(), date.isoformat())
            day = date
        filters = set(self._filters)
        if crime is not None:
            filters.add(("crime", _forms_of(base, crime)))
        if intervention is not None:
            filters.add(("intervention", ids_of(base.intervention_index, intervention)))
        if phase is not None:
            phases = ids_of(base.phase_index, phase)
            filters.add(("intervention", frozenset(i.id for i in base.data.interventions if i.phase in phases)))
        if block is not None:
            blocks = ids_of(base.block_index, block)
            filters.add(("intervention", frozenset(i.id for i in base.data.interventions if i.block in blocks)))
        if partner is not None:
            filters.add(("partner", ids_of(base.partner_index, partner)))
        if role is not None:
            filters.add(("role", ids_of(base.role_index, role)))
        if level is not None:
            filters.add(("level", ids_of(base.level_index, level)))
        if audience is not None:
            filters.add(("audience", ids_of(base.audience_index, audience)))
        if area is not None:
            filters.add(("area", ids_of(base.area_index, area)))
        if status is not None:
            filters.add(("status", _statuses(status)))
        return Matrix(base, place, day, frozenset(filters))

    def unfiltered(self) -> Matrix:
        """Give the whole matrix as seen from the same place on the same day."""
        return Matrix(self._base, self._place, self._on)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The (intervention, crime form) ids that this matrix is about, n.v.t. left out, form by form."""
        return self._base.pairs(self._filters)

    def asked(self, axis: str) -> frozenset[str]:
        """Give the ids on the ``crime`` or ``intervention`` axis that this matrix looks at; all of them without a filter."""
        every = self._base.crimes if axis == "crime" else self._base.interventions
        ids = chosen(self._filters, axis)
        return frozenset(every) if ids is None else ids

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, in order."""
        return self.view.answer(self._filters)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def __contains__(self, cell: object) -> bool:
        return cell in self.cells

    def __getitem__(self, number: int) -> Cell:
        return self.cells[number]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Matrix):
            return NotImplemented
        return (
            (self._place, self.on) == (other._place, other.on)
            and (self._base is other._base or self.data == other.data)
            and all(self.asked(axis) == other.asked(axis) for axis in ("crime", "intervention"))
            and self.cells == other.cells
        )

    def __hash__(self) -> int:
        return hash((self.edition.id, self._place))  # no filters: two ways to ask may give equal answers

    def __repr__(self) -> str:
        cells = self.cells
        place = "" if self._place is None else f" from {self._place}"
        partners = len({cell.partner.id for cell in cells}) if self._filters else len(self.partners)
        types = len({cell.intervention.id for cell in cells}) if self._filters else len(self.intervention_types)
        crimes = len({cell.crime.id for cell in cells}) if self._filters else len(self.crime_forms)
        return f"<Matrix {self.edition.id}{place}: {partners} partners × {types} types × {crimes} crimes, {len(cells):,} cells>"


def _words(words: Words) -> Iterable[Word]:
    if isinstance(words, str) or hasattr(words, "id"):
        return (words,)  # type: ignore[return-value]  # what has an id is a noun, also when one could walk over it
    if not isinstance(words, Iterable):
        msg = f"a filter takes words or nouns, not {type(words).__name__}"
        raise InvalidQuestion(msg)
    return words


def ids_of(index: _Index, words: Words) -> frozenset[str]:
    """
    Give the ids that one or several words or nouns of one kind mean.

    Raises:
        UnknownId, AmbiguousName, InvalidQuestion: for what names nothing, several, or is no word at all.
    """
    return frozenset(index.find(_text(word)).id for word in _words(words))


def _text(word: Word) -> str:
    text = word if isinstance(word, str) else getattr(word, "id", None)
    if not isinstance(text, str):
        msg = f"a filter takes words or nouns, not {type(word).__name__}"
        raise InvalidQuestion(msg)
    return text


def _forms_of(base: Base, words: Words) -> frozenset[str]:
    found: set[str] = set()
    for word in _words(words):
        item = base.crime_index.find(_text(word))
        if isinstance(item, CrimeForm):
            found.add(item.id)
        else:
            found.update(crime.id for crime in base.data.crimes if crime.category == item.id)
    return frozenset(found)


def _statuses(words: Words) -> frozenset[str]:
    known = {"voorstel": "voorstel", "proposal": "voorstel", "bevestigd": "bevestigd", "confirmed": "bevestigd"}
    found = set()
    for word in _words(words):
        text = normal(_text(word))
        if text not in known:
            raise UnknownId("status", _text(word), ["voorstel", "bevestigd"])
        found.add(known[text])
    return frozenset(found)
