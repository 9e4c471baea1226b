"""Errors for developers: English, one base, each also the builtin that a caller would expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cybermatrix.problems import Problem


class CybermatrixError(Exception):
    """The base of every error that this library raises on purpose."""


class UnknownId(CybermatrixError, LookupError):
    """
    A word that names nothing of its kind.

    Attributes:
        kind: the English name of the kind that was asked for, such as ``"crime form"``.
        word: what was asked.
        near: ids that look like it, nearest first.
    """

    def __init__(self, kind: str, word: str, near: Sequence[str] = ()) -> None:
        self.kind = kind
        self.word = word
        self.near: tuple[str, ...] = tuple(near)
        shown = word if len(word) <= 80 else f"{word[:77]}..."
        hint = f"; did you mean {' or '.join(map(repr, self.near))}?" if self.near else ""
        super().__init__(f"no {kind} {shown!r}{hint}")


class AmbiguousName(CybermatrixError, LookupError):
    """
    A name that fits more than one of its kind: nothing is guessed.

    Attributes:
        kind: the English name of the kind that was asked for.
        word: what was asked.
        candidates: the ids it could mean, in the order of the data.
    """

    def __init__(self, kind: str, word: str, candidates: Sequence[str]) -> None:
        self.kind = kind
        self.word = word
        self.candidates: tuple[str, ...] = tuple(candidates)
        super().__init__(f"{kind} {word!r} could mean {' or '.join(map(repr, self.candidates))}; use one of these")


class ConflictingViewpoint(CybermatrixError, ValueError):
    """A second, different place or date: a matrix is seen from one place on one day."""

    def __init__(self, name: str, first: str, second: str) -> None:
        self.name = name
        self.first = first
        self.second = second
        super().__init__(
            f"{name} is already {first!r} and cannot also be {second!r}; start again from the whole matrix"
        )


class InvalidQuestion(CybermatrixError, ValueError):
    """
    A question that is not well formed, such as an impossible date or an unknown axis.

    Attributes:
        about: what is wrong, for who says it in another language: ``date``, ``axis``, ``style`` …
        word: what was asked, when it was a word.
        known: the words that can be asked, when they are few.
    """

    def __init__(self, message: str, *, about: str = "", word: str = "", known: Sequence[str] = ()) -> None:
        self.about = about
        self.word = word
        self.known: tuple[str, ...] = tuple(known)
        super().__init__(message)


class InvalidMatrix(CybermatrixError, ValueError):
    """
    The data has problems, so no matrix was made.

    Attributes:
        problems: every problem that was found, warnings too, in the order of the files.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        wrong = [problem for problem in self.problems if problem.is_error]
        shown = "\n".join(problem.sentence("en") for problem in wrong[:5])
        more = f"\n… and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        super().__init__(f"the data has {len(wrong)} problem(s):\n{shown}{more}")


class DoesNotFit(CybermatrixError, ValueError):
    """
    A page that has to fit a sheet of paper and does not, such as a NU-kaart on two sides.

    Attributes:
        what: what does not fit, by its name and id.
        found: how much there is.
        allowed: how much there may be.
    """

    def __init__(self, what: str, found: str, allowed: str) -> None:
        self.what = what
        self.found = found
        self.allowed = allowed
        super().__init__(f"{what} does not fit: {found}, {allowed}; make its sentences shorter or fewer")


class EngineMissing(CybermatrixError, RuntimeError):
    """PDF was asked for, but WeasyPrint or one of its system libraries is not there."""


class AssetMissing(CybermatrixError, RuntimeError):
    """A page asks for something outside itself; pages are self-contained, so none is made."""


class ExtraMissing(CybermatrixError, RuntimeError):
    """
    A library that is installed only when it is asked for is not there.

    Attributes:
        extra: what to ask for, as in ``pip install 'cybermatrix[workbook]'``.
    """

    def __init__(self, extra: str) -> None:
        self.extra = extra
        super().__init__(f"this needs more than a plain installation: pip install 'cybermatrix[{extra}]'")


class Busy(CybermatrixError, RuntimeError):
    """Somebody else is writing in this folder at this moment."""


class NotAsMeant(CybermatrixError, RuntimeError):
    """What was written reads otherwise than it was meant; the folder was put back as it was."""


class ChangedSince(CybermatrixError, ValueError):
    """
    Files were changed after the last time, so it cannot be undone without losing that.

    Attributes:
        files: their names.
    """

    def __init__(self, files: Sequence[str]) -> None:
        self.files: tuple[str, ...] = tuple(files)
        super().__init__(f"changed since: {', '.join(self.files)}")


class OtherPublication(CybermatrixError, ValueError):
    """
    The folder holds a publication of the other sort: an internal one where a public one was asked for, or the reverse.

    Attributes:
        folder: where.
        is_internal: whether what stands there is internal.
    """

    def __init__(self, folder: str, *, is_internal: bool) -> None:
        self.folder = folder
        self.is_internal = is_internal
        there, asked = ("an internal", "a public") if is_internal else ("a public", "an internal")
        super().__init__(f"{folder} holds {there} publication and cannot take {asked} one; choose another folder")


class NotShared(CybermatrixError, RuntimeError):
    """
    The workers do not see the folder that the publication goes to.

    Attributes:
        folder: where.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(f"the workers do not see {folder}; choose a folder that all of them share")


class ClusterAway(CybermatrixError, ConnectionError):
    """
    No cluster answers at an address.

    Attributes:
        address: where it was looked for.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"no cluster answers at {address}")


class UnusableFile(CybermatrixError, ValueError):
    """
    A file that a user brought (a theme, a logo, boundaries, a template) cannot be used.

    Attributes:
        file: which.
        why: the reason in one word, such as ``"too_large"`` or ``"svg_active"``.
        detail: what was found, or how much is allowed.
    """

    def __init__(self, file: str, why: str, detail: str) -> None:
        self.file = file
        self.why = why
        self.detail = detail
        super().__init__(f"{file} cannot be used: {why.replace('_', ' ')}{f' ({detail})' if detail else ''}")
