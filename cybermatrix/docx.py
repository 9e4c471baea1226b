"""The texts of a guide that one takes over, as a Word file: the only door to python-docx."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

from cybermatrix.errors import ExtraMissing, InvalidQuestion
from cybermatrix.guides.parts import Page

if TYPE_CHECKING:
    from cybermatrix.guides import Guide
    from cybermatrix.guides.parts import Text

_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # the same guide is the same file; Word knows no time zones
_A4 = (210, 297)
_SPOKEN = {"nl": "nl-NL", "en": "en-GB"}


def to_docx(guide: Guide) -> bytes:
    """
    Give the texts of a guide that one takes over: paragraphs with plain styles, so that they look like the reader's own.

    Args:
        guide: what `cybermatrix.guide` made of a municipality.

    Raises:
        ExtraMissing: when python-docx is not installed.
        InvalidQuestion: for a guide without such texts.
    """
    found = texts(guide)
    if not found:
        raise InvalidQuestion(f"the guide of {guide.id} has no texts to take over", about="no-texts", word=guide.id)
    try:
        import docx  # noqa: PLC0415  # an extra: only who makes a Word file has it
        from docx.oxml.ns import qn  # noqa: PLC0415
        from docx.shared import Mm  # noqa: PLC0415
    except ImportError as error:
        raise ExtraMissing("word") from error
    document = docx.Document()
    for section in document.sections:  # the template of the library is American: Letter, and checked as English
        section.page_width, section.page_height = (Mm(side) for side in _A4)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), _SPOKEN[guide.lang])
    properties = document.core_properties
    properties.title, properties.language = guide.title, guide.lang
    properties.author = properties.comments = ""
    properties.created = properties.modified = _MADE
    document.add_heading(guide.title, level=0)
    document.add_paragraph(f"{guide.audience} · {guide.running.edition}")
    for one in found:
        document.add_heading(one.heading, level=1)
        document.add_paragraph(one.note, style="Subtitle")
        if one.unsaid:
            document.add_paragraph(one.unsaid, style="Intense Quote")
        for line in one.paragraphs:
            document.add_paragraph(line)
        if one.rests:
            document.add_paragraph(one.rests, style="Caption")
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_a_clock(buffer.getvalue())


def _without_a_clock(made: bytes) -> bytes:
    """Pack it again without the time at which it was packed, so that the same texts are the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def texts(guide: Guide) -> tuple[Text, ...]:
    """Give the texts of a guide that one takes over, in order."""
    pages = (part for part in guide.parts if isinstance(part, Page))
    return tuple(block.text for page in pages for block in page.blocks if block.text is not None)
