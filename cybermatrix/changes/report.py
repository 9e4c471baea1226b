"""Headings with sentences under them, as text, Markdown or a piece of HTML."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any

from cybermatrix.changes.wording import capital, many, say
from cybermatrix.language import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cybermatrix.changes.change import Change
    from cybermatrix.language import Language
    from cybermatrix.matrix import Matrix
    from cybermatrix.model import Edition


_ALIKE = 3  # so many of the same edit become one sentence
_MOST = 12  # more of one kind of edit in a register than this are counted, not told one by one
# Lists that someone else keeps, and that change by the hundred at once.
_REGISTERS = frozenset({"population", "municipality", "former_municipality", "source", "base_team", "safety_region"})


class Report(ABC):
    """Headings with sentences under them, as text, Markdown or HTML."""

    __slots__ = ()

    @abstractmethod
    def title(self, lang: Language = "nl") -> str:
        """Say what this is a list of."""

    @abstractmethod
    def introduction(self, lang: Language = "nl") -> str:
        """Say which editions were compared, or that there is nothing to tell."""

    @abstractmethod
    def sections(self, lang: Language = "nl") -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give each heading with its sentences."""

    def to_text(self, lang: Language = "nl") -> str:
        """Tell it in plain text."""
        return "\n\n".join([f"{self.title(lang)}\n{self.introduction(lang)}", *in_text(self.sections(lang))])

    def to_markdown(self, lang: Language = "nl") -> str:
        """Tell it in Markdown; nothing that people wrote works as markup."""
        parts = [f"## {_unmarked(self.title(lang))}", _unmarked(self.introduction(lang))]
        for heading, said in self.sections(lang):
            parts += [f"### {_unmarked(heading)}", "\n".join(f"- {_unmarked(one)}" for one in said)]
        return "\n\n".join(parts)

    def to_html(self, lang: Language = "nl") -> str:
        """Tell it as a piece of HTML to put in a page; nothing that people wrote works as markup."""
        parts = [f'<section class="changes" lang="{lang}">', f"<h2>{escape(self.title(lang))}</h2>"]
        parts.append(f"<p>{escape(self.introduction(lang))}</p>")
        for heading, said in self.sections(lang):
            parts += [f"<h3>{escape(heading)}</h3>", "<ul>", *(f"<li>{escape(one)}</li>" for one in said), "</ul>"]
        return "\n".join([*parts, "</section>"])


def in_text(sections: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    """Give each heading with its sentences under it as plain text."""
    return ["\n".join([heading, *(f"- {one}" for one in said)]) for heading, said in sections]


_MARKUP = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]#|~"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})


def _unmarked(text: str) -> str:
    return text.translate(_MARKUP)


def _said(edition: Edition, lang: Language) -> str:
    return say("edition", lang, id=edition.id, day=day(edition.date, lang))


def introduction(old: Matrix | None, new: Matrix, lang: Language, *, empty: bool) -> str:
    """Say which editions were compared, and that nothing changed when nothing did."""
    to = _said(new.edition, lang)
    if old is None:
        return capital(say("first", lang, edition=to))
    key = "same" if old.edition.id == new.edition.id else "span"
    span = say(key, lang, old=_said(old.edition, lang), new=to)
    return f"{span} {say('nothing', lang)}" if empty else span


def sentences(changes: Sequence[Change], lang: Language) -> tuple[str, ...]:
    """Tell changes of one kind: the same edit made in many is told once, and of a whole register only a part."""
    same: dict[Any, list[Change]] = {}
    for change in changes:
        same.setdefault(change.edit, []).append(change)
    said: list[str] = []
    told: Counter[tuple[str, str]] = Counter()
    count: Counter[tuple[str, str]] = Counter()
    for alike in same.values():
        one = alike[0]
        sort = (one.what, one.field)
        count[sort] += len(alike)
        if told[sort] >= _MOST and one.kind in _REGISTERS:
            continue
        if len(alike) < _ALIKE:
            said += [change.sentence(lang) for change in alike]
            told[sort] += len(alike)
        else:
            said.append(one.several([change.id or change.name for change in alike], lang))
            told[sort] = count[sort]
    rest = sum(count.values()) - sum(told.values())
    return (*said, say("rest", lang, count=rest, many=many(changes[0].kind, lang))) if rest > 0 else tuple(said)
