"""How the lists of words are written and found: ``*`` for part of a word, ``/`` for or, ``…`` for anything in between."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache

from attrs import define

_GAPS = ("…", "...")
_SPACES = re.compile(r"\s+")
_MARKS = str.maketrans("’‘“”", "''\"\"")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Give text in lower case, without accents, with plain quotes and single spaces, so that one way of writing finds all."""
    lower = text.casefold().translate(_MARKS)
    if not lower.isascii():
        plain = unicodedata.normalize("NFKD", lower.replace("…", "\0"))
        lower = "".join(char for char in plain if not unicodedata.combining(char)).replace("\0", "…")
    return _SPACES.sub(" ", lower).strip()


@define(frozen=True, slots=False)
class Phrase:
    """
    Words to look for in one sentence.

    Attributes:
        written: as it stands in a list.
    """

    written: str

    @cached_property
    def _words(self) -> list[str]:
        return folded(self.written).split()

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """Pieces of which at least one must stand in the text; looking for these is quick."""
        best: tuple[str, ...] = ()
        for word in self._words:
            if word in _GAPS:
                continue
            pieces = tuple(max(choice.split("*"), key=len) for choice in word.split("/"))
            if min(map(len, pieces)) > min(map(len, best), default=0):
                best = pieces
        return best or ("",)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as a pattern over folded text."""
        parts: list[str] = []
        gap = ""
        for word in self._words:
            if word in _GAPS:
                gap = r"\b.*?\b" if parts else ""
                continue
            choices = "|".join(re.escape(choice).replace(r"\*", r"[\w'-]*") for choice in word.split("/"))
            parts += [gap or (r"[\W_]+" if parts else ""), f"(?:{choices})"]
            gap = ""
        return re.compile(rf"(?<![\w-]){''.join(parts)}(?![\w-])")

    def found_in(self, sentence: str) -> str:
        """Give the words of a folded sentence that fit, or nothing."""
        if not any(needle in sentence for needle in self.needles):
            return ""
        match = self.pattern.search(sentence)
        return match[0] if match else ""


@lru_cache(maxsize=4096)
def phrase(written: str) -> Phrase:
    """Give a phrase of a list; each is understood once."""
    return Phrase(written)


@lru_cache(maxsize=1024)
def needles(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Give pieces of which at least one stands in every folded text that one of the phrases fits."""
    return tuple(dict.fromkeys(needle for written in phrases for needle in phrase(written).needles))


def first_found(sentence: str, phrases: tuple[str, ...], unless: tuple[str, ...]) -> str:
    """Give the first words in a sentence that fit one of the phrases, or nothing when other words make them right."""
    plain = folded(sentence)
    for written in phrases:
        found = phrase(written).found_in(plain)
        if found:
            return "" if any(phrase(one).found_in(plain) for one in unless) else found
    return ""
