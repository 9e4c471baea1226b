"""How a guide looks beside our own look: colours and fonts from a municipality's tokens, its logo, its templates."""

from __future__ import annotations

import base64
import io
import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from attrs import define, field

from cybermatrix.errors import UnusableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MOST_TOKENS, MOST_FONT, MOST_LOGO = 5_000_000, 2_000_000, 500_000  # bytes
ENOUGH = 4.5  # WCAG 2.2 AA, for text

# Which groups of tokens give which of our colours; the first that a theme has is taken.
_GROUPS = {
    "ink": ("cybermatrix", "document", "page", "body", "root"),
    "head": ("heading", "heading-1", "heading-2"),
    "link": ("link",),
}
_OWN = ("ink", "paper", "head", "link")
_STATES = frozenset({"hover", "focus", "active", "visited", "disabled", "focus-visible", "inverse"})
_FORE, _BACK = ("color",), ("background-color", "background")
_NAMED = {"black": "#000000", "white": "#ffffff"}
_ALIAS = re.compile(r"^\{([^{}]+)\}$|^var\(\s*--([\w-]+)\s*(?:,(.*))?\)$")
_PROPERTY = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+)[;}]")


@define(frozen=True)
class Warned:
    """Something of a theme that is not used: which, why, and how large a contrast it has where that is why."""

    what: str
    why: str
    found: float = 0


@define(frozen=True)
class Templates:
    """
    Templates of a municipality's own, by value: whoever keeps pages sees by it that one of them changed.

    Attributes:
        folder: where they were.
        files: the name of each, as ours are called, and its text.
    """

    folder: str = field(eq=False)
    files: tuple[tuple[str, str], ...] = ()


@define(frozen=True)
class Look:
    """
    What differs from our own look.

    Attributes:
        colours: names of the palette with the colour that takes their place.
        faces: weight and data of each face, as a page holds it.
        logo: the picture as a page holds it.
        templates: those that are searched before ours.
        warned: what was asked for and is not used.
    """

    colours: tuple[tuple[str, str], ...] = ()
    faces: tuple[tuple[int, str], ...] = ()
    logo: str = ""
    templates: Templates | None = None
    warned: tuple[Warned, ...] = field(default=(), eq=False)


PLAIN = Look()


def luminance(colour: str) -> float:
    """Give how light a colour is, as WCAG computes it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21, as WCAG computes it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# --- tokens -----------------------------------------------------------------------------------------------------


def read_theme(path: Path, palette: Mapping[str, str], *, strict: bool = False) -> Look:
    """
    Read colours and fonts from design tokens (NL Design System, DTCG) or from CSS custom properties.

    A colour is taken only where text then stands out enough; else ours stays, with a warning.

    Args:
        path: a .json or .css file.
        palette: our own colours, by name.
        strict: refuse a theme of which something cannot be used.

    Raises:
        UnusableFile: for a file that cannot be read, has no token that we know, or a font that is none.
    """
    tokens = _tokens(path)
    asked, warned = _asked(tokens)
    faces = _faces(path, tokens)
    if not asked and not faces:
        raise UnusableFile(
            str(path), "no_tokens", ", ".join(f"{group}.color" for group in ("document", "heading", "link"))
        )
    colours, weak = _that_stand_out(asked, palette)
    warned += weak
    if strict and warned:
        first = warned[0]
        raise UnusableFile(
            str(path), "not_strict", f"{first.what} ({first.found:.1f}:1)" if first.found else first.what
        )
    return Look(colours=tuple(sorted(colours.items())), faces=faces, warned=tuple(warned))


def _tokens(path: Path) -> dict[str, Any]:
    """Give the tokens by their names, with hyphens between the words, as CSS has them."""
    if path.stat().st_size > MOST_TOKENS:
        raise UnusableFile(str(path), "too_large", f"{MOST_TOKENS // 1_000_000} MB")
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".css":
            bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
            return {name: value.strip() for name, value in _PROPERTY.findall(bare)}
        found = dict(_flat(json.loads(text), ()))
    except (ValueError, RecursionError) as error:
        raise UnusableFile(str(path), "no_theme", "") from error
    return found


def _flat(value: Any, name: tuple[str, ...]) -> Iterable[tuple[str, Any]]:
    if not isinstance(value, dict):
        return
    for key in ("$value", "value"):
        if key in value:
            yield "-".join(name), value[key]
            return
    for key, inner in value.items():
        if not key.startswith("$"):
            yield from _flat(inner, (*name, key.replace(".", "-")))


def _asked(tokens: Mapping[str, Any]) -> tuple[dict[str, str], list[Warned]]:
    """Give the colours that a theme asks for, by our names."""
    asked: dict[str, str] = {}
    warned: list[Warned] = []

    def take(ours: str, names: Iterable[str]) -> None:
        for name in names:
            if name in tokens and ours not in asked:
                colour = _colour(tokens, tokens[name])
                if colour is None:
                    warned.append(Warned(name, "no_colour"))
                else:
                    asked[ours] = colour

    for ours in _OWN:
        take(ours, [f"cybermatrix-{ours}"])
    plain = sorted((name for name in tokens if not _STATES & set(name.split("-"))), key=lambda name: (len(name), name))
    for ours, groups in _GROUPS.items():
        for group in groups:
            take(ours, [name for name in plain if any(name.endswith(f"{group}-{end}") for end in _FORE)])
            if ours == "ink":
                take("paper", [name for name in plain if any(name.endswith(f"{group}-{end}") for end in _BACK)])
    names_a_font = any(name.endswith(("document-font-family", "page-font-family")) for name in tokens)
    if names_a_font and not any(name.startswith("cybermatrix-font-") for name in tokens):
        warned.append(Warned("font-family", "font_not_inside"))
    return asked, warned


def _colour(tokens: Mapping[str, Any], value: Any, depth: int = 0) -> str | None:
    """Give a colour as six hexadecimal digits, through the names it refers to; nothing for what is no colour."""
    if isinstance(value, dict):  # as DTCG writes it since 2025
        parts = value.get("components")
        if value.get("colorSpace") != "srgb" or not isinstance(parts, list) or len(parts) != 3:
            return None
        return (
            _hex(tuple(float(one) * 255 for one in parts))
            if all(isinstance(one, int | float) for one in parts)
            else None
        )
    if not isinstance(value, str) or depth > 20:
        return None
    text = value.strip()
    if alias := _ALIAS.match(text):
        name = (alias[1] or alias[2]).replace(".", "-")
        if name in tokens:
            return _colour(tokens, tokens[name], depth + 1)
        return _colour(tokens, alias[3], depth + 1) if alias[3] else None
    text = _NAMED.get(text.lower(), text)
    if re.fullmatch(r"#[0-9a-fA-F]{3}", text):
        return "#" + "".join(one * 2 for one in text[1:]).lower()
    if re.fullmatch(r"#[0-9a-fA-F]{6}([fF]{2})?", text):
        return text[:7].lower()
    if found := re.fullmatch(r"rgba?\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)\s*(?:[,/]\s*(?:1|100%)(?:\.0+)?\s*)?\)", text):
        return _hex(tuple(float(one) for one in found.groups()))
    if found := re.fullmatch(
        r"hsla?\(\s*([\d.]+)(?:deg)?[,\s]+([\d.]+)%[,\s]+([\d.]+)%\s*(?:[,/]\s*(?:1|100%)\s*)?\)", text
    ):
        hue, full, light = (float(one) for one in found.groups())
        import colorsys  # noqa: PLC0415

        return _hex(tuple(255 * one for one in colorsys.hls_to_rgb(hue % 360 / 360, light / 100, full / 100)))
    return None


def _hex(parts: tuple[float, ...]) -> str | None:
    whole = [round(one) for one in parts]
    return "#" + "".join(f"{one:02x}" for one in whole) if all(0 <= one <= 255 for one in whole) else None


# Everything that stands on the paper or the shade, so that a colour of a theme never hides a text of ours.
_TEXTS = ("ink", "quiet", "head", "link", "urgent", "vooraf", "signaal", "nu", "daarna")


def _that_stand_out(asked: dict[str, str], palette: Mapping[str, str]) -> tuple[dict[str, str], list[Warned]]:
    """Give what of a theme can be used: a pair falls back as a pair."""
    used, warned = dict(asked), []

    def worst(name: str, behind: Iterable[str]) -> float:
        seen = {**palette, **used}
        return min(contrast(seen[name], seen[one]) for one in behind)

    if ("ink" in used or "paper" in used) and worst("ink", ("paper", "shade")) < ENOUGH:
        warned.append(Warned("document", "contrast", worst("ink", ("paper", "shade"))))
        used.pop("ink", None)
        used.pop("paper", None)
    for name in ("head", "link"):
        if name in used and worst(name, ("paper", "shade")) < ENOUGH:
            warned.append(Warned(name, "contrast", worst(name, ("paper", "shade"))))
            del used[name]
    if "paper" in used and (low := min(worst(name, ("paper",)) for name in _TEXTS)) < ENOUGH:
        warned.append(Warned("background", "contrast", low))
        del used["paper"]
        if worst("ink", ("paper", "shade")) < ENOUGH:
            used.pop("ink", None)
    return used, warned


# --- fonts ------------------------------------------------------------------------------------------------------


def _faces(path: Path, tokens: Mapping[str, Any]) -> tuple[tuple[int, str], ...]:
    """Give the fonts that a theme brings, as files beside it."""
    faces = []
    for weight, key in ((400, "cybermatrix-font-regular"), (700, "cybermatrix-font-bold")):
        name = tokens.get(key)
        if isinstance(name, str) and name:
            faces.append((weight, _font(path.parent / name.strip("\"'"))))
    return tuple(faces)


def _font(file: Path) -> str:
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415

    try:
        data = file.read_bytes() if file.stat().st_size <= MOST_FONT else b""
        known = TTFont(io.BytesIO(data), lazy=True).getBestCmap() or {}
    except (OSError, TTLibError, ValueError, KeyError, AssertionError) as error:
        raise UnusableFile(str(file), "no_font", "") from error
    if missing := {letter for letter in "aZ09é–’" if ord(letter) not in known}:
        raise UnusableFile(str(file), "font_misses", " ".join(sorted(missing)))
    return f"data:font/{'woff2' if data[:4] == b'wOF2' else 'ttf'};base64,{base64.b64encode(data).decode('ascii')}"


# --- logo -------------------------------------------------------------------------------------------------------

_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_ACTIVE = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "animate", "set", "handler", "audio", "video"}
)


def read_logo(path: Path) -> str:
    """
    Read a logo as a page holds it.

    Raises:
        UnusableFile: when it is too large, no PNG, JPEG or SVG, or an SVG that runs something or asks for something outside.
    """
    if path.stat().st_size > MOST_LOGO:
        raise UnusableFile(str(path), "too_large", f"{MOST_LOGO // 1000} kB")
    data = path.read_bytes()
    kind = next((kind for start, kind in _PICTURES.items() if data.startswith(start)), None)
    if kind is None:
        _harmless(path, data)
        kind = "image/svg+xml"
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


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
    if root.tag.rpartition("}")[2] != "svg":
        raise UnusableFile(str(path), "no_picture", "")
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2].lower()
        if tag in _ACTIVE:
            raise UnusableFile(str(path), "svg_active", tag)
        for name, value in element.attrib.items():
            bare = name.rpartition("}")[2].lower()
            if bare.startswith("on"):
                raise UnusableFile(str(path), "svg_active", bare)
            if bare in ("href", "src") and not value.strip().startswith(("#", "data:image/png", "data:image/jpeg")):
                raise UnusableFile(str(path), "svg_outside", value[:60])
            _no_reference(path, value)
        _no_reference(path, element.text or "" if tag == "style" else "")


def _no_reference(path: Path, text: str) -> None:
    outside = [one for one in re.findall(r"url\(\s*[\"']?([^)\"']*)", text) if not one.startswith("#")]
    if outside or "@import" in text:
        raise UnusableFile(str(path), "svg_outside", (outside or ["@import"])[0][:60])
