"""What one square of a sheet says: a value of the model written for a spreadsheet, and read back with Dutch habits."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Any

from cybermatrix.problems import problem
from cybermatrix.reading import INVISIBLE, Reference, is_id, near

if TYPE_CHECKING:
    from cybermatrix.problems import Place, Problem
    from cybermatrix.reading import FieldSpec

    Raw = str | float | bool | dt.date | None

WRONG: Any = object()

_FIRST_DAY = dt.date(1901, 1, 1)  # what a spreadsheet can count; an older date is written as text
_DAY_ZERO = dt.date(1899, 12, 30)
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_YES, _NO = frozenset({"ja", "waar", "true", "j", "1"}), frozenset({"nee", "onwaar", "false", "n", "0"})
_BLANKS = " \t\r\n\xa0\ufeff"
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,17})?")
_DATE = re.compile(r"([0-9]{1,4})[-/. ]([0-9]{1,2}|[a-z]{3,9})\.?[-/. ]([0-9]{1,4})")


def render(spec: FieldSpec, value: Any) -> Raw:
    """Give what stands in the square for a value; nothing for what is not filled in."""
    if value is None or value == ():
        return None
    if spec.many:
        return ("; " if _is_words(spec) else "\n").join(value)
    if spec.kind == "bool":
        return "ja" if value else None if spec.default is False else "nee"
    if spec.kind == "date":
        return value if value >= _FIRST_DAY else value.isoformat()  # type: ignore[no-any-return]
    return value  # type: ignore[no-any-return]


def _is_words(spec: FieldSpec) -> bool:
    """Whether the items are ids or words from a list, which hold no semicolon; texts stand on lines of their own."""
    return bool(spec.ref or spec.choices)


def same(raw: Raw, rendered: Raw) -> bool:
    """Whether a square still says what was written there; a spreadsheet keeps fifteen digits of a number."""
    if raw == rendered:
        return type(raw) is not bool and type(rendered) is not bool
    if isinstance(raw, float | int) and isinstance(rendered, float | int) and not isinstance(raw, bool):
        return math.isclose(raw, rendered, rel_tol=1e-14)
    return raw in (None, "") and rendered is None


def parse(spec: FieldSpec, raw: Raw, place: Place, problems: list[Problem], references: list[Reference]) -> Any:
    """
    Give the value that a person meant, or `WRONG` and a problem that says why it cannot be read.

    An empty square is the default of its field, or a problem where there is none.
    """
    if isinstance(raw, str):
        raw = raw.replace("\r\n", "\n").replace("_x000D_", "").strip(_BLANKS) or None
    if raw is None:
        if spec.required:
            problems.append(problem("V03", place, key=spec.key, help=spec.help))
            return WRONG
        return spec.default
    if isinstance(raw, str):
        mark = INVISIBLE.search(raw)
        if mark:
            problems.append(problem("B07", place, mark=f"U+{ord(mark[0]):04X}"))
            return WRONG
    if not spec.many:
        return _one(spec, raw, place, problems, references)
    text = _text(spec, raw, place, problems)
    if text is WRONG:
        return WRONG
    pattern = r"[;,\n]" if _is_words(spec) else r"\n"
    parts = [part.strip(_BLANKS) for part in re.split(pattern, text)]
    values = [_one(spec, part, place, problems, references) for part in parts if part]
    if not values:
        return parse(spec, None, place, problems, references)
    return WRONG if any(value is WRONG for value in values) else tuple(values)


def _one(spec: FieldSpec, raw: Any, place: Place, problems: list[Problem], references: list[Reference]) -> Any:
    if spec.kind == "date":
        return _date(raw, place, problems)
    if spec.kind == "bool":
        return _bool(spec, raw, place, problems)
    if spec.kind in ("int", "float"):
        return _number(spec, raw, place, problems)
    text = _text(spec, raw, place, problems)
    if text is WRONG:
        return WRONG
    if spec.choices:
        found = text if text in spec.choices else re.sub(r"[ _]+", "-", text.lower())
        if found not in spec.choices:
            found = next((choice for choice in spec.choices if choice == text.lower().replace(" ", "_")), None)
        if found is None:
            choices = ", ".join(spec.choices)
            close = near(text.lower(), spec.choices)
            problems.append(problem("V06", place, near=close, value=text, key=spec.key, choices=choices))
            return WRONG
        return found
    if spec.name == "id" and not is_id(text, spec.key):
        problems.append(problem("V08", place, value=text))
        return WRONG
    if spec.ref:
        word = text if is_id(text, spec.key) or ":" in text else text.lower()
        references.append(Reference(spec.ref, word, place))
        return word
    return text


def _text(spec: FieldSpec, raw: Any, place: Place, problems: list[Problem]) -> Any:
    """Give a text; a whole number is what a spreadsheet makes of digits, any other value has lost what was typed."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, float | int) and not isinstance(raw, bool) and float(raw).is_integer() and abs(raw) < 10**15:
        return str(int(raw))
    shown = "@true" if isinstance(raw, bool) else "@date" if isinstance(raw, dt.date) else "@fraction"
    problems.append(problem("S04", place, key=spec.key, found=shown, value=shown_as(raw)))
    return WRONG


def shown_as(raw: Raw) -> str:
    """Give a square as the reader of a message saw it."""
    if isinstance(raw, bool):
        return "WAAR" if raw else "ONWAAR"
    if isinstance(raw, dt.datetime):
        return f"{raw:%d-%m-%Y %H:%M}"
    if isinstance(raw, dt.date):
        return f"{raw:%d-%m-%Y}"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 10**15 else str(raw).replace(".", ",")
    return "" if raw is None else str(raw)


def _date(raw: Any, place: Place, problems: list[Problem]) -> Any:
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    if isinstance(raw, float | int) and not isinstance(raw, bool) and float(raw).is_integer() and 367 < raw < 80_000:
        return _DAY_ZERO + dt.timedelta(days=int(raw))  # a date of which the layout was lost
    found = _DATE.fullmatch(" ".join(raw.lower().split())) if isinstance(raw, str) else None
    if found:
        first, month, last = found.groups()
        number = int(month) if month.isdigit() else _month(month)
        year, day = (first, last) if len(first) == 4 else (last, first)
        try:
            if len(year) == 4:
                return dt.date(int(year), number, int(day))
        except ValueError:
            pass
    problems.append(problem("V05", place, value=shown_as(raw)))
    return WRONG


def _month(word: str) -> int:
    found = [number for number, month in enumerate(_MONTHS, start=1) if month.startswith(word)]
    return found[0] if len(found) == 1 else 3 if word == "mrt" else 0


def _bool(spec: FieldSpec, raw: Any, place: Place, problems: list[Problem]) -> Any:
    word = shown_as(raw).lower()
    if word in _YES or word in _NO:
        return word in _YES
    problems.append(problem("V06", place, value=shown_as(raw), key=spec.key, choices="ja, nee"))
    return WRONG


def _number(spec: FieldSpec, raw: Any, place: Place, problems: list[Problem]) -> Any:
    value = raw
    if isinstance(raw, str):
        text = raw.replace(" ", "").replace("\xa0", "")
        if spec.kind == "int" and _THOUSANDS.fullmatch(text):
            text = text.replace(".", "")
        if _WHOLE.fullmatch(text) or (spec.kind == "float" and _DECIMAL.fullmatch(text)):
            value = float(text.replace(",", ".")) if spec.kind == "float" else int(text)
    if isinstance(value, float | int) and not isinstance(value, bool):
        if spec.kind == "float" and math.isfinite(value):
            return float(value)
        if spec.kind == "int" and float(value).is_integer() and abs(value) < 10**15:
            return int(value)
    problems.append(problem("V07", place, value=shown_as(raw), expected="@number", key=spec.key))
    return WRONG
