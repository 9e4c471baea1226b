"""Whatever a matrix holds, its workbook holds too: out and in again changes nothing, in both formats."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_canonical import records
from test_laws import TINY, rules

from cybermatrix.checks import fits_a_sheet
from cybermatrix.matrix import Base, Matrix
from cybermatrix.model import Data, changed
from cybermatrix.problems import Place
from cybermatrix.reading import is_id, specs
from cybermatrix.workbook import export_book, preview
from cybermatrix.workbook.book import Lane
from cybermatrix.workbook.files import read_book
from cybermatrix.workbook.making import make_book
from cybermatrix.workbook.reading import Edit, build
from cybermatrix.workbook.sheets import tables, value_at
from cybermatrix.workbook.values import parse, render
from cybermatrix.workbook.writing import to_bytes

if TYPE_CHECKING:
    import cybermatrix as cm

# What other records refer to stays as it is in the made-up matrix; all else may be anything that its fields allow.
FREE = sorted(
    {spec.name for spec in specs(Data) if spec.many and spec.record is not None}
    - {"phases", "blocks", "interventions", "roles", "levels", "audiences", "categories", "partners", "assignments"}
    - {"crimes", "not_applicable", "police_units", "safety_regions", "municipalities", "sources", "laws", "overlays"}
)
INSIDE = {
    "partners": [spec for spec in specs(type(TINY.data.partners[0])) if spec.many and spec.record is not None],
    "crimes": [spec for spec in specs(type(TINY.data.crimes[0])) if spec.many and spec.record is not None],
    "laws": [spec for spec in specs(type(TINY.data.laws[0])) if spec.name in ("statutes", "renumberings")],
}


def fitting(value: Any, *, in_list: bool = False) -> Any:
    """Make a value such that a sheet can keep it, as `fits_a_sheet` asks; ids in a list each once."""
    if isinstance(value, str):
        text = value.replace("\t", " ").replace("\r", " ")
        text = text.replace("\n", " ") if in_list else text
        return text.strip()[:2000].strip() or "x"
    if isinstance(value, tuple):
        items = [fitting(item, in_list=True) for item in value]
        if items and hasattr(items[0], "id"):
            items = list({item.id: item for item in items}.values())
        return tuple(items)
    if attrs.has(type(value)) and not isinstance(value, Place):
        found = {spec.name: fitting(getattr(value, spec.name)) for spec in specs(type(value))}
        for spec in specs(type(value)):
            if spec.ref and found[spec.name]:  # what refers to something is an id, or there is no matrix
                words = found[spec.name] if spec.many else (found[spec.name],)
                ids = tuple(word if is_id(word, "") else re.sub("[^a-z0-9]", "", word) or "x" for word in words)
                found[spec.name] = ids if spec.many else ids[0]
        return changed(value, **found)
    return value


@st.composite
def editions(draw: st.DrawFn) -> Data:
    """Give any edition: random rules, random records of every kind, odd texts everywhere."""
    record_of = {spec.name: spec.record for spec in specs(Data)}
    changes: dict[str, Any] = {"assignments": draw(rules())}
    for name in draw(st.lists(st.sampled_from(FREE), max_size=4, unique=True)):
        changes[name] = tuple(draw(st.lists(records(record_of[name]), max_size=2)))
    if draw(st.booleans()):
        changes["escalation"] = draw(records(record_of["escalation"]))
    if draw(st.booleans()):
        changes["not_found"] = tuple(draw(st.lists(st.text("ab \n;'=+-@", min_size=1), max_size=3)))
    for name, fields in INSIDE.items():
        found = list(getattr(TINY.data, name))
        spec = draw(st.sampled_from(fields))
        at = draw(st.integers(0, len(found) - 1))
        inner = tuple(draw(st.lists(records(spec.record), max_size=2)))
        found[at] = changed(found[at], **{spec.name: inner})
        changes[name] = tuple(found)
    return changed(TINY.data, **{name: fitting(value) for name, value in changes.items()}, fingerprint="")  # type: ignore[no-any-return]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_out_and_in_changes_nothing(suffix: str) -> None:
    """For any edition that may be."""

    # Shrinking an edition takes minutes, and its sentence says enough.
    @settings(max_examples=40, phases=[Phase.generate], report_multiple_bugs=False)
    @given(editions())
    def comes_back(data: Data) -> None:
        matrix = Matrix(Base(data))
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / f"werkboek{suffix}"
            export_book(matrix, path)
            found = preview(matrix, {"x": path})

        assert [] == list(fits_a_sheet(data))
        assert [] == [one.sentence() for one in (*found.problems, *found.conflicts)]
        assert found.data is data

    comes_back()


SIMPLE = sorted(
    {listed.record.__name__ for table in tables(Data) for listed in table.lists if listed.record is not None}
)


@pytest.mark.parametrize("name", SIMPLE)
def test_each_field_is_read_as_it_was_written(name: str) -> None:
    """Also in a row that is new, of which no square is known."""
    tables_of = [(table, spec) for table in tables(Data) for spec in table.lists if spec.record is not None]
    table, spec = next((table, spec) for table, spec in tables_of if spec.record.__name__ == name)

    @settings(max_examples=15, phases=[Phase.generate])
    @given(records(spec.record).map(fitting))
    def comes_back(record: Any) -> None:
        values = {}
        for column in table.fields:
            if table.has(spec, column):
                own = attrs.evolve(column.spec, required=False)
                raw = render(own, value_at(record, column.path))
                values[column.path] = parse(own, raw, Place(), [], [])
        if hasattr(record, "id"):
            values["id",] = record.id
        problems: list[Any] = []
        made = build(spec.record, None, values, Edit(table, ((spec.name, None),), Place()), problems)
        inner = {one.name: getattr(record, one.name) for one in specs(spec.record) if one.many and one.record}

        assert [] == problems
        assert record == changed(made, **inner)

    comes_back()


# --- through LibreOffice ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office() -> str:
    """The spreadsheet program itself."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice is not here; tools/setup test puts it in place")
    return found


def through(office: str, path: Path, suffix: str, folder: Path, *more: Path) -> Path:
    """Open a workbook in LibreOffice and save it again, and any more of them beside it: starting takes longest."""
    filters = {".xlsx": "xlsx:Calc MS Excel 2007 XML", ".ods": "ods:calc8"}
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", filters[suffix]]
    subprocess.run(
        [*command, "--outdir", str(folder / "uit"), *map(str, (path, *more))],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / "uit" / f"{path.stem}{suffix}"


@pytest.mark.slow
@pytest.mark.parametrize(  # each is read and written for both, and starting takes longest
    ("name", "made", "saved"),
    [("tiny", ".xlsx", ".xlsx"), ("tiny", ".ods", ".ods"), ("shipped", ".xlsx", ".ods"), ("shipped", ".ods", ".xlsx")],
)
def test_a_spreadsheet_program_may_save_it_in_between(
    name: str, made: str, saved: str, office: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Nothing changes: not a text, not a date, not a key; and it still knows what it was made from."""
    matrix: cm.Matrix = request.getfixturevalue(name)
    path = tmp_path / f"werkboek{made}"
    export_book(matrix, path)
    again = through(office, path, saved, tmp_path)
    problems: list[Any] = []
    book = read_book(again, problems)
    found = preview(matrix, {"x": again})

    assert [] == [one.sentence() for one in (*problems, *found.problems)]
    assert book is not None
    assert make_book(matrix).properties.items() <= book.properties.items()
    assert "Geen wijzigingen." == found.to_text()


def edited(path: Path, number: int, *changes: tuple[str, str]) -> None:
    """Change the XML of one sheet of a workbook, as somebody's own program might write it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = f"xl/worksheets/sheet{number}.xml"
    text = parts[name].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    parts[name] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def untidy(matrix: cm.Matrix, path: Path) -> int:
    """Write a workbook as it comes back from a busy desk, and give the number of its sheet of rules."""
    book = make_book(matrix)
    number = next(number for number, one in enumerate(book.sheets, start=1) if one.name == "Toewijzingen")
    rules = book.sheets[number - 1]
    at = {lane.heading: place for place, lane in enumerate(rules.lanes)}
    rows = {str(row[0]): row for row in rules.rows}
    rows["p2"][at["gedeeld"]] = "WAAR"
    rows["p3"][at["tekst"]] = "\ufeffHelpt in Twente.  "
    rows["v1"][at["geldig_tot"]] = "1-1-2027"
    rules.rows.reverse()  # sorted
    rules.lanes.insert(3, Lane("opmerking van Jan"))
    for row in rules.rows:
        row.insert(3, "gezien")
    rules.name = "Onze rollen"
    for name, key, heading, value in (("Gemeenten", "arnhem", "lengte", "5,9"), ("Partijen", "ibd", "volgorde", "44")):
        sheet = next(one for one in book.sheets if one.name == name)
        row = next(one for one in sheet.rows if one[0] == key)
        row[[lane.heading for lane in sheet.lanes].index(heading)] = value  # a decimal comma, a number as text
    path.write_bytes(to_bytes(book, path.suffix))
    return number


@pytest.mark.slow
@pytest.mark.parametrize("saved", [".xlsx", ".ods"])
def test_an_untidy_workbook_means_the_same_after_a_spreadsheet_program(
    saved: str, office: str, tiny: cm.Matrix, tmp_path: Path
) -> None:
    """Sorted, filtered, hidden rows, a column and a name of its own, Dutch values; merged squares are refused."""
    path = tmp_path / "druk.xlsx"
    number = untidy(tiny, path)
    hidden = '<row r="3" hidden="1" '
    filtered = '<autoFilter ref="A1:AE9"><filterColumn colId="1"><filters><filter val="ibd"/></filters></filterColumn>'
    edited(path, number, ('<row r="3" ', hidden), ('<autoFilter ref="A1:AE9"/>', f"{filtered}</autoFilter>"))
    merged = tmp_path / "samen.xlsx"
    together = '<mergeCells count="1"><mergeCell ref="B3:B4"/></mergeCells><dataValidations '
    edited(merged, untidy(tiny, merged), ("<dataValidations ", together))
    again = through(office, path, saved, tmp_path, merged)
    found = preview(tiny, {"x": again})

    assert ["S06", "S08"] == sorted(one.code for one in found.problems)
    assert [
        ("partner", "ibd", "volgorde", 44),
        ("municipality", "arnhem", "lengte", 5.9),
        ("assignment", "p2", "gedeeld", True),
        ("assignment", "p3", "tekst", "Helpt in Twente."),
        ("assignment", "v1", "geldig_tot", dt.date(2027, 1, 1)),
    ] == sorted(
        ((one.kind, one.id, one.field, one.new) for one in found.changes),
        key=lambda one: (("partner", "municipality", "assignment").index(one[0]), one[1]),
    )

    refused = preview(tiny, {"x": again.with_stem("samen")})

    assert ["S03"] == [one.code for one in refused.problems]
    assert f"samen{saved}, blad Onze rollen, rij 3, kolom B" == refused.problems[0].place.text()
