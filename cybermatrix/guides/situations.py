"""The NU-kaart of a situation: one sheet for who must act now."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from attrs import define

from cybermatrix.canonical import sentences
from cybermatrix.errors import DoesNotFit
from cybermatrix.guides.annex import texts
from cybermatrix.guides.cards import anchor as form_anchor
from cybermatrix.guides.desks import blank, desk, href, reachable
from cybermatrix.guides.fitting import height, largest
from cybermatrix.guides.parts import (
    Ban,
    Clock,
    Do,
    Elsewhere,
    FirstCall,
    PressCall,
    Rest,
    SituationCard,
    Via,
)
from cybermatrix.guides.pieces import Blank, Blanks, Desks, Fact, Link, Row, Table, TableCell
from cybermatrix.guides.words import lowered, sentence
from cybermatrix.model import CLOCKS, WISHES, changed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.pieces import Facts
    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import Channel, Communication, Decision, Dont, Situation, Step

NOW, LIMITS, CRISIS, PRESS = "nu", "wat-mag-niet", "crisis", "tekst-press"
EMERGENCY = "112"
OR = " of "  # between two numbers of one desk
FRONT = 460  # words at ten points: what one side of a sheet holds and a tired reader takes in
LOG_LINES = 4
BACK = 615  # points of the other side that may be filled, apart from headings and what else does not change
_TABLE, _LOG = 9, 17.6  # a letter of its tables, and how high a line of its log is
SIZES = (("airy", 9.4), ("roomy", 8.6), ("", 7.6), ("close", 7.0))  # of its small print, as paper.css has them
_COLUMNS = 2.5  # what stands in narrow columns takes so much more than running text
TOOLS = 3
_TERM_CLOCKS = ("1-uur", "24-uur", "72-uur")  # clocks of which a law can name the hours
DATED = 6  # answers that have room for the day on which somebody tried them, which the list of numbers has too


def anchor(situation: Situation) -> str:
    """Give the anchor of the card of a situation."""
    return f"situatie-{situation.id}"


def first_words(writer: Writer) -> tuple[Link, ...]:
    """Lead to the first words of each card that has some: those one may say at once, of the card that fits and no other."""
    return tuple(
        Link(text=writer.words("situation.code", number=one.number), href=f"#{anchor(one)}-woorden")
        for one in writer.matrix.situations
        if one.communication is not None and may_print(writer, one.communication)
    )


def situation_card(writer: Writer, situation: Situation) -> SituationCard:
    """
    Write the NU-kaart of one situation.

    When the front holds too much, notes move to the back, and then what stands there anyway: lines to write on, and addresses.

    Raises:
        DoesNotFit: when the front then still holds more words than a reader can take in at night.
    """
    shown = writer.book.shown(key for step in situation.steps for key in step.via)
    return writer.once((anchor(situation), shown), lambda: _fitting(writer, situation))


def _fitting(writer: Writer, situation: Situation) -> SituationCard:
    counts = []
    for room in _ROOMS:
        card = _card(writer, situation, room)
        counts.append(front_words(card))
        if counts[-1] <= FRONT:
            return _fitted(writer, card)
    what = f"NU-kaart S{situation.number} ({situation.id})"
    raise DoesNotFit(what, f"{min(counts)} words on its front", f"at most {FRONT}")


@define(frozen=True)
class _Room:
    """
    What the front of a card has room for, beside the steps themselves.

    Attributes:
        notes: what is said about a step.
        places: lines to write on and addresses, which stand on the back anyway.
        overleaf: what there is on the back.
        terms: from when a duty holds, when it does not, and which terms run from the beginning.
        names: who answers a number of your own; on the back they stand with it.
        answers: what a municipality filled in at all; the back has that too.
    """

    notes: bool = True
    places: bool = True
    overleaf: bool = True
    terms: bool = True
    names: bool = True
    answers: bool = True


_ROOMS = (
    _Room(),
    _Room(notes=False),
    _Room(notes=False, places=False),
    _Room(notes=False, places=False, overleaf=False),
    _Room(notes=False, places=False, overleaf=False, terms=False),
    _Room(notes=False, places=False, overleaf=False, terms=False, names=False),
    _Room(notes=False, places=False, overleaf=False, terms=False, names=False, answers=False),
)


def _card(writer: Writer, situation: Situation, room: _Room) -> SituationCard:
    words, here = writer.words, anchor(situation)
    code = words("situation.code", number=situation.number)
    steps = [step for step in situation.steps if may_print(writer, step)]
    steps.sort(key=lambda one: CLOCKS.index(one.clock))
    donts = [one for one in situation.donts if may_print(writer, one)]
    own, answered = _own_numbers(writer, situation, here)
    said, press = _first_words(writer, situation, here)
    bans = tuple(_bans(writer, donts, f"{here}-niet-doen"))
    behind = ((bans, words("situation.bans_overleaf")), (press, words("situation.press_overleaf")))
    return SituationCard(
        anchor=here,
        title=words("situation.title", code=code, title=writer.named(situation)),
        feedback=writer.feedback(f"situatie:{situation.id}"),
        sheet=words("situation.sheet"),
        edition=writer.edition_line,
        first=_first_call(writer, steps),
        when_heading=words("situation.when"),
        said=tuple(words("situation.quote", text=text) for text in situation.said),
        not_for_heading=words("situation.not_for"),
        not_for=tuple(_elsewhere(writer, situation)),
        bans_heading=words("situation.bans"),
        instead_heading=words("situation.instead"),
        bans=bans,
        press=press,
        noticed=_noticed(writer, steps, room),
        clocks=tuple(_clocks(writer, steps, here, room)),
        decisions=_decisions(writer, situation, here, room),
        donts=donts_table(writer, donts, f"{here}-niet-doen"),
        desks=Desks(
            heading=words("situation.desks"),
            anchor=f"{here}-bellen",
            desks=reachable(writer, _desks(writer, steps), brief=True),
            empty=words("card.no_desks"),
        ),
        own=own,
        log_heading=words("situation.log"),
        log_columns=words.list("situation.log_columns"),
        log_lines=("",) * (LOG_LINES - (not room.notes) - (answered > DATED)),
        words=said,
        missing=writer.section(
            "situation.missing_own" if answered else "situation.missing",
            f"{here}-open",
            [Fact(text=sentence(text)) for text in situation.not_arranged],
        ),
        also=writer.section("situation.also", f"{here}-ook", _tools(writer, situation) if room.notes else ()),
        forms_heading=words("situation.forms"),
        forms=(
            *_crisis(writer, situation),
            *_forms(writer, situation),
            *_limits(writer, donts),
        ),
        legal=words("situation.legal"),
        notes=writer.section("situation.notes", f"{here}-toelichting", _later(writer, steps, room)),
        rests_heading=words("card.sources"),
        rests=_rests(writer, situation, steps),
        overleaf=" ".join(line for some, line in behind if some and room.overleaf),
    )


def _fitted(writer: Writer, card: SituationCard) -> SituationCard:
    """Set the small print of the back as large as there is room for, and leave lines of the log out where even that is too much."""
    above = sum(len(text) for text in texts((card.donts, card.desks)))
    small = sum(len(text) for text in texts((card.words, card.missing, card.also, card.notes, card.forms, card.legal)))
    small += sum(len(one.lines + one.title) + 6 * len(one.numbers) for one in card.rests)
    small += sum(len(f" ({writer.words('contents.page')} 99)") for one in card.forms if one.href)
    left = BACK - height(_COLUMNS * above, _TABLE) - card.own.height
    for lines in range(len(card.log_lines), 0, -1):
        size = largest(small, left - _LOG * lines, SIZES)
        if size is not None:
            return changed(card, size=size, log_lines=card.log_lines[:lines])
    return changed(card, size=SIZES[-1][0], log_lines=card.log_lines[:1])


def front_words(card: SituationCard) -> int:
    """Count the words on the front of a card, as a reader would."""
    front = (
        card.title,
        card.first,
        card.when_heading,
        card.said,
        card.not_for,
        card.noticed,
        card.overleaf,
        card.clocks,
    )
    beside = tuple(one for clock in card.clocks for do in clock.steps for one in do.via if one.screen)
    return _words((front, card.decisions)) - _words(beside)


def _words(seen: object) -> int:
    return sum(len(text.split()) for text in texts(seen))


def _noticed(writer: Writer, steps: list[Step], room: _Room) -> str:
    """
    Write the line for when it was noticed, with the first term of each desk that runs from then on, as far as there is room.

    Only the terms of the municipality itself count: those of a company began when that found out, not now.
    """
    words = writer.words
    terms: dict[str, str] = {}
    for number, step in enumerate(steps, start=1):
        channel = writer.book.find(step.via[0]) if step.via else None
        if channel is None or step.spoken_to != "gemeente" or step.force != "moet" or step.clock not in _TERM_CLOCKS:
            continue
        owner = writer.base.partners.get(step.via[0])  # most desks have the id of whose they are
        name = channel.name if owner is None else writer.short(owner)
        time = lowered(words(f"clocks.{step.clock}"))
        terms.setdefault(name, words("situation.term", desk=name, time=time, number=number))
    if not terms:
        return words("situation.heard")
    return (
        words("situation.noticed_terms", terms=", ".join(terms.values())) if room.terms else words("situation.noticed")
    )


# What stands before whom to call, what to do, and what to say: by itself, after what comes sooner in some cases, after step 1.
_FIRST = (
    ("situation.first_call", "situation.first_step", "situation.first_say"),
    ("situation.then_call", "situation.then_step", "situation.first_else_say"),
    ("situation.then_call", "situation.then_step", "situation.then_say"),
)


def _first_call(writer: Writer, steps: list[Step]) -> FirstCall | None:
    """
    Find whom to call first along the clock, or say the step where nobody has one number, such as "your own bank".

    112 is for danger, and stands in the steps themselves; so does whom to call in that same danger. Who may not answer
    at night has 112 beside it, where the card knows of danger. A step for one case is not for everyone: it stands above
    what holds for all when it comes sooner, and else below. Where step 1 is something else, it opens the box, so that
    box and steps tell one story.
    """
    words = writer.words
    danger = any(one.phone == EMERGENCY for one in _desks(writer, steps))
    now = [step for step in steps if step.clock == NOW and step.case]
    for number, step in enumerate(steps):
        if step.case:
            continue
        found = [writer.book.find(key) for key in step.via]
        if any(one is not None and one.phone == EMERGENCY for one in found):
            continue
        for key in step.via:
            channel = writer.book.find(key)
            if channel is None or channel.phone == EMERGENCY:
                continue
            one = desk(writer, channel, brief=True)
            # That its hours were not found stands with the number in the lists: here it would make one doubt to call.
            hours = [one.hours] if channel.hours != "onbekend" else []
            if danger and channel.hours != "24/7":
                hours.append(words("situation.danger", phone=EMERGENCY))
            sooner = [case for case in now if case in steps[:number]]
            opening = _opening(writer, steps[0], step)
            call, do, say = _FIRST[2 if opening else bool(sooner)]
            if step.spoken_to == "slachtoffer":
                do = say
            return FirstCall(
                heading=_who_calls(writer, step, call, then=bool(opening or sooner)) if one.phone else words(do),
                name=one.name if one.phone else sentence(step.text),
                phone=one.phone,
                href=one.phone_href,
                hours=" ".join(filter(None, hours)),
                sooner=(*opening, *(_said(writer, case) for case in sooner)),
                later=tuple(_said(writer, case) for case in now if case not in sooner),
            )
    return None


def _opening(writer: Writer, opening: Step, call: Step) -> tuple[str, ...]:
    """Say the first step, unless it is the call, holds in one case, is for someone else, or is for danger: that is said anyhow."""
    if opening is call or opening.case or opening.spoken_to == "slachtoffer" or EMERGENCY in opening.text:
        return ()
    who = who_of(writer, opening.who, _ROOMS[0])[0]
    return (writer.words("situation.case", case=who, text=lowered(sentence(opening.text))),)


def _who_calls(writer: Writer, step: Step, key: str, *, then: bool) -> str:
    """Say whom to call first, or after step 1, and who calls where that is not the reader."""
    if step.spoken_to != "slachtoffer":
        return writer.words(key)
    who = lowered(who_of(writer, step.who, _ROOMS[0])[0])
    return writer.words("situation.then_by" if then else "situation.first_by", who=who)


def _said(writer: Writer, step: Step) -> str:
    """Write what to do, and in which case where it is not for every case of the card."""
    text = sentence(step.text)
    return writer.words("situation.case", case=step.case, text=lowered(text)) if step.case else text


def _elsewhere(writer: Writer, situation: Situation) -> Iterable[Elsewhere]:
    others = {one.id: one for one in writer.matrix.situations}
    for one in situation.not_for:
        other = others[one.situation]
        text = writer.words("situation.code", number=other.number)
        yield Elsewhere(
            reason=one.reason[:1].upper() + one.reason[1:].rstrip("."),
            link=Link(text=text, href=writer.href(anchor(other))),
        )


def _desks(writer: Writer, steps: list[Step]) -> Iterable[Channel]:
    """Give the desks along which the steps go, those with a number first."""
    used = dict.fromkeys(key for step in steps for key in step.via)
    found = [one for key in used if (one := writer.book.find(key)) is not None]
    return sorted(found, key=lambda one: not writer.book.phone(one))


def _own_numbers(writer: Writer, situation: Situation, here: str) -> tuple[Blanks, int]:
    """
    Give the lines to write your own numbers on, those for scaling up first, and how many are answered.

    What is not a slot stands as it is.
    """
    words = writer.words
    scale = _scale_keys(situation)
    names = dict(zip(scale, words.list("situation.scale_names"), strict=False))
    blanks = []
    for key in dict.fromkeys((*scale, *(one for one in situation.slots if writer.book.kind(one) != "inwoner"))):
        is_slot = writer.book.slot(key) is not None
        name = names.get(key) or words.find("slots", key) or ""
        one = blank(writer, key) if is_slot else Blank(question=name, answer=key)
        blanks.append(changed(one, question=name or one.question))
    answered = sum(bool(one.answer) for one in blanks)
    if answered > DATED:
        blanks = [changed(one, tested="") for one in blanks]
    own = Blanks(
        heading=words("situation.own"),
        anchor=f"{here}-zelf",
        columns=words.list("blank.columns"),
        intro=words("situation.own_intro"),
        blanks=tuple(blanks),
    )
    return own, answered


def _rests(writer: Writer, situation: Situation, steps: list[Step]) -> tuple[Rest, ...]:
    """Give each document once, with the numbers of the lines that rest on it."""
    words = writer.words
    used: dict[str, list[str]] = {}
    for number, step in enumerate(steps, start=1):
        for key in step.sources:
            used.setdefault(key, []).append(str(number))
    others = (
        (words("situation.decisions"), situation.decisions),
        (words("donts.title").partition(",")[0], situation.donts),
    )
    for name, items in others:
        for item in items:
            for key in item.sources if may_print(writer, item) else ():
                used.setdefault(key, []).append(name.lower())
    return tuple(
        Rest(
            lines=", ".join(dict.fromkeys(numbers)),
            title=writer.base.sources[key].name.partition(" (")[0],
            href=href(writer.base.sources[key].url or ""),
            numbers=writer.cites((key,)) if writer.is_brief else (),
        )
        for key, numbers in used.items()
    )


def _forms(writer: Writer, situation: Situation) -> tuple[Link, ...]:
    """Lead to the cards of the forms that this guide has; where it has none of them, name all, which come loose."""
    crimes = [writer.base.crimes[key] for key in situation.forms]
    every = tuple(Link(text=writer.named(one), href=writer.href(form_anchor(one))) for one in crimes)
    there = tuple(one for one in every if one.href)
    if there or not writer.is_brief:
        return there or every
    return tuple(changed(one, text=writer.words("situation.loose", name=one.text)) for one in every)


def _crisis(writer: Writer, situation: Situation) -> Iterable[Link]:
    """Lead to who decides in a crisis, from a card on which one scales up."""
    link = writer.href(CRISIS)
    if link and situation.scale_up is not None:
        yield Link(text=writer.words("crisis.title"), href=link)


def _limits(writer: Writer, donts: Iterable[Dont]) -> Iterable[Link]:
    """Lead to what else one may not do, from a card that says what the law forbids."""
    link = writer.href(LIMITS)
    if link and any(one.force == "mag-niet" for one in donts):
        yield Link(text=writer.words("limits.title"), href=link)


def _bans(writer: Writer, donts: Iterable[Dont], table: str) -> Iterable[Ban]:
    """
    Name each thing that this card forbids, with the row where it stands, and begin with what one can do.

    What a ban meets by the same law is named as people ask for it: what they would like to do.
    """
    limits = [
        (one.wish, set(one.laws)) for partner in writer.matrix.partners for one in writer.printable(partner.may_not)
    ]
    found: list[tuple[int, Ban]] = []
    for number, ban in enumerate(donts, start=1):
        if ban.force != "mag-niet":
            continue
        row, articles = f"#{_ban_anchor(table, number)}", {law.article for law in ban.laws}
        met = {wish for wish, laws in limits if wish and articles and articles <= laws}
        asked = [wish for wish in WISHES if wish in met]
        named = [writer.words(f"wishes.{wish}") for wish in asked] or [ban.dont.rstrip(".")]
        links = tuple(Link(text=text, href=row) for text in named)
        rank = WISHES.index(asked[0]) if asked else len(WISHES)
        found.append((rank, Ban(links=links, instead=lowered(sentence(sentences(ban.do)[0])))))
    return [one for _, one in sorted(found, key=itemgetter(0))]


def _ban_anchor(table: str, number: int) -> str:
    return f"{table}-{number}"


def may_print(writer: Writer, one: Step | Decision | Dont | Communication) -> bool:
    """Tell whether a line may be printed: our own proposal only in a concept, unless someone stands for it."""
    if one.verification == "not_verified":
        return False
    return one.certainty != "voorstel" or writer.is_concept or getattr(one, "validated", None) is not None


def _clocks(writer: Writer, steps: list[Step], here: str, room: _Room) -> Iterable[Clock]:
    done: dict[str, list[Do]] = {}
    asked: set[str] = set()
    for number, step in enumerate(steps, start=1):
        one = _do(writer, step, number, room)
        done.setdefault(step.clock, []).append(changed(one, blank=one.blank and one.who not in asked))
        asked.add(one.who)  # one line for a name is enough
    for clock in CLOCKS:
        if clock in done:
            yield Clock(heading=writer.words("clocks." + clock), anchor=f"{here}-{clock}", steps=tuple(done[clock]))


def _do(writer: Writer, step: Step, number: int, room: _Room) -> Do:
    words = writer.words
    who, is_blank, answer = who_of(writer, step.who, room)
    if step.spoken_to == "slachtoffer":  # these words go to whoever it happened to: no line to write a name on
        who, is_blank = words("situation.to_victim", who=lowered(who)), False
    extra = [*(_terms(writer, step) if room.terms else ()), *(_note(step) if room.notes else ())]
    if step.validated is not None:
        one = step.validated
        extra.append(
            words("situation.validated", by=one.by, whom=one.on_behalf_of, body=one.body, date=words.date(one.on))
        )
    return Do(
        number=str(number),
        who=who,
        blank=is_blank and not answer,
        answer=answer,
        text=_said(writer, step),
        force=words("force." + step.force) if step.force != "kan" else "",
        basis=writer.read_laws(step.laws),
        extra=tuple(extra),
        via=tuple(_via(writer, step, room)),
        mark=writer.laid_down(step),
        may=step.force == "mag",
    )


def _terms(writer: Writer, step: Step) -> Iterable[str]:
    """Say from when a duty holds, and when it does not."""
    if step.threshold:
        yield writer.words("first.threshold", when=step.threshold)
    if step.exception:
        yield writer.words("situation.unless", when=step.exception)


def _note(step: Step) -> Iterable[str]:
    if step.note:
        yield sentence(step.note)


def _later(writer: Writer, steps: list[Step], room: _Room) -> Iterable[Fact]:
    """Give what the front has no room for, each with the number of its step."""
    for number, step in enumerate(steps, start=1):
        left = [*(() if room.terms else _terms(writer, step)), *(() if room.notes else _note(step))]
        if left:
            yield Fact(lead=writer.words("situation.step", number=number), text=" ".join(left))


def _via(writer: Writer, step: Step, room: _Room) -> Iterable[Via]:
    """Give the desks and lines of a step; where the front has no room for addresses, they are for the screen, to touch."""
    for one in _every_via(writer, step, room):
        if room.places or _digits(one.reach):
            yield one
        elif one.href:
            yield changed(one, screen=True)


def _every_via(writer: Writer, step: Step, room: _Room) -> Iterable[Via]:
    partner = writer.base.partners.get(step.who)
    own = {step.who, partner.slot if partner is not None else ""}
    for key in step.via:
        if key in own:
            continue
        channel = writer.book.find(key)
        if channel is not None:
            one = desk(writer, channel, brief=True)
            reach = one.phone or one.address
            numbers = reach.split(OR) if one.phone else ()  # who told one of them has told enough
            is_told = any(_digits(each) in _digits(step.text) for each in numbers) or reach in step.text
            if not is_told:  # in the step itself; where there is nothing to tell, too
                yield Via(name=one.name, reach=reach, href=one.phone_href if one.phone else one.address_href)
        elif writer.book.slot(key) is not None:
            who, is_blank, answer = who_of(writer, key, room)
            if who != who_of(writer, step.who, room)[0]:
                yield Via(name=who, reach=answer, blank=is_blank and not answer)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def who_of(writer: Writer, key: str, room: _Room) -> tuple[str, bool, str]:
    """
    Give who a partner or slot is, whether a municipality fills that in, and its answer.

    Without names that is the number alone; where the front has no room for answers, where to look.
    """
    partner = writer.base.partners.get(key)
    slot = key if partner is None else partner.slot
    one = Blank(question="") if slot is None else blank(writer, slot, names=room.names)
    answer = one.answer if room.answers or not one.answer else writer.words("situation.overleaf")
    if partner is not None:
        return writer.short(partner), False, answer
    return writer.words.find("slots", key) or one.question, writer.book.kind(key) != "inwoner", answer


def _decisions(writer: Writer, situation: Situation, here: str, room: _Room) -> Table:
    words = writer.words
    labels = words.list("situation.decision_columns")
    rows = []
    for one in situation.decisions:
        if not may_print(writer, one):
            continue
        known = one.who in writer.base.partners or writer.book.slot(one.who) is not None
        who, is_blank, answer = who_of(writer, one.who, room) if known else (one.who, False, "")
        partner = writer.base.partners.get(one.who)
        if partner is not None:
            who = writer.name(partner)  # who decides is no abbreviation
        elif writer.book.kind(one.who) == "eigen-keuze":
            who = "" if answer else words("situation.own_choice")
        rows.append(
            Row(
                head=one.question,
                cells=(
                    TableCell(label=labels[1], lines=tuple(filter(None, (who, answer))), blank=is_blank and not answer),
                    TableCell(label=labels[2], lines=(sentence(one.known),), mark=writer.laid_down(one)),
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


def _dont(writer: Writer, one: Dont) -> str:
    key = "donts.ban" if one.force == "mag-niet" else "limits.dont"
    return writer.words(key, what=lowered(sentence(one.dont)))


def donts_table(writer: Writer, donts: Iterable[Dont], anchor: str) -> Table:
    """Write what not to do, each with what to do instead, and the law where the law forbids it."""
    words = writer.words
    labels = words.list("donts.columns")
    rows = []
    for number, one in enumerate(donts, start=1):
        is_ban = one.force == "mag-niet"
        rows.append(
            Row(
                anchor=_ban_anchor(anchor, number) if is_ban else "",
                head=_dont(writer, one),  # a narrow screen shows no heading above it
                cells=(
                    TableCell(
                        label=labels[1],
                        lines=(sentence(one.do),),
                        mark=writer.laid_down(one),
                    ),
                ),
                note=f"{writer.read_laws(one.laws)}." if is_ban else "",
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


def _first_words(writer: Writer, situation: Situation, here: str) -> tuple[Facts, PressCall | None]:
    """Write what one may say at once, and what of it one needs when the press calls."""
    words, one, address = writer.words, situation.communication, f"{here}-woorden"
    facts, press = [], None
    if one is not None and may_print(writer, one):
        message, mark = words("situation.quote", text=sentence(one.first_message)), writer.laid_down(one)
        unsaid = tuple(
            Fact(lead=_dont(writer, dont), text=sentence(dont.do), mark=writer.laid_down(dont))
            for dont in situation.donts
            if dont.is_said and may_print(writer, dont)
        )
        align, first = _align(writer, one), sentences(one.first_message)[0]
        facts = [
            Fact(lead=words("situation.first_message"), text=message, mark=mark, aloud=True),
            *unsaid,
            Fact(lead=words("situation.council"), text=sentence(one.council)),
            *([align] if align else []),
        ]
        press = PressCall(
            heading=words("situation.press"),
            say="" if "[" in first else words("situation.quote", text=sentence(first)),
            not_said=unsaid,
            align=align,
            words=Link(text=words("situation.press_words"), href=f"#{address}"),
        )
    found = writer.section("situation.words", address, facts, empty=words("situation.no_words"))
    code = words("situation.code", number=situation.number)
    return changed(found, heading=words("situation.title", code=code, title=found.heading)), press


def _align(writer: Writer, one: Communication) -> Fact | None:
    names = [
        writer.name(writer.base.partners[key]).partition(" (")[0] if key in writer.base.partners else key
        for key in one.align_with
    ]
    return Fact(lead=writer.words("situation.align"), text=f"{writer.words.both(names)}.") if names else None


def _tools(writer: Writer, situation: Situation) -> Iterable[Fact]:
    tools = {one.id: one for one in writer.data.tools}
    for key in situation.use_also[:TOOLS]:
        if tools[key].verification != "not_verified":
            yield Fact(text=writer.words("situation.tool", name=tools[key].name, maker=tools[key].maker))
