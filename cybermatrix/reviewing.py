"""What must be looked at again, and when: the day it was last read and a term for its kind, as a list and as a calendar."""

from __future__ import annotations

import calendar
import datetime as dt
import uuid
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from attrs import define

from cybermatrix.checks import nouns
from cybermatrix.language import named, plural
from cybermatrix.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cybermatrix.language import Language
    from cybermatrix.matrix import Matrix

# After how many months. A number that stopped working does harm at once, and laws change on 1 January; what a partner
# does, or what an instrument is worth, moves slower. These are choices of the makers.
TERMS: dict[str, int] = {"channel": 12, "law": 12, "assignment": 24, "instrument": 24}
_LONGEST = 80  # characters of the text of a rule
_MOST = 40  # names in one appointment; more make it unreadable on a telephone
# Whatever is made of the same kind and day keeps its name for ever, so that a calendar renews it and does not double it.
_NAMESPACE = uuid.UUID("3f0c5f0e-6f5e-4c8e-9a53-0d6f8f1f7a11")
_SAY: dict[str, tuple[str, str]] = {
    "channel-one": ("loket of nummer", "desk or number"),
    "channel": ("loketten en nummers", "desks and numbers"),
    "law-one": ("wet", "law"),
    "law": ("wetten", "laws"),
    "assignment-one": ("toewijzing", "assignment"),
    "assignment": ("toewijzingen", "assignments"),
    "instrument-one": ("instrument", "instrument"),
    "instrument": ("instrumenten", "instruments"),
    "calendar": ("{name}: nakijken", "{name}: to be looked at again"),
    "again": ("Nakijken: {count}", "Look at again: {count}"),
    "first": ("Nog nooit nagekeken: {count}", "Never checked yet: {count}"),
    "how": (
        "Klopt dit nog? Vul na het nakijken nagekeken_op in; dan verschuift deze afspraak bij de volgende uitgave.",
        "Is this still right? Fill in nagekeken_op afterwards; then this appointment moves with the next edition.",
    ),
    "more": ("en nog {count}", "and {count} more"),
    "internal": ("Een intern loket of nummer", "An internal desk or number"),
}


@define(frozen=True)
class Review:
    """
    One thing to look at again.

    Attributes:
        kind: a key of `TERMS`.
        item: the noun itself.
        checked_on: when it was last read; nothing when it never was.
        due: by when it should be read again; the day of the edition when it never was.
        place: where it stands.
    """

    kind: str
    item: Any
    checked_on: dt.date | None
    due: dt.date
    place: Place

    def is_overdue(self, on: dt.date) -> bool:
        """Whether it should have been looked at before this day."""
        return self.checked_on is None or self.due < on


def reviews(matrix: Matrix) -> tuple[Review, ...]:
    """
    Give everything in an edition that has to be looked at again, what is due first in front.

    What ended, and a desk that is never printed, is left alone. Filters are questions: the edition is taken whole.
    """
    return tuple(sorted(_found(matrix), key=lambda one: (one.due, list(TERMS).index(one.kind))))


def _found(matrix: Matrix) -> Iterator[Review]:
    edition = matrix.edition.date
    gone = {id(desk) for one in matrix.data.partners if one.is_gone(edition) for desk in one.channels}
    for kind, months in TERMS.items():
        for item in nouns(matrix.data, kind):
            until = getattr(item, "valid_until", None)
            if (until is not None and until <= edition) or getattr(item, "do_not_print", False) or id(item) in gone:
                continue
            days = [day for day in (item.checked_on, getattr(item, "types_checked_on", None)) if day is not None]
            last = min(days, default=None)
            yield Review(kind, item, last, edition if last is None else months_later(last, months), item.place)


def months_later(day: dt.date, months: int) -> dt.date:
    """Give the same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def to_calendar(matrix: Matrix, lang: Language = "nl") -> bytes:
    """
    Give the reviews as a calendar file (iCalendar, RFC 5545): a whole day for each kind and date, with what to look at.

    The same edition gives the same bytes, and an appointment keeps its UID from edition to edition.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415  # a tenth of a second, and most commands make no calendar

    made = Calendar()
    made.add("prodid", "-//cybermatrix//nakijken//NL")
    made.add("version", "2.0")
    title = _say("calendar", lang, name=named(matrix.edition, lang))
    made.add("name", title)
    made.add("x-wr-calname", title)  # what calendars knew before RFC 7986
    groups: dict[tuple[dt.date, str, bool], list[Review]] = {}
    for one in reviews(matrix):
        groups.setdefault((one.due, one.kind, one.checked_on is None), []).append(one)
    stamp = dt.datetime.combine(matrix.edition.date, dt.time(), dt.UTC)
    for (due, kind, never), found in groups.items():
        event = Event()
        # What was never read has no day of its own: it stays one appointment, and moves along with the edition.
        event.add("uid", f"{uuid.uuid5(_NAMESPACE, kind if never else f'{kind} {due}')}@cybermatrix")
        event.add("dtstamp", stamp)
        event.add("dtstart", due)
        event.add("dtend", due + dt.timedelta(days=1))
        count = plural(len(found), _say(f"{kind}-one", lang), _say(kind, lang), lang)
        event.add("summary", _say("first" if never else "again", lang, count=count))
        event.add("description", "\n".join(_lines(found, lang)))
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())


def _lines(found: list[Review], lang: Language) -> Iterator[str]:
    yield _say("how", lang)
    for one in found[:_MOST]:
        where = f": {Place(one.place.file, one.place.line).text(lang)}" if one.place.file else ""
        if getattr(one.item, "is_internal", False):  # a calendar is shared: where it stands is enough
            yield f"- {_say('internal', lang)}{where}"
            continue
        said = shorten(getattr(one.item, "name", None) or one.item.text, _LONGEST, placeholder="…")
        yield f"- {said} ({one.item.id}){where}"
    if len(found) > _MOST:
        yield _say("more", lang, count=len(found) - _MOST)


def _say(key: str, lang: Language, /, **values: object) -> str:
    return _SAY[key][lang == "en"].format(**values)
