"""A matrix as a file for others: whole or not at all, and as its schema says."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from smallest import FILES, OVERLAY, write

import cybermatrix as cm
from cybermatrix import formats
from cybermatrix.cli import run
from cybermatrix.formats import export, json_schema, starting_point, write_folder, write_whole
from cybermatrix.model import Confirmation, changed


@pytest.fixture
def matrix(tmp_path: Path) -> cm.Matrix:
    """Give the smallest matrix with an own file of Deventer."""
    (tmp_path / "deventer.yaml").write_text(OVERLAY)
    return cm.load(write(tmp_path / "matrix"), overlays=[tmp_path / "deventer.yaml"])


def names(folder: Path) -> list[str]:
    """Give what a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def valid(document: Any) -> None:
    """Let an independent judge look at it."""
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.Draft202012Validator(
        json_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(document)


# --- export -----------------------------------------------------------------------------------------------------


def test_an_export_is_as_its_schema_says(matrix: cm.Matrix, tmp_path: Path) -> None:
    """The own file included."""
    export(matrix, "json", tmp_path / "x.json")

    valid(json.loads((tmp_path / "x.json").read_bytes()))


def test_the_shipped_edition_is_as_its_schema_says(tmp_path: Path) -> None:
    """And reads back as an equal matrix, twice with the same bytes."""
    matrix = cm.load()
    export(matrix, "json", tmp_path / "a.json")
    export(cm.load(tmp_path / "a.json"), "json", tmp_path / "b.json")

    valid(json.loads((tmp_path / "a.json").read_bytes()))
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert matrix == cm.load(tmp_path / "b.json")
    assert [a.place for a in matrix.assignments] == [a.place for a in cm.load(tmp_path / "b.json").assignments]


@pytest.mark.parametrize(
    "change",
    [
        {"editie": None},
        {"kleur": "rood"},
        {"bronnen": [{"id": "a"}]},
        {"bronnen": [{"id": "a", "titel": ""}]},
        {"bronnen": "a"},
        {"basisteams": [{"id": "a", "naam": "a", "district": "a", "gemeenten": [], "bewijs": "a"}]},
        {"editie": {"formaat": "een"}},
    ],
    ids=["no edition", "unknown key", "missing key", "empty text", "no list", "empty list", "no number"],
)
def test_the_schema_refuses_what_the_reader_refuses(matrix: cm.Matrix, tmp_path: Path, change: Any) -> None:
    """It is made from the same descriptions."""
    export(matrix, "json", tmp_path / "x.json")
    document = json.loads((tmp_path / "x.json").read_bytes())
    document["matrix"] |= change

    with pytest.raises(jsonschema.ValidationError):
        valid(document)


def test_the_schema_is_stable_and_names_every_record_once(matrix: cm.Matrix, tmp_path: Path) -> None:
    """The same bytes twice; each definition has its sentence; each property too."""
    for name in ("a", "b"):
        export(matrix, "schema", tmp_path / name)
    schema = json.loads((tmp_path / "a").read_bytes())

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert json_schema() == schema
    assert {"Data", "Assignment", "Claim", "Overlay"} <= set(schema["$defs"])
    for definition in schema["$defs"].values():
        assert definition["description"]
        assert all(one["description"] for one in definition["properties"].values())


def test_an_unknown_format_is_a_wrong_question(matrix: cm.Matrix, tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(cm.InvalidQuestion, match="no format 'docx'; known are json, schema") as raised:
        export(matrix, "docx", tmp_path / "x")

    assert ("format", "docx", ("json", "schema", "ics", "folder")) == (
        raised.value.about,
        raised.value.word,
        raised.value.known,
    )
    assert not (tmp_path / "x").exists()


def test_a_whole_edition_as_a_folder_to_go_on_with(tmp_path: Path, capsys: Any) -> None:
    """It loads as an equal matrix; a folder that holds something is left alone."""
    matrix = cm.load(write(tmp_path / "klein"))
    export(matrix, "folder", tmp_path / "map")

    assert matrix == cm.load(tmp_path / "map")
    assert 2 == run(["--data", str(tmp_path / "map"), "export", "--format", "folder", str(tmp_path / "map")])
    assert "bestaat al en is niet leeg" in capsys.readouterr().err


# --- writing ----------------------------------------------------------------------------------------------------


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    """And others may read it."""
    path = tmp_path / "a/b/x.json"
    write_whole(path, b"new")

    assert b"new" == path.read_bytes()
    assert 0o644 == stat.S_IMODE(path.stat().st_mode)
    assert ["x.json"] == names(path.parent)


def test_a_file_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    """What was closed to others stays so; and a link still leads to the file."""
    path = tmp_path / "x"
    path.write_bytes(b"old")
    path.chmod(0o600)
    (tmp_path / "link").symlink_to("x")
    write_whole(tmp_path / "link", b"new")

    assert b"new" == path.read_bytes()
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("step", ["fdopen", "replace"])
def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """No half a file, no rubbish beside it, and the error names the file that was asked for."""
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "somewhere")

    monkeypatch.setattr(formats.os if step == "fdopen" else Path, step, full)
    with pytest.raises(OSError, match="No space left") as raised:
        write_whole(path, b"new")

    assert str(path) == raised.value.filename
    assert b"old" == path.read_bytes()
    assert ["x"] == names(tmp_path)


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    """Nor is a thing that is no file."""
    (tmp_path / "x").mkdir()

    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "x", b"new")
    write_whole(Path(os.devnull), b"new")
    assert not Path(os.devnull).is_file()


# --- a folder ---------------------------------------------------------------------------------------------------


def test_a_folder_is_written_and_reads_back_equal(matrix: cm.Matrix, tmp_path: Path) -> None:
    """Also where folders above it are not there yet."""
    write_folder(matrix.data, tmp_path / "a/b")

    assert changed(matrix.data, overlays=()) == cm.load(tmp_path / "a/b").data


def test_an_empty_folder_is_filled_where_it_stands(
    matrix: cm.Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone may stand in it."""
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    write_folder(matrix.data, Path())

    assert Path("editie.yaml").is_file()
    assert sorted({name.split("/")[0] for name in FILES}) == names(Path())


@pytest.mark.parametrize("name", ["full", "file"])
def test_what_stands_there_is_never_touched(matrix: cm.Matrix, tmp_path: Path, name: str) -> None:
    """A folder with something in it, or a file."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(FileExistsError):
        write_folder(matrix.data, tmp_path / name)
    with pytest.raises(NotADirectoryError):
        write_folder(matrix.data, tmp_path / "file/under/it")
    with pytest.raises(NotADirectoryError):
        write_folder(matrix.data, tmp_path / "file/it")
    assert before == sorted(tmp_path.rglob("*"))


def test_a_starting_point_has_the_words_and_the_national_rules_as_proposals(matrix: cm.Matrix, tmp_path: Path) -> None:
    """Nothing in it points to what is gone, and nothing is called confirmed."""
    first, second = matrix.data.assignments
    confirmed = Confirmation(by="A", on_behalf_of="B", body="C", on=matrix.edition.date)
    data = changed(
        matrix.data,
        assignments=(
            changed(first, status="bevestigd", confirmed=confirmed, replaced_by="local", exception_to=second.id),
            changed(second, replaced_by=first.id, exception_to="local"),
            changed(second, id="local", area="twente"),
        ),
    )
    start = starting_point(data, name="Mijn matrix")

    assert [(first.id, None, second.id), (second.id, first.id, None)] == [
        (rule.id, rule.replaced_by, rule.exception_to) for rule in start.assignments
    ]
    assert {("voorstel", None)} == {(rule.status, rule.confirmed) for rule in start.assignments}
    assert ("Mijn matrix", "0.1", "concept", ()) == (
        start.edition.name, start.edition.id, start.edition.status, start.overlays,
    )  # fmt: skip
    assert data.partners == start.partners


def test_a_starting_point_from_the_shipped_edition_passes_its_check(tmp_path: Path) -> None:
    """Every reference in it resolves; steps that others validated are open again."""
    matrix = cm.load()
    write_folder(starting_point(matrix.data, name="Mijn matrix"), tmp_path / "new")

    assert [] == [one.sentence() for one in cm.check(tmp_path / "new") if one.is_error]
    assert {None} == {step.validated for s in cm.load(tmp_path / "new").situations for step in s.steps}
