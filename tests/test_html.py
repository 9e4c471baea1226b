"""A guide as one page: complete, closed to the outside, readable with any tool."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pages
import pytest

from cybermatrix import html
from cybermatrix.guides import guide
from cybermatrix.guides.words import words_of
from cybermatrix.html import print_pieces, to_html
from cybermatrix.lately import Sealed
from cybermatrix.model import changed
from cybermatrix.pdf.composing import Memory
from cybermatrix.theme import PLAIN, Look, Templates

if TYPE_CHECKING:
    from cybermatrix.guides import Guide


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
    assert words_of("nl").date(pages.matrix().data.edition.date) in text
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


# --- parts that are kept ----------------------------------------------------------------------------------------


def test_a_part_that_was_kept_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a screen nor on paper: it is found by what it says, whoever made it."""
    kept = Sealed(Memory(), "ik")
    book = pages.book("situatie:s1")
    plain = to_html(book)
    before = to_html(book, kept=kept), print_pieces(book, kept=kept)
    for row in (html._ON_SCREEN, html._PIECES):
        row.each(())

    def none(*_: object, **__: object) -> None:
        pytest.fail("a part was written again")

    monkeypatch.setattr(html, "_part", none)

    assert before == (to_html(book, kept=kept), print_pieces(book, kept=kept))
    assert plain == before[0]


def _other(book: Guide, **values: object) -> Guide:
    first, *rest = book.parts
    return changed(book, parts=(changed(first, **values), *rest))


def test_what_makes_a_part_another_one_makes_it_anew() -> None:
    """Its text, what stands around it, the language and the look: with one shelf for all, each page is as it is without."""
    shelf = Memory()
    book = pages.book("situatie:s1")
    asked = [
        (book, PLAIN),
        (pages.book("situatie:s1", "en"), PLAIN),
        (_other(book, title="Een andere titel"), PLAIN),
        (book, Look(colours=(("urgent", "#102030"),))),
        (book, Look(logo="data:image/png;base64,AAAA")),
        (changed(book, logo="Wapen"), Look(logo="data:image/png;base64,AAAA")),
        (changed(book, title="Ĉies"), PLAIN),
    ]
    found = []
    for one, look in asked:
        found.append(
            (to_html(one, look=look, kept=Sealed(shelf, "ik")), print_pieces(one, look=look, kept=Sealed(shelf, "ik")))
        )

        assert (to_html(one, look=look), print_pieces(one, look=look)) == found[-1]
    assert len(asked) == len(set(found))


def test_pages_of_templates_of_somebody_else_are_not_kept() -> None:
    """They may read all of a guide, so that nobody knows what a part is made of."""
    shelf = Memory()
    look = Look(templates=Templates("map", (("parts/situation.html.jinja", "<p>{{ guide.title }}</p>"),)))

    assert "<p>NU-kaart" in to_html(pages.book("situatie:s1"), look=look, kept=Sealed(shelf, "ik"))
    assert {} == shelf._kept


def test_the_key_of_a_part_is_what_it_says_and_not_how_it_came_about() -> None:
    """Of equal texts some happen to be one object, in one process and not in the next."""
    one, other = (" ".join(words) for words in (["een", "woord"], ["een", "woord"]))

    assert one is not other
    assert html._hash((one, one)) == html._hash((one, other))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_another_process_finds_what_was_kept(lang: str, tmp_path: Path) -> None:
    """Each process puts sets in an order of its own; a key that follows it is found by nobody."""
    code = (
        "import sys; from pathlib import Path; import pages; from cybermatrix.html import print_pieces, to_html; "
        "from cybermatrix.lately import Sealed; from cybermatrix.publishing.records import FolderShelf; "
        "kept, book = Sealed(FolderShelf(Path(sys.argv[1])), 'ik'), pages.book('deventer', sys.argv[2]); "
        "to_html(book, kept=kept), print_pieces(book, kept=kept)"
    )
    kept = []
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code, str(tmp_path), lang]
        path = os.pathsep.join((str(Path(__file__).parent), *filter(None, (os.environ.get("PYTHONPATH"),))))
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path})
        kept.append(sorted(file.name for file in tmp_path.rglob("*") if file.is_file()))

    assert 2 * len(pages.book("deventer", lang).parts) == len(kept[0])
    assert kept[0] == kept[1]
