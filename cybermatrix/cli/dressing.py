"""The options for an own look and a real map, and reading what they name before any work begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve

from cybermatrix.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from cybermatrix.boundaries import Boundaries
    from cybermatrix.language import Language
    from cybermatrix.theme import Look

_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--theme",
        metavar="BESTAND",
        type=click.Path(),
        help="Eigen kleuren en letters: tokens (.json) of .css.",
    ),
    click.option("--strict", is_flag=True, help="Weiger een thema waarvan iets niet bruikbaar is."),
    click.option("--logo", metavar="BESTAND", type=click.Path(), help="Logo: .svg, .png of .jpg."),
    click.option(
        "--templates",
        metavar="MAP",
        type=click.Path(),
        help="Map met eigen sjablonen; wat er niet in staat, komt van ons.",
    ),
    click.option(
        "--boundaries",
        metavar="BESTAND",
        type=click.Path(),
        help="Gemeentegrenzen (GeoJSON), voor een echte kaart.",
    ),
)


def dressed(command: Any) -> Any:
    """Give a command the options for an own look and a real map."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def worn(lang: Language, theme: str | None, logo: str | None, templates: str | None, *, strict: bool) -> Look:
    """
    Read what takes the place of our own look, and say what of it is not used.

    Raises:
        UnusableFile: for a file or folder that cannot be used.
    """
    from cybermatrix.logo import read_logo  # noqa: PLC0415
    from cybermatrix.theme import PLAIN, must_be_used, read_theme  # noqa: PLC0415

    if theme is logo is templates is None:
        return PLAIN
    from cybermatrix.html import palette, read_templates  # noqa: PLC0415  # not for a publication that has our look

    look = PLAIN if theme is None else read_theme(Path(theme), palette())
    for one in look.warned:
        found = f"{int(one.found * 10) / 10}"  # not rounded up to what is enough
        found = found.replace(".", ",") if lang == "nl" else found
        text = say(f"theme-{one.why}", lang, what=one.what, found=found, goal=one.goal)
        click.echo(f"{say('warning', lang)}: {text}", err=True)
    if strict and theme is not None:  # after the reasons
        must_be_used(Path(theme), look.warned)
    return evolve(
        look,
        logo="" if logo is None else read_logo(Path(logo)),
        templates=None if templates is None else read_templates(Path(templates)),
    )


def outlines(boundaries: str | None) -> Boundaries | None:
    """
    Read the outlines of municipalities, where they are given.

    Raises:
        UnusableFile: for a file that cannot be used.
    """
    from cybermatrix.boundaries import read_boundaries  # noqa: PLC0415

    return None if boundaries is None else read_boundaries(Path(boundaries))
