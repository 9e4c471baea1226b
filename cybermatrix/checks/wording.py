"""Rules about words: length, force, words to avoid, sentences that two partners share. All of them are warnings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cybermatrix.checks.phrases import first_found, folded, needles
from cybermatrix.checks.texts import texts
from cybermatrix.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cybermatrix.checks.texts import Text
    from cybermatrix.model import Data
    from cybermatrix.problems import Place, Problem

LONGEST, MEAN = 25, 15
# A mean over one or two sentences says nothing.
_ENOUGH = 4
_NOT_A_WORD = re.compile(r"^\W+$")
# What sounds binding, and the force that allows it.
_BINDING = {
    "moet": ("moet/moeten", "is/zijn … verplicht", "verplicht … te"),
    "mag-niet": ("mag/mogen … niet/geen/nooit", "is/zijn verboden"),
}
# Questions and conditions bind nobody; neither does what must be arranged first.
_NOT_BINDING = (
    "niet verplicht",
    "wat/wie/waar/wanneer/welke/welk/hoe … moet/moeten",
    "moet/moeten u/zij/wij",
    "of … moet",
)


def count(sentence: str) -> int:
    """Count the words of a sentence; a dash or a bullet is none."""
    return sum(not _NOT_A_WORD.match(word) for word in sentence.split())


def long_sentences(data: Data) -> Iterator[Problem]:
    """No sentence has more than 25 words."""
    for text in texts(data):
        for sentence in text.sentences:
            words = count(sentence)
            if words > LONGEST:
                yield problem("W01", text.place, count=words, most=LONGEST, text=sentence)


def long_on_average(data: Data) -> Iterator[Problem]:
    """What people act on has at most 15 words a sentence, taken over one file."""
    lengths: dict[str, list[int]] = {}
    first: dict[str, Place] = {}
    for text in texts(data):
        if text.is_action and text.place.file:
            first.setdefault(text.place.file, text.place)
            lengths.setdefault(text.place.file, []).extend(count(sentence) for sentence in text.sentences)
    for file, counts in lengths.items():
        mean = sum(counts) / len(counts)
        if len(counts) >= _ENOUGH and mean > MEAN:
            yield problem("W02", first[file], count=len(counts), mean=f"{mean:.1f}".replace(".", ","), most=MEAN)


def shared_sentences(data: Data) -> Iterator[Problem]:
    """No two partners do their work in the same words."""
    first: dict[str, Text] = {}
    for text in texts(data):
        if type(text.record).__name__ != "Assignment" or not text.is_action:
            continue
        for sentence in text.sentences:
            other = first.setdefault(folded(sentence), text)
            if other.record.partner != text.record.partner:
                yield problem(
                    "W03",
                    text.place,
                    id=text.record.id,
                    partner=text.record.partner,
                    other=other.record.id,
                    other_partner=other.record.partner,
                    other_place=other.place,
                    text=sentence,
                )


def words_to_avoid(data: Data) -> Iterator[Problem]:
    """Words of which the list says that others are better; and exceptions on that list that nothing needs."""
    needed: set[tuple[int, str]] = set()
    choices = [(choice, needles(choice.words)) for choice in data.word_choices]
    for text in texts(data):
        plain = folded(text.text)
        for number, (choice, pieces) in enumerate(choices):
            if not (text.is_action or choice.everywhere):
                continue
            if not any(needle in plain for needle in pieces):
                continue
            allowed = {one.within for one in choice.allowed}.intersection(text.inside)
            for sentence in text.sentences:
                found = first_found(sentence, choice.words, choice.unless)
                if not found:
                    continue
                needed.update((number, one) for one in allowed)
                if not allowed:
                    yield problem(
                        "W04", text.place, word=found, instead=choice.instead, because=choice.because, text=sentence
                    )
    for number, choice in enumerate(data.word_choices):
        for one in choice.allowed:
            if (number, one.within) not in needed:
                yield problem("W07", one.place, value=one.within)


def binding_words(data: Data) -> Iterator[Problem]:
    """*Moet* and *mag niet* only where a law or ruling stands beside the sentence."""
    for text in texts(data):
        record = text.record
        if not text.is_action or not hasattr(record, "laws") or record.laws:
            continue
        for sentence in text.sentences:
            for force, phrases in _BINDING.items():
                found = "" if sentence.endswith("?") else first_found(sentence, phrases, _NOT_BINDING)
                if found:
                    yield problem("W05", text.place, word=found, force=force, text=sentence)


def exclamations(data: Data) -> Iterator[Problem]:
    """Nobody is shouted at."""
    for text in texts(data):
        if "!" in text.text:
            yield problem("W06", text.place, text=text.text)
