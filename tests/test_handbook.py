"""The handbook does what it says: every command in it is typed, on a copy of the data, with what the reader does between."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cybermatrix as cm
from cybermatrix.cli import run
from cybermatrix.workbook import WHOLE, asked, consult_book, to_bytes
from cybermatrix.workbook.book import Book
from cybermatrix.workbook.intake import make_intake
from cybermatrix.workbook.making import make_book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.checkout, pytest.mark.slow]

ROOT = Path(__file__).parent.parent
HANDBOOK = ROOT / "docs" / "handleiding"
PAGES = sorted(HANDBOOK.glob("*.md"))
ROUND = "raadpleging"  # tried from end to end below
TODAY = "1796256000"  # 3 December 2026
STEP = re.compile(r"<!-- proef: ([a-z-]+) -->|<!-- geeft ([0-9]) -->|^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place to work, with a copy of the matrix in it."""
    shutil.copytree(ROOT / "matrix_data", tmp_path / "matrix", ignore=shutil.ignore_patterns(".*"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    return tmp_path


def sheet(book: Book, name: str) -> Any:
    """Give a sheet by its name."""
    return next(one for one in book.sheets if one.name == name)


def fill(book: Book, name: str, key: str | None, **values: Any) -> None:
    """Fill in squares of the row with this key; without a key, in a new row."""
    found = sheet(book, name)
    lanes = [lane.heading for lane in found.lanes]
    if key is None:
        found.rows.append([None] * len(lanes))
        row = found.rows[-1]
    else:
        row = next(one for one in found.rows if one[0] == key)
    for heading, value in values.items():
        row[lanes.index(heading)] = value


def save(book: Book, name: str) -> None:
    """Save a workbook, as its name says."""
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(to_bytes(book, Path(name).suffix))


# --- what the reader does between two commands ---


def change() -> None:
    """Another text for one rule."""
    book = make_book(cm.load("matrix"), WHOLE)
    fill(book, "Toewijzingen", "halt-lessen", tekst="Geeft lessen over online veiligheid op alle scholen.")
    save(book, "werkboek.xlsx")


def new_partner() -> None:
    """A row for the partner, and one for what it does."""
    book = make_book(cm.load("matrix"), WHOLE)
    fill(book, "Partijen", None, id="stichting-voorbeeld", naam="Stichting Voorbeeld", naam_en="Example foundation", soort="maatschappelijk", niveau="regionaal", volgorde=990)  # fmt: skip
    fill(book, "Toewijzingen", None, id="sv1", partij="stichting-voorbeeld", typen="weerbaar-maken", vormen="phishing", rol="ondersteuner", niveau="regionaal", gebied="land", tekst="Geeft voorlichting in buurthuizen.", verificatie="eigen")  # fmt: skip
    save(book, "werkboek.xlsx")


def answers(*, mistaken: bool = True) -> None:
    """Three partners; two agree, one sends an .ods with a misspelt answer, a wish without a reason and no name."""
    matrix = cm.load("matrix")
    rounds = {one.body.id: one for one in asked(matrix)}
    for body, suffix in (("halt", "xlsx"), ("fraudehelpdesk", "xlsx"), ("ibd", "ods")):
        book = consult_book(matrix, rounds[body])
        wrong = mistaken and body == "ibd"
        who = sheet(book, "Wie antwoordt")
        signed = {
            "door": "A. Jansen",
            "namens": rounds[body].body.name,
            "gremium": "Directie",
            "datum": "1 december 2026",
        }
        who.rows[0] = [None if wrong else signed.get(lane.heading) for lane in who.lanes]
        keys = [row[0] for row in sheet(book, "Toewijzingen").rows]
        for key in keys:
            fill(book, "Toewijzingen", key, antwoord="akkord" if wrong else "akkoord")
        if body == "ibd":
            fill(
                book, "Toewijzingen", keys[0], antwoord="anders", toelichting=None if wrong else "Wij doen dit anders."
            )
        save(book, f"terug/{body}.{suffix}")


def questions() -> None:
    """Someone of Deventer answers one of the questions."""
    matrix = cm.load("matrix")
    book = make_intake(matrix, matrix.base.municipality("deventer"))
    fill(book, "Vragen", "slot-ict-piket", antwoord="T. Proef", nummer="06-12345678", getest_op="1 december 2026")
    Path("deventer.xlsx").write_bytes(to_bytes(book, ".xlsx"))


def own_look() -> None:
    """The tokens and the logo of a municipality."""
    tokens = {"document": {"color": {"$value": "#1b1b1b"}}, "heading": {"color": {"$value": "#7a0b2e"}}}
    Path("huisstijl.json").write_text(json.dumps(tokens), encoding="utf-8")
    Path("logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', encoding="utf-8")


def through_libreoffice(file: Path) -> None:
    """Save a workbook anew as a partner would, where LibreOffice is there."""
    if shutil.which("soffice") and file.exists():
        home = f"-env:UserInstallation={(file.parent.parent / 'office').as_uri()}"
        command = ["soffice", home, "--headless", "--convert-to", "ods", "--outdir", "bewaard", str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        shutil.move(file.parent.parent / "bewaard" / file.name, file)


def two_back(*, agreed: bool = False) -> None:
    """Two that touch the same text, and each something of their own."""
    for name, text in (("jansen", "Geeft lessen op elke school."), ("bakker", "Geeft gastlessen.")):
        book = make_book(cm.load("matrix"), WHOLE)
        fill(book, "Toewijzingen", "halt-lessen", tekst="Geeft lessen op elke school." if agreed else text)
        fill(book, "Partijen", "halt" if name == "jansen" else "ibd", let_op=f"Nagezien door {name}.")
        save(book, f"{name}.xlsx")


def wrong_book() -> None:
    """A word that is not in the list."""
    book = make_book(cm.load("matrix"), WHOLE)
    fill(book, "Toewijzingen", "halt-lessen", rol="uitvoerdr")
    save(book, "terug.xlsx")


DEEDS: dict[str, Callable[[], None]] = {
    "wijzig": change,
    "nieuwe-partij": new_partner,
    "antwoorden": answers,
    "verbeterd": lambda: answers(mistaken=False),
    "twee-terug": two_back,
    "gekozen": lambda: two_back(agreed=True),
    "fout-werkboek": wrong_book,
    "vragen": questions,
    "huisstijl": own_look,
}


def steps(page: Path) -> Iterator[tuple[str, str | int]]:
    """Give what a page asks for in turn: a deed of the reader, or a command with the status that it leaves with."""
    status = 0
    for deed, leaves, block in STEP.findall(page.read_text(encoding="utf-8")):
        if deed:
            yield "deed", deed
        elif leaves:
            status = int(leaves)
        else:
            for line in block.splitlines():
                assert line.startswith("$ cybermatrix "), line
                yield line.removeprefix("$ cybermatrix "), status
            status = 0


@pytest.mark.parametrize(
    "page", [page for page in PAGES if list(steps(page)) and page.stem != ROUND], ids=lambda page: page.stem
)
def test_every_command_of_the_handbook_works(page: Path, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the order of the page."""
    if page.stem == "installeren":
        shutil.rmtree(desk / "matrix")
    for command, status in steps(page):
        if command == "deed":
            DEEDS[str(status)]()
            continue
        left = run(shlex.split(command))
        said = capsys.readouterr()
        assert status == left, f"{command}\n{said.out}\n{said.err}"


def test_no_deed_is_left_over_and_every_block_is_run() -> None:
    """What the handbook asks is here, and nothing else; a block of another kind is no command of ours."""
    asked_for = {str(what) for page in PAGES for kind, what in steps(page) if kind == "deed"}

    assert set(DEEDS) == asked_for
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert [] == [kind for kind in re.findall(r"^```(\w+)$", text, re.MULTILINE) if kind not in ("console", "text")]
        for block in re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            assert "\ncybermatrix " not in block


def test_a_planted_mistake_in_a_page_is_caught(tmp_path: Path) -> None:
    """A command that does not begin as one, is none."""
    page = tmp_path / "x.md"
    page.write_text("```console\n$ cybermatrx check\n```\n")

    with pytest.raises(AssertionError):
        list(steps(page))


def test_a_round_of_three_ends_in_a_released_edition(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the handbook tells it: asked, answered with mistakes in an .ods, mended, confirmed, reported and released."""
    pages = {page.stem: page for page in PAGES}
    assert 0 == run(["--data", "matrix", "release", "2026.1"])
    for command, status in steps(pages[ROUND]):
        if command == "deed":
            DEEDS[str(status)]()
            through_libreoffice(desk / "terug" / "ibd.ods")
        else:
            before = (desk / "matrix/partijen/ibd.yaml").read_bytes()
            assert status == run(shlex.split(command))
            said = capsys.readouterr()
            if status == 1:
                assert "Geen wijzigingen" not in said.out
                assert "Bedoelde u 'akkoord'?" in said.err
                assert "ibd.ods, blad Toewijzingen, rij 3, kolom" in said.err
                assert before == (desk / "matrix/partijen/ibd.yaml").read_bytes()
    report = (desk / "verslag.html").read_text()
    assert "Wij doen dit anders." in report
    assert "Politie" in report

    assert 0 == run(["--data", "matrix", "release", "2026.2", "--vastgesteld-door", "Stuurgroep, 3 december 2026"])
    confirmed = [one for one in cm.load("matrix").assignments if one.status == "bevestigd"]
    assert {"halt", "fraudehelpdesk", "ibd"} == {one.partner for one in confirmed}
    assert {"A. Jansen"} == {one.confirmed.by for one in confirmed if one.confirmed}
    changes = cm.diff(cm.load("matrix/edities/2026.1.json"), cm.load("matrix/edities/2026.2.json"))
    assert {one.id for one in confirmed} <= {one.id for one in changes}
    assert "bevestigd" in (desk / "matrix/edities/wijzigingen.md").read_text()


# --- pictures ---


def check_page(folder: Path) -> bytes:
    """A page of a check with a mistake and something to look at."""
    from playwright.sync_api import sync_playwright

    file = folder / "matrix" / "partijen" / "halt.yaml"
    file.write_text(file.read_text().replace("rol: uitvoerder", "rol: uitvoerdr", 1))
    (folder / "matrix" / "kladje.txt").write_text("van mij")
    assert 1 == run(["--data", "matrix", "check", "--html", "controle.html"])
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 900, "height": 640})
        page.goto((folder / "controle.html").as_uri())
        raw: bytes = page.screenshot()
        browser.close()
    return raw


def guide_page(folder: Path) -> bytes:
    """The beginning of a guide on a screen; README.md shows it too."""
    from playwright.sync_api import sync_playwright

    assert 0 == run(["--data", "matrix", "guide", "deventer", "-o", "gids.html"])
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 760})
        page.goto((folder / "gids.html").as_uri())
        raw: bytes = page.screenshot()
        browser.close()
    return raw


def consult_sheet(folder: Path) -> bytes:
    """The sheet with the rows of one partner, as a spreadsheet shows it."""
    from playwright.sync_api import sync_playwright

    matrix = cm.load("matrix")
    book = consult_book(matrix, next(one for one in asked(matrix) if one.body.id == "halt"))
    save(Book([sheet(book, "Toewijzingen")], book.properties), "halt.xlsx")
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'office').as_uri()}",
        "--headless",
        "--convert-to",
        "html",
        "halt.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1500, "height": 420})
        page.goto((folder / "halt.html").as_uri())
        raw: bytes = page.screenshot()
        browser.close()
    return raw


PICTURES: dict[str, Callable[[Path], bytes]] = {
    "controle": check_page,
    "gids": guide_page,
    "raadpleging": consult_sheet,
}


@pytest.mark.browser
@pytest.mark.skipif(
    not shutil.which("chromium") or not shutil.which("soffice"), reason="Chromium or LibreOffice is missing"
)
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_can_be_made_again(name: str, desk: Path) -> None:
    """To renew the pictures: CYBERMATRIX_PICTURES=1 pytest tests/test_handbook.py -k picture."""
    raw = PICTURES[name](desk)
    assert raw.startswith(b"\x89PNG")
    assert 5_000 < len(raw) < 150_000
    if os.environ.get("CYBERMATRIX_PICTURES"):
        (HANDBOOK / "beeld" / f"{name}.png").write_bytes(raw)


def test_every_picture_is_used_and_small() -> None:
    """And every one that is used is there, and says in words what it shows."""
    used = re.findall(r"!\[(.+?)\]\(beeld/([a-z-]+)\.png\)", "".join(page.read_text("utf-8") for page in PAGES))

    assert set(PICTURES) == {name for _, name in used} == {file.stem for file in (HANDBOOK / "beeld").iterdir()}
    assert all(len(words) > 20 for words, _ in used)
    assert all(file.stat().st_size < 150_000 for file in (HANDBOOK / "beeld").iterdir())


def test_the_edition_is_kept_as_it_came() -> None:
    """The handbook names the number and the day that the shipped edition has."""
    edition = cm.load().edition

    assert f"release {edition.id} --date {edition.date}\n" in (HANDBOOK / "installeren.md").read_text(encoding="utf-8")
