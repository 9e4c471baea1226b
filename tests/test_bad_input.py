"""Whatever people put in the folder: a clear problem with a place, exit status 1, no traceback, nothing written."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from smallest import FILES, OVERLAY, changed_line, write, write_files

import cybermatrix as cm
from cybermatrix import reading
from cybermatrix.cli import run
from cybermatrix.formats import write_folder

if TYPE_CHECKING:
    from pathlib import Path


def told(source: Path, *, overlays: tuple[Path, ...] = (), errors_only: bool = True) -> list[tuple[str, str, int, int]]:
    """Give the problems as code, file, line and column; all that `check` finds, or what stops `load`."""
    problems = [one for one in cm.check(source, overlays=overlays) if one.is_error or not errors_only]
    if errors_only and problems:
        with pytest.raises(cm.InvalidMatrix) as raised:
            cm.load(source, overlays=overlays)

        assert [one.code for one in problems] == [one.code for one in raised.value.problems if one.is_error]
    return [(one.code, one.place.file, one.place.line, one.place.column) for one in problems]


def said(source: Path, *, lang: Any = "nl") -> str:
    """Give all sentences."""
    return "\n".join(one.sentence(lang) for one in cm.check(source))


def sealed(matrix: object, **head: object) -> bytes:
    """Give a JSON export with its checksum right, whatever it holds."""
    body = json.dumps({"matrix": matrix}).encode()[1:]
    first = {"formaat": 1, "sha256_bestanden": "", "sha256": hashlib.sha256(body).hexdigest()} | head
    return json.dumps(first)[:-1].encode() + b",\n" + body


def exported(tmp_path: Path) -> Any:
    """Give the smallest matrix as plain JSON values."""
    path = tmp_path / "right.json"
    cm.export(cm.load(write(tmp_path / "matrix")), "json", path)
    return json.loads(path.read_bytes())["matrix"]


# --- nothing there ----------------------------------------------------------------------------------------------


def test_the_smallest_matrix_is_sound_and_canonical(tmp_path: Path) -> None:
    """What the tests below break was whole."""

    assert [] == told(write(tmp_path), errors_only=False)


def test_a_missing_folder_an_empty_one_and_a_file_are_no_matrix(tmp_path: Path) -> None:
    """One problem says so, and where it looked."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("hallo")

    for name in ("missing", "empty", "file"):
        assert [("B01", str(tmp_path / name), 0, 0)] == told(tmp_path / name)


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("assen/")])
def test_a_missing_axis_is_told_once(tmp_path: Path, name: str) -> None:
    """Not again at everything that refers to it."""
    write(tmp_path, **{name: None})

    assert [("B01", str(tmp_path), 0, 0)] == told(tmp_path)
    assert name in said(tmp_path)


def test_a_missing_file_is_a_problem_for_json_and_overlays_too(tmp_path: Path) -> None:
    """A name that leads nowhere is never an empty matrix."""
    write(tmp_path / "matrix")

    assert [("B17", "x.json", 0, 0)] == told(tmp_path / "x.json")
    assert [("B17", "x.yaml", 0, 0)] == told(tmp_path / "matrix", overlays=(tmp_path / "x.yaml",))


# --- files that are no text of ours -----------------------------------------------------------------------------

DEEP = "".join(f"{'  ' * depth}a:\n" for depth in range(13)) + "  " * 13 + "b: c\n"

BROKEN: dict[str, tuple[str | bytes, tuple[str, int, int]]] = {
    "empty": (b"", ("V09", 0, 0)),
    "only comments": ("# nog niets\n", ("V09", 0, 0)),
    "binary": (bytes(range(128, 256)) * 10, ("B02", 1, 0)),
    "binary on line 3": (b"id: politie\nnaam: Politie\nsoort: \xff\xfa\n", ("B02", 3, 0)),
    "latin-1": ("id: politie\nnaam: cr\u00e8me\n".encode("latin-1"), ("B02", 2, 0)),
    "utf-16 little": ("id: politie\n".encode("utf-16-le").join([b"\xff\xfe", b""]), ("B02", 0, 0)),
    "utf-16 big": (b"\xfe\xff" + "id: politie\n".encode("utf-16-be"), ("B02", 0, 0)),
    "byte-order mark": (b"\xef\xbb\xbfid: politie\n", ("B02", 0, 0)),
    "over 2 MB": (b"# " + b"x" * 2_000_000, ("B03", 0, 0)),
    "nested": (DEEP, ("B04", 13, 25)),
    "nested dashes": ("- " * 100_000 + "x\n", ("B04", 1, 25)),
    "100,000 brackets": ("[" * 100_000, ("B06", 1, 1)),
    "100,000 braces": ("{" * 100_000, ("B06", 1, 1)),
    "bracket inside": ("id: politie\naliassen: [wijkagent, agent]\n", ("B06", 2, 11)),
    "open bracket": ("id: politie\naliassen: [", ("B05", 3, 1)),
    "flow map": ("id: politie\nkanalen: {a: b}\n", ("B06", 2, 10)),
    "anchor": ("id: &hier politie\n", ("B06", 1, 5)),
    "anchor on a list": ("aliassen: &hier\n  - a\n", ("B06", 1, 11)),
    "alias": ("id: *hier\n", ("B06", 1, 5)),
    "tag": ("id: !!str politie\n", ("B06", 1, 5)),
    "tag on a map": ("definitie: !!python/object:os.system\n  a: b\n", ("B06", 1, 12)),
    "merge key is a key": (FILES["partijen/politie.yaml"] + "<<: x\n", ("V01", 23, 1)),
    "documents": ("id: politie\n---\nid: politie\n", ("B06", 2, 1)),
    "key that is a list": ("? - a\n: b\n", ("B06", 1, 3)),
    "tab": ("id: politie\nkanalen:\n\t- id: a\n", ("B05", 3, 1)),
    "colon": ("naam: Politie: Oost\n", ("B05", 1, 14)),
    "quote": ('naam: "Politie\nsoort: overheid\n', ("B05", 3, 1)),
    "indentation": ("id: politie\n naam: Politie\n", ("B05", 2, 6)),
    "NUL": ("id: politie\nnaam: Pol\0itie\n", ("B07", 2, 10)),
    "right-to-left": ("id: politie\nnaam: \u202eeitilop\n", ("B07", 2, 7)),
    "arabic mark": ("id: politie\nnaam: Politie\u061c\n", ("B07", 2, 14)),
    "zero width": ("id: pol\u200bitie\n", ("B07", 1, 8)),
    "escape": ("id: politie\nnaam: \x1b[31mrood\n", ("B07", 2, 7)),
    "a list": ("- id: politie\n", ("V04", 1, 1)),
    "a word": ("politie\n", ("V04", 1, 1)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_once_with_its_place(tmp_path: Path, name: str) -> None:
    """Others may refer to what it would have held: that is not told again."""
    content, (code, line, column) = BROKEN[name]
    write(tmp_path, **{"partijen/politie.yaml": content})
    found = told(tmp_path)

    assert (code, "partijen/politie.yaml", line, column) == found[0]
    assert {"partijen/politie.yaml"} == {file for _, file, _, _ in found}


@pytest.mark.parametrize("name", [name for name in FILES if name != "editie.yaml"])
def test_whatever_file_is_junk_it_is_the_only_problem(tmp_path: Path, name: str) -> None:
    """No cascade of ids that would have stood in it."""
    write(tmp_path, **{name: b"\x80\xff\x00\xfe" * 10})

    assert [("B02", name, 1, 0)] == told(tmp_path)


def test_a_broken_list_of_desks_is_the_only_problem(tmp_path: Path) -> None:
    """Who refers to a desk that may stand in it is not wrong."""
    crime = changed_line("vormen/phishing.yaml", "politie-bellen", "loket")
    write(tmp_path, **crime, **{"kanalen.yaml": "- id: loket\n naam: x\n"})

    assert [("B05", "kanalen.yaml", 2, 2)] == told(tmp_path)


def test_one_broken_file_hides_no_problem_of_another(tmp_path: Path) -> None:
    """All problems at once: an unknown id elsewhere, a wrong date, and the broken edition itself."""
    write(
        tmp_path,
        **{"editie.yaml": "formaat: 1\neditie: [\n", "bronnen.yaml": "- id: wegenkaart\n"},
        **changed_line("partijen/politie.yaml", "rol: uitvoerder", "rol: uitvoeder"),
        **changed_line("vormen/phishing.yaml", "categorie: cybercrime", "categorie: cybercrimes"),
    )
    expected = [
        ("V03", "bronnen.yaml", 1, 3),
        ("B05", "editie.yaml", 3, 1),
        ("R01", "partijen/politie.yaml", 18, 10),
        ("R01", "vormen/phishing.yaml", 4, 12),
    ]

    assert expected == told(tmp_path)


def test_a_record_that_is_wrong_takes_no_others_along(tmp_path: Path) -> None:
    """The partner has a mistake; who refers to it, to its desk and to its rules is not wrong."""
    write(tmp_path, **changed_line("partijen/politie.yaml", "soort: overheid", "sort: overheid"))

    assert [("V01", "partijen/politie.yaml", 4, 1)] == told(tmp_path)


def test_a_record_without_a_usable_id_may_have_had_any(tmp_path: Path) -> None:
    """A wrong id in a list gives one problem, not another for each mention of the right one."""
    write(tmp_path, **changed_line("assen/rollen.yaml", "id: uitvoerder", "id: Uit/voerder"))

    assert [("V08", "assen/rollen.yaml", 8, 7)] == told(tmp_path)


def test_an_edition_of_a_newer_form_says_that_and_nothing_else(tmp_path: Path) -> None:
    """What an older program thinks of the other files means nothing."""
    write(tmp_path, **changed_line("editie.yaml", "formaat: 1", "formaat: 2"), **{"bronnen.yaml": "- nieuw: x\n"})

    assert [("B09", "editie.yaml", 1, 1)] == told(tmp_path)


# --- things that are no files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["editie.yaml", "assen/fasen.yaml", "partijen/politie.yaml", "bronnen.yaml"])
def test_a_folder_where_a_file_should_be_is_a_problem(tmp_path: Path, name: str) -> None:
    """It is named, and the rest is read."""
    write(tmp_path, **{name: None})
    (tmp_path / name).mkdir()

    assert [("B17", name, 0, 0)] == told(tmp_path)


def test_a_pipe_does_not_keep_us_waiting(tmp_path: Path) -> None:
    """Nothing but ordinary files is opened."""
    write(tmp_path, **{"bronnen.yaml": None})
    os.mkfifo(tmp_path / "bronnen.yaml")

    assert [("B17", "bronnen.yaml", 0, 0)] == told(tmp_path)


def test_a_link_to_itself_is_a_problem(tmp_path: Path) -> None:
    """The system's reason is said in the reader's language."""
    write(tmp_path)
    (tmp_path / "partijen/kring.yaml").symlink_to("kring.yaml")

    assert [("B17", "partijen/kring.yaml", 0, 0)] == told(tmp_path)
    assert "(de verwijzing komt weer bij zichzelf uit)" in said(tmp_path)


def test_an_unreadable_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may run as root, who may read all; so the refusal is played."""
    write(tmp_path)
    original = type(tmp_path).read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "bronnen.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return original(path)

    monkeypatch.setattr(type(tmp_path), "read_bytes", refuse)

    assert [("B17", "bronnen.yaml", 0, 0)] == told(tmp_path)
    assert "(u hebt geen toestemming)" in said(tmp_path)


def test_a_folder_that_one_may_not_look_into_is_a_problem(tmp_path: Path) -> None:
    """Here: a name that is too long for any folder."""
    found = told(tmp_path / ("x" * 300))

    assert ["B17"] == [code for code, *_ in found]


def test_a_file_name_that_is_no_text_can_be_shown(tmp_path: Path) -> None:
    """Its bytes are no letters; the sentence about it prints all the same."""
    write(tmp_path)
    (tmp_path / "partijen").joinpath(os.fsdecode(b"\xff\x1b[31m.yaml")).write_text("x\n")
    text = said(tmp_path)

    assert "partijen/\ufffd\ufffd[31m.yaml, regel 1" in text
    assert text.encode()


# --- one value --------------------------------------------------------------------------------------------------

VALUES: dict[str, tuple[str, str, str, tuple[str, int, int]]] = {
    "unknown key": ("partijen/politie.yaml", "    rol: ", "    roll: ", ("V01", 18, 5)),
    "key twice": ("assen/fasen.yaml", "- id: respons\n", "- id: respons\n  id: respons\n", ("V02", 5, 3)),
    "key missing": ("bronnen.yaml", "  titel: Wegenkaart\n", "", ("V03", 1, 3)),
    "text for a list": ("vormen/phishing.yaml", "\n  - politie-bellen", " politie-bellen", ("V04", 9, 10)),
    "list for a text": ("assen/soorten.yaml", "naam: Overheid", "naam:\n    - Overheid", ("V04", 3, 5)),
    "text for fields": ("assen/soorten.yaml", "- id: overheid\n  naam: Overheid\n  naam_en: Government", "- a", ("V04", 1, 3)),
    "text for rules": ("partijen/politie.yaml", FILES["partijen/politie.yaml"].split("toewijzingen:")[1], " geen\n", ("V04", 12, 15)),
    "impossible date": ("editie.yaml", "datum: 2026-11-23", "datum: 2026-02-30", ("V05", 4, 8)),
    "date in Dutch order": ("editie.yaml", "datum: 2026-11-23", "datum: 23-11-2026", ("V05", 4, 8)),
    "no choice": ("editie.yaml", "concept", "concepten", ("V06", 6, 9)),
    "no yes or no": ("wetten/gemeentewet.yaml", "toestand: geldt", "toestand: geldt\nbwb_nagekeken: yes", ("V06", 4, 16)),
    "no number": ("partijen/politie.yaml", "volgorde: 1", "volgorde: eerste", ("V07", 11, 11)),
    "number with grouping": ("partijen/politie.yaml", "volgorde: 1", "volgorde: 1_000", ("V07", 11, 11)),
    "number of another script": ("partijen/politie.yaml", "volgorde: 1", "volgorde: \u0661", ("V07", 11, 11)),
    "a very long number": ("partijen/politie.yaml", "volgorde: 1", f"volgorde: {'9' * 5000}", ("V07", 11, 11)),
    "id with a slash": ("bronnen.yaml", "id: wegenkaart", "id: etc/passwd", ("V08", 1, 7)),
    "id with dots": ("bronnen.yaml", "id: wegenkaart", "id: ../../wegenkaart", ("V08", 1, 7)),
    "law article with dots": ("wetten/gemeentewet.yaml", "id: gemeentewet:172", "id: gemeentewet:..", ("V08", 5, 9)),
    "id with capitals": ("bronnen.yaml", "id: wegenkaart", "id: Wegenkaart", ("V08", 1, 7)),
    "edition with a slash": ("editie.yaml", "editie: 2026.1", "editie: ../2026", ("V08", 2, 9)),
    "nothing": ("bronnen.yaml", "titel: Wegenkaart", "titel:", ("V09", 2, 9)),
    "nothing but spaces": ("bronnen.yaml", "titel: Wegenkaart", "titel: '  '", ("V09", 2, 10)),
    "an empty list": ("partijen/politie.yaml", "vormen:\n      - alle", "vormen: []", ("V09", 16, 13)),
    "NUL by escape": ("bronnen.yaml", "titel: Wegenkaart", 'titel: "a\\0b"', ("B07", 2, 10)),
    "right-to-left by escape": ("bronnen.yaml", "titel: Wegenkaart", 'titel: "a\\u202eb"', ("B07", 2, 10)),
    "unknown escape": ("bronnen.yaml", "titel: Wegenkaart", 'titel: "a\\qb"', ("B05", 2, 12)),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_a_wrong_value_has_its_line_and_column(tmp_path: Path, name: str) -> None:
    """Counted from 1, at the value itself, or at its key when the key is wrong."""
    file, old, new, (code, line, column) = VALUES[name]
    if name == "nothing":
        column = 9  # an empty value stands right behind its colon
    write(tmp_path, **changed_line(file, old, new))

    assert (code, file, line, column) in [(c, f, n, k) for c, f, n, k in told(tmp_path)]
    assert {file} == {f for _, f, _, _ in told(tmp_path)}


def test_an_unknown_key_that_looks_like_a_known_one_is_answered_with_it(tmp_path: Path) -> None:
    """Near misses are offered, in both languages."""
    write(tmp_path, **changed_line("partijen/politie.yaml", "    rol: ", "    roll: "))

    assert "Bedoelde u 'rol'?" in said(tmp_path)
    assert "Did you mean 'rol'?" in said(tmp_path, lang="en")


def test_two_mistakes_in_one_file_give_two_problems(tmp_path: Path) -> None:
    """Each with its own line."""
    text = FILES["assen/fasen.yaml"].replace("naam: Preventie\n", "naam:\n").replace("id: respons", "id: res pons")
    write(tmp_path, **{"assen/fasen.yaml": text})

    assert [("V09", "assen/fasen.yaml", 2, 8), ("V08", "assen/fasen.yaml", 4, 7)] == told(tmp_path)


def test_html_and_script_are_text(tmp_path: Path) -> None:
    """They are kept as they are: showing them as text is for the pages."""
    text = "<script>alert('x')</script> & <b>vet</b>"
    write(tmp_path, **changed_line("bronnen.yaml", "titel: Wegenkaart", f"titel: {text}"))

    assert text == cm.load(tmp_path).sources[0].name


def test_a_mistake_of_a_page_long_is_quoted_short(tmp_path: Path) -> None:
    """And without anything a terminal would obey."""
    write(tmp_path, **changed_line("bronnen.yaml", "id: wegenkaart", f"id: {'x y ' * 1000}"))

    assert 400 > len(said(tmp_path))


# --- tables -----------------------------------------------------------------------------------------------------

UNITS = FILES["gebieden/eenheden.csv"]
TABLES: dict[str, tuple[str | bytes, list[tuple[str, int, int]]]] = {
    "unknown column": ("id,code,naam,kleur\n", [("B12", 1, 4)]),
    "missing column": ("id,naam\n", [("B14", 1, 0)]),
    "column twice": ("id,code,naam,code\n", [("B15", 1, 4)]),
    "near miss": ("id,code,naame\n", [("B14", 1, 0), ("B12", 1, 3)]),
    "empty": ("", [("B14", 1, 0), ("B14", 1, 0), ("B14", 1, 0)]),
    "semicolons": ("id;code;naam\noost-nederland;RE02;Oost\n", [("B16", 1, 0)]),
    "a comma too many": (f"{UNITS}x,y,z,\n", [("B13", 3, 0)]),
    "a row after a line break": ('id,code,naam\na,b,"c\nd"\noost-nederland,RE02\n', [("B13", 4, 0)]),
    "a quote that does not close": (f'{UNITS}x,y,"z\n', [("B16", 3, 0)]),
    "text behind a quote": (f'{UNITS}x,y,"z"z\n', [("B16", 3, 0)]),
    "a field as long as a book": (f"{UNITS}x,y,{'z' * 140_000}\n", [("B16", 3, 0)]),
    "a wrong id": (UNITS.replace("oost-nederland", "oost/nederland"), [("V08", 2, 1)]),
    "a missing field": (UNITS.replace("RE02", ""), [("V03", 2, 1)]),
    "utf-16": (UNITS.encode("utf-16"), [("B02", 0, 0)]),
    "an invisible mark": (UNITS.replace("RE02", "RE\u202e02"), [("B07", 2, 18)]),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_wrong_table_has_its_line_and_column(tmp_path: Path, name: str) -> None:
    """The column is the number of the field; and no area in it is unknown elsewhere."""
    content, expected = TABLES[name]
    write(tmp_path, **{"gebieden/eenheden.csv": content})

    assert [(code, "gebieden/eenheden.csv", line, column) for code, line, column in expected] == told(tmp_path)


def test_a_table_may_begin_with_the_mark_that_spreadsheets_write(tmp_path: Path) -> None:
    """And a line without fields is no row."""
    write(tmp_path, **{"gebieden/eenheden.csv": b"\xef\xbb\xbf" + UNITS.encode() + b"\n"})

    assert [] == told(tmp_path)


def test_a_list_in_a_table_stands_between_semicolons(tmp_path: Path) -> None:
    """Spaces around them mean nothing."""
    write(tmp_path, **changed_line("gebieden/gemeenten.csv", "6.2,52.3,", "6.2,52.3,Daventria ;Koekstad"))

    assert ("Daventria", "Koekstad") == cm.load(tmp_path).municipalities[0].aliases


@pytest.mark.parametrize("value", ["nan", "inf", "1e3", "6,2", "52.3.1"])
def test_a_degree_is_a_plain_number(tmp_path: Path, value: str) -> None:
    """No infinity, no exponent, no comma."""
    write(tmp_path, **changed_line("gebieden/gemeenten.csv", "6.2,", f'"{value}",'))

    assert [("V07", "gebieden/gemeenten.csv", 2, 17)] == told(tmp_path)


# --- names, strangers, form -------------------------------------------------------------------------------------


def test_a_file_that_is_not_called_after_its_id_is_a_problem(tmp_path: Path) -> None:
    """And who refers to the name of the file is not told so again."""
    write(tmp_path, **{"partijen/politie.yaml": None, "partijen/politei.yaml": FILES["partijen/politie.yaml"]})

    assert [("R04", "partijen/politei.yaml", 1, 1)] == told(tmp_path)


def test_a_stranger_is_a_warning_and_hides_no_error(tmp_path: Path) -> None:
    """A stray file must not keep `check` from finding what `load` finds: two rules that say the same."""
    rules = FILES["partijen/politie.yaml"]
    doubled = rules + rules.split("toewijzingen:\n")[1].replace("id: p1", "id: p2")
    write(tmp_path, **{"partijen/politie.yaml": doubled, "aantekening.txt": "x", "partijen/oud.yml": "x"})
    warnings = [("B10", "aantekening.txt", 0, 0), ("B10", "partijen/oud.yml", 0, 0)]

    assert [("M02", "partijen/politie.yaml", 23, 5)] == told(tmp_path)
    assert warnings == [one for one in told(tmp_path, errors_only=False) if one[0] == "B10"]


def test_hidden_files_the_archive_and_the_readme_are_no_strangers(tmp_path: Path) -> None:
    """A matrix may be kept in git, and on a Mac."""
    others = {"LEESMIJ.md": "x", ".git/config": "x", ".DS_Store": "x", "edities/2025.1.json": "{}"}
    write(tmp_path, **others, **{"partijen/._politie.yaml": b"\0\0"})

    assert [] == told(tmp_path, errors_only=False)


FORMS: dict[str, tuple[str, str, str, int]] = {
    "order of keys": ("bronnen.yaml", "- id: wegenkaart\n  titel: Wegenkaart", "- titel: Wegenkaart\n  id: wegenkaart", 1),
    "quotes": ("bronnen.yaml", "titel: Wegenkaart", "titel: 'Wegenkaart'", 2),
    "below a remark": ("assen/fasen.yaml", "  naam: Respons", "# zie de wet\n  naam: 'Respons'", 6),
    "above a remark": ("assen/fasen.yaml", "  naam: Preventie\n", "  naam: 'Preventie'\n# einde\n", 2),
    "a line too many": ("editie.yaml", "licentie: CC BY 4.0\n", "licentie: CC BY 4.0\n\n", 9),
    "no end of the last line": ("editie.yaml", "licentie: CC BY 4.0\n", "licentie: CC BY 4.0", 8),
    "one end of a line of Windows": ("assen/soorten.yaml", FILES["assen/soorten.yaml"], FILES["assen/soorten.yaml"].replace("\n", "\r\n", 1), 1),
    "a default written down": ("partijen/politie.yaml", "    verificatie: eigen\nvolgorde", "    bereikbaar: onbekend\n    verificatie: eigen\nvolgorde", 10),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_another_form_is_a_warning_at_the_first_difference(tmp_path: Path, name: str) -> None:
    """The content was read well; remarks are nobody's business but the writer's."""
    file, old, new, line = FORMS[name]
    write(tmp_path, **changed_line(file, old, new))

    assert [("B11", file, line, 1)] == told(tmp_path, errors_only=False)


def test_remarks_and_a_table_of_nothing_but_its_heading_are_in_form(tmp_path: Path) -> None:
    """A line that begins with # may stand anywhere."""
    team = "id,naam,district,gemeenten,bewijs,url,gepubliceerd,let_op\n"
    remark = {"editie.yaml": "# eerst\n" + FILES["editie.yaml"].replace("datum:", "# dan\ndatum:") + "# en tot slot\n"}
    write(tmp_path, **remark, **{"gebieden/basisteams.csv": team, "niet-gevonden.yaml": "[]\n"})

    assert [] == told(tmp_path, errors_only=False)


def test_a_list_of_texts_takes_texts(tmp_path: Path) -> None:
    """The problem calls the list what its file is called."""
    write(tmp_path, **{"niet-gevonden.yaml": "a: b\n"})

    assert [("V04", "niet-gevonden.yaml", 1, 1)] == told(tmp_path)
    assert "Bij 'niet-gevonden' hoort een lijst met streepjes" in said(tmp_path)


# --- JSON -------------------------------------------------------------------------------------------------------


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


def deep_map(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = {"a": value}
    return value


JSONS: dict[str, tuple[bytes, tuple[str, int, int]]] = {
    "empty": (b"", ("B19", 1, 1)),
    "no JSON": (b'{"formaat": 1,\n "matrix": }', ("B19", 2, 12)),
    "a huge number": (b'{"formaat": ' + b"9" * 5000 + b"}", ("B19", 0, 0)),
    "an array": (b"[1, 2]", ("B18", 0, 0)),
    "a word": (b'"matrix"', ("B18", 0, 0)),
    "another JSON": (b'{"name": "x"}', ("B18", 0, 0)),
    "no matrix in it": (b'{"formaat": 1, "matrix": [1]}', ("B18", 0, 0)),
    "a form in words": (b'{"formaat": "nieuw", "matrix": []}', ("B18", 0, 0)),
    "a newer form": (b'{"formaat": 2, "matrix": {}}', ("B09", 0, 0)),
    "a wrong hash": (sealed({}, sha256="0" * 64), ("B08", 0, 0)),
    "no hash": (b'{"formaat": 1, "matrix": {}}', ("B08", 0, 0)),
    "on one line": (sealed({}).replace(b"\n", b" "), ("B08", 0, 0)),
    "too deep for the parser": (b"[" * 100_000, ("B04", 0, 0)),
    "utf-16": ('{"formaat": 1}'.encode("utf-16"), ("B02", 0, 0)),
    "a byte-order mark": (b"\xef\xbb\xbf{}", ("B02", 0, 0)),
    "binary": (b"{\n\xff\xff}", ("B02", 2, 0)),
    "an invisible mark": ('{"a":\n "\u202e"}'.encode(), ("B07", 2, 3)),
}


@pytest.mark.parametrize("name", JSONS)
def test_a_broken_json_file_is_one_problem(tmp_path: Path, name: str) -> None:
    """Whatever it is, it is told once and nothing is made of it."""
    content, (code, line, column) = JSONS[name]
    path = tmp_path / "x.json"
    path.write_bytes(content)

    assert [(code, "x.json", line, column)] == told(path)


RECORDS: dict[str, tuple[Any, tuple[str, str]]] = {
    "rules that are no list": ({"toewijzingen": 5}, ("V04", "x.json#/toewijzingen")),
    "rules that are nothing": ({"toewijzingen": None}, ("V04", "x.json#/toewijzingen")),
    "too deep for us": ({"bronnen": nested(20)}, ("B04", "x.json#/bronnen" + "/0" * 11)),
    "maps too deep": ({"bronnen": [deep_map(20)]}, ("B04", "x.json#/bronnen/0" + "/a" * 10)),
    "NUL by escape": ({"bronnen": [{"id": "a", "titel": "a\0b"}]}, ("B07", "x.json#/bronnen/0/titel")),
    "right-to-left by escape": ({"bronnen": [{"id": "a", "titel": "\u202eb"}]}, ("B07", "x.json#/bronnen/0/titel")),
    "half a pair": ({"bronnen": [{"id": "a", "titel": "\ud800"}]}, ("B07", "x.json#/bronnen/0/titel")),
    "an id with dots": ({"bronnen": [{"id": "../a", "titel": "a"}]}, ("V08", "x.json#/bronnen/0/id")),
    "an unknown key": ({"bronnen": [{"id": "a", "titel": "a", "kleur": 1}]}, ("V01", "x.json#/bronnen/0")),
    "nothing": ({"bronnen": [{"id": "a", "titel": None}]}, ("V09", "x.json#/bronnen/0/titel")),
    "a place that is none": ({"toewijzingen": [{"plaats": ["a", "b", {}]}]}, ("V01", "x.json#/toewijzingen/0")),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_a_json_with_the_right_hash_is_read_with_the_same_care(tmp_path: Path, name: str) -> None:
    """Anyone can compute a hash; the place is a path into the file."""
    change, expected = RECORDS[name]
    path = tmp_path / "x.json"
    path.write_bytes(sealed(exported(tmp_path) | change))

    assert expected in [(code, file) for code, file, _, _ in told(path)]


def test_a_json_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is its own: an export holds all files together."""
    monkeypatch.setattr("cybermatrix.loading.MAX_JSON_BYTES", 1000)
    path = tmp_path / "x.json"
    path.write_bytes(b"x" * 1001)

    assert [("B03", "x.json", 0, 0)] == told(path)
    assert "2 kB groot; meer dan 1 kB wordt niet gelezen" in said(path)


def test_the_limit_for_a_text_file_is_two_megabytes(tmp_path: Path) -> None:
    """Exactly two is still read, and a larger one is told with its size."""
    source = FILES["bronnen.yaml"]
    write(tmp_path, **{"bronnen.yaml": source + "#" * (reading.MAX_BYTES - len(source))})

    assert [] == told(tmp_path)
    (tmp_path / "bronnen.yaml").write_bytes(b"#" * 3_100_001)

    assert "3101 kB groot; meer dan 2000 kB" in said(tmp_path)


# --- overlays ---------------------------------------------------------------------------------------------------

OWN: dict[str, tuple[str | bytes, list[tuple[str, int, int]]]] = {
    "empty": ("", [("V09", 0, 0)]),
    "only comments": ("# nog niets\n", [("V09", 0, 0)]),
    "binary": (b"\xff\xff", [("B02", 1, 0)]),
    "a list": ("- gemeente: deventer\n", [("V04", 1, 1)]),
    "a word": ("deventer\n", [("V04", 1, 1)]),
    "an unknown municipality": ("gemeente: daventer\n", [("R01", 1, 11)]),
    "no municipality": ("instrumenten:\n  - x\n", [("V03", 1, 1), ("R01", 2, 5)]),
    "partners of its own": ("gemeente: deventer\npartijen:\n  - id: x\n", [("O02", 2, 1)]),
    "axes without a municipality": ("rollen:\n  - id: x\n", [("O02", 1, 1), ("V03", 1, 1)]),
    "another area": (OVERLAY.replace("    tekst", "    gebied: land\n    tekst"), [("O01", 3, 5)]),
    "rules that are text": ("gemeente: deventer\ntoewijzingen: geen\n", [("V04", 2, 15)]),
    "a rule that is text": ("gemeente: deventer\ntoewijzingen:\n  - geen\n", [("V04", 3, 5)]),
}


@pytest.mark.parametrize("name", OWN)
def test_an_own_file_is_read_with_the_same_care(tmp_path: Path, name: str) -> None:
    """It may add to its own place, and nothing else."""
    content, expected = OWN[name]
    write_files(tmp_path, {"matrix/x": None, "deventer.yaml": content})
    write(tmp_path / "matrix")
    found = told(tmp_path / "matrix", overlays=(tmp_path / "deventer.yaml",))

    assert [(code, "deventer.yaml", line, column) for code, line, column in expected] == found


# --- the command line -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_command_line_says_it_and_leaves_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, lang: str
) -> None:
    """On stdout for check; on stderr, with nothing written, for what needed a matrix."""
    folder = write(tmp_path / "matrix", **{"partijen/politie.yaml": BROKEN[name][0]})
    code = BROKEN[name][1][0]

    assert 1 == run(["--lang", lang, "--data", str(folder), "check"])
    assert f"[{code}]" in capsys.readouterr().out
    assert 1 == run(["--lang", lang, "--data", str(folder), "export", str(tmp_path / "out.json")])
    printed = capsys.readouterr()

    assert "" == printed.out
    assert f"[{code}]" in printed.err
    assert ["matrix"] == [path.name for path in tmp_path.iterdir()]


def test_what_was_written_by_us_is_sound(tmp_path: Path) -> None:
    """The writer and the reader agree on the smallest matrix, and the writer keeps every file as it was."""
    write(tmp_path / "a")
    write_folder(cm.load(tmp_path / "a").data, tmp_path / "b")

    assert FILES == {p.relative_to(tmp_path / "b").as_posix(): p.read_text() for p in (tmp_path / "b").rglob("*.*")}


@pytest.mark.parametrize(
    ("old", "written", "meant"),
    [("rol: uitvoerder", "rol: trekt", "regie"), ("gebied: land", "gebied: Hengelo (O)", "hengelo"), ("rol: uitvoerder", "rol: uitvoerdr", "uitvoerder")],
)  # fmt: skip
def test_who_writes_a_name_is_told_the_id(tmp_path: Path, old: str, written: str, meant: str) -> None:
    """What is called so goes before what looks like it."""
    names = changed_line("gebieden/gemeenten.csv", "GM0164,Hengelo,", "GM0164,Hengelo (O),")
    write(tmp_path, **names, **changed_line("partijen/politie.yaml", f"    {old}", f"    {written}"))
    (found,) = [one for one in cm.check(tmp_path) if one.code == "R01"]

    assert (meant,) == found.near
