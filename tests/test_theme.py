"""A municipality's own look: taken where it can be read, refused with a sentence where it cannot."""

from __future__ import annotations

import base64
import io
import json
from typing import TYPE_CHECKING, Any

import pages
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from cybermatrix import _resources, html
from cybermatrix.cli import run
from cybermatrix.cli.words import WORDS
from cybermatrix.errors import UnusableFile
from cybermatrix.html import palette, read_templates, to_html
from cybermatrix.logo import read_logo
from cybermatrix.pdf import to_pdf
from cybermatrix.theme import Look, read_theme

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
    assert "--ink:#102030;" in to_html(pages.book("vorm:ransomware"), look=look)


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
        (":root { --knop-color: black }", "no_theme"),
        ("[" * 5000, "no_theme"),
        (b"\xff\xfe\x00", "no_theme"),
        ({"cybermatrix": {"font": {"regular": {"$value": "a\0b"}}}}, "no_font"),
        ({"cybermatrix": {"font": {"bold": {"$value": "https://example.org/a.woff2"}}}}, "font_outside"),
        ({"cybermatrix": {"font": {"regular": {"$value": "tokens.json"}}}}, "no_font"),
    ],
)
def test_a_theme_that_is_none_is_refused(tmp_path: Path, content: Any, reason: str) -> None:
    assert reason == why(read_theme, saved(tmp_path, content), palette())


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("{document.color}", "loop"),
        ("{a.b}", "loop"),
        ("{weg.kleur}", "no_goal"),
        ("currentColor", "no_colour"),
        ("rgb(0 0 0 / 50%)", "no_colour"),
        ("hsl(0 0% 300%)", "no_colour"),
        ({"colorSpace": "srgb", "components": [0, 0, 0], "alpha": 0.5}, "no_colour"),
        ({"colorSpace": "srgb", "components": [float("nan"), 0, 0]}, "no_colour"),
        ({"colorSpace": "srgb", "components": [float("inf"), 0, 0]}, "no_colour"),
        ({"colorSpace": "oklch", "components": [0, 0, 0], "alpha": 0.5}, "no_colour"),
        ({"colorSpace": "oklch", "components": ["rood", 0, 0]}, "no_colour"),
        ({"colorSpace": "eigen", "components": [0, 0, 0]}, "no_colour"),
        ({"$ref": "#/document/color/$value"}, "loop"),
        ({"$ref": "#/weg/kleur"}, "no_goal"),
        ({"$ref": "https://example.org/kleur"}, "no_colour"),
        ({"colorSpace": "srgb", "components": [{"$ref": "#/document/color/$value/components/0"}, 0, 0]}, "no_colour"),
        ({"colorSpace": "srgb", "components": [{"$ref": "#/document/color/$value/components/7"}, 0, 0]}, "no_colour"),
        ({"colorSpace": "srgb", "components": [[], 0, 0]}, "no_colour"),
        (7, "no_colour"),
    ],
)
def test_a_token_without_a_colour_warns_with_its_reason(tmp_path: Path, value: Any, reason: str) -> None:
    """Not that it is missing: it is there, and refers to itself, to nothing, or is no colour."""
    tokens = {"document": {"color": {"$value": value}}, "a": {"b": {"$value": "{a.c}"}, "c": {"$value": "{a.b}"}}}
    look = read_theme(saved(tmp_path, tokens), palette())

    assert () == look.colours
    assert [("document-color", reason)] == [(one.what, one.why) for one in look.warned]
    assert f"theme-{reason}" in WORDS


def test_every_way_of_writing_a_colour_counts(tmp_path: Path) -> None:
    css = ":root { --x-document-color: navy; --x-heading-level-1-color: #400040ff; --x-link-color: hsl(210deg 100% 25% / 1) }"
    tokens = {
        "document": {"color": {"$root": {"$value": {"colorSpace": "hsl", "components": [240, 100, 25.1]}}}},
        "xHeadingColor": "#400040",
        "--x-link-color": {"value": "#004080"},
    }
    expected = {"ink": "#000080", "head": "#400040", "link": "#004080"}

    assert expected == dict(read_theme(saved(tmp_path, css, "theme.css"), palette(), strict=True).colours)
    assert expected == dict(read_theme(saved(tmp_path, tokens), palette(), strict=True).colours)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("oklch(51.975% 0.17686 142.495)", "#008000"),
        ({"colorSpace": "oklch", "components": [0.51975, 0.17686, 142.495]}, "#008000"),
        ({"colorSpace": "lab", "components": [46.2775, -47.5621, 48.5837]}, "#008000"),
        ({"colorSpace": "hwb", "components": [240, 0, 49.8]}, "#000080"),
        ("color(display-p3 0.21604 0.49418 0.13151)", "#008000"),
        ({"colorSpace": "oklch", "components": ["none", 0, 0]}, "#000000"),
        ({"$ref": "#/base/blue"}, "#000080"),
        ({"$ref": "#/base/blue/$value"}, "#000080"),
        ("{base.root.$root}", "#000080"),
        ({"colorSpace": "srgb", "components": [0, 0, {"$ref": "#/base/blue/$value/components/2"}]}, "#000080"),
        ({"$ref": "#/base/a~1b"}, "#000080"),
        ({"colorSpace": "srgb", "components": {"$ref": "#/base/blue/$value/components"}}, "#000080"),
    ],
)
def test_a_colour_is_read_as_the_format_of_2025_writes_it(tmp_path: Path, value: Any, expected: str) -> None:
    """In every space, as the nearest that can be shown; by name, by JSON pointer, or in part by one."""
    blue = {"$value": {"colorSpace": "srgb", "components": [0, 0, 0.502]}}
    base = {"blue": blue, "root": {"$root": blue}, "a/b": blue}
    inside = {"document": {"color": {"$value": value}}, "base": base}
    tokens = {
        "document": {
            "color": {**value, "$type": "color"} if isinstance(value, dict) and "$ref" in value else {"$value": value}
        }
    }

    assert (("ink", expected),) == read_theme(saved(tmp_path, inside), palette(), strict=True).colours
    assert (("ink", expected),) == read_theme(saved(tmp_path, {**tokens, "base": base}), palette(), strict=True).colours


def test_pointers_that_multiply_are_no_endless_work(tmp_path: Path) -> None:
    """Twelve rows of twenty pointers to the row before: a warning, at once."""
    rows = {f"r{n}": [{"$ref": f"#/r{n - 1}"}] * 20 for n in range(1, 12)} | {"r0": [0] * 20}
    tokens = {"document": {"color": {"$value": {"colorSpace": "srgb", "components": {"$ref": "#/r11"}}}}, **rows}
    look = read_theme(saved(tmp_path, tokens), palette())

    assert [("document-color", "no_colour")] == [(one.what, one.why) for one in look.warned]


def test_a_part_of_another_name_is_another_group(tmp_path: Path) -> None:
    """A link to skip with is white on blue, and shorter by name than the link in a text."""
    css = ":root { --nl-skip-link-color: #fff; --stadhuis-link-color: #004080; --stadhuis-card-heading-color: #fff }"

    assert (("link", "#004080"),) == read_theme(saved(tmp_path, css, "theme.css"), palette(), strict=True).colours


def test_text_and_paper_come_from_one_group(tmp_path: Path) -> None:
    """The paper of another group was not chosen for this text."""
    tokens = {"document": {"color": {"value": "#102030"}}, "page": {"background-color": {"value": "#eeeeee"}}}

    assert (("ink", "#102030"),) == read_theme(saved(tmp_path, tokens), palette()).colours


def test_colours_for_the_dark_are_not_for_paper(tmp_path: Path) -> None:
    """Nor are they when they stand behind those for the light, as in the file of a whole system."""
    light, dark = (
        "--document-color: #102030; --document-background-color: white",
        "--document-color: #eee; --document-background-color: black; --heading-color: #eee",
    )
    css = f".x {{ {light} }} @media (prefers-color-scheme: dark) {{ .x {{ {dark} }} }} .x-theme--dark {{ {dark} }}"
    look = read_theme(saved(tmp_path, css, "theme.css"), palette(), strict=True)

    assert {"ink": "#102030", "paper": "#ffffff"} == dict(look.colours)


def test_sets_of_tokens_are_read_in_their_order(tmp_path: Path) -> None:
    """Names refer over the sets, without the name of the set, and a later set goes first; but for the dark."""
    tokens = {
        "merk": {"gemeente": {"blauw": {"$value": "#000080"}, "zwart": {"$value": "#333333"}}},
        "delen/pagina": {"gemeente": {"document": {"color": {"$value": "{gemeente.zwart}"}}}},
        "delen/huis": {"gemeente": {"zwart": {"$value": "{gemeente.blauw}"}}},
        "color-scheme-dark/merk": {"gemeente": {"blauw": {"$value": "#eeeeee"}}},
        "$metadata": {"tokenSetOrder": ["merk", "delen/pagina", "delen/huis", "color-scheme-dark/merk"]},
    }

    assert (("ink", "#000080"),) == read_theme(saved(tmp_path, tokens), palette(), strict=True).colours


@pytest.mark.parametrize("harm", ["cut", "overwritten"])
def test_a_font_in_broken_bytes_is_refused(tmp_path: Path, harm: str) -> None:
    font = (_resources.templates_folder() / "fonts" / "atkinson-latin-400-normal.woff2").read_bytes()
    broken = font[:6000] if harm == "cut" else font[:200] + bytes(300) + font[500:]
    saved(tmp_path, broken, "eigen.woff2")
    file = saved(tmp_path, ':root { --cybermatrix-font-regular: "eigen.woff2" }', "theme.css")

    assert "no_font" == why(read_theme, file, palette())


def test_a_font_of_a_hundred_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "groot.woff2").open("wb") as out:
        out.truncate(100_000_000)
    file = saved(tmp_path, {"cybermatrix": {"font": {"regular": {"$value": "groot.woff2"}}}})

    assert "too_large" == why(read_theme, file, palette())


def test_a_font_that_one_brings_stands_in_the_page(tmp_path: Path) -> None:
    font = (_resources.templates_folder() / "fonts" / "atkinson-latin-400-normal.woff2").read_bytes()
    (tmp_path / "eigen.woff2").write_bytes(font)
    file = saved(tmp_path, {"cybermatrix": {"font": {"regular": {"$value": "eigen.woff2"}}}})
    look = read_theme(file, palette())

    assert [400] == [weight for weight, _ in look.faces]
    assert 'font-family:"Own-' in to_html(pages.book("vorm:ransomware"), look=look)


def test_a_sheet_of_a_fixed_size_keeps_our_letter_on_paper(tmp_path: Path) -> None:
    """A wide letter of a municipality's own would need a third side for a NU-kaart, and then there is no guide."""
    font = TTFont(_resources.templates_folder() / "fonts" / "atkinson-latin-400-normal.woff2")
    for glyph, (width, side) in font["hmtx"].metrics.items():
        font["hmtx"].metrics[glyph] = (int(width * 1.4), side)
    font.flavor = None
    font.save(tmp_path / "breed.ttf")
    file = saved(tmp_path, {"cybermatrix": {"font": {"regular": "breed.ttf", "bold": "breed.ttf"}}})
    made = pages.book("s1")
    measured = {f".{type(part).template}" for part in (*made.parts, *pages.book("poster").parts) if part.sides}

    assert measured <= {*html._MEASURED}
    assert to_pdf(made, look=read_theme(file, palette())).startswith(b"%PDF")


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
        ("<style>rect { fill: URL(https://example.org/a) }</style>", "svg_outside"),
        ("<style>@IMPORT 'https://example.org/a.css'</style>", "svg_outside"),
        ("<style>@\\69mport 'https://example.org/a.css'</style>", "svg_outside"),
        ("<style>a<b/>@import 'https://example.org/a.css'</style>", "svg_outside"),
        ("<style>rect { fill: u\\72l(https://example.org/a) }</style>", "svg_outside"),
        ('<style>rect { x: image-set("https://example.org/a" 1x) }</style>', "svg_outside"),
        ('<rect style="fill: url( //example.org/a )"/>', "svg_outside"),
        ('<rect style="fill: url(a b)"/>', "svg_outside"),
        ('<g xml:base="https://example.org/"/>', "svg_outside"),
        ('<use href="https://example.org/a.svg#b"/>', "svg_outside"),
        ('<use xlink:href="a.svg#b"/>', "svg_outside"),
        ('<animateTransform attributeName="x"/>', "svg_active"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "svg_active"),
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
    assert "no_picture" == why(read_logo, saved(tmp_path, "<svg/>", "x.svg"))  # a browser draws nothing of it


def drawn(kind: str, wide: int = 60) -> bytes:
    out = io.BytesIO()
    Image.new("1" if wide > 100 else "RGB", (wide, wide)).save(out, kind)
    return out.getvalue()


def test_a_picture_that_is_whole_is_a_logo(tmp_path: Path) -> None:
    """Also one inside a drawing."""
    inside = f'<image href="data:image/png;base64,{base64.b64encode(drawn("png")).decode()}"/><use href="#a"/>'

    assert read_logo(saved(tmp_path, drawn("png"), "logo.png")).startswith("data:image/png;base64,")
    assert read_logo(saved(tmp_path, drawn("jpeg"), "logo.jpg")).startswith("data:image/jpeg;base64,")
    assert read_logo(saved(tmp_path, SVG.format(inside), "logo.svg")).startswith("data:image/svg+xml;base64,")


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_that_cannot_be_drawn_is_refused(tmp_path: Path, kind: str) -> None:
    """Not printed as an empty square: half of it is missing."""
    whole = drawn(kind)

    assert "broken_picture" == why(read_logo, saved(tmp_path, whole[:8], "logo"))
    assert "broken_picture" == why(read_logo, saved(tmp_path, whole[: len(whole) // 2], "logo"))


@pytest.mark.parametrize("wide", [4_001, 13_500])
def test_a_picture_of_few_bytes_and_many_dots_is_refused(tmp_path: Path, wide: int) -> None:
    """Drawing it would fill the memory."""
    assert "too_wide" == why(read_logo, saved(tmp_path, drawn("png", wide), "logo.png"))


# --- templates, and the command line ---


def test_one_template_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "card.html.jinja").write_text("<p>Eigen kaart: {{ part.title }}</p>", encoding="utf-8")
    text = to_html(pages.book("vorm:ransomware"), look=Look(templates=read_templates(tmp_path)))

    assert "<p>Eigen kaart: Ransomware (gijzelsoftware)</p>" in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<p>\n{{ part.titel }}", r"parts/card.html.jinja, 2: .*'titel'"),
        ("{{ 1 / 0 }}", "parts/card.html.jinja, 1: division by zero"),
        ("{% for one in 7 %}{% endfor %}", "parts/card.html.jinja, 1: 'int' object is not iterable"),
        ("{% include 'geen.html.jinja' %}", "parts/card.html.jinja, 1: geen.html.jinja"),
        ("\n{% if part %}", r"parts/card.html.jinja, 2: .*'if'"),
        ("\ud800".encode("utf-8", "surrogatepass"), "can't decode"),
    ],
)
def test_a_template_that_is_wrong_is_an_error_with_its_place(tmp_path: Path, text: str | bytes, told: str) -> None:
    """And with its reason, whatever that is."""
    (tmp_path / "parts").mkdir()
    saved(tmp_path, text, "parts/card.html.jinja")

    with pytest.raises(UnusableFile, match=told) as caught:
        to_html(pages.book("vorm:ransomware"), look=Look(templates=read_templates(tmp_path)))
    assert "template" == caught.value.why


def test_a_template_that_is_never_used_is_told(tmp_path: Path) -> None:
    """Its name has a typing error, or belongs to nothing; one that another includes may be called as one likes."""
    (tmp_path / "parts").mkdir()
    saved(tmp_path, "<p>Eigen</p>", "parts/kaart.html.jinja")

    assert "no_such_template" == why(read_templates, tmp_path)
    saved(tmp_path, "{% include 'parts/kaart.html.jinja' %}", "parts/card.html.jinja")
    look = Look(templates=read_templates(tmp_path))
    assert "<p>Eigen</p>" in to_html(pages.book("vorm:ransomware"), look=look)


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


def test_a_strict_reading_says_why_before_it_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path, {"document": {"color": "{weg}"}, "link": {"color": "#eee"}})
    status = run(["guide", "vorm:ransomware", "-o", str(tmp_path / "uit.html"), "--theme", str(file), "--strict"])
    told = capsys.readouterr().err

    assert 2 == status
    assert "'document-color' verwijst naar 'weg', en dat staat niet in het thema" in told
    assert "De kleur van 'link' uit het thema steekt te weinig af (1,0:1, nodig is 4,5:1)" in told
    assert "is niet in zijn geheel bruikbaar: document-color, link." in told
    assert not (tmp_path / "uit.html").exists()
