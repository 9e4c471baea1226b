"""
Small guides as a person reads them: the pages of the tiny matrix, approved once; the review is the difference.

Renew them with ``pytest tests/test_golden.py --renew`` and read what changed before you keep it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cybermatrix.guides import guide
from cybermatrix.html import _inside, to_html
from cybermatrix.theme import PLAIN

if TYPE_CHECKING:
    import cybermatrix as cm

FOLDER = Path(__file__).parent / "golden"
SMALL = {
    "gemeente": ("deventer", "nl"),
    "vorm": ("vorm:ransomware", "nl"),
    "vorm-en": ("vorm:ransomware", "en"),
    "partij": ("partij:politie", "nl"),
    "verslag": ("verslag", "nl"),
    "poster": ("poster", "nl"),
}


def body(page: str) -> str:
    """Give what stands between the styles and the end, a block a line, without empty lines and the script, which has its own file."""
    script = _inside(PLAIN, rare=False)["script"]
    assert 1 == page.count(script)
    inside = page.replace(script, "").partition("<body")[2].partition("</body>")[0]
    inside = re.sub(r"(?=<(?:/?(?:section|table|t(?:head|body)|ul|ol|figure|div)|h[1-4]|li|p|t[rhd])\b)", "\n", inside)
    lines = [re.sub(r"\s+", " ", line).strip() for line in f"<body{inside}".splitlines()]
    return "\n".join(line for line in lines if line) + "\n"


@pytest.mark.parametrize("name", SMALL)
def test_a_small_guide_is_as_it_was_approved(name: str, tiny: cm.Matrix, request: pytest.FixtureRequest) -> None:
    subject, lang = SMALL[name]
    made = body(to_html(guide(tiny, subject, lang=lang)))
    file = FOLDER / f"{name}.html"
    if request.config.getoption("--renew"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(made, encoding="utf-8")

    assert file.read_text(encoding="utf-8") == made


def test_no_approved_page_is_left_over() -> None:
    assert set(SMALL) == {file.stem for file in FOLDER.glob("*.html")}
