"""Two editions side by side: what was added, ended, renamed or otherwise changed, by stable id, told in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define

from cybermatrix.changes.change import Change, What
from cybermatrix.changes.compare import Comparison
from cybermatrix.changes.report import Report, introduction, sentences
from cybermatrix.changes.seen import CellChange, Seen
from cybermatrix.changes.wording import capital, many, say
from cybermatrix.matrix import as_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cybermatrix.language import Language
    from cybermatrix.matrix import Matrix, Word

__all__ = ["CellChange", "Change", "Changes", "Seen", "What", "diff"]


@define(frozen=True, repr=False)
class Changes(Report):
    """
    What is different between two editions.

    Attributes:
        old: the older edition; nothing when the newer one is the first.
        new: the newer edition.
        changes: each change, kind by kind, in the order of the newer edition.
    """

    old: Matrix | None
    new: Matrix
    changes: tuple[Change, ...] = ()

    @classmethod
    def first(cls, new: Matrix) -> Changes:
        """Give the changes of an edition that has no older one: none, and it says so."""
        return cls(None, new)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __repr__(self) -> str:
        before = "nothing" if self.old is None else self.old.edition.id
        return f"<Changes {before} → {self.new.edition.id}: {len(self):,}>"

    def for_municipality(self, municipality: Word, *, on: str | dt.date | None = None) -> Seen:
        """
        Tell what changed for a municipality, in its cells as it sees them.

        Args:
            municipality: an id, a name or a code; an old name answers as its successor.
            on: the day on which both are seen; without it, each on the date of its edition.

        Raises:
            UnknownId, AmbiguousName: for a word that names nothing, or more than one.
        """
        return self._seen(on).for_municipality(municipality)

    def for_partner(self, partner: Word, *, on: str | dt.date | None = None) -> Seen:
        """Tell what changed for a partner with its local bodies and parts, in its cells; see `for_municipality`."""
        return self._seen(on).for_partner(partner)

    def for_crime(self, crime: Word, *, on: str | dt.date | None = None) -> Seen:
        """Tell what changed around a crime form, or a category of them, in its cells; see `for_municipality`."""
        return self._seen(on).for_crime(crime)

    def _seen(self, on: str | dt.date | None) -> Seen:
        return Seen(self.old, self.new, self.changes, None if on is None else as_date(on))

    def title(self, lang: Language = "nl") -> str:
        """Say what this is a list of."""
        return say("title", lang, whom="")

    def introduction(self, lang: Language = "nl") -> str:
        """Say which editions were compared, or that there is nothing to tell."""
        return introduction(self.old, self.new, lang, empty=not self.changes)

    def sections(self, lang: Language = "nl") -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give a heading for each kind of noun, with what changed; the same edit in many of them is one sentence."""
        kinds: dict[str, list[Change]] = {}
        for change in self.changes:
            kinds.setdefault(change.kind, []).append(change)
        return tuple((capital(many(kind, lang)), sentences(found, lang)) for kind, found in kinds.items())

    def to_records(self, lang: Language = "nl") -> list[dict[str, Any]]:
        """Give each change as a dictionary of plain values, its sentence in the language asked for."""
        return [change.to_record(lang) for change in self.changes]


def diff(old: Matrix | None, new: Matrix) -> Changes:
    """
    Compare two editions.

    Records are followed by their id, so a new name is told as a new name; whether they moved within a list is no change,
    except where the order says something. Filters and viewpoints are questions, and both editions are compared whole.

    Args:
        old: the older edition; nothing when the newer one is the first.
        new: the newer edition.

    Returns:
        Every change, typed, with `Changes.for_municipality` and the like for what one reader sees of it.
    """
    if old is None:
        return Changes.first(new)
    return Changes(old, new, tuple(Comparison(old.base, new.base).changes()))
