"""A workbook as plain values: sheets of rows, how they look, and what travels with them; no file format is known here."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from attrs import Factory, define

Look = Literal["key", "text", "date", "plain"]
Mark = Literal["", "error", "warning"]
MARKED: dict[str, str] = {"error": "#F8CBAD", "warning": "#FFE699"}
HEAD, KEY, FIXED = "#D9E2F3", "#E7E6E6", "#F2F2F2"  # a heading; a key; any other square that one may not change
Square = str | float | dt.date | bool | None


@define
class Lane:
    """How one column of a sheet looks and what may be chosen in it."""

    heading: str
    help: str = ""
    width: int = 14
    look: Look = "text"
    locked: bool = False
    choices: tuple[str, ...] = ()  # the words to choose from, when they are few
    choose_from: tuple[str, int] | None = None  # or: the lane of the sheet with lists, and how many words it has


@define
class Sheet:
    """One sheet: a heading, rows below it, and remarks at single squares (row and column from 1, the heading is row 1)."""

    name: str
    lanes: list[Lane]
    rows: list[list[Square]]
    notes: dict[tuple[int, int], str] = Factory(dict)
    marks: dict[tuple[int, int], Mark] = Factory(dict)
    links: dict[tuple[int, int], tuple[str, int, int]] = Factory(dict)
    protected: bool = True
    hidden: bool = False
    frozen: int = 1  # so many columns stay in sight
    colour: str = ""
    to_read: bool = False  # rows get the height of their text; elsewhere the program decides, and lets them grow

    @property
    def fits_on_paper(self) -> bool:
        """Whether all columns can stand beside each other on a sheet of paper and still be read."""
        return sum(lane.width for lane in self.lanes) <= _WIDEST

    def widen(self) -> None:
        """Let the columns of keys be as wide as what is in them, within reason: a key that is cut off says nothing."""
        for at, lane in enumerate(self.lanes):
            if lane.look == "key":
                longest = max((len(str(row[at])) for row in self.rows), default=0)
                lane.width = max(lane.width, min(longest + 2, _WIDEST_KEY))


_WIDEST_KEY = 48
_WIDEST = 200  # characters; A4 on its side holds some 130 of them in their own size


@define
class Book:
    """A workbook: its sheets, and the properties that say what it was made from."""

    sheets: list[Sheet]
    properties: dict[str, str] = Factory(dict)


@define
class ReadSheet:
    """A sheet as somebody sent it: its rows, the first one included, wherever its heading stands."""

    name: str
    rows: list[list[Square]]


@define
class ReadBook:
    """A workbook as somebody sent it."""

    file: str
    sheets: list[ReadSheet]
    properties: dict[str, str]
