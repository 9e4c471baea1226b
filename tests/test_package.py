"""What a developer finds on importing the package: quick, typed, and with a sentence for everything public."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
from importlib.resources import files

import attrs
import pytest

import cybermatrix as cm

MODULES = sorted(
    name for _, name, _ in pkgutil.walk_packages(cm.__path__, "cybermatrix.") if not name.endswith("__main__")
)
HEAVY = ("weasyprint", "jinja2", "rich", "tabulate", "click", "yaml", "importlib.metadata")


def fresh(code: str) -> str:
    """Run code in a process of its own; give what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "" == done.stderr
    return done.stdout.strip()


def test_importing_the_package_brings_in_nothing_heavy() -> None:
    """Nor does naming what is imported when it is first used."""
    code = f"import cybermatrix, sys; dir(cybermatrix); print(*[m for m in {HEAVY} if m in sys.modules])"

    assert "" == fresh(code)


@pytest.mark.parametrize(
    ("line", "brought"),
    [
        ("cybermatrix.load().where(crime='ransomware').cells", {"weasyprint", "jinja2", "rich", "tabulate", "click"}),
        ("cybermatrix.pivot", {"weasyprint", "jinja2", "rich", "click"}),
        ("cybermatrix.to_html", {"weasyprint", "rich", "tabulate", "click"}),
        ("True", {"babel", "cybermatrix.checks", "filelock", "pikepdf", "yaml"}),
        (
            "from cybermatrix import cli",
            {"babel", "cybermatrix.checks", "filelock", "jinja2", "pikepdf", "rich", "tabulate", "weasyprint", "yaml"},
        ),
    ],
)
def test_each_thing_brings_in_only_its_own(line: str, brought: set[str]) -> None:
    """A question does not wait for a page."""

    assert set() == brought & set(fresh(f"import cybermatrix, sys; {line}; print(*sys.modules)").split())


def test_the_front_door_is_a_sorted_list_of_things_that_are_there() -> None:
    """And `dir` tells the same."""

    assert sorted(cm.__all__) == cm.__all__ == dir(cm)
    assert len(set(cm.__all__)) == len(cm.__all__)
    for name in cm.__all__:
        assert getattr(cm, name) is not None
    exec("from cybermatrix import *", {})  # noqa: S102  # what people do in a notebook


def test_the_promised_names_are_there() -> None:
    """Those of the first edition; more may come, none may go."""
    promised = {
        "load",
        "who",
        "what",
        "gaps",
        "overlaps",
        "explain",
        "pivot",
        "check",
        "guide",
        "to_html",
        "to_pdf",
        "export",
    }

    assert promised <= set(cm.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """As everywhere in Python; the version is asked of the installation."""
    with pytest.raises(AttributeError, match="module 'cybermatrix' has no attribute 'wo'"):
        cm.wo  # noqa: B018

    assert cm.__version__[0].isdigit()


def test_the_package_says_that_it_is_typed() -> None:
    """So that a type checker looks inside."""

    assert (files("cybermatrix") / "py.typed").is_file()


@pytest.mark.parametrize("name", MODULES)
def test_everything_public_has_a_sentence(name: str) -> None:
    """Modules, classes, functions, methods and properties; and a module opens with what belongs in it."""
    module = importlib.import_module(name)
    silent = [] if module.__doc__ and module.__doc__.strip()[-1] in ".?`\n*" else [name]
    for label, thing in vars(module).items():
        if label.startswith("_") or getattr(thing, "__module__", None) != name:
            continue
        if inspect.isfunction(thing) and not inspect.getdoc(thing):
            silent.append(label)
        if inspect.isclass(thing):
            members = vars(thing).items()
            # What attrs makes itself explains itself; a method that fills in another's keeps the sentence of that one.
            named = [(key, member) for key, member in members if not key.startswith("_")]
            silent += [
                f"{label}.{key}"
                for key, member in named
                if (inspect.isfunction(member) or isinstance(member, property | classmethod | staticmethod))
                and not inspect.getdoc(getattr(thing, key) if inspect.isfunction(member) else member)
            ]
            if not thing.__doc__ or (attrs.has(thing) and thing.__doc__.startswith("Method generated")):
                silent.append(label)

    assert [] == silent


@pytest.mark.checkout
def test_the_version_is_written_in_one_place() -> None:
    """The installed metadata says what pyproject.toml says."""
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]

    assert project["version"] == cm.__version__
