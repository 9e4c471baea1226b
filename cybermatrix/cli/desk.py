"""The commands of the coordinator's desk: the workbook out and in, several of them merged, and what was done undone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cybermatrix import errors
from cybermatrix.cli.frame import Name, Session, cli, common
from cybermatrix.cli.words import DATA_WRONG, USE_WRONG, WrongUse, counted, marked, say
from cybermatrix.language import plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from cybermatrix.journal import Record
    from cybermatrix.matrix import Matrix
    from cybermatrix.workbook.merging import Preview


_BOOKS = (".xlsx", ".ods")


@cli.group(options_metavar="[OPTIES]", subcommand_metavar="OPDRACHT …", no_args_is_help=True)
@common
def workbook() -> None:
    """De matrix als werkboek, om te bewerken in Excel of LibreOffice."""


def _ending(path: str, session: Session) -> Path:
    target = Path(path)
    if target.suffix.lower() not in _BOOKS:
        raise WrongUse(say("workbook-ending", session.lang, path=target))
    return target


@workbook.command("export", options_metavar="[OPTIES]")
@click.argument("path", metavar="BESTAND", type=click.Path(dir_okay=False))
@click.option("--partner", type=Name("partner_index"), help="Alleen de rijen van deze partij.")
@click.option("--empty", is_flag=True, help="Alleen de koppen, om in te vullen.")
@click.option(
    "--municipality",
    type=Name("municipality_index"),
    help="Het eigen bestand van deze gemeente, met de vragen die zij zelf beantwoordt.",
)
@common
@click.pass_obj
def workbook_export(session: Session, /, path: str, partner: str | None, empty: bool, municipality: str | None) -> None:
    """Maak een werkboek: .xlsx of .ods."""
    target = _ending(path, session)
    if sum((partner is not None, empty, municipality is not None)) > 1:
        raise WrongUse(say("one-choice", session.lang, words="--partner, --empty, --municipality"))
    from cybermatrix.journal import write_whole  # noqa: PLC0415
    from cybermatrix.workbook import EMPTY, ONE_PARTNER, WHOLE, export_book, local_book, to_bytes  # noqa: PLC0415

    if municipality is not None:
        write_whole(target, to_bytes(local_book(_with_own_files(session), municipality), target.suffix))
        click.echo(say("written", session.lang, path=target), err=True)
        return
    matrix = session.matrix()
    scope = EMPTY if empty else WHOLE
    if partner is not None:
        scope = f"{ONE_PARTNER}{matrix.base.partner_index.find(partner).id}"
    export_book(matrix, target, scope=scope, folder=session.folder())
    click.echo(say("written", session.lang, path=target), err=True)


@workbook.command("check", options_metavar="[OPTIES]")
@click.argument("path", metavar="BESTAND", type=click.Path(dir_okay=False))
@common
@click.pass_obj
def workbook_check(session: Session, /, path: str) -> None:
    """Maak een werkboek waarin alle problemen zijn aangestreept, met een blad Controle vooraan."""
    target = _ending(path, session)
    from cybermatrix.journal import write_whole  # noqa: PLC0415
    from cybermatrix.loading import examined  # noqa: PLC0415
    from cybermatrix.workbook import checked_book, to_bytes  # noqa: PLC0415

    session.settle()
    data, problems = examined(session.data)
    if data is None:
        raise errors.InvalidMatrix(problems)
    write_whole(target, to_bytes(checked_book(data, problems), target.suffix))
    click.echo(say("written", session.lang, path=target), err=True)
    click.echo(counted(problems, session.lang), err=True)
    if any(one.is_error for one in problems):
        raise click.exceptions.Exit(DATA_WRONG)


def _with_own_files(session: Session) -> Matrix:
    """Load the matrix with the own files that are there already; one that is to come is no mistake."""
    session.settle()
    from cybermatrix.loading import load  # noqa: PLC0415

    return session.told(load(session.data, overlays=[path for path in session.overlays if Path(path).exists()]))


def _books(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the workbooks that it reads, with who sent them."""
    command = click.option("--apply", is_flag=True, help="Schrijf de wijzigingen; anders ziet u ze alleen.")(command)
    command = click.option(
        "--marked",
        metavar="BESTAND",
        type=click.Path(dir_okay=False),
        help="Schrijf het werkboek ook met de problemen erin aangestreept.",
    )(command)
    command = click.option(
        "--from", "senders", metavar="NAAM=BESTAND", multiple=True, help="Een werkboek en van wie het komt; mag vaker."
    )(command)
    return click.argument("paths", metavar="BESTAND", nargs=-1, type=click.Path())(command)


@workbook.command("import", options_metavar="[OPTIES]")
@_books
@common
@click.pass_obj
def workbook_import(session: Session, /, **values: Any) -> None:
    """
    Lees een werkboek en zie wat er verandert.

    Zonder --apply wordt er niets geschreven.
    """
    _import(session, **values)


@workbook.command("merge", options_metavar="[OPTIES]")
@_books
@common
@click.pass_obj
def workbook_merge(session: Session, /, **values: Any) -> None:
    """
    Voeg werkboeken van verschillende mensen samen.

    Wat elkaar niet raakt wordt overgenomen; waar twee iets anders willen, blijft de matrix zoals zij is.
    """
    _import(session, **values)


def named_books(paths: tuple[str, ...], senders: tuple[str, ...], session: Session) -> dict[str, Path]:
    """Give each workbook by who sent it: what `--from` says, or else the name of the file."""
    books: dict[str, Path] = {}
    for word in senders:
        name, mark, path = word.partition("=")
        if not (mark and name.strip() and path) or name.strip() in books:
            raise WrongUse(say("sender", session.lang, word=word))
        books[name.strip()] = Path(path)
    for path in paths:
        key = Path(path).name
        books[key if key not in books else path] = Path(path)
    if not books:
        raise WrongUse(say("no-book", session.lang))
    return books


def _import(
    session: Session, paths: tuple[str, ...], senders: tuple[str, ...], marked: str | None, *, apply: bool
) -> None:
    books = named_books(paths, senders, session)
    folder = session.folder()
    if apply and folder is None and not session.overlays:
        raise WrongUse(say("no-folder", session.lang))
    target = None if marked is None else _ending(marked, session)
    from cybermatrix.workbook import is_local, local_preview, mark_book, preview, read_book  # noqa: PLC0415

    opened = {who: book for who, path in books.items() if (book := read_book(path, [])) is not None}
    local = bool(opened) and any(map(is_local, opened.values()))
    if local and apply and len(session.overlays) != 1:
        raise WrongUse(say("no-own-file", session.lang))
    found = (
        local_preview(_with_own_files(session), opened) if local else preview(session.matrix(), books, folder=folder)
    )
    tell(found, session)
    if target is not None:
        mark_book(next(iter(books.values())), (*found.problems, *found.conflicts), target)
        click.echo(say("written", session.lang, path=target), err=True)
    own = Path(session.overlays[0]) if local and session.overlays else None
    finish(found, session, folder, what=", ".join(books), apply=apply, own=own)


def tell(found: Preview, session: Session, text: str | None = None) -> None:
    """Say what changes (in other words when given), what stands in the way, and where two do not agree."""
    if found.is_sound:  # with a mistake nothing was compared, and "no changes" would be no answer
        click.echo(found.to_text(session.lang) if text is None else text)
    for one in found.problems:
        click.echo(marked(one, session.lang), err=True)
    if found.conflicts:
        click.echo(say("conflicts", session.lang, count=len(found.conflicts)), err=True)
        for one in found.conflicts:  # no mistake of anybody, so it is not called one
            click.echo(f"- {one.sentence(session.lang)}", err=True)
    if found.problems:
        click.echo(counted(found.problems, session.lang), err=True)


def finish(
    found: Preview, session: Session, folder: Path | None, *, what: str, apply: bool, own: Path | None = None
) -> None:
    """Write what was shown, when that was asked and it can be; leave with the status that says how it went."""
    if not found.is_sound:
        click.echo(say("not-sound", session.lang), err=True)
        raise click.exceptions.Exit(DATA_WRONG)
    if apply and own is not None:
        from cybermatrix.workbook import write_local  # noqa: PLC0415

        _applied(int(write_local(own, found, session.data, what=what, when=now())), session)
    elif apply and folder is not None:
        from cybermatrix.writeback import write_back  # noqa: PLC0415

        _applied(len(write_back(folder, found.old.data, found.data, what=what, when=now())), session)
    elif len(found.changes):
        click.echo(say("not-written", session.lang), err=True)
    if found.conflicts:
        raise click.exceptions.Exit(DATA_WRONG)


def _applied(count: int, session: Session) -> None:
    """Say how many files were written, and how that is undone; nothing written leaves nothing to undo."""
    lang = session.lang
    if count:
        files = plural(count, say("files-one", lang), say("files", lang), lang)
        click.echo(say("applied", lang, count=files, undo=session.command("workbook undo")), err=True)
    else:
        click.echo(say("already", lang), err=True)


def now() -> str:
    """Give the time as it is kept with a change."""
    return f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M}"


def _written_folder(session: Session) -> Path:
    """Give the folder that is written to, that of an own file if there is one; what was left half-way is settled first."""
    folder = Path(session.overlays[0]).parent if session.overlays else session.folder()
    if folder is None:
        raise WrongUse(say("no-folder", session.lang))
    session.settle()
    return folder


def _undoing(done: Record | None, session: Session) -> str:
    """Give what undoing a change is called; undone twice it is that change again."""
    what = "" if done is None else done.what
    mark = say("undoing", session.lang, what="")
    return what.removeprefix(mark) if what.startswith(mark) else f"{mark}{what}"


@workbook.command("undo", options_metavar="[OPTIES]")
@common
@click.pass_obj
def workbook_undo(session: Session, /) -> None:
    """Maak de laatste wijziging ongedaan; nog een keer zet haar terug."""
    from cybermatrix import journal  # noqa: PLC0415

    folder = _written_folder(session)
    try:
        done = journal.undo(folder, what=_undoing(journal.last(folder), session), when=now())
    except LookupError:
        click.echo(say("nothing-to-undo", session.lang), err=True)
        raise click.exceptions.Exit(USE_WRONG) from None
    click.echo(say("undone", session.lang, when=done.when, what=done.what, files=", ".join(done.files)), err=True)


@workbook.command("status", options_metavar="[OPTIES]")
@common
@click.pass_obj
def workbook_status(session: Session, /) -> None:
    """Zeg of de map in orde is, en wat de laatste wijziging was."""
    from cybermatrix import journal  # noqa: PLC0415

    folder = _written_folder(session)
    done = journal.last(folder)
    if done is None:
        click.echo(say("no-change-yet", session.lang))
    else:
        said = say("last-change", session.lang, when=done.when, what=done.what, files=", ".join(done.files))
        click.echo(said)


# --- consultation -----------------------------------------------------------------------------------------------


@cli.group(options_metavar="[OPTIES]", subcommand_metavar="OPDRACHT …", no_args_is_help=True)
@common
def consult() -> None:
    """Een raadpleging: vraag partijen of klopt wat er over hen staat."""


def _area(session: Session, word: str | None) -> str | None:
    return None if word is None else str(session.matrix().base.area_index.find(word).id)


_in_area = click.option(
    "--area", type=Name("area_index"), help="Waar de raadpleging is; standaard de regio van de matrix."
)


@consult.command("export", options_metavar="[OPTIES]")
@click.argument("target", metavar="MAP", type=click.Path(file_okay=False))
@click.option(
    "--format", "form", metavar="VORM", type=click.Choice(["xlsx", "ods"]), default="xlsx", help="xlsx of ods."
)
@_in_area
@common
@click.pass_obj
def consult_export(session: Session, /, target: str, form: str, area: str | None) -> None:
    """Maak voor elke partij die gevraagd wordt een werkboek met haar toewijzingen."""
    from cybermatrix.journal import write_whole  # noqa: PLC0415
    from cybermatrix.workbook import asked, consult_book, to_bytes  # noqa: PLC0415

    matrix = session.matrix()
    found = asked(matrix, area=_area(session, area))
    for one in found:
        write_whole(Path(target) / f"{one.body.id}.{form}", to_bytes(consult_book(matrix, one), f".{form}"))
    click.echo(say("asked", session.lang, count=len(found), path=target), err=True)


def _returned(paths: tuple[str, ...], session: Session) -> dict[str, Path]:
    """Give the workbooks that came back; of a folder, all that are in it, and say what else there is."""
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(one for one in path.iterdir() if not one.name.startswith((".", "~")))
        found += [one for one in inside if one.suffix.lower() in _BOOKS]
        left = [one.name for one in inside if one.suffix.lower() not in _BOOKS]
        if left:
            click.echo(say("skipped", session.lang, files=", ".join(left)), err=True)
    if not found:
        raise WrongUse(say("no-book", session.lang))
    return {str(path): path for path in found}


@consult.command("import", options_metavar="[OPTIES]")
@click.argument("paths", metavar="BESTAND", nargs=-1, type=click.Path())
@click.option("--apply", is_flag=True, help="Schrijf de wijzigingen; anders ziet u ze alleen.")
@_in_area
@common
@click.pass_obj
def consult_import(session: Session, /, paths: tuple[str, ...], area: str | None, *, apply: bool) -> None:
    """Lees de antwoorden (bestanden of een map): wat iedereen goed vindt, is bevestigd."""
    books = _returned(paths, session)
    folder = session.folder()
    if apply and folder is None:
        raise WrongUse(say("no-folder", session.lang))
    from cybermatrix.workbook import read_round  # noqa: PLC0415

    answers = read_round(session.matrix(), books, area=_area(session, area))
    found = answers.preview()
    tell(found, session, answers.report().to_summary(session.lang))
    finish(found, session, folder, what=", ".join(Path(name).name for name in books), apply=apply)


@consult.command("report", options_metavar="[OPTIES]")
@click.argument("paths", metavar="BESTAND", nargs=-1, type=click.Path())
@click.option(
    "-o", "--output", "path", metavar="BESTAND", type=click.Path(dir_okay=False), help="Bestand: .txt, .md of .html."
)
@_in_area
@common
@click.pass_obj
def consult_report(session: Session, /, paths: tuple[str, ...], path: str | None, area: str | None) -> None:
    """Wie heeft nog niet geantwoord, en wat moet de stuurgroep weten? Eén bladzijde."""
    books = _returned(paths, session)
    if path is not None and Path(path).suffix not in (".txt", ".md", ".html"):
        raise WrongUse(say("report-ending", session.lang, path=path))
    from cybermatrix.journal import write_whole  # noqa: PLC0415
    from cybermatrix.workbook import read_round  # noqa: PLC0415

    found = read_round(session.matrix(), books, area=_area(session, area))
    report, lang = found.report(), session.lang
    if path is None:
        click.echo(report.to_text(lang))
    else:
        if Path(path).suffix == ".html":
            from cybermatrix.html import to_report_page  # noqa: PLC0415

            text = to_report_page(report, lang)
        else:
            text = report.to_markdown(lang) if Path(path).suffix == ".md" else report.to_text(lang)
        write_whole(Path(path), f"{text}\n".encode())
        click.echo(say("written", session.lang, path=path), err=True)
    for one in found.problems:
        click.echo(marked(one, session.lang), err=True)
