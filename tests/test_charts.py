"""Pictures: everything in them is drawn inside their frame, and what they show stands in words beside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pages
import pytest

from cybermatrix import charts
from cybermatrix.boundaries import read_boundaries
from cybermatrix.cli import words
from cybermatrix.errors import UnusableFile
from cybermatrix.guides import guide
from cybermatrix.guides.cards import series
from cybermatrix.guides.parts import Card

if TYPE_CHECKING:
    from pathlib import Path

WORDS = charts.Words(id="beeld", title="Een beeld", alternative="Wat men ziet.", key={"strong": "vol"})


def test_a_grid_has_a_square_for_every_state_but_the_empty_one() -> None:
    picture = charts.grid(WORDS, ["a", "b"], ["x", "y"], [["strong", ""], ["open", "none"]])

    assert ["head", "paper", "shade"] == [shape.paint for shape in picture.shapes]
    assert ["x", "y", "a", "b"] == [label.words for label in picture.labels]


def test_a_bar_is_divided_as_the_counts_are() -> None:
    picture = charts.bar(WORDS, [("strong", "a 3", 3), ("open", "b 1", 1)])

    assert [477, 157] == [round(shape.width) for shape in picture.shapes]


def test_an_empty_bar_is_a_bar() -> None:
    assert 1 == len(charts.bar(WORDS, [("strong", "a 0", 0)]).shapes)


def test_bars_begin_at_one_zero_and_what_is_not_known_has_none() -> None:
    picture = charts.bars(
        WORDS, [("2022", "4", 4, "strong"), ("2023", "geen", None, "strong"), ("2024", "2", 2, "open")]
    )
    first, second = picture.shapes

    assert first.x == second.x
    assert first.width == 2 * second.width
    assert ["2022", "4", "2023", "geen", "2024", "2"] == [label.words for label in picture.labels]
    assert all(shape.x + shape.width < picture.width for shape in picture.shapes)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Schade: 26,7 miljoen (2020), 28,2 miljoen euro (2023).", [(2020, 26.7), (2023, 28.2)]),
        ("Ruim 20 miljoen (2023), bijna 15 miljoen euro (2022).", [(2022, 15.0), (2023, 20.0)]),
        ("Meldingen: 25.000 (2023), bijna 38.000 (2024).", [(2023, 25000.0), (2024, 38000.0)]),
        ("Aankoopfraude 5,6 procent (2022).", []),
        ("Schade 5 miljoen (2022), 7 procent (2023).", []),
        ("Account 4,5 procent (2023), apparaat 2,4 procent (2023).", []),
        ("69 procent van de gevallen (92 procent in 2021).", []),
    ],
)
def test_a_series_is_what_one_statement_says_in_one_measure(text: str, points: list[tuple[int, float]]) -> None:
    """One year, two measures, two things in one year, or a year said in passing: none of these is a series."""
    assert points == [(year, size) for year, _, size in series(text)]


def test_two_statements_are_never_one_series() -> None:
    """Each picture over the years says one statement of the data, word for word, with its numbers and no others."""
    cards = [part for part in pages.book("regio").parts if isinstance(part, Card)]
    told = {figure.text for crime in pages.matrix().crime_forms for figure in crime.figures}

    assert 3 < sum(len(card.years) for card in cards)
    for card in cards:
        assert [True, *(False,) * len(card.years)][: len(card.years)] == [one.paper for one in card.years]
        for picture in card.years:
            assert picture.alternative in told
            assert len(series(picture.alternative)) == len(picture.shapes)


def test_whether_it_works_is_counted() -> None:
    part = next(one for one in pages.book("deventer").parts if one.anchor == "inzetten")
    known = [one for one in pages.matrix().data.instruments if one.verification != "not_verified"]

    assert part.picture is not None
    assert f"Van {len(known)} middelen" in part.picture.alternative
    assert len({one.effect for one in known}) == len(part.picture.shapes)


def test_no_two_places_share_a_tile() -> None:
    spots = [(str(n), str(n), n % 9 / 10, n // 9 / 10) for n in range(76)]
    picture = charts.tiles(WORDS, spots, {"5": "alarm"})

    assert 76 == len({(shape.x, shape.y) for shape in picture.shapes})
    assert all(shape.x + shape.width <= picture.width for shape in picture.shapes)
    assert 1 == [shape.paint for shape in picture.shapes].count("urgent")
    assert picture == charts.tiles(WORDS, spots, {"5": "alarm"})


def test_north_is_up() -> None:
    picture = charts.tiles(WORDS, [("n", "noord", 6.0, 53.0), ("z", "zuid", 6.0, 51.0)], {})
    north, south = picture.shapes

    assert north.y < south.y
    assert () == charts.tiles(WORDS, [], {}).shapes


def test_a_heat_map_counts_what_it_shows() -> None:
    part = next(one for one in pages.book("deventer").parts if one.anchor == "nog-niet-geregeld")

    assert part.picture is not None
    matrix = pages.matrix()
    assert len(matrix.crime_forms) * len(matrix.intervention_types) == len(part.picture.shapes)
    gaps = [one.paint for one in part.picture.shapes].count("paper")
    assert f"In {gaps} vakjes heeft nog niemand een rol" in part.picture.alternative


def test_the_map_marks_the_municipality_and_its_region() -> None:
    part = next(one for one in pages.book("deventer").parts if one.template == "around")

    assert part.picture is not None
    assert "Deventer is een van de 76 gemeenten" in part.picture.alternative
    assert "Raalte" in part.picture.alternative
    paints = [one.paint for one in part.picture.shapes]
    assert (1, 10, 65) == tuple(map(paints.count, ("urgent", "tint", "shade")))


# --- a real map ---

SQUARE = [[[6.1, 52.2], [6.3, 52.2], [6.3, 52.3], [6.1, 52.2]]]


def geojson(folder: Path, content: object) -> Path:
    file = folder / "grenzen.geojson"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def one_place(code: str, coordinates: object = SQUARE) -> dict[str, Any]:
    shape = {"type": "Polygon", "coordinates": coordinates}
    return {"features": [{"properties": {"statcode": code}, "geometry": shape}]}


def test_outlines_that_one_brings_make_a_real_map(tmp_path: Path) -> None:
    found = read_boundaries(geojson(tmp_path, one_place("GM0150")))
    made = guide(pages.matrix(), "deventer", boundaries=found)
    part = next(one for one in made.parts if one.template == "around")

    assert part.picture is not None
    assert [True] == [shape.path.startswith("M") for shape in part.picture.shapes]


def test_outlines_without_the_municipality_are_an_error(tmp_path: Path) -> None:
    found = read_boundaries(geojson(tmp_path, one_place("GM0193")))

    with pytest.raises(UnusableFile, match=r"Deventer \(GM0150\)"):
        guide(pages.matrix(), "deventer", boundaries=found)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "no_geojson"),
        ("[]", "no_geojson"),
        ("[" * 100_000, "no_geojson"),
        ({"type": "Topology", "arcs": []}, "no_geojson"),
        (one_place("GM0150", [[[float("nan"), 52.2], [6.3, 52.2], [6.3, 52.3]]]), "no_geojson"),
        ({"features": [{"geometry": {"type": "Point", "coordinates": [1, 2]}}]}, "no_areas"),
        (one_place("GM0150", [[[207000, 474000], [208000, 474000], [207000, 475000]]]), "no_degrees"),
        ({**one_place("GM0150"), "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}}, "no_degrees"),
        (one_place("GM0150", [[[52.2, 6.1], [52.2, 6.3], [52.3, 6.3]]]), "swapped"),
        (one_place("GM0150", [[[0.1, 0.2], [0.3, 0.2], [0.3, 0.3]]]), "elsewhere"),
    ],
)
def test_what_is_no_map_is_refused(tmp_path: Path, content: object, why: str) -> None:
    with pytest.raises(UnusableFile) as caught:
        read_boundaries(geojson(tmp_path, content))

    assert why == caught.value.why
    assert f"file-{why}" in words.WORDS


@pytest.mark.parametrize(
    "nothing", [None, {"type": "Polygon", "coordinates": [[]]}, {"type": "Point", "coordinates": [6, 52]}]
)
def test_what_encloses_nothing_is_passed_over(tmp_path: Path, nothing: object) -> None:
    """Others in the file are drawn; whose outline it was has none."""
    content = one_place("GM0150")
    features = [*content["features"], {"properties": {"statcode": "GM0177"}, "geometry": nothing}]
    found = read_boundaries(geojson(tmp_path, {"features": features}))

    assert found.of("GM0150", "Deventer")
    assert found.of("GM0177", "Raalte") is None


@pytest.mark.parametrize(
    "about", [{"code": "0150"}, {"gemeentecode": 150}, {"NAAM": "Deventer"}, {"statcode": "gm0150"}]
)
def test_a_municipality_is_known_by_its_code_or_name(tmp_path: Path, about: dict[str, object]) -> None:
    """However a table kept it; one area by itself and areas in a collection are read too."""
    shape = {"type": "GeometryCollection", "geometries": [{"type": "MultiPolygon", "coordinates": [SQUARE]}]}
    found = read_boundaries(geojson(tmp_path, {"type": "Feature", "properties": about, "geometry": shape}))

    assert found.of("GM0150", "Deventer")


def test_all_areas_of_a_municipality_are_drawn_but_for_its_water(tmp_path: Path) -> None:
    shape = {"type": "Polygon", "coordinates": SQUARE}
    features = [
        {"properties": {"gemeentecode": "GM0150", "water": water}, "geometry": shape} for water in ("JA", "NEE", "NEE")
    ]

    assert 2 == len(read_boundaries(geojson(tmp_path, {"features": features})).of("GM0150", "Deventer") or ())


def test_shapes_of_one_look_are_one_outline_and_each_stands_where_it_stood() -> None:
    """A rectangle by its step from the one before; what has an outline of its own stands by itself, and so does what follows it."""
    squares = [charts.Shape(paint="ink", x=x, y=y, width=2, height=1.5) for x, y in ((1, 1), (4.3, 1), (0.4, 9))]
    tip = charts.Shape(paint="ink", path="M0 0L1 1z")
    shapes = (*squares, tip, squares[0], charts.Shape(paint="head", x=7, y=7, width=1, height=1))
    picture = charts.Picture(id="p", title="p", alternative="", width=9, height=9, shapes=shapes, labels=())

    ink, head = picture.outlines
    assert "M1 1h2v1.5h-2zm3.3 0h2v1.5h-2zm-3.9 8h2v1.5h-2zM0 0L1 1zM1 1h2v1.5h-2z" == ink.path
    assert "M7 7h1v1h-1z" == head.path
