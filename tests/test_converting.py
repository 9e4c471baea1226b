"""What somebody wrote in an older form is read as if it were today's, and told; what is newer is refused."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cybermatrix as cm
from cybermatrix import converting
from cybermatrix.cli import run
from cybermatrix.converting import Step
from cybermatrix.errors import InvalidMatrix, InvalidQuestion
from cybermatrix.loading import load_edition, unpack
from cybermatrix.model import Assignment, Partner
from cybermatrix.plain import to_plain
from cybermatrix.releasing import prepare
from cybermatrix.workbook import asked, consult_book, preview, read_round, to_bytes
from cybermatrix.workbook.making import book_of, make_book, state_of

if TYPE_CHECKING:
    from cybermatrix.workbook.book import Book

HERE = Path(__file__).parent
# No older form was ever given to anybody, so this one is made up: a key, one behind it, and a word were called otherwise.
STEP = Step(
    "'rol' heette 'functie', 'naam' van een gemeente 'gemeentenaam', en 'eigen' 'zelf'",
    "'rol' was 'functie', 'naam' of a municipality 'gemeentenaam', and 'eigen' 'zelf'",
    keys={
        ("Assignment", "functie"): "rol",
        ("Municipality", "gemeentenaam"): "naam",
        ("Confirmation", "wie"): "door",
    },
    words={("Assignment", "verificatie", "zelf"): "eigen"},
)


@pytest.fixture(autouse=True)
def an_older_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Form 0, of which the step above tells what became of it."""
    monkeypatch.setitem(converting.STEPS, 0, STEP)


def aged(text: str) -> str:
    """Give a text file as it was in that form."""
    text = text.replace("formaat: 1", "formaat: 0").replace("    rol: ", "    functie: ")
    return text.replace("    verificatie: eigen", "    verificatie: zelf").replace(
        "naam,cbs_naam", "gemeentenaam,cbs_naam"
    )


@pytest.fixture
def old(tiny_folder: Path) -> Path:
    """The tiny matrix in the older form."""
    for path in tiny_folder.rglob("*.*"):
        path.write_text(aged(path.read_text()))
    assert "functie: " in (tiny_folder / "partijen/politie.yaml").read_text()
    return tiny_folder


def sealed(document: dict[str, Any], form: int, fingerprint: str = "") -> bytes:
    """Give JSON as an edition of a form."""
    body = f'"matrix": {json.dumps(document)}}}\n'.encode()
    head = {"formaat": form, "sha256_bestanden": fingerprint, "sha256": sha256(body).hexdigest()}
    return (json.dumps(head)[:-1] + ",\n").encode() + body


def old_json(matrix: cm.Matrix, *, form: int = 0) -> bytes:
    """Give an edition as JSON in the older form, sealed as it was then."""
    document = to_plain(matrix.data)
    document["editie"]["formaat"] = form
    for rule in document["toewijzingen"]:
        rule["functie"] = rule.pop("rol")
        rule["verificatie"] = "zelf" if rule["verificatie"] == "eigen" else rule["verificatie"]
    for place in document["gemeenten"]:
        place["gemeentenaam"] = place.pop("naam")
    return sealed(document, form, matrix.data.fingerprint)


def codes(found: Any) -> list[str]:
    """Give the codes of problems."""
    return [one.code for one in found]


def test_a_folder_in_an_older_form_says_the_same(old: Path, tiny: cm.Matrix) -> None:
    """In YAML and in CSV, by key and by word; and it is told at the edition, once."""
    matrix = cm.load(old)

    assert tiny == matrix
    assert tiny.data.municipalities == matrix.data.municipalities
    assert ["B20"] == codes(matrix.data.converted)
    assert ["B20"] == [one.code for one in cm.check(old) if one.code[0] in "BRV"]
    (told,) = matrix.data.converted
    assert "editie.yaml, regel 2" in told.sentence()
    assert "vorm 0 en gelezen als vorm 1: 'rol' heette 'functie'" in told.what()
    assert "'rol' was 'functie'" in told.what("en")


def test_without_the_step_the_same_folder_is_refused(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And with half of it, each key that is not known is told where it stands."""
    monkeypatch.delitem(converting.STEPS, 0)
    assert ["B09"] == codes(cm.check(old))

    monkeypatch.setitem(converting.STEPS, 0, Step("niets", "nothing", words=STEP.words))
    assert {"B12", "V01", "V03"} <= set(codes(cm.check(old)))


def test_a_newer_form_is_refused_whatever_its_edition_looks_like(tiny_folder: Path) -> None:
    """Its keys may have names that nobody here knows."""
    path = tiny_folder / "editie.yaml"
    path.write_text("formaat: 2\nuitgave: onbekend\n")

    assert ["B09"] == codes(cm.check(tiny_folder))


def test_an_archived_edition_in_an_older_form_is_read(old: Path, tiny: cm.Matrix, tmp_path: Path) -> None:
    """By name, by number and as what a workbook was made from; its own hash still counts."""
    path = tmp_path / "oud.json"
    path.write_bytes(old_json(tiny))
    (old / "edities").mkdir()
    shutil.copy(path, old / "edities" / "2020.1.json")

    assert tiny == cm.load(path) == load_edition("2020.1", data=old)
    assert ["B20"] == codes(cm.load(path).data.converted) == codes(unpack(path.read_bytes(), "x").converted)
    assert 1 == unpack(path.read_bytes(), "x").edition.format
    path.write_bytes(old_json(tiny).replace(b"functie", b"functje", 1))
    assert ["B08"] == codes(cm.check(path))


def test_an_edition_of_a_newer_form_or_with_a_newer_key_is_refused_in_words(tiny: cm.Matrix) -> None:
    """The quick way of reading does not end in a traceback."""
    with pytest.raises(InvalidMatrix) as refused:
        unpack(old_json(tiny, form=2), "later.json")
    assert ["B09"] == codes(refused.value.problems)

    document = to_plain(tiny.data)
    document["partijen"][0]["later"] = "x"
    with pytest.raises(InvalidMatrix) as refused:
        unpack(sealed(document, 1), "later.json")
    assert ["V01"] == codes(refused.value.problems)


def test_an_own_file_of_a_municipality_says_its_form_or_has_the_first(tiny_folder: Path) -> None:
    """It may be older or newer than the matrix it is laid over."""
    own = tiny_folder.parent / "deventer.yaml"
    rule = "toewijzingen:\n  - id: d1\n    partij: politie\n    typen:\n      - crisis\n    vormen:\n      - phishing\n    functie: ondersteuner\n    niveau: lokaal\n    tekst: Helpt.\n    verificatie: zelf\n"  # fmt: skip
    own.write_text(f"formaat: 0\ngemeente: deventer\n{rule}")
    matrix = cm.load(tiny_folder, overlays=[own])
    (found,) = matrix.data.overlays[0].assignments

    assert ("ondersteuner", "eigen", "deventer") == (found.role, found.verification, found.area)
    assert [("B20", "deventer.yaml")] == [(one.code, one.place.file) for one in matrix.data.converted]
    own.write_text(f"gemeente: deventer\n{rule}")
    assert {"V01", "V06"} & set(codes(cm.check(tiny_folder, overlays=[own])))
    own.write_text("formaat: 2\ngemeente: deventer\n")
    assert ["B09"] == codes(cm.check(tiny_folder, overlays=[own]))


def test_nothing_is_written_into_an_older_form(old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence says how to convert it, and that does."""
    with pytest.raises(InvalidQuestion):
        prepare(old, "2026.9", date=dt.date(2026, 11, 26))
    assert 2 == run(["--data", str(old), "release", "2026.9"])
    assert "export --format folder NIEUWE-MAP" in capsys.readouterr().err

    new = tmp_path / "nieuw"
    assert 0 == run(["--data", str(old), "export", "--format", "folder", str(new)])
    assert "[B20]" in capsys.readouterr().err
    assert "    rol: " in (new / "partijen/politie.yaml").read_text()
    assert "formaat: 1" in (new / "editie.yaml").read_text()
    assert 0 == run(["--data", str(new), "release", "2026.9"])
    assert cm.load(old) != cm.load(new)  # another number, and nothing else
    assert cm.load(old).assignments == cm.load(new).assignments


def old_book(book: Book, *, form: str = "0") -> Book:
    """Give a workbook as it was made in the older form."""
    book.properties["cybermatrix-vorm"] = form
    for sheet in book.sheets:
        if sheet.name != "Toewijzingen":
            continue
        for lane in sheet.lanes:
            if lane.heading == "rol":
                lane.heading = "functie"
            lane.heading = lane.heading.replace("bevestigd.door", "bevestigd.wie")
        for row in sheet.rows:
            row[:] = ["zelf" if value == "eigen" else value for value in row]
    return book


def saved(book: Book, path: Path) -> Path:
    """Save a workbook."""
    path.write_bytes(to_bytes(book, path.suffix))
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_workbook_in_an_older_form_is_read_by_the_headings_and_words_of_then(
    tiny: cm.Matrix, tmp_path: Path, suffix: str
) -> None:
    """Untouched it says nothing; what was changed in it is seen, under the names of today."""
    book = old_book(make_book(tiny))
    path = saved(book, tmp_path / f"oud{suffix}")
    found = preview(tiny, {"x": path})
    assert [] == list(found.changes)
    assert ["B20"] == codes(found.problems)

    rules = next(sheet for sheet in book.sheets if sheet.name == "Toewijzingen")
    lanes = [lane.heading for lane in rules.lanes]
    row = next(row for row in rules.rows if row[0] == "p1")
    row[lanes.index("functie")] = "uitvoerder"
    row[lanes.index("bevestigd.wie")] = "A. Jansen"
    changes = preview(tiny, {"x": saved(book, path)})
    assert ["B20", "V03"] == sorted(set(codes(changes.problems)))  # who confirms says on whose behalf too
    row[lanes.index("bevestigd.wie")] = None
    (change,) = preview(tiny, {"x": saved(book, path)}).changes
    assert "p1" == change.id

    assert ["S16"] == codes(preview(tiny, {"x": saved(old_book(book, form="7"), path)}).problems)


def test_an_answer_in_a_workbook_of_an_older_form_counts(tiny: cm.Matrix, tmp_path: Path) -> None:
    """A round may have begun before the program was renewed."""
    one = asked(tiny, area="land")[0]
    book = consult_book(tiny, one)
    book.properties["cybermatrix-vorm"] = "0"
    who = next(sheet for sheet in book.sheets if sheet.name == "Wie antwoordt")
    who.lanes[0].heading = "wie"
    who.rows[0] = ["A. Jansen", "Directie", "MT", "1-12-2026"]
    rules = next(sheet for sheet in book.sheets if sheet.name == "Toewijzingen")
    lanes = [lane.heading for lane in rules.lanes]
    rules.lanes[lanes.index("rol")].heading = "functie"
    for row in rules.rows:
        row[lanes.index("antwoord")] = "akkoord"
    found = read_round(tiny, {"x": saved(book, tmp_path / "oud.xlsx")}, area="land")

    assert ["B20"] == codes(found.problems)
    assert {rule.id for rule in one.rules} == {rule for _, rule in found.answers}
    book.properties["cybermatrix-vorm"] = "2"
    assert ["S16"] == codes(read_round(tiny, {"x": saved(book, tmp_path / "oud.xlsx")}, area="land").problems)


def test_steps_follow_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was renamed twice arrives at the name of today; where one is missing, none lead there."""
    monkeypatch.setattr(converting, "FORMAT", 3)
    monkeypatch.setitem(converting.STEPS, 1, Step("één", "one", keys={("Assignment", "a"): "b"}))
    assert converting.steps_from(1) is None
    monkeypatch.setitem(converting.STEPS, 2, Step("twee", "two", keys={("Assignment", "b"): "c"}, words={("Assignment", "c", "x"): "y"}))  # fmt: skip
    steps = converting.steps_from(1) or ()

    assert "c" == converting.key_now(steps, Assignment, "a")
    assert "y" == converting.word_now(steps, Assignment, "a", "x")
    assert "x" == converting.word_now(steps, Partner, "a", "x")
    assert ((), None) == (converting.steps_from(3), converting.steps_from(4))


def test_the_state_that_a_workbook_was_made_from_may_be_older(old: Path, tiny: cm.Matrix, tmp_path: Path) -> None:
    """It is found in the archive, and only what was changed in the workbook is a change."""
    (old / "edities").mkdir()
    (old / "edities" / "2020.1.json").write_bytes(old_json(tiny))
    path = saved(old_book(book_of(tiny.data)), tmp_path / "oud.xlsx")
    now = cm.load(old)
    assert state_of(tiny.data) != state_of(now.data)

    found = preview(now, {"x": path}, folder=old)
    assert [] == list(found.changes)
    assert ["B20"] == codes(found.problems)
