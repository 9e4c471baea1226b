"""Whatever a matrix holds, its workbook holds too: out and in again changes nothing, in both formats."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
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
from cybermatrix.workbook.files import read_book
from cybermatrix.workbook.making import make_book
from cybermatrix.workbook.reading import Edit, build
from cybermatrix.workbook.sheets import tables, value_at
from cybermatrix.workbook.values import parse, render

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


def through(office: str, path: Path, suffix: str, folder: Path) -> Path:
    """Open a workbook in LibreOffice and save it again."""
    filters = {".xlsx": "xlsx:Calc MS Excel 2007 XML", ".ods": "ods:calc8"}
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", filters[suffix]]
    subprocess.run([*command, "--outdir", str(folder / "uit"), str(path)], check=True, capture_output=True, timeout=300)
    return folder / "uit" / f"{path.stem}{suffix}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "saved"), [(".xlsx", ".xlsx"), (".ods", ".ods"), (".xlsx", ".ods"), (".ods", ".xlsx")]
)
@pytest.mark.parametrize("name", ["tiny", "shipped"])
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
