"""What text files said is remembered, and gives the same matrix and the same mistakes as reading them."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pressroom import Here
from smallest import OVERLAY

import cybermatrix as cm
from cybermatrix import loading, publishing
from cybermatrix.cli import run
from cybermatrix.errors import InvalidMatrix
from cybermatrix.formats import write_folder
from cybermatrix.loading import load_sound
from cybermatrix.pdf.composing import Memory
from cybermatrix.publishing import crew
from cybermatrix.remembering import Readings

if TYPE_CHECKING:
    from collections.abc import Callable

TINY = Path(__file__).parent / "tiny"
# It has a desk that only a municipality may see.
INTERNAL = "partijen/politie.yaml"


def kept_of(folder: Path, shelf: Memory | None = None) -> Memory:
    """Read a folder and keep what it said."""
    shelf = Memory() if shelf is None else shelf
    readings = Readings(shelf, "ik")
    load_sound(folder, readings=readings)
    readings.keep()
    return shelf


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files of which the text is read."""
    names: list[str] = []
    as_it_is = loading._read_file

    def noted(raw: bytes, name: str, *rest: Any) -> Any:
        names.append(name)
        return as_it_is(raw, name, *rest)

    monkeypatch.setattr(loading, "_read_file", noted)
    return names


@pytest.mark.parametrize(("which", "anew"), [("tiny", [INTERNAL]), ("shipped", [])])
def test_what_is_remembered_is_what_the_text_says(
    which: str, anew: list[str], read: list[str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The places of rules too: a page tells them."""
    folder = tmp_path / "gegevens"
    write_folder(request.getfixturevalue(which).data, folder)
    shelf = kept_of(folder)
    text = cm.load(folder).data
    read.clear()
    known = load_sound(folder, readings=Readings(shelf, "ik"))[0].data

    assert text == known
    assert [one.place for one in text.assignments] == [one.place for one in known.assignments]
    assert anew == read


def test_only_what_changed_is_read(tiny_folder: Path, read: list[str]) -> None:
    """And then all of it is checked."""
    shelf = kept_of(tiny_folder)
    file = tiny_folder / "partijen" / "ibd.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# Nagekeken.\n", encoding="utf-8")
    read.clear()
    kept_of(tiny_folder, shelf)
    kept_of(tiny_folder, shelf)

    assert ["partijen/ibd.yaml", INTERNAL, INTERNAL] == read


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "partijen" / "politie.yaml").unlink(),
        lambda folder: (folder / "partijen" / "politie.yaml").write_text("id: politie\n", encoding="utf-8"),
        lambda folder: (folder / "editie.yaml").write_text("formaat: 99\n", encoding="utf-8"),
        lambda folder: (folder / "editie.yaml").unlink(),
    ],
    ids=["a file gone", "a record half", "a later form", "no edition"],
)
def test_what_is_wrong_is_told_with_its_place(tiny_folder: Path, spoil: Callable[[Path], object]) -> None:
    """Also where the mistake is in what did not change."""
    shelf = kept_of(tiny_folder)
    spoil(tiny_folder)
    with pytest.raises(InvalidMatrix) as plainly:
        cm.load(tiny_folder)
    with pytest.raises(InvalidMatrix) as known:
        load_sound(tiny_folder, readings=Readings(shelf, "ik"))

    assert plainly.value.problems == known.value.problems
    assert any(one.place.file for one in known.value.problems)


def test_nothing_is_kept_of_what_is_wrong(tiny_folder: Path) -> None:
    """It would be believed the next time."""
    (tiny_folder / "partijen" / "politie.yaml").unlink()
    shelf = Memory()
    readings = Readings(shelf, "ik")
    with pytest.raises(InvalidMatrix):
        load_sound(tiny_folder, readings=readings)
    readings.keep()

    assert {} == shelf._kept


def test_what_was_damaged_or_read_by_another_program_is_read_anew(tiny_folder: Path, read: list[str]) -> None:
    """Nobody knows what the other one would have made of it."""
    shelf = kept_of(tiny_folder)
    every = len(read)
    load_sound(tiny_folder, readings=Readings(shelf, "een ander"))
    again = len(read) - every
    for key, said in shelf._kept.items():
        shelf._kept[key] = said[:-3] + b"x" + said[-2:]
    load_sound(tiny_folder, readings=Readings(shelf, "ik"))

    assert (every, every) == (again, len(read) - every - again)


def test_what_was_sound_is_checked_anew_on_another_day(tiny_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A law may not hold then."""
    file = tiny_folder / "wetten" / "verzonnen-wet.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            "toestand: van kracht\n", "toestand: van kracht\nin_werking: 2010-01-01\n"
        ),
        encoding="utf-8",
    )
    shelf = kept_of(tiny_folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")  # in 2001
    with pytest.raises(InvalidMatrix) as early:
        load_sound(tiny_folder, readings=Readings(shelf, "ik"))

    assert "M25" in {one.code for one in early.value.problems}


def test_one_file_is_checked_whatever_it_says_it_was_made_of(tiny_folder: Path, tmp_path: Path) -> None:
    """Somebody may have changed what it holds since, with its hash, and not the name of the folder that it came from."""
    shelf = kept_of(tiny_folder)
    head, _, body = loading.compile_folder(tiny_folder).partition(b"\n")
    body = body.replace(b'"partij":"ibd"', b'"partij":"idb"')
    said = json.loads(head[:-1] + b"}") | {"sha256": sha256(body).hexdigest()}
    file = tmp_path / "matrix.json"
    file.write_bytes(json.dumps(said)[:-1].encode() + b",\n" + body)
    with pytest.raises(InvalidMatrix) as wrong:
        load_sound(file, readings=Readings(shelf, "ik"))

    assert {"R01"} == {one.code for one in wrong.value.problems}


def test_an_overlay_is_checked_each_time(tiny_folder: Path, tmp_path: Path) -> None:
    """That the matrix was sound without it says nothing."""
    shelf = kept_of(tiny_folder)
    file = tmp_path / "eigen.yaml"
    file.write_text(OVERLAY.replace("partij: gemeente", "partij: gemente"), encoding="utf-8")
    plainly = load_sound(tiny_folder, overlays=[file])
    known = load_sound(tiny_folder, overlays=[file], readings=Readings(shelf, "ik"))

    assert plainly[1] == known[1]
    assert ["deventer"] == list(known[1])
    assert plainly[0].data == known[0].data


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Publish from the command line, without processes of its own."""
    monkeypatch.setattr(crew, "ProcessPoolExecutor", lambda *_, **__: Here())
    return lambda folder, out, *choices: run(["--data", str(folder), "publish", str(out), "--only", "ibd", *choices])


def test_a_publication_remembers_what_it_was_made_of(
    tiny_folder: Path, tmp_path: Path, publish: Callable[..., int], read: list[str]
) -> None:
    """The next run reads what changed since, and one that only looks leaves nothing."""
    out = tmp_path / "uit"
    looked = publish(tiny_folder, out, "--dry-run"), out.exists()
    made = publish(tiny_folder, out)
    read.clear()
    again = publish(tiny_folder, out)

    assert ((0, False), 0, 0, [INTERNAL]) == (looked, made, again, read)


def test_what_only_a_municipality_may_see_is_not_kept() -> None:
    """A public folder is put where everybody looks, with all that is in it."""
    kept = b"".join(kept_of(TINY)._kept.values())

    assert b"Informatiebeveiligingsdienst" in kept
    assert b"0900-0001" not in kept


def test_a_place_where_nothing_can_be_kept_stops_nothing(tiny_folder: Path, tmp_path: Path) -> None:
    """Such as a folder that may not be written, or a file in its way."""
    (tmp_path / "uit").write_text("van een ander", encoding="utf-8")
    readings = publishing.readings(tmp_path / "uit")
    load_sound(tiny_folder, readings=readings)
    readings.keep()

    assert "van een ander" == (tmp_path / "uit").read_text(encoding="utf-8")
