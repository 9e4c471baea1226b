"""The running text in the data: every sentence that a reader may meet, with whose it is and where it stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
from attrs import define

from cybermatrix.canonical import sentences
from cybermatrix.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cybermatrix.model import Data

# What someone acts on, or is told that another will do: these words are weighed one by one.
ACTIONS: dict[str, tuple[str, ...]] = {
    "Assignment": ("text",),
    "Communication": ("first_message", "council"),
    "Decision": ("question", "known"),
    "Dont": ("dont", "do"),
    "Duty": ("text",),
    "Example": ("text",),
    "Limit": ("instead",),
    "NotApplicable": ("reason",),
    "PackageItem": ("text",),
    "Provider": ("does",),
    "Step": ("text",),
}
# What else may be printed, as background.
BACKGROUND: dict[str, tuple[str, ...]] = {
    "Assignment": ("note", "scope"),
    "Category": ("definition",),
    "Change": ("text",),
    "Channel": ("purpose", "how", "hours_note", "ask_first", "ask_first_note", "note"),
    "Claim": ("text", "note"),
    "Correction": ("now",),
    "CrimeForm": ("category_note",),
    "Duty": ("term", "threshold", "note"),
    "EffectRating": ("definition",),
    "Escalation": ("reading",),
    "Event": ("text",),
    "Example": ("note",),
    "Figure": ("text", "note"),
    "GripLevel": ("what", "leads"),
    "Instrument": ("effect_note", "used_where", "east", "active", "cost", "effort", "note"),
    "InterventionType": ("definition", "note"),
    "Law": ("status", "note"),
    "Limit": ("text", "note"),
    "Package": ("intro",),
    "PackageItem": ("cost", "east", "note"),
    "Partner": ("summary", "note", "open_points"),
    "Question": ("question",),
    "RegionPlan": ("plan", "grip_text", "note"),
    "Role": ("definition", "rule"),
    "Rung": ("text", "note"),
    "ScaleUp": ("triangle", "safety_region", "grip"),
    "Situation": ("name", "not_arranged"),
    "Slot": ("name",),
    "Statute": ("core", "note"),
    "Step": ("threshold", "exception", "note"),
    "Task": ("text", "note"),
    "Tool": ("what", "note"),
}


@define(frozen=True, slots=False)
class Text:
    """
    One piece of running text.

    Attributes:
        owner: the id of the record it stands in, or of the nearest one around it.
        inside: the ids of all records around it, from the outside in, and the key of the file's list.
        record: the record.
        text: the words.
        is_action: whether someone acts on it.
        denies: whether it stands where the heading says *not*: what one does not do, may not do or does not own.
    """

    owner: str
    inside: tuple[str, ...]
    record: Any
    text: str
    is_action: bool
    denies: bool

    @property
    def place(self) -> Place:
        """Where the record was read."""
        place: Place = self.record.place
        return place

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences in it."""
        return tuple(part for line in self.text.split("\n") for part in sentences(line) if part)


def texts(data: Data) -> Iterator[Text]:
    """Give all running text that may be printed, in the order of the data; what is not verified never is."""
    whole: Any = type(data)
    for attribute in attrs.fields(whole):
        value = getattr(data, attribute.name)
        for item in value if isinstance(value, tuple) else (value,):
            if attrs.has(type(item)):
                yield from _inside(item, (attribute.metadata["key"],))


# Attributes that stand under a heading with *not* in it.
_DENIES = {("Dont", "dont"), ("Partner", "may_not"), ("Partner", "not_own_tasks")}


def _inside(record: Any, around: tuple[str, ...], *, denies: bool = False) -> Iterator[Text]:
    if getattr(record, "verification", None) == "not_verified":
        return
    own = getattr(record, "id", None) or getattr(record, "partner", None)
    inside = around if own is None else (*around, own)
    name = type(record).__name__
    for attribute in attrs.fields(type(record)):
        value = getattr(record, attribute.name)
        is_action = attribute.name in ACTIONS.get(name, ())
        is_denied = denies or (name, attribute.name) in _DENIES
        is_prose = is_action or attribute.name in BACKGROUND.get(name, ())
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str):
                if is_prose and item:
                    yield Text(inside[-1], inside, record, item, is_action, is_denied)
            elif attrs.has(type(item)) and not isinstance(item, Place):
                yield from _inside(item, inside, denies=is_denied)
