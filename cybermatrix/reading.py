"""Strings from people become typed records: every value keeps its place, every mistake becomes a problem.

Text files are read from the stream of YAML events, so nesting, anchors, tags and size are refused before anything
is built from them (a hundred thousand open brackets crash `yaml.compose`).
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
import re
import types
import typing
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
from attrs import define

from cybermatrix.converting import key_now, word_now
from cybermatrix.problems import Place, Problem, parser_says, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cybermatrix.converting import Step

MAX_BYTES = 2_000_000
MAX_DEPTH = 12
PLACE_KEY = "plaats"

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ARTICLE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*:[a-z0-9]+(?:[.-][a-z0-9]+)*")
_EDITION_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,17})?")
# Control characters, what turns the direction of a line, what has no width, halves of a pair, and no characters at all.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)

_T = TypeVar("_T")


@define(slots=True, eq=False)
class Scalar:
    """A piece of text, with where it stood."""

    value: str
    _at: Place | tuple[str, int, int]  # most places are never asked for, so they are made when they are

    @property
    def place(self) -> Place:
        """Where it stood."""
        return _made(self._at)


@define(slots=True, eq=False)
class Items:
    """A list, with where it began."""

    values: list[Node]
    _at: Place | tuple[str, int, int]

    @property
    def place(self) -> Place:
        """Where it began."""
        return _made(self._at)


@define(slots=True, eq=False)
class Fields:
    """Keys and values in the order of the file, doubles included, with where they began."""

    pairs: list[tuple[Scalar, Node]]
    _at: Place | tuple[str, int, int]

    @property
    def place(self) -> Place:
        """Where they began."""
        return _made(self._at)


def _made(at: Place | tuple[str, int, int]) -> Place:
    return Place(*at) if type(at) is tuple else typing.cast("Place", at)


Node = Scalar | Items | Fields


@define(frozen=True)
class FieldSpec:
    """How one attribute of a record is read."""

    key: str
    name: str
    help: str
    ref: str
    choices: tuple[str, ...]
    required: bool
    kind: str  # text, date, int, float, bool, or record
    many: bool
    record: type[Any] | None = None
    default: Any = None


_SPECS: dict[Any, tuple[FieldSpec, ...]] = {}


def specs(cls: Any) -> tuple[FieldSpec, ...]:
    """Give how each field of a record class is read, in the order of the class."""
    found = _SPECS.get(cls)
    if found is None:
        found = _SPECS[cls] = _specs(cls)
    return found


def _specs(cls: Any) -> tuple[FieldSpec, ...]:
    hints = typing.get_type_hints(cls)
    found = []
    for attribute in attrs.fields(cls):
        if "key" not in attribute.metadata:
            continue
        hint = hints[attribute.name]
        if isinstance(hint, types.UnionType):
            hint = next(part for part in typing.get_args(hint) if part is not type(None))
        many = typing.get_origin(hint) is tuple
        inner = typing.get_args(hint)[0] if many else hint
        kind = {str: "text", int: "int", float: "float", bool: "bool", dt.date: "date"}.get(inner, "record")
        found.append(
            FieldSpec(
                key=attribute.metadata["key"],
                name=attribute.name,
                help=attribute.metadata["help"],
                ref=attribute.metadata["ref"],
                choices=attribute.metadata["choices"],
                required=attribute.default is attrs.NOTHING,
                kind=kind,
                many=many,
                record=inner if kind == "record" else None,
                default=None if attribute.default is attrs.NOTHING else attribute.default,
            )
        )
    return tuple(found)


def decode(raw: bytes, file: str, problems: list[Problem], *, allow_bom: bool = False) -> str | None:
    """Turn bytes into text, or into one problem that says why they are no text of ours."""
    place = Place(file)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(problem("B02", place, reason="@utf16"))
        return None
    if raw.startswith(b"\xef\xbb\xbf"):
        if not allow_bom:
            problems.append(problem("B02", place, reason="@bom"))
            return None
        raw = raw[3:]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.append(problem("B02", Place(file, line), reason="@bytes"))
        return None
    mark = INVISIBLE.search(text)
    if mark:
        problems.append(problem("B07", _place_at(text, mark.start(), file), mark=f"U+{ord(mark[0]):04X}"))
        return None
    return text


def _place_at(text: str, offset: int, file: str) -> Place:
    return Place(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def parse_yaml(text: str, file: str, problems: list[Problem]) -> Node | None:
    """Read one YAML document of our small subset; on the first thing outside it, give one problem and nothing."""
    import yaml  # noqa: PLC0415  # only text files need it: the compiled edition is loaded without
    from yaml import cyaml  # noqa: PLC0415

    parser = cyaml.CParser(text)  # type: ignore[attr-defined]  # missing in the stubs, documented in PyYAML
    try:
        return _parse(parser, file)
    except _NotOurs as refused:
        problems.append(refused.problem)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file) if mark is None else Place(file, mark.line + 1, mark.column + 1)
        problems.append(problem("B05", place, reason=parser_says(getattr(error, "problem", ""))))
    finally:
        parser.dispose()
    return None


class _NotOurs(Exception):
    def __init__(self, code: str, place: Place, **values: object) -> None:
        super().__init__(code)
        self.problem = problem(code, place, **values)  # type: ignore[arg-type]  # none of the values is called near


def _parse(parser: Any, file: str) -> Node | None:
    import yaml  # noqa: PLC0415

    # Looked up once: a big matrix has hundreds of thousands of events.
    scalar, mapping_start, mapping_end = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent
    sequence_start, sequence_end = yaml.SequenceStartEvent, yaml.SequenceEndEvent
    root: Node | None = None
    stack: list[Items | Fields] = []
    keys: list[Scalar | None] = []
    documents = 0
    pending_flow: tuple[str, int, int] | None = None
    get_event = parser.get_event
    while True:
        event = get_event()
        kind = type(event)
        mark = event.start_mark
        if pending_flow is not None and kind is not sequence_end:
            raise _NotOurs("B06", Place(*pending_flow), construct="@flow-list")
        pending_flow = None
        if kind is scalar:
            at = (file, mark.line + 1, mark.column + 1)
            if event.anchor is not None:
                raise _NotOurs("B06", Place(*at), construct="@anchor")
            if event.tag is not None:
                raise _NotOurs("B06", Place(*at), construct="@tag")
            node: Node = Scalar(event.value, at)
        elif kind is mapping_start or kind is sequence_start:
            at = (file, mark.line + 1, mark.column + 1)
            if len(stack) >= MAX_DEPTH:
                raise _NotOurs("B04", Place(*at))
            if event.anchor is not None:
                raise _NotOurs("B06", Place(*at), construct="@anchor")
            if event.tag is not None:
                raise _NotOurs("B06", Place(*at), construct="@tag")
            if event.flow_style:
                if kind is mapping_start:
                    raise _NotOurs("B06", Place(*at), construct="@flow-fields")
                pending_flow = at  # an empty list can only be written as []
            node = Fields([], at) if kind is mapping_start else Items([], at)
        elif kind is mapping_end or kind is sequence_end:
            stack.pop()
            keys.pop()
            continue
        elif kind is yaml.AliasEvent:
            raise _NotOurs("B06", Place(file, mark.line + 1, mark.column + 1), construct="@alias")
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _NotOurs("B06", Place(file, mark.line + 1, mark.column + 1), construct="@document")
            continue
        elif kind is yaml.StreamEndEvent:
            return root
        else:
            continue
        if not stack:
            root = node
        else:
            top = stack[-1]
            if type(top) is Items:
                top.values.append(node)
            else:
                key = keys[-1]
                if key is None:
                    if type(node) is not Scalar:
                        raise _NotOurs("B06", node.place, construct="@key")
                    keys[-1] = node
                    continue
                top.pairs.append((key, node))  # type: ignore[union-attr]
                keys[-1] = None
        if type(node) is not Scalar:
            stack.append(node)  # type: ignore[arg-type]
            keys.append(None)


def compose(text: str) -> Any:
    """Give the nodes of a sound YAML document as PyYAML has them, with where each begins and ends."""
    import yaml  # noqa: PLC0415

    return yaml.compose(text, Loader=yaml.CBaseLoader)


def parse_csv(
    text: str, file: str, cls: type[Any], problems: list[Problem], steps: tuple[Step, ...] = ()
) -> Iterator[Fields]:
    """Read a register: a heading of Dutch keys, then one record per row; empty fields are left out."""
    known = {spec.key: spec for spec in specs(cls)}
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        written = next(reader, [])
        heading = [key_now(steps, cls, key) for key in written]
        if not _is_heading(heading, known, file, problems):
            return
        following = reader.line_num + 1
        for row in reader:
            line, following = following, reader.line_num + 1  # a row with line breaks in it stands where it began
            if not row:
                continue
            if len(row) != len(heading):
                problems.append(problem("B13", Place(file, line), found=len(row), expected=len(heading)))
                continue
            place = Place(file, line, 1)
            pairs: list[tuple[Scalar, Node]] = []
            for number, (key, as_written, value) in enumerate(zip(heading, written, row, strict=True), start=1):
                if not value:
                    continue
                at = Place(file, line, number)
                if known[key].many:
                    parts: list[Node] = [Scalar(part.strip(), at) for part in value.split(";")]
                    pairs.append((Scalar(as_written, at), Items(parts, at)))
                else:
                    pairs.append((Scalar(as_written, at), Scalar(value, at)))
            yield Fields(pairs, place)
    except csv.Error as error:
        problems.append(problem("B16", Place(file, reader.line_num), reason=parser_says(str(error))))


def _is_heading(heading: list[str], known: dict[str, FieldSpec], file: str, problems: list[Problem]) -> bool:
    if len(heading) == 1 and ";" in heading[0]:  # what a Dutch spreadsheet writes
        problems.append(problem("B16", Place(file, 1), reason="@semicolons"))
        return False
    count = len(problems)
    for number, key in enumerate(heading, start=1):
        place = Place(file, 1, number)
        if key not in known:
            problems.append(problem("B12", place, near=near(key, list(known)), key=key))
        elif key in heading[: number - 1]:
            problems.append(problem("B15", place, key=key))
    missing = [spec.key for spec in known.values() if spec.required and spec.key not in heading]
    problems += [problem("B14", Place(file, 1), key=key) for key in missing]
    return len(problems) == count


def from_json(value: object, file: str, problems: list[Problem]) -> Node | None:
    """
    Give plain JSON values the shape that the reader takes; a place is then a path into the file.

    An assignment carries the place where it was once written, and keeps it.
    """
    try:
        return _from_json(value, file, "", 1)
    except _NotOurs as refused:
        problems.append(refused.problem)
        return None


def _from_json(value: object, file: str, pointer: str, depth: int) -> Node:
    place = Place(f"{file}#{pointer}" if pointer else file)
    if isinstance(value, dict):
        if depth > MAX_DEPTH:
            raise _NotOurs("B04", place)
        own = value.get(PLACE_KEY)
        pairs = [
            (Scalar(str(key), place), _from_json(item, file, f"{pointer}/{key}", depth + 1))
            for key, item in value.items()
            if not (key == PLACE_KEY and _is_place(own))
        ]
        return Fields(pairs, Place(*own) if isinstance(own, list) and _is_place(own) else place)
    if isinstance(value, list):
        if depth > MAX_DEPTH:
            raise _NotOurs("B04", place)
        return Items(
            [_from_json(item, file, f"{pointer}/{number}", depth + 1) for number, item in enumerate(value)], place
        )
    if isinstance(value, bool):
        return Scalar("ja" if value else "nee", place)
    return Scalar("" if value is None else str(value), place)


def _is_place(value: object) -> bool:
    return isinstance(value, list) and [type(part) for part in value] == [str, int, int]


def near(word: str, words: Sequence[str], count: int = 3) -> tuple[str, ...]:
    """Give the words that look most like this one, nearest first; nothing for absurdly long input."""
    if not word or len(word) > 80:
        return ()
    return tuple(difflib.get_close_matches(word, words, count, 0.6))


@define(slots=True, eq=False)
class Reference:
    """An id that was read, to be looked up when everything has been read."""

    kinds: str
    word: str
    _at: Place | Scalar

    @property
    def place(self) -> Place:
        """Where it stood."""
        return self._at.place if isinstance(self._at, Scalar) else self._at


@define(slots=True, eq=False)
class _Plan:
    """What is known of a class before a record of it is read."""

    known: dict[str, FieldSpec]  # by the key in the file
    has_id: bool
    has_place: bool  # the whole edition has none


_PLANS: dict[Any, _Plan] = {}


def _plan(cls: Any, given: tuple[str, ...]) -> _Plan:
    """Give how a record of a class is read where some of its attributes do not stand in the file."""
    found = _PLANS.get((cls, given))
    if found is None:
        every = specs(cls)
        known = {spec.key: spec for spec in every if spec.name not in given}
        has_id = any(spec.name == "id" for spec in every)
        found = _PLANS[cls, given] = _Plan(known, has_id, hasattr(cls, "place"))
    return found


class Reader:
    """Makes records out of nodes, and remembers every problem on the way."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.steps: tuple[Step, ...] = ()  # from the form of what is read now to that of today
        self.references: list[Reference] = []
        # The ids of what could not be made, and whether there was any without: others may refer to it and not be wrong.
        self.lost: set[str] = set()
        self.nameless: bool = False

    def record(
        self, cls: type[_T], node: Node, extra: dict[str, Node] | None = None, *, called: str = "", **given: Any
    ) -> _T | None:
        """
        Read one record.

        Args:
            cls: a class made with `record` or `noun`.
            node: what stands in the file.
            extra: filled with the nodes of keys that the caller reads itself; its keys are the ones expected.
            called: what the person who wrote it calls it: the key it stands at.
            given: attributes that do not stand in the file, such as the partner of an assignment.

        Returns:
            The record, or nothing when a problem stands in the way.
        """
        plan = _plan(cls, tuple(given))
        has_id, known = plan.has_id, plan.known
        if not isinstance(node, Fields):
            self._wrong_type(node, called, "@fields")
            self.nameless |= has_id
            return None
        if self.steps:
            node = self._as_today(cls, node)
        meant: set[str] = set()
        found: dict[str, Node] = {}
        sound = True
        for key, value in node.pairs:
            word = key.value
            if word in found:
                self.problems.append(problem("V02", key.place, key=word))
                sound = False
            elif word in known:
                found[word] = value
            elif extra is not None and key.value in extra:
                extra[key.value] = value
            else:
                close = near(key.value, [*known, *(extra or ())])
                meant.update(close[:1])
                self.problems.append(problem("V01", key.place, near=close, key=key.value, record=cls.__name__))
                sound = False
        values: dict[str, Any] = dict(given)
        for key_known, spec in known.items():
            there = found.get(key_known)
            if there is not None:
                value_read = self._value(spec, there)
                if value_read is _NOTHING:
                    sound = False
                else:
                    values[spec.name] = value_read
            elif spec.required and spec.key in meant:  # told above, with the key it was perhaps meant to be
                sound = False
            elif spec.required:
                self.problems.append(problem("V03", node.place, key=spec.key, help=spec.help))
                sound = False
        if not sound:
            self.lost.update(_ids_in(node))
            self.nameless |= has_id and "id" not in values
            return None
        if plan.has_place:
            values["place"] = node.place
        return cls(**values)

    def _as_today(self, cls: type[Any], node: Fields) -> Fields:
        """Give a record in an older form under the keys and with the words of today, each where it stood."""

        def word(key: str, value: Node) -> Node:
            if isinstance(value, Items):
                return Items([word(key, one) for one in value.values], value.place)
            if isinstance(value, Fields):
                return value
            return Scalar(word_now(self.steps, cls, key, value.value), value.place)

        return Fields(
            [
                (Scalar(key_now(self.steps, cls, key.value), key.place), word(key.value, value))
                for key, value in node.pairs
            ],
            node.place,
        )

    def records(self, cls: type[_T], node: Node, *, called: str = "", **given: Any) -> tuple[_T, ...]:
        """Read a list of records; the sound ones are given, the others are problems."""
        if not isinstance(node, Items):
            self._wrong_type(node, called, "@list")
            return ()
        made = (self.record(cls, item, called=called, **given) for item in node.values)
        return tuple(item for item in made if item is not None)

    def texts(self, node: Node, key: str) -> tuple[str, ...]:
        """Read a plain list of texts."""
        spec = FieldSpec(key, key, "", "", (), required=False, kind="text", many=True)
        value = self._value(spec, node)
        return () if value is _NOTHING else typing.cast("tuple[str, ...]", value)

    def _value(self, spec: FieldSpec, node: Node) -> Any:
        if not spec.many:
            return self._one(spec, node)
        if not isinstance(node, Items):
            self._wrong_type(node, spec.key, "@list")
            return _NOTHING
        if spec.required and not node.values:
            self.problems.append(problem("V09", node.place, key=spec.key))
            return _NOTHING
        values = [self._one(spec, item) for item in node.values]
        return _NOTHING if any(value is _NOTHING for value in values) else tuple(values)

    def _one(self, spec: FieldSpec, node: Node) -> Any:
        if spec.record is not None:
            made = self.record(spec.record, node, called=spec.key)
            return _NOTHING if made is None else made
        if not isinstance(node, Scalar):
            self._wrong_type(node, spec.key, "@text")
            return _NOTHING
        text = node.value
        if not text.strip():
            self.problems.append(problem("V09", node.place, key=spec.key))
            return _NOTHING
        # Escapes, in YAML and in JSON, put in what the file itself may not hold. What is printable holds none of it.
        mark = None if text.isprintable() else INVISIBLE.search(text)
        if mark:
            self.problems.append(problem("B07", node.place, mark=f"U+{ord(mark[0]):04X}"))
            return _NOTHING
        if spec.choices and text not in spec.choices:
            close = near(text, spec.choices)
            choices = ", ".join(spec.choices)
            self.problems.append(problem("V06", node.place, near=close, value=text, key=spec.key, choices=choices))
            return _NOTHING
        if spec.name == "id" and not is_id(text, spec.key):
            self.problems.append(problem("V08", node.place, value=text))
            return _NOTHING
        if spec.ref:
            self.references.append(Reference(spec.ref, text, node))
        return text if spec.kind == "text" else self._typed(spec, node)

    def _typed(self, spec: FieldSpec, node: Scalar) -> Any:
        text = node.value
        if spec.kind == "bool":
            if text in ("ja", "nee"):
                return text == "ja"
            self.problems.append(problem("V06", node.place, value=text, key=spec.key, choices="ja, nee"))
            return _NOTHING
        if spec.kind == "date":
            try:
                if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                    return dt.date.fromisoformat(text)
            except ValueError:
                pass
            self.problems.append(problem("V05", node.place, value=text))
            return _NOTHING
        if spec.kind == "int" and _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        if spec.kind == "float" and _NUMBER.fullmatch(text):
            return float(text)
        self.problems.append(problem("V07", node.place, value=text, expected="@number", key=spec.key))
        return _NOTHING

    def _wrong_type(self, node: Node, key: str, expected: str) -> None:
        found = {Scalar: "@text", Items: "@list", Fields: "@fields"}
        self.problems.append(problem("V04", node.place, key=key, expected=expected, found=found[type(node)]))


def is_id(text: str, key: str) -> bool:
    """Whether a word may be an id; that of an edition may hold full stops."""
    patterns = (_EDITION_ID,) if key == "editie" else (_ID, _ARTICLE_ID)
    return any(pattern.fullmatch(text) for pattern in patterns)


def _ids_in(node: Node) -> Iterator[str]:
    """Give every id, older ones included, in a node and whatever it holds."""
    if isinstance(node, Fields):
        for key, value in node.pairs:
            if key.value in ("id", "ook"):
                words = value.values if isinstance(value, Items) else [value]
                yield from (word.value for word in words if isinstance(word, Scalar))
            else:
                yield from _ids_in(value)
    elif isinstance(node, Items):
        for item in node.values:
            yield from _ids_in(item)


_NOTHING: Any = object()
