"""
From the parts of a guide to one PDF: which pieces are new, which numbers stand in them, what stands around them.

A part is laid out once for everything it says; the numbers of the pages that it points to are filled in when it is
joined to others. So two guides that say the same in a part share its piece, and an edited cell costs the parts that show it.
"""

from __future__ import annotations

import hashlib
import re
import threading
import zlib
from collections import Counter
from functools import cache, cached_property
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import define, evolve, field

from cybermatrix import html
from cybermatrix.errors import AssetMissing, DoesNotFit
from cybermatrix.lately import Lately
from cybermatrix.pdf import engine
from cybermatrix.theme import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cybermatrix.guides import Guide
    from cybermatrix.lately import Sealed, Shelf
    from cybermatrix.pdf.joining import Head, Mark, Piece, Shape
    from cybermatrix.theme import Look

_T = TypeVar("_T")
# Where a link to another part points while that part is laid out elsewhere; no name of a real host ends like this.
ELSEWHERE = "https://elders.invalid/#"
# What is behind the key of a page for how many pages it takes: that is known before the numbers in it are.
_SHAPE = ".shape"
# A page number that points somewhere: the template leaves it empty, for the printer to fill in.
_NUMBER = re.compile(r'<a class="page" href="#([^"]+)"></a>')
_LINK = re.compile(r'<a\b(?! class="page")[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# With the word in front and the blank before it looked for afterwards: a pattern without a fixed beginning is tried at each letter.
_ID = re.compile(r'id="(?<=\sid=")([^"]+)"')
_INSIDE = re.compile(r'href="#(?<=\shref="#)([^"]+)"')
_OUTSIDE = re.compile(rf'href="{re.escape(ELSEWHERE)}([^"]+)"')
# Around joined pieces the heads are drawn afterwards, and the numbers stand in the text.
_JOINED = """
@page { @top-left { content: none } @top-right { content: none } @bottom-left { content: none } @bottom-right { content: none } }
a.page::before { content: none }
"""


class Memory:
    """A shelf for as long as it is held."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Give what was put under a key, or nothing."""
        return self._kept.get(key)

    def put(self, key: str, kept: bytes) -> None:
        """Keep something under a key."""
        self._kept[key] = kept


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
    return Draft(guide, Memory() if shelf is None else shelf, look, one_piece=one_piece).to_pdf()


class Draft:
    """
    A guide as pages by themselves, with what the shelf knows of them: enough to tell whether anything changed.

    Args:
        guide: what `cybermatrix.guide` made.
        shelf: where pieces are kept.
        look: colours, fonts, a logo and templates that take the place of ours.
        one_piece: whether it is laid out at once, as is done anyhow with an engine that we do not know.
        kept: where its parts are kept as pages, before they are laid out.
    """

    def __init__(
        self, guide: Guide, shelf: Shelf, look: Look = PLAIN, *, one_piece: bool = False, kept: Sealed | None = None
    ) -> None:
        self._guide = guide
        self._shelf = shelf
        self._look = look
        self._kept = kept
        self._one_piece = one_piece or not engine.is_known()

    @cached_property
    def _page(self) -> str:
        return html.to_print(self._guide, look=self._look)

    @cached_property
    def _pages(self) -> list[_Page]:
        return _PAGES.each(html.print_pieces(self._guide, look=self._look, kept=self._kept))

    @cached_property
    def _known(self) -> list[Shape | None]:
        return [_known_shape(page, self._shelf) for page in self._pages]

    def parts(self) -> tuple[tuple[str, str], ...]:
        """
        Give the anchor of each part and the key of its piece, without laying anything out.

        None where a part was never laid out; after `to_pdf` each was, but for a guide in one piece.
        """
        known = zip(self._guide.parts, self._as_known, strict=False)
        return tuple((part.anchor, laid.key) for part, (laid, _) in known)

    def inputs(self) -> str:
        """Give the hash of all that the PDF is made from; nothing where a part of it was never laid out."""
        guide = self._guide
        said: object = self._page if self._one_piece else [(one.key, told) for one, told in self._as_known]
        around = (guide.title, guide.description, guide.lang, guide.running, guide.tabs, stamp())
        return hashlib.sha256(repr((around, said)).encode()).hexdigest() if said else ""

    @cached_property
    def _as_known(self) -> list[tuple[_Laid, dict[str, str]]]:
        """Give each part as it is laid out, and the number for each stand-in in it; nothing where a shape is not known."""
        known = [shape for shape in self._known if shape is not None]
        if len(known) < len(self._known):
            return []
        return self._as_laid(known)

    def _as_laid(self, shapes: Sequence[Shape]) -> list[tuple[_Laid, dict[str, str]]]:
        numbers = _page_numbers(shapes)
        return [(laid, _told(laid, numbers)) for laid in (_laid(page, numbers) for page in self._pages)]

    def _composed(self) -> list[tuple[Piece, dict[str, str]]]:
        """Give the pieces in order, each with the number for each stand-in in it; lay out what is new."""
        guide, shelf, pages = self._guide, self._shelf, self._pages
        shapes = _shapes(pages, self._known, shelf)
        told = self._as_known or self._as_laid(shapes)
        while True:
            made = {number: _piece(told[number][0], shelf) for number in _scattered(range(len(told)))}
            found = [made[number] for number in range(len(told))]
            if [piece.shape for piece in found] == shapes:
                break
            shapes = [piece.shape for piece in found]  # a number was wider than the guess, and a line more was needed
            told = self._as_laid(shapes)
        for page, before, shape in zip(pages, self._known, shapes, strict=True):
            if before != shape:
                shelf.put(page.key + _SHAPE, shape.to_bytes())
        self._known, self._as_known = list(shapes), told
        for part, piece in zip(guide.parts, found, strict=True):
            if part.sides and piece.shape.pages > part.sides:
                what = f"{part.title} ({part.anchor})"
                raise DoesNotFit(what, f"{piece.shape.pages} pages", f"at most {part.sides}")
        here = {anchor for shape in shapes for anchor in shape.anchors}
        nowhere = sorted({anchor for page in pages for anchor in page.outward} - here)
        if nowhere:
            raise AssetMissing(f"links lead nowhere: {', '.join(f'#{anchor}' for anchor in nowhere)}")
        return [(piece, filled) for piece, (_, filled) in zip(found, told, strict=True)]

    def to_pdf(self) -> bytes:
        """
        Give the guide as one PDF.

        Raises:
            EngineMissing, DoesNotFit, AssetMissing: as the function `to_pdf`.
        """
        from cybermatrix.pdf.about import About  # noqa: PLC0415

        guide = self._guide
        about = About(guide.title, guide.description, guide.lang, f"cybermatrix, WeasyPrint {engine.version()}")
        if self._one_piece:
            from cybermatrix.pdf import pieces  # noqa: PLC0415  # pikepdf takes a tenth of a second, and joining does not need it

            marks = [(part.anchor, mark) for part, mark in zip(guide.parts, self._marks(), strict=False)]
            return pieces.whole(engine.lay_out(self._page, *html.paper()), _link_texts(self._page), about, marks)
        from cybermatrix.pdf import joining  # noqa: PLC0415  # which measures letters, for which fontTools is loaded

        found, numbers = zip(*self._composed(), strict=True)
        return joining.join(found, numbers, _heads(guide, found, self._marks()), about, self._shelf)

    def _marks(self) -> tuple[Mark | None, ...]:
        """Give the mark of each part in the colours of its headings, which stand out on paper; of what to do now in the urgent one."""
        from cybermatrix.pdf.joining import Mark  # noqa: PLC0415

        inks = html.palette(self._look)
        return tuple(
            None if tab is None else Mark(tab, inks["urgent" if tab.urgent else "head"], inks["paper"])
            for tab in self._guide.tabs
        )


def _shapes(pages: Sequence[_Page], kept: Sequence[Shape | None], shelf: Shelf) -> list[Shape]:
    """Give the shape of each part; one that is not on the shelf is laid out, with numbers as wide as can be told by then."""
    from cybermatrix.pdf.joining import Shape  # noqa: PLC0415

    before: set[str] = set()
    ahead = set()
    for number, page in enumerate(pages):
        before |= page.own
        if not before.issuperset(page.numbers):
            ahead.add(number)
    known = list(kept)
    new = [number for number, shape in enumerate(known) if shape is None]
    # Those that point ahead come last: by then it is known how far.
    for number in sorted(_scattered(new), key=ahead.__contains__):
        numbers = _page_numbers(shape or Shape(1, {}) for shape in known)  # most parts take a page
        known[number] = _piece(_laid(pages[number], numbers), shelf).shape
    return [shape for shape in known if shape is not None]


def _scattered(numbers: Iterable[int]) -> list[int]:
    """Put parts in an order that differs from worker to worker: so they rarely lay out the same part at the same time."""
    worker = threading.get_native_id()
    return sorted(numbers, key=lambda number: zlib.crc32(b"%d %d" % (worker, number)))


class _Once(Generic[_T]):
    """What was read from a shelf, for as long as it is asked of the same one."""

    def __init__(self) -> None:
        self._known: tuple[Shelf, _T] | None = None

    def from_(self, shelf: Shelf, read: Callable[[], _T]) -> _T:
        """Give it, read once."""
        if self._known is None or self._known[0] is not shelf:
            self._known = shelf, read()
        return self._known[1]

    def remember(self, shelf: Shelf, found: _T) -> None:
        """Hold what was just put on a shelf, so that it need not be read."""
        self._known = shelf, found


@define(eq=False, slots=False)
class _Page:
    """
    A part as a page by itself; it remembers what was made of it, for as long as guides have it.

    Attributes:
        text: the page, in which links to other parts lead to where those will be.
        numbers: the anchors whose page numbers stand in it, in order.
        outward: the anchors of other parts that it leads to.
        own: the anchors that stand in it.
    """

    text: str
    numbers: tuple[str, ...]
    outward: frozenset[str]
    own: frozenset[str]
    _laid: dict[tuple[int, ...], _Laid] = field(factory=dict, init=False, repr=False)
    _shape: _Once[Shape] = field(factory=_Once, init=False, repr=False)

    @cached_property
    def key(self) -> str:
        """Give the hash of all that its shape depends on."""
        return _key(self.text)

    def shape(self, shelf: Shelf) -> Shape:
        """
        Give the shape that a shelf has of it, read once.

        Raises:
            ValueError: when it has none.
        """
        from cybermatrix.pdf.joining import Shape  # noqa: PLC0415

        return self._shape.from_(shelf, lambda: Shape.from_bytes(shelf.get(self.key + _SHAPE) or b""))

    def laid(self, widths: tuple[int, ...]) -> _Laid:
        """Give it with stand-ins for numbers of these widths."""
        if widths not in self._laid:
            self._laid[widths] = _filled(self, widths)
        return self._laid[widths]


def _apart(page: str) -> _Page:
    """Let the links of a page to other parts point to where those will be."""
    own = frozenset(_ID.findall(page))

    def turned(match: re.Match[str]) -> str:
        return match[0] if match[1] in own else f'href="{ELSEWHERE}{match[1]}"'

    numbers = _NUMBER.split(page)
    # Every other piece of the split is the anchor of a number: it keeps its own mark until the number is known.
    text = "".join(
        _INSIDE.sub(turned, text) if index % 2 == 0 else f'<a class="page" href="#{text}"></a>'
        for index, text in enumerate(numbers)
    )
    return _Page(text, tuple(numbers[1::2]), frozenset((*numbers[1::2], *_OUTSIDE.findall(text))) - own, own)


_PAGES = Lately(_apart)


def _page_numbers(shapes: Iterable[Shape]) -> dict[str, int]:
    """Give the page of each anchor."""
    numbers: dict[str, int] = {}
    offset = 1
    for shape in shapes:
        for anchor, page in shape.anchors.items():
            numbers.setdefault(anchor, offset + page)
        offset += shape.pages
    return numbers


@define(eq=False, slots=False)
class _Laid:
    """
    A page as it is laid out: where a page number is to come stands something that is as wide.

    So it need not be laid out again because what stands before it takes a page more or less.

    Attributes:
        text: the page.
        stand_ins: what stands there, by the anchor that the number is of; each is unlike all others.
        made: the piece that was made of it.
    """

    text: str
    stand_ins: dict[str, str]
    made: _Once[Piece] = field(factory=_Once, init=False, repr=False)

    @cached_property
    def key(self) -> str:
        """Give the hash of all that its piece depends on."""
        return _key(self.text)

    def piece(self, shelf: Shelf) -> Piece:
        """
        Give the piece that a shelf has of it, read once.

        Raises:
            ValueError: when it has none, or half of one.
        """
        from cybermatrix.pdf.joining import Piece  # noqa: PLC0415

        return self.made.from_(shelf, lambda: Piece.from_bytes(shelf.get(self.key) or b"", self.key))


def _laid(page: _Page, numbers: Mapping[str, int]) -> _Laid:
    """Give a page with stand-ins as wide as the numbers that are known; for the others as wide as most."""
    return page.laid(tuple(len(str(numbers.get(anchor, 88))) for anchor in page.numbers))


def _filled(page: _Page, widths: tuple[int, ...]) -> _Laid:
    stand_ins: dict[str, str] = {}
    counts: Counter[int] = Counter()
    for anchor, width in dict(zip(page.numbers, widths, strict=True)).items():
        stand_ins[anchor] = f"{counts[width]:0{width}}"
        counts[width] += 1
    if any(count > 10**width for width, count in counts.items()):
        raise AssetMissing("a part points to more pages than there are numbers of that length")

    def number(match: re.Match[str]) -> str:
        address = f"#{match[1]}" if match[1] in page.own else f"{ELSEWHERE}{match[1]}"
        return f'<a class="page" href="{address}">{stand_ins[match[1]]}</a>'

    return _Laid(_NUMBER.sub(number, page.text), stand_ins)


def _told(laid: _Laid, numbers: Mapping[str, int]) -> dict[str, str]:
    """Give the number that belongs in the place of each stand-in."""
    return {stand_in: str(numbers[anchor]) for anchor, stand_in in laid.stand_ins.items() if anchor in numbers}


def _piece(laid: _Laid, shelf: Shelf) -> Piece:
    try:
        return laid.piece(shelf)
    except ValueError:  # nothing, or half of a piece from a run that was killed
        from cybermatrix.pdf import pieces  # noqa: PLC0415

    style, faces = html.paper()
    pdf = engine.lay_out(laid.text, style + _JOINED, faces)
    made = evolve(pieces.piece(pdf, _link_texts(laid.text), ELSEWHERE, laid.stand_ins.values()), key=laid.key)
    shelf.put(laid.key, made.to_bytes())
    laid.made.remember(shelf, made)
    return made


def _known_shape(page: _Page, shelf: Shelf) -> Shape | None:
    try:
        return page.shape(shelf)
    except ValueError:
        return None


def _key(page: str) -> str:
    return hashlib.sha256(f"{stamp()}\0{page}".encode()).hexdigest()


@cache
def stamp() -> str:
    """Give what a piece depends on beside its page: styles, fonts, the engine, and how we take its PDFs apart."""
    digest = hashlib.sha256("".join(html.paper()).encode())
    digest.update(f"{engine.version()}\0{_JOINED}".encode())
    folder = files("cybermatrix") / "pdf"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _link_texts(page: str) -> dict[str, str]:
    """Give what stands behind each address on a page; a page number says nothing of what is there."""
    texts: dict[str, str] = {}
    for address, inside in _LINK.findall(page):
        text = unescape(_TAG.sub("", inside)).strip()
        if text:
            texts.setdefault(unescape(address), text)
    return {address.replace(ELSEWHERE, "#", 1): text for address, text in texts.items()}


def _heads(guide: Guide, found: Sequence[Piece], marks: Sequence[Mark | None]) -> list[Head]:
    from cybermatrix.pdf.joining import Head  # noqa: PLC0415

    running = guide.running
    total = sum(piece.shape.pages for piece in found)
    heads: list[Head] = []
    for part, piece, mark in zip(guide.parts, found, marks or (None,) * len(found), strict=True):
        for _ in range(piece.shape.pages):
            heads.append(
                Head(
                    top_left="" if part.template == "cover" else f"{running.guide} · {part.title}",
                    top_right=running.audience,
                    bottom_left=running.edition,
                    bottom_right=f"{running.page} {len(heads) + 1} {running.of} {total}",
                    mark=mark,
                )
            )
    return heads
