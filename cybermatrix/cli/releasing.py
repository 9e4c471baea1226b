"""The command that makes a new edition of what a folder says now."""

from __future__ import annotations

import click

from cybermatrix.cli.desk import now
from cybermatrix.cli.frame import Session, cli, common
from cybermatrix.cli.words import WrongUse, counted, say


@cli.command(options_metavar="[OPTIES]", short_help="Maak een nieuwe uitgave.")
@click.argument("number", metavar="NUMMER")
@click.option("--date", "date", metavar="DATUM", help="Dag van de uitgave, zoals 2026-11-23. Standaard vandaag.")
@click.option(
    "--adopted-by",
    "--vastgesteld-door",
    "adopted_by",
    metavar="TEKST",
    help="Wie de uitgave vaststelde, in welk overleg en wanneer. Anders blijft zij concept.",
)
@click.option("--dry-run", is_flag=True, help="Laat alleen zien wat er verandert; schrijf niets.")
@common
@click.pass_obj
def release(session: Session, /, number: str, date: str | None, adopted_by: str | None, *, dry_run: bool) -> None:
    """
    Maak een nieuwe uitgave van de map, met een NUMMER zoals 2026.2.

    Controleert de map, zet nummer en datum in editie.yaml en bewaart de uitgave in edities/, met wat er veranderde
    (wijzigingen.md en .atom) en wanneer wat nagekeken moet worden (nakijken.ics). Alles of niets.
    """
    folder = session.folder()
    if folder is None or session.overlays:
        raise WrongUse(say("no-folder" if folder is None else "no-overlay", session.lang))
    session.settle()
    from cybermatrix.matrix import as_date, today  # noqa: PLC0415
    from cybermatrix.releasing import prepare, write_release  # noqa: PLC0415

    made = prepare(folder, number, date=today() if date is None else as_date(date), adopted_by=adopted_by)
    click.echo(made.changes.to_text(session.lang))
    if made.warnings:
        count, check = counted(made.warnings, session.lang), session.command("check")
        click.echo(say("release-warnings", session.lang, count=count, check=check), err=True)
    files = ", ".join(made.files)
    if dry_run:
        click.echo(say("release-dry", session.lang, number=number, files=files), err=True)
        return
    write_release(folder, made, when=now())
    status = say(f"edition-{made.new.edition.status}", session.lang)
    undo = session.command("workbook undo")
    click.echo(say("released", session.lang, number=number, status=status, files=files, undo=undo), err=True)
