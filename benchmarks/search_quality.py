"""
Measure how often `cm.search` finds what people mean: on the part to tune on, and on the part only to measure on.

The questions stand in tests/search_questions.csv; they were written before the search was. ``--misses`` lists what went
wrong, of the part to tune on alone: whoever reads the misses of the other part has lost it as a measure.
"""

from __future__ import annotations

import csv
import statistics
import sys
import time
from pathlib import Path

import cybermatrix as cm

QUESTIONS = Path(__file__).parents[1] / "tests" / "search_questions.csv"
AIMS = {1: 75, 3: 90}  # percent: the right one first, and among the first three


def main(arguments: list[str]) -> None:
    """Print a line per part, and the misses that may be read."""
    matrix = cm.load()
    cm.search(matrix, "phishing")  # makes the index
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        questions = list(csv.DictReader(file))
    for part in ("tune", "measure"):
        asked = [one for one in questions if one["set"] == part]
        ranks, taken = [], []
        for one in asked:
            began = time.perf_counter()
            hits = cm.search(matrix, one["question"])
            taken.append(time.perf_counter() - began)
            right = {f"{one['kind']}:{one['id']}", *filter(None, one["also"].split("; "))}
            found = [f"{hit.kind}:{hit.item.id}" for hit in hits]
            ranks.append(next((number for number, key in enumerate(found, start=1) if key in right), None))
            if part == "tune" and "--misses" in arguments and ranks[-1] != 1:
                top = ", ".join(f"{hit.kind}:{hit.item.id} {hit.score}" for hit in hits[:3])
                print(
                    f"  {ranks[-1] or '-'}  {one['question']}  →  {one['kind']}:{one['id']}; found {top or 'nothing'}"
                )
        shares = {most: 100 * sum(rank is not None and rank <= most for rank in ranks) / len(asked) for most in AIMS}
        told = ", ".join(f"first {most}: {share:.1f} % (aim {AIMS[most]} %)" for most, share in shares.items())
        print(
            f"{part:<8} {len(asked)} questions; {told}; "
            f"{statistics.median(taken) * 1000:.1f} ms each, {max(taken) * 1000:.1f} ms at most"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
