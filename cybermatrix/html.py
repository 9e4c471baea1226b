"""A guide as one self-contained page, and the page that the PDF is made of: the only door to Jinja2."""

from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from cybermatrix import _resources

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from cybermatrix.guides import Guide
    from cybermatrix.reporting.listing import Listing

# Family, weight and file of each face; the extended faces hold the letters of other European languages.
FACES = (
    ("Atkinson Hyperlegible Next", 400, "atkinson-latin-400-normal.woff2"),
    ("Atkinson Hyperlegible Next", 700, "atkinson-latin-700-normal.woff2"),
    ("Atkinson Hyperlegible Next Extended", 400, "atkinson-latin-ext-400-normal.woff2"),
    ("Atkinson Hyperlegible Next Extended", 700, "atkinson-latin-ext-700-normal.woff2"),
)


def to_html(guide: Guide) -> str:
    """
    Give a guide as one page that needs nothing else: styles and fonts are inside, and no script is needed.

    Args:
        guide: what `cybermatrix.guide` made.
    """
    # Our own style sheet, never data: escaping would turn its quotes into entities and lose the fonts without a word.
    sheet = Markup(style("screen"))  # noqa: S704
    return _environment().get_template("page.html.jinja").render(guide=guide, style=sheet, full=True)


def to_print(guide: Guide) -> str:
    """Give the page that `cybermatrix.pdf` lays out in one piece; its style, whose page rules are errors on a screen, is apart."""
    return _environment().get_template("print.html.jinja").render(guide=guide, full=False)


def print_pieces(guide: Guide) -> tuple[str, ...]:
    """Give each part as a page by itself, for `cybermatrix.pdf` to lay out and join; the title stands on the first."""
    template = _environment().get_template("piece.html.jinja")
    titles = (guide.title, *("" for _ in guide.parts[1:]))
    return tuple(
        template.render(guide=guide, part=part, title=title, full=False)
        for part, title in zip(guide.parts, titles, strict=True)
    )


def to_check_page(check: Listing) -> str:
    """Give the problems of a matrix as one page that needs nothing else."""
    sheet = Markup(style("screen"))  # noqa: S704  # as above
    return _environment().get_template("check.html.jinja").render(check=check, style=sheet)


@cache
def _environment() -> Environment:
    # Autoescape is on for every name: select_autoescape() would not know ".html.jinja" for a web page.
    return Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _source(name: str) -> str | None:
    file: Traversable = _resources.templates_folder()
    for piece in name.split("/"):
        file = file / piece
    return file.read_text(encoding="utf-8") if file.is_file() else None


@cache
def style(medium: str) -> str:
    """Give the style sheet for ``screen`` or ``paper``, with the fonts in it."""
    folder = _resources.templates_folder()
    faces = "".join(_face(folder, *face) for face in FACES)
    sheets = [(folder / "css" / f"{name}.css").read_text(encoding="utf-8") for name in ("base", medium)]
    return "\n".join([faces, *sheets])


def _face(folder: Traversable, family: str, weight: int, name: str) -> str:
    data = base64.b64encode((folder / "fonts" / name).read_bytes()).decode("ascii")
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: normal; font-display: swap; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
    )
