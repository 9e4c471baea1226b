"""The running text in the data: every sentence that a reader may meet, with whose it is and where it stands."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import define

from cybermatrix.canonical import sentences
from cybermatrix.reading import specs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cybermatrix.model import Data
    from cybermatrix.problems import Place

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


@define(frozen=True)
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

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences in it."""
        return _split(self.text)


# Attributes that stand under a heading with *not* in it.
_DENIES = {("Dont", "dont"), ("Partner", "may_not"), ("Partner", "not_own_tasks")}


def texts(data: Data) -> Iterator[Text]:
    """Give all running text that may be printed, in the order of the data; what is not verified never is."""
    for spec in specs(type(data)):
        value = getattr(data, spec.name)
        if spec.record is not None:
            for item in value if spec.many else (value,):
                if item is not None:
                    yield from _inside(item, (spec.key,), denies=False)


def _inside(record: Any, around: tuple[str, ...], *, denies: bool) -> Iterator[Text]:
    if getattr(record, "verification", None) == "not_verified":
        return
    own = getattr(record, "id", None) or getattr(record, "partner", None)
    inside = around if own is None else (*around, own)
    for name, is_action, is_denied in _prose(type(record)):
        value = getattr(record, name)
        for item in value if type(value) is tuple else (value,):
            if type(item) is str:
                if item:
                    yield Text(inside[-1], inside, record, item, is_action, denies or is_denied)
            elif item is not None:
                yield from _inside(item, inside, denies=denies or is_denied)


_PROSE: dict[Any, tuple[tuple[str, bool, bool], ...]] = {}


def _prose(cls: Any) -> tuple[tuple[str, bool, bool], ...]:
    """Give the attributes of a class that are prose or records, each with whether one acts on it and whether it denies."""
    if cls in _PROSE:
        return _PROSE[cls]
    name = cls.__name__
    acts, tells = ACTIONS.get(name, ()), BACKGROUND.get(name, ())
    _PROSE[cls] = tuple(
        (spec.name, spec.name in acts, (name, spec.name) in _DENIES)
        for spec in specs(cls)
        if spec.record is not None or spec.name in acts or spec.name in tells
    )
    return _PROSE[cls]


@lru_cache(maxsize=16384)
def _split(text: str) -> tuple[str, ...]:
    return tuple(part for line in text.split("\n") for part in sentences(line) if part)
