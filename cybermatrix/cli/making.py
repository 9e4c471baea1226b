"""The commands that make something: a guide, a check report, a file, a matrix of one's own."""

from __future__ import annotations

import re
from pathlib import Path

import click

from cybermatrix.cli.frame import Session, cli, common, print_json
from cybermatrix.cli.words import DATA_WRONG, USE_WRONG, WrongUse, counted, marked, say


@cli.command(options_metavar="[OPTIES]", short_help="Maak een gids, als pagina of als PDF.")
@click.argument("subject", metavar="WAARVOOR")
@click.option(
    "-o", "--output", "path", metavar="BESTAND", type=click.Path(dir_okay=False), help="Bestand: .html of .pdf."
)
@click.option("--intern", is_flag=True, help="Interne uitgave: met eigen nummers uit --overlay; niet delen.")
@click.option("--on", metavar="DATUM", help="Regels van deze dag. Standaard vandaag.")
@common
@click.pass_obj
def guide(session: Session, /, subject: str, path: str | None, intern: bool, on: str | None) -> None:
    """Maak de gids van een gemeente, partij, vorm of situatie, of van de hele regio ('regio')."""
    target = Path(path or f"gids-{re.sub(r'[^0-9A-Za-z.-]+', '-', subject)}.html")
    if target.suffix not in (".html", ".pdf"):
        raise WrongUse(say("ending", session.lang, path=target))
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
def check(session: Session, /, as_json: bool) -> None:
    """Controleer de matrix: alle problemen in een keer."""
    from cybermatrix.loading import check as ask  # noqa: PLC0415

    problems = ask(session.data, overlays=session.overlays)
    if as_json:
        print_json([one.to_record(session.lang) for one in problems])
    else:
        for one in problems:
            click.echo(marked(one, session.lang))
        click.echo(counted(problems, session.lang), err=True)
    if any(one.is_error for one in problems):
        raise click.exceptions.Exit(DATA_WRONG)


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
