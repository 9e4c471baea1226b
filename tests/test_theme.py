"""A municipality's own look: taken where it can be read, refused with a sentence where it cannot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pages
import pytest

from cybermatrix import _resources
from cybermatrix.cli import run
from cybermatrix.cli.words import WORDS
from cybermatrix.errors import UnusableFile
from cybermatrix.html import palette, read_templates, to_html
from cybermatrix.theme import Look, read_logo, read_theme

if TYPE_CHECKING:
    from pathlib import Path

TOKENS = {
    "gemeente": {
        "kleur": {"diep": {"$type": "color", "$value": "#102030"}},
        "document": {"color": {"$value": "{gemeente.kleur.diep}"}, "background-color": {"$value": "#ffffff"}},
        "heading": {"color": {"$value": {"colorSpace": "srgb", "components": [0.3, 0, 0.3]}}},
        "link": {"color": {"$value": "rgb(0, 64, 128)"}, "hover": {"color": {"$value": "#ff0000"}}},
    }
}


def saved(folder: Path, content: Any, name: str = "tokens.json") -> Path:
    file = folder / name
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def why(read: Any, *args: Any, **options: Any) -> str:
    with pytest.raises(UnusableFile) as caught:
        read(*args, **options)
    assert f"file-{caught.value.why}" in WORDS
    return caught.value.why


def test_tokens_give_colours_through_the_names_they_refer_to(tmp_path: Path) -> None:
    look = read_theme(saved(tmp_path, TOKENS), palette(), strict=True)

    assert {"ink": "#102030", "paper": "#ffffff", "head": "#4c004c", "link": "#004080"} == dict(look.colours)
    assert "--ink: #102030;" in to_html(pages.book("vorm:ransomware"), look=look)


def test_custom_properties_do_the_same(tmp_path: Path) -> None:
    css = ":root { /* --x: y; */ --a: #123; --utrecht-document-color: var(--a); --utrecht-link-color: var(--b, hsl(210 100% 25%)) }"
    look = read_theme(saved(tmp_path, css, "theme.css"), palette())

    assert {"ink": "#112233", "link": "#004080"} == dict(look.colours)


@pytest.mark.parametrize(
    ("fore", "back"), [("#ffffff", "#ffffff"), ("#777777", "#999999"), ("#ffffff", "#000000"), ("#999999", "#ffffff")]
)
def test_a_pair_that_does_not_stand_out_falls_back_to_ours(tmp_path: Path, fore: str, back: str) -> None:
    file = saved(tmp_path, {"document": {"color": {"value": fore}, "background-color": {"value": back}}})
    look = read_theme(file, palette())

    assert () == look.colours
    assert "contrast" in [one.why for one in look.warned]
    assert "not_strict" == why(read_theme, file, palette(), strict=True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "no_theme"),
        ("{}", "no_tokens"),
        ({"knop": {"color": {"$value": "#000"}}}, "no_tokens"),
        ({"document": {"color": {"$value": "{document.color}"}}}, "no_tokens"),
        (b"\xff\xfe\x00", "no_theme"),
        ({"cybermatrix": {"font": {"regular": {"$value": "weg.woff2"}}}}, "no_font"),
        ({"cybermatrix": {"font": {"regular": {"$value": "tokens.json"}}}}, "no_font"),
    ],
)
def test_a_theme_that_is_none_is_refused(tmp_path: Path, content: Any, reason: str) -> None:
    assert reason == why(read_theme, saved(tmp_path, content), palette())


def test_a_font_that_one_brings_stands_in_the_page(tmp_path: Path) -> None:
    font = (_resources.templates_folder() / "fonts" / "atkinson-latin-400-normal.woff2").read_bytes()
    (tmp_path / "eigen.woff2").write_bytes(font)
    file = saved(tmp_path, {"cybermatrix": {"font": {"regular": {"$value": "eigen.woff2"}}}})
    look = read_theme(file, palette())

    assert [400] == [weight for weight, _ in look.faces]
    assert 'font-family: "Own"' in to_html(pages.book("vorm:ransomware"), look=look)


# --- logo ---

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def test_a_plain_drawing_is_a_logo(tmp_path: Path) -> None:
    logo = read_logo(saved(tmp_path, SVG.format('<path fill="url(#a)" d="M0 0h9"/>'), "logo.svg"))
    text = to_html(pages.book("vorm:ransomware"), look=Look(logo=logo))

    assert logo.startswith("data:image/svg+xml;base64,")
    assert f'<img class="logo" src="{logo}" alt="Logo">' in text


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<script>alert(1)</script>", "svg_active"),
        ('<rect onload="x()"/>', "svg_active"),
        ("<foreignObject/>", "svg_active"),
        ('<image xlink:href="https://example.org/a.png"/>', "svg_outside"),
        ('<image href="file:///etc/passwd"/>', "svg_outside"),
        ("<style>@import 'https://example.org/a.css'</style>", "svg_outside"),
        ('<rect fill="url(https://example.org/a.svg#b)"/>', "svg_outside"),
        ("<rect>", "no_picture"),
    ],
)
def test_a_drawing_that_does_more_is_refused(tmp_path: Path, inside: str, reason: str) -> None:
    assert reason == why(read_logo, saved(tmp_path, SVG.format(inside), "logo.svg"))


def test_a_drawing_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("&a;")

    assert "svg_active" == why(read_logo, saved(tmp_path, bomb, "logo.svg"))


def test_a_picture_of_a_hundred_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    with file.open("wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n")
        out.truncate(100_000_000)

    assert "too_large" == why(read_logo, file)
    assert "no_picture" == why(read_logo, saved(tmp_path, "<html/>", "x.svg"))


# --- templates, and the command line ---


def test_one_template_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "card.html.jinja").write_text("<p>Eigen kaart: {{ part.title }}</p>", encoding="utf-8")
    text = to_html(pages.book("vorm:ransomware"), look=Look(templates=read_templates(tmp_path)))

    assert "<p>Eigen kaart: Ransomware (gijzelsoftware)</p>" in text


def test_a_template_that_is_wrong_is_an_error_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "page.html.jinja").write_text("{{ guide.titel }}", encoding="utf-8")

    with pytest.raises(UnusableFile, match="titel"):
        to_html(pages.book("vorm:ransomware"), look=Look(templates=read_templates(tmp_path)))


def test_a_refused_logo_leaves_the_earlier_file_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logo = saved(tmp_path, SVG.format("<script/>"), "logo.svg")
    target = saved(tmp_path, "eerder", "gids.html")
    status = run(["guide", "vorm:ransomware", "-o", str(target), "--logo", str(logo)])

    assert 2 == status
    assert "geen gewone tekening" in capsys.readouterr().err
    assert "eerder" == target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("option", "name", "reason"),
    [
        ("--theme", "geen.json", "het is er niet"),
        ("--theme", "", "het is een map"),
        ("--logo", "geen.svg", "het is er niet"),
        ("--logo", "", "het is een map"),
        ("--templates", "geen", "het is er niet"),
        ("--templates", "bestand", "een deel van het pad is geen map"),
        ("--boundaries", "geen.geojson", "het is er niet"),
        ("--boundaries", "", "het is een map"),
    ],
)
def test_what_is_not_there_is_named(
    option: str, name: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its path and the reason: that it is no file, no folder, or nothing at all."""
    saved(tmp_path, "", "bestand")
    status = run(["guide", "vorm:phishing", "-o", str(tmp_path / "uit.html"), option, str(tmp_path / name)])

    assert 3 == status
    assert f"Dat lukte niet met {tmp_path / name}: {reason}." in capsys.readouterr().err
    assert not (tmp_path / "uit.html").exists()


def test_a_theme_of_which_something_is_not_used_warns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path, {"link": {"color": {"value": "#eeeeee"}}})
    target = tmp_path / "gids.html"
    status = run(["guide", "vorm:ransomware", "-o", str(target), "--theme", str(file)])

    assert 0 == status
    assert "let op: De kleur van 'link'" in capsys.readouterr().err
    assert target.is_file()
