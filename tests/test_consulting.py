"""A round of consultation: who is asked, what counts as an answer, and what the steering group hears."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from making import rule, with_rules

import cybermatrix as cm
from cybermatrix.cli import run
from cybermatrix.matrix import Base, Matrix
from cybermatrix.model import Confirmation, changed
from cybermatrix.workbook import asked, consult_book, read_round, to_bytes
from cybermatrix.workbook.consulting import region

if TYPE_CHECKING:
    from pathlib import Path

    from cybermatrix.workbook.book import Book

SIGNED = {"door": "A. Jansen", "namens": "Politie", "gremium": "Stuurgroep", "datum": "3 februari 2026"}


def rows(book: Book) -> dict[str, list[Any]]:
    """Give the rows to answer, by the id of their rule."""
    sheet = next(one for one in book.sheets if one.name == "Toewijzingen")
    return {str(row[0]): row for row in sheet.rows}


def answer(book: Book, key: str, **values: Any) -> None:
    """Fill in the row of a rule."""
    sheet = next(one for one in book.sheets if one.name == "Toewijzingen")
    for name, value in values.items():
        rows(book)[key][next(n for n, lane in enumerate(sheet.lanes) if lane.heading == name)] = value


def sign(book: Book, **values: Any) -> None:
    """Fill in who answers."""
    sheet = next(one for one in book.sheets if one.name == "Wie antwoordt")
    sheet.rows[0] = [(SIGNED | values).get(lane.heading) for lane in sheet.lanes]


def book_of(matrix: cm.Matrix, body: str) -> Book:
    """Make the workbook for one body."""
    return consult_book(matrix, next(one for one in asked(matrix) if one.body.id == body))


def returned(folder: Path, books: dict[str, Book], suffix: str = ".xlsx") -> dict[str, Path]:
    """Give workbooks as files that came back."""
    folder.mkdir(exist_ok=True)
    for name, book in books.items():
        (folder / f"{name}{suffix}").write_bytes(to_bytes(book, suffix))
    return {name: folder / f"{name}{suffix}" for name in books}


def test_only_bodies_that_act_in_the_region_are_asked(tiny: cm.Matrix, shipped: cm.Matrix) -> None:
    """A kind is asked through its bodies there; one that ended is not asked any more."""
    assert "eenheid-oost-nederland" == region(shipped.base)
    bodies = {one.body.id for one in asked(shipped)}
    assert {"politie", "veiligheidsregio-twente", "openbaar-ministerie-oost-nederland"} <= bodies
    assert not {"veiligheidsregio", "openbaar-ministerie", "digital-trust-center"} & bodies
    twente = next(one for one in asked(shipped) if one.body.id == "veiligheidsregio-twente")
    assert (
        {"veiligheidsregio"} <= {one.partner for one in twente.rules} <= {"veiligheidsregio", "veiligheidsregio-twente"}
    )

    elsewhere = with_rules(
        tiny, rule("x1", "ibd", area="utrecht"), rule("x2", "politie", valid_until=dt.date(2020, 1, 1))
    )
    assert not {"x1", "x2"} & {
        one.id for found in asked(elsewhere, area="eenheid-oost-nederland") for one in found.rules
    }
    assert "x1" in {one.id for found in asked(elsewhere, area="utrecht") for one in found.rules}


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_what_a_body_agrees_with_is_confirmed(tiny: cm.Matrix, tmp_path: Path, suffix: str) -> None:
    """With who, on whose behalf, in which body and when; signed once for all rows, or at the row itself."""
    book = book_of(tiny, "politie")
    sign(book)
    answer(book, "p1", antwoord=" Akkoord ")
    answer(book, "p2", antwoord="akkoord", door="B. de Vries", datum=dt.date(2026, 3, 1))
    found = read_round(tiny, returned(tmp_path / "terug", {"politie": book}, suffix))
    after = {one.id: one for one in found.preview().data.assignments}

    assert [] == [one.sentence() for one in found.problems]
    assert (
        "bevestigd",
        Confirmation(by="A. Jansen", on_behalf_of="Politie", body="Stuurgroep", on=dt.date(2026, 2, 3)),
    ) == (
        after["p1"].status,
        after["p1"].confirmed,
    )
    assert ("B. de Vries", dt.date(2026, 3, 1)) == (after["p2"].confirmed.by, after["p2"].confirmed.on)  # type: ignore[union-attr]
    assert "voorstel" == after["p3"].status


def test_nobody_speaks_for_another(shipped: cm.Matrix, tmp_path: Path) -> None:
    """A rule for a kind waits for all of its bodies."""
    bodies = [one for one in asked(shipped) if any(item.partner == "veiligheidsregio" for item in one.rules)]
    shared = next(item.id for item in bodies[0].rules if item.partner == "veiligheidsregio")
    books = {}
    for one in bodies:
        book = consult_book(shipped, one)
        sign(book, namens=one.body.name)
        answer(book, shared, antwoord="akkoord")
        books[one.body.id] = book
    assert len(books) > 1

    some = read_round(shipped, returned(tmp_path / "a", dict(list(books.items())[1:])))
    every = read_round(shipped, returned(tmp_path / "b", books))
    assert {} == some.confirmed()
    assert {shared} == set(every.confirmed())
    assert len(bodies) == len(every.confirmed()[shared].on_behalf_of.split("; "))


def test_what_is_wanted_otherwise_changes_nothing_and_is_told(tiny: cm.Matrix, tmp_path: Path) -> None:
    """In the report, with who says so; and who has not answered."""
    book = book_of(tiny, "politie")
    sign(book)
    answer(book, "p1", antwoord="anders", toelichting="Wij doen dit | niet <meer>.")
    answer(book, "p2", toelichting="Klopt bijna.")
    found = read_round(tiny, returned(tmp_path / "terug", {"politie": book}))

    assert "Geen wijzigingen." == found.preview().to_text()
    text = found.report().to_text()
    assert "Geantwoord: 1. Bevestigd: 0. Anders gewenst: 1." in text
    assert "Politie · p1: “Wij doen dit | niet <meer>.” (Helpt bij een crisis.)" in text
    assert "Klopt bijna." in text
    assert "Nog niet geantwoord\n- Gemeente (1 toewijzing)" in text
    assert "Politie: nog 1 van 3" in text
    assert "\\|" in found.report().to_markdown()
    assert "&lt;meer&gt;" in found.report().to_html("en")
    assert "Not answered yet" in found.report().to_text("en")


def test_answers_that_do_not_count_are_told_with_their_square(tiny: cm.Matrix, tmp_path: Path) -> None:
    """Unknown rules and words, no reason, no name, another text than the matrix has now."""
    book = book_of(tiny, "politie")
    answer(book, "p1", antwoord="akkord")
    answer(book, "p2", antwoord="anders")
    answer(book, "p3", antwoord="akkoord")
    rows(book)["p3"][0] = "p33"
    found = read_round(tiny, returned(tmp_path / "a", {"politie": book}))
    assert ["V06", "S26", "R01"] == [one.code for one in found.problems]
    assert "Bedoelde u 'akkoord'" in found.problems[0].sentence()
    assert "blad Toewijzingen, rij 2, kolom" in found.problems[0].sentence()
    assert not found.answers

    book = book_of(tiny, "politie")
    answer(book, "p1", antwoord="akkoord")
    assert {"V03"} == {one.code for one in read_round(tiny, returned(tmp_path / "b", {"politie": book})).problems}

    sign(book)
    later = changed(tiny.data.assignments[[one.id for one in tiny.data.assignments].index("p1")], text="Anders.")
    rules = tuple(later if one.id == "p1" else one for one in tiny.data.assignments)
    found = read_round(with_rules(tiny, assignments=rules), returned(tmp_path / "c", {"politie": book}))
    assert ["S23"] == [one.code for one in found.problems]
    assert found.preview().data.assignments == rules


def test_a_workbook_that_is_not_of_this_round_is_told(tiny: cm.Matrix, tmp_path: Path) -> None:
    """No properties and no first sheet, or a body that was not asked."""
    book = book_of(tiny, "politie")
    book.properties = {}
    assert [] == read_round(tiny, returned(tmp_path / "a", {"politie": book})).problems
    book.sheets.pop(0)
    assert ["S22"] == [one.code for one in read_round(tiny, returned(tmp_path / "b", {"politie": book})).problems]


def test_a_round_from_the_command_line(tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Out, back, a report, written, and undone."""
    data = ["--data", str(tiny_folder)]
    out, back = tmp_path / "uit", tmp_path / "terug"
    assert 0 == run([*data, "consult", "export", str(out), "--format", "ods"])
    assert "werkboeken, één per partij" in capsys.readouterr().err
    assert (out / "politie.ods").is_file()

    book = book_of(cm.load(tiny_folder), "politie")
    sign(book)
    answer(book, "p1", antwoord="akkoord")
    returned(back, {"politie": book}, ".ods")
    before = (tiny_folder / "partijen" / "politie.yaml").read_text()
    assert 0 == run([*data, "consult", "import", str(back)])
    assert "Politie: 1 (door A. Jansen" in capsys.readouterr().out
    assert before == (tiny_folder / "partijen" / "politie.yaml").read_text()
    assert 0 == run([*data, "consult", "import", str(back / "politie.ods"), "--apply"])
    after = (tiny_folder / "partijen" / "politie.yaml").read_text()
    assert after.startswith("# Verzonnen, alleen om te testen")
    assert "    status: bevestigd\n    bevestigd:\n      door: A. Jansen\n" in after

    assert 0 == run([*data, "consult", "report", str(back)])
    assert "Politie: 1 (door A. Jansen, besloten in Stuurgroep op 3 februari 2026)" in capsys.readouterr().out
    for name in ("verslag.md", "verslag.html", "verslag.txt"):
        assert 0 == run([*data, "consult", "report", str(back), "-o", str(tmp_path / name)])
        assert "Raadpleging over de cyberinterventiematrix" in (tmp_path / name).read_text()
    assert (tmp_path / "verslag.html").read_text().startswith("<!doctype html>")
    assert 2 == run([*data, "consult", "report", str(back), "-o", str(tmp_path / "verslag.doc")])
    assert 0 == run([*data, "workbook", "undo"])
    assert before == (tiny_folder / "partijen" / "politie.yaml").read_text()


def test_the_question_and_the_place_to_answer_stand_side_by_side(tiny: cm.Matrix) -> None:
    """What a partner may fill in is white, all else is grey; and a key is never cut off."""
    one = max(asked(tiny, area="land"), key=lambda one: len(one.rules))
    rules = consult_book(tiny, one).sheets[-1]
    lanes = {lane.heading: lane for lane in rules.lanes}

    assert ["id", "tekst", "antwoord", "toelichting"] == list(lanes)[:4]
    assert {"antwoord", "toelichting", "door", "namens", "gremium", "datum"} == {
        heading for heading, lane in lanes.items() if not lane.locked
    }
    assert all(len(str(row[0])) < lanes["id"].width for row in rules.rows)


def test_a_mistake_in_who_answers_is_told_once_where_it_was_made(tiny: cm.Matrix, tmp_path: Path) -> None:
    """Not at the empty squares of each row that it holds for."""
    one = max(asked(tiny, area="land"), key=lambda one: len(one.rules))
    book = consult_book(tiny, one)
    sheet = next(sheet for sheet in book.sheets if sheet.name == "Wie antwoordt")
    sheet.rows[0] = ["A. Jansen", "Politie", "MT", "eind november"]
    for row in rows(book).values():
        row[2] = "akkoord"
    path = tmp_path / "x.xlsx"
    path.write_bytes(to_bytes(book, ".xlsx"))
    found = read_round(tiny, {"x": path}, area="land")

    assert len(one.rules) > 1
    (told,) = found.preview().problems
    assert ("V05", "Wie antwoordt", 2, 4) == (told.code, told.place.sheet, told.place.line, told.place.column)
    rows(book)[one.rules[0].id][-1] = "ooit"
    path.write_bytes(to_bytes(book, ".xlsx"))
    places = [told.place.sheet for told in read_round(tiny, {"x": path}, area="land").preview().problems]
    assert {"Toewijzingen", "Wie antwoordt"} == set(places)


def test_an_answer_about_a_rule_that_ended_meanwhile_holds_nobody_up(tiny: cm.Matrix, tmp_path: Path) -> None:
    """It is told, and the other answers count."""
    one = max(asked(tiny, area="land"), key=lambda one: len(one.rules))
    book = consult_book(tiny, one)
    next(sheet for sheet in book.sheets if sheet.name == "Wie antwoordt").rows[0] = list(SIGNED.values())
    for row in rows(book).values():
        row[2] = "akkoord"
    path = tmp_path / "x.xlsx"
    path.write_bytes(to_bytes(book, ".xlsx"))
    gone = one.rules[0].id
    rules = tuple(
        changed(rule, valid_until=dt.date(2020, 1, 1)) if rule.id == gone else rule for rule in tiny.assignments
    )
    later = Matrix(Base(changed(tiny.data, assignments=rules)))
    found = read_round(later, {"x": path}, area="land")

    assert [("S27", False)] == [(told.code, told.is_error) for told in found.problems]
    assert {rule.id for rule in one.rules} - {gone} == set(found.confirmed())


def test_the_screen_tells_what_the_answers_do(tiny: cm.Matrix, tmp_path: Path) -> None:
    """Who confirmed how much, not the id of each rule; and nothing of who is still silent."""
    one = max(asked(tiny, area="land"), key=lambda one: len(one.rules))
    book = consult_book(tiny, one)
    next(sheet for sheet in book.sheets if sheet.name == "Wie antwoordt").rows[0] = list(SIGNED.values())
    first, *rest = rows(book).values()
    first[2:4] = ["anders", "Zo niet."]
    for row in rest:
        row[2] = "akkoord"
    path = tmp_path / "x.xlsx"
    path.write_bytes(to_bytes(book, ".xlsx"))
    found = read_round(tiny, {"x": path}, area="land")
    said = found.report().to_summary()

    assert "Anders gewenst: 1." in said
    assert "Zo niet." in said
    assert f"Politie: {len(found.confirmed())} (door A. Jansen, besloten in Stuurgroep op 3 februari 2026)" in said
    assert "Nog niet geantwoord" not in said
    assert "niets" not in said
    after = Matrix(Base(found.preview().data))
    assert "This was confirmed already" in read_round(after, {"x": path}, area="land").report().to_summary("en")


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_on_paper_a_sheet_lies_on_its_side_and_says_what_it_is(tiny: cm.Matrix, suffix: str) -> None:
    """With its heading on each page, and all columns beside each other where they can be read."""
    book = consult_book(tiny, asked(tiny, area="land")[0])
    with zipfile.ZipFile(io.BytesIO(to_bytes(book, suffix))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    if suffix == ".xlsx":
        for number in (1, 2, 3):
            assert 'orientation="landscape"' in parts[f"xl/worksheets/sheet{number}.xml"]
        assert "fitToPage" in parts["xl/worksheets/sheet1.xml"]
        assert "fitToPage" not in parts["xl/worksheets/sheet3.xml"]
        # Who answers fits one page; a heading that comes back costs LibreOffice much for each sheet that has one.
        assert parts["xl/workbook.xml"].count("_xlnm.Print_Titles") == 2
    else:
        assert 'style:print-orientation="landscape"' in parts["styles.xml"]
        assert {"fitted", "wide"} == set(re.findall(r'style:master-page-name="(\w+)"', parts["content.xml"]))
        assert parts["content.xml"].count("<table:table-header-rows>") == 3


def test_a_folder_may_hold_more_than_answers(
    tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name in capitals counts; an old format is told; what a spreadsheet keeps while it has a file open is not."""
    data = ["--data", str(tiny_folder)]
    book = book_of(cm.load(tiny_folder), "politie")
    sign(book)
    answer(book, "p1", antwoord="akkoord")
    back = tmp_path / "terug"
    back.mkdir()
    (back / "POLITIE.XLSX").write_bytes(to_bytes(book, ".xlsx"))
    (back / "gemeente.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (back / "~$POLITIE.XLSX").write_bytes(b"x")

    assert 0 == run([*data, "consult", "import", str(back)])
    said = capsys.readouterr()
    assert "Politie: 1" in said.out
    assert "geen .xlsx of .ods: gemeente.xls." in said.err
    assert "~" not in said.err
