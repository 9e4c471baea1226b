"""On an English page what is Dutch says so, for who hears the page instead of seeing it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pages
import pytest

from cybermatrix.guides import guide
from cybermatrix.guides.tongues import bare, dutch, sentences
from cybermatrix.html import to_html, to_print

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


class Said(HTMLParser):
    """What is said on a page, each text with the language it is said in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "col", "img", "input", "link", "meta"):
            before = self._open[-1][1] if self._open else ""
            self._open.append((tag, dict(attrs).get("lang") or before))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        # A title can hold no element, so the alternative text of a drawing is in one language; its caption says it too.
        if data.strip() and self._open and self._open[-1][0] not in ("style", "script", "title", "text"):
            self.said.append((self._open[-1][1], data.strip()))


def unmarked(page: str) -> list[str]:
    """Give the texts that are English by their markup and Dutch by two of their words; an address is in no language."""
    found = []
    for lang, text in Said(page).said:
        words = re.findall(r"[a-zà-ÿ-]+", text.lower())
        if lang == "en" and len(DUTCH.intersection(words)) > 1 and "/" not in text.split(maxsplit=1)[0]:
            found.append(text)
    return found


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_dutch_sentence_is_passed_off_as_english(subject: str) -> None:
    """On the screen and on paper; a name of a law or a body within an English sentence is a name."""
    made = guide(pages.matrix(), subject, lang="en")

    assert [] == unmarked(to_html(made))
    assert [] == unmarked(to_print(made))


def test_the_test_sees_dutch_that_is_not_marked() -> None:
    """Without the marks the same page is full of it."""
    page = to_html(guide(pages.matrix(), "situatie:s1", lang="en"))

    assert 20 < len(unmarked(page.replace(' lang="nl"', "")))


def test_our_own_words_stay_english() -> None:
    """What the page itself says is in its own language."""
    page = to_html(guide(pages.matrix(), "situatie:s1", lang="en"))
    said = " ".join(text for lang, text in Said(page).said if lang == "nl")

    assert "From when" not in said
    assert 1 == to_html(pages.book("situatie:s1")).count(' lang="nl"')  # of the page itself


def test_a_sentence_is_known_however_it_is_printed() -> None:
    """A name that has English beside it is no Dutch sentence; neither is an English title."""
    known = dutch(pages.matrix().base)

    assert bare(" “Niemand kan  inloggen” ") in known
    assert "steer and agree" not in known
    assert not [one for one in known if re.search(r"\bthe\b", one)]
    assert ["Een. ", "Twee: ", "drie"] == sentences("Een. Twee: drie")
