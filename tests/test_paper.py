"""Paper as it is seen: the marks on its edge, and what a page of each kind looks like."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pages
import pikepdf
import pytest
from PIL import Image, ImageChops

from cybermatrix import _resources, html
from cybermatrix.guides import guide
from cybermatrix.guides.whole import Tab
from cybermatrix.html import palette
from cybermatrix.model import changed
from cybermatrix.pdf import engine, to_pdf
from cybermatrix.pdf.joining import Mark, mark_stream
from cybermatrix.theme import PLAIN, Look, read_theme

if TYPE_CHECKING:
    from cybermatrix.guides import Guide
    from cybermatrix.matrix import Matrix

A4 = (595.2756, 841.8898)


@pytest.fixture(scope="module")
def book(tiny: Matrix) -> Guide:
    """The guide of a municipality in the made-up matrix: a few pages of each kind."""
    return guide(tiny, "deventer")


@pytest.fixture(scope="module")
def joined(book: Guide) -> bytes:
    return to_pdf(book)


@pytest.fixture(scope="module")
def whole(book: Guide) -> bytes:
    return to_pdf(book, one_piece=True)


def drawn(content: bytes) -> list[tuple[bytes, tuple[float, float]]]:
    """Give what is drawn on each page, and how large that is."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = []
        for page in pdf.pages:
            own = page.obj.Contents
            streams = own if isinstance(own, pikepdf.Array) else [own]
            _, _, width, height = (float(side) for side in page.obj.MediaBox)
            found.append((b"\n".join(one.read_bytes() for one in streams), (width, height)))
        return found


# A line around a page, with the size of its letters.
LINE = re.compile(rb"/Head(?:Plain|Bold) ([0-9.]+) Tf")

# --- the marks on the edge ---


def marked(tab: Tab, look: Look = PLAIN) -> Mark:
    """Give a tab in the colours of our headings, or of someone's theme."""
    inks = palette(look)
    return Mark(tab, inks["urgent" if tab.urgent else "head"], inks["paper"])


def test_each_block_of_a_guide_has_its_own_height(book: Guide) -> None:
    """The cover opens by itself; all pages of one block stand at one height, the blocks below each other."""
    tabs = dict(zip((part.anchor for part in book.parts), book.tabs, strict=True))
    words = list(dict.fromkeys(tab.word for tab in book.tabs if tab is not None))

    assert tabs["omslag"] is None
    assert ["Gids", "Vormen", "Bronnen"] == words
    assert tabs["nu"] == tabs["wat-is-van-u"]
    assert [0, 1, 2] == sorted({tab.place for tab in book.tabs if tab is not None})
    assert {3} == {tab.of for tab in book.tabs if tab is not None}


def test_a_loose_sheet_has_no_mark(tiny: Matrix) -> None:
    assert () == guide(tiny, "vorm:ransomware").tabs


def test_a_situation_is_a_block_of_its_own(shipped: Matrix) -> None:
    """S1 to S9, each with its code, and marked as what to do now."""
    urgent = [tab.word for tab in guide(shipped, "borne").tabs if tab is not None and tab.urgent]

    assert [f"S{number}" for number in range(1, 10)] == urgent


@pytest.mark.parametrize("way", ["joined", "whole"])
def test_every_page_has_the_mark_of_its_block(book: Guide, way: str, request: pytest.FixtureRequest) -> None:
    """Joined from parts or laid out in one piece, all but the cover, and as an artifact."""
    tabs = dict.fromkeys(tab for tab in book.tabs if tab is not None)
    pages = drawn(request.getfixturevalue(way))
    found = [[tab.word for tab in tabs if mark_stream(marked(tab), size) in page] for page, size in pages]

    assert [] == found[0]
    assert [1] * (len(pages) - 1) == [len(words) for words in found[1:]]
    assert ["Gids", "Vormen", "Bronnen"] == list(dict.fromkeys(words[0] for words in found[1:]))


@pytest.mark.parametrize("one_piece", [False, True], ids=["joined", "whole"])
def test_a_mark_has_the_colours_of_a_theme(tiny: Matrix, one_piece: bool) -> None:  # a case, not a switch
    """Those of its headings: a dark green book has no blue edge."""
    look = Look(colours=(("head", "#0b4a2c"),))
    content = guide(tiny, "regio")
    tab = next(one for one in content.tabs if one is not None and not one.urgent)
    pages = drawn(to_pdf(content, look=look, one_piece=one_piece))

    assert any(mark_stream(marked(tab, look), size) in page for page, size in pages)
    assert b"0.0431 0.2902 0.1725 rg" in mark_stream(marked(tab, look), A4)
    assert not any(mark_stream(marked(tab), size) in page for page, size in pages)


def test_the_lines_around_a_sheet_for_the_wall_are_read_from_afar(tiny: Matrix) -> None:
    """As large as the style sheet has them where it is laid out in one piece."""
    sizes = {
        subject: {float(size) for page, _ in drawn(to_pdf(guide(tiny, subject))) for size in LINE.findall(page)}
        for subject in ("poster", "poster-a0")
    }

    assert {"poster": {8.0}, "poster-a0": {20.0}} == sizes


def test_a_mark_is_an_artifact_inside_the_page() -> None:
    """The first stands below the head of the page, the last above its foot, and none is read aloud."""
    first, last = (mark_stream(marked(Tab(word="Gids", place=place, of=12)), A4) for place in (0, 11))
    tops = [float(said.split(b" re ")[0].split()[-3]) for said in (first, last)]

    assert all(said.startswith(b"/Artifact") and said.endswith(b"EMC\n") for said in (first, last))
    assert tops[0] + 48 < A4[1] - 60
    assert tops[1] > 60


def test_a_letter_that_the_face_has_not_takes_no_room() -> None:
    one, other = (marked(Tab(word=word, place=0, of=1)) for word in ("A\u4e00", "A\u4e01"))

    assert mark_stream(one, A4) == mark_stream(other, A4)


# --- pages as pictures ---

needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed")
FOLDER = Path(__file__).parent / "golden"
# Which page of which guide stands for a kind; the made-up matrix has no situations.
SEEN = {
    "omslag": ("deventer", 1),
    "gemeente": ("deventer", 3),
    "partij": ("partij:politie", 1),
    "vorm": ("vorm:ransomware", 1),
    "verslag": ("verslag", 1),
    "poster": ("poster", 1),
    "regio": ("regio", 2),
    "situatie": ("situatie:s1", 1),
}
# How far a patch of eight millimetres may be from the approved one, of 255 greys: on average, and the worst of them.
# A line that breaks elsewhere, as with another version of Pango, stays below; what the tests below plant does not.
ON_AVERAGE, AT_WORST = 1.95, 48


def seen(content: bytes, page: int) -> Image.Image:
    """Give a page as a small grey picture."""
    asked = ["pdftoppm", "-gray", "-r", "30", "-f", str(page), "-l", str(page), "-"]
    done = subprocess.run(asked, input=content, capture_output=True, check=True)
    found = Image.open(io.BytesIO(done.stdout))
    return found.resize((found.width // 2, found.height // 2), Image.Resampling.BOX)


def far(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """
    Tell how far two pages are apart, patch by patch: on average, and the worst.

    A page may stand a line lower or higher as a whole, for that is what a line more or less at its head does.
    """
    if one.size != other.size:
        return 255.0, 255
    return min(_apart(ImageChops.offset(one, 0, lower), other) for lower in range(-3, 4))


def _apart(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    patches = (one.width // 5, one.height // 5)
    ours, theirs = (page.resize(patches, Image.Resampling.BOX) for page in (one, other))
    greys = ImageChops.difference(ours, theirs).histogram()
    return sum(grey * count for grey, count in enumerate(greys)) / sum(greys), max(
        grey for grey, count in enumerate(greys) if count
    )


@needs_poppler
@pytest.mark.parametrize("kind", SEEN)
def test_a_page_looks_as_it_was_approved(kind: str, tiny: Matrix, request: pytest.FixtureRequest) -> None:
    """A page of each kind, within a tolerance: where its ink stands, not which letter it is."""
    subject, number = SEEN[kind]
    if subject == "deventer":
        content = request.getfixturevalue("joined")
    else:
        content = pages.paper(subject) if kind == "situatie" else to_pdf(guide(tiny, subject))
    made, file = seen(content, number), FOLDER / f"blad-{kind}.png"
    if request.config.getoption("--renew"):
        made.quantize(16).save(file, optimize=True)
    average, worst = far(made, Image.open(file).convert("L"))

    assert average < ON_AVERAGE
    assert worst < AT_WORST


@needs_poppler
@pytest.mark.parametrize(
    ("planted", "is_seen"),
    [
        ("table { margin-left: -12mm; width: 120mm; }", True),
        ("h2 { display: none; }", True),
        ("@page { margin: 9mm !important; }", True),
        (".part.card.airy { line-height: 1.275; }", False),
        ("body { letter-spacing: 0.05pt; }", False),
    ],
)
def test_the_tolerance_sees_a_broken_page_and_not_another_line_break(
    planted: str, is_seen: bool, tiny: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table in the margin, a heading that is gone, a page without margins; not: a little more room, a word on the next line."""
    style, faces = html.paper()
    monkeypatch.setattr(html, "paper", lambda: (f"{style}\n{planted}", faces))
    made = seen(to_pdf(guide(tiny, "vorm:ransomware")), 1)
    average, worst = far(made, Image.open(FOLDER / "blad-vorm.png").convert("L"))

    assert is_seen == (average >= ON_AVERAGE or worst >= AT_WORST)


# --- a look of one's own ---


def test_the_font_of_a_theme_is_in_the_pdf(tiny: Matrix, tmp_path: Path) -> None:
    """Embedded, for the text and for the headings; around the page stays our own."""
    own = used(to_pdf(guide(tiny, "partij:ibd"), look=_look_with_font(tmp_path, "400")))

    assert not any("Own" in name for name in used(to_pdf(guide(tiny, "partij:ibd"))))
    assert {"", "Bold"} == {name.partition("Own-")[2].partition("-")[2] for name in own if "Own" in name}
    assert all(own.values())


def test_each_of_two_themes_has_its_own_font(tmp_path: Path, tiny: Matrix) -> None:
    """Also made one after the other, as by a worker that stays: the engine knows the first one still."""
    thin, bold = (
        {
            name
            for name in used(to_pdf(guide(tiny, "partij:ibd"), look=_look_with_font(tmp_path, weight)))
            if "Own" in name
        }
        for weight in ("400", "700")
    )

    assert thin
    assert bold
    assert thin.isdisjoint(bold)


def _look_with_font(folder: Path, weight: str) -> Look:
    font = _resources.templates_folder() / "fonts" / f"atkinson-latin-{weight}-normal.woff2"
    (folder / "eigen.woff2").write_bytes(font.read_bytes())
    file = folder / "thema.json"
    file.write_text(json.dumps({"cybermatrix": {"font": {"regular": {"$value": "eigen.woff2"}}}}), encoding="utf-8")
    return read_theme(file, palette())


_RED = (0x7A, 0x0B, 0x2E)
_DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#7a0b2e"/></svg>'
)
LOGO = f"data:image/svg+xml;base64,{base64.b64encode(_DRAWING).decode()}"


def first_page(content: bytes) -> Image.Image:
    """Give the first page as a small picture in colour."""
    asked = ["pdftoppm", "-r", "30", "-f", "1", "-l", "1", "-"]
    return Image.open(io.BytesIO(subprocess.run(asked, input=content, capture_output=True, check=True).stdout))


@needs_poppler
@pytest.mark.parametrize("subject", ["situatie:s1", "vorm:ransomware"])
def test_a_logo_stands_small_on_a_loose_sheet(subject: str) -> None:
    """In the corner above the title, and the sheet has two sides with or without it."""
    content = to_pdf(pages.book(subject), look=Look(logo=LOGO))
    page = first_page(content)
    corner = page.crop((page.width // 2, 0, page.width, page.height // 12))

    assert 2 == len(drawn(content))
    assert _RED in {colour for _, colour in corner.getcolors(corner.width * corner.height) or ()}
    corner.paste((255, 255, 255), (0, 0, corner.width, corner.height))
    page.paste(corner, (page.width // 2, 0))
    assert _RED not in {colour for _, colour in page.getcolors(page.width * page.height) or ()}


@needs_poppler
def test_a_logo_stands_above_the_title_on_the_cover(book: Guide, joined: bytes) -> None:
    """Not on a page of its own in front of it; and the paper of a theme is no box on white paper."""
    content = to_pdf(book, look=Look(colours=(("paper", "#fff0c0"),), logo=LOGO))
    page = first_page(content)
    colours = {colour: count for count, colour in page.getcolors(page.width * page.height) or ()}

    assert len(drawn(joined)) == len(drawn(content))
    assert _RED in colours
    assert 0.02 > colours.get((0xFF, 0xF0, 0xC0), 0) / (page.width * page.height)  # a drawing may have it


@pytest.mark.parametrize(("place", "lang"), [("hof-van-twente", "nl"), ("deventer", "en")])
def test_the_contents_stay_on_the_cover_beside_the_highest_logo(place: str, lang: str) -> None:
    """Also below a title of two lines; what leads to what to do now is found on the page that one opens."""
    weasyprint = pytest.importorskip("weasyprint")
    high = base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90"/>'
    ).decode()
    cover = changed(pages.book(place, lang), parts=pages.book(place, lang).parts[:1])
    page = html.to_print(cover, look=Look(logo=f"data:image/svg+xml;base64,{high}"))
    sheet, fonts = engine._sheet(*html.paper()), engine._fonts(html.paper()[1])

    assert 1 == len(weasyprint.HTML(string=page).render(stylesheets=[sheet], font_config=fonts).pages)


def used(content: bytes) -> dict[str, bool]:
    """Give the fonts on the pages, by name, and whether each is embedded."""
    found = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for font in page.obj.Resources.Font.values():
                for one in font.DescendantFonts:
                    found[str(one.FontDescriptor.FontName).lstrip("/")] = "/FontFile2" in one.FontDescriptor
    return found


@pytest.mark.slow
def test_an_english_guide_stays_on_the_sheets_of_the_dutch_one() -> None:
    """Its words are longer in one place and shorter in another; a line too many leaves a page empty but for that line."""
    papers = pages.paper("deventer"), pages.paper("deventer", "en")
    dutch, english = (pikepdf.open(io.BytesIO(one)) for one in papers)

    assert len(dutch.pages) == len(english.pages)
