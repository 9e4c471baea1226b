"""Pages in a real browser: readable on a phone, without a single broken rule of WCAG 2.2 A and AA."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pages
import pytest

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


def opened(browser: Any, folder: Path, subject: str, width: int) -> Any:
    file = folder / f"{subject.replace(':', '-')}.html"
    file.write_text(pages.screen(subject), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("subject", ["partij:ibd", "vorm:ransomware", "situatie:s1"])
def test_no_rule_is_broken(browser: Any, folder: Path, subject: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, folder, subject, width)
    found = Axe().run(page, options={"runOnly": RULES})
    page.close()

    assert [] == [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]]


@pytest.mark.parametrize("subject", pages.KINDS)
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
