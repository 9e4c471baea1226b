"""Pages in a real browser: readable on a phone, without a single broken rule of WCAG 2.2 A and AA."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pages
import pytest

from cybermatrix.guides import guide
from cybermatrix.html import to_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


def opened(
    browser: Any,
    folder: Path,
    subject: str,
    width: int,
    *,
    scheme: str = "light",
    lang: str = "nl",
    script: bool = True,
) -> Any:
    file = folder / f"{subject.replace(':', '-')}-{lang}.html"
    made = pages.screen(subject) if lang == "nl" else to_html(guide(pages.matrix(), subject, lang=lang))
    file.write_text(made, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script)
    page.goto(file.as_uri())
    return page


# The whole region is left out: it holds the same parts as these, many times over.
ONE_OF_EACH = ("deventer", "partij:ibd", "vorm:ransomware", "situatie:s1", "verslag", "poster")


@pytest.mark.parametrize(
    ("width", "scheme", "lang"),
    [(1280, "light", "nl"), (320, "dark", "nl"), (1280, "dark", "en"), (320, "light", "en")],
)
@pytest.mark.parametrize("subject", ONE_OF_EACH)
def test_no_rule_is_broken(browser: Any, folder: Path, subject: str, width: int, scheme: str, lang: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, folder, subject, width, scheme=scheme, lang=lang)
    found = Axe().run(page, options={"runOnly": RULES})
    page.close()

    assert [] == [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]]


@pytest.mark.parametrize("script", [True, False])
def test_every_part_of_a_guide_is_there_to_read(browser: Any, folder: Path, script: bool) -> None:
    """No part is hidden on a screen: a style that is meant for something small may hit a whole page of the guide."""
    page = opened(browser, folder, "deventer", 390, script=script)
    shown = page.locator("main > .part").evaluate_all("all => all.map(one => [one.id, one.checkVisibility()])")
    page.close()

    assert [[part.anchor, True] for part in pages.book("deventer").parts] == shown


@pytest.mark.parametrize("subject", ONE_OF_EACH)
def test_nothing_sticks_out_on_a_phone(browser: Any, folder: Path, subject: str) -> None:
    """At 320 px everything is read by scrolling one way."""
    page = opened(browser, folder, subject, 320)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert width <= 320


def test_a_page_asks_the_network_for_nothing(browser: Any, folder: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    file = folder / "alleen.html"
    file.write_text(pages.screen("situatie:s1"), encoding="utf-8")
    page.goto(file.as_uri())
    page.close()

    assert [] == [one for one in asked if not one.startswith(("file:", "data:"))]


@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_of_a_check_breaks_no_rule_either(browser: Any, folder: Path, width: int) -> None:
    """Errors and warnings, in a file and in none; and nothing sticks out on a telephone."""
    from axe_playwright_python.sync_playwright import Axe

    from cybermatrix.html import to_check_page
    from cybermatrix.problems import KINDS, Place, Problem
    from cybermatrix.reporting.listing import listing

    problems = [
        Problem(code, Place("partijen/politie.yaml" if n % 3 else "", n), tuple(KINDS[code].example.items()))
        for n, code in enumerate(KINDS)
    ]
    file = folder / "controle.html"
    file.write_text(to_check_page(listing(problems)), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())
    found = Axe().run(page, options={"runOnly": RULES})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert [] == [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]]
    assert wide <= width


def test_a_word_shows_only_the_parts_that_hold_it(browser: Any, folder: Path) -> None:
    """Escape shows everything again."""
    page = opened(browser, folder, "deventer", 1280)
    shown = "() => [...document.querySelectorAll('main > .part')].filter((part) => !part.hidden).map((part) => part.id)"
    every = page.evaluate(shown)
    page.locator("#tool-word").fill("losgeldtekst")
    page.wait_for_timeout(500)  # our pages let no text be run, so one cannot wait for a condition
    some = page.evaluate(shown)
    page.locator("#tool-word").press("Escape")
    again = page.evaluate(shown)
    page.close()

    assert "situatie-eigen-systemen-gegijzeld" in some
    assert 0 < len(some) < len(every)
    assert every == again


def test_a_filter_shows_only_what_is_this_sure(browser: Any, folder: Path) -> None:
    page = opened(browser, folder, "vorm:ransomware", 1280)
    page.locator("#tool-sure").select_option("vast")
    counts = page.evaluate(
        "['.vast', '.bron'].map((one) => [...document.querySelectorAll('.mark' + one)].filter((mark) => mark.checkVisibility()).length)"
    )
    page.close()

    assert counts[0] > 0
    # What is told before the first list is no item that a filter leaves out.
    assert counts[1] <= 1


def test_without_a_script_the_page_is_plain_and_whole(browser: Any, folder: Path) -> None:
    page = opened(browser, folder, "vorm:ransomware", 1280, script=False)
    tools, card, copies = (
        page.locator(".tools").is_visible(),
        page.locator(".part.card").is_visible(),
        page.locator(".copy").count(),
    )
    page.close()

    assert (False, True, 0) == (tools, card, copies)


def test_one_gets_to_the_content_by_keyboard(browser: Any, folder: Path) -> None:
    page = opened(browser, folder, "vorm:ransomware", 1280)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    page.keyboard.press("Tab")
    second = page.evaluate("document.activeElement.id")
    page.close()

    assert ("skip", "tool-word") == (first, second)


def test_a_printed_page_has_no_tools_and_light_paper(browser: Any, folder: Path) -> None:
    page = opened(browser, folder, "vorm:ransomware", 1280, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    tools = page.locator(".tools").is_visible()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.close()

    assert (False, "rgb(255, 255, 255)") == (tools, paper)
