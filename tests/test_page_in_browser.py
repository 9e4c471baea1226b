"""Pages in a real browser: readable on a phone, enlarged and by keyboard, without a broken rule of WCAG 2.2 A and AA."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pages
import pytest

from cybermatrix.html import to_check_page
from cybermatrix.problems import KINDS, Place, Problem
from cybermatrix.publishing.index import index_page
from cybermatrix.publishing.plan import jobs
from cybermatrix.reporting.listing import listing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules whose outcome can change with the colours or the width; all others read the markup, which stays the same.
SEEN = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="Chromium is not installed"),
]

SMALL = ("partij:ibd", "vorm:ransomware", "situatie:s1", "verslag", "poster", "index", "check")
EVERY = [(subject, lang) for subject in ("deventer", *SMALL) for lang in ("nl", "en")] + [("regio", "nl")]


def made(subject: str, lang: str) -> str:
    matrix = pages.matrix()
    if subject == "index":
        every = jobs(matrix)
        there = {path for job in every for path in job.paths()}
        return index_page(matrix, every, there, lang=lang, internal=False).decode()
    if subject == "check":  # errors and warnings, in a file and in none
        problems = [
            Problem(code, Place("partijen/politie.yaml" if n % 3 else "", n), tuple(KINDS[code].example.items()))
            for n, code in enumerate(KINDS)
        ]
        return to_check_page(listing(problems, lang))
    return pages.screen(subject, lang)


class Shelf:
    """Pages that are open: each is loaded once, and looked at in many ways; what they ask of the network is refused."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self._context = browser.new_context()
        self._folder = folder
        self._open: dict[tuple[str, str], Any] = {}
        self.asked: list[str] = []
        self._context.route("**/*", self._ask)

    def _ask(self, route: Any) -> None:
        url = route.request.url
        if url.startswith("file:") and route.request.is_navigation_request():
            route.continue_()
        else:
            self.asked.append(url)
            route.abort()

    def page(self, subject: str, lang: str = "nl", *, width: int = 1280, scheme: str = "light") -> Any:
        """Give a page, at its beginning, on a screen this wide."""
        key = (subject, lang)
        if key not in self._open:
            file = self._folder / f"{subject.replace(':', '-')}-{lang}.html"
            file.write_text(made(subject, lang), encoding="utf-8")
            self._open[key] = self._context.new_page()
            self._open[key].goto(file.as_uri())
        page = self._open[key]
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, media="screen", reduced_motion="no-preference")
        page.evaluate("document.activeElement.blur(), scrollTo({top: 0, behavior: 'instant'})")
        return page

    def telephone(self, subject: str) -> Any:
        """Give a page on a screen that one touches, without a keyboard or a mouse; who asks for it closes its context."""
        self.page(subject)
        context = self._context.browser.new_context(
            viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
        )
        page = context.new_page()
        page.goto((self._folder / f"{subject.replace(':', '-')}-nl.html").as_uri())
        return page

    def without_script(self, subject: str) -> Any:
        self.page(subject)
        context = self._context.browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto((self._folder / f"{subject.replace(':', '-')}-nl.html").as_uri())
        return page


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield Shelf(browser, tmp_path_factory.mktemp("pages"))
        browser.close()


def broken(page: Any, only: list[str], kind: str = "tag", *, within: list[str] | None = None) -> list[tuple[str, str]]:
    """Give the rules that are broken, with the first place; `within` keeps to a few parts, by their ids."""
    from axe_playwright_python.sync_playwright import Axe

    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[dict[str, str]] = page.evaluate(
        """async ([kind, only, within, but]) => {
          const rules = Object.fromEntries(but.map((one) => [one, {enabled: false}]));
          const found = await axe.run(within ? {include: within.map((one) => ["#" + one])} : document, {rules, runOnly: {type: kind, values: only}, resultTypes: ["violations"]});
          return found.violations.map((one) => ({id: one.id, html: one.nodes[0].html.slice(0, 200)}));
        }""",
        [kind, only, within, SEEN if kind == "tag" else []],
    )
    return [(one["id"], one["html"]) for one in found]


FIRST = """() => [...new Map([...document.querySelectorAll("main > .part")].reverse()
  .filter((one) => one.textContent.length < 40000).map((one) => [one.className, one.id])).values()]"""


# Of the region the English page is looked at, which has its parts and longer names.
@pytest.mark.parametrize(("subject", "lang"), [*EVERY[:-1], ("regio", "en")])
def test_no_rule_is_broken(shelf: Shelf, subject: str, lang: str) -> None:
    """Wide and narrow, light and dark; what only reads the markup is asked once."""
    schemes = ("light", "dark") if lang == "nl" else ("dark", "light")
    page = shelf.page(subject, lang)
    # What is seen of a whole guide takes minutes: there, the first part of each look stands for the others. The markup of
    # two is read whole; the letters of all are looked at below, and the size of what one touches where there is least room.
    within = page.evaluate(FIRST) if subject in ("deventer", "regio") else None
    whole = (subject, lang) in (("deventer", "nl"), ("regio", "en"))
    found = broken(page, RULES, within=None if whole else within)
    ways = tuple(zip((1280, 320), schemes, strict=True))
    for width, scheme in ways[-1:] if subject == "regio" else ways:  # its parts are those of the other kinds
        found += broken(shelf.page(subject, lang, width=width, scheme=scheme), SEEN, "rule", within=within)
    if subject == "regio":
        found += broken(shelf.page(subject, lang, width=320), ["target-size"], "rule")

    assert [] == found


# Each pair of a colour of letters and of what is behind them, as light, with a place; a drawing has a test of its own.
LETTERS = """() => {
  const found = new Map(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || node.closest("script, style, svg")) continue;
    let behind = node, ground;
    while (behind && (ground = getComputedStyle(behind).backgroundColor) === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
    const style = getComputedStyle(node), key = [style.color, ground, style.opacity].join("|");
    if (!found.has(key)) found.set(key, node.outerHTML.slice(0, 120));
  }
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255).map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, which) => sum + one * [0.2126, 0.7152, 0.0722][which], 0);
  return [...found].map(([key, place]) => {
    const [ink, paper, opacity] = key.split("|").map((one) => one.match(/[\\d.]+/g).map(Number));
    const seen = ink.map((one, which) => one * opacity[0] + paper[which] * (1 - opacity[0]));
    const [dark, bright] = [light(seen), light(paper)].sort((one, other) => one - other);
    return [(bright + 0.05) / (dark + 0.05), place];
  });
}"""


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("subject", ["deventer", "regio"])
def test_every_letter_of_a_whole_guide_stands_out(shelf: Shelf, subject: str, lang: str) -> None:
    """Wide and narrow, light and dark by turns: 4.5 to 1 for all, of whatever size; a paler line that is planted is found."""
    schemes = ("light", "dark") if lang == "nl" else ("dark", "light")
    for width, scheme in zip((1280, 320), schemes, strict=True):
        found = shelf.page(subject, lang, width=width, scheme=scheme).evaluate(LETTERS)

        assert [] == [place for ratio, place in found if ratio < 4.5]
        assert len(found) > 8

    page = shelf.page(subject, lang)
    page.evaluate("document.querySelector('main > .part:last-child p').style.color = '#888888'")
    planted = [place for ratio, place in page.evaluate(LETTERS) if ratio < 4.5]
    page.evaluate("document.querySelector('main > .part:last-child p').style.color = ''")

    assert 1 == len(planted)


def test_the_rules_see_what_is_wrong(shelf: Shelf) -> None:
    """Planted, on a page that is left as it was: a button without a name, and letters that one can hardly see."""
    page = shelf.page("verslag")
    page.evaluate(
        """document.querySelector("main").insertAdjacentHTML("beforeend", "<div id=planted><button></button><p>Grijs</p></div>"),
        document.querySelector("#planted p").style.color = "#eeeeee" """
    )
    names = {name for name, _ in broken(page, RULES)}
    seen = {name for name, _ in broken(page, SEEN, "rule")}
    page.evaluate("document.querySelector('#planted').remove()")

    assert "button-name" in names
    assert "color-contrast" in seen


WIDE = "document.documentElement.scrollWidth"


@pytest.mark.parametrize(("subject", "lang"), EVERY)
def test_nothing_sticks_out(shelf: Shelf, subject: str, lang: str) -> None:
    """At 320 px, at 640 px (which is a wide screen at 200 %), and with letters alone twice as large: one scrolls one way."""
    page = shelf.page(subject, lang)
    widths = []
    for width, size in ((320, ""), (640, ""), (1280, "200%"), (640, "200%")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        widths.append((width, page.evaluate(WIDE)))
    page.evaluate("document.documentElement.style.fontSize = ''")

    assert [] == [(width, found) for width, found in widths if found > width]


@pytest.mark.parametrize("script", [True, False])
def test_every_part_of_a_guide_is_there_to_read(shelf: Shelf, script: bool) -> None:
    """No part is hidden on a screen: a style that is meant for something small may hit a whole page of the guide."""
    page = shelf.page("deventer", width=390) if script else shelf.without_script("deventer")
    shown = page.locator("main > .part").evaluate_all("all => all.map(one => [one.id, one.checkVisibility()])")
    if not script:
        page.context.close()

    assert [[part.anchor, True] for part in pages.book("deventer").parts] == shown


# --- by keyboard ---

FOCUS = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const box = [...node.getClientRects()].find((one) => one.width * one.height > 0);
  const style = getComputedStyle(node);
  const middle = (start, size, most) => (Math.max(start, 0) + Math.min(start + size, most)) / 2;
  const at = box && document.elementFromPoint(middle(box.x, box.width, innerWidth), middle(box.y, box.height, innerHeight));
  return {
    key: [...document.querySelectorAll("a[href], button, input, select, [tabindex='0']")].indexOf(node),
    tag: node.outerHTML.slice(0, 120),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    covered: !at || !(node.contains(at) || at.contains(node)),
  };
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, [tabindex='0']")]
  .map((node, key) => [node, key]).filter(([node]) => node.checkVisibility()).map(([_, key]) => key)"""


@pytest.mark.parametrize(
    ("subject", "width"), [("situatie:s1", 320), ("partij:ibd", 1280), ("poster", 320), ("check", 1280)]
)
def test_everything_is_reached_by_keyboard(shelf: Shelf, subject: str, width: int) -> None:
    """Each link and button once, in the order of the page, with a line around it, and nothing in front of it."""
    page = shelf.page(subject, width=width)
    page.emulate_media(reduced_motion="reduce")
    expected = page.evaluate(REACHABLE)
    seen = []
    for _ in expected:
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUS))

    assert expected == [one and one["key"] for one in seen]
    assert [] == [one["tag"] for one in seen if not one["outlined"] or one["covered"]]


def test_a_heading_that_sticks_covers_nothing_that_has_focus(shelf: Shelf) -> None:
    """Backwards through the rows of the matrix, so that each new one comes in from above, under the heading."""
    page = shelf.page("deventer")
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 400})
    page.evaluate("[...document.querySelectorAll('table.matrix tbody a')].at(-1).focus()")
    seen = []
    for _ in range(page.locator("table.matrix tbody a").count() - 1):
        page.keyboard.press("Shift+Tab")
        seen.append(page.evaluate(FOCUS))

    assert len(seen) > 5
    assert [] == [one["tag"] for one in seen if one["covered"]]


def test_one_gets_to_the_content_by_keyboard(shelf: Shelf) -> None:
    page = shelf.page("vorm:ransomware")
    page.reload()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    page.keyboard.press("Tab")
    second = page.evaluate("document.activeElement.id")

    assert ("skip", "tool-word") == (first, second)


PARTS = "() => [...document.querySelectorAll('main > .part')].filter((part) => !part.hidden).map((part) => part.id)"


def test_a_word_shows_only_the_parts_that_hold_it(shelf: Shelf) -> None:
    """Typed; Enter goes to it, and Escape shows everything again."""
    page = shelf.page("deventer")
    page.emulate_media(reduced_motion="reduce")
    every = page.evaluate(PARTS)
    page.locator("#tool-word").focus()
    page.keyboard.type("losgeldtekst")
    settle(page)
    some, said = page.evaluate(PARTS), page.locator("#tool-found").inner_text()
    page.keyboard.press("Enter")
    went = page.evaluate("scrollY")
    page.keyboard.press("Escape")
    again = page.evaluate(PARTS)

    assert "situatie-eigen-systemen-gegijzeld" in some
    assert 0 < len(some) < len(every)
    assert str(len(some)) in said
    assert went > 100
    assert every == again


def settle(page: Any) -> None:
    """
    Wait until a page has looked and moved: it does so a moment after the last letter.

    By a clock of the page itself, which rings after that however busy the machine is; a condition cannot be waited for,
    because our pages let no text be run.
    """
    page.evaluate("() => new Promise((done) => setTimeout(done, 200))")


def searched(page: Any, words: str) -> list[str]:
    """Type words, and give where the hits lead, in order."""
    page.locator("#tool-word").fill(words)
    settle(page)
    found: list[str] = page.locator("#tool-hits a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return found


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("politieteam", "#wie-is-wie"),  # another word for it
        ("valse zoon", "#situatie-iemand-wordt-opgelicht"),  # what people say; no word of the card
        ("haatboodschappen", "#situatie-website-plat-of-beklad"),
        ("haatbeelden", "#situatie-iemand-bedreigd-of-gedoxt"),  # its parts, each somewhere in the card
        ("versleuteld", "#situatie-eigen-systemen-gegijzeld"),  # before the card that sends one elsewhere for it
        ("alle servers zijn versleuteld", "#situatie-eigen-systemen-gegijzeld"),  # no part has all; most words count
        ("phishing", "#vorm-phishing"),  # the one that is called so
        ("gehackt", "#situatie-eigen-systemen-gegijzeld"),  # not by its sources, one of which is called so
        ("zoon", "#situatie-iemand-wordt-opgelicht"),  # said in two words; of images one says it in a phrase of three
        ("persbericht", "#tekst-press"),  # at the text itself, which stands last on its page
        ("journalist", "#tekst-press"),  # words that mean a place on a page
        ("eerste woorden", "#teksten-sprong"),  # words that mean a page, and not S8 with "wachtwoorden"
        ("wie bel ik bij een hack", "#situatie-eigen-systemen-gegijzeld"),  # most of these words say nothing
        ("hack bij een bedrijf", "#situatie-bedrijf-of-instelling-gehackt"),
        ("avg 72 uur", "#situatie-gegevens-gelekt"),  # not S7, which has "uur" and "avg"
        ("ouderen", "#inzetten-old"),
        ("fout in de gids", "#over-deze-gids"),  # where one says so, and not a theft of data
        ("pers belt", "#teksten-sprong"),  # where each card is asked for its own words
        ("lijst namen politie", "#gegevens-gemeente-namen-aan-politie"),  # at its table, where that row stands
        ("politie wil namen", "#gegevens-gemeente-namen-aan-politie"),
        (
            "vordering",
            "#gegevens-gemeente-namen-aan-politie",
        ),  # not in the middle of "Strafvordering", nor among the sources of a card
        ("namen jongeren", "#gegevens-politie-aan-gemeente"),  # what the police may give, which one asks first
        ("dader", "#inzetten-young"),  # not the many lines that say it by the way
        ("pincode", "#situatie-iemand-wordt-opgelicht"),  # before the forms, of which one has it in its words
        ("mentor", "#situatie-beelden-van-kind-of-jongere"),  # who is at a school
        ("lijst naar de verkeerde", "#situatie-gegevens-gelekt"),
        ("leverancier gelekt", "#situatie-leverancier-geraakt"),
        ("twijfel", "#situatie-website-plat-of-beklad"),
        ("wetboek", "#afkortingen"),  # not the cards that have one among their sources
        ("bevoegdheden", "#crisis"),
        ("onlinefraude", "#situatie-iemand-wordt-opgelicht"),  # not what ends on "handelsfraude"
        ("pers", "#tekst-press"),  # not in the middle of "afgeperst", which is in the title of a card
        ("haat", "#situatie-iemand-bedreigd-of-gedoxt"),  # and not the site with "a hateful message"
        ("telegram", "#situatie-online-oproep-tot-onrust"),
        ("telegram verwijderen", "#wat-mag-niet"),
        ("zelfmoord", "#situatie-beelden-van-kind-of-jongere"),  # step 1 says whom to call
        (
            "wil niet meer leven",
            "#situatie-iemand-bedreigd-of-gedoxt",
        ),  # not S3 with "bedrijfsleven", which has all words
        ("my son wants to die", "#situatie-beelden-van-kind-of-jongere"),
        ("leven", "#situatie-beelden-van-kind-of-jongere"),
        ("nep bankmedewerker", "#situatie-iemand-wordt-opgelicht"),  # the card before the form that is called so
        ("losgeld betalen", "#situatie-eigen-systemen-gegijzeld"),  # where it is decided
        ("afgeperst naaktfoto 15", "#situatie-iemand-bedreigd-of-gedoxt"),  # an age narrows nothing
        ("openingstijden", "#nu"),
        ("opschalen", "#crisis"),  # and not S3, where it is a line
        ("wie beslist crisis", "#crisis"),  # the answer, not a heading further down
        ("PVO", "#rond-buurt"),  # by the abbreviation; in nine other parts it is one name among others
        ("AP", "#rond-landelijk"),  # not in the middle of WhatsApp
    ],
)
def test_the_words_of_people_lead_to_the_right_part(shelf: Shelf, words: str, first: str) -> None:
    """As `cybermatrix search` understands them, and the best one first in the list."""
    page = shelf.page("deventer", width=390)
    found = searched(page, words)
    page.locator("#tool-word").press("Escape")

    # A card for what goes on now opens at its top, where whom to call first stands.
    assert found[0] == first if first.startswith("#situatie") else found[0].startswith(first)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("phising", "phishing"),
        ("ransomwere", "ransomware"),
        ("datalec", "datalek"),
        ("phihsing van de bank", "phishing van de bank"),  # two letters that changed places; the other words stay
        ("xyzzyquux", None),  # like no word of ours
    ],
)
def test_who_errs_in_a_letter_keeps_the_page_and_is_offered_the_word(
    shelf: Shelf, words: str, meant: str | None
) -> None:
    """The offer is read out with what was found, is a button by keyboard and thumb, and searches the word."""
    page = shelf.page("deventer", width=390)
    every = page.evaluate(PARTS)
    searched(page, words)
    left = page.evaluate(PARTS)
    offers = page.locator("#tool-found[role=status] button")
    told = offers.all_inner_texts()
    if meant:
        high = page.evaluate("document.querySelector('#tool-found button').offsetHeight")
        offers.press("Enter")
        after = (page.locator("#tool-word").input_value(), page.locator("#tool-hits a").count() > 0)
    page.locator("#tool-word").press("Escape")

    assert ([f"Bedoelde u ‘{meant}’?"] if meant else []) == told
    assert every == left or " " in words
    if meant:
        assert (meant, True) == after
        assert high >= 44


def test_a_word_that_is_read_by_its_parts_may_have_been_meant_as_one(shelf: Shelf) -> None:
    """In English "ransomwere" is "ransom" and "were", which stand somewhere: both are shown, and what may have been meant."""
    page = shelf.page("deventer", "en", width=390)
    found = searched(page, "ransomwere")
    told = page.locator("#tool-found button").all_inner_texts()
    whole = searched(page, "ransom"), page.locator("#tool-found button").count()
    page.locator("#tool-word").press("Escape")

    assert found
    assert ["Did you mean ‘ransomware’?"] == told
    assert whole[0]
    assert 0 == whole[1]


def test_the_best_hit_stands_first_and_each_says_something(shelf: Shelf) -> None:
    """
    What is said in two words before a word of a long phrase; for one word the card for now, the form, then what only names it.

    A hit that no word led to says how its part begins.
    """
    page = shelf.page("deventer", width=390)
    son = searched(page, "zoon")
    told = page.locator("#tool-hits small").all_inner_texts()
    leak = searched(page, "datalek")
    few = (
        page.locator("#tool-found").inner_text(),
        searched(page, "AP"),
        page.evaluate("CSS.highlights.get('found').size"),
    )
    inside = page.evaluate(
        """[...CSS.highlights.get("found")].filter((one) => /[a-z]/i.test(one.startContainer.data[one.startOffset - 1] || "")).length"""
    )
    page.locator("#tool-word").press("Escape")

    assert [
        "#situatie-iemand-wordt-opgelicht",
        "#vorm-vriend-in-noodfraude",
        "#situatie-beelden-van-kind-of-jongere",
    ] == son
    assert 3 == len(set(told))
    assert told[0].startswith("“De bank belde”")
    assert told[1].startswith("Iemand doet zich in een bericht voor als uw kind")
    assert all(40 < len(one) <= 92 for one in (told[0].partition(" Mensen")[0], told[1].partition(" Mensen")[0]))
    assert all("zoon" in one for one in told)
    assert [True, True] == [
        one.startswith(two) for one, two in zip(leak, ("#situatie-gegevens", "#vorm-datadiefstal"), strict=False)
    ]
    assert 0 < few[2] < 60
    assert 0 == inside


def test_the_list_of_hits_is_walked_by_keyboard_and_wiped_by_a_button(shelf: Shelf) -> None:
    """Each hit is a plain link that says where it stands; arrows go from one to the next and back to the box."""
    page = shelf.page("deventer", width=320)
    every = page.evaluate(PARTS)
    hidden = page.locator("#tool-clear").is_visible()
    searched(page, "basisteam")
    page.locator("#tool-word").focus()
    keys = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        keys.append(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id"))
    told = page.locator("#tool-hits li").first.inner_text()
    wide = page.evaluate(WIDE)
    # So high that the strip at the foot covers none of them: what a reader scrolls clear of is no small target.
    page.set_viewport_size({"width": 320, "height": 6000})
    broke = broken(page, RULES, within=["tool-hits"]) + broken(page, SEEN, "rule", within=["tool-hits"])
    page.set_viewport_size({"width": 320, "height": 900})
    page.locator("#tool-hits a").nth(1).press("Enter")
    went, jumped = page.evaluate("scrollY"), page.evaluate("location.hash")
    page.locator("#tool-clear").click()

    assert not hidden
    assert keys[0] == keys[2] != keys[1]
    assert "tool-word" == keys[3]
    assert "Basisteam IJsselland-Zuid" in told
    assert (320, []) == (wide, broke)
    assert went > 100
    assert jumped == keys[1]
    assert (every, "", "tool-word") == (
        page.evaluate(PARTS),
        page.locator("#tool-word").input_value(),
        page.evaluate("document.activeElement.id"),
    )
    assert not page.locator("#tool-hits").is_visible()


def test_a_page_of_one_part_lists_its_headings(shelf: Shelf) -> None:
    page = shelf.page("vorm:ransomware")
    found = searched(page, "losgeld")
    page.locator("#tool-word").press("Escape")

    assert "#vorm-ransomware-gemeente" in found
    assert len(set(found)) == len(found) > 4


@pytest.mark.parametrize("word", ["coördinator", "COORDINATOR"])
def test_a_word_with_a_mark_on_a_letter_is_lit_where_it_stands(shelf: Shelf, word: str) -> None:
    """However it is typed: a part that is found and shows nothing sends people away."""
    page = shelf.page("deventer")
    page.locator("#tool-word").fill(word)
    settle(page)
    lit = page.evaluate("[...CSS.highlights.get('found') || []].map((one) => one.toString().toLowerCase())")
    page.locator("#tool-word").press("Escape")

    assert {"coördinator"} == set(lit)


def test_the_line_of_a_situation_is_touched_as_a_whole(shelf: Shelf) -> None:
    """Its number and what people say of it lead to its card, as its name does."""
    page = shelf.page("deventer", width=390)
    page.locator(".situations .code", has_text="S3").click(force=True)

    assert page.url.endswith("#situatie-bedrijf-of-instelling-gehackt")


@pytest.mark.parametrize(
    ("words", "title", "seen"),
    [
        ("geldezels", "Geldezels (money mules)", "Ook wel: money mule"),  # a part that is called so, at its beginning
        ("telegram report", "S7", "op Telegram met de knop 'Report'"),  # a line of a card, screens below its top
        ("opa telefoon bank", "S4", "S4 · Iemand wordt nu opgelicht"),  # not the empty list of one's own numbers
        ("politie wil namen", "Gegevens delen", "Dat staat op papier"),
        ("journalist belt", "Teksten", "van de kaart die past:"),
    ],
)
def test_who_touches_a_hit_sees_the_words_beside_it(shelf: Shelf, words: str, title: str, seen: str) -> None:
    """The part may begin screens above them; what says nothing by itself leads to the top of the card."""
    page = shelf.page("deventer", width=390)
    searched(page, words)
    page.locator("#tool-hits a", has_text=title).first.click()
    settle(page)
    box = page.get_by_text(seen).filter(visible=True).last.bounding_box()

    assert box is not None
    assert -box["height"] < box["y"] < page.viewport_size["height"]
    page.locator("#tool-word").fill("")


def test_a_hit_tells_the_words_around_it_past_a_number_to_call(shelf: Shelf) -> None:
    """Whom to call at once is read in the list itself; how sure that is, and by whose word, is not in it."""
    page = shelf.page("deventer", width=390)
    searched(page, "zelfmoord")
    told = page.locator("#tool-hits small").all_inner_texts()
    page.locator("#tool-word").press("Escape")

    assert told[0].endswith("bel 113.")
    assert not any("Bron" in one or "Vast" in one for one in told)


@pytest.mark.parametrize(
    "words", ["ik wil dood", "hij wil niet verder leven", "kind suicidaal op telegram", "wants to die"]
)
def test_where_a_life_is_in_danger_the_list_itself_says_whom_to_call(shelf: Shelf, words: str) -> None:
    """Both cards whose first step names 112 and 113 stand before all else, each with that step."""
    page = shelf.page("deventer", width=390)
    found = searched(page, words)
    told = page.locator("#tool-hits small").all_inner_texts()
    page.locator("#tool-word").press("Escape")

    assert {"#situatie-beelden-van-kind-of-jongere", "#situatie-iemand-bedreigd-of-gedoxt"} == set(found[:2])
    assert all("112" in one and "113" in one for one in told[:2])


def test_enter_opens_the_first_of_the_list_also_where_its_words_do_not_stand(shelf: Shelf) -> None:
    """Who types 'journalist' means the press text, which does not say so; the next time one comes to where it stands."""
    page = shelf.page("deventer", width=390)
    first = searched(page, "journalist")[0]
    page.locator("#tool-word").press("Enter")
    opened = page.evaluate("location.hash")
    before = page.evaluate("scrollY")
    page.locator("#tool-word").press("Enter")
    after = page.evaluate("scrollY")
    page.locator("#tool-word").press("Escape")

    assert "#tekst-press" == first == opened
    assert before != after


def test_a_hit_says_by_which_word_it_was_found(shelf: Shelf) -> None:
    """In the words of the page, or as what people say where it does not stand on the page."""
    page = shelf.page("deventer", width=390)
    searched(page, "camera")
    told = page.locator("#tool-hits li").all_inner_texts()
    page.locator("#tool-word").press("Escape")

    assert told
    assert [] == [one for one in told if "camera" not in one.casefold()]


def test_a_hit_leaves_out_no_doubt_and_says_what_to_do(shelf: Shelf) -> None:
    """Of a base team that no source names one reads so in the list; of a card its first step, not the note to one."""
    page = shelf.page("duiven", width=390)
    searched(page, "basisteam")
    team = page.locator("#tool-hits small").first.inner_text()
    searched(page, "ddos")
    step = page.locator("#tool-hits small").first.inner_text()
    page.locator("#tool-word").press("Escape")

    assert "niet nagekeken" in team
    assert "bel uw hosting" in step


def test_nothing_is_missing_on_paper_because_somebody_searched(shelf: Shelf) -> None:
    """The sheet does not tell that there was a search; afterwards the screen is as it was."""
    page = shelf.page("deventer")
    shown = "[...document.querySelectorAll('main > .part')].filter((one) => one.offsetHeight).length"
    page.locator("#tool-word").fill("losgeldtekst")
    settle(page)
    counts = [page.evaluate(shown)]
    for event in ("beforeprint", "afterprint"):
        page.evaluate(f"dispatchEvent(new Event('{event}'))")
        counts.append(page.evaluate(shown))
    page.locator("#tool-word").press("Escape")
    whole = page.evaluate(shown)
    hints = page.evaluate("[...document.querySelectorAll('.slide')].filter((one) => one.checkVisibility()).length")

    assert counts[0] == counts[2]
    assert 0 < counts[0] < counts[1] == whole
    assert 0 == hints  # all fits this screen: no line says that something moves


def test_a_filter_shows_only_what_is_this_sure(shelf: Shelf) -> None:
    """Chosen by keyboard."""
    page = shelf.page("vorm:ransomware")
    page.locator("#tool-sure").focus()
    page.keyboard.press("ArrowDown")
    counts = page.evaluate(
        "['.vast', '.bron'].map((one) => [...document.querySelectorAll('b' + one)].filter((mark) => mark.checkVisibility()).length)"
    )
    page.keyboard.press("ArrowUp")

    assert counts[0] > 0
    # What is told before the first list is no item that a filter leaves out.
    assert counts[1] <= 1


def test_a_moment_that_is_chosen_says_where_it_is_seen(shelf: Shelf) -> None:
    """The first part that it shortens is far down: how many there are, and links to them, stand under the choice; the rest of them is gone, on a narrow screen too."""
    page = shelf.page("deventer", width=390)
    page.locator("#tool-block").select_option("nu")
    told = page.locator("#tool-found").inner_text()
    links = page.locator("#tool-hits a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    page.locator("#tool-hits a").nth(1).click()
    seen = page.evaluate(
        """() => {
          const blocks = [...document.querySelectorAll(".part.card .block")].filter((one) => one.checkVisibility());
          const first = blocks[0].getBoundingClientRect();
          return [[...new Set(blocks.map((one) => one.className))], first.top >= 0 && first.top < innerHeight];
        }"""
    )
    page.locator("#tool-clear").click()
    after = page.locator("#tool-found").inner_text(), page.locator("#tool-hits").is_visible()

    assert told.startswith("In 11 delen")
    assert ["#bij-elke-vorm", "#vorm-"] == [links[0][:14], links[1][:6]]
    assert [["block nu"], True] == seen
    assert ("", False) == after


def test_print_and_copy_work_by_keyboard(shelf: Shelf) -> None:
    """Enter on the button prints; Enter on the sign behind a heading says what was done with its address."""
    page = shelf.page("vorm:ransomware")
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes'; }")
    page.locator("#tool-print").focus()
    page.keyboard.press("Enter")
    page.locator(".copy").first.focus()
    page.keyboard.press("Enter")
    settle(page)
    said = page.locator("#tool-said").inner_text()

    assert "yes" == page.evaluate("document.body.dataset.printed")
    assert "link" in said or "#" in said


# --- on a telephone ---


def test_from_anywhere_one_gets_back_to_where_one_begins(shelf: Shelf) -> None:
    """A strip with room of its own: at the end of the page the last line stands above it, and paper does not have it."""
    page = shelf.page("deventer", width=320)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    seen = page.evaluate(
        """() => {
          const strip = document.querySelector(".ways").getBoundingClientRect(), foot = document.querySelector("footer p").getBoundingClientRect();
          return [strip.bottom <= innerHeight + 1, foot.bottom <= strip.top, strip.height < 60];
        }"""
    )
    broke = page.evaluate("[...document.querySelectorAll('.ways a')].filter((one) => one.offsetHeight < 44).length")
    page.locator(".ways a").first.click()
    at = page.evaluate("Math.round(document.getElementById('inhoud').getBoundingClientRect().top)")
    page.locator(".ways a[href='#nu']").click()
    now = page.evaluate("Math.round(document.getElementById('nu').getBoundingClientRect().top)")
    page.set_viewport_size({"width": 320, "height": 256})  # what is left of 1280 by 1024 at 400 %
    small = page.evaluate("getComputedStyle(document.querySelector('.ways')).position")
    page.emulate_media(media="print")
    printed = page.locator(".ways").is_visible()

    assert [True, True, True] == seen
    assert 0 == broke
    assert 0 <= at < 100
    assert 0 <= now < 100
    assert ("static", False) == (small, printed)


def test_what_is_touched_does_what_its_name_says(shelf: Shelf) -> None:
    """One link has the name of the contents; no line speaks of a key; a word that was meant is touched."""
    page = shelf.telephone("deventer")
    word = page.locator("#tool-word")
    word.fill("phising")
    settle(page)
    page.locator("#tool-found button").tap()
    found, told = word.input_value(), page.locator("#tool-found").inner_text()
    page.locator("#tool-clear").tap()
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    named = page.locator("a[href^='#']").filter(has_text=re.compile("Inhoud"))  # or as a part of a name
    count = named.count()
    named.tap()
    settle(page)
    at = page.evaluate("Math.round(document.getElementById('inhoud').getBoundingClientRect().top)")
    page.context.close()
    page = shelf.page("deventer")
    searched(page, "phishing")
    keys = page.locator("#tool-found").inner_text()
    page.locator("#tool-word").press("Escape")

    assert "phishing" == found
    assert "Enter" in keys
    assert "Enter" not in told
    assert 1 == count
    assert 0 <= at < 100


def test_a_page_without_a_script_has_the_way_back_and_no_way_to_a_search_that_is_not_there(shelf: Shelf) -> None:
    page = shelf.without_script("deventer")
    links = page.locator(".ways a").evaluate_all(
        "all => all.map((one) => [one.getAttribute('href'), one.checkVisibility()])"
    )
    page.context.close()

    assert [["#inhoud", True], ["#nu", True], ["#tools", False]] == links


def test_on_a_telephone_the_answer_comes_first_and_a_picture_can_be_read(shelf: Shelf) -> None:
    """The base team before the map; the map begins at the own place, in letters of nearly 12 px, and says that it moves."""
    page = shelf.page("deventer", width=390)
    page.reload()  # the map is put right once, when the page opens
    seen = page.evaluate(
        """() => {
          const part = document.getElementById("wie-is-wie"), box = part.querySelector(".scroll").getBoundingClientRect();
          const own = part.querySelector(".p-urgent").getBoundingClientRect(), hint = part.querySelector(".slide");
          const letters = [...document.querySelectorAll(".drawing text")].filter((one) => one.checkVisibility()).map((one) => {
            const svg = one.ownerSVGElement;
            return parseFloat(getComputedStyle(one).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
          });
          return {
            first: part.querySelector(".first").getBoundingClientRect().bottom < box.top,
            own: own.left >= box.left && own.right <= box.right,
            hint: !hint.hidden && hint.textContent.length > 10,
            least: Math.min(...letters), matrix: parseFloat(getComputedStyle(document.querySelector("table.matrix td")).fontSize),
          };
        }"""
    )

    assert (True, True, True, 16) == (seen["first"], seen["own"], seen["hint"], seen["matrix"])
    assert seen["least"] >= 11.5


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_telephone_the_longest_bar_is_whole_and_the_sign_stands_behind_the_last_word(
    shelf: Shelf, width: int
) -> None:
    """No bar ends outside of its box; the sign for copying is on the last line of its heading, close to it."""
    page = shelf.page("deventer", width=width)
    cut, far = page.evaluate(
        """() => {
          const bars = [...document.querySelectorAll(".part:is(.deploy, .card) > .picture")];
          const signs = [...document.querySelectorAll("main .copy")].filter((one) => one.checkVisibility());
          return [bars.filter((one) => one.querySelector("svg").getBoundingClientRect().right > one.getBoundingClientRect().right + 1).map((one) => one.textContent),
            signs.filter((one) => {
              const last = [...one.previousElementSibling.getClientRects()].pop(), own = one.getBoundingClientRect();
              return own.top > last.bottom || own.bottom < last.top || own.right - last.right > 8;
            }).map((one) => one.getAttribute("aria-label"))];
        }"""
    )
    two = page.evaluate(
        """[...document.querySelector("#vorm-online-opruiing-ordeverstoring h2").getClientRects()].filter((one) => one.height).length"""
    )

    assert ([], []) == (cut, far)
    assert two > 1  # of two lines, without which the sign could not stand wrong


def test_a_logo_is_to_be_seen_in_the_dark(shelf: Shelf) -> None:
    """Of dark letters on nothing one sees nothing there: it has light ground."""
    page = shelf.page("verslag", scheme="dark")
    page.evaluate("document.querySelector('header').insertAdjacentHTML('afterbegin', '<img class=logo alt=x>')")
    dark = page.evaluate("getComputedStyle(document.querySelector('.logo')).backgroundColor")
    page = shelf.page("verslag", scheme="light")
    light = page.evaluate("getComputedStyle(document.querySelector('.logo')).backgroundColor")
    page.evaluate("document.querySelector('.logo').remove()")

    assert ("rgb(233, 238, 241)", "rgba(0, 0, 0, 0)") == (dark, light)


def test_a_number_that_one_calls_is_touched_wherever_it_stands(shelf: Shelf) -> None:
    """In the box, in a step, in small print, in an answer; not in a word, an address or a count."""
    page = shelf.page("deventer", width=390)
    box = page.evaluate(
        "[...document.querySelectorAll('#situatie-iemand-wordt-opgelicht .call a')].map((one) => [one.textContent, one.getAttribute('href')])"
    )
    bare = page.evaluate(
        """[...document.querySelectorAll(".call, .do, .desklist, .facts li, .part.card > ol > li")].flatMap((one) => {
          const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), found = [];
          while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("a") && /(^|[\\s:(])(112|0[89]00-\\d{4}|0\\d\\d \\d{3} \\d\\d \\d\\d)(?![\\w-])/.test(walk.currentNode.data)) found.push(walk.currentNode.data);
          return found;
        })"""
    )

    assert ["112", "tel:112"] in box
    assert [] == bare


# --- what one prefers ---


def test_nothing_moves(shelf: Shelf) -> None:
    """A card is there at once: gliding over forty screens took a phone more than a second and a half, blank on the way."""
    page = shelf.page("vorm:ransomware")
    moving = "getComputedStyle(document.documentElement).scrollBehavior"
    before = page.evaluate(moving)
    page.emulate_media(reduced_motion="reduce")
    after = page.evaluate(moving)
    timed = page.evaluate(
        "[...document.querySelectorAll('*')].filter((one) => !/^0s(, 0s)*$/.test(getComputedStyle(one).transitionDuration) || getComputedStyle(one).animationName !== 'none').length"
    )

    assert ("auto", "auto", 0) == (before, after, timed)


def test_without_a_script_the_page_is_plain_and_whole(shelf: Shelf) -> None:
    page = shelf.without_script("vorm:ransomware")
    found = (
        page.locator(".tools").is_visible(),
        page.locator(".part.card").is_visible(),
        page.locator(".copy").count(),
    )
    page.context.close()

    assert (False, True, 0) == found


def test_a_printed_page_has_no_tools_and_light_paper(shelf: Shelf) -> None:
    page = shelf.page("vorm:ransomware")
    page.emulate_media(media="print", color_scheme="dark")
    tools = page.locator(".tools").is_visible()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert (False, "rgb(255, 255, 255)") == (tools, paper)


def test_no_page_asks_the_network_for_anything(shelf: Shelf) -> None:
    """Whatever was done with them above; a page that does ask is caught."""
    for subject, lang in EVERY:
        shelf.page(subject, lang)
    assert [] == shelf.asked

    page = shelf.page("verslag")
    page.evaluate(
        "fetch('https://example.org/a').catch(() => {})"
    )  # the policy of the page stops it before the network
    settle(page)
    assert [] == shelf.asked

    other = page.context.new_page()
    other.set_content('<img src="https://example.org/a.png" alt="">')
    other.close()
    assert ["https://example.org/a.png"] == shelf.asked
    shelf.asked.clear()
