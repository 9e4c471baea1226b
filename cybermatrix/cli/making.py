"""The commands that make something: a guide, a check report, a file, a matrix of one's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cybermatrix.cli.dressing import dressed, outlines, worn
from cybermatrix.cli.frame import Session, cli, common, helped, print_json
from cybermatrix.cli.proving import evidenced, prover
from cybermatrix.cli.words import DATA_WRONG, USE_WRONG, WrongUse, counted, marked, say
from cybermatrix.problems import KINDS

if TYPE_CHECKING:
    from cybermatrix.guides import Guide
    from cybermatrix.problems import Problem
    from cybermatrix.theme import Look


@cli.command(options_metavar="[OPTIES]", short_help="Maak een gids: pagina, PDF of Word.")
@click.argument("subject", metavar="WAARVOOR")
@click.option(
    "-o",
    "--output",
    "path",
    metavar="BESTAND",
    type=click.Path(dir_okay=False),
    help="Bestand: .html, .pdf, of .docx voor de teksten om over te nemen.",
)
@click.option("--intern", is_flag=True, help="Interne uitgave: met eigen nummers uit --overlay; niet delen.")
@click.option(
    "--forms", metavar="VORMEN", help="Van welke vormen de gids van een gemeente de kaart heeft, met komma's; of: alle."
)
@click.option("--since", metavar="UITGAVE", help="Oudere uitgave (nummer, map of .json), voor wat er veranderde.")
@click.option("--on", metavar="DATUM", help="Regels van deze dag. Standaard vandaag.")
@dressed
@evidenced
@common
@click.pass_obj
def guide(
    session: Session,
    /,
    subject: str,
    path: str | None,
    intern: bool,
    forms: str | None,
    since: str | None,
    on: str | None,
    theme: str | None,
    strict: bool,
    logo: str | None,
    templates: str | None,
    boundaries: str | None,
    proof: str | None,
) -> None:
    """Maak een gids: van een gemeente, partij, vorm of situatie, of 'regio', 'poster', 'poster-a0' of 'verslag'."""
    suffix = ".html" if path is None else Path(path).suffix
    if suffix not in (".html", ".pdf", ".docx"):
        raise WrongUse(say("ending", session.lang, path=path or ""))
    proven = prover(proof, session.lang, [suffix])
    from cybermatrix.guides import guide as make  # noqa: PLC0415
    from cybermatrix.journal import write_whole  # noqa: PLC0415
    from cybermatrix.loading import load_edition  # noqa: PLC0415

    matrix = session.matrix()
    pages = make(
        matrix if on is None else matrix.where(on=on),
        subject,
        internal=intern,
        lang=session.lang,
        forms=None if forms is None else [word.strip() for word in forms.split(",")],
        since=None if since is None else session.told(load_edition(since, data=session.data)),
        boundaries=outlines(boundaries),
    )
    target = Path(path or f"{pages.id}.html")  # as the cover of the paper guide calls it
    write_whole(target, _drawn(pages, suffix, worn(session.lang, theme, logo, templates, strict=strict)))
    click.echo(say("written", session.lang, path=target), err=True)
    proven([str(target)])


def _drawn(pages: Guide, suffix: str, look: Look) -> bytes:
    """Draw a guide in the way that the name of its file asks for."""
    if suffix == ".pdf":
        from cybermatrix.pdf import to_pdf  # noqa: PLC0415

        return to_pdf(pages, look=look)
    if suffix == ".docx":
        from cybermatrix.docx import to_docx  # noqa: PLC0415

        return to_docx(pages)
    from cybermatrix.html import to_html  # noqa: PLC0415

    return to_html(pages, look=look).encode()


@cli.command(options_metavar="[OPTIES]", short_help="Controleer de matrix, of tel hoe ver zij is.")
@click.option(
    "--code",
    "codes",
    metavar="CODE",
    type=click.Choice(list(KINDS), case_sensitive=False),
    multiple=True,
    help="Alleen problemen met deze code; mag vaker.",
)
@click.option("--report", "as_report", is_flag=True, help="Tel in plaats daarvan hoe ver de matrix is (dekking).")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", help="Vorm van het antwoord."
)
@click.option("--json", "as_json", is_flag=True, help="Geef JSON, net als --format json.")
@click.option(
    "--html",
    "page",
    metavar="BESTAND",
    type=click.Path(dir_okay=False),
    help="Schrijf de problemen ook als bladzijde, om te openen in een browser.",
)
@common
@click.pass_obj
def check(
    session: Session, /, codes: tuple[str, ...], as_report: bool, form: str, as_json: bool, page: str | None
) -> None:
    """Controleer de matrix: alle problemen in een keer. Met --report: wat is beantwoord, waarop rust dat, wat ontbreekt?"""
    form = "json" if as_json else form
    if as_report:
        _report(session, form)
        return
    from cybermatrix.loading import check as ask  # noqa: PLC0415

    session.settle()
    problems = ask(session.data, overlays=session.overlays)
    shown = [one for one in problems if not codes or one.code in codes]
    if page is not None:
        from cybermatrix.html import to_check_page  # noqa: PLC0415
        from cybermatrix.journal import write_whole  # noqa: PLC0415
        from cybermatrix.reporting.listing import listing  # noqa: PLC0415

        write_whole(Path(page), to_check_page(listing(shown, session.lang)).encode())
    if form == "json":
        print_json([one.to_record(session.lang) for one in shown])
    else:
        for one in shown:
            click.echo(("- " if form == "markdown" else "") + marked(one, session.lang))
        click.echo(counted(shown, session.lang), err=True)
    if page is not None:
        click.echo(say("written", session.lang, path=page), err=True)
    if any(one.is_error for one in problems):
        raise click.exceptions.Exit(DATA_WRONG)


def _report(session: Session, form: str) -> None:
    from cybermatrix.reporting import coverage  # noqa: PLC0415

    found = coverage(session.matrix())
    if form == "json":
        print_json(found.to_record())
    else:
        click.echo(found.to_markdown(session.lang) if form == "markdown" else found.to_text(session.lang))


@cli.command(options_metavar="[OPTIES]")
@click.option(
    "--format",
    "form",
    metavar="VORM",
    default="json",
    help="json, schema (het JSON Schema), ics (wat wanneer nagekeken moet worden) of folder (een map). Standaard json.",
)
@click.argument("path", metavar="BESTAND", type=click.Path())
@common
@click.pass_obj
def export(session: Session, /, form: str, path: str) -> None:
    """Schrijf de hele uitgave naar een bestand, of naar een map met tekstbestanden."""
    from cybermatrix.formats import export as write  # noqa: PLC0415

    if form != "folder" and os.path.isdir(path):  # noqa: PTH112  # says no, where Path.is_dir would raise
        raise WrongUse(say("no-such-file", session.lang, word=f"'{helped('BESTAND')}'"))
    try:
        write(session.matrix(), form, path)
    except FileExistsError:
        if form != "folder":  # a part of the path is a file
            raise
        click.echo(say("exists", session.lang, path=path), err=True)
        raise click.exceptions.Exit(USE_WRONG) from None
    click.echo(say("written", session.lang, path=path), err=True)


@cli.command(options_metavar="[OPTIES]", short_help="Begin een eigen matrix, of het eigen bestand van een gemeente.")
@click.argument("folder", metavar="MAP", type=click.Path())
@click.argument("place", metavar="[GEMEENTE]", required=False)
@click.option("--name", metavar="NAAM", default="Mijn cyberinterventiematrix", help="Naam van de nieuwe matrix.")
@click.option(
    "-o", "--output", "path", metavar="BESTAND", type=click.Path(dir_okay=False), help="Bestand voor 'overlay'."
)
@common
@click.pass_obj
def new(session: Session, /, folder: str, place: str | None, name: str, path: str | None) -> None:
    """
    Begin een eigen matrix in een nieuwe MAP, met de landelijke regels als voorstel.

    Met 'overlay GEMEENTE': een werkblad met vragen, in te vullen in een halfuur. Met 'overlay vragen.xlsx': het eigen
    bestand van die gemeente, uit het ingevulde werkblad.
    """
    if folder == OVERLAY and place is not None:
        _overlay(session, place, path)
        return
    if place is not None:
        raise WrongUse(say("too-much", session.lang, word=place))
    from cybermatrix.formats import starting_point, write_folder  # noqa: PLC0415

    try:
        write_folder(starting_point(session.matrix().data, name=name), Path(folder))
    except FileExistsError:
        click.echo(say("exists", session.lang, path=folder), err=True)
        raise click.exceptions.Exit(USE_WRONG) from None
    click.echo(say("start", session.lang, path=folder), err=True)


OVERLAY = "overlay"
_SHEETS = (".xlsx", ".ods")


def _overlay(session: Session, word: str, path: str | None) -> None:
    """Write the questions to a municipality, or read its answers back; a file that is there is not overwritten."""
    from cybermatrix.errors import InvalidMatrix  # noqa: PLC0415
    from cybermatrix.journal import write_whole  # noqa: PLC0415
    from cybermatrix.workbook.intake import make_intake, read_intake  # noqa: PLC0415
    from cybermatrix.workbook.writing import to_bytes  # noqa: PLC0415

    matrix = session.matrix()
    if Path(word).suffix.lower() in _SHEETS:
        problems: list[Problem] = []
        text = read_intake(Path(word), matrix, problems)
        if text is None:
            raise InvalidMatrix(problems)
        target, content, said = Path(path or Path(word).with_suffix(".yaml").name), text.encode(), "overlay-read"
    else:
        place = matrix.base.municipality(word)
        target = Path(path or f"{place.id}.xlsx")
        if target.suffix.lower() not in _SHEETS:
            raise WrongUse(say("sheet-ending", session.lang, path=target))
        content, said = to_bytes(make_intake(matrix, place), target.suffix), "overlay-asked"
    if target.exists():
        click.echo(say("there", session.lang, path=target), err=True)
        raise click.exceptions.Exit(USE_WRONG)
    write_whole(target, content)
    click.echo(say(said, session.lang, path=target), err=True)
