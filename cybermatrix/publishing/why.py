"""Why a file is as it is: which parts it is made of, and which of them changed since it was made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define

from cybermatrix.errors import UnknownId
from cybermatrix.publishing.records import is_as_we_left_it, read_record

if TYPE_CHECKING:
    import os

    from cybermatrix.publishing.setting import Setting


@define(frozen=True)
class Reason:
    """
    What is remembered of a file.

    Attributes:
        path: under the folder of the publication.
        whole: whether the file is still as we left it.
        parts: the anchor of each part of a PDF, with the key of all that the part says; a page has none.
        shared: how many other files of the publication show the same part, in the order of the parts.
        given: what was brought in the place of our own look and maps when it was made (``theme``, ``logo``, ``templates``,
            ``boundaries``), each with its hash.
        differs: the names of what is not the same now; nothing where nobody asked.
    """

    path: str
    whole: bool
    parts: tuple[tuple[str, str], ...]
    shared: tuple[int, ...]
    given: tuple[tuple[str, str], ...] = ()
    differs: tuple[str, ...] = ()


def why(out: str | os.PathLike[str], path: str, *, setting: Setting | None = None) -> Reason:
    """
    Tell which parts made a file, and whether it is still as it was made.

    Args:
        out: the folder of a publication.
        path: a file in it, as a path from there or from here.
        setting: what is brought now, to tell what of it is not as it was when the file was made.

    Raises:
        UnknownId: when no such file was made there, with near misses.
    """
    folder = Path(out)
    record = read_record(folder)
    names = {} if record is None else record.files
    asked = Path(path)
    name = asked.relative_to(folder).as_posix() if asked.is_relative_to(folder) else asked.as_posix()
    if name not in names:
        from cybermatrix.reading import near  # noqa: PLC0415

        raise UnknownId("file of the publication", path, near(name, sorted(names)))
    entry = names[name]
    counts: dict[str, int] = {}
    for other in names.values():
        for _, key in other.parts:
            counts[key] = counts.get(key, 0) + 1
    return Reason(
        name,
        is_as_we_left_it(folder / name, entry, verify=True),
        entry.parts,
        tuple(counts[key] - 1 for _, key in entry.parts),
        entry.given,
        () if setting is None else _different(dict(entry.given), dict(setting.given())),
    )


def _different(then: dict[str, str], now: dict[str, str]) -> tuple[str, ...]:
    return tuple(name for name in {**then, **now} if then.get(name) != now.get(name))
