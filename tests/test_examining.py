"""The evidence of a build says which rules were held to which file, what was found, and what nobody looked at."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pages
import pytest

import cybermatrix as cm
from cybermatrix.cli import run
from cybermatrix.errors import ExtraMissing
from cybermatrix.examining import evidence
from cybermatrix.examining.markup import RULES, findings
from cybermatrix.html import to_html

TINY = Path(__file__).parent / "tiny"

GOOD = """<!doctype html>
<html lang="nl"><head><meta name="viewport" content="width=device-width"><title>Gids</title><link rel="icon" href="data:,">
<style>p { background: url("data:image/png;base64,AA=="); }</style></head>
<body><a href="#begin">Naar de inhoud</a><h1>Gids</h1>
<main id="begin"><h2>Een</h2><p>Tekst<br><svg role="img"><title>Kaart</title></svg>
<table><thead><tr><th scope="col">Wie</thead><tbody><tr><td>Wij</tbody></table>
<label for="zoek">Zoek</label><input id="zoek"><ul><li>Een<li>Twee</ul></main></body></html>
"""


def test_a_page_without_mistakes_has_no_findings() -> None:
    """What HTML lets stay open is no mistake."""
    assert () == findings(GOOD)


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("language", ' lang="nl"', ""),
        ("title", "<title>Gids</title>", "<title> </title>"),
        ("zoom", "width=device-width", "width=device-width, user-scalable=no"),
        ("landmark", '<main id="begin">', '<div id="begin">'),
        ("skip", 'href="#begin"', 'href="#zoek"'),
        ("headings", "<h2>Een</h2>", "<h3>Een</h3>"),
        ("headings", "<h1>Gids</h1>", ""),
        ("alternative", "<title>Kaart</title>", ""),
        ("alternative", "<br>", '<img src="data:,">'),
        ("field", 'for="zoek"', 'for="anders"'),
        ("name", "<br>", '<a href="https://example.org"></a>'),
        ("table", ' scope="col"', ""),
        ("id", "<br>", '<b id="zoek">x</b>'),
        ("link", "<br>", '<a href="#nergens">x</a>'),
        ("nesting", "<br>", "<b>x"),
        ("nesting", "<br>", "</b>"),
        ("nesting", "</body></html>", ""),
        ("outside", "<br>", '<img alt="" src="https://example.org/a.png">'),
        ("outside", "data:image/png;base64,AA==", "a.png"),
        ("outside", 'href="data:,"', 'href="a.css"'),
        ("outside", "<br>", '<b style="background: url(a.png)">x</b>'),
    ],
)
def test_a_planted_mistake_is_found(rule: str, old: str, new: str) -> None:
    """Each rule, by the mistake that it is there for."""
    assert 1 == GOOD.count(old)

    assert rule in {one.rule for one in findings(GOOD.replace(old, new))}


@pytest.mark.parametrize("subject", ["deventer", "partij:ibd", "vorm:ransomware", "situatie:s1", "verslag", "poster"])
def test_our_own_pages_have_no_findings(subject: str) -> None:
    assert () == findings(pages.screen(subject))


def test_evidence_of_a_page_and_a_pdf(tmp_path: Path) -> None:
    """By the bytes that were looked at; another kind of file is listed and not looked at."""
    (tmp_path / "a.html").write_text(to_html(pages.book("situatie:s1")), encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(pages.paper("situatie:s1"))
    (tmp_path / "a.docx").write_bytes(b"x")
    found = cm.evidence(["a.html", "a.pdf", "a.docx"], root=tmp_path)
    record = found.to_record("en")

    assert 0 == found.count
    assert ["HTML"] == [check.rules for check in found.files[0].checks]
    assert ["PDF/UA-1", "PDF/A-3a"] == [check.rules for check in found.files[1].checks]
    assert all(check.count > 100 for check in found.files[1].checks)
    assert () == found.files[2].checks
    assert hashlib.sha256(pages.paper("situatie:s1")).hexdigest() == record["files"][1]["sha256"]
    assert {"page-validation", "cybermatrix"} == {one["name"] for one in record["tools"]}
    assert record["not_checked"]
    assert "2 files looked at, 0 findings." == found.summary("en")
    assert "daar is hier geen regel voor" in found.to_markdown()


def test_a_bad_pdf_has_its_findings(tmp_path: Path) -> None:
    """One without tags, and one that is none."""
    import weasyprint

    (tmp_path / "a.pdf").write_bytes(weasyprint.HTML(string="<p>Hallo").write_pdf())
    (tmp_path / "b.pdf").write_bytes(b"geen pdf")
    found = evidence([tmp_path / "a.pdf", tmp_path / "b.pdf"])
    first = found.to_record()["files"][0]["checks"][0]["findings"]

    assert "PDFUA1-TAGGED-DOCUMENT-001" in {one["rule"] for one in first}
    assert "`PDFUA1-TAGGED-DOCUMENT-001`" in found.to_markdown()
    assert ["file", "file"] == [one.rule for check in found.files[1].checks for one in check.findings]


def test_a_long_list_is_whole_in_json(tmp_path: Path) -> None:
    """Who reads it is told how many more there are."""
    (tmp_path / "a.html").write_text(GOOD.replace("<br>", '<a href="#nergens">x</a>' * 60), encoding="utf-8")
    found = evidence([tmp_path / "a.html"])

    assert 60 == found.to_record()["findings"]
    assert "en nog 10" in found.to_markdown()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_evidence_never_says_that_something_is_good_enough(lang: str, tmp_path: Path) -> None:
    """Nothing found is no verdict."""
    (tmp_path / "a.html").write_text(GOOD, encoding="utf-8")
    found = evidence([tmp_path / "a.html"])
    said = (found.to_markdown(lang) + json.dumps(found.to_record(lang))).lower()

    assert [] == [word for word in ("voldoe", "compliant", "conform", "passed", "geslaagd") if word in said]
    assert all(f"`{rule}`" in said for rule in RULES)


def test_a_guide_with_evidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, proof = tmp_path / "gids.pdf", tmp_path / "bewijs.json"

    assert 0 == run(["--data", str(TINY), "guide", "poster", "-o", str(made), "--evidence", str(proof)])
    assert str(made) == json.loads(proof.read_text("utf-8"))["files"][0]["path"]
    assert "## Niet nagekeken" in proof.with_suffix(".md").read_text("utf-8")
    assert "1 bestand nagekeken, 0 bevindingen." in capsys.readouterr().err


def test_a_publication_with_evidence(tmp_path: Path) -> None:
    """Of every page and PDF in it, the index too, told from its folder."""
    proof = tmp_path / "bewijs.json"
    out = tmp_path / "uit"

    assert 0 == run(["--data", str(TINY), "publish", str(out), "--only", "ransomware", "--evidence", str(proof)])
    assert ["vormen/ransomware.html", "vormen/ransomware.pdf"] == [
        one["path"] for one in json.loads(proof.read_text("utf-8"))["files"]
    ]


def test_without_the_checker_a_sentence_comes_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is made; a page alone needs no checker."""
    monkeypatch.setitem(sys.modules, "page", None)
    made, proof = tmp_path / "gids.pdf", str(tmp_path / "bewijs.json")

    assert 3 == run(["--data", str(TINY), "guide", "poster", "-o", str(made), "--evidence", proof])
    assert "pip install 'cybermatrix[evidence]'" in capsys.readouterr().err
    assert not made.exists()
    assert 0 == run(["--data", str(TINY), "guide", "poster", "-o", str(made.with_suffix(".html")), "--evidence", proof])
    with pytest.raises(ExtraMissing):
        evidence(["a.pdf"])


def test_evidence_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another ending is told before the work."""
    asked = [
        "--data",
        str(TINY),
        "guide",
        "poster",
        "-o",
        str(tmp_path / "a.html"),
        "--evidence",
        str(tmp_path / "a.md"),
    ]

    assert 2 == run(asked)
    assert "eindigt niet op .json" in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())
