"""What one worker does: make the files of one guide, or find that they are what they should be."""

from __future__ import annotations

import datetime as dt
import errno
import gc
import hashlib
import os
import sys
import threading
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define

from cybermatrix.errors import CybermatrixError
from cybermatrix.journal import write_whole
from cybermatrix.lately import Sealed
from cybermatrix.publishing.plan import program
from cybermatrix.publishing.records import OWN, PARTS, Entry, FolderShelf, claim, is_as_we_left_it, is_foreign, says
from cybermatrix.publishing.setting import Setting, read_setting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.connection import Connection

    from cybermatrix.guides import Guide
    from cybermatrix.matrix import Matrix
    from cybermatrix.publishing.plan import Job, Order

MADE, UNCHANGED, FAILED = "made", "unchanged", "failed"
TOKEN = "token"  # noqa: S105  # the name of a file


@define(frozen=True)
class Outcome:
    """
    What became of one file.

    Attributes:
        path: under the folder of the publication.
        state: ``made``, ``unchanged`` or ``failed``.
        entry: what to remember of it; nothing when it failed.
        reason: why it failed: the class of the error, and what it says.
        seconds: how long it took.
        memory: the most memory that this process ever held, in MiB.
    """

    path: str
    state: str
    entry: Entry | None
    reason: tuple[str, str] | None
    seconds: float
    memory: float


def make(order: Order, job: Job, known: Mapping[str, Entry]) -> tuple[Outcome, ...]:
    """
    Make the files of one guide.

    Args:
        order: what every worker must know.
        job: which guide.
        known: what is remembered of its files.
    """
    outcomes = []
    guide: Guide | None = None
    for path in job.paths():
        began = time.perf_counter()
        state, entry, reason = FAILED, None, None
        try:
            if guide is None:
                guide = _guide(order, job)
            state, entry = _file(order, guide, path, known.get(path))
        except (CybermatrixError, OSError, MemoryError) as error:
            reason = reason_of(error)
        outcomes.append(Outcome(path, state, entry, reason, time.perf_counter() - began, peak()))
    return tuple(outcomes)


def reason_of(error: BaseException) -> tuple[str, str]:
    """Give why something failed, fit to travel: the class of the error or the name of the system's (ENOSPC), and its words."""
    if isinstance(error, OSError) and error.errno is not None:
        return errno.errorcode.get(error.errno, type(error).__name__), error.strerror or ""
    return type(error).__name__, str(error)


def shares(order: Order, token: str) -> bool:
    """Tell whether this worker sees the folder of the publication: it looks for the word that was left there."""
    try:
        return (Path(order.out) / OWN / TOKEN).read_text(encoding="utf-8") == token
    except OSError:
        return False


# Guides of which this process made one file, and is to make the other.
_HALF: dict[tuple[Order, str], Guide] = {}


def _guide(order: Order, job: Job) -> Guide:
    from cybermatrix.guides import guide  # noqa: PLC0415  # after the process has begun

    key = order, job.subject
    found = _HALF.pop(key, None)
    if found is None:
        bounds = _setting(order).boundaries
        found = guide(_matrix(order), job.subject, internal=order.internal, lang=order.lang, boundaries=bounds)
        if job.is_half:
            _HALF[key] = found
    return found


def _setting(order: Order) -> Setting:
    return _read_setting(order.setting_file, order.setting) if order.setting else Setting()


@lru_cache(maxsize=1)
def _read_setting(file: Path, given: tuple[tuple[str, str], ...]) -> Setting:  # noqa: ARG001  # the hashes tell a new one under the same name
    return read_setting(file.read_bytes())


# The edition that this process read last, by its hash: a new one may stand under the same name.
_HELD: dict[str, Matrix] = {}


def hold(order: Order, matrix: Matrix) -> None:
    """Let this process make guides of an edition without reading it from the folder."""
    _HELD.clear()
    _HELD[order.digest] = matrix


def _matrix(order: Order) -> Matrix:
    if order.digest not in _HELD:
        from cybermatrix.loading import uncollected, unpack  # noqa: PLC0415
        from cybermatrix.matrix import Base, Matrix  # noqa: PLC0415

        with uncollected(for_good=gc.get_freeze_count() > 0):  # see `begin`
            hold(order, Matrix(Base(unpack(Path(order.data).read_bytes(), order.data))))
    return _HELD[order.digest].where(on=dt.date.fromisoformat(order.on))


def _file(order: Order, guide: Guide, path: str, known: Entry | None) -> tuple[str, Entry | None]:
    page = _Page(order, guide) if path.endswith(".html") else _Paper(order, guide)
    out = Path(order.out)
    target = out / path
    whole = known is not None and is_as_we_left_it(target, known, verify=order.verify)
    if known is not None and whole and known.inputs == page.inputs() != "":
        return UNCHANGED, known
    foreign = is_foreign(out, target, known)
    if order.dry and not foreign:
        return MADE, known
    content, digest = page.made()
    if foreign and not says(target, digest):
        raise FileExistsError(errno.EEXIST, "not ours", str(target))
    if not order.dry:
        claim(out, digest)
        write_whole(target, content)
    found = target.stat()
    return MADE, Entry(page.inputs(), digest, found.st_size, found.st_mtime_ns, page.parts(), order.setting)


class _Page:
    """A guide as a page for the screen: what it is made from is what it says."""

    def __init__(self, order: Order, guide: Guide) -> None:
        from cybermatrix.html import to_html  # noqa: PLC0415

        self._content = to_html(guide, look=_setting(order).look, kept=_kept_pages(order)).encode()
        self._hash = hashlib.sha256(self._content).hexdigest()

    def inputs(self) -> str:
        return self._hash

    def parts(self) -> tuple[tuple[str, str], ...]:
        return ()

    def made(self) -> tuple[bytes, str]:
        """Give its content, and the hash of that."""
        return self._content, self._hash


@lru_cache(maxsize=1)
def _shelf(out: str) -> FolderShelf:
    """Give the shelf of a publication, always the same one: pieces that were read from it are then found again."""
    return FolderShelf(Path(out) / OWN / PARTS)


def _kept_pages(order: Order) -> Sealed | None:
    """Give what keeps the parts of pages, on the same shelf; nothing for who only looks on and leaves no trace."""
    return None if order.dry else _sealed(order.out)


@lru_cache(maxsize=1)
def _sealed(out: str) -> Sealed:
    return Sealed(_shelf(out), program())


class _Paper:
    """A guide on paper: what it is made from is known before it is laid out, once each of its parts has been."""

    def __init__(self, order: Order, guide: Guide) -> None:
        from cybermatrix.pdf.composing import Draft  # noqa: PLC0415

        look, kept = _setting(order).look, _kept_pages(order)
        self._draft = Draft(guide, _shelf(order.out), look, one_piece=order.one_piece, kept=kept)

    def inputs(self) -> str:
        """Give the hash of all that it is made from; nothing while a part of it has never been laid out."""
        inputs = self._draft.inputs()
        return hashlib.sha256(f"{program()}\0{inputs}".encode()).hexdigest() if inputs else ""

    def parts(self) -> tuple[tuple[str, str], ...]:
        return self._draft.parts()

    def made(self) -> tuple[bytes, str]:
        """Give its content, and the hash of that."""
        content = self._draft.to_pdf()
        return content, hashlib.sha256(content).hexdigest()


def peak() -> float:
    """Give the most memory that this process ever held, in MiB; 0 where nobody keeps count."""
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def begin(lifeline: Connection | None = None) -> None:
    """
    Let a process of our own leave Ctrl-C to the one who gave it work, and end with that one, however it ends.

    Args:
        lifeline: nothing ever comes through it; it breaks when the other side lets go or dies.
    """
    import signal  # noqa: PLC0415
    from multiprocessing import util  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what is loaded stays: looking through it again and again takes a twentieth of the time
    # Nearly all of a guide goes when the next one is made; what hangs together in a circle is looked for every ten or so.
    gc.set_threshold(20_000, 5, 5)
    # Such a process ends without what others do at their end.
    util.Finalize(None, _leave, exitpriority=0)
    if lifeline is not None:
        threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    try:
        lifeline.poll(None)
    finally:
        _leave()
        os._exit(1)  # at once: a file that is half written has no name yet


def _leave() -> None:
    # Not by importing it, for which another thread may be busy.
    engine = sys.modules.get("cybermatrix.pdf.engine")
    if engine is not None:
        engine.leave()
