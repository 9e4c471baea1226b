"""From a folder of files, or one file, to a matrix."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from smallest import FILES, OVERLAY, changed_line, write

import cybermatrix as cm
from cybermatrix import _resources, loading
from cybermatrix.formats import write_folder
from cybermatrix.loading import LAYOUT, compile_folder
from cybermatrix.model import Data
from cybermatrix.problems import Place
from cybermatrix.reading import specs

if TYPE_CHECKING:
    from collections.abc import Callable


def test_everything_is_found_where_the_layout_says(tmp_path: Path) -> None:
    """Each kind of thing stands in one place, and all of `Data` has one, or travels with something that has."""
    data = cm.load(write(tmp_path)).data

    assert {"assignments", "overlays"} == {spec.name for spec in specs(Data)} - {kind.attribute for kind in LAYOUT}
    assert ("2026.1", "politie", "p1", "phishing", "gemeentewet:172", "deventer") == (
        data.edition.id,
        data.partners[0].id,
        data.assignments[0].id,
        data.crimes[0].id,
        data.laws[0].articles[0].id,
        data.municipalities[0].id,
    )
    assert Place("partijen/politie.yaml", 13, 5) == data.assignments[0].place
    assert "politie" == data.assignments[0].partner


def test_the_order_of_files_decides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read forwards or backwards: the same data, in the order its records ask for."""
    forwards = cm.load(write(tmp_path)).data
    original = Path.glob

    def backwards(folder: Path, pattern: str) -> list[Path]:
        return sorted(original(folder, pattern), reverse=True)

    monkeypatch.setattr(Path, "glob", backwards)
    monkeypatch.setattr(
        loading, "sorted", lambda found, **how: sorted(found, **how) if how else list(found), raising=False
    )
    read_backwards = cm.load(tmp_path).data

    assert ["politie", "gemeente"] == [partner.id for partner in forwards.partners]
    assert forwards == read_backwards
    assert ["p1", "g1"] == [rule.id for rule in read_backwards.assignments]


def test_the_fingerprint_changes_with_the_files(tmp_path: Path) -> None:
    """And with nothing else."""
    before = cm.load(write(tmp_path / "a")).data.fingerprint

    assert before == cm.load(write(tmp_path / "b")).data.fingerprint
    assert before != cm.load(write(tmp_path / "b", **{"niet-gevonden.yaml": "- x\n"})).data.fingerprint


def test_a_path_may_be_text_and_a_folder_may_look_like_a_file(tmp_path: Path) -> None:
    """A folder is a folder, whatever it is called."""

    assert cm.load(write(tmp_path / "a")) == cm.load(str(write(tmp_path / "b.json")))


# --- own files --------------------------------------------------------------------------------------------------


def test_an_own_file_adds_to_its_own_place(tmp_path: Path) -> None:
    """Its area is filled in; elsewhere nothing changes."""
    (tmp_path / "deventer.yaml").write_text(OVERLAY)
    plain = cm.load(write(tmp_path / "matrix"))
    matrix = cm.load(tmp_path / "matrix", overlays=[tmp_path / "deventer.yaml"])

    assert ["d1"] == [rule.id for own in matrix.data.overlays for rule in own.assignments]
    assert "deventer" == matrix.data.overlays[0].assignments[0].area
    assert Place("deventer.yaml", 3, 5) == matrix.data.overlays[0].assignments[0].place
    assert len(plain.where(municipality="deventer")) + 1 == len(matrix.where(municipality="deventer"))
    assert set(plain.where(municipality="hengelo").cells) == set(matrix.where(municipality="hengelo").cells)


def test_own_files_may_be_several_and_on_top_of_an_export(tmp_path: Path) -> None:
    """Those in the export stay."""
    (tmp_path / "deventer.yaml").write_text(OVERLAY)
    (tmp_path / "hengelo.yaml").write_text("gemeente: hengelo\n")
    matrix = cm.load(write(tmp_path / "matrix"), overlays=[tmp_path / "deventer.yaml"])
    cm.export(matrix, "json", tmp_path / "x.json")
    both = cm.load(tmp_path / "x.json", overlays=[tmp_path / "hengelo.yaml"])

    assert ["deventer", "hengelo"] == [own.municipality for own in both.data.overlays]


def test_the_same_own_file_twice_is_a_problem(tmp_path: Path) -> None:
    """Its rules would stand there double."""
    (tmp_path / "deventer.yaml").write_text(OVERLAY)
    write(tmp_path / "matrix")
    problems = cm.check(tmp_path / "matrix", overlays=[tmp_path / "deventer.yaml"] * 2)

    assert {"R02"} == {one.code for one in problems}


# --- as in a wheel ----------------------------------------------------------------------------------------------


@pytest.fixture
def in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes | None], Path]:
    """Give a way to play an installed package with this compiled edition."""

    def install(content: bytes | None) -> Path:
        package = tmp_path / "site-packages/cybermatrix"
        compiled = package / "_matrix_data/matrix.json"
        compiled.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            compiled.write_bytes(content)
        monkeypatch.setattr(_resources, "files", lambda _: package)
        monkeypatch.setattr(_resources, "_CHECKOUT", package.parent)
        return compiled

    return install


def test_a_wheel_carries_the_same_matrix(tmp_path: Path, in_a_wheel: Callable[[bytes | None], Path]) -> None:
    """Compiled from the text files, places and fingerprint included; own files go on top of it."""
    (tmp_path / "deventer.yaml").write_text(OVERLAY)
    matrix = cm.load(write(tmp_path / "matrix"))
    in_a_wheel(compile_folder(tmp_path / "matrix"))

    assert matrix == cm.load()
    assert matrix.data.fingerprint == cm.load().data.fingerprint
    assert [rule.place for rule in matrix.assignments] == [rule.place for rule in cm.load().assignments]
    assert () == cm.check()
    assert len(matrix) + 1 == len(cm.load(overlays=[tmp_path / "deventer.yaml"]))
    assert ["B17"] == [one.code for one in cm.check(overlays=[tmp_path / "x.yaml"])]


def damaged(raw: bytes) -> dict[str, bytes]:
    """Give some ways in which a file gets damaged."""
    return {
        "empty": b"",
        "torn": raw[:-200],
        "one letter": raw.replace(b"Kleine", b"Kleyne"),
        "junk": b"\xff\xfe\x00",
        "no JSON": b"<html>",
        "deep": b"[" * 100_000,
        "other JSON": b"[]",
    }


@pytest.mark.parametrize("way", list(damaged(b"")))
def test_a_damaged_compiled_edition_is_one_problem(
    tmp_path: Path, in_a_wheel: Callable[[bytes | None], Path], way: str
) -> None:
    """For a question and for a check; nothing is answered from it."""
    in_a_wheel(damaged(compile_folder(write(tmp_path / "matrix")))[way])

    assert [("B08", Place("matrix.json"))] == [(one.code, one.place) for one in cm.check()]
    with pytest.raises(cm.InvalidMatrix) as raised:
        cm.load()
    assert cm.check() == raised.value.problems


def test_a_wheel_without_its_data_says_so(in_a_wheel: Callable[[bytes | None], Path]) -> None:
    """And never reads a folder that happens to stand beside it."""
    compiled = in_a_wheel(None)
    (compiled.parent.parent.parent / "matrix_data").mkdir()

    for ask in (cm.load, cm.check):
        with pytest.raises(FileNotFoundError, match="incomplete: matrix_data is missing"):
            ask()
    with pytest.raises(FileNotFoundError, match="incomplete: templates is missing"):
        _resources.templates_folder()


def test_a_package_with_problems_is_not_made(tmp_path: Path) -> None:
    """The build stops, with all of them."""
    write(tmp_path, **changed_line("assen/rollen.yaml", "id: geen", "id: GEEN"))

    with pytest.raises(cm.InvalidMatrix, match=r"1 problem\(s\):\nassen/rollen.yaml, line 15, column 7"):
        compile_folder(tmp_path)


@pytest.mark.checkout
def test_a_checkout_reads_its_text_files() -> None:
    """So that an edit counts at once."""

    assert None is _resources.compiled_data()
    assert "matrix_data" == _resources.data_folder().name  # type: ignore[union-attr]
    assert (_resources.templates_folder() / "nl").is_dir() or list(_resources.templates_folder().iterdir())


# --- time -------------------------------------------------------------------------------------------------------


def test_today_is_what_source_date_epoch_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It selects the rules in force, and nothing else."""
    rule = FILES["partijen/politie.yaml"].rstrip() + "\n    geldig_tot: 2026-01-01\n"
    write(tmp_path, **{"partijen/politie.yaml": rule})

    def cells(epoch: dt.date) -> set[str]:
        day = dt.datetime.combine(epoch, dt.time(), dt.UTC)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
        return {cell.origin.id for cell in cm.load(tmp_path)}

    assert {"p1", "g1"} == cells(dt.date(2025, 12, 31))
    assert {"g1"} == cells(dt.date(2026, 1, 1))


@pytest.mark.parametrize("value", ["gisteren", "9" * 30])
def test_a_wrong_source_date_epoch_is_a_wrong_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """It is named, so that one finds it among the settings."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(cm.InvalidQuestion, match="SOURCE_DATE_EPOCH") as raised:
        len(cm.load(write(tmp_path)))

    assert "epoch" == raised.value.about


# --- all at once ------------------------------------------------------------------------------------------------


def test_problems_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    """Each once; what `load` raises holds them all and shows the first few."""
    text = FILES["assen/niveaus.yaml"].replace("naam:", "nam:").replace("naam_en:", "nm:")
    write(tmp_path, **{"assen/niveaus.yaml": text}, **changed_line("editie.yaml", "2026-11-01", "nu"))
    places = [one.place for one in cm.check(tmp_path)]

    assert sorted(places) == places
    with pytest.raises(cm.InvalidMatrix) as raised:
        cm.load(tmp_path)
    assert f"… and {len(places) - 5} more" in str(raised.value)


def test_a_matrix_without_overlays_is_written_and_loaded_unchanged(shipped: cm.Matrix, tmp_path: Path) -> None:
    """The whole shipped edition, as text files and back."""
    write_folder(shipped.data, tmp_path / "all")
    back: Any = cm.load(tmp_path / "all")

    assert shipped == back
