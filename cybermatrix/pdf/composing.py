"""
From the parts of a guide to one PDF: which pieces are new, which numbers stand in them, what stands around them.

A part is laid out once for everything it says, the numbers of the pages that it points to included. So two guides that
say the same in a part share its piece, and an edited cell costs the parts that show it.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

from attrs import define

from cybermatrix import html
from cybermatrix.errors import AssetMissing, DoesNotFit
from cybermatrix.pdf import engine
from cybermatrix.theme import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cybermatrix.guides import Guide
    from cybermatrix.pdf.joining import Head, Piece, Shape
    from cybermatrix.theme import Look

# Where a link to another part points while that part is laid out elsewhere; no name of a real host ends like this.
ELSEWHERE = "https://elders.invalid/#"
# A page number that points somewhere: the template leaves it empty, for the printer to fill in.
_NUMBER = re.compile(r'<a class="page" href="#([^"]+)"></a>')
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\bid="([^"]+)"')
_INSIDE = re.compile(r'\bhref="#([^"]+)"')
_OUTSIDE = re.compile(rf'\bhref="{re.escape(ELSEWHERE)}([^"]+)"')
# Around joined pieces the heads are drawn afterwards, and the numbers stand in the text.
_JOINED = """
@page { @top-left { content: none } @top-right { content: none } @bottom-left { content: none } @bottom-right { content: none } }
a.page::before { content: none }
"""


class Shelf(Protocol):
    """Where pieces are kept between one guide and the next."""

    def get(self, key: str) -> bytes | None:
        """Give what was put under a key, or nothing."""

    def put(self, key: str, kept: bytes) -> None:
        """Keep something under a key."""


class Memory(dict[str, bytes]):
    """A shelf for as long as it is held."""

    def put(self, key: str, kept: bytes) -> None:
        """Keep something under a key."""
        self[key] = kept


def to_pdf(guide: Guide, *, shelf: Shelf | None = None, one_piece: bool = False, look: Look = PLAIN) -> bytes:
    """
    Give a guide as a tagged PDF with bookmarks, page numbers and running heads; the same bytes every time.

    It keeps PDF/UA-1 and PDF/A-3a. With an engine of another version than those we know, it is laid out in one piece.

    Args:
        guide: what `cybermatrix.guide` made.
        shelf: where pieces are kept, so that a next guide need not lay out what it shares with this one.
        one_piece: lay out the whole guide at once: slower, and the same pages.
        look: colours, fonts, a logo and templates that take the place of ours.

    Raises:
        EngineMissing: when WeasyPrint or Pango is not installed.
        DoesNotFit: when a part that has to fit its sheet, such as a NU-kaart, takes more.
        AssetMissing: when the page asks for something outside itself, or the engine complains about it.
    """
    from cybermatrix.pdf import joining, pieces  # noqa: PLC0415  # pikepdf takes a tenth of a second

    about = joining.About(guide.title, guide.description, guide.lang, f"cybermatrix, WeasyPrint {engine.version()}")
    if one_piece or not engine.is_known():
        page = html.to_print(guide, look=look)
        return pieces.whole(engine.lay_out(page, html.style("paper")), _link_texts(page), about)
    found = compose(guide, Memory() if shelf is None else shelf, look)
    return pieces.join([one.piece for one in found], _heads(guide, found), about)


@define(frozen=True)
class Composed:
    """A part in its place: the piece, and the key that it is kept under."""

    anchor: str
    title: str
    key: str
    piece: Piece


def compose(guide: Guide, shelf: Shelf, look: Look = PLAIN) -> list[Composed]:
    """
    Give the pieces of a guide in order, each with the numbers of the pages it points to; lay out what is not on the shelf.

    Raises:
        EngineMissing, DoesNotFit, AssetMissing: as `to_pdf`.
    """
    pages = [_apart(page) for page in html.print_pieces(guide, look=look)]
    shapes: list[Shape | None] = [_known_shape(page, shelf) for page in pages]
    for number, page in enumerate(pages):
        if shapes[number] is None:
            # What is pointed to may come later. Then the numbers are a guess, and only the shape of the piece counts.
            known = _page_numbers(shapes)
            shapes[number] = _piece(_numbered(page, known), shelf).shape
            _keep_shape(page, shelf, shapes[number])
    while True:
        numbers = _page_numbers(shapes)
        filled = [_numbered(page, numbers) for page in pages]
        found = [_piece(page, shelf) for page in filled]
        if [piece.shape for piece in found] == shapes:
            break
        shapes = [piece.shape for piece in found]  # a number was wider than the guess, and a line more was needed
    for part, piece in zip(guide.parts, found, strict=True):
        if part.sides and piece.shape.pages > part.sides:
            what = f"{part.title} ({part.anchor})"
            raise DoesNotFit(what, f"{piece.shape.pages} pages", f"at most {part.sides}")
    nowhere = sorted({anchor for page in pages for anchor in _leading_out(page)} - set(numbers))
    if nowhere:
        raise AssetMissing(f"links lead nowhere: {', '.join(f'#{anchor}' for anchor in nowhere)}")
    return [
        Composed(part.anchor, part.title, _key(page), piece)
        for part, page, piece in zip(guide.parts, filled, found, strict=True)
    ]


def keys(guide: Guide, shelf: Shelf) -> list[tuple[str, str]] | None:
    """
    Give the anchor and the key of each part without laying anything out; nothing where a shape is not known yet.

    Args:
        guide: what `cybermatrix.guide` made.
        shelf: where pieces are kept.
    """
    pages = [_apart(page) for page in html.print_pieces(guide)]
    shapes = [_known_shape(page, shelf) for page in pages]
    if None in shapes:
        return None
    numbers = _page_numbers(shapes)
    return [(part.anchor, _key(_numbered(page, numbers))) for part, page in zip(guide.parts, pages, strict=True)]


# Guides made after each other share most of their pages.
@lru_cache(maxsize=128)
def _ids(page: str) -> frozenset[str]:
    return frozenset(_ID.findall(page))


@lru_cache(maxsize=128)
def _apart(page: str) -> str:
    """Let the links of a page to other parts point to where those will be."""
    own = _ids(page)

    def turned(match: re.Match[str]) -> str:
        return match[0] if match[1] in own else f'href="{ELSEWHERE}{match[1]}"'

    numbers = _NUMBER.split(page)
    # Every other piece of the split is the anchor of a number: it keeps its own mark until the number is known.
    return "".join(
        _INSIDE.sub(turned, text) if index % 2 == 0 else f'<a class="page" href="#{text}"></a>'
        for index, text in enumerate(numbers)
    )


def _leading_out(page: str) -> set[str]:
    """Give the anchors of other parts that a page leads to."""
    return {*_NUMBER.findall(page), *_OUTSIDE.findall(page)} - _ids(page)


def _page_numbers(shapes: Sequence[Shape | None]) -> dict[str, int]:
    """Give the page of each anchor, as far as all parts before it are known."""
    numbers: dict[str, int] = {}
    offset = 1
    for shape in shapes:
        if shape is None:
            break
        for anchor, page in shape.anchors.items():
            numbers.setdefault(anchor, offset + page)
        offset += shape.pages
    return numbers


def _numbered(page: str, numbers: Mapping[str, int]) -> str:
    """Fill in the numbers that are known; for the others a number that is as wide as most."""
    own = _ids(page)

    def number(match: re.Match[str]) -> str:
        anchor = match[1]
        address = f"#{anchor}" if anchor in own else f"{ELSEWHERE}{anchor}"
        return f'<a class="page" href="{address}">{numbers.get(anchor, 88)}</a>'

    return _NUMBER.sub(number, page)


def _piece(page: str, shelf: Shelf) -> Piece:
    from cybermatrix.pdf import joining, pieces  # noqa: PLC0415

    key = _key(page)
    kept = shelf.get(key)
    if kept is not None:
        try:
            return joining.Piece.from_bytes(kept)
        except ValueError:
            pass  # half of a piece, from a run that was killed: it is made again
    made = pieces.piece(engine.lay_out(page, html.style("paper") + _JOINED), _link_texts(page), ELSEWHERE)
    shelf.put(key, made.to_bytes())
    return made


def _known_shape(page: str, shelf: Shelf) -> Shape | None:
    from cybermatrix.pdf import joining  # noqa: PLC0415

    kept = shelf.get(_key(page) + ".shape")
    return None if kept is None else joining.Shape.from_bytes(kept)


def _keep_shape(page: str, shelf: Shelf, shape: Shape | None) -> None:
    if shape is not None:
        shelf.put(_key(page) + ".shape", shape.to_bytes())


def _key(page: str) -> str:
    return hashlib.sha256(f"{stamp()}\0{page}".encode()).hexdigest()


@cache
def stamp() -> str:
    """Give what a piece depends on beside its page: styles, fonts, the engine, and how we take its PDFs apart."""
    digest = hashlib.sha256(html.style("paper").encode())
    digest.update(f"{engine.version()}\0{_JOINED}".encode())
    folder = files("cybermatrix") / "pdf"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _link_texts(page: str) -> dict[str, str]:
    """Give what stands behind each address on a page; a bare page number says less than a title, and yields to it."""
    texts: dict[str, str] = {}
    for address, inside in _LINK.findall(page):
        text = unescape(_TAG.sub("", inside)).strip()
        if text and (address not in texts or texts[address].isdigit()):
            texts[unescape(address)] = text
    return {address.replace(ELSEWHERE, "#", 1): text for address, text in texts.items()}


def _heads(guide: Guide, found: Sequence[Composed]) -> list[Head]:
    from cybermatrix.pdf.joining import Head  # noqa: PLC0415

    running = guide.running
    total = sum(one.piece.shape.pages for one in found)
    heads: list[Head] = []
    for part, one in zip(guide.parts, found, strict=True):
        for _ in range(one.piece.shape.pages):
            heads.append(
                Head(
                    top_left="" if part.template == "cover" else f"{running.guide} · {one.title}",
                    top_right=running.audience,
                    bottom_left=running.edition,
                    bottom_right=f"{running.page} {len(heads) + 1} {running.of} {total}",
                )
            )
    return heads
