"""
A new edition made from a folder: stamped, kept as JSON, with its change log, its feed and its review calendar beside it.

What is kept lies in ``edities/``. The log and the feed follow from the kept editions and are made anew each time.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from attrs import define

from cybermatrix import journal
from cybermatrix.changes import diff
from cybermatrix.errors import InvalidMatrix, InvalidQuestion
from cybermatrix.language import day
from cybermatrix.loading import archived, examined, load, unpack
from cybermatrix.matrix import Base, Matrix
from cybermatrix.model import changed
from cybermatrix.plain import pack
from cybermatrix.reviewing import to_calendar
from cybermatrix.writeback import rewritten, says_the_same

if TYPE_CHECKING:
    import datetime as dt

    from cybermatrix.changes import Changes
    from cybermatrix.model import Data, Edition
    from cybermatrix.problems import Problem

ARCHIVE = "edities"
LOG, FEED, CALENDAR = "wijzigingen.md", "wijzigingen.atom", "nakijken.ics"
_NUMBER = re.compile(r"[0-9]{4}\.[1-9][0-9]*")
# Names in a feed are for ever, and an address we do not have; so they are made of what never changes.
_NAMESPACE = uuid.UUID("9a0f4c77-9d1e-4f06-8b3c-6a1f3f4f4f0d")
_ATOM = "http://www.w3.org/2005/Atom"  # the name of the format, never fetched
_SAY = {
    "log": "# Wat er veranderde, uitgave na uitgave",
    "log-how": "`cybermatrix release` maakt dit bestand bij elke uitgave opnieuw. Wat u er zelf in schrijft, gaat dan verloren.",
    "edition": "Uitgave {id}, {day}",
    "feed": "{name}: wat er veranderde",
}


@define(frozen=True)
class Release:
    """
    A new edition before it is written.

    Attributes:
        old: the edition that was kept last; nothing when this is the first.
        new: the new edition.
        changes: what is different between them.
        warnings: what one should still look at; none of it stops a release.
        files: the contents of every file that it writes, by name.
    """

    old: Matrix | None
    new: Matrix
    changes: Changes
    warnings: tuple[Problem, ...]
    files: dict[str, bytes]


def prepare(folder: Path, number: str, *, date: dt.date, adopted_by: str | None = None) -> Release:
    """
    Make a new edition of what a folder says now; nothing is written.

    Args:
        folder: the folder of text files.
        number: year and serial number, such as ``2026.2``.
        date: the day of the edition; it stands on every page.
        adopted_by: who adopted it, in which body and when; without it the edition is a concept.

    Raises:
        InvalidMatrix: when the data, or an edition that was kept, has errors.
        InvalidQuestion: when the number or the date cannot follow on the edition before it.
    """
    read, problems = examined(folder)
    if read is None or any(one.is_error for one in problems):
        raise InvalidMatrix(problems)
    kept = [Matrix(Base(unpack(path.read_bytes(), f"{ARCHIVE}/{path.name}"))) for path in archived(folder).values()]
    _follows(number, date, read.edition, [one.edition for one in kept])
    edition = changed(
        read.edition,
        id=number,
        date=date,
        status="concept" if adopted_by is None else "vastgesteld",
        adopted_by=adopted_by,
    )
    files = {name: text.encode() for name, text in rewritten(folder, read, changed(read, edition=edition)).items()}
    new = _staged(folder, files)
    editions = [*kept, new]
    history = [diff(old, one) for old, one in zip([None, *kept], editions, strict=True)]
    files |= {
        f"{ARCHIVE}/{number}.json": pack(new.data),
        f"{ARCHIVE}/{LOG}": _log(history).encode(),
        f"{ARCHIVE}/{FEED}": _feed(history),
        f"{ARCHIVE}/{CALENDAR}": to_calendar(new),
    }
    return Release(
        old=kept[-1] if kept else None,
        new=new,
        changes=history[-1],
        warnings=problems,
        files=files,
    )


def write_release(folder: Path, made: Release, *, when: str) -> None:
    """
    Write a new edition in its folder, all of it or nothing, and read it back before it counts.

    Args:
        folder: the folder it was prepared from.
        made: what `prepare` gave.
        when: the time; kept with the change, so that `journal.last` can tell.

    Raises:
        cybermatrix.errors.Busy: somebody else writes here now.
        cybermatrix.errors.NotAsMeant: it read otherwise, or the folder changed since; the folder is as it was.
        OSError: it could not be written; the folder is as it was.
    """
    number = made.new.edition.id
    journal.write(
        folder,
        dict(made.files),
        what=f"uitgave {number}",
        when=when,
        check=lambda: _reads_so(folder, number, made.new.data),
    )


def _reads_so(folder: Path, number: str, meant: Data) -> bool:
    try:
        found = load(folder).data
        kept = unpack((folder / ARCHIVE / f"{number}.json").read_bytes(), number)
    except InvalidMatrix:
        return False
    return found.fingerprint == kept.fingerprint == meant.fingerprint and all(
        says_the_same(one, meant) for one in (found, kept)
    )


def _follows(number: str, date: dt.date, now: Edition, kept: list[Edition]) -> None:
    """A number is used once, numbers go up, and so do days."""
    if not _NUMBER.fullmatch(number):
        msg = f"{number!r} is no number of an edition; write year.serial, such as 2026.2"
        raise InvalidQuestion(msg, about="edition-number", word=number)
    known = [one.id for one in kept]
    if number in known:
        msg = f"edition {number} was released before; the last one is {known[-1]}"
        raise InvalidQuestion(msg, about="edition-used", word=number, known=(known[-1],))
    # What the folder says now counts too, also when it was never kept: people have seen that number.
    for before in (now, *kept):
        if before.id != number and _NUMBER.fullmatch(before.id) and _order(number) < _order(before.id):
            msg = f"edition {number} would come before {before.id}"
            raise InvalidQuestion(msg, about="edition-order", word=number, known=(before.id,))
    if kept and date < kept[-1].date:
        msg = f"{date} lies before the day of edition {kept[-1].id}: {kept[-1].date}"
        raise InvalidQuestion(msg, about="edition-day", word=str(date), known=(kept[-1].id, str(kept[-1].date)))


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _staged(folder: Path, files: dict[str, bytes]) -> Matrix:
    """Read the folder as it will be: in a copy, so that its hash is that of the files that people will have."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "matrix"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*", ARCHIVE))
        for file, content in files.items():
            (copy / file).write_bytes(content)
        return load(copy)


def _title(edition: Edition) -> str:
    return _SAY["edition"].format(id=edition.id, day=day(edition.date, "nl"))


def _log(history: list[Changes]) -> str:
    """Tell what changed, the newest edition first, as Markdown."""
    parts = [_SAY["log"], _SAY["log-how"]]
    for changes in reversed(history):
        _, _, told = changes.to_markdown().partition("\n\n")
        parts += [f"## {_title(changes.new.edition)}", told]
    return "\n\n".join(parts) + "\n"


def _feed(history: list[Changes]) -> bytes:
    """
    Tell what changed as an Atom feed (RFC 4287), the newest edition first.

    It is thirty lines with the standard library; the libraries for it bring a compiled XML parser along.
    """
    first, last = history[0].new.edition, history[-1].new.edition
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "nl"})
    _add(feed, "id", _name(f"feed {first.name}"))
    _add(feed, "title", _SAY["feed"].format(name=last.name))
    _add(feed, "updated", f"{last.date}T00:00:00Z")
    _add(_add(feed, "author"), "name", last.name)
    _add(feed, "rights", last.licence)
    for changes in reversed(history):
        edition = changes.new.edition
        entry = _add(feed, "entry")
        _add(entry, "id", _name(f"feed {first.name} {edition.id}"))
        _add(entry, "title", _title(edition))
        _add(entry, "updated", f"{edition.date}T00:00:00Z")
        _add(entry, "summary", changes.introduction())
        _add(entry, "content", changes.to_html()).set("type", "html")
    ET.indent(feed)
    made: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    made = ET.SubElement(parent, name)
    made.text = text
    return made


def _name(of: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, of)}"
