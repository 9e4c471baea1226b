"""A municipality answers its questions on a sheet; what it leaves empty stays a blank, and what is wrong is told with its square."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pages
import pytest

import cybermatrix as cm
from cybermatrix.canonical import to_yaml
from cybermatrix.cli import run
from cybermatrix.converting import FORMAT
from cybermatrix.guides import guide
from cybermatrix.guides.parts import SituationCard
from cybermatrix.html import to_html
from cybermatrix.model import Overlay, changed
from cybermatrix.workbook.book import Book
from cybermatrix.workbook.intake import FIRST, make_intake, read_intake
from cybermatrix.workbook.writing import to_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from cybermatrix.language import Language
    from cybermatrix.problems import Problem


def asked() -> Book:
    return make_intake(pages.matrix(), pages.matrix().base.municipality("deventer"))


def back(tmp_path: Path, book: Book, suffix: str = ".xlsx") -> tuple[str | None, list[Problem]]:
    file = tmp_path / f"vragen{suffix}"
    file.write_bytes(to_bytes(book, suffix))
    problems: list[Problem] = []
    return read_intake(file, pages.matrix(), problems), problems


def test_the_first_sheet_is_half_an_hour() -> None:
    """Twenty questions, those that most cards ask first; nobody is asked who a victim of tomorrow is."""
    _, first, others, instruments = asked().sheets
    ids = {row[0] for row in (*first.rows, *others.rows)}

    assert FIRST == len(first.rows)
    assert "slot-ict-piket" in {row[0] for row in first.rows}
    assert "slot-inwoner" not in ids
    assert len(pages.matrix().data.instruments) == len(instruments.rows)


def test_the_sheet_says_by_itself_what_to_do() -> None:
    """Whoever gets it by mail has no handbook: it is internal, where to begin, and which commands follow."""
    how = asked().sheets[0]
    told = " ".join(str(row[0]) for row in how.rows)

    assert "Vragen aan de gemeente Deventer" == how.lanes[0].heading
    assert "Intern" in told
    assert "cybermatrix new overlay deventer.xlsx" in told
    assert all(sheet.name in told for sheet in asked().sheets[1:])


def test_a_name_on_the_sheet_stands_on_one_line() -> None:
    """A program that finds no height for a row by itself would print the next one over its second line."""
    for sheet in asked().sheets[1:]:
        for row in sheet.rows:
            for lane, value in zip(sheet.lanes, row, strict=True):
                assert len(str(value or "")) <= lane.width + 4


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_answers_come_back_and_empty_ones_stay_blanks(tmp_path: Path, suffix: str) -> None:
    book = asked()
    row = next(row for row in book.sheets[1].rows if row[0] == "slot-ict-piket")
    row[2:5] = ["Jansen", "06-12345678", "1 mei 2026"]
    book.sheets[3].rows[0][2] = "ja"
    text, problems = back(tmp_path, book, suffix)
    file = tmp_path / "deventer.yaml"
    file.write_text(text or "", encoding="utf-8")
    matrix = cm.load(overlays=(file,))
    (own,) = matrix.data.overlays

    assert [] == problems
    assert ["slot-ict-piket"] == [slot.id for slot in own.slots]
    assert (book.sheets[3].rows[0][0],) == own.instruments
    assert "Jansen" in to_html(guide(matrix, "s1", internal=True))
    assert "Jansen" not in to_html(guide(matrix, "s1"))


def test_what_is_wrong_is_told_with_its_square(tmp_path: Path) -> None:
    book = asked()
    book.sheets[1].rows[0][2:5] = ["Jansen", None, "ooit"]
    book.sheets[1].rows[1][0] = "slot-van-mij"
    text, problems = back(tmp_path, book)

    assert text is None
    assert {2, 3} == {one.place.line for one in problems}
    assert {"Vragen"} == {one.place.sheet for one in problems}


def test_an_instrument_that_does_not_exist_is_told(tmp_path: Path) -> None:
    book = asked()
    book.sheets[3].rows[0][0:3] = ["toverstaf", "Toverstaf", "ja"]
    text, problems = back(tmp_path, book)

    assert text is None
    assert ["Wat zet u in"] == [one.place.sheet for one in problems]


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    text, problems = back(tmp_path, Book(asked().sheets))

    assert text is None
    assert ["S17"] == [one.code for one in problems]


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "vragen.xlsx"
    file.write_bytes(b"niets")
    problems: list[Problem] = []

    assert read_intake(file, pages.matrix(), problems) is None
    assert problems


def test_answers_of_before_stand_on_the_next_sheet() -> None:
    matrix = pages.with_overlay("0570-123456", "Jansen")
    book = make_intake(matrix, matrix.base.municipality("deventer"))
    row = next(row for sheet in book.sheets[:2] for row in sheet.rows if row[0] == "slot-oov-piket")

    assert "Jansen" == row[2]


def test_the_command_line_asks_and_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is there is written over."""
    monkeypatch.chdir(tmp_path)

    assert 0 == run(["new", "overlay", "deventer"])
    assert 2 == run(["new", "overlay", "deventer"])
    assert 0 == run(["new", "overlay", "deventer.xlsx"])
    assert "gemeente: deventer" in (tmp_path / "deventer.yaml").read_text(encoding="utf-8")
    assert 2 == run(["new", "overlay", "denventer"])
    assert 2 == run(["new", "overlay", "deventer", "-o", "vragen.csv"])
    assert 2 == run(["new", "map", "teveel"])
    (tmp_path / "leeg.xlsx").write_bytes(b"")
    assert 1 == run(["new", "overlay", "leeg.xlsx"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> cm.Matrix:
    """Give the matrix with every question of Deventer answered: two names, a number and a day."""
    base = pages.matrix()
    long = "Annemarie van den Berg, loco P. Klaassen"  # forty letters, as the sheet asks
    slots = tuple(
        changed(slot, answer=long, phone="06-12345678", tested_on=base.data.edition.date)
        for slot in base.data.slots
        if slot.is_asked_before
    )
    file = tmp_path_factory.mktemp("vol") / "deventer.yaml"
    file.write_text(to_yaml(Overlay(format=FORMAT, municipality="deventer", slots=slots)), encoding="utf-8")
    return cm.load(overlays=(file,))


def test_a_card_with_answers_does_not_say_that_they_are_missing(filled: cm.Matrix) -> None:
    """Which of the things that are often open have been answered nobody can tell: so they are a question then."""
    own = next(one for one in cm.guide(filled, "situatie:s1", internal=True).parts if isinstance(one, SituationCard))
    plain = next(one for one in cm.guide(filled, "situatie:s1").parts if isinstance(one, SituationCard))

    assert "Ga na of dit bij u geregeld is" == own.missing.heading
    assert "Nog niet geregeld" == plain.missing.heading
    assert own.missing.facts == plain.missing.facts


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_card_holds_all_answers(filled: cm.Matrix, lang: Language) -> None:
    """Whoever fills in everything gets every card: on its front names go before numbers do, and the back has both."""
    for number in range(1, 10):
        text = to_html(guide(filled, f"s{number}", internal=True, lang=lang))

        front, back = re.split('class="?back', text.partition("</style>")[2])

        assert "06-12345678" in front
        assert "Annemarie" in back


@pytest.mark.parametrize("subject", ["s1", "s4"])  # their backs hold most
def test_a_card_with_all_answers_fits_its_sheet(filled: cm.Matrix, subject: str) -> None:
    assert cm.to_pdf(guide(filled, subject, internal=True)).startswith(b"%PDF")


def test_few_answers_have_their_day_on_the_card() -> None:
    """Many have no room for it: the list of numbers has it too."""
    base = pages.matrix()
    slot = next(one for one in base.data.slots if one.id == "slot-ict-piket")
    told = changed(slot, answer="Jansen", phone="06-12345678", tested_on=base.data.edition.date)
    own = Overlay(format=FORMAT, municipality="deventer", slots=(told,))
    matrix = pages.of(changed(base.data, overlays=(own,)))

    assert "getest op" in re.split('class="?back', to_html(guide(matrix, "s1", internal=True)))[-1]
