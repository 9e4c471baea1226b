"""What is printed from the code says what the code says."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from cybermatrix import cli, model
from cybermatrix.cli import english
from cybermatrix.cli.frame import every_command
from cybermatrix.loading import LAYOUT
from cybermatrix.problems import KINDS
from cybermatrix.reading import specs

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parent.parent
REFERENCE = sorted((ROOT / "docs/reference").glob("*.md"))
PAGES = sorted((ROOT / "docs").rglob("*.md"))


def text(name: str) -> str:
    """Give a reference page."""
    return (ROOT / "docs/reference" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", REFERENCE, ids=lambda page: page.name)
def test_a_reference_page_is_what_the_code_prints(page: Path) -> None:
    """Otherwise: make docs."""
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", page.relative_to(ROOT)],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "80", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stdout + done.stderr


def test_every_code_is_explained() -> None:
    """With its strength."""

    assert [f"**{code}** {'fout' if kind.is_error else 'let op'} |" for code, kind in KINDS.items()] == re.findall(
        r"\*\*[A-Z]\d\d\*\* .*? \|", text("problems")
    )


def test_every_record_that_people_fill_in_is_explained_once() -> None:
    """With every key, and where it stands."""
    page = text("columns")
    records = {one.__name__ for one in vars(model).values() if isinstance(one, type) and attrs.has(one) and specs(one)}
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)

    assert records - {"Data"} == set(headings)
    assert len(headings) == len(set(headings))
    for heading, part in zip(headings, re.split(r"^## ", page, flags=re.MULTILINE)[1:], strict=True):
        for spec in specs(getattr(model, heading)):
            assert f"| `{spec.key}` | {'ja' if spec.required else ''} | " in part
        assert re.search(r"^Staat in: \S", part, re.MULTILINE)
    for kind in LAYOUT:
        assert kind.form == "texts" or f"`{kind.pattern}`" in page


def test_the_help_is_there_in_english_too() -> None:
    """Every sentence of it, and what stands for a value; nothing in the list that no command uses any more."""
    commands = [command for _, command in every_command()]
    said = {text for one in commands for text in (one.help, one.short_help, one.options_metavar)}
    said |= {text for one in commands for param in one.params for text in (param.metavar, getattr(param, "help", None))}
    said |= {cli.cli.subcommand_metavar, "NAAM", "Toon deze uitleg."}
    used = {inspect.cleandoc(text) for text in said if text}

    assert (set(), set()) == (used - set(english.HELP), set(english.HELP) - used)


def test_every_command_is_explained() -> None:
    """With every option."""
    page = text("commands")

    for words, command in every_command():
        part = page.split(f"## {' '.join(['cybermatrix', *words])}\n")[1].split("\n## ")[0]
        assert all(option in part for parameter in command.params for option in parameter.opts if option[0] == "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Those to other pages here."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [] == [link for link in links if not (page.parent / link).exists()]


def test_the_names_of_the_code_that_are_mentioned_exist() -> None:
    """Classes and modules in the pages for developers."""
    names = (ROOT / "docs/developers/names.md").read_text(encoding="utf-8")
    known = {**vars(model), "Problem": 1, "Exception": 1}

    assert [] == [name for name in re.findall(r"`([A-Z][a-z]\w+)`", names) if name not in known]
    structure = (ROOT / "docs/developers/structure.md").read_text(encoding="utf-8")
    drawn = re.findall(r"\b[a-z_]+\b", " ".join(line[:24] for line in structure.split("```")[1].splitlines()[1:]))
    package = ROOT / "cybermatrix"
    modules = {path.stem for path in package.glob("*.py")} | {
        path.parent.name for path in package.glob("*/__init__.py")
    }

    assert [] == [name for name in drawn if name not in modules]
