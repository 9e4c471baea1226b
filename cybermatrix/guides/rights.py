"""What is the municipality's own: what it must, may, can and may not do, and what then; each with the law that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.guides.cards import anchor as form_anchor
from cybermatrix.guides.parts import Block, Page, Rights
from cybermatrix.guides.pieces import Fact, Link, Row, Table, TableCell, view
from cybermatrix.guides.situations import LIMITS, may_print
from cybermatrix.guides.situations import anchor as situation_anchor
from cybermatrix.guides.words import lowered, sentence
from cybermatrix.model import CERTAINTIES, WISHES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cybermatrix.guides.pieces import Facts, Mark
    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Cell, Dont, Limit, Partner, Situation

MUNICIPALITY = "gemeente"
# Of each kind, on two pages; of what the law demands or forbids nothing may be left out.
LINES: dict[str, int | None] = {"moet": None, "mag": 6, "kan": 6, "mag-niet": None}
ROWS = 10  # on one page
OTHERS = 7  # below them


@view
class _Line:
    """Something the municipality must, may, can or may not do, and the articles it rests on."""

    force: str
    fact: Fact
    articles: frozenset[str] = frozenset()
    term: str = ""


def rights(writer: Writer) -> Rights:
    """Write what a municipality must, may, can and may not do: on paper all that is demanded or forbidden, on the screen all."""
    words = writer.words
    situations = [*_from_situations(writer)]
    lines = [*_from_rules(writer), *_from_forms(writer), *situations, *_from_limits(writer, situations)]
    sections = []
    for force, most in LINES.items():
        here = [line for line in lines if line.force == force]
        here.sort(key=_weight)
        facts = dict.fromkeys(line.fact for line in here if not _is_told(line, here))
        section = writer.section(
            "rights." + force,
            f"van-u-{force}",
            facts,
            intro=words(f"rights.{force}_intro"),
            empty=words("rights.none"),
            most=most,
        )
        sections.append(section)
    return Rights(
        anchor="wat-is-van-u",
        title=words("rights.title"),
        feedback=writer.feedback("wat-is-van-u"),
        intro=words("rights.intro"),
        sections=tuple(sections),
    )


def _weight(line: _Line) -> tuple[bool, int]:
    """Put what rests on a law first, and what is surer before what is not; the order of the data decides the rest."""
    certainty = line.fact.mark.look if line.fact.mark is not None else "voorstel"
    return not line.articles, CERTAINTIES.index(certainty)


def _is_told(line: _Line, lines: list[_Line]) -> bool:
    """Tell whether another line says the same more fully: the same duty is met in several forms and situations."""
    if line.force != "moet" or not line.articles:
        return False
    for other in lines:
        if other is line:
            return False  # of two that say as much, the first stays
        if line.articles <= other.articles:
            return True
    return False


def _from_rules(writer: Writer) -> Iterator[_Line]:
    for cell in own_cells(writer):
        rule = cell.origin
        if cell.role.id == "geen":
            continue
        force = rule.force or "kan"
        if force == "kan" and cell.role.id == "bevoegd-gezag":
            force = "mag"  # a decision that the law gives to someone is a power, not good advice
        fact = Fact(
            lead=writer.words("rights.who", who=writer.name(cell.partner)),
            text=lowered(sentence(cell.text)),
            basis=writer.laws(rule.laws),
            mark=writer.mark(cell.label),
            cites=writer.cites(rule.sources),
        )
        yield _Line(force=force, fact=fact, articles=frozenset(rule.laws))


def _from_forms(writer: Writer) -> Iterator[_Line]:
    words = writer.words
    whole = writer.base.partners.get(MUNICIPALITY)
    if whole is None:
        return
    found = []
    for crime in writer.matrix.crime_forms:
        for action in writer.printable(crime.first_hours_municipality):
            if action.force not in ("moet", "mag", "mag-niet"):
                continue
            extra = [words("first.term", term=action.term)] if action.term else []
            if action.threshold:
                extra.append(words("first.threshold", when="; ".join(action.threshold)))
            fact = writer.fact(action, lead=words("rights.who", who=whole.name), extra=tuple(extra), note=False)
            found.append(_Line(force=action.force, fact=_low(fact), articles=frozenset(action.laws)))
    # The fullest first, so that it is the one that stays.
    yield from sorted(found, key=lambda line: -len(line.articles))


def _low(fact: Fact) -> Fact:
    return Fact(
        lead=fact.lead, text=lowered(fact.text), basis=fact.basis, extra=fact.extra, mark=fact.mark, cites=fact.cites
    )


def _when(writer: Writer, situation: Situation) -> str:
    return writer.words("rights.when", number=situation.number, title=writer.named(situation))


def _from_situations(writer: Writer) -> Iterator[_Line]:
    for situation in writer.matrix.situations:
        when = _when(writer, situation)
        told = [{law.article for law in one.laws} for one in situation.donts if one.force == "mag-niet"]
        for step in situation.steps:
            if step.force == "mag-niet" and {law.article for law in step.laws} in told:
                continue  # the don't says the same, in words that read right under what one may not do
            partner = writer.base.partners.get(step.who)
            if step.force == "kan" or partner is None or not is_own(partner) or not may_print(writer, step):
                continue
            fact = Fact(
                lead=writer.words("rights.who", who=writer.short(partner)),
                text=lowered(sentence(step.text)),
                basis=writer.read_laws(step.laws),
                extra=(when,),
                mark=writer.laid_down(step),
                cites=writer.cites(step.sources),
            )
            # A step on one paragraph says what that paragraph asks, which a duty on the whole article need not.
            duty = step.force == "moet"
            articles = (f"{one.article} {one.clause}" if duty and one.clause else one.article for one in step.laws)
            yield _Line(force=step.force, fact=fact, articles=frozenset(articles))


def _from_limits(writer: Writer, situations: Iterable[_Line]) -> Iterator[_Line]:
    told = [line.articles for line in situations if line.force == "mag-niet"]
    for partner, claim in _own_limits(writer):
        told.append(frozenset(claim.laws))
        if claim.laws:
            lead = writer.words("rights.who", who=writer.short(partner))
            yield _Line(force="mag-niet", fact=_low(writer.fact(claim, lead=lead, note=False)))
    whole = writer.base.partners.get(MUNICIPALITY)
    lead = "" if whole is None else writer.words("rights.who", who=writer.name(whole))
    for situation, one in _bans(writer, told):
        fact = Fact(
            lead=lead,
            text=lowered(sentence(one.dont)),
            basis=writer.read_laws(one.laws),
            extra=(_when(writer, situation),),
            mark=writer.laid_down(one),
            cites=writer.cites(one.sources),
        )
        yield _Line(force="mag-niet", fact=fact)


def _own_limits(writer: Writer) -> Iterator[tuple[Partner, Limit]]:
    """Give what the municipality, or who belongs to it, may not do, each with whom it is about."""
    for partner in own_partners(writer):
        for claim in writer.printable(partner.may_not):
            yield partner, claim


def _bans(writer: Writer, told: Iterable[frozenset[str]]) -> Iterator[tuple[Situation, Dont]]:
    """Give what a law forbids in a situation, without what was told under the same articles: that is the same ban."""
    known = [*told]
    for situation in writer.matrix.situations:
        for one in situation.donts:
            articles = {item.article for item in one.laws}
            again = any(articles <= other for other in known)
            if one.force == "mag-niet" and may_print(writer, one) and not again:
                yield situation, one


def own_cells(writer: Writer) -> tuple[Cell, ...]:
    """Give the roles of the municipality and of what belongs to it, each rule once."""
    if MUNICIPALITY not in writer.base.partners:
        return ()
    cells = writer.matrix.where(partner=MUNICIPALITY).cells
    return tuple({cell.origin.id: cell for cell in reversed(cells)}.values())[::-1]


def own_partners(writer: Writer) -> tuple[Partner, ...]:
    """Give the municipality and what belongs to it: mayor, council, functions."""
    return tuple(partner for partner in writer.matrix.partners if is_own(partner))


def is_own(partner: Partner) -> bool:
    """Tell whether a partner is the municipality, here or in general, or belongs to it."""
    return MUNICIPALITY in (partner.id, partner.kind_of, partner.part_of)


def limits(writer: Writer) -> Page:
    """Write what a municipality may not do, with what it can do instead, and the law as it was read: first what people ask for."""
    words = writer.words
    wished = tuple(_wish_rows(writer))
    others: dict[str, Row] = {}
    for row in _limit_rows(writer):
        if not any(_is_same(row, wish) for wish in wished):
            others.setdefault(row.head, row)
    # What a law forbids comes first and is never left out; of that what says what then, and is about another law than above.
    laws = {row.cells[-1].lines for row in wished}
    rows = sorted(
        others.values(),
        key=lambda row: (not row.cells[-1].lines, not row.cells[0].lines, row.cells[-1].lines in laws),
    )
    most = max(ROWS - len(wished), sum(bool(row.cells[-1].lines) for row in rows))
    wishes = Table(
        heading=words("limits.wish"),
        anchor="zou-willen",
        look="wishes",
        columns=words.list("limits.wish_columns"),
        rows=wished,
        empty=words("rights.none"),
    )
    table = Table(
        heading=words("limits.heading"),
        anchor="mag-niet",
        look="limits",
        columns=words.list("limits.columns"),
        rows=tuple(rows[:most]),
        rest=tuple(rows[most:]),
        more=_without_law(writer, len(rows) - most),
        empty=words("rights.none"),
    )
    return Page(
        anchor=LIMITS,
        title=words("limits.title"),
        feedback=writer.feedback(LIMITS),
        kind="limits",
        intro=words("limits.intro"),
        blocks=(
            *((Block(table=wishes),) if wished else ()),
            *((Block(table=table),) if rows or not wished else ()),
            Block(facts=_not_ours(writer)),
        ),
    )


def _without_law(writer: Writer, count: int) -> str:
    """Say how many limits paper leaves out, and of which sort: those that a law makes all stand there."""
    if count < 1:
        return ""
    return writer.words("limits.more_one") if count == 1 else writer.words("limits.more_several", count=count)


def _is_same(row: Row, wish: Row) -> bool:
    """Tell whether a limit is what a wish meets: in the same words, or with the same to do instead, by the same law."""
    because, *answer = (cell.lines for cell in wish.cells)
    return row.head in because or (answer[0] != () and [cell.lines for cell in row.cells] == answer)


def _wish_rows(writer: Writer) -> Iterable[Row]:
    """Give a row for each thing that people would like to do, in the order in which they are known."""
    words = writer.words
    labels = words.list("limits.wish_columns")
    claims = [(partner, claim) for partner, claim in _own_limits(writer) if claim.wish]
    for partner, claim in sorted(claims, key=lambda one: WISHES.index(one[1].wish or "")):
        because = _limit_row(
            writer,
            _limit(writer, partner, claim),
            sentence(claim.instead or ""),
            claim.laws,
            writer.fact(claim).mark or writer.mark("voorstel"),
            claim.sources,
        )
        said = TableCell(label=labels[1], lines=(because.head,))
        yield Row(
            head=words(f"wishes.{claim.wish}"), cells=(said, *because.cells), see=tuple(_told_more(writer, claim))
        )


def _told_more(writer: Writer, claim: Limit) -> Iterable[Link]:
    """Lead to the NU-kaart that forbids the same by the same law, with its form that cites the same source for what can be done."""
    for situation in writer.matrix.situations:
        forbids = [one for one in situation.donts if one.force == "mag-niet" and may_print(writer, one)]
        if not any(one.laws and {law.article for law in one.laws} <= set(claim.laws) for one in forbids):
            continue
        for crime in (writer.base.crimes[key] for key in situation.forms):
            href = writer.href(form_anchor(crime))
            if href and any(set(one.sources) & set(claim.sources) for one in crime.first_hours_municipality):
                code = writer.words("situation.code", number=situation.number)
                yield Link(text=code, href=writer.href(situation_anchor(situation)))
                yield Link(text=writer.words("limits.form"), href=href)


def _limit(writer: Writer, partner: Partner, claim: Limit) -> str:
    """Say the limit as one: a ban is written as what one may not do, and would else read as what one does."""
    who, what = writer.short(partner), lowered(sentence(claim.text))
    if claim.force == "mag-niet":
        return writer.words("limits.dont_who", who=who, what=what)
    return f"{writer.words('rights.who', who=who)} {what}"


def _limit_rows(writer: Writer) -> Iterable[Row]:
    """Give a row for each thing that a law or ruling forbids: the don'ts of the situations first, for they say what then."""
    words = writer.words
    limits = [*_own_limits(writer)]
    for _, one in _bans(writer, [frozenset(claim.laws) for _, claim in limits if claim.wish]):
        refs = tuple(item.article for item in one.laws)
        head = words("limits.dont", what=lowered(sentence(one.dont)))
        yield _limit_row(writer, head, sentence(one.do), refs, writer.laid_down(one), one.sources)
    for partner, claim in limits:
        if claim.force == "mag-niet" or claim.instead or claim.laws:
            head = _limit(writer, partner, claim)
            mark = writer.fact(claim).mark or writer.mark("voorstel")
            yield _limit_row(writer, head, sentence(claim.instead or ""), claim.laws, mark, claim.sources)
    told = {key for _, claim in limits for key in claim.became}
    for cell in own_cells(writer):
        if (
            cell.role.id == "geen" and cell.origin.id not in told
        ):  # a limit that became this rule says it, and what then
            mark = writer.mark(cell.label)
            head = f"{words('rights.who', who=writer.name(cell.partner))} {lowered(sentence(cell.text))}"
            yield _limit_row(writer, head, "", cell.origin.laws, mark, cell.origin.sources)


def _limit_row(
    writer: Writer, head: str, instead: str, laws: tuple[str, ...], mark: Mark, sources: tuple[str, ...]
) -> Row:
    labels = writer.words.list("limits.columns")
    return Row(
        head=head,
        cells=(
            TableCell(label=labels[1], lines=(instead,) if instead else ()),
            TableCell(
                label=labels[2],
                lines=(writer.dated(laws),) if laws else (),
                mark=mark,
                cites=writer.cites(sources),
            ),
        ),
    )


def _not_ours(writer: Writer) -> Facts:
    """
    Write what is simply not the job of a municipality, so that nobody waits for it.

    What rests on nothing but what one of the limits above it rests on says the same as that one does.
    """
    above = [set(claim.sources) for _, claim in _own_limits(writer)]
    claims = [
        claim
        for partner in own_partners(writer)
        for claim in writer.printable(partner.not_own_tasks)
        if not claim.sources or not any(one.issuperset(claim.sources) for one in above)
    ]
    facts = dict.fromkeys(writer.fact(claim, note=False) for claim in claims)
    return writer.section("limits.not_ours", "niet-uw-taak", facts, empty=writer.words("rights.none"), most=OTHERS)
