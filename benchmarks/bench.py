"""
Measure what the library promises and what others take for the same, in one run, and print it as one table.

Run it by `make bench`, or `make bench-quick` for small samples. benchmarks/README.md says what each line means.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from measuring import Run, Table, adopt, as_table, run

HERE = Path(__file__).parent
WORK = HERE.parent / "build" / "bench"
CHECKOUT, WHEEL, PEERS = (
    folder / "bin" / "python" for folder in (HERE.parent / ".venv", WORK / "wheel", WORK / "peers")
)
OURS = WHEEL.with_name("cybermatrix")
SIZES = (1, 10, 100, 1000)
EAST, COUNTRY = 76, 342
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"


def step(python: Path, name: str, *arguments: str | Path, times: int = 1) -> list[tuple[Run, dict[str, Any]]]:
    """Do one thing of asking.py in processes of their own."""
    runs = run([python, HERE / "asking.py", name, *arguments], times=times)
    return [(one, json.loads(one.said.splitlines()[-1])) for one in runs]


def of(steps: list[tuple[Run, dict[str, Any]]], key: str, factor: float = 1) -> list[float]:
    """Give one figure of every run."""
    return [found[key] * factor for _, found in steps]


def asking(table: Table, times: int) -> None:
    """Load, question, search, diff, and the cold command line."""
    for where, python, most in (("the wheel", WHEEL, 60), ("the checkout", CHECKOUT, 500)):
        table.heading(f"asking, from {where}")
        loaded = step(python, "load", times=times)
        runs = [one for one, _ in loaded]
        cpu, memory = [one.cpu for one in runs], [one.memory for one in runs]
        table.add("load(), in a new process", of(loaded, "load", 1e3), "ms", most=most, cpu=cpu, memory=memory)
        asked = step(python, "ask", times=max(1, times // 3))
        found = asked[0][1]
        allowed = found["allowed"] * 1e6
        note = f"{found['cells']:.0f} cells each; import brings in {', '.join(found['heavy']) or 'nothing heavy'}"
        table.add("who(), 200 different questions", of(asked, "who", 1e6), "µs", most=allowed, note=note)
        table.add("search(), warm", of(asked, "search", 1e3), "ms", most=5)
        table.add("diff() and its sentences, and for Deventer", of(asked, "diff", 1e3), "ms", most=200)
    table.heading("the command line, from the wheel")
    bare = run([WHEEL, "-c", "import attrs, click, tabulate"], times=times)
    table.runs("python -c 'import attrs, click, tabulate'", bare)
    table.runs("python -c pass", run([WHEEL, "-c", "pass"], times=times))
    who = run([OURS, "who", "ransomware"], times=times)
    search = run([OURS, "search", "phishing"], times=times)
    table.runs("cybermatrix who ransomware", who)
    table.add("… against the bare imports", [_ratio(who, bare)], "×", most=3, note="by CPU")
    table.runs("cybermatrix search phishing", search)
    seconds = statistics.median(one.cpu for one in search) - statistics.median(one.cpu for one in who)
    table.add("… more than who", [seconds * 1e3], "ms", most=30, note="by CPU")


def _ratio(ours: list[Run], theirs: list[Run]) -> float:
    return statistics.median(one.cpu for one in ours) / statistics.median(one.cpu for one in theirs)


def growth(table: Table, sizes: tuple[int, ...]) -> None:
    """The matrix many times as large, and a plain dictionary of the same file; then another library with its own data."""
    points = []
    for size in sizes:
        path = WORK / f"grown-{size}.json"
        ((_, made),) = step(WHEEL, "grow", str(size), path)
        table.heading(f"{size}×: {made['rules']:,} rules, {made['partners']} partners, {made['forms']:,} forms")
        # Every cell from one place, in two editions: at 1000× that is minutes by itself.
        ((ours, found),) = step(WHEEL, "large", path, "places" if size < 1000 else "no places")
        ((theirs, plain),) = step(WHEEL, "dictionary", path)
        for key in ("load", "first question", "question", "first search", "search", "diff", "diff for one"):
            if key in found:
                factor, unit = (1e6, "µs") if key == "question" else (1e3, "ms")
                table.add(key, [found[key] * factor], unit)
        table.add("the most cells in an answer", [found["most cells"]], "cells", most=200)
        table.add("the whole process", [ours.wall], "s", cpu=[ours.cpu], memory=[ours.memory])
        table.add("plain dictionary: load", [plain["load"] * 1e3], "ms", memory=[theirs.memory])
        table.add("plain dictionary: question", [plain["question"] * 1e6], "µs")
        points.append({"size": size, "memory": ours.memory, **found, "dictionary": plain["load"]})
        path.unlink()
    (WORK / "growth.json").write_text(json.dumps(points))
    run([PEERS, HERE / "picture.py", WORK / "growth.json", WORK / "growth.svg"])
    table.heading("mitreattack-python with ATT&CK 18.1")
    ((theirs, found),) = step(PEERS, "attack")
    note = f"{found['objects']:,} objects"
    table.add("load", [found["load"] * 1e3], "ms", cpu=[theirs.cpu], memory=[theirs.memory], note=note)
    table.add("first question", [found["first"] * 1e3], "ms", note="mitigations of a technique")
    table.add("question", [found["question"] * 1e6], "µs", note=f"{found['each']:.1f} answers each")


def publish(out: Path, *options: str | Path, data: Path) -> tuple[Run, dict[str, Any]]:
    """Publish, and give what it said at the end."""
    (one,) = run([OURS, "--data", data, "publish", out, "--json", *options])
    return one, json.loads(one.said.splitlines()[-1])


def pages(table: Table, guides: int, sample: int, *, country: bool) -> dict[str, float]:
    """The batch, an edited cell, and the same guides by others."""
    data, out, plain_out = WORK / "matrix", WORK / "out", WORK / "plain"
    for folder in (data, out, plain_out, WORK / "chromium", WORK / "typst", WORK / "print"):
        shutil.rmtree(folder, ignore_errors=True)
    ((_, _),) = step(WHEEL, "edit", data, "")
    listed = json.loads(run([WHEEL, "-c", PLACES])[0].said)
    chosen = [f"--only={key}" for key in listed[:: max(1, len(listed) // guides)][:guides]]
    every = ["--only=gemeenten"] if guides == EAST else chosen
    told = "" if guides == EAST else f"; {guides} guides measured, not {EAST}"
    table.heading(f"guides: {guides} municipalities, HTML and PDF, two workers")
    cold, end = publish(out, *every, data=data)
    table.runs("the batch, cold", [cold], note=f"{len(end['made'])} files{told}")
    some = [f"--only={key}" for key in listed[1::9]]
    few, _ = publish(plain_out, "--one-piece", *some[:2], data=data)
    more, _ = publish(plain_out, "--one-piece", *some[2 : 2 + sample], data=data)
    each = (more.wall - few.wall) / (sample - 2)  # so that the start, the same in both, is not counted for every guide
    plain = few.wall + each * (guides - 2)
    note = f"from {2 + sample} guides, {each:.2f} s each"
    table.add(f"plain WeasyPrint, {guides} guides", [plain], "s", memory=[few.memory, more.memory], note=note)
    table.add("… times as long as ours", [plain / cold.wall], "×", least=10, note=told.strip("; "))
    table.runs("nothing changed", [publish(out, *every, data=data)[0] for _ in range(3)], most=1)
    runs, changed = [], 0
    for word in ("een", "twee", "drie"):
        step(WHEEL, "edit", data, f"Onderzoekt de zaak {word} keer.")
        one, end = publish(out, *every, data=data)
        runs.append(one)
        changed = len(end["made"])
    seconds = table.runs("one cell edited", runs, most=5, note=f"{changed} files made{told}")
    table.add("… plain, times as long", [plain / seconds], "×", least=60, note=told.strip("; "))
    first = min(out.glob("gemeenten/*.pdf"))
    runs = []
    for _ in range(3):
        first.unlink()
        runs.append(publish(out, f"--only={first.stem}", data=data)[0])
    table.runs("one guide, warm parts, whole process", runs, most=2)
    table.add("… its largest process", [max(one.memory for one in runs)], "MiB", most=100)
    others(table, out, cold.wall, guides, listed)
    ((_, found),) = step(CHECKOUT, "valid", out / "gemeenten", str(guides))
    good = 100 * (1 - len({one.split()[0] for one in found["bad"]}) / found["judged"])
    note = "; ".join(found["bad"][:3]) or f"{found['judged']} files, PDF/UA-1 and PDF/A-3a"
    table.add("valid by page-validation", [good], "%", least=100, note=note)
    size = sum(path.stat().st_size for path in out.glob("gemeenten/*")) / guides / 1e6
    units = {"cold": cold.wall, "guide": cold.wall / guides, "MB": size, "memory": cold.memory}
    if country:
        rest, _ = publish(out, "--country", "--only=gemeenten", data=data)
        table.runs(f"the other {COUNTRY - EAST} municipalities of the country", [rest])
        table.add("… the largest process", [rest.memory], "MiB", most=300)
        table.add("… against the batch of the region", [rest.memory / cold.memory], "×", most=1.1, note="flat")
        units |= {"guide": rest.wall / (COUNTRY - guides), "memory": rest.memory}
    return units


PLACES = (
    "import json, cybermatrix as cm; from cybermatrix.publishing.plan import jobs; "
    "print(json.dumps([one.subject for one in jobs(cm.load()) if one.subject.startswith('gemeente:')]))"
)
PRINT = (
    "import sys, pathlib, cybermatrix as cm; from cybermatrix.html import paper, to_print; m = cm.load()\n"
    "sheet = '<style>' + ''.join(reversed(paper())) + '</style></head>'\n"
    "for key in sys.argv[2:]: pathlib.Path(sys.argv[1], key.partition(':')[2] + '.html').write_text("
    "to_print(cm.guide(m, key)).replace('</head>', sheet, 1))"
)


def others(table: Table, out: Path, ours: float, guides: int, listed: list[str]) -> None:
    """The pages that we made printed by two browsers, and the same text set by two of Typst."""
    shown = sorted(out.glob("gemeenten/*.html"))
    (WORK / "print").mkdir()
    run([WHEEL, "-c", PRINT, WORK / "print", *(key for key in listed if (out / f"gemeenten/{key[9:]}.html") in shown)])
    paper = sorted((WORK / "print").glob("*.html"))
    for name, what, least, paths in (
        ("chromium", "Chromium, the page for paper", 2.0, paper),
        ("chromium", "Chromium, the page for a screen", None, shown),
        ("typst", "Typst", None, paper),
    ):
        command = [PEERS, HERE / "typesetting.py", name, WORK / name]
        workers = [
            subprocess.Popen([*command, paths[0], *paths[half::2]], stdout=subprocess.PIPE, text=True)
            for half in (0, 1)
        ]
        said = [worker.communicate()[0] for worker in workers]
        if any(worker.returncode for worker in workers):
            raise SystemExit(f"{name} stopped")
        told = [json.loads(one) for one in said]
        seconds = max(one["seconds"] for one in told) * guides / len(shown)
        memory = [one["memory"] for one in told if "memory" in one]
        table.add(f"two warm {what}, {guides} guides", [seconds], "s", memory=memory, note=_amount(out, WORK / name))
        table.add("… times as long as ours", [seconds / ours], "×", least=least)


def _amount(ours: Path, theirs: Path) -> str:
    """Say how much is on the paper of both, of one guide."""
    path = min(theirs.glob("*.pdf"))
    pair = (theirs / path.name, ours / "gemeenten" / path.name)
    words = [len(run(["pdftotext", one, "-"])[0].said.split()) for one in pair]
    sheets = [int(run(["pdfinfo", one])[0].said.partition("Pages:")[2].split()[0]) for one in pair]
    return f"{sheets[0]} pages and {words[0]:,} words, ours {sheets[1]} and {words[1]:,}"


def units(table: Table, unit: dict[str, float]) -> str:
    """What so many municipalities cost: the guides by what one more costs, all else measured at that size."""
    table.heading("unit costs")
    rows = []
    for count in (COUNTRY, 10_000, 90_000):
        ((one, found),) = step(WHEEL, "places", str(count))
        rows.append(
            (
                f"{count:,}",
                f"{unit['guide'] * count / 60:,.0f} min",
                f"{unit['MB'] * count / 1e3:,.1f} GB",
                f"{found['plan']:.2g} s",
                f"{found['index']:.2g} s, {found['index MB']:.1f} MB",
                f"{found['write record']:.2g} + {found['read record']:.2g} s, {found['record MB']:.0f} MB",
                f"{found['data MB']:.1f} MB",
                f"{one.memory:.0f} MiB",
            )
        )
        table.add(f"{count:,} municipalities: plan, index and record", [one.wall], "s", memory=[one.memory])
    heads = ("municipalities", "guides, 2 cores", "HTML and PDF", "plan", "index", "record", "data", "largest process")
    return as_table(heads, rows)


def main() -> None:
    """Measure, print, and keep the figures in build/bench; with --keep in the README too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small samples")
    parser.add_argument(
        "--guides", type=int, default=None, help="how many municipalities, instead of all of the region"
    )
    parser.add_argument("--only", choices=("asking", "growth", "pages"), help="one part")
    parser.add_argument("--keep", action="store_true", help="write the figures into benchmarks/README.md")
    asked = parser.parse_args()
    adopt()
    os.chdir(WORK)
    table, costs = Table(), ""
    if asked.only in (None, "asking"):
        asking(table, 3 if asked.quick else 9)
    if asked.only in (None, "growth"):
        growth(table, SIZES[:2] if asked.quick else SIZES)
    if asked.only in (None, "pages"):
        count = asked.guides or (4 if asked.quick else EAST)
        unit = pages(table, count, 4 if asked.quick else 6, country=count == EAST)
        costs = units(table, unit)
    versions = run([CHECKOUT, "-c", VERSIONS])[0].said.strip()
    about = (
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f} at the end, {platform.system()}, Python {platform.python_version()}, {versions}."
    )
    text = f"{about}\n\n{table.to_text()}\n{costs}"
    (WORK / "figures.md").write_text(text, encoding="utf-8")
    print("\n" + text)
    if asked.keep:
        page = HERE / "README.md"
        head, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
        page.write_text(f"{head}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
        if (WORK / "growth.svg").is_file():
            shutil.copy(WORK / "growth.svg", HERE / "growth.svg")
    if any(line[5] == "NO" for line in table.lines):
        print("Not every bar was met.", file=sys.stderr)


VERSIONS = (
    "from importlib.metadata import version as v; "
    "print(', '.join(f'{n} {v(n)}' for n in ('cybermatrix', 'weasyprint', 'pikepdf', 'attrs')))"
)

if __name__ == "__main__":
    main()
