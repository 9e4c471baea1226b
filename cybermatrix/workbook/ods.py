"""
A workbook as .ods, written straight down: a few XML parts in a zip.

The libraries that write .ods build a tree of every square first, and take minutes for ten thousand rules; what a
spreadsheet of ours needs of the format (text, dates, remarks, choices, locks) fits on this page.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from cybermatrix.problems import letters
from cybermatrix.workbook.book import FIXED, HEAD, KEY, MARKED
from cybermatrix.workbook.words import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cybermatrix.workbook.book import Book, Lane, Sheet, Square

_NAMES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"'
        for prefix, rest in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("fo", "xsl-fo-compatible"),
            ("number", "datastyle"),
            ("meta", "meta"),
            ("config", "config"),
        )
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MADE = (2000, 1, 1, 0, 0, 0)  # the same workbook is the same bytes
_MOST_ROWS = 1_048_576
_FITTED, _WIDE = "fitted", "wide"  # how a sheet comes on paper
_SPACES = re.compile(r"^ +| +$|  +")


def to_ods(book: Book) -> bytes:
    """Write a workbook."""
    parts = {
        "content.xml": "",
        "styles.xml": _pages(),
        "meta.xml": _meta(book),
        "settings.xml": _settings(book),
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in parts
    )
    parts["META-INF/manifest.xml"] = (
        f'{_XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
        f'manifest:media-type="{_TYPE}"/>{entries}</manifest:manifest>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _MADE), _TYPE, zipfile.ZIP_STORED)  # first, and not packed
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as part:  # row by row: a whole workbook as one text takes too much memory
                for piece in _content(book) if name == "content.xml" else [text.encode()]:
                    part.write(piece)
    return buffer.getvalue()


def _pages() -> str:
    """Give how the sheets come on paper: on their side, and those that fit with all columns beside each other."""
    margins = 'fo:margin-left="1cm" fo:margin-right="1cm" fo:margin-top="1.2cm" fo:margin-bottom="1cm"'
    size = 'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape"'
    layouts = "".join(
        f'<style:page-layout style:name="{name}"><style:page-layout-properties {size} {margins}{scale}/>'
        '<style:header-style/><style:footer-style><style:header-footer-properties fo:min-height="0.7cm" '
        'fo:margin-top="0.2cm"/></style:footer-style></style:page-layout>'
        for name, scale in ((_FITTED, ' style:scale-to-X="1" style:scale-to-Y="0"'), (_WIDE, ""))
    )
    footer = "<text:sheet-name>?</text:sheet-name> · <text:page-number>1</text:page-number>"
    masters = "".join(
        f'<style:master-page style:name="{name}" style:page-layout-name="{name}"><style:header style:display="false"/>'
        f"<style:footer><text:p>{footer}</text:p></style:footer></style:master-page>"
        for name in (_FITTED, _WIDE)
    )
    return (
        f'{_XML}<office:document-styles {_NAMES} office:version="1.3"><office:automatic-styles>{layouts}'
        f"</office:automatic-styles><office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )


def _meta(book: Book) -> str:
    own = "".join(
        f'<meta:user-defined meta:name={quoteattr(name)} meta:value-type="string">{escape(value)}</meta:user-defined>'
        for name, value in book.properties.items()
    )
    return f'{_XML}<office:document-meta {_NAMES} office:version="1.3"><office:meta>{own}</office:meta></office:document-meta>'


def _settings(book: Book) -> str:
    """Keep the heading and the keys in sight."""

    def item(name: str, kind: str, value: object) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    entries = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>"
        + item("HorizontalSplitMode", "short", 2 if sheet.frozen else 0)
        + item("VerticalSplitMode", "short", 2)
        + item("HorizontalSplitPosition", "int", sheet.frozen)
        + item("VerticalSplitPosition", "int", 1)
        + item("PositionRight", "int", sheet.frozen)
        + item("PositionBottom", "int", 1)
        + "</config:config-item-map-entry>"
        for sheet in book.sheets
    )
    return (
        f'{_XML}<office:document-settings {_NAMES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item-map-named config:name="Tables">'
        f"{entries}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def _content(book: Book) -> Iterator[bytes]:
    styles = _Styles()
    rules: list[str] = []
    tables = [text.encode() for sheet in book.sheets for text in _table(sheet, styles, rules)]
    ranges = "".join(
        f'<table:database-range table:name="filter{number}" table:display-filter-buttons="true" '
        f"table:target-range-address={quoteattr(_range(sheet))}/>"
        for number, sheet in enumerate(book.sheets)
        if sheet.rows and sheet.lanes
    )
    # The styles come first, and are known only when all sheets were written.
    yield (
        f'{_XML}<office:document-content {_NAMES} office:version="1.3">'
        f"<office:automatic-styles>{styles.text()}</office:automatic-styles><office:body><office:spreadsheet>"
        f"<table:content-validations>{''.join(rules)}</table:content-validations>"
    ).encode()
    yield from tables
    yield (
        f"<table:database-ranges>{ranges}</table:database-ranges></office:spreadsheet></office:body>"
        "</office:document-content>"
    ).encode()


def _range(sheet: Sheet) -> str:
    name = _quoted(sheet.name)
    return f"{name}.A1:{name}.{letters(len(sheet.lanes))}{len(sheet.rows) + 1}"


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


class _Styles:
    """The few ways in which a square, a column or a sheet can look, each named when it is first needed."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def of(self, body: str, family: str) -> str:
        key = f'style:family="{family}"{body}'
        return self.names.setdefault(key, f"{family[-4]}{len(self.names)}")

    def cell(self, look: str, *, locked: bool, mark: str = "") -> str:
        inner = 'style:vertical-align="top"'
        fixed = {"key": KEY, "text": FIXED}.get(look, "") if locked else ""
        fill = MARKED.get(mark) or (HEAD if look == "head" else fixed)
        if fill:
            inner += f' fo:background-color="{fill}"'
        if look in ("text", "head", "plain"):
            inner += ' fo:wrap-option="wrap"'
        inner += f' style:cell-protect="{"protected" if locked else "none"}"'
        font = ' fo:font-weight="bold"' if look == "head" else ""
        data = {"date": ' style:data-style-name="day"', "text": ' style:data-style-name="txt"'}
        body = (
            f'{data.get("text" if look == "key" else look, "")} style:parent-style-name="Default">'
            f"<style:table-cell-properties {inner}/><style:text-properties{font}/>"
        )
        return self.of(body, "table-cell")

    def text(self) -> str:
        own = "".join(
            f'<style:style style:name="{name}" {key}{"" if ">" in key else ">"}</style:style>'
            for key, name in self.names.items()
        )
        return (
            '<number:date-style style:name="day"><number:year number:style="long"/><number:text>-</number:text>'
            '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
            '</number:date-style><number:text-style style:name="txt"><number:text-content/></number:text-style>' + own
        )


def _table(sheet: Sheet, styles: _Styles, rules: list[str]) -> Iterator[str]:
    shown = "false" if sheet.hidden else "true"
    page = _FITTED if sheet.fits_on_paper else _WIDE
    look = styles.of(f' style:master-page-name="{page}"><style:table-properties table:display="{shown}"/>', "table")
    lock = ' table:protected="true"' if sheet.protected else ""
    yield f'<table:table table:name={quoteattr(sheet.name)} table:style-name="{look}"{lock}>'
    for lane in sheet.lanes:
        width = styles.of(
            f'><style:table-column-properties style:column-width="{lane.width * 0.19:.2f}cm"/>', "table-column"
        )
        free = styles.cell(lane.look, locked=False)
        yield f'<table:table-column table:style-name="{width}" table:default-cell-style-name="{free}"/>'
    checked = [_rule(lane, rules) for lane in sheet.lanes]
    heads = [_cell(lane.heading, styles.cell("head", locked=True), note=lane.help) for lane in sheet.lanes]
    yield f"<table:table-header-rows><table:table-row>{''.join(heads)}</table:table-row></table:table-header-rows>"
    looks = [styles.cell(lane.look, locked=lane.locked) for lane in sheet.lanes]
    empty = [f"<table:table-cell{rule}/>" for rule in checked]  # it looks as its column does
    plain = not (sheet.marks or sheet.notes or sheet.links)
    for row, values in enumerate(sheet.rows, start=2):
        cells: list[str] = []
        for number, value in enumerate(values):
            at = (row, number + 1)
            if value is None and (plain or at not in sheet.marks):
                cells.append(empty[number])
                continue
            name, lane, mark = looks[number], sheet.lanes[number], "" if plain else sheet.marks.get(at, "")
            if isinstance(value, dt.date) or mark:
                kind = "date" if isinstance(value, dt.date) else lane.look
                name = styles.cell(kind, locked=lane.locked, mark=mark)
            if plain:
                cells.append(_cell(value, name, checked[number]))
            else:
                cells.append(_cell(value, name, checked[number], sheet.notes.get(at, ""), sheet.links.get(at)))
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
    # Below the last row there is room for new ones, with the same choices.
    left = _MOST_ROWS - len(sheet.rows) - 1
    yield f'<table:table-row table:number-rows-repeated="{left}">{"".join(empty)}</table:table-row></table:table>'


def _rule(lane: Lane, rules: list[str]) -> str:
    if lane.choose_from is not None:
        column, count = lane.choose_from
        words = f"[${LISTS}.${column}$2:.${column}${count + 1}]"
    elif lane.choices:
        words = ";".join(f'"{word}"' for word in lane.choices)
    else:
        return ""
    name = f"v{len(rules)}"
    condition = quoteattr(f"of:cell-content-is-in-list({words})")
    message = "Dit woord staat niet in de lijst. Kies een ander, of zet het eerst op het blad waar het hoort."
    rules.append(
        f'<table:content-validation table:name="{name}" table:condition={condition} table:allow-empty-cell="true" '
        f'table:base-cell-address="{LISTS}.A1"><table:error-message table:message-type="warning" '
        f'table:title="Kies uit de lijst" table:display="true"><text:p>{message}</text:p></table:error-message>'
        "</table:content-validation>"
    )
    return f' table:content-validation-name="{name}"'


def _cell(value: Square, style: str, rule: str = "", note: str = "", link: tuple[str, int, int] | None = None) -> str:
    head = f'<table:table-cell table:style-name="{style}"{rule}'
    remark = f"<office:annotation>{_paragraphs(note)}</office:annotation>" if note else ""
    if value is None:
        return f"{head}>{remark}</table:table-cell>" if remark else f"{head}/>"
    if isinstance(value, str):
        kind, inner = ' office:value-type="string"', _paragraphs(value, link)
    elif isinstance(value, bool):
        kind = f' office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        inner = f"<text:p>{'WAAR' if value else 'ONWAAR'}</text:p>"
    elif isinstance(value, dt.date):
        kind = f' office:value-type="date" office:date-value="{value.isoformat()}"'
        inner = f"<text:p>{value.isoformat()}</text:p>"
    else:
        kind, inner = f' office:value-type="float" office:value="{value!r}"', f"<text:p>{value!r}</text:p>"
    return f"{head}{kind}>{remark}{inner}</table:table-cell>"


def _paragraphs(text: str, link: tuple[str, int, int] | None = None) -> str:
    lines = []
    for line in text.split("\n"):
        safe = escape(line)
        if " " in safe:
            safe = _SPACES.sub(_spaces, safe)
        if link is not None:
            address = f"#{_quoted(link[0])}.{letters(link[2])}{link[1]}"
            safe = f'<text:a xlink:href={quoteattr(address)} xlink:type="simple">{safe}</text:a>'
        lines.append(f"<text:p>{safe}</text:p>")
    return "".join(lines)


def _spaces(found: re.Match[str]) -> str:
    return f'<text:s text:c="{len(found[0])}"/>'
