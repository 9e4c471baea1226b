"""Written back into the text files: what changed, where it stands, and nothing else; remarks and order stay."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from smallest import FILES, write

import cybermatrix as cm
from cybermatrix.cli import run
from cybermatrix.model import Data, FormerMunicipality, Source, changed
from cybermatrix.reading import specs
from cybermatrix.workbook.making import make_book
from cybermatrix.workbook.sheets import replaced, tables
from cybermatrix.workbook.writing import to_bytes
from cybermatrix.writeback import rewritten, says_the_same, write_back

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ("kort", "Een zin. Nog een zin. En nog één.", "a: b", "- streep", "x" * 120, "'q'", "Regel\nnog een", "# geen")


def remarked(text: str, chance: random.Random) -> str:
    """Plant remarks in a YAML text, above keys and behind values; never in running text."""
    out: list[str] = []
    block: int | None = None
    for line in text.split("\n"):
        inside = len(line) - len(line.lstrip())
        if block is not None and (not line.strip() or inside > block):
            out.append(line)
            continue
        block = None
        if line.strip() and chance.random() < 0.2:
            out.append(" " * inside + "# opmerking")
        if line.rstrip().endswith(">-"):
            block = inside + (2 if ": " in line and line.strip().startswith("- ") else 0)
        elif line.strip() and chance.random() < 0.2:
            out.append(f"{line}  # erachter")
            continue
        out.append(line)
    return "\n".join(out)


def some_edits(data: Data, chance: random.Random) -> list[Any]:
    """Give a few edits of all sorts: fields filled in, changed and emptied, items and rows that come and go."""
    edits: list[Any] = []
    for table in tables(Data):
        for path, record in list(table.rows(data)):
            if chance.random() > 0.25 or any(path[: len(other)] == other for other, _ in edits):
                continue
            if isinstance(record, str):
                edits.append((path, chance.choice(TEXTS)))
                continue
            changes: dict[str, Any] = {}
            for spec in specs(type(record)):
                value = getattr(record, spec.name)
                if spec.ref or spec.record or spec.choices or spec.name in ("id", "format") or chance.random() > 0.3:
                    continue
                if spec.kind == "text" and spec.many:
                    changes[spec.name] = (*value[1:], *chance.sample(TEXTS[:3], chance.randint(1, 2)))
                elif spec.kind == "text":
                    empty = not spec.required and value and chance.random() < 0.5
                    changes[spec.name] = spec.default if empty else chance.choice(TEXTS)
                elif spec.kind == "int":
                    changes[spec.name] = chance.randint(1, 90)
            edits.append((path, changed(record, **changes)))
    return edits


@pytest.mark.parametrize("seed", range(12))
def test_whatever_changes_is_read_back_as_it_was_meant(tmp_path: Path, seed: int) -> None:
    """In files full of remarks, of which none is lost but those in what itself went away."""
    chance = random.Random(seed)  # noqa: S311  # not a secret
    write(
        tmp_path,
        **{
            "bronnen.yaml": FILES["bronnen.yaml"]
            + "".join(f"- id: b{n}\n  titel: >-\n    Een.\n    Twee.\n" for n in range(5))
        },
    )
    for path in tmp_path.rglob("*.yaml"):
        path.write_text(remarked(path.read_text(), chance))
    for _ in range(8):
        old = cm.load(tmp_path).data
        before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
        new = replaced(old, some_edits(old, chance))
        files = rewritten(tmp_path, old, new)
        for name, text in files.items():
            (tmp_path / name).write_bytes(text.encode())
        found, problems = cm.loading.examined(tmp_path)
        assert {"B05", "B06", "V01", "V02", "V04"}.isdisjoint(one.code for one in problems), problems
        if any(one.is_error for one in problems):  # such as a title that became an id's
            for path, raw in before.items():
                path.write_bytes(raw)
            continue
        assert found is not None
        assert says_the_same(found, new)
        for path, raw in before.items():
            if path.relative_to(tmp_path).as_posix() not in files:
                assert raw == path.read_bytes()
    assert "# opmerking" in "".join(path.read_text() for path in tmp_path.rglob("*.yaml"))


def lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Give the lines that went and those that came."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def source(data: Data, **changes: Any) -> Data:
    """Give the same edition with its source changed."""
    return changed(data, sources=(changed(data.sources[0], **changes),))


def test_a_remark_behind_a_value_stays_behind_it(tmp_path: Path) -> None:
    """When it is short, when it becomes long, and when it becomes short again."""
    write(tmp_path, **{"bronnen.yaml": "- id: wegenkaart # sleutel\n  titel: Wegenkaart  # zo heet hij\n"})
    data = cm.load(tmp_path).data
    long = source(data, name="Een zin. Nog een zin.")
    text = rewritten(tmp_path, data, long)["bronnen.yaml"]
    assert "- id: wegenkaart # sleutel\n  titel: >-  # zo heet hij\n    Een zin.\n    Nog een zin.\n" == text

    (tmp_path / "bronnen.yaml").write_text(text)
    again = rewritten(tmp_path, cm.load(tmp_path).data, data)["bronnen.yaml"]
    assert "- id: wegenkaart # sleutel\n  titel: Wegenkaart  # zo heet hij\n" == again


def test_only_the_lines_that_change_change(tmp_path: Path) -> None:
    """A table too; what is new comes at its end, in the way of its own line ends."""
    csv = "\ufeff" + FILES["gebieden/gemeenten.csv"].replace("\n", "\r\n")
    write(tmp_path, **{"gebieden/gemeenten.csv": csv.encode()})
    data = cm.load(tmp_path).data
    first, *rest = data.municipalities
    later = changed(first, id="zutphen", code="GM0301", name="Zutphen")
    new = changed(data, municipalities=(changed(first, latitude=52.5), *rest, later))
    text = rewritten(tmp_path, data, new)["gebieden/gemeenten.csv"]

    went, came = lines(csv, text)
    assert (1, 2) == (len(went), len(came))
    assert text.startswith("\ufeffid,")
    assert text.count("\n") == text.count("\r\n") == csv.count("\n") + 1
    fewer = rewritten(tmp_path, data, changed(data, municipalities=tuple(rest)))["gebieden/gemeenten.csv"]
    assert [csv.splitlines()[1]] == lines(csv, fewer)[0]


def test_what_had_no_file_or_an_empty_one_gets_it(tmp_path: Path) -> None:
    """A list that waited with a remark, a register, a partner, a law without rules of its own."""
    write(tmp_path, **{"voorbeelden.yaml": "# Nog niets.\n[]\n"})
    data = cm.load(tmp_path).data
    old_place = FormerMunicipality(code="GM9", name="Oud", ended_on=data.edition.date, successors=("deventer",))
    partner = changed(data.partners[0], id="nieuw", name="Nieuw", channels=(), tasks=())
    new = changed(data, not_found=("Een.",), former_municipalities=(old_place,), partners=(*data.partners, partner))
    files = rewritten(tmp_path, data, new)

    assert {"niet-gevonden.yaml", "gebieden/vervallen-gemeenten.csv", "partijen/nieuw.yaml"} == set(files)
    assert "- Een.\n" == files["niet-gevonden.yaml"]
    assert {"partijen/nieuw.yaml", "niet-gevonden.yaml", "gebieden/vervallen-gemeenten.csv"} == set(
        write_back(tmp_path, data, new, what="x", when="x")
    )
    assert says_the_same(cm.load(tmp_path).data, new)
    assert () == write_back(tmp_path, data, data, what="x", when="x")


def test_an_assignment_may_move_to_another_partner_and_be_the_first_there(tmp_path: Path) -> None:
    """Out of one file and into the other."""
    write(tmp_path)
    data = cm.load(tmp_path).data
    rules = tuple(changed(rule, partner="politie") for rule in data.assignments)
    files = rewritten(tmp_path, data, changed(data, assignments=rules))
    assert "toewijzingen" not in files["partijen/gemeente.yaml"]
    assert ["- id: p1", "- id: g1"] == re.findall(r"- id: [pg]1", files["partijen/politie.yaml"])

    back = write_back(tmp_path, data, changed(data, assignments=rules), what="x", when="x")
    again = cm.load(tmp_path).data
    assert 2 == len(back)
    write_back(tmp_path, again, data, what="x", when="x")
    assert FILES["partijen/gemeente.yaml"] == (tmp_path / "partijen" / "gemeente.yaml").read_text()


def test_a_list_that_was_written_between_brackets_and_windows_line_ends(tmp_path: Path) -> None:
    """An empty list, and lines as another system ends them."""
    text = FILES["partijen/gemeente.yaml"].replace("soort:", "aliassen: []\nsoort:").replace("\n", "\r\n")
    write(tmp_path, **{"partijen/gemeente.yaml": text.encode()})
    data = cm.load(tmp_path).data
    partners = tuple(changed(one, aliases=("de stad",)) if one.id == "gemeente" else one for one in data.partners)
    written = rewritten(tmp_path, data, changed(data, partners=partners))["partijen/gemeente.yaml"]

    assert text.replace("aliassen: []\r\n", "aliassen:\r\n  - de stad\r\n") == written
    assert isinstance(data.sources[0], Source)


def test_a_folder_with_the_ends_of_lines_of_windows_keeps_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Git and editors there make them; they are no other form, and only the line that was changed is another."""
    write(tmp_path / "m", **{name: text.replace("\n", "\r\n") for name, text in FILES.items()})
    before = {path: path.read_bytes() for path in (tmp_path / "m").rglob("*.*") if path.is_file()}
    assert "B11" not in {one.code for one in cm.check(tmp_path / "m")}

    matrix = cm.load(tmp_path / "m")
    book = make_book(matrix)
    partners = next(sheet for sheet in book.sheets if sheet.name == "Partijen")
    lanes = [lane.heading for lane in partners.lanes]
    row = next(row for row in partners.rows if row[0] == "politie")
    row[lanes.index("let_op")] = "Eén zin.\nEn nog één."
    path = tmp_path / "werkboek.xlsx"
    path.write_bytes(to_bytes(book, ".xlsx"))
    assert 0 == run(["--data", str(tmp_path / "m"), "workbook", "import", str(path), "--apply"])
    for file, raw in before.items():
        now = file.read_bytes()
        assert now.count(b"\n") == now.count(b"\r\n")
        assert (now == raw) == (file.name != "politie.yaml"), file.name
    lines = iter((tmp_path / "m" / "partijen" / "politie.yaml").read_bytes().split(b"\r\n"))
    assert all(line in lines for line in before[tmp_path / "m" / "partijen" / "politie.yaml"].split(b"\r\n"))
    assert "Eén zin." in capsys.readouterr().out


def test_a_value_behind_the_dash_that_goes_takes_its_record_along(tmp_path: Path) -> None:
    """Nothing can stand in its place there, so the record is written anew; the others stay as somebody wrote them."""
    words = "- overslaan: ja\n  woorden:\n    - even\n- woorden:  # zo zegt men het\n    - geluk\n  overslaan: ja\n"
    write(tmp_path, **{"zoekwoorden.yaml": words})
    data = cm.load(tmp_path).data
    first, second = data.search_words
    new = changed(data, search_words=(changed(first, skip=False, same_as=("straks",)), second))
    text = rewritten(tmp_path, data, new)["zoekwoorden.yaml"]

    assert text.startswith("- woorden:\n    - even\n  zelfde_als:\n    - straks\n")
    assert text.endswith(words.partition("- woorden:  #")[2])
    (tmp_path / "zoekwoorden.yaml").write_text(text)
    assert new.search_words == cm.load(tmp_path).data.search_words


def test_a_text_in_a_list_of_texts_is_replaced_where_it_stands(tmp_path: Path) -> None:
    """And a remark between the others stays."""
    write(tmp_path, **{"niet-gevonden.yaml": "- Eén.\n# nog doen\n- Twee.\n- Drie.\n"})
    data = cm.load(tmp_path).data
    text = rewritten(tmp_path, data, changed(data, not_found=("Eén.", "Anders.", "Drie.")))["niet-gevonden.yaml"]

    assert "- Eén.\n# nog doen\n- Anders.\n- Drie.\n" == text


def test_a_table_gets_a_column_it_did_not_have_and_an_end_to_its_last_line(tmp_path: Path) -> None:
    """Somebody's editor left the last line open; and nobody wrote the aliases of a municipality before."""
    table = FILES["gebieden/gemeenten.csv"].splitlines()
    assert table[0].endswith(",aliassen")
    heading, *rows = [line.rpartition(",")[0] for line in table]
    write(tmp_path, **{"gebieden/gemeenten.csv": "\n".join([heading, *rows])})
    data = cm.load(tmp_path).data
    first, *rest = data.municipalities
    other = changed(data, municipalities=(first, *rest, changed(first, id="zutphen", code="GM0301", name="Zutphen")))
    text = rewritten(tmp_path, data, other)["gebieden/gemeenten.csv"]
    assert text.startswith("\n".join([heading, *rows]) + "\nzutphen,GM0301,Zutphen,")
    assert text.endswith("\n")

    named = changed(data, municipalities=(changed(first, aliases=("De stad",)), *rest))
    write_back(tmp_path, data, named, what="x", when="x")
    assert named.municipalities == cm.load(tmp_path).data.municipalities
    assert not says_the_same(data, named)
