"""On an English page what is Dutch says so, for who hears the page instead of seeing it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pages
import pytest
import tinyhtml5

from cybermatrix.guides.tongues import bare, dutch, sentences
from cybermatrix.html import to_print

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words that are no English words, and stand in nearly every Dutch sentence.
DUTCH = {
    "het",
    "een",
    "van",
    "voor",
    "niet",
    "wordt",
    "worden",
    "zijn",
    "naar",
    "bij",
    "ook",
    "geen",
    "dat",
    "deze",
    "wie",
    "uw",
    "heeft",
    "hebben",
    "kan",
    "moet",
    "mag",
    "de",
    "aan",
    "om",
    "uit",
}
SUBJECTS = (
    "deventer",
    "situatie:s1",
    "situatie:s4",
    "vorm:phishing",
    "partij:ibd",
    "partij:gemeente",
    "verslag",
    "poster",
)


def said(page: str) -> Iterator[tuple[str, str]]:
    """Walk over what is said on a page as a browser reads it, each text with the language it is said in."""

    def inside(node: Any, lang: str) -> Iterator[tuple[str, str]]:
        here = node.get("lang") or lang
        # A title can hold no element, so the alternative text of a drawing is in one language; its caption says it too.
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] not in ("style", "script", "title", "text"):
            yield here, node.text or ""
            for child in node:
                yield from inside(child, here)
                yield here, child.tail or ""

    return ((lang, text.strip()) for lang, text in inside(tinyhtml5.parse(page), "") if text.strip())


def unmarked(page: str) -> list[str]:
    """Give the texts that are English by their markup and Dutch by two of their words; an address is in no language."""
    found = []
    for lang, text in said(page):
        words = re.findall(r"[a-zà-ÿ-]+", text.lower())
        if lang == "en" and len(DUTCH.intersection(words)) > 1 and "/" not in text.split(maxsplit=1)[0]:
            found.append(text)
    return found


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_dutch_sentence_is_passed_off_as_english(subject: str) -> None:
    """On the screen and on paper; a name of a law or a body within an English sentence is a name."""
    made = pages.book(subject, "en")

    assert [] == unmarked(pages.screen(subject, "en"))
    assert [] == unmarked(to_print(made))


def test_the_test_sees_dutch_that_is_not_marked() -> None:
    """Without the marks the same page is full of it."""
    page = pages.screen("situatie:s1", "en")

    assert 20 < len(unmarked(page.replace(" lang=nl", "")))


def test_our_own_words_stay_english() -> None:
    """What the page itself says is in its own language."""
    page = pages.screen("situatie:s1", "en")
    card = pages.screen("partij:gemeente", "en")
    in_dutch = " ".join(text for lang, text in (*said(page), *said(card)) if lang == "nl")

    assert "From when" not in in_dutch
    assert "For all forms" not in in_dutch
    assert "For all forms" in card
    assert 1 == pages.screen("situatie:s1").count(' lang="nl"')  # of the page itself


def test_a_sentence_is_known_however_it_is_printed() -> None:
    """A name that has English beside it is no Dutch sentence; neither is an English title."""
    known = dutch(pages.matrix().base)

    assert bare(" “Niemand kan  inloggen” ") in known
    assert "steer and agree" not in known
    assert not [one for one in known if re.search(r"\bthe\b", one)]
    assert ["Een. ", "Twee: ", "drie"] == sentences("Een. Twee: drie")
