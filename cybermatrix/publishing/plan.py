"""What a publication consists of: which guides, in which files, and on what all of them depend."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, evolve

from cybermatrix import _resources
from cybermatrix.errors import InvalidQuestion
from cybermatrix.matrix import Base, Matrix, normal
from cybermatrix.model import changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cybermatrix.model import Channel


ENDINGS = ("html", "pdf")


@define(frozen=True)
class Job:
    """One guide: the subject as `cybermatrix.guide` takes it, where it goes, without an ending, and as what."""

    subject: str
    stem: str
    endings: tuple[str, ...] = ENDINGS

    def paths(self) -> tuple[str, ...]:
        """Give its files, under the folder of the publication."""
        return tuple(f"{self.stem}.{ending}" for ending in self.endings)

    @property
    def is_half(self) -> bool:
        """Whether it is one file of a guide, the other being a job of its own."""
        return len(self.endings) < len(ENDINGS)

    def halves(self) -> tuple[Job, ...]:
        """Give each of its files as a job of its own: the page, and the paper."""
        return tuple(evolve(self, endings=(ending,)) for ending in self.endings)

    @property
    def municipality(self) -> str:
        """Give the id of the municipality that it is for; empty for any other guide."""
        kind, _, key = self.subject.partition(":")
        return key if kind == "gemeente" else ""


@define(frozen=True)
class Order:
    """
    What every worker must know: small enough to travel with each job.

    Attributes:
        out: the folder of the publication, the same for every worker.
        data: the file in it with the edition, and its hash, by which a worker knows that it has it already.
        setting: what takes the place of our own look and maps, by name and hash; itself it stands beside the data.
        on: the day whose rules count, year-month-day.
        lang: the language of the pages.
        internal: whether they may hold what only a municipality itself may see.
        one_piece: whether each PDF is laid out at once.
        verify: whether files are read to see that they are whole, or only looked at from outside.
        dry: whether nothing is written.
    """

    out: str
    data: str
    digest: str
    on: str
    lang: str = "nl"
    internal: bool = False
    one_piece: bool = False
    verify: bool = False
    dry: bool = False
    setting: tuple[tuple[str, str], ...] = ()

    @property
    def setting_file(self) -> Path:
        """The file with the setting."""
        return Path(self.data).with_name("setting.json")


def jobs(matrix: Matrix, *, country: bool = False) -> tuple[Job, ...]:
    """
    Give every guide of a publication: the region, the poster, and all of each sort in the order of the data.

    The report is not one of them: it is for the steering group, and whoever publishes does not decide that others read it.

    Args:
        matrix: what is published.
        country: whether all municipalities get one; otherwise those of the regions that are police districts too.
    """
    data = matrix.data
    districts = {region.id for region in data.safety_regions if region.district}
    places = [place for place in data.municipalities if country or not districts or place.region in districts]
    return (
        Job("regio", "regio"),
        Job("poster", "poster"),
        *(_job("situatie", item) for item in data.situations),
        *(_job("vorm", item) for item in data.crimes),
        *(_job("partij", item) for item in matrix.partners),
        *(_job("gemeente", item) for item in places),
    )


def public(matrix: Matrix) -> Matrix:
    """
    Give a matrix without what a municipality keeps for itself: its internal desks, and its answers to internal questions.

    A public publication is made from this alone, its data and the order for its workers too, so that nothing internal can
    be on a page, in a file or in the folder.
    """
    data = matrix.data
    overlays = tuple(
        changed(
            one,
            channels=tuple(channel for channel in one.channels if not channel.is_internal),
            slots=tuple(slot for slot in one.slots if not slot.is_internal),
        )
        for one in data.overlays
    )
    partners = tuple(
        changed(one, channels=_without_numbers(one.channels)) if _are_internal(one.channels) else one
        for one in data.partners
    )
    channels = _without_numbers(data.channels)
    if (overlays, partners, channels) == (data.overlays, data.partners, data.channels):
        return matrix
    return Matrix(Base(changed(data, overlays=overlays, partners=partners, channels=channels))).where(on=matrix.on)


def _are_internal(channels: tuple[Channel, ...]) -> bool:
    return any(one.is_internal for one in channels)


def _without_numbers(channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
    """Leave of an internal desk only that it is there, for others may refer to it."""
    return tuple(changed(one, phone=None, address=None, note=None) if one.is_internal else one for one in channels)


_FOLDERS = {"situatie": "situaties", "vorm": "vormen", "partij": "partijen", "gemeente": "gemeenten"}


def _job(kind: str, item: Any) -> Job:
    return Job(f"{kind}:{item.id}", f"{_FOLDERS[kind]}/{item.id}")


def chosen(base: Base, every: Sequence[Job], only: Iterable[str], shard: tuple[int, int] | None) -> tuple[Job, ...]:
    """
    Give the jobs that were asked for.

    Args:
        base: what knows the words.
        every: all jobs.
        only: subjects in any word that names them, or folders (``gemeenten``); nothing for all.
        shard: ``(i, n)``: the i-th of n parts, counted from 1.

    Raises:
        UnknownId, AmbiguousName: for a word that names no guide or several, with near misses.
        InvalidQuestion: for a guide that is not one of the jobs, or a part that does not exist.
    """
    found = list(every)
    words = list(only)
    if words:
        folders = {folder: f"{kind}:" for kind, folder in _FOLDERS.items()}
        wanted = {
            job.subject
            for word in words
            if normal(word) in folders
            for job in every
            if job.subject.startswith(folders[normal(word)])
        }
        if names := [word for word in words if normal(word) not in folders]:
            from cybermatrix.guides import subject_of  # noqa: PLC0415  # a run in which nothing changed needs no pages

            ours = {job.subject for job in every}
            for word in names:
                subject = subject_of(base, word)
                if subject not in ours:
                    msg = f"{word} is not in this publication"
                    raise InvalidQuestion(msg, about="not-published", word=word)
                wanted.add(subject)
        found = [job for job in every if job.subject in wanted]
    if shard is not None:
        part, parts = shard
        if not 1 <= part <= parts:
            msg = f"there is no part {part} of {parts}"
            raise InvalidQuestion(msg, about="shard", word=f"{part}/{parts}")
        found = found[part - 1 :: parts]
    return tuple(found)


def neighbours_together(base: Base, wanted: Iterable[Job]) -> list[Job]:
    """
    Put guides after each other that have most parts in common, for a worker keeps those of the last.

    Municipalities of one region stand together; of those, whoever has bodies or rules of its own beyond the usual comes last.
    """
    own = Counter(area for partner in base.partners.values() for area in partner.areas)
    own.update(rule.area for rule in base.data.assignments)
    return sorted(wanted, key=lambda job: (_region(base, job), own[job.municipality or ""]))


def _region(base: Base, job: Job) -> str:
    return base.municipalities[job.municipality].region if job.municipality else ""


def stretches(base: Base, ordered: Sequence[Job], count: int, shorter: int = 0) -> list[Sequence[Job]]:
    """
    Divide guides over as many stretches as there are workers.

    They are equally long, but for the first, which is so much shorter than the others, with one guide at least; and a region is
    not cut a few guides from its end: two workers would then lay out its parts.
    """
    regions = [_region(base, job) for job in ordered]
    ends = [place for place, pair in enumerate(pairwise(regions), start=1) if pair[0] != pair[1]]
    first = max(1, (len(ordered) - (count - 1) * shorter) // max(1, count))
    cuts = [0]
    for one in range(1, count):
        even = first + (len(ordered) - first) * (one - 1) // max(1, count - 1)
        end = min(ends, key=lambda place: abs(place - even), default=even)
        cuts.append(end if abs(end - even) <= len(ordered) / (8 * count) else even)
    return [ordered[begin:end] for begin, end in pairwise([*cuts, len(ordered)])]


@cache
def program() -> str:
    """Give what every guide depends on beside the data: our own code, the templates and the engine."""
    from cybermatrix.errors import EngineMissing  # noqa: PLC0415
    from cybermatrix.pdf import engine  # noqa: PLC0415

    digest = hashlib.sha256()
    for folder in (files("cybermatrix"), _resources.templates_folder()):
        for name, content in _contents(folder, ""):
            digest.update(name.encode() + b"\0" + content + b"\0")
    try:
        digest.update(engine.version().encode())
    except EngineMissing:
        digest.update(b"no engine")
    return digest.hexdigest()


def _contents(folder: Any, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.startswith((".", "__pycache__", "_matrix_data")):
            continue
        if item.is_dir():
            yield from _contents(item, f"{prefix}{item.name}/")
        elif not item.name.endswith(".pyc"):
            yield f"{prefix}{item.name}", item.read_bytes()
