"""What a publication takes in the place of our own look and maps: written down once for all workers, and known by its hash."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from attrs import asdict, define

from cybermatrix.boundaries import Boundaries
from cybermatrix.theme import PLAIN, Look, Templates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.model import Municipality


@define(frozen=True)
class Setting:
    """
    What differs from our own look and maps; by value, for the files it was read from may change meanwhile.

    Attributes:
        look: colours, fonts, a logo and templates.
        boundaries: outlines of municipalities, for a real map.
    """

    look: Look = PLAIN
    boundaries: Boundaries | None = None

    def given(self) -> tuple[tuple[str, str], ...]:
        """Give the name and the hash of each thing that was brought: a theme, a logo, templates, boundaries."""
        look = self.look
        told = {
            "theme": (look.colours, look.faces) if look.colours or look.faces else None,
            "logo": look.logo or None,
            "templates": None if look.templates is None else look.templates.files,
            "boundaries": None if self.boundaries is None else sorted(self.boundaries.rings.items()),
        }
        return tuple(
            (name, hashlib.sha256(repr(what).encode()).hexdigest()) for name, what in told.items() if what is not None
        )

    def must_have(self, places: Iterable[Municipality]) -> None:
        """
        Make sure that there is an outline of every municipality that gets a map.

        Raises:
            UnusableFile: when one is missing.
        """
        if self.boundaries is not None:
            for place in places:
                self.boundaries.must_have(place.code, place.name)

    def to_bytes(self) -> bytes:
        """Give it as JSON."""
        return json.dumps(asdict(self)).encode()


def read_setting(content: bytes) -> Setting:
    """Read what `Setting.to_bytes` gave."""
    said = json.loads(content)
    look, bounds = said["look"], said["boundaries"]
    templates = look["templates"]
    return Setting(
        Look(
            colours=tuple((name, colour) for name, colour in look["colours"]),
            faces=tuple((weight, data) for weight, data in look["faces"]),
            logo=look["logo"],
            templates=None
            if templates is None
            else Templates(templates["folder"], tuple((name, text) for name, text in templates["files"])),
        ),
        None
        if bounds is None
        else Boundaries(
            bounds["file"],
            {key: tuple(tuple((x, y) for x, y in ring) for ring in rings) for key, rings in bounds["rings"].items()},
        ),
    )
