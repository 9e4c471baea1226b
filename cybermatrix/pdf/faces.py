"""Our own faces as they stand in a PDF, and their measures: the only door to fontTools, which the engine brings."""

from __future__ import annotations

import io
from functools import cache

from fontTools.ttLib import TTFont

from cybermatrix import _resources
from cybermatrix.html import FACES


@cache
def font_file(family: str, weight: int) -> bytes:
    """Give a face as TrueType, whole: pieces that use other letters of it still share one file."""
    name = next(file for one, heavy, file in FACES if (one, heavy) == (family, weight))
    font = TTFont(io.BytesIO((_resources.templates_folder() / "fonts" / name).read_bytes()), recalcTimestamp=False)
    font.flavor = None
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


@cache
def metrics(family: str, weight: int) -> tuple[dict[int, int], list[float], dict[str, float]]:
    """Give glyphs by character, widths by glyph, and ascent and descent, in thousandths of the size."""
    font = TTFont(io.BytesIO(font_file(family, weight)), lazy=True)
    scale = 1000 / font["head"].unitsPerEm
    glyphs = {character: font.getGlyphID(name) for character, name in font.getBestCmap().items()}
    widths = [font["hmtx"][name][0] * scale for name in font.getGlyphOrder()]
    measures = {"ascent": font["hhea"].ascent * scale, "descent": font["hhea"].descent * scale}
    return glyphs, widths, measures
