"""
Who can be reached how, as far as this page may show it.

This is the only module that looks at channels and at answers of a municipality. What a public page gets to see is
decided here, once: nothing that comes after can show what was never handed out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cybermatrix.guides.pieces import Blank, Blanks, Desk, Desks, Link, Reach
from cybermatrix.guides.words import sentence
from cybermatrix.model import changed

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from cybermatrix.guides.writer import Writer
    from cybermatrix.matrix import Base, Matrix
    from cybermatrix.model import Channel, Partner, Slot

DESKS = "loketten"


class Phonebook:
    """The channels and the answered questions that one page may show."""

    def __init__(self, matrix: Matrix, *, internal: bool) -> None:
        data = matrix.data
        place = matrix.municipality
        own = [one for one in data.overlays if place is not None and one.municipality == place.id]
        self.internal = internal
        away = _away(matrix)
        hidden = {channel.id for key in away for channel in matrix.base.partners[key].channels}
        public, self._of_partner = matrix.base.kept("public channels", lambda: _public(matrix.base))
        self._shared = {key: one for key, one in public.items() if one.id not in hidden}
        self._own = tuple(
            one for overlay in own for one in overlay.channels if not one.do_not_print and (internal or one.is_public)
        )
        self._questions = {slot.id: slot for slot in data.slots}
        answered = {slot.id: slot for overlay in own for slot in overlay.slots}
        self._answers = {key: slot for key, slot in answered.items() if internal or not slot.is_internal}
        self._place = place.id if place is not None and (self._own or self._answers) else None

    def find(self, key: str) -> Channel | None:
        """Give a channel by its id, if this page may show it."""
        return self._shared.get(key)

    def of(self, partner: Partner) -> tuple[Channel, ...]:
        """Give the channels of a partner that this page may show."""
        return self._of_partner[partner.id]

    def shown(self, keys: Iterable[str]) -> Hashable:
        """Give what tells apart all that pages show of these channels, and of a municipality's own numbers and answers."""
        return self._place, tuple(key for key in keys if key in self._shared)

    @property
    def every(self) -> tuple[Channel, ...]:
        """Every shared channel that this page may show, each once, in the order of the data."""
        return tuple({one.id: one for one in self._shared.values()}.values())

    @property
    def own(self) -> tuple[Channel, ...]:
        """The municipality's own channels that this page may show."""
        return self._own

    def kind(self, key: str) -> str | None:
        """
        Give what sort of question a slot is; nothing for the usual, and for what is none.

        Of an ``inwoner``, to whom it happened, a page asks nobody to write down who that is: paper lies about and is kept.
        """
        return self._questions[key].kind if key in self._questions else None

    def slot(self, key: str) -> Slot | None:
        """Give a question to the municipality, with its answer only where this page may show it."""
        asked, answered = self._questions.get(key), self._answers.get(key)
        return changed(answered, name_en=asked.name_en) if answered and asked else answered or asked

    def phone(self, channel: Channel) -> str:
        """Give the number, only when it was read in a source; a municipality vouches for its own."""
        may = channel.verification == "verified" or channel in self._own
        return channel.phone or "" if may else ""


def _public(base: Base) -> tuple[dict[str, Channel], dict[str, tuple[Channel, ...]]]:
    """Give the public channels by id, and those of each partner: the same for every place."""
    shared = {key: one for key, one in base.channels.items() if one.is_public}
    of = {key: tuple(one for one in partner.channels if one.is_public) for key, partner in base.partners.items()}
    return shared, of


def _away(matrix: Matrix) -> frozenset[str]:
    """Give the partners that work somewhere else: bodies of other places, and who has rules there and none here."""
    place = matrix.municipality
    if place is None:
        return frozenset()
    chain = set(matrix.base.chain(place.id))
    rules = {rule.partner for rule in matrix.assignments}
    here = {rule.partner for rule in matrix.assignments if rule.area in chain}
    elsewhere = {one.id for one in matrix.partners if one.areas and chain.isdisjoint(one.areas)}
    return frozenset(elsewhere | (rules - here))


def desk(writer: Writer, channel: Channel, *, brief: bool = False) -> Desk:
    """Describe how to reach someone; what is not sure enough is left out."""
    words, book = writer.words, writer.book
    phone = book.phone(channel)
    address = channel.address or ""
    sure = channel.verification != "not_verified"
    hours = words("hours." + channel.hours)
    if brief:
        hours = _brief_hours(writer, channel) if phone else ""
    elif channel.hours_note:
        told = channel.hours != "24/7" or channel.hours_note.casefold().startswith(hours.rstrip(".").casefold())
        hours = channel.hours_note if told else f"{hours} {channel.hours_note}"
    elif channel.hours == "onbekend" and phone:
        hours = words("hours.unknown")
    is_number = channel.name == phone  # 112 is both
    return Desk(
        name=channel.purpose or channel.name if is_number else channel.name,
        purpose="" if is_number else sentence(channel.purpose or ""),
        phone=phone,
        phone_href=tel(phone),
        address=shown(address) if sure else "",
        address_href=href(address) if sure else "",
        hours=hours,
        readers=words("desk.for", who=words.both(words("readers." + one) for one in channel.readers))
        if channel.readers and not brief
        else "",
        asks=() if brief else channel.ask_first,
        note="" if brief else sentence(channel.note or ""),
        mark=writer.mark_of(channel.verification, channel.evidence, channel.certainty) if sure and not brief else None,
        cites=writer.cites(channel.sources) if sure and not brief else (),
    )


def _brief_hours(writer: Writer, channel: Channel) -> str:
    if channel.hours == "onbekend":
        return writer.words("hours.not_found")
    sure = channel.hours_verification == "verified"
    hours = writer.words("hours." + channel.hours) if sure else writer.words(f"hours.{channel.hours}-unsure")
    return f"{hours} {channel.off_hours}" if channel.off_hours else hours


def reachable(writer: Writer, channels: Iterable[Channel], *, brief: bool = False) -> tuple[Desk, ...]:
    """Describe the channels that tell the reader anything: a number, an address, or how it goes."""
    found = (desk(writer, one, brief=brief) for one in channels)
    return tuple(one for one in found if one.phone or one.address or one.purpose)


def short_list(writer: Writer, heading: str, anchor: str, channels: Iterable[Channel]) -> Desks:
    """Name desks in short, with a link to where the guide tells more; in full where it does not."""
    words = writer.words
    return Desks(
        heading=words(heading),
        anchor=anchor,
        intro="",
        more=Link(text=words("card.desks_more"), href=writer.href(DESKS)) if writer.href(DESKS) else None,
        desks=reachable(writer, channels, brief=True),
        empty=words("card.no_desks"),
    )


def lines_to_fill(writer: Writer, heading: str, anchor: str, keys: Iterable[str], *, intro: str = "") -> Blanks:
    """Give lines to write on, under a heading."""
    return Blanks(
        heading=heading,
        anchor=anchor,
        columns=writer.words.list("blank.columns"),
        intro=intro,
        blanks=tuple(blank(writer, key) for key in keys),
    )


def reach_lines(writer: Writer, partner: Partner) -> tuple[Reach, ...]:
    """Tell in short lines how to reach a partner: by number, or else by address."""
    desks = [desk(writer, channel, brief=True) for channel in writer.book.of(partner)]
    phones = [Reach(text=one.phone, href=one.phone_href, hours=one.hours) for one in desks if one.phone]
    addresses = [Reach(text=one.address, href=one.address_href) for one in desks if one.address]
    return tuple(dict.fromkeys(phones or addresses))


def blank(writer: Writer, key: str, *, names: bool = True) -> Blank:
    """Give a line to write on, or the answer where this page may show it; without names the number, if there is one."""
    slot = writer.book.slot(key)
    if slot is None:
        return Blank(question=key)
    answer = " · ".join(filter(None, (slot.answer if names or not slot.phone else None, slot.phone)))
    tested = writer.words("blank.tested", date=writer.words.date(slot.tested_on)) if slot.tested_on and answer else ""
    return Blank(question=writer.named(slot), answer=answer, tested=tested)


def shown(address: str) -> str:
    """Write an address as one says it: without the protocol."""
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def host(address: str) -> str:
    """Give the site of an address, which is what one types from paper."""
    return shown(address).partition("/")[0]


def href(address: str) -> str:
    """Give what a link needs: a web page or a mail box; nothing for what is neither."""
    if not address or " " in address:
        return ""
    if "@" in address and "/" not in address:
        return f"mailto:{address}"
    if address.startswith(("https://", "http://")):
        return address
    return f"https://{address}" if "." in address and ":" not in address.split("/", 1)[0] else ""


# A number as one writes it: the three of danger and of despair, one that is free or costs extra, one of ten digits.
_NUMBER = re.compile(
    r"(?<![\w.,-])(11[23]|0[89]00[ -]?\d{4}(?:\d{3})?|(?:\+31 ?-?|0)[1-9](?:[ -]?\d){8}|0[ -]?[1-9](?:[ -]?\d){8})(?![\w-]|[.,]\w)"
)


def tel(phone: str) -> str:
    """Give what a telephone needs to dial; nothing when the words hold more than one number."""
    digits = phone.replace(" ", "").replace("-", "")
    return f"tel:{digits}" if digits.removeprefix("+").isdigit() else ""


def dialled(text: str) -> tuple[Link, ...]:
    """Cut a text into what is a number to dial and what is not, in order: together they are the text."""
    return tuple(
        Link(text=piece, href=tel(piece) if place % 2 else "")
        for place, piece in enumerate(_NUMBER.split(text))
        if piece
    )
