"""Records as plain values and back: the form that JSON has, in the wheel, in an export and in the archive."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any, TypeVar

from cybermatrix.converting import FORMAT
from cybermatrix.model import Assignment, Data
from cybermatrix.problems import Place
from cybermatrix.reading import PLACE_KEY, specs

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


def to_plain(record: Any) -> dict[str, Any]:
    """Give a record as a dictionary of its Dutch keys; what equals its default is left out."""
    plain: dict[str, Any] = {}
    for spec in specs(type(record)):
        value = getattr(record, spec.name)
        if not spec.required and value == spec.default:
            continue
        if spec.kind == "date":
            value = [day.isoformat() for day in value] if spec.many else value.isoformat()
        elif spec.record is not None:
            value = [to_plain(item) for item in value] if spec.many else to_plain(value)
        elif spec.many:
            value = list(value)
        plain[spec.key] = value
    if isinstance(record, Assignment) and record.place.file:
        plain[PLACE_KEY] = [record.place.file, record.place.line, record.place.column]
    return plain


def from_plain(cls: type[_T], plain: dict[str, Any]) -> _T:
    """
    Build a record from a dictionary that `to_plain` made. Nothing is checked: use it only after the checksum was right.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: when the dictionary was not made so.
    """
    return builder(cls)(plain)  # type: ignore[no-any-return]


_BUILDERS: dict[Any, Callable[[Any], Any]] = {}


def builder(cls: Any) -> Callable[[Any], Any]:
    """Give what builds a record of a class from a dictionary; it is worked out once."""
    if cls in _BUILDERS:
        return _BUILDERS[cls]
    table: dict[str, tuple[str, Callable[[Any], Any] | None]] = {}
    for spec in specs(cls):
        one: Callable[[Any], Any] | None = None
        if spec.kind == "date":
            one = dt.date.fromisoformat
        elif spec.kind == "float":
            one = float
        elif spec.record is not None:
            one = builder(spec.record)
        if spec.many:
            one = tuple if one is None else _many(one)
        table[spec.key] = (spec.name, one)
    if cls is Assignment:
        table[PLACE_KEY] = ("place", lambda place: Place(*place))

    def build(plain: dict[str, Any]) -> Any:
        # Thousands of records at each start: one look-up per value, and no more.
        values = {}
        for key, value in plain.items():
            name, convert = table[key]
            values[name] = value if convert is None else convert(value)
        return cls(**values)

    _BUILDERS[cls] = build
    return build


def _many(one: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda values: tuple([one(value) for value in values])


def pack(data: Data) -> bytes:
    """
    Write an edition as JSON, UTF-8, one record per line.

    The first line holds the format, the hash of the text files it was read from (when it was) and the SHA-256 of
    everything after that line, so that a change or a torn download is noticed. The same data gives the same bytes.
    """
    lines = ['"matrix": {']
    parts = []
    for key, value in to_plain(data).items():
        if isinstance(value, list):
            rows = ",\n".join(_dump(row) for row in value)
            parts.append(f"{_dump(key)}: [\n{rows}\n]")
        else:
            parts.append(f"{_dump(key)}: {_dump(value)}")
    lines.append(",\n".join(parts))
    lines.append("}}")
    body = ("\n".join(lines) + "\n").encode()
    head = {"formaat": FORMAT, "sha256_bestanden": data.fingerprint, "sha256": hashlib.sha256(body).hexdigest()}
    return (json.dumps(head)[:-1] + ",\n").encode() + body


# One for all lines: there are thousands, and making it takes as long as writing one.
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def is_sound(raw: bytes, document: Any) -> bool:
    """Tell whether the checksum in a document fits the bytes it was read from."""
    _, _, body = raw.partition(b"\n")
    return isinstance(document, dict) and document.get("sha256") == hashlib.sha256(body).hexdigest()
