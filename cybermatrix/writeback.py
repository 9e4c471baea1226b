"""
A changed edition written back into its text files: only the values that differ are replaced, where they stand.

Remarks, the order of keys and everything else that a person wrote stay as they are; a file in which nothing changed is
not touched. What is new stands where the canonical form would put it.
"""

from __future__ import annotations

import csv
import io
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

import attrs

from cybermatrix import journal
from cybermatrix.canonical import file_text, scalar_lines, sequence_lines, square, under
from cybermatrix.errors import InvalidQuestion
from cybermatrix.loading import ASSIGNMENTS_KEY, LAYOUT, load
from cybermatrix.reading import compose, specs

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence
    from pathlib import Path

    from cybermatrix.loading import FileKind
    from cybermatrix.model import Data

_HEADER = re.compile(r"[>|][-+0-9]*")


def write_back(folder: Path, old: Data, new: Data, *, what: str, when: str) -> tuple[str, ...]:
    """
    Write what changed into the files of a folder, all or nothing, and read it back before it counts.

    Args:
        folder: the folder from which `old` was read.
        old: what its files say.
        new: what they are to say.
        what: for what; kept with the change, so that `journal.last` can tell.
        when: and when.

    Returns:
        The names of the files that were written.

    Raises:
        cybermatrix.journal.Busy: somebody else writes here now.
        cybermatrix.journal.NotAsMeant: what was written read otherwise; the folder is as it was.
        InvalidQuestion: the folder is in an older form, in which nothing is written any more.
        OSError: it could not be written; the folder is as it was.
    """
    files = {name: text.encode() for name, text in rewritten(folder, old, new).items()}
    if files:
        journal.write(folder, files, what=what, when=when, check=lambda: says_the_same(load(folder).data, new))
    return tuple(files)


def write_text(
    path: Path, old: Any, new: Any, written: str, *, what: str, when: str, check: Callable[[], bool]
) -> None:
    """
    Write one record that has a file of its own, as `write_back` does.

    Args:
        path: the file; it need not be there yet.
        old: what it says, when it is there.
        new: what it is to say.
        written: the whole text of a file that is new.
        what: for what; kept with the change.
        when: and when.
        check: whether it reads as it was meant.

    Raises:
        Busy, NotAsMeant, OSError: as `write_back`.
    """
    if old is not None and path.exists():
        text = _Text(_read(path))
        text.record(text.root, type(new), old, new)
        written = text.done()
    path.parent.mkdir(parents=True, exist_ok=True)
    journal.write(path.parent, {path.name: written.encode()}, what=what, when=when, check=check)


def says_the_same(one: Data, other: Data) -> bool:
    """Whether two editions hold the same; the order of what has files of its own is not a matter of these files."""
    for spec in specs(type(one)):
        a, b = getattr(one, spec.name), getattr(other, spec.name)
        if a != b and not (spec.name in _BY_ID and {x.id: x for x in a} == {x.id: x for x in b} and len(a) == len(b)):
            return False
    return True


_BY_ID = frozenset({*(kind.attribute for kind in LAYOUT if kind.form == "each"), "assignments"})


def rewritten(folder: Path, old: Data, new: Data) -> dict[str, str]:
    """
    Give the new text of every file in which something changes.

    Raises:
        InvalidQuestion: the folder is in an older form, in which nothing is written any more.
    """
    for one in old.converted:
        if one.place.file == "editie.yaml":
            msg = f"{folder} is in an older form; write it anew first"
            raise InvalidQuestion(msg, about="older-form", word=str(folder))
    found: dict[str, str] = {}
    for kind in LAYOUT:
        a, b = getattr(old, kind.attribute), getattr(new, kind.attribute)
        if kind.form == "each":
            found.update(_each(folder, kind, old, new))
        elif a != b:
            path = folder / kind.pattern
            records = ([] if a is None else [a], [] if b is None else [b]) if kind.form == "one" else (list(a), list(b))
            if not path.exists() or not records[0] or not records[1]:
                text = _read(path) if path.exists() and kind.form != "csv" and records[1] else ""
                found[kind.pattern] = _started(text, file_text(kind.form, records[1]))
            elif kind.form == "csv":
                found[kind.pattern] = _csv(_read(path), *records)
            else:
                found[kind.pattern] = _whole(_read(path), *records, one=kind.form == "one")
    return found


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _started(text: str, written: str) -> str:
    """Keep the remarks of a list that was waiting for its first item."""
    return "".join(line for line in text.splitlines(keepends=True) if line.startswith("#")) + written


def _each(folder: Path, kind: FileKind, old: Data, new: Data) -> dict[str, str]:
    found: dict[str, str] = {}
    before = {item.id: item for item in getattr(old, kind.attribute)}
    rules = kind.attribute == "partners"
    for item in getattr(new, kind.attribute):
        was = before.get(item.id)
        after_rules = [one for one in new.assignments if one.partner == item.id] if rules else []
        stem = f"s{item.number}-{item.id}" if kind.attribute == "situations" else item.id
        name = kind.pattern.replace("*", stem)
        if was is None:
            found[name] = file_text("each", [item], after_rules)
            continue
        own = [one for one in old.assignments if one.partner == item.id] if rules else []
        if was == item and own == after_rules:
            continue
        text = _Text(_read(folder / kind.pattern.replace("*", stem)))
        text.record(text.root, type(item), was, item)
        if own != after_rules:
            text.rules(own, after_rules)
        found[name] = text.done()
    return found


def _whole(content: str, old: list[Any], new: list[Any], *, one: bool) -> str:
    text = _Text(content)
    if one:
        text.record(text.root, type(new[0]), old[0], new[0])
    elif isinstance(new[0], str):
        text.texts(text.root, tuple(old), tuple(new))
    else:
        text.records(text.root, old, new)
    return text.done()


class _Text:
    """A text file with the replacements that wait to be made in it."""

    def __init__(self, content: str) -> None:
        self.newline = "\r\n" if "\r\n" in content else "\n"
        self.content = content if content.endswith("\n") else content + self.newline
        self.lines = self.content.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.root: Any = compose(self.content)
        self.splices: list[tuple[int, int, int, str]] = []

    def done(self) -> str:
        """Make the replacements, from the last to the first."""
        content = self.content
        for start, end, _, text in sorted(self.splices, reverse=True):
            content = content[:start] + text + content[end:]
        return content

    def splice(self, start: int, end: int, text: str) -> None:
        """Remember to put a text in the place of another."""
        if self.newline != "\n":
            text = text.replace("\n", self.newline)
        self.splices.append((start, end, len(self.splices), text))

    def at(self, mark: Any) -> int:
        """Give the offset of a mark of the parser."""
        return self.starts[mark.line] + mark.column  # type: ignore[no-any-return]

    def end_line(self, node: Any, outside: int) -> int:
        """Give the number of the line after the last one of a value that stands under something at column `outside`."""
        kind = type(node).__name__
        if kind == "ScalarNode":
            if node.style not in (">", "|"):
                return int(node.end_mark.line) + 1
            last = node.start_mark.line
            for number in range(last + 1, len(self.lines)):
                line = self.lines[number].rstrip("\r")
                if not line.strip():
                    continue
                if len(line) - len(line.lstrip(" ")) <= outside:
                    break
                last = number
            return int(last) + 1
        if not node.value or node.flow_style:
            return int(node.end_mark.line) + 1
        if kind == "SequenceNode":
            return self.end_line(node.value[-1], node.start_mark.column)
        key, value = node.value[-1]
        return self.end_line(value, key.start_mark.column)

    def insert(self, line: int, indent: int, lines: Iterable[str]) -> None:
        """Put lines before the line with this number."""
        at = self.starts[line]
        self.splice(at, at, "".join(f"{' ' * indent}{one}\n" if one else "\n" for one in lines))

    def remove(self, first: int, last: int) -> None:
        """Take lines out, from the first to before the last."""
        self.splice(self.starts[first], self.starts[last], "")

    # --- values -------------------------------------------------------------------------------------------------

    def scalar(self, node: Any, outside: int, value: Any) -> None:
        """Replace one value; a remark behind it stays behind it."""
        first, *rest = scalar_lines(value)
        start = self.at(node.start_mark)
        if node.style in (">", "|"):
            line = node.start_mark.line
            header = _HEADER.match(self.lines[line], node.start_mark.column)
            assert header is not None  # noqa: S101  # the parser said so
            remark = self.lines[line][header.end() :].rstrip("\r")
            last = self.end_line(node, outside) - 1
        else:
            last = node.end_mark.line
            remark = self.lines[last][node.end_mark.column :].rstrip("\r")
        end = self.starts[last] + len(self.lines[last].rstrip("\r"))
        below = "".join(f"\n{' ' * (outside + 2)}{one}" if one else "\n" for one in rest)
        self.splice(start, end, first + remark + below)

    def texts(self, node: Any, old: Sequence[Any], new: Sequence[Any]) -> None:
        """Replace, add and take out items of a list of plain values."""
        dash = node.start_mark.column
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            both = min(i2 - i1, j2 - j1)
            for shift in range(both):
                self.scalar(node.value[i1 + shift], dash, new[j1 + shift])
            self._items(node, dash, i1 + both, i2, [*sequence_lines(new[j1 + both : j2])])

    def _items(self, node: Any, dash: int, first: int, last: int, lines: list[str]) -> None:
        """Take items out from the first to before the last, and put lines there."""
        for number in range(first, last):
            self.remove(node.value[number].start_mark.line, self.end_line(node.value[number], dash))
        if lines:
            line = self.end_line(node.value[last - 1], dash) if last else int(node.value[0].start_mark.line)
            self.insert(line, dash, lines)

    def records(self, node: Any, old: Sequence[Any], new: Sequence[Any], without: Container[str] = ()) -> None:
        """Replace, add and take out items of a list of records; an item that changed is changed inside."""
        dash = node.start_mark.column
        by_id = all(hasattr(item, "id") for item in (*old, *new))
        keys = [[item.id if by_id else item for item in items] for items in (old, new)]
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
            both = i2 - i1 if tag == "equal" else 0 if by_id else min(i2 - i1, j2 - j1)
            for shift in range(both):
                a, b = old[i1 + shift], new[j1 + shift]
                if a != b:
                    self._item(node.value[i1 + shift], dash, a, b, without)
            if tag != "equal":
                lines = [*sequence_lines(new[j1 + both : j2], without)]
                self._items(node, dash, i1 + both, i2, lines)

    def _item(self, node: Any, dash: int, old: Any, new: Any, without: Container[str]) -> None:
        count = len(self.splices)
        if self.record(node, type(new), old, new, without):
            return
        del self.splices[count:]
        line = node.start_mark.line
        self.remove(line, self.end_line(node, dash))
        self.insert(line, dash, sequence_lines([new], without))

    def record(self, node: Any, cls: Any, old: Any, new: Any, without: Container[str] = ()) -> bool:
        """Replace the values that differ; whether that could be done key by key."""
        entries = {key.value: (key, value) for key, value in node.value}
        before: str | None = None
        for spec in specs(cls):
            if spec.key in without:
                continue
            a, b = getattr(old, spec.name), getattr(new, spec.name)
            entry = entries.get(spec.key)
            if a != b:
                default = attrs.fields_dict(cls)[spec.name].default
                if entry is None:
                    if before is None:
                        return False
                    key, value = entries[before]
                    column = key.start_mark.column
                    self.insert(self.end_line(value, column), column, under(spec.key, b))
                elif b == default:
                    if self.lines[entry[0].start_mark.line][: entry[0].start_mark.column].strip():
                        return False  # it stands behind the dash of its record
                    self.remove(entry[0].start_mark.line, self.end_line(entry[1], entry[0].start_mark.column))
                else:
                    self._value(*entry, spec, a, b)
            if entry is not None:
                before = spec.key
        return True

    def _value(self, key: Any, node: Any, spec: Any, old: Any, new: Any) -> None:
        column = key.start_mark.column
        if not spec.many and spec.record is None:
            self.scalar(node, column, new)
        elif spec.many and (node.flow_style or not node.value):
            first, *rest = under(spec.key, new)
            end = self.end_line(node, column)
            self.splice(self.at(key.start_mark), self.starts[end], first + "\n")
            self.insert(end, column, rest)
        elif spec.many and spec.record is None:
            self.texts(node, old, new)
        elif spec.many:
            self.records(node, old, new)
        elif not self.record(node, spec.record, old, new):
            self.remove(key.start_mark.line + 1, self.end_line(node, column))
            self.insert(key.start_mark.line + 1, column, [*under(spec.key, new)][1:])

    def rules(self, old: Sequence[Any], new: Sequence[Any]) -> None:
        """Write the assignments of a partner, which stand in its file without saying whose they are."""
        entry = next(((key, value) for key, value in self.root.value if key.value == ASSIGNMENTS_KEY), None)
        if entry is not None and entry[1].value and new:
            self.records(entry[1], old, new, {"partij"})
            return
        lines = [f"{ASSIGNMENTS_KEY}:", *(f"  {line}" if line else line for line in sequence_lines(new, {"partij"}))]
        if entry is not None:
            line = int(entry[0].start_mark.line)
            self.remove(line, self.end_line(entry[1], entry[0].start_mark.column))
        else:
            line = self.end_line(self.root, -1)
        if new:
            self.insert(line, 0, lines)


def _csv(content: str, old: list[Any], new: list[Any]) -> str:
    """Replace the rows of a table that changed; rows stand in the order of the records."""
    newline = "\r\n" if "\r\n" in content else "\n"
    mark = "\ufeff" if content.startswith("\ufeff") else ""
    body = content.removeprefix(mark) if mark else content
    body = body if body.endswith("\n") else body + newline  # a row that comes behind it begins a line of its own
    physical = body.splitlines(keepends=True)
    reader = csv.reader(io.StringIO(body, newline=""), strict=True)
    heading = next(reader)
    columns = {spec.key: spec for spec in specs(type(new[0]))}
    spans: list[tuple[int, int]] = []
    start = reader.line_num
    for row in reader:
        if row:
            spans.append((start, reader.line_num))
        start = reader.line_num

    def line(record: Any) -> str:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator=newline).writerow(
            [square(getattr(record, columns[key].name)) for key in heading]
        )
        return buffer.getvalue()

    shown = {columns[key].name for key in heading}
    for record in new:
        for spec in columns.values():
            if spec.name not in shown and getattr(record, spec.name) != spec.default:
                return mark + file_text("csv", new)  # a column that the table does not have yet
    out: list[str] = ["".join(physical[: spans[0][0]])] if spans else [body]
    by_id = hasattr(new[0], "id")
    keys = [[item.id if by_id else item for item in items] for items in (old, new)]
    done = spans[0][0] if spans else len(physical)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        for shift in range(max(i2 - i1, j2 - j1)):
            i, j = i1 + shift, j1 + shift
            if i < i2:
                out.append("".join(physical[done : spans[i][0]]))
                done = spans[i][1]
                if j < j2:
                    same = tag == "equal" and old[i] == new[j]
                    out.append("".join(physical[slice(*spans[i])]) if same else line(new[j]))
            elif j < j2:
                out.append(line(new[j]))
    return mark + "".join(out) + "".join(physical[done:])
