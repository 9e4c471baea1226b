"""The rules that a page can be held to by reading it: its structure, its names, its links, and what it asks of the network."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

from attrs import define

_EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
# What may stay open, for the next thing closes it.
_OPEN = frozenset(["li", "dt", "dd", "p", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "colgroup"])
_FIELDS = frozenset(("input", "select", "textarea"))
_ADDRESSES = ("src", "srcset", "data", "poster", "xlink:href")
_LEADS_OUT = re.compile(r"@import|url\(\s*[\"']?(?!data:|#)[^\"')]", re.IGNORECASE)

# By the id of a rule: the criterion of WCAG that it is a part of, or none.
RULES: dict[str, str] = {
    "language": "3.1.1",
    "title": "2.4.2",
    "zoom": "1.4.4",
    "landmark": "1.3.1",
    "skip": "2.4.1",
    "headings": "1.3.1",
    "alternative": "1.1.1",
    "field": "4.1.2",
    "name": "2.4.4",
    "table": "1.3.1",
    "id": "4.1.2",
    "link": "2.4.5",
    "nesting": "",
    "outside": "",
}


@define(frozen=True)
class Finding:
    """
    One place where a file breaks a rule.

    Attributes:
        rule: the id of the rule.
        what: what was found there, as it stands in the file or as the checker says it.
        where: the line of a page, or the object of a PDF.
    """

    rule: str
    what: str
    where: str


def findings(text: str) -> tuple[Finding, ...]:
    """Give every place where a page breaks one of the `RULES`, in the order of the page; what is about the whole comes last."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return tuple(reader.found())


@define
class _Open:
    """A tag that is still open, and what is said in it so far."""

    tag: str
    line: int
    attrs: dict[str, str]
    said: str = ""
    parts: int = 0


class _Reader(HTMLParser):
    """Walks over a page once and notes what breaks a rule."""

    def __init__(self) -> None:
        super().__init__()
        self._stack: list[_Open] = []
        self._findings: list[Finding] = []
        self._ids: dict[str, int] = {}
        self._links: list[tuple[str, int]] = []
        self._labels: set[str] = set()
        self._fields: list[tuple[str, dict[str, str], int]] = []
        self._levels: list[tuple[int, int]] = []
        self._seen: dict[str, str] = {}
        self._mains = 0

    # --- walking ---

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        line = self.getpos()[0]
        self._look(tag, found, line)
        if tag not in _EMPTY:
            self._stack.append(_Open(tag, line, found))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, {key: value or "" for key, value in attrs}, self.getpos()[0])

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if all(one.tag != tag for one in self._stack):
            self._note("nesting", f"</{tag}>", self.getpos()[0])
            return
        while True:
            closed = self._stack.pop()
            self._leave(closed)
            if closed.tag == tag:
                return
            if closed.tag not in _OPEN:
                self._note("nesting", f"<{closed.tag}>", closed.line)

    def handle_data(self, data: str) -> None:
        if self._stack:
            self._stack[-1].said += data

    # --- looking ---

    def _note(self, rule: str, what: str, line: int) -> None:
        self._findings.append(Finding(rule, what[:200], str(line)))

    def _look(self, tag: str, attrs: dict[str, str], line: int) -> None:
        if key := attrs.get("id"):
            if key in self._ids:
                self._note("id", key, line)
            self._ids.setdefault(key, line)
        for name in _ADDRESSES:
            if attrs.get(name, "data:").strip()[:5].lower() not in ("data:", ""):
                self._note("outside", f'{name}="{attrs[name]}"', line)
        if tag == "link" and not attrs.get("href", "").startswith("data:"):
            self._note("outside", f'href="{attrs.get("href", "")}"', line)
        if _LEADS_OUT.search(attrs.get("style", "")):
            self._note("outside", attrs["style"], line)
        if tag == "html":
            self._seen["language"] = attrs.get("lang", "")
        elif tag == "main":
            self._mains += 1
            self._seen["main"] = attrs.get("id", "")
        elif tag == "meta" and attrs.get("name") == "viewport":
            if re.search(r"user-scalable\s*=\s*no|maximum-scale\s*=\s*[01](?![0-9])", attrs.get("content", "")):
                self._note("zoom", attrs["content"], line)
        elif tag == "img" and "alt" not in attrs:
            self._note("alternative", "<img>", line)
        elif tag == "a" and attrs.get("href", "").startswith("#"):
            self._links.append((attrs["href"][1:], line))
        elif tag == "label":
            self._labels.add(attrs.get("for", ""))
        elif tag in _FIELDS and attrs.get("type") not in ("hidden", "submit", "button"):
            self._fields.append((tag, attrs, line))
        elif re.fullmatch("h[1-6]", tag):
            self._levels.append((int(tag[1]), line))
        elif tag == "th" and "scope" not in attrs and not self._is_in("svg"):
            self._note("table", "<th>", line)

    def _is_in(self, tag: str) -> bool:
        return any(one.tag == tag for one in self._stack)

    def _leave(self, closed: _Open) -> None:
        tag, said = closed.tag, closed.said.strip()
        if tag == "title" and not self._is_in("svg"):
            self._seen["title"] = said
        elif tag == "title":
            for one in self._stack:
                if one.tag == "svg":
                    one.attrs.setdefault("named", said)
        elif tag == "svg" and not (
            closed.attrs.get("named") or closed.attrs.get("aria-label") or closed.attrs.get("aria-hidden") == "true"
        ):
            self._note("alternative", "<svg>", closed.line)
        elif tag in ("a", "button") and not (said or closed.attrs.get("aria-label")):
            self._note("name", f"<{tag}>", closed.line)
        elif tag == "style" and (outside := _LEADS_OUT.search(closed.said)):
            self._note("outside", outside[0], closed.line)
        if self._stack and tag not in ("style", "script"):
            self._stack[-1].said += closed.said

    def found(self) -> list[Finding]:
        """Give what was noted on the way, and then what is known only at the end."""
        for one in self._stack:
            if one.tag not in _OPEN:
                self._note("nesting", f"<{one.tag}>", one.line)
        for rule in ("language", "title"):
            if not self._seen.get(rule):
                self._note(rule, "", 1)
        if self._mains != 1:
            self._note("landmark", f"<main>: {self._mains}", 1)
        if not self._links or self._links[0][0] != self._seen.get("main"):
            self._note("skip", "", 1)
        levels = [level for level, _ in self._levels]
        if levels[:1] != [1] or levels.count(1) != 1:
            self._note("headings", f"h1: {levels.count(1)}", 1)
        for (before, _), (after, line) in pairwise(self._levels):
            if after > before + 1:
                self._note("headings", f"h{before}, h{after}", line)
        for goal, line in self._links:
            if goal not in self._ids:
                self._note("link", f"#{goal}", line)
        for tag, attrs, line in self._fields:
            if attrs.get("id", "") not in self._labels and not attrs.get("aria-label"):
                self._note("field", f"<{tag}>", line)
        return self._findings
