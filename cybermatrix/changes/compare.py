"""Two editions walked at once: which record is the same one in both, and which of its fields differ.

Nothing here knows the fields of a record by heart: they come from the model, so a new field is compared, labelled and
told from its first day. What needs more than its column says (a name, a role, an end) stands in a few small tables.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs
from attrs import define

from cybermatrix.changes.change import MOVED, Change, Step, What
from cybermatrix.changes.wording import IDENTITY, Names, kind_of
from cybermatrix.model import FORCES, Data
from cybermatrix.reading import specs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cybermatrix.matrix import Base
    from cybermatrix.reading import FieldSpec

SURE = frozenset({"status", "confirmed", "validated", "verification", "evidence", "certainty"})
WORDING = frozenset(
    {
        *("text", "definition", "summary", "note", "core", "what", "does", "do", "dont", "question", "known", "reason"),
        *("rule", "verb", "reading", "grip_text", "plan", "leads", "was", "now", "first_message", "council", "how"),
        *("purpose", "effect_note", "threshold", "exception", "scope", "affected", "said"),
    }
)
# Where the place in a list says something: what comes first on a page, or what is done first.
IN_ORDER = frozenset(
    {
        *(("Data", name) for name in ("phases", "blocks", "interventions", "roles", "levels", "audiences")),
        *(("Data", name) for name in ("categories", "partner_kinds", "effect_ratings")),
        *(("CrimeForm", name) for name in ("method", "first_hours_victim", "first_hours_municipality")),
        *(("Situation", name) for name in ("steps", "decisions")),
        *(("Escalation", name) for name in ("grip", "ladder")),
        ("Channel", "ask_first"),
    }
)


_ALIKE = 0.2  # texts that share so many of their words may be one text, reworded


_IDENTITIES: dict[Any, tuple[str, ...]] = {}


def identity(cls: type[Any]) -> tuple[str, ...]:
    """Give the attributes that tell records of a class apart; none where only their contents do."""
    found = _IDENTITIES.get(cls)
    if found is None:
        own = ("id",) if "id" in attrs.fields_dict(cls) else ()
        found = _IDENTITIES[cls] = IDENTITY.get(cls.__name__) or own
    return found


def key_of(record: Any) -> str:
    """Give the key by which a record is followed; empty where it has none."""
    return "/".join(str(getattr(record, name)) for name in identity(type(record)))


def _is_noun(spec: FieldSpec, owner: type[Any]) -> bool:
    """Whether the records in a field are followed by themselves, wherever they stand."""
    return spec.record is not None and (owner is Data or "id" in attrs.fields_dict(spec.record))


_NOUNS_IN: dict[Any, tuple[FieldSpec, ...]] = {}


def _nouns_in(cls: type[Any]) -> tuple[FieldSpec, ...]:
    """Give the fields of a class that hold such records."""
    found = _NOUNS_IN.get(cls)
    if found is None:
        found = _NOUNS_IN[cls] = tuple(spec for spec in specs(cls) if _is_noun(spec, cls))
    return found


@define(frozen=True, eq=False)
class _Found:
    record: Any
    owner: Any
    spec: FieldSpec


def _collected(data: Data) -> dict[tuple[type[Any], str], list[_Found]]:
    """Give every noun of an edition by its class, those in a municipality's own file apart, whole before part."""
    found: dict[tuple[type[Any], str], list[_Found]] = {}

    def walk(record: Any, home: str) -> None:
        for spec in _nouns_in(type(record)):
            value = getattr(record, spec.name)
            items = value if spec.many else () if value is None else (value,)
            entries = found.setdefault((spec.record, home), [])  # type: ignore[arg-type]  # nouns are records
            for item in items:
                entries.append(_Found(item, record, spec))
                walk(item, f"{home}{spec.key}:{key_of(item)}" if spec.name == "overlays" else home)

    walk(data, "")
    return found


def _pairs(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """
    Tell which records are the same one in both lists: the pairs, what went and what came, by their numbers.

    By id where they have one. Otherwise the equal ones, then those of which one field differs, then those of which
    half does; the rest came or went.
    """
    every = [*old, *new]
    cls = type(every[0])
    names = [spec.name for spec in specs(cls)]
    pairs: list[tuple[int, int]] = []
    left, right = list(range(len(old))), list(range(len(new)))

    def take(key: Callable[[Any], Any], *, careful: bool = False) -> None:
        nonlocal left, right
        waiting: dict[Any, list[int]] = {}
        for number in right:
            waiting.setdefault(key(new[number]), []).append(number)
        rest: list[int] = []
        for i in left:
            found = waiting.get(key(old[i])) or []
            j = None if not found else _nearest(old[i], i, new, found) if careful else found[0]
            if j is None:
                rest.append(i)
            else:
                found.remove(j)
                pairs.append((i, j))
        taken = {j for _, j in pairs}
        left, right = rest, [j for j in right if j not in taken]

    if identity(cls):
        take(key_of)
        return pairs, left, right
    take(lambda record: record)
    for name in reversed(names):
        if not (left and right):
            break
        others = [other for other in names if other != name]
        take(lambda record, others=others: tuple(getattr(record, other) for other in others), careful=name == "text")  # type: ignore[misc]
    if len(left) * len(right) <= 2500:
        scored = sorted(
            (-_likeness(old[i], new[j], names, in_place=i == j), abs(i - j), i, j) for i in left for j in right
        )
        for score, _, i, j in scored:
            if score <= -0.5 and i in left and j in right:
                pairs.append((i, j))
                left.remove(i)
                right.remove(j)
    return pairs, left, right


def _nearest(record: Any, place: int, new: Sequence[Any], found: list[int]) -> int | None:
    """Give which of the records that differ in their text alone is this one, if any."""
    best = max(found[:50], key=lambda j: (_shared(record, new[j]), -abs(j - place)))
    return best if best == place or _shared(record, new[best]) >= _ALIKE else None


def _shared(one: Any, other: Any) -> float:
    """Give which part of the words of two texts is in both."""
    words, others = set(one.text.split()), set(other.text.split())
    return len(words & others) / max(1, len(words | others))


def _likeness(one: Any, other: Any, names: Sequence[str], *, in_place: bool) -> float:
    """Give which part of what two records say is the same; two texts with nothing in common are two records."""
    if "text" in names and not in_place and _shared(one, other) < _ALIKE:
        return 0
    pairs = [(getattr(one, name), getattr(other, name)) for name in names]
    said = [pair for pair in pairs if any(value not in (None, (), "", False) for value in pair)]
    return sum(bool(a == b) for a, b in said) / max(1, len(said))


def what_changed(spec: FieldSpec, new: Any, *, top: bool) -> What:
    """Tell which sort of change a change of this field is."""
    if top and spec.name in ("valid_until", "replaced_by") and new is not None:
        return "ended" if spec.name == "valid_until" else "replaced"
    if top and spec.name in ("name", "name_en"):
        return "renamed"
    if spec.name in SURE:
        return "status"
    if spec.ref == "role":
        return "role"
    if spec.ref in ("source", "law_article") or spec.name == "laws":
        return "source"
    if spec.choices == FORCES:
        return "force"
    has_text = spec.record is not None and "text" in attrs.fields_dict(spec.record)
    return "text" if has_text or spec.name.removesuffix("_en") in WORDING else "changed"


class Comparison:
    """Walks two editions at once."""

    def __init__(self, old: Base, new: Base) -> None:
        self.old: Base = old
        self.new: Base = new
        self.names: Names = Names(new, old)

    def changes(self) -> Iterator[Change]:
        """Give every change, in the order of the newer edition, kind by kind; what went comes last of its kind."""
        if self.old.data is self.new.data:
            return
        old, new = _collected(self.old.data), _collected(self.new.data)
        fresh: set[int] = set()
        ended: set[int] = set()
        edition = self.new.data.edition
        yield from self._fields(edition, None, (), self.old.data, self.new.data)
        for place in dict.fromkeys((*new, *old)):
            yield from self._kind(old.get(place, []), new.get(place, []), fresh, ended)

    def _kind(self, old: list[_Found], new: list[_Found], fresh: set[int], ended: set[int]) -> Iterator[Change]:
        if not (old or new):
            return
        olds, news = [one.record for one in old], [one.record for one in new]
        if not (old or new)[0].spec.many:
            pairs, went, came = ([(0, 0)], [], []) if old and new else ([], [*range(len(old))], [*range(len(new))])
        else:
            pairs, went, came = _pairs(olds, news)
        fresh.update(id(news[j]) for j in came)
        ended.update(id(olds[i]) for i in went)
        partner = {j: i for i, j in pairs}
        for j, found in enumerate(new):
            if j not in partner:
                if id(found.owner) not in fresh:  # part of what is new itself is told with it
                    yield self._change(found.record, found.owner, (), "added", None, found.record)
                continue
            before = old[partner[j]]
            home, new_home = _home(before.owner), _home(found.owner)
            if home != new_home:
                yield self._change(found.record, found.owner, (), "changed", home, new_home, field_key=MOVED)
            if before.record != found.record:
                yield from self._fields(found.record, found.owner, (), before.record, found.record)
        successors = {ref: record for record in news for ref in getattr(record, "also", ())}
        for i in went:
            found = old[i]
            successor = successors.get(getattr(found.record, "id", ""))
            if successor is not None:
                yield self._change(found.record, found.owner, (), "replaced", found.record, successor)
            elif id(found.owner) not in ended:
                yield self._change(found.record, found.owner, (), "ended", found.record, None)

    def _fields(self, noun: Any, owner: Any, trail: tuple[Step, ...], old: Any, new: Any) -> Iterator[Change]:
        """Compare two records field by field; nouns that stand in them are followed elsewhere."""
        cls = type(new)
        for spec in specs(cls):
            a, b = getattr(old, spec.name), getattr(new, spec.name)
            if a == b:
                continue
            here = (*trail, Step(spec))
            what = what_changed(spec, b, top=not trail)
            ordered = (cls.__name__, spec.name) in IN_ORDER
            if _is_noun(spec, cls) or (spec.record is None and spec.many and Counter(a) == Counter(b)):
                if ordered and not _same_order(a, b):
                    yield self._change(noun, owner, here, "order", a, b)
            elif spec.record is None:
                yield self._change(noun, owner, here, what, a, b)
            elif spec.many:
                yield from self._list(noun, owner, trail, spec, a, b, ordered=ordered)
            elif a is None or b is None:
                yield self._change(noun, owner, here, what, a, b)
            else:
                yield from self._fields(noun, owner, (*trail, Step(spec, b)), a, b)

    def _list(
        self,
        noun: Any,
        owner: Any,
        trail: tuple[Step, ...],
        spec: FieldSpec,
        old: tuple[Any, ...],
        new: tuple[Any, ...],
        *,
        ordered: bool,
    ) -> Iterator[Change]:
        pairs, went, came = _pairs(old, new)
        here = (*trail, Step(spec))
        for i, j in sorted(pairs, key=lambda pair: pair[1]):
            if old[i] != new[j]:
                yield from self._fields(noun, owner, (*trail, Step(spec, new[j])), old[i], new[j])
        what = what_changed(spec, None, top=not trail)
        for j in came:
            yield self._change(noun, owner, here, what, None, new[j])
        for i in went:
            yield self._change(noun, owner, here, what, old[i], None)
        if ordered and [j for _, j in sorted(pairs)] != sorted(j for _, j in pairs):
            yield self._change(noun, owner, here, "order", old, new)

    def _change(
        self,
        noun: Any,
        owner: Any,
        trail: tuple[Step, ...],
        what: What,
        old: Any,
        new: Any,
        *,
        field_key: str | None = None,
    ) -> Change:
        return Change(
            kind=kind_of(type(noun))[0],
            id=key_of(noun),
            name=self.names.gist(noun, "nl"),
            what=what,
            field=".".join(step.spec.key for step in trail) if field_key is None else field_key,
            old=old,
            new=new,
            noun=noun,
            owner=None if isinstance(owner, Data) else owner,
            trail=trail,
            names=self.names,
        )


def _home(owner: Any) -> str | None:
    """Give what a noun stands under, such as ``partner/politie``; nothing when that is the whole edition."""
    return None if isinstance(owner, Data) else f"{kind_of(type(owner))[0]}/{key_of(owner)}"


def _same_order(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    """Whether what stands in both lists stands there in one order."""

    def named(item: Any) -> Any:
        return item.id if hasattr(item, "id") else item

    left, right = [named(item) for item in old], [named(item) for item in new]
    return [item for item in left if item in set(right)] == [item for item in right if item in set(left)]
