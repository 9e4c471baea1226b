"""The small pieces of a page: a statement with what it rests on, a desk to call, a line to write on."""

from __future__ import annotations

from typing import TypeVar, dataclass_transform

from attrs import define, field

from cybermatrix.canonical import sentences
from cybermatrix.guides.fitting import divided, line, statement
from cybermatrix.model import give_repr

_T = TypeVar("_T")


@dataclass_transform(field_specifiers=(field,), kw_only_default=True, frozen_default=True)
def view(cls: type[_T]) -> type[_T]:
    """Make a frozen value that a template may print: built with keywords only, equal when its content is."""
    give_repr(cls)
    # The hash is kept, because what was worked out of a part is found again by the part.
    return define(frozen=True, kw_only=True, cache_hash=True)(cls)


@view
class Mark:
    """The one label of certainty that a reader sees: a word, and the style name for it."""

    word: str
    look: str


@view
class Cite:
    """A source by its number, which is the same in every guide of an edition."""

    number: str
    href: str
    title: str


@view
class Link:
    """
    Words that lead somewhere: to another part of the guide, or to a page of someone else.

    Attributes:
        whole: the same in full, for who hears it without what stands around it.
    """

    text: str
    href: str
    whole: str = ""


@view
class Fact:
    """
    A statement with what it rests on.

    Attributes:
        lead: a few words in front that tell what the line is about, such as a year or *Moet*.
        text: the statement.
        basis: law and article, in words.
        forms: of which forms it is said, where that is not all the page is about.
        extra: short additions, each its own small line, such as a threshold.
        mark: how sure it is; nothing for what makes no claim.
        cites: the sources.
        anchor: the id that a link leads to, where a statement has one.
        aloud: whether it is there to be said to people.
    """

    lead: str = ""
    text: str
    forms: str = ""
    basis: str = ""
    extra: tuple[str, ...] = ()
    mark: Mark | None = None
    cites: tuple[Cite, ...] = ()
    anchor: str = ""
    aloud: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The sentences of what is said aloud: on a screen one looks for the one that answers a question."""
        return tuple(sentences(self.text)) if self.aloud else ()


@view
class Facts:
    """
    Statements under a heading.

    Attributes:
        facts: the statements, the most important first.
        rest: more of them, for which there is room on a screen but not on paper.
        more: what paper says in their place.
        empty: what a page says when there are none.
        see: where more of the kind stands, on a page of its own.
    """

    heading: str
    anchor: str
    intro: str = ""
    facts: tuple[Fact, ...] = ()
    rest: tuple[Fact, ...] = ()
    more: str = ""
    empty: str = ""
    see: Link | None = None

    @property
    def stacks(self) -> tuple[tuple[Fact, ...], ...]:
        """The statements in two columns, for paper: a section that goes on overleaf is then read in its order."""
        return tuple(one for one in divided(self.facts, 2, statement) if one)


@view
class Used:
    """
    The sources of a card, by number.

    Attributes:
        facts: all that it names, for a screen; none among other cards, where each statement has its numbers.
        paper: those of the statements that paper has room for.
    """

    heading: str
    anchor: str
    facts: tuple[Fact, ...] = ()
    paper: tuple[Fact, ...] = ()


@view
class Desk:
    """How to reach someone: only what may stand on this page."""

    name: str
    purpose: str = ""
    phone: str = ""
    phone_href: str = ""
    address: str = ""
    address_href: str = ""
    hours: str = ""
    readers: str = ""
    asks: tuple[str, ...] = ()
    note: str = ""
    mark: Mark | None = None
    cites: tuple[Cite, ...] = ()


@view
class Reach:
    """A number or address in a short line; on a telephone one touches it."""

    text: str
    href: str = ""
    hours: str = ""


@view
class Desks:
    """Desks under a heading; `more` leads to where more is told about them."""

    heading: str
    anchor: str
    intro: str = ""
    more: Link | None = None
    desks: tuple[Desk, ...] = ()
    empty: str = ""


@view
class Blank:
    """A question with a line to write the answer on, or the answer where it may be shown."""

    question: str
    answer: str = ""
    tested: str = ""


@view
class Blanks:
    """Lines to write on, under a heading."""

    heading: str
    anchor: str
    columns: tuple[str, ...]
    intro: str = ""
    blanks: tuple[Blank, ...] = ()

    @property
    def stacks(self) -> tuple[tuple[Blank, ...], ...]:
        """The lines in three columns, for paper."""
        return tuple(one for one in divided(self.blanks, 3, line) if one)

    @property
    def height(self) -> int:
        """About how high the longest of those columns is, in points."""
        return max((sum(map(line, column)) for column in self.stacks), default=0)


@view
class Duty:
    """
    One row of a table of roles: who, as what, what they do, and how sure that is.

    Attributes:
        forms: of which forms it is said, where that is not all the page is about.
        note: how far it goes or what to mind, for which there is room on a screen.
    """

    who: str
    who_note: str = ""
    verb: str
    level: str
    text: str
    forms: str = ""
    extra: tuple[str, ...] = ()
    note: str = ""
    mark: Mark
    state: str = ""
    cites: tuple[Cite, ...] = ()


@view
class Duties:
    """The rows of one type of intervention; `often` names, on a screen, who does what is told once for many forms."""

    heading: str
    duties: tuple[Duty, ...]
    rest: tuple[Duty, ...] = ()
    more: str = ""
    often: str = ""


@view
class DutyTable:
    """A table of roles: one block of the chain, or what one partner is expected to do."""

    heading: str
    anchor: str
    look: str = ""
    columns: tuple[str, ...]
    groups: tuple[Duties, ...] = ()
    empty: str = ""


@view
class Often:
    """What says the same on many cards, told once on a screen."""

    heading: str
    anchor: str
    intro: str
    tables: tuple[DutyTable, ...]


@view
class Table:
    """A plain table: the first cell of a row is its heading; what is left out on paper is as in `Facts`."""

    heading: str
    anchor: str
    intro: str = ""
    look: str = ""
    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    rest: tuple[Row, ...] = ()
    more: str = ""
    empty: str = ""


@view
class Row:
    """A row of a plain table; `see` leads to where more is told of it, `anchor` to the row itself, and `note` stands under its head."""

    head: str
    href: str = ""
    cells: tuple[TableCell, ...]
    see: tuple[Link, ...] = ()
    anchor: str = ""
    note: str = ""


@view
class TableCell:
    """
    One cell of a plain table: lines of text, with what they rest on.

    Attributes:
        label: the heading of its column, for a narrow screen.
    """

    label: str
    strong: str = ""
    lines: tuple[str, ...] = ()
    basis: str = ""
    blank: bool = False
    mark: Mark | None = None
    cites: tuple[Cite, ...] = ()

    @property
    def says(self) -> str:
        """What a narrow screen puts before it: nothing before an empty cell, and no colon behind a question."""
        if not (self.strong or self.lines or self.basis or self.blank or self.mark):
            return ""
        return self.label if self.label.endswith("?") else f"{self.label}:"
