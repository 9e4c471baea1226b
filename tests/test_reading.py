"""Strings from people become typed records, each value with its place."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from cybermatrix import model, reading
from cybermatrix.problems import Place, Problem
from cybermatrix.reading import Fields, Items, Reader, Scalar, decode, from_json, near, parse_csv, parse_yaml, specs

if TYPE_CHECKING:
    import pytest

    from cybermatrix.reading import Node


def parsed(text: str) -> Node:
    """Parse text that is sound."""
    problems: list[Problem] = []
    node = parse_yaml(text, "a.yaml", problems)

    assert [] == problems
    assert node is not None
    return node


def values(node: Node) -> Any:
    """Give a node as plain values."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [values(item) for item in node.values]
    return {key.value: values(value) for key, value in node.pairs}


def read(cls: type[Any], text: str) -> tuple[Any, list[str]]:
    """Read one record; give it with the codes of its problems."""
    reader = Reader([])
    made = reader.record(cls, parsed(text))
    return made, [one.code for one in reader.problems]


# --- YAML -------------------------------------------------------------------------------------------------------


def test_every_scalar_is_text() -> None:
    """What YAML would make a number, a date, a yes or a nothing stays as it was typed; the field decides."""
    text = "a: 1\nb: 2026-11-23\nc: yes\nd: null\ne: ~\nf: 0o17\ng: 1_000\nh: ja\ni: ''\nj:\n"
    expected = {"a": "1", "b": "2026-11-23", "c": "yes", "d": "null", "e": "~", "f": "0o17", "g": "1_000", "h": "ja"}

    assert expected | {"i": "", "j": ""} == values(parsed(text))


def test_lists_and_blocks_in_each_other() -> None:
    """At their own column or further in; an empty list may be written."""
    text = "---\na:\n- b: 1\n  c:\n    - x\n    - y\n-   b: 2\nd: []\ne: >-\n  Een zin.\n  Nog een.\n...\n"

    assert {"a": [{"b": "1", "c": ["x", "y"]}, {"b": "2"}], "d": [], "e": "Een zin. Nog een."} == values(parsed(text))


def test_every_value_knows_its_line_and_column() -> None:
    """Counted from 1, in characters: an é is one."""
    node = parsed("# é\nnaam: 'é'\nlijst:\n  - één\n  - twee: drie\n")
    assert isinstance(node, Fields)
    (key, name), (_, items) = node.pairs
    assert isinstance(items, Items)

    assert Place("a.yaml", 2, 1) == node.place == key.place
    assert Place("a.yaml", 2, 7) == name.place
    assert [Place("a.yaml", 4, 5), Place("a.yaml", 5, 5)] == [item.place for item in items.values]


def test_an_empty_document_is_nothing_and_no_problem() -> None:
    """Whoever asked for it says what that means."""
    problems: list[Problem] = []

    assert [None] * 3 == [parse_yaml(text, "a.yaml", problems) for text in ("", "\n\n", "# niets\n")]
    assert [] == problems


@given(st.text(max_size=60) | st.text(alphabet="ab:- \n'\"[]{}#&*!|>%@`\t?,", max_size=60))
def test_no_text_makes_the_parser_fall_over(text: str) -> None:
    """A node, nothing, or one problem with a place."""
    problems: list[Problem] = []
    node = None if reading.INVISIBLE.search(text) else parse_yaml(text, "a.yaml", problems)

    assert [] == problems or (node is None and ["a.yaml"] == [one.place.file for one in problems])


@given(st.binary(max_size=80))
def test_no_bytes_make_the_decoder_fall_over(raw: bytes) -> None:
    """Text, or exactly one problem."""
    problems: list[Problem] = []
    text = decode(raw, "a.yaml", problems)

    assert (text is None) == (len(problems) == 1)


def test_a_problem_of_an_unmarked_kind_has_the_file_for_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the parser ever complain without a place, that is a problem like any other."""

    class Parser:
        def __init__(self, _: str) -> None: ...
        def get_event(self) -> None:
            raise yaml.YAMLError

        def dispose(self) -> None: ...

    monkeypatch.setattr("yaml.cyaml.CParser", Parser)
    problems: list[Problem] = []

    assert None is parse_yaml("a: b", "a.yaml", problems)
    assert [("B05", Place("a.yaml"))] == [(one.code, one.place) for one in problems]


# --- records ----------------------------------------------------------------------------------------------------


def test_each_field_gets_its_own_type() -> None:
    """Dates, numbers, yes and no, lists and records in records."""
    text = """\
id: a
naam: A
zichtbaarheid: openbaar
verificatie: verified
nagekeken_op: 2026-11-23
niet_afdrukken: ja
voor:
  - inwoner
"""
    channel, codes = read(model.Channel, text)

    assert [] == codes
    assert (dt.date(2026, 11, 23), True, ("inwoner",)) == (
        channel.checked_on, channel.do_not_print, channel.readers,
    )  # fmt: skip
    assert Place("a.yaml", 1, 1) == channel.place


def test_all_problems_of_a_record_are_told_at_once() -> None:
    """Not the first: nobody likes to mend a file eight times."""
    text = "id: A B\nnaam:\nzichtbaarheid: soms\nnagekeken_op: gisteren\nniet_afdrukken: 1\nvoor: inwoner\nkleur: x\nid: a\n"

    assert (None, ["V01", "V02", "V08", "V09", "V04", "V06", "V03", "V05", "V06"]) == read(model.Channel, text)


def test_a_misspelled_key_is_told_once() -> None:
    """Not also as the key that is then missing; a key that looks like nothing leaves the other missing too."""

    assert (None, ["V01"]) == read(model.Phase, "id: a\nnaam: b\nnaam_em: c\n")
    assert (None, ["V01", "V03"]) == read(model.Phase, "id: a\nnaam: b\nkleur: c\n")


def test_references_are_remembered_with_their_place() -> None:
    """They are looked up when everything was read; those of a record that fails too."""
    reader = Reader([])
    reader.record(model.NotApplicable, parsed("type: a\nvorm: b\n"))

    assert [("intervention", "a", 1), ("crime", "b", 2)] == [(r.kinds, r.word, r.place.line) for r in reader.references]


def test_what_was_lost_is_remembered_by_id() -> None:
    """Also what stood in it, by its older ids too; and whether there was something without an id."""
    reader = Reader([])
    reader.record(model.Partner, parsed("id: a\nkanalen:\n  - id: b\n    ook:\n      - c\n  - id: d\n"))

    assert {"a", "b", "c", "d"} == reader.lost
    assert not reader.nameless
    reader.record(model.Phase, parsed("naam: a\n"))

    assert reader.nameless


def test_attributes_may_be_given_beside_the_file() -> None:
    """The partner of an assignment is the file it stands in; then its key is not known."""
    reader = Reader([])
    rule = "id: r\nvormen:\n  - alle\nrol: a\nniveau: b\ngebied: land\ntekst: t\nverificatie: eigen\n"

    assert "politie" == reader.record(model.Assignment, parsed(rule), partner="politie").partner  # type: ignore[union-attr]
    assert None is reader.record(model.Assignment, parsed(rule + "partij: x\n"), partner="politie")
    assert ["V01"] == [one.code for one in reader.problems]


def test_the_description_of_a_field_is_on_the_field() -> None:
    """Key, help, type, what it refers to, what it may be."""
    spec = next(spec for spec in specs(model.Assignment) if spec.name == "forms")

    assert ("vormen", "crime|category|alle", "text", True, True) == (
        spec.key, spec.ref, spec.kind, spec.many, spec.required,
    )  # fmt: skip
    assert specs(model.Assignment) is specs(model.Assignment)
    assert {"date"} == {spec.kind for spec in specs(model.Assignment) if spec.name == "valid_from"}


# --- the rest ---------------------------------------------------------------------------------------------------


def test_a_row_with_line_breaks_in_it_stands_where_it_begins() -> None:
    """And so does the next."""
    problems: list[Problem] = []
    rows = list(parse_csv('id,naam,naam_en\na,"b\nb",c\n\nd,e,f\n', "a.csv", model.Phase, problems))

    assert [2, 5] == [row.place.line for row in rows]
    assert [] == problems


def test_json_values_are_read_like_text() -> None:
    """A path into the file for a place; a remembered place instead, where there is one."""
    node = from_json({"a": [1, True, False, None, 2.5], "b": {"plaats": ["b.yaml", 3, 5]}}, "a.json", [])
    assert isinstance(node, Fields)

    assert {"a": ["1", "ja", "nee", "", "2.5"], "b": {}} == values(node)
    assert [Place("a.json#/a"), Place("b.yaml", 3, 5)] == [value.place for _, value in node.pairs]


def test_near_misses_are_nearest_first_and_never_many() -> None:
    """Nothing for nothing, and nothing for a word that goes on and on."""

    assert ("politie",) == near("polietie", ["gemeente", "politie"])
    assert () == near("", ["a"]) == near("x" * 81, ["x" * 80])
    assert 3 == len(near("aaaa", ["aaab", "aaac", "aaad", "aaae"]))
