"""The option that lets a build write down which rules its files were held to, and what was found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cybermatrix.cli.words import WrongUse, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cybermatrix.language import Language

evidenced: Callable[[Any], Any] = click.option(
    "--evidence",
    "proof",
    metavar="BESTAND",
    type=click.Path(dir_okay=False),
    help="Kijk na wat er gemaakt is, en schrijf op volgens welke regels en met welke bevindingen (.json, en .md ernaast).",
)


def prover(path: str | None, lang: Language, endings: Iterable[str]) -> Callable[..., None]:
    """
    Give what writes the evidence of files, once they are there; what would stop it is said now, before the work.

    Args:
        path: where the evidence goes; without it nothing is looked at.
        lang: the language of what people read.
        endings: of the files that will be made.
    """
    if path is None:
        return lambda *_: None
    if not path.endswith(".json"):
        raise WrongUse(say("evidence-ending", lang, path=path))
    from cybermatrix.examining import evidence, must_have_checker  # noqa: PLC0415
    from cybermatrix.journal import write_whole  # noqa: PLC0415

    if ".pdf" in endings:
        must_have_checker()

    def proven(files: Iterable[str], root: str = "") -> None:
        found = evidence(files, root=root)
        text = json.dumps(found.to_record(lang), ensure_ascii=False, indent=2) + "\n"
        write_whole(Path(path), text.encode())
        write_whole(Path(path).with_suffix(".md"), found.to_markdown(lang).encode())
        click.echo(found.summary(lang), err=True)
        click.echo(say("written", lang, path=path), err=True)

    return proven
