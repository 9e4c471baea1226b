"""Who makes the guides: this process, processes of our own, or an executor of someone else."""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import secrets
import signal
import sys
import tempfile
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from importlib.machinery import PathFinder
from itertools import islice
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

import cybermatrix
from cybermatrix.errors import NotShared
from cybermatrix.journal import write_whole
from cybermatrix.loading import uncollected
from cybermatrix.publishing import worker
from cybermatrix.publishing.plan import stretches
from cybermatrix.publishing.records import OWN, is_touched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cybermatrix.matrix import Base, Matrix
    from cybermatrix.publishing.plan import Job, Order
    from cybermatrix.publishing.records import Entry

_Outcomes = tuple[worker.Outcome, ...]
# So many guides are under way at once with an executor of someone else, whose size we do not know.
_UNDER_WAY = 512
# Loading the engine and laying out one new card takes as long as so many pages.
_HEAD_START = 40
# So many pages are made at most before their papers, and their guides held.
_AHEAD = 64
# So many seconds whoever has made them waits for that paper: it costs less than what both would lay out.
_PATIENCE = 1.0
# How a process begins that is a copy of one that has loaded all: see `prepare`.
_COPIED = "forkserver"
# It listens at a socket in the folder for temporary files, and the whole name of a socket has 107 bytes at most.
_LONGEST = 107 - len("/pymp-12345678/listener-12345678")


class Desk(Protocol):
    """Where what becomes of the guides is written down."""

    def known(self, job: Job) -> dict[str, Entry]:
        """Give what is remembered of the files of a guide."""

    def take(self, outcomes: _Outcomes) -> None:
        """Write down what became of them."""

    def lose(self, job: Job, reason: tuple[str, str] = ...) -> None:
        """Write down that they were not made; without a reason, that the worker was lost."""


def prepare(out: Path, read: Iterable[Path]) -> None:
    """
    Begin to load what workers need, while the caller still finds out what to let them make; not when it looks like nothing.

    The processes of our own are then copies of one that has it. For a program of our own alone: it is that of the whole
    process, from then on. Where it cannot be done safely, nothing happens, and each of them loads what it needs by itself.

    Args:
        out: the folder of the publication.
        read: the files and folders that the caller reads.
    """
    elsewhere = sys.path if sys.flags.safe_path else sys.path[1:]
    found = PathFinder.find_spec("cybermatrix", elsewhere)
    # What such a process finds must be what runs here, not another copy in the folder where one happens to be.
    is_same = found is not None and found.origin == cybermatrix.__file__
    if sys.platform != "linux" or not is_same or not is_touched(out, (*read, Path(cybermatrix.__file__).parent)):
        return
    if len(os.fsencode(tempfile.gettempdir())) > _LONGEST:
        return
    multiprocessing.set_start_method(_COPIED, force=True)
    multiprocessing.set_forkserver_preload(["cybermatrix.publishing.ready"])
    resource_tracker.ensure_running()  # whoever starts it listens to Ctrl-C again
    with _deaf_to_ctrl_c(), _blind_to_this_folder():
        forkserver.ensure_running()


def work(desk: Desk, order: Order, wanted: Sequence[Job], matrix: Matrix, executor: Executor | None) -> None:
    """
    Let every guide be made, and tell the desk.

    Args:
        desk: what is told of each.
        order: what every worker must know.
        wanted: the guides; those that have most in common after each other.
        matrix: the edition that the order names.
        executor: who does the work; by default as many processes of our own as there are cores.

    Raises:
        NotShared: when the workers of the executor do not see the folder.
    """
    if executor is not None:
        _check_shared(order, executor)
        _send(desk, order, wanted, executor)
    elif len(wanted) == 1:  # starting a process takes longer than the pages of most guides
        worker.hold(order, matrix)
        with uncollected():  # one guide leaves little behind, and what was read stays
            _try(desk, wanted[0], lambda: worker.make(order, wanted[0], desk.known(wanted[0])))
    else:
        _share_out(desk, order, wanted, matrix.base)


def _check_shared(order: Order, executor: Executor) -> None:
    if order.dry:
        return
    token = secrets.token_hex(8)
    write_whole(Path(order.out) / OWN / worker.TOKEN, token.encode())
    if not executor.submit(worker.shares, order, token).result():
        raise NotShared(order.out)


def _send(desk: Desk, order: Order, wanted: Sequence[Job], executor: Executor) -> None:
    """Send guides to an executor of someone else, and take in what comes back; what a broken one had is lost."""
    todo = deque(wanted)
    sent: dict[Future[_Outcomes], Job] = {}
    try:
        while sent or todo:
            while todo and len(sent) < _UNDER_WAY:
                job = todo.popleft()
                try:
                    sent[executor.submit(worker.make, order, job, desk.known(job))] = job
                except BrokenExecutor:
                    desk.lose(job)
            for future in wait(sent, return_when=FIRST_COMPLETED).done:
                job = sent.pop(future)
                try:
                    _try(desk, job, future.result)
                except BrokenExecutor:
                    desk.lose(job)
    finally:
        for future in sent:
            future.cancel()


def _share_out(desk: Desk, order: Order, wanted: Sequence[Job], base: Base) -> None:
    """
    Divide guides over as many processes as there are cores.

    Each begins with a stretch of its own, for guides that stand together have most parts in common; who is done first
    takes from the end of the longest stretch that is left. What is new is mostly in all guides: while the first one is
    laid out, the others make pages, wait a moment, and then find it on the shelf. A process that dies is replaced, and its
    guide is tried once more: it may not have been to blame.
    """
    size = min(len(wanted), os.cpu_count() or 1)
    left = [deque(one) for one in stretches(base, wanted, size, _HEAD_START)]
    to_lay_out: Job | None = None
    if size > 1:
        page, to_lay_out = left[0].popleft().halves()
        left[0].extendleft((page, to_lay_out))
    died: set[Job] = set()
    tired_at = math.inf
    with contextlib.ExitStack() as held:
        hands = [_Hand(held) for _ in range(size)]
        free = deque(range(size))
        busy: dict[Future[_Outcomes], tuple[int, Job]] = {}
        while busy or any(left):
            waiting = []
            while free and any(left):
                number = free.popleft()
                is_ahead = to_lay_out is not None and number > 0 and bool(left[number])
                job = _page_ahead(left[number]) if is_ahead else None
                if job is None and is_ahead:
                    tired_at = min(tired_at, time.monotonic() + _PATIENCE)  # from the first that had no page left
                    if time.monotonic() < tired_at:
                        waiting.append(number)
                        continue
                if job is None:
                    job = left[number].popleft() if left[number] else max(left, key=len).pop()
                busy[hands[number].begin(order, job, desk.known(job))] = number, job
            free.extend(waiting)
            patience = max(0, tired_at - time.monotonic()) if waiting else None
            for future in wait(busy, patience, FIRST_COMPLETED).done:
                number, job = busy.pop(future)
                free.append(number)
                to_lay_out = None if job == to_lay_out else to_lay_out
                try:
                    _try(desk, job, future.result)
                except BrokenExecutor:
                    hands[number].replace()
                    if job in died:
                        desk.lose(job)
                    else:
                        died.add(job)
                        left[number].appendleft(job)


def _page_ahead(stretch: deque[Job]) -> Job | None:
    """Take the page of the first guide in a stretch of which both files are still to be made; nothing when enough were."""
    for place, job in enumerate(islice(stretch, _AHEAD)):
        if not job.is_half:
            page, stretch[place] = job.halves()
            return page
    return None


def _try(desk: Desk, job: Job, make: Callable[[], _Outcomes]) -> None:
    try:
        desk.take(make())
    except BrokenExecutor:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a guide does must not stop the others
        desk.lose(job, worker.reason_of(error))


class _Hand:
    """A process of our own that makes one guide at a time; it is gone when it is let go, or when this process is."""

    def __init__(self, held: contextlib.ExitStack) -> None:
        self._held = held.enter_context(contextlib.ExitStack())
        self.replace()

    def replace(self) -> None:
        """Begin with a new process."""
        self._held.close()
        # Never forked from here: so it works everywhere, and no lock or thread of the caller comes along.
        context = multiprocessing.get_context(_COPIED if _is_copied() else "spawn")
        theirs, ours = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=worker.begin, initargs=(theirs,))
        self._held.callback(theirs.close)
        self._held.callback(self._pool.shutdown, wait=True, cancel_futures=True)
        # It ends at once then: nobody waits for what it is making, and taking down all that it holds takes half a second.
        self._held.callback(ours.close)

    def begin(self, order: Order, job: Job, known: dict[str, Entry]) -> Future[_Outcomes]:
        """Let it make a guide."""
        with _deaf_to_ctrl_c(), _without_its_program():
            try:
                return self._pool.submit(worker.make, order, job, known)
            except BrokenExecutor:  # it died between two guides
                self.replace()
                return self._pool.submit(worker.make, order, job, known)


@contextlib.contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Let a worker that is started meanwhile be born deaf to Ctrl-C: it would die of it, aloud, before it can say so itself."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _is_copied() -> bool:
    return multiprocessing.get_start_method(allow_none=True) == _COPIED


@contextlib.contextmanager
def _without_its_program() -> Iterator[None]:
    """Let a copy that is started meanwhile not load the program of the caller, as any other would: it needs nothing of that."""
    if not _is_copied():
        yield
        return
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


@contextlib.contextmanager
def _blind_to_this_folder() -> Iterator[None]:
    """Let a Python that is started meanwhile not look for modules in the folder where it is started."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before
