"""A publication under faults: no half file has a name, nobody else's is touched, and the next one heals."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pages
import pytest
from attrs import evolve
from pressroom import Here, changed_name, contents, copied, is_half, published, these, times, with_parts

import cybermatrix as cm
from cybermatrix import journal, publishing
from cybermatrix.cli import run
from cybermatrix.journal import locked
from cybermatrix.publishing.records import OWN

if TYPE_CHECKING:
    from collections.abc import Callable

TINY = Path(__file__).parent / "tiny"
NOBODY = 65534
MINE = "van mij"
# The guides of the partners, which are short, and that of the whole, which takes seconds.
LONG = ("partijen/", "regio.")


@pytest.fixture(scope="module")
def before(tiny: cm.Matrix, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two guides as they were published, and someone else's file among them."""
    out = tmp_path_factory.mktemp("toen")
    published(tiny, out)
    (out / "partijen" / "brief.html").write_text(MINE, encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def after(tiny: cm.Matrix, before: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same two after every page of them changed, undisturbed."""
    out = copied(before, tmp_path_factory.mktemp("nu") / "uit")
    published(changed_name(tiny), out)
    return out


# --- killed -----------------------------------------------------------------------------------------------------


def in_a_child(work: Callable[[], int]) -> int:
    """Do something in a child of this process; give its exit status, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        status = 99
        try:
            status = work()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(number: int) -> None:
    """Let this process be killed just before the so-manieth time that it changes something on the disk."""
    count = 0

    def look(event: str, details: tuple[Any, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(details[2], int) and details[2] & (os.O_WRONLY | os.O_RDWR)
        if writes or event in ("os.rename", "os.remove", "os.mkdir", "os.utime", "os.chmod"):
            count += 1
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


@pytest.mark.parametrize("start", ["new", "changed"])
def test_killed_before_any_step_on_the_disk_it_is_healed_by_the_next(
    start: str, tiny: cm.Matrix, before: Path, after: Path, tmp_path: Path
) -> None:
    """Every step in turn: what stands there is old or new, whole; and then the next run makes what an undisturbed one does."""
    matrix, expected = changed_name(tiny), contents(after)
    moments, done = 0, False
    while not done:
        moments += 1
        out = tmp_path / str(moments)
        if start == "changed":
            copied(before, out)
        else:
            (out / "partijen").mkdir(parents=True)
            (out / "partijen" / "brief.html").write_text(MINE, encoding="utf-8")
        with_parts(out, after)

        def work(out: Path = out, moment: int = moments) -> int:
            killed_at(moment)
            return len(published(matrix, out).failed)

        status = in_a_child(work)
        done = status == 0  # there were no so many steps
        assert status in (0, -signal.SIGKILL)
        for path, content in contents(out).items():
            assert is_half(path) or content in (contents(before).get(path), expected.get(path))
        healed = published(matrix, out)
        assert () == healed.failed
        assert expected == contents(out)
        assert not [path for path in (out / OWN).rglob(".*") if path.is_file()]

    assert moments > 30


def test_killed_half_way_a_file_it_has_no_name(tiny: cm.Matrix, after: Path, tmp_path: Path) -> None:
    """The system ends it in the middle of writing a PDF; the half goes with the next run."""
    with_parts(tmp_path, after)
    limit = min(len(content) for path, content in contents(after).items() if path.endswith(".pdf")) - 1000

    def work() -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return len(published(changed_name(tiny), tmp_path, only=these(tiny)[:1]).failed)

    status = in_a_child(work)
    halves = [path for path in tmp_path.rglob("partijen/.*") if path.is_file()]

    assert -signal.SIGXFSZ == status
    assert [limit] == [path.stat().st_size for path in halves]
    assert () == published(changed_name(tiny), tmp_path, only=these(tiny)[:1]).failed
    assert not halves[0].exists()


def command(out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "cybermatrix", "--data", str(TINY), "publish", str(out), *options]


def started(out: Path, *options: str) -> subprocess.Popen[str]:
    """Start the real command in a process group of its own, as a shell does."""
    return subprocess.Popen(
        command(out, "--json", *options),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def after_lines(running: subprocess.Popen[str], number: int) -> list[dict[str, Any]]:
    """Wait until a command told so many events, and give them."""
    assert running.stdout is not None
    return [json.loads(running.stdout.readline()) for _ in range(number)]


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 3, 6])
def test_all_processes_killed_at_once_is_healed_by_the_next(
    number: int, tiny: cm.Matrix, whole: Path, tmp_path: Path
) -> None:
    """The command and its workers, by force, while it is at it: it makes everything, and has long to go."""
    expected = contents(whole)
    out = with_parts(tmp_path / "uit", whole)
    running = started(out)
    after_lines(running, number)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    left = {path: content for path, content in contents(out).items() if not is_half(path)}
    again = published(tiny, out, only=())

    assert -signal.SIGKILL == running.returncode
    assert left.items() <= expected.items()
    assert () == again.failed
    assert expected == contents(out)


def below(process: int) -> list[int]:
    """Give the processes that a process began, with theirs, the oldest first."""
    try:
        own = [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []
    return [one for child in own for one in (child, *below(child))]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody lists the processes of a process in a file")
def test_a_worker_of_the_command_that_is_killed_is_replaced(tiny: cm.Matrix, whole: Path, tmp_path: Path) -> None:
    """The command has its workers copied from a process that has loaded all; that one begins the next too."""
    expected = {path: content for path, content in contents(whole).items() if path.startswith(LONG)}
    out = tmp_path / "uit"  # with nothing on the shelf: it must not be ready before its worker is killed
    running = started(out, "--only", "partijen", "--only", "regio")
    after_lines(running, 1)
    *others, killed = below(running.pid)
    begun_by = [one for one in others if killed in below(one)]
    os.kill(killed, signal.SIGKILL)
    said, _ = running.communicate()

    assert 1 == len(begun_by)
    assert 0 == running.returncode
    assert [] == json.loads(said.splitlines()[-1])["failed"]
    assert expected == contents(out)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each worker loads what it needs by itself")
def test_workers_run_the_program_itself_and_no_other_of_its_name(tmp_path: Path) -> None:
    """In a folder where a package of the same name stands, such as another checkout, that one is not even looked at."""
    other = tmp_path / "cybermatrix"
    other.mkdir()
    (other / "__init__.py").write_text("open('gelezen', 'w')\n", encoding="utf-8")
    installed = Path(sys.executable).with_name("cybermatrix")
    done = subprocess.run(
        [installed, "--data", str(TINY), "publish", "uit", "--only", "partijen", "--dry-run"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stderr
    assert not (tmp_path / "gelezen").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is copied")
def test_a_copy_does_not_load_the_program_that_called(tmp_path: Path) -> None:
    """It needs nothing of it; loading the command line in each worker took a tenth of a second, and a script would begin anew."""
    script = tmp_path / "script.py"
    script.write_text(
        """
import sys
from pathlib import Path
import cybermatrix as cm
from cybermatrix import publishing

print("begun")
data, out = map(Path, sys.argv[1:])
publishing.prepare(out, [data])
made = publishing.publish(cm.load(data), out, only=["partijen"], dry_run=True).made
print(len(made) > 2, Path(sys.modules["__main__"].__file__).name)
""",
        encoding="utf-8",
    )
    command = [sys.executable, script, TINY, tmp_path / "uit"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stderr
    assert ["begun", "True script.py"] == done.stdout.splitlines()


# --- stopped by its user ----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_ctrl_c_stops_the_command_and_the_next_goes_on(tiny: cm.Matrix, whole: Path, tmp_path: Path) -> None:
    """As a terminal sends it: to all processes. What was made is not made again."""
    out = tmp_path / "uit"  # with nothing on the shelf: it must not be ready before the key is pressed
    asked = ("partijen", "regio", "gemeenten")
    words = [word for one in asked for word in ("--only", one)]
    away = Path(tempfile.mkdtemp())  # where processes keep what they need for a moment
    running = subprocess.Popen(
        command(out, *words),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"TMPDIR": str(away)},
        # Whoever began the tests in the background lets all that they begin be deaf to it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  # no other thread is there
    )
    # Two workers, and five files: one of them began its second guide. What is half written has a name with a dot.
    while len(list((out / "partijen").glob("[!.]*"))) < 5 and running.poll() is None:
        time.sleep(0.01)
    began = time.monotonic()
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate()
    took = time.monotonic() - began
    left = sorted(one.name for one in away.iterdir())
    shutil.rmtree(away)
    made = times(out)
    again = published(tiny, out, only=asked)

    assert 130 == running.returncode
    assert "Gestopt. Wat klaar is blijft; de volgende keer gaat het verder." in said
    assert "Traceback" not in said
    assert took < 10
    assert [] == left
    # What had a name may not have been told yet by the worker that made it; it is made again, the same.
    assert 0 < len(again.unchanged)
    assert {path: made[path] for path in again.unchanged} == {path: times(out)[path] for path in again.unchanged}
    assert () == again.failed
    assert {
        path: content for path, content in contents(whole).items() if path.startswith((*LONG, "gemeenten/"))
    } == contents(out)


@pytest.mark.slow
def test_a_long_name_of_the_folder_for_temporary_files_only_costs_time(tmp_path: Path) -> None:
    """A socket can have no name that long, so there is no process to copy: each worker loads all by itself."""
    away = tmp_path / ("lang" * 20)
    away.mkdir()
    done = subprocess.run(
        command(tmp_path / "uit", "--only", "vormen"),
        check=False,
        capture_output=True,
        text=True,
        # Whoever counts lines in every process has something to say when it is interrupted by the end of a worker.
        env={key: value for key, value in os.environ.items() if not key.startswith("COV")} | {"TMPDIR": str(away)},
    )

    assert (0, "") == (done.returncode, "\n".join(line for line in done.stderr.splitlines() if "gemaakt" not in line))
    assert [] == list(away.iterdir())


# --- a folder that does not take it -----------------------------------------------------------------------------


def said_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run the command line here; give its exit status and what it said to a person."""
    status = run(["--data", str(TINY), *arguments])
    return status, capsys.readouterr().err


def test_a_folder_that_is_a_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "uit").write_text(MINE, encoding="utf-8")
    status, said = said_by(capsys, "publish", str(tmp_path / "uit"))

    assert 3 == status
    assert f"Dat lukte niet met {tmp_path / 'uit'}" in said
    assert MINE == (tmp_path / "uit").read_text(encoding="utf-8")


def test_two_at_once_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with locked(tmp_path / OWN):
        status, said = said_by(capsys, "publish", str(tmp_path))

    assert 3 == status
    assert 1 == len(said.splitlines())
    assert {} == contents(tmp_path)


def is_open(path: Path) -> bool:
    """Tell whether somebody else than the owner may come there and read."""
    return path.stat().st_mode & 0o005 == 0o005 and all(one.stat().st_mode & 0o001 for one in path.parents)


@pytest.fixture
def open_folder() -> Any:
    """Give a folder that everyone may reach, unlike those of pytest."""
    needed = (TINY, Path(publishing.__file__).parent, Path(sys.prefix))
    if os.getuid() == 0 and not all(is_open(one.resolve()) for one in needed):
        pytest.skip("the program stands where only root may read, and somebody else must run it here")
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def as_somebody_else() -> None:
    """Leave the rights of root behind, who may write anywhere."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def test_a_folder_that_may_not_be_written_is_named(open_folder: Path) -> None:
    """In a sentence, not a traceback; and nothing is there."""
    out = open_folder / "uit"
    run(["--data", str(TINY), "publish", str(out), "--dry-run"])  # what somebody else may be unable to import
    out.mkdir(mode=0o555)
    said = open_folder / "said"

    def work() -> int:
        with said.open("w", encoding="utf-8") as sys.stderr:
            as_somebody_else()
            return run(["--data", str(TINY), "publish", str(out)])

    assert 3 == in_a_child(work)
    assert f"Dat lukte niet met {out}" in said.read_text(encoding="utf-8")
    assert "Traceback" not in said.read_text(encoding="utf-8")
    assert [] == list(out.iterdir())


def test_a_folder_in_it_that_may_not_be_written_stops_only_its_own(
    tiny: cm.Matrix, before: Path, open_folder: Path
) -> None:
    """The others are made; and what stood there still stands."""
    out = with_parts(open_folder / "uit", before)
    (out / "vormen").mkdir()
    for path in (out, *out.rglob("*")):
        path.chmod(0o777)
    (out / "vormen").chmod(0o555)

    def work() -> int:
        as_somebody_else()
        found = published(tiny, out)
        said = {(Path(path).parent.name, reason) for path, (reason, _) in found.failed}
        return 0 if (len(found.made), said) == (2, {("vormen", "EACCES")}) else 1

    assert 0 == in_a_child(work)
    assert {"partijen"} == {Path(path).parent.name for path in contents(out)}


@pytest.mark.skipif(os.getuid() != 0, reason="only root may make a disk")
def test_a_disk_that_is_full_is_named_and_goes_on_when_there_is_room(
    tiny: cm.Matrix, before: Path, tmp_path: Path
) -> None:
    """A real one of 200 kB; what does not fit is named, what stands there is whole, and with more room the rest comes."""
    disk = tmp_path / "schijf"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "none", disk], check=False, capture_output=True)
    if made.returncode != 0:
        pytest.skip("no disk may be made here")
    try:
        full = published(tiny, disk)
        half = [path for path in contents(disk) if is_half(path)]
        expected = contents(before)
        stands = {path: content for path, content in contents(disk).items() if expected[path] != content}
        subprocess.run(["mount", "-o", "remount,size=20m", disk], check=True)
        roomy = published(tiny, disk)
        healed = contents(disk)
    finally:
        subprocess.run(["umount", disk], check=True)

    assert {"ENOSPC"} == {reason for _, (reason, _) in full.failed}
    assert ([], {}) == (half, stands)
    assert () == roomy.failed
    assert healed == {path: content for path, content in expected.items() if path != "partijen/brief.html"}


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".json"])
def test_a_disk_that_is_full_for_some_files_is_told_of_those(
    suffix: str, tiny: cm.Matrix, before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if it were: also for the record, which the next run then makes anew."""
    with_parts(tmp_path, before)
    real = journal._replace

    def full(path: Path, content: bytes, **more: Any) -> None:
        if path.suffix == suffix and path.name != "data.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, content, **more)

    with monkeypatch.context() as patched:
        patched.setattr(journal, "_replace", full)
        found = published(tiny, tmp_path)
    again = published(tiny, tmp_path)

    assert {"ENOSPC"} == {reason for _, (reason, _) in found.failed}
    assert {suffix} == {Path(path).suffix for path, _ in found.failed}
    assert () == again.failed
    assert contents(tmp_path) == {path: content for path, content in contents(before).items() if "brief" not in path}


def test_nothing_is_moved_from_one_device_to_another(
    tiny: cm.Matrix, before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is written beside its place, so that any folder may be on a device of its own."""
    with_parts(tmp_path, before)
    real = os.replace

    def replace(source: Any, target: Any) -> None:
        if Path(source).parent != Path(target).parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(os, "rename", replace)

    assert () == published(tiny, tmp_path).failed


def test_a_folder_on_another_device_holds_the_same(tiny: cm.Matrix, before: Path) -> None:
    shared = Path("/dev/shm")  # noqa: S108  # a folder of our own in it
    if not shared.is_dir() or shared.stat().st_dev == Path(tempfile.gettempdir()).stat().st_dev:
        pytest.skip("there is no other device")
    with tempfile.TemporaryDirectory(dir=shared) as name:
        published(tiny, with_parts(Path(name), before))
        found = contents(Path(name))

    assert found.items() <= contents(before).items()
    assert 4 == len(found)


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "dangling link"])
@pytest.mark.parametrize("first", [True, False])
def test_what_is_no_file_where_a_page_would_go_is_left(
    kind: str, tiny: cm.Matrix, before: Path, tmp_path: Path, *, first: bool
) -> None:
    """Whether or not a page of ours stood there once; it is named, and the others are made."""
    out = with_parts(tmp_path / "uit", before) if first else copied(before, tmp_path / "uit")
    path, theirs = out / f"partijen/{tiny.partners[0].id}.html", tmp_path / "van-mij"
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(theirs)
        if kind == "link":
            theirs.write_text(MINE, encoding="utf-8")
    found = published(changed_name(tiny), out)

    assert [(path.relative_to(out).as_posix(), "EEXIST")] == [(one, reason) for one, (reason, _) in found.failed]
    assert 3 == len(found.made)
    assert not path.is_file() or MINE == path.read_text(encoding="utf-8")
    assert (kind == "link") == theirs.exists()


# --- a municipality's own file with a problem -------------------------------------------------------------------

OVERLAY = """\
gemeente: {municipality}
toewijzingen:
  - id: {id}
    partij: {partner}
    typen:
      - crisis
    vormen:
      - {form}
    rol: {role}
    niveau: lokaal
    tekst: Zet het eigen team in.
    verificatie: eigen
"""


def overlay(path: Path, **values: str) -> str:
    """Write a municipality's own file, with some of its values changed."""
    usual = {"municipality": "deventer", "id": "d1", "partner": "gemeente", "form": "phishing", "role": "regie"}
    path.write_text(OVERLAY.format(**usual | values), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"partner": "polietie"}, "eigen.yaml, regel 4, kolom 13: 'polietie' staat niet in de lijst"),
        ({"municipality": "deventer\nonbekend: ja"}, "eigen.yaml, regel 2"),
        ({"id": "p1"}, "eigen.yaml, regel"),  # an id of the matrix
        ({"id": '"'}, "eigen.yaml, regel"),  # no YAML at all
    ],
)
def test_an_overlay_with_a_problem_stops_only_its_own_municipality(
    values: dict[str, str], place: str, whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named, with the sentence and the place; the guide that it had stays, and all others are made."""
    out, file = copied(whole, tmp_path / "uit"), overlay(tmp_path / "eigen.yaml", **values)
    had = times(out)
    (out / "gemeenten/arnhem.html").unlink()
    status, said = said_by(capsys, "publish", str(out), "--overlay", file)

    assert 3 == status
    assert "Niet gemaakt: gemeenten/deventer.html, gemeenten/deventer.pdf: het eigen bestand van de gemeente" in said
    assert place in said
    assert 1 == said.count("deventer.pdf")
    assert contents(whole) == contents(out)
    assert {"gemeenten/arnhem.html"} == {path for path, moment in times(out).items() if had[path] != moment}


def test_an_overlay_that_goes_against_the_matrix_stops_only_its_own_municipality(
    tiny: cm.Matrix, tmp_path: Path
) -> None:
    """The problem may be told at the rule of the matrix, with the overlay as the other."""
    from cybermatrix.loading import load_sound

    wrong = overlay(tmp_path / "a.yaml", partner="politie", role="geen\n    wetten:\n      - verzonnen-wet:1")
    right = overlay(tmp_path / "b.yaml", municipality="arnhem", id="a1")
    matrix, unsound = load_sound(TINY, overlays=[wrong, right])
    places = {one.place.file for found in unsound.values() for one in found}

    assert {"partijen/politie.yaml"} == places
    assert ["arnhem"] == [one.municipality for one in matrix.data.overlays]
    assert {"deventer": {"M03"}} == {key: {one.code for one in found} for key, found in unsound.items()}


def test_an_overlay_of_a_guide_that_is_not_asked_for_is_told_all_the_same(
    tmp_path: Path, whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It stops nothing, for nothing of it would be made."""
    file = overlay(tmp_path / "eigen.yaml", partner="polietie")
    status, said = said_by(
        capsys, "publish", str(copied(whole, tmp_path / "uit")), "--only", "arnhem", "--overlay", file
    )

    assert 0 == status
    assert "fout: eigen.yaml, regel 4, kolom 13" in said


def test_an_overlay_of_nobody_stops_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody knows then which guide would be wrong without it."""
    file = overlay(tmp_path / "eigen.yaml", municipality="deventr")
    status, said = said_by(capsys, "publish", str(tmp_path / "uit"), "--overlay", file)

    assert 1 == status
    assert "deventr" in said
    assert not (tmp_path / "uit").exists()


def test_a_matrix_with_a_problem_stops_everything(
    tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also when an overlay has one too."""
    path = tiny_folder / "partijen" / "politie.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("crisis", "krisis", 1), encoding="utf-8")
    file = overlay(tmp_path / "eigen.yaml", partner="polietie")
    status = run(["--data", str(tiny_folder), "publish", str(tmp_path / "uit"), "--overlay", file])

    assert 1 == status
    assert "krisis" in capsys.readouterr().err


def test_an_overlay_that_is_mended_is_published(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, file = copied(whole, tmp_path / "uit"), tmp_path / "eigen.yaml"
    asked = ("publish", str(out), "--only", "deventer", "--overlay", overlay(file, partner="polietie"))
    wrong = said_by(capsys, *asked)[0]
    overlay(file)
    right = said_by(capsys, *asked)[0]

    assert (3, 0) == (wrong, right)
    assert b"Zet het eigen team in." in contents(out)["gemeenten/deventer.html"]


# --- one thing fails, the others are made -----------------------------------------------------------------------


def test_what_stands_where_the_index_goes_is_left(tiny: cm.Matrix, whole: Path, tmp_path: Path) -> None:
    """A folder, or a pipe that would keep us waiting; all guides are there, and remembered."""
    out = copied(whole, tmp_path / "uit")
    (out / "index.html").unlink()
    (out / "index.html").mkdir()
    (out / "data/matrix.json").unlink()
    os.mkfifo(out / "data/matrix.json")
    found = cm.publish(tiny, out, executor=Here())

    assert {"index.html": "EEXIST", "data/matrix.json": "EEXIST"} == {path: name for path, (name, _) in found.failed}
    assert len(contents(whole)) - 2 == len(found.unchanged)


def test_what_cannot_be_taken_away_is_named_and_goes_the_next_time(
    tiny: cm.Matrix, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = copied(whole, tmp_path / "uit")
    left = tuple(one for one in tiny.data.municipalities if one.id != "hof-van-twente")
    smaller = pages.of(evolve(tiny.data, municipalities=left))
    real = Path.unlink

    def unlink(path: Path, *given: Any, **more: Any) -> None:
        if path.name == "hof-van-twente.pdf":
            raise PermissionError(errno.EACCES, "Permission denied")
        real(path, *given, **more)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", unlink)
        found = cm.publish(smaller, out, executor=Here())
    again = cm.publish(smaller, out, executor=Here())

    assert ("gemeenten/hof-van-twente.html",) == found.removed
    assert [("gemeenten/hof-van-twente.pdf", "EACCES")] == [(path, name) for path, (name, _) in found.failed]
    assert ("gemeenten/hof-van-twente.pdf",) == again.removed
    assert () == again.failed


def test_a_mistake_of_ours_in_one_guide_stops_only_that_one(
    tiny: cm.Matrix, before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cybermatrix.publishing import worker

    real = worker._guide

    def guide(order: Any, job: Any) -> Any:
        return 1 / 0 if job.stem.startswith("vormen/") else real(order, job)

    monkeypatch.setattr(worker, "_guide", guide)
    found = published(tiny, with_parts(tmp_path, before))

    assert {"ZeroDivisionError"} == {name for _, (name, _) in found.failed}
    assert {"vormen"} == {Path(path).parent.name for path, _ in found.failed}
    assert 2 == len(found.made)


def test_workers_that_are_all_gone_lose_every_guide_by_name(tiny: cm.Matrix, tmp_path: Path) -> None:
    class Gone(Here):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
            if fn.__name__ == "make":
                raise BrokenExecutor
            return super().submit(fn, *args, **kwargs)

    found = published(tiny, tmp_path, Gone())

    assert 4 == len(found.failed)
    assert {} == contents(tmp_path)
