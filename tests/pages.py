"""Guides of the shipped matrix, each made once for all tests that look at pages."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import cybermatrix as cm
from cybermatrix.guides import Guide, guide
from cybermatrix.html import to_html
from cybermatrix.matrix import Base, Matrix
from cybermatrix.model import Channel, Data, Overlay, Slot, changed
from cybermatrix.pdf import to_pdf
from cybermatrix.pdf.composing import Memory

if TYPE_CHECKING:
    from cybermatrix.lately import Shelf

KINDS = ("deventer", "partij:politie", "vorm:ransomware", "situatie:s1")


@cache
def matrix() -> Matrix:
    return cm.load()


@cache
def book(subject: str, lang: str = "nl") -> Guide:
    return guide(matrix(), subject, lang=lang)


@cache
def screen(subject: str, lang: str = "nl") -> str:
    return to_html(book(subject, lang))


# Where the parts of papers are kept, for the tests of all workers: see `conftest`.
PIECES: Shelf = Memory()


@cache
def paper(subject: str, lang: str = "nl") -> bytes:
    return to_pdf(book(subject, lang), shelf=PIECES)


def of(data: Data) -> Matrix:
    """Give a matrix of changed data."""
    return Matrix(Base(data))


def with_overlay(phone: str, answer: str, place: str = "deventer") -> Matrix:
    """Give the shipped matrix with a municipality's own internal channel and an answered question."""
    own = Channel(id="eigen", name="Eigen piket", phone=phone, visibility="intern", verification="verified")
    slot = Slot(id="slot-oov-piket", name="Wie is piket OOV of crisisbeheersing?", visibility="intern", answer=answer)
    return of(changed(matrix().data, overlays=(Overlay(municipality=place, channels=(own,), slots=(slot,)),)))


class Page(HTMLParser):
    """What a test wants to know of a page: its text, ids, links, headings and what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if found.get("id"):
            self.ids.append(found["id"] or "")
        if tag == "a":
            self.links.append(found.get("href") or "")
        elif tag == "link":
            self.fetched.append(found.get("href") or "")
        if found.get("src"):
            self.fetched.append(found["src"] or "")

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["script"] and "@font-face" not in data:  # the one script stands last, and says nothing
            self.said.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.said))


@cache
def page(subject: str) -> Page:
    return Page(screen(subject))
