"""The publication as a whole: what must be made, by whom, and what is remembered and told of it."""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
import secrets
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from attrs import define, evolve, field

from cybermatrix.errors import NotShared, OtherPublication
from cybermatrix.journal import locked, write_whole
from cybermatrix.plain import pack
from cybermatrix.publishing import worker
from cybermatrix.publishing.index import index_page
from cybermatrix.publishing.plan import Job, Order, chosen, jobs, program
from cybermatrix.publishing.records import (
    OWN,
    Entry,
    FolderShelf,
    Record,
    is_as_we_left_it,
    read_record,
    write_record,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cybermatrix.matrix import Matrix

# A guide that took its worker down this often is not tried again: it would take down the next one too.
_TRIES = 2
_INDEX = "index.html"


@define(frozen=True)
class Event:
    """
    Something to tell while a publication is made.

    Attributes:
        what: ``made``, ``unchanged``, ``failed`` or ``removed``.
        path: the file, under the folder of the publication.
        done, of: how many files are ready, and how many there will be.
        seconds_left: a guess from what the others took; nothing before there is one.
        reason: why it failed: the class of the error, and what it says.
    """

    what: Literal["made", "unchanged", "failed", "removed"]
    path: str
    done: int
    of: int
    seconds_left: float | None = None
    reason: tuple[str, str] | None = None


@define(frozen=True)
class Publication:
    """
    What a publication came to.

    Attributes:
        made, unchanged, removed: paths under the folder, in order.
        failed: path and reason (the class of the error, and what it says).
        kept: files that are no longer wanted but were changed by someone else, so that we let them be.
        seconds: from beginning to end.
        memory: the most that one process held, in MiB.
        stopped: whether somebody stopped it before the end.
    """

    made: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[str, tuple[str, str]], ...] = ()
    kept: tuple[str, ...] = ()
    seconds: float = 0.0
    memory: float = 0.0
    stopped: bool = False


def publish(
    matrix: Matrix,
    out: str | os.PathLike[str],
    *,
    executor: Executor | None = None,
    only: Iterable[str] = (),
    shard: tuple[int, int] | None = None,
    country: bool = False,
    internal: bool = False,
    lang: str = "nl",
    one_piece: bool = False,
    verify: bool = False,
    dry_run: bool = False,
    progress: Callable[[Event], None] | None = None,
) -> Publication:
    """
    Make every guide as HTML and PDF, with an index and the data; make again only what changed.

    A file is under its own name whole or not at all; what somebody else put in the folder is never touched. Whatever stops
    a publication, the next one goes on from there.

    Args:
        matrix: what is published; its date counts, not its filters.
        out: the folder; made when it is not there.
        executor: who does the work; by default as many processes as there are cores.
        only: some guides or sorts of guides: ``("deventer", "vormen")``.
        shard: ``(i, n)`` for the i-th of n parts, counted from 1.
        country: a guide for every municipality, not only those of the region.
        internal: with what only a municipality itself may see. A folder is public or internal, never both.
        lang: the language of the pages.
        one_piece: lay out each PDF at once, without parts: slower, and the same pages.
        verify: read files to see that they are whole; otherwise size and time count.
        dry_run: only tell what would be made.
        progress: called with each `Event`, in the thread of the caller.

    Raises:
        UnknownId, InvalidQuestion: for guides or parts that do not exist.
        OtherPublication: when the folder holds an internal publication and this one is public, or the other way round.
        Busy: when another publication into this folder is going on.
        NotShared: when the workers of the executor do not see the folder.
        OSError: when the folder cannot be made or written.
    """
    began = time.perf_counter()
    started = time.time()
    folder = Path(out).absolute()
    every = jobs(matrix, country=country)
    wanted = chosen(every, only, shard)
    order, overall = _order(
        matrix, folder, internal=internal, lang=lang, one_piece=one_piece, verify=verify, dry=dry_run
    )
    overall = hashlib.sha256(f"{overall}\0{country}\0{tuple(only)}\0{shard}".encode()).hexdigest()
    tell = progress or (lambda _: None)
    # Looking on disturbs nobody; a second publication into the folder would.
    with contextlib.nullcontext() if dry_run else locked(folder / OWN):
        record = read_record(folder) or Record(internal=internal)
        if record.files and record.internal != internal:
            raise OtherPublication(str(folder), is_internal=record.internal)
        if record.overall == overall and _all_there(folder, record, wanted, verify=verify):
            paths = sorted(record.files)
            return Publication(unchanged=tuple(paths), seconds=time.perf_counter() - began, memory=worker.peak())
        if not dry_run:
            write_whole(Path(order.data), pack(matrix.data))
        run = _Run(folder, order, record, tell, sum(len(job.paths()) for job in wanted))
        stopped = False
        try:
            run.work(wanted, executor)
        except KeyboardInterrupt:
            stopped = True
        complete = not only and shard is None and not stopped
        if complete:
            run.add(_INDEX, index_page(matrix, every, run.files, lang=lang, internal=internal))
            run.add("data/matrix.json", pack(matrix.data))
            run.sweep({path for job in wanted for path in job.paths()} | {_INDEX, "data/matrix.json"})
            if not dry_run:
                FolderShelf(folder / OWN / "parts").sweep(started - 30 * 24 * 3600)
        if not dry_run:
            clean = complete and not run.failed
            write_record(folder, Record(overall if clean else "", internal, run.files))
        return run.publication(time.perf_counter() - began, stopped=stopped)


def _order(
    matrix: Matrix, folder: Path, *, internal: bool, lang: str, one_piece: bool, verify: bool, dry: bool
) -> tuple[Order, str]:
    """Give the order for the workers, and the hash of all that any page can depend on."""
    data = matrix.data
    # The hash of the files as they were read says enough, and costs nothing; what was added to them has to be written out.
    digest = data.fingerprint if data.fingerprint and not data.overlays else hashlib.sha256(pack(data)).hexdigest()
    order = Order(
        str(folder),
        str(folder / OWN / "data.json"),
        digest,
        matrix.on.isoformat(),
        lang=lang,
        internal=internal,
        one_piece=one_piece,
        verify=verify,
        dry=dry,
    )
    return order, repr((digest, order.on, lang, internal, one_piece, program()))


def _all_there(folder: Path, record: Record, wanted: Sequence[Job], *, verify: bool) -> bool:
    paths = {path for job in wanted for path in job.paths()}
    return paths <= set(record.files) and all(
        is_as_we_left_it(folder / path, entry, verify=verify) for path, entry in record.files.items()
    )


@define
class _Run:
    """One publication while it is being made."""

    folder: Path
    order: Order
    record: Record
    tell: Callable[[Event], None]
    of: int
    files: dict[str, Entry] = field(init=False)
    made: list[str] = field(factory=list)
    unchanged: list[str] = field(factory=list)
    removed: list[str] = field(factory=list)
    kept: list[str] = field(factory=list)
    failed: dict[str, tuple[str, str]] = field(factory=dict)
    memory: float = 0.0
    _began: float = field(factory=time.perf_counter)
    _saved: float = field(factory=time.perf_counter)

    def __attrs_post_init__(self) -> None:
        self.files = dict(self.record.files)

    def work(self, wanted: Sequence[Job], executor: Executor | None) -> None:
        """Let workers make every guide; with a pool of our own, one that lost a worker is replaced."""
        if executor is not None:
            self._check_shared(executor)
            self._send(wanted, executor)
            return
        todo: Mapping[Job, int] = dict.fromkeys(wanted, 0)
        while todo:
            pool = _pool(len(todo))
            try:
                lost = self._send(list(todo), pool)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
            # The pool says only that a worker died, not over which guide: each that was not ready counts one try.
            todo = {job: todo[job] + 1 for job in lost}
            for job in [job for job, tries in todo.items() if tries >= _TRIES]:
                self._alone(job)
                todo = {other: tries for other, tries in todo.items() if other != job}

    def _alone(self, job: Job) -> None:
        """Give a guide that was twice among the lost a worker of its own, so that only the guilty one fails."""
        pool = _pool(1)
        try:
            if self._send([job], pool):
                for path in job.paths():
                    self._fail(path, ("BrokenProcessPool", ""))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _send(self, wanted: Sequence[Job], executor: Executor) -> list[Job]:
        """Send guides to an executor and take in what comes back; give those that were lost with their worker."""
        sent: dict[Future[tuple[worker.Outcome, ...]], Job] = {}
        lost: list[Job] = []
        try:
            for job in wanted:
                known = {path: self.files[path] for path in job.paths() if path in self.files}
                sent[executor.submit(worker.make, self.order, job, known)] = job
        except BrokenExecutor:
            lost += [job for job in wanted if job not in sent.values()]
        try:
            for future in as_completed(sent):
                try:
                    outcomes = future.result()
                except BrokenExecutor:
                    lost.append(sent[future])
                    continue
                except Exception as error:  # noqa: BLE001  # whatever a guide does must not stop the others
                    for path in sent[future].paths():
                        self._fail(path, (type(error).__name__, str(error)))
                    continue
                self._take(outcomes)
        except KeyboardInterrupt:
            for future in sent:
                future.cancel()
            raise
        return [job for job in wanted if job in lost]

    def _check_shared(self, executor: Executor) -> None:
        if self.order.dry:
            return
        token = secrets.token_hex(8)
        write_whole(self.folder / OWN / worker.TOKEN, token.encode())
        if not executor.submit(worker.shares, self.order, token).result():
            raise NotShared(str(self.folder))

    def _take(self, outcomes: Iterable[worker.Outcome]) -> None:
        for one in outcomes:
            self.memory = max(self.memory, one.memory)
            if one.reason is not None:
                self._fail(one.path, one.reason)
                continue
            if one.entry is not None:
                self.files[one.path] = one.entry
            (self.made if one.state == worker.MADE else self.unchanged).append(one.path)
            self._say("made" if one.state == worker.MADE else "unchanged", one.path)
        if not self.order.dry and time.perf_counter() - self._saved > 2:
            # So that a run that is killed is not forgotten whole.
            write_record(self.folder, evolve(self.record, overall="", internal=self.order.internal, files=self.files))
            self._saved = time.perf_counter()

    def _fail(self, path: str, reason: tuple[str, str]) -> None:
        self.failed[path] = reason
        self._say("failed", path, reason)

    def _say(
        self, what: Literal["made", "unchanged", "failed", "removed"], path: str, reason: tuple[str, str] | None = None
    ) -> None:
        done = len(self.made) + len(self.unchanged) + len(self.failed)
        passed = time.perf_counter() - self._began
        left = passed / done * (self.of - done) if 0 < done < self.of else None
        self.tell(Event(what, path, done, self.of, left, reason))

    def add(self, path: str, content: bytes) -> None:
        """Write a file that no worker makes, unless it is there already."""
        digest = hashlib.sha256(content).hexdigest()
        known = self.files.get(path)
        target = self.folder / path
        if known is not None and known.sha256 == digest and is_as_we_left_it(target, known, verify=self.order.verify):
            self.unchanged.append(path)
            return
        if known is None and target.exists():
            self._fail(path, ("FileExistsError", str(target)))
            return
        if not self.order.dry:
            try:
                write_whole(target, content)
                found = target.stat()
            except OSError as error:
                self._fail(path, (type(error).__name__, str(error)))
                return
            self.files[path] = Entry(digest, digest, found.st_size, found.st_mtime_ns)
        self.made.append(path)

    def sweep(self, wanted: set[str]) -> None:
        """Take away what is no longer wanted, if it is still as we left it."""
        for path in sorted(set(self.files) - wanted):
            target = self.folder / path
            if target.exists():
                if not is_as_we_left_it(target, self.files[path], verify=True):
                    self.kept.append(path)
                    continue
                if not self.order.dry:
                    target.unlink()
                self.removed.append(path)
                self._say("removed", path)
            if not self.order.dry:
                del self.files[path]

    def publication(self, seconds: float, *, stopped: bool) -> Publication:
        """Sum up."""
        return Publication(
            tuple(sorted(self.made)),
            tuple(sorted(self.unchanged)),
            tuple(self.removed),
            tuple(sorted(self.failed.items())),
            tuple(self.kept),
            seconds,
            max(self.memory, worker.peak()),
            stopped,
        )


def _pool(most: int) -> ProcessPoolExecutor:
    # Spawned, not forked: it works everywhere, and no lock or thread of the caller comes along.
    return ProcessPoolExecutor(
        max_workers=max(1, min(most, os.cpu_count() or 1)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=worker.begin,
    )
