"""The publication as a whole: what must be made, by whom, and what is remembered and told of it."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
import time
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from attrs import define, evolve, field

from cybermatrix.errors import InvalidMatrix, OtherPublication
from cybermatrix.journal import locked, write_whole
from cybermatrix.plain import pack
from cybermatrix.publishing import crew, worker
from cybermatrix.publishing.plan import Job, Order, chosen, jobs, neighbours_together, program, public
from cybermatrix.publishing.records import (
    OWN,
    PARTS,
    READ,
    Entry,
    FolderShelf,
    Record,
    claim,
    drop_claims,
    drop_halves,
    is_as_we_left_it,
    is_foreign,
    read_record,
    says,
    write_record,
)
from cybermatrix.publishing.setting import Setting
from cybermatrix.remembering import Readings
from cybermatrix.theme import PLAIN

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Executor

    from cybermatrix.boundaries import Boundaries
    from cybermatrix.matrix import Matrix
    from cybermatrix.problems import Problem
    from cybermatrix.theme import Look

_INDEX, _DATA = "index.html", "data/matrix.json"


@define(frozen=True)
class Event:
    """
    Something to tell while a publication is made.

    Attributes:
        what: ``made``, ``unchanged``, ``failed`` or ``removed``.
        path: the file, under the folder of the publication.
        done, of: how many files are ready, and how many there will be.
        seconds_left: a guess from what the others took; nothing before there is one.
        reason: why it failed: the class of the error or the name of the system's (``ENOSPC``), and what it says.
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
        failed: path and reason (the class of the error or the name of the system's, and what it says).
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


def readings(out: str | os.PathLike[str]) -> Readings:
    """
    Give what text files said when a publication was made of them, for `loading.load_sound`; `keep` it once one was made.

    Args:
        out: the folder of the publication.
    """
    return Readings(FolderShelf(Path(out) / OWN / READ), program())


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
    look: Look = PLAIN,
    boundaries: Boundaries | None = None,
    unsound: Mapping[str, Sequence[Problem]] = MappingProxyType({}),
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
        look: colours, fonts, a logo and templates that take the place of ours.
        boundaries: outlines of municipalities, for a real map in the place of tiles.
        unsound: municipalities whose own file has problems, by id, as `loading.load_sound` gives them: they keep the guide
            that they have, and are named among those that failed.
        progress: called with each `Event`, in the thread of the caller.

    Raises:
        UnknownId, InvalidQuestion: for guides or parts that do not exist.
        UnusableFile: when a municipality is not among the outlines.
        OtherPublication: when the folder holds an internal publication and this one is public, or the other way round.
        Busy: when another publication into this folder is going on.
        NotShared: when the workers of the executor do not see the folder.
        OSError: when the folder cannot be made or written.
    """
    began = time.perf_counter()
    started = time.time()
    folder = Path(out).absolute()
    matrix = matrix if internal else public(matrix)
    every = jobs(matrix, country=country)
    only = tuple(only)
    wanted = chosen(matrix.base, every, only, shard)
    setting = Setting(look, boundaries)
    setting.must_have(matrix.base.municipalities[job.municipality] for job in wanted if job.municipality)
    data = pack(matrix.data)
    order, overall = _order(
        matrix, data, setting, folder, internal=internal, lang=lang, one_piece=one_piece, verify=verify, dry=dry_run
    )
    choice = repr((country, only, shard))
    whole = repr((country, (), None))
    is_part = choice != whole
    paths = {path for job in wanted for path in job.paths()}
    tell = progress or (lambda _: None)
    with contextlib.ExitStack() as held:
        if dry_run:  # looking on disturbs nobody, and leaves no trace
            away = Path(held.enter_context(tempfile.TemporaryDirectory()))
            order = evolve(order, data=str(away / "data.json"))
        else:
            held.enter_context(locked(folder / OWN))
        record = read_record(folder) or Record(internal=internal)
        if record.files and record.internal != internal:
            raise OtherPublication(str(folder), is_internal=record.internal)
        ready = record.ready if record.overall == overall else ()
        sound = [job for job in wanted if job.municipality not in unsound]
        if len(sound) == len(wanted) and (choice in ready or whole in ready):
            seen = record.files if not is_part else {path: record.files[path] for path in paths & set(record.files)}
            if paths <= set(seen) and all(
                is_as_we_left_it(folder / path, entry, verify=verify) for path, entry in seen.items()
            ):
                return Publication(
                    unchanged=tuple(sorted(seen)), seconds=time.perf_counter() - began, memory=worker.peak()
                )
        if not dry_run:
            drop_halves(folder, {*record.files, *paths, _INDEX, _DATA})
        write_whole(Path(order.data), data)
        if order.setting:
            write_whole(order.setting_file, setting.to_bytes())
        run = _Run(folder, order, record, tell, len(paths))
        stopped = False
        try:
            for job in wanted:
                if job.municipality in unsound:
                    said = " ".join(one.sentence("en" if lang == "en" else "nl") for one in unsound[job.municipality])
                    run.lose(job, (InvalidMatrix.__name__, said))
            crew.work(run, order, neighbours_together(matrix.base, sound), matrix, executor)
            if not is_part:
                from cybermatrix.publishing.index import index_page  # noqa: PLC0415  # not when nothing changed

                run.add(_INDEX, index_page(matrix, every, run.files, lang=lang, internal=internal, look=look))
                run.add(_DATA, data)
                run.sweep(paths | {_INDEX, _DATA})
        except KeyboardInterrupt:
            stopped = True
        if not dry_run:
            if not stopped and not run.failed:
                ready = (choice,) if not is_part else (*(one for one in ready if one != choice), choice)
            run.remember(overall, ready)
            if not is_part and not stopped:
                for shelf in (PARTS, READ):
                    FolderShelf(folder / OWN / shelf).sweep(started - 30 * 24 * 3600)
        return run.publication(time.perf_counter() - began, stopped=stopped)


def _order(
    matrix: Matrix,
    data: bytes,
    setting: Setting,
    folder: Path,
    *,
    internal: bool,
    lang: str,
    one_piece: bool,
    verify: bool,
    dry: bool,
) -> tuple[Order, str]:
    """Give the order for the workers, and the hash of all that any page can depend on."""
    # Not the hash of the files that were read: whoever changed something since would be told that nothing did.
    digest = hashlib.sha256(data).hexdigest()
    given = setting.given()
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
        setting=given,
    )
    return order, repr((digest, order.on, lang, internal, one_piece, program(), given))


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
    _save_next: float = field(factory=lambda: time.perf_counter() + 2)

    def __attrs_post_init__(self) -> None:
        self.files = dict(self.record.files)

    def known(self, job: Job) -> dict[str, Entry]:
        """Give what is remembered of the files of a guide."""
        return {path: self.files[path] for path in job.paths() if path in self.files}

    def lose(self, job: Job, reason: tuple[str, str] = ("BrokenProcessPool", "")) -> None:
        """Name the files of a guide as failed."""
        for path in job.paths():
            self._fail(path, reason)

    def take(self, outcomes: Iterable[worker.Outcome]) -> None:
        for one in outcomes:
            self.memory = max(self.memory, one.memory)
            if one.reason is not None:
                self._fail(one.path, one.reason)
                continue
            if one.entry is not None:
                self.files[one.path] = one.entry
            (self.made if one.state == worker.MADE else self.unchanged).append(one.path)
            self._say("made" if one.state == worker.MADE else "unchanged", one.path)
        if not self.order.dry and time.perf_counter() > self._save_next:
            began = time.perf_counter()
            # So that a run that is killed is not forgotten whole; when it cannot be written now, it may be later.
            with contextlib.suppress(OSError):
                write_record(self.folder, Record("", (), self.order.internal, self.files))
            ended = time.perf_counter()
            self._save_next = ended + max(2, 20 * (ended - began))  # a record of a continent takes seconds to write

    def remember(self, overall: str, ready: tuple[str, ...]) -> None:
        """Write down what was made; what was noted on the way is then no longer needed."""
        try:
            write_record(self.folder, Record(overall, ready, self.order.internal, self.files))
        except OSError as error:
            self._fail(f"{OWN}/record.json", worker.reason_of(error))
        else:
            drop_claims(self.folder)

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
        if is_foreign(self.folder, target, known) and not says(target, digest):
            self._fail(path, ("EEXIST", "not ours"))
            return
        if not self.order.dry:
            try:
                claim(self.folder, digest)
                write_whole(target, content)
                found = target.stat()
            except OSError as error:
                self._fail(path, worker.reason_of(error))
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
                    try:
                        target.unlink()
                    except OSError as error:
                        self._fail(path, worker.reason_of(error))
                        continue
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
