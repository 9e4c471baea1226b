"""Answers as tables and records: every axis, every style, and what an empty square says."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from making import only_rules, rule

import cybermatrix as cm
from cybermatrix.tables import styles, text_table, to_records

if TYPE_CHECKING:
    from cybermatrix.matrix import Matrix

AXES = ("partner", "intervention", "crime", "role", "level", "area", "audience", "category", "block", "phase")


@pytest.mark.parametrize(("rows", "columns"), list(permutations(AXES, 2)))
def test_every_cell_stands_in_a_square(tiny: Matrix, rows: str, columns: str) -> None:
    """Whatever the axes: no cell is lost, none is invented, and rows and columns come in the order of the data."""
    table = cm.pivot(tiny, rows=rows, columns=columns)

    assert set(tiny) == {cell for cells in table.squares.values() for cell in cells}
    assert {row.id for row in table.rows} >= {row for row, _ in table.squares}
    assert {column.id for column in table.columns} >= {column for _, column in table.squares}
    assert all(table.text(*key) for key in table.squares)
    assert list(table.rows) == list(cm.pivot(tiny, rows=columns, columns=rows).columns)


def test_a_table_of_who_does_what(tiny: Matrix) -> None:
    """A picture says it best: partners down, interventions across, roles as verbs."""
    seen = tiny.where(crime="ransomware", municipality="deventer")

    expected = """\
                                             Eigen huis op orde    Crisis aanpakken en communiceren    Opsporen
-------------------------------------------  --------------------  ----------------------------------  -------------
Gemeente Deventer                            Doet
Burgemeester                                                                                           Niet hun taak
Politie                                                            Doet; Helpt
Openbaar Ministerie Oost-Nederland                                                                     Beslist (wet)
Veiligheidsregio IJsselland                                        Trekt
Informatiebeveiligingsdienst voor gemeenten                        Helpt
"""

    assert expected == cm.pivot(seen).to_text() + "\n"


def test_a_table_in_english(tiny: Matrix) -> None:
    """Names and verbs in English where there are any; a name that is only Dutch says so."""
    seen = tiny.where(crime="ransomware", municipality="deventer", intervention="crisis")

    assert ["partner", "crisis"] == list(cm.pivot(seen).to_records("en")[0])
    assert "Manage the crisis and communicate" in cm.pivot(seen).to_text(lang="en")
    assert "Does; Helps" == cm.pivot(seen).text("politie", "crisis", "en")
    assert "Safety Region IJsselland" in cm.pivot(seen).to_text(lang="en")
    assert "Openbaar Ministerie: Decides (by law)" not in cm.pivot(tiny, rows="crime", columns="area").to_text(
        lang="en"
    )


def test_a_table_in_letters(tiny: Matrix) -> None:
    """Role letters and type codes, for where verbs do not fit; what has no code keeps its name."""
    seen = tiny.where(crime="ransomware", municipality="deventer")
    table = cm.pivot(seen)

    assert "D H" == table.text("politie", "crisis", letters=True)
    assert ["EHO", "CRI", "OPS"] == table.to_text("tsv", letters=True).splitlines()[0].split()
    assert "Nederland" in cm.pivot(tiny, rows="partner", columns="area").to_text(letters=True)


def test_a_square_says_who_where_no_axis_does(tiny: Matrix) -> None:
    """Partner and role; only the partner where the role is an axis; a number where both are."""
    seen = tiny.where(crime="ransomware", municipality="utrecht")

    by_form = cm.pivot(seen, rows="crime", columns="intervention")
    by_role = cm.pivot(seen, rows="role", columns="intervention")
    counted = cm.pivot(tiny, rows="partner", columns="role")

    assert "Openbaar Ministerie: Beslist (wet); Burgemeester: Niet hun taak" == by_form.text("ransomware", "opsporen")
    assert "Politie; Informatiebeveiligingsdienst voor gemeenten" == by_role.text("ondersteuner", "crisis")
    assert "4" == counted.text("veiligheidsregio", "regie")


def test_a_role_is_said_once_in_a_square(tiny: Matrix) -> None:
    """Two cells with the same role are one word."""
    matrix = only_rules(tiny, rule("a"), rule("b", level="regionaal"))

    assert "Doet" == cm.pivot(matrix).text("politie", "crisis")


def test_what_is_for_everyone_stands_under_every_audience(tiny: Matrix) -> None:
    """As the filter on audience has it."""
    table = cm.pivot(tiny, rows="partner", columns="audience")

    assert [item.id for item in tiny.data.audiences] == [column.id for column in table.columns]
    for audience in tiny.data.audiences:
        column = {cell for (_, key), cells in table.squares.items() if key == audience.id for cell in cells}
        assert set(tiny.where(audience=audience)) == column


def test_gaps_and_what_makes_no_sense_have_rows_and_columns_of_their_own(tiny: Matrix) -> None:
    """A gap has no cell, and must be seen all the same."""
    table = cm.pivot(tiny, rows="intervention", columns="crime")

    assert 15 == len(table.rows)
    assert ("n.v.t.", "n/a") == (
        table.text("eigen-huis", "datingfraude"),
        table.text("eigen-huis", "datingfraude", "en"),
    )
    assert ("onbekend", "unknown") == (table.text("vervolgen", "phishing"), table.text("vervolgen", "phishing", "en"))
    assert {"nvt"} == {table.empty[pair] for pair in tiny.base.not_applicable}
    assert {(gap.intervention.id, gap.crime.id) for gap in cm.gaps(tiny)} == {
        key for key, why in table.empty.items() if why == "gap"
    }


def test_a_filter_makes_no_gaps(tiny: Matrix) -> None:
    """That the mayor does not do it does not mean that nobody does."""
    seen = tiny.where(partner="burgemeester", intervention=["crisis", "vervolgen"], crime="phishing")
    table = cm.pivot(seen, rows="crime", columns="intervention")

    assert ("", "onbekend") == (table.text("phishing", "crisis"), table.text("phishing", "vervolgen"))
    assert ["vervolgen"] == [column.id for column in table.columns]


def test_records_have_a_key_per_column(tiny: Matrix) -> None:
    """Ready for pandas or JSON."""
    seen = tiny.where(crime="phishing", municipality="hof-van-twente", partner="politie")

    assert [{"partner": "politie", "crisis": "Doet; Helpt"}] == cm.pivot(seen).to_records()
    assert [] == cm.pivot(seen.where(partner="ncsc")).to_records()
    assert "" == cm.pivot(seen.where(partner="ncsc")).to_text("plain")


def test_totals_count_each_cell_once(tiny: Matrix) -> None:
    """What is for everyone stands under every audience, and is one cell."""
    table = cm.pivot(tiny, rows="partner", columns="audience")
    lines = [line.split("\t") for line in table.to_text("tsv", totals=True).splitlines()]

    assert len(tiny) == table.total()
    assert ("Totaal", "Totaal", str(len(tiny))) == (lines[0][-1].strip(), lines[-1][0].strip(), lines[-1][-1].strip())
    assert [table.total(row=row.id) for row in table.rows] == [int(line[-1]) for line in lines[1:-1]]
    assert [table.total(column=column.id) for column in table.columns] == [int(one) for one in lines[-1][1:-1]]
    assert [table.total(row=row.id) for row in table.rows] == [one["total"] for one in table.to_records(totals=True)]
    assert "Total" in table.to_text(lang="en", totals=True)
    assert "" == cm.pivot(tiny.where(crime="phishing", partner="ncsc")).to_text("plain", totals=True)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_records_make_a_data_frame(tiny: Matrix, library: str) -> None:
    """One row per cell, the columns in the order of the documentation."""
    frames = pytest.importorskip(library)
    frame = frames.DataFrame(cm.to_records(tiny))

    assert (len(tiny), list(cm.to_records(tiny)[0])) == (len(frame), list(frame.columns))
    assert sorted(cell.partner.id for cell in tiny) == sorted(frame["partner"])


def test_cells_as_records(tiny: Matrix) -> None:
    """Ids and texts, flat, with file and line."""
    (record,) = to_records(tiny.where(crime="phishing", partner="burgemeester", municipality="deventer"))
    line = record.pop("line")

    assert 0 < line
    assert {
        "partner": "burgemeester",
        "partner_name": "Burgemeester",
        "intervention": "opsporen",
        "crime": "phishing",
        "role": "geen",
        "verb": "Niet hun taak",
        "level": "lokaal",
        "area": "land",
        "audience": [],
        "text": "Spoort niet op.",
        "force": None,
        "label": "vast",
        "status": "voorstel",
        "verification": "verified",
        "checked_on": "2026-11-23",
        "sources": ["verzonnen-bron"],
        "laws": ["verzonnen-wet:1"],
        "origin": "b1",
        "file": "partijen/burgemeester.yaml",
    } == record
    (unchecked,) = to_records(tiny.where(crime="ransomware", partner="ibd"))
    assert (None, ["gemeente"]) == (unchecked["checked_on"], unchecked["audience"])


@pytest.mark.parametrize("style", styles())
def test_every_style_of_tabulate_will_do(tiny: Matrix, style: str) -> None:
    """From plain to LaTeX."""
    assert "Politie" in cm.pivot(tiny.where(crime="phishing")).to_text(style)


def test_numbers_in_names_stay_as_they_are() -> None:
    """A partner called 113 is no quantity, and 0900 keeps its zero."""
    assert "naam    nummer\n113     0900" == text_table([["113", "0900"]], ["naam", "nummer"], "plain")


def test_long_text_is_wrapped_at_a_width(tiny: Matrix) -> None:
    """For narrow terminals; a table without rows has nothing to wrap."""
    wide = tiny.where(crime="ransomware", municipality="deventer")

    assert max(map(len, cm.pivot(wide).to_text(width=12).splitlines())) <= 4 * 12 + 4 * 3
    assert "a" in text_table([], ["a"], width=10)


@pytest.mark.parametrize(
    "wrong",
    [{"rows": "crimes"}, {"columns": "colour"}, {"rows": "partner", "columns": "partner"}, {"rows": ""}],
)
def test_an_impossible_table_is_an_invalid_question(tiny: Matrix, wrong: dict[str, str]) -> None:
    """With the axes that there are."""
    with pytest.raises(cm.InvalidQuestion, match=r"axis|axes"):
        cm.pivot(tiny, **wrong)


def test_an_unknown_style_is_an_invalid_question(tiny: Matrix) -> None:
    """With the styles that there are."""
    with pytest.raises(cm.InvalidQuestion, match=r"known are .*github"):
        cm.pivot(tiny).to_text("sparkly")
