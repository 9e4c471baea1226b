"""What the writer writes, the reader reads back: any record, any odd text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from smallest import FILES, write

import cybermatrix as cm
from cybermatrix import model, reading
from cybermatrix.canonical import file_text, to_csv, to_yaml, to_yaml_list
from cybermatrix.formats import folder_files
from cybermatrix.loading import LAYOUT
from cybermatrix.reading import Reader, parse_csv, parse_yaml, specs

if TYPE_CHECKING:
    from cybermatrix.problems import Problem

DATA = Path(__file__).parent.parent / "matrix_data"

# Pieces that mean something to YAML, or to whoever folds lines; between them any text that people may write.
ODD = ["'", '"', ": ", " #", "- ", "? ", "[", "]", "{", "}", "&a", "*a", "!a", "|", ">", ">-", "%", "@", "`", "~", "null",
       "ja", "---", "...", ". A", "! B", "? C", ".) D", "o.a. De", "\n", "\n\n", "  ", " ", "\t", "\u00a0", "\\", "é", "’", "😀",
       "1e3", "0x1", "2026-11-23", "=", "<<", "<b>", "x" * 100, "Een zin. Nog een zin."]  # fmt: skip


def tidy(pieces: list[str]) -> str:
    """Join pieces into a text that a file may hold: not blank, nothing invisible."""
    text = reading.INVISIBLE.sub("", "".join(pieces))
    return text if text.strip() else "x"


texts = st.lists(st.sampled_from(ODD) | st.text(max_size=5), min_size=1, max_size=12).map(tidy)
# For whole records: fewer and quicker, for there are many fields.
fields = st.lists(st.sampled_from(ODD), min_size=1, max_size=3).map(tidy)
ids = st.sampled_from(["a", "a-b", "1", "null", "2026-11-23", "wet:1.2"])


def records(cls: Any) -> st.SearchStrategy[Any]:
    """Give any record of a class, as its fields allow."""

    def value(spec: Any) -> st.SearchStrategy[Any]:
        one: st.SearchStrategy[Any]
        if spec.record is not None:
            one = records(spec.record)
        elif spec.choices:
            one = st.sampled_from(spec.choices)
        elif spec.key == "editie":
            one = st.sampled_from(["2026.1", "a-b"])
        elif spec.name == "id":
            one = ids
        else:
            one = {
                "text": fields,
                "date": st.dates(),
                "int": st.integers(-(10**12), 10**12),
                "float": st.integers(-180_000, 180_000).map(lambda x: x / 1000),
                "bool": st.booleans(),
            }[spec.kind]
        many = st.lists(one, min_size=spec.required, max_size=2).map(tuple) if spec.many else one
        return many if spec.required else st.just(spec.default) | many

    return st.builds(cls, **{spec.name: value(spec) for spec in specs(cls)})


def read_back(cls: Any, text: str) -> Any:
    """Read one record from text, and allow no problem."""
    problems: list[Problem] = []
    node = parse_yaml(text, "x.yaml", problems)
    assert node is not None, problems
    made = Reader(problems).record(cls, node)

    assert [] == problems
    return made


CLASSES = sorted(
    {kind.__name__ for kind in vars(model).values() if isinstance(kind, type) and attrs.has(kind) and specs(kind)}
    - {"Data", "Overlay", "Situation", "Partner", "Law", "CrimeForm", "Escalation", "Instrument"}
)


@pytest.mark.parametrize("name", CLASSES)
def test_a_record_comes_back_as_it_was(name: str) -> None:
    """Every class, with odd texts in every field."""
    cls = getattr(model, name)

    @settings(max_examples=20)
    @given(records(cls))
    def comes_back(record: Any) -> None:
        assert record == read_back(cls, to_yaml(record))

    comes_back()


@settings(max_examples=300)
@given(texts)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    """Whatever YAML would make of it; and writing it again gives the same lines."""
    source = model.Source(id="a", name=text)
    written = to_yaml(source)

    assert source == read_back(model.Source, written)
    assert written == to_yaml(read_back(model.Source, written))


@settings(max_examples=100)
@given(st.lists(texts, max_size=4))
def test_a_list_of_texts_comes_back_as_it_was(found: list[str]) -> None:
    """The file of what was not found."""
    problems: list[Problem] = []
    node = parse_yaml(to_yaml_list(found), "x.yaml", problems)
    assert node is not None

    assert tuple(found) == Reader(problems).texts(node, "x")
    assert [] == problems


@settings(max_examples=100)
@given(st.lists(records(model.Municipality), max_size=3))
def test_a_table_comes_back_as_it_was(found: list[Any]) -> None:
    """But for what a table cannot hold: texts with semicolons in a list, and spaces around them."""
    tidy = [
        attrs.evolve(one, aliases=tuple(a for a in (alias.replace(";", " ").strip() for alias in one.aliases) if a))
        for one in found
    ]
    problems: list[Problem] = []
    text = to_csv(model.Municipality, tidy)
    reader = Reader(problems)
    made = [reader.record(model.Municipality, row) for row in parse_csv(text, "x.csv", model.Municipality, problems)]

    assert tidy == made
    assert [] == problems


def test_long_text_stands_a_sentence_per_line() -> None:
    """So that a change of one sentence is a change of one line."""
    text = "Dit is de eerste zin. Dit is de tweede, met o.a. De Lutte erin! En (dit) nog. [In te vullen.] Derde."
    expected = """\
tekst: >-
  Dit is de eerste zin.
  Dit is de tweede, met o.a. De Lutte erin!
  En (dit) nog.
  [In te vullen.]
  Derde.
verificatie: eigen
"""

    assert expected == to_yaml(model.Claim(text=text, verification="eigen"))


def test_the_file_of_a_partner() -> None:
    """Keys in the order of the class, defaults left out, its rules behind it without saying whose they are."""
    partner = model.Partner(id="a", name="A: B", kind="overheid", level="lokaal", valid_until=dt.date(2026, 1, 2))
    rule = model.Assignment(
        id="r", partner="a", forms=("alle",), role="geen", level="lokaal", area="land", text="Nee.", verification="eigen",
        shared=True,
    )  # fmt: skip
    expected = """\
id: a
naam: 'A: B'
soort: overheid
niveau: lokaal
geldig_tot: 2026-01-02
toewijzingen:
  - id: r
    vormen:
      - alle
    rol: geen
    niveau: lokaal
    gebied: land
    tekst: Nee.
    verificatie: eigen
    gedeeld: ja
"""

    assert expected == file_text("each", [partner], [rule])
    assert "toewijzingen" not in file_text("each", [partner])


def test_a_remark_stands_on_top() -> None:
    """For whoever opens the file."""

    assert "# Let op.\n[]\n" == to_yaml_list([], comment="Let op.")
    assert "# Let op.\nid: a\nnaam: b\nnaam_en: c\n" == to_yaml(
        model.Phase(id="a", name="b", name_en="c"), comment="Let op."
    )


def test_what_has_no_place_in_a_text_file_is_refused() -> None:
    """A record in a square of a table; there is nothing to write for no records at all."""
    law = model.Law(id="a", name="b", status="c", articles=(model.LawArticle(id="a:1", article="1"),))

    with pytest.raises(TypeError, match="LawArticle has no place in a text file"):
        to_csv(model.Law, [law])
    assert "" == file_text("csv", [])


def test_the_smallest_matrix_is_written_as_it_was_read(tmp_path: Path) -> None:
    """Every file, to the byte."""

    assert FILES == dict(folder_files(cm.load(write(tmp_path)).data))


@pytest.mark.checkout
def test_the_shipped_data_is_in_its_fixed_form() -> None:
    """All files but for the remarks in them; so a change by hand and a change by the program look alike."""
    files = dict(folder_files(cm.load(DATA).data))
    found = {}
    for kind in LAYOUT:
        for path in DATA.glob(kind.pattern):
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if kind.form == "csv" or not line.startswith("#")]
            if kept != ["[]\n"]:  # a list that waits for its first item; the program would not have made the file
                found[path.relative_to(DATA).as_posix()] = "".join(kept)

    assert found == files
