"""The command that makes everything: all guides in one folder, only what changed, with progress and a summary."""

from __future__ import annotations

import contextlib
import errno
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import asdict

from cybermatrix import errors
from cybermatrix.cli.dressing import dressed, outlines, worn
from cybermatrix.cli.frame import Session, cli, columns, common, print_json
from cybermatrix.cli.proving import evidenced, prover
from cybermatrix.cli.words import INTERRUPTED, NOT_DONE, WORDS, WrongUse, marked, say
from cybermatrix.language import number
from cybermatrix.problems import cause, printable, term

if TYPE_CHECKING:
    from collections.abc import Callable

    from cybermatrix.language import Language
    from cybermatrix.publishing import Event, Publication, Setting


@cli.command(options_metavar="[OPTIES]", short_help="Maak alle gidsen in een map, als pagina en als PDF.")
@click.argument("folder", metavar="MAP", type=click.Path())
@click.option("--only", metavar="NAAM", multiple=True, help="Alleen deze gids of soort (zoals gemeenten); mag vaker.")
@click.option("--shard", metavar="DEEL/AANTAL", help="Alleen dit deel, zoals 1/4.")
@click.option("--country", is_flag=True, help="Voor alle gemeenten van het land.")
@click.option("--intern", is_flag=True, help="Interne uitgave: met wat alleen een gemeente zelf mag zien.")
@click.option("--on", metavar="DATUM", help="Regels van deze dag. Standaard vandaag.")
@click.option("--one-piece", is_flag=True, help="Maak elke PDF in één stuk: trager, dezelfde bladzijden.")
@click.option("--verify", is_flag=True, help="Lees alle bestanden, om schade te vinden.")
@click.option("--dry-run", is_flag=True, help="Zeg alleen wat er zou gebeuren.")
@click.option("--why", "asked", metavar="BESTAND", help="Waarom is dit bestand zoals het is? Noemt de delen.")
@click.option("--cluster", "address", metavar="ADRES", help="Op dit Dask-cluster, zoals tcp://10.0.0.1:8786.")
@click.option("--json", "as_json", is_flag=True, help="Geef elke stap en het slot als JSON, een per regel.")
@dressed
@evidenced
@common
@click.pass_obj
def publish(
    session: Session,
    /,
    folder: str,
    only: tuple[str, ...],
    shard: str | None,
    country: bool,
    intern: bool,
    on: str | None,
    one_piece: bool,
    verify: bool,
    dry_run: bool,
    asked: str | None,
    address: str | None,
    as_json: bool,
    theme: str | None,
    strict: bool,
    logo: str | None,
    templates: str | None,
    boundaries: str | None,
    proof: str | None,
) -> None:
    """
    Maak alle gidsen in een MAP, als pagina en als PDF, met een overzicht en de gegevens.

    Wat niet veranderd is blijft staan. Zonder --intern komt er niets in dat alleen een gemeente zelf mag zien.
    """
    lang = session.lang
    look, bounds = worn(lang, theme, logo, templates, strict=strict), outlines(boundaries)
    if asked is not None:
        from cybermatrix.publishing import Setting  # noqa: PLC0415

        own = any((theme, logo, templates, boundaries))
        _why(folder, asked, lang, Setting(look, bounds) if own else None, as_json=as_json)
        return
    part = None if shard is None else re.fullmatch(r"(\d{1,6})/(\d{1,6})", shard)
    if shard is not None and part is None:
        raise WrongUse(say("shard", lang, word=shard))
    from cybermatrix import publishing  # noqa: PLC0415

    proven = prover(None if dry_run else proof, lang, (".html", ".pdf"))
    if session.alone and address is None:
        read = (session.folder() or session.data, *session.overlays)
        publishing.prepare(Path(folder), [Path(one) for one in read if one])
    readings = publishing.readings(folder)
    matrix, unsound = session.sound_matrix(readings)
    with contextlib.ExitStack() as held:
        executor = None if address is None else held.enter_context(publishing.cluster(address))
        if not one_piece:
            _warn(lang)
        told = _told(lang, as_json=as_json, dry=dry_run)
        try:
            found = publishing.publish(
                matrix if on is None else matrix.where(on=on),
                folder,
                executor=executor,
                only=only,
                shard=None if part is None else (int(part[1]), int(part[2])),
                country=country,
                internal=intern,
                lang=lang,
                one_piece=one_piece,
                verify=verify,
                dry_run=dry_run,
                look=look,
                boundaries=bounds,
                unsound=unsound,
                progress=told,
            )
        finally:
            _wipe()
    if not dry_run:
        readings.keep()
    failed = dict(found.failed)
    for municipality, problems in unsound.items():
        if f"gemeenten/{municipality}.html" not in failed:  # its guide was not asked for; told all the same
            for one in problems:
                click.echo(marked(one, lang), err=True)
    _sum_up(found, lang, as_json=as_json, dry=dry_run)
    proven(sorted(one for one in (*found.made, *found.unchanged) if one.endswith((".html", ".pdf"))), folder)
    if found.stopped:
        raise click.exceptions.Exit(INTERRUPTED)
    if found.failed:
        raise click.exceptions.Exit(NOT_DONE)


def _warn(lang: Language) -> None:
    """Say it when parts cannot be joined, because we do not know what this engine makes."""
    from cybermatrix.pdf import engine  # noqa: PLC0415

    with contextlib.suppress(errors.EngineMissing):
        if not engine.is_known():
            click.echo(say("one-piece-engine", lang, version=engine.version()), err=True)


def _told(lang: Language, *, as_json: bool, dry: bool) -> Callable[[Event], None]:
    """Give what to do with each event: a line of JSON, a line that follows the work on a terminal, or nothing."""

    def in_json(event: Event) -> None:
        click.echo(json.dumps({"event": event.what, **asdict(event)} | {"dry_run": dry}, ensure_ascii=False))

    def on_terminal(event: Event) -> None:
        text = say("busy-making", lang, done=event.done, of=event.of, path=event.path, left=_left(event, lang))
        click.echo(f"\r\x1b[K{text[: columns() - 1]}", err=True, nl=False)

    if as_json:
        return in_json
    return on_terminal if sys.stderr.isatty() else lambda _: None


def _left(event: Event, lang: Language) -> str:
    seconds = event.seconds_left
    if seconds is None:
        return ""
    if seconds < 90:
        return say("seconds-left", lang, count=round(seconds))
    return say("minutes-left", lang, count=round(seconds / 60))


def _wipe() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)


def _sum_up(found: Publication, lang: Language, *, as_json: bool, dry: bool) -> None:
    if as_json:
        click.echo(json.dumps({"event": "end", **asdict(found), "dry_run": dry}, ensure_ascii=False))
        return
    if dry:
        for path in found.made:
            click.echo(f"{say('would-be-made', lang)}: {path}")
        for path in found.removed:
            click.echo(f"{say('would-be-removed', lang)}: {path}")
    for path in found.kept:
        click.echo(say("kept-path", lang, path=path), err=True)
    guides: dict[tuple[str, tuple[str, str]], list[str]] = {}
    for path, reason in found.failed:  # that the page and the PDF of a guide failed for one reason is said once
        guides.setdefault((path.rpartition(".")[0], reason), []).append(path)
    for (_, reason), paths in guides.items():
        click.echo(say("failed-path", lang, path=", ".join(paths), reason=_because(reason, lang)), err=True)
    click.echo(
        say(
            "would-publish" if dry else "published",
            lang,
            made=len(found.made),
            unchanged=len(found.unchanged),
            removed=len(found.removed),
            failed=len(found.failed),
            seconds=number(round(found.seconds, 1), lang),
            memory=number(round(found.memory), lang),
        ),
        err=True,
    )
    if found.stopped:
        click.echo(say("stopped-on-the-way", lang), err=True)


def _because(reason: tuple[str, str], lang: Language) -> str:
    """Say why a guide was not made, in a sentence."""
    name, said = reason
    if f"reason-{name}" in WORDS:
        return say(f"reason-{name}", lang, said=printable(said))
    code = getattr(errno, name, None)
    if isinstance(code, int):
        said = term(cause(OSError(code, said)), lang)
    return say("reason-other", lang, said=printable(said or name).rstrip("."))


def _why(folder: str, asked: str, lang: Language, setting: Setting | None, *, as_json: bool) -> None:
    from cybermatrix.publishing import why  # noqa: PLC0415
    from cybermatrix.tables import text_table  # noqa: PLC0415

    found = why(Path(folder), asked, setting=setting)
    if as_json:
        print_json(asdict(found))
        return
    click.echo(say("why-whole" if found.whole else "why-not-whole", lang, path=found.path))
    for name, key in found.given:
        click.echo(say("why-given", lang, what=say(f"given-{name}", lang), key=key[:12]))
    for name in found.differs:
        click.echo(say("why-differs", lang, what=say(f"given-{name}", lang)))
    if not found.parts:
        click.echo(say("why-nothing", lang))
        return
    rows = [[anchor, key[:12], str(shared)] for (anchor, key), shared in zip(found.parts, found.shared, strict=True)]
    click.echo(text_table(rows, [say(f"why-{name}", lang) for name in ("part", "key", "shared")], "simple"))
