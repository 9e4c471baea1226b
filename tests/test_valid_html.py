"""Every kind of page is valid HTML and CSS by the checker that the makers of HTML keep: one run over all of them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pages
import pytest

from cybermatrix.changes.report import Report
from cybermatrix.html import to_check_page, to_report_page
from cybermatrix.problems import KINDS, Place, Problem
from cybermatrix.publishing.index import index_page
from cybermatrix.publishing.plan import jobs
from cybermatrix.reporting.listing import listing

if TYPE_CHECKING:
    from cybermatrix.language import Language

JAR = Path(__file__).parent.parent / ".venv/vnu/node_modules/vnu-jar/build/dist/vnu.jar"
SUBJECTS = ("deventer", "regio", "partij:ibd", "vorm:ransomware", "situatie:s1", "verslag", "poster", "poster-a0")

pytestmark = [
    pytest.mark.checkout,  # the checker stands in .venv
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
    pytest.mark.skipif(not JAR.is_file(), reason="vnu-jar is not installed (make setup-test)"),
]


class Told(Report):
    """A report that says something."""

    def title(self, lang: Language = "nl") -> str:
        return f"Titel {lang}"

    def introduction(self, lang: Language = "nl") -> str:
        return f"Vooraf {lang}"

    def sections(self, lang: Language = "nl") -> tuple[tuple[str, tuple[str, ...]], ...]:
        return ((f"Kop {lang}", ("Een <zin>.", "Nog een & meer.")),)


def errors(*files: Path) -> list[str]:
    """Give what the checker calls an error; it tells of them on standard error."""
    # The simplest compiler and collector: for one short run the others cost twice what they bring. A deep stack: it
    # reads a long content security policy with a regular expression.
    java = [
        "java",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xss8m",
        "-jar",
        JAR,
        "--errors-only",
        "--format",
        "gnu",
    ]
    done = subprocess.run([*java, *files], capture_output=True, text=True, check=False)
    found = done.stderr.splitlines()

    assert bool(found) == (done.returncode != 0), done.stdout
    return found


def test_every_kind_of_page_is_valid(tmp_path: Path) -> None:
    """In both languages; the region, whose parts are those of the others, in one."""
    matrix = pages.matrix()
    made = {f"{subject}-nl": pages.screen(subject) for subject in SUBJECTS}
    made |= {f"{one}-en": pages.screen(one, "en") for one in SUBJECTS if one != "regio"}
    problems = [
        Problem(code, Place("a.yaml", n), tuple(KINDS[code].example.items())) for n, code in enumerate(KINDS, start=1)
    ]
    every = jobs(matrix)
    there = {path for job in every for path in job.paths()}
    for lang in ("nl", "en"):
        made[f"check-{lang}"] = to_check_page(listing(problems, lang))
        made[f"report-{lang}"] = to_report_page(Told(), lang)
        made[f"index-{lang}"] = index_page(matrix, every, there, lang=lang, internal=False).decode()
    files = []
    for name, page in made.items():
        files.append(tmp_path / f"{name.replace(':', '-')}.html")
        files[-1].write_text(page, encoding="utf-8")

    assert [] == errors(*files)


def test_the_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    """A page with a mistake has an error, or the test above would prove nothing."""
    file = tmp_path / "wrong.html"
    file.write_text('<!doctype html><html lang="nl"><title>x</title><table><tr><td role="cell">x<p id="a"><p id="a">')

    assert 2 <= len(errors(file))
