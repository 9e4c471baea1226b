"""The card of a crime form, and what holds for every form so that cards need not repeat it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from cybermatrix.guides.annex import card_sources, texts
from cybermatrix.guides.desks import short_list
from cybermatrix.guides.fitting import height, largest, room
from cybermatrix.guides.parts import Card, General
from cybermatrix.guides.pieces import Duties, Duty, DutyTable, Fact, Link, Often, Used
from cybermatrix.guides.words import lowered, sentence
from cybermatrix.matrix import expand_forms
from cybermatrix.model import changed
from cybermatrix.queries import gaps

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable, Iterable

    from cybermatrix.guides.parts import Part
    from cybermatrix.guides.pieces import Facts
    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Cell, CrimeForm, Figure
    from cybermatrix.model import Duty as FirstAction

GENERAL = "bij-elke-vorm"
ALIASES, FIRST, DESKS_ON_CARD, ROLES, SIGNALS, FIGURES, TOOLS = 5, 3, 5, 1, 3, 2, 8  # what fits on two sides
SIDES = 1010  # points of two sides that may be filled, apart from headings and what else does not grow
SIZES = (("airy", 9.4), ("roomy", 8.9), ("", 8.4))  # the letters of a card, as paper.css has them
_CHART = 130  # how high figures over the years are, which paper has among other cards
_SHORT = 1.2  # rows and lists leave more of their lines empty than running text does
# What stands on so many cards of a guide in the same words is told once on a screen.
OFTEN = 3
FORBIDDEN = "juridisch-onhoudbaar"
# A number with its year behind it, as a series is written: 26,7 miljoen (2020), 47,6 miljoen (2021).
_POINT = re.compile(
    r"((?:bijna |ruim |ongeveer |minder dan |meer dan )?)(\d[\d.]*(?:,\d+)?)((?: (?:procent|miljoen|euro))*)"
    r" \(((?:19|20)\d\d)\)"
)
_DOERS = ("regie", "bevoegd-gezag", "uitvoerder")


def anchor(crime: CrimeForm) -> str:
    """Give the anchor of the card of a form."""
    return f"vorm-{crime.id}"


def general(writer: Writer) -> General:
    """Write what holds for every form: one table per block, each rule once; and what the words for roles mean."""
    words, rules = writer.words, writer.general_rules
    cells: dict[tuple[str, str], Cell] = {}
    for cell in writer.matrix.cells:
        if cell.origin.id in rules:
            cells.setdefault((cell.origin.id, writer.name(cell.partner)), cell)
    meanings = [
        Fact(lead=words("roles.word", verb=role.said(words.lang)), text=writer.said(role, "definition"))
        for role in writer.data.roles
    ]
    return General(
        anchor=GENERAL,
        title=words("general.title"),
        feedback=writer.feedback(GENERAL),
        intro=words("general.intro"),
        tables=tuple(table for table in block_tables(writer, cells.values(), GENERAL, none=True) if table.groups),
        words=writer.section("colophon.words", "woorden", meanings, intro=words("colophon.words_intro")),
    )


def form_cards(writer: Writer, crimes: Iterable[CrimeForm]) -> tuple[Part, ...]:
    """
    Write the cards of several forms, and before them what holds for every form.

    Paper has the most important roles of a card, and names the others. On a screen there is room for what those do, but
    many of them say the same on card after card: that is told once, with what holds for every form.
    """
    whole, cards = general(writer), [card(writer, one) for one in crimes]
    counts = Counter(
        (group.heading, row) for one in cards for table in one.tables for group in table.groups for row in group.rest
    )
    often = {key for key, count in counts.items() if count >= OFTEN}
    if not often:
        return (whole, *cards)
    words = writer.words
    tables = {}
    for block in (table.look for one in cards[:1] for table in one.tables):
        rows: dict[str, dict[Duty, None]] = {}
        for group in (group for one in cards for table in one.tables if table.look == block for group in table.groups):
            for row in group.rest:
                if (group.heading, row) in often:
                    rows.setdefault(group.heading, {})[row] = None
        tables[block] = tuple(Duties(heading=heading, duties=tuple(found)) for heading, found in rows.items())
    said = Often(
        heading=words("general.often"),
        anchor="vaak",
        intro=words("general.often_intro"),
        tables=tuple(
            DutyTable(
                heading=writer.named(block),
                anchor=f"vaak-{block.id}",
                look=block.id,
                columns=words.list("roles.columns"),
                groups=tables[block.id],
            )
            for block in writer.data.blocks
            if tables.get(block.id)
        ),
    )
    link = Link(text=words("card.often"), href=f"#{said.anchor}")
    short = {writer.name(partner): writer.short_kind(partner) for partner in writer.matrix.partners}
    return (changed(whole, often=said), *(_folded(writer, one, often, link, short) for one in cards))


def _folded(writer: Writer, one: Card, often: set[tuple[str, Duty]], link: Link, short: dict[str, str]) -> Card:
    """Name on a card who does what is told elsewhere, each by the short name of the one who stands there."""

    def folded(group: Duties) -> Duties:
        told = [row for row in group.rest if (group.heading, row) in often]
        by_verb: dict[str, dict[str, None]] = {}
        for row in told:
            by_verb.setdefault(row.verb.lower(), {})[short.get(row.who, row.who)] = None
        return changed(
            group, rest=tuple(row for row in group.rest if row not in told), often=_named_by_verb(writer, by_verb)
        )

    tables = tuple(changed(table, groups=tuple(map(folded, table.groups))) for table in one.tables)
    return changed(one, tables=tables, often=link)


def card(writer: Writer, crime: CrimeForm) -> Card:
    """
    Write the card of one crime form: two sides of paper, the most important first; the screen has all of it.

    Among other cards, what holds for every form is told once, elsewhere; a card by itself tells it too.
    """
    rules = writer.general_rules if writer.is_brief else frozenset()
    roles: dict[Hashable, Cell] = {}
    for cell in writer.matrix.where(crime=crime).cells:  # where there are two base teams, both do what is told of one
        roles.setdefault(_as_told(writer, cell, is_general=cell.origin.id in rules), cell)
    key = (anchor(crime), tuple(roles), bool(rules), writer.book.shown(crime.channels), writer.is_east)
    cells = tuple(roles.values())
    told = [cell for cell in cells if cell.origin.id not in rules]
    return writer.once(key, lambda: _card(writer, crime, told, leads=_leads(writer, cells), is_all=not rules))


def _as_told(writer: Writer, cell: Cell, *, is_general: bool) -> Hashable:
    """Give all that a card says of a role beside its rule."""
    who = writer.name(cell.partner), writer.short_kind(cell.partner)
    return cell.origin.id, who, cell.intervention.id, cell.role.id, cell.level.id, area_of(writer, cell), is_general


def _leads(writer: Writer, cells: Iterable[Cell]) -> str:
    """Say in a line who leads what and who decides by law, those of every form too: by type it stands pages apart."""
    words = writer.words
    types: set[str] = set()
    led: dict[str, dict[str, None]] = {}
    deciders: dict[str, None] = {}
    for cell in cells:
        name, kind = writer.short_kind(cell.partner), lowered(writer.named(cell.intervention))
        types.add(kind)
        if cell.role.id == "regie":
            led.setdefault(name, {})[kind] = None
        elif cell.role.id == "bevoegd-gezag":
            deciders[name] = None
    said = "; ".join(words("roles.lead", name=name, types=", ".join(kinds)) for name, kinds in led.items())
    lines = [words("roles.leads", who=said) if led else words("roles.nobody_leads")]
    if led and not any(len(kinds) == len(types) for kinds in led.values()):
        lines.append(words("roles.not_whole"))
    if deciders:
        lines.append(words("roles.decides", names=", ".join(deciders)))
    return " ".join(lines) if types else ""


def _card(writer: Writer, crime: CrimeForm, cells: list[Cell], *, leads: str, is_all: bool) -> Card:
    words, here = writer.words, anchor(crime)
    family = writer.base.categories[crime.category]
    channels = [one for key in crime.channels if (one := writer.book.find(key)) is not None]
    # Whom one must reach stands first and second in the data, with a number or without; of the others numbers go before.
    channels[2:] = sorted(channels[2:], key=lambda one: not writer.book.phone(one))
    made = Card(
        anchor=here,
        title=writer.named(crime),
        feedback=writer.feedback(f"vorm:{crime.id}"),
        family=writer.named(family),
        known_as=words("card.known_as", names=", ".join(crime.aliases[:ALIASES])) if crime.aliases else "",
        what=writer.fact(crime.definition),
        candidate=words("card.candidate") if crime.rank == "kandidaat" else "",
        jump=tuple(_jumps(writer, crime)),
        first=(
            first_hours(writer, crime.first_hours_victim, "card.victim", f"{here}-slachtoffer"),
            first_hours(writer, crime.first_hours_municipality, "card.municipality", f"{here}-gemeente"),
        ),
        desks=short_list(writer, "card.desks", f"{here}-bellen", channels[:DESKS_ON_CARD]),
        roles_heading=words("card.roles"),
        roles_intro=f"{leads} {roles_intro(writer, cells)}".strip(),
        general=None if is_all else Link(text=words("card.general"), href=f"#{GENERAL}"),
        tables=block_tables(writer, [cell for cell in cells if cell.role.id != "geen"], here, most=ROLES),
        none=no_roles(writer, cells, here),
        sections=tuple(one for one in _background(writer, crime, here) if one.facts),
        open=_open(writer, crime, here),
        sources=Used(heading=writer.words("card.sources"), anchor=f"{here}-bronnen"),
    )
    has_chart = writer.is_brief and any(series(one.text) for one in writer.printable(crime.figures))
    # On paper stands all that a card says where two sides have room for it, in a letter that fills them.
    whole = card_sources(writer, _whole(made))
    size = largest(_SHORT * _letters(whole), SIDES - _CHART * has_chart, SIZES)
    return card_sources(writer, made) if size is None else changed(whole, size=size)


def filled(one: Card) -> float:
    """Tell about how much of its two sides a card fills, in points."""
    return height(_SHORT * _letters(one), dict(SIZES)[one.size])


def _whole(made: Card) -> Card:
    return changed(
        made,
        first=tuple(map(_told, made.first)),
        sections=tuple(map(_told, made.sections)),
        open=_told(made.open),
    )


def _told(facts: Facts) -> Facts:
    return changed(facts, facts=(*facts.facts, *facts.rest), rest=(), more="")


def _letters(one: Card) -> int:
    """Tell about how much paper a card takes, in letters."""
    groups = [group for table in one.tables for group in table.groups]
    rows = [row for group in groups for row in group.duties]
    said = sum(map(room, (*one.first, one.open, *one.sections, *((one.none,) if one.none else ()))))
    said += sum(len(group.heading + group.more) for group in groups)
    said += sum(40 + len(row.who + row.text) + sum(map(len, row.extra)) for row in rows)
    said += sum(len(text) for text in texts((one.known_as, one.jump, one.desks)))
    return said + sum(5 + len(source.text) for source in one.sources.paper)


def _jumps(writer: Writer, crime: CrimeForm) -> Iterable[Link]:
    for situation in writer.data.situations:
        if crime.id in situation.forms:
            text = writer.words("card.jump", number=situation.number, title=writer.named(situation))
            yield Link(text=text, href=writer.href(f"situatie-{situation.id}"))


def first_hours(writer: Writer, actions: Iterable[FirstAction], key: str, anchor: str) -> Facts:
    """Write what to do first, with the term and threshold of what the law demands."""
    facts = []
    for action in writer.printable(actions):
        strict = action.force in ("moet", "mag-niet")
        lead = writer.words("first.force", force=writer.words(f"force.{action.force}")) if strict else ""
        extra = [writer.words("first.term", term=action.term)] if action.term else []
        if action.threshold:
            extra.append(writer.words("first.threshold", when="; ".join(action.threshold)))
        facts.append(writer.fact(action, lead=lead, extra=tuple(extra)))
    return writer.section(key, anchor, facts, empty=writer.words("card.no_first"), most=FIRST)


def roles_intro(writer: Writer, cells: list[Cell]) -> str:
    """Tell once, above the tables, how many roles the network confirmed and when they were read."""
    rules = {cell.origin.id: cell for cell in cells}
    words = writer.words
    if not rules:
        return words("roles.nothing")
    confirmed = sum(cell.status == "bevestigd" for cell in rules.values())
    day = usual_day(cells)
    read = words("roles.read", date=words.date(day)) if day is not None else ""
    count = words("roles.none_confirmed") if not confirmed else words("roles.confirmed", count=confirmed, of=len(rules))
    return f"{count} {read}".strip()


def usual_day(cells: Iterable[Cell]) -> dt.date | None:
    """Give the day on which most of the roles were read."""
    days = Counter(cell.checked_on for cell in cells if cell.checked_on is not None)
    return max(days, key=lambda day: (days[day], day), default=None)


def block_tables(
    writer: Writer, cells: Iterable[Cell], prefix: str, *, none: bool = False, most: int | None = None
) -> tuple[DutyTable, ...]:
    """Write the roles of each block as a table, type by type; beyond the most that fit on paper, paper has the names."""
    cells = list(cells)
    day = usual_day(cells)
    tables = []
    for block in writer.data.blocks:
        groups = []
        for intervention in writer.matrix.intervention_types:
            if intervention.block != block.id:
                continue
            here = [
                cell for cell in cells if cell.intervention.id == intervention.id and (none or cell.role.id != "geen")
            ]
            if most is not None:  # what speaks of this form first, and in it who leads, decides and does
                here.sort(key=lambda cell: (cell.role.id not in _DOERS, not cell.origin.is_specific))
            rows = {duty(writer, cell, day): cell for cell in reversed(here)}
            ordered = list(rows)[::-1]
            if ordered:
                first = ordered if most is None else ordered[:most]
                left = [rows[row] for row in ordered[len(first) :]]
                groups.append(
                    Duties(
                        heading=writer.named(intervention),
                        duties=tuple(first),
                        rest=tuple(ordered[len(first) :]),
                        more=_also(writer, left, [rows[row] for row in first]),
                    )
                )
        tables.append(
            DutyTable(
                heading=writer.named(block),
                anchor=f"{prefix}-{block.id}",
                look=block.id,
                columns=writer.words.list("roles.columns" if most is None else "roles.short_columns"),
                groups=tuple(groups),
                empty=writer.words("roles.empty_block"),
            )
        )
    return tuple(tables)


def _also(writer: Writer, cells: list[Cell], told: list[Cell]) -> str:
    """Name who else has a role, by verb, where there is no room for what they do; each once, with the strongest verb."""
    strength = {role.id: number for number, role in enumerate(writer.data.roles)}
    seen = {writer.short_kind(cell.partner) for cell in told}
    by_verb: dict[str, dict[str, None]] = {}
    for cell in sorted(cells, key=lambda one: strength[one.role.id]):
        name = writer.short_kind(cell.partner)
        if name not in seen:
            by_verb.setdefault(cell.role.said(writer.words.lang).lower(), {})[name] = None
            seen.add(name)
    return _named_by_verb(writer, by_verb)


def _named_by_verb(writer: Writer, by_verb: dict[str, dict[str, None]]) -> str:
    said = "; ".join(
        writer.words("roles.also_who", verb=verb, names=", ".join(names)) for verb, names in by_verb.items()
    )
    return writer.words("roles.also", who=said) if said else ""


def duty(writer: Writer, cell: Cell, day: dt.date | None) -> Duty:
    """Write one role as the row of a table."""
    words, rule = writer.words, cell.origin
    extra = []
    if cell.audience:
        extra.append(sentence(words.both(writer.named(one) for one in cell.audience)))
    if cell.laws:
        force = words("force." + rule.force) if rule.force in ("moet", "mag", "mag-niet") else words("force.law")
        extra.append(words("roles.law", force=force, law=writer.laws(rule.laws)))
    if cell.checked_on is None:
        extra.append(words("roles.not_read"))
    elif cell.checked_on != day:
        extra.append(words("roles.read_on", date=words.date(cell.checked_on)))
    return Duty(
        who=writer.name(cell.partner),
        who_note=area_of(writer, cell),
        verb=cell.role.said(words.lang),
        level=writer.named(cell.level).lower(),
        text=sentence(cell.text),
        extra=tuple(extra),
        note=sentence(rule.note) if rule.note and not writer.is_brief else "",
        mark=writer.mark(cell.label),
        state=writer.state(cell),
        cites=writer.cites(rule.sources),
    )


def area_of(writer: Writer, cell: Cell) -> str:
    """Tell where a rule holds; nothing where the reader is, or for the whole country."""
    if writer.matrix.municipality is not None or cell.area.id == "land":
        return ""
    return writer.words("areas." + cell.area.kind, name=cell.area.name)


def no_roles(writer: Writer, cells: Iterable[Cell], here: str) -> Facts | None:
    """Write who has no role and why; nothing when nobody is ruled out."""
    facts = []
    for cell in cells:
        if cell.role.id == "geen":
            lead = writer.words(
                "roles.no_role", who=writer.name(cell.partner), type=writer.named(cell.intervention).lower()
            )
            facts.append(
                Fact(
                    lead=lead,
                    text=sentence(cell.text),
                    basis=writer.laws(cell.origin.laws),
                    mark=writer.mark(cell.label),
                    cites=writer.cites(cell.origin.sources),
                )
            )
    found = tuple(dict.fromkeys(facts))
    return writer.section("card.none", f"{here}-geen-rol", found) if found else None


def _background(writer: Writer, crime: CrimeForm, here: str) -> Iterable[Facts]:
    words = writer.words
    signals = writer.facts(crime.signals)
    most = SIGNALS if writer.is_brief else SIGNALS - 1  # by itself a card has its sources in words too
    yield writer.section("card.signals", f"{here}-signalen", signals, intro=words("card.signals_intro"), most=most)
    yield writer.section("card.method", f"{here}-werkwijze", writer.facts(crime.method), most=most)
    tools = tuple(_instruments(writer, crime))
    if tools:
        names = [tool.lead for tool in tools]
        more = (Fact(text=words("card.instruments_short", names="; ".join(names[TOOLS:]))),) if names[TOOLS:] else ()
        tools = (Fact(text=words("card.instruments_short", names="; ".join(names[:TOOLS]))), *more)
    yield writer.section("card.instruments", f"{here}-inzetten", tools, intro=words("card.effect"), most=1)
    figures = tuple(
        writer.fact(figure, lead=words("card.year", year=figure.year))
        for figure in sorted(writer.printable(crime.figures), key=lambda one: -last_year(one))
    )
    yield writer.section("card.figures", f"{here}-cijfers", figures, most=FIGURES)
    if writer.is_east:
        yield writer.section("card.east", f"{here}-oost", writer.facts(crime.east), most=FIGURES)
    yield writer.section("card.statutes", f"{here}-strafbaar", _statutes(writer, crime))


def series(text: str) -> tuple[tuple[int, str, float], ...]:
    """
    Read the series in one statement: year, number in words and as it is drawn; nothing for less than two years of one measure.

    Only what one statement says about one thing is a series. Two statements, let alone two surveys, are never joined.
    """
    points, units = [], set()
    for about, number, unit, year in _POINT.findall(text):
        units.add(unit.removesuffix(" euro"))
        points.append((int(year), f"{about}{number}{unit}", float(number.replace(".", "").replace(",", "."))))
    whole = len(points) > 1 and len(units) == 1 and len({year for year, _, _ in points}) == len(points)
    return tuple(sorted(points)) if whole else ()


def last_year(figure: Figure) -> int:
    """Give the last year that a figure is about: paper has the newest figures, for an old one alone misleads."""
    return max(map(int, re.findall(r"\b(?:19|20)\d\d\b", figure.year)), default=0)


def _instruments(writer: Writer, crime: CrimeForm) -> Iterable[Fact]:
    effects = {one.id: writer.named(one) for one in writer.data.effect_ratings}
    for item in writer.data.instruments:
        if item.verification == "not_verified" or item.effect == FORBIDDEN:
            continue  # what may not is no choice: it stands with what to deploy, among what was found not to work
        if crime.id in expand_forms(writer.base, item.forms):
            key = "card.instrument_name" if item.effect == "onbekend" else "card.instrument_rated"
            yield Fact(lead=writer.words(key, name=item.name, effect=effects[item.effect].lower()), text="")


def _statutes(writer: Writer, crime: CrimeForm) -> Iterable[Fact]:
    known = {one.id: one for law in writer.data.laws for one in law.statutes}
    by_law: dict[str, list[str]] = {}
    for key in crime.statutes:
        one = known[key]
        by_law.setdefault(one.law_name, []).append(writer.words("card.statute", article=one.article, name=one.name))
    for law, articles in by_law.items():
        yield Fact(lead=writer.words("card.law", law=law), text=lowered(sentence("; ".join(articles))))


def _open(writer: Writer, crime: CrimeForm, here: str) -> Facts:
    """Write what nobody has laid down: types without anyone, and levels without a lead."""
    words, matrix = writer.words, writer.matrix.where(crime=crime)
    empty = [writer.named(gap.intervention) for gap in gaps(matrix)]
    facts = [Fact(lead=words("open.nobody"), text=sentence(words.both(empty)))] if empty else []
    decided = {(cell.intervention.id, cell.level.id) for cell in matrix.cells if cell.role.id == "bevoegd-gezag"}
    levels: dict[str, list[str]] = {}
    for gap in gaps(matrix, role="regie"):
        if gap.level is not None and (gap.intervention.id, gap.level.id) not in decided:
            levels.setdefault(writer.named(gap.intervention), []).append(writer.named(gap.level).lower())
    if levels:
        text = "; ".join(words("open.lead_at", type=name, levels=words.both(found)) for name, found in levels.items())
        facts.append(Fact(lead=words("open.no_lead"), text=sentence(text)))
    return writer.section("card.open", f"{here}-open", facts, empty=words("card.nothing_open"), most=1)
