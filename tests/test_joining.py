"""A guide joined from its parts against the same guide laid out in one piece: nobody can tell them apart."""

from __future__ import annotations

import io
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pages
import pikepdf
import pytest
from attrs import evolve

import cybermatrix as cm
from cybermatrix import pdf
from cybermatrix.cli import run
from cybermatrix.lately import Lately
from cybermatrix.model import changed
from cybermatrix.pdf import engine, joining
from cybermatrix.pdf.composing import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

TINY = Path(__file__).parent / "tiny"
# A pixel of a low picture that differs by more is another thing on the page, not another rounding.
TOLERANCE = 64

needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed")
GUIDES = [
    "tiny/regio",
    "tiny/partij:politie",
    "tiny/vorm:ransomware",
    "tiny/deventer",
    "shipped/situatie:s1",
]


@cache
def both(name: str) -> tuple[bytes, bytes]:
    """Give a guide as joined and as laid out at once; each is made once for all tests."""
    edition, _, subject = name.partition("/")
    if edition == "shipped":
        return pages.paper(subject), pdf.to_pdf(pages.book(subject), one_piece=True)
    book = cm.guide(cm.load(TINY), subject)
    return pdf.to_pdf(book), pdf.to_pdf(book, one_piece=True)


def words(content: bytes) -> list[list[str]]:
    """Give the words of each page as a reader meets them, line by line."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return [page.split() for page in done.stdout.decode().split("\f")[:-1]]


def pictures(content: bytes, folder: Path) -> list[tuple[tuple[int, int], bytes]]:
    """Give a low, gray picture of each page: its size, and a byte per pixel."""
    subprocess.run(["pdftoppm", "-r", "40", "-gray", "-", folder / "p"], input=content, check=True)
    found = []
    for path in sorted(folder.glob("p-*.pgm")):
        head, width, height, _, rest = path.read_bytes().split(maxsplit=4)
        assert head == b"P5"
        found.append(((int(width), int(height)), rest))
        path.unlink()
    return found


def differing(size: tuple[int, int], one: bytes, other: bytes) -> list[tuple[int, int]]:
    """
    Give the pixels that nobody would call the same.

    Heads and feet are set letter by letter when parts are joined: there a letter may stand a millimetre further.
    """
    width, height = size

    def is_near(picture: bytes, row: int, column: int, value: int) -> bool:
        return any(
            abs(picture[y * width + x] - value) <= TOLERANCE
            for y in range(max(0, row - 2), min(height, row + 3))
            for x in range(max(0, column - 2), min(width, column + 3))
        )

    found = []
    for place, (ours, theirs) in enumerate(zip(one, other, strict=True)):
        if abs(ours - theirs) > TOLERANCE:
            row, column = divmod(place, width)
            around = row < height * 0.06 or row > height * 0.94
            if not (around and is_near(other, row, column, ours) and is_near(one, row, column, theirs)):
                found.append((row, column))
    return found


def bookmarks(content: bytes) -> list[tuple[int, str, int]]:
    """Give the depth, title and page of each."""
    with pikepdf.open(io.BytesIO(content)) as file, file.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(file.pages)}

        def walk(items: Any, depth: int) -> list[tuple[int, str, int]]:
            found = []
            for item in items:
                found.append((depth, str(item.title), _page_of(file, item.destination, numbers)))
                found += walk(item.children, depth + 1)
            return found

        return walk(outline.root, 0)


def _page_of(file: pikepdf.Pdf, destination: Any, numbers: dict[Any, int]) -> int:
    if isinstance(destination, pikepdf.String):
        tree = pikepdf.NameTree(file.Root.Names.Dests)
        destination = tree[str(destination)]
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.D
    return numbers[destination[0].objgen]


def links(content: bytes) -> list[list[str]]:
    """Give where each page leads: an address, or the number of a page; a line of dots in one piece makes three of one link."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as file:
        numbers = {page.objgen: number for number, page in enumerate(file.pages)}
        for page in file.pages:
            here = []
            for note in page.get("/Annots", []):
                if note.Subtype != "/Link":
                    continue
                if "/A" in note and "/URI" in note.A:
                    here.append(str(note.A.URI))
                else:
                    target = note.Dest if "/Dest" in note else note.A.D
                    here.append(f"page {_page_of(file, target, numbers)}")
            found.append(sorted(set(here)))
    return found


# --- and these tests see what is wrong --------------------------------------------------------------------------


@needs_poppler
def test_a_page_that_differs_is_seen(tmp_path: Path) -> None:
    """Another head, or another title on the page: words and pictures tell."""
    one = cm.guide(cm.load(TINY), "partij:politie")
    head = evolve(one, running=evolve(one.running, audience="INTERN"))
    body = evolve(one, parts=(evolve(one.parts[0], title="Iets anders"), *one.parts[1:]))
    right, other_head, other_body = (pdf.to_pdf(book) for book in (one, head, body))

    for wrong in (other_head, other_body):
        assert [sorted(page) for page in words(right)] != [sorted(page) for page in words(wrong)]
        (size, ours), (_, theirs) = pictures(right, tmp_path)[0], pictures(wrong, tmp_path)[0]
        assert differing(size, ours, theirs)
    assert bookmarks(right) != bookmarks(other_body)


# --- an engine of another version -------------------------------------------------------------------------------


def test_parts_of_another_engine_are_not_joined(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The guide comes in one piece, and the command says so."""
    book = cm.guide(cm.load(TINY), "partij:ibd")
    joined, whole = pdf.to_pdf(book), pdf.to_pdf(book, one_piece=True)
    monkeypatch.setattr(engine, "KNOWN", ("1.",))
    status = run(["--data", str(TINY), "publish", str(tmp_path), "--only", "ibd"])
    said = capsys.readouterr().err
    again = run(["--data", str(TINY), "publish", str(tmp_path), "--only", "ibd", "--one-piece"])

    assert joined != whole
    assert whole == pdf.to_pdf(book)
    assert 0 == status
    assert "in één stuk" in said
    assert whole == (tmp_path / "partijen" / "ibd.pdf").read_bytes()
    assert 0 == again
    assert "in één stuk" not in capsys.readouterr().err  # who asked for it knows


# --- joined against one piece -----------------------------------------------------------------------------------


@needs_poppler
@pytest.mark.parametrize("name", GUIDES)
def test_joined_it_says_the_same(name: str) -> None:
    joined, whole = map(words, both(name))

    assert [sorted(page) for page in whole] == [sorted(page) for page in joined]


@needs_poppler
@pytest.mark.parametrize("name", GUIDES)
def test_joined_it_looks_the_same(name: str, tmp_path: Path) -> None:
    """Running heads and the marks on the edge too."""
    joined, whole = (pictures(content, tmp_path) for content in both(name))

    assert [size for size, _ in whole] == [size for size, _ in joined]
    assert {} == {
        number: places
        for number, ((size, ours), (_, theirs)) in enumerate(zip(joined, whole, strict=True), start=1)
        if (places := differing(size, ours, theirs))
    }


@pytest.mark.parametrize("name", GUIDES)
def test_joined_it_has_the_same_bookmarks(name: str) -> None:
    joined, whole = map(bookmarks, both(name))

    assert whole == joined
    assert whole


@pytest.mark.parametrize("name", GUIDES)
def test_joined_its_links_lead_to_the_same(name: str) -> None:
    joined, whole = map(links, both(name))

    assert whole == joined
    assert any(whole)


def test_what_comes_in_front_moves_no_number_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What guides have in common stands behind what they do not, and is written once for all of them."""
    asked: list[dict[Any, int]] = []
    each = joining._PLACED.each

    def noted(keys: Any) -> Any:
        keys = list(keys)
        asked.append({one: first for one, first, _ in keys})
        return each(keys)

    monkeypatch.setattr(joining._PLACED, "each", noted)
    book, shelf = cm.guide(cm.load(TINY), "regio"), Memory()
    more = changed(book, parts=(changed(book.parts[-1], anchor="nog-een"), *book.parts), tabs=(None, *book.tabs))
    for one in (book, more):
        pdf.to_pdf(one, shelf=shelf)
    before, after = asked

    shared = before.keys() & after.keys()  # in some, a number of a page has a figure more now

    assert len(shared) > 20
    assert {one: before[one] for one in shared} == {one: after[one] for one in shared}


class _Anew(Memory):
    """A shelf of which each question goes by everything that a process remembers by itself."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self._monkeypatch = monkeypatch

    def pdf(self, book: cm.Guide) -> bytes:
        self._monkeypatch.setattr(joining, "_PLACED", Lately(joining._placed))
        return pdf.to_pdf(book, shelf=self)


def test_what_differs_around_the_pages_is_another_file() -> None:
    """The mark by which readers tell files apart is worked out of what a PDF is made of; whoever has both must not get one for the other."""

    def identity(told: str, **about: str) -> str:
        book = cm.guide(cm.load(TINY), "partij:politie")
        running = changed(book.running, edition=told or book.running.edition)
        made = pdf.to_pdf(changed(book, running=running, **about), shelf=KEPT)
        return str(pikepdf.open(io.BytesIO(made)).trailer.ID[0])

    assert identity("") == identity("")
    assert 3 == len({identity(""), identity("Een andere editie"), identity("", description="Iets anders")})


KEPT = Memory()


def test_a_piece_at_its_numbers_is_found_on_the_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most guides show a part at the same numbers, also in a next run; then it is not written once more."""
    book, shelf = cm.guide(cm.load(TINY), "partij:politie"), _Anew(monkeypatch)
    made = shelf.pdf(book)
    with monkeypatch.context() as nobody:
        nobody.delattr(joining, "_place")
        again = shelf.pdf(book)
        with pytest.raises(NameError):
            pdf.to_pdf(book)

    assert made == again == pdf.to_pdf(book)


@pytest.mark.parametrize(
    "spoil",
    [lambda kept: kept[: len(kept) // 2], lambda _: b"", lambda kept: b"[]" + kept],
    ids=["half", "nothing", "other"],
)
def test_half_of_what_was_kept_is_written_anew(
    spoil: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, shelf = cm.guide(cm.load(TINY), "partij:politie"), _Anew(monkeypatch)
    made = shelf.pdf(book)
    placed = [key for key in shelf._kept if key.rpartition(".")[2].isdigit()]
    before = {key: shelf._kept[key] for key in placed}
    shelf._kept.update({key: spoil(kept) for key, kept in before.items()})

    assert placed
    assert made == shelf.pdf(book)
    assert before == {key: shelf._kept[key] for key in placed}
