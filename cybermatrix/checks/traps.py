"""What is easily told wrong: words that contradict what is true, rules out of bounds, numbers that do not belong here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cybermatrix.checks.lists import grounds, nouns, walk
from cybermatrix.checks.phrases import first_found, folded, needles, phrase
from cybermatrix.checks.texts import texts
from cybermatrix.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cybermatrix.model import Assignment, Data, Guard
    from cybermatrix.problems import Problem

# Written with or without a hyphen, blanks or +31; not a year, an amount, an article or a code.
_NUMBER = re.compile(r"(?<![\w/:.,-])(?:\+31[ -]?\(?0?\)?[ -]?\d|0)[\d -]{7,13}\d(?![\w/]|[.,]\d)")
_DATE = re.compile(r"^\d\d-\d\d-\d{4}$")
_MOBILE = re.compile(r"^(?:\+31|0031)?0?6\d{8}$")
_PICKET = (
    "piket*",
    "*piket",
    "achterwacht*",
    "doorkies*",
    "*dienstnummer",
    "niet openbaar",
    "alleen intern",
    "privenummer",
)


def guarded_words(data: Data) -> Iterator[Problem]:
    """Nothing contradicts what the list of traps says is true; and exceptions on that list that nothing needs."""
    needed: set[tuple[str, str]] = set()
    guards = [(guard, needles(guard.phrases)) for guard in data.guards]
    for text in texts(data):
        if text.denies:  # what is told there is told as wrong
            continue
        plain = folded(text.text)
        for guard, pieces in guards:
            if not any(needle in plain for needle in pieces):
                continue
            allowed = {one.within for one in guard.allowed}.intersection(text.inside)
            for sentence in text.sentences:
                found = first_found(sentence, guard.phrases, guard.unless)
                if not found:
                    continue
                needed.update((guard.id, one) for one in allowed)
                if not allowed:
                    yield problem("T01", text.place, word=found, id=guard.id, truth=guard.truth, text=sentence)
    for guard in data.guards:
        for item in nouns(data, "assignment"):
            if next(out_of_bounds(data, guard, item), None):
                needed.update((guard.id, one.within) for one in guard.allowed if one.within in (item.id, item.partner))
    for guard in data.guards:
        for one in guard.allowed:
            if (guard.id, one.within) not in needed:
                yield problem("W07", one.place, value=one.within)


def guarded_rules(data: Data) -> Iterator[Problem]:
    """No assignment goes beyond the bounds that the list of traps sets."""
    for item in nouns(data, "assignment"):
        for guard in data.guards:
            if any(one.within in (item.id, item.partner) for one in guard.allowed):
                continue
            for key, value in out_of_bounds(data, guard, item):
                yield problem("T02", item.place, id=item.id, key=key, value=value, guard=guard.id, truth=guard.truth)


def out_of_bounds(data: Data, guard: Guard, item: Assignment) -> Iterator[tuple[str, str]]:
    """Give what of an assignment a guard does not allow: the key, and the value that is out of bounds."""
    if item.role == "geen" or item.force == "mag-niet" or not (guard.partners or guard.resting_on):
        return
    if guard.partners and item.partner not in _with_bodies(data, guard.partners):
        return
    laws = {part for law in item.laws for part in (law, law.partition(":")[0])}
    if guard.resting_on and laws.isdisjoint(guard.resting_on):
        return
    if guard.only_partners and item.partner not in _with_bodies(data, guard.only_partners):
        yield "partij", item.partner
    yield from (("typen", one) for one in item.interventions if one not in (guard.only_interventions or (one,)))
    if guard.only_forms:
        categories = {crime.id: crime.category for crime in data.crimes}
        fits = {*guard.only_forms, *(key for key, category in categories.items() if category in guard.only_forms)}
        yield from (("vormen", one) for one in item.forms if one not in fits)
    if guard.only_audiences and not set(item.audience) & set(guard.only_audiences):
        yield "doelgroepen", ", ".join(item.audience) or "–"
    if guard.only_roles and item.role not in guard.only_roles:
        yield "rol", item.role


def _with_bodies(data: Data, ids: Iterable[str]) -> set[str]:
    wanted = set(ids)
    return wanted | {partner.id for partner in data.partners if partner.kind_of in wanted}


def unread_numbers(data: Data) -> Iterator[Problem]:
    """A phone number stands in a text only when it is that of a channel whose number was read and may be printed."""
    known = {
        digits(one) for channel in nouns(data, "channel") if channel.is_printable for one in _numbers(channel.phone)
    }
    for text in texts(data):
        for written in _numbers(text.text):
            if digits(written) not in known:
                yield problem("T03", text.place, number=written, text=text.text)


def _numbers(text: str | None) -> list[str]:
    return [match[0] for match in _NUMBER.finditer(text or "") if not _DATE.match(match[0])]


# Area codes of three digits; what begins with another is left as it is written.
_AREA = re.compile(r"(01[035]|02[0346]|03[03568]|04[0356]|05[0358]|07\d|08[58])(\d{3})(\d\d)(\d\d)")
_SERVICE = re.compile(r"(0[89]00)(\d{4})(\d*)")


def notation(number: str) -> str:
    """Give a number as every page writes it: 070 204 55 11, and 0900-8844 for who answers a whole country."""
    plain = digits(number)
    if area := _AREA.fullmatch(plain):
        return " ".join(area.groups())
    if service := _SERVICE.fullmatch(plain):
        code, first, rest = service.groups()
        return f"{code}-{first} {rest}".rstrip()
    return number


def loose_notations(data: Data) -> Iterator[Problem]:
    """A phone number is written in one way everywhere: a reader who compares two pages must see that it is the same."""
    written = [(channel.place, channel.phone) for channel in nouns(data, "channel")]
    written += [(text.place, text.text) for text in texts(data)]
    for place, text in written:
        for number in _numbers(text):
            if number != notation(number):
                yield problem("W08", place, number=number, good=notation(number))


def digits(number: str) -> str:
    """Give a number as digits, in the form it has within the Netherlands."""
    plain = re.sub(r"\D", "", number.replace("(0)", ""))
    return "0" + plain[2:] if number.startswith("+31") and not plain[2:].startswith("0") else plain


def inner_numbers(data: Data) -> Iterator[Problem]:
    """
    A mobile or picket number is not for the public, unless a source that was read publishes it.

    What a municipality fills in itself (a slot) never is.
    """
    for channel in nouns(data, "channel"):
        if not channel.is_public or channel.phone is None or (channel.verification == "verified" and channel.sources):
            continue
        told = folded(
            " ".join(one for one in (channel.id, channel.name, channel.purpose, channel.how, channel.note) if one)
        )
        if any(_MOBILE.match(digits(one)) for one in _numbers(channel.phone)):
            yield problem("M22", channel.place, id=channel.id, found="@mobile")
        elif any(phrase(word).found_in(told) for word in _PICKET):
            yield problem("M22", channel.place, id=channel.id, found="@picket")
    slots = (*data.slots, *(slot for own in data.overlays for slot in own.slots))
    for slot in slots:
        if not slot.is_internal and (slot.phone or any(phrase(word).found_in(folded(slot.name)) for word in _PICKET)):
            yield problem("M22", slot.place, id=slot.id, found="@slot")


def proven(data: Data) -> Iterator[Problem]:
    """Of no instrument it is told that it surely works, unless research says so."""
    kinds = {source.id: source.kind for source in data.sources}
    for instrument in data.instruments:
        if instrument.effect == "bewezen" and not any(
            "onderzoek" in (kinds[key] or "") for key in instrument.effect_sources
        ):
            yield problem("T04", instrument.place, id=instrument.id)


def unfounded_none(data: Data) -> Iterator[Problem]:
    """*Geen* says that a law or source excludes the role; that nothing is known is an empty square."""
    for item in nouns(data, "assignment"):
        if item.role == "geen" and not item.laws and not item.sources:
            yield problem("T05", item.place, id=item.id)


def unread_teams(data: Data) -> Iterator[Problem]:
    """Which base team serves a municipality is told with what that rests on."""
    for team in data.base_teams:
        if not team.url and team.evidence.startswith(("bron", "deels bron")):
            yield problem("T06", team.place, id=team.id, evidence=team.evidence)


def credited(data: Data) -> Iterator[Problem]:
    """Who made the population figures is named in the edition: that is the condition under which they are free."""
    counted = data.populations or any(place.population_2026 or place.population_2025 for place in data.municipalities)
    if counted and not any("cbs" in folded(credit) for credit in data.edition.credits):
        yield problem("T07", data.edition.place)


# What a note says of something that the makers thought of themselves.
_OURS = ("ons/eigen voorstel", "van/uit eigen kennis", "eigen kennis van de makers")


def own_proposals(data: Data) -> Iterator[Problem]:
    """What a note calls our own proposal or knowledge is not called verified or partial: a reader would take it for a source."""
    for record in walk(data):
        note = getattr(record, "note", None)
        if note and getattr(record, "verification", None) in ("verified", "partial"):
            found = first_found(note, _OURS, ())
            if found:
                yield problem("T08", record.place, word=found, verification=record.verification, text=note)


_COPIED = ("wettekst-oude-versie", "wettekst (kopie van derden)")


def old_texts(data: Data) -> Iterator[Problem]:
    """What was laid down as *vast* rests on no old text of a law and on no copy by others, whatever kind of record it is."""
    known = grounds(data)
    for record in walk(data):
        if getattr(record, "certainty", None) != "vast":
            continue
        refs = [getattr(ref, "article", ref) for ref in getattr(record, "laws", ())]
        weak = [key for key in (*refs, *record.sources) if key in known and not known[key].is_firm]
        evidence = getattr(record, "evidence", None)
        if weak or evidence in _COPIED:
            yield problem("T09", record.place, on=", ".join(weak) or evidence)
