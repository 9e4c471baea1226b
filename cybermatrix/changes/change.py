"""One change: what it is about, what happened, and the sentence that says so."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

import attrs
from attrs import define

from cybermatrix.changes.wording import Names, capital, close_up, ended, kind_of, label_of, many, quoted, say
from cybermatrix.model import Assignment
from cybermatrix.plain import to_plain
from cybermatrix.reading import specs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cybermatrix.language import Language
    from cybermatrix.reading import FieldSpec

What = Literal["added", "ended", "replaced", "renamed", "role", "force", "text", "source", "status", "order", "changed"]

MOVED = (
    "hoort_bij"  # stands for a field where a noun went from one whole to another, such as a channel to another partner
)


@define(frozen=True)
class Step:
    """A field on the way to what changed, with the record in it that was entered."""

    spec: FieldSpec
    about: Any = None


@define(frozen=True)
class Change:
    """
    One thing that is different in the newer edition.

    Attributes:
        kind: the kind of noun, such as ``partner``, ``assignment`` or ``crime``.
        id: its fixed key; a register line without one has what tells it apart, such as ``almelo/2019``.
        name: what it is called, in the newer edition if it is still there.
        what: added, ended, replaced, renamed, role, force, text, source, status, order, or changed for any other field.
        field: the Dutch keys that lead to the field, such as ``signalen.tekst``; empty for the noun as a whole.
        old, new: the values, or the whole record for one that came or went; nothing where there was none.
    """

    kind: str
    id: str
    name: str
    what: What
    field: str = ""
    old: Any = None
    new: Any = None
    _noun: Any = attrs.field(default=None, eq=False, repr=False)
    _owner: Any = attrs.field(default=None, eq=False, repr=False)
    _trail: tuple[Step, ...] = attrs.field(default=(), eq=False, repr=False)
    _names: Names = attrs.field(factory=Names, eq=False, repr=False)

    @property
    def owner(self) -> Any:
        """The noun that this one stands under, such as the partner of a channel; nothing for most."""
        return self._owner

    @property
    def edit(self) -> Any:
        """What was done, apart from where: equal for the same edit in several nouns, and of no other change."""
        return (self.what, self.field, self.old, self.new) if len(self._trail) == 1 else id(self)

    def subject(self, lang: Language = "nl") -> str:
        """Say what it is about: ``partij Politie (politie)``."""
        one = kind_of(type(self._noun))[2 if lang == "en" else 1]
        if self.kind == "edition":
            return f"{one} {self.id}"
        name = self._names.gist(self._noun, lang)
        if self._says_old_name(lang):
            name = self.old
        own_id = self.id if hasattr(self._noun, "id") and self.id != name else ""
        if self.kind == "escalation":
            return one
        return f"{one} {name}" + (f" ({own_id})" if own_id else "")

    def _says_old_name(self, lang: Language) -> bool:
        return self.what == "renamed" and bool(self.old) and (self.field == "naam_en") == (lang == "en")

    def told(self, lang: Language = "nl") -> str:
        """Say what happened, without the subject."""
        if not self._trail:
            return ""
        spec, label = self._trail[-1].spec, label_of(self._trail[-1].spec, lang)
        if spec.many and self.what != "order":
            return self._told_list(spec, label, lang)
        old, new = (self._names.value(spec, value, lang) for value in (self.old, self.new))
        before = "" if self.old is None else say("before", lang, old=old)
        if self.what in ("ended", "replaced", "renamed") and self.new is not None:
            said = "renamed-en" if spec.name == "name_en" else self.what
            return say(said, lang, new=new, before="" if self._says_old_name(lang) else before)
        if self.what == "order":
            return say("order", lang, label=label, new=self._order(spec, lang))
        if self.what == "role":
            return say("role", lang, old=old, new=new)
        if self.old is None or self.new is None:
            return say("filled" if self.old is None else "emptied", lang, label=label, old=old, new=new)
        if spec.kind == "text" and not spec.ref and not spec.choices:
            if old == new:
                return say("spacing", lang, label=label)
            old, new = (f"“{text}”" for text in close_up(old[1:-1], new[1:-1]))
        key = "changed" if self.what != "text" else "wording" if spec.name == "text" else "text"
        return say(key, lang, label=label, old=old, new=new)

    def _told_list(self, spec: FieldSpec, label: str, lang: Language) -> str:
        old, new = (
            value if isinstance(value, tuple) else () if value is None else (value,) for value in (self.old, self.new)
        )
        came, went = Counter(new) - Counter(old), Counter(old) - Counter(new)
        key = "both" if came and went else "filled" if came else "emptied"
        words = {"new": tuple(came.elements()), "old": tuple(went.elements())}
        return say(
            key, lang, label=label, **{name: self._names.value(spec, items, lang) for name, items in words.items()}
        )

    def _order(self, spec: FieldSpec, lang: Language) -> str:
        return "; ".join(
            self._names.gist(item, lang).rstrip(".") if attrs.has(type(item)) else self._names.value(spec, item, lang)
            for item in self.new
        )

    def sentence(self, lang: Language = "nl") -> str:
        """Say it all in one sentence."""
        return self._sentence(self.subject(lang), lang)

    def _sentence(self, subject: str, lang: Language) -> str:
        if self.field == MOVED:
            old, new = (self._home(owner, lang) for owner in (self.old, self.new))
            return capital(f"{subject} {say('moved', lang, new=new, before=say('before', lang, old=old))}.")
        if self.what == "replaced" and not self._trail:
            return ended(capital(say("merged", lang, subject=subject, new=self._names.gist(self.new, lang))))
        if not self._trail:
            key = "new" if self.what == "added" else "gone"
            return say(key, lang, subject=subject, more=self._more(lang) if self.what == "added" else "")
        for step in self._trail[:-1]:
            about = quoted(self._names.gist(step.about, lang))
            subject += say("within", lang, label=label_of(step.spec, lang), about=about)
        verb = self.what in ("ended", "replaced", "renamed") and self.new is not None and len(self._trail) == 1
        return ended(capital(f"{subject}{' ' if verb else ': '}{self.told(lang)}"))

    def _home(self, owner: str | None, lang: Language) -> str:
        kind, _, key = (owner or "").partition("/")
        return self._names.said(kind, key, lang) if key else say("everything", lang)

    def _more(self, lang: Language) -> str:
        """Say of a new rule, or whatever else has a text, what it says."""
        said: list[str] = []
        if isinstance(self._noun, Assignment):
            shown = {
                spec.name: self._names.value(spec, getattr(self._noun, spec.name), lang) for spec in specs(Assignment)
            }
            types = shown["phase"] if self._noun.phase else shown["interventions"]
            said.append(f"{shown['role']} {say('about', lang, types=types, forms=shown['forms'])}")
        text = getattr(self._noun, "text", None)
        if isinstance(text, str) and hasattr(self._noun, "id"):
            said.append(" ".join(text.split()))
        return ended(f": {'. '.join(said)}") if said else "."

    def several(self, names: Sequence[str], lang: Language = "nl") -> str:
        """Say it of many nouns at once, in which the same was changed."""
        subject = say("several", lang, count=len(names), many=many(self.kind, lang), names=", ".join(names))
        return ended(capital(f"{subject}: {self.told(lang)}"))

    def to_record(self, lang: Language = "nl") -> dict[str, Any]:
        """Give the change as plain values, for JSON or a table."""
        return {
            "kind": self.kind,
            "id": self.id,
            "name": self.name,
            "what": self.what,
            "field": self.field,
            "label": label_of(self._trail[-1].spec, lang)[1:-1] if self._trail else "",
            "old": plain(self.old),
            "new": plain(self.new),
            "sentence": self.sentence(lang),
        }


def plain(value: Any) -> Any:
    """Give a value as JSON has it: a record by its Dutch keys."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return to_plain(value) if attrs.has(type(value)) else value
