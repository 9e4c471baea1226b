"""Small pictures as values: shapes, words and an alternative in text; where things stand is computed here, what they say is not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# The states of a square in a picture, and how each looks: a paint of the palette and an outline, so that grey tells them apart too.
PAINTS = {"strong": "head", "medium": "tint", "open": "paper", "none": "shade", "alarm": "urgent"}
_GAP = 3


def _short(value: float) -> float:
    """Write a measure to a tenth, and a whole one without: there are thousands of them in a guide."""
    return int(value) if value == int(value) else round(value, 1)


@define(frozen=True, kw_only=True)
class Shape:
    """A filled rectangle, or any outline when `path` has one."""

    paint: str
    edge: str = "strong-line"
    x: float = field(default=0, converter=_short)
    y: float = field(default=0, converter=_short)
    width: float = field(default=0, converter=_short)
    height: float = field(default=0, converter=_short)
    path: str = ""

    @property
    def outline(self) -> str:
        """The outline as SVG writes it."""
        return self.path or f"M{self.x} {self.y}{self.sides}"

    @property
    def sides(self) -> str:
        """The sides of a rectangle as SVG writes them, from where it begins."""
        return f"h{self.width}v{self.height}h-{self.width}z"


def _traced(shapes: Iterable[Shape]) -> str:
    """Write shapes as one outline: a rectangle stands so far from the one before, which takes fewer letters than where it stands."""
    before, traced = None, ""
    for one in shapes:
        if before is None or one.path:
            traced += one.outline
        else:
            traced += f"m{_short(one.x - before.x)} {_short(one.y - before.y)}{one.sides}"
        before = None if one.path else one
    return traced


@define(frozen=True, kw_only=True)
class Label:
    """
    Words in a picture.

    Attributes:
        anchor: which end stands at x: ``start``, ``middle`` or ``end``.
        turn: degrees to turn the words around their place.
    """

    x: float = field(converter=_short)
    y: float = field(converter=_short)
    words: str
    paint: str = "ink"
    size: float = 13
    anchor: str = "start"
    weight: int = 400
    turn: int = 0

    @property
    def unlike(self) -> tuple[tuple[str, str], ...]:
        """What is not as with most words of a picture, as SVG writes it: the others have it from the drawing."""
        known = (("font-size", f"{self.size:g}", "13"), ("font-weight", str(self.weight), "400"))
        return tuple(
            (name, value) for name, value, usual in (*known, ("text-anchor", self.anchor, "start")) if value != usual
        )

    @property
    def other_paint(self) -> str:
        """Its paint, when that is another than the ink of most words."""
        return "" if self.paint == "ink" else self.paint

    @property
    def turned(self) -> str:
        """How the words are turned around their place, as SVG writes it."""
        return f"rotate({self.turn} {self.x} {self.y})" if self.turn else ""


@define(frozen=True, kw_only=True)
class Key:
    """One line of the key: what a look means."""

    paint: str
    meaning: str


@define(frozen=True, kw_only=True)
class Picture:
    """
    A picture that tells one thing at a glance, and the same in words.

    Attributes:
        id: the id that names it on the page.
        title: what one sees, in a few words.
        alternative: the same in a sentence or two, for who does not see it.
        caption: what stands below it: the same sentences, unless the page says it anyhow.
        key: what the looks mean.
        width, height: of the drawing, in its own measure.
        paper: whether it is printed too; the screen has it always.
    """

    id: str
    title: str
    alternative: str
    caption: str = ""
    key: tuple[Key, ...] = ()
    width: float = field(converter=_short)
    height: float = field(converter=_short)
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]
    paper: bool = False

    @property
    def outlines(self) -> tuple[Shape, ...]:
        """The shapes, those of one look as one outline, because each by itself takes twice as many letters; they never overlap."""
        looks: dict[tuple[str, str], list[Shape]] = {}
        for one in self.shapes:
            looks.setdefault((one.paint, one.edge), []).append(one)
        return tuple(Shape(paint=paint, edge=edge, path=_traced(found)) for (paint, edge), found in looks.items())

    @property
    def lettering(self) -> tuple[tuple[Label, tuple[Label, ...]], ...]:
        """The words, those of one look together and with the first of them in front, because that look is then written once."""
        looks: dict[tuple[object, str], list[Label]] = {}
        for one in self.labels:
            looks.setdefault((one.unlike, one.paint), []).append(one)
        return tuple((found[0], tuple(found)) for found in looks.values())

    @property
    def view_box(self) -> str:
        """The measure of the drawing as SVG writes it."""
        return f"0 0 {self.width} {self.height}"


@define(frozen=True, kw_only=True)
class Words:
    """What a picture is called and says, for those who draw it."""

    id: str
    title: str
    alternative: str
    key: Mapping[str, str]
    caption: bool = True
    paper: bool = False


def _picture(words: Words, width: float, height: float, shapes: Sequence[Shape], labels: Sequence[Label]) -> Picture:
    return Picture(
        id=words.id,
        title=words.title,
        alternative=words.alternative,
        caption=words.alternative if words.caption else "",
        key=tuple(Key(paint=PAINTS[state], meaning=meaning) for state, meaning in words.key.items()),
        width=width,
        height=height,
        shapes=tuple(shapes),
        labels=tuple(labels),
        paper=words.paper,
    )


def grid(words: Words, rows: Sequence[str], columns: Sequence[str], states: Sequence[Sequence[str]]) -> Picture:
    """
    Draw squares in rows and columns: a heat map, or who is on when.

    Args:
        words: what it is called and says.
        rows: the names on the left.
        columns: the names on top; long ones stand aslant.
        states: per row one state of `PAINTS` for every column; ``""`` leaves a square out.
    """
    aslant = len(columns) > 6
    left, top = 8 + 7.2 * max(map(len, rows), default=0), 150 if aslant else 26
    wide, high = (30, 20) if aslant else (110, 24)
    shapes, labels = [], []
    for column, name in enumerate(columns):
        x = left + column * wide + (wide / 2 if aslant else 0)
        labels.append(
            Label(x=x, y=top - 8, words=name, turn=-55) if aslant else Label(x=x, y=top - 8, words=name, weight=700)
        )
    for row, name in enumerate(rows):
        y = top + row * high
        labels.append(Label(x=left - 8, y=y + round(high * 0.68), words=name, anchor="end"))
        shapes += [
            Shape(
                paint=PAINTS[state],
                x=left + column * wide,
                y=y,
                width=wide - _GAP,
                height=high - _GAP,
                edge="urgent" if state == "open" else "strong-line",  # the holes are what one looks for
            )
            for column, state in enumerate(states[row])
            if state
        ]
    overhang = 100 if aslant else 0
    return _picture(words, left + len(columns) * wide + overhang, top + len(rows) * high, shapes, labels)


def bar(words: Words, parts: Sequence[tuple[str, str, int]]) -> Picture:
    """
    Draw one bar, divided as the counts are.

    Args:
        words: what it is called and says.
        parts: for each part its state, the words that stand below it, and its count.
    """
    width, total, x = 640.0, sum(count for _, _, count in parts), 0.0
    shapes, labels = [], []
    for state, name, count in parts:
        share = width * count / total if total else 0
        shapes.append(Shape(paint=PAINTS[state], x=x + 1, y=1, width=max(share - _GAP, 1), height=22))
        labels.append(Label(x=x + 1, y=42, words=name))
        x += share
    return _picture(words, width + 2, 48, shapes, labels)


# One line of `bars`: its name, the words behind its bar, how long that is (nothing: no bar), and its state.
Line = tuple[str, str, float | None, str]


_PHONE = 350  # beside its margins: a longest bar that one has to move for says less than the others


def bars(words: Words, lines: Sequence[Line]) -> Picture:
    """
    Draw a bar per line, all from one zero: how many of each kind, or the years of one series.

    Args:
        words: what it is called and says.
        lines: from top to bottom.
    """
    left, high = 12 + 7.2 * max((len(line[0]) for line in lines), default=0), 20.0
    after = 12 + 7.2 * max((len(line[1]) for line in lines), default=0)
    width = min(240.0, max(120.0, _PHONE - left - after))
    most = max((line[2] or 0 for line in lines), default=0) or 1
    shapes, labels = [], []
    for row, (name, said, size, state) in enumerate(lines):
        y, long = row * high, 0.0
        labels.append(Label(x=left - 8, y=y + round(high * 0.68), words=name, anchor="end"))
        if size is not None:
            long = max(width * size / most, 1)
            shapes.append(Shape(paint=PAINTS[state], x=left, y=y + 1, width=long, height=high - _GAP - 1))
        labels.append(Label(x=left + long + 8, y=y + round(high * 0.68), words=said))
    return _picture(words, left + width + after, len(lines) * high, shapes, labels)


def clock(words: Words, times: Sequence[tuple[str, str, bool]]) -> Picture:
    """
    Draw the times of a situation from left to right.

    Args:
        words: what it is called and says.
        times: for each its name, which steps fall in it, and whether the law demands one of those.
    """
    wide, high = 84.0, 40.0  # five of them fit a phone
    shapes, labels = [], []
    for place, (name, steps, must) in enumerate(times):
        x, tip = place * wide + 1, 10
        end = x + wide - _GAP - tip
        path = (
            f"M{x:g} 1H{end:g}L{end + tip:g} {1 + high / 2:g}L{end:g} {1 + high:g}H{x:g}L{x + tip:g} {1 + high / 2:g}Z"
        )
        shapes.append(Shape(paint=PAINTS["alarm" if must else "strong"], path=path))
        lines = name.split(" ", 1)
        labels += [
            Label(
                x=x + wide / 2 - 1,
                y=high / 2 + 6 + (line - (len(lines) - 1) / 2) * 15,
                words=said,
                anchor="middle",
                weight=700,
                paint="paper",
            )
            for line, said in enumerate(lines)
        ]
        labels.append(Label(x=x + wide / 2 - 1, y=high + 18, words=steps, anchor="middle"))
    return _picture(words, len(times) * wide + 2, high + 26, shapes, labels)


# A place in the landscape: its key, its short name, east and north in degrees.
Spot = tuple[str, str, float, float]


def tiles(words: Words, spots: Sequence[Spot], states: Mapping[str, str]) -> Picture:
    """
    Draw a map of tiles of one size: each place stands about where it lies, and none is too small to see.

    Args:
        words: what it is called and says.
        spots: the places.
        states: how the tile of a place looks; a place that is not in it looks ``none``.
    """
    placed = _on_grid(tuple(spots))
    drawn = [_tile(*placed[key], name, states.get(key, "none")) for key, name, _, _ in spots]
    shapes, labels = [shape for shape, _ in drawn], [label for _, label in drawn]
    columns = 1 + max((column for column, _ in placed.values()), default=0)
    rows = 1 + max((row for _, row in placed.values()), default=0)
    return _picture(words, columns * _WIDE, rows * _HIGH, shapes, labels)


_WIDE, _HIGH = 66.0, 34.0  # of a tile, with the gap around it


@lru_cache(maxsize=1024)  # the maps of neighbours differ in a handful of tiles
def _tile(column: int, row: int, name: str, state: str) -> tuple[Shape, Label]:
    x, y = column * _WIDE + 1, row * _HIGH + 1
    label = Label(
        x=x + (_WIDE - _GAP) / 2,
        y=y + _HIGH / 2 + 2,
        words=name,
        size=9.5,
        anchor="middle",
        weight=700 if state in ("strong", "alarm") else 400,
        paint="paper" if state in ("strong", "alarm") else "ink",
    )
    return Shape(paint=PAINTS[state], x=x, y=y, width=_WIDE - _GAP, height=_HIGH - _GAP), label


@lru_cache(maxsize=4)  # every municipality has its map of the same places
def _on_grid(spots: tuple[Spot, ...]) -> dict[str, tuple[int, int]]:
    """Give each place the free square nearest to where it lies; the crowded middle chooses first, and ties go by key."""
    if not spots:
        return {}
    west, east = min(one[2] for one in spots), max(one[2] for one in spots)
    south, north = min(one[3] for one in spots), max(one[3] for one in spots)
    side = round((len(spots) * 1.45) ** 0.5 + 0.5)
    columns, rows = side, side + 1
    wanted = {
        key: ((x - west) / ((east - west) or 1) * (columns - 1), (north - y) / ((north - south) or 1) * (rows - 1))
        for key, _, x, y in spots
    }
    middle = (columns - 1) / 2, (rows - 1) / 2
    order = sorted(wanted, key=lambda key: (_apart(wanted[key], middle), key))
    free = {(column, row) for column in range(columns) for row in range(rows)}
    placed: dict[str, tuple[int, int]] = {}
    for key in order:
        placed[key] = min(free, key=lambda square: (_apart(square, wanted[key]), square))
        free.discard(placed[key])
    left, top = min(column for column, _ in placed.values()), min(row for _, row in placed.values())
    return {key: (column - left, row - top) for key, (column, row) in placed.items()}


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


# The outline of a place: rings of points, east and north in degrees.
Rings = tuple[tuple[tuple[float, float], ...], ...]


def outlines(words: Words, places: Mapping[str, Rings], states: Mapping[str, str]) -> Picture:
    """
    Draw a real map of the outlines that a user brought.

    Args:
        words: what it is called and says.
        places: the rings of each place by its key.
        states: how a place looks; one that is not in it looks ``none``.
    """
    points = [point for rings in places.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # A degree of longitude is this much shorter than one of latitude, at the height of the Netherlands.
    across, width = 0.615, 600.0
    scale = width / (((east - west) or 1) * across)
    shapes = [
        Shape(
            paint=PAINTS[states.get(key, "none")],
            path="".join(
                "M" + "L".join(f"{(x - west) * across * scale:.1f} {(north - y) * scale:.1f}" for x, y in ring) + "Z"
                for ring in rings
            ),
        )
        for key, rings in sorted(places.items(), key=lambda item: states.get(item[0], ""))
    ]
    return _picture(words, width, (north - south) * scale, shapes, ())
