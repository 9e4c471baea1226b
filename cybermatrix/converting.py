"""
The form in which the data is written, and how what was written in an older form is read as if it were today's.

A form changes when a key, or a word from a fixed list, gets another name; what is only added does not change it. The same
steps serve folders, JSON files, municipalities' own files and workbooks, for in all of them the same keys stand. Form 1 is
the first that anybody was given, so no step is needed yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import Factory, define

from cybermatrix.problems import problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cybermatrix.problems import Place, Problem

FORMAT = 1


@define(frozen=True)
class Step:
    """
    What is called otherwise since the next form.

    Attributes:
        nl: what was done, as a person is told: "'functie' heet nu 'rol'".
        en: the same in English.
        keys: the new key, by the name of the class of the record and the old key.
        words: the new word, by the name of the class, its (new) key and the old word.
    """

    nl: str
    en: str
    keys: Mapping[tuple[str, str], str] = Factory(dict)
    words: Mapping[tuple[str, str, str], str] = Factory(dict)


STEPS: dict[int, Step] = {}  # by the form that a step leads away from


def steps_from(form: int) -> tuple[Step, ...] | None:
    """Give the steps from a form to that of today; nothing when none lead there: it is newer, or never was."""
    if form > FORMAT or any(number not in STEPS for number in range(form, FORMAT)):
        return None
    return tuple(STEPS[number] for number in range(form, FORMAT))


def key_now(steps: tuple[Step, ...], cls: type[Any], key: str) -> str:
    """Give what a key of a record is called today."""
    for step in steps:
        key = step.keys.get((cls.__name__, key), key)
    return key


def word_now(steps: tuple[Step, ...], cls: type[Any], key: str, word: str) -> str:
    """Give what a word is today, by what its key was called when it was written."""
    for step in steps:
        key = step.keys.get((cls.__name__, key), key)
        word = step.words.get((cls.__name__, key, word), word)
    return word


def converted(form: int, place: Place) -> list[Problem]:
    """Tell that something was written in an older form and what was done to read it; nothing when it was not."""
    steps = steps_from(form)
    if not steps:
        return []
    said, said_en = ("; ".join(words) for words in zip(*((step.nl, step.en) for step in steps), strict=True))
    return [problem("B20", place, format=form, known=FORMAT, said=said, said_en=said_en)]
