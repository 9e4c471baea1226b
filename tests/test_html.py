"""A guide as one page: complete, closed to the outside, readable with any tool."""

from __future__ import annotations

import re
from itertools import pairwise

import pages
import pytest

from cybermatrix.guides import guide
from cybermatrix.html import to_html
from cybermatrix.model import changed


@pytest.mark.parametrize("subject", pages.KINDS)
def test_a_page_fetches_nothing(subject: str) -> None:
    """Styles and fonts are inside; the one script is ours, and its page lets no other run."""
    text, page = pages.screen(subject), pages.page(subject)

    assert {"data:,"} == set(page.fetched)
    assert 1 == page.tags.count("script")
    assert "default-src &#39;none&#39;" in text
    assert [] == [one for one in re.findall(r"url\(([^)]*)\)", text) if not one.startswith('"data:')]
    assert "@import" not in text
    assert "string(" not in text


@pytest.mark.parametrize("subject", pages.KINDS)
def test_every_link_inside_leads_somewhere(subject: str) -> None:
    page = pages.page(subject)
    ids = set(page.ids)

    assert len(page.ids) == len(ids)
    assert [] == [one for one in page.links if one.startswith("#") and one[1:] not in ids]
    assert [] == [one for one in page.links if not one.startswith(("#", "https://", "http://", "mailto:", "tel:"))]


@pytest.mark.parametrize("subject", pages.KINDS)
def test_headings_do_not_skip(subject: str) -> None:
    levels = [int(tag[1]) for tag in pages.page(subject).tags if re.fullmatch("h[1-6]", tag)]

    assert 1 == levels.count(1) == levels[0]
    assert [] == [(a, b) for a, b in pairwise(levels) if b > a + 1]


@pytest.mark.parametrize("subject", pages.KINDS)
def test_a_page_says_what_it_is(subject: str) -> None:
    """Language, title, edition, status, public or internal, and a skip link."""
    text = pages.screen(subject)

    assert '<html lang="nl">' in text
    assert re.search(r"<title>[^<]+ · 2026\.1 · OPENBAAR</title>", text)
    assert '<a class="skip" href="#begin">Ga direct naar de tekst</a>' in text
    assert '<main id="begin">' in text
    assert "26 november 2026" in text
    assert "concept" in text


def test_an_internal_page_says_so() -> None:
    text = to_html(guide(pages.matrix(), "s1", internal=True))

    assert "INTERN" in text
    assert "OPENBAAR" not in text


def test_text_from_the_data_is_shown_and_never_run() -> None:
    """A partner with a script for a name shows that name."""
    data = pages.matrix().data
    bad = tuple(changed(one, name="<script>alert(1)</script>") if one.id == "ibd" else one for one in data.partners)
    page = pages.Page(text := to_html(guide(pages.of(changed(data, partners=bad)), "partij:ibd")))

    assert 1 == page.tags.count("script")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_same_guide_gives_the_same_page() -> None:
    assert pages.screen("vorm:ransomware") == to_html(guide(pages.matrix(), "vorm:ransomware"))


def test_a_card_tells_what_a_policy_officer_asks() -> None:
    """Ransomware: what it is, what to do first with law and term, whom to call, who leads, what is open, and sources."""
    text = pages.page("vorm:ransomware").text

    for words in (
        "versleutelt gegevens",
        "Cbw, artikel 25 en 26",
        "Termijn: 24 uur",
        "070 204 55 11",
        "Trekt",
        "Nog niet vastgelegd",
        "Niet hun taak",
    ):
        assert words in text


def test_a_card_for_the_night_begins_with_what_to_do() -> None:
    text = pages.page("situatie:s1").text

    assert (
        text.index("Nu ")
        < text.index("Bel de IBD")
        < text.rindex("Binnen 24 uur")  # the clock that is drawn above names it too
        < text.index("Bronnen van deze kaart")
    )
    assert "<span class=gap></span>" in pages.screen("situatie:s1")


def test_words_of_people_go_with_the_page_unless_their_part_says_them() -> None:
    """Each line has the numbers of its parts and some words; what the card itself says is not said twice."""
    text = pages.screen("deventer")
    anchors = [part.anchor for part in pages.book("deventer").parts]
    lines = dict(line.split(":") for line in re.search(r'data-leads="([^"]*)"', text)[1].split(";"))
    card, now = (str(anchors.index(one)) for one in ("vorm-vriend-in-noodfraude", "situatie-iemand-wordt-opgelicht"))
    words = lines[f"{card} {now}"].split()
    said = re.search(r"<section [^>]* id=vorm-vriend-in-noodfraude>.*?</section>", text, re.DOTALL)[0].casefold()

    assert any("zoon" in one for one in words)  # in a longer one, for who types it finds that
    assert "whatsapp" in said
    plain = re.sub("<[^>]*>", " ", said)
    # A short word in the middle of another is not the word that people say.
    assert [] == [one for one in words if (one if len(one) > 5 else f" {one}") in plain]
