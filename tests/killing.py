"""
Really killed: one act done again and again, each time in a fork that dies a moment later, until one lives to its end.

A moment is just before a call into the system that opens, writes, moves, removes or flushes. The test that asks looks at
the folder after each death, and says when to go on.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from cybermatrix import journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest

# What changes the disk, by the names of Python's own functions and methods.
TOUCHES = frozenset(
    {
        *(
            "write",
            "flush",
            "fstat",
            "truncate",
            "ftruncate",
            "flock",
            "mkdir",
            "rmdir",
            "chmod",
            "open",
            "close",
            "__exit__",
        ),
        *("rename", "replace", "unlink", "remove"),
    }
)
MOST = 2_000


def forked(act: Callable[[], object]) -> None:
    """Do it in one fork after another, each killed at the next moment; wait for the test between them."""
    for moment in range(1, MOST):
        child = os.fork()
        if child == 0:
            _doomed(act, moment)
        lived = os.WIFEXITED(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{int(lived)}\n")
        sys.stdout.flush()
        sys.stdin.readline()
        if lived:
            return


def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk: the system keeps what a killed process wrote, and waiting takes most of the time."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def _doomed(act: Callable[[], object], moment: int) -> None:
    count = 0
    os.fsync = os.fstat  # type: ignore[assignment]  # as `unsynced`

    def watch(_frame: object, event: str, called: Any) -> None:
        nonlocal count
        if event == "c_call" and called.__name__ in TOUCHES and not isinstance(called.__self__, str):
            count += 1
            if count == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    # Reading all of it back touches nothing, and would take most of the moments and of the time.
    write = journal.write
    journal.write = lambda *a, check, **named: write(*a, check=lambda: _unwatched(check, watch), **named)
    sys.setprofile(watch)
    try:
        act()
    finally:
        sys.setprofile(None)
        os._exit(0)


def _unwatched(check: Callable[[], bool], watch: Any) -> bool:
    sys.setprofile(None)
    good = check()
    sys.setprofile(watch)
    return good


def deaths(script: str, *words: Path | str) -> Iterator[bool]:
    """
    Run a script that calls `forked`, and give after each death whether it was none: whether the act came to its end.

    Args:
        script: Python text; its words stand in ``sys.argv``.
        words: what it is given.
    """
    here = os.path.dirname(__file__)  # noqa: PTH120  # for the path of another process
    command = [sys.executable, "-c", script, *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])])}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in process.stdout:
            yield line == "1\n"
            process.stdin.write("\n")
            process.stdin.flush()
    assert 0 == process.returncode
