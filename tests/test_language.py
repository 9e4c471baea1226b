"""Names, dates, numbers and rows of words, as Dutch and English say them."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import frozen

from cybermatrix.language import as_dutch, day, joined, month, named, number, plural


@frozen
class Thing:
    name: str
    name_en: str | None = None


def test_a_name_without_english_says_which_language_it_is() -> None:
    """A reader of English sees that the word is Dutch; a reader of Dutch sees the word."""
    assert ("Wijkagent", "Wijkagent [nl]") == (named(Thing("Wijkagent"), "nl"), named(Thing("Wijkagent"), "en"))
    assert "Local officer" == named(Thing("Wijkagent", "Local officer"), "en")
    assert ("Helpt.", "Helpt. [nl]", "") == (as_dutch("Helpt.", "nl"), as_dutch("Helpt.", "en"), as_dutch("", "en"))


def test_dates_and_numbers() -> None:
    """Day before month in both; the marks of a number change places."""
    date = dt.date(2026, 11, 3)

    assert ("3 november 2026", "3 November 2026") == (day(date, "nl"), day(date, "en"))
    assert ("november 2026", "November 2026") == (month(date, "nl"), month(date, "en"))
    assert ("1.238,5", "1,238.5") == (number(1238.5, "nl"), number(1238.5, "en"))


@pytest.mark.parametrize(
    ("words", "dutch", "english"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "", "b"], "a en b", "a and b"),
        (["a", "b", "c"], "a, b en c", "a, b and c"),
    ],
)
def test_rows_of_words(words: list[str], dutch: str, english: str) -> None:
    """As one says them; nothing is left of an empty word."""
    assert (dutch, english) == (joined(words, "nl"), joined(words, "en"))
    assert dutch.replace(" en ", " of ") == joined(words, "nl", either=True)


def test_one_is_not_many() -> None:
    """None is many, in both languages."""
    assert ["0 plekken", "1 plek", "2 plekken"] == [plural(count, "plek", "plekken", "nl") for count in (0, 1, 2)]
    assert "1,200 gaps" == plural(1200, "gap", "gaps", "en")
