"""Templates loop and print; everything else was decided before."""

from __future__ import annotations

import re
import tomllib
from io import BytesIO
from typing import TYPE_CHECKING

import pages
import pytest
from fontTools.ttLib import TTFont
from jinja2 import Environment, nodes

from cybermatrix import _resources
from cybermatrix.guides.parts import Part
from cybermatrix.html import FACES, _environment, to_print
from cybermatrix.theme import contrast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path
    from types import CodeType

FOLDER = _resources.templates_folder()
DECIDING = (
    nodes.Compare,
    nodes.BinExpr,
    nodes.Not,
    nodes.Neg,
    nodes.Assign,
    nodes.AssignBlock,
    nodes.CondExpr,
    nodes.Test,
    nodes.FilterBlock,
)


def files(folder: Traversable, inside: str = "") -> Iterator[tuple[str, str]]:
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.is_dir():
            yield from files(file, f"{inside}{file.name}/")
        elif file.name.endswith(".jinja"):
            yield f"{inside}{file.name}", file.read_text(encoding="utf-8")


TEMPLATES = dict(files(FOLDER))


def walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from walk(child)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_does_not_decide(name: str) -> None:
    """It does not compare, compute, set, test or sort; it asks only whether something is there, or is the last."""
    tree = list(walk(_environment().parse(TEMPLATES[name])))
    allowed = {id(node.node) for node in tree if isinstance(node, nodes.Not) and isinstance(node.node, nodes.Getattr)}
    last = [node for node in tree if isinstance(node, nodes.Not) and id(node.node) in allowed]

    assert all(isinstance(node.node, nodes.Getattr) and node.node.attr == "last" for node in last)
    assert [] == [node for node in tree if isinstance(node, DECIDING) and node not in last]
    assert {"join"} >= {node.name for node in tree if isinstance(node, nodes.Filter)}


def test_a_planted_decision_is_caught() -> None:
    tree = list(walk(_environment().parse("{% set a = 1 %}{% if a > 1 %}{{ b + 1 }}{% endif %}")))

    assert 3 == len([node for node in tree if isinstance(node, DECIDING)])


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_holds_no_words_of_its_own(name: str) -> None:
    """The words stand in nl.toml, so that a translation is one file."""
    tree = _environment().parse(TEMPLATES[name])
    text = "".join(node.data for node in walk(tree) if isinstance(node, nodes.TemplateData))
    outside = re.sub(r"<[^>]*>?", " ", re.sub(r'<[^<>]*"$|^[^<>]*">', " ", text))

    assert [] == re.findall(r"\b[a-zà-ÿ]{4,}\b(?![^<]*>)", outside)


def test_what_is_not_there_is_an_error() -> None:
    """A misspelt name in a template fails the page instead of printing nothing."""
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        _environment().from_string("{{ guide.titel }}").render(guide=pages.book("vorm:ransomware"))


def test_escaping_is_on_for_every_name() -> None:
    assert "&lt;b&gt;" == _environment().from_string("{{ x }}").render(x="<b>")


def test_every_part_has_a_template_and_every_template_a_part() -> None:
    known = {f"parts/{one.template}.html.jinja" for one in Part.__subclasses__()}

    assert known == {name for name in TEMPLATES if name.startswith("parts/")} - {"parts/part.html.jinja"}


# --- words ---


def test_every_word_is_used() -> None:
    """A sentence that no page asks for is not translated either."""
    from importlib.resources import files as package

    source = "".join(
        one.read_text("utf-8") for one in package("cybermatrix.guides").iterdir() if one.name.endswith(".py")
    )
    words = tomllib.loads((FOLDER / "nl.toml").read_text(encoding="utf-8"))
    asked = [f"{table}.{name}" for table, names in words.items() if table not in BY_ID for name in names]

    assert [] == [key for key in asked if f'"{key}"' not in source.replace("'", '"') and not key.startswith(PARTLY)]


# Whole tables that are looked up by an id of the data, and the beginnings of keys that are made from one.
BY_ID = {"areas", "clocks", "evidence", "finding", "force", "hours", "marks", "readers", "slots", "wishes"}
PARTLY = (
    "pictures.band_",
    "pictures.clock_",
    "pictures.heat_",
    "tools.",
    "deploy.",
    "desks.",
    "index.",
    "open.talk_",
    "paste.",
    "report.",
    "rights.",
    "roads.",
    "texts.",
)


def test_english_has_the_words_that_dutch_has() -> None:
    """The same tables, keys, lists of the same length, and blanks to fill in; but for texts that go into Dutch documents."""
    dutch, english = (tomllib.loads((FOLDER / f"{lang}.toml").read_text(encoding="utf-8")) for lang in ("nl", "en"))
    del dutch["paste"]

    def shape(value: object) -> object:
        if isinstance(value, dict):
            return {key: shape(inside) for key, inside in value.items()}
        if isinstance(value, list):
            return [shape(inside) for inside in value]
        return sorted(re.findall(r"{[a-z_]*}", str(value)))

    assert shape(dutch) == shape(english)


def test_every_slot_has_a_short_name() -> None:
    words = tomllib.loads((FOLDER / "nl.toml").read_text(encoding="utf-8"))

    assert {one.id for one in pages.matrix().data.slots} == set(words["slots"])


# --- type and colour ---


def colours(sheet: str = "base") -> dict[str, str]:
    text = (FOLDER / "css" / f"{sheet}.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", text))


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        (text, behind)
        for text in ("ink", "quiet", "head", "link", "urgent", "vooraf", "signaal", "nu", "daarna")
        for behind in ("paper", "shade", "urgent-shade")
    ]
    + [("mark-paper", "mark"), ("mark", "paper"), ("paper", "head"), ("paper", "urgent")],
)
@pytest.mark.parametrize("sheet", ["base", "dark"])
def test_text_stands_out(sheet: str, text: str, behind: str) -> None:
    """WCAG 2.2 AA asks 4.5 to 1; we ask 5, so that a poor printer is no problem."""
    palette = colours(sheet)

    assert contrast(palette[text], palette[behind]) >= 5


@pytest.mark.parametrize("sheet", ["base", "dark"])
def test_lines_one_writes_on_stand_out(sheet: str) -> None:
    palette = colours(sheet)

    assert contrast(palette["strong-line"], palette["paper"]) >= 3


def test_the_dark_knows_every_colour() -> None:
    assert set(colours()) == set(colours("dark"))


@pytest.mark.parametrize("sheet", ["base", "dark"])
def test_the_states_of_a_picture_differ_in_grey(sheet: str) -> None:
    """Strong, medium and open are told apart without colour; each square has an outline besides."""
    palette = colours(sheet)

    assert contrast(palette["head"], palette["tint"]) >= 1.5
    assert contrast(palette["tint"], palette["paper"]) >= 1.5


def test_contrast_is_computed_as_wcag_says() -> None:
    assert 21 == round(contrast("#000000", "#ffffff"), 1)
    assert 4.54 == round(contrast("#767676", "#ffffff"), 2)


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was compiled is kept where Python keeps modules; where that cannot be written, or is not wanted, it is compiled again."""
    compiled: list[str] = []

    class Counting(Environment):
        def _compile(self, source: str, filename: str) -> CodeType:
            compiled.append(filename)
            return super()._compile(source, filename)

    def begun(keep: Path, *, wanted: bool = True) -> int:
        monkeypatch.setattr("sys.dont_write_bytecode", not wanted)
        monkeypatch.setattr("sys.pycache_prefix", str(keep))
        before = len(compiled)
        _environment.__wrapped__().get_template("piece.html.jinja")
        return len(compiled) - before

    monkeypatch.setattr("cybermatrix.html.Environment", Counting)
    blocked = tmp_path / "file"
    blocked.touch()

    assert [1, 0] == [begun(tmp_path / "kept") for _ in range(2)]
    assert [1, 1] == [begun(tmp_path / "kept", wanted=False) for _ in range(2)]
    assert [1, 1] == [begun(blocked) for _ in range(2)]


def test_every_letter_we_print_is_in_our_fonts() -> None:
    """A letter that no font has would be an empty box, and makes a PDF fail."""
    known: set[int] = set()
    for _, weight, name in FACES:
        if weight == 400:
            known |= set(TTFont(BytesIO((FOLDER / "fonts" / f"{name}.ttf").read_bytes())).getBestCmap())
    body = to_print(pages.book("regio")).partition("<body")[2]

    assert set() == {letter for letter in body if ord(letter) not in known and letter != "\n"}


@pytest.mark.parametrize("name", [face[2] for face in FACES])
def test_a_face_for_paper_is_the_one_for_the_screen_unpacked(name: str, request: pytest.FixtureRequest) -> None:
    font = TTFont(FOLDER / "fonts" / f"{name}.woff2", recalcTimestamp=False)
    font.flavor = None
    unpacked = BytesIO()
    font.save(unpacked, reorderTables=False)
    file = FOLDER / "fonts" / f"{name}.ttf"
    if request.config.getoption("--renew"):
        file.write_bytes(unpacked.getvalue())

    assert unpacked.getvalue() == file.read_bytes()


def test_the_fonts_come_with_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "fonts" / "OFL.txt").read_text(encoding="utf-8").upper()
