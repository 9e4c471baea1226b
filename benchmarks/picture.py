"""
Growth as a picture: how time and memory follow the size of the matrix, both axes logarithmic.

    python benchmarks/picture.py growth.json growth.svg
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "growth", "font.size": 9}
import matplotlib.pyplot as plt  # noqa: E402  # after the choice of what draws

LINES = ("load", "first question", "question", "first search", "search", "diff", "diff for one", "dictionary")


def main(source: str, target: str) -> None:
    """Draw a line per figure; where one lies parallel to the dotted line it grows as fast as the matrix."""
    points = json.loads(Path(source).read_text(encoding="utf-8"))
    figure, (times, memory) = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
    sizes = [one["size"] for one in points]
    for mark, name in zip("os^vD*xP", LINES, strict=True):
        seen = [(one["size"], one[name]) for one in points if name in one]
        times.plot(
            *zip(*seen, strict=True), marker=mark, label="plain dictionary: load" if name == "dictionary" else name
        )
    times.plot(sizes, [0.02 * size for size in sizes], ":", color="grey", label="as fast as the matrix")
    memory.plot(sizes, [one["memory"] for one in points], marker="o")
    for axes, title in ((times, "seconds"), (memory, "MiB of the whole process")):
        axes.set(xscale="log", yscale="log", xlabel="times the shipped matrix", title=title)
        axes.grid(visible=True, alpha=0.3)
    times.legend(fontsize=7)
    figure.savefig(target, metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main(*sys.argv[1:])
