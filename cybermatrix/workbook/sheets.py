"""Which records stand on which sheet, and in which column: made from the columns of the model, so nothing is left out.

A record that holds records is a row; the records in it have rows on a sheet of their own, with the key of their owner
and their number. What an owner has at most one of, such as a confirmation, are columns of the owner (`bevestigd.door`).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
from attrs import define

from cybermatrix.changes.wording import kind_of
from cybermatrix.model import Assignment, Claim, changed
from cybermatrix.reading import FieldSpec, specs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# A step leads from a record into one of its fields: the attribute, and in a list the id or the number of the item.
Key = str | int | None
Step = tuple[str, Key]
Path = tuple[Step, ...]

LIST, NUMBER = "lijst", "nr"
_OWNER = "bij_"
_NO_WORDS = FieldSpec("tekst", "", "De tekst, in één of meer zinnen.", "", (), required=True, kind="text", many=False)


@define(frozen=True)
class Column:
    """One column of a sheet: a field of the record on each row, or part of the key of that row."""

    key: str
    spec: FieldSpec
    path: tuple[str, ...] = ()  # the attributes that lead to the field; none in a column of the key
    is_key: bool = False  # grey and locked: it says which record the row is, and never changes


@define(frozen=True, eq=False)
class Table:
    """One sheet: the records that stand in one or more lists of the same owner."""

    name: str
    owners: tuple[FieldSpec, ...]  # the fields that lead from the edition to the owner of the lists
    lists: tuple[FieldSpec, ...]  # the lists themselves; one, or several that hold statements
    columns: tuple[Column, ...]
    number: int  # where this sheet stands among the others

    @cached_property
    def keys(self) -> tuple[Column, ...]:
        """The columns that say which record a row is."""
        return tuple(column for column in self.columns if column.is_key)

    @cached_property
    def fields(self) -> tuple[Column, ...]:
        """The columns that a person fills in."""
        return tuple(column for column in self.columns if not column.is_key)

    def has(self, spec: FieldSpec, column: Column) -> bool:
        """Whether records of this list have this column: statements of several sorts share a sheet."""
        return len(self.lists) == 1 or column.path[0] in _names(spec.record)

    @cached_property
    def fields_of(self) -> dict[str, tuple[Column | None, ...]]:
        """For each list the columns of `fields`, nothing in the place of those that its records do not have."""
        return {
            spec.name: tuple(column if not column.path or self.has(spec, column) else None for column in self.fields)
            for spec in self.lists
        }

    def rows(self, root: Any) -> Iterator[tuple[Path, Any]]:
        """Give each record on this sheet with the path that leads to it, in the order of the edition."""
        for path, owner in _under(root, self.owners):
            for spec in self.lists:
                for key, item in _items(owner, spec):
                    yield (*path, (spec.name, key)), item

    def key_cells(self, path: Path) -> list[Any]:
        """Give what stands in the columns of the key for the record at a path; numbers as people count."""
        cells: list[Any] = [key + 1 if isinstance(key, int) else key for _, key in path[:-1] if key is not None]
        name, key = path[-1]
        if len(self.lists) > 1:
            cells.append(next(spec.key for spec in self.lists if spec.name == name))
        if key is not None:
            cells.append(key + 1 if isinstance(key, int) else key)
        return cells


def _names(cls: Any) -> frozenset[str]:
    found = _FOUND_NAMES.get(cls)
    if found is None:
        found = _FOUND_NAMES[cls] = frozenset(spec.name for spec in specs(cls))
    return found


_FOUND_NAMES: dict[Any, frozenset[str]] = {}


def key_field(cls: Any) -> str | None:
    """Give the attribute by which records of a class are known, if any."""
    return "id" if cls is not None and "id" in attrs.fields_dict(cls) else None


def _under(root: Any, owners: Sequence[FieldSpec]) -> Iterator[tuple[Path, Any]]:
    if not owners:
        yield (), root
        return
    for path, owner in _under(root, owners[:-1]):
        for key, item in _items(owner, owners[-1]):
            yield (*path, (owners[-1].name, key)), item


def _items(owner: Any, spec: FieldSpec) -> Iterator[tuple[Key, Any]]:
    value = getattr(owner, spec.name)
    if not spec.many:
        if value is not None:
            yield None, value
        return
    name = key_field(spec.record)
    for number, item in enumerate(value):
        yield getattr(item, name) if name else number, item


def tables(root: Any) -> tuple[Table, ...]:
    """Give the sheets that hold everything in a record: the whole edition (`Data`) or a municipality's own file."""
    if root not in _FOUND:
        found: list[Table] = []
        _add(found, root, (), "")
        _FOUND[root] = tuple(found)
    return _FOUND[root]


_FOUND: dict[Any, tuple[Table, ...]] = {}


def _add(found: list[Table], cls: Any, owners: tuple[FieldSpec, ...], title: str) -> None:
    own = [spec for spec in specs(cls) if _is_listed(spec, cls, owners)]
    statements = [spec for spec in own if spec.record is not None and issubclass(spec.record, Claim)]
    grouped = statements if owners and len(statements) > 1 else []
    done = False
    for spec in own:
        if spec in grouped:
            if not done:
                found.append(_table(f"{title} uitspraken".strip(), owners, tuple(grouped), len(found)))
                done = True
            continue
        name = f"{title} {spec.key.replace('_', ' ')}".strip()
        name = name[:1].upper() + name[1:]
        found.append(_table(name, owners, (spec,), len(found)))
        if spec.record is not None:
            _add(found, spec.record, (*owners, spec), name)


def _is_listed(spec: FieldSpec, cls: Any, owners: tuple[FieldSpec, ...]) -> bool:
    """Whether a field has a sheet of its own: lists of records, and all that the edition itself holds."""
    from cybermatrix.model import Data  # noqa: PLC0415  # by name, not by shape: its fields are the subjects

    if not owners:
        # A municipality's own file has its own workbook.
        return spec.name != "overlays" if cls is Data else spec.record is not None
    return spec.many and spec.record is not None


def _table(name: str, owners: tuple[FieldSpec, ...], lists: tuple[FieldSpec, ...], number: int) -> Table:
    columns: list[Column] = []
    for spec in owners:
        if spec.many:
            by_id = key_field(spec.record) is not None
            key = _OWNER + (kind_of(spec.record)[1].split()[-1] if by_id else NUMBER)  # type: ignore[arg-type]
            help_nl = f"Bij welk record van ‘{spec.help.rstrip('.')}’ deze rij hoort."
            columns.append(_key_column(key, help_nl, "text" if by_id else "int"))
    if len(lists) > 1:
        choices = tuple(spec.key for spec in lists)
        columns.append(_key_column(LIST, "In welke lijst: " + ", ".join(choices) + ".", "text", choices))
    if lists[0].many:
        if key_field(lists[0].record):
            help_nl = next(spec.help for spec in specs(lists[0].record) if spec.name == "id")
            columns.append(_key_column("id", f"{help_nl} Verandert nooit.", "text"))
        else:
            columns.append(_key_column(NUMBER, "De plaats in de lijst; leeg bij een nieuwe rij.", "int"))
    fields: dict[str, Column] = {}
    for spec in lists:
        if spec.record is None:
            fields[_NO_WORDS.key] = Column(_NO_WORDS.key, _NO_WORDS)
            continue
        for column in _columns(spec.record, (), ""):
            if column.path == ("format",) and not column.spec.required:
                continue  # in a municipality's own file it is the program that says it
            # Assignments that stand under something are a municipality's own, and hold there and nowhere else.
            if column.path != ("id",) and not (owners and column.path == ("area",) and spec.record is Assignment):
                fields.setdefault(column.key, column)
    return Table(name[:31], owners, lists, (*columns, *fields.values()), number)


def _key_column(key: str, help_nl: str, kind: str, choices: tuple[str, ...] = ()) -> Column:
    spec = FieldSpec(key, key, help_nl, "", choices, required=False, kind=kind, many=False)
    return Column(key, spec, is_key=True)


def _columns(cls: Any, path: tuple[str, ...], prefix: str) -> Iterator[Column]:
    for spec in specs(cls):
        if spec.record is None:
            yield Column(prefix + spec.key, spec, (*path, spec.name))
        elif not spec.many:
            yield from _columns(spec.record, (*path, spec.name), f"{prefix}{spec.key}.")


def value_at(record: Any, path: Sequence[str]) -> Any:
    """Give the value of a field, however deep; nothing where there is no record to have it."""
    for name in path:
        if record is None:
            return None
        record = getattr(record, name)
    return record


def record_at(root: Any, path: Path) -> Any:
    """Give the record at a path, or nothing where there is none."""
    for name, key in path:
        value = getattr(root, name)
        if key is None:
            root = value
        elif isinstance(key, int):
            root = value[key] if key < len(value) else None
        else:
            root = by_id(value).get(key)
        if root is None:
            return None
    return root


_TABLES: dict[int, tuple[tuple[Any, ...], dict[str, Any]]] = {}


def by_id(items: tuple[Any, ...]) -> dict[str, Any]:
    """Give a list by its ids; the last few are kept, for the same lists are asked for ten thousand rows on end."""
    found = _TABLES.get(id(items))
    if found is None or found[0] is not items:
        if len(_TABLES) > 200:
            _TABLES.clear()
        found = _TABLES[id(items)] = (items, {item.id: item for item in items})
    return found[1]


class Index:
    """Every record of an edition by its path: one walk, instead of one for each question."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._found: dict[int, dict[Path, Any]] = {}

    def of(self, table: Table) -> Mapping[Path, Any]:
        """Give the records on a sheet by their path."""
        if table.number not in self._found:
            self._found[table.number] = dict(table.rows(self.root))
        return self._found[table.number]


def replaced(root: Any, edits: Sequence[tuple[Path, Any]]) -> Any:
    """
    Give a record with others in it replaced, added or taken out.

    Args:
        root: the whole edition, or a municipality's own file.
        edits: pairs of a path and the record that is to stand there; nothing to take it out. A number beyond the end of
            a list adds to it, and so does an id that is not there.
    """
    whole = [record for path, record in edits if not path]
    if whole:
        root = whole[-1]
    by_field: dict[str, dict[Key, list[tuple[Path, Any]]]] = {}
    for path, record in edits:
        if path:
            (name, key), rest = path[0], path[1:]
            by_field.setdefault(name, {}).setdefault(key, []).append((rest, record))
    changes: dict[str, Any] = {}
    for name, found in by_field.items():
        value = getattr(root, name)
        if None in found:
            changes[name] = _one(value, found[None])
            continue
        items: list[Any] = []
        left = dict(found)
        by_id = any(isinstance(key, str) for key in found)
        for number, item in enumerate(value):
            mine = left.pop(item.id if by_id else number, None)
            kept = item if mine is None else _one(item, mine)
            if kept is not None:
                items.append(kept)
        added = [left[key] for key in (left if by_id else sorted(left, key=lambda key: (key is None, key)))]
        items += [one for mine in added if (one := _one(None, mine)) is not None]
        changes[name] = tuple(items)
    return changed(root, **changes) if changes else root


def _one(item: Any, edits: list[tuple[Path, Any]]) -> Any:
    for path, record in edits:
        if not path:
            item = record
    inner = [(path, record) for path, record in edits if path]
    return replaced(item, inner) if inner and item is not None else item
