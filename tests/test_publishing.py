"""Many guides at once: only what changed, in parallel, never half a file, and nobody else's touched."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import multiprocessing
import os
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pages
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from pressroom import Here, changed_name, contents, copied, damage, published, these, times, with_parts

import cybermatrix as cm
from cybermatrix import guides, html
from cybermatrix.boundaries import Boundaries
from cybermatrix.errors import InvalidQuestion, OtherPublication, UnknownId, UnusableFile
from cybermatrix.guides.writer import Writer
from cybermatrix.html import read_templates
from cybermatrix.pdf.composing import _apart
from cybermatrix.publishing import Setting, crew, plan, why, worker
from cybermatrix.publishing.index import index_page
from cybermatrix.publishing.plan import Job, Order, chosen, jobs
from cybermatrix.publishing.records import OWN, claim, is_touched, read_record, write_record
from cybermatrix.publishing.setting import read_setting
from cybermatrix.theme import Look, Templates

if TYPE_CHECKING:
    from cybermatrix.publishing import Event

TINY = Path(__file__).parent / "tiny"


@pytest.mark.parametrize(("one", "other", "own"), [("deventer", "zwolle", 6), ("deventer", "enschede", 12)])
def test_municipalities_share_their_parts(one: str, other: str, own: int) -> None:
    """A part that says the same in two guides is laid out once, so that a next guide costs its own pages only."""
    ours, theirs = ({_apart(page).text for page in html.print_pieces(pages.book(subject))} for subject in (one, other))

    assert len(ours - theirs) <= own
    assert len(ours) > 25


# --- one folder, from the first time to the last ----------------------------------------------------------------


def test_a_second_time_nothing_is_made(tiny: cm.Matrix, tmp_path: Path) -> None:
    first = published(tiny, tmp_path)
    before = contents(tmp_path)
    again = published(tiny, tmp_path)

    assert (4, ()) == (len(first.made), first.failed)
    assert ((), first.made) == (again.made, again.unchanged)
    assert before == contents(tmp_path)


def test_another_folder_holds_the_same_bytes(tiny: cm.Matrix, tmp_path: Path) -> None:
    published(tiny, tmp_path / "one")
    published(tiny, tmp_path / "other")

    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_a_missing_file_is_made_again(tiny: cm.Matrix, tmp_path: Path) -> None:
    first = published(tiny, tmp_path)
    (tmp_path / first.made[0]).unlink()

    assert (first.made[0],) == published(tiny, tmp_path).made


def test_damage_with_the_same_size_and_time_is_found_by_reading(tiny: cm.Matrix, tmp_path: Path) -> None:
    path = tmp_path / published(tiny, tmp_path).made[0]
    found, content = path.stat(), path.read_bytes()
    path.write_bytes(b"x" + content[1:])
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))

    assert () == published(tiny, tmp_path).made
    assert 1 == len(published(tiny, tmp_path, verify=True).made)
    assert content == path.read_bytes()


def test_looking_on_writes_nothing(tiny: cm.Matrix, tmp_path: Path) -> None:
    found = published(tiny, tmp_path / "uit", dry_run=True)

    assert 4 == len(found.made)
    assert not (tmp_path / "uit").exists()


def test_a_file_of_someone_else_is_not_touched(tiny: cm.Matrix, tmp_path: Path) -> None:
    """It stands where a guide would go; the others are made, and it is named."""
    path = tmp_path / f"partijen/{tiny.partners[0].id}.html"
    path.parent.mkdir(parents=True)
    path.write_text("van mij", encoding="utf-8")
    found = published(tiny, tmp_path)

    assert "van mij" == path.read_text(encoding="utf-8")
    assert ["EEXIST"] == [reason for _, (reason, _) in found.failed]
    assert 3 == len(found.made)


def test_files_of_a_run_that_was_killed_before_it_could_remember_are_ours(tiny: cm.Matrix, tmp_path: Path) -> None:
    """The notes made before each file tell; half files go."""
    first = published(tiny, tmp_path)
    for path in first.made:  # as when the record was not written yet
        claim(tmp_path, hashlib.sha256((tmp_path / path).read_bytes()).hexdigest())
    (tmp_path / OWN / "record.json").unlink()
    half = tmp_path / f"partijen/.{tiny.partners[0].id}.pdf.~abcd1234"
    half.write_bytes(b"%PDF")
    other = tmp_path / "partijen/.iets-anders.~abcd1234"
    other.write_bytes(b"van mij")
    found = published(changed_name(tiny), tmp_path)

    assert ((), 4) == (found.failed, len(found.made))
    assert not half.exists()
    assert other.exists()


def test_a_public_folder_takes_no_internal_publication(tiny: cm.Matrix, tmp_path: Path) -> None:
    published(tiny, tmp_path)

    with pytest.raises(OtherPublication):
        published(tiny, tmp_path, internal=True)


def test_an_unknown_guide_is_not_published(tiny: cm.Matrix, tmp_path: Path) -> None:
    with pytest.raises(UnknownId):
        cm.publish(tiny, tmp_path, only=("fishing",))
    with pytest.raises(InvalidQuestion):
        cm.publish(tiny, tmp_path, shard=(3, 2))


def test_a_guide_that_is_no_part_of_a_publication_is_told(tiny: cm.Matrix, tmp_path: Path) -> None:
    """Nothing made and nothing said would look as if there were nothing to make."""
    with pytest.raises(InvalidQuestion, match="verslag") as told:
        cm.publish(tiny, tmp_path / "uit", only=("deventer", "verslag"))

    assert ("not-published", "verslag") == (told.value.about, told.value.word)
    assert not (tmp_path / "uit").exists()


def test_the_index_names_each_guide_in_its_language(tiny: cm.Matrix) -> None:
    """And says of a name that there is only in Dutch that it is Dutch."""
    every = jobs(tiny)
    files = {path for job in every for path in job.paths()}
    page = index_page(tiny, every, files, lang="en", internal=False).decode()

    assert ">Cyber intervention matrix</a>" in page
    assert ">Romance scam</a>" in page
    assert " lang=nl>Hof van Twente</a>" in page
    assert 'aria-label="PDF of Romance scam">PDF</a>' in page  # short to see, whole to hear

    papers = {path for path in files if path.endswith(".pdf")}

    assert ">PDF of Romance scam</a>" in index_page(tiny, every, papers, lang="en", internal=False).decode()


def test_the_parts_of_a_publication_are_the_whole(tiny: cm.Matrix) -> None:
    every = jobs(tiny)
    parts = [chosen(tiny.base, every, (), (number, 3)) for number in (1, 2, 3)]

    assert sorted(every, key=repr) == sorted(itertools.chain(*parts), key=repr)


class Dying(ThreadPoolExecutor):
    """Workers of which one dies over a certain guide, as an executor tells it."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        if len(args) > 1 and isinstance(args[1], Job) and args[1].stem.startswith("vormen/"):
            lost: Future[Any] = Future()
            lost.set_exception(BrokenExecutor())
            return lost
        return super().submit(fn, *args, **kwargs)


def test_a_guide_that_is_lost_with_its_worker_is_named(tiny: cm.Matrix, tmp_path: Path) -> None:
    with Dying(1) as executor:
        found = published(tiny, tmp_path, executor)

    assert 2 == len(found.made)
    assert {"BrokenProcessPool"} == {reason for _, (reason, _) in found.failed}


def test_ctrl_c_keeps_what_is_ready(tiny: cm.Matrix, tmp_path: Path) -> None:
    """And the next time goes on from there."""

    def stop(event: Event) -> None:
        raise KeyboardInterrupt

    found = published(tiny, tmp_path, progress=stop)
    again = published(tiny, tmp_path)

    assert found.stopped
    assert not again.stopped
    assert 4 == len(again.made) + len(again.unchanged)
    assert () == again.failed


@given(st.integers(1_000_000, 9_999_999), st.sampled_from(["Jansen", "De Vries"]))
@settings(max_examples=5)
def test_nothing_internal_is_in_a_public_folder(number: int, name: str) -> None:
    """Not on a page, not in the data, not among what we remember."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as executor:
        matrix = pages.with_overlay(f"0570-{number}", f"{name} {number}")
        cm.publish(matrix, folder, executor=executor, only=("situatie:s4",), dry_run=False)
        everything = b"".join(path.read_bytes() for path in Path(folder).rglob("*") if path.is_file())

    assert str(number).encode() not in everything


def test_what_was_touched_is_told_by_its_time(tiny: cm.Matrix, tiny_folder: Path, tmp_path: Path) -> None:
    """A guess, so that nothing is begun for a run in which nothing changed; without a record there is everything to do."""
    out = tmp_path / "uit"

    assert is_touched(out, [tiny_folder])
    published(tiny, out)
    made = (out / OWN / "record.json").stat().st_mtime
    for path in (tiny_folder, *tiny_folder.rglob("*")):
        os.utime(path, (made, made - 1))
    assert not is_touched(out, [tiny_folder, tiny_folder / "editie.yaml"])
    os.utime(next(tiny_folder.glob("vormen/*.yaml")), (made, made + 1))
    assert is_touched(out, [tiny_folder])
    assert is_touched(out, [tmp_path / "weg"])


def test_guides_that_have_most_in_common_are_made_after_each_other(shipped: cm.Matrix) -> None:
    """Those who are seen from the same viewpoint: a worker remembers the parts of the last guide alone."""
    ordered = plan.neighbours_together(shipped.base, jobs(shipped, country=False))
    places = [job.municipality for job in ordered if job.municipality]
    seen = [Writer(shipped.where(municipality=one), internal=False, lang="nl").viewpoint for one in places]

    assert len(set(seen)) == len([one for one, _ in itertools.groupby(seen)])


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_a_region_is_not_cut_near_its_end(count: int, shipped: cm.Matrix) -> None:
    """Every guide is in one stretch, in order; none is much longer than the others."""
    ordered = plan.neighbours_together(shipped.base, jobs(shipped, country=True))
    found = plan.stretches(shipped.base, ordered, count)
    regions = [shipped.base.municipalities[job.municipality].region if job.municipality else "" for job in ordered]
    begins = list(itertools.accumulate(map(len, found[:-1])))
    near = len(ordered) / (8 * count)

    assert ordered == [job for one in found for job in one]
    assert count == len(found)
    assert all(abs(len(one) - len(ordered) / count) <= 2 * near + 1 for one in found)
    for begin in begins:
        whole = regions[begin - 1] != regions[begin]
        ends = [place for place in range(1, len(regions)) if regions[place - 1] != regions[place]]
        assert whole or min(abs(end - begin) for end in ends) > near


@pytest.mark.parametrize("count", [1, 2, 4])
def test_who_lays_out_what_is_new_begins_with_a_shorter_stretch(count: int, shipped: cm.Matrix) -> None:
    """By as many guides as that takes, up to the end of a region; where there are fewer, one is left to begin with."""
    ordered = plan.neighbours_together(shipped.base, [job for job in jobs(shipped) if job.municipality])
    first, *others = map(len, plan.stretches(shipped.base, ordered, count, 40))
    few = [len(one) for one in plan.stretches(shipped.base, ordered[:10], count, 40)]

    assert len(ordered) == first + sum(others)
    assert first == {1: 76, 2: 15}.get(count, first)
    assert all(first < one for one in others)
    assert (few[0], sum(few)) == (1 if others else 10, 10)


def test_while_the_first_guide_is_laid_out_the_others_make_pages(
    tiny: cm.Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is new is mostly in all of them: then it is on the shelf, and is not laid out a second time."""
    asked: list[tuple[str, ...]] = []
    make = worker.make

    def noted(order: Any, job: Job, known: Any) -> Any:
        asked.append(job.paths())
        return make(order, job, known)

    monkeypatch.setattr(crew.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(crew, "ProcessPoolExecutor", lambda *_, **__: Here())
    monkeypatch.setattr(worker, "make", noted)
    found = cm.publish(tiny, tmp_path / "uit", only=["partijen"])
    names = [partner.id for partner in tiny.partners]

    assert {(f"partijen/{names[1]}.html",), (f"partijen/{names[0]}.pdf",)} == set(asked[:2])
    assert {(f"partijen/{names[1]}.pdf",), (f"partijen/{names[0]}.html",)} <= set(asked)
    assert sorted(path for paths in asked for path in paths) == list(found.made)


def test_only_so_many_pages_go_before_their_papers() -> None:
    """Their guides are held until then, and a worker has only so much room."""
    stretch = deque(Job(str(number), str(number)) for number in range(crew._AHEAD + 10))
    taken = [crew._page_ahead(stretch) for _ in range(crew._AHEAD)]

    assert [(f"{number}.html",) for number in range(crew._AHEAD)] == [job.paths() for job in taken if job]
    assert crew._page_ahead(stretch) is None
    assert [("0.pdf",), ("1.pdf",)] == [stretch[place].paths() for place in range(2)]
    assert (f"{crew._AHEAD}.html", f"{crew._AHEAD}.pdf") == stretch[crew._AHEAD].paths()


def _at_a_time(monkeypatch: pytest.MonkeyPatch, tiny: cm.Matrix, out: Path, first: float) -> list[tuple[str, ...]]:
    """Publish with two workers of which the first takes so many seconds for the first paper; give all that was begun meanwhile."""
    begun: list[tuple[str, ...]] = []
    ready = threading.Event()
    make = worker.make

    def slowly(order: Any, job: Job, known: Any) -> Any:
        if not begun:
            begun.append(job.paths())
            time.sleep(first)
            made = make(order, job, known)
            ready.set()
            return made
        if not ready.is_set():
            begun.append(job.paths())
        return make(order, job, known)

    monkeypatch.setattr(crew.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(crew, "ProcessPoolExecutor", lambda *_, **__: ThreadPoolExecutor(1))
    monkeypatch.setattr(worker, "make", slowly)
    found = cm.publish(tiny, out, only=["partijen"])
    assert not found.failed
    assert len(found.made) == 2 * len(tiny.partners)
    return begun


def test_a_guide_of_two_jobs_is_written_once(tiny: cm.Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its page and its paper it is held, and no longer."""
    asked: list[str] = []
    write = guides.guide

    def noted(matrix: Any, subject: str, **choices: Any) -> Any:
        asked.append(subject)
        return write(matrix, subject, **choices)

    monkeypatch.setattr(crew.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(crew, "ProcessPoolExecutor", lambda *_, **__: Here())
    monkeypatch.setattr(guides, "guide", noted)
    cm.publish(tiny, tmp_path / "uit", only=["partijen"])

    assert len(tiny.partners) == len(asked) == len(set(asked))
    assert {} == worker._HALF


def test_who_has_made_all_pages_waits_for_the_first_paper(
    tiny: cm.Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So what is new in all of them is not laid out twice."""
    monkeypatch.setattr(crew, "_PATIENCE", 60)
    begun = _at_a_time(monkeypatch, tiny, tmp_path / "uit", 0.5)

    assert [path for paths in begun for path in paths if path.endswith(".pdf")] == list(begun[0])


def test_nobody_waits_for_the_first_paper_for_long(
    tiny: cm.Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all of it is new, laying it out takes longer than anyone may sit still."""
    monkeypatch.setattr(crew, "_PATIENCE", 0.05)
    begun = _at_a_time(monkeypatch, tiny, tmp_path / "uit", 3)

    assert any(path.endswith(".pdf") for paths in begun[1:] for path in paths)


@pytest.mark.slow
def test_a_worker_that_is_killed_is_replaced(tiny: cm.Matrix, tmp_path: Path) -> None:
    """A real one of our own pool: its guide is made by another, with the same bytes."""
    published(tiny, tmp_path / "hier")
    killed: list[int] = []

    def kill(event: Event) -> None:
        if not killed:
            child = multiprocessing.active_children()[0]
            killed.append(child.pid or 0)
            child.kill()

    found = cm.publish(tiny, tmp_path / "daar", only=these(tiny), progress=kill)

    assert killed
    assert () == found.failed
    assert contents(tmp_path / "hier") == contents(tmp_path / "daar")


class Fragile(Here):
    """A worker that dies of every guide of a partner."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        if not args[1].stem.startswith("partijen/"):
            return super().submit(fn, *args, **kwargs)
        lost: Future[Any] = Future()
        lost.set_exception(BrokenExecutor())
        return lost


def test_a_guide_that_kills_two_workers_is_named_and_the_others_are_made(
    tiny: cm.Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gets a second chance in a new process, for the first may have died of something else."""
    begun: list[Fragile] = []

    def begin(*_: object, **__: object) -> Fragile:
        begun.append(Fragile())
        return begun[-1]

    monkeypatch.setattr(crew, "ProcessPoolExecutor", begin)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    found = cm.publish(tiny, tmp_path, only=("partij:ibd", "vormen"))

    assert {"partijen/ibd.html", "partijen/ibd.pdf"} == {path for path, _ in found.failed}
    assert {"BrokenProcessPool"} == {reason for _, (reason, _) in found.failed}
    assert 8 == len(found.made)
    assert 4 == len(begun)


def test_a_worker_that_died_between_two_guides_is_replaced(
    tiny: cm.Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No guide was lost with it, so that none is named."""

    class Tired(Here):
        """It takes one guide, and is then no more."""

        used = False

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            if self.used:
                raise BrokenExecutor
            self.used = True
            return super().submit(fn, *args, **kwargs)

    monkeypatch.setattr(crew, "ProcessPoolExecutor", lambda *_, **__: Tired())
    found = cm.publish(tiny, tmp_path, only=("vormen",))

    assert () == found.failed
    assert 8 == len(found.made)


def test_a_guide_alone_is_made_without_another_process(
    tiny: cm.Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And holds what one of a worker does."""
    alone = tmp_path / "alleen"

    def begin(*_: object, **__: object) -> Any:
        raise AssertionError

    monkeypatch.setattr(crew, "ProcessPoolExecutor", begin)
    found = cm.publish(tiny, alone, only=("partij:ibd",))
    published(tiny, tmp_path / "ander", only=("partij:ibd",))

    assert ("partijen/ibd.html", "partijen/ibd.pdf") == found.made
    assert contents(tmp_path / "ander") == contents(alone)


@pytest.mark.slow
def test_a_disk_that_is_full_leaves_no_half_file(tmp_path: Path) -> None:
    """No file may grow beyond a limit, as on a disk with so much room: each guide is named, none is half there."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    done = subprocess.run(
        [sys.executable, "-m", "cybermatrix", "--data", str(TINY), "publish", str(tmp_path), "--only", "vormen"],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=limited,
        # Whoever counts lines in every process writes a file too, and has something to say when that fails.
        env={key: value for key, value in os.environ.items() if not key.startswith("COV")},
    )

    assert 3 == done.returncode
    assert "Niet gemaakt: vormen/" in done.stderr
    assert "Traceback" not in done.stderr
    assert {} == contents(tmp_path)


# --- only what changed ------------------------------------------------------------------------------------------


def edited(matrix: cm.Matrix, rule: str, text: str) -> cm.Matrix:
    """Give the matrix with another text at one rule, as when one cell was edited."""
    rules = tuple(evolve(one, text=text) if one.id == rule else one for one in matrix.data.assignments)
    return pages.of(evolve(matrix.data, assignments=rules))  # it is no longer what was read


def test_one_edited_cell_makes_exactly_the_pages_that_show_it(tiny: cm.Matrix, whole: Path, tmp_path: Path) -> None:
    """What is made again is what differs between the old publication and a new one of everything."""
    matrix = edited(tiny, "p3", "Sluit de servers af.")
    out = copied(whole, tmp_path / "uit")
    before = times(out)
    found = cm.publish(matrix, out, executor=Here())
    fresh = with_parts(tmp_path / "nieuw", out)
    cm.publish(matrix, fresh, executor=Here())
    old, new = contents(whole), contents(fresh)
    differ = {path for path in new if old[path] != new[path]}

    assert new == contents(out)
    assert differ == set(found.made)
    assert differ == {path for path, moment in times(out).items() if before[path] != moment}
    assert {"partijen/politie.pdf", "gemeenten/hof-van-twente.html", "data/matrix.json"} <= differ
    assert not {"partijen/ibd.pdf", "gemeenten/deventer.pdf", "vormen/datingfraude.html"} & differ


def test_in_one_piece_only_what_changed_is_made_too(tiny: cm.Matrix, tmp_path: Path) -> None:
    """It has no parts by which to tell, so that its whole page tells."""
    choices: dict[str, Any] = {"one_piece": True, "only": ("partij:ibd", "partij:politie")}
    published(tiny, tmp_path, **choices)
    found = published(edited(tiny, "p3", "Sluit de servers af."), tmp_path, **choices)

    assert ("partijen/politie.html", "partijen/politie.pdf") == found.made
    assert ("partijen/ibd.html", "partijen/ibd.pdf") == found.unchanged


def test_what_was_laid_out_for_an_old_text_is_not_used_for_a_new_one(tiny: cm.Matrix, tmp_path: Path) -> None:
    """Against a folder in which nothing was laid out before; and with the old text back, it is as it was."""
    matrix = edited(tiny, "p3", "Sluit de servers af.")
    published(tiny, tmp_path / "oud", only=("politie",))
    first = contents(tmp_path / "oud")
    published(matrix, tmp_path / "oud", only=("politie",))
    published(tiny, tmp_path / "oud", only=("politie",))
    back = contents(tmp_path / "oud")
    published(matrix, tmp_path / "oud", only=("politie",))
    published(matrix, tmp_path / "nieuw", only=("politie",))

    assert first == back
    assert contents(tmp_path / "nieuw") == contents(tmp_path / "oud")
    assert b"Sluit de servers af." in contents(tmp_path / "nieuw")["partijen/politie.html"]


@pytest.mark.parametrize("forget", [False, True])
def test_when_nothing_changed_no_file_is_touched(tiny: cm.Matrix, whole: Path, tmp_path: Path, *, forget: bool) -> None:
    """Also when each guide has to be looked at, because the last run was not finished."""
    out = copied(whole, tmp_path / "uit")
    record = read_record(out)
    assert record is not None
    if forget:
        write_record(out, evolve(record, overall="", ready=()))
    before = times(out)
    found = cm.publish(tiny, out, executor=Here())

    assert ((), tuple(sorted(before))) == (found.made, found.unchanged)
    assert before == times(out)


@pytest.mark.parametrize("name", ["index.html", "data/matrix.json", "regio.html", "partijen/ibd.pdf"])
def test_one_byte_that_turned_over_is_found_by_reading(name: str, tiny: cm.Matrix, whole: Path, tmp_path: Path) -> None:
    """And that file alone is made again."""
    out = copied(whole, tmp_path / "uit")
    damage(out / name)
    looked = cm.publish(tiny, out, executor=Here())
    found = cm.publish(tiny, out, executor=Here(), verify=True)

    assert () == looked.made
    assert (name,) == found.made
    assert contents(whole) == contents(out)


@pytest.mark.parametrize("name", ["index.html", "data/matrix.json", "regio.pdf"])
def test_a_file_that_is_gone_is_made_again_alone(name: str, tiny: cm.Matrix, whole: Path, tmp_path: Path) -> None:
    out = copied(whole, tmp_path / "uit")
    (out / name).unlink()

    assert (name,) == cm.publish(tiny, out, executor=Here()).made
    assert contents(whole) == contents(out)


def test_what_is_no_longer_wanted_goes_if_it_is_ours(tiny: cm.Matrix, whole: Path, tmp_path: Path) -> None:
    """What somebody changed since, and what was never ours, stays; the index leads there no more."""
    out = copied(whole, tmp_path / "uit")
    changed, theirs = out / "gemeenten/hof-van-twente.html", out / "gemeenten/brief.html"
    changed.write_text("aangevuld", encoding="utf-8")
    theirs.write_text("van mij", encoding="utf-8")
    left = tuple(one for one in tiny.data.municipalities if one.id != "hof-van-twente")
    smaller = pages.of(evolve(tiny.data, municipalities=left))
    seen = cm.publish(smaller, out, executor=Here(), dry_run=True)
    stands = set(contents(out))
    found = cm.publish(smaller, out, executor=Here())

    assert ("gemeenten/hof-van-twente.pdf",) == seen.removed == found.removed
    assert ("gemeenten/hof-van-twente.html",) == found.kept
    assert {"gemeenten/hof-van-twente.pdf"} == stands - set(contents(out))
    assert "aangevuld" == changed.read_text(encoding="utf-8")
    assert "van mij" == theirs.read_text(encoding="utf-8")
    assert b"hof-van-twente" not in contents(out)["index.html"]


def test_a_part_of_a_publication_takes_nothing_away(tiny: cm.Matrix, whole: Path, tmp_path: Path) -> None:
    out = copied(whole, tmp_path / "uit")
    found = published(edited(tiny, "p3", "Anders."), out)

    assert () == found.removed
    assert set(contents(whole)) == set(contents(out))


@pytest.mark.parametrize("what", ["template", "font", "engine"])
def test_another_template_font_or_engine_is_noticed(
    what: str, tiny: cm.Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each PDF depends on all of them."""
    from cybermatrix import _resources
    from cybermatrix.pdf import engine

    published(tiny, tmp_path / "uit")
    if what == "engine":
        monkeypatch.setattr(engine, "version", lambda: "70.9 1.99")
    else:
        shown = _resources.templates_folder()
        assert isinstance(shown, Path)
        own = Path(shutil.copytree(shown, tmp_path / "sjablonen"))
        path = next(own.rglob("*.woff2" if what == "font" else "paper.css"))
        path.write_bytes(path.read_bytes() + b"\n")
        monkeypatch.setattr(_resources, "templates_folder", lambda: own)
    before = plan.program()
    plan.program.cache_clear()
    try:
        after = plan.program()
        found = published(tiny, tmp_path / "uit")
    finally:
        plan.program.cache_clear()

    assert before != after
    assert {path for path in contents(tmp_path / "uit") if path.endswith(".pdf")} <= set(found.made)


@pytest.mark.parametrize("choice", [{"lang": "en"}, {"one_piece": True}, {"on": "2001-01-01"}])
def test_another_choice_is_noticed(choice: dict[str, Any], tiny: cm.Matrix, tmp_path: Path) -> None:
    """And going back to the first gives the first bytes."""
    rules = (evolve(tiny.data.assignments[0], valid_from=dt.date(2020, 1, 1)), *tiny.data.assignments[1:])
    dated = pages.of(evolve(tiny.data, assignments=rules))
    only = (f"partij:{rules[0].partner}",)
    published(dated, tmp_path, only=only)
    first = contents(tmp_path)
    others = {key: value for key, value in choice.items() if key != "on"}
    found = published(dated.where(on=choice["on"]) if "on" in choice else dated, tmp_path, only=only, **others)
    other = contents(tmp_path)
    published(dated, tmp_path, only=only)

    assert found.made
    assert {path for path in first if first[path] != other[path]} == set(found.made)
    assert first == contents(tmp_path)


def own_things(folder: Path, what: str) -> dict[str, Any]:
    """Give something of a municipality's own: a theme, a logo, templates or outlines."""
    if what == "boundaries":
        return {"boundaries": Boundaries("grenzen", {"GM0150": (((6.1, 52.2), (6.2, 52.2), (6.2, 52.3)),)})}
    if what == "templates":
        folder.mkdir()
        (folder / "parts").mkdir()
        (folder / "parts" / "card.html.jinja").write_text("<h2>Eigen kaart</h2>", encoding="utf-8")
        return {"look": Look(templates=read_templates(folder))}
    return {
        "look": Look(colours=(("head", "#4c004c"),)) if what == "theme" else Look(logo="data:image/png;base64,AA==")
    }


@pytest.mark.parametrize(
    ("what", "made"),
    [
        ("theme", {"gemeenten/deventer", "vormen/phishing"}),
        ("logo", {"gemeenten/deventer", "vormen/phishing"}),
        ("templates", {"gemeenten/deventer", "vormen/phishing"}),
        ("boundaries", {"gemeenten/deventer"}),
    ],
)
def test_what_one_brings_is_noticed(what: str, made: set[str], tiny: cm.Matrix, whole: Path, tmp_path: Path) -> None:
    """It makes again what shows it and nothing else, is named by `why`, and going back gives the first bytes."""
    out, only = with_parts(tmp_path / "uit", whole), ("deventer", "vorm:phishing")
    own = own_things(tmp_path / "eigen", what)
    published(tiny, out, only=only)
    first = contents(out)
    found = published(tiny, out, only=only, **own)
    again = published(tiny, out, only=only, **own)
    told = why(out, "gemeenten/deventer.html", setting=Setting())
    published(tiny, out, only=only)

    assert made <= {path.partition(".")[0] for path in found.made if path.endswith(".html")}
    assert made == {path.partition(".")[0] for path in found.made}
    assert () == again.made
    assert [what] == [name for name, _ in told.given] == list(told.differs)
    assert first == contents(out)


def test_outlines_that_miss_a_municipality_are_refused_before_the_work(tiny: cm.Matrix, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="Hof van Twente"):
        published(tiny, tmp_path / "uit", only=("deventer", "hof-van-twente"), **own_things(tmp_path, "boundaries"))

    assert not (tmp_path / "uit").exists()


def test_a_setting_travels_as_it_is(tmp_path: Path) -> None:
    look = Look((("head", "#4c004c"),), ((400, "data:font"),), "data:image", Templates("map", (("a", "{{ b }}"),)))
    bounds = own_things(tmp_path, "boundaries")["boundaries"]

    for one in (Setting(), Setting(look, bounds)):
        assert one == read_setting(one.to_bytes())
        assert one.given() == read_setting(one.to_bytes()).given()


def test_a_job_stays_small_however_big_the_matrix_is(tiny: cm.Matrix) -> None:
    """It carries ids; the matrix is read once per worker, from the folder."""
    many = tuple(evolve(tiny.data.assignments[0], id=f"veel-{number}") for number in range(10_000))
    big = pages.of(evolve(tiny.data, assignments=(*tiny.data.assignments, *many)))
    sizes = {max(len(pickle.dumps(job)) for job in jobs(matrix)) for matrix in (tiny, big)}

    assert 1 == len(sizes)
    assert sizes.pop() < 300
    assert len(pickle.dumps(Order("/uit", "/uit/data.json", "0" * 64, "2026-11-26"))) < 500
