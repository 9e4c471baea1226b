"""From a workbook that somebody sent to the edits in it: each square that says something else than what was written there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from attrs import Factory, define, field

from cybermatrix.converting import FORMAT, converted, key_now, steps_from, word_now
from cybermatrix.model import Assignment, Partner
from cybermatrix.problems import Place, problem
from cybermatrix.reading import Reference, near, specs
from cybermatrix.workbook.making import EMPTY, ONE_PARTNER, PREFIX, belongs, row_cells, what_it_shows
from cybermatrix.workbook.sheets import LIST, NUMBER, Index, tables, value_at
from cybermatrix.workbook.values import WRONG, parse, same, shown_as
from cybermatrix.workbook.words import CONTROL, GUIDE, LISTS, MATRIX

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from cybermatrix.converting import Step
    from cybermatrix.problems import Problem
    from cybermatrix.workbook.book import ReadBook, ReadSheet
    from cybermatrix.workbook.sheets import Column, Path, Table

_LOOK_FOR_HEADING = 12  # rows; somebody may have put a title above the table
Fields = tuple[str, ...]


@define(frozen=True, eq=False)
class Edit:
    """
    What somebody did to one record.

    Attributes:
        table: the sheet it stands on.
        path: which record it is; the last key of a new one without an id is nothing.
        place: the row.
        values: the fields that say something else, with what they say now; all of them for a new record.
        is_new, is_gone: whether the record came or went.
        ends: whether the row is missing, which proposes an end.
    """

    table: Table
    path: Path
    place: Place
    values: dict[Fields, Any] = Factory(dict)
    places: dict[Fields, Place] = Factory(dict)
    is_new: bool = False
    is_gone: bool = False
    ends: bool = False
    order: int = field(default=0)


@define
class Said:
    """All that a workbook says: what it was made from, its edits, and what could not be read."""

    who: str
    book: ReadBook
    fingerprint: str
    scope: str
    edits: list[Edit] = Factory(list)
    problems: list[Problem] = Factory(list)
    references: list[Reference] = Factory(list)
    overview: str = ""  # what its sheet of the matrix showed when it was made
    base: Any = None  # the state it was made from, once it was found
    lost: set[Table] = Factory(set)  # the sheets with a row of which nobody can say what it is
    steps: tuple[Step, ...] = ()  # from the form it was made in to that of today


def opened(book: ReadBook, who: str) -> Said:
    """Give what a workbook says it was made from; its properties may be gone, and then its first sheet still tells."""
    found = {name.removeprefix(PREFIX): value for name, value in book.properties.items() if name.startswith(PREFIX)}
    for sheet in book.sheets:
        if "vingerafdruk" in found:
            break
        for row in sheet.rows[:200]:
            if len(row) > 1 and isinstance(row[0], str) and row[0].startswith(PREFIX):
                found.setdefault(row[0].removeprefix(PREFIX), shown_as(row[1]))
    said = Said(who, book, found.get("vingerafdruk", ""), found.get("bereik", ""), overview=found.get("overzicht", ""))
    place = Place(book.file)
    form = found.get("vorm", "?")
    steps = steps_from(int(form)) if form.isdecimal() else None
    if not said.fingerprint or not said.scope:
        said.problems.append(problem("S17", place))
    elif steps is None:
        said.problems.append(problem("S16", place, found=form, known=FORMAT))
    else:
        said.steps = steps
        said.problems += converted(int(form), place)
    return said


def read_edits(said: Said, base: Any, today: dt.date) -> None:
    """
    Compare every square with what was written there.

    Args:
        said: where the edits and the problems go.
        base: the edition that the workbook was made from.
        today: from when a rule ends of which the row is missing.
    """
    index = Index(base)
    every = tables(type(base))
    chosen = dict(_chosen(said, every))
    fresh: set[tuple[str, str]] = set()
    readers: list[_SheetReader] = []
    for table in every:
        if table not in chosen:
            if said.scope != EMPTY and not said.scope.startswith(ONE_PARTNER) and index.of(table):
                said.problems.append(problem("S07", Place(said.book.file), name=table.name))
            continue
        reader = _SheetReader(said, table, *chosen[table], index, today)
        readers.append(reader)
        reader.read()
        for edit in said.edits[reader.first :]:
            if edit.is_new and isinstance(edit.path[-1][1], str):
                fresh.add((edit.path[-1][0], edit.path[-1][1]))
    for sheet in said.book.sheets:
        if sheet.name == MATRIX and said.overview not in ("", what_it_shows(*sheet.rows)):
            said.problems.append(problem("S25", Place(said.book.file, sheet=sheet.name)))
    for edit in said.edits:
        _check_owner(edit, index, fresh, said)
    said.edits = [edit for edit in said.edits if edit.path]


def _check_owner(edit: Edit, index: Index, fresh: set[tuple[str, str]], said: Said) -> None:
    """A new row belongs to something that is there, or that is new in the same workbook."""
    from cybermatrix.workbook.sheets import record_at  # noqa: PLC0415

    if not edit.is_new or len(edit.path) < 2:
        return
    owner = edit.path[:-1]
    if record_at(index.root, owner) is not None or (owner[-1][0], owner[-1][1]) in fresh:
        return
    column = edit.table.keys[0]
    name, key = owner[-1]
    ids = [item.id for item in getattr(index.root, name, ())] if len(owner) == 1 and isinstance(key, str) else []
    close = near(str(key), ids)
    shown = str(key + 1) if isinstance(key, int) else str(key)
    said.problems.append(problem("S11", edit.place, near=close, key=column.key, value=shown))


def _chosen(said: Said, every: tuple[Table, ...]) -> Iterator[tuple[Table, tuple[ReadSheet, int]]]:
    """Say which sheet of the workbook is which; one with another name is known by its columns."""
    by_name = {sheet.name.strip().casefold(): sheet for sheet in said.book.sheets}
    left = [
        sheet
        for sheet in said.book.sheets
        if sheet.name not in (GUIDE, MATRIX, LISTS, CONTROL)
        and not any(sheet.name.strip().casefold() == table.name.casefold() for table in every)
    ]
    for table in every:
        sheet = by_name.get(table.name.casefold())
        if sheet is not None:
            if said.steps:
                _bring_up_to_date(sheet, table, said.steps)
            yield table, (sheet, _heading(sheet, table))
            continue
        wanted = {column.key for column in table.columns}
        for other in left:
            row = _heading(other, table)
            found = {_word(value) for value in other.rows[row]} if row < len(other.rows) else set()
            if wanted <= found and sum(wanted <= {c.key for c in one.columns} for one in every) == 1:
                said.problems.append(problem("S08", Place(said.book.file, sheet=other.name), name=table.name))
                left.remove(other)
                yield table, (other, row)
                break


def _word(value: Any) -> str:
    return " ".join(value.split()).casefold() if isinstance(value, str) else shown_as(value)


def _bring_up_to_date(sheet: ReadSheet, table: Table, steps: tuple[Step, ...]) -> None:
    """Put the headings and words of today on a sheet that was made in an older form."""
    first = _heading(sheet, table, steps)
    for at, heading in enumerate(sheet.rows[first] if first < len(sheet.rows) else []):
        for spec in table.lists:
            now, cls, key = _heading_now(steps, spec.record, _word(heading))
            if cls is None:
                continue
            sheet.rows[first][at] = now
            for row in sheet.rows[first + 1 :]:
                if at < len(row) and isinstance(row[at], str):
                    row[at] = "; ".join(word_now(steps, cls, key, word) for word in str(row[at]).split("; "))


def _heading_now(steps: tuple[Step, ...], cls: Any, heading: str) -> tuple[str, Any, str]:
    """Give a heading as it is today, with the class of its field and what its key was; no class where it is none."""
    found: list[str] = []
    owner, key = cls, heading
    for key in heading.split("."):
        owner = cls
        spec = None
        if owner is not None:
            found.append(key_now(steps, owner, key))
            spec = next((spec for spec in specs(owner) if spec.key == found[-1]), None)
        if spec is None:
            return heading, None, heading
        cls = spec.record
    return ".".join(found), owner, key


def _heading(sheet: ReadSheet, table: Table, steps: tuple[Step, ...] = ()) -> int:
    """Give the number of the row that holds most of the headings."""
    wanted = {column.key for column in table.columns}

    def fits(row: int) -> int:
        words = {_word(value) for value in sheet.rows[row]}
        if steps:
            words |= {_heading_now(steps, spec.record, word)[0] for word in words for spec in table.lists}
        return len(wanted & words)

    return max(range(min(len(sheet.rows), _LOOK_FOR_HEADING)), key=lambda row: (fits(row), -row), default=0)


class _SheetReader:
    """Reads one sheet."""

    def __init__(self, said: Said, table: Table, sheet: ReadSheet, heading: int, index: Index, today: dt.date) -> None:
        self.said = said
        self.table = table
        self.sheet = sheet
        self.heading = heading
        self.index = index
        self.today = today
        self.first = len(said.edits)
        self.at: dict[str, int] = {}
        self.read_at: list[int] = []
        self.records: Mapping[Path, Any] = index.of(table)

    def place(self, row: int, column: int = 0) -> Place:
        """Give a place on the sheet; rows and columns are counted from nought here."""
        return Place(self.said.book.file, row + 1, column + 1, self.sheet.name)

    def problem(self, code: str, place: Place, *, near: tuple[str, ...] = (), **values: object) -> None:
        """Remember a problem."""
        self.said.problems.append(problem(code, place, near=near, **values))

    def read(self) -> None:
        """Read every row below the heading."""
        if not self._read_heading():
            return
        seen: dict[Path, int] = {}
        new: list[tuple[int, Path]] = []
        columns = [self.at.get(column.key) for column in self.table.columns]
        skip = len(self.table.keys)
        self.read_at = [number for number, at in enumerate(columns) if number >= skip and at is not None]
        widest = max((at for at in columns if at is not None), default=0)
        for number in range(self.heading + 1, len(self.sheet.rows)):
            row = self.sheet.rows[number]
            if len(row) <= widest:
                row = [*row, *[None] * (widest + 1 - len(row))]
            raw = [None if at is None or row[at] == "" else row[at] for at in columns]
            if all(value is None for value in raw):
                continue
            path = self._path(raw, number)
            if path is None:
                self._look_at(raw, number)
                continue
            record = self.records.get(path)
            if path in seen and path[-1][1] is not None:
                self.problem("S09", self.place(number), key=_said_key(path), first=seen[path] + 1)
                continue
            seen[path] = number
            if record is None:
                new.append((number, path))
                self._new(raw, path, number)
            else:
                self._compare(raw, path, record, number)
        self._missing(seen, new)

    def _read_heading(self) -> bool:
        heading = self.sheet.rows[self.heading] if self.heading < len(self.sheet.rows) else []
        known = {column.key: column for column in self.table.columns}
        strangers: list[tuple[int, str]] = []
        for number, value in enumerate(heading):
            word = _word(value)
            if word in known and word not in self.at:
                self.at[word] = number
            elif word:
                strangers.append((number, word))
        missing = [key for key in known if key not in self.at]
        sound = True
        for number, word in strangers:
            close = near(word, missing)
            if close:
                self.problem("S05", self.place(self.heading, number), near=close, key=word, missing=close[0])
                sound = False
            else:
                self.problem("S06", self.place(self.heading, number), key=word)
        keys = [column.key for column in self.table.keys]
        for key in (key for key in keys if key in missing):
            if sound:
                self.problem("B14", self.place(self.heading), key=key)
            sound = False
        return sound

    def _path(self, raw: list[Any], number: int) -> Path | None:
        """Give which record a row is about; its last key is nothing for a new row without one."""
        keys = iter(zip(self.table.keys, raw, strict=False))
        steps: list[tuple[str, Any]] = []
        for owner in self.table.owners:
            if not owner.many:
                steps.append((owner.name, None))
                continue
            column, value = next(keys)
            key = self._key(column, value, number)
            if key is WRONG:
                return None
            if key is None:
                self.problem("S11", self.place(number, self.at[column.key]), key=column.key, value=shown_as(value))
                return None
            steps.append((owner.name, key))
        spec = self.table.lists[0]
        if len(self.table.lists) > 1:
            column, value = next(keys)
            word = _word(value).replace(" ", "_")
            found = [one for one in self.table.lists if one.key == word]
            if not found:
                names = [one.key for one in self.table.lists]
                place = self.place(number, self.at[column.key])
                self.problem(
                    "V06", place, near=near(word, names), value=shown_as(value), key=LIST, choices=", ".join(names)
                )
                return None
            spec = found[0]
        if not spec.many:
            return (*steps, (spec.name, None))
        column, value = next(keys)
        key = self._key(column, value, number)
        if key is WRONG:
            return None
        if key is None and column.key != NUMBER:
            self.problem("V03", self.place(number, self.at[column.key]), key="id", help=column.spec.help)
            return None
        return (*steps, (spec.name, key))

    def _key(self, column: Column, value: Any, number: int) -> Any:
        found = parse(column.spec, value, self.place(number, self.at[column.key]), self.said.problems, [])
        if found is WRONG or found is None:
            return found
        return found - 1 if isinstance(found, int) else found

    def _compare(self, raw: list[Any], path: Path, record: Any, number: int) -> None:
        written = row_cells(self.table, path, record)
        skip = len(self.table.keys)
        changed_at = [
            position
            for position in self.read_at
            # Nearly every square still says what it said, and there are hundreds of thousands of them.
            if (raw[position] != written[position] or type(raw[position]) is bool)
            and not same(raw[position], written[position])
        ]
        if not changed_at:
            return
        if all(value is None for value in raw[skip:]) and isinstance(path[-1][1], int):
            self.said.edits.append(Edit(self.table, path, self.place(number), is_gone=True, order=number))
            return
        edit = Edit(self.table, path, self.place(number), order=number)
        spec = next(spec for spec in self.table.lists if spec.name == path[-1][0])
        for position in changed_at:
            self._field(edit, spec, self.table.columns[position], raw[position], number)
        for name in [name for name, value in edit.values.items() if value_at(record, name) == value]:
            del edit.values[name]  # written otherwise, and yet the same
        if not edit.values:
            return
        if spec.record is not None:
            build(spec.record, record, edit.values, edit, self.said.problems)
        self.said.edits.append(edit)

    def _field(self, edit: Edit, spec: Any, column: Column, raw: Any, number: int) -> None:
        at = self.place(number, self.at[column.key])
        if not self.table.has(spec, column):
            if raw is not None:
                self.problem("S14", at, name=spec.key, key=column.key, value=shown_as(raw))
            return
        own = column.spec
        if len(self.table.lists) > 1 and column.path:  # statements share a column, and may ask other things of it
            own = next(one for one in specs(spec.record) if one.name == column.path[0])
        optional = attrs.evolve(own, required=False) if len(column.path) > 1 else own
        value = parse(optional, raw, at, self.said.problems, self.said.references)
        if value is not WRONG:
            edit.values[column.path] = value
            edit.places[column.path] = at

    def _look_at(self, raw: list[Any], number: int) -> None:
        """Tell what else is wrong in a row of which the key is, so that nobody has to come back for it."""
        self.said.lost.add(self.table)
        if len(self.table.lists) > 1:  # which columns count is not known then
            return
        edit = Edit(self.table, ((self.table.lists[0].name, None),), self.place(number))
        for column, value in zip(self.table.fields, raw[len(self.table.keys) :], strict=True):
            if value is not None and column.key in self.at:
                self._field(edit, self.table.lists[0], column, value, number)

    def _new(self, raw: list[Any], path: Path, number: int) -> None:
        skip = len(self.table.keys)
        spec = next(spec for spec in self.table.lists if spec.name == path[-1][0])
        if all(value is None for value in raw[skip:]):  # a number without contents
            return
        edit = Edit(self.table, path, self.place(number), is_new=True, order=number)
        count = len(self.said.problems)
        for column, value in zip(self.table.fields, raw[skip:], strict=True):
            if column.key in self.at and (value is not None or self.table.has(spec, column)):
                self._field(edit, spec, column, value, number)
        if isinstance(path[-1][1], str):
            edit.values[("id",)] = path[-1][1]
        if spec.record is Assignment and self.table.owners:  # a municipality's own rule holds there
            edit.values[("area",)] = self.index.root.file.municipality
        if len(self.said.problems) == count and spec.record is not None:
            build(spec.record, None, edit.values, edit, self.said.problems)
        self.said.edits.append(edit)

    def _missing(self, seen: dict[Path, int], new: list[tuple[int, Path]]) -> None:
        """A row that is not there proposes an end where that can be; otherwise the record stays."""
        if self.said.scope == EMPTY:
            return
        partner = self.said.scope.removeprefix(ONE_PARTNER) if self.said.scope.startswith(ONE_PARTNER) else None
        gone = [
            (path, record)
            for path, record in self.records.items()
            if path not in seen and (partner is None or belongs(path, record, partner))
        ]
        for path, record in gone:
            place = Place(self.said.book.file, sheet=self.sheet.name)
            key = _said_key(path)
            renamed = self._renamed(path, record, new)
            if renamed is not None:
                number, other = renamed
                self.problem("S10", self.place(number), old=key, key=_said_key(other))
            elif isinstance(record, Assignment | Partner):
                if record.valid_until is not None:
                    continue
                start = getattr(record, "valid_from", None)
                day = self.today if start is None or start < self.today else _next(start)
                kind = "toewijzing" if isinstance(record, Assignment) else "partij"
                self.problem("S12", place, key=key, name=f"{kind} {key}", day=day.isoformat())
                values: dict[Fields, Any] = {("valid_until",): day}
                self.said.edits.append(Edit(self.table, path, place, values, ends=True))
            else:
                self.problem("S13", place, key=key)

    def _renamed(self, path: Path, record: Any, new: list[tuple[int, Path]]) -> tuple[int, Path] | None:
        """Give the new row that says all the same under another key."""
        if not isinstance(path[-1][1], str) or not new:
            return None
        written = row_cells(self.table, path, record)
        skip = len(self.table.keys)
        columns = [self.at.get(column.key) for column in self.table.columns]
        for number, other in new:
            row = self.sheet.rows[number]
            raw = [row[at] if at is not None and at < len(row) else None for at in columns]
            if all(same(a, b) for a, b in zip(raw[skip:], written[skip:], strict=True)):
                return number, other
        return None


def _next(day: dt.date) -> dt.date:
    return day.fromordinal(day.toordinal() + 1)


def _said_key(path: Path) -> str:
    return " ".join(str(key + 1 if isinstance(key, int) else key) for _, key in path if key is not None)


def build(cls: Any, old: Any, values: Mapping[Fields, Any], edit: Edit, problems: list[Problem]) -> Any:
    """
    Make a record from its old self, if any, and the fields that say something else.

    Returns:
        The record; nothing where a field is missing, and a problem says which.
    """
    made: dict[str, Any] = {}
    sound = True
    for spec in specs(cls):
        kept = spec.default if old is None else getattr(old, spec.name)
        if spec.record is not None and not spec.many:
            inner = {path[1:]: value for path, value in values.items() if path[0] == spec.name}
            if not inner:
                made[spec.name] = kept
                sound &= kept is not None or not spec.required
                continue
            full = {path: value_at(kept, path) for path in _leaves(spec.record)} | inner
            if all(value in (None, ()) or value == default for value, default in _with_defaults(spec.record, full)):
                made[spec.name] = None
                if spec.required:
                    problems.append(problem("V03", edit.place, key=spec.key, help=spec.help))
                    sound = False
                continue
            own = Edit(edit.table, edit.path, edit.place, dict(full), _inner(edit.places, spec.name))
            made[spec.name] = build(spec.record, kept, full, own, problems)
            sound &= made[spec.name] is not None
            continue
        value = values.get((spec.name,), kept)
        if value is None and spec.many:
            value = ()
        if spec.required and value in (None, ()) and not (spec.many and spec.record is not None):
            # A list of records stands on a sheet of its own: whether it has any is known when all sheets were read.
            place = edit.places.get((spec.name,), edit.place)
            if not any(one.code == "V03" and one.place == place for one in problems):
                problems.append(problem("V03", place, key=spec.key, help=spec.help))
            sound = False
        made[spec.name] = value
    if not sound:
        return None
    if hasattr(cls, "place"):
        made["place"] = edit.place
    return cls(**made)


def _inner(places: Mapping[Fields, Place], name: str) -> dict[Fields, Place]:
    return {path[1:]: place for path, place in places.items() if path[:1] == (name,)}


def _leaves(cls: Any) -> list[Fields]:
    found: list[Fields] = []
    for spec in specs(cls):
        if spec.record is None:
            found.append((spec.name,))
        elif not spec.many:
            found += [(spec.name, *path) for path in _leaves(spec.record)]
    return found


def _with_defaults(cls: Any, full: Mapping[Fields, Any]) -> Iterator[tuple[Any, Any]]:
    defaults = {spec.name: spec.default for spec in specs(cls)}
    for path, value in full.items():
        yield value, defaults.get(path[0]) if len(path) == 1 else None
