"""A workbook as .xlsx: XlsxWriter, and nothing else, is called here."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from cybermatrix.workbook.book import FIXED, HEAD, KEY, MARKED
from cybermatrix.workbook.words import LISTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cybermatrix.workbook.book import Book, Lane, Sheet, Square

# No web addresses, formulas or numbers are made out of text that looks like one.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # the same workbook is the same bytes; a spreadsheet knows no time zones
_LAST_ROW = 1_048_575
_LINE = 15  # points


def to_xlsx(book: Book) -> bytes:
    """Write a workbook."""
    import xlsxwriter  # noqa: PLC0415  # an extra: only who makes a workbook has it

    buffer = io.BytesIO()
    made = xlsxwriter.Workbook(buffer, _OPTIONS)
    made.set_properties({"created": _MADE, "title": book.properties.get("titel", "")})
    for name, value in book.properties.items():
        made.set_custom_property(name, value, "text")
    formats = _Formats(made)
    for sheet in book.sheets:
        _write(made.add_worksheet(sheet.name), sheet, formats)
    made.close()
    return buffer.getvalue()


class _Formats:
    """The few ways in which a square can look."""

    def __init__(self, made: Any) -> None:
        self.made = made
        self.found: dict[tuple[str, bool, str], Any] = {}

    def of(self, look: str, *, locked: bool, mark: str = "") -> Any:
        key = (look, locked, mark)
        if key not in self.found:
            wanted: dict[str, Any] = {"valign": "top", "locked": locked}
            if look == "date":
                wanted["num_format"] = "yyyy-mm-dd"
            elif look == "text":
                wanted |= {"num_format": "@", "text_wrap": True, **({"bg_color": FIXED} if locked else {})}
            elif look == "plain":
                wanted["text_wrap"] = True
            elif look == "key":
                wanted |= {"num_format": "@", "font_color": "#595959"}
            elif look == "head":
                wanted |= {"bold": True, "bg_color": HEAD, "bottom": 1, "text_wrap": True}
            elif look == "link":
                wanted |= {"font_color": "#0563C1", "underline": 1}
            if look == "key" and locked:
                wanted["bg_color"] = KEY
            if mark:
                wanted["bg_color"] = MARKED[mark]
            self.found[key] = self.made.add_format(wanted)
        return self.found[key]


def _write(worksheet: Any, sheet: Sheet, formats: _Formats) -> None:
    for number, lane in enumerate(sheet.lanes):
        # Squares that are still empty may be filled in: a new row has no key yet.
        worksheet.set_column(number, number, lane.width, formats.of(lane.look, locked=False))
        worksheet.write_string(0, number, lane.heading, formats.of("head", locked=True))
        if lane.help:
            worksheet.write_comment(0, number, lane.help, {"x_scale": 2})
        _choices(worksheet, number, lane)
    looks = [formats.of(lane.look, locked=lane.locked) for lane in sheet.lanes]
    for row, values in enumerate(sheet.rows, start=1):
        if sheet.to_read:  # LibreOffice finds no height by itself in an .xlsx
            worksheet.set_row(row, _LINE * _lines(values, sheet.lanes))
        for number, value in enumerate(values):
            if value is None:
                continue
            mark = sheet.marks.get((row + 1, number + 1), "") if sheet.marks else ""
            lane = sheet.lanes[number]
            look = formats.of(lane.look, locked=lane.locked, mark=mark) if mark else looks[number]
            if isinstance(value, str):
                link = sheet.links.get((row + 1, number + 1)) if sheet.links else None
                if link is None:
                    worksheet.write_string(row, number, value, look)
                else:
                    worksheet.write_url(row, number, _address(link), formats.of("link", locked=True), value)
            elif isinstance(value, bool):
                worksheet.write_boolean(row, number, value, look)
            elif isinstance(value, dt.date):
                date_look = formats.of("date", locked=lane.locked, mark=mark)
                worksheet.write_datetime(row, number, value, date_look)
            else:
                worksheet.write_number(row, number, value, look)
    for (row, column), text in sheet.notes.items():
        worksheet.write_comment(row - 1, column - 1, text, {"x_scale": 2})
    for (row, column), mark in sheet.marks.items():  # a square that is empty is marked too
        if row - 2 >= len(sheet.rows) or sheet.rows[row - 2][column - 1] is None:
            worksheet.write_blank(row - 1, column - 1, None, formats.of("text", locked=False, mark=mark))
    worksheet.freeze_panes(1, sheet.frozen)
    if sheet.rows and sheet.lanes:
        worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.lanes) - 1)
    _on_paper(worksheet, sheet)
    if sheet.colour:
        worksheet.set_tab_color(sheet.colour)
    if sheet.protected:
        allowed = ("autofilter", "sort", "format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows")
        worksheet.protect("", dict.fromkeys(allowed, True))
    if sheet.hidden:
        worksheet.hide()


def _lines(values: Sequence[Square], lanes: Sequence[Lane]) -> int:
    """Give how many lines the longest text of a row takes."""
    return max(
        (
            sum(len(line) // lane.width + 1 for line in value.split("\n"))
            for value, lane in zip(values, lanes, strict=False)
            if isinstance(value, str) and lane.look in ("text", "plain")
        ),
        default=1,
    )


_ON_A_PAGE = 20  # rows, of a line or two each


def _on_paper(worksheet: Any, sheet: Sheet) -> None:
    """
    Let who prints a sheet see its heading on each page, and all columns beside each other where that can be read.

    Only where there are more pages than one: for each sheet with a heading that comes back LibreOffice divides its pages when
    it opens the workbook, which took it half a minute for all of them.
    """
    worksheet.set_paper(9)  # A4
    worksheet.set_landscape()
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    worksheet.set_footer("&L&A&R&P / &N")
    if sheet.to_read or len(sheet.rows) > _ON_A_PAGE:
        worksheet.repeat_rows(0)
    if sheet.fits_on_paper:
        worksheet.fit_to_pages(1, 0)
    elif sheet.frozen and sheet.rows:
        worksheet.repeat_columns(0, sheet.frozen - 1)


def _choices(worksheet: Any, number: int, lane: Lane) -> None:
    if lane.choose_from is not None:
        column, count = lane.choose_from
        source: Any = f"={LISTS}!${column}$2:${column}${count + 1}"
    elif lane.choices:
        source = list(lane.choices)
    else:
        return
    worksheet.data_validation(
        1,
        number,
        _LAST_ROW,
        number,
        {
            "validate": "list",
            "source": source,
            "ignore_blank": True,
            "error_title": "Kies uit de lijst",
            "error_message": "Dit woord staat niet in de lijst. Kies een ander, of zet het eerst op het blad waar het hoort.",
            "error_type": "warning",
        },
    )


def _address(link: tuple[str, int, int]) -> str:
    from cybermatrix.problems import letters  # noqa: PLC0415

    name, row, column = link
    return f"internal:'{name.replace(chr(39), chr(39) * 2)}'!{letters(column)}{row}"
