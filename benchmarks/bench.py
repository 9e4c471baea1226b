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
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cybermatrix.matrix import Matrix
    from cybermatrix.model import Data

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


def later_edition(matrix: Matrix) -> Data:
    """An edition in which every third rule and every sixth form, partner and instrument was edited."""
    from cybermatrix.model import changed  # noqa: PLC0415

    def edited(items: tuple[Any, ...], every: int, **changes: Any) -> tuple[Any, ...]:
        return tuple(changed(item, **changes) if number % every == 0 else item for number, item in enumerate(items))

    data = matrix.data
    return changed(
        data,
        edition=changed(data.edition, id=f"{data.edition.id}.later"),
        assignments=edited(data.assignments[:-5], 3, text="Doet nu iets anders.", status="bevestigd"),
        crimes=edited(data.crimes, 6, name="Een andere naam", signals=data.crimes[1].signals),
        partners=edited(data.partners, 6, summary="Nu anders."),
        instruments=edited(data.instruments, 6, cost="onbekend"),
        populations=tuple(changed(item, count=item.count + 1) for item in data.populations),
    )


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

    later = type(matrix)(type(matrix.base)(later_edition(matrix)))
    best = float("inf")
    for _ in range(5):
        fresh_old, fresh_new = (type(matrix)(type(matrix.base)(one.data)) for one in (matrix, later))
        began = time.perf_counter()
        changes = cm.diff(fresh_old, fresh_new)
        changes.to_text()
        changes.for_municipality("deventer").to_text()
        best = min(best, time.perf_counter() - began)
    say(f"diff() and its sentences, {len(changes)} changes, and for Deventer", best * 1000, 200, "ms")

    command = Path(sys.executable).with_name("cybermatrix")
    bare = wall(sys.executable, "-c", "import attrs, click, tabulate")
    say(
        "cybermatrix who ransomware, cold",
        wall(str(command), "who", "ransomware") * 1000,
        3 * bare * 1000 if where == "wheel" else None,
        "ms",
    )


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)  # it could put another cybermatrix in front
    main(sys.argv[1])
