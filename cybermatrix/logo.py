"""A logo as a page holds it: a picture that can be drawn, or a drawing that is nothing more than that."""

from __future__ import annotations

import base64
import io
import re
import warnings
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from cybermatrix.errors import UnusableFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

MOST_LOGO, MOST_SIDE = 500_000, 4_000  # bytes, and dots along a side
_PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "set", "handler", "audio", "video"})
_INSIDE = ("#", "data:image/png", "data:image/jpeg", "data:font/", "data:application/font")


def read_logo(path: Path) -> str:
    """
    Read a logo as a page holds it.

    Raises:
        UnusableFile: when it is too large, no PNG, JPEG or SVG, or an SVG that runs something or asks for something outside.
        OSError: for a file that is not there.
    """
    if path.stat().st_size > MOST_LOGO:
        raise UnusableFile(str(path), "too_large", f"{MOST_LOGO // 1000} kB")
    data = path.read_bytes()
    kind = next((kind for start, kind in _PICTURES.items() if data.startswith(start)), None)
    if kind is None:
        _harmless(path, data)
        kind = "svg+xml"
    else:
        _drawable(path, data, kind)
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _drawable(path: Path, data: bytes, kind: str) -> None:
    """Make sure that a picture is whole, and that drawing it does not fill the memory: few bytes can be many dots."""
    from PIL import Image, ImageFile  # noqa: PLC0415  # for a logo alone

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = (
        False  # the engine of the paper, once it is loaded, takes half a picture for a whole
    )
    try:
        with warnings.catch_warnings(action="ignore"):  # of many dots, which we say ourselves
            picture = Image.open(io.BytesIO(data), formats=(kind,))
        wide = max(picture.size) > MOST_SIDE
        if not wide:
            picture.load()
    except Image.DecompressionBombError:
        wide = True
    except (OSError, SyntaxError, ValueError) as error:
        raise UnusableFile(str(path), "broken_picture", "") from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    if wide:
        raise UnusableFile(str(path), "too_wide", f"{MOST_SIDE} × {MOST_SIDE}")


def _harmless(path: Path, data: bytes) -> None:
    """Make sure that an SVG is a drawing and nothing more."""
    try:
        text = data.decode("utf-8-sig")
    except ValueError as error:
        raise UnusableFile(str(path), "no_picture", "") from error
    if found := re.search(r"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", text, re.IGNORECASE):
        raise UnusableFile(str(path), "svg_active", found[0])
    try:
        root = ET.fromstring(text)  # noqa: S314  # no entities get this far, and the size is bounded
    except (ValueError, ET.ParseError) as error:  # ValueError: an encoding that text cannot have
        raise UnusableFile(str(path), "no_picture", "") from error
    if root.tag != f"{_SVG}svg":
        raise UnusableFile(str(path), "no_picture", "")
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2].lower()
        if tag in _ACTIVE or tag.startswith("animate"):
            raise UnusableFile(str(path), "svg_active", tag)
        for name, value in element.attrib.items():
            bare = name.rpartition("}")[2].lower()
            if bare.startswith("on"):
                raise UnusableFile(str(path), "svg_active", bare)
            if bare == "base" or (bare in ("href", "src") and not value.strip().startswith(_INSIDE)):
                raise UnusableFile(str(path), "svg_outside", value[:60])
            _no_reference(path, value)
        _no_reference(path, "".join(element.itertext()) if tag == "style" else "")
    _no_copies_of_copies(path, root)


def _no_copies_of_copies(path: Path, root: ET.Element) -> None:
    """Refuse a part that is drawn again in what is drawn again: ten of them in each other are more than anyone can draw."""
    copied = {
        value.strip()[1:]
        for element in root.iter(f"{_SVG}use")
        for name, value in element.attrib.items()
        if name.rpartition("}")[2] == "href"
    }
    for element in root.iter():
        if element.get("id") in copied and next(element.iter(f"{_SVG}use"), None) is not None:
            raise UnusableFile(str(path), "svg_active", f"use: {element.get('id')}")


def _no_reference(path: Path, text: str) -> None:
    """Make sure that a style asks for nothing outside, however it is spelled."""
    if not {"(", "@", "\\"} & set(text):
        return
    from tinycss2 import parse_component_value_list  # noqa: PLC0415

    for asked in _referred(parse_component_value_list(text, skip_comments=True)):
        if not asked.strip().startswith(_INSIDE):
            raise UnusableFile(str(path), "svg_outside", asked[:60] or "url()")


_FETCHING = ("url", "src", "image", "image-set", "-webkit-image-set")


def _referred(tokens: Iterable[Any], *, fetching: bool = False) -> Iterable[str]:
    """Give what a style refers to; an import is outside, whatever it says."""
    for token in tokens:
        if token.type == "url" or (fetching and token.type == "string"):
            yield token.value
        elif token.type == "at-keyword" and token.lower_value == "import":
            yield "@import"
        elif token.type == "function":
            yield from _referred(token.arguments, fetching=token.lower_name in _FETCHING)
        elif token.type in ("{} block", "() block", "[] block"):
            yield from _referred(token.content)
        elif token.type == "error" and token.kind == "bad-url":
            yield "url()"
