"""The NU-kaart of a situation, and the page that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.guides.annex import card_sources
from cybermatrix.guides.cards import anchor as form_anchor
from cybermatrix.guides.desks import DESKS, blank, desk, lines_to_fill, reachable, short_list
from cybermatrix.guides.parts import Clock, DeskList, Do, Elsewhere, Now, SituationCard, SituationLine
from cybermatrix.guides.pieces import Blank, Blanks, Desks, Fact, Link, Row, Table, TableCell
from cybermatrix.guides.words import sentence
from cybermatrix.model import CLOCKS, changed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.pieces import Desk, Facts
    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Communication, Decision, Dont, Situation, Step

NOW = "nu"


def anchor(situation: Situation) -> str:
    """Give the anchor of the card of a situation."""
    return f"situatie-{situation.id}"


def now(writer: Writer) -> Now:
    """Write the page for when something is going on: which card, which numbers, whom of your own."""
    words = writer.words
    night = [one for one in writer.book.every if writer.book.phone(one) and one.hours == "24/7"]
    night.sort(key=lambda one: -len(one.readers))  # what everyone may call comes first
    desks = [
        Desks(
            heading=words("now.night"),
            anchor="dag-en-nacht",
            intro=words("now.night_intro"),
            more=Link(text=words("card.desks_more"), href=f"#{DESKS}"),
            desks=tuple(changed(desk(writer, one), note="", asks=()) for one in night),
            empty=words("now.no_night"),
        ),
    ]
    if writer.book.own:
        own = tuple(desk(writer, one) for one in writer.book.own)
        desks.insert(0, Desks(heading=words("now.own_desks"), anchor="eigen-nummers", desks=own))
    return Now(
        anchor=NOW,
        title=words("now.title"),
        feedback=writer.feedback(NOW),
        intro=words("now.intro"),
        situations_heading=words("now.situations"),
        page_heading=words("contents.page"),
        columns=words.list("now.columns"),
        situations=tuple(
            SituationLine(
                code=words("situation.code", number=one.number),
                link=Link(text=one.name, href=f"#{anchor(one)}"),
                said=tuple(words("situation.quote", text=text) for text in one.said[:3]),
            )
            for one in writer.matrix.situations
        ),
        desks=tuple(one for one in desks if one.desks or one.empty),
        own=lines_to_fill(
            writer,
            words("now.own"),
            "uw-piket",
            [key for key in words.list("now.slots") if writer.book.slot(key) is not None],
            intro=words("now.own_intro"),
        ),
    )


def all_desks(writer: Writer) -> DeskList:
    """Write every desk that this guide may show, each once and in full: whom to call for what."""
    words = writer.words
    groups: dict[str, list[Desk]] = {"phone": [], "site": []}
    for channel in writer.book.every:
        if channel.verification == "not_verified":
            continue
        for one in reachable(writer, [channel]):
            groups["phone" if one.phone else "site"].append(one)
    return DeskList(
        anchor=DESKS,
        title=words("desks.title"),
        feedback=writer.feedback(DESKS),
        intro=words("desks.intro"),
        groups=tuple(
            Desks(heading=words("desks." + key), anchor=f"{DESKS}-{key}", desks=tuple(found))
            for key, found in groups.items()
            if found
        ),
    )


def situation_card(writer: Writer, situation: Situation) -> SituationCard:
    """Write the NU-kaart of one situation."""
    words, here = writer.words, anchor(situation)
    code = words("situation.code", number=situation.number)
    others = {one.id: one for one in writer.matrix.situations}
    steps = [step for step in situation.steps if may_print(writer, step)]
    used = [key for step in steps for key in step.via]
    desks = [one for key in dict.fromkeys(used) if (one := writer.book.find(key)) is not None]
    made = SituationCard(
        anchor=here,
        title=words("situation.title", code=code, title=situation.name),
        feedback=writer.feedback(f"situatie:{situation.id}"),
        code=code,
        when_heading=words("situation.when"),
        said=tuple(words("situation.quote", text=text) for text in situation.said),
        not_for_heading=words("situation.not_for"),
        not_for=tuple(
            Elsewhere(
                reason=sentence(one.reason),
                link=Link(
                    text=words("situation.see", number=others[one.situation].number, title=others[one.situation].name),
                    href=writer.href("situatie", anchor(others[one.situation])),
                ),
            )
            for one in situation.not_for
        ),
        noticed=words("situation.noticed"),
        clocks=tuple(_clocks(writer, steps, here)),
        decisions=_decisions(writer, situation, here),
        donts=donts_table(writer, [situation], f"{here}-niet-doen"),
        scale=_scale(writer, situation, here),
        desks=short_list(writer, "situation.desks", f"{here}-bellen", desks),
        words=_first_words(writer, situation, here),
        own=lines_to_fill(
            writer,
            words("situation.own"),
            f"{here}-zelf",
            [key for key in situation.slots if key not in _scale_keys(situation)],
            intro=words("situation.own_intro"),
        ),
        missing=writer.section(
            "situation.missing", f"{here}-open", [Fact(text=sentence(text)) for text in situation.not_arranged]
        ),
        log_heading=words("situation.log"),
        log_columns=words.list("situation.log_columns"),
        log_lines=("",) * 4,
        also=writer.section("situation.also", f"{here}-ook", _tools(writer, situation)),
        forms_heading=words("situation.forms"),
        forms=tuple(
            Link(text=writer.base.crimes[key].name, href=writer.href("vorm", form_anchor(writer.base.crimes[key])))
            for key in situation.forms
        ),
        legal=words("situation.legal"),
        sources=writer.section("card.sources", f"{here}-bronnen", ()),
    )
    return card_sources(writer, made)


def may_print(writer: Writer, one: Step | Decision | Dont | Communication) -> bool:
    """Tell whether a line may be printed: our own proposal only in a concept, unless someone stands for it."""
    if one.verification == "not_verified":
        return False
    return one.certainty != "voorstel" or writer.is_concept or getattr(one, "validated", None) is not None


def _clocks(writer: Writer, steps: list[Step], here: str) -> Iterable[Clock]:
    numbers = {
        id(step): number for number, step in enumerate(sorted(steps, key=lambda one: CLOCKS.index(one.clock)), start=1)
    }
    for clock in CLOCKS:
        found = [step for step in steps if step.clock == clock]
        if found:
            yield Clock(
                heading=writer.words("clocks." + clock),
                anchor=f"{here}-{clock}",
                steps=tuple(_do(writer, step, numbers[id(step)]) for step in found),
            )


def _do(writer: Writer, step: Step, number: int) -> Do:
    words = writer.words
    who, question, answer = who_of(writer, step.who)
    extra = []
    if step.threshold:
        extra.append(words("first.threshold", when=step.threshold))
    if step.exception:
        extra.append(words("situation.unless", when=step.exception))
    if step.note:
        extra.append(sentence(step.note))
    if step.validated is not None:
        one = step.validated
        extra.append(
            words("situation.validated", by=one.by, whom=one.on_behalf_of, body=one.body, date=words.date(one.on))
        )
    force = words("force." + step.force) if step.force != "kan" else ""
    return Do(
        number=str(number),
        who=who,
        blank=question,
        answer=answer,
        spoken_to=words("situation.to_victim") if step.spoken_to == "slachtoffer" else "",
        text=sentence(step.text),
        force=force,
        basis=writer.read_laws(step.laws),
        extra=tuple(extra),
        via=tuple(_via(writer, step)),
        mark=writer.mark(step.certainty),
        cites=writer.cites(step.sources),
    )


def _via(writer: Writer, step: Step) -> Iterable[str]:
    for key in step.via:
        if key == step.who:
            continue
        channel = writer.book.find(key)
        if channel is not None:
            one = desk(writer, channel, brief=True)
            if one.phone and one.phone in step.text:
                continue  # the number stands in the step itself
            found = one.phone or one.address
            yield writer.words("situation.via_desk", name=one.name, reach=found) if found else one.name
        elif writer.book.slot(key) is not None:
            who, _, answer = who_of(writer, key)
            yield writer.words("situation.via_desk", name=who, reach=answer or writer.words("blank.line"))


def who_of(writer: Writer, key: str) -> tuple[str, str, str]:
    """Give who a partner or slot is, with the question that a blank asks and the answer that may be shown."""
    partner = writer.base.partners.get(key)
    if partner is not None:
        return writer.short(partner), "", ""
    one = blank(writer, key)
    name = writer.words.find("slots", key)
    return name or one.question, one.question, one.answer


def _decisions(writer: Writer, situation: Situation, here: str) -> Table:
    words = writer.words
    labels = words.list("situation.decision_columns")
    rows = []
    for one in situation.decisions:
        if not may_print(writer, one):
            continue
        known = one.who in writer.base.partners or writer.book.slot(one.who) is not None
        who, question, answer = who_of(writer, one.who) if known else (one.who, "", "")
        line = words("situation.via_desk", name=who, reach=answer or words("blank.line")) if question else who
        rows.append(
            Row(
                head=one.question,
                cells=(
                    TableCell(label=labels[1], lines=(line,)),
                    TableCell(
                        label=labels[2],
                        lines=(sentence(one.known),),
                        mark=writer.mark(one.certainty),
                        cites=writer.cites(one.sources),
                    ),
                ),
            )
        )
    return Table(
        heading=words("situation.decisions"),
        anchor=f"{here}-besluiten",
        look="decisions",
        columns=labels,
        rows=tuple(rows),
        empty=words("situation.no_decisions"),
    )


def donts_table(writer: Writer, situations: Iterable[Situation], anchor: str, *, only_law: bool = False) -> Table:
    """Write what not to do, each with what to do instead."""
    words = writer.words
    labels = words.list("donts.columns")
    rows = []
    for situation in situations:
        for one in situation.donts:
            if not may_print(writer, one) or (only_law and one.force != "mag-niet"):
                continue
            basis = writer.read_laws(one.laws)
            force = words("force.mag-niet") if one.force == "mag-niet" else ""
            rows.append(
                Row(
                    head=sentence(one.dont),
                    cells=(
                        TableCell(label=labels[1], lines=(sentence(one.do),)),
                        TableCell(
                            label=labels[2],
                            lines=(words("roles.law", force=force, law=basis),) if force else (),
                            mark=writer.mark(one.certainty),
                            cites=writer.cites(one.sources),
                        ),
                    ),
                )
            )
    return Table(
        heading=words("donts.title"),
        anchor=anchor,
        look="donts",
        columns=labels,
        rows=tuple(rows),
        empty=words("donts.empty"),
    )


def _scale_keys(situation: Situation) -> tuple[str, ...]:
    one = situation.scale_up
    return () if one is None else (one.crisis_team, one.mayor, one.triangle, one.safety_region, one.grip)


def _scale(writer: Writer, situation: Situation, here: str) -> Blanks | None:
    keys = _scale_keys(situation)
    if not keys:
        return None
    blanks = []
    for name, key in zip(writer.words.list("situation.scale_names"), keys, strict=True):
        is_slot = writer.book.slot(key) is not None
        blanks.append(changed(blank(writer, key), question=name) if is_slot else Blank(question=name, answer=key))
    return Blanks(
        heading=writer.words("situation.scale"),
        anchor=f"{here}-opschalen",
        columns=writer.words.list("blank.columns"),
        intro=writer.words("situation.scale_intro"),
        blanks=tuple(blanks),
    )


def _first_words(writer: Writer, situation: Situation, here: str) -> Facts:
    words, one = writer.words, situation.communication
    facts = []
    if one is not None and may_print(writer, one):
        sure = writer.mark(one.certainty)
        first = Fact(
            lead=words("situation.first_message"),
            text=sentence(one.first_message),
            mark=sure,
            cites=writer.cites(one.sources),
        )
        facts = [
            first,
            Fact(lead=words("situation.council"), text=sentence(one.council), cites=writer.cites(one.council_sources)),
        ]
        names = [
            writer.short(writer.base.partners[key]) if key in writer.base.partners else key for key in one.align_with
        ]
        if names:
            facts.append(Fact(lead=words("situation.align"), text=sentence(words.both(names))))
    return writer.section("situation.words", f"{here}-woorden", facts, empty=words("situation.no_words"))


def _tools(writer: Writer, situation: Situation) -> Iterable[Fact]:
    tools = {one.id: one for one in writer.data.tools}
    for key in situation.use_also:
        one = tools[key]
        if one.verification != "not_verified":
            lead = writer.words("situation.tool", name=one.name, maker=one.maker)
            yield Fact(lead=lead, text=sentence(one.what), cites=writer.cites(one.sources))
