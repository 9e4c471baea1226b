"""
What the engine made, finished and taken apart: the only door to pikepdf.

A piece is a part laid out on its own; `piece` takes its PDF apart once into what `joining` puts together again and again.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from cybermatrix.html import FACES
from cybermatrix.pdf import faces
from cybermatrix.pdf.about import colours
from cybermatrix.pdf.joining import (
    BOLD,
    DOCUMENT,
    END,
    FILES,
    KEY,
    NUMBER,
    PAGES,
    PLAIN,
    Mark,
    Piece,
    Shape,
    draw_number,
    mark_stream,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cybermatrix.pdf.about import About


# Strings, in which a number may look like a reference, and references.
_REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9a-fA-F]*>|(\d+) 0 R", re.DOTALL)
# A piece of text that the engine draws, glyph by glyph, without any space between them but their own.
_RUN = re.compile(rb"\[((?:<[0-9a-f]{4}>0)+)\] TJ")


# --- from the engine --------------------------------------------------------------------------------------------


def piece(made: bytes, link_texts: Mapping[str, str], elsewhere: str, stand_ins: Collection[str] = ()) -> Piece:
    """
    Make a piece of what the engine made of one part.

    Args:
        made: a tagged PDF of the engine.
        link_texts: what stands behind each address, for those who hear the page.
        elsewhere: how an address begins that leads to another part.
        stand_ins: what stands in the place of page numbers, in figures of one width.

    Raises:
        ValueError: when a stand-in is not on any page, so that its number could not be filled in.
    """
    with pikepdf.open(io.BytesIO(made)) as pdf:
        finish(pdf, link_texts, elsewhere)
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        anchors = {name: numbers[target[0].objgen] for name, target in _names(pdf)}
        bookmarks = tuple(
            (str(item.Title), numbers[item.Dest[0].objgen], float(item.Dest[3])) for item in _outline(pdf)
        )
        _without_returns(pdf)
        blanks = _blanks(pdf, stand_ins) if stand_ins else {}
        return _apart(pdf, anchors, bookmarks, blanks)


def _blanks(pdf: pikepdf.Pdf, stand_ins: Collection[str]) -> dict[int, tuple[tuple[int, str], ...]]:
    """Find where on the pages numbers are to be filled in, by content stream, and let the fonts know every figure."""
    written = {draw_number(one): one for one in stand_ins}
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for page in pdf.pages:
        own = page.obj.Contents
        for content in own if isinstance(own, Array) else [own]:
            runs = ((run.start(1), written.get(run[1])) for run in _RUN.finditer(content.read_bytes()))
            places = tuple((place, one) for place, one in runs if one is not None)
            if places:
                found[content.objgen[0]] = places
    lost = set(stand_ins).difference(one for places in found.values() for _, one in places)
    if lost:
        msg = f"these stand-ins for page numbers are on no page: {', '.join(sorted(lost))}"
        raise ValueError(msg)
    for table in _fonts(pdf):
        for font in table.values():
            face = _face(str(font.BaseFont))
            if face is not None:
                _know_figures(pdf, font, face)
    return found


def _know_figures(pdf: pikepdf.Pdf, font: Any, face: tuple[str, int]) -> None:
    """Tell a font the widths of all figures of one width, and what they say; their outlines are in the face as it is."""
    widths = font.DescendantFonts[0].W
    known: set[int] = set()
    for first, listed in zip(list(widths)[::2], list(widths)[1::2], strict=True):
        known.update(range(int(first), int(first) + len(listed)))
    new = [(glyph, figure) for figure, glyph in enumerate(faces.figures(*face)) if glyph not in known]
    if not new:
        return
    for glyph, _ in new:
        widths.extend([glyph, Array([round(faces.metrics(*face)[1][glyph])])])
    says = b"".join(b"<%04x> <%04x>\n" % (glyph, ord(str(figure))) for glyph, figure in new)
    table = font.ToUnicode.read_bytes()
    block = b"%d beginbfchar\n%bendbfchar\nendcmap" % (len(new), says)
    font.ToUnicode = pdf.make_stream(table.replace(b"endcmap", block, 1))
    _without_return(font.ToUnicode)


def _apart(
    pdf: pikepdf.Pdf,
    anchors: dict[str, int],
    bookmarks: tuple[tuple[str, int, float], ...],
    blanks: dict[int, tuple[tuple[int, str], ...]],
) -> Piece:
    """Take a PDF apart: what depends on its place among others gets a stand-in, that becomes a gap in the text."""
    gaps: dict[int, bytes] = {}

    def gap(written: bytes) -> Any:
        stand_in = pdf.make_indirect(Dictionary())
        gaps[stand_in.objgen[0]] = written
        return stand_in

    def key(number: Any) -> Any:
        return keys.setdefault(int(number), gap(b"%b%d%b" % (KEY, int(number), KEY)))

    keys: dict[int, Any] = {}
    pages, document = gap(b"%d 0 R" % PAGES), gap(b"%d 0 R" % DOCUMENT)
    fonts = {name: gap(b"%d 0 R" % number) for name, number in (("/HeadPlain", PLAIN), ("/HeadBold", BOLD))}
    files = {face[:2]: gap(b"%d 0 R" % number) for number, face in enumerate(FACES, start=FILES)}
    targets = tuple((name, anchors[name], float(target[2]), float(target[3])) for name, target in _names(pdf))
    sizes = []
    for descriptor in _descriptors(pdf):
        face = _face(str(descriptor.FontName))
        if face is not None:
            descriptor.FontFile2 = files[face]
    for table in _fonts(pdf):
        for name, font in fonts.items():
            table[name] = font
    heads, marks, by_size = [], [], {}
    for page in pdf.pages:
        _, _, width, height = (float(side) for side in page.obj.MediaBox)
        sizes.append((width, height))
        head = pdf.make_indirect(Dictionary())
        if (width, height) not in by_size:
            by_size[width, height] = pdf.make_indirect(Dictionary())
        edge = by_size[width, height]
        heads.append(head.objgen[0])
        marks.append(edge.objgen[0])
        own = page.obj.Contents
        page.obj.Contents = Array([head, edge, *(own if isinstance(own, Array) else [own])])
        page.obj.Parent = pages
        page.obj.StructParents = key(page.obj.StructParents)
        for annotation in page.obj.get("/Annots", ()):
            annotation.StructParent = key(annotation.StructParent)
    tree = pdf.Root.StructTreeRoot
    whole = tree.K[0]
    whole.S = Name.Part
    whole.P = document
    numbers = list(tree.ParentTree.Nums)
    listed = Array([])
    for number, target in zip(numbers[::2], numbers[1::2], strict=True):
        listed.extend([key(number), target])
    ends = Array([key(numbers[0]), key(numbers[-2])])
    leaf = pdf.make_indirect(Dictionary(Limits=ends, Nums=listed))
    whole = whole if whole.is_indirect else pdf.make_indirect(whole)
    first = [page.obj.objgen[0] for page in pdf.pages]
    return _kit(
        pdf,
        gaps,
        roots=[*first, whole.objgen[0], leaf.objgen[0]],
        heads=heads,
        marks=marks,
        blanks=blanks,
        known=(Shape(len(first), anchors), bookmarks, targets, tuple(sizes)),
    )


def _kit(
    pdf: pikepdf.Pdf,
    gaps: dict[int, bytes],
    *,
    roots: list[int],
    heads: list[int],
    marks: list[int],
    blanks: dict[int, tuple[tuple[int, str], ...]],
    known: Any,
) -> Piece:
    """Write all that can be reached as text, with new numbers in the order in which it is reached."""
    new: dict[int, int] = {}
    todo: list[int] = []
    of_others = {*heads, *marks}

    def number(old: int) -> int:
        if old not in new:
            new[old] = len(new) + 1
            if old not in of_others:
                todo.append(old)
        return new[old]

    def turned(match: re.Match[bytes]) -> bytes:
        if match[1] is None:
            return match[0]
        old = int(match[1])
        return gaps[old] if old in gaps else b"%b%d%b 0 R" % (NUMBER, number(old), NUMBER)

    starts = [number(old) for old in roots]
    texts: dict[int, bytes] = {}
    streams: dict[int, tuple[bytes, bytes]] = {}
    drawn: dict[int, bytes] = {}
    places = []
    for old in todo:  # it grows while it is read
        item = pdf.get_object(old, 0)
        if old in blanks:
            drawn[new[old]] = item.read_bytes()
            places.append((new[old], len(drawn[new[old]]), blanks[old]))
        elif isinstance(item, Stream):
            raw = item.read_raw_bytes()
            said: dict[str, Any] = dict(item.stream_dict.items())
            said["/Length"] = len(raw)
            streams[new[old]] = _REFERENCE.sub(turned, Dictionary(said).unparse()), raw
        else:
            texts[new[old]] = _REFERENCE.sub(turned, item.unparse(resolved=True))
    shape, bookmarks, targets, sizes = known
    return Piece(
        shape,
        bookmarks,
        targets,
        sizes,
        tuple(starts[:-2]),
        tuple(map(number, heads)),
        tuple(map(number, marks)),
        starts[-2],
        starts[-1],
        tuple(texts),
        tuple((at, len(raw)) for at, (_, raw) in streams.items()),
        tuple(places),
        END.join([*texts.values(), *(said for said, _ in streams.values())]),
        b"".join(raw for _, raw in streams.values()),
        b"".join(drawn.values()),
    )


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """
    Write a PDF in which no stream ends with a carriage return.

    One that does is right by its length, but a checker that looks for the end of a line finds it one byte short. An idle
    object more puts all others in another stream.
    """
    made = b""
    for _ in range(40):
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True, min_version="1.7")
        made = out.getvalue()
        if b"\r\nendstream" not in made:
            return made
        idle = pdf.Root.get("/CMIdle", Array([]))
        idle.append(pdf.make_indirect(Dictionary(N=len(idle))))
        pdf.Root.CMIdle = idle
    return made


def whole(
    made: bytes, link_texts: Mapping[str, str], about: About, marks: Sequence[tuple[str, Mark | None]] = ()
) -> bytes:
    """
    Finish a guide that the engine laid out in one piece; arguments as `piece` and `join`.

    The marks are the anchor of each part, in order, and the mark on the edge of its pages.
    """
    with pikepdf.open(io.BytesIO(made)) as pdf:
        finish(pdf, link_texts)
        _mark(pdf, marks)
        _declare(pdf, about, pdf.make_stream(colours(), N=3))
        _without_returns(pdf)
        return _saved(pdf)


def _mark(pdf: pikepdf.Pdf, marks: Sequence[tuple[str, Mark | None]]) -> None:
    """Draw the mark of each page, before what stands on it: the engine leaves its measure changed."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    begins = {name: numbers[target[0].objgen] for name, target in _names(pdf)}
    first = [(begins[anchor], mark) for anchor, mark in marks if anchor in begins]
    for number, page in enumerate(pdf.pages):
        mark = next((mark for begin, mark in reversed(first) if begin <= number), None)
        if mark is not None:
            _, _, width, height = (float(side) for side in page.obj.MediaBox)
            own = page.obj.Contents
            drawn = pdf.make_stream(mark_stream(mark, (width, height)))
            page.obj.Contents = Array([drawn, *(own if isinstance(own, Array) else [own])])


def finish(pdf: pikepdf.Pdf, link_texts: Mapping[str, str], elsewhere: str = "") -> None:
    """Add what the engine leaves out: the scope of table headers, printable links, and links that say their own text."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            action = annotation.get("/A")
            address = str(action.URI) if action is not None else f"#{annotation.Dest}"
            if elsewhere and address.startswith(elsewhere):
                anchor = address.removeprefix(elsewhere)
                del annotation["/A"]
                annotation.Dest = String(anchor)
                address = f"#{anchor}"
            annotation.F = 4  # it is printed with the page
            annotation.Contents = String(link_texts.get(address) or address.lstrip("#"))
    for row in _rows(pdf.Root.StructTreeRoot.K[0]):
        cells = [cell for cell in row.K if isinstance(cell, Dictionary)]
        has_data = any(cell.S == Name.TD for cell in cells)
        for cell in cells:
            if cell.S == Name.TH:
                # A header beside data speaks of its row, also when it spans the table; one among headers of its column.
                scope = Name.Row if has_data or (len(cells) == 1 and "/ColSpan" in cell.A) else Name.Column
                cell.A.Scope = scope


def _rows(element: Any) -> Iterator[Any]:
    for kid in element.get("/K", ()) if isinstance(element.get("/K", None), Array) else ():
        if not isinstance(kid, Dictionary):
            continue
        if kid.get("/S") == Name.TR:
            yield kid
        yield from _rows(kid)


def _names(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    names = pdf.Root.get("/Names")
    dests = None if names is None else names.get("/Dests")
    pairs = [] if dests is None else list(dests.Names)
    for name, target in zip(pairs[::2], pairs[1::2], strict=True):
        yield str(name), target


def _outline(pdf: pikepdf.Pdf) -> Iterator[Any]:
    outlines = pdf.Root.get("/Outlines")
    item = None if outlines is None else outlines.get("/First")
    while item is not None:
        yield item
        item = item.get("/Next")


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Give the fonts of a PDF of the engine, which keeps them in one place for all its pages."""
    seen = set()
    for page in pdf.pages:
        fonts = page.obj.Resources.get("/Font")
        if fonts is not None and fonts.objgen not in seen:
            seen.add(fonts.objgen)
            yield fonts


def _descriptors(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for fonts in _fonts(pdf):
        for font in fonts.values():
            for descendant in font.get("/DescendantFonts", ()):
                yield descendant.FontDescriptor


def _without_returns(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Stream) and item.read_raw_bytes().endswith(b"\r"):
            _without_return(item)


def _without_return(stream: Any) -> None:
    """Write a stream so that it does not end with a carriage return, by a space more; see `_saved`."""
    data = stream.read_bytes()
    packed = zlib.compress(data, 9)
    while packed.endswith(b"\r"):  # the last byte is part of a sum over all others, so that one more changes it
        data += b" "
        packed = zlib.compress(data, 9)
    stream.write(packed, filter=Name.FlateDecode)


# --- fonts ------------------------------------------------------------------------------------------------------


def _face(name: str) -> tuple[str, int] | None:
    """Tell which of our faces a font of the engine is: ``ABCDEF+Atkinson-Hyperlegible-Next-Bold``."""
    bare = name.partition("+")[2].lower()
    for family, weight, _ in FACES:
        if bare == family.replace(" ", "-").lower() + ("-bold" if weight == 700 else ""):
            return family, weight
    return None


def _declare(out: pikepdf.Pdf, about: About, profile: Any) -> None:
    """Say which standards this keeps, twice: in the metadata, and with the colours that are meant."""
    out.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB2014"),
                Info=String("sRGB2014"),
                DestOutputProfile=profile,
            )
        ]
    )
    out.docinfo["/Title"] = String(about.title)
    out.docinfo["/Subject"] = String(about.description)
    out.docinfo["/Producer"] = String(about.producer)
    metadata = out.make_stream(about.metadata().encode(), Type=Name.Metadata, Subtype=Name.XML)
    out.Root.Metadata = metadata
