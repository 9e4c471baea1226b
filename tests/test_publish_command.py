"""`cybermatrix publish` on the command line: what each option does, and what is told of it."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve, fields
from pressroom import Here, contents, copied, damage, published, these, times, with_parts

import cybermatrix as cm
from cybermatrix.cli import run
from cybermatrix.publishing import Event, Publication, crew
from cybermatrix.publishing.records import OWN, read_record

if TYPE_CHECKING:
    from collections.abc import Callable

TINY = Path(__file__).parent / "tiny"
DOCS = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Publish from the command line, without processes of its own; gives the status and what it said."""
    monkeypatch.setattr(crew, "ProcessPoolExecutor", lambda *_, **__: Here())

    def ask(*arguments: object) -> tuple[int, str, str]:
        status = run(["--data", str(TINY), "publish", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return ask


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Give every file under a folder, hidden ones too, with its time; and the folders."""
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"") for path in folder.rglob("*")
    }


def test_all_parts_together_are_the_whole(publish: Any, whole: Path, tmp_path: Path) -> None:
    """Only what leads to all of them is made with the whole; a part that was made is not made again."""
    out = with_parts(tmp_path / "uit", whole)
    statuses = [publish(out, "--shard", f"{number}/3")[0] for number in (1, 2, 3)]
    parts = times(out)
    status, said, _ = publish(out, "--json")
    end = json.loads(said.splitlines()[-1])

    assert [0, 0, 0, 0] == [*statuses, status]
    assert ["data/matrix.json", "index.html"] == end["made"]
    assert {path: times(out)[path] for path in parts} == parts
    assert contents(whole) == contents(out)


@pytest.mark.parametrize("word", ["3/2", "0/2", "half", "1/0"])
def test_a_part_that_does_not_exist(word: str, publish: Any, tmp_path: Path) -> None:
    status, said, complaint = publish(tmp_path / "uit", "--shard", word)

    assert (2, "") == (status, said)
    assert word in complaint
    assert not (tmp_path / "uit").exists()


def test_the_country_has_more_municipalities(publish: Any, whole: Path, tmp_path: Path) -> None:
    out = with_parts(tmp_path / "uit", whole)
    _, said, _ = publish(out, "--country", "--only", "gemeenten", "--dry-run")

    assert {"arnhem", "deventer", "hof-van-twente", "utrecht"} == {Path(line).stem for line in said.splitlines()}
    assert "zou maken: gemeenten/utrecht.html" in said
    assert not list((whole / "gemeenten").glob("utrecht.*"))


def test_an_internal_publication_has_a_folder_of_its_own(publish: Any, whole: Path, tmp_path: Path) -> None:
    """It says INTERN on the page, and no public one goes into it."""
    status, _, _ = publish(tmp_path, "--intern", "--only", "ibd")
    page = (tmp_path / "partijen/ibd.html").read_text(encoding="utf-8")
    refused, _, complaint = publish(tmp_path, "--only", "ibd")

    assert (0, 2) == (status, refused)
    assert "INTERN" in page
    assert "INTERN" not in (whole / "partijen/ibd.html").read_text(encoding="utf-8")
    assert 1 == len(complaint.splitlines())
    assert page == (tmp_path / "partijen/ibd.html").read_text(encoding="utf-8")


def test_each_event_is_a_line_of_json_as_documented(publish: Any, whole: Path, tmp_path: Path) -> None:
    out = copied(whole, tmp_path / "uit")
    (out / "regio.pdf").unlink()
    (out / "partijen/ibd.html").unlink()
    (out / "partijen/ibd.html").mkdir()
    status, said, complaint = publish(out, "--json")
    *events, end = [json.loads(line) for line in said.splitlines()]
    step = {"event", "dry_run", *(one.name for one in fields(Event))}
    last = {"event", "dry_run", *(one.name for one in fields(Publication))}

    assert (3, "") == (status, complaint)
    assert {"made", "unchanged", "failed"} == {event["event"] for event in events}
    assert [step] * len(events) == [set(event) for event in events]
    assert last == set(end)
    assert ("end", ["regio.pdf"]) == (end["event"], end["made"])
    assert [["partijen/ibd.html", ["EEXIST", "not ours"]]] == end["failed"]
    assert [(number, len(events)) for number in range(1, len(events) + 1)] == [
        (one["done"], one["of"]) for one in events
    ]
    assert events[-1]["seconds_left"] is None
    assert events[0]["seconds_left"] > 0


@pytest.mark.checkout
def test_the_keys_of_an_event_are_documented() -> None:
    """All of them, and no others."""
    text = DOCS.read_text(encoding="utf-8").partition("publish --json")[2]
    tables = [
        set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", part, re.MULTILINE))))
        for part in text.split("| sleutel ")[1:]
    ]

    assert [
        {"event", "dry_run", *(one.name for one in fields(Event))},
        {"event", "dry_run", *(one.name for one in fields(Publication))},
    ] == tables


def test_looking_on_changes_nothing(publish: Any, whole: Path, tmp_path: Path) -> None:
    """Not a file, not a time, not among what we remember."""
    out = copied(whole, tmp_path / "uit")
    (out / "regio.html").unlink()
    damage(out / "partijen/ibd.pdf")
    had = everything(out)
    status, said, complaint = publish(out, "--dry-run", "--verify")

    assert 0 == status
    assert ["zou maken: partijen/ibd.pdf", "zou maken: regio.html"] == said.splitlines()
    assert "Er is niets geschreven." in complaint
    assert had == everything(out)


def test_why_a_file_is_as_it_is(publish: Any, whole: Path, tmp_path: Path) -> None:
    """Its parts, and how many others show them; as a path from here or from there, and whether it is whole."""
    out = copied(whole, tmp_path / "uit")
    _, fine, _ = publish(out, "--why", "partijen/ibd.pdf")
    _, same, _ = publish(out, "--why", out / "partijen/ibd.pdf")
    _, page, _ = publish(out, "--why", "index.html")
    _, shared, _ = publish(out, "--why", "gemeenten/deventer.pdf")
    damage(out / "partijen/ibd.pdf")
    _, harmed, _ = publish(out, "--why", "partijen/ibd.pdf")
    _, said, _ = publish(out, "--why", "partijen/ibd.pdf", "--json")
    status, _, unknown = publish(out, "--why", "partijen/idb.pdf")
    none, _, _ = publish(tmp_path / "nergens", "--why", "index.html")
    record = read_record(whole)

    assert record is not None
    entry = record.files["partijen/ibd.pdf"]
    assert fine == same
    assert entry.parts
    assert all(key[:12] in fine for _, key in entry.parts)
    assert "zonder delen" in page
    assert any(int(line.split()[-1]) > 0 for line in shared.splitlines()[3:])
    assert fine.splitlines()[0] != harmed.splitlines()[0]
    assert [list(pair) for pair in entry.parts] == json.loads(said)["parts"]
    assert json.loads(said)["whole"] is False
    assert (2, 2) == (status, none)
    assert "Bedoelde u 'partijen/ibd.pdf'" in unknown


def test_an_own_look_is_refused_before_the_work_or_told_by_why(publish: Any, whole: Path, tmp_path: Path) -> None:
    """The same options as for one guide."""
    css = tmp_path / "huis.css"
    css.write_text(":root { --cybermatrix-head: #4c004c }", encoding="utf-8")
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "page.html.jinja").write_text("{% for %}", encoding="utf-8")
    (tmp_path / "leeg").mkdir()
    grounds = tmp_path / "grenzen.json"
    grounds.write_text('{"features": []}', encoding="utf-8")
    refused = [
        publish(tmp_path / "uit", *words)
        for words in (
            ("--templates", tmp_path / "half"),
            ("--templates", tmp_path / "leeg"),
            ("--logo", css),
            ("--boundaries", grounds),
        )
    ]
    was_made = (tmp_path / "uit").exists()
    out = with_parts(tmp_path / "uit", whole)
    status, _, _ = publish(out, "--only", "vorm:phishing", "--theme", css)
    _, before, _ = publish(out, "--why", "vormen/phishing.html", "--theme", css)
    css.write_text(":root { --cybermatrix-head: #003300 }", encoding="utf-8")
    _, after, _ = publish(out, "--why", "vormen/phishing.html", "--theme", css)

    assert [2] * 4 == [code for code, _, _ in refused]
    assert "page.html.jinja" in refused[0][2]
    assert not was_made
    assert 0 == status
    assert "--head:#4c004c" in (out / "vormen" / "phishing.html").read_text(encoding="utf-8")
    assert "een eigen thema" in before
    assert "Niet meer zoals toen" not in before
    assert "Niet meer zoals toen: een eigen thema" in after


def test_a_guide_that_nobody_knows_is_asked_back(publish: Any, tmp_path: Path) -> None:
    status, _, said = publish(tmp_path / "uit", "--only", "devanter")

    assert 2 == status
    assert "Bedoelde u" in said
    assert "deventer" in said
    assert not (tmp_path / "uit").exists()


def test_in_one_piece_is_another_publication(publish: Any, tiny: cm.Matrix, tmp_path: Path) -> None:
    """The option is noticed, once."""
    publish(tmp_path, "--only", "ibd")
    joined = contents(tmp_path)
    publish(tmp_path, "--only", "ibd", "--one-piece")
    at_once = contents(tmp_path)
    _, said, _ = publish(tmp_path, "--only", "ibd", "--one-piece", "--json")

    assert {"partijen/ibd.pdf"} == {path for path in joined if joined[path] != at_once[path]}
    assert cm.to_pdf(cm.guide(tiny, "partij:ibd")) == joined["partijen/ibd.pdf"]
    assert [] == json.loads(said.splitlines()[-1])["made"]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (("EACCES", "Permission denied"), "Niet gemaakt: regio.html: "),
        (("ENOSPC", "No space left on device"), "vol"),
        (("BrokenProcessPool", ""), "de werker die eraan bezig was"),
        (("ZeroDivisionError", "division by zero"), "division by zero."),
        (("KeyError", ""), "KeyError."),
    ],
)
def test_what_failed_is_said_in_a_sentence(
    reason: tuple[str, str], sentence: str, publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Publication(failed=(("regio.html", reason),), kept=("oud.html",), removed=("weg.html",))
    monkeypatch.setattr("cybermatrix.publishing.publish", lambda *_, **__: found)
    status, _, said = publish(tmp_path)

    assert 3 == status
    assert sentence in said
    assert said.splitlines()[1].startswith("Niet gemaakt: regio.html: ")
    assert said.splitlines()[1].endswith(".")
    assert "oud.html" in said


@pytest.mark.parametrize(("seconds", "left"), [(None, ""), (30.2, "nog 30 s"), (200.0, "nog 3 min")])
def test_a_terminal_shows_how_long_it_takes(
    seconds: float | None, left: str, publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that is written over; nothing of it in a pipe."""

    def told(*_: object, progress: Callable[[Event], None], **__: object) -> Publication:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        progress(Event("made", "regio.html", 1, 2, seconds))
        return Publication()

    monkeypatch.setattr("cybermatrix.publishing.publish", told)
    _, _, piped = publish(tmp_path)
    monkeypatch.setattr("cybermatrix.cli.publish._told", _always(monkeypatch))
    _, _, said = publish(tmp_path)

    assert "1 van 2" not in piped
    assert "1 van 2 · regio.html" in said
    assert left in said
    assert "\x1b[K" in said


def _always(monkeypatch: pytest.MonkeyPatch) -> Any:
    from cybermatrix.cli import publish as module

    real = module._told

    def told(*given: Any, **more: Any) -> Any:
        with monkeypatch.context() as patched:
            patched.setattr(sys.stderr, "isatty", lambda: True)
            return real(*given, **more)

    return told


# --- on a cluster -----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_on_a_real_cluster_a_worker_may_die(publish: Any, whole: Path, tmp_path: Path) -> None:
    """Half-way, by force: the same bytes as here, nothing lost."""
    distributed = pytest.importorskip("distributed")
    out = with_parts(tmp_path / "uit", whole)
    killed: list[int] = []
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        victim = next(iter(cluster.workers.values())).pid

        def kill() -> None:
            while not list(out.glob("*/*.html")):
                time.sleep(0.01)
            killed.append(victim)
            os.kill(victim, signal.SIGKILL)

        thread = threading.Thread(target=kill, daemon=True)
        thread.start()
        status, said, _ = publish(out, "--cluster", cluster.scheduler_address, "--json")
        thread.join(5)

    assert 0 == status
    assert killed
    assert [] == json.loads(said.splitlines()[-1])["failed"]
    assert contents(whole) == contents(out)


def test_a_cluster_that_is_not_there(publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers, or we cannot even ask; nothing was written."""
    distributed = pytest.importorskip("distributed")

    def away(*_: object, **__: object) -> None:
        raise OSError("Timed out trying to connect")

    monkeypatch.setattr(distributed, "Client", away)
    status, _, said = publish(tmp_path / "uit", "--cluster", "tcp://127.0.0.1:1")
    monkeypatch.setitem(sys.modules, "distributed", None)
    without, _, hint = publish(tmp_path / "uit", "--cluster", "tcp://127.0.0.1:1")

    assert (3, 3) == (status, without)
    assert "Op tcp://127.0.0.1:1 antwoordt geen cluster." in said
    assert "dask" in hint
    assert not (tmp_path / "uit").exists()


def test_workers_that_do_not_see_the_folder_get_no_work(tiny: cm.Matrix, tmp_path: Path) -> None:
    """The run says so and stops."""
    from cybermatrix.errors import NotShared

    class Elsewhere(Here):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            order, *others = args
            return super().submit(fn, evolve(order, out=str(tmp_path / "elders")), *others, **kwargs)

    with pytest.raises(NotShared):
        published(tiny, tmp_path / "hier", Elsewhere(), only=these(tiny))
    assert {} == contents(tmp_path / "hier")
    assert not (tmp_path / "elders" / OWN).exists()
