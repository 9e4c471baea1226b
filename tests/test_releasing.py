"""A new edition: stamped, kept, told of and put in the calendar; all of it or nothing, also when it is really killed."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from killing import deaths, unsynced
from smallest import write

import cybermatrix as cm
from cybermatrix import journal
from cybermatrix.cli import run
from cybermatrix.loading import archived
from cybermatrix.releasing import CALENDAR, FEED, LOG, prepare
from cybermatrix.reviewing import TERMS, months_later, reviews, to_calendar

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = "2026-12-01"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The smallest matrix, in a folder of its own."""
    return write(tmp_path / "matrix")


def state(folder: Path) -> dict[str, bytes]:
    """Give what stands in a folder, but for what the journal keeps."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and journal.HOME not in path.parts
    }


def release(folder: Path, number: str, *more: str) -> int:
    """Type the command."""
    return run(["--data", str(folder), "release", number, *more])


def change(folder: Path, old: str, new: str, file: str = "partijen/politie.yaml") -> None:
    """Change a word in a file, as she would."""
    path = folder / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


# --- what it makes ---


def test_an_edition_is_stamped_kept_and_told_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first one says that it is the first; remarks in editie.yaml stay, and only what must be is touched."""
    path = folder / "editie.yaml"
    path.write_text("# Van ons.\n" + path.read_text())
    before = state(folder)

    assert 0 == release(folder, "2026.1", "--date", DAY)

    after = state(folder)
    said = capsys.readouterr()
    assert {f"edities/{name}" for name in ("2026.1.json", LOG, FEED, CALENDAR)} == set(after) - set(before)
    assert {"editie.yaml"} == {name for name in before if before[name] != after[name]}
    assert after["editie.yaml"].decode() == before["editie.yaml"].decode().replace("2026-11-23", DAY)
    assert "de eerste" in said.out
    assert "Uitgave 2026.1 (concept) is gemaakt" in said.err
    assert "## Uitgave 2026.1, 1 december 2026" in after[f"edities/{LOG}"].decode()
    assert () == tuple(one for one in cm.check(folder) if one.is_error)


def test_what_is_kept_is_the_edition_itself(folder: Path) -> None:
    """It loads as an equal matrix, and carries the hash of the files that it was made from."""
    assert 0 == release(folder, "2026.1", "--date", DAY)
    kept = cm.load(archived(folder)["2026.1"])

    assert cm.load(folder) == kept
    assert cm.load(folder).data.fingerprint == kept.data.fingerprint
    assert 0 == len(cm.diff(kept, cm.load(folder)))


def test_a_second_edition_tells_what_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the log and in the feed, the newest first; the older one is still there."""
    release(folder, "2026.1", "--date", "2026-11-23")
    change(folder, "naam: Politie\n", "naam: Politie Nederland\n")
    assert 0 == release(folder, "2026.2", "--date", DAY, "--vastgesteld-door", "Stuurgroep, 1 december 2026")

    assert "Politie Nederland" in capsys.readouterr().out
    edition = cm.load(folder).edition
    assert ("2026.2", "vastgesteld", "Stuurgroep, 1 december 2026") == (edition.id, edition.status, edition.adopted_by)
    log = (folder / "edities" / LOG).read_text()
    assert -1 < log.index("## Uitgave 2026.2") < log.index("Politie Nederland") < log.index("## Uitgave 2026.1")
    feed = ET.fromstring((folder / "edities" / FEED).read_bytes())  # noqa: S314  # made here
    titles = [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]
    assert ["Uitgave 2026.2, 1 december 2026", "Uitgave 2026.1, 23 november 2026"] == titles
    assert "Politie Nederland" in (feed.findtext(f"{ATOM}entry/{ATOM}content") or "")


def test_the_next_edition_is_a_concept_again(folder: Path) -> None:
    """Until somebody adopts that one too."""
    release(folder, "2026.1", "--date", DAY, "--adopted-by", "Stuurgroep, 1 december 2026")
    release(folder, "2026.2", "--date", DAY)
    edition = cm.load(folder).edition

    assert ("concept", None) == (edition.status, edition.adopted_by)


def test_a_feed_has_what_its_format_asks(folder: Path) -> None:
    """RFC 4287: every feed and entry an id that stays, a title and a day; the feed says who wrote it."""
    release(folder, "2026.1", "--date", DAY)
    first = ET.fromstring((folder / "edities" / FEED).read_bytes())  # noqa: S314
    release(folder, "2026.2", "--date", DAY)
    feed = ET.fromstring((folder / "edities" / FEED).read_bytes())  # noqa: S314
    ids = [one.text or "" for one in feed.iter(f"{ATOM}id")]

    assert all(one.startswith("urn:uuid:") for one in ids)
    assert 3 == len(set(ids))
    assert {one.text for one in first.iter(f"{ATOM}id")} < set(ids)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert 3 == len([one for one in feed.iter(f"{ATOM}updated") if dt.datetime.fromisoformat(one.text or "")])


def test_a_dry_run_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It tells what it would write."""
    before = state(folder)

    assert 0 == release(folder, "2026.2", "--date", DAY, "--dry-run")
    assert before == state(folder)
    assert "Er is niets geschreven" in (said := capsys.readouterr().err)
    assert "edities/2026.2.json" in said


def test_an_edition_can_be_undone(folder: Path) -> None:
    """Like every other change of the folder."""
    before = state(folder)
    release(folder, "2026.2", "--date", DAY)

    assert 0 == run(["--data", str(folder), "workbook", "undo"])
    assert before == state(folder)


# --- what stops it ---


def test_errors_stop_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With every problem, and nothing written."""
    change(folder, "rol: uitvoerder", "rol: uitvoerdr")
    before = state(folder)

    assert 1 == release(folder, "2026.2", "--date", DAY)
    assert "Bedoelde u 'uitvoerder'?" in capsys.readouterr().err
    assert before == state(folder)


def test_warnings_are_counted_and_do_not_stop_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "kladje.txt").write_text("van mij")

    assert 0 == release(folder, "2026.2", "--date", DAY)
    assert "die houden de uitgave niet tegen: 0 fout" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("number", "day", "said"),
    [
        ("2026-2", DAY, "'2026-2' is geen nummer van een uitgave."),
        ("2026.02", DAY, "'2026.02' is geen nummer van een uitgave."),
        ("2026.3", DAY, "Uitgave 2026.3 is al gemaakt en verandert niet meer. De laatste is 2026.3"),
        ("2026.2", DAY, "Uitgave 2026.2 zou voor 2026.3 komen."),
        ("2026.10", "2026-11-30", "De dag 2026-11-30 ligt voor die van de vorige uitgave (2026.3, 2026-12-01)."),
        ("2026.10", "1 mei", "'1 mei' is geen datum."),
    ],
)
def test_a_number_or_a_day_that_cannot_follow(
    folder: Path, capsys: pytest.CaptureFixture[str], number: str, day: str, said: str
) -> None:
    """Numbers and days go up, and a number is used once."""
    release(folder, "2026.3", "--date", DAY)
    before = state(folder)
    capsys.readouterr()

    assert 2 == release(folder, number, "--date", day)
    assert said in capsys.readouterr().err
    assert before == state(folder)


def test_ten_comes_after_nine(folder: Path) -> None:
    release(folder, "2026.9", "--date", DAY)

    assert 0 == release(folder, "2026.10", "--date", DAY)
    assert ["2026.9", "2026.10"] == list(archived(folder))


def test_only_a_folder_by_itself_can_be_released(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not one file, and not together with a municipality's own."""
    assert 0 == run(["--data", str(folder), "export", str(tmp_path / "uit.json")])
    capsys.readouterr()

    assert 2 == run(["--data", str(tmp_path / "uit.json"), "release", "2026.2"])
    assert "Dit kan alleen in een map" in capsys.readouterr().err
    assert 2 == run(["--data", str(folder), "--overlay", "deventer.yaml", "release", "2026.2"])
    assert "Laat --overlay weg" in capsys.readouterr().err


def test_a_kept_edition_that_was_damaged_stops_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says which; the log would not tell the truth."""
    release(folder, "2026.1", "--date", DAY)
    path = folder / "edities" / "2026.1.json"
    path.write_text(path.read_text().replace("Politie", "Politei"))
    before = state(folder)

    assert 1 == release(folder, "2026.2", "--date", DAY)
    assert "edities/2026.1.json: De controlesom" in capsys.readouterr().err
    assert before == state(folder)


@pytest.mark.parametrize(
    ("old", "new"), [("naam: Politie\n", "naam: Politie Nederland\n"), ("rol: uitvoerder\n", "rol: uitvoerdr\n")]
)
def test_a_folder_that_changes_meanwhile_is_left_as_it_was(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    """Somebody saves a file between the reading and the writing: no edition, and that file as they saved it."""
    from cybermatrix import releasing

    def and_then(*args: object, **values: object) -> object:
        made = prepare(*args, **values)  # type: ignore[arg-type]
        change(folder, old, new)
        return made

    monkeypatch.setattr(releasing, "prepare", and_then)

    assert 3 == release(folder, "2026.2", "--date", DAY)
    assert "De map is weer zoals zij was" in capsys.readouterr().err
    assert "editie: 2026.1\n" in (folder / "editie.yaml").read_text()
    assert new in (folder / "partijen/politie.yaml").read_text()
    assert not (folder / "edities" / "2026.2.json").exists()


# --- killed ---

KILLED = """
import datetime, sys
from pathlib import Path
from cybermatrix.releasing import prepare, write_release
from killing import forked
folder = Path(sys.argv[1])
made = prepare(folder, "2026.2", date=datetime.date(2026, 12, 1))
forked(lambda: write_release(folder, made, when="vandaag"))
"""


@pytest.mark.slow
def test_a_release_killed_at_a_hundred_moments_leaves_the_old_or_the_new_edition(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Really killed, at every touch of the disk in turn; the status that she asks for then says which it is."""
    unsynced(monkeypatch)
    old = state(folder)
    made = prepare(folder, "2026.2", date=dt.date(2026, 12, 1))
    new = old | made.files
    said = []
    for lived in deaths(KILLED, folder):
        capsys.readouterr()
        assert 0 == run(["--data", str(folder), "workbook", "status"])
        told = capsys.readouterr()
        now = state(folder)

        is_new = "De laatste wijziging, van vandaag" in told.out
        assert is_new != ("er is nog niets mee gewijzigd" in told.out)
        assert now == (new if is_new else old), len(said)
        said.append(("de oude stand geldt" in told.err, is_new))
        if is_new and not lived:
            journal.undo(folder, what="terug", when="later")
            (folder / journal.HOME / "laatste.json").unlink()

    assert {(False, False), (True, False), (False, True)} == set(said)
    assert 100 <= len(said)


# --- what must be looked at again ---


def test_each_kind_has_its_term(shipped: cm.Matrix) -> None:
    """What was read on a day comes back after the term of its kind; what never was, on the day of the edition."""
    for one in reviews(shipped):
        expected = shipped.edition.date if one.checked_on is None else months_later(one.checked_on, TERMS[one.kind])
        assert expected == one.due
    assert set(TERMS) == {one.kind for one in reviews(shipped)}
    assert [one.due for one in reviews(shipped)] == sorted(one.due for one in reviews(shipped))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-11-23", 12, "2027-11-23"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-12-01", 24, "2028-12-01"),
    ],
)
def test_months_later(day: str, months: int, expected: str) -> None:
    assert dt.date.fromisoformat(expected) == months_later(dt.date.fromisoformat(day), months)


def test_what_ended_is_not_looked_at_again(folder: Path) -> None:
    """Nor a desk that is never printed, nor those of a partner that is gone."""
    assert "politie-bellen" in {one.item.id for one in reviews(cm.load(folder))}
    change(folder, "    verificatie: eigen\nvolgorde", "    verificatie: eigen\n    niet_afdrukken: ja\nvolgorde")
    assert "politie-bellen" not in {one.item.id for one in reviews(cm.load(folder))}
    change(folder, "    niet_afdrukken: ja\n", "")
    change(folder, "    tekst: Helpt wie", "    geldig_tot: 2026-11-01\n    tekst: Helpt wie")
    assert {"g1"} == {one.item.id for one in reviews(cm.load(folder)) if one.kind == "assignment"}


def test_a_calendar_that_others_can_read(folder: Path, tmp_path: Path) -> None:
    """Whole days with a name that stays; one appointment for a kind and a day, that lists what it is about."""
    change(folder, "    verificatie: eigen\nvolgorde", "    verificatie: eigen\n    nagekeken_op: 2026-10-31\nvolgorde")
    matrix = cm.load(folder)
    cm.export(matrix, "ics", tmp_path / "nakijken.ics")
    raw = (tmp_path / "nakijken.ics").read_bytes()
    made = Calendar.from_ical(raw)
    events = made.walk("VEVENT")
    one = next(event for event in events if "politie-bellen" in event["description"])

    assert to_calendar(matrix) == raw
    assert b"\r\n" in raw
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert dt.date(2027, 10, 31) == one["dtstart"].dt
    assert "Nakijken: 1 loket of nummer" == one["summary"]
    assert "(politie-bellen): partijen/politie.yaml, regel 7" in one["description"]
    assert len(events) == len({event["uid"] for event in events})
    assert "Nog nooit nagekeken: 2 toewijzingen" in [event["summary"] for event in events]
    assert "Cyber" not in made["x-wr-calname"]
    assert b"Look at again: 1 desk or number" in to_calendar(matrix, "en")


def test_an_appointment_keeps_its_name(folder: Path) -> None:
    """From edition to edition, so that a calendar renews it and does not show it twice."""

    def names() -> dict[str, str]:
        events = Calendar.from_ical((folder / "edities" / CALENDAR).read_bytes()).walk("VEVENT")
        return {str(event["summary"]): str(event["uid"]) for event in events}

    release(folder, "2026.1", "--date", "2026-11-23")
    first = names()
    release(folder, "2026.2", "--date", DAY)

    assert first == names()


def test_a_long_list_is_cut(shipped: cm.Matrix) -> None:
    """And says how much more there is."""
    described = [str(event["description"]) for event in Calendar.from_ical(to_calendar(shipped)).walk("VEVENT")]

    assert any("en nog " in one for one in described)
    assert max(len(one.splitlines()) for one in described) <= 42


def test_an_edition_says_json(folder: Path) -> None:
    """The kept file is the same as an export of it, so anyone can read it."""
    release(folder, "2026.1", "--date", DAY)

    assert "2026.1" == json.loads((folder / "edities" / "2026.1.json").read_bytes())["matrix"]["editie"]["editie"]
