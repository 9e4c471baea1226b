"""
What was made before: the record of a publication, and the shelves beside it.

All live in one hidden folder of the publication. Losing it costs time, never a page.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from typing import TYPE_CHECKING

from attrs import asdict, define, field

from cybermatrix.journal import write_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

OWN = ".cybermatrix"
# The shelves in it: laid-out parts, and what text files said.
PARTS, READ = "parts", "read"
_FORM = 2
# What `journal` writes in before the file has its name; a run that was killed leaves it behind.
_HALF = re.compile(r"\.(.+)\.~[a-z0-9_]{8}")


def _pairs(pairs: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((anchor, key) for anchor, key in pairs)


@define(frozen=True)
class Entry:
    """
    A file that we made.

    Attributes:
        inputs: the hash of all that it was made from.
        parts: per part of the guide its anchor and the key of what it says; this is what `why` compares.
        sha256, size, changed_at: the file as we left it.
        given: the name and the hash of what was brought in the place of our own look and maps when it was made.
    """

    inputs: str
    sha256: str
    size: int
    changed_at: int
    parts: tuple[tuple[str, str], ...] = field(default=(), converter=_pairs)
    given: tuple[tuple[str, str], ...] = field(default=(), converter=_pairs)


@define(frozen=True)
class Record:
    """
    A whole publication as it was made.

    Attributes:
        overall: the hash of the data, the program and the choices: when it is the same, no page can have changed.
        ready: which selections of guides were made under that hash, without one that failed.
        internal: whether it holds what only a municipality itself may see.
        files: what we made, by path under the folder.
    """

    overall: str = ""
    ready: tuple[str, ...] = ()
    internal: bool = False
    files: dict[str, Entry] = field(factory=dict)

    def to_bytes(self) -> bytes:
        """Give the record as JSON, one file per line."""
        lines = [
            f"{json.dumps(path)}: {json.dumps(asdict(entry, recurse=False))}"
            for path, entry in sorted(self.files.items())
        ]
        head = {"form": _FORM, "overall": self.overall, "ready": self.ready, "internal": self.internal}
        body = ",\n".join(lines)
        return f'{json.dumps(head)[:-1]}, "files": {{\n{body}\n}}}}\n'.encode()


def read_record(out: Path) -> Record | None:
    """Give the record of a publication; nothing where there is none that can be read."""
    try:
        said = json.loads((out / OWN / "record.json").read_bytes())
        if said["form"] != _FORM:
            return None
        entries = {str(path): Entry(**entry) for path, entry in said["files"].items()}
        return Record(str(said["overall"]), tuple(map(str, said["ready"])), bool(said["internal"]), entries)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_record(out: Path, record: Record) -> None:
    """Write the record, whole or not at all."""
    write_whole(out / OWN / "record.json", record.to_bytes())


def is_touched(out: Path, read: Iterable[Path]) -> bool:
    """
    Tell whether something that is read is newer than the record, as far as times tell: a guess, before anything is read.

    Args:
        out: the folder of the publication.
        read: files, and folders of which everything is read.
    """
    try:
        made = (out / OWN / "record.json").stat().st_mtime_ns
        return any(one.stat().st_mtime_ns > made for path in read for one in (path, *path.rglob("*")))
    except OSError:
        return True


def is_as_we_left_it(path: Path, entry: Entry, *, verify: bool) -> bool:
    """Tell whether a file is still the one that we made: by size and time, or by what is in it."""
    try:
        found = path.stat()
    except OSError:
        return False
    if found.st_size != entry.size:
        return False
    if not verify and found.st_mtime_ns == entry.changed_at:
        return True
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256
    except OSError:
        return False


def claim(out: Path, sha256: str) -> None:
    """
    Note that a file with this content is ours, before it is there.

    The record is written later; without the note, a run that was killed in between would leave files that nobody owns.
    """
    folder = out / OWN / "claims"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / sha256).touch()


def is_claimed(out: Path, path: Path) -> bool:
    """Tell whether a file that the record does not know was made by a run that was stopped."""
    try:
        return path.is_file() and (out / OWN / "claims" / hashlib.sha256(path.read_bytes()).hexdigest()).exists()
    except OSError:
        return False


def is_foreign(out: Path, path: Path, known: Entry | None) -> bool:
    """
    Tell whether what stands at a place is not ours to replace.

    A link, a folder or a pipe is never a page of ours, whatever we left there once.
    """
    if path.is_symlink():
        return True
    if not path.exists():
        return False
    return not path.is_file() or (known is None and not is_claimed(out, path))


def says(path: Path, sha256: str) -> bool:
    """Tell whether a plain file holds exactly this: then it is ours from a run whose record was lost, or right in any case."""
    return path.is_file() and not path.is_symlink() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def drop_claims(out: Path) -> None:
    """Forget what was noted, once the record knows it."""
    for note in (out / OWN / "claims").glob("*"):
        with contextlib.suppress(OSError):
            note.unlink()


def drop_halves(out: Path, paths: Collection[str]) -> None:
    """Take away the half files beside our own that a run left behind when it was killed."""
    names: dict[Path, set[str]] = {out / OWN: {"record.json", "data.json", "setting.json", "token"}}
    for path in paths:
        # As much of its name as a half file has.
        names.setdefault((out / path).parent, set()).add((out / path).name[:100])
    for folder, ours in names.items():
        for found in folder.glob(".*"):
            half = _HALF.fullmatch(found.name)
            if half is not None and half[1] in ours and found.is_file():
                with contextlib.suppress(OSError):  # such as in a folder that may not be written; its own files tell
                    found.unlink()


class FolderShelf:
    """What was worked out, as files, by the hash of what it was worked out from; workers share it without asking each other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """Give what was put under a key, or nothing."""
        try:
            return self._path(key).read_bytes()
        except OSError:
            return None

    def put(self, key: str, kept: bytes) -> None:
        """Keep something under a key; when that fails, such as on a full disk, it is only made again."""
        with contextlib.suppress(OSError):
            write_whole(self._path(key), kept)
        path = self._path(key)
        with contextlib.suppress(OSError):
            os.utime(path)

    def sweep(self, since: float) -> None:
        """Take away what no publication asked for since a moment."""
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                if path.stat().st_atime < since and path.stat().st_mtime < since:
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key
