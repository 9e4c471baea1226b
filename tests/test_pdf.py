"""A guide on paper: tagged, numbered, closed to the outside, the same every time."""

from __future__ import annotations

import ctypes
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import page as pdf_checker
import pages
import pikepdf
import pytest

from cybermatrix import html, pdf
from cybermatrix.errors import AssetMissing, EngineMissing
from cybermatrix.guides import guide
from cybermatrix.guides.words import words_of

if TYPE_CHECKING:
    from pathlib import Path

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)


def text_of(content: bytes) -> list[str]:
    """Give the text of each page."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def failures(content: bytes, standard: str = "ua1") -> list[str]:
    report = pdf_checker.validate_pdf_bytes(content, profile=standard)
    return [f"{one.rule_id}: {one.message}" for one in report.failures]


@pytest.mark.parametrize("subject", ["partij:ibd", "vorm:ransomware", "situatie:s1"])
def test_a_guide_is_accessible(subject: str) -> None:
    """No rule of PDF/UA-1 or PDF/A-3a is broken, laid out part by part or in one piece."""
    whole = pdf.to_pdf(pages.book(subject), one_piece=True)

    for standard in ("ua1", "3a"):
        assert [] == failures(pages.paper(subject), standard)
        assert [] == failures(whole, standard)


def test_the_fullest_card_has_two_sides() -> None:
    """Of all forms there is most to say about hacking; with the longer titles of its sources, by itself, it still fits."""
    with pikepdf.open(io.BytesIO(pages.paper("vorm:hacken"))) as made:
        assert 2 == len(made.pages)


EVERY = ("partij:ibd", "vorm:ransomware", "situatie:s1", "verslag", "poster", "poster-a0")


@pytest.mark.parametrize("subject", EVERY[3:])
def test_a_loose_sheet_is_accessible(subject: str) -> None:
    """As it is made for readers; the test above holds the other kinds to it."""
    for standard in ("ua1", "3a"):
        assert [] == failures(pages.paper(subject), standard)


def fonts(content: bytes) -> set[tuple[str, bool]]:
    """Give the name of every font in a file, and whether it is in it."""
    found = set()
    with pikepdf.open(io.BytesIO(content)) as made:
        for item in made.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                held = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                found.add((str(item.FontName), held))
    return found


@pytest.mark.parametrize("subject", EVERY)
def test_only_our_own_fonts_are_in_it(subject: str) -> None:
    """A subset of each, in the file itself: on another computer it looks the same."""
    found = fonts(pages.paper(subject))

    assert found
    assert [] == [name for name, held in found if not held or not re.fullmatch(r"/[A-Z]{6}\+Atkinson.*", name)]


def headings(content: bytes) -> list[int]:
    """Give the levels of the headings in the order in which the file is read out."""
    found: list[int] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if re.fullmatch("/H[1-6]", kind := str(node.get("/S", ""))):
                found.append(int(kind[2]))
            walk(node.get("/K"))

    with pikepdf.open(io.BytesIO(content)) as made:
        walk(made.Root.StructTreeRoot.K)
    return found


@pytest.mark.parametrize("subject", EVERY)
def test_it_is_read_out_in_the_order_of_the_page(subject: str) -> None:
    """The headings come as they stand, and none skips a level."""
    levels = headings(pages.paper(subject))
    written = [int(level) for level in re.findall("<h([1-6])[ >]", html.to_print(pages.book(subject)))]

    assert written == levels
    assert 1 >= max(after - before for before, after in pairwise([0, *levels]))


def test_the_checker_sees_what_is_wrong() -> None:
    """A page without tags fails, or the test above would prove nothing."""
    import weasyprint

    assert failures(weasyprint.HTML(string="<p>Hallo").write_pdf())

    other = weasyprint.HTML(string="<title>t</title><h1>Een</h1><h3>Twee</h3>").write_pdf(pdf_variant="pdf/ua-1")
    assert [1, 3] == headings(other)
    assert not all("+Atkinson" in name for name, _ in fonts(other))


@needs_poppler
def test_every_page_says_what_it_is_and_where() -> None:
    """Guide, edition, public or internal, and the number of the page."""
    found = text_of(pages.paper("situatie:s1"))
    day = words_of("nl").date(pages.matrix().data.edition.date)

    for number, text in enumerate(found, start=1):
        assert "OPENBAAR" in text
        assert f"editie 2026.1 · {day} · concept" in text
        assert f"blz. {number} van {len(found)}" in text


@needs_poppler
def test_every_page_of_an_internal_guide_says_intern() -> None:
    found = text_of(pdf.to_pdf(guide(pages.matrix(), "situatie:s4", internal=True)))

    assert all("INTERN" in text for text in found)


def test_the_bytes_are_the_same_every_time() -> None:
    assert pages.paper("partij:ibd") == pdf.to_pdf(guide(pages.matrix(), "partij:ibd"))


@pytest.mark.slow
@needs_poppler
def test_the_guide_of_deventer() -> None:
    """All of it: valid, with a bookmark for each part that leads to the page where it stands."""
    content = pages.paper("deventer")
    found = text_of(content)
    with pikepdf.open(io.BytesIO(content)) as made, made.open_outline() as outline:
        leads = [(str(item.title), made.pages.index(pikepdf.Page(item.destination[0]))) for item in outline.root]

    for standard in ("ua1", "3a"):
        assert [] == failures(content, standard)
    assert {True} == {held and "+Atkinson" in name for name, held in fonts(content)}
    assert len(found) < 100
    assert "Cybergids gemeente Deventer" in found[0]
    assert len(leads) > 25
    for title, number in leads:
        assert title.split()[0] in found[number]


# --- what goes wrong ---


@pytest.mark.parametrize(
    "inside",
    [
        '<img src="https://example.org/a.png" alt="a">',
        '<img src="file:///etc/passwd" alt="a">',
        '<img src="a.png" alt="a">',
        '<a href="#nergens">x</a>',
        '<p style="clip-path: none">x</p>',
    ],
)
def test_a_page_that_asks_for_something_outside_is_not_made(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the network, from the disk, relative, a dead link or a style the engine does not know: all of it stops the page."""
    page = f'<html lang="nl"><title>t</title><body>{inside}'
    monkeypatch.setattr(html, "to_print", lambda _, **__: page)
    monkeypatch.setattr(html, "print_pieces", lambda guide, **__: (page,) * len(guide.parts))

    for one_piece in (True, False):
        with pytest.raises(AssetMissing):
            pdf.to_pdf(pages.book("partij:ibd"), one_piece=one_piece)


def test_without_weasyprint_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    with pytest.raises(EngineMissing, match="apt install"):
        pdf.to_pdf(pages.book("partij:ibd"))


def test_without_pango_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What cffi raises for a missing library is an OSError, at import."""
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [one for one in sys.modules if one.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)

    with pytest.raises(EngineMissing, match="libpango"):
        pdf.to_pdf(pages.book("partij:ibd"))


def test_the_garbage_collector_is_as_it_was() -> None:
    import gc

    gc.disable()
    try:
        pdf.to_pdf(pages.book("partij:ibd"))
        assert not gc.isenabled()
    finally:
        gc.enable()


# --- pieces ---


def test_a_piece_that_is_not_whole_is_not_used(tmp_path: Path) -> None:
    """A run that was killed may leave half of one; then it is laid out again, with the same bytes."""
    from cybermatrix.pdf.joining import Piece
    from cybermatrix.publishing.records import FolderShelf

    first = pdf.to_pdf(pages.book("partij:ibd"), shelf=FolderShelf(tmp_path))
    file = next(path for path in tmp_path.glob("*/*") if path.suffix == "")
    kept = file.read_bytes()
    for length in (0, 10, len(kept) // 2, len(kept) - 1):
        with pytest.raises(ValueError, match="piece"):
            Piece.from_bytes(kept[:length])
    file.write_bytes(kept[:-1])

    assert first == pdf.to_pdf(pages.book("partij:ibd"), shelf=FolderShelf(tmp_path))
    assert kept == file.read_bytes()


def test_what_is_known_is_joined_without_the_engine(tmp_path: Path) -> None:
    """A guide of which every part was laid out before is a matter of a second, half of which loading all that would take."""
    from cybermatrix.publishing.records import FolderShelf

    made = pdf.to_pdf(pages.book("partij:ibd"), shelf=FolderShelf(tmp_path))
    code = """
import hashlib, sys
from pathlib import Path
import pages
from cybermatrix import pdf
from cybermatrix.publishing.records import FolderShelf

print(hashlib.sha256(pdf.to_pdf(pages.book("partij:ibd"), shelf=FolderShelf(Path(sys.argv[1])))).hexdigest())
print(*{"fontTools.subset", "pikepdf", "ssl", "weasyprint"} & set(sys.modules))
"""
    path = os.pathsep.join((os.path.dirname(__file__), *filter(None, (os.environ.get("PYTHONPATH"),))))  # noqa: PTH120
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True)

    assert [hashlib.sha256(made).hexdigest(), ""] == done.stdout.splitlines()


def _held() -> int:
    """Give how many bytes the libraries below Python hold, where the system counts them."""
    names = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")

    class Counts(ctypes.Structure):
        _fields_ = [(name, ctypes.c_size_t) for name in names]

    try:
        count = ctypes.CDLL(None).mallinfo2
    except (AttributeError, TypeError, OSError):
        pytest.skip("only glibc 2.33 and later counts what it gave out")
    count.restype = Counts
    return int(count().uordblks)


def test_laying_out_leaves_nothing_behind() -> None:
    """For every text whose style asks the font for something the engine keeps some bytes for good: so our style asks nothing."""
    from cybermatrix.pdf import engine

    text = "".join(
        f"<h2>Kop {number}</h2><p>Een zin van een paar <strong>woorden</strong>.</p>" for number in range(60)
    )
    page = f'<html lang="nl"><head><title>Kaart</title></head><body><h1>Kaart</h1>{text}</body></html>'
    engine.lay_out(page, *html.paper())  # the first time it reads the fonts
    before = _held()
    for _ in range(2):
        engine.lay_out(page, *html.paper())

    assert _held() - before < 20_000


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody asks a compiler")
def test_loading_the_engine_asks_no_compiler(tmp_path: Path) -> None:
    """ctypes would start one for every name that a library might have; in a worker there is a thread more, and no other one is disturbed."""
    asked = tmp_path / "asked"
    for name in ("gcc", "cc", "ld"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n: > {asked}\n", encoding="utf-8")
        program.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    script = """
import ctypes.util, threading
from cybermatrix.pdf import engine

asking, others = ctypes.util.find_library, []
loading = threading.Event()

def ask():
    while not loading.wait(0.001) or len(others) < 2:
        others.append(ctypes.util.find_library("c"))

threading.Thread(target=ask).start()
engine.load()
loading.set()
print(set(others), ctypes.util.find_library is asking)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, check=True
    )

    assert not asked.exists()
    assert done.stdout.decode().split() == ["{'libc.so.6'}", "True"]


# --- page numbers that are filled in ---


def _laid_out(text: str) -> tuple[bytes, Any]:
    from cybermatrix.pdf import composing, engine

    page = f'<html lang="nl"><head><title>Kaart</title></head><body><h1 id="kaart">Kaart</h1>{text}</body></html>'
    laid = composing._laid(composing._apart(page), {"verder": 7, "veel-verder": 123})
    style, faces = html.paper()
    return engine.lay_out(laid.text, style + composing._JOINED, faces), laid


NUMBERED = '<p>Zie blz. <a class="page" href="#verder"></a> en blz. <a class="page" href="#veel-verder"></a>.</p>'


@needs_poppler
@pytest.mark.parametrize("numbers", [("7", "123"), ("4", "608"), ("9", "555")])
def test_one_piece_does_for_every_number_of_the_same_length(numbers: tuple[str, str]) -> None:
    """Figures that were on no page when it was laid out are drawn, read and copied as any other."""
    from cybermatrix.pdf import joining, pieces
    from cybermatrix.pdf.about import About

    made, laid = _laid_out(NUMBERED)
    piece = pieces.piece(made, {}, "https://elders.invalid/#", laid.stand_ins.values())
    told = dict(zip((laid.stand_ins["verder"], laid.stand_ins["veel-verder"]), numbers, strict=True))
    about = About("Kaart", "Een kaart.", "nl", "proef")
    joined = joining.join([piece], [told], [joining.Head("", "", "", "")], about)

    assert f"Zie blz. {numbers[0]} en blz. {numbers[1]}." in " ".join(text_of(joined)[0].split())
    assert [] == failures(joined, "3a")


def test_a_stand_in_that_is_on_no_page_is_told() -> None:
    """Otherwise a reader would see a number that is none."""
    from cybermatrix.pdf import pieces

    made, _ = _laid_out("<p>Zie blz. 7.</p>")

    with pytest.raises(ValueError, match="00"):
        pieces.piece(made, {}, "https://elders.invalid/#", ["00"])


def test_parts_that_differ_only_in_page_numbers_are_one_piece() -> None:
    """So that a page more in front of them costs nothing; a number that is longer does change where words stand."""
    from cybermatrix.pdf import composing

    page = composing._apart(f"<body>{NUMBERED}</body>")
    keys = [
        composing._laid(page, {"verder": first, "veel-verder": second}).text
        for first, second in ((7, 123), (8, 124), (10, 124))
    ]

    assert keys[0] == keys[1]
    assert keys[1] != keys[2]


def test_a_cover_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the numbers of all that comes after it, and is counted itself: what would be on page 9 without it is on page 10."""
    from cybermatrix.pdf import composing
    from cybermatrix.pdf.joining import Shape

    cover = composing._apart(f'<body><h1 id="omslag">Gids</h1>{NUMBERED}</body>')
    others = [composing._apart(f'<body><h1 id="{name}">Deel</h1></body>') for name in ("deel", "verder", "veel-verder")]
    shapes = [Shape(8, {"deel": 0}), Shape(100, {"verder": 0}), Shape(1, {"veel-verder": 0})]
    laid_out = []

    class Laid:
        shape = Shape(1, {"omslag": 0})

    def piece(laid: Any, shelf: object) -> type[Laid]:
        laid_out.append(laid.text)
        return Laid

    monkeypatch.setattr(composing, "_piece", piece)
    found = composing._shapes([cover, *others], [None, *shapes], composing.Memory())
    right = composing._laid(cover, composing._page_numbers(found)).text

    assert [right] == laid_out


def test_more_stand_ins_than_there_are_numbers_are_refused() -> None:
    """Two would be alike, and one of them would lead a reader to the wrong page."""
    from cybermatrix.pdf import composing

    anchors = [f"deel-{number}" for number in range(11)]
    page = composing._apart("".join(f'<a class="page" href="#{anchor}"></a>' for anchor in anchors))

    with pytest.raises(AssetMissing):
        composing._laid(page, dict.fromkeys(anchors, 5))


def test_both_our_faces_draw_a_figure_with_the_same_glyph() -> None:
    """A number in bold is filled in as one that is not; all figures are of one width."""
    from cybermatrix.html import FACES
    from cybermatrix.pdf import faces

    regular, bold = (faces.figures(*face[:2]) for face in FACES[:2])

    assert regular == bold
    assert 10 == len(set(regular))
    for face in FACES[:2]:
        assert 1 == len({round(faces.metrics(*face[:2])[1][glyph]) for glyph in regular})
