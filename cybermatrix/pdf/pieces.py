"""
Parts of a guide laid out on their own, and the one PDF that they are joined into: the only door to pikepdf.

A piece is what the engine made of one part, stripped of what every piece has, its fonts. It knows its
pages, its anchors and its bookmark. `join` puts pieces behind each other as one ordinary tagged PDF: one tree of tags,
one table of names, running heads and page numbers drawn on top, PDF/UA-1 and PDF/A-3a at once.
"""

from __future__ import annotations

import io
import itertools
import json
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from attrs import define
from pikepdf import Array, Dictionary, Name, Stream, String

from cybermatrix.html import FACES
from cybermatrix.pdf.faces import font_file, metrics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MM = 72 / 25.4


@define(frozen=True)
class Shape:
    """How many pages a part takes, and on which of them its anchors are, counted from 0."""

    pages: int
    anchors: dict[str, int]

    def to_bytes(self) -> bytes:
        """Give the shape as bytes to keep."""
        return json.dumps([self.pages, self.anchors], sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Shape | None:
        """Give the shape that was kept; nothing for bytes that are none."""
        try:
            pages, anchors = json.loads(kept)
            return cls(int(pages), {str(key): int(page) for key, page in anchors.items()})
        except (TypeError, ValueError, AttributeError):
            return None


@define(frozen=True)
class Piece:
    """A part as the engine laid it out, and what one must know to put it in its place."""

    shape: Shape
    bookmarks: tuple[tuple[str, int, float], ...]
    content: bytes

    def to_bytes(self) -> bytes:
        """Give the piece as bytes to keep: one line that says what it is, and the pages."""
        head = {"pages": self.shape.pages, "anchors": self.shape.anchors, "bookmarks": self.bookmarks}
        return json.dumps(head, sort_keys=True).encode() + b"\n" + self.content

    @classmethod
    def from_bytes(cls, kept: bytes) -> Piece:
        """
        Give the piece that was kept.

        Raises:
            ValueError: for bytes that are no piece, such as half of one.
        """
        head, _, content = kept.partition(b"\n")
        try:
            said = json.loads(head)
            shape = Shape(int(said["pages"]), {str(key): int(page) for key, page in said["anchors"].items()})
            bookmarks = tuple((str(title), int(page), float(top)) for title, page, top in said["bookmarks"])
        except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
            msg = "these bytes are no piece"
            raise ValueError(msg) from error
        if not content.rstrip().endswith(b"%%EOF"):
            msg = "this piece is not whole"
            raise ValueError(msg)
        return cls(shape, bookmarks, content)


@define(frozen=True)
class Head:
    """What stands on top and at the foot of one page: left and right, above and below."""

    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str


@define(frozen=True)
class About:
    """What a PDF says of itself."""

    title: str
    description: str
    lang: str
    producer: str


# --- from the engine --------------------------------------------------------------------------------------------


def piece(made: bytes, link_texts: Mapping[str, str], elsewhere: str) -> Piece:
    """
    Make a piece of what the engine made of one part.

    Args:
        made: a tagged PDF of the engine.
        link_texts: what stands behind each address, for those who hear the page.
        elsewhere: how an address begins that leads to another part.
    """
    with pikepdf.open(io.BytesIO(made)) as pdf:
        finish(pdf, link_texts, elsewhere)
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        anchors = {name: numbers[target[0].objgen] for name, target in _names(pdf)}
        bookmarks = tuple(
            (str(item.Title), numbers[item.Dest[0].objgen], float(item.Dest[3])) for item in _outline(pdf)
        )
        for descriptor in _descriptors(pdf):
            if _face(str(descriptor.FontName)) is not None:
                del descriptor["/FontFile2"]
        for key in ("/Metadata", "/Outlines"):
            if key in pdf.Root:
                del pdf.Root[key]
        _without_returns(pdf)
        return Piece(Shape(len(pdf.pages), anchors), bookmarks, _saved(pdf))


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


def whole(made: bytes, link_texts: Mapping[str, str], about: About) -> bytes:
    """Finish a guide that the engine laid out in one piece; arguments as `piece` and `join`."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        finish(pdf, link_texts)
        _declare(pdf, about, pdf.make_stream(_srgb(), N=3))
        _without_returns(pdf)
        return _saved(pdf)


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


class _Pen:
    """Writes short lines in one of our faces, glyph by glyph, and knows which glyphs it used."""

    def __init__(self, family: str, weight: int, size: float) -> None:
        self.face = (family, weight)
        self.size = size
        self.used: dict[int, str] = {}
        self._glyphs, self._widths, self._measures = metrics(family, weight)

    def line(self, text: str) -> tuple[str, float]:
        """Give a text as glyphs in hexadecimal, and how wide it is in points."""
        ids = []
        for character in text:
            glyph = self._glyphs.get(ord(character), 0)
            self.used[glyph] = character
            ids.append(glyph)
        width = sum(self._widths[glyph] for glyph in ids) * self.size / 1000
        return "".join(f"{glyph:04x}" for glyph in ids), width

    def font(self, pdf: pikepdf.Pdf, file: Any) -> Any:
        """Give the font that the written lines need."""
        family, weight = self.face
        name = Name(f"/CYBERM+{family.replace(' ', '-')}{'-Bold' if weight == 700 else ''}")
        widths = Array([])
        for glyph in sorted(self.used):
            widths.append(glyph)
            widths.append(Array([round(self._widths[glyph], 2)]))
        pairs = "\n".join(
            f"<{glyph:04x}> <{character.encode('utf-16-be').hex()}>" for glyph, character in sorted(self.used.items())
        )
        unicode_map = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(self.used)} beginbfchar\n{pairs}\nendbfchar\n"
            "endcmap CMapName currentdict /CMap defineresource pop end end"
        )
        leads_to_text = pdf.make_stream(unicode_map.encode())
        _without_return(leads_to_text)
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array([-500, -300, 1500, 1000]),
            ItalicAngle=0,
            Ascent=round(self._measures["ascent"]),
            Descent=round(self._measures["descent"]),
            CapHeight=700,
            StemV=80,
            FontFile2=file,
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                ToUnicode=leads_to_text,
                DescendantFonts=Array(
                    [
                        Dictionary(
                            Type=Name.Font,
                            Subtype=Name.CIDFontType2,
                            BaseFont=name,
                            CIDToGIDMap=Name.Identity,
                            CIDSystemInfo=Dictionary(
                                Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
                            ),
                            W=widths,
                            FontDescriptor=pdf.make_indirect(descriptor),
                        )
                    ]
                ),
            )
        )


# --- to one PDF -------------------------------------------------------------------------------------------------


def join(pieces: Sequence[Piece], heads: Sequence[Head], about: About) -> bytes:
    """
    Join pieces into one PDF: tagged, with bookmarks, names, running heads and page numbers; the same bytes every time.

    Args:
        pieces: in the order of the pages.
        heads: what stands around each page, as many as there are pages.
        about: what the PDF says of itself.
    """
    out = pikepdf.new()
    files: dict[tuple[str, int], Any] = {}

    def file_of(face: tuple[str, int]) -> Any:
        if face not in files:
            content = font_file(*face)
            files[face] = out.make_stream(content, Length1=len(content))
            _without_return(files[face])
        return files[face]

    profile = out.make_stream(_srgb(), N=3)
    _without_return(profile)
    document = out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array([])))
    numbers = Array([])
    dests: dict[str, Any] = {}
    marks: list[tuple[str, Any, float]] = []
    offset = key = 0
    opened = []
    for one in pieces:
        source = pikepdf.open(io.BytesIO(one.content))
        opened.append(source)
        for page in source.pages:
            out.pages.append(page)
        mine = [out.pages[offset + number] for number in range(one.shape.pages)]
        key = _graft(out, source, mine, document, numbers, key)
        for name, target in _names(source):
            there = mine[one.shape.anchors[name]].obj
            dests.setdefault(name, Array([there, Name.XYZ, target[2], target[3], 0]))
        marks += [(title, mine[number].obj, top) for title, number, top in one.bookmarks]
        offset += one.shape.pages
    for descriptor in _descriptors(out):
        face = _face(str(descriptor.FontName))
        if face is not None:
            descriptor.FontFile2 = file_of(face)
    _write_heads(out, heads, file_of)
    root = out.Root
    tree = out.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=Array([document]),
            ParentTree=out.make_indirect(Dictionary(Nums=numbers)),
            ParentTreeNextKey=key,
        )
    )
    document.P = tree
    root.StructTreeRoot = tree
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.Lang = String(about.lang)
    listed = Array([])
    for name in sorted(dests, key=lambda name: name.encode()):
        listed.extend([String(name), dests[name]])
    root.Names = Dictionary(Dests=Dictionary(Names=listed))
    _bookmarks(out, marks)
    _declare(out, about, profile)
    made = _saved(out)
    for source in opened:
        source.close()
    return made


def _graft(out: pikepdf.Pdf, source: pikepdf.Pdf, mine: list[Any], document: Any, numbers: Any, key: int) -> int:
    """Hang the tags of a piece in the tree of the whole, and give the next free key of the table that leads to them."""
    tree = source.Root.StructTreeRoot
    leads = tree.ParentTree
    whole = tree.K[0]
    del whole["/P"]  # or all of the old tree would come along
    whole.S = Name.Part
    grafted = out.copy_foreign(whole)
    grafted.P = document
    document.K.append(grafted)
    copied = out.copy_foreign(leads if leads.is_indirect else source.make_indirect(leads))
    old = list(copied.Nums)
    for number, target in zip(old[::2], old[1::2], strict=True):
        numbers.extend([key + int(number), target])
    for page in mine:
        page.obj.StructParents = key + int(page.obj.StructParents)
        for annotation in page.obj.get("/Annots", ()):
            annotation.StructParent = key + int(annotation.StructParent)
    return key + len(old) // 2


def _write_heads(out: pikepdf.Pdf, heads: Sequence[Head], file_of: Any) -> None:
    """Draw what stands around each page, as artifacts: those who hear the page are not told it sixty times."""
    family = FACES[0][0]
    plain, bold = _Pen(family, 400, 8), _Pen(family, 700, 8)
    drawn = []
    for page, head in zip(out.pages, heads, strict=True):
        _, _, width, height = (float(side) for side in page.obj.MediaBox)
        left, right = (12 * _MM, 12 * _MM) if width > height else (17 * _MM, 15 * _MM)
        top, bottom = height - 10.2 * _MM, 8 * _MM
        lines = [
            (plain, "HeadPlain", head.top_left, left, top, False),
            (bold, "HeadBold", head.top_right, width - right, top, True),
            (plain, "HeadPlain", head.bottom_left, left, bottom, False),
            (plain, "HeadPlain", head.bottom_right, width - right, bottom, True),
        ]
        said = []
        for pen, font, text, x, y, ends_there in lines:
            if text:
                glyphs, wide = pen.line(text)
                start = x - wide if ends_there else x
                said.append(f"BT /{font} {pen.size:g} Tf {start:.2f} {y:.2f} Td <{glyphs}> Tj ET")
        drawn.append("/Artifact <</Type /Pagination>> BDC q 0.2745 0.3294 0.3686 rg\n" + "\n".join(said) + "\nQ EMC\n")
    fonts = {"/HeadPlain": plain, "/HeadBold": bold}
    made = {name: pen.font(out, file_of(pen.face)) for name, pen in fonts.items() if pen.used}
    for table in _fonts(out):
        for name, font in made.items():
            table[name] = font
    for page, text in zip(out.pages, drawn, strict=True):
        around = out.make_stream(text.encode())
        _without_return(around)
        page.contents_add(around, prepend=True)


def _bookmarks(out: pikepdf.Pdf, marks: Sequence[tuple[str, Any, float]]) -> None:
    if not marks:
        return
    root = out.make_indirect(Dictionary(Type=Name.Outlines, Count=len(marks)))
    items = [
        out.make_indirect(Dictionary(Title=String(title), Parent=root, Dest=Array([page, Name.XYZ, 0, top, 0])))
        for title, page, top in marks
    ]
    for before, after in itertools.pairwise(items):
        before.Next = after
        after.Prev = before
    root.First, root.Last = items[0], items[-1]
    out.Root.Outlines = root
    out.Root.PageMode = Name.UseOutlines


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
    metadata = out.make_stream(_xmp(about).encode(), Type=Name.Metadata, Subtype=Name.XML)
    out.Root.Metadata = metadata


def _xmp(about: About) -> str:
    from xml.sax.saxutils import escape  # noqa: PLC0415

    title, description = escape(about.title), escape(about.description)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>
<rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title><dc:description><rdf:Alt>
<rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt></dc:description></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{escape(about.producer)}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that this keeps to</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@cache
def _srgb() -> bytes:
    from importlib.util import find_spec  # noqa: PLC0415  # to read its file without starting the engine

    found = find_spec("weasyprint")
    assert found is not None  # noqa: S101  # it made the pieces
    assert found.origin is not None  # noqa: S101
    return (Path(found.origin).parent / "pdf" / "sRGB2014.icc").read_bytes()
