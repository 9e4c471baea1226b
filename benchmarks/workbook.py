"""
Measure what the workbook promises of ten thousand assignments: out, in with preview, and in when every row was changed.

    python benchmarks/workbook.py [COUNT]

Each step runs in a process of its own; CPU seconds and the most memory it took are printed, the reading of the folder of
text files apart from the workbook itself.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MOST_SECONDS, MOST_MB = 5, 300


def grown(count: int, folder: Path) -> None:
    """Write an edition of so many assignments: rules of one municipality each, so that none contradicts another."""
    import cybermatrix as cm  # noqa: PLC0415  # each step is a process of its own, and pays for what it imports
    from cybermatrix.formats import write_folder  # noqa: PLC0415
    from cybermatrix.model import Assignment, changed  # noqa: PLC0415

    data = cm.load().data
    skipped = {(pair.intervention, pair.crime) for pair in data.not_applicable}
    none = {rule.partner for rule in data.assignments if rule.role == "geen"}
    partners = [one for one in data.partners if one.valid_until is None and not one.kind_of and one.id not in none]
    source = data.sources[0].id
    rules = list(data.assignments)
    for number, (place, partner) in enumerate((place, one) for place in data.municipalities for one in partners):
        kind = data.interventions[number % len(data.interventions)].id
        crime = data.crimes[number // 7 % len(data.crimes)].id
        if len(rules) == count:
            break
        if (kind, crime) not in skipped:
            rules.append(
                Assignment(
                    id=f"groot-{number}",
                    partner=partner.id,
                    interventions=(kind,),
                    forms=(crime,),
                    role="ondersteuner",
                    level="lokaal",
                    area=place.id,
                    text=f"Helpt de gemeente {place.name} met wat zij nodig heeft, zegt regel {number}.",
                    sources=(source,),
                    verification="partial",
                )
            )
    write_folder(changed(data, assignments=tuple(rules)), folder)
    print(f"{len(rules):,} assignments")


def step(work: Path, what: str, suffix: str) -> None:
    """Do one thing with the workbook, and print what it took."""
    import cybermatrix as cm  # noqa: PLC0415
    from cybermatrix.workbook import export_book, preview  # noqa: PLC0415

    began = time.process_time()
    matrix = cm.load(work / "matrix")
    loaded = time.process_time()
    path = work / f"groot{suffix}"
    sent = changed_everywhere(matrix, path) if what == "changed" else path
    began_here = time.process_time()
    if what == "out":
        export_book(matrix, path, folder=work / "matrix")
    elif what == "in":
        assert not len(preview(matrix, {"x": path}, folder=work / "matrix").changes)  # noqa: S101
    else:
        found = preview(matrix, {"x": sent}, folder=work / "matrix")
        assert len(found.changes) >= len(matrix.assignments)  # noqa: S101
        found.to_text()
    used = time.process_time() - began_here
    most = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1000  # type: ignore[index]
    late = "  TOO MUCH" if used > MOST_SECONDS or most > MOST_MB else ""
    print(
        f"{what:<8} {suffix:<6} {used:6.2f} s  {most:4} MB   (reading the folder first: {loaded - began:.2f} s){late}"
    )


def changed_everywhere(matrix: object, path: Path) -> Path:
    """Give a workbook in which the text of every assignment was changed."""
    from cybermatrix.workbook import to_bytes  # noqa: PLC0415
    from cybermatrix.workbook.making import make_book  # noqa: PLC0415

    book = make_book(matrix)  # type: ignore[arg-type]
    sheet = next(one for one in book.sheets if one.name == "Toewijzingen")
    at = next(number for number, lane in enumerate(sheet.lanes) if lane.heading == "tekst")
    for row in sheet.rows:
        row[at] = f"{row[at]} Ook anders."
    target = path.with_stem("anders")
    target.write_bytes(to_bytes(book, path.suffix))
    return target


def main() -> None:
    """Print every figure."""
    if len(sys.argv) == 4:
        step(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
        return
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        grown(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, work / "matrix")
        for suffix in (".xlsx", ".ods"):
            for what in ("out", "in", "changed"):
                subprocess.run([sys.executable, __file__, name, what, suffix], check=True)


if __name__ == "__main__":
    main()
