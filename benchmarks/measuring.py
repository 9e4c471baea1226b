"""
A process from outside: how long, how much work, how much memory. And a table of what was measured.

Nothing is imported here beside the standard library, on purpose: a process begins with the memory of the one that
started it, and what is measured should not begin with ours.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import resource
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One process with its children: seconds from start to end, CPU seconds of all, MiB of the largest, what it printed."""

    wall: float
    cpu: float
    memory: float
    said: str


def run(command: Sequence[str | Path], *, times: int = 1) -> list[Run]:
    """Start a command so many times and wait for it; one that fails stops the benchmark, with what it said."""
    found = []
    environment = {
        key: value for key, value in os.environ.items() if key != "PYTHONPATH"
    }  # it may hold another cybermatrix
    for _ in range(times):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            began = time.perf_counter()
            process = subprocess.Popen(list(map(str, command)), stdout=out, stderr=err, env=environment)
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
            every = [used, *_left_behind()]
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            if process.returncode:
                raise SystemExit(f"{' '.join(map(str, command))}: {err.read().decode()[-2000:]}")
            said = out.read().decode()
        cpu = sum(one.ru_utime + one.ru_stime for one in every)
        found.append(Run(wall, cpu, max(one.ru_maxrss for one in every) / 1024, said))
    return found


def _left_behind() -> Iterator[resource.struct_rusage]:
    """Wait for the processes that the ended one did not wait for: what they used is its too."""
    while True:
        try:
            yield os.wait3(0)[2]
        except ChildProcessError:
            return


def adopt() -> None:
    """Let processes that outlive the one that began them become ours; without it `run` does not know what they used."""
    import ctypes  # noqa: PLC0415  # only who measures needs it

    set_child_subreaper = 36  # <linux/prctl.h>
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


@dataclass
class Table:
    """The one table: a line per figure, with its bar where there is one."""

    lines: list[tuple[str, ...]] = field(default_factory=list)

    def add(
        self,
        what: str,
        values: Sequence[float],
        unit: str,
        *,
        most: float | None = None,
        least: float | None = None,
        cpu: Sequence[float] = (),
        memory: Sequence[float] = (),
        note: str = "",
    ) -> float:
        """Add the median of some values, with their spread; give it back."""
        median = statistics.median(values)
        spread = f" ({_short(min(values))}–{_short(max(values))})" if len(values) > 1 else ""
        bar = verdict = ""
        if most is not None:
            bar, verdict = f"≤ {_short(most)} {unit}", "yes" if median <= most else "NO"
        if least is not None:
            bar, verdict = f"≥ {_short(least)} {unit}", "yes" if median >= least else "NO"
        used = _short(statistics.median(cpu)) if cpu else ""
        held = f"{max(memory):.0f}" if memory else ""
        line = (what, f"{_short(median)} {unit}{spread}", used, held, bar, verdict, note)
        self.lines.append(line)
        print("  ".join(filter(None, line)), flush=True)
        return median

    def runs(self, what: str, runs: Sequence[Run], *, most: float | None = None, note: str = "") -> float:
        """Add whole processes by their wall time."""
        return self.add(
            what,
            [one.wall for one in runs],
            "s",
            most=most,
            cpu=[one.cpu for one in runs],
            memory=[one.memory for one in runs],
            note=note,
        )

    def heading(self, text: str) -> None:
        """Begin a group of lines."""
        self.lines.append((f"**{text}**", "", "", "", "", "", ""))
        print(f"\n== {text}", flush=True)

    def to_text(self) -> str:
        """Give the table in Markdown."""
        return as_table(("what", "median (spread)", "CPU s", "peak MiB", "bar", "met", "note"), self.lines)


def as_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give rows in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _short(number: float) -> str:
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:.3g}"
