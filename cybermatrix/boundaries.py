"""Outlines of municipalities that a user brings: a GeoJSON file goes in, rings by code come out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import define

from cybermatrix.errors import UnusableFile

if TYPE_CHECKING:
    from pathlib import Path

    from cybermatrix.charts import Rings

MOST = 20_000_000  # bytes: the whole country, drawn in detail, is less
# Where files from CBS, Kadaster and PDOK keep the code and the name of a municipality.
_CODES = ("code", "statcode", "gm_code", "gemeentecode", "identificatie")
_NAMES = ("name", "naam", "statnaam", "gm_naam", "gemeentenaam")
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
    Read the outlines of municipalities from a GeoJSON file in degrees (WGS84).

    Raises:
        UnusableFile: when it is too large, no GeoJSON, or not in degrees.
    """
    if path.stat().st_size > MOST:
        raise UnusableFile(str(path), "too_large", f"{MOST // 1_000_000} MB")
    try:
        found = json.loads(path.read_bytes())
        features = found["features"]
        rings: dict[str, Rings] = {}
        for feature in features:
            outline = _rings(feature["geometry"])
            about = {str(key).casefold(): value for key, value in (feature.get("properties") or {}).items()}
            for value in (about.get(key) for key in (*_CODES, *_NAMES)):
                if isinstance(value, str) and value:
                    rings.setdefault(value if value.startswith("GM") else value.casefold(), outline)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UnusableFile(str(path), "no_geojson", "") from error
    if any(abs(x) > 180 or abs(y) > 90 for outline in rings.values() for ring in outline for x, y in ring):
        raise UnusableFile(str(path), "no_degrees", "")
    return Boundaries(str(path), rings)


def _rings(geometry: dict[str, Any]) -> Rings:
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}[geometry["type"]]
    return tuple(_simple(ring) for polygon in polygons for ring in polygon)


def _simple(ring: list[list[float]]) -> tuple[tuple[float, float], ...]:
    step = max(1, len(ring) // _DETAIL)
    return tuple((float(point[0]), float(point[1])) for point in ring[::step])
