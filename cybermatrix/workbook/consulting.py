"""
A round of consultation: to each partner the rules it stands for, back with what it thinks of each, and who has not answered.

Nobody speaks for another: a rule is confirmed when every body that was asked about it agrees. A body that does not act in
the region is not asked. What a partner wants otherwise changes nothing by itself; the report tells it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from attrs import Factory, define

from cybermatrix.changes import diff
from cybermatrix.changes.report import Report, in_text
from cybermatrix.changes.wording import Names
from cybermatrix.converting import FORMAT, key_now
from cybermatrix.language import day, plural
from cybermatrix.matrix import Base, Matrix
from cybermatrix.model import Assignment, Confirmation, changed
from cybermatrix.problems import Place, problem
from cybermatrix.reading import near, specs
from cybermatrix.workbook.book import Book, Lane, Sheet
from cybermatrix.workbook.files import read_book
from cybermatrix.workbook.making import PREFIX, state_of
from cybermatrix.workbook.merging import Preview
from cybermatrix.workbook.reading import opened
from cybermatrix.workbook.values import WRONG, parse, shown_as
from cybermatrix.workbook.words import GUIDE, ask, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sized
    from pathlib import Path as File

    from cybermatrix.language import Language
    from cybermatrix.model import Partner
    from cybermatrix.problems import Problem
    from cybermatrix.workbook.book import ReadBook, ReadSheet, Square

ROUND = "raadpleging:"
WHO, RULES = "Wie antwoordt", "Toewijzingen"
ANSWERS = ("akkoord", "anders", "opmerking")
_ANSWER, _NOTE = "antwoord", "toelichting"
_SIGNED = tuple(spec.key for spec in specs(Confirmation))
# What a partner agrees to; when this changed after the workbook went out, the answer was about something else.
_SHOWN = ("typen", "vormen", "rol", "niveau", "gebied", "doelgroepen", "tekst")


@define(frozen=True)
class Asked:
    """A body that is asked, and the rules it is asked about."""

    body: Partner
    rules: tuple[Assignment, ...]


@define(frozen=True)
class Answer:
    """What a body says of one rule."""

    body: str
    rule: str
    answer: str
    note: str
    signed: Confirmation | None
    place: Place


@define
class Round:
    """All answers that came back, beside who was asked."""

    matrix: Matrix
    asked: tuple[Asked, ...]
    answers: dict[tuple[str, str], Answer] = Factory(dict)
    problems: list[Problem] = Factory(list)

    def asked_about(self) -> dict[str, list[str]]:
        """Give the ids of the bodies that were asked about each rule."""
        found: dict[str, list[str]] = {}
        for one in self.asked:
            for rule in one.rules:
                found.setdefault(rule.id, []).append(one.body.id)
        return found

    def confirmed(self) -> dict[str, Confirmation]:
        """Give the rules with which every body that was asked agrees, with who said so."""
        found: dict[str, Confirmation] = {}
        for rule, bodies in self.asked_about().items():
            given = [self.answers.get((body, rule)) for body in bodies]
            signed = [one.signed for one in given if one is not None and one.answer == ANSWERS[0] and one.signed]
            if len(signed) == len(bodies):
                found[rule] = Confirmation(
                    by=_joined(one.by for one in signed),
                    on_behalf_of=_joined(one.on_behalf_of for one in signed),
                    body=_joined(one.body for one in signed),
                    on=max(one.on for one in signed),
                )
        return found

    def preview(self) -> Preview:
        """Say what the answers change."""
        given = self.confirmed()
        sound = not any(one.is_error for one in self.problems)
        rules = tuple(
            changed(rule, status="bevestigd", confirmed=given[rule.id]) if rule.id in given else rule
            for rule in self.matrix.data.assignments
        )
        data = self.matrix.data
        if sound and rules != data.assignments:
            data = changed(data, assignments=rules)
        new = self.matrix if data is self.matrix.data else Matrix(Base(data))
        return Preview(self.matrix, data, diff(self.matrix, new), tuple(dict.fromkeys(self.problems)))

    def report(self) -> RoundReport:
        """Tell how the round went, on a page for the steering group."""
        return RoundReport(self)


def _joined(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def region(base: Base) -> str:
    """Give the area that a matrix is about: the police unit whose base teams it knows, or else the whole country."""
    places = {place for team in base.data.base_teams for place in team.municipalities}
    units = {unit for place in places for unit in base.chain(place) if base.areas[unit].kind == "politie-eenheid"}
    return units.pop() if len(units) == 1 else "land"


def asked(matrix: Matrix, *, area: str | None = None) -> tuple[Asked, ...]:
    """
    Give the bodies that are asked, in the order of the data, each with its rules and those of its kind.

    Args:
        matrix: seen on a day; only rules in force are asked about.
        area: where the round is held; the region of the matrix by default.
    """
    base = matrix.base
    here = area or region(base)

    def meets(place: str) -> bool:
        return here in base.chain(place) or place in base.chain(here)

    bodies: dict[str, list[Partner]] = {}
    for partner in matrix.data.partners:
        if partner.kind_of is not None and not partner.is_gone(matrix.on) and any(map(meets, partner.areas)):
            bodies.setdefault(partner.kind_of, []).append(partner)
    found: dict[str, list[Assignment]] = {partner.id: [] for partner in matrix.data.partners}
    for rule in matrix.data.assignments:
        if not rule.is_in_force(matrix.on) or not meets(rule.area):
            continue
        partner = base.partners[rule.partner]
        for body in bodies.get(partner.id) or [partner]:
            own = body.areas if body.kind_of is not None else ()
            if body.is_gone(matrix.on) or (own and not any(map(meets, own))):
                continue
            if body is not partner and not any(_meet(base, place, rule.area) for place in body.areas):
                continue
            found[body.id].append(rule)
    return tuple(Asked(base.partners[body], tuple(rules)) for body, rules in found.items() if rules)


def _meet(base: Base, one: str, other: str) -> bool:
    return one in base.chain(other) or other in base.chain(one)


# --- out --------------------------------------------------------------------------------------------------------


def consult_book(matrix: Matrix, one: Asked) -> Book:
    """Make the workbook for one body: its rules in words, and a place to answer."""
    names = Names(matrix.base)
    # What is asked and the answer stand beside each other, so that nobody has to look for where to write.
    looks = [
        Lane("id", width=18, look="key", locked=True),
        Lane("tekst", _help("tekst"), width=50, locked=True),
        Lane(_ANSWER, ask("answer"), width=14, choices=ANSWERS),
        Lane(_NOTE, ask("note"), width=36),
        *(Lane(key, _help(key), width=28 if key == "vormen" else 16, locked=True) for key in _SHOWN if key != "tekst"),
        Lane("partij", width=16, locked=True),
        Lane("status", width=10, locked=True),
        *_signing(ask("or-here")),
    ]
    rows: list[list[Square]] = []
    for rule in one.rules:
        said = _said(rule, names)
        own = {"id": rule.id, "partij": names.said("partner", rule.partner, "nl"), "status": rule.status, **said}
        rows.append([own.get(lane.heading) for lane in looks])
    scope = f"{ROUND}{one.body.id}"
    properties = {
        "titel": ask("title", name=one.body.name),
        f"{PREFIX}vorm": str(FORMAT),
        f"{PREFIX}editie": matrix.edition.id,
        f"{PREFIX}vingerafdruk": state_of(matrix.data),
        f"{PREFIX}bereik": scope,
    }
    guide: list[list[Square]] = [[line, None] for line in ask("how").split("\n")]
    guide += [[None, None], [ask("program"), None]]
    guide += [[name, value] for name, value in properties.items() if name.startswith(PREFIX)]
    first = [
        Lane(ask("title", name=one.body.name), width=100, look="plain", locked=True),
        Lane("", width=30, look="plain", locked=True),
    ]
    who = Sheet(WHO, [*_signing("", width=32)], [[None] * len(_SIGNED)], frozen=0, colour="#C00000")
    asked_about = Sheet(RULES, looks, rows, frozen=1, colour="#C00000", to_read=True)
    asked_about.widen()
    return Book([Sheet(GUIDE, first, guide, frozen=0, to_read=True), who, asked_about], properties)


def _signing(more: str, width: int = 16) -> list[Lane]:
    return [
        Lane(spec.key, f"{spec.help} {more}".strip(), width=width, look="date" if spec.kind == "date" else "text")
        for spec in specs(Confirmation)
    ]


def _help(key: str) -> str:
    return next(spec.help for spec in specs(Assignment) if spec.key == key)


def _said(rule: Assignment, names: Names) -> dict[str, str | None]:
    """Give what a rule says as its partner reads it."""
    found: dict[str, str | None] = {}
    for spec in specs(Assignment):
        if spec.key not in _SHOWN:
            continue
        value = getattr(rule, spec.name)
        if spec.key == "typen" and rule.phase is not None:
            found[spec.key] = names.said("phase", rule.phase, "nl")
        elif spec.key == "tekst":
            found[spec.key] = rule.text
        else:
            found[spec.key] = None if value in (None, ()) else names.value(spec, value, "nl").strip("‘’")
    return {key: found[key] for key in _SHOWN}


# --- in ---------------------------------------------------------------------------------------------------------


def read_round(matrix: Matrix, books: Mapping[str, File], *, area: str | None = None) -> Round:
    """
    Read the answers that came back; nothing is written.

    Args:
        matrix: the matrix as it is now.
        books: the workbooks by who sent them.
        area: where the round is held; the region of the matrix by default.
    """
    found = Round(matrix, asked(matrix, area=area))
    for file in books.values():
        book = read_book(file, found.problems)
        if book is not None:
            _Reader(found, book).read()
    return found


class _Reader:
    """Reads the answers in one workbook."""

    def __init__(self, found: Round, book: ReadBook) -> None:
        self.round: Round = found
        self.book = book
        self.said = opened(book, "")
        self.signed_at: dict[str, int] = {}  # where on the sheet about who answers
        self.names = Names(found.matrix.base)

    def read(self) -> None:
        """Read every row that has an answer."""
        one = next((one for one in self.round.asked if self.said.scope == f"{ROUND}{one.body.id}"), None)
        sheets = {sheet.name.strip().casefold(): sheet for sheet in self.book.sheets}
        rules = sheets.get(RULES.casefold())
        if one is None or rules is None:
            self.round.problems.append(problem("S22", Place(self.book.file)))
            return
        self.round.problems += self.said.problems
        if any(found.is_error for found in self.said.problems):
            return
        who = sheets.get(WHO.casefold())
        self.signed_at = {} if who is None else self._heading(who)
        signed = {} if who is None else self._row(who, 1, self.signed_at)
        at = self._heading(rules)
        missing = [key for key in ("id", _ANSWER) if key not in at]
        self.round.problems += [problem("B14", Place(self.book.file, 1, 0, rules.name), key=key) for key in missing]
        if missing:
            return
        known = {rule.id: rule for rule in one.rules}
        for number in range(1, len(rules.rows)):
            row = self._row(rules, number, at)
            if _ANSWER in row or _NOTE in row:
                self._answer(one, rules, number, row, signed, at, known)

    def _heading(self, sheet: ReadSheet) -> dict[str, int]:
        found: dict[str, int] = {}
        for at, value in enumerate(sheet.rows[0] if sheet.rows else []):
            word = shown_as(value).strip().casefold()
            for cls in (Assignment, Confirmation):
                word = key_now(self.said.steps, cls, word)
            found[word] = at
        return found

    @staticmethod
    def _row(sheet: ReadSheet, number: int, at: Mapping[str, int]) -> dict[str, Any]:
        if number >= len(sheet.rows):
            return {}
        row = sheet.rows[number]
        values = {key: row[column] for key, column in at.items() if column < len(row)}
        kept = {key: value for key, value in values.items() if _tidy(value) is not None}
        return {key: value.strip() if isinstance(value, str) else value for key, value in kept.items()}

    def _answer(
        self,
        one: Asked,
        sheet: ReadSheet,
        number: int,
        row: dict[str, Any],
        signed: dict[str, Any],
        at: dict[str, int],
        known: dict[str, Assignment],
    ) -> None:
        problems = self.round.problems

        def place(key: str) -> Place:
            return Place(self.book.file, number + 1, at.get(key, -1) + 1, sheet.name)

        key = shown_as(row.get("id"))
        rule = known.get(key)
        if rule is None and any(key == one.id for one in self.round.matrix.data.assignments):
            problems.append(problem("S27", place("id"), id=key))
            return
        if rule is None:
            values = {"value": key, "kind": ask("rules"), "kind_en": "assignments"}
            problems.append(problem("R01", place("id"), near=near(key, list(known)), **values))
            return
        answer = shown_as(row.get(_ANSWER, ANSWERS[2])).casefold()
        if answer not in ANSWERS:
            close = near(answer, ANSWERS)
            values = {"value": answer, "key": _ANSWER, "choices": ", ".join(ANSWERS)}
            problems.append(problem("V06", place(_ANSWER), near=close, **values))
            return
        note = shown_as(row.get(_NOTE))
        if answer != ANSWERS[0] and not note:
            problems.append(problem("S26", place(_NOTE), answer=answer, id=key))
            return
        now = _said(rule, self.names)
        other = [name for name in _SHOWN if name in at and _tidy(row.get(name)) != _tidy(now[name])]
        if answer == ANSWERS[0] and other:
            problems.append(problem("S23", place(other[0]), id=key, key=other[0]))
            return

        def written(key: str) -> Place:
            own = key in row or key not in self.signed_at
            return place(key) if own else Place(self.book.file, 2, self.signed_at[key] + 1, WHO)

        confirmation = self._signed({**signed, **{name: row[name] for name in _SIGNED if name in row}}, written)
        if answer == ANSWERS[0] and confirmation is None:
            return
        self.round.answers[one.body.id, key] = Answer(one.body.id, key, answer, note, confirmation, place(_ANSWER))

    def _signed(self, row: dict[str, Any], place: Any) -> Confirmation | None:
        values: dict[str, Any] = {}
        for spec in specs(Confirmation):
            value = parse(spec, row.get(spec.key), place(spec.key), self.round.problems, [])
            if value is WRONG:
                return None
            values[spec.name] = value
        return Confirmation(**values)


def _tidy(value: Any) -> Any:
    """Give a value without the blanks that people and programs leave; an empty square is nothing."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, dt.datetime):
        return value.date()
    return value


# --- the page for the steering group ----------------------------------------------------------------------------


def _count(items: Sized, words: str, lang: Language) -> str:
    one, many = say(words, lang).split("|")
    return plural(len(items), one, many, lang)


class RoundReport(Report):
    """How a round of consultation went, on one page."""

    __slots__ = ("round",)

    _MOST = 25  # answers told one by one; a page holds no more

    def __init__(self, found: Round) -> None:
        self.round: Round = found

    def title(self, lang: Language = "nl") -> str:
        """Say what this is."""
        return say("round-title", lang)

    def introduction(self, lang: Language = "nl") -> str:
        """Say how many were asked, how many answered, and what that makes."""
        found = self.round
        bodies = {body for body, _ in found.answers}
        rules = found.asked_about()
        return say(
            "round-intro",
            lang,
            edition=found.matrix.edition.id,
            day=day(found.matrix.edition.date, lang),
            asked=_count(found.asked, "bodies", lang),
            answered=len(bodies),
            rules=_count(rules, "rules", lang),
            confirmed=len(found.confirmed()),
            otherwise=len({rule for (_, rule), one in found.answers.items() if one.answer == ANSWERS[1]}),
        )

    def to_summary(self, lang: Language = "nl") -> str:
        """Tell what the answers that came back do, without who has not answered."""
        parts = [self.introduction(lang), *in_text(self._answered(lang))]
        if self.round.confirmed() and not len(self.round.preview().changes):
            parts.append(say("known", lang))
        return "\n\n".join(parts)

    def sections(self, lang: Language = "nl") -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give who has not answered, what is wanted otherwise, what was remarked, and what was confirmed by whom."""
        found = self.round
        silent, partly = [], []
        for one in found.asked:
            left = [rule.id for rule in one.rules if (one.body.id, rule.id) not in found.answers]
            if len(left) == len(one.rules):
                silent.append(f"{one.body.name} ({_count(left, 'rules', lang)})")
            elif left:
                partly.append(say("left", lang, name=one.body.name, count=len(left), total=len(one.rules)))
        parts = (("silent", silent), ("partly", partly))
        told = tuple((say(key, lang), self._short(lines, lang)) for key, lines in parts if lines)
        return (*told, *self._answered(lang))

    def _answered(self, lang: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
        found = self.round
        confirmed: dict[tuple[str, str], int] = {}
        for given in found.confirmed().values():
            key = (given.on_behalf_of, say("signed", lang, by=given.by, body=given.body, on=day(given.on, lang)))
            confirmed[key] = confirmed.get(key, 0) + 1
        parts = (
            ("otherwise", self._told(ANSWERS[1])),
            ("remarks", self._told(ANSWERS[2])),
            ("agreed", [f"{who}: {count} ({said})" for (who, said), count in confirmed.items()]),
        )
        return tuple((say(key, lang), self._short(lines, lang)) for key, lines in parts if lines)

    def _told(self, answer: str) -> list[str]:
        base = self.round.matrix.base
        rules = {rule.id: rule for rule in self.round.matrix.data.assignments}
        return [
            f"{base.partners[one.body].name} · {one.rule}: “{one.note}” ({rules[one.rule].text})"
            for one in self.round.answers.values()
            if one.answer == answer
        ]

    def _short(self, lines: list[str], lang: Language) -> tuple[str, ...]:
        rest = len(lines) - self._MOST
        return (*lines[: self._MOST], say("and-more", lang, count=rest)) if rest > 0 else tuple(lines)
