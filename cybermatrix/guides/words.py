"""The words of a page: read from `templates/`, filled in here; dates and lists as a Dutch reader writes them."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from cybermatrix import _resources, language
from cybermatrix.errors import InvalidQuestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.language import Language


# A full stop behind a word of three letters or more, and a capital after it: "b.v. De" is no end of a sentence.
_END = re.compile(r"(?<=\w{3})[.!?] (?=[A-ZÀ-Þ])")


class Words:
    """
    The words of one language.

    ``words("cover.title", name="Deventer")`` gives the sentence called *title* in the table *cover*, filled in.
    A sentence that is not there is a mistake in the program and raises.
    """

    def __init__(self, lang: Language, tables: dict[str, dict[str, Any]]) -> None:
        self.lang = lang
        self._tables = tables

    def __call__(self, key: str, **values: object) -> str:
        """Give one sentence, filled in."""
        table, _, name = key.partition(".")
        text: str = self._tables[table][name]
        return text.format(**values) if values else text

    def list(self, key: str) -> tuple[str, ...]:
        """Give several sentences or column headings."""
        table, _, name = key.partition(".")
        return tuple(self._tables[table][name])

    def find(self, table: str, name: str) -> str | None:
        """Give one word from a table that need not have it."""
        found: str | None = self._tables[table].get(name)
        return found

    def named(self, item: Any) -> str:
        """Name something in this language, or else in Dutch."""
        return str((getattr(item, "name_en", None) if self.lang == "en" else None) or item.name)

    def date(self, day: dt.date) -> str:
        """Write a date in words: 23 november 2026."""
        return language.day(day, self.lang)

    def loose_date(self, text: str) -> str:
        """Write a date as sources give it (2026-08-15, 2024-10, 2020) in words; anything else stays as it is."""
        shape = {10: language.day, 7: language.month}.get(len(text))
        if shape is None:
            return text
        try:
            return shape(dt.date.fromisoformat(f"{text}-01"[:10]), self.lang)
        except ValueError:
            return text

    def both(self, items: Iterable[str]) -> str:
        """Join words as one says them: a, b en c."""
        return language.joined(items, self.lang)

    def number(self, count: int) -> str:
        """Write a count with the thousands apart: 1.238."""
        return language.number(count, self.lang)


@cache
def words_of(lang: str) -> Words:
    """
    Give the words of a language.

    Raises:
        InvalidQuestion: for a language that pages are not written in.
    """
    folder = _resources.templates_folder()
    known = sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))
    if lang not in known:
        msg = f"pages are written in {' and '.join(map(repr, known))}, not in {lang!r}"
        raise InvalidQuestion(msg)
    return Words("en" if lang == "en" else "nl", tomllib.loads((folder / f"{lang}.toml").read_text(encoding="utf-8")))


def sentence(text: str) -> str:
    """Start with a capital and end with a full stop, so that loose notes read as sentences."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    text = text.replace("Éé", "Eé", 1) if text.startswith("Éé") else text  # a capital has no accent here
    return text if text[-1] in ".?!:…" else f"{text}."


def first_sentence(text: str) -> str:
    """Give the first sentence of a note, where there is room for no more."""
    found = _END.split(text.strip(), maxsplit=1)[0]
    return sentence(found.partition("; ")[0])


def lowered(text: str) -> str:
    """Start without a capital, to stand after a colon; an abbreviation keeps its capitals."""
    return text[0].lower() + text[1:] if len(text) > 1 and not text[1].isupper() else text
