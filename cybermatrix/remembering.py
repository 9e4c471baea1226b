"""
What text files were found to say, kept under the hash of their content: what did not change is not read again.

Only what was sound is kept, and without the places of most of it; whoever finds anything wrong reads the text itself.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import define

from cybermatrix.lately import Sealed
from cybermatrix.model import Assignment, Channel, Partner
from cybermatrix.plain import from_plain, to_plain
from cybermatrix.problems import Place
from cybermatrix.reading import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.lately import Shelf

_SOUND = b"sound"


@define(frozen=True)
class Reading:
    """
    What one text file said.

    Attributes:
        made: its records; plain texts where it holds those.
        rules: of a partner, its rules.
        references: the ids in it that are to be looked up.
    """

    made: tuple[Any, ...]
    rules: tuple[Assignment, ...]
    references: tuple[Reference, ...]


class Readings:
    """
    The readings on a shelf, and those that may be put there once everything was found to be sound.

    What only a municipality itself may see is never kept: the shelf may stand where everybody looks.

    Args:
        shelf: where they are kept.
        program: the hash of the code that read them; another one may have read otherwise.
    """

    def __init__(self, shelf: Shelf, program: str) -> None:
        self._shelf = Sealed(shelf, program)
        self._found: dict[bytes, Reading] = {}
        self._sound: bytes | None = None

    def get(self, name: str, raw: bytes, record: type[Any] | None) -> Reading | None:
        """
        Give what a file said, if it was read before.

        Args:
            name: the file, under its folder.
            raw: what is in it.
            record: the class of its records; nothing where it holds plain texts.
        """
        kept = self._shelf.get(_key(name, raw))
        if kept is None:
            return None
        made, rules, references = json.loads(kept)
        return Reading(
            tuple(made if record is None else (from_plain(record, one) for one in made)),
            tuple(from_plain(Assignment, one) for one in rules),
            tuple(Reference(kinds, word, Place(name)) for kinds, word in references),
        )

    def note(self, name: str, raw: bytes, reading: Reading) -> None:
        """Remember what a sound file said, to be kept later."""
        if not any(_is_internal(one) for one in reading.made):
            self._found[_key(name, raw)] = reading

    def were_sound(self, whole: object) -> bool:
        """Tell whether all that was read, known by what it is made of, was found to be sound together."""
        return self._shelf.get(_of(whole)) == _SOUND

    def note_sound(self, whole: object) -> None:
        """Remember that all that was read was found to be sound together."""
        self._sound = _of(whole)

    def keep(self) -> None:
        """Put on the shelf what was noted; nothing of what was not found to be sound together with the rest."""
        if self._sound is not None:
            for key, reading in self._found.items():
                self._shelf.put(key, _packed(reading))
            self._shelf.put(self._sound, _SOUND)


def _key(name: str, content: bytes) -> bytes:
    return name.encode() + b"\0" + content


def _of(whole: object) -> bytes:
    return _key("", repr(whole).encode())


def _is_internal(one: Any) -> bool:
    channels: Iterable[Channel] = (
        one.channels if isinstance(one, Partner) else (one,) if isinstance(one, Channel) else ()
    )
    return any(channel.is_internal for channel in channels)


def _packed(reading: Reading) -> bytes:
    # One mention of an id is enough to find out whether it leads somewhere.
    references = dict.fromkeys((one.kinds, one.word) for one in reading.references)
    made = [one if isinstance(one, str) else to_plain(one) for one in reading.made]
    return json.dumps([made, [to_plain(one) for one in reading.rules], list(references)], ensure_ascii=False).encode()
