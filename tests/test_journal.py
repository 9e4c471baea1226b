"""Files written whole or not at all, really killed on the way; and the change that is undone."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from killing import deaths, unsynced
from smallest import FILES, write

import cybermatrix as cm
from cybermatrix import errors, journal
from cybermatrix.cli import run
from cybermatrix.workbook import export_book
from cybermatrix.workbook.making import make_book
from cybermatrix.workbook.writing import to_bytes

OLD = {f"{name}.yaml": f"oud {name}".encode() for name in "abc"}
NEW: dict[str, bytes | None] = {"a.yaml": b"nieuw a", "map/d.yaml": b"nieuw d", "b.yaml": None}
AFTER = {"a.yaml": b"nieuw a", "c.yaml": b"oud c", "map/d.yaml": b"nieuw d"}


def state(folder: Path) -> dict[str, bytes]:
    """Give what stands in a folder, but for what the journal keeps; a half-made file counts."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and journal.HOME not in path.parts
    }


def changed_book(tmp_path: Path) -> tuple[Path, Path]:
    """Give a small matrix in a folder, and a workbook that changes something in each of four of its files."""
    home = write(tmp_path / "matrix")
    matrix = cm.load(home)
    book = tmp_path / "in.ods"
    export_book(matrix, book, folder=home)
    made = make_book(matrix)
    named = {sheet.name: sheet for sheet in made.sheets}
    sources = named["Bronnen"]
    sources.rows += [[f"bron-{n}", f"Bron {n}", *[None] * (len(sources.lanes) - 2)] for n in range(20)]
    named["Doelgroepen"].rows.append(["mkb", "voor ondernemers", "for business"])
    for name in ("Fasen", "Partijen"):
        sheet = named[name]
        at = next(number for number, lane in enumerate(sheet.lanes) if lane.heading == "naam")
        sheet.rows[-1][at] = "Anders"
    book.write_bytes(to_bytes(made, ".ods"))
    return home, book


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three files."""
    for name, content in OLD.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def change(folder: Path, check: bool = True) -> None:
    """Change one file, add one, take one away."""
    journal.write(folder, NEW, what="proef", when="vandaag", check=lambda: check)


def test_all_files_are_written_and_the_last_time_can_be_undone(folder: Path) -> None:
    """Twice undone is done again."""
    change(folder)
    assert AFTER == state(folder)
    assert journal.Record("vandaag", "proef", ("a.yaml", "map/d.yaml", "b.yaml")) == journal.last(folder)

    assert "proef" == journal.undo(folder, what="terug", when="later").what
    assert OLD == state(folder)
    assert "terug" == journal.undo(folder, what="heen", when="nog later").what
    assert AFTER == state(folder)


def test_what_reads_otherwise_than_meant_is_put_back(folder: Path) -> None:
    """And so is what could not be written."""
    with pytest.raises(errors.NotAsMeant):
        change(folder, check=False)
    assert OLD == state(folder)

    (folder / "map").rmdir()
    (folder / "map").write_text("in de weg")
    with pytest.raises(OSError, match="map"):
        change(folder)
    assert OLD | {"map": b"in de weg"} == state(folder)
    assert journal.last(folder) is None


def test_what_cannot_be_replaced_is_written_to_and_a_failure_names_what_was_asked(tmp_path: Path) -> None:
    """A pipe stays one; a folder in the way is told by its own name, and nothing half-made is left."""
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    journal.write_whole(pipe, b"door")
    assert b"door" == os.read(reader, 9)
    os.close(reader)

    (tmp_path / "bestand").write_text("x")
    with pytest.raises(OSError, match="bestand") as raised:
        journal.write_whole(tmp_path / "bestand" / "in.yaml", b"x")
    assert str(tmp_path / "bestand" / "in.yaml") == raised.value.filename
    assert {"bestand", "pijp"} == {path.name for path in tmp_path.iterdir()}


def test_a_file_that_cannot_be_moved_to_its_place_leaves_no_half(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where a file that a program has open cannot be replaced."""
    move = type(folder).replace

    def refuses(path: Path, target: Path) -> Path:
        if target.name == "b.yaml":
            raise PermissionError(13, "The process cannot access the file", str(path))
        return move(path, target)

    monkeypatch.setattr(type(folder), "replace", refuses)
    with pytest.raises(PermissionError):
        journal.write(folder, {"a.yaml": b"nieuw", "b.yaml": b"nieuw"}, what="proef", when="nu", check=lambda: True)

    assert OLD == state(folder)
    assert not journal.is_pending(folder)
    assert journal.recover(folder) is None


def test_undo_never_loses_what_was_changed_since(folder: Path) -> None:
    """It says which file, and touches nothing."""
    with pytest.raises(LookupError):
        journal.undo(folder, what="x", when="x")
    change(folder)
    (folder / "a.yaml").write_bytes(b"met de hand")
    with pytest.raises(errors.ChangedSince) as raised:
        journal.undo(folder, what="x", when="x")

    assert ("a.yaml",) == raised.value.files
    assert AFTER | {"a.yaml": b"met de hand"} == state(folder)


def test_two_cannot_write_at_once(folder: Path) -> None:
    """The second is told, and a reader is not disturbed."""
    with journal.locked(folder / journal.HOME), pytest.raises(errors.Busy):
        change(folder)

    assert OLD == state(folder)
    change(folder)


KILLED = """
import sys
from pathlib import Path
from cybermatrix import journal
from killing import forked
new = {"a.yaml": b"nieuw a", "map/d.yaml": b"nieuw d", "b.yaml": None}
forked(lambda: journal.write(Path(sys.argv[1]), new, what="proef", when="vandaag", check=lambda: True))
"""


@pytest.mark.slow
def test_killed_at_any_touch_of_the_disk_the_folder_is_old_or_new(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Really killed, at every one of them; the next one that comes says which it is."""
    unsynced(monkeypatch)
    said = []
    for lived in deaths(KILLED, folder):
        pending = journal.is_pending(folder)
        back = journal.recover(folder)
        now = state(folder)

        assert pending == (back is not None)
        assert now in (OLD, AFTER), len(said)
        assert (now == AFTER) == (journal.last(folder) is not None)
        said.append((pending, now == AFTER))
        if now == AFTER and not lived:
            journal.undo(folder, what="terug", when="later")
            (folder / journal.HOME / "laatste.json").unlink()

    assert {(False, False), (True, False), (False, True)} == set(said)
    assert 50 < len(said)


APPLIED = """
import sys
from pathlib import Path
import cybermatrix as cm
from cybermatrix.workbook import preview
from cybermatrix.writeback import write_back
from killing import forked
home = Path(sys.argv[1])
found = preview(cm.load(home), {"in.ods": Path(sys.argv[2])}, folder=home)
assert found.is_sound
forked(lambda: write_back(home, found.old.data, found.data, what="in.ods", when="vandaag"))
"""


@pytest.mark.slow
def test_an_apply_killed_at_a_hundred_moments_leaves_the_old_or_the_new_matrix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Really killed, at every touch of the disk in turn; the status that she asks for then says which it is."""
    unsynced(monkeypatch)
    home, book = changed_book(tmp_path)
    old = state(home)
    status = ["--data", str(home), "workbook", "status"]
    said = []
    for lived in deaths(APPLIED, home, book):
        capsys.readouterr()
        assert 0 == run(status)
        told = capsys.readouterr()
        now = state(home)

        is_new = "De laatste wijziging, van vandaag (in.ods), staat er helemaal in" in told.out
        assert is_new != ("er is nog niets mee gewijzigd" in told.out)
        assert is_new == (now != old), len(said)
        if is_new:
            assert now == said[-1][2] or not said[-1][1]  # there is one new state
            assert "mkb" == cm.load(home).data.audiences[-1].id
        said.append(("de oude stand geldt" in told.err, is_new, now))
        if is_new and not lived:
            journal.undo(home, what="terug", when="later")
            (home / journal.HOME / "laatste.json").unlink()
            assert old == state(home)

    assert {(False, False), (True, False), (False, True)} == {one[:2] for one in said}
    assert 100 <= len(said)


def test_a_matrix_with_a_change_half_way_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The library says so; the command line puts it back and says which state holds."""
    write(tmp_path)
    (tmp_path / journal.HOME / "stappen" / "x").mkdir(parents=True)
    (tmp_path / journal.HOME / "stappen" / "x" / "0.old").write_text(FILES["bronnen.yaml"])
    sha = journal._hash(FILES["bronnen.yaml"].encode())
    (tmp_path / journal.HOME / "bezig.json").write_text(
        '{"step": "x", "when": "gisteren", "what": "a.xlsx",'
        f' "files": [{{"name": "bronnen.yaml", "old": "{sha}", "new": "0"}}]}}'
    )
    (tmp_path / "bronnen.yaml").write_text("half")

    assert ["S20"] == [one.code for one in cm.check(tmp_path)]
    assert 0 == run(["--data", str(tmp_path), "workbook", "status"])
    said = capsys.readouterr()
    assert "Een wijziging van gisteren (a.xlsx) was halverwege gestopt" in said.err
    assert "De map is in orde" in said.out
    assert FILES["bronnen.yaml"] == (tmp_path / "bronnen.yaml").read_text()


@pytest.mark.slow
def test_an_import_that_is_killed_leaves_the_old_or_the_new_matrix(tmp_path: Path) -> None:
    """The whole command, at moments of chance; the same chance in every run."""
    home, book = changed_book(tmp_path)
    old = state(home)
    command = [sys.executable, "-m", "cybermatrix", "--data", str(home), "workbook", "import", str(book), "--apply"]  # fmt: skip
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.perf_counter() - start
    new = state(home)
    assert old != new
    assert 0 == run(["--data", str(home), "workbook", "undo"])
    assert old == state(home)

    chance = random.Random(7)  # noqa: S311  # not a secret
    for _ in range(6):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * chance.uniform(0.3, 1.0))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert 0 == run(["--data", str(home), "workbook", "status"])
        now = state(home)
        assert now in (old, new)
        cm.load(home)
        if now == new:
            run(["--data", str(home), "workbook", "undo"])


# --- as Windows does it -----------------------------------------------------------------------------------------


def held(path: object) -> PermissionError:
    """What Windows says of a file that is open in Excel."""
    error = PermissionError(13, "The process cannot access the file", str(path))
    error.winerror = 32
    return error


def holding(monkeypatch: pytest.MonkeyPatch, name: str, times: int) -> list[float]:
    """Let nobody move anything over a file, so many times; the waits are counted and not waited."""
    waited: list[float] = []
    left = [times]
    replace = Path.replace

    def stubborn(self: Path, target: Path) -> Path:
        if Path(target).name == name and left[0] > 0:
            left[0] -= 1
            raise held(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stubborn)
    monkeypatch.setattr(journal.time, "sleep", waited.append)
    return waited


def test_a_file_that_a_virus_scanner_holds_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is written then."""
    waited = holding(monkeypatch, "x.txt", 3)
    journal.write_whole(tmp_path / "x.txt", b"nieuw")

    assert b"nieuw" == (tmp_path / "x.txt").read_bytes()
    assert 3 == len(waited)


def test_a_workbook_that_is_open_in_excel_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was there stays, nothing is left beside it, and the sentence says what to close."""
    write(tmp_path / "m")
    book = tmp_path / "werkboek.xlsx"
    book.write_bytes(b"van gisteren")
    holding(monkeypatch, "werkboek.xlsx", 1000)

    assert 3 == run(["--data", str(tmp_path / "m"), "workbook", "export", str(book)])
    said = capsys.readouterr().err
    assert "werkboek.xlsx" in said
    assert "open in een ander programma, zoals Excel (sluit het daar)" in said
    assert b"van gisteren" == book.read_bytes()
    assert ["m", "werkboek.xlsx"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_text_file_that_is_held_leaves_all_files_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ones before it are put back."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("oud")
    holding(monkeypatch, "b.txt", 1000)
    with pytest.raises(PermissionError):
        journal.write(tmp_path, {"a.txt": b"nieuw", "b.txt": b"nieuw"}, what="x", when="nu", check=lambda: True)

    assert ["oud", "oud"] == [(tmp_path / name).read_text() for name in ("a.txt", "b.txt")]
    assert not journal.is_pending(tmp_path)


def test_what_is_forbidden_elsewhere_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only Windows holds files."""

    def forbidden(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", forbidden)
    monkeypatch.setattr(journal.time, "sleep", lambda _: pytest.fail("waited"))
    with pytest.raises(PermissionError):
        journal.write_whole(tmp_path / "x.txt", b"nieuw")
