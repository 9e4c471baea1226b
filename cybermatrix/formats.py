"""A matrix as files for others: one JSON document, its schema, or a folder of text files to go on with."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cybermatrix.canonical import file_text
from cybermatrix.checks import ids
from cybermatrix.converting import FORMAT
from cybermatrix.errors import InvalidQuestion
from cybermatrix.journal import write_whole
from cybermatrix.loading import LAYOUT
from cybermatrix.model import Assignment, Data, changed
from cybermatrix.plain import pack
from cybermatrix.reading import PLACE_KEY, specs

if TYPE_CHECKING:
    from cybermatrix.matrix import Matrix
    from cybermatrix.reading import FieldSpec

FORMATS = ("json", "schema", "ics", "folder")

# What a claim may have become, as its column says.
_BECAME = ("assignment", "example", "instrument", "situation", "channel")

_T = TypeVar("_T")


def export(matrix: Matrix, format: str, path: str | os.PathLike[str]) -> None:  # noqa: A002  # a promised name
    """
    Write a matrix to a file; either the whole file is there afterwards, or what was there before.

    Args:
        matrix: its edition is written whole; filters and viewpoint are questions, not data.
        format: ``json`` (`load` reads it back as an equal matrix), ``schema`` (the JSON Schema of that file), ``ics``
            (a calendar of what must be looked at again, and when) or ``folder`` (text files to go on with).
        path: the file to write, or the folder.

    Raises:
        InvalidQuestion: for a format that does not exist.
        FileExistsError: for a folder that exists and is not empty; nothing is touched then.
    """
    if format == "folder":
        write_folder(matrix.data, Path(path))
        return
    if format == "json":
        content = pack(matrix.data)
    elif format == "schema":
        import json  # noqa: PLC0415

        content = (json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n").encode()
    elif format == "ics":
        from cybermatrix.reviewing import to_calendar  # noqa: PLC0415

        content = to_calendar(matrix)
    else:
        msg = f"no format {format!r}; known are {', '.join(FORMATS)}"
        raise InvalidQuestion(msg, about="format", word=format, known=FORMATS)
    write_whole(Path(path), content)


# --- the schema -------------------------------------------------------------------------------------------------


def json_schema() -> dict[str, Any]:
    """
    Give the JSON Schema (draft 2020-12) of the export, made from the model itself.

    References between records are plain strings in it; that they lead somewhere is what `check` is for.
    """
    definitions: dict[str, Any] = {}
    matrix = _schema_of(Data, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cybermatrix",
        "type": "object",
        "required": ["formaat", "sha256", "matrix"],
        "properties": {
            "formaat": {"const": FORMAT},
            "sha256_bestanden": {"type": "string"},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "matrix": matrix,
        },
        "additionalProperties": False,
        "$defs": definitions,
    }


def _schema_of(cls: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    name = cls.__name__
    if name not in definitions:
        definitions[name] = {}  # first, so that a record that holds its own kind would end here
        properties = {spec.key: _property(spec, definitions) for spec in specs(cls)}
        if cls is Assignment:
            properties[PLACE_KEY] = {"type": "array", "description": "Bestand, regel en kolom."}
        definitions[name] = {
            "type": "object",
            "description": (cls.__doc__ or "").strip(),
            "properties": properties,
            "required": [spec.key for spec in specs(cls) if spec.required],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _property(spec: FieldSpec, definitions: dict[str, Any]) -> dict[str, Any]:
    if spec.record is not None:
        one: dict[str, Any] = _schema_of(spec.record, definitions)
    elif spec.choices:
        one = {"enum": list(spec.choices)}
    else:
        kinds: dict[str, dict[str, Any]] = {
            "text": {"type": "string", "minLength": 1},
            "date": {"type": "string", "format": "date"},
            "int": {"type": "integer"},
            "float": {"type": "number"},
            "bool": {"type": "boolean"},
        }
        one = kinds[spec.kind]
    many = {"type": "array", "items": one} | ({"minItems": 1} if spec.required else {})
    return {"description": spec.help, **(many if spec.many else one)}


# --- a folder ---------------------------------------------------------------------------------------------------


def write_folder(data: Data, folder: Path) -> None:
    """
    Write an edition as a folder of canonical text files.

    Raises:
        FileExistsError: when the folder exists and is not empty; nothing is touched then.
    """
    folder = folder.resolve()  # "." has a parent too
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        msg = f"{folder} exists and is not empty"
        raise FileExistsError(msg)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as name:
        made = Path(name) / "matrix"
        for file, text in folder_files(data):
            path = made / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():  # kept, because someone may stand in it
            for part in made.iterdir():
                part.replace(folder / part.name)
        else:
            made.replace(folder)


def folder_files(data: Data) -> list[tuple[str, str]]:
    """Give the name and the canonical text of every file of an edition."""
    files: list[tuple[str, str]] = []
    for kind in LAYOUT:
        value = getattr(data, kind.attribute)
        if kind.form == "one":
            if value is not None:
                files.append((kind.pattern, file_text("one", [value])))
        elif kind.form == "each":
            for item in value:
                stem = f"s{item.number}-{item.id}" if kind.attribute == "situations" else item.id
                rules = [rule for rule in data.assignments if kind.attribute == "partners" and rule.partner == item.id]
                files.append((kind.pattern.replace("*", stem), file_text("each", [item], rules)))
        elif value or kind.required:
            files.append((kind.pattern, file_text(kind.form, list(value))))
    return files


def starting_point(data: Data, *, name: str) -> Data:
    """
    Give an edition for an own matrix: the same words, partners, forms and registers, no rules of Oost-Nederland yet.

    Rules that hold for the whole country stay, as proposals; rules for a smaller area, examples and what was confirmed
    elsewhere do not. What a claim became is forgotten with them.
    """
    national = tuple(rule for rule in data.assignments if rule.area == "land")
    kept = {rule.id for rule in national}
    proposals = tuple(
        changed(
            rule,
            status="voorstel",
            confirmed=None,
            # What is not there any more can be neither excepted from nor pointed to.
            exception_to=rule.exception_to if rule.exception_to in kept else None,
            replaced_by=rule.replaced_by if rule.replaced_by in kept else None,
        )
        for rule in national
    )
    situations = tuple(
        changed(situation, steps=tuple(changed(step, validated=None) for step in situation.steps))
        for situation in data.situations
    )
    edition = changed(data.edition, name=name, name_en=None, id="0.1", status="concept", adopted_by=None)
    start = changed(data, edition=edition, assignments=proposals, situations=situations, examples=(), overlays=())
    return _pointing_to(set().union(*(ids(start, kind) for kind in _BECAME)), start)


def _pointing_to(still: set[str], record: _T) -> _T:
    """Give a record whose claims became only what is still there; one that became nothing else is open again."""
    changes: dict[str, Any] = {}
    for spec in specs(type(record)):
        value = getattr(record, spec.name)
        if spec.name == "became":
            changes[spec.name] = tuple(one for one in value if one in still)
        elif spec.record is not None and value:
            changes[spec.name] = (
                tuple(_pointing_to(still, one) for one in value) if spec.many else _pointing_to(still, value)
            )
    return changed(record, **changes) if changes else record
