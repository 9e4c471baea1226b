"""The command line: parse, call one function, print. Results on stdout, messages on stderr."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from cybermatrix import errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cybermatrix.matrix import Base, Matrix
    from cybermatrix.problems import Language, Problem

FINE, DATA_WRONG, USE_WRONG, NOT_DONE, INTERRUPTED = 0, 1, 2, 3, 130

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
    "no-overlaps": ("Geen dubbele trekkers.", "No overlaps."),
    "legend": ("Letters", "Letters"),
    "written": ("Gemaakt: {path}", "Made: {path}"),
    "fine": ("Geen problemen.", "No problems."),
    "count": ("{errors} fout, {warnings} let op.", "{errors} errors, {warnings} warnings."),
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
    "not-written": ("{path} kon niet worden geschreven: {reason}.", "{path} could not be written: {reason}."),
    "ending": (
        "Kies een bestand dat eindigt op .html of .pdf, niet {path}.",
        "Choose a file that ends in .html or .pdf, not {path}.",
    ),
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
    "status": "status",
    "guide": "gids",
}


def say(key: str, lang: Language, /, **values: object) -> str:
    """Give a sentence of the tool in the language asked for."""
    return _WORDS[key][lang == "en"].format(**values)


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
            type=click.Path(),
            callback=_remember,
            expose_value=False,
            help="Eigen bestand van een gemeente; mag vaker.",
        ),
        click.option(
            "--data",
            type=click.Path(),
            callback=_remember,
            expose_value=False,
            help="Map of .json met een eigen matrix.",
        ),
    )
    for option in options:
        command = option(command)
    return command


class Name(click.ParamType):  # type: ignore[type-arg]  # older clicks have no parameter here
    """A word for something in the matrix; only completion looks it up, the question itself says what it does not know."""

    name = "naam"

    def __init__(self, index: str) -> None:
        self.index = index

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002
        """Offer the ids that begin with what was typed."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        try:
            base: Base = _session(ctx).matrix().base
        except errors.CybermatrixError:
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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, no_args_is_help=True)
@click.version_option(package_name="cybermatrix", message="%(prog)s %(version)s")
@common
def cli() -> None:
    """Wie doet wat tegen cybercrime en gedigitaliseerde criminaliteit?"""


@cli.command()
@click.argument("crime", type=Name("crime_index"))
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


@cli.command()
@click.argument("partner", type=Name("partner_index"))
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
        english = lang == "en"
        intervention = cell.intervention.name_en if english else cell.intervention.name
        who_or_what = (cell.partner.name, intervention) if first == "partner" else (intervention, cell.partner.name)
        role = cell.role.name_en if english else cell.role.verb
        audience = ", ".join((a.name_en if english else a.name) for a in cell.audience) or say("everyone", lang)
        key = (
            *who_or_what,
            role,
            cell.text,
            cell.level.name,
            cell.area.name,
            audience,
            f"{cell.label} · {cell.status}",
        )
        rows.setdefault(key, []).append(cell.crime.name)
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


@cli.command()
@filters("crime", "partner", "intervention", "role", "phase", "level", "audience", "area")
@click.option("--rows", default="partner", help="Wat er links staat: partner, crime, intervention, …")
@click.option("--columns", default="intervention", help="Wat er boven staat.")
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
        legend = ", ".join(f"{role.letter} {role.name_en if english else role.verb}" for role in matrix.roles)
        codes = ", ".join(f"{i.code} {i.name_en if english else i.name}" for i in matrix.intervention_types)
        click.echo(
            f"\n{say('legend', session.lang)}: {legend}.\n{codes}." if columns == "intervention" else f"\n{legend}."
        )


@cli.command()
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
    english = session.lang == "en"
    nowhere = say("level-any", session.lang)
    rows = [
        [
            gap.crime.name_en if english else gap.crime.name,
            gap.intervention.name_en if english else gap.intervention.name,
            nowhere if gap.level is None else (gap.level.name_en if english else gap.level.name),
        ]
        for gap in found
    ]
    click.echo(text_table(rows, [say(word, session.lang) for word in ("crime", "intervention", "level")], style))
    click.echo(f"{len(found)} {say('gaps', session.lang)}", err=True)


@cli.command()
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
        [o.crime.name, o.intervention.name, o.level.name, "; ".join(cell.partner.name for cell in o.cells)]
        for o in found
    ]
    click.echo(
        text_table(rows, [say(word, session.lang) for word in ("crime", "intervention", "level", "partner")], style)
    )


@cli.command()
@click.argument("partner", type=Name("partner_index"))
@click.argument("intervention", type=Name("intervention_index"))
@click.argument("crime", type=Name("crime_index"))
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
    click.echo(f"{found.partner.name} · {found.intervention.name} · {found.crime.name}")
    click.echo(say(found.state, lang) + (f": {found.reason}" if found.reason else ""))
    for cell in found.cells:
        verb = cell.role.name_en if lang == "en" else cell.role.verb
        click.echo(f"  {cell.partner.name}: {verb} ({cell.level.name}, {cell.area.name}). {cell.text}")
        click.echo(f"    {cell.origin.id}: {cell.origin.place.text(lang)}")
    if found.set_aside:
        click.echo(f"{say('aside', lang)}:")
    for rule in found.set_aside:
        by = f" ({rule.by.id})" if rule.by else ""
        click.echo(f"  {rule.assignment.id}: {say(rule.reason, lang)}{by}. {rule.assignment.place.text(lang)}")


@cli.command()
@click.argument("subject")
@click.option("-o", "--output", "path", type=click.Path(dir_okay=False), help="Bestand: .html of .pdf.")
@click.option("--intern", is_flag=True, help="Interne uitgave: met eigen nummers uit --overlay; niet delen.")
@click.option("--on", metavar="DATUM", help="Regels van deze dag. Standaard vandaag.")
@common
@click.pass_obj
def guide(session: Session, /, subject: str, path: str | None, intern: bool, on: str | None) -> None:  # noqa: FBT001
    """Maak de gids van een gemeente, partij, vorm of situatie, of van de hele regio ('regio')."""
    target = Path(path or f"gids-{subject.replace(':', '-')}.html")
    if target.suffix not in (".html", ".pdf"):
        raise click.UsageError(say("ending", session.lang, path=target))
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


@cli.command()
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
        raise SystemExit(DATA_WRONG)


def _marked(problem: Problem, lang: Language) -> str:
    word = say("error" if problem.is_error else "warning", lang)
    return f"{click.style(word, fg='red' if problem.is_error else 'yellow')}: {problem.sentence(lang)}"


def _counted(problems: Iterable[Problem], lang: Language) -> str:
    strengths = [one.is_error for one in problems]
    if not strengths:
        return say("fine", lang)
    return say("count", lang, errors=sum(strengths), warnings=len(strengths) - sum(strengths))


@cli.command()
@click.option("--format", "form", default="json", show_default=True, help="json of schema (het JSON Schema ervan).")
@click.argument("path", type=click.Path(dir_okay=False))
@common
@click.pass_obj
def export(session: Session, /, form: str, path: str) -> None:
    """Schrijf de hele uitgave naar een bestand."""
    from cybermatrix.formats import export as write  # noqa: PLC0415

    write(session.matrix(), form, path)
    click.echo(say("written", session.lang, path=path), err=True)


@cli.command()
@click.argument("folder", type=click.Path())
@click.option("--name", default="Mijn cyberinterventiematrix", show_default=True, help="Naam van de nieuwe matrix.")
@common
@click.pass_obj
def new(session: Session, /, folder: str, name: str) -> None:
    """Begin een eigen matrix in een nieuwe MAP, met de landelijke regels als voorstel."""
    from cybermatrix.formats import starting_point, write_folder  # noqa: PLC0415

    try:
        write_folder(starting_point(session.matrix().data, name=name), Path(folder))
    except FileExistsError:
        click.echo(say("exists", session.lang, path=folder), err=True)
        raise SystemExit(USE_WRONG) from None
    click.echo(say("start", session.lang, path=folder), err=True)


def explained(error: errors.CybermatrixError, lang: Language) -> str:
    """Say an error of the library in the language of the user."""
    if isinstance(error, errors.UnknownId | errors.AmbiguousName):
        kind = error.kind if lang == "en" else _KINDS_NL.get(error.kind, error.kind)
        if isinstance(error, errors.AmbiguousName):
            return say("ambiguous", lang, kind=kind, word=error.word, near=", ".join(error.candidates))
        word = error.word if len(error.word) <= 80 else f"{error.word[:77]}…"
        text = say("not-found", lang, kind=kind[:1].upper() + kind[1:] if lang == "nl" else kind, word=word)
        if error.near:
            text += " " + say("meant", lang, near=say("or", lang).join(f"'{one}'" for one in error.near))
        return text
    if isinstance(error, errors.ConflictingViewpoint):
        return say("conflict", lang, name=error.name, first=error.first, second=error.second)
    return str(error)


def main(arguments: Sequence[str] | None = None) -> None:
    """
    Run the command line and leave with its exit status.

    0 fine (warnings too), 1 the data has problems, 2 the question or the use was wrong, 3 it could not be done, 130 Ctrl-C.
    """
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status."""
    session = Session()
    try:
        cli.main(
            args=None if arguments is None else list(arguments),
            prog_name="cybermatrix",
            standalone_mode=False,
            obj=session,
        )
    except SystemExit as leaving:
        return cast("int", leaving.code or FINE)
    except click.ClickException as error:
        error.show()
        return USE_WRONG
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("interrupted", session.lang), err=True)
        return INTERRUPTED
    except errors.InvalidMatrix as error:
        for one in error.problems:
            click.echo(_marked(one, session.lang), err=True)
        click.echo(_counted(error.problems, session.lang), err=True)
        return DATA_WRONG
    except (errors.EngineMissing, errors.AssetMissing) as error:
        click.echo(str(error), err=True)
        return NOT_DONE
    except errors.CybermatrixError as error:
        click.echo(explained(error, session.lang), err=True)
        return USE_WRONG
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        reason = error.strerror or type(error).__name__
        click.echo(say("not-written", session.lang, path=error.filename or "?", reason=reason), err=True)
        return NOT_DONE
    return FINE


if __name__ == "__main__":
    main()
