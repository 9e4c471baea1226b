"""Outlines of municipalities that a user brings: a GeoJSON file goes in, rings by code come out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from attrs import define

from cybermatrix.errors import UnusableFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cybermatrix.charts import Rings

MOST = 20_000_000  # bytes: the whole country, drawn in detail, is less
# Where files from CBS, Kadaster and PDOK keep the code and the name of a municipality.
_CODES = ("code", "statcode", "gm_code", "gemeentecode", "identificatie")
_NAMES = ("name", "naam", "statnaam", "gm_naam", "gemeentenaam")
_CODE = re.compile(r"(?:GM)?(\d{1,4})", re.IGNORECASE)  # "GM0150", and "0150" or 150 where a table lost the rest
_DEGREES = frozenset({"crs84", "4326", "4258"})  # the last is that of Europe, which differs by less than a metre
_EAST, _NORTH = (2, 9), (49, 55)  # the Netherlands, and what lies around it
_DETAIL = 250  # points of one ring, at most: a page need not show every bend of a river


@define(frozen=True)
class Boundaries:
    """The outlines of municipalities, found by code or else by name."""

    file: str
    rings: dict[str, Rings]

    def of(self, code: str, name: str) -> Rings | None:
        """Give the outline of a municipality, or nothing when the file does not have it."""
        return self.rings.get(code) or self.rings.get(name.casefold())

    def must_have(self, code: str, name: str) -> None:
        """
        Make sure that a municipality is in the file.

        Raises:
            UnusableFile: when it is not.
        """
        if self.of(code, name) is None:
            raise UnusableFile(self.file, "no_municipality", f"{name} ({code})")


def read_boundaries(path: Path) -> Boundaries:
    """
    Read the outlines of municipalities from a GeoJSON file in degrees (WGS84); what is no area, or is water, is passed over.

    Raises:
        UnusableFile: when it is too large, no GeoJSON, has no areas, or is not in degrees, east before north, in and around the
            Netherlands.
        OSError: for a file that is not there.
    """
    if path.stat().st_size > MOST:
        raise UnusableFile(str(path), "too_large", f"{MOST // 1_000_000} MB")
    rings: dict[str, Rings] = {}
    kinds = set()
    try:
        found = json.loads(path.read_bytes(), parse_constant=_no_number)
        system = str((found.get("crs") or {}).get("properties", {}).get("name", "CRS84"))
        for feature in [found] if found.get("type") == "Feature" else found["features"]:
            outline = _rings(feature["geometry"] or {})
            kinds.add((feature["geometry"] or {}).get("type"))
            about = {str(key).casefold(): value for key, value in (feature.get("properties") or {}).items()}
            for key in _keys(about) if outline and about.get("water") not in _WATER else ():
                rings[key] = rings.get(key, ()) + outline
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UnusableFile(str(path), "no_geojson", "") from error
    if kinds and not rings and not kinds & _AREAS:
        raise UnusableFile(str(path), "no_areas", ", ".join(sorted(str(kind) for kind in kinds)))
    _in_place(path, system, [point for outline in rings.values() for ring in outline for point in ring])
    return Boundaries(str(path), rings)


_WATER = ("JA", "B")  # CBS gives the water of a municipality as an area of its own
_AREAS = frozenset({"Polygon", "MultiPolygon", "GeometryCollection"})


def _no_number(word: str) -> float:
    raise ValueError(word)


def _keys(about: Mapping[str, Any]) -> set[str]:
    codes = [_CODE.fullmatch(str(about[key])) for key in _CODES if key in about]
    names = [about[key].casefold() for key in _NAMES if isinstance(about.get(key), str)]
    return {*(f"GM{code[1]:0>4}" for code in codes if code), *names} - {""}


def _in_place(path: Path, system: str, points: list[tuple[float, float]]) -> None:
    """Make sure that a map of these points is a map: a swapped pair, too, is in degrees."""

    def within(east: float, north: float) -> bool:
        return _EAST[0] <= east <= _EAST[1] and _NORTH[0] <= north <= _NORTH[1]

    if not any(system.casefold().endswith(one) for one in _DEGREES) or any(
        abs(x) > 180 or abs(y) > 90 for x, y in points
    ):
        raise UnusableFile(str(path), "no_degrees", "")
    if outside := [point for point in points if not within(*point)]:
        x, y = outside[0]
        raise UnusableFile(str(path), "swapped" if within(y, x) else "elsewhere", f"{x:g}, {y:g}")


def _rings(geometry: Mapping[str, Any]) -> Rings:
    """Give the rings of an area that enclose something; nothing for a point or a line."""
    match geometry.get("type"):
        case "Polygon":
            polygons = [geometry["coordinates"]]
        case "MultiPolygon":
            polygons = geometry["coordinates"]
        case "GeometryCollection":
            return tuple(ring for one in geometry["geometries"] for ring in _rings(one))
        case _:
            return ()
    rings = [_simple(ring) for polygon in polygons for ring in polygon]
    return tuple(ring for ring in rings if len({x for x, _ in ring}) > 1 and len({y for _, y in ring}) > 1)


def _simple(ring: list[list[float]]) -> tuple[tuple[float, float], ...]:
    step = max(1, len(ring) // _DETAIL)
    return tuple((float(point[0]), float(point[1])) for point in ring[::step])
