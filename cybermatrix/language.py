"""How Dutch and English say a name, a date, a number or a row of words: the only door to Babel."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

Language = Literal["nl", "en"]

LANGUAGES: tuple[Language, ...] = ("nl", "en")
# English as the Dutch government writes it: day before month, no comma before "and".
_LOCALES = {"nl": "nl_NL", "en": "en_GB"}


def named(item: Any, lang: str) -> str:
    """
    Give the name of something in a language; where there is none, the Dutch name with its language.

    Args:
        item: any noun: it has ``name``, and perhaps ``name_en``.
        lang: ``nl`` or ``en``.
    """
    if lang == "nl":
        return str(item.name)
    return str(getattr(item, "name_en", None) or as_dutch(item.name, lang))


def as_dutch(text: str, lang: str) -> str:
    """Give a Dutch text as it stands among words of a language: behind anything but Dutch it says which language it is."""
    return text if lang == "nl" or not text else f"{text} [nl]"


# Asking Babel takes longer than all else that a sentence needs, and pages say the same days and numbers again and again.
_asked_once = lru_cache(maxsize=4096, typed=True)


@_asked_once
def day(value: dt.date, lang: str) -> str:
    """Write a day in words: 23 november 2026."""
    return _dates().format_date(value, "d MMMM y", locale=_LOCALES[lang])  # type: ignore[no-any-return]


@_asked_once
def month(value: dt.date, lang: str) -> str:
    """Write the month of a day in words: november 2026."""
    return _dates().format_date(value, "MMMM y", locale=_LOCALES[lang])  # type: ignore[no-any-return]


@_asked_once
def number(value: float, lang: str) -> str:
    """Write a number with the marks of the language: 1.238,5 in Dutch, 1,238.5 in English."""
    from babel.numbers import format_decimal  # noqa: PLC0415  # a sixth of a second, and most answers hold no number

    return format_decimal(value, locale=_LOCALES[lang])


def joined(words: Iterable[str], lang: str, *, either: bool = False) -> str:
    """Join words as one says them: a, b en c; or with ``either`` a, b of c. Empty words are left out."""
    return _listed(tuple(word for word in words if word), lang, either)


@_asked_once
def _listed(words: tuple[str, ...], lang: str, either: bool) -> str:  # noqa: FBT001
    from babel.lists import format_list  # noqa: PLC0415

    return format_list(words, style="or" if either else "standard", locale=_LOCALES[lang])


def plural(count: int, one: str, other: str, lang: str) -> str:
    """Say how many: the count, and the word that goes with it in this language."""
    from babel import Locale  # noqa: PLC0415

    form = Locale.parse(_LOCALES[lang]).plural_form(count)
    return f"{number(count, lang)} {one if form == 'one' else other}"


def _dates() -> Any:
    import babel.dates  # noqa: PLC0415

    return babel.dates
