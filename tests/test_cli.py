"""The command line: results on stdout, messages on stderr, an exit status that tells, never a traceback."""

from __future__ import annotations

import errno
import json
import os
import pty
import string
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import click
import pages
import pytest
from smallest import FILES, OVERLAY, changed_line, write

import cybermatrix as cm
from cybermatrix import cli, errors
from cybermatrix.cli import asking, frame, run
from cybermatrix.cli import words as wording
from cybermatrix.cli.frame import every_command
from cybermatrix.cli.words import explained, say, wrong_use
from cybermatrix.html import to_print

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the smallest matrix."""
    return write(tmp_path / "matrix")


@pytest.fixture
def asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Give a way to ask the smallest matrix: exit status, stdout, stderr."""

    def ask(*words: str, data: str = str(folder)) -> tuple[int, str, str]:
        status = run(["--data", data, *words])
        printed = capsys.readouterr()

        assert "Traceback" not in printed.err
        return status, printed.out, printed.err

    return ask


def names(folder: Path) -> list[str]:
    """Give what a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def answers(printed: tuple[int, str, str]) -> str:
    """Give what was printed by a command that answered, and had nothing to remark."""
    status, out, err = printed

    assert (0, "") == (status, err)
    return out


def refused(printed: tuple[int, str, str], status: int = 2) -> str:
    """Give the remark of a command that did not answer."""
    found, out, err = printed

    assert (status, "") == (found, out)
    return err


# --- questions --------------------------------------------------------------------------------------------------


def test_who_does_what_against_a_form(asked: Any) -> None:
    """One row per rule: who, with what, as what."""
    out = answers(asked("who", "phishing"))

    assert ["Partij", "Gemeente", "Politie"] == [line.split()[0] for line in out.splitlines() if line[0] != "-"]
    assert "Brengt partijen bij elkaar." in out


def test_who_against_a_category_names_the_forms(folder: Path, asked: Any) -> None:
    """A few by name, the others counted."""
    for number in range(6):
        text = FILES["vormen/phishing.yaml"].replace("Phishing", f"Vorm {number}").replace("phishing", f"v{number}")
        write(folder, **{f"vormen/v{number}.yaml": text})
    out = answers(asked("who", "cybercrime"))

    assert "Vorm" in out.splitlines()[0].split()
    assert "Phishing, Vorm 0, Vorm 1, Vorm 2 +3" in out


def test_what_a_partner_does(asked: Any) -> None:
    """By intervention, in the order of the matrix."""

    assert "Interventie" == answers(asked("what", "politie")).split()[0]
    assert ["crisis"] == [row["intervention"] for row in json.loads(answers(asked("what", "politie", "--json")))]


@pytest.mark.parametrize(
    ("option", "word", "expected"),
    [
        ("--intervention", "crisis", {"p1"}),
        ("--role", "regie", {"g1"}),
        ("--phase", "respons", {"p1"}),
        ("--partner", "gemeente", {"g1"}),
        ("--level", "landelijk", set()),
        ("--audience", "inwoner", {"p1", "g1"}),
        ("--area", "land", {"p1", "g1"}),
        ("--municipality", "deventer", {"p1", "g1"}),
        ("--on", "2026-11-23", {"p1", "g1"}),
    ],
)
def test_every_filter_narrows(asked: Any, option: str, word: str, expected: set[str]) -> None:
    """By id or by name, before and behind the question."""
    found = json.loads(answers(asked("who", option, word, "phishing", "--json")))

    assert expected == {row["origin"] for row in found}


def test_a_filter_may_be_given_twice(asked: Any) -> None:
    """Then either will do."""
    found = json.loads(answers(asked("who", "phishing", "--role", "regie", "--role", "Uitvoerder", "--json")))

    assert {"p1", "g1"} == {row["origin"] for row in found}


def test_nothing_found_is_said_on_stderr(asked: Any) -> None:
    """An empty answer is an answer: status 0."""

    assert "Niets gevonden: hierover is niets vastgelegd.\n" == refused(
        asked("who", "phishing", "--level", "landelijk"), 0
    )
    assert "Geen dubbele trekkers.\n" == refused(asked("overlaps"), 0)
    assert "Geen open plekken.\n" == refused(asked("gaps"), 0)


@pytest.mark.parametrize("style", ["github", "html", "tsv", "rst"])
def test_a_table_in_any_style(asked: Any, style: str) -> None:
    """Whatever tabulate knows."""
    signs = {"github": "|", "html": "<table>", "tsv": "\t", "rst": "=="}

    assert signs[style] in answers(asked("who", "phishing", "--table", style))


def test_the_matrix_as_a_table(asked: Any) -> None:
    """Letters with their legend, or verbs; other axes; as JSON."""
    letters = answers(asked("show", "--crime", "phishing"))

    assert "Letters: T Trekt, D Doet, ✕ Niet hun taak.\nWEE Weerbaar maken, CRI Crisis.\n" in letters
    assert "Letters" not in answers(asked("show", "--words"))
    assert answers(asked("show", "--columns", "crime")).endswith("\nT Trekt, D Doet, ✕ Niet hun taak.\n")
    assert "Letters" not in answers(asked("show", "--rows", "crime", "--columns", "intervention"))
    assert [{"partner": "politie", "crisis": "Doet", "weerbaar-maken": ""}, {"partner": "gemeente", "crisis": "", "weerbaar-maken": "Trekt"}] == json.loads(answers(asked("show", "--json")))  # fmt: skip


def test_gaps(asked: Any) -> None:
    """Where nobody has the role; the count on stderr."""
    status, out, err = asked("gaps", "--role", "regie")

    assert (0, "1 open plek\n") == (status, err)
    assert ["Phishing", "Crisis", "Lokaal"] == out.splitlines()[-1].split()
    assert [{"intervention": "crisis", "crime": "phishing", "level": "lokaal"}] == json.loads(
        answers(asked("gaps", "--role", "regie", "--json"))
    )


def test_gaps_where_nobody_does_anything(folder: Path, asked: Any) -> None:
    """At no level at all."""
    write(folder, **changed_line("partijen/gemeente.yaml", "rol: regie", "rol: geen"))

    assert "niemand, op geen enkel niveau" in asked("gaps")[1]
    assert "nobody, at any level" in asked("gaps", "--lang", "en")[1]


def test_overlaps(folder: Path, asked: Any) -> None:
    """Two who lead the same."""
    rule = changed_line("partijen/politie.yaml", "rol: uitvoerder", "rol: regie")["partijen/politie.yaml"]
    write(folder, **{"partijen/politie.yaml": rule.replace("- crisis", "- weerbaar-maken")})

    assert "Politie; Gemeente" in answers(asked("overlaps"))
    assert "Police; Gemeente" in answers(asked("overlaps", "--lang", "en"))
    assert [{"p1", "g1"}] == [
        {row["origin"] for row in one} for one in json.loads(answers(asked("overlaps", "--json")))
    ]


def test_explain(folder: Path, asked: Any, tmp_path: Path) -> None:
    """The winner with file and line, and what was set aside and why."""
    (tmp_path / "deventer.yaml").write_text(OVERLAY.replace("- crisis", "- weerbaar-maken"))
    words = ("--overlay", str(tmp_path / "deventer.yaml"), "explain", "gemeente", "weerbaar-maken", "phishing")
    here = answers(asked(*words, "--municipality", "deventer"))
    expected = """\
Gemeente · Weerbaar maken · Phishing
Dit staat er
  Gemeente Deventer: Trekt (Lokaal, Deventer). Zet het eigen team in.
    d1: deventer.yaml, regel 3, kolom 5
Doet niet mee:
  g1: een regel die nauwer past gaat voor (d1). partijen/gemeente.yaml, regel 7, kolom 5
"""

    assert expected == here
    assert "d1: deventer.yaml, line 3, column 5" in answers(asked("--lang", "en", *words, "--municipality", "deventer"))
    assert [{"assignment": "g1", "reason": "nearer", "by": "d1"}] == json.loads(
        answers(asked(*words, "--municipality", "deventer", "--json"))
    )["set_aside"]
    assert "d1: geldt in een ander gebied. " in answers(asked(*words, "--municipality", "hengelo"))


def test_explain_what_does_not_apply(folder: Path, asked: Any) -> None:
    """With the reason; and what nobody laid down."""
    write(folder, **{"nvt.yaml": "- type: crisis\n  vorm: phishing\n  reden: Dit past niet.\n"})

    assert "Dit past hier niet: Dit past niet." in answers(asked("explain", "politie", "crisis", "phishing"))
    assert "Hierover is niets vastgelegd." in answers(asked("explain", "politie", "weerbaar-maken", "phishing"))


def test_a_family_of_forms_cannot_be_explained(folder: Path, asked: Any) -> None:
    """One form at a time."""
    text = FILES["vormen/phishing.yaml"].replace("phishing", "smishing")
    write(folder, **{"vormen/smishing.yaml": text})

    assert "niet over een familie van vormen." in refused(asked("explain", "politie", "crisis", "cybercrime"))
    assert "not a category." in refused(asked("explain", "politie", "crisis", "cybercrime", "--lang", "en"))


def test_help_in_english(asked: Any) -> None:
    """Sentences, headings and what stands for a value; the same command in Dutch is untouched by it."""
    out = answers(asked("--lang", "en", "diff", "--help"))

    for words in (
        "Usage: cybermatrix diff [OPTIONS] [OLD] [NEW]",
        "What changed between",
        "Options:",
        "--on DATE",
        "Show this",
    ):
        assert words in out
    assert "Who does what against this FORM" in answers(asked("--lang", "en", "--help"))
    assert "Wat is er veranderd" in answers(asked("diff", "--help"))


def test_answers_in_english(asked: Any) -> None:
    """Names that have one, roles, headings, labels; what people wrote stays Dutch."""
    out = answers(asked("who", "phishing", "--lang", "en"))

    assert "Partner" == out.split()[0]
    for word in (
        "Police",
        "Making resilient",
        "Lead",
        "Local",
        "everyone",
        "· not confirmed yet",
        "Helpt wie geraakt is. [nl]",
    ):
        assert word in out
    for word in ("Politie", "Trekt", "Lokaal", "iedereen", "voorstel"):
        assert word not in out
    assert "Crisis" in answers(asked("what", "politie", "--lang", "en"))
    assert "WEE Making resilient" in answers(asked("show", "--lang", "en"))


# --- global options ---------------------------------------------------------------------------------------------


def test_global_options_before_and_behind_the_command(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They mean the same there."""
    (tmp_path / "deventer.yaml").write_text(OVERLAY)
    options = ["--data", str(folder), "--overlay", str(tmp_path / "deventer.yaml"), "--lang", "en"]
    question = ["who", "phishing", "--municipality", "deventer"]

    assert 0 == run([*options, *question])
    before = capsys.readouterr().out
    assert 0 == run([*question, *options])
    assert before == capsys.readouterr().out
    assert "Zet het eigen team in." in before


def test_own_files_before_and_behind_add_up(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each adds its rules."""
    for name in ("deventer", "hengelo"):
        (tmp_path / f"{name}.yaml").write_text(OVERLAY.replace("deventer", name).replace("d1", name))
    first, second = (["--overlay", str(tmp_path / f"{name}.yaml")] for name in ("deventer", "hengelo"))

    assert 0 == run([*first, "who", "phishing", "--json", "--data", str(folder), *second])
    assert {"p1", "g1", "deventer", "hengelo"} == {row["origin"] for row in json.loads(capsys.readouterr().out)}


def test_an_export_is_data_too(asked: Any, tmp_path: Path) -> None:
    """Written by one command, asked by another, with the same answer."""
    path = tmp_path / "a/x.json"
    message = asked("export", str(path))

    assert (0, "", f"Gemaakt: {path}\n") == message
    assert answers(asked("who", "phishing")) == answers(asked("who", "phishing", data=str(path)))


def test_the_schema_is_an_export(asked: Any, tmp_path: Path) -> None:
    """By its own format."""

    assert 0 == asked("export", "--format", "schema", str(tmp_path / "x"))[0]
    assert "$defs" in json.loads((tmp_path / "x").read_bytes())


# --- check ------------------------------------------------------------------------------------------------------


def test_check_without_problems(asked: Any) -> None:
    """Nothing on stdout."""

    assert "Geen problemen.\n" == refused(asked("check"), 0)
    assert [] == json.loads(answers(asked("check", "--json")))


def test_check_with_warnings_is_fine(folder: Path, asked: Any) -> None:
    """Status 0, and they are told."""
    write(folder, **{"los.txt": "x"})
    status, out, err = asked("check")

    assert (0, "0 fout, 1 let op.\n") == (status, err)
    assert out.startswith("let op: los.txt: ")
    assert ["B10"] == [one["code"] for one in json.loads(asked("check", "--json")[1])]


def test_check_with_errors(folder: Path, asked: Any) -> None:
    """Status 1, all problems on stdout, in the language asked for."""
    write(folder, **changed_line("assen/rollen.yaml", "id: geen", "id: GEEN"), **{"los.txt": "x"})
    status, out, err = asked("check", "--lang", "en")

    assert (1, "errors: 1, warnings: 1.\n") == (status, err)
    assert out.startswith("error: assen/rollen.yaml, line 15, column 7: ")
    assert "warning: los.txt: " in out
    assert 1 == asked("check", "--json")[0]


def test_a_question_to_a_broken_matrix_tells_its_problems(folder: Path, asked: Any) -> None:
    """On stderr, for there is no answer; status 1."""
    write(folder, **changed_line("assen/rollen.yaml", "id: geen", "id: GEEN"))

    assert "fout: assen/rollen.yaml, regel 15, kolom 7: 'GEEN' kan geen id zijn." in refused(asked("who", "x"), 1)
    assert refused(asked("who", "x"), 1).endswith("1 fout, 0 let op.\n")


@pytest.mark.parametrize("command", ["check", "who x"])
def test_a_missing_folder(asked: Any, tmp_path: Path, command: str) -> None:
    """Is a problem with a way out."""
    status, out, err = asked(*command.split(), data=str(tmp_path / "nergens"))

    assert 1 == status
    assert "begin een eigen matrix met 'cybermatrix new MAP'" in out + err


# --- new --------------------------------------------------------------------------------------------------------


def test_a_new_matrix_is_a_sound_one(asked: Any, tmp_path: Path) -> None:
    """From the smallest, and checked as the message says."""
    status, out, err = asked("new", str(tmp_path / "mijn"), "--name", "Mijn matrix")

    assert (0, "") == (status, out)
    assert f"cybermatrix --data {tmp_path / 'mijn'} check" in err
    assert "Geen problemen.\n" == refused(asked("check", data=str(tmp_path / "mijn")), 0)
    assert "naam: Mijn matrix" in (tmp_path / "mijn/editie.yaml").read_text()


def test_a_new_matrix_from_the_shipped_one_has_no_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a newcomer would begin."""

    assert 0 == run(["new", str(tmp_path / "mijn")])
    assert 0 == run(["--data", str(tmp_path / "mijn"), "check"]), capsys.readouterr().out


def test_a_new_matrix_never_replaces_anything(asked: Any, tmp_path: Path) -> None:
    """A folder with something in it is left alone."""
    (tmp_path / "mijn").mkdir()
    (tmp_path / "mijn/x").write_text("x")

    assert "bestaat al en is niet leeg" in refused(asked("new", str(tmp_path / "mijn")))
    assert ["x"] == names(tmp_path / "mijn")


# --- guide ------------------------------------------------------------------------------------------------------


def test_a_guide_is_written_as_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """To the file named, or to the one that the cover on paper names; nothing on stdout."""
    monkeypatch.chdir(tmp_path)

    assert 0 == run(["guide", "deventer", "-o", "a/x.html"])
    assert 0 == run(["guide", "GM0150", "--on", "2026-11-23"])
    assert 0 == run(["guide", "Hof van Twente"])
    assert ("", "Gemaakt: a/x.html\nGemaakt: deventer.html\nGemaakt: hof-van-twente.html\n") == capsys.readouterr()
    assert "(hof-van-twente.html)" in to_print(pages.book("Hof van Twente"))
    assert (tmp_path / "a/x.html").read_text().startswith("<!doctype html>")


@pytest.mark.slow
def test_a_guide_is_written_as_pdf(tmp_path: Path) -> None:
    """By the end of its name."""

    assert 0 == run(["guide", "phishing", "-o", str(tmp_path / "x.pdf")])
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")


def test_a_guide_of_another_kind_of_file_is_a_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is loaded."""

    assert 2 == run(["--data", "/nergens", "guide", "deventer", "-o", "x.odt"])
    assert "eindigt op .html, .pdf of .docx, niet x.odt." in capsys.readouterr().err


def test_a_guide_for_something_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Nothing is written, whatever it is called."""
    monkeypatch.chdir(tmp_path)

    assert 2 == run(["guide", "../../etc/passwd"])
    assert 2 == run(["guide", "denventer"])
    assert "Bedoelde u 'deventer'" in capsys.readouterr().err
    assert [] == names(tmp_path)


@pytest.mark.parametrize(("error", "words"), [(cm.EngineMissing, "Pango"), (cm.AssetMissing, "klopt iets niet: x")])
def test_what_cannot_be_made_leaves_with_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, error: Any, words: str
) -> None:
    """An engine that is not there, a page that is not whole."""

    def fail(_: object, **__: object) -> bytes:
        raise error("x")

    monkeypatch.setattr("cybermatrix.pdf.to_pdf", fail)

    assert 3 == run(["guide", "deventer", "-o", str(tmp_path / "x.pdf")])
    assert words in capsys.readouterr().err
    assert [] == names(tmp_path)


# --- wrong questions and wrong use ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "dutch", "english"),
    [
        ("who fishing", "Vorm 'fishing' bestaat niet. Bedoelde u 'phishing'?", "There is no crime form 'fishing'. Did you mean 'phishing'?"),
        ("what x", "Partij 'x' bestaat niet.", "There is no partner 'x'."),
        ("who phishing --on 30-2-2026", "'30-2-2026' is geen datum.", "'30-2-2026' is not a date."),
        ("who phishing --table q", "De tabelstijl 'q' bestaat niet. Kies uit: ", "There is no table style 'q'."),
        ("show --rows q", "'q' kan niet langs een tabel staan. Kies uit: partner, ", "'q' cannot be an axis"),
        ("show --rows role --columns role", "niet twee keer 'role'.", "not 'role' twice."),
        ("export --format q x", "De vorm 'q' bestaat niet. Kies uit: json, schema, ics, folder.", "There is no format 'q'."),
        ("wo phishing", "De opdracht 'wo' bestaat niet. Bedoelde u 'who'?", "There is no command 'wo'. Did you mean 'who'?"),
        ("who phishing --jsn", "De optie '--jsn' bestaat niet. Bedoelde u '--json'", "There is no option '--jsn'."),
        ("who phishing --json=1", "Bij de optie '--json' hoort een waarde, of juist niet.", "The option '--json' needs"),
        ("who phishing --role", "Bij de optie '--role' hoort een waarde, of juist niet.", "The option '--role' needs"),
        ("who", "Er ontbreekt een woord: 'VORM'.", "A word is missing: 'FORM'."),
        ("who phishing smishing", "Hier staat te veel: smishing.", "This is too much: smishing."),
        ("export /", "'BESTAND': geef de naam van een bestand, niet van een map.", "'FILE': name a file, not a folder."),
    ],
)  # fmt: skip
def test_a_wrong_question_is_answered_with_a_way_out(asked: Any, words: str, dutch: str, english: str) -> None:
    """Status 2, in the language of the user, on stderr."""

    assert dutch in refused(asked(*words.split()))
    assert english in refused(asked("--lang", "en", *words.split()))


def test_a_wrong_language_and_no_command_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    """The help, or a sentence."""

    assert [2, 2, 2] == [run(["--lang", "fr", "check"]), run(["--lang", "en"]), run([])]
    err = capsys.readouterr().err
    assert "Kies bij '--lang' uit: nl, en." in err
    assert "A command is missing." in err
    assert "Opdrachten:" in err


def test_wrong_use_shows_how_it_is_used(asked: Any) -> None:
    """And where the explanation is."""
    expected = "Gebruik: cybermatrix what [OPTIES] PARTIJ\nUitleg: cybermatrix what --help\n"

    assert refused(asked("what")).startswith(expected)
    assert refused(asked("--lang", "en", "what")).startswith("Usage: cybermatrix what")


def test_anything_else_that_click_may_say_is_passed_on() -> None:
    """In its own words."""

    assert "Zo kan het niet: hm" == wrong_use(click.UsageError("hm"), "nl")
    assert "Wrong use: Invalid value: hm" == wrong_use(click.BadParameter("hm"), "en")


def test_a_word_of_a_page_long_is_cut(asked: Any) -> None:
    """In whatever remark it comes back."""
    for words in (("who", "x" * 9999), ("who", "a", "x" * 9999), ("who", "a", "--table", "x" * 9999)):
        assert 2000 > len(refused(asked(*words)))


EVERY_ERROR = [
    errors.UnknownId("municipality", "denventer", ["deventer"]),
    errors.UnknownId("crime form", "x" * 100),
    errors.AmbiguousName("partner", "om", ["a", "b"]),
    errors.ConflictingViewpoint("municipality", "deventer", "hengelo"),
    errors.ConflictingViewpoint("on", "2026-01-01", "2026-01-02"),
    errors.InvalidQuestion("x", about="epoch", word="x"),
    errors.EngineMissing("x"),
    errors.AssetMissing("x"),
    errors.UnusableFile("logo.png", "too_large", "500 kB"),
    errors.DoesNotFit("NU-kaart S1", "3 pages", "at most 2"),
    errors.ExtraMissing("workbook"),
    errors.Busy("x"),
    errors.NotAsMeant("x"),
    errors.ChangedSince(["a.yaml"]),
    errors.OtherPublication("uit", is_internal=True),
    errors.OtherPublication("uit", is_internal=False),
    errors.NotShared("uit"),
    errors.ClusterAway("tcp://10.0.0.1:8786"),
]


@pytest.mark.parametrize("error", EVERY_ERROR, ids=range(len(EVERY_ERROR)))
def test_every_error_has_a_sentence_in_both_languages(error: errors.CybermatrixError) -> None:
    """Dutch for Dutch, and something else in English."""
    dutch, english = explained(error, "nl"), explained(error, "en")

    assert dutch != english
    assert dutch[0].isupper() or dutch[0] == "'"
    assert 250 > max(len(dutch), len(english))
    assert not {"the", "is already", "could mean", "no "} & set(dutch.split())


def test_no_class_of_errors_is_forgotten() -> None:
    """But for the data's own, which are told one by one."""
    known = {type(error) for error in EVERY_ERROR} | {errors.InvalidMatrix, errors.CybermatrixError}

    assert known == {one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, Exception)}
    assert "x" == explained(errors.InvalidQuestion("x"), "nl")


def test_every_kind_that_can_be_unknown_has_a_dutch_name() -> None:
    """The kinds of the indexes, and those of the guides."""
    base = cm.load().base
    kinds = {getattr(base, name).kind for name in dir(type(base)) if name.endswith("_index")}

    assert set() == kinds - set(wording.KINDS_NL)


@pytest.mark.parametrize("word", wording.WORDS)
def test_every_sentence_is_in_both_languages(word: str) -> None:
    """With the same blanks."""
    dutch, english = wording.WORDS[word]
    blanks = [{part for _, part, _, _ in string.Formatter().parse(text) if part} for text in (dutch, english)]

    assert blanks[0] >= blanks[1]
    assert say(word, "nl", **dict.fromkeys(blanks[0], "x"))


# --- what goes wrong around us ----------------------------------------------------------------------------------


def test_a_path_that_cannot_be_written_leaves_with_3(asked: Any, tmp_path: Path) -> None:
    """With the reason in words, for export, guide and new."""
    (tmp_path / "file").write_text("x")
    path = str(tmp_path / "file/x.html")

    assert f"Dat lukte niet met {path}: een deel van het pad is geen map.\n" == refused(asked("export", path), 3)
    assert "a part of the path is no folder" in refused(asked("--lang", "en", "export", path), 3)
    assert "geen map" in refused(asked("new", path), 3)
    assert "geen map" in refused(asked("new", str(tmp_path / "file/a/b")), 3)
    assert "Dat lukte niet" in refused(asked("export", f"/proc/{'x' * 300}"), 3)


def test_a_full_disk_leaves_with_3(asked: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is left of it."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("cybermatrix.formats.os.fdopen", full)

    assert f"Dat lukte niet met {tmp_path / 'x'}: de schijf is vol.\n" == refused(
        asked("export", str(tmp_path / "x")), 3
    )
    assert ["matrix"] == names(tmp_path)


def test_an_installation_without_its_data_leaves_with_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """With what to do about it."""
    monkeypatch.setattr("cybermatrix._resources.files", lambda _: tmp_path)
    monkeypatch.setattr("cybermatrix._resources._CHECKOUT", tmp_path)

    assert 3 == run(["who", "phishing"])
    assert "installeer het pakket opnieuw" in capsys.readouterr().err


def test_interrupted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Ctrl-C: 130, one word, no traceback."""

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.Session, "matrix", interrupt)

    assert 130 == run(["--data", str(folder), "who", "phishing"])
    assert "Gestopt." == capsys.readouterr().err.strip()


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "cybermatrix", *words], capture_output=True, check=False, env=os.environ | environment
    )


def test_a_reader_who_has_seen_enough_is_no_mistake(folder: Path) -> None:
    """As ``head`` does: status 0, no traceback."""
    words = [sys.executable, "-m", "cybermatrix", "--data", str(folder), "show", "--table", "html"]
    read, write_end = os.pipe()
    os.close(read)
    done = subprocess.run(words, stdout=write_end, stderr=subprocess.PIPE, check=False)
    os.close(write_end)

    assert (0, b"") == (done.returncode, done.stderr)


def test_a_terminal_that_knows_no_accents_still_gets_an_answer(folder: Path) -> None:
    """A question mark instead of ✕, no traceback."""
    done = process("--data", str(folder), "show", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")

    assert (0, b"") == (done.returncode, done.stderr)
    assert b"? Niet hun taak" in done.stdout


def test_colour_on_a_terminal_and_none_with_no_color(folder: Path) -> None:
    """Colour is an extra; in a pipe there is none either."""
    write(folder, **{"los.txt": "x"})

    def shown(command: str, **environment: str) -> bytes:
        master, slave = pty.openpty()
        env = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | environment
        words = [sys.executable, "-m", "cybermatrix", "--data", str(folder), command]
        subprocess.run(words, stdout=slave, stderr=slave, env=env, check=False)
        os.close(slave)
        text = os.read(master, 4096)
        os.close(master)
        return text

    assert b"\x1b[33mlet op\x1b[0m: los.txt" in shown("check")
    assert b"\x1b" not in shown("check", NO_COLOR="1")
    assert b"\x1b" not in process("--data", str(folder), "check").stdout
    write(folder, **changed_line("assen/rollen.yaml", "id: geen", "id: GEEN"))

    assert b"\x1b[31mfout\x1b[0m: assen" in shown("show")
    assert b"\x1b" not in shown("show", NO_COLOR="1")


def test_long_texts_are_wrapped_on_a_terminal_only(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe gets whole lines."""
    whole = answers(asked("who", "phishing"))
    monkeypatch.setattr(asking, "width", lambda: 10)

    assert len(whole.splitlines()) < len(answers(asked("who", "phishing")).splitlines())


def test_the_width_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """And never too narrow to read."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    found = []
    for columns in ("40", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        found.append(frame.width())

    assert [30, 130] == found


def test_the_process_leaves_with_the_status(folder: Path) -> None:
    """As a shell sees it."""

    assert [0, 0, 1, 2] == [
        process(*words).returncode
        for words in (["--version"], ["--data", str(folder), "check"], ["--data", "/nergens", "check"], ["who"])
    ]
    assert b"cybermatrix 0." in process("--version").stdout


# --- completion and help ----------------------------------------------------------------------------------------


def completed(*words: str, number: int) -> list[str]:
    """Ask for the completions of a word."""
    done = process(_CYBERMATRIX_COMPLETE="bash_complete", COMP_WORDS=" ".join(words), COMP_CWORD=str(number))

    assert b"" == done.stderr
    return [line.split(",", 1)[1] for line in done.stdout.decode().splitlines() if line]


def test_completion_offers_commands_options_and_ids(folder: Path) -> None:
    """Those of the matrix that was asked for; nothing when there is none."""

    assert ["what", "who"] == sorted(completed("cybermatrix", "wh", number=1))
    assert "--municipality" in completed("cybermatrix", "who", "phishing", "--m", number=3)
    assert ["phishing"] == completed("cybermatrix", "--data", str(folder), "who", "ph", number=4)
    assert ["deventer"] == completed("cybermatrix", "--data", str(folder), "who", "x", "--municipality", "D", number=6)
    assert [] == completed("cybermatrix", "--data", "/nergens", "who", "ph", number=4)


def test_completion_can_be_set_up() -> None:
    """The script for the shell."""
    done = process(_CYBERMATRIX_COMPLETE="zsh_source")

    assert 0 == done.returncode
    assert b"_CYBERMATRIX_COMPLETE=zsh_complete" in done.stdout


@pytest.mark.parametrize(
    ("words", "command"), list(every_command()), ids=lambda one: " ".join(one) if isinstance(one, tuple) else ""
)
def test_help_is_dutch_and_tells_every_option(
    words: tuple[str, ...], command: click.Command, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also the words around it; each option with a sentence; on stdout, status 0, without any data."""

    assert 0 == run(["--data", "/nergens", *words, "--help"])
    text = capsys.readouterr().out
    assert text.startswith(" ".join(["Gebruik: cybermatrix", *words]))
    assert not {"Options:", "Usage:", "Commands:", "Show", "default:", "TEXT", "FILE", "PATH"} & set(text.split())
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            assert parameter.help.endswith((".", ", …"))
            assert parameter.opts[-1] in text


def test_the_code_page_of_windows_gets_dutch_letters(folder: Path) -> None:
    """Where the output goes to a file, Windows writes it in cp1252: é and ‘ are in it, ○ is not."""
    write(folder, **changed_line("partijen/politie.yaml", "naam: Politie\n", "naam: Politië ○\n"))
    done = process("--data", str(folder), "what", "politie", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")

    assert (0, b"") == (done.returncode, done.stderr)
    assert "Politië ?" in done.stdout.decode("cp1252")
