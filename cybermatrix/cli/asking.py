"""The commands that answer a question about the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cybermatrix import errors
from cybermatrix.cli.frame import Name, Session, asked, cli, common, filters, output, print_json, width
from cybermatrix.cli.words import KINDS_NL, USE_WRONG, WrongUse, explained, say
from cybermatrix.language import as_dutch, named, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cybermatrix.language import Language
    from cybermatrix.matrix import Matrix


@cli.command(options_metavar="[OPTIES]")
@click.argument("crime", metavar="VORM", type=Name("crime_index"))
@filters("intervention", "role", "phase", "partner", "level", "audience", "area")
@output
@common
@click.pass_obj
def who(session: Session, /, crime: str, as_json: bool, style: str, **values: Any) -> None:  # click calls it
    """Wie doet wat tegen deze VORM (of familie van vormen)?"""
    from cybermatrix.queries import who as ask  # noqa: PLC0415

    found = ask(session.matrix(), crime=crime, **asked(values))
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
def what(session: Session, /, partner: str, as_json: bool, style: str, **values: Any) -> None:
    """Wat doet deze PARTIJ?"""
    from cybermatrix.queries import what as ask  # noqa: PLC0415

    found = ask(session.matrix(), partner=partner, **asked(values))
    _print_cells(
        [cell for cells in found.values() for cell in cells],
        session.lang,
        as_json=as_json,
        style=style,
        first="intervention",
    )


def _print_cells(cells: Sequence[Any], lang: Language, *, as_json: bool, style: str, first: str) -> None:
    from cybermatrix.tables import text_table, to_records  # noqa: PLC0415

    if as_json:
        print_json(to_records(cells))
        return
    if not cells:
        click.echo(say("nobody", lang), err=True)
        return
    # One rule may answer for many forms; in a table it is told once, with the forms it answers for.
    rows: dict[tuple[str, ...], list[str]] = {}
    for cell in cells:
        partner, intervention = named(cell.partner, lang), named(cell.intervention, lang)
        who_or_what = (partner, intervention) if first == "partner" else (intervention, partner)
        role = cell.role.said(lang)
        audience = ", ".join(named(item, lang) for item in cell.audience) or say("everyone", lang)
        key = (
            *who_or_what,
            role,
            as_dutch(cell.text, lang),
            named(cell.level, lang),
            named(cell.area, lang),
            audience,
            f"{say(cell.label, lang)} · {say('unconfirmed' if cell.status == 'voorstel' else cell.status, lang)}",
        )
        rows.setdefault(key, []).append(named(cell.crime, lang))
    many = len({name for names in rows.values() for name in names}) > 1
    headings = ["partner", "intervention"] if first == "partner" else ["intervention", "partner"]
    titles = [say(word, lang) for word in (*headings, "role", "text", "level", "area", "audience", "label")]
    table = [[*key, _few(names)] if many else list(key) for key, names in rows.items()]
    click.echo(
        text_table(
            table, [*titles, say("crime", lang)] if many else titles, style, width() if style == "simple" else None
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
@click.option("--totals", is_flag=True, help="Met totalen: hoeveel cellen per rij en kolom.")
@output
@common
@click.pass_obj
def show(
    session: Session, /, rows: str, columns: str, words: bool, totals: bool, as_json: bool, style: str, **values: Any
) -> None:
    """De matrix als tabel."""
    from cybermatrix.tables import pivot  # noqa: PLC0415

    matrix = session.matrix()
    table = pivot(matrix.where(**asked(values)), rows=rows, columns=columns)
    if as_json:
        print_json(table.to_records(session.lang, totals=totals))
        return
    letters = not words and "partner" in (rows, columns)
    click.echo(table.to_text(style, session.lang, letters=letters, totals=totals))
    if letters:
        legend = ", ".join(f"{role.letter} {role.said(session.lang)}" for role in matrix.roles)
        codes = ", ".join(f"{i.code} {named(i, session.lang)}" for i in matrix.intervention_types)
        click.echo(
            f"\n{say('legend', session.lang)}: {legend}.\n{codes}." if columns == "intervention" else f"\n{legend}."
        )


@cli.command(options_metavar="[OPTIES]", short_help="Wat is door niemand vastgelegd?")
@filters("role", "crime", "intervention", "phase", "level", "audience")
@output
@common
@click.pass_obj
def gaps(session: Session, /, role: tuple[str, ...], as_json: bool, style: str, **values: Any) -> None:
    """Wat is door niemand vastgelegd? Met --role: waar ontbreekt die rol?"""
    from cybermatrix.queries import gaps as ask  # noqa: PLC0415
    from cybermatrix.tables import text_table  # noqa: PLC0415

    found = ask(session.matrix(), role=list(role) or None, **asked(values))
    if as_json:
        print_json(
            [{"intervention": g.intervention.id, "crime": g.crime.id, "level": g.level and g.level.id} for g in found]
        )
        return
    if not found:
        click.echo(say("no-gaps", session.lang), err=True)
        return
    lang = session.lang
    nowhere = say("level-any", lang)
    rows = [
        [named(g.crime, lang), named(g.intervention, lang), nowhere if g.level is None else named(g.level, lang)]
        for g in found
    ]
    click.echo(text_table(rows, [say(word, session.lang) for word in ("crime", "intervention", "level")], style))
    click.echo(plural(len(found), say("gap", lang), say("gaps", lang), lang), err=True)


@cli.command(options_metavar="[OPTIES]")
@filters("role", "crime", "intervention", "phase", "level", "audience")
@output
@common
@click.pass_obj
def overlaps(session: Session, /, role: tuple[str, ...], as_json: bool, style: str, **values: Any) -> None:
    """Waar trekken twee partijen hetzelfde?"""
    from cybermatrix.queries import overlaps as ask  # noqa: PLC0415
    from cybermatrix.tables import text_table, to_records  # noqa: PLC0415

    found = ask(session.matrix(), role=list(role) or "regie", **asked(values))
    if as_json:
        print_json([to_records(overlap.cells) for overlap in found])
        return
    if not found:
        click.echo(say("no-overlaps", session.lang), err=True)
        return
    rows = [
        [
            *(named(item, session.lang) for item in (o.crime, o.intervention, o.level)),
            "; ".join(named(cell.partner, session.lang) for cell in o.cells),
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
def search(session: Session, /, words: tuple[str, ...], limit: int, as_json: bool, style: str) -> None:
    """Zoek in gewone woorden, zoals: bank belde oma."""
    from cybermatrix.searching import search as ask  # noqa: PLC0415
    from cybermatrix.tables import text_table  # noqa: PLC0415

    lang = session.lang
    hits = ask(session.matrix(), " ".join(words), limit=limit, lang=lang)
    if as_json:
        records = [{"kind": h.kind, "id": h.item.id, "name": h.item.name, "score": h.score, "why": h.why} for h in hits]
        print_json(records)
        return
    if not hits:
        click.echo(say("no-hits", lang), err=True)
        return
    kinds = [_KINDS_OF_HITS.get(hit.kind, hit.kind) for hit in hits]
    rows = [
        [named(hit.item, lang), kind if lang == "en" else KINDS_NL[kind], str(hit.score), hit.why]
        for hit, kind in zip(hits, kinds, strict=True)
    ]
    titles = [say(word, lang) for word in ("hit", "kind", "score", "why")]
    click.echo(text_table(rows, titles, style, width() if style == "simple" else None))


@cli.command(options_metavar="[OPTIES]")
@click.argument("partner", metavar="PARTIJ", type=Name("partner_index"))
@click.argument("intervention", metavar="INTERVENTIE", type=Name("intervention_index"))
@click.argument("crime", metavar="VORM", type=Name("crime_index"))
@filters()
@click.option("--json", "as_json", is_flag=True, help="Geef JSON.")
@common
@click.pass_obj
def explain(session: Session, /, partner: str, intervention: str, crime: str, as_json: bool, **viewpoint: Any) -> None:
    """Waarom is het antwoord zo? Voor één PARTIJ, INTERVENTIE en VORM."""
    from cybermatrix.queries import explain as ask  # noqa: PLC0415
    from cybermatrix.tables import to_records  # noqa: PLC0415

    found = ask(session.matrix(), partner=partner, intervention=intervention, crime=crime, **asked(viewpoint))
    lang = session.lang
    if as_json:
        aside = [{"assignment": s.assignment.id, "reason": s.reason, "by": s.by and s.by.id} for s in found.set_aside]
        print_json({"state": found.state, "reason": found.reason, "cells": to_records(found.cells), "set_aside": aside})
        return
    click.echo(" · ".join(named(item, lang) for item in (found.partner, found.intervention, found.crime)))
    click.echo(say(found.state, lang) + (f": {as_dutch(found.reason, lang)}" if found.reason else ""))
    for cell in found.cells:
        verb = cell.role.said(lang)
        where = f"{named(cell.level, lang)}, {named(cell.area, lang)}"
        click.echo(f"  {named(cell.partner, lang)}: {verb} ({where}). {as_dutch(cell.text, lang)}")
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
    as_json: bool,
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
        raise WrongUse(say("on-alone", session.lang))

    def edition(word: str) -> Matrix:
        try:
            return session.told(load_edition(word, data=session.data, overlays=session.overlays))
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
        print_json(changes.to_records(session.lang))
    else:
        click.echo(getattr(changes, f"to_{form}")(session.lang))
