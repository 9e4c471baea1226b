"""
The same guides by others: our pages printed by Chromium, and the same text, tables and drawings set by Typst.

    python benchmarks/typesetting.py chromium OUT PAGE.html…
    python benchmarks/typesetting.py typst OUT PAGE_FOR_PAPER.html…

One process is one worker; it makes one guide to warm up, and prints a line of JSON about the others.
"""

from __future__ import annotations

import json
import os
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

VOID = {"br", "col", "meta", "rect"}
CODE = {"ul", "ol", "table", "thead", "tbody", "tr", "colgroup", "svg", "title"}  # where Typst takes no text
WRAPS = {"strong": ("#strong[", "]"), "p": ("\n\n", "\n\n"), "ul": ("\n#list(", ")\n"), "ol": ("\n#enum(", ")\n")}


class Typeset(HTMLParser):
    """A page for paper as a Typst document: every heading, text, list, table, link and drawing, in the same order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.out: list[str] = []
        self.title = ""
        self._drawing: list[str] | None = None
        self._columns = 0
        self._quiet = True
        self._ids: set[str] = set()
        self._open: list[str] = []
        self._closing: list[str] = []
        self._targets = set(_ids(html))
        self.feed(html)

    def document(self) -> str:
        """Give the whole, with running head, page numbers and the language that tags need."""
        head = (
            f"#set document(title: {_string(self.title)})\n"
            '#set page(paper: "a4", margin: 18mm, header: [Cybergids], '
            "footer: context [blz. #counter(page).display() van #counter(page).final().first()])\n"
            '#set text(lang: "nl", size: 10pt)\n'
        )
        return head + "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag is in Typst; a drawing is copied as it is."""
        found = {key: value or "" for key, value in attrs}
        if tag == "svg":
            self._drawing = []
        if self._drawing is not None:
            # The parser gives names in small letters, which the view of a drawing does not bear.
            given = "".join(f" {'viewBox' if k == 'viewbox' else k}='{_escaped(v)}'" for k, v in found.items())
            space = " xmlns='http://www.w3.org/2000/svg'" if tag == "svg" else ""
            self._drawing.append(f"<{tag}{space}{given}>")
            return
        if tag == "body":
            self._quiet = False
        if tag == "title":
            self._open.append(tag)
        if self._quiet:
            return
        if tag == "section" and "part" in found.get("class", "").split():
            self.out.append("\n#pagebreak(weak: true)\n")
        closing = ""
        if tag == "br":
            self.out.append("#linebreak()")
        elif tag[0] == "h" and tag[1:].isdigit():
            self.out.append(f"\n#heading(level: {tag[1]})[")
            closing = "]\n"
        elif tag == "a":
            target = found.get("href", "")
            inside = target.startswith("#")
            if inside and target[1:] in self._targets:
                self.out.append(f"#link(label({_string(target[1:])}))[")
                if "page" in found.get("class", "").split():
                    self.out.append(f"#context counter(page).at(label({_string(target[1:])})).first()")
            elif inside:
                self.out.append("#[")
            else:
                self.out.append(f"#link({_string(target)})[")
            closing = "]"
        elif tag == "table":
            self.out.append("\n#table(columns: COLUMNS,")
            self._columns = 0
            closing = ")\n"
        elif tag == "thead":
            self.out.append("table.header(")
            closing = "),"
        elif tag in {"td", "th"}:
            span = int(found.get("colspan", "1"))
            self._columns += span if "tr1" in self._open else 0
            self.out.append(f"table.cell(colspan: {span})[")
            closing = "],"
        elif tag == "li":
            self.out.append("[")
            closing = "],"
        elif tag in WRAPS:
            self.out.append(WRAPS[tag][0])
            closing = WRAPS[tag][1]
        if found.get("id") and found["id"] not in self._ids and tag not in CODE:
            self._ids.add(found["id"])
            self.out.append(f'#[#metadata("")#label({_string(found["id"])})]')
        if tag == "tr":
            tag = "tr" if self._columns else "tr1"
        if tag not in VOID:
            self._open.append(tag)
            self.out.append("")
            self._closing.append(closing)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        if self._drawing is not None:
            self._drawing.append(f"</{tag}>")
            if tag == "svg":
                drawn = "".join(self._drawing)
                self._drawing = None
                self.out.append(f'\n#image(bytes({_string(drawn)}), format: "svg", width: 100%, alt: "Beeld")\n')
            return
        if tag == "title" and self._quiet:
            self._open.pop()
        if self._quiet or tag in VOID:
            return
        if tag == "table":
            at = max(number for number, text in enumerate(self.out) if "columns: COLUMNS" in text)
            self.out[at] = self.out[at].replace("COLUMNS", str(max(1, self._columns)))
        if self._open:
            self._open.pop()
            self.out.append(self._closing.pop())

    def handle_data(self, data: str) -> None:
        """Take over the words."""
        if self._drawing is not None:
            self._drawing.append(_escaped(data))
        elif self._quiet:
            self.title += data if self._open == ["title"] else ""
        elif self._open and self._open[-1] in {"ul", "ol", "table", "thead", "tbody", "tr", "tr1", "colgroup"}:
            pass  # blanks between
        elif data.strip():
            space = [" " if data[0].isspace() else "", " " if data[-1].isspace() else ""]
            self.out.append(f"{space[0]}#text({_string(' '.join(data.split()))}){space[1]}")
        else:
            self.out.append(" ")


def _ids(html: str) -> list[str]:
    import re  # noqa: PLC0415

    rows = set(re.findall(rf'<(?:{"|".join(CODE)})\b[^>]* id="([^"]+)"', html))
    return [key for key in re.findall(r' id="([^"]+)"', html) if key not in rows]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;")


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def typst(out: Path, pages: list[Path]) -> dict[str, Any]:
    """Set every page; the text of a document is made before the clock starts, what is warm stays so."""
    import typst as engine  # noqa: PLC0415

    made = [(path, Typeset(path.read_text(encoding="utf-8")).document().encode()) for path in pages]

    def one(path: Path, text: bytes) -> None:
        (out / f"{path.stem}.pdf").write_bytes(engine.Compiler(text).compile(format="pdf", pdf_standards=["ua-1"]))

    one(*made[0])
    began = time.perf_counter()
    for pair in made[1:]:
        one(*pair)
    return {"count": len(made) - 1, "seconds": time.perf_counter() - began}


def chromium(out: Path, pages: list[Path]) -> dict[str, Any]:
    """Print every page with one browser that stays open; what its processes take is read from /proc, they outlive a count."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def one(path: Path) -> None:
            page = browser.new_page()
            page.goto(path.resolve().as_uri())
            page.pdf(path=str(out / f"{path.stem}.pdf"), format="A4", tagged=True, outline=True)
            page.close()

        one(pages[0])
        began = time.perf_counter()
        for path in pages[1:]:
            one(path)
        seconds = time.perf_counter() - began
        memory = _largest(os.getpid())
        browser.close()
    return {"count": len(pages) - 1, "seconds": seconds, "memory": memory}


def _largest(root: int) -> float:
    """Give the most memory that one process below another ever held, in MiB."""
    parents: dict[int, int] = {}
    peaks: dict[int, float] = {}
    for entry in Path("/proc").glob("[0-9]*/status"):
        try:
            said = dict(line.split(":", 1) for line in entry.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        number = int(entry.parent.name)
        parents[number] = int(said["PPid"])
        peaks[number] = int(said.get("VmHWM", "0 kB").split()[0]) / 1024
    below = {root}
    for _ in range(8):
        below |= {number for number, parent in parents.items() if parent in below}
    return max(peaks[number] for number in below if number in peaks)


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    work = {"chromium": chromium, "typst": typst}[sys.argv[1]]
    print(json.dumps(work(folder, list(map(Path, sys.argv[3:])))))
