"""The parts of a guide: one class per kind of part, each complete before a template sees it."""

from __future__ import annotations

from typing import ClassVar

from cybermatrix.guides.pieces import (
    Blank,
    Blanks,
    Cite,
    Desks,
    DutyTable,
    Fact,
    Facts,
    Link,
    Mark,
    Table,
    view,
)


@view
class Part:
    """
    A piece of a guide that starts on a page of its own and can be laid out by itself.

    Attributes:
        anchor: the id that links lead to; it never changes.
        title: the heading.
        feedback: whom to tell when something here is wrong, with the id filled in.
    """

    template: ClassVar[str]
    anchor: str
    title: str
    feedback: str = ""

    @property
    def file(self) -> str:
        """The template that prints it."""
        return f"parts/{self.template}.html.jinja"


@view
class Cover(Part):
    """What this is: for whom, which edition, how sure, and where to go when something is happening now."""

    template: ClassVar[str] = "cover"
    lines: tuple[str, ...]
    urgent: Link | None
    urgent_page: str
    status: str
    facts: tuple[Fact, ...]
    sure_heading: str
    sure: tuple[Count, ...]
    sure_note: str
    how: tuple[str, ...]


@view
class Count:
    """How many statements are this sure."""

    number: str
    mark: Mark
    meaning: str


@view
class Contents(Part):
    """Where everything stands; page numbers are the printer's work."""

    template: ClassVar[str] = "contents"
    page_heading: str
    name_heading: str
    groups: tuple[ContentsGroup, ...]


@view
class ContentsGroup:
    """Some lines of the contents under a small heading."""

    heading: str
    links: tuple[Link, ...]


@view
class Now(Part):
    """Something is going on: which card, which numbers, and whom of your own."""

    template: ClassVar[str] = "now"
    intro: str
    situations_heading: str
    page_heading: str
    columns: tuple[str, ...]
    situations: tuple[SituationLine, ...]
    desks: tuple[Desks, ...]
    own: Blanks


@view
class SituationLine:
    """One situation in the words that people use, and where its card is."""

    code: str
    link: Link
    said: tuple[str, ...]


@view
class DeskList(Part):
    """Every desk in full, each once: whom to call for what."""

    template: ClassVar[str] = "desks"
    intro: str
    groups: tuple[Desks, ...]


@view
class Rights(Part):
    """What is yours: must, may, can, may not."""

    template: ClassVar[str] = "rights"
    intro: str
    sections: tuple[Facts, ...]


@view
class Around(Part):
    """Who is who around a municipality, by name."""

    template: ClassVar[str] = "around"
    intro: str
    groups: tuple[Bodies, ...]


@view
class Bodies:
    """Some of the bodies around a municipality."""

    heading: str
    anchor: str
    columns: tuple[str, ...]
    bodies: tuple[Body, ...]
    blanks: tuple[str, ...] = ()


@view
class Body:
    """Someone around a municipality: what for, how to reach, according to whom."""

    name: str
    purpose: str
    reach: tuple[str, ...] = ()
    link: Link | None = None
    blank: Blank | None = None
    sure: str = ""
    mark: Mark | None = None


@view
class MatrixTable(Part):
    """The whole matrix with names instead of letters; printed on landscape pages."""

    template: ClassVar[str] = "matrix"
    intro: str
    notes: tuple[str, ...]
    caption: str
    span: str
    columns: tuple[MatrixColumn, ...]
    first_column: str
    groups: tuple[MatrixGroup, ...]


@view
class MatrixColumn:
    """A block of the chain."""

    name: str
    look: str


@view
class MatrixGroup:
    """A family of crime forms."""

    heading: str
    rows: tuple[MatrixRow, ...]


@view
class MatrixRow:
    """A crime form: per block who plays which role."""

    name: str
    href: str
    squares: tuple[Square, ...]


@view
class Square:
    """One square: names per verb, or why there are none."""

    label: str
    look: str = ""
    says: tuple[Said, ...] = ()
    empty: str = ""


@view
class Said:
    """A verb and the names that go with it."""

    verb: str
    names: str


@view
class Limits(Part):
    """What you may not do, and what then."""

    template: ClassVar[str] = "limits"
    intro: str
    tables: tuple[Table, ...]
    sections: tuple[Facts, ...]


@view
class Open(Part):
    """What has not been laid down yet."""

    template: ClassVar[str] = "open"
    intro: str
    tables: tuple[Table, ...]
    sections: tuple[Facts, ...]
    own: Blanks | None


@view
class General(Part):
    """What holds for every crime form, so that the cards need not repeat it."""

    template: ClassVar[str] = "general"
    intro: str
    tables: tuple[DutyTable, ...]


@view
class Card(Part):
    """One crime form: what it is, what to do first, who does what, and what is still open."""

    template: ClassVar[str] = "card"
    family: str
    known_as: str
    what: Fact
    candidate: str
    jump: tuple[Link, ...]
    first: tuple[Facts, ...]
    desks: Desks
    roles_heading: str
    roles_intro: str
    general: Link | None
    tables: tuple[DutyTable, ...]
    none: Facts | None
    sections: tuple[Facts, ...]
    open: Facts
    sources: Facts


@view
class SituationCard(Part):
    """A NU-kaart: what to do, by the clock."""

    template: ClassVar[str] = "situation"
    code: str
    when_heading: str
    said: tuple[str, ...]
    not_for_heading: str
    not_for: tuple[Elsewhere, ...]
    noticed: str
    clocks: tuple[Clock, ...]
    decisions: Table
    donts: Table
    scale: Blanks | None
    desks: Desks
    words: Facts
    own: Blanks
    missing: Facts
    log_heading: str
    log_columns: tuple[str, ...]
    log_lines: tuple[str, ...]
    also: Facts
    forms_heading: str
    forms: tuple[Link, ...]
    legal: str
    sources: Facts


@view
class Elsewhere:
    """It is another situation: how one sees that, and which card then."""

    reason: str
    link: Link


@view
class Clock:
    """What to do within a time."""

    heading: str
    anchor: str
    steps: tuple[Do, ...]


@view
class Do:
    """One step: who, what, along which desk or blank, and what it rests on."""

    number: str
    who: str
    blank: str
    answer: str
    spoken_to: str
    text: str
    force: str
    basis: str
    extra: tuple[str, ...]
    via: tuple[str, ...]
    mark: Mark
    cites: tuple[Cite, ...]


@view
class PartnerCard(Part):
    """One partner: what is expected of it."""

    template: ClassVar[str] = "partner"
    intro: str
    facts: tuple[Fact, ...]
    desks: Desks
    roles_heading: str
    roles_intro: str
    tables: tuple[DutyTable, ...]
    sections: tuple[Facts, ...]
    sources: Facts


@view
class Sources(Part):
    """The sources that the other parts name, and the laws as they were read."""

    template: ClassVar[str] = "sources"
    intro: str
    heading: str
    sources: tuple[SourceLine, ...]
    laws_heading: str
    laws: tuple[LawLine, ...]


@view
class SourceLine:
    """One source, by its number."""

    number: str
    anchor: str
    title: str
    details: str
    url: str
    href: str


@view
class LawLine:
    """One law, with the text that was read."""

    name: str
    href: str
    details: str


@view
class Colophon(Part):
    """Edition, date, licence, credits, and what this guide is not."""

    template: ClassVar[str] = "colophon"
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...]
    credits_heading: str
    credits: tuple[str, ...]
    words: Facts


@view
class Running:
    """What stands on top and at the foot of every printed page."""

    guide: str
    edition: str
    audience: str
    page: str
    of: str


@view
class Guide:
    """
    A guide: a tuple of parts, with what every page says.

    Attributes:
        kind: ``gemeente``, ``partij``, ``vorm``, ``situatie`` or ``regio``.
        id: which one.
        title: what it is called.
        lang: the language of its words.
        edition, date, status, contact: which issue this is, and whom to tell when it is wrong.
        audience: the word for public or internal that stands on every page.
        internal: whether it holds what only the municipality itself may see.
        running: running heads.
        skip: the words of the skip link.
        description: what the guide is about, in one sentence.
        parts: what it is made of, in order.
    """

    kind: str
    id: str
    title: str
    subtitle: str
    lang: str
    edition: str
    date: str
    status: str
    contact: str
    audience: str
    internal: bool
    running: Running
    skip: str
    description: str
    parts: tuple[Part, ...]

    def __repr__(self) -> str:
        return f"<Guide {self.kind}:{self.id} {self.edition}: {len(self.parts)} parts>"
