"""What one worker does: make the files of one guide, or find that they are what they should be."""

from __future__ import annotations

import datetime as dt
import errno
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
from cybermatrix.publishing.plan import program
from cybermatrix.publishing.records import OWN, Entry, FolderShelf, claim, is_as_we_left_it, is_foreign, says

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


def _guide(order: Order, job: Job) -> Guide:
    from cybermatrix.guides import guide  # noqa: PLC0415  # after the process has begun

    return guide(_matrix(order), job.subject, internal=order.internal, lang=order.lang)


def _matrix(order: Order) -> Matrix:
    return _loaded(order.data, order.digest).where(on=dt.date.fromisoformat(order.on))


@lru_cache(maxsize=1)
def _loaded(path: str, digest: str) -> Matrix:  # noqa: ARG001  # the digest tells a new edition under the same name
    from cybermatrix.loading import unpack  # noqa: PLC0415
    from cybermatrix.matrix import Base, Matrix  # noqa: PLC0415

    return Matrix(Base(unpack(Path(path).read_bytes(), path)))


def _file(order: Order, guide: Guide, path: str, known: Entry | None) -> tuple[str, Entry | None]:
    out = Path(order.out)
    target = out / path
    content: bytes | None
    if path.endswith(".html"):
        from cybermatrix.html import to_html  # noqa: PLC0415

        content = to_html(guide).encode()
        parts: tuple[tuple[str, str], ...] = ()
        inputs = hashlib.sha256(content).hexdigest()
    else:
        content, parts, inputs = None, *_paper(order, guide)
    whole = known is not None and is_as_we_left_it(target, known, verify=order.verify)
    if known is not None and whole and inputs and known.inputs == inputs:
        return UNCHANGED, known
    foreign = is_foreign(out, target, known)
    if order.dry and not foreign:
        return MADE, known
    if content is None:
        from cybermatrix.pdf import to_pdf  # noqa: PLC0415

        content = to_pdf(guide, shelf=_shelf(order), one_piece=order.one_piece)
        parts, inputs = _paper(order, guide)  # what had no shape before has one now
    digest = hashlib.sha256(content).hexdigest()
    if foreign and not says(target, digest):
        raise FileExistsError(errno.EEXIST, "not ours", str(target))
    if not order.dry:
        claim(out, digest)
        write_whole(target, content)
    found = target.stat()
    return MADE, Entry(inputs, digest, found.st_size, found.st_mtime_ns, parts)


def _paper(order: Order, guide: Guide) -> tuple[tuple[tuple[str, str], ...], str]:
    """Give the keys of the parts and the hash of all that a PDF is made from; none while a part has never been laid out."""
    from cybermatrix.pdf.composing import keys  # noqa: PLC0415

    parts = keys(guide, _shelf(order))
    if parts is None:
        return (), ""
    around = (guide.title, guide.description, guide.lang, guide.running, program(), order.one_piece)
    return tuple(parts), hashlib.sha256(repr((around, parts)).encode()).hexdigest()


def _shelf(order: Order) -> FolderShelf:
    return FolderShelf(Path(order.out) / OWN / "parts")


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
    Let a worker leave Ctrl-C to the one who gave it work, and end with that one, however it ends.

    Args:
        lifeline: nothing ever comes through it; it breaks when the other side lets go or dies.
    """
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if lifeline is not None:
        threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    try:
        lifeline.poll(None)
    finally:
        os._exit(1)  # at once: a file that is half written has no name yet
