"""
Files written whole or not at all: one beside its place and then moved there, several as one, and the last time undone.

Before the first file is touched its old and its new contents stand in a folder of their own, and a note says so. While
that note is there the folder counts as old, and whoever comes next puts it back; renaming the note is the moment on which
everything is new.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import stat
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define

from cybermatrix.errors import Busy, ChangedSince, NotAsMeant
from cybermatrix.problems import is_held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

HOME = ".werkboek"
_BUSY, _LAST, _LOCK, _STEPS = "bezig.json", "laatste.json", "slot", "stappen"
_PATIENCE, _PAUSE = 8, 0.1  # how often and how long one waits for a file that is held; in seconds
_own: set[Path] = set()


@define(frozen=True)
class Record:
    """What a write was: when, what for, and which files it touched."""

    when: str
    what: str
    files: tuple[str, ...]


def write_whole(path: Path, content: bytes) -> None:
    """
    Write a file beside its place and then move it there, so that nobody ever sees half of it.

    Raises:
        OSError: when it cannot be written, with the name of the file that was asked for; what was there stays.
    """
    try:
        if path.exists() and not path.is_file():  # such as /dev/stdout: it must not be replaced by a file
            path.write_bytes(content)
            return
        _replace(path.resolve(), content)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # not that of a temporary file
        raise


def _replace(path: Path, content: bytes, *, durable: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_beside(path))
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        # mkstemp makes files that only their owner may read
        temporary.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644)
        _move(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _move(source: Path, target: Path) -> None:
    """Move a file over another; on Windows a virus scanner or a copying service may hold either for a moment."""
    for _ in range(_PATIENCE):
        try:
            source.replace(target)
        except PermissionError as error:
            if not is_held(error):
                raise
            time.sleep(_PAUSE)
        else:
            return
    source.replace(target)


def _beside(path: Path) -> str:
    """Give how the name begins of what becomes this file."""
    return f".{path.name[:100]}.~"


def is_pending(folder: Path) -> bool:
    """Whether a write stopped half-way, so that the files are not all old or all new."""
    try:
        return folder.resolve() not in _own and (folder / HOME / _BUSY).exists()
    except OSError:  # a folder that one may not look into says so itself
        return False


def write(folder: Path, files: Mapping[str, bytes | None], *, what: str, when: str, check: Callable[[], bool]) -> None:
    """
    Write files in a folder, all or none.

    Args:
        folder: where they stand.
        files: their new contents by name; nothing to remove one.
        what: for what; told by `last` and `recover`.
        when: and when.
        check: asked when all are in place, before they count; whether they read as they were meant.

    Raises:
        Busy: somebody else writes here now.
        NotAsMeant: the check said no; the folder is as it was.
        OSError: it could not be written; the folder is as it was.
    """
    with locked(folder / HOME):
        _put_back(folder)
        _write(folder, files, what=what, when=when, check=check)


def _write(folder: Path, files: Mapping[str, bytes | None], *, what: str, when: str, check: Callable[[], bool]) -> None:
    home = folder / HOME
    steps = home / _STEPS
    steps.mkdir(exist_ok=True)
    step = Path(tempfile.mkdtemp(dir=steps))
    entries = []
    for number, (name, content) in enumerate(files.items()):
        path = folder / name
        old = path.read_bytes() if path.exists() else None
        for side, raw in (("old", old), ("new", content)):
            if raw is not None:
                _durable(step / f"{number}.{side}", raw)
        entries.append({"name": name, "old": _hash(old), "new": _hash(content)})
    note = {"step": step.name, "when": when, "what": what, "files": entries}
    _durable(home / f"{_BUSY}.new", json.dumps(note).encode())
    _sync(step)
    _move(home / f"{_BUSY}.new", home / _BUSY)
    _sync(home)
    _own.add(folder.resolve())
    try:
        try:
            for number, (name, content) in enumerate(files.items()):
                _place(folder / name, None if content is None else step / f"{number}.new")
            good = check()
        except BaseException:
            _put_back(folder)
            raise
        if not good:
            _put_back(folder)
            raise NotAsMeant(what)
        _move(home / _BUSY, home / _LAST)  # from here on it is new
        _sync(home)
    finally:
        _own.discard(folder.resolve())
    for other in steps.iterdir():
        if other.name != step.name:
            shutil.rmtree(other, ignore_errors=True)


def recover(folder: Path) -> Record | None:
    """
    Put a folder back in which a write stopped half-way, and give what was not written; nothing when all is well.

    Raises:
        Busy: the write goes on: somebody else is at it now.
    """
    if not is_pending(folder):
        return None
    with locked(folder / HOME):
        return _put_back(folder)


def last(folder: Path) -> Record | None:
    """Give the last write that was finished and can be undone."""
    note = _note(folder / HOME / _LAST)
    return None if note is None else _told(note)


def undo(folder: Path, *, what: str, when: str) -> Record:
    """
    Put back what stood there before the last write; doing it twice brings the write back.

    Raises:
        LookupError: there is nothing to undo.
        ChangedSince: a file was changed by somebody else since; nothing is touched.
        Busy: somebody else writes here now.
    """
    with locked(folder / HOME):
        _put_back(folder)
        note = _note(folder / HOME / _LAST)
        if note is None:
            raise LookupError(str(folder))
        step = folder / HOME / _STEPS / note["step"]
        changed = tuple(entry["name"] for entry in note["files"] if _hash_of(folder / entry["name"]) != entry["new"])
        if changed:
            raise ChangedSince(changed)
        files = {
            entry["name"]: None if entry["old"] is None else (step / f"{number}.old").read_bytes()
            for number, entry in enumerate(note["files"])
        }
        _write(folder, files, what=what, when=when, check=lambda: True)
        return _told(note)


def _put_back(folder: Path) -> Record | None:
    home = folder / HOME
    note = _note(home / _BUSY)
    if note is None:
        return None
    step = home / _STEPS / note["step"]
    for number, entry in enumerate(note["files"]):
        path = folder / entry["name"]
        for left in path.parent.glob(f"{glob.escape(_beside(path))}*"):  # made half, and never moved to its place
            left.unlink()
        if _hash_of(path) != entry["old"]:
            _place(path, None if entry["old"] is None else step / f"{number}.old")
    (home / _BUSY).unlink()
    _sync(home)
    return _told(note)


def _told(note: Any) -> Record:
    return Record(note["when"], note["what"], tuple(entry["name"] for entry in note["files"]))


def _note(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        return None


def _place(path: Path, source: Path | None) -> None:
    """Put a file in its place in one step, or take it away."""
    if source is None:
        path.unlink(missing_ok=True)
        return
    _replace(path, source.read_bytes(), durable=True)


def _durable(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """See to it that names are on the disk too; a system that cannot open a folder does so by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _hash(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def _hash_of(path: Path) -> str | None:
    return _hash(path.read_bytes()) if path.exists() else None


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """
    Hold a folder of our own for ourselves; the lock goes with the process, however that ends.

    Args:
        home: the hidden folder in which we remember; made when it is not there.

    Raises:
        Busy: somebody else holds it now.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  # building a wheel reads a folder, and has no need of locks

    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy(str(home.parent)) from error
    try:
        yield
    finally:
        lock.release()
