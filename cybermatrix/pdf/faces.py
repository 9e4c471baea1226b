"""Our own faces as they stand in a PDF, and their measures: the only door to fontTools, which the engine brings."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from cybermatrix import _resources
from cybermatrix.html import FACES


@cache
def font_file(family: str, weight: int) -> bytes:
    """Give a face as TrueType, whole: pieces that use other letters of it still share one file."""
    name = next(file for one, heavy, file in FACES if (one, heavy) == (family, weight))
    return (_resources.templates_folder() / "fonts" / f"{name}.ttf").read_bytes()


@cache
def outline(family: str, weight: int, character: str) -> tuple[str, float]:
    """Give the outline of a letter as a PDF draws it, and its width, in thousandths of the size; nothing for one it has not."""
    glyphs, names, scale = _drawn(family, weight)
    name = names.get(ord(character))
    if name is None:
        return "", 0.0
    pen = _Outline(glyphs, scale)
    glyphs[name].draw(pen)
    return " ".join(pen.said), glyphs[name].width * scale


@cache
def _drawn(family: str, weight: int) -> tuple[Any, dict[int, str], float]:
    """Give the outlines of a face by name, the names by character, and what makes thousandths of a measure."""
    font = _opened(family, weight)
    return font.getGlyphSet(), font.getBestCmap(), 1000 / font["head"].unitsPerEm


def _opened(family: str, weight: int) -> TTFont:
    return TTFont(io.BytesIO(font_file(family, weight)), lazy=True)


class _Outline(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes an outline down with the operators of a PDF; the curves of TrueType come as those that a PDF knows."""

    def __init__(self, glyphs: Any, scale: float) -> None:
        super().__init__(glyphs)
        self.said: list[str] = []
        self._scale = scale

    def _say(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = (f"{number * self._scale:.0f}" for point in points for number in point)
        self.said.append(" ".join((*numbers, operator)))

    def _moveTo(self, at: tuple[float, float]) -> None:  # noqa: N802  # the names are those of fontTools
        self._say("m", at)

    def _lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._say("l", to)

    def _curveToOne(self, one: tuple[float, float], other: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        self._say("c", one, other, to)

    def _closePath(self) -> None:  # noqa: N802
        self._say("h")


@cache
def metrics(family: str, weight: int) -> tuple[dict[int, int], list[float], dict[str, float]]:
    """Give glyphs by character, widths by glyph, and ascent and descent, in thousandths of the size."""
    font = _opened(family, weight)
    scale = 1000 / font["head"].unitsPerEm
    glyphs = {character: font.getGlyphID(name) for character, name in font.getBestCmap().items()}
    widths = [font["hmtx"][name][0] * scale for name in font.getGlyphOrder()]
    measures = {"ascent": font["hhea"].ascent * scale, "descent": font["hhea"].descent * scale}
    return glyphs, widths, measures


@cache
def figures(family: str, weight: int) -> tuple[int, ...]:
    """Give the glyphs of 0 to 9 that are all of one width, those of ``font-variant-numeric: tabular-nums``."""
    font = _opened(family, weight)
    usual = font.getBestCmap()
    # By their names: the table that tells what changes into what takes longer to read than a guide to join.
    return tuple(font.getGlyphID(f"{usual[ord(figure)]}.tf") for figure in "0123456789")
