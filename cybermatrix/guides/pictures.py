"""Which picture a part has, and what it says in words; how it is drawn is the work of `charts`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cybermatrix import charts
from cybermatrix.guides.cards import anchor as form_anchor
from cybermatrix.guides.cards import last_year, series
from cybermatrix.guides.parts import Around, Card, Cover, Page, SituationCard
from cybermatrix.model import changed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.boundaries import Boundaries
    from cybermatrix.charts import Picture
    from cybermatrix.guides.parts import Part
    from cybermatrix.guides.writer import Writer
    from cybermatrix.model import CrimeForm, Figure, Municipality

# What a square of the band says, the strongest last.
_STRENGTH = {"uitvoerder": 1, "bevoegd-gezag": 2, "regie": 2}
_STATES = ("none", "medium", "strong")
BAND, SHORT = 12, 11  # partners in a band; letters of a name on a tile
_SURE = {"vast": "strong", "bron": "medium", "voorstel": "open"}
_EFFECT = {"bewezen": "strong", "veelbelovend": "strong", "onbekend": "open", "juridisch-onhoudbaar": "alarm"}


def illustrated(writer: Writer, parts: Iterable[Part], boundaries: Boundaries | None = None) -> tuple[Part, ...]:
    """
    Give the parts with their pictures, where a picture tells something sooner than words.

    Args:
        writer: what the parts were written with.
        parts: the parts of a guide.
        boundaries: outlines of municipalities, for a real map.
    """
    found = ((part, part.picture or _picture(writer, part, boundaries)) for part in _with_years(writer, parts))
    return tuple(part if picture is part.picture else changed(part, picture=picture) for part, picture in found)


def _picture(writer: Writer, part: Part, boundaries: Boundaries | None) -> Picture | None:
    here = writer.matrix.municipality
    if isinstance(part, Cover):
        return _how_sure(writer, part)
    if isinstance(part, Around) and here is not None:
        return _region(writer, part, here, boundaries)
    if isinstance(part, Page) and part.kind == "open":
        return _heat(writer, part)
    if isinstance(part, Page) and part.kind == "deploy":
        return _effects(writer, part)
    if isinstance(part, Card):
        crime = next((one for one in writer.matrix.crime_forms if form_anchor(one) == part.anchor), None)
        return None if crime is None else _band(writer, part, crime)
    if isinstance(part, SituationCard):
        return _clock(writer, part)
    return None


def _how_sure(writer: Writer, part: Cover) -> Picture:
    words = writer.words
    counts = [
        (one.mark, int("".join(filter(str.isdigit, one.number)))) for one in part.sure
    ]  # 1.238 is a number in words
    return charts.bar(
        charts.Words(
            id="beeld-zeker",
            title=words("pictures.sure_title"),
            alternative=words(
                "pictures.sure", counts=words.both(f"{mark.word} {words.number(count)}" for mark, count in counts)
            ),
            key={},
            caption=False,
            paper=True,
        ),
        [(_SURE[mark.look], f"{mark.word} {words.number(count)}", count) for mark, count in counts],
    )


def _effects(writer: Writer, part: Page) -> Picture | None:
    """Show of how many instruments is known whether they work: mostly, it is not."""
    words, data = writer.words, writer.data
    counts = Counter(one.effect for one in data.instruments if one.verification != "not_verified")
    if not counts:
        return None
    rated = [(writer.named(one), counts[one.id], one.id) for one in data.effect_ratings]
    told = words.both(f"{name.lower()} {words.number(count)}" for name, count, _ in rated if count)
    return charts.bars(
        charts.Words(
            id=f"beeld-{part.anchor}",
            title=words("pictures.effects_title"),
            alternative=words("pictures.effects", total=words.number(counts.total()), counts=told),
            key={},
            caption=False,
            paper=True,
        ),
        [(name, words.number(count), count, _EFFECT.get(key, "medium")) for name, count, key in rated if count],
    )


def _with_years(writer: Writer, parts: Iterable[Part]) -> Iterable[Part]:
    """Give the cards their figures over the years; only the newest series is printed, the screen has them all."""
    forms = {form_anchor(one): one for one in writer.matrix.crime_forms}
    for part in parts:
        crime = forms.get(part.anchor) if isinstance(part, Card) and not part.years else None
        told = [] if crime is None else [one for one in writer.printable(crime.figures) if series(one.text)]
        told.sort(key=lambda one: -last_year(one))
        years = tuple(_years(writer, one, f"{part.anchor}-reeks-{place}", place) for place, one in enumerate(told, 1))
        yield changed(part, years=years) if years else part


def _years(writer: Writer, figure: Figure, key: str, place: int) -> Picture:
    """Show one series: a bar per year, and a line without a bar for a year in between of which it says nothing."""
    words, points = writer.words, {year: (said, size) for year, said, size in series(figure.text)}
    first, last = min(points), max(points)
    none = (words("pictures.no_year"), None)
    return charts.bars(
        charts.Words(
            id=f"beeld-{key}",
            title=words("pictures.years_title", first=first, last=last),
            alternative=figure.text,
            key={},
            paper=place == 1 and writer.is_brief,  # a loose card fits its two sides without
        ),
        [(str(year), *points.get(year, none), "strong") for year in range(first, last + 1)],
    )


def _heat(writer: Writer, part: Page) -> Picture:
    """Show at a glance what is answered and where the holes are: forms against types."""
    words, matrix = writer.words, writer.matrix
    answered: dict[tuple[str, str], bool] = {}
    for cell in matrix.cells:
        if cell.role.id != "geen":
            key = (cell.crime.id, cell.intervention.id)
            answered[key] = answered.get(key, False) or cell.origin.is_specific
    possible = {(crime, intervention) for intervention, crime in matrix.pairs}

    def state(key: tuple[str, str]) -> str:
        if key in answered:
            return "strong" if answered[key] else "medium"
        return "open" if key in possible else "none"

    types = matrix.intervention_types
    states = [[state((crime.id, one.id)) for one in types] for crime in matrix.crime_forms]
    flat = [one for row in states for one in row]
    return charts.grid(
        charts.Words(
            id=f"beeld-{part.anchor}",
            title=words("pictures.heat_title"),
            alternative=words(
                "pictures.heat",
                answered=words.number(len(answered)),
                of=words.number(len(possible)),
                specific=words.number(flat.count("strong")),
                open=words.number(flat.count("open")),
            ),
            key={one: words("pictures.heat_" + one) for one in ("strong", "medium", "open", "none")},
            paper=matrix.municipality is None,
        ),
        [_short(writer.named(one), 34) for one in matrix.crime_forms],
        [_short(writer.named(one), 26) for one in types],
        states,
    )


def _band(writer: Writer, part: Card, crime: CrimeForm) -> Picture | None:
    """Show who is on when: what is laid down for this form or its family, block by block."""
    words = writer.words
    blocks = writer.data.blocks
    found: dict[str, dict[str, int]] = {}
    for cell in writer.matrix.where(crime=crime).cells:
        if cell.role.id != "geen" and cell.origin.is_specific:
            row = found.setdefault(writer.short(cell.partner), {})
            block = cell.intervention.block
            row[block] = max(row.get(block, 0), _STRENGTH.get(cell.role.id, 0))
    ranked = sorted(found, key=lambda name: (-max(found[name].values()), -len(found[name])))[:BAND]
    if not ranked:
        return None
    order = {block.id: place for place, block in enumerate(blocks)}
    ranked.sort(key=lambda name: sorted(order[block] for block in found[name]))
    by_block = (
        words(
            "pictures.band_block",
            block=writer.named(block),
            names=words.both(name for name in ranked if block.id in found[name]) or words("pictures.nobody"),
        )
        for block in blocks
    )
    return charts.grid(
        charts.Words(
            id=f"beeld-{part.anchor}",
            title=words("pictures.band_title"),
            alternative=words("pictures.band", blocks=" ".join(by_block)),
            key={one: words("pictures.band_" + one) for one in ("strong", "medium", "none")},
        ),
        [_short(name, 30) for name in ranked],
        [writer.named(block) for block in blocks],
        [[_STATES[found[name][block.id]] if block.id in found[name] else "" for block in blocks] for name in ranked],
    )


def _clock(writer: Writer, part: SituationCard) -> Picture | None:
    """Show which steps fall in which time, and in which times the law counts along."""
    words = writer.words
    times = []
    for clock in part.clocks:
        numbers = [step.number for step in clock.steps]
        steps = numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
        must = any(step.force == words("force.moet") for step in clock.steps)
        times.append((clock.heading, words("pictures.steps", numbers=steps), must))
    if not times:
        return None
    # Where the law demands nothing, a colour for that would only make one look for it.
    states = ("alarm", "strong") if any(must for _, _, must in times) else ()
    return charts.clock(
        charts.Words(
            id=f"beeld-{part.anchor}",
            title=words("pictures.clock_title"),
            alternative=" ".join(
                words("pictures.clock_must" if must else "pictures.clock", time=name, steps=steps)
                for name, steps, must in times
            ),
            caption=False,
            key={state: words(f"pictures.clock_{state}") for state in states},
        ),
        times,
    )


def _region(writer: Writer, part: Around, here: Municipality, boundaries: Boundaries | None) -> Picture | None:
    """Show where the municipality lies in its police unit, and who share its district."""
    words, data = writer.words, writer.data
    regions = {one.id: one for one in data.safety_regions}
    units = {one.id: one for one in data.police_units}
    mine = regions.get(here.region)
    if mine is None:
        return None
    near = [one for one in data.municipalities if one.region in regions and regions[one.region].unit == mine.unit]
    same = [one for one in near if one.region == here.region and one.id != here.id]
    states = {one.id: "medium" for one in same} | {here.id: "alarm"}
    text = charts.Words(
        id=f"beeld-{part.anchor}",
        title=words("pictures.map_title", name=here.name),
        alternative=words(
            "pictures.map",
            name=here.name,
            unit=units[mine.unit].name,
            count=words.number(len(near)),
            region=mine.name,
            others=words.both(one.name for one in same) or words("pictures.nobody"),
        ),
        key={
            "alarm": here.name,
            "medium": words("pictures.map_medium", region=mine.name),
            "none": words("pictures.map_none", unit=units[mine.unit].name),
        },
    )
    if boundaries is not None:
        drawn = {one.id: rings for one in near if (rings := boundaries.of(one.code, one.name)) is not None}
        return charts.outlines(text, drawn, states)
    spots = [
        (one.id, _short(one.name, SHORT), one.longitude, one.latitude)
        for one in near
        if one.longitude is not None and one.latitude is not None
    ]
    return charts.tiles(text, spots, states) if len(spots) > 1 else None


def _short(name: str, most: int) -> str:
    """Shorten a name for a picture, at a word where that leaves something to read; the whole name stands in the words."""
    bare = name.partition(" (")[0]
    return bare if len(bare) <= most else bare[: most - 1].rstrip(" -,") + "."
