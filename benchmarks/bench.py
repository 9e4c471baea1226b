"""
Measure what the library promises: loading, asking, and the cold command line.

Run it by `make bench`: once with the installed wheel, once in the checkout. A figure is the best of some runs, because
another program can only make it slower.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from pathlib import Path

LOAD = "import time; import cybermatrix as cm; t = time.perf_counter(); cm.load(); print(time.perf_counter() - t)"
HEAVY = "import sys, cybermatrix; print(*sorted({'weasyprint', 'jinja2', 'rich'} & set(sys.modules)))"
LOAD_MS = {"wheel": 60, "checkout": 500}


def fresh(code: str) -> str:
    """What a new process prints."""
    return subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def wall(*command: str) -> float:
    """Seconds from start to end of a command, best of seven."""
    taken = []
    for _ in range(7):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        taken.append(time.perf_counter() - began)
    return min(taken)


def say(what: str, measured: float, promised: float | None, unit: str) -> None:
    """One line, with a mark where a promise is broken; not everything is promised of a checkout."""
    promise = "" if promised is None else f"  (promised {promised:.1f})"
    broken = promised is not None and measured > promised
    print(f"{what:<62} {measured:8.1f} {unit}{promise}{'  TOO SLOW' if broken else ''}")


def main(where: str) -> None:
    """Print every figure for the cybermatrix that this interpreter finds."""
    import cybermatrix as cm  # noqa: PLC0415  # after the arguments: its import is measured in processes of its own

    print(f"\n{where}: {Path(cm.__file__).parent}")
    print(f"{'import cybermatrix brings in':<62} {fresh(HEAVY) or 'none of WeasyPrint, Jinja2, rich'}")
    say("load(), fresh process", min(float(fresh(LOAD)) for _ in range(7)) * 1000, LOAD_MS[where], "ms")

    matrix = cm.load()
    pairs = list(itertools.product(matrix.crime_forms, matrix.intervention_types))
    spread = pairs[:: max(1, len(pairs) // 200)][:200]
    cells, best = 0, float("inf")
    for _ in range(5):
        cells, began = 0, time.perf_counter()
        for crime, intervention in spread:
            cells += sum(map(len, cm.who(matrix, crime=crime.id, intervention=intervention.id).values()))
        best = min(best, time.perf_counter() - began)
    count = len(spread)
    allowed = (20 * count + 0.3 * cells) / count
    say(f"who(), {count} different questions, {cells / count:.0f} cells each", best / count * 1e6, allowed, "µs")

    command = Path(sys.executable).with_name("cybermatrix")
    bare = wall(sys.executable, "-c", "import attrs, click, tabulate")
    say("cybermatrix who ransomware, cold", wall(str(command), "who", "ransomware") * 1000, 3 * bare * 1000 if where == "wheel" else None, "ms")


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)  # it could put another cybermatrix in front
    main(sys.argv[1])
