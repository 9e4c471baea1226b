"""
Kits put behind each other as one PDF: objects get their numbers, the whole gets its tree, names, bookmarks and heads.

A kit is a part as the engine laid it out, taken apart once: its objects as text in which every number that depends on its
place is a gap. So joining is filling in numbers and writing bytes; copying the same objects with a library takes a hundred
times as long, for it has to understand each of them every time.

Each kit gets a range of numbers of its own, rounded up and given out from the last kit on, so that a part that many guides
show stands at the same numbers in all of them; then its bytes are the same too, and are made once.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import struct
import zlib
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from attrs import define, field

from cybermatrix.html import FACES
from cybermatrix.lately import Lately
from cybermatrix.pdf.about import colours
from cybermatrix.pdf.faces import figures, font_file, metrics, outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cybermatrix.guides.whole import Tab
    from cybermatrix.lately import Shelf
    from cybermatrix.pdf.about import About

_MM = 72 / 25.4
# The numbers of what a PDF has once; those of the kits come after.
CATALOG, PAGES, TREE, DOCUMENT, LEADS, INFO, METADATA, PROFILE, OUTLINES, NAMES = range(1, 11)
PLAIN, BOLD, FILES = 11, 21, 31  # two fonts for the heads, each with what belongs to it, and the files of our faces
BOOKMARKS = 100
_RANGE = 512
# How many objects go in one compressed stream: few enough that a reader need not open all to see one page.
_TOGETHER = 250
_ROW = struct.Struct(">BIH")


@define(frozen=True)
class Shape:
    """How many pages a part takes, and on which of them its anchors are, counted from 0."""

    pages: int
    anchors: dict[str, int]

    def to_bytes(self) -> bytes:
        """Give the shape as bytes to keep."""
        return json.dumps([self.pages, self.anchors], sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Shape:
        """
        Give the shape that was kept.

        Raises:
            ValueError: for bytes that are none.
        """
        try:
            pages, anchors = json.loads(kept)
            return cls(int(pages), {str(key): int(page) for key, page in anchors.items()})
        except (TypeError, AttributeError) as error:
            msg = "these bytes are no shape"
            raise ValueError(msg) from error


@define(frozen=True, eq=False)
class Piece:
    """
    A part as the engine laid it out, taken apart, and what one must know to put it in its place; it equals itself alone.

    Attributes:
        shape: its pages and anchors.
        bookmarks: title, page and height of each.
        targets: where each anchor is: page, and place on it.
        sizes: width and height of each page.
        pages, heads, marks, part, leaf: the numbers within the piece of its pages, of the head and of the mark that each
            expects (pages of one size share a mark), of its tag and of the table that leads to its tags.
        streams: number and length of each stream.
        blanks: number and length of each stream in which page numbers are to be filled in; where in it which stand-in
            stands.
        text: all other objects, from number 1 on, behind each other; then the dictionaries of the streams.
        content: the streams.
        drawn: the streams with blanks, not compressed.
        key: under what it is kept; empty for one that is not.
    """

    shape: Shape
    bookmarks: tuple[tuple[str, int, float], ...]
    targets: tuple[tuple[str, int, float, float], ...]
    sizes: tuple[tuple[float, float], ...]
    pages: tuple[int, ...]
    heads: tuple[int, ...]
    marks: tuple[int, ...]
    part: int
    leaf: int
    objects: tuple[int, ...]
    streams: tuple[tuple[int, int], ...]
    blanks: tuple[tuple[int, int, tuple[tuple[int, str], ...]], ...]
    text: bytes = field(repr=False)
    content: bytes = field(repr=False)
    drawn: bytes = field(repr=False)
    key: str = ""

    def to_bytes(self) -> bytes:
        """Give the piece as bytes to keep: a line that says what it is, and what is in it."""
        packed, drawn = zlib.compress(self.text), zlib.compress(self.drawn)
        said = {
            "pages": self.shape.pages,
            "anchors": self.shape.anchors,
            "rest": [
                self.bookmarks,
                self.targets,
                self.sizes,
                self.pages,
                self.heads,
                self.marks,
                self.part,
                self.leaf,
            ],
            "objects": self.objects,
            "streams": self.streams,
            "blanks": self.blanks,
            "lengths": [len(packed), len(drawn), len(self.content)],
        }
        return json.dumps(said, sort_keys=True).encode() + b"\n" + packed + drawn + self.content

    @classmethod
    def from_bytes(cls, kept: bytes, key: str = "") -> Piece:
        """
        Give the piece that was kept, under a key.

        Raises:
            ValueError: for bytes that are no piece, such as half of one.
        """
        head, _, body = kept.partition(b"\n")
        try:
            said = json.loads(head)
            packed, drawn, content = said["lengths"]
            if len(body) != packed + drawn + content:
                msg = "this piece is not whole"
                raise ValueError(msg)
            bookmarks, targets, sizes, pages, heads, marks, part, leaf = said["rest"]
            return cls(
                Shape(said["pages"], said["anchors"]),
                tuple(map(tuple, bookmarks)),
                tuple(map(tuple, targets)),
                tuple(map(tuple, sizes)),
                tuple(pages),
                tuple(heads),
                tuple(marks),
                part,
                leaf,
                tuple(said["objects"]),
                tuple(map(tuple, said["streams"])),
                tuple((number, length, tuple(map(tuple, places))) for number, length, places in said["blanks"]),
                zlib.decompress(body[:packed]),
                body[packed + drawn :],
                zlib.decompress(body[packed : packed + drawn]),
                key,
            )
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError, UnicodeDecodeError, zlib.error) as error:
            msg = "these bytes are no piece"
            raise ValueError(msg) from error

    @cached_property
    def size(self) -> int:
        """How many numbers it takes, those of what it leaves to others and of the streams that hold its objects included."""
        streams = [*(number for number, _ in self.streams), *(number for number, _, _ in self.blanks)]
        taken = max([0, *self.objects, *streams, *self.heads, *self.marks])
        return taken + -(-len(self.objects) // _TOGETHER)


@define(frozen=True)
class Mark:
    """A mark on the edge of a page as it is drawn: its ground and its letters are colours, such as ``#0b4658``."""

    tab: Tab
    ground: str
    letters: str


@define(frozen=True)
class Head:
    """What stands on top and at the foot of one page: left and right, above and below; and the mark on its edge."""

    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    mark: Mark | None = None


# In the text of a piece: a gap for one of its own numbers, a gap for a key of its tags, and the end of an object.
NUMBER, KEY, END = b"\x01", b"\x02", b"\x03"


@define(frozen=True)
class _Placed:
    """
    A piece at its numbers: bytes, the rows of the table for all its numbers, and which objects begin where in the bytes.

    A row is only right once it is known where the bytes go; that of a page with blanks, or of what is drawn around the
    pages, is empty. The targets are the names of its anchors, in hexadecimal, and where they are; the faces are those that
    it draws with.
    """

    body: bytes
    begins: tuple[tuple[int, int], ...]
    rows: bytes
    targets: tuple[tuple[bytes, bytes], ...]
    faces: frozenset[int]

    def to_bytes(self) -> bytes:
        """Give it as bytes to keep, as a piece does."""
        rows = zlib.compress(self.rows, 1)
        targets = [(name.decode(), there.decode()) for name, there in self.targets]
        said = self.begins, targets, sorted(self.faces), len(rows), len(self.body)
        return json.dumps(said).encode() + b"\n" + rows + self.body

    @classmethod
    def from_bytes(cls, kept: bytes) -> _Placed:
        """
        Give what was kept.

        Raises:
            ValueError: for bytes that are none, such as half of it.
        """
        head, _, body = kept.partition(b"\n")
        try:
            begins, targets, faces, packed, length = json.loads(head)
            rows = zlib.decompress(body[:packed])
            named = tuple((name.encode(), there.encode()) for name, there in targets)
            found = cls(body[packed:], tuple(map(tuple, begins)), rows, named, frozenset(faces))
        except (TypeError, AttributeError, zlib.error) as error:
            msg = "these bytes are nothing that was placed"
            raise ValueError(msg) from error
        if len(found.body) != length:
            msg = "this is not whole"
            raise ValueError(msg)
        return found


def _placed(asked: tuple[Piece, int, Shelf | None]) -> _Placed:
    """Give a piece at its numbers, as the shelf has it from a run before this one; with most guides it stands at the same."""
    piece, base, shelf = asked
    if shelf is None or not piece.key:
        return _place(piece, base)
    key = f"{piece.key}.{base}"
    with contextlib.suppress(ValueError):
        return _Placed.from_bytes(shelf.get(key) or b"")
    made = _place(piece, base)
    shelf.put(key, made.to_bytes())
    return made


def _place(piece: Piece, base: int) -> _Placed:
    filled = _filled(_filled(piece.text, NUMBER, base), KEY, base).split(END)
    out = bytearray()
    begins = []
    rows = bytearray(_ROW.size * piece.size)
    count = len(piece.objects)
    holder = base + piece.size - -(-count // _TOGETHER)
    for first in range(0, count, _TOGETHER):
        holder += 1
        within = piece.objects[first : first + _TOGETHER]
        bodies = filled[first : first + len(within)]
        begins.append((holder, len(out)))
        out += _together([base + number for number in within], bodies, holder)
        for index, number in enumerate(within):
            _ROW.pack_into(rows, _ROW.size * (number - 1), 2, holder, index)
    at = 0
    for (number, length), said in zip(piece.streams, filled[count:], strict=True):
        begins.append((base + number, len(out)))
        out += b"%d 0 obj\n%b\nstream\n" % (base + number, said)
        out += piece.content[at : at + length] + b"\nendstream\nendobj\n"
        at += length
    faces = frozenset(
        number for number in range(FILES, FILES + len(FACES)) if b"/FontFile2 %d 0 R" % number in piece.text
    )
    targets = tuple(
        (name.encode().hex().encode(), b"[%d 0 R /XYZ %g %g 0]" % (base + piece.pages[page], left, top))
        for name, page, left, top in piece.targets
    )
    return _Placed(bytes(out), tuple(begins), bytes(rows), targets, faces)


def _fill_in(asked: tuple[Piece, int, tuple[tuple[str, str], ...]]) -> tuple[tuple[int, bytes], ...]:
    """Give the streams of a piece in which page numbers stand, filled in, by their number within the piece."""
    piece, base, told = asked
    numbers = dict(told)
    found = []
    at = 0
    for number, length, places in piece.blanks:
        drawn = bytearray(piece.drawn[at : at + length])
        at += length
        for place, stand_in in places:
            written = draw_number(numbers[stand_in])
            drawn[place : place + len(written)] = written
        found.append((number, stream(base + number, bytes(drawn), level=1)))  # of one guide alone, and short
    return tuple(found)


# Some guides have a page more in front than their neighbours, and then other numbers in all that comes behind it.
_PLACED, _FILLED_IN = Lately(_placed, rows=4), Lately(_fill_in, rows=4)


def draw_number(number: str) -> bytes:
    """Write a number as the engine draws one in figures of one width; both of our faces have them at the same glyphs."""
    glyphs = figures(*FACES[0][:2])
    return b"".join(b"<%04x>0" % glyphs[int(figure)] for figure in number)


def _filled(text: bytes, mark: bytes, base: int) -> bytes:
    pieces = text.split(mark)
    pieces[1::2] = [b"%d" % (base + int(number)) for number in pieces[1::2]]
    return b"".join(pieces)


def _together(numbers: Sequence[int], bodies: Sequence[bytes], holder: int) -> bytes:
    """Write objects as one compressed stream."""
    places, at = [], 0
    for number, body in zip(numbers, bodies, strict=True):
        places.append(b"%d %d" % (number, at))
        at += len(body) + 1
    index = b" ".join(places) + b"\n"
    said = b"/Type /ObjStm /N %d /First %d" % (len(numbers), len(index))
    return stream(holder, index + b"\n".join(bodies), said)


# One step more takes a third more time, for a hundredth of the room.
_LEVEL = 5


def packed(data: bytes, level: int = _LEVEL) -> tuple[bytes, bytes]:
    """
    Compress a stream so that it does not end with a carriage return, and give what went in too.

    One that does is right by its length, but a checker that looks for the end of a line finds it one byte short.
    """
    found = _compressed(data, level)
    while found.endswith(b"\r"):  # the last byte is part of a sum over all others, so that one more changes it
        data += b" "
        found = _compressed(data, level)
    return found, data


def _compressed(data: bytes, level: int) -> bytes:
    # Setting up takes most of the time of a head; what is no longer than the window needs no larger one.
    window, memory = (12, 4) if len(data) <= 1 << 12 else (15, 8)
    packer = zlib.compressobj(level, zlib.DEFLATED, window, memory)
    return packer.compress(data) + packer.flush()


def stream(number: int, data: bytes, said: bytes = b"", *, plain: bool = False, level: int = _LEVEL) -> bytes:
    """Write a stream object."""
    if plain:
        return b"%d 0 obj\n<< %b /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (number, said, len(data), data)
    return _packed_stream(number, packed(data, level)[0], said)


def _packed_stream(number: int, found: bytes, said: bytes = b"") -> bytes:
    """Write a stream object that was packed before."""
    return b"%d 0 obj\n<< %b /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (
        number,
        said,
        len(found),
        found,
    )


def string(text: str) -> bytes:
    """Write a text string."""
    return b"<feff%b>" % text.encode("utf-16-be").hex().encode()


class _File:
    """A PDF while it is written: bytes, and the rows that tell where each object is, by the number of the first."""

    def __init__(self) -> None:
        self.out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self.rows: dict[int, bytearray] = {0: bytearray(_ROW.pack(0, 0, 65535))}

    def add(self, number: int, body: bytes) -> None:
        """Add an object that is no stream."""
        self.put(number, b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def put(self, number: int, written: bytes) -> None:
        """Add an object as it was written."""
        self.rows[number] = bytearray(_ROW.pack(1, len(self.out), 0))
        self.out += written

    def place(self, placed: _Placed, base: int) -> None:
        """Add a piece."""
        at = len(self.out)
        self.out += placed.body
        rows = self.rows[base + 1] = bytearray(placed.rows)
        for number, begin in placed.begins:
            _ROW.pack_into(rows, _ROW.size * (number - base - 1), 1, at + begin, 0)

    def put_in(self, base: int, number: int, written: bytes) -> None:
        """Add what a piece left a number for."""
        _ROW.pack_into(self.rows[base + 1], _ROW.size * (number - 1), 1, len(self.out), 0)
        self.out += written

    def close(self, identity: str) -> bytes:
        """Write the table of all objects, with what tells this file from all others, and give the whole."""
        table, begin = max(number + len(rows) // _ROW.size for number, rows in self.rows.items()), len(self.out)
        self.rows[table] = bytearray(_ROW.pack(1, begin, 0))
        index = b" ".join(b"%d %d" % (first, len(self.rows[first]) // _ROW.size) for first in sorted(self.rows))
        one = identity[:32].encode()
        said = b"/Type /XRef /Size %d /W [1 4 2] /Index [%b] /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>]" % (
            table + 1,
            index,
            CATALOG,
            INFO,
            one,
            one,
        )
        # A row for each of 35,000 objects: packing them tighter takes longer than all the rest of the join.
        self.out += stream(table, b"".join(self.rows[first] for first in sorted(self.rows)), said, level=1)
        self.out += b"startxref\n%d\n%%%%EOF\n" % begin
        return bytes(self.out)


def join(
    pieces: Sequence[Piece],
    numbers: Sequence[Mapping[str, str]],
    heads: Sequence[Head],
    about: About,
    shelf: Shelf | None = None,
) -> bytes:
    """
    Join pieces into one PDF: tagged, with bookmarks, names, running heads and page numbers; the same bytes every time.

    Args:
        pieces: in the order of the pages.
        numbers: for each piece the page number of each stand-in in it.
        heads: what stands around each page, as many as there are pages.
        about: what the PDF says of itself.
        shelf: where pieces at their numbers are kept.
    """
    file = _File()
    marks = [(title, number, page, top) for number, one in enumerate(pieces) for title, page, top in one.bookmarks]
    base = -(-(BOOKMARKS + len(marks)) // _RANGE) * _RANGE
    bases = [0] * len(pieces)
    for place, one in reversed(tuple(enumerate(pieces))):  # what guides do not have in common stands mostly in front
        bases[place] = base
        base += -(-(one.size + 1) // _RANGE) * _RANGE
    used = {FILES, FILES + 1}  # the heads are in these
    dests: dict[bytes, bytes] = {}
    told = (tuple(sorted(one.items())) for one in numbers)
    all_placed = _PLACED.each((one, first, shelf) for one, first in zip(pieces, bases, strict=True))
    all_filled_in = _FILLED_IN.each(zip(pieces, bases, told, strict=True))
    for first, placed, filled_in in zip(bases, all_placed, all_filled_in, strict=True):
        used |= placed.faces
        file.place(placed, first)
        for number, written in filled_in:
            file.put_in(first, number, written)
        for name, there in placed.targets:
            dests.setdefault(name, there)
    pens = {PLAIN: _Pen(PLAIN, *FACES[0][:2]), BOLD: _Pen(BOLD, *FACES[1][:2])}
    around = iter(heads)
    for one, first in zip(pieces, bases, strict=True):
        edges = {}
        for number, edge, size in zip(one.heads, one.marks, one.sizes, strict=True):
            head = next(around)
            # Each is short and unlike all others: packing it takes longer than all else around the page.
            file.put_in(first, number, stream(first + number, _head(head, size, pens), plain=True))
            edges[edge] = head, size
        for edge, asked in edges.items():
            file.put_in(first, edge, _packed_stream(first + edge, _edge(*asked, pens)))
    for pen in pens.values():
        pen.write(file)
    for number in sorted(used):
        file.put(number, _font(number, *FACES[number - FILES][:2]))
    sheets = [b"%d 0 R" % (first + page) for one, first in zip(pieces, bases, strict=True) for page in one.pages]
    file.add(PAGES, b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(sheets), b" ".join(sheets)))
    parts = b" ".join(b"%d 0 R" % (first + one.part) for one, first in zip(pieces, bases, strict=True))
    leads = [first + one.leaf for one, first in zip(pieces, bases, strict=True)]
    leaves = b" ".join(b"%d 0 R" % one for one in sorted(leads))  # as the keys in them, which must rise
    file.add(
        TREE,
        b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d >>" % (DOCUMENT, LEADS, base),
    )
    file.add(DOCUMENT, b"<< /Type /StructElem /S /Document /P %d 0 R /K [%b] >>" % (TREE, parts))
    file.add(LEADS, b"<< /Kids [%b] >>" % leaves)
    listed = b" ".join(b"<%b> %b" % one for one in sorted(dests.items()))
    file.add(NAMES, b"<< /Names [%b] >>" % listed)
    _bookmarks(file, [(title, bases[number] + pieces[number].pages[page], top) for title, number, page, top in marks])
    file.put(PROFILE, _profile())
    file.put(METADATA, stream(METADATA, about.metadata().encode(), b"/Type /Metadata /Subtype /XML", plain=True))
    file.add(
        INFO,
        b"<< /Title %b /Subject %b /Producer %b >>"
        % (string(about.title), string(about.description), string(about.producer)),
    )
    outlines = b"/Outlines %d 0 R /PageMode /UseOutlines" % OUTLINES if marks else b""
    file.add(
        CATALOG,
        b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /MarkInfo << /Marked true >> /Lang %b "
        b"/ViewerPreferences << /DisplayDocTitle true >> /Names << /Dests %d 0 R >> /Metadata %d 0 R %b "
        b"/OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB2014) /Info (sRGB2014) "
        b"/DestOutputProfile %d 0 R >>] >>" % (PAGES, TREE, string(about.lang), NAMES, METADATA, outlines, PROFILE),
    )
    # Of what it is made, not of all that was written: that is hashed once more by whoever keeps the file.
    made = [one.key or hashlib.sha256(one.text + one.content + one.drawn).hexdigest() for one in pieces]
    said = [(one.top_left, one.top_right, one.bottom_left, one.bottom_right) for one in heads]
    return file.close(hashlib.sha256(repr((made, numbers, said, about)).encode()).hexdigest())


def _bookmarks(file: _File, marks: Sequence[tuple[str, int, float]]) -> None:
    if not marks:
        return
    last = BOOKMARKS + len(marks) - 1
    file.add(OUTLINES, b"<< /Type /Outlines /Count %d /First %d 0 R /Last %d 0 R >>" % (len(marks), BOOKMARKS, last))
    for number, (title, page, top) in enumerate(marks, start=BOOKMARKS):
        around = b"/Prev %d 0 R " % (number - 1) if number > BOOKMARKS else b""
        around += b"/Next %d 0 R " % (number + 1) if number < last else b""
        said = b"<< /Title %b /Parent %d 0 R %b/Dest [%d 0 R /XYZ 0 %g 0] >>"
        file.add(number, said % (string(title), OUTLINES, around, page, top))


@lru_cache(maxsize=8)
def _font(number: int, family: str, weight: int) -> bytes:
    found, data = packed(font_file(family, weight))
    said = b"%d 0 obj\n<< /Filter /FlateDecode /Length %d /Length1 %d >>\nstream\n%b\nendstream\nendobj\n"
    return said % (number, len(found), len(data), found)


@cache
def _profile() -> bytes:
    return stream(PROFILE, colours(), b"/N 3")


# --- heads ------------------------------------------------------------------------------------------------------

_FONTS = {PLAIN: "/HeadPlain", BOLD: "/HeadBold"}


# Guides made after each other say the same words around their pages, in lines of their own.
@lru_cache(maxsize=2048)
def _set(family: str, weight: int, text: str) -> tuple[tuple[int, ...], str, float]:
    """Give the glyphs of a word, the same in hexadecimal, and how wide it is in thousandths of its size."""
    glyphs, widths, _ = metrics(family, weight)
    ids = tuple(glyphs.get(ord(character), 0) for character in text)
    return ids, "".join(f"{glyph:04x}" for glyph in ids), sum(widths[glyph] for glyph in ids)


# A word with the blank behind it.
_WORD = re.compile(r"[^ ]* |[^ ]+")


class _Pen:
    """Writes short lines in one of our faces, glyph by glyph, and knows which words it used."""

    def __init__(self, number: int, family: str, weight: int) -> None:
        self.number = number
        self._words: set[str] = set()
        self._said: dict[str, tuple[str, float]] = {}  # a part says the same around all of its pages
        self._name = f"/CYBERM+{family.replace(' ', '-')}{'-Bold' if weight == 700 else ''}".encode()
        self._file = FILES + next(index for index, face in enumerate(FACES) if face[:2] == (family, weight))
        self._face = family, weight

    def line(self, text: str) -> tuple[str, float]:
        """Give a text as glyphs in hexadecimal, and how wide it is in parts of its size."""
        found = self._said.get(text)
        if found is None:
            words = _WORD.findall(text)
            self._words.update(words)
            drawn = [_set(*self._face, word) for word in words]
            wide = sum(width for _, _, width in drawn)
            found = self._said[text] = "".join(glyphs for _, glyphs, _ in drawn), wide / 1000
        return found

    def write(self, file: _File) -> None:
        """Write the font that the written lines need; without lines an empty one, for pages name it."""
        glyphs = {pair for word in self._words for pair in zip(_set(*self._face, word)[0], word, strict=True)}
        # Of two letters with one glyph, such as two kinds of blank, only one is told.
        used = dict(sorted(glyphs)).items()
        number = self.number
        _, measured, measures = metrics(*self._face)
        widths = " ".join(f"{glyph} [{round(measured[glyph], 2):g}]" for glyph, _ in used)
        pairs = "\n".join(f"<{glyph:04x}> <{character.encode('utf-16-be').hex()}>" for glyph, character in used)
        listed = f"{len(used)} beginbfchar\n{pairs}\nendbfchar\n" if used else ""
        leads_to_text = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{listed}endcmap CMapName currentdict /CMap defineresource pop end end"
        )
        file.add(
            number,
            b"<< /Type /Font /Subtype /Type0 /BaseFont %b /Encoding /Identity-H /ToUnicode %d 0 R "
            b"/DescendantFonts [%d 0 R] >>" % (self._name, number + 1, number + 2),
        )
        file.put(number + 1, stream(number + 1, leads_to_text.encode()))
        file.add(
            number + 2,
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont %b /CIDToGIDMap /Identity /CIDSystemInfo "
            b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [%b] /FontDescriptor %d 0 R >>"
            % (self._name, widths.encode(), number + 3),
        )
        ascent, descent = round(measures["ascent"]), round(measures["descent"])
        file.add(
            number + 3,
            b"<< /Type /FontDescriptor /FontName %b /Flags 4 /FontBBox [-500 -300 1500 1000] /ItalicAngle 0 /Ascent %d "
            b"/Descent %d /CapHeight 700 /StemV 80 /FontFile2 %d 0 R >>" % (self._name, ascent, descent, self._file),
        )


def _head(head: Head, size: tuple[float, float], pens: dict[int, _Pen]) -> bytes:
    """Draw what is said around one page alone, as an artifact: those who hear the page are not told it sixty times."""
    room = _room(head, size)
    begins, (ends, wide) = pens[PLAIN].line(head.top_left)[0], pens[PLAIN].line(head.bottom_right)
    lines = (PLAIN, begins, room.left, room.top), (PLAIN, ends, room.right - wide * room.points, room.bottom)
    return _artifact(room.points, lines)


def _edge(head: Head, size: tuple[float, float], pens: dict[int, _Pen]) -> bytes:
    """Draw what is the same around every page of a part, with the mark on the edge; packed."""
    room = _room(head, size)
    (ends, wide), begins = pens[BOLD].line(head.top_right), pens[PLAIN].line(head.bottom_left)[0]
    lines = (BOLD, ends, room.right - wide * room.points, room.top), (PLAIN, begins, room.left, room.bottom)
    return _packed_edge(head.mark, size, room.points, lines)


# A line as it is drawn: which font, its glyphs in hexadecimal, and where it begins.
_Line = tuple[int, str, float, float]


# Guides made after each other share these: they name no guide and no page.
@lru_cache(maxsize=256)
def _packed_edge(mark: Mark | None, size: tuple[float, float], points: float, lines: tuple[_Line, ...]) -> bytes:
    return packed(_artifact(points, lines) + (b"" if mark is None else mark_stream(mark, size)))[0]


class _Room(NamedTuple):
    """Where lines around a page begin and end, how high they stand above and below, and the size of their letters."""

    left: float
    right: float
    top: float
    bottom: float
    points: float = 8


def _room(head: Head, size: tuple[float, float]) -> _Room:
    """Give the room around a page, as the style sheet has it where a guide is laid out in one piece."""
    width, height = size
    if width > _LARGE:
        return _Room(30 * _MM, width - 30 * _MM, height - 25.5 * _MM, 14.8 * _MM, points=20)
    left, right = (12 * _MM, 12 * _MM) if width > height else (17 * _MM, 15 * _MM)
    if not head.top_left:  # the front, whose margins are wider, says the name of the guide itself
        left, right = 22 * _MM, 20 * _MM
    return _Room(left, width - right, height - 10.2 * _MM, 8 * _MM)


_LARGE = 1000 * _MM  # a sheet that is wider hangs on a wall, and is read from afar


def _artifact(points: float, lines: Iterable[_Line]) -> bytes:
    said = "".join(
        f"BT {_FONTS[font]} {points} Tf {x:.2f} {y:.2f} Td <{glyphs}> Tj ET\n" for font, glyphs, x, y in lines if glyphs
    )
    return f"/Artifact <</Type /Pagination>> BDC q 0.2745 0.3294 0.3686 rg\n{said}Q EMC\n".encode()


# Of a mark on the edge: how far from top and foot the first and last stand, how wide they are, and how high at most.
_FREE, _WIDE, _HIGH = 24 * _MM, 8 * _MM, 17 * _MM


def mark_stream(mark: Mark, size: tuple[float, float]) -> bytes:
    """
    Draw the mark of a page on its outer edge, as an artifact: dark with light letters, so that grey shows it too.

    The letters are drawn as outlines. So the same bytes do for a page that was joined and for one that was not, whatever
    fonts either has.
    """
    (width, height), tab = size, mark.tab
    step = (height - 2 * _FREE) / tab.of
    high = min(step - _MM, _HIGH)
    middle = height - _FREE - (tab.place + 0.5) * step
    letters = [outline(*FACES[1][:2], character) for character in tab.word]
    long = sum(wide for _, wide in letters) / 1000
    lies = len(tab.word) > 2  # a longer word is read from below
    points = min(9.0, (high - 1.5 * _MM if lies else _WIDE - 3 * _MM) / long)
    scale = points / 1000
    # What no printer reaches is the outermost five millimetres: the letters stand before it.
    x, y = width - _WIDE + 1.1 * _MM, middle - 0.35 * points
    turn = f"{scale:.5f} 0 0 {scale:.5f} {x:.2f} {y:.2f} cm"
    if lies:
        x, y = width - _WIDE + 1.1 * _MM + 0.72 * points, middle - long * points / 2
        turn = f"0 {scale:.5f} {-scale:.5f} 0 {x:.2f} {y:.2f} cm"
    said = ["/Artifact <</Type /Pagination>> BDC q", _ink(mark.ground)]
    said.append(f"{width - _WIDE:.2f} {middle - high / 2:.2f} {_WIDE:.2f} {high:.2f} re f {_ink(mark.letters)} {turn}")
    for letter, wide in letters:
        said.append(f"{letter} f 1 0 0 1 {wide:.1f} 0 cm" if letter else f"1 0 0 1 {wide:.1f} 0 cm")
    return "\n".join([*said, "Q EMC\n"]).encode()


def _ink(colour: str) -> str:
    """Give a colour as a PDF asks for it."""
    return " ".join(f"{part / 255:.4f}" for part in bytes.fromhex(colour.removeprefix("#"))) + " rg"
