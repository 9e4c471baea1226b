"""Coverage as text, Markdown and plain values: the words, the tables and their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cybermatrix.language import day, named
from cybermatrix.tables import text_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cybermatrix.language import Language
    from cybermatrix.reporting.coverage import Aim, Coverage, Line

LABELS = ("vast", "bron", "voorstel")
# The kinds of source, best first, with the words for them in the list of sources.
EVIDENCE: dict[str, tuple[str, ...]] = {
    "official": ("officieel", "rechtspraak"),
    "law": (),
    "research": ("onderzoek", "dataset"),
    "primary": ("primair", "maatschappelijk"),
    "media": ("nieuws", "vakmedia", "media"),
    "secondary": ("secundair", "overig"),
    "none": (),
}
_SAY: dict[str, tuple[str, str]] = {
    "title": ("Dekking van uitgave {edition}", "Coverage of edition {edition}"),
    "from": (", gezien vanuit {place}", ", seen from {place}"),
    "intro": (
        (
            "{answered} van de {applicable} paren die passen hebben een antwoord ({percent}%). Bij {specific} daarvan spreekt een "
            "regel over juist die vorm of haar familie, bij {named} noemt een regel de vorm zelf. {gaps} paren zijn nog onbekend; "
            "{none} paren passen niet."
        ),
        (
            "{answered} of the {applicable} pairs that apply are answered ({percent}%). For {specific} of them a rule speaks of "
            "that form or its category alone, for {named} a rule names the form itself. {gaps} pairs are still unknown; {none} "
            "pairs do not apply."
        ),
    ),
    "rules": (
        (
            "Daarin spreken {rules} toewijzingen: {specific} over bepaalde vormen, {confirmed} bevestigd door het netwerk, {proposed} nog voorstel. "
            "De langst geleden nagelezen regel is van {oldest}."
        ),
        (
            "{rules} assignments speak in them: {specific} of certain forms, {confirmed} confirmed by the network, {proposed} still proposed. "
            "The rule that was read longest ago is of {oldest}."
        ),
    ),
    "old": (
        "{count} daarvan rusten alleen op bronnen van meer dan twee jaar voor deze uitgave; zij zeggen wat toen zo was.",
        "{count} of them rest on sources of more than two years before this edition only; they say what was so then.",
    ),
    "grid": ("Vorm voor vorm, interventie voor interventie", "Form by form, intervention by intervention"),
    "legend": (
        "● een regel spreekt over juist die vorm of haar familie · ○ alleen een algemene regel · ? onbekend · – past niet.",
        "● a rule speaks of that form or its category alone · ○ a general rule only · ? unknown · – does not apply.",
    ),
    "confirmed": ("bevestigd", "confirmed"),
    "best": ("beste bron", "best source"),
    "never": ("geen enkele dag", "no day"),
    "aims": ("Wat het moet halen", "What it should reach"),
    "by-form": ("Per vorm", "By crime form"),
    "by-type": ("Per interventie", "By intervention type"),
    "by-label": ("Waar de antwoorden op rusten", "What the answers rest on"),
    "missing": ("Wat ontbreekt", "What is missing"),
    "risks": ("Waar een fout het meest zou schaden", "Where an error would do most damage"),
    "aim": ("Doel", "Aim"),
    "reached": ("Gehaald", "Reached"),
    "wanted": ("Nodig", "Wanted"),
    "good": ("Goed?", "Good?"),
    "lacking": ("Ontbreekt bij", "Missing for"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "form": ("Vorm", "Form"),
    "type": ("Interventie", "Intervention"),
    "answered": ("antwoord", "answered"),
    "specific": ("specifiek", "specific"),
    "named": ("noemt de vorm", "names it"),
    "general": ("alleen algemeen", "general only"),
    "gap": ("onbekend", "gap"),
    "nvt": ("n.v.t.", "n/a"),
    "labels": ("vast/bron/voorstel", "settled/source/proposal"),
    "oldest": ("oudste nalezing", "oldest check"),
    "total": ("Samen", "Total"),
    "pairs": ("Paren", "Pairs"),
    "kind": ("Beste bron of woord", "Best source or label"),
    "vast": ("vast", "settled"),
    "bron": ("bron", "one source"),
    "voorstel": ("voorstel", "proposal"),
    "official": ("officiële bron", "official source"),
    "law": ("wet", "law"),
    "research": ("onderzoek", "research"),
    "primary": ("de organisatie zelf", "the body itself"),
    "media": ("nieuws of vakblad", "news or trade press"),
    "secondary": ("andere bron", "another source"),
    "none": ("geen bron", "no source"),
    "aim-before": ("Kernvorm: iets vooraf", "Core form: something before"),
    "aim-report": ("Kernvorm: melden en waarschuwen", "Core form: report and warn"),
    "aim-now": ("Kernvorm: iets nu", "Core form: something now"),
    "aim-victim": ("Kernvorm: slachtofferhulp", "Core form: victim care"),
    "aim-answered": ("Paren met een antwoord en een bron", "Pairs with an answer and a source"),
    "aim-specific": ("Paren met iets specifieks", "Pairs with something specific"),
    "no-victim": ("Vormen zonder slachtofferhulp", "Forms without victim care"),
    "no-role": ("Partijen zonder rol", "Partners without a role"),
    "no-form": ("Instrumenten zonder eigen vorm", "Instruments without a form of their own"),
    "unaccounted": ("Niet verantwoord (geworden of niet_omdat)", "Not accounted for (geworden or niet_omdat)"),
    "no-lead": (
        "Paren met een antwoord waarin niemand trekt of beslist",
        "Answered pairs in which nobody leads or decides",
    ),
    "busiest": (
        "Partijen met de meeste taken (paren waarin zij trekken of doen)",
        "Busiest partners (pairs in which they lead or do)",
    ),
    "undated": ("Bronnen zonder datum", "Sources without a date"),
    "never-checked": ("Nog nooit nagekeken", "Never looked at again yet"),
    "overdue": ("Te lang geleden nagekeken", "Looked at too long ago"),
    "review-channel": ("loketten en nummers", "desks and numbers"),
    "review-law": ("wetten", "laws"),
    "review-assignment": ("toewijzingen", "assignments"),
    "review-instrument": ("instrumenten", "instruments"),
    "nothing": ("niets", "nothing"),
    "source": ("Bron", "Source"),
    "weight": ("Gewicht", "Weight"),
    "phones": ("nummers", "numbers"),
    "laws": ("wetten", "laws"),
    "money": ("geld", "money"),
    "others": ("overig", "others"),
}


def say(key: str, lang: Language, /, **values: object) -> str:
    """Give a word or sentence of the report in the language asked for."""
    return _SAY[key][lang == "en"].format(**values)


def told(found: Coverage, lang: Language, *, style: str) -> str:
    """Tell coverage in sentences and tables; with the style ``github`` it is Markdown."""
    mark = "## " if style == "github" else ""
    title = say("title", lang, edition=found.edition) + (say("from", lang, place=found.place) if found.place else "")
    parts = [f"{'# ' if mark else ''}{title}", "\n".join(_sentences(found, lang))]
    for key, headings, rows in _tables(found, lang):
        titles = [say(word, lang) for word in headings]
        parts.append(f"{mark}{say(key, lang)}\n\n{text_table(_safe(rows, style), titles, style)}")
    parts.insert(-3, f"{mark}{say('grid', lang)}\n\n{_grid(found, lang, style)}\n\n{say('legend', lang)}")
    lacking = [f"- {what}: {', '.join(names) or say('nothing', lang)}" for what, names in _missing(found, lang)]
    parts.insert(-1, f"{mark}{say('missing', lang)}\n\n" + "\n".join(lacking))
    return "\n\n".join(parts)


def _sentences(found: Coverage, lang: Language) -> Iterable[str]:
    total = found.total
    yield say(
        "intro",
        lang,
        answered=total.answered,
        applicable=total.applicable,
        percent=_percent(total.answered, total.applicable),
        specific=total.specific,
        named=total.named,
        gaps=total.gaps,
        none=total.not_applicable,
    )
    yield say(
        "rules",
        lang,
        rules=found.assignments,
        specific=found.specific_assignments,
        confirmed=found.confirmed_assignments,
        proposed=found.assignments - found.confirmed_assignments,
        oldest=say("never", lang) if total.oldest is None else day(total.oldest, lang),
    )
    yield say("old", lang, count=len(found.old_assignments))


def _tables(found: Coverage, lang: Language) -> Iterable[tuple[str, Sequence[str], list[list[str]]]]:
    yield "aims", ("aim", "reached", "wanted", "good", "lacking"), [_aim(one, lang) for one in found.aims]
    yield "by-label", ("kind", "pairs"), [[say(key, lang), str(count)] for key, count in kinds(found.total).items()]
    figures = ("answered", "specific", "named", "general", "gap", "nvt", "labels", "best", "confirmed", "oldest")
    for key, first, lines in (("by-form", "form", found.forms), ("by-type", "type", found.types)):
        yield key, (first, *figures), [_line(one, lang) for one in (*lines, found.total)]
    yield (
        "risks",
        ("source", "weight", "phones", "laws", "money", "others"),
        [
            [
                f"{one.source.name} ({one.source.id})",
                *map(str, (one.weight, one.phones, one.laws, one.money, one.others)),
            ]
            for one in found.risks
        ],
    )


_MARKS = {"specific": "●", "general": "○", "gap": "?", "nvt": "–"}


def _grid(found: Coverage, lang: Language, style: str) -> str:
    """Set the pairs out, forms down and types across; each square one mark, and the code of a type above it."""
    codes = [getattr(line.item, "code", "") for line in found.types]
    rows = [
        ["" if line.item is None else named(line.item, lang), *(_MARKS[state] for state in states)]
        for line, states in zip(found.forms, found.grid, strict=True)
    ]
    return text_table(_safe(rows, style), [say("form", lang), *codes], style)


def kinds(line: Line) -> dict[str, int]:
    """Give how many pairs have each label as their surest, and each kind of source as their best."""
    return dict(zip((*LABELS, *EVIDENCE), (*line.labels, *line.evidence), strict=True))


def _aim(aim: Aim, lang: Language) -> list[str]:
    return [
        say(f"aim-{aim.name}", lang),
        f"{aim.reached}/{aim.of} ({aim.percent}%)",
        f"{aim.wanted}%",
        say("yes" if aim.is_reached else "no", lang),
        ", ".join(aim.missing),
    ]


def _line(line: Line, lang: Language) -> list[str]:
    return [
        say("total", lang) if line.item is None else named(line.item, lang),
        f"{line.answered}/{line.applicable}",
        str(line.specific),
        str(line.named),
        str(line.answered - line.specific),
        str(line.gaps),
        str(line.not_applicable),
        "/".join(map(str, line.labels)),
        ", ".join(f"{say(kind, lang)} {count}" for kind, count in zip(EVIDENCE, line.evidence, strict=True) if count),
        str(line.confirmed),
        "–" if line.oldest is None else line.oldest.isoformat(),
    ]


def _missing(found: Coverage, lang: Language) -> Iterable[tuple[str, list[str]]]:
    yield say("no-victim", lang), [named(one, lang) for one in found.without_victim_care]
    yield say("no-role", lang), [named(one, lang) for one in found.partners_without_role]
    yield say("no-form", lang), [named(one, lang) for one in found.instruments_without_form]
    yield say("unaccounted", lang), [f"{owner} ({count})" for owner, count in found.unaccounted]
    yield say("no-lead", lang), [f"{found.without_lead}/{found.total.answered}"]
    yield say("busiest", lang), [f"{named(one, lang)} ({count})" for one, count in found.busiest]
    yield say("undated", lang), list(found.undated)
    yield (
        say("never-checked", lang),
        [f"{say(f'review-{kind}', lang)} ({count})" for kind, count in found.never_checked],
    )
    yield say("overdue", lang), [f"{say(f'review-{kind}', lang)} ({count})" for kind, count in found.overdue]


def _percent(part: int, whole: int) -> int:
    return 100 if whole == 0 else part * 100 // whole


def _safe(rows: list[list[str]], style: str) -> list[list[str]]:
    return [[value.replace("|", "\\|") for value in row] for row in rows] if style == "github" else rows


def plain(found: Coverage) -> dict[str, Any]:
    """Give coverage as plain values: ids for nouns, counts, days as text."""
    return {
        "edition": found.edition,
        "municipality": found.place,
        "assignments": found.assignments,
        "confirmed": found.confirmed_assignments,
        "specific": found.specific_assignments,
        "old": list(found.old_assignments),
        "grid": {
            str(line.item.id): dict(zip((str(one.item.id) for one in found.types if one.item), states, strict=True))
            for line, states in zip(found.forms, found.grid, strict=True)
            if line.item
        },
        "total": _plain_line(found.total),
        "aims": [
            {
                "name": one.name,
                "reached": one.reached,
                "of": one.of,
                "percent": one.percent,
                "wanted": one.wanted,
                "is_reached": one.is_reached,
                "missing": list(one.missing),
            }
            for one in found.aims
        ],
        "crimes": [_plain_line(one) for one in found.forms],
        "interventions": [_plain_line(one) for one in found.types],
        "without_victim_care": [one.id for one in found.without_victim_care],
        "partners_without_role": [one.id for one in found.partners_without_role],
        "instruments_without_form": [one.id for one in found.instruments_without_form],
        "unaccounted": dict(found.unaccounted),
        "without_lead": found.without_lead,
        "busiest": {one.id: count for one, count in found.busiest},
        "undated": list(found.undated),
        "never_checked": dict(found.never_checked),
        "overdue": dict(found.overdue),
        "risks": [
            {
                "source": one.source.id,
                "weight": one.weight,
                "phones": one.phones,
                "laws": one.laws,
                "money": one.money,
                "others": one.others,
            }
            for one in found.risks
        ],
    }


def _plain_line(line: Line) -> dict[str, Any]:
    return {
        "id": None if line.item is None else line.item.id,
        "applicable": line.applicable,
        "not_applicable": line.not_applicable,
        "answered": line.answered,
        "gaps": line.gaps,
        "specific": line.specific,
        "named": line.named,
        "sourced": line.sourced,
        "confirmed": line.confirmed,
        "oldest_check": None if line.oldest is None else line.oldest.isoformat(),
        "missing": list(line.missing),
        **kinds(line),
    }
