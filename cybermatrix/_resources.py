"""Where the two shipped folders are: inside an installed package, or at the top of a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_CHECKOUT = Path(__file__).resolve().parent.parent


def _in_checkout(name: str) -> Path | None:
    # Without the first test a broken installation would read whatever site-packages/templates belongs to.
    folder = _CHECKOUT / name
    return folder if (_CHECKOUT / "pyproject.toml").is_file() and folder.is_dir() else None


def compiled_data() -> Traversable | None:
    """Give the compiled edition of an installed package, or nothing in a checkout, where the text files count."""
    compiled = files("cybermatrix") / "_matrix_data" / "matrix.json"
    return compiled if compiled.is_file() else None


def data_folder() -> Path | None:
    """Give the folder of text files in a checkout, or nothing in an installed package, which has the compiled edition."""
    if compiled_data() is not None:
        return None
    folder = _in_checkout("matrix_data")
    if folder is None:
        msg = "this installation of cybermatrix is incomplete: matrix_data is missing"
        raise FileNotFoundError(msg)
    return folder


def editions_folder() -> Path | None:
    """Give the folder of archived editions that goes with the shipped data, or nothing where none was archived yet."""
    data = data_folder()
    folder = (files("cybermatrix") / "_matrix_data" if data is None else data) / "edities"
    return Path(str(folder)) if folder.is_dir() else None


def templates_folder() -> Traversable:
    """Give the folder of templates, styles and fonts."""
    installed = files("cybermatrix") / "_templates"
    if installed.is_dir():
        return installed
    folder = _in_checkout("templates")
    if folder is None:
        msg = "this installation of cybermatrix is incomplete: templates is missing"
        raise FileNotFoundError(msg)
    return folder
