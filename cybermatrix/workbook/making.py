"""From a matrix to a workbook: every record on the sheet where it belongs, with help, choices and locks."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from cybermatrix import checks
from cybermatrix.changes.wording import kind_of
from cybermatrix.converting import FORMAT
from cybermatrix.model import Assignment, Data
from cybermatrix.plain import pack
from cybermatrix.problems import letters
from cybermatrix.workbook.book import Book, Lane, Sheet
from cybermatrix.workbook.sheets import tables, value_at
from cybermatrix.workbook.values import render
from cybermatrix.workbook.words import GUIDE, LISTS, MATRIX, SHEET

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cybermatrix.matrix import Matrix
    from cybermatrix.reading import FieldSpec
    from cybermatrix.workbook.book import Square
    from cybermatrix.workbook.sheets import Column, Path, Table

PREFIX = "cybermatrix-"
WHOLE, EMPTY, ONE_PARTNER, LOCAL = "alles", "leeg", "partij:", "gemeente:"

_WIDE = frozenset(
    {"text", "definition", "summary", "note", "core", "what", "reason", "rule", "note_en", "definition_en"}
)
_COLOURS = {"partners": "#4472C4", "assignments": "#C00000", "crimes": "#548235", "situations": "#BF8F00"}


def state_of(data: Data) -> str:
    """Give what tells this state of the data from every other: the hash of its files, or else of all it says."""
    return data.fingerprint or hashlib.sha256(pack(data)).hexdigest()


def make_book(matrix: Matrix, scope: str = WHOLE) -> Book:
    """
    Make the workbook of a matrix.

    Args:
        matrix: it is written whole; filters and viewpoint are questions.
        scope: ``alles``; ``leeg`` for a template with headings only; or ``partij:ID`` for the rows of one partner.
    """
    return book_of(matrix.data, scope, overview=[_overview(matrix)] if scope == WHOLE else [])


def book_of(
    data: Data, scope: str = WHOLE, *, overview: Sequence[Sheet] = (), root: Any = None, fingerprint: str = ""
) -> Book:
    """
    Make the workbook of data, sound or not.

    Args:
        data: what there is to choose from, and to write when nothing else is.
        scope: what is in it.
        overview: sheets to put in front.
        root: what to write, when that is a municipality's own file.
        fingerprint: what tells this state of it from every other.
    """
    lists = _Lists(data)
    root = data if root is None else root
    sheets = [_sheet(table, [*_within(table, root, scope)], lists) for table in tables(type(root))]
    if scope.startswith(ONE_PARTNER):
        sheets = [sheet for sheet in sheets if sheet.rows]
    sheets = [*overview, *sheets, lists.sheet()]
    for sheet in sheets:
        sheet.widen()
    properties = {
        "titel": str(SHEET["title"]).format(name=data.edition.name),
        f"{PREFIX}vorm": str(FORMAT),
        f"{PREFIX}editie": data.edition.id,
        f"{PREFIX}vingerafdruk": fingerprint or state_of(data),
        f"{PREFIX}bereik": scope,
        **{
            f"{PREFIX}overzicht": what_it_shows([one.heading for one in sheet.lanes], *sheet.rows) for sheet in overview
        },
    }
    return Book([_guide(sheets, properties, type(root)), *sheets], properties)


def row_cells(table: Table, path: Path, record: Any) -> list[Square]:
    """Give the squares of one record: first its key, then its fields."""
    cells = table.key_cells(path)
    for column in table.fields_of[path[-1][0]]:
        if column is None:
            cells.append(None)
        elif not column.path:
            cells.append(record)
        else:
            cells.append(render(column.spec, value_at(record, column.path)))
    return cells


def _within(table: Table, data: Any, scope: str) -> Iterable[tuple[Path, Any]]:
    """Give the records of a sheet that belong in a workbook of this scope."""
    if scope == EMPTY:
        return
    partner = scope.removeprefix(ONE_PARTNER) if scope.startswith(ONE_PARTNER) else None
    for path, record in table.rows(data):
        if partner is None or belongs(path, record, partner):
            yield path, record


def belongs(path: Path, record: Any, partner: str) -> bool:
    """Whether a record is one partner's own: the partner itself, what stands under it, its assignments."""
    if isinstance(record, Assignment):
        return record.partner == partner
    return path[0] == ("partners", partner)


def _sheet(table: Table, found: list[tuple[Path, Any]], lists: _Lists) -> Sheet:
    rows = [row_cells(table, path, record) for path, record in found]
    lanes = [_lane(column, table, lists) for column in table.columns]
    colour = _COLOURS.get((table.owners or table.lists)[0].name, "")
    return Sheet(table.name, lanes, rows, frozen=len(table.keys), colour=colour)


def _lane(column: Column, table: Table, lists: _Lists) -> Lane:
    spec = column.spec
    lane = Lane(column.key, spec.help, look="key" if column.is_key else "text", locked=column.is_key)
    if column.is_key:
        lane.width = 8 if spec.kind == "int" else 22
    elif spec.name in _WIDE or (spec.many and not spec.ref):
        lane.width = 50
    elif spec.kind in ("date", "int", "float", "bool"):
        lane.width = 12
    else:
        lane.width = 24
    if spec.kind == "date":
        lane.look = "date"
    elif spec.kind in ("int", "float"):
        lane.look = "key" if column.is_key else "plain"
    if spec.many:
        lane.help += (
            " Meer dan één: zet er een puntkomma tussen." if spec.ref or spec.choices else " Elk op een eigen regel."
        )
    if spec.choices and not spec.many:
        lane.choices = spec.choices
    elif spec.kind == "bool":
        lane.choices = ("ja", "nee")
    elif spec.ref and not spec.many:
        lane.choose_from = lists.lane(spec)
    if column.key.startswith("bij_") and spec.kind == "text" and table.owners:
        lane.choose_from = lists.owners(table.owners[-1])
    return lane


class _Lists:
    """The sheet with the ids from which the drop-down lists choose; each kind has a lane, made when it is first asked."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.lanes: dict[str, list[str]] = {}

    def lane(self, spec: FieldSpec) -> tuple[str, int] | None:
        if spec.ref not in self.lanes:
            words: dict[str, None] = {}
            for kind in spec.ref.split("|"):
                order = [item.id for item in checks.nouns(self.data, kind)]
                known = checks.ids(self.data, kind)
                words |= dict.fromkeys([*(key for key in order if key in known), *sorted(known - {*order})])
            self.lanes[spec.ref] = list(words)
        return self._at(spec.ref)

    def owners(self, owner: FieldSpec) -> tuple[str, int] | None:
        """Give the ids of what rows may belong to."""
        kind = kind_of(owner.record)[0]  # type: ignore[arg-type]  # an owner is a record
        if kind not in checks.KINDS:
            return None
        self.lanes.setdefault(kind, [item.id for item in checks.nouns(self.data, kind)])
        return self._at(kind)

    def _at(self, name: str) -> tuple[str, int] | None:
        count = len(self.lanes[name])
        return (letters(list(self.lanes).index(name) + 1), count) if count else None

    def sheet(self) -> Sheet:
        """Make the sheet."""
        longest = max((len(words) for words in self.lanes.values()), default=0)
        rows: list[list[Square]] = [
            [words[number] if number < len(words) else None for words in self.lanes.values()]
            for number in range(longest)
        ]
        lanes = [
            Lane(", ".join(checks.KINDS[kind][1] for kind in name.split("|")), width=22, look="key", locked=True)
            for name in self.lanes
        ]
        return Sheet(LISTS, lanes, rows, frozen=0)


def _overview(matrix: Matrix) -> Sheet:
    """Make the matrix itself: against each form, with each kind of action, who is what."""
    squares: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    for cell in matrix.unfiltered():
        roles = squares.setdefault((cell.crime.id, cell.intervention.id), {})
        roles.setdefault(cell.role.verb, {})[cell.partner.name] = None
    types, reasons = matrix.data.interventions, matrix.base.not_applicable
    rows: list[list[Square]] = []
    for crime in matrix.data.crimes:
        row: list[Square] = [crime.name]
        for kind in types:
            said = squares.get((crime.id, kind.id), {})
            text = "\n".join(f"{verb}: {', '.join(names)}" for verb, names in said.items())
            text = text if len(text) <= 2000 else f"{text[:1999]}…"
            row.append(text or ("n.v.t." if (kind.id, crime.id) in reasons else None))
        rows.append(row)
    lanes = [Lane("vorm", width=28, look="key", locked=True)]
    lanes += [Lane(kind.name, kind.definition, width=34, locked=True) for kind in types]
    return Sheet(MATRIX, lanes, rows)


def what_it_shows(*rows: Sequence[Square]) -> str:
    """Give what tells a change on the sheet of the matrix, which is only a view: a hash, however its rows are sorted."""
    said = [[" ".join(str(value).split()) for value in row if value not in (None, "")] for row in rows]
    return hashlib.sha256(repr(sorted(filter(None, said))).encode()).hexdigest()[:32]


def _guide(sheets: list[Sheet], properties: dict[str, str], root: type[Any]) -> Sheet:
    """Make the first sheet: how it works, what it was made from, and a link to each sheet."""
    helps = {table.name: _about(table) for table in tables(root)}
    helps |= {MATRIX: SHEET["matrix"], LISTS: SHEET["lists"]}  # type: ignore[dict-item]
    rows: list[list[Square]] = [[None, line, None] for line in SHEET["how"]]
    rows[0][0] = str(SHEET["so"])
    links: dict[tuple[int, int], tuple[str, int, int]] = {}
    rows.append([None, None, None])
    for sheet in sheets:
        rows.append([sheet.name, helps.get(sheet.name), len(sheet.rows)])
        links[len(rows) + 1, 1] = (sheet.name, 1, 1)
    rows.append([None, None, None])
    rows += [[name, value, None] for name, value in properties.items() if name.startswith(PREFIX)]
    lanes = [
        Lane(str(SHEET["sheet"]), width=30, look="plain", locked=True),
        Lane(str(SHEET["what"]), width=90, look="plain", locked=True),
        Lane(str(SHEET["count"]), width=8, look="plain", locked=True),
    ]
    return Sheet(GUIDE, lanes, rows, links=links, frozen=0, to_read=True)


def _about(table: Table) -> str:
    return " ".join(spec.help for spec in table.lists)
