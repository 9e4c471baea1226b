"""A municipality's own file as a workbook: its questions, its own assignments, and nothing of the matrix."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from smallest import FILES, OVERLAY, write
from test_workbook import added, codes, row_of, sheet

import cybermatrix as cm
from cybermatrix.cli import run
from cybermatrix.workbook import local_book, local_preview, read_book, to_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from cybermatrix.workbook.book import Book

SLOTS = """\
- id: piket
  vraag: Wie is ICT-piket?
  zichtbaarheid: intern
- id: loco
  vraag: Wie is loco?
  zichtbaarheid: intern
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The smallest matrix, with two questions to a municipality, and the own file of Deventer beside it."""
    write(tmp_path / "matrix", **{"slots.yaml": SLOTS})
    (tmp_path / "deventer.yaml").write_text(f"# Van ons.\n{OVERLAY}")
    return tmp_path


def back(home: Path, book: Book, suffix: str = ".ods") -> Path:
    """Give a workbook as a file."""
    path = home / f"terug{suffix}"
    path.write_bytes(to_bytes(book, suffix))
    return path


def loaded(home: Path) -> cm.Matrix:
    """Give the matrix with the own file."""
    return cm.load(home / "matrix", overlays=(home / "deventer.yaml",))


def seen(home: Path, *books: Book) -> Any:
    """Give the preview of workbooks that came back."""
    found = {}
    for number, book in enumerate(books):
        read = read_book(back(home, book, f"{number}.xlsx"), [])
        assert read is not None
        found[str(number)] = read
    return local_preview(loaded(home), found)


def test_it_asks_what_nobody_answered_and_changes_nothing_by_itself(home: Path) -> None:
    """Its own assignments without the area, which is fixed."""
    book = local_book(loaded(home), "Deventer")

    assert ["piket", "loco"] == [row[0] for row in sheet(book, "Eigen bestand slots").rows]
    assert ["d1"] == [row[0] for row in sheet(book, "Eigen bestand toewijzingen").rows]
    assert "gebied" not in [lane.heading for lane in sheet(book, "Eigen bestand toewijzingen").lanes]
    assert "Partijen" not in [one.name for one in book.sheets]
    assert "Geen wijzigingen." == seen(home, book).to_text()


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_answers_and_own_rules_are_written_in_the_own_file(
    home: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only there; remarks stay, and the last time can be undone."""
    data = ["--data", str(home / "matrix"), "--overlay", str(home / "deventer.yaml")]
    out = str(home / f"uit{suffix}")
    assert 0 == run([*data, "workbook", "export", out, "--municipality", "deventer"])
    book = local_book(loaded(home), "deventer")
    row_of(sheet(book, "Eigen bestand slots"), "piket")[3:6] = ["De helpdesk", "0570-000000", dt.date(2026, 11, 1)]
    added(book, "Eigen bestand toewijzingen", id="d2", partij="politie", typen="crisis", vormen="alle", rol="regie", niveau="lokaal", tekst="Trekt hier.", verificatie="eigen")  # fmt: skip
    sent = str(back(home, book, suffix))
    old = (home / "deventer.yaml").read_text()

    assert 0 == run([*data, "workbook", "import", sent])
    assert old == (home / "deventer.yaml").read_text()
    assert "Trekt hier." in capsys.readouterr().out
    assert 0 == run([*data, "workbook", "import", sent, "--apply"])
    new = (home / "deventer.yaml").read_text()
    assert new.startswith(old[:200])
    assert (
        "slots:\n  - id: piket\n    vraag: Wie is ICT-piket?\n    zichtbaarheid: intern\n    antwoord: De helpdesk\n"
        in new
    )
    assert "loco" not in new
    assert {"deventer"} == {item.area for item in loaded(home).data.overlays[0].assignments}
    assert FILES["bronnen.yaml"] == (home / "matrix" / "bronnen.yaml").read_text()
    assert 0 == run([*data, "workbook", "undo"])
    assert old == (home / "deventer.yaml").read_text()


def test_a_municipality_without_a_file_gets_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where --overlay says; without that it is asked."""
    data = ["--data", str(home / "matrix")]
    book = local_book(cm.load(home / "matrix"), "hengelo")
    row_of(sheet(book, "Eigen bestand slots"), "loco")[3] = "Mevrouw X"
    sent = str(back(home, book))

    assert 2 == run([*data, "workbook", "import", sent, "--apply"])
    assert "--overlay BESTAND" in capsys.readouterr().err
    own = home / "nieuw" / "hengelo.yaml"
    assert 0 == run([*data, "--overlay", str(own), "workbook", "import", sent, "--apply"])
    assert own.read_text().startswith("gemeente: hengelo\nslots:\n  - id: loco\n")
    assert 1 == run([*data, "--overlay", str(own), "workbook", "import", sent, "--apply"])  # made before there was one


def test_what_does_not_belong_together_or_is_wrong_is_told(home: Path) -> None:
    """Another kind of workbook, another state, an unknown id."""
    from cybermatrix.workbook.making import make_book

    mine = local_book(loaded(home), "deventer")
    assert ["S24", "S24"] == codes(seen(home, mine, make_book(cm.load(home / "matrix"))))

    row_of(sheet(mine, "Eigen bestand slots"), "piket")[3] = "Een ander"
    wrong = local_book(loaded(home), "deventer")
    sheet(wrong, "Eigen bestand").rows[0][1] = "hackshield"
    assert ["R01"] == codes(seen(home, wrong))
    mine.properties["cybermatrix-vingerafdruk"] = "0" * 64
    assert ["S15"] == codes(seen(home, mine))
