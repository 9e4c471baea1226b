"""Records as plain values, and the JSON file that is made of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from smallest import OVERLAY, write
from test_canonical import records, texts

import cybermatrix as cm
from cybermatrix import model
from cybermatrix.model import Data, changed
from cybermatrix.plain import from_plain, is_sound, pack, to_plain
from cybermatrix.problems import Place, Problem
from cybermatrix.reading import Reader, from_json

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Data:
    """Give the smallest matrix with an own file of Deventer."""
    (tmp_path / "deventer.yaml").write_text(OVERLAY)
    return cm.load(write(tmp_path / "matrix"), overlays=[tmp_path / "deventer.yaml"]).data


def rules(data: Data) -> list[Any]:
    """Give every assignment with where it was written."""
    every = (*data.assignments, *(rule for own in data.overlays for rule in own.assignments))
    return [(rule, rule.place) for rule in every]


def test_what_equals_its_default_is_left_out() -> None:
    """The file holds what somebody wrote, nothing else."""

    assert {"id": "a", "titel": "b"} == to_plain(model.Source(id="a", name="b"))


def test_an_assignment_keeps_its_place() -> None:
    """File, line and column; nothing for one that was never in a file."""
    words = {"id": "r", "partner": "a", "forms": ("alle",), "role": "b", "level": "c", "area": "d"}
    rule = model.Assignment(**words, text="e", verification="eigen")

    assert "plaats" not in to_plain(rule)
    assert ["a.yaml", 3, 5] == to_plain(changed(rule, place=Place("a.yaml", 3, 5)))["plaats"]
    assert (
        Place("a.yaml", 3, 5)
        == from_plain(model.Assignment, to_plain(changed(rule, place=Place("a.yaml", 3, 5)))).place
    )


@pytest.mark.parametrize("name", ["Assignment", "Example", "Municipality", "Channel", "Overlay", "Claim", "GripLevel"])
def test_plain_values_come_back_as_they_were(name: str) -> None:
    """By the quick way, which checks nothing, and by the careful one, which checks all."""
    cls = getattr(model, name)

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(records(cls))
    def come_back(record: Any) -> None:
        plain = json.loads(json.dumps(to_plain(record)))
        problems: list[Problem] = []
        node = from_json(plain, "x.json", problems)
        assert node is not None

        assert record == from_plain(cls, plain)
        assert record == Reader(problems).record(cls, node)
        assert [] == problems

    come_back()


def fit_for_a_square(text: str) -> str:
    """Leave out what no spreadsheet can hold, for the data may not hold it either."""
    return " ".join(text.split()) or "x"


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(texts.map(fit_for_a_square), min_size=3, max_size=3))
def test_an_export_reads_back_as_an_equal_matrix(data: Data, tmp_path: Path, words: list[str]) -> None:
    """With whatever text in it, the own file included, and every rule with its place."""
    source, rule, own = words
    overlay = data.overlays[0]
    odd = changed(
        data,
        sources=(changed(data.sources[0], name=source),),
        assignments=(changed(data.assignments[0], text=rule), *data.assignments[1:]),
        overlays=(changed(overlay, assignments=(changed(overlay.assignments[0], text=own),)),),
    )
    matrix = cm.Matrix(cm.matrix.Base(odd))
    path = tmp_path / "x.json"
    cm.export(matrix, "json", path)
    back = cm.load(path)

    assert matrix == back
    assert odd == back.data
    assert rules(odd) == rules(back.data)
    assert odd.fingerprint == back.data.fingerprint
    assert not any(one.is_error for one in cm.check(path))  # that two say the same is worth a look, no more


def test_the_quick_and_the_careful_way_give_the_same(data: Data, tmp_path: Path) -> None:
    """What a wheel carries is an export."""
    document = json.loads(pack(data))

    assert data == from_plain(Data, document["matrix"])
    assert rules(data) == rules(from_plain(Data, document["matrix"]))


def test_the_same_data_gives_the_same_bytes(data: Data) -> None:
    """And one record stands on one line, so that two editions can be compared."""

    assert pack(data) == pack(attrs.evolve(data))
    assert b'\n{"id":"wegenkaart","titel":"Wegenkaart"}\n' in pack(data)


def test_every_changed_byte_is_noticed(data: Data) -> None:
    """In the head or in the body; a torn file too."""
    raw = pack(data)
    head = raw.index(b"\n")

    assert is_sound(raw, json.loads(raw))
    for position in range(head + 1, len(raw), 97):
        torn = raw[:position] + bytes([raw[position] ^ 1]) + raw[position + 1 :]
        assert not is_sound(torn, json.loads(raw))
    assert not is_sound(raw[:-1], json.loads(raw))
    assert not is_sound(raw, [])
    assert not is_sound(raw, None)
