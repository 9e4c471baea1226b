"""
A workbook that somebody sent, read with care: what it may not hold is refused before a library unpacks it.

Sizes are counted while unpacking, never believed; text with entities of its own, formulas, macros and links to other
files are told with the place where they stand. Only then python-calamine reads the squares.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from cybermatrix.errors import ExtraMissing
from cybermatrix.problems import Place, cause, printable, problem
from cybermatrix.workbook.book import ReadBook, ReadSheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cybermatrix.problems import Problem

MOST_BYTES = 20_000_000  # of the file as it was sent
MOST_UNPACKED = 60_000_000  # of all that is in it
MOST_PARTS = 2_000
MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_SQUARES = 3_000_000  # rows times columns, of all sheets together
_TOLD = 5  # so many formulas or merged squares are told one by one

_OLE = b"\xd0\xcf\x11\xe0"
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA_X = re.compile(rb"<(?:\w+:)?f[\s>/]")
_SQUARE_X = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_PLACED_X = re.compile(rb'\br="([A-Z]*[0-9]+)"')
_LETTERS, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"
_MERGED_X = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})([0-9]{1,7})')
_OUTSIDE = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_TABLE_O = re.compile(rb"<table:table\s[^>]*?\btable:name=(\"[^\"]*\"|'[^']*')")
_CELL_O = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_ROW = b"<table:table-row"
_TELLING = (b"-columns-repeated=", b"table:formula=", b"-spanned=")
_REPEATED_ROWS = re.compile(rb"number-rows-repeated=[\"']([0-9]+)")
_REPEATED_COLUMNS = re.compile(rb"number-columns-repeated=[\"']([0-9]+)")
_SPANNED = re.compile(rb"number-(?:columns|rows)-spanned=[\"'](?!1[\"'])")
_BAD_X = re.compile(r"vbaproject|macrosheet|activex|\.bin$", re.IGNORECASE)
_BAD_O = re.compile(r"^(?:basic|scripts|dialogs)/.", re.IGNORECASE)


class _Refused(Exception):
    def __init__(self, reason: str, place: Place | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place


def read_book(path: Path, problems: list[Problem]) -> ReadBook | None:
    """
    Read a workbook, or give the problems that say why it is not read.

    Raises:
        ExtraMissing: the libraries of the extra ``workbook`` are not there.
    """
    name = printable(path.name)
    try:
        if not path.is_file():
            problems.append(problem("B17", Place(name), reason="@no-file" if path.exists() else "@missing"))
            return None
        return _read(path, name, problems)
    except OSError as error:
        problems.append(problem("B17", Place(name), reason=cause(error)))
    except ModuleNotFoundError as error:
        raise ExtraMissing("workbook") from error
    except _Refused as refused:
        problems.append(problem("S01", refused.place or Place(name), reason=refused.reason))
    return None


def _read(path: Path, name: str, problems: list[Problem]) -> ReadBook | None:
    if path.stat().st_size > MOST_BYTES:
        raise _Refused("@book-big")
    raw = path.read_bytes()
    if raw.startswith(_OLE):
        raise _Refused("@book-locked")
    if not raw.startswith(b"PK"):
        raise _Refused("@book-no-zip")
    parts = _unpacked(raw)
    for part, content in parts.items():
        if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:200]:
            raise _Refused("@book-xml")
        if _ENTITIES.search(content):
            raise _Refused("@book-entities")
        if part.endswith(".rels"):
            _stay_inside(content)
    count = len(problems)
    if "content.xml" in parts:
        _look_at_ods(parts["content.xml"], name, problems)
        properties = _ods_properties(parts.get("meta.xml", b""))
    elif "xl/workbook.xml" in parts:
        _look_at_xlsx(parts, name, problems)
        properties = _xlsx_properties(parts.get("docProps/custom.xml", b""))
    else:
        raise _Refused("@book-no-zip")
    if len(problems) > count:
        return None
    parts.clear()
    return ReadBook(name, _squares(raw), properties)


def _unpacked(raw: bytes) -> dict[str, bytes]:
    """Unpack the XML parts, and refuse what unpacks to more than a workbook ever is."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, UnicodeDecodeError, NotImplementedError) as error:
        raise _Refused("@book-broken") from error
    if len(entries) > MOST_PARTS:
        raise _Refused("@book-big")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(_leads_out(one) for one in names):
        raise _Refused("@book-paths")
    if any(_BAD_X.search(one) and not one.startswith("xl/printerSettings") for one in names if one.startswith("xl/")):
        raise _Refused("@book-macros")
    if any(_BAD_O.match(one) for one in names) and "content.xml" in names:
        raise _Refused("@book-macros")
    if any(one.startswith("xl/externalLinks/") for one in names):
        raise _Refused("@book-links")
    left = MOST_UNPACKED
    if sum(entry.file_size for entry in entries) > left:
        raise _Refused("@book-big")
    parts: dict[str, bytes] = {}
    for entry in entries:
        if entry.flag_bits & 1:
            raise _Refused("@book-locked")
        try:
            with archive.open(entry) as file:
                content = file.read(left + 1)
        except Exception as error:  # whatever the unpackers of a zip raise: zlib, bz2 and lzma each have their own
            raise _Refused("@book-broken") from error
        left -= len(content)
        if left < 0:
            raise _Refused("@book-big")
        if entry.filename.endswith((".xml", ".rels")):
            parts[entry.filename] = content
    return parts


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def _stay_inside(content: bytes) -> None:
    """A web address that somebody typed is only text; any other link to outside the workbook is refused."""
    for found in _OUTSIDE.finditer(content):
        tag = found[0]
        if re.search(rb"TargetMode\s*=\s*[\"']External", tag) and b"/hyperlink" not in tag:
            raise _Refused("@book-links")
        if b"/vbaProject" in tag or b"/oleObject" in tag:
            raise _Refused("@book-macros")


# --- .xlsx ------------------------------------------------------------------------------------------------------


def _tree(content: bytes) -> Any:
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415  # an extra: only who reads one has it

    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, ValueError) as error:
        raise _Refused("@book-broken") from error


def _xlsx_sheets(parts: dict[str, bytes]) -> dict[str, str]:
    """Give the name of each sheet by the part that holds it."""
    targets = {
        one.get("Id"): str(one.get("Target", ""))
        for one in _tree(parts.get("xl/_rels/workbook.xml.rels", b"<a/>"))
        if one.get("Id")
    }
    names: dict[str, str] = {}
    for one in _tree(parts["xl/workbook.xml"]).iter():
        if not one.tag.endswith("}sheet"):
            continue
        key = next((value for name, value in one.attrib.items() if name.endswith("}id")), None)
        target = targets.get(key, "")
        names[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = str(one.get("name"))
    return names


def _look_at_xlsx(parts: dict[str, bytes], name: str, problems: list[Problem]) -> None:
    total = 0
    if re.search(rb"macroEnabled|externalLink", parts.get("[Content_Types].xml", b"")):
        raise _Refused("@book-macros")
    for part, sheet in _xlsx_sheets(parts).items():
        content = parts.get(part)
        if content is None:
            raise _Refused("@book-broken")
        place = Place(name, sheet=printable(sheet))
        if content.count(b"<c") + content.count(b":c ") > MOST_SQUARES // 3:
            raise _Refused("@book-big", place)
        rows = content.count(b"<row") + content.count(b":row")
        _counted(rows, 0, place)  # before the places are remembered, for there may be millions of them
        if content.count(b'r="') > MOST_SQUARES // 3 + 2 * MOST_ROWS:
            raise _Refused("@book-big", place)
        placed = _PLACED_X.findall(content)
        last_row = max((int(number[:9]) for number in {one.lstrip(_LETTERS) for one in placed}), default=0)
        widest = max(((len(one), one) for one in {one.rstrip(_DIGITS) for one in placed}), default=(0, b""))
        last_column = _number_of(widest[1][:4])
        total += _counted(max(last_row, rows), last_column, place)
        problems += [
            problem("S02", _before(content, found.start(), place)) for found in _few(_FORMULA_X.finditer(content))
        ]
        for found in _few(_MERGED_X.finditer(content)):
            at = Place(name, int(found[2]), _number_of(found[1]), place.sheet)
            problems.append(problem("S03", at))
    if total > MOST_SQUARES:
        raise _Refused("@book-big")


def _counted(rows: int, columns: int, place: Place) -> int:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise _Refused("@book-far", place)
    return rows * columns


def _few(found: Iterator[Any]) -> Iterator[Any]:
    return (one for one, _ in zip(found, range(_TOLD), strict=False))


def _before(content: bytes, end: int, place: Place) -> Place:
    """Give the square in which something stands: the last one that was opened before it."""
    squares = list(_SQUARE_X.finditer(content, max(0, end - 2_000), end))
    if not squares:
        return place
    return Place(place.file, int(squares[-1][2]), _number_of(squares[-1][1]), place.sheet)


def _number_of(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _xlsx_properties(content: bytes) -> dict[str, str]:
    if not content:
        return {}
    found: dict[str, str] = {}
    for one in _tree(content):
        value = "".join(one.itertext())
        if one.get("name"):
            found[str(one.get("name"))] = value[:200]
    return found


# --- .ods -------------------------------------------------------------------------------------------------------


def _look_at_ods(content: bytes, name: str, problems: list[Problem]) -> None:
    if re.search(rb"<table:(?:table-source|dde-link)|<office:dde-source|<draw:object|<script:", content):
        raise _Refused("@book-links")
    total = 0
    told: list[Problem] = []
    starts = [found.start() for found in _TABLE_O.finditer(content)]
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        named = _TABLE_O.match(content, start)
        place = Place(name, sheet=printable(named[1][1:-1].decode(errors="replace")) if named else "")
        total += _counted(*_size_of(content, start, end, place, told), place)
    problems += told[:_TOLD]
    if total > MOST_SQUARES:
        raise _Refused("@book-big")


def _size_of(content: bytes, start: int, end: int, place: Place, told: list[Problem]) -> tuple[int, int]:
    """Give how many rows and columns of a sheet hold something; only a row with more than plain squares is taken apart."""
    row = last_row = last_column = 0
    at = content.find(_ROW, start, end)
    while at >= 0:
        tag_end = content.find(b">", at, end)
        closed = content[tag_end - 1 : tag_end] == b"/"
        row_end = tag_end if closed else content.find(b"</table:table-row>", tag_end, end)
        if min(tag_end, row_end) < 0:
            raise _Refused("@book-broken", place)
        again = _REPEATED_ROWS.search(content, at, tag_end)
        repeated = int(again[1][:9]) if again else 1
        if not closed and content.find(b"value-type=", tag_end, row_end) >= 0:
            if row + repeated > MOST_ROWS:
                raise _Refused("@book-far", place)
            if any(content.find(mark, tag_end, row_end) >= 0 for mark in _TELLING):
                width = _width(content, tag_end, row_end, Place(place.file, row + 1, 0, place.sheet), told)
            else:
                width = content.count(b"table-cell", tag_end, row_end)  # those that close count too: it is a bound
            last_row, last_column = row + repeated, max(last_column, width)
        row += repeated
        at = content.find(_ROW, row_end, end)
    return last_row, last_column


def _width(content: bytes, start: int, end: int, place: Place, told: list[Problem]) -> int:
    """Give how many squares of a row hold something, and tell its formulas and merged squares."""
    column = last = 0
    for found in _CELL_O.finditer(content, start, end):
        tag = found[1]
        again = _REPEATED_COLUMNS.search(tag)
        column += int(again[1][:9]) if again else 1
        if b"value-type=" in tag:
            last = column
        code = "S02" if b"table:formula=" in tag else "S03" if _SPANNED.search(tag) else None
        if code is not None and len(told) < _TOLD:
            told.append(problem(code, Place(place.file, place.line, column, place.sheet)))
    return last


def _ods_properties(content: bytes) -> dict[str, str]:
    if not content:
        return {}
    found: dict[str, str] = {}
    for one in _tree(content).iter():
        if one.tag.endswith("}user-defined"):
            key = next((value for name, value in one.attrib.items() if name.endswith("}name")), "")
            found[key] = "".join(one.itertext())[:200]
    return found


# --- the squares ------------------------------------------------------------------------------------------------


def _squares(raw: bytes) -> list[ReadSheet]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  # an extra, and a big one

    try:
        made = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = []
        for name in made.sheet_names:
            rows: list[list[Any]] = made.get_sheet_by_name(name).to_python(skip_empty_area=False)
            sheets.append(ReadSheet(name, rows))
    except (CalamineError, OSError, ValueError) as error:
        raise _Refused("@book-broken") from error
    return sheets
