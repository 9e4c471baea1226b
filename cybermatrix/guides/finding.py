"""What the search on a screen knows beside the page: the words of people with the parts they are about, and what others mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.guides.cards import anchor as form_anchor
from cybermatrix.guides.partners import anchor as partner_anchor
from cybermatrix.guides.situations import anchor as situation_anchor
from cybermatrix.guides.whole import Lead, Meaning
from cybermatrix.matrix import normal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.writer import Writer
    from cybermatrix.matrix import Base


def leads(writer: Writer, anchors: Iterable[str]) -> tuple[Lead, ...]:
    """
    Give the words of people with the parts of a guide that they lead to.

    What is said of a crime form leads to the situations in which it is met, too: there stands what to do now. What is said
    of a situation itself, or of a page, leads there before all else.

    Args:
        writer: of the guide.
        anchors: of its parts; words that lead to none of them are left out.
    """
    there = frozenset(anchors)
    every: tuple[Lead, ...] = writer.base.kept("leads", lambda: _every(writer.base))
    pages = (
        Lead(own=own, also=(), words=(), exact=tuple(map(normal, writer.words.list("finding." + key))), at=at)
        for key, own, at in PAGES
    )
    return tuple(one for one in (*every, *pages) if not there.isdisjoint((one.own, *one.also)))


# What is about no record has words of its own in `templates`: under which key, for which part, and for which place in it.
PAGES = (
    ("nu", "nu", ""),
    ("crisis", "crisis", ""),
    ("teksten", "teksten", ""),
    ("woordvoering", "teksten", "teksten-sprong"),
    ("pers", "teksten", "tekst-press"),
    ("wat-mag-niet", "wat-mag-niet", ""),
    ("namen", "gegevens-delen", "gegevens-gemeente-namen-aan-politie"),
    ("verdachten", "gegevens-delen", "gegevens-politie-aan-gemeente"),
    ("gegevens", "gegevens-delen", ""),
    ("ouderen", "inzetten", "inzetten-old"),
    ("jongeren", "inzetten", "inzetten-young"),
    ("fout", "veranderd", "over-deze-gids"),
    ("fout", "colofon", "over-deze-gids"),
)


def _every(base: Base) -> tuple[Lead, ...]:
    data = base.data
    said: dict[str, list[str]] = {}
    for one in data.search_words:
        for target in one.points_to:
            said.setdefault(target, []).extend(one.words)
    skip = _skipped(base)
    goals = {
        **{one.id: (partner_anchor(one), ()) for one in data.partners},
        **{one.id: ("", ("inzetten",)) for one in data.instruments},
        **{
            one.id: (form_anchor(one), tuple(situation_anchor(two) for two in data.situations if one.id in two.forms))
            for one in data.crimes
        },
        **{one.id: (situation_anchor(one), ()) for one in data.situations},
    }
    words: dict[tuple[str, tuple[str, ...]], tuple[dict[str, None], dict[str, None]]] = {}
    for target, texts in said.items():
        if target in goals:
            strong, faint = words.setdefault(goals[target], ({}, {}))
            for text in texts:
                found = [word for word in normal(text).split() if len(word) > 1 and word not in skip]
                (strong if len(found) <= FEW else faint).update(dict.fromkeys(found))
    exact = {goals[one.id]: tuple(map(normal, said.get(one.id, ()))) for one in data.situations}
    return tuple(
        Lead(
            own=own,
            also=also,
            words=_longest(strong),
            faint=_longest(faint, strong),
            exact=exact.get((own, also), ()),
        )
        for (own, also), (strong, faint) in words.items()
    )


FEW = 2  # words of a phrase of which each says what it is about


def _longest(words: Iterable[str], stronger: Iterable[str] = ()) -> tuple[str, ...]:
    """Leave out a word that another, or a stronger one, holds: who types it finds the other; a short one only at its beginning."""
    every = tuple(words)
    among, above = _lines(every), _lines(stronger)
    # As text, for there are hundreds of words: each stands in it once by itself, and again in every other that holds it.
    sought = ((one, one if len(one) > SHORT else f"\n{one}") for one in every)
    return tuple(one for one, line in sought if among.count(line) == 1 and line not in above)


SHORT = 5  # letters of a word that says less in the middle of another


def _lines(words: Iterable[str]) -> str:
    return "".join(f"\n{one}" for one in words)


def silent(writer: Writer) -> tuple[str, ...]:
    """Give the words that tell a search nothing where it has another word."""
    return writer.base.kept("silent", lambda: tuple(one for one in _skipped(writer.base) if len(one) > 1))


def _skipped(base: Base) -> dict[str, None]:
    return {
        word: None for one in base.data.search_words if one.skip for text in one.words for word in normal(text).split()
    }


def meanings(writer: Writer) -> tuple[Meaning, ...]:
    """Give the words that mean another, of one word each, with what they mean."""
    return writer.base.kept("meanings", lambda: tuple(_meanings(writer.base)))


def _meanings(base: Base) -> Iterable[Meaning]:
    for one in base.data.search_words:
        words = tuple(word for word in map(normal, one.words) if " " not in word)
        if one.same_as and words:
            yield Meaning(words=words, means=tuple(map(normal, one.same_as)))
