"""The command line: parse, call one function, print. Results on stdout, messages on stderr."""

from __future__ import annotations

import difflib
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from cybermatrix import errors
from cybermatrix.problems import cause, printable, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cybermatrix.matrix import Base, Matrix
    from cybermatrix.problems import Language, Problem

FINE, DATA_WRONG, USE_WRONG, NOT_DONE, INTERRUPTED = 0, 1, 2, 3, 130
_COMPLETE = "_CYBERMATRIX_COMPLETE"

_WORDS: dict[str, tuple[str, str]] = {
    "partner": ("Partij", "Partner"),
    "role": ("Rol", "Role"),
    "intervention": ("Interventie", "Intervention"),
    "crime": ("Vorm", "Crime form"),
    "level": ("Niveau", "Level"),
    "area": ("Gebied", "Area"),
    "text": ("Wat", "What"),
    "label": ("Hoe zeker", "How sure"),
    "audience": ("Voor wie", "For whom"),
    "everyone": ("iedereen", "everyone"),
    "nobody": ("Niets gevonden: hierover is niets vastgelegd.", "Nothing found: nothing is laid down about this."),
    "no-gaps": ("Geen open plekken.", "No gaps."),
    "gaps": ("open plekken", "gaps"),
    "no-hits": (
        (
            "Hierbij is niets gevonden. Zeg het met andere of minder woorden, of bekijk de hele lijst: cybermatrix show. "
            "Is er nu iets aan de hand? Bel bij spoed 112. Aangifte doen bij de politie: 0900-8844."
        ),
        (
            "Nothing fits this. Use other or fewer words, or see the whole list: cybermatrix show. "
            "Is something going on right now? In an emergency call 112. To report a crime to the police: 0900-8844."
        ),
    ),
    "hit": ("Gevonden", "Found"),
    "kind": ("Soort", "Kind"),
    "score": ("Past", "Fits"),
    "why": ("Waarom", "Why"),
    "no-archive": (
        "Er is nog geen uitgave bewaard in de map edities.",
        "No edition has been archived in the folder edities yet.",
    ),
    "on-alone": (
        "--on hoort bij --municipality, --partner of --crime.",
        "--on goes with --municipality, --partner or --crime.",
    ),
    "no-overlaps": ("Geen dubbele trekkers.", "No overlaps."),
    "legend": ("Letters", "Letters"),
    "written": ("Gemaakt: {path}", "Made: {path}"),
    "fine": ("Geen problemen.", "No problems."),
    "count": ("{errors} fout, {warnings} let op.", "errors: {errors}, warnings: {warnings}."),
    "error": ("fout", "error"),
    "warning": ("let op", "warning"),
    "not-found": ("{kind} '{word}' bestaat niet.", "There is no {kind} '{word}'."),
    "meant": ("Bedoelde u {near}?", "Did you mean {near}?"),
    "or": (" of ", " or "),
    "ambiguous": (
        "'{word}' kan meer dan één {kind} zijn: {near}. Kies er een.",
        "'{word}' could be more than one {kind}: {near}. Choose one.",
    ),
    "conflict": (
        "{name} staat al op {first} en kan niet ook {second} zijn.",
        "{name} is already {first} and cannot also be {second}.",
    ),
    "exists": (
        "{path} bestaat al en is niet leeg. Kies een andere map.",
        "{path} exists and is not empty. Choose another folder.",
    ),
    "not-done": ("Dat lukte niet met {path}: {reason}.", "That failed with {path}: {reason}."),
    "incomplete": (
        "Deze installatie van cybermatrix is niet compleet; installeer het pakket opnieuw.",
        "This installation of cybermatrix is incomplete; install the package again.",
    ),
    "ending": (
        "Kies een bestand dat eindigt op .html of .pdf, niet {path}.",
        "Choose a file that ends in .html or .pdf, not {path}.",
    ),
    "engine": (
        "Voor PDF zijn WeasyPrint en Pango nodig, en die zijn hier niet. Een pagina kan wel: -o {path}.html",
        "PDF needs WeasyPrint and Pango, which are not here. A page is possible: -o {path}.html",
    ),
    "asset": ("De pagina is niet gemaakt, want er klopt iets niet: {reason}", "No page was made: {reason}"),
    "usage": ("Gebruik", "Usage"),
    "more": ("Uitleg: {command} --help", "For help: {command} --help"),
    "wrong-use": ("Zo kan het niet: {reason}", "Wrong use: {reason}"),
    "no-command": ("De opdracht '{word}' bestaat niet.", "There is no command '{word}'."),
    "no-option": ("De optie '{word}' bestaat niet.", "There is no option '{word}'."),
    "missing-command": ("Er ontbreekt een opdracht.", "A command is missing."),
    "missing-word": ("Er ontbreekt een woord: {word}.", "A word is missing: {word}."),
    "too-much": ("Hier staat te veel: {word}.", "This is too much: {word}."),
    "option-value": (
        "Bij de optie '{word}' hoort een waarde, of juist niet.",
        "The option '{word}' needs a value, or takes none.",
    ),
    "choose": ("Kies bij {word} uit: {known}.", "For {word}, choose from: {known}."),
    "number": ("{word}: geef een heel getal van 1 of hoger.", "{word}: give a whole number of 1 or higher."),
    "no-such-file": ("{word}: geef de naam van een bestand, niet van een map.", "{word}: name a file, not a folder."),
    "invalid-date": (
        "'{word}' is geen datum. Schrijf jaar-maand-dag, zoals 2026-11-23.",
        "'{word}' is not a date. Write year-month-day, such as 2026-11-23.",
    ),
    "invalid-epoch": (
        "SOURCE_DATE_EPOCH moet een aantal seconden sinds 1970 zijn, niet '{word}'.",
        "SOURCE_DATE_EPOCH must be a number of seconds since 1970, not '{word}'.",
    ),
    "invalid-style": (
        "De tabelstijl '{word}' bestaat niet. Kies uit: {known}.",
        "There is no table style '{word}'. Choose from: {known}.",
    ),
    "invalid-axis": (
        "'{word}' kan niet langs een tabel staan. Kies uit: {known}.",
        "'{word}' cannot be an axis of a table. Choose from: {known}.",
    ),
    "invalid-same-axis": (
        "Een tabel heeft twee verschillende assen nodig, niet twee keer '{word}'.",
        "A table needs two different axes, not '{word}' twice.",
    ),
    "invalid-format": (
        "De vorm '{word}' bestaat niet. Kies uit: {known}.",
        "There is no format '{word}'. Choose from: {known}.",
    ),
    "invalid-pair": (
        "Uitleg gaat over één interventie en één vorm tegelijk, niet over een familie van vormen.",
        "One intervention and one crime form can be explained at a time, not a category.",
    ),
    "vast": ("vast", "settled"),
    "bron": ("bron", "one source"),
    "voorstel": ("voorstel", "proposal"),
    "bevestigd": ("bevestigd", "confirmed"),
    "interrupted": ("Gestopt.", "Stopped."),
    "level-any": ("niemand, op geen enkel niveau", "nobody, at any level"),
    "filled": ("Dit staat er", "This stands"),
    "geen": ("Geen rol", "No role"),
    "nvt": ("Dit past hier niet", "This does not apply"),
    "not-laid-down": ("Hierover is niets vastgelegd.", "Nothing is laid down about this."),
    "aside": ("Doet niet mee", "Set aside"),
    "nearer": ("een regel die nauwer past gaat voor", "a nearer rule goes first"),
    "no-role": ("een regel zegt dat deze partij hier geen rol heeft", "a rule says this partner has no role here"),
    "elsewhere": ("geldt in een ander gebied", "holds in another area"),
    "not-in-force": ("geldt niet op deze dag", "is not in force on this day"),
    "not-applicable": ("de combinatie past niet", "the combination does not apply"),
    "start": (
        "Nieuwe matrix in {path}. Vul eerst editie.yaml in; controleer met: cybermatrix --data {path} check",
        "New matrix in {path}. Fill in editie.yaml first; check with: cybermatrix --data {path} check",
    ),
}
_KINDS_NL = {
    "crime form": "vorm",
    "partner": "partij",
    "intervention type": "interventie",
    "role": "rol",
    "phase": "fase",
    "block": "blok",
    "level": "niveau",
    "audience": "doelgroep",
    "area": "gebied",
    "municipality": "gemeente",
    "situation": "situatie",
    "instrument": "instrument",
    "statute": "strafbaarstelling",
    "law article": "wetsartikel",
    "status": "status",
    "guide": "gids",
    "municipality, partner, crime form or situation": "gemeente, partij, vorm of situatie",
    "subject of a guide": "onderwerp van een gids",
    "on": "dag",
    "edition, folder or file": "uitgave, map of bestand",
}


def say(key: str, lang: Language, /, **values: object) -> str:
    """Give a sentence of the tool in the language asked for."""
    return _WORDS[key][lang == "en"].format(**values)


def _name(item: Any, lang: Language) -> str:
    return str((item.name_en if lang == "en" else None) or item.name)


class Session:
    """What the global options said, and the matrix they lead to."""

    def __init__(self) -> None:
        self.data: str | None = None
        self.overlays: tuple[str, ...] = ()
        self.lang: Language = "nl"

    def matrix(self) -> Matrix:
        """Load the matrix that was asked for."""
        from cybermatrix.loading import load  # noqa: PLC0415  # --help needs no data

        return load(self.data, overlays=self.overlays)


def _session(context: click.Context) -> Session:
    return context.ensure_object(Session)


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is None or value == ():
        return
    session = _session(context)
    if parameter.name == "overlay":
        session.overlays += tuple(value)
    else:
        setattr(session, str(parameter.name), value)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the global options too, so that they may stand before or behind its name."""
    options = (
        click.option(
            "--lang",
            type=click.Choice(["nl", "en"]),
            callback=_remember,
            expose_value=False,
            is_eager=True,
            help="Taal: nl of en.",
        ),
        click.option(
            "--overlay",
            multiple=True,
            metavar="BESTAND",
            type=click.Path(),
            callback=_remember,
            expose_value=False,
            help="Eigen bestand van een gemeente; mag vaker.",
        ),
        click.option(
            "--data",
            metavar="PAD",
            type=click.Path(),
            callback=_remember,
            expose_value=False,
            help="Map of .json met een eigen matrix.",
        ),
    )
    for option in options:
        command = option(command)
    return command


if TYPE_CHECKING:
    _WordType = click.ParamType[str, str]
else:
    _WordType = click.ParamType  # older clicks have no parameters here


class Name(_WordType):
    """A word for something in the matrix; only completion looks it up, the question itself says what it does not know."""

    name = "naam"

    def __init__(self, index: str) -> None:
        self.index = index

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002
        """Offer the ids that begin with what was typed."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        try:
            base: Base = _session(ctx).matrix().base
        except (errors.CybermatrixError, OSError):
            return []
        index = getattr(base, self.index)
        return [
            CompletionItem(key, help=item.name)
            for key, item in index.by_id.items()
            if key.startswith(incomplete.lower())
        ]


def filters(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command some of the filters of `Matrix.where` as options."""
    known = {
        "crime": ("crime_index", "Tegen welke vorm of familie van vormen; mag vaker."),
        "partner": ("partner_index", "Welke partij; mag vaker."),
        "intervention": ("intervention_index", "Welke interventie; mag vaker."),
        "role": ("role_index", "Welke rol; mag vaker."),
        "phase": ("phase_index", "Welke fase; mag vaker."),
        "level": ("level_index", "Welk niveau; mag vaker."),
        "audience": ("audience_index", "Voor wie; mag vaker."),
        "area": ("area_index", "Regels voor dit gebied; mag vaker."),
    }

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option("--on", metavar="DATUM", help="Op welke dag, zoals 2026-11-23. Standaard vandaag.")(
            command
        )
        command = click.option("--municipality", type=Name("municipality_index"), help="Gezien vanuit deze gemeente.")(
            command
        )
        for name in reversed(names):
            index, text = known[name]
            command = click.option(f"--{name}", multiple=True, type=Name(index), help=text)(command)
        return command

    return add


def output(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the choice between a table and JSON."""
    command = click.option(
        "--table", "style", metavar="STIJL", default="simple", help="Tabelstijl, zoals github of html."
    )(command)
    return click.option("--json", "as_json", is_flag=True, help="Geef JSON in plaats van een tabel.")(command)


def _asked(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, ())
    }


def _json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _width() -> int | None:
    """Wrap the long column to what the terminal shows; a pipe gets whole lines."""
    return max(30, _columns() - 70) if sys.stdout.isatty() else None


def _columns() -> int:
    import shutil  # noqa: PLC0415

    return shutil.get_terminal_size().columns


class _Help(click.HelpFormatter):
    """Help with Dutch words around it, for the help itself is Dutch."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, f"{say('usage', 'nl')}: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading({"Options": "Opties", "Commands": "Opdrachten"}.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Help


class _Command(click.Command):
    context_class: type[click.Context] = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _in_dutch(super().get_help_option(ctx))


class _Group(click.Group):
    context_class: type[click.Context] = _Context
    command_class: type[click.Command] | None = _Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _in_dutch(super().get_help_option(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not ctx.resilient_parsing and args[0] not in self.commands and not args[0].startswith("-"):
            lang = _session(ctx).lang
            close = difflib.get_close_matches(args[0], self.commands)
            raise _WrongUse(" ".join([say("no-command", lang, word=args[0]), *_meant(close, lang)]), ctx)
        return super().resolve_command(ctx, args)


class _WrongUse(click.UsageError):
    """Wrong use of which the message is already in the language of the user."""


def _in_dutch(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Toon deze uitleg."
    return option


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT …",
)
@click.version_option(package_name="cybermatrix", message="%(prog)s %(version)s", help="Toon de versie.")
@common
def cli() -> None:
    """Wie doet wat tegen cybercrime en gedigitaliseerde criminaliteit?"""


@cli.command(options_metavar="[OPTIES]")
@click.argument("crime", metavar="VORM", type=Name("crime_index"))
@filters("intervention", "role", "phase", "partner", "level", "audience", "area")
@output
@common
@click.pass_obj
def who(session: Session, /, crime: str, as_json: bool, style: str, **values: Any) -> None:  # noqa: FBT001  # click calls it
    """Wie doet wat tegen deze VORM (of familie van vormen)?"""
    from cybermatrix.queries import who as ask  # noqa: PLC0415

    found = ask(session.matrix(), crime=crime, **_asked(values))
    _print_cells(
        [cell for cells in found.values() for cell in cells],
        session.lang,
        as_json=as_json,
        style=style,
        first="partner",
    )


@cli.command(options_metavar="[OPTIES]")
@click.argument("partner", metavar="PARTIJ", type=Name("partner_index"))
@filters("crime", "intervention", "role", "phase", "level", "audience", "area")
@output
@common
@click.pass_obj
def what(session: Session, /, partner: str, as_json: bool, style: str, **values: Any) -> None:  # noqa: FBT001
    """Wat doet deze PARTIJ?"""
    from cybermatrix.queries import what as ask  # noqa: PLC0415

    found = ask(session.matrix(), partner=partner, **_asked(values))
    _print_cells(
        [cell for cells in found.values() for cell in cells],
        session.lang,
        as_json=as_json,
        style=style,
        first="intervention",
    )


def _print_cells(cells: Sequence[Any], lang: Language, *, as_json: bool, style: str, first: str) -> None:
    from cybermatrix.tables import cell_records, text_table  # noqa: PLC0415

    if as_json:
        _json(cell_records(cells))
        return
    if not cells:
        click.echo(say("nobody", lang), err=True)
        return
    # One rule may answer for many forms; in a table it is told once, with the forms it answers for.
    rows: dict[tuple[str, ...], list[str]] = {}
    for cell in cells:
        partner, intervention = _name(cell.partner, lang), _name(cell.intervention, lang)
        who_or_what = (partner, intervention) if first == "partner" else (intervention, partner)
        role = cell.role.said(lang)
        audience = ", ".join(_name(item, lang) for item in cell.audience) or say("everyone", lang)
        key = (
            *who_or_what,
            role,
            cell.text,
            _name(cell.level, lang),
            _name(cell.area, lang),
            audience,
            f"{say(cell.label, lang)} · {say(cell.status, lang)}",
        )
        rows.setdefault(key, []).append(_name(cell.crime, lang))
    many = len({name for names in rows.values() for name in names}) > 1
    headings = ["partner", "intervention"] if first == "partner" else ["intervention", "partner"]
    titles = [say(word, lang) for word in (*headings, "role", "text", "level", "area", "audience", "label")]
    table = [[*key, _few(names)] if many else list(key) for key, names in rows.items()]
    click.echo(
        text_table(
            table, [*titles, say("crime", lang)] if many else titles, style, _width() if style == "simple" else None
        )
    )


def _few(names: Sequence[str], most: int = 4) -> str:
    unique = list(dict.fromkeys(names))
    return ", ".join(unique[:most]) + (f" +{len(unique) - most}" if len(unique) > most else "")


@cli.command(options_metavar="[OPTIES]")
@filters("crime", "partner", "intervention", "role", "phase", "level", "audience", "area")
@click.option("--rows", metavar="AS", default="partner", help="Wat er links staat: partner, crime, intervention, …")
@click.option("--columns", metavar="AS", default="intervention", help="Wat er boven staat.")
@click.option("--words", is_flag=True, help="Werkwoorden in plaats van letters.")
@output
@common
@click.pass_obj
def show(session: Session, /, rows: str, columns: str, words: bool, as_json: bool, style: str, **values: Any) -> None:  # noqa: FBT001
    """De matrix als tabel."""
    from cybermatrix.tables import pivot  # noqa: PLC0415

    matrix = session.matrix()
    table = pivot(matrix.where(**_asked(values)), rows=rows, columns=columns)
    if as_json:
        _json(table.to_records(session.lang))
        return
    letters = not words and "partner" in (rows, columns)
    click.echo(table.to_text(style, session.lang, letters=letters))
    if letters:
        english = session.lang == "en"
        legend = ", ".join(f"{role.letter} {role.said(session.lang)}" for role in matrix.roles)
        codes = ", ".join(f"{i.code} {i.name_en if english else i.name}" for i in matrix.intervention_types)
        click.echo(
            f"\n{say('legend', session.lang)}: {legend}.\n{codes}." if columns == "intervention" else f"\n{legend}."
        )


@cli.command(options_metavar="[OPTIES]", short_help="Wat is door niemand vastgelegd?")
@filters("role", "crime", "intervention", "phase", "level", "audience")
@output
@common
@click.pass_obj
def gaps(session: Session, /, role: tuple[str, ...], as_json: bool, style: str, **values: Any) -> None:  # noqa: FBT001
    """Wat is door niemand vastgelegd? Met --role: waar ontbreekt die rol?"""
    from cybermatrix.queries import gaps as ask  # noqa: PLC0415
    from cybermatrix.tables import text_table  # noqa: PLC0415

    found = ask(session.matrix(), role=list(role) or None, **_asked(values))
    if as_json:
        _json(
            [{"intervention": g.intervention.id, "crime": g.crime.id, "level": g.level and g.level.id} for g in found]
        )
        return
    if not found:
        click.echo(say("no-gaps", session.lang), err=True)
        return
    lang = session.lang
    nowhere = say("level-any", lang)
    rows = [
        [_name(g.crime, lang), _name(g.intervention, lang), nowhere if g.level is None else _name(g.level, lang)]
        for g in found
    ]
    click.echo(text_table(rows, [say(word, session.lang) for word in ("crime", "intervention", "level")], style))
    click.echo(f"{len(found)} {say('gaps', session.lang)}", err=True)


@cli.command(options_metavar="[OPTIES]")
@filters("role", "crime", "intervention", "phase", "level", "audience")
@output
@common
@click.pass_obj
def overlaps(session: Session, /, role: tuple[str, ...], as_json: bool, style: str, **values: Any) -> None:  # noqa: FBT001
    """Waar trekken twee partijen hetzelfde?"""
    from cybermatrix.queries import overlaps as ask  # noqa: PLC0415
    from cybermatrix.tables import cell_records, text_table  # noqa: PLC0415

    found = ask(session.matrix(), role=list(role) or "regie", **_asked(values))
    if as_json:
        _json([cell_records(overlap.cells) for overlap in found])
        return
    if not found:
        click.echo(say("no-overlaps", session.lang), err=True)
        return
    rows = [
        [
            *(_name(item, session.lang) for item in (o.crime, o.intervention, o.level)),
            "; ".join(_name(cell.partner, session.lang) for cell in o.cells),
        ]
        for o in found
    ]
    click.echo(
        text_table(rows, [say(word, session.lang) for word in ("crime", "intervention", "level", "partner")], style)
    )


_KINDS_OF_HITS = {"crime": "crime form", "intervention": "intervention type", "law_article": "law article"}


@cli.command(options_metavar="[OPTIES]")
@click.argument("words", metavar="WOORDEN", nargs=-1, required=True)
@click.option(
    "--limit", metavar="AANTAL", type=click.IntRange(min=1), default=10, help="Hoeveel hooguit. Standaard 10."
)
@output
@common
@click.pass_obj
def search(session: Session, /, words: tuple[str, ...], limit: int, as_json: bool, style: str) -> None:  # noqa: FBT001
    """Zoek in gewone woorden, zoals: bank belde oma."""
    from cybermatrix.searching import search as ask  # noqa: PLC0415
    from cybermatrix.tables import text_table  # noqa: PLC0415

    lang = session.lang
    hits = ask(session.matrix(), " ".join(words), limit=limit, lang=lang)
    if as_json:
        records = [{"kind": h.kind, "id": h.item.id, "name": h.item.name, "score": h.score, "why": h.why} for h in hits]
        _json(records)
        return
    if not hits:
        click.echo(say("no-hits", lang), err=True)
        return
    kinds = [_KINDS_OF_HITS.get(hit.kind, hit.kind) for hit in hits]
    rows = [
        [_name(hit.item, lang), kind if lang == "en" else _KINDS_NL[kind], str(hit.score), hit.why]
        for hit, kind in zip(hits, kinds, strict=True)
    ]
    titles = [say(word, lang) for word in ("hit", "kind", "score", "why")]
    click.echo(text_table(rows, titles, style, _width() if style == "simple" else None))


@cli.command(options_metavar="[OPTIES]")
@click.argument("partner", metavar="PARTIJ", type=Name("partner_index"))
@click.argument("intervention", metavar="INTERVENTIE", type=Name("intervention_index"))
@click.argument("crime", metavar="VORM", type=Name("crime_index"))
@filters()
@click.option("--json", "as_json", is_flag=True, help="Geef JSON.")
@common
@click.pass_obj
def explain(session: Session, /, partner: str, intervention: str, crime: str, as_json: bool, **viewpoint: Any) -> None:  # noqa: FBT001
    """Waarom is het antwoord zo? Voor één PARTIJ, INTERVENTIE en VORM."""
    from cybermatrix.queries import explain as ask  # noqa: PLC0415
    from cybermatrix.tables import cell_records  # noqa: PLC0415

    found = ask(session.matrix(), partner=partner, intervention=intervention, crime=crime, **_asked(viewpoint))
    lang = session.lang
    if as_json:
        aside = [{"assignment": s.assignment.id, "reason": s.reason, "by": s.by and s.by.id} for s in found.set_aside]
        _json({"state": found.state, "reason": found.reason, "cells": cell_records(found.cells), "set_aside": aside})
        return
    click.echo(" · ".join(_name(item, lang) for item in (found.partner, found.intervention, found.crime)))
    click.echo(say(found.state, lang) + (f": {found.reason}" if found.reason else ""))
    for cell in found.cells:
        verb = cell.role.said(lang)
        where = f"{_name(cell.level, lang)}, {_name(cell.area, lang)}"
        click.echo(f"  {_name(cell.partner, lang)}: {verb} ({where}). {cell.text}")
        click.echo(f"    {cell.origin.id}: {cell.origin.place.text(lang)}")
    if found.set_aside:
        click.echo(f"{say('aside', lang)}:")
    for rule in found.set_aside:
        by = f" ({rule.by.id})" if rule.by else ""
        click.echo(f"  {rule.assignment.id}: {say(rule.reason, lang)}{by}. {rule.assignment.place.text(lang)}")


@cli.command(options_metavar="[OPTIES]", short_help="Wat is er veranderd tussen twee uitgaven?")
@click.argument("old", metavar="[OUD]", required=False)
@click.argument("new", metavar="[NIEUW]", required=False)
@click.option("--municipality", type=Name("municipality_index"), help="Voor deze gemeente, in haar cellen.")
@click.option("--partner", type=Name("partner_index"), help="Voor deze partij.")
@click.option("--crime", type=Name("crime_index"), help="Rond deze vorm of familie van vormen.")
@click.option("--on", metavar="DATUM", help="Beide gezien op deze dag. Standaard elk op de dag van de uitgave.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    help="Vorm van het antwoord.",
)
@click.option("--json", "as_json", is_flag=True, help="Geef JSON, net als --format json.")
@common
@click.pass_obj
def diff(
    session: Session,
    /,
    old: str | None,
    new: str | None,
    on: str | None,
    form: str,
    as_json: bool,  # noqa: FBT001
    **seen: str | None,
) -> None:
    """
    Wat is er veranderd tussen twee uitgaven?

    OUD en NIEUW zijn een map, een JSON-bestand of het nummer van een bewaarde uitgave, zoals 2026.1. Zonder NIEUW: de
    gegevens van nu. Zonder OUD: de laatst bewaarde uitgave daarvoor.
    """
    from cybermatrix.changes import diff as compare  # noqa: PLC0415
    from cybermatrix.loading import archived, load_edition  # noqa: PLC0415

    asked = {axis: word for axis, word in seen.items() if word is not None}
    if on is not None and not asked:
        raise _WrongUse(say("on-alone", session.lang))

    def edition(word: str) -> Matrix:
        try:
            return load_edition(word, data=session.data, overlays=session.overlays)
        except errors.UnknownId as error:
            if archived(session.data):
                raise
            click.echo(f"{explained(error, session.lang)} {say('no-archive', session.lang)}", err=True)
            raise click.exceptions.Exit(USE_WRONG) from None

    newer = session.matrix() if new is None else edition(new)
    if old is None:
        old = next((key for key in reversed(archived(session.data)) if key != newer.edition.id), None)
    changes: Any = compare(None if old is None else edition(old), newer)
    for number, (axis, word) in enumerate(asked.items()):
        changes = getattr(changes, f"for_{axis}")(word, **({"on": on} if number == 0 else {}))
    if as_json or form == "json":
        _json(changes.to_records(session.lang))
    else:
        click.echo(getattr(changes, f"to_{form}")(session.lang))


@cli.command(options_metavar="[OPTIES]", short_help="Maak een gids, als pagina of als PDF.")
@click.argument("subject", metavar="WAARVOOR")
@click.option(
    "-o", "--output", "path", metavar="BESTAND", type=click.Path(dir_okay=False), help="Bestand: .html of .pdf."
)
@click.option("--intern", is_flag=True, help="Interne uitgave: met eigen nummers uit --overlay; niet delen.")
@click.option("--on", metavar="DATUM", help="Regels van deze dag. Standaard vandaag.")
@common
@click.pass_obj
def guide(session: Session, /, subject: str, path: str | None, intern: bool, on: str | None) -> None:  # noqa: FBT001
    """Maak de gids van een gemeente, partij, vorm of situatie, of van de hele regio ('regio')."""
    target = Path(path or f"gids-{re.sub(r'[^0-9A-Za-z.-]+', '-', subject)}.html")
    if target.suffix not in (".html", ".pdf"):
        raise _WrongUse(say("ending", session.lang, path=target))
    from cybermatrix.formats import write_whole  # noqa: PLC0415
    from cybermatrix.guides import guide as make  # noqa: PLC0415

    matrix = session.matrix()
    pages = make(matrix if on is None else matrix.where(on=on), subject, internal=intern, lang=session.lang)
    if target.suffix == ".pdf":
        from cybermatrix.pdf import to_pdf  # noqa: PLC0415

        content = to_pdf(pages)
    else:
        from cybermatrix.html import to_html  # noqa: PLC0415

        content = to_html(pages).encode()
    write_whole(target, content)
    click.echo(say("written", session.lang, path=target), err=True)


@cli.command(options_metavar="[OPTIES]")
@click.option("--json", "as_json", is_flag=True, help="Geef JSON.")
@common
@click.pass_obj
def check(session: Session, /, as_json: bool) -> None:  # noqa: FBT001
    """Controleer de matrix: alle problemen in een keer."""
    from cybermatrix.loading import check as ask  # noqa: PLC0415

    problems = ask(session.data, overlays=session.overlays)
    if as_json:
        _json([one.to_record(session.lang) for one in problems])
    else:
        for one in problems:
            click.echo(_marked(one, session.lang))
        click.echo(_counted(problems, session.lang), err=True)
    if any(one.is_error for one in problems):
        raise click.exceptions.Exit(DATA_WRONG)


def _marked(problem: Problem, lang: Language) -> str:
    word = say("error" if problem.is_error else "warning", lang)
    return f"{click.style(word, fg='red' if problem.is_error else 'yellow')}: {problem.sentence(lang)}"


def _counted(problems: Iterable[Problem], lang: Language) -> str:
    strengths = [one.is_error for one in problems]
    if not strengths:
        return say("fine", lang)
    return say("count", lang, errors=sum(strengths), warnings=len(strengths) - sum(strengths))


@cli.command(options_metavar="[OPTIES]")
@click.option(
    "--format", "form", metavar="VORM", default="json", help="json, of schema (het JSON Schema ervan). Standaard json."
)
@click.argument("path", metavar="BESTAND", type=click.Path(dir_okay=False))
@common
@click.pass_obj
def export(session: Session, /, form: str, path: str) -> None:
    """Schrijf de hele uitgave naar een bestand."""
    from cybermatrix.formats import export as write  # noqa: PLC0415

    write(session.matrix(), form, path)
    click.echo(say("written", session.lang, path=path), err=True)


@cli.command(options_metavar="[OPTIES]", short_help="Begin een eigen matrix.")
@click.argument("folder", metavar="MAP", type=click.Path())
@click.option("--name", metavar="NAAM", default="Mijn cyberinterventiematrix", help="Naam van de nieuwe matrix.")
@common
@click.pass_obj
def new(session: Session, /, folder: str, name: str) -> None:
    """Begin een eigen matrix in een nieuwe MAP, met de landelijke regels als voorstel."""
    from cybermatrix.formats import starting_point, write_folder  # noqa: PLC0415

    try:
        write_folder(starting_point(session.matrix().data, name=name), Path(folder))
    except FileExistsError:
        click.echo(say("exists", session.lang, path=folder), err=True)
        raise click.exceptions.Exit(USE_WRONG) from None
    click.echo(say("start", session.lang, path=folder), err=True)


def explained(error: errors.CybermatrixError, lang: Language) -> str:
    """Say an error of the library in the language of the user."""
    if isinstance(error, errors.UnknownId | errors.AmbiguousName):
        kind = error.kind if lang == "en" else _KINDS_NL.get(error.kind, error.kind)
        if isinstance(error, errors.AmbiguousName):
            return say("ambiguous", lang, kind=kind, word=error.word, near=", ".join(error.candidates))
        text = say(
            "not-found", lang, kind=kind[:1].upper() + kind[1:] if lang == "nl" else kind, word=_short(error.word)
        )
        return " ".join([text, *_meant(error.near, lang)])
    if isinstance(error, errors.ConflictingViewpoint):
        name = error.name if lang == "en" else _KINDS_NL.get(error.name, error.name)
        return say("conflict", lang, name=name.capitalize(), first=error.first, second=error.second)
    if isinstance(error, errors.InvalidQuestion) and error.about:
        return say(f"invalid-{error.about}", lang, word=_short(error.word), known=", ".join(error.known))
    if isinstance(error, errors.EngineMissing):
        return say("engine", lang, path="gids")
    if isinstance(error, errors.AssetMissing):
        return say("asset", lang, reason=error)
    return str(error)


def _meant(near: Sequence[str], lang: Language) -> list[str]:
    return [say("meant", lang, near=say("or", lang).join(f"'{one}'" for one in near))] if near else []


def _short(word: str) -> str:
    return word if len(word) <= 80 else f"{word[:77]}…"


def wrong_use(error: click.UsageError, lang: Language) -> str:
    """Say what is wrong with the way a command was typed, in the language of the user."""
    if isinstance(error, _WrongUse):
        return error.message
    if isinstance(error, click.NoSuchOption):
        text = say("no-option", lang, word=_short(error.option_name))
        return " ".join([text, *_meant(error.possibilities or (), lang)])
    if isinstance(error, click.BadOptionUsage):
        return say("option-value", lang, word=_short(error.option_name))
    if isinstance(error, click.BadParameter) and error.param is not None:
        word = error.param.get_error_hint(error.ctx)
        if isinstance(error, click.MissingParameter):
            return say("missing-word", lang, word=word)
        if isinstance(error.param.type, click.Choice):
            return say("choose", lang, word=word, known=", ".join(error.param.type.choices))
        if isinstance(error.param.type, click.IntRange):
            return say("number", lang, word=word)
        return say("no-such-file", lang, word=word)
    extra = re.search(r"unexpected extra arguments? \((.*)\)", error.message, re.DOTALL)
    if extra:
        return say("too-much", lang, word=_short(extra[1]))
    if error.ctx is not None and isinstance(error.ctx.command, click.Group):
        return say("missing-command", lang)
    return say("wrong-use", lang, reason=error.format_message())


def main(arguments: Sequence[str] | None = None) -> None:
    """
    Run the command line and leave with its exit status.

    0 fine (warnings too), 1 the data has problems, 2 the question or the use was wrong, 3 it could not be done, 130 Ctrl-C.
    """
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status."""
    session = Session()
    color = False if os.environ.get("NO_COLOR") else None  # click leaves NO_COLOR to its callers
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no é still gets the rest
            stream.reconfigure(errors="replace")
    try:
        left = cli.main(
            args=None if arguments is None else list(arguments),
            prog_name="cybermatrix",
            standalone_mode=False,
            obj=session,
            color=color,
        )
    except SystemExit as leaving:
        # Completion leaves this way with its own status; so does click when the reader, such as head, has seen enough.
        return cast("int", leaving.code) if _COMPLETE in os.environ else FINE
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USE_WRONG
    except click.UsageError as error:
        if error.ctx is not None:
            pieces = " ".join(error.ctx.command.collect_usage_pieces(error.ctx))
            click.echo(f"{say('usage', session.lang)}: {error.ctx.command_path} {pieces}", err=True)
            click.echo(say("more", session.lang, command=error.ctx.command_path), err=True)
        click.echo(wrong_use(error, session.lang), err=True)
        return USE_WRONG
    except click.Abort:
        click.echo(say("interrupted", session.lang), err=True)
        return INTERRUPTED
    except errors.InvalidMatrix as error:
        for one in error.problems:
            click.echo(_marked(one, session.lang), err=True, color=color)
        click.echo(_counted(error.problems, session.lang), err=True)
        return DATA_WRONG
    except errors.CybermatrixError as error:
        click.echo(explained(error, session.lang), err=True)
        return NOT_DONE if isinstance(error, errors.EngineMissing | errors.AssetMissing) else USE_WRONG
    except OSError as error:
        if error.errno is None:  # raised by us: a folder of the package is missing
            click.echo(say("incomplete", session.lang), err=True)
        else:
            reason = term(cause(error), session.lang)
            click.echo(say("not-done", session.lang, path=printable(str(error.filename)), reason=reason), err=True)
        return NOT_DONE
    return left if isinstance(left, int) else FINE


if __name__ == "__main__":
    main()
