"""
From workbooks to one new edition: what several people did, held against what it was made from and what it is now.

What does not touch is taken. Where two want something else of the same field nothing is changed, and a sentence says who
wants what. Whole rows are never lost: a missing one proposes an end.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from attrs import Factory, define

from cybermatrix.changes import diff
from cybermatrix.changes.report import in_text
from cybermatrix.changes.wording import kind_of
from cybermatrix.checks import walk
from cybermatrix.errors import InvalidMatrix
from cybermatrix.journal import write_whole
from cybermatrix.loading import recheck, uncollected, unpack, unresolved
from cybermatrix.matrix import Base, Matrix, today
from cybermatrix.model import changed
from cybermatrix.plain import pack
from cybermatrix.problems import Place, problem
from cybermatrix.reading import specs
from cybermatrix.workbook.files import read_book
from cybermatrix.workbook.making import state_of
from cybermatrix.workbook.reading import build, opened, read_edits
from cybermatrix.workbook.sheets import by_id, record_at, replaced, value_at
from cybermatrix.workbook.values import render, shown_as
from cybermatrix.workbook.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as File

    from cybermatrix.changes import Changes
    from cybermatrix.language import Language
    from cybermatrix.model import Data
    from cybermatrix.problems import Problem
    from cybermatrix.reading import FieldSpec, Reference
    from cybermatrix.workbook.reading import Edit, Fields, Said
    from cybermatrix.workbook.sheets import Path, Table

KEPT = ".werkboek/basis"
_MOST_KEPT = 30


@define
class Preview:
    """
    What one or several workbooks would do to a matrix; nothing is written yet.

    Attributes:
        old: the matrix as it is now.
        data: what it would become; the same as now when something stands in the way.
        changes: the difference, typed and in sentences.
        problems: what cannot be read or would not be valid (errors), and what is good to know (warnings).
        conflicts: where two want something else; there the matrix stays as it is.
    """

    old: Matrix
    data: Data
    changes: Changes
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Problem, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether it can be written."""
        return not any(one.is_error for one in self.problems)

    def to_text(self, lang: Language = "nl") -> str:
        """Tell the changes in sentences."""
        if not len(self.changes):
            return say("nothing", lang)
        return "\n\n".join([say("changes", lang), *in_text(self.changes.sections(lang))])


def keep_base(folder: File, data: Data) -> None:
    """Keep the state that a workbook is made from, so that it can be held against it later; the oldest ones go."""
    place = folder / KEPT
    path = place / f"{state_of(data)[:32]}.json"
    if path.exists():
        path.touch()
        return
    write_whole(path, pack(data))
    kept = sorted(place.glob("*.json"), key=lambda one: one.stat().st_mtime)
    for old in kept[:-_MOST_KEPT]:
        with contextlib.suppress(OSError):  # it may be open elsewhere; the next time will do
            old.unlink()


def kept_base(folder: File | None, wanted: str, current: Data) -> Data | None:
    """Give the state with this fingerprint: the one of now, one that was kept, or an archived edition."""
    if state_of(current) == wanted:
        return current
    if folder is None:
        return None
    found = [folder / KEPT / f"{wanted[:32]}.json", *sorted((folder / "edities").glob("*.json"))]
    for path in found:
        with contextlib.suppress(OSError, InvalidMatrix):
            raw = path.read_bytes()
            if path.stem == wanted[:32] or f'"{wanted}"'.encode() in raw.partition(b"\n")[0]:
                return changed(unpack(raw, path.name), fingerprint=wanted)
    return None


def preview(matrix: Matrix, books: Mapping[str, File], *, folder: File | None = None) -> Preview:
    """
    Say what workbooks would change; nothing is written.

    Args:
        matrix: the matrix as it is now.
        books: each workbook by the name of who sent it.
        folder: where the text files are, and the states that earlier workbooks were made from.
    """
    with uncollected():
        return _preview(matrix, books, folder)


def _preview(matrix: Matrix, books: Mapping[str, File], folder: File | None) -> Preview:
    problems: list[Problem] = []
    said: list[Said] = []
    for who, file in books.items():
        book = read_book(file, problems)
        if book is None:
            continue
        one = opened(book, who)
        said.append(one)
        if any(found.is_error for found in one.problems):
            continue
        base = kept_base(folder, one.fingerprint, matrix.data)
        if base is None:
            one.problems.append(problem("S15", Place(book.file), fingerprint=one.fingerprint[:8]))
            continue
        read_edits(one, base, today())
        one.base = base
    return _merged(matrix, said, problems)


@define
class _Wish:
    """What somebody wants of one field."""

    who: str
    place: Place
    value: Any
    old: Any


@define
class _Target:
    """Everything that is wanted of one record of the matrix as it is now."""

    path: Path
    edit: Edit
    wishes: dict[Fields, list[_Wish]] = Factory(dict)
    gone: list[_Wish] = Factory(list)


class _Merge:
    def __init__(self, data: Any) -> None:
        self.data = data
        self.targets: dict[Path, _Target] = {}
        self.fresh: dict[Path, list[tuple[str, Edit, Any]]] = {}
        self.added: list[tuple[str, Edit, Any]] = []
        self.conflicts: list[Problem] = []
        self.problems: list[Problem] = []

    def take(self, who: str, edit: Edit, base: Any) -> None:
        """Put an edit beside the others of the same record."""
        if edit.is_new:
            self._take_new(who, edit, base)
            return
        path = relocated(edit.path, base, self.data)
        old = record_at(base, edit.path)
        if path is None:
            self.conflicts.append(problem("S21", edit.place))
            return
        target = self.targets.setdefault(path, _Target(path, edit))
        if edit.is_gone:
            target.gone.append(_Wish(who, edit.place, None, old))
        for name, value in edit.values.items():
            wish = _Wish(who, edit.places.get(name, edit.place), value, value_at(old, name))
            target.wishes.setdefault(name, []).append(wish)

    def _take_new(self, who: str, edit: Edit, base: Any) -> None:
        spec = next(spec for spec in edit.table.lists if spec.name == edit.path[-1][0])
        made = edit.values.get(()) if spec.record is None else build(spec.record, None, edit.values, edit, [])
        if made is None:
            return
        if isinstance(edit.path[-1][1], str):
            self.fresh.setdefault(edit.path, []).append((who, edit, made))
        elif not self._is_there(who, edit, made, base):
            self.added.append((who, edit, made))

    def _is_there(self, who: str, edit: Edit, made: Any, base: Any) -> bool:
        """Whether a row without a key was added already: by somebody else, or by this same workbook before."""
        if any(made == other and edit.path[:-1] == one.path[:-1] and who != them for them, one, other in self.added):
            return True
        owner, name = edit.path[:-1], edit.path[-1][0]
        now, then = record_at(self.data, owner), record_at(base, owner)
        return now is not None and made in getattr(now, name) and (then is None or made not in getattr(then, name))

    def data_after(self) -> Any:
        """Give the edition with all that was taken in it."""
        edits: list[tuple[Path, Any]] = []
        for target in self.targets.values():
            record = self._decided(target)
            if record is not _SAME:
                edits.append((target.path, record))
        for path, found in self.fresh.items():
            who, edit, made = found[0]
            there = record_at(self.data, path)
            for them, other_edit, other in (*([("", edit, there)] if there is not None else []), *found[1:]):
                if other != made:
                    self._conflict(
                        path, edit.table, say("row"), None, (who, edit.place, made), (them, other_edit.place, other)
                    )
                    break
            else:
                edits.append((path, made))
        edits += self._numbered(edits)
        return replaced(self.data, edits) if edits else self.data

    def _numbered(self, edits: list[tuple[Path, Any]]) -> list[tuple[Path, Any]]:
        """Give rows without a key the next numbers of their list, in the order of the workbooks."""
        found: list[tuple[Path, Any]] = []
        after: dict[Path, int] = {}
        new = {path: record for path, record in edits if record is not None}
        for _, edit, made in self.added:
            owner, (name, _) = edit.path[:-1], edit.path[-1]
            home = (*owner, (name, None))
            if home not in after:
                there = record_at(self.data, owner)
                there = new.get(owner) if there is None else there
                if there is None:
                    continue
                after[home] = len(getattr(there, name))
            found.append(((*owner, (name, after[home])), made))
            after[home] += 1
        return found

    def _decided(self, target: _Target) -> Any:
        old = record_at(self.data, target.path)
        if target.gone:
            if target.wishes:
                name, wishes = next(iter(target.wishes.items()))
                gone, wish = target.gone[0], wishes[0]
                self._conflict(
                    target.path, target.edit.table, say("row"), old,
                    (gone.who, gone.place, say("gone")), (wish.who, wish.place, wish.value), name,
                )  # fmt: skip
                return _SAME
            if target.gone[0].old != old:
                self._conflict(
                    target.path, target.edit.table, say("row"), target.gone[0].old,
                    (target.gone[0].who, target.gone[0].place, say("gone")), ("", target.gone[0].place, old),
                )  # fmt: skip
                return _SAME
            return None
        values: dict[Fields, Any] = {}
        for name, wishes in target.wishes.items():
            now = old if name == () else value_at(old, name)
            value = self._agreed(target, name, wishes, now)
            if value is not _SAME and value != now:
                values[name] = value
        if not values:
            return _SAME
        if () in values:
            return values[()]
        return build(type(old), old, values, target.edit, self.problems) or _SAME

    def _agreed(self, target: _Target, name: Fields, wishes: list[_Wish], now: Any) -> Any:
        """Give the value that all want; nothing is changed when two want something else."""
        spec = _spec_of(target.edit.table, name)
        if spec is not None and spec.many and spec.ref:
            return _united(now, wishes)
        first = wishes[0]
        others = [("", first.place, now)] if now not in (first.old, first.value) else []
        others += [(wish.who, wish.place, wish.value) for wish in wishes[1:]]
        for other in others:
            if other[2] != first.value:
                label = spec.key if spec is not None else "tekst"
                self._conflict(
                    target.path, target.edit.table, label, first.old, (first.who, first.place, first.value), other, name
                )
                return _SAME
        return first.value

    def _conflict(
        self,
        path: Path,
        table: Table,
        label: str,
        old: Any,
        one: tuple[str, Place, Any],
        other: tuple[str, Place, Any],
        name: Fields = (),
    ) -> None:
        spec = _spec_of(table, name)
        self.conflicts.append(
            problem(
                "S18",
                one[1],
                name=_called(table, path),
                label=label,
                old=_said(spec, old),
                first=one[0],
                one=_said(spec, one[2]),
                second=other[0] or say("matrix-now"),
                other=_said(spec, other[2]),
            )
        )


_SAME: Any = object()


def _called(table: Table, path: Path) -> str:
    spec = next(spec for spec in table.lists if spec.name == path[-1][0])
    kind = kind_of(spec.record)[1] if spec.record is not None else spec.key
    return f"{kind} {' '.join(str(key + 1 if isinstance(key, int) else key) for _, key in path if key is not None)}"


def _said(spec: FieldSpec | None, value: Any) -> str:
    if value is None or value == ():
        return say("empty")
    if spec is None or hasattr(value, "__attrs_attrs__"):
        text = getattr(value, "text", None) or getattr(value, "name", None) or str(value)
        return f"‘{text}’"
    return f"‘{shown_as(render(spec, value))}’" if not isinstance(value, str) else f"‘{value}’"


def _spec_of(table: Table, name: Fields) -> FieldSpec | None:
    return next((column.spec for column in table.fields if column.path == name), None)


def _united(now: tuple[str, ...], wishes: Sequence[_Wish]) -> tuple[str, ...]:
    """Take out of a list of ids what anybody took out, and add what anybody added; one person's order stands."""
    if len(wishes) == 1 and now == wishes[0].old:
        return tuple(wishes[0].value)
    gone = {key for wish in wishes for key in wish.old if key not in wish.value}
    added = [key for wish in wishes for key in wish.value if key not in wish.old]
    return tuple(dict.fromkeys([key for key in (*now, *added) if key not in gone or key in added]))


def relocated(path: Path, base: Any, current: Any) -> Path | None:
    """Give where a record of the base is now: ids stay; a number is looked for again when its list was changed since."""
    found: list[tuple[str, Any]] = []
    for name, key in path:
        if base is None or current is None:
            return None
        olds, news = getattr(base, name), getattr(current, name)
        here: Any = key
        if key is None:
            base, current = olds, news
        elif isinstance(key, str):
            base, current = by_id(olds).get(key), by_id(news).get(key)
        else:
            base = olds[key] if key < len(olds) else None
            at = _number_now(olds, news, key)
            if at is None:
                return None
            current, here = news[at], at
        found.append((name, here))
    return None if current is None else tuple(found)


def _number_now(olds: Sequence[Any], news: Sequence[Any], number: int) -> int | None:
    if olds == news:
        return number
    same = [at for at, one in enumerate(news) if one == olds[number]]
    if len(same) == 1:
        return same[0]
    if number in same or len(olds) == len(news):
        return number
    return None


def _without_parts(data: Data) -> Iterator[Problem]:
    """A record that needs others in it, such as a situation its steps, has them."""
    for record in walk(data):
        for spec in specs(type(record)):
            if spec.required and spec.many and not getattr(record, spec.name):
                yield problem("V03", record.place, key=spec.key, help=spec.help)


def merged(root: Any, said: Sequence[Said]) -> tuple[Any, list[Problem], list[Problem], list[Reference]]:
    """
    Put what several workbooks say into what there is now.

    Returns:
        What it becomes, what cannot be read, where two want something else, and the ids that were written.
    """
    merge = _Merge(root)
    for one in said:
        for edit in one.edits:
            merge.take(one.who, edit, one.base)
    after = merge.data_after()
    problems = [found for one in said for found in one.problems] + merge.problems
    references = [found for one in said for found in one.references]
    return after, problems, list(dict.fromkeys(merge.conflicts)), references


def _merged(matrix: Matrix, said: list[Said], problems: list[Problem]) -> Preview:
    data, found, conflicts, references = merged(matrix.data, said)
    problems += found
    if not any(one.is_error for one in problems):
        if data is not matrix.data:
            problems += _without_parts(data)
            problems += recheck(data, references)
    else:  # ids are looked up all the same, so that everything is told at once
        problems += unresolved(
            data, references, lost={spec.name for one in said for table in one.lost for spec in table.lists}
        )
    problems.sort(key=lambda one: (not one.is_error, one.place, one.code))
    unique = tuple(dict.fromkeys(problems))
    if any(one.is_error for one in unique):
        data = matrix.data
    new = matrix if data is matrix.data else Matrix(Base(data))
    return Preview(matrix, data, diff(matrix, new), unique, tuple(conflicts))
