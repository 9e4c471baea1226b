"""How a guide looks beside our own look: colours and fonts from a municipality's tokens, its logo, its templates."""

from __future__ import annotations

import base64
import io
import json
import re
from typing import TYPE_CHECKING, Any

from attrs import define, field

from cybermatrix.errors import UnusableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

MOST_TOKENS, MOST_FONT = 5_000_000, 2_000_000  # bytes
MOST_STEPS = 8  # pointers from one to the next inside a value
ENOUGH = 4.5  # WCAG 2.2 AA, for text

# The first group of tokens with a colour for text or for the paper gives both: they were chosen for each other.
_PAGES = ("cybermatrix", "document", "page", "body", "root")
# Which groups give our other colours; the first that a theme has is taken.
_GROUPS = {"head": ("heading", "heading-1", "heading-level-1", "heading-2", "heading-level-2"), "link": ("link",)}
_ALIAS = re.compile(r"^\{([^{}]+)\}$|^var\(\s*--([\w-]+)\s*(?:,(.*))?\)$", re.DOTALL)


@define(frozen=True)
class Warned:
    """Something of a theme that is not used: which, why, what it refers to, and its contrast where that is why."""

    what: str
    why: str
    found: float = 0
    goal: str = ""


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
        OSError: for a file, or a font that it names, that is not there.
    """
    tokens = _tokens(path)
    asked, warned = _wanted(tokens)
    faces = _faces(path, tokens)
    if not asked and not faces and not warned:
        raise UnusableFile(
            str(path), "no_tokens", ", ".join(f"{group}.color" for group in ("document", "heading", "link"))
        )
    colours, weak = _that_stand_out(asked, palette)
    warned += weak
    if strict:
        must_be_used(path, warned)
    return Look(colours=tuple(sorted(colours.items())), faces=faces, warned=tuple(warned))


def must_be_used(path: Path, warned: Iterable[Warned]) -> None:
    """
    Make sure that all of a theme is used.

    Raises:
        UnusableFile: with what is not.
    """
    if names := ", ".join(one.what for one in warned):
        raise UnusableFile(str(path), "not_strict", names)


def _tokens(path: Path) -> dict[str, Any]:
    """Give the tokens by their names, with hyphens between the words, as CSS has them."""
    if path.stat().st_size > MOST_TOKENS:
        raise UnusableFile(str(path), "too_large", f"{MOST_TOKENS // 1_000_000} MB")
    try:
        text = path.read_text(encoding="utf-8-sig")
        return _of_css(text) if path.suffix.lower() == ".css" else _of_json(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise UnusableFile(str(path), "no_theme", "") from error


def _of_json(found: Any) -> dict[str, Any]:
    about = found.get("$metadata") if isinstance(found, dict) else None
    order = about.get("tokenSetOrder") if isinstance(about, dict) else None
    if isinstance(order, list):  # as Tokens Studio keeps them: sets, of which the names are no part of a name
        sets = [found.get(name) for name in order if isinstance(name, str) and "dark" not in name.lower()]
        return {name: value for one in sets for name, value in _flat(one, ())}
    return {name: _followed(value, found) for name, value in _flat(found, ())}


def _flat(value: Any, name: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if isinstance(value, str) and name:
        yield "-".join(name), value
    if not isinstance(value, dict):
        return
    for key in ("$value", "value"):
        if key in value:
            yield "-".join(name), _aliased(value[key])
            return
    if isinstance(value.get("$ref"), str):
        yield "-".join(name), _aliased(value)
        return
    for key, inner in value.items():
        if key == "$root":
            yield from _flat(inner, name)
        elif not key.startswith("$"):
            yield from _flat(inner, (*name, _hyphened(key)))


def _aliased(value: Any) -> Any:
    """Give a JSON pointer to a whole token as the name in braces that means the same; any other value as it is."""
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        *path, last = _steps(value["$ref"])
        path += [last] if last != "$value" else []
        if value["$ref"].startswith("#/") and "$value" not in path:
            return "{" + ".".join(path) + "}"
    return value


def _steps(pointer: str) -> list[str]:
    """Give the names in a JSON pointer, as RFC 6901 writes them."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.removeprefix("#/").split("/")]


def _followed(value: Any, whole: Any) -> Any:
    """Put what a pointer inside a value means in its place, such as one part of a colour; one that leads nowhere stays."""
    if isinstance(value, list):
        return [_followed(one, whole) for one in value]
    if not isinstance(value, dict):
        return value
    if "$ref" not in value:
        return {key: _followed(one, whole) for key, one in value.items()}
    goal: Any = value
    for _ in range(MOST_STEPS):  # what stands in a goal is not followed itself: a small file could ask for endless work
        if not isinstance(goal, dict) or not isinstance(goal.get("$ref"), str):
            return goal
        goal = _pointed(whole, goal["$ref"])
    return None


def _pointed(whole: Any, pointer: str) -> Any:
    """Give what a JSON pointer leads to; nothing where it leads nowhere."""
    goal = whole
    for step in _steps(pointer):
        if isinstance(goal, dict):
            goal = goal.get(step)
        elif isinstance(goal, list) and step.isdecimal() and int(step) < len(goal):
            goal = goal[int(step)]
        else:
            return None
    return goal


def _hyphened(name: str) -> str:
    """Give a name as CSS has it, for "document.color" and "documentColor" too."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name.lstrip("-").replace(".", "-")).lower()


def _of_css(text: str) -> dict[str, str]:
    """Give the custom properties; those for the dark only when there are no others, for paper is light."""
    from tinycss2 import parse_stylesheet  # noqa: PLC0415  # for a theme alone

    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    _properties(parse_stylesheet(text, skip_comments=True, skip_whitespace=True), light, dark)
    return light or dark


def _properties(rules: Iterable[Any], light: dict[str, str], dark: dict[str, str]) -> None:
    from tinycss2 import parse_blocks_contents, serialize  # noqa: PLC0415

    for rule in rules:
        if rule.type == "declaration" and rule.name.startswith("--"):
            light[rule.name[2:].lower()] = serialize(rule.value).strip()
        elif rule.type in ("at-rule", "qualified-rule") and rule.content:
            inside = parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            _properties(inside, dark if "dark" in serialize(rule.prelude).lower() else light, dark)


def _wanted(tokens: Mapping[str, Any]) -> tuple[dict[str, str], list[Warned]]:
    """Give the colours that a theme asks for, by our names."""
    asked: dict[str, str] = {}
    warned: list[Warned] = []

    def take(ours: str, names: Iterable[str]) -> None:
        for name in names:
            if ours not in asked:
                colour = _colour(tokens, name)
                if isinstance(colour, Warned):
                    warned.append(colour)
                else:
                    asked[ours] = colour

    for ours in ("ink", "paper", "head", "link"):
        take(ours, [name for name in (f"cybermatrix-{ours}",) if name in tokens])
    for group in _PAGES:
        if not asked.keys() & {"ink", "paper"}:
            take("ink", _of_group(tokens, f"{group}-color"))
            take("paper", _of_group(tokens, f"{group}-background-color") + _of_group(tokens, f"{group}-background"))
    for ours, groups in _GROUPS.items():
        for group in groups:
            take(ours, _of_group(tokens, f"{group}-color"))
    if not any(name.startswith("cybermatrix-font-") for name in tokens) and any(
        _of_group(tokens, f"{group}-font-family") for group in _PAGES
    ):
        warned.append(Warned("font-family", "font_not_inside"))
    return asked, warned


def _of_group(tokens: Mapping[str, Any], name: str) -> list[str]:
    """Give the tokens with a name, alone or behind the one word of a system; "skip-link" and "card-heading" are other groups."""
    return sorted(
        (one for one in tokens if re.fullmatch(rf"(?:[a-z0-9]+-)?{name}", one)), key=lambda one: (len(one), one)
    )


def _colour(tokens: Mapping[str, Any], name: str) -> str | Warned:
    """Give the colour of a token, through the names it refers to, or why it has none."""
    value, seen = tokens[name], {name}
    while isinstance(value, str) and (alias := _ALIAS.match(value.strip())):
        goal = _hyphened((alias[1] or alias[2]).removesuffix(".$root"))
        if goal in seen:
            return Warned(name, "loop", goal=goal)
        if goal in tokens:
            seen.add(goal)
            value = tokens[goal]
        elif alias[3]:
            value = alias[3]
        else:
            return Warned(name, "no_goal", goal=goal)
    return _hex(value) or Warned(name, "no_colour")


def _hex(value: Any) -> str | None:
    """Give a colour as six hexadecimal digits; nothing for what is no colour, or lets another through."""
    from tinycss2.color4 import parse_color  # noqa: PLC0415

    if isinstance(value, dict):  # as DTCG writes it since 2025
        space, parts, alpha = value.get("colorSpace"), value.get("components"), value.get("alpha", 1)
        if not isinstance(parts, list) or not all(isinstance(one, int | float | str) for one in parts):
            return None
        text = f"color({space} {' '.join(map(str, parts))} / {alpha})"
        if space in ("hsl", "hwb") and len(parts) == 3:
            text = f"{space}({parts[0]} {parts[1]}% {parts[2]}% / {alpha})"
        elif space in ("lab", "lch", "oklab", "oklch"):
            text = f"{space}({' '.join(map(str, parts))} / {alpha})"
    elif isinstance(value, str):
        text = value
    else:
        return None
    try:
        colour = parse_color(text).to("srgb")
    except AttributeError:  # no colour, or "currentcolor"
        return None
    except NotImplementedError:
        return _nearest(text)
    whole = [round(255 * one) for one in colour.coordinates]
    if colour.alpha < 1 or not all(0 <= one <= 255 for one in whole):
        return None
    return "#" + "".join(f"{one:02x}" for one in whole)


def _nearest(text: str) -> str | None:
    """Give a colour of a space that is wider than that of paper and most screens, as the nearest one that these can show."""
    from coloraide import Color  # noqa: PLC0415  # a third of a second, and few themes ask for it

    try:
        colour = Color(text)
    except ValueError:
        return None
    return None if colour.alpha() < 1 else colour.convert("srgb").fit().to_string(hex=True)


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

_NEEDED = "aZ09\u00e9\u2013\u2019"


def _faces(path: Path, tokens: Mapping[str, Any]) -> tuple[tuple[int, str], ...]:
    """Give the fonts that a theme brings, as files beside it."""
    faces = []
    for weight, key in ((400, "cybermatrix-font-regular"), (700, "cybermatrix-font-bold")):
        if key in tokens:
            name = str(tokens[key]).strip("\"' ")
            if not name or re.match(r"\w\w+:|//|url\(", name):
                raise UnusableFile(str(path), "font_outside", f"{key}: {name}")
            faces.append((weight, _font(path.parent / name)))
    return tuple(faces)


def _font(file: Path) -> str:
    from fontTools.pens.basePen import NullPen  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    try:
        size = file.stat().st_size
    except ValueError as error:  # a name that no file can have
        raise UnusableFile(str(file), "no_font", "") from error
    if size > MOST_FONT:
        raise UnusableFile(str(file), "too_large", f"{MOST_FONT // 1_000_000} MB")
    data = file.read_bytes()
    try:
        font = TTFont(io.BytesIO(data), lazy=True)
        known, glyphs = font.getBestCmap() or {}, font.getGlyphSet()
        for letter in range(33, 127):
            if letter in known:
                glyphs[known[letter]].draw(NullPen())
    except Exception as error:  # what the reader of fonts meets in broken bytes has any type
        raise UnusableFile(str(file), "no_font", "") from error
    if missing := {letter for letter in _NEEDED if ord(letter) not in known}:
        raise UnusableFile(str(file), "font_misses", " ".join(sorted(missing)))
    return f"data:font/{'woff2' if data[:4] == b'wOF2' else 'ttf'};base64,{base64.b64encode(data).decode('ascii')}"
