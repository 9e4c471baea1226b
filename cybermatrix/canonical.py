"""The one way a record is written down: canonical YAML and CSV, driven by nothing but the columns of its class."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

_LONGEST_LINE = 90

# Two letters, digits or closing brackets before the full stop and a capital after it: "o.a. De" is no end of a sentence.
_BETWEEN_SENTENCES = re.compile(r"(?:(?<=[\w)\]'\"’”%]{2}[.!?])|(?<=[.!?][)\]'\"’”])) (?=['\"(‘“\[]?[A-ZÀ-ÖØ-Þ])")
_NOT_PRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NOT_PLAIN = re.compile(r"^$|^~$|^[\s\-?:,\[\]{}#&*!|>'\"%@`]|: | #|:$|\s$")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def to_yaml(
    record: attrs.AttrsInstance,
    *,
    lists: Mapping[str, Iterable[attrs.AttrsInstance]] | None = None,
    without: Container[str] = (),
    comment: str = "",
) -> str:
    """
    Write one record as a block mapping, keys in the order of its class, fields at their default left out.

    Args:
        record: any value with columns.
        lists: more records to write behind it, each list under its own key, such as the assignments of a partner.
        without: keys to leave out of the records in `lists`, because the file they stand in says the same.
        comment: a line for whoever opens the file.
    """
    lines = list(_mapping(record, ()))
    for key, records in (lists or {}).items():
        lines += _under(key, sequence_lines(records, without))
    return _text(lines, comment)


def to_yaml_list(records: Iterable[attrs.AttrsInstance | str], *, comment: str = "") -> str:
    """Write records, or plain texts, as one block list, in the order given; none at all is ``[]``."""
    return _text(list(sequence_lines(records, ())) or ["[]"], comment)


def to_csv(cls: type[attrs.AttrsInstance], records: Iterable[attrs.AttrsInstance]) -> str:
    """
    Write records of one class as CSV under their Dutch keys; lists are joined with ``"; "``.

    Raises:
        TypeError: a field holds records of its own: that does not fit in a square of a table.
    """
    columns = dict(_columns(cls))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([square(getattr(record, column.name)) for column in columns.values()])
    return buffer.getvalue()


def _columns(cls: type[attrs.AttrsInstance]) -> Iterator[tuple[str, attrs.Attribute[Any]]]:
    for column in attrs.fields(cls):
        if "key" in column.metadata:
            yield column.metadata["key"], column


def _text(lines: list[str], comment: str) -> str:
    return "\n".join([f"# {comment}", *lines] if comment else lines) + "\n"


def _mapping(record: attrs.AttrsInstance, without: Container[str]) -> Iterator[str]:
    for key, column in _columns(type(record)):
        value = getattr(record, column.name)
        if key in without or value == column.default:
            continue
        yield from under(key, value)


def under(key: str, value: Any) -> Iterator[str]:
    """Give the lines of one key with its value; an empty list has none."""
    if isinstance(value, tuple):
        yield from _under(key, sequence_lines(value))
    elif attrs.has(type(value)):
        yield from _under(key, _mapping(value, ()))
    else:
        first, *rest = scalar_lines(value)
        yield f"{key}: {first}"
        yield from _indented(rest)


def sequence_lines(items: Iterable[Any], without: Container[str] = ()) -> Iterator[str]:
    """Give the lines of a list of records or plain values, each behind its dash."""
    for item in items:
        first, *rest = _mapping(item, without) if attrs.has(type(item)) else scalar_lines(item)
        yield f"- {first}"
        yield from _indented(rest)


def _under(key: str, lines: Iterable[str]) -> Iterator[str]:
    indented = list(_indented(lines))
    if indented:  # nothing to say is said by silence: an empty list is never written
        yield f"{key}:"
        yield from indented


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"  {line}" if line else line


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return str(value)
    msg = f"{type(value).__name__} has no place in a text file"
    raise TypeError(msg)


def scalar_lines(value: object) -> list[str]:
    """Give the lines of one value: the first stands behind its key or dash, the others below it."""
    text = _plain(value)
    sentences = _fold(text)
    if len(sentences) > 1 or (sentences and len(text) > _LONGEST_LINE):
        return [">-", *sentences]
    if _NOT_PRINTABLE.search(text):
        return ['"' + "".join(map(_escaped, text)) + '"']
    if _NOT_PLAIN.search(text):
        return ["'" + text.replace("'", "''") + "'"]
    return [text]


def sentences(paragraph: str) -> list[str]:
    """Give the sentences of a paragraph; in the files each stands on a line of its own."""
    return _BETWEEN_SENTENCES.split(paragraph)


def _fold(text: str) -> list[str]:
    """Give the text a sentence per line, or nothing where folding would not give back exactly the same text."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += ["", *sentences(paragraph)] if paragraph else [""]
    lines = lines[1:]  # an empty line between two others reads as the line break that stood there
    whole = lines and lines[0] and lines[-1]
    return lines if whole and not any(line != line.strip() or _NOT_PRINTABLE.search(line) for line in lines) else []


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return f"\\U{ord(character):08x}" if _NOT_PRINTABLE.match(character) else character


def square(value: object) -> str:
    """Give a value as it stands in a table."""
    if isinstance(value, tuple):
        return "; ".join(map(_plain, value))
    return "" if value is None else _plain(value)


def file_text(form: str, records: list[Any], rules: Iterable[Any] = ()) -> str:
    """
    Write one file of a matrix folder, as `cybermatrix.loading.LAYOUT` describes it.

    Args:
        form: ``one``, ``each``, ``list``, ``texts`` or ``csv``.
        records: what the file holds.
        rules: the assignments of the partner, in a file of one partner.
    """
    if form == "csv":
        return to_csv(type(records[0]), records) if records else ""
    if form in ("list", "texts"):
        return to_yaml_list(records)
    kept = list(rules)
    return to_yaml(records[0], lists={"toewijzingen": kept} if kept else None, without={"partij"})
