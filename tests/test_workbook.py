"""The workbook: what goes out comes back, what was changed is told, and what cannot be read is refused in a sentence."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

import cybermatrix as cm
from cybermatrix.cli import run
from cybermatrix.model import Data
from cybermatrix.workbook import EMPTY, WHOLE, export_book, files, preview
from cybermatrix.workbook.book import Book, Lane, Sheet
from cybermatrix.workbook.files import read_book
from cybermatrix.workbook.making import make_book
from cybermatrix.workbook.sheets import tables
from cybermatrix.workbook.writing import to_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from cybermatrix.problems import Problem

FORMATS = (".xlsx", ".ods")


class Desk:
    """A folder with a matrix, and workbooks that go out of it and come back changed."""

    def __init__(self, folder: Path, suffix: str = ".xlsx") -> None:
        self.folder = folder
        self.suffix = suffix
        self.matrix = cm.load(folder)
        self.count = 0

    def book(self, scope: str = WHOLE) -> Book:
        """Make a workbook to change, and keep the state it was made from."""
        export_book(self.matrix, self.folder.parent / f"out{self.suffix}", scope=scope, folder=self.folder)
        return make_book(self.matrix, scope)

    def sent(self, book: Book) -> Path:
        """Give a workbook as a file."""
        self.count += 1
        path = self.folder.parent / f"back{self.count}{self.suffix}"
        path.write_bytes(to_bytes(book, self.suffix))
        return path

    def seen(self, *books: Book, **named: Book) -> Any:
        """Give the preview of workbooks that came back."""
        files = {f"b{number}": self.sent(book) for number, book in enumerate(books)}
        files |= {name: self.sent(book) for name, book in named.items()}
        self.matrix = cm.load(self.folder)
        return preview(self.matrix, files, folder=self.folder)


@pytest.fixture(params=FORMATS)
def desk(tiny_folder: Path, request: pytest.FixtureRequest) -> Desk:
    """The made-up matrix, in both formats."""
    return Desk(tiny_folder, request.param)


@pytest.fixture
def one_desk(tiny_folder: Path) -> Desk:
    """The made-up matrix, in one format."""
    return Desk(tiny_folder)


def sheet(book: Book, name: str) -> Sheet:
    """Give a sheet by its name."""
    return next(one for one in book.sheets if one.name == name)


def lane(found: Sheet, key: str) -> int:
    """Give the number of a column, from nought."""
    return next(number for number, one in enumerate(found.lanes) if one.heading == key)


def row_of(found: Sheet, key: str) -> list[Any]:
    """Give the row with this id."""
    at = lane(found, "id")
    return next(row for row in found.rows if row[at] == key)


def put(book: Book, name: str, row: str, **values: Any) -> None:
    """Fill in squares of the row with this id."""
    found = sheet(book, name)
    for key, value in values.items():
        row_of(found, row)[lane(found, key.replace("__", "."))] = value


def added(book: Book, name: str, **values: Any) -> None:
    """Add a row."""
    found = sheet(book, name)
    row: list[Any] = [None] * len(found.lanes)
    for key, value in values.items():
        row[lane(found, key.replace("__", "."))] = value
    found.rows.append(row)


def codes(found: Any) -> list[str]:
    """Give the codes of the problems."""
    return [one.code for one in found.problems]


def sentences(found: Any) -> list[str]:
    """Give what changed, a sentence each."""
    return [change.sentence() for change in found.changes]


# --- out and in -------------------------------------------------------------------------------------------------


def test_an_untouched_workbook_changes_nothing(desk: Desk) -> None:
    """And says so."""
    found = desk.seen(desk.book())

    assert "Geen wijzigingen." == found.to_text()
    assert "No changes." == found.to_text("en")
    assert ((), ()) == (found.problems, found.conflicts)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_shipped_edition_comes_back_as_it_was(shipped: cm.Matrix, tmp_path: Path, suffix: str) -> None:
    """Every square of every sheet."""
    path = tmp_path / f"w{suffix}"
    export_book(shipped, path)

    assert "Geen wijzigingen." == preview(shipped, {"x": path}).to_text()


def test_every_record_of_an_edition_has_a_row(shipped: cm.Matrix) -> None:
    """And every field a column: nothing is left out."""
    from cybermatrix.checks import walk
    from cybermatrix.reading import specs
    from cybermatrix.workbook.sheets import value_at

    rows = [record for table in tables(Data) for _, record in table.rows(shipped.data)]
    single = [
        inner
        for table in tables(Data)
        for _, record in table.rows(shipped.data)
        for column in table.fields
        if len(column.path) == 2 and (inner := value_at(record, column.path[:1])) is not None
    ]

    assert {id(one) for one in walk(shipped.data)} - {id(shipped.data)} <= {id(one) for one in (*rows, *single)}
    for table in tables(Data):
        for listed in table.lists:
            wanted = {spec.name for spec in specs(listed.record) if spec.record is None} if listed.record else set()
            assert wanted - {"id"} <= {column.path[0] for column in table.fields if column.path}


def test_a_workbook_is_the_same_bytes_each_time(tiny: cm.Matrix) -> None:
    """So that two of them can be compared."""
    for suffix in FORMATS:
        assert to_bytes(make_book(tiny), suffix) == to_bytes(make_book(tiny), suffix)


def test_a_change_is_told_and_nothing_is_written(desk: Desk) -> None:
    """Text, list, date, number and a choice."""
    before = {path: path.read_bytes() for path in desk.folder.rglob("*.*") if ".werkboek" not in path.parts}
    book = desk.book()
    put(book, "Toewijzingen", "p1", tekst="Helpt wie geraakt is.", geldig_tot=dt.date(2027, 1, 1), kracht="kan")
    put(book, "Partijen", "politie", aliassen="agent\nde wijkagent", volgorde=7)
    found = desk.seen(book)

    assert [] == codes(found)
    assert 5 == len(found.changes)
    assert any("geldt niet meer vanaf 1 januari 2027" in one for one in sentences(found))
    assert before == {path: path.read_bytes() for path in before}


def test_the_help_of_a_column_and_its_choices_stand_on_the_sheet(tiny: cm.Matrix) -> None:
    """From the model; ids are locked, what a person fills in is not."""
    found = sheet(make_book(tiny), "Toewijzingen")
    lanes = {one.heading: one for one in found.lanes}

    assert "In welke rol (id uit de rollenlijst)." == lanes["rol"].help
    assert ("moet", "mag", "kan", "mag-niet") == lanes["kracht"].choices
    assert lanes["partij"].choose_from is not None
    assert [True, False] == [lanes["id"].locked, lanes["tekst"].locked]
    assert found.protected


def test_the_file_itself_has_locks_choices_comments_and_properties(tiny: cm.Matrix) -> None:
    """Looked up in the parts of the file."""
    for suffix, part, marks in (
        (".xlsx", "xl/worksheets/sheet1", ("<sheetProtection", "<pane", "<autoFilter")),
        (".ods", "content", ('table:protected="true"', "office:annotation", "content-validation", "filter-buttons")),
    ):
        with zipfile.ZipFile(io.BytesIO(to_bytes(make_book(tiny), suffix))) as archive:
            text = archive.read(f"{part}.xml").decode()
            every = "".join(
                archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".vml"))
            )
        for mark in marks:
            assert mark in text
        assert "cybermatrix-vingerafdruk" in every
        assert "In welke rol (id uit de rollenlijst)." in every
        assert "<f>" not in every
        assert "table:formula" not in every
    assert "<dataValidation " in every or "content-validation" in every


def test_an_empty_workbook_takes_new_rows_only(desk: Desk) -> None:
    """A template: what is not on it is not missing."""
    book = desk.book(EMPTY)
    added(book, "Bronnen", id="nieuw", titel="Nieuw stuk", geraadpleegd="23 november 2026")
    found = desk.seen(book)

    assert [] == codes(found)
    assert ["Nieuw: bron Nieuw stuk (nieuw)."] == sentences(found)


def test_a_workbook_of_one_partner_holds_its_rows_alone(desk: Desk) -> None:
    """And the rows of others are not missing from it."""
    book = desk.book("partij:politie")

    assert {"politie"} == {row[lane(sheet(book, "Toewijzingen"), "partij")] for row in sheet(book, "Toewijzingen").rows}
    assert "Geen wijzigingen." == desk.seen(book).to_text()
    assert "Vormen" not in {one.name for one in book.sheets}


def test_a_new_row_with_what_stands_under_it(desk: Desk) -> None:
    """A new partner with a channel and an assignment, in one go."""
    book = desk.book()
    added(book, "Partijen", id="waterschap", naam="Waterschap", soort="strafrechtketen", niveau="lokaal")
    added(book, "Partijen kanalen", bij_partij="waterschap", id="ws-bellen", naam="Bellen", zichtbaarheid="openbaar", verificatie="eigen")  # fmt: skip
    added(book, "Partijen uitspraken", bij_partij="waterschap", lijst="mag_niet", tekst="Mag niet opsporen.", verificatie="eigen")  # fmt: skip
    added(book, "Toewijzingen", id="ws1", partij="waterschap", typen="crisis", vormen="alle", rol="uitvoerder", niveau="lokaal", gebied="land", tekst="Houdt droge voeten.", verificatie="eigen")  # fmt: skip
    found = desk.seen(book)

    assert [] == codes(found)
    partner = next(one for one in found.data.partners if one.id == "waterschap")
    assert ("ws-bellen", "Mag niet opsporen.") == (partner.channels[0].id, partner.may_not[0].text)
    assert "waterschap" == found.data.assignments[-1].partner


# --- Dutch habits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("geldig_tot", dt.datetime(2027, 1, 1, 0, 0), dt.date(2027, 1, 1)),  # noqa: DTZ001
        ("geldig_tot", "1-1-2027", dt.date(2027, 1, 1)),
        ("geldig_tot", "01/01/2027 ", dt.date(2027, 1, 1)),
        ("geldig_tot", "1 januari 2027", dt.date(2027, 1, 1)),
        ("geldig_tot", "1 jan. 2027", dt.date(2027, 1, 1)),
        ("geldig_tot", "1 mrt 2027", dt.date(2027, 3, 1)),
        ("geldig_tot", "2027-01-01", dt.date(2027, 1, 1)),
        ("geldig_tot", 46388.0, dt.date(2027, 1, 1)),
        ("gedeeld", "WAAR", True),
        ("gedeeld", True, True),
        ("gedeeld", "Ja", True),
        ("gedeeld", 1.0, True),
        ("tekst", "  Met spaties. \u00a0", "Met spaties."),
        ("tekst", "\ufeffMet een BOM.", "Met een BOM."),
        ("tekst", "Twee\r\nregels", "Twee\nregels"),
        ("tekst", 112.0, "112"),
        ("kracht", " Mag niet ", "mag-niet"),
        ("kracht", "MAG", "mag"),
        ("rol", "Ondersteuner", "ondersteuner"),
        ("bronnen", "verzonnen-bron,", ("verzonnen-bron",)),
        ("bronnen", "verzonnen-bron\nverzonnen-bron", ("verzonnen-bron", "verzonnen-bron")),
    ],
    ids=str,
)
def test_dutch_habits_are_read_right(one_desk: Desk, key: str, value: Any, expected: Any) -> None:
    """Dates, yes and no, blanks, marks, capitals, separators."""
    from cybermatrix.model import Assignment
    from cybermatrix.problems import Place
    from cybermatrix.reading import specs
    from cybermatrix.workbook.values import parse

    spec = next(spec for spec in specs(Assignment) if spec.key == key)
    problems: list[Problem] = []

    assert expected == parse(spec, value, Place(), problems, [])
    assert [] == problems


def test_numbers_as_people_write_them(one_desk: Desk) -> None:
    """A decimal comma, a point for thousands, a number stored as text."""
    from cybermatrix.model import Municipality
    from cybermatrix.problems import Place
    from cybermatrix.reading import specs
    from cybermatrix.workbook.values import parse

    by_key = {spec.key: spec for spec in specs(Municipality)}
    for key, value, expected in (
        ("lengte", "6,155", 6.155),
        ("lengte", "6.155", 6.155),
        ("lengte", 6.155, 6.155),
        ("inwoners_2026", "105.111", 105111),
        ("inwoners_2026", "105 111", 105111),
        ("inwoners_2026", "105111", 105111),
        ("inwoners_2026", 105111.0, 105111),
    ):
        assert expected == parse(by_key[key], value, Place(), [], [])


BAD: dict[str, tuple[str, Any, str, str]] = {
    "an unknown reference": ("rol", "uitvoeder", "R01", "Bedoelde u 'uitvoerder'"),
    "one of several": ("bronnen", "verzonnen-bron; verzonnen-bon", "R01", "Bedoelde u 'verzonnen-bron'"),
    "an unknown choice": ("kracht", "moed", "V06", "Bedoelde u 'moet'"),
    "no date": ("geldig_tot", "volgend jaar", "V05", "volgend jaar"),
    "a day that is not there": ("geldig_tot", "31-2-2027", "V05", "31-2-2027"),
    "neither yes nor no": ("gedeeld", "misschien", "V06", "misschien"),
    "nothing where something is needed": ("tekst", None, "V03", "tekst"),
    "a date in a text": ("tekst", dt.date(2026, 5, 3), "S04", "03-05-2026"),
    "a fraction in a text": ("tekst", 3.5, "S04", "3,5"),
    "a truth in a text": ("tekst", True, "S04", "WAAR"),
    "a mark that nobody sees": ("tekst", "Pol\u200bitie", "B07", "U+200B"),
    "more than a square keeps": ("tekst", "x" * 2001, "S19", "meer dan 2.000 tekens"),
    "a tab": ("tekst", "a\tb", "S19", "een tab"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_its_square(one_desk: Desk, name: str) -> None:
    """Sheet, row, column, value, and what was perhaps meant; nothing changes."""
    key, value, code, said = BAD[name]
    book = one_desk.book()
    found_sheet = sheet(book, "Toewijzingen")
    put(book, "Toewijzingen", "p1", **{key: value})
    found = one_desk.seen(book)
    row = found_sheet.rows.index(row_of(found_sheet, "p1")) + 2

    assert [code] == codes(found)
    sentence = found.problems[0].sentence()
    assert said in sentence
    assert f"blad Toewijzingen, rij {row}" in sentence
    if code != "S19":
        assert lane(found_sheet, key) + 1 == found.problems[0].place.column
    assert not found.is_sound
    assert "Geen wijzigingen." == found.to_text()


# --- what people do to sheets -----------------------------------------------------------------------------------


def test_an_added_column_is_left_alone(desk: Desk) -> None:
    """And told."""
    from cybermatrix.workbook.book import Lane

    book = desk.book()
    found_sheet = sheet(book, "Toewijzingen")
    found_sheet.lanes.insert(2, Lane("Opmerking van Jan"))
    for row in found_sheet.rows:
        row.insert(2, "mooi")
    found = desk.seen(book)

    assert ["S06"] == codes(found)
    assert found.is_sound
    assert "Geen wijzigingen." == found.to_text()


def test_a_renamed_column_is_not_guessed(one_desk: Desk) -> None:
    """It says which one is missing."""
    book = one_desk.book()
    lane_of_role = sheet(book, "Toewijzingen").lanes[lane(sheet(book, "Toewijzingen"), "rol")]
    lane_of_role.heading = "roll"
    found = one_desk.seen(book)

    assert ["S05"] == codes(found)
    assert "'roll'" in found.problems[0].sentence()
    assert "Bedoelde u 'rol'" in found.problems[0].sentence()


def test_a_column_that_is_gone_changes_nothing_unless_it_is_a_key(one_desk: Desk) -> None:
    """Without the key there is no telling which row is which."""
    for key, expected in (("tekst", []), ("id", ["B14"])):
        book = one_desk.book()
        found_sheet = sheet(book, "Toewijzingen")
        at = lane(found_sheet, key)
        del found_sheet.lanes[at]
        for row in found_sheet.rows:
            del row[at]
        found = one_desk.seen(book)

        assert expected == [code for code in codes(found) if code != "S13"]
        assert "Geen wijzigingen." == found.to_text()


def test_a_renamed_sheet_is_known_by_its_columns(desk: Desk) -> None:
    """And its changes count."""
    book = desk.book()
    put(book, "Toewijzingen", "p1", tekst="Anders.")
    sheet(book, "Toewijzingen").name = "Onze rollen"
    found = desk.seen(book)

    assert ["S08"] == codes(found)
    assert 1 == len(found.changes)


def test_a_missing_sheet_takes_nothing_away(desk: Desk) -> None:
    """It is told, and all stays."""
    book = desk.book()
    book.sheets = [one for one in book.sheets if one.name != "Bronnen"]
    found = desk.seen(book)

    assert ["S07"] == codes(found)
    assert "Geen wijzigingen." == found.to_text()


def test_a_change_on_the_sheet_that_is_only_a_view_is_told(desk: Desk) -> None:
    """It is not read; sorting its rows, an empty row and a blank behind a word change nothing there."""
    book = desk.book()
    view = sheet(book, "Matrix")
    view.rows.reverse()
    view.rows.insert(1, [None] * len(view.lanes))
    view.rows[0][0] = f"{view.rows[0][0]} "
    assert [] == codes(desk.seen(book))

    view.rows[0][1] = "Trekt: Iemand anders"
    found = desk.seen(book)

    assert ["S25"] == codes(found)
    assert found.is_sound
    assert "blad Matrix: Op dit blad is iets veranderd" in found.problems[0].sentence()
    assert "Geen wijzigingen." == found.to_text()


def test_sorted_rows_a_title_above_and_empty_rows_between_change_nothing(desk: Desk) -> None:
    """The key says which row it is, not the place."""
    from cybermatrix.workbook.book import Lane

    book = desk.book()
    for one in book.sheets:
        if one.name in ("Leeswijzer", "Matrix", "Lijsten"):
            continue
        width = len(one.lanes)
        heading = [item.heading for item in one.lanes]
        one.rows = [[None] * width, heading, *reversed(one.rows), [None] * width]
        one.lanes = [Lane("Mijn titel" if number == 0 else "") for number in range(width)]
    found = desk.seen(book)

    assert [] == codes(found)
    assert "Geen wijzigingen." == found.to_text()


def test_the_properties_may_be_gone_for_the_first_sheet_tells_too(desk: Desk) -> None:
    """Without either it is no workbook of ours; with another form it is not read."""
    book = desk.book()
    book.properties = {}

    assert "Geen wijzigingen." == desk.seen(book).to_text()
    book.sheets = [one for one in book.sheets if one.name != "Leeswijzer"]
    assert ["S17"] == codes(desk.seen(book))
    other = desk.book()
    other.properties["cybermatrix-vorm"] = "9"
    assert ["S16"] == codes(desk.seen(other))


def test_a_key_that_was_changed_and_a_row_that_stands_twice_are_told(one_desk: Desk) -> None:
    """A key never changes."""
    book = one_desk.book()
    put(book, "Toewijzingen", "p1", id="p1-nieuw")
    found = one_desk.seen(book)
    assert ["S10"] == codes(found)
    assert "Zet 'p1' terug" in found.problems[0].sentence()

    book = one_desk.book()
    rows = sheet(book, "Toewijzingen").rows
    rows.append(list(rows[0]))
    assert ["S09"] == codes(one_desk.seen(book))


def test_a_new_row_without_a_key_or_with_an_unknown_owner_is_told(one_desk: Desk) -> None:
    """Where it belongs has to be known."""
    book = one_desk.book()
    added(book, "Bronnen", titel="Zonder sleutel")
    added(book, "Bronnen", id="Geen Sleutel", titel="Met een vreemde")
    added(book, "Partijen uitspraken", bij_partij="polietie", lijst="taken", tekst="Doet iets.", verificatie="eigen")
    added(book, "Partijen uitspraken", lijst="taken", tekst="Doet iets.", verificatie="eigen")
    added(book, "Partijen uitspraken", bij_partij="politie", lijst="takn", tekst="Doet iets.", verificatie="eigen")
    added(book, "Partijen uitspraken", bij_partij="politie", lijst="mandaat", tekst="X.", verificatie="eigen", wel="Y.")
    found = one_desk.seen(book)

    assert ["S11", "S11", "S14", "V03", "V06", "V08"] == sorted(codes(found))
    assert any("Bedoelde u 'politie'" in one.sentence() for one in found.problems)
    assert any("Bedoelde u 'taken'" in one.sentence() for one in found.problems)


def test_a_missing_row_proposes_an_end_and_never_a_deletion(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot end stays."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 21 September 2026
    book = desk.book()
    found_sheet = sheet(book, "Toewijzingen")
    found_sheet.rows.remove(row_of(found_sheet, "p1"))
    sheet(book, "Bronnen").rows.clear()
    found = desk.seen(book)

    assert ["S12", "S13"] == sorted(set(codes(found)))
    assert found.is_sound
    assert len(desk.matrix.data.assignments) == len(found.data.assignments)
    assert ["p1"] == [one.id for one in found.data.assignments if one.valid_until == dt.date(2026, 9, 21)]
    assert desk.matrix.data.sources == found.data.sources


def test_a_numbered_row_goes_when_its_white_squares_are_emptied(desk: Desk) -> None:
    """That is said on the first sheet; a row with a key does not go so."""
    book = desk.book()
    added(book, "Partijen uitspraken", bij_partij="politie", lijst="open", tekst="x")
    sheet(book, "Partijen uitspraken").rows.clear()
    found_sheet = sheet(book, "Nvt")
    found_sheet.rows[0] = [found_sheet.rows[0][0], *[None] * (len(found_sheet.lanes) - 1)]
    found = desk.seen(book)

    assert len(desk.matrix.data.not_applicable) - 1 == len(found.data.not_applicable)
    assert ["Vervallen: "] == [one[:11] for one in sentences(found)]


def test_what_stands_in_columns_of_its_own_may_come_and_go(desk: Desk) -> None:
    """A confirmation: all of it, or a problem at what is missing."""
    book = desk.book()
    put(book, "Toewijzingen", "p1", status="bevestigd", bevestigd__door="Jansen")
    assert {"V03"} == set(codes(desk.seen(book)))

    put(book, "Toewijzingen", "p1", bevestigd__namens="politie", bevestigd__gremium="Stuurgroep", bevestigd__datum="3-2-2026")  # fmt: skip
    found = desk.seen(book)
    assert [] == codes(found)
    confirmed = next(one for one in found.data.assignments if one.id == "p1").confirmed
    assert ("Jansen", dt.date(2026, 2, 3)) == (confirmed.by, confirmed.on)


def test_rules_of_the_matrix_hold_for_a_workbook_too(one_desk: Desk) -> None:
    """With the square where it goes wrong."""
    book = one_desk.book()
    put(book, "Toewijzingen", "p1", kracht="moet")
    found = one_desk.seen(book)

    assert ["M05"] == codes(found)
    assert "Toewijzingen" == found.problems[0].place.sheet


# --- files that are no workbook, or worse -----------------------------------------------------------------------


def parts_of(raw: bytes) -> dict[str, bytes]:
    """Give the parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Make a workbook of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


SMALL: dict[str, dict[str, bytes]] = {}


def small(suffix: str) -> dict[str, bytes]:
    """Give the parts of a small workbook of ours, to break."""
    from cybermatrix.workbook.book import Book, Lane, Sheet

    if suffix not in SMALL:
        one = Sheet("Blad", [Lane("a"), Lane("b")], [["x", 1.0], ["y", 2.0]], protected=False)
        SMALL[suffix] = parts_of(to_bytes(Book([one], {"cybermatrix-vorm": "1"}), suffix))
    return dict(SMALL[suffix])


def replaced_in(suffix: str, part: str, old: bytes, new: bytes) -> bytes:
    """Break one part."""
    parts = small(suffix)
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    return packed(parts)


X, O = "xl/worksheets/sheet1.xml", "content.xml"  # noqa: E741
DTD = b'<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def hostile() -> dict[str, tuple[str, Any, str, str]]:
    """Give each hostile workbook by what is wrong with it: its ending, how it is made, the code and a piece of the sentence."""
    return {
        "empty": (".xlsx", lambda: b"", "S01", "geen .xlsx of .ods"),
        "a text": (".xlsx", lambda: b"id;naam\n", "S01", "geen .xlsx of .ods"),
        "an old workbook or one with a password": (".xlsx", lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "S01", "wachtwoord"),
        "half a file": (".xlsx", lambda: packed(small(".xlsx"))[:900], "S01", "beschadigd"),
        "another zip": (".ods", lambda: packed({"a.txt": b"x"}), "S01", "geen .xlsx of .ods"),
        "a sheet that is not there": (".xlsx", lambda: packed({k: v for k, v in small(".xlsx").items() if k != X}), "S01", "beschadigd"),
        "a zip bomb": (".xlsx", lambda: packed(small(".xlsx") | {"xl/media/a.xml": b"0" * 150_000_000}), "S01", "meer in dan"),
        "a zip bomb of text": (".ods", lambda: packed(small(".ods") | {"Pictures/a.png": b"0" * 150_000_000}), "S01", "meer in dan"),
        "ten thousand parts": (".xlsx", lambda: packed(small(".xlsx") | {f"a{n}.xml": b"" for n in range(10_000)}), "S01", "meer in dan"),
        "billion laughs": (".xlsx", lambda: replaced_in(".xlsx", X, b"<worksheet", DTD + b"<worksheet"), "S01", "DTD"),
        "billion laughs in its properties": (".xlsx", lambda: replaced_in(".xlsx", "docProps/custom.xml", b"<Properties", DTD + b"<Properties"), "S01", "DTD"),
        "billion laughs in ods": (".ods", lambda: replaced_in(".ods", O, b"<office:document-content", DTD + b"<office:document-content"), "S01", "DTD"),
        "text in another encoding": (".xlsx", lambda: packed(small(".xlsx") | {X: small(".xlsx")[X].decode().encode("utf-16")}), "S01", "geen gewone tekst"),
        "macros": (".xlsx", lambda: packed(small(".xlsx") | {"xl/vbaProject.bin": b"x"}), "S01", "macro"),
        "macros in ods": (".ods", lambda: packed(small(".ods") | {"Basic/Standard/a.xml": b"<a/>"}), "S01", "macro"),
        "macros by name": (".xlsx", lambda: replaced_in(".xlsx", "[Content_Types].xml", b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"), "S01", "macro"),
        "an external link": (".xlsx", lambda: packed(small(".xlsx") | {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "S01", "andere bestanden"),
        "a relation to outside": (".xlsx", lambda: replaced_in(".xlsx", "xl/_rels/workbook.xml.rels", b"</Relationships>", b'<Relationship Id="x" Type="http://a/attachedTemplate" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'), "S01", "andere bestanden"),
        "a source elsewhere": (".ods", lambda: replaced_in(".ods", O, b"<table:table-column", b'<table:table-source xlink:href="file:///etc/passwd"/><table:table-column'), "S01", "andere bestanden"),
        "a path that leads out": (".xlsx", lambda: packed(small(".xlsx") | {"../../etc/cron.d/x": b"x"}), "S01", "verdachte namen"),
        "an absolute path": (".ods", lambda: packed(small(".ods") | {"/etc/x": b"x"}), "S01", "verdachte namen"),
        "a formula": (".xlsx", lambda: replaced_in(".xlsx", X, b"</v></c></row></sheetData>", b"</v><f>1+1</f></c></row></sheetData>"), "S02", "blad Blad, rij 3, kolom B"),
        "a formula in ods": (".ods", lambda: replaced_in(".ods", O, b'office:value-type="float" office:value="2.0"', b'table:formula="of:=1+1" office:value-type="float" office:value="2.0"'), "S02", "blad Blad, rij 3, kolom B"),
        "merged squares": (".xlsx", lambda: replaced_in(".xlsx", X, b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'), "S03", "blad Blad, rij 2, kolom A"),
        "merged squares in ods": (".ods", lambda: replaced_in(".ods", O, b'office:value-type="string"><text:p>x', b'table:number-rows-spanned="2" office:value-type="string"><text:p>x'), "S03", "blad Blad, rij 2, kolom A"),
        "ten million rows": (".xlsx", lambda: replaced_in(".xlsx", X, b"<sheetData>", b"<sheetData>" + b"<row/>" * 9_000_000), "S01", "te veel rijen"),
        "millions of rows with numbers": (".xlsx", lambda: replaced_in(".xlsx", X, b"<sheetData>", b"<sheetData>" + b"".join(b'<row r="%d"/>' % n for n in range(2_900_000))), "S01", "ver buiten de tabel"),
        "more places than squares": (".xlsx", lambda: replaced_in(".xlsx", X, b"<sheetData>", b"<sheetData>" + b"".join(b'<x r="A%d"/>' % n for n in range(1_300_000))), "S01", "meer in dan"),
        "a square far away": (".xlsx", lambda: replaced_in(".xlsx", X, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'), "S01", "ver buiten de tabel"),
        "a row ten million times": (".ods", lambda: replaced_in(".ods", O, b"</table:table>", b'<table:table-row table:number-rows-repeated="10000000"><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>'), "S01", "ver buiten de tabel"),
        "macros by a relation": (".xlsx", lambda: replaced_in(".xlsx", "xl/_rels/workbook.xml.rels", b"</Relationships>", b'<Relationship Id="x" Type="http://a/vbaProject" Target="a.xml"/></Relationships>'), "S01", "macro"),
        "a list of sheets that is no XML": (".xlsx", lambda: replaced_in(".xlsx", "xl/workbook.xml", b"</workbook>", b"</wb>"), "S01", "beschadigd"),
        "a sheet that stops half-way": (".xlsx", lambda: replaced_in(".xlsx", X, b"</c></row></sheetData>", b"<"), "S01", "beschadigd"),
        "a sheet that stops half-way in ods": (".ods", lambda: packed(small(".ods") | {O: small(".ods")[O].partition(b"y</text:p>")[0]}), "S01", "beschadigd"),
        "a formula outside any square": (".xlsx", lambda: replaced_in(".xlsx", X, b"<sheetData>", b"<f>1+1</f><sheetData>"), "S02", "blad Blad:"),
        "a million squares": (".xlsx", lambda: replaced_in(".xlsx", X, b"</row></sheetData>", b"<c/>" * 1_100_000 + b"</row></sheetData>"), "S01", "meer in dan"),
        "a sheet of wide rows": (".xlsx", lambda: replaced_in(".xlsx", X, b"</sheetData>", b'<row r="90000"><c r="SA90000"><v>1</v></c></row></sheetData>'), "S01", "meer in dan"),
        "a sheet of wide rows in ods": (".ods", lambda: replaced_in(".ods", O, b"<table:table-header-rows>", b'<table:table-row table:number-rows-repeated="90000"><table:table-cell table:number-columns-repeated="490" office:value-type="float" office:value="1"/></table:table-row><table:table-header-rows>'), "S01", "meer in dan"),
        "a column ten million times": (".ods", lambda: replaced_in(".ods", O, b"</table:table>", b'<table:table-row><table:table-cell table:number-columns-repeated="10000000" office:value-type="float" office:value="1"/></table:table-row></table:table>'), "S01", "ver buiten de tabel"),
    }  # fmt: skip


def test_a_file_that_cannot_be_unpacked_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is too big, a part that needs a password or is damaged, a disk that does not answer."""
    raw = packed(small(".xlsx"))
    locked = bytearray(raw)
    at = raw.index(b"PK\x01\x02")
    locked[at + 8] |= 1  # in the list of parts: this one needs a password
    name_at = raw.index(b"PK\x03\x04")
    damaged = bytearray(raw)
    damaged[name_at + 60] ^= 0xFF
    path = tmp_path / "kwaad.xlsx"

    def told(content: bytes) -> str:
        path.write_bytes(content)
        problems: list[Problem] = []
        assert read_book(path, problems) is None
        return problems[0].sentence()

    assert "wachtwoord" in told(bytes(locked))
    assert "beschadigd" in told(bytes(damaged))
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    assert "meer in dan" in told(raw)
    monkeypatch.setattr(files, "_read", lambda *_: (_ for _ in ()).throw(PermissionError(13, "dicht")))
    assert "[B17]" in told(raw)


@pytest.mark.parametrize("name", hostile())
def test_a_hostile_workbook_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    """Its place, the reason, what to do; within two seconds and 200 MB, counted in a process of its own."""
    suffix, make, code, said = hostile()[name]
    path = tmp_path / f"kwaad{suffix}"
    path.write_bytes(make())
    script = (
        "import re, sys, time\n"
        "from pathlib import Path\n"
        "from cybermatrix.workbook.files import read_book\n"
        "problems, start = [], time.process_time()\n"
        "book = read_book(Path(sys.argv[1]), problems)\n"
        "used = time.process_time() - start\n"
        "most = int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
        "print(book is None, used, most // 1000, problems[0].code, problems[0].sentence(), sep='\\n')\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    refused, used, most, found, sentence = done.stdout.splitlines()

    assert ("True", code) == (refused, found)
    assert said in sentence
    assert sentence.startswith(f"kwaad{suffix}")
    assert 2 > float(used)
    assert 200 > int(most)


def test_a_workbook_that_is_not_there_is_told(one_desk: Desk, tmp_path: Path) -> None:
    """Or that is a folder."""
    for path in (tmp_path / "x.xlsx", tmp_path):
        assert ["B17"] == codes(preview(one_desk.matrix, {"x": path}))


def test_a_web_address_that_somebody_typed_is_only_text(tmp_path: Path) -> None:
    """Excel makes a link of it, and that is no danger."""
    link = (
        b'<Relationship Id="r9" Type="http://x/hyperlink" Target="https://a.nl" TargetMode="External"/></Relationships>'
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed(small(".xlsx") | {"xl/worksheets/_rels/sheet1.xml.rels": b"<Relationships>" + link}))
    problems: list[Problem] = []

    assert read_book(path, problems) is not None
    assert [] == problems


# --- several people ---------------------------------------------------------------------------------------------


def test_what_does_not_touch_is_taken_from_both(desk: Desk) -> None:
    """Other rows, other fields of the same row, other ids in the same list, rows that are new."""
    one, other = desk.book(), desk.book()
    put(one, "Toewijzingen", "p1", tekst="Van de een.", bronnen="verzonnen-bron")
    put(other, "Toewijzingen", "p1", let_op="Van de ander.", wetten="verzonnen-wet:1")
    put(other, "Toewijzingen", "p2", tekst="Ook van de ander.")
    added(one, "Bronnen", id="een", titel="Een")
    added(other, "Bronnen", id="ander", titel="Ander")
    added(one, "Partijen uitspraken", bij_partij="politie", lijst="taken", tekst="Een.", verificatie="eigen")
    added(other, "Partijen uitspraken", bij_partij="politie", lijst="taken", tekst="Ander.", verificatie="eigen")
    found = desk.seen(Jansen=one, Bakker=other)
    rule = next(one for one in found.data.assignments if one.id == "p1")

    assert ((), ()) == (tuple(codes(found)), found.conflicts)
    assert ("Van de een.", "Van de ander.", ("verzonnen-bron",)) == (rule.text, rule.note, rule.sources)
    assert {"een", "ander"} <= {source.id for source in found.data.sources}
    police = next(one for one in found.data.partners if one.id == "politie")
    assert ["Een.", "Ander."] == [task.text for task in police.tasks]


def test_a_true_conflict_is_told_with_both_values_and_who(desk: Desk) -> None:
    """And nothing changes there; what does not touch is taken all the same."""
    one, other = desk.book(), desk.book()
    put(one, "Toewijzingen", "p1", rol="regie", let_op="Een.")
    put(other, "Toewijzingen", "p1", rol="uitvoerder")
    found = desk.seen(Jansen=one, Bakker=other)
    rule = next(one for one in found.data.assignments if one.id == "p1")

    assert ["S18"] == [conflict.code for conflict in found.conflicts]
    sentence = found.conflicts[0].sentence()
    for part in ("toewijzing p1", "rol", "‘ondersteuner’", "Jansen wil: ‘regie’", "Bakker wil: ‘uitvoerder’"):
        assert part in sentence
    assert ("ondersteuner", "Een.") == (rule.role, rule.note)


def test_two_that_want_the_same_do_not_disagree(desk: Desk) -> None:
    """The same value, the same new row, the same row away."""
    books = [desk.book(), desk.book()]
    for book in books:
        put(book, "Toewijzingen", "p1", rol="regie")
        added(book, "Bronnen", id="een", titel="Een")
        added(book, "Partijen uitspraken", bij_partij="politie", lijst="taken", tekst="Een.", verificatie="eigen")
    found = desk.seen(*books)

    assert ((), ()) == (tuple(codes(found)), found.conflicts)
    assert 3 == len(found.changes)


def test_a_row_that_one_took_away_and_the_other_changed_is_a_conflict(desk: Desk) -> None:
    """Also against what the matrix has become."""
    gone, kept = desk.book(), desk.book()
    found_sheet = sheet(gone, "Nvt")
    found_sheet.rows[0] = [found_sheet.rows[0][0], *[None] * (len(found_sheet.lanes) - 1)]
    sheet(kept, "Nvt").rows[0][lane(sheet(kept, "Nvt"), "reden")] = "Een andere reden."
    found = desk.seen(gone, kept)

    assert ["S18"] == [conflict.code for conflict in found.conflicts]
    assert desk.matrix.data.not_applicable == found.data.not_applicable


def test_two_new_rows_with_one_id_and_a_row_that_changed_since_are_conflicts(one_desk: Desk) -> None:
    """Both are told with who wanted what; nothing is taken of either."""
    one, other = one_desk.book(), one_desk.book()
    added(one, "Bronnen", id="nieuw", titel="Een")
    added(other, "Bronnen", id="nieuw", titel="Ander")
    found = one_desk.seen(Jansen=one, Bakker=other)

    assert ["S18"] == [conflict.code for conflict in found.conflicts]
    for part in ("nieuw", "Jansen wil: ‘", "Bakker wil: ‘"):
        assert part in found.conflicts[0].sentence()
    assert one_desk.matrix.data.sources == found.data.sources

    gone = one_desk.book()
    rows = sheet(gone, "Nvt")
    rows.rows[0] = [rows.rows[0][0], *[None] * (len(rows.lanes) - 1)]
    reason = one_desk.matrix.data.not_applicable[0].reason
    path = one_desk.folder / "nvt.yaml"
    path.write_text(path.read_text().replace(reason, "Een andere reden."))
    found = one_desk.seen(gone)

    assert ["S18"] == [conflict.code for conflict in found.conflicts]
    assert "de matrix zoals die nu is" in found.conflicts[0].sentence()
    assert "Een andere reden." == found.data.not_applicable[0].reason


def test_a_workbook_may_be_older_than_the_matrix(desk: Desk) -> None:
    """It is held against what it was made from; what both changed is a conflict, the rest is taken."""
    book = desk.book()
    put(book, "Toewijzingen", "p1", tekst="Van het werkboek.", let_op="Van het werkboek.")
    path = desk.folder / "partijen" / "politie.yaml"
    path.write_text(path.read_text().replace("Helpt bij een crisis.", "Helpt anders."))
    found = desk.seen(book)
    rule = next(one for one in found.data.assignments if one.id == "p1")

    assert ["S18"] == [conflict.code for conflict in found.conflicts]
    assert "de matrix zoals die nu is" in found.conflicts[0].sentence()
    assert ("Helpt anders.", "Van het werkboek.") == (rule.text, rule.note)


def test_a_numbered_row_is_found_again_after_its_list_changed(desk: Desk) -> None:
    """Or it says that it cannot tell which one it is."""
    book = desk.book()
    found_sheet = sheet(book, "Nvt")
    found_sheet.rows[0][lane(found_sheet, "reden")] = "Een andere reden."
    path = desk.folder / "nvt.yaml"
    path.write_text(
        path.read_text().replace("- type", "- type: opsporen\n  vorm: phishing\n  reden: Eerst.\n- type", 1)
    )
    found = desk.seen(book)
    assert ["Eerst.", "Een andere reden."] == [pair.reason for pair in found.data.not_applicable][:2]

    path.write_text(
        "- type: opsporen\n  vorm: phishing\n  reden: Eerst.\n- type: opsporen\n  vorm: datingfraude\n  reden: Dan.\n"
    )
    found = desk.seen(book)
    assert {"S21"} == {conflict.code for conflict in found.conflicts}


def test_a_workbook_of_which_the_beginning_is_not_known_is_refused(desk: Desk) -> None:
    """Nothing is guessed."""
    book = desk.book()
    book.properties["cybermatrix-vingerafdruk"] = "0" * 64

    assert ["S15"] == codes(desk.seen(book))


def test_an_archived_edition_is_a_beginning_too(desk: Desk) -> None:
    """Also when nothing else was kept."""
    book = desk.book()
    put(book, "Toewijzingen", "p1", let_op="Van het werkboek.")
    cm.export(desk.matrix, "json", desk.folder / "edities" / "2026.1.json")
    shutil.rmtree(desk.folder / ".werkboek")
    path = desk.folder / "partijen" / "politie.yaml"
    path.write_text(path.read_text().replace("Helpt bij een crisis.", "Helpt anders."))
    found = desk.seen(book)

    assert [] == codes(found)
    assert 1 == len(found.changes)


# --- problems in a workbook -------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", FORMATS)
def test_check_gives_a_workbook_with_every_problem_at_its_square(
    tiny_folder: Path, tmp_path: Path, suffix: str
) -> None:
    """Also of data from which no matrix can be made: a colour, a remark, and a list with links in front."""
    path = tiny_folder / "partijen" / "politie.yaml"
    path.write_text(
        path.read_text().replace("rol: ondersteuner", "rol: ondersteunr", 1).replace("volgorde: 3", "volgorde: x")
    )
    target = tmp_path / f"controle{suffix}"
    assert 1 == run(["--data", str(tiny_folder), "workbook", "check", str(target)])
    book = read_book(target, [])
    assert book is not None
    control = book.sheets[0]
    assert "Controle" == control.name
    by_code = {row[4]: row for row in control.rows[1:]}

    assert {"R01", "V07"} <= set(by_code)
    assert str(by_code["R01"][0]).startswith("Toewijzingen ")
    assert "fout" == by_code["R01"][1]
    assert "ondersteunr" in str(by_code["R01"][2])
    assert "Bedoelde u 'ondersteuner'" in str(by_code["R01"][3])


def test_a_problem_is_marked_where_its_record_is(tiny_folder: Path) -> None:
    """The square of the key, or of the value, that it speaks of; a file that is no matrix is only listed."""
    from cybermatrix.loading import examined
    from cybermatrix.workbook import checked_book

    path = tiny_folder / "partijen" / "politie.yaml"
    path.write_text(
        path.read_text()
        .replace("rol: ondersteuner", "rol: ondersteunr", 1)
        .replace("naam: Politie, app", "naam: ' Politie, app'")
    )
    data, problems = examined(tiny_folder)
    assert data is not None
    book = checked_book(data, problems)
    rules, channels = sheet(book, "Toewijzingen"), sheet(book, "Partijen kanalen")
    row = rules.rows.index(row_of(rules, "p1")) + 2
    at = channels.rows.index(row_of(channels, "politie-app")) + 2

    assert {(row, lane(rules, "rol") + 1): "error"} == rules.marks
    assert "FOUT: 'ondersteunr' staat niet in de lijst" in rules.notes[row, lane(rules, "rol") + 1]
    assert "error" == channels.marks[at, lane(channels, "naam") + 1]
    assert (row, lane(rules, "rol") + 1) in {
        (r, c) for name, r, c in book.sheets[0].links.values() if name == rules.name
    }


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_workbook_that_came_back_is_given_back_with_its_problems(
    tiny_folder: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its squares say what they said; what was added too."""
    desk = Desk(tiny_folder, suffix)
    book = desk.book()
    put(book, "Toewijzingen", "p1", rol="uitvoeder", tekst="Anders.")
    sent = desk.sent(book)
    marked = tmp_path / f"terug{suffix}"
    command = ["--data", str(tiny_folder), "workbook", "import", str(sent), "--marked", str(marked)]

    assert 1 == run(command)
    said = capsys.readouterr()
    assert "Bedoelde u 'uitvoerder'" in said.err
    assert "los eerst de fouten op" in said.err
    again = read_book(marked, [])
    assert again is not None
    assert "Controle" == again.sheets[0].name
    assert any("Anders." in row for one in again.sheets for row in one.rows)
    # Mended there and sent once more, it is read as the same workbook.
    assert ["R01"] == codes(preview(desk.matrix, {"x": marked}, folder=desk.folder))


# --- the command line -------------------------------------------------------------------------------------------


def test_the_whole_way_from_the_command_line(
    tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Out, in, seen, written, undone; remarks and other files stay."""
    data = ["--data", str(tiny_folder)]
    out = str(tmp_path / "werkboek.ods")
    assert 0 == run([*data, "workbook", "export", out])
    assert 0 == run([*data, "workbook", "import", out])
    assert "Geen wijzigingen." in capsys.readouterr().out
    assert 0 == run([*data, "workbook", "import", out, "--apply"])

    desk = Desk(tiny_folder)
    book = desk.book()
    put(book, "Toewijzingen", "p1", tekst="Helpt wie geraakt is. En wie er last van heeft.")
    sent = str(desk.sent(book))
    before = {path: path.read_bytes() for path in tiny_folder.rglob("*.*") if ".werkboek" not in path.parts}
    assert 0 == run([*data, "workbook", "import", sent])
    assert "Er is niets geschreven" in capsys.readouterr().err
    assert 0 == run([*data, "workbook", "merge", "--from", f"Jansen={sent}", "--apply"])
    changed_files = [path.name for path, raw in before.items() if path.read_bytes() != raw]
    assert ["politie.yaml"] == changed_files
    old, new = (
        before[tiny_folder / "partijen" / "politie.yaml"].decode(),
        (tiny_folder / "partijen" / "politie.yaml").read_text(),
    )
    assert (
        old.replace(
            "tekst: Helpt bij een crisis.", "tekst: >-\n      Helpt wie geraakt is.\n      En wie er last van heeft."
        )
        == new
    )
    capsys.readouterr()
    assert 0 == run([*data, "workbook", "status"])
    assert "(Jansen)" in capsys.readouterr().out
    assert 0 == run([*data, "workbook", "undo"])
    assert before == {path: path.read_bytes() for path in before}


def test_wrong_use_is_told(tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another ending, no workbook, a sender without a name, data that is one file, nothing to undo."""
    data = ["--data", str(tiny_folder)]
    cm.export(cm.load(tiny_folder), "json", tmp_path / "een.json")
    one_file = ["--data", str(tmp_path / "een.json")]
    for command, said in (
        ([*data, "workbook", "export", "x.csv"], ".xlsx of .ods"),
        ([*data, "workbook", "import"], "Noem een of meer werkboeken"),
        ([*data, "workbook", "import", "--from", "x.xlsx"], "NAAM=BESTAND"),
        ([*one_file, "workbook", "import", "x.xlsx", "--apply"], "map met tekstbestanden"),
        ([*one_file, "workbook", "undo"], "map met tekstbestanden"),
        ([*one_file, "workbook", "status"], "map met tekstbestanden"),
        ([*data, "workbook", "undo"], "niets om ongedaan te maken"),
        ([*data, "workbook", "export", "x.xlsx", "--partner", "polietie"], "Bedoelde u 'politie'"),
    ):
        assert 2 == run(command)
        assert said in capsys.readouterr().err
    assert 0 == run([*data, "workbook", "status"])
    assert "nog niets" in capsys.readouterr().out


def test_without_the_extra_it_says_what_is_missing(
    tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """For writing and for reading."""
    out = str(tmp_path / "x.ods")
    assert 0 == run(["--data", str(tiny_folder), "workbook", "export", out])
    for module in ("xlsxwriter", "python_calamine", "defusedxml.ElementTree"):
        monkeypatch.setitem(sys.modules, module, None)
    for command in (["export", str(tmp_path / "x.xlsx")], ["import", out]):
        assert 3 == run(["--data", str(tiny_folder), "workbook", *command])
        assert "pip install 'cybermatrix[workbook]'" in capsys.readouterr().err


def test_a_conflict_leaves_with_status_one_and_writes_the_rest(
    tiny_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The coordinator has something left to do."""
    desk = Desk(tiny_folder)
    one, other = desk.book(), desk.book()
    put(one, "Toewijzingen", "p1", rol="regie", let_op="Een.")
    put(other, "Toewijzingen", "p1", rol="uitvoerder")
    senders = [
        word for name, book in (("Jansen", one), ("Bakker", other)) for word in ("--from", f"{name}={desk.sent(book)}")
    ]

    assert 1 == run(["--data", str(tiny_folder), "workbook", "merge", *senders, "--apply"])
    said = capsys.readouterr().err
    assert "Jansen wil: ‘regie’" in said
    assert "let_op: Een." in (tiny_folder / "partijen" / "politie.yaml").read_text()


def test_a_row_with_a_wrong_key_is_told_in_whole(desk: Desk) -> None:
    """And the ids on other sheets are looked up too; only what the lost row would have been is not told again."""
    book = desk.book()
    partners = sheet(book, "Partijen")
    lanes = [lane.heading for lane in partners.lanes]
    new = {"id": "Stichting X", "naam": "Stichting X", "soort": "verzonnen", "volgorde": "veel"}
    partners.rows.append([new.get(lane) for lane in lanes])
    rules = sheet(book, "Toewijzingen")
    lanes = [lane.heading for lane in rules.lanes]
    new = {"id": "x1", "partij": "stichting-x", "typen": "crisis", "vormen": "phising", "rol": "regie", "niveau": "lokaal", "gebied": "land", "tekst": "Helpt.", "verificatie": "eigen"}  # fmt: skip
    rules.rows.append([new.get(lane) for lane in lanes])
    told = {(one.code, one.place.sheet, dict(one.values).get("value", "")) for one in desk.seen(book).problems}

    assert {
        ("V08", "Partijen", "Stichting X"),
        ("V07", "Partijen", "veel"),
        ("R01", "Partijen", "verzonnen"),
        ("R01", "Toewijzingen", "phising"),
    } == told


def test_what_was_written_says_how_to_undo_it_there(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The command that it names works as it stands; and where nothing was written, nothing is to be undone."""
    book = desk.book()
    rules = sheet(book, "Toewijzingen")
    lanes = [lane.heading for lane in rules.lanes]
    rules.rows[0][lanes.index("tekst")] = "Doet iets anders."
    path, data = desk.sent(book), ["--data", str(desk.folder)]

    assert 0 == run([*data, "workbook", "import", str(path), "--apply"])
    said = capsys.readouterr().err
    undo = said.partition("Ongedaan maken: cybermatrix ")[2].split()
    assert 0 == run([*data, "workbook", "import", str(path), "--apply"])
    again = capsys.readouterr()
    assert "Geen wijzigingen." in again.out
    assert "Er viel niets te schrijven." in again.err
    assert "Ongedaan" not in again.err

    assert 0 == run(undo)
    assert "de wijziging van" in capsys.readouterr().err
    assert 0 == run([*data, "workbook", "status"])
    assert f"(ongedaan maken van {path.name})" in capsys.readouterr().out
    assert 0 == run(undo)
    assert 0 == run([*data, "workbook", "status"])
    assert f"({path.name})" in capsys.readouterr().out


@pytest.mark.parametrize(("rows", "comes_back"), [(20, False), (21, True)])
def test_a_heading_comes_back_on_paper_where_there_are_more_pages(rows: int, comes_back: bool) -> None:
    """LibreOffice divides the pages of each sheet that has such a heading when it opens the workbook."""
    book = Book([Sheet("Blad", [Lane("sleutel")], [[str(one)] for one in range(rows)], frozen=0)], {})
    with zipfile.ZipFile(io.BytesIO(to_bytes(book, ".xlsx"))) as archive:
        said = archive.read("xl/workbook.xml").decode()

    assert comes_back == ("Print_Titles" in said)
