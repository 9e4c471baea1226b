"""The problems of a matrix as a page has them: fout and let op apart, file by file, and each code explained once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from cybermatrix.language import plural
from cybermatrix.problems import KINDS, Place, Problem, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cybermatrix.language import Language

_SAY: dict[str, tuple[str, str]] = {
    "title": ("Controle van de matrix", "Check of the matrix"),
    "none": ("Er zijn geen problemen gevonden.", "No problems were found."),
    "errors": (
        "Fout: hiermee wordt er geen matrix en geen gids gemaakt",
        "Error: with this no matrix and no guide is made",
    ),
    "warnings": (
        "Let op: kijk dit na; de matrix wordt wel gemaakt",
        "Warning: look at this; the matrix is made all the same",
    ),
    "codes": ("Wat de codes betekenen", "What the codes mean"),
    "example": ("Bijvoorbeeld: {what}", "For instance: {what}"),
    "where": ("Waar", "Where"),
    "what": ("Wat er is", "What is wrong"),
    "do": ("Wat u doet", "What to do"),
    "code": ("Code", "Code"),
    "whole": ("hele bestand", "whole file"),
    "problem": ("probleem", "problem"),
    "problems": ("problemen", "problems"),
    "general": ("Algemeen", "In general"),
    "line": ("regel {line}", "line {line}"),
    "skip": ("Ga naar de inhoud", "Go to the content"),
}


@define(frozen=True)
class Row:
    """One problem: where in its file, what is wrong, what to do, and the code that explains it."""

    where: str
    what: str
    do: str
    code: str


@define(frozen=True)
class File:
    """The problems of one file, in the order of its lines."""

    name: str
    rows: tuple[Row, ...]


@define(frozen=True)
class Strength:
    """All that is *fout*, or all that is *let op*."""

    key: str
    title: str
    count: str
    files: tuple[File, ...]


@define(frozen=True)
class Code:
    """What a code means: an example, and what one does."""

    code: str
    example: str
    do: str


@define(frozen=True)
class Listing:
    """
    Everything that the page of a check says.

    Attributes:
        lang: its language.
        title, intro, skip: what it is, whether all is well, and the link past its head.
        headings: of the columns: where, what, do, code.
        strengths: what is *fout*, then what is *let op*; what is not there is left out.
        codes_title, codes: each code that occurs, explained.
    """

    lang: str
    title: str
    intro: str
    skip: str
    headings: tuple[str, str, str, str]
    strengths: tuple[Strength, ...]
    codes_title: str
    codes: tuple[Code, ...]


def listing(problems: Sequence[Problem], lang: Language = "nl") -> Listing:
    """Give the page of a check; the order of the problems is kept within each file."""
    return Listing(
        lang=lang,
        title=_say("title", lang),
        intro="" if problems else _say("none", lang),
        skip=_say("skip", lang),
        headings=(_say("where", lang), _say("what", lang), _say("do", lang), _say("code", lang)),
        strengths=tuple(
            _strength(key, found, lang)
            for key, is_error in (("errors", True), ("warnings", False))
            if (found := [one for one in problems if one.is_error is is_error])
        ),
        codes_title=_say("codes", lang) if problems else "",
        codes=tuple(_explained(code, lang) for code in KINDS if any(one.code == code for one in problems)),
    )


def _strength(key: str, found: list[Problem], lang: Language) -> Strength:
    files: dict[str, list[Problem]] = {}
    for one in found:
        files.setdefault(one.place.file, []).append(one)
    return Strength(
        key=key,
        title=_say(key, lang),
        count=plural(len(found), _say("problem", lang), _say("problems", lang), lang),
        files=tuple(
            File(
                printable(name) or _say("general", lang),
                tuple(Row(_where(one.place, lang), one.what(lang), one.do(lang), one.code) for one in rows),
            )
            for name, rows in files.items()
        ),
    )


def _where(place: Place, lang: Language) -> str:
    return _say("line", lang, line=place.line) if place.line else _say("whole", lang)


def _explained(code: str, lang: Language) -> Code:
    one = Problem(code, Place(), tuple(KINDS[code].example.items()))
    return Code(code, _say("example", lang, what=one.what(lang)), one.do(lang))


def _say(key: str, lang: Language, /, **values: object) -> str:
    return _SAY[key][lang == "en"].format(**values)
