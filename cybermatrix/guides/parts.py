"""The parts of a guide: one class per kind of part, each complete before a template sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cybermatrix.guides.fitting import divided, room
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
    Often,
    Reach,
    Table,
    Used,
    view,
)

if TYPE_CHECKING:
    from cybermatrix.charts import Picture


@view
class Part:
    """
    A piece of a guide that starts on a page of its own and can be laid out by itself.

    Attributes:
        anchor: the id that links lead to; it never changes.
        title: the heading.
        feedback: whom to tell when something here is wrong, with the id filled in.
        picture: what is seen at a glance; it says nothing that the words do not say.
        sides: how many sides of paper it must fit; 0 is as many as it takes.
    """

    template: ClassVar[str]
    anchor: str
    title: str
    feedback: str = ""
    picture: Picture | None = None
    sides: ClassVar[int] = 0

    @property
    def look(self) -> str:
        """The style name that tells it apart from others with its template, if it has one."""
        return ""

    @property
    def file(self) -> str:
        """The template that prints it."""
        return f"parts/{self.template}.html.jinja"


@view
class Cover(Part):
    """
    What this is: for whom, which edition, how sure, where to go when something is happening now, and where all stands.

    Attributes:
        screen: what paper calls the same guide on a screen, and the file that it is.
    """

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
    screen: str
    contents: Contents | None = None


@view
class Count:
    """How many statements are this sure."""

    number: str
    mark: Mark
    meaning: str


@view
class Contents:
    """Where everything stands; page numbers are the printer's work."""

    heading: str
    anchor: str
    page_heading: str
    groups: tuple[ContentsGroup, ...]

    @property
    def columns(self) -> tuple[tuple[ContentsGroup, ...], ...]:
        """The groups in three columns, for paper; a long one goes on in the next without its heading, and never with a line or two."""
        most = -(-sum(len(group.links) for group in self.groups) // 3)
        shares = []
        for group in self.groups:
            pieces = max(1, -(-(len(group.links) - 2) // most))
            size = -(-len(group.links) // pieces)
            shares += [
                ContentsGroup(heading="" if start else group.heading, links=group.links[start : start + size])
                for start in range(0, len(group.links), size)
            ]
        return divided(shares, 3, lambda share: len(share.links) + 2)


@view
class ContentsGroup:
    """Some lines of the contents under a small heading."""

    heading: str
    links: tuple[Link, ...]


@view
class Directory(Part):
    """The guides of a publication, sort by sort, each as a page and on paper."""

    template: ClassVar[str] = "directory"
    intro: str
    groups: tuple[DirectoryGroup, ...]


@view
class DirectoryGroup:
    """Guides of one sort."""

    heading: str
    anchor: str
    guides: tuple[DirectoryLine, ...]


@view
class DirectoryLine:
    """One guide: the links to it, as many as there are files."""

    links: tuple[Link, ...]


@view
class Now(Part):
    """
    Something is going on: which card, which numbers, and whom of your own.

    Attributes:
        press_text: which words one may say to the press at once.
        said: those words, of each card that has some.
        press: the message to the press, which takes longer.
    """

    template: ClassVar[str] = "now"
    intro: str
    situations_heading: str
    page_heading: str
    situations: tuple[SituationLine, ...]
    desks: tuple[Desks, ...]
    own: Blanks
    press_heading: str = ""
    press_text: str = ""
    said: tuple[Link, ...] = ()
    press: Link | None = None


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
class Page(Part):
    """
    A page of tables, statements, texts and lines to write on, in the order of its blocks.

    Attributes:
        kind: the style name of the page.
        jump: where in it one finds what; none on a page that is read from its beginning.
    """

    template: ClassVar[str] = "page"
    kind: str
    intro: str
    blocks: tuple[Block, ...]
    jump_heading: str = ""
    jump: tuple[Link, ...] = ()

    @property
    def look(self) -> str:
        """What kind of page it is."""
        return self.kind

    @property
    def own(self) -> tuple[Block, ...]:
        """What is of the municipality itself, above the picture."""
        return tuple(one for one in self.blocks if one.is_own)

    @property
    def others(self) -> tuple[Block, ...]:
        """What is not of the municipality alone, below the picture."""
        return tuple(one for one in self.blocks if not one.is_own)


@view
class Block:
    """
    One piece of a page: just one of its pieces is filled.

    Attributes:
        is_own: whether it is about the municipality itself, which comes before what holds everywhere.
    """

    table: Table | None = None
    facts: Facts | None = None
    desks: Desks | None = None
    blanks: Blanks | None = None
    text: Text | None = None
    is_own: bool = False


@view
class Text:
    """
    A text that a reader takes over into a document of their own.

    Attributes:
        note: how long it is, or where it goes.
        paragraphs: the text itself.
        rests: what it rests on, in small print; not part of what is taken over.
        unsaid: what one must not say, which one reads before the text.
    """

    heading: str
    anchor: str
    note: str
    paragraphs: tuple[str, ...]
    rests: str = ""
    unsaid: str = ""


@view
class Roads(Part):
    """The four roads of the CCV: your role, what to do, who helps, and a sentence for your plan."""

    template: ClassVar[str] = "roads"
    intro: str
    roads: tuple[Road, ...]


@view
class Road:
    """One road."""

    heading: str
    anchor: str
    role_heading: str
    role: tuple[Fact, ...]
    actions_heading: str
    actions: tuple[Fact, ...]
    help_heading: str
    help: tuple[Said, ...]
    no_help: str
    cards_heading: str
    cards: tuple[Link, ...]
    plan_heading: str
    plan: str


@view
class Around(Part):
    """
    Who is who around a municipality, by name.

    Attributes:
        first: the base team and the district, which one looks for most; a screen begins with them.
    """

    template: ClassVar[str] = "around"
    intro: str
    columns: tuple[str, ...]
    more: str
    groups: tuple[Bodies, ...]
    first: tuple[Body, ...] = ()


@view
class Bodies:
    """Some of the bodies around a municipality; `rest` is for the screen."""

    heading: str
    anchor: str
    bodies: tuple[Body, ...]
    rest: tuple[Body, ...] = ()
    blanks: tuple[str, ...] = ()


@view
class Body:
    """
    Someone around a municipality: what for, how to reach, according to whom.

    Attributes:
        short: how other pages call it, where its name does not say that.
    """

    name: str
    purpose: str
    reach: tuple[Reach, ...] = ()
    link: Link | None = None
    blank: Blank | None = None
    sure: str = ""
    mark: Mark | None = None
    short: str = ""


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
    elsewhere: Link | None = None  # where other abbreviations are spelled out


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
    """A crime form: per block who leads or does the work."""

    name: str
    href: str
    squares: tuple[Square, ...]


@view
class Square:
    """
    One square of the matrix.

    Attributes:
        lead: who leads, or decides by law; printed bold.
        names: who does the work.
        more: how many others have a role.
        empty: why there is nobody: not laid down, not applicable, or not their task.
    """

    label: str
    look: str = ""
    lead: str = ""
    names: str = ""
    more: str = ""
    empty: str = ""


@view
class Said:
    """A verb and the names that go with it."""

    verb: str
    names: str


@view
class General(Part):
    """What holds for every crime form, so that the cards need not repeat it."""

    template: ClassVar[str] = "general"
    intro: str
    tables: tuple[DutyTable, ...]
    words: Facts
    often: Often | None = None


@view
class Card(Part):
    """
    One crime form: what it is, what to do first, who does what, and what is still open.

    Attributes:
        years: its figures over the years, a picture for each series.
        size: the style name of a larger letter, for what then still fits on two sides.
    """

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
    sources: Used
    years: tuple[Picture, ...] = ()
    often: Link | None = None
    size: str = ""

    @property
    def look(self) -> str:
        """How large its letter is."""
        return self.size

    @property
    def halves(self) -> tuple[tuple[Facts, ...], ...]:
        """The sections in two columns, for paper."""
        return divided(self.sections, 2, room)


@view
class SituationCard(Part):
    """
    A NU-kaart: one sheet, two sides, in an order that never changes.

    The front holds what to do by the clock and what to decide; the back what not to do, whom to call, and the log.

    Attributes:
        sheet: the name of the card, such as *NU-kaart S1*.
        edition: which edition and how far adopted, for a sheet that lies loose.
        first: whom to call first, so that it is found within ten seconds.
        noticed: a line for when it was noticed.
        overleaf: that one finds on the back what one may not do and what to say to the press, for paper; a screen tells it at the top.
        bans: what one may not do, and what one can; for the screen, where that is far down.
        press: what to say when the press calls; for the screen too.
        notes: what is said about a step for which the front has no room.
        rests: the documents that the lines rest on, with the numbers of those lines.
        size: the style name of a larger letter for the small print, where the back has room for it.
    """

    template: ClassVar[str] = "situation"
    sides: ClassVar[int] = 2
    sheet: str
    edition: str
    first: FirstCall | None
    when_heading: str
    said: tuple[str, ...]
    not_for_heading: str
    not_for: tuple[Elsewhere, ...]
    noticed: str
    clocks: tuple[Clock, ...]
    decisions: Table
    donts: Table
    desks: Desks
    own: Blanks
    log_heading: str
    log_columns: tuple[str, ...]
    log_lines: tuple[str, ...]
    words: Facts
    missing: Facts
    also: Facts
    forms_heading: str
    forms: tuple[Link, ...]
    legal: str
    notes: Facts
    rests_heading: str
    rests: tuple[Rest, ...]
    size: str = ""
    bans_heading: str = ""
    instead_heading: str = ""
    bans: tuple[Ban, ...] = ()
    press: PressCall | None = None
    overleaf: str = ""

    @property
    def look(self) -> str:
        """How large its small print is."""
        return self.size


@view
class FirstCall:
    """
    Whom to call first: a number, or a line to write it on.

    Attributes:
        sooner: what comes before it: step 1, or what holds in certain cases, each with that case.
        later: what comes after it in certain cases.
    """

    heading: str
    name: str
    phone: str
    href: str
    hours: str
    sooner: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


@view
class Ban:
    """
    What a card forbids, as people ask for it.

    Attributes:
        links: what they would like to do, each with the place of all that is said about it.
        instead: the sentence that what one can do begins with.
    """

    links: tuple[Link, ...]
    instead: str


@view
class PressCall:
    """
    What to say when the press calls, before one has turned a page.

    Attributes:
        say: the sentence that the first words begin with; nothing when something must be filled in first.
        not_said: what one does not say, and what one does then.
        align: with whom one speaks before a message goes to the press.
        words: where all of it stands.
    """

    heading: str
    say: str
    not_said: tuple[Fact, ...]
    align: Fact | None
    words: Link


@view
class Rest:
    """
    A document that some lines of a card rest on, with the numbers of those lines.

    Attributes:
        numbers: its number in the annex, for paper; a screen leads to the document itself.
    """

    lines: str
    title: str
    href: str
    numbers: tuple[Cite, ...] = ()


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
    """
    One step: who does what, along which desk, and how sure that is.

    Attributes:
        who: who does it; `blank` when that is a line to write on, `answer` when the municipality filled it in.
        force: how strongly the law speaks; `may` when it leaves the choice, so that nobody takes it for a duty or a ban.
    """

    number: str
    who: str
    blank: bool
    answer: str
    text: str
    force: str
    basis: str
    extra: tuple[str, ...]
    via: tuple[Via, ...]
    mark: Mark
    may: bool = False


@view
class Via:
    """
    Along which desk: a number or address that is known, an answer, or a line to write on.

    Attributes:
        screen: whether it is there on a screen alone, for want of room on paper.
    """

    name: str
    reach: str = ""
    href: str = ""
    blank: bool = False
    screen: bool = False


@view
class PartnerCard(Part):
    """
    One partner: what is expected of it.

    Attributes:
        same: to the card of what it is the local one of, where the guide has that too: what stands there is not repeated.
    """

    template: ClassVar[str] = "partner"
    intro: str
    facts: tuple[Fact, ...]
    desks: Desks
    roles_heading: str
    roles_intro: str
    same: Link | None = None
    tables: tuple[DutyTable, ...]
    sections: tuple[Facts, ...]
    sources: Used


@view
class Sources(Part):
    """The sources that the other parts name, and the laws as they were read."""

    template: ClassVar[str] = "sources"
    intro: str
    heading: str
    sources: tuple[SourceLine, ...]
    paper: tuple[SourceLine, ...]
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
class Report(Part):
    """One page for the steering group: how it stands, what it is asked to decide, and what may go wrong."""

    template: ClassVar[str] = "report"
    sides: ClassVar[int] = 1
    intro: str
    state_heading: str
    state: tuple[Fact, ...]
    decisions: Facts
    risks: Facts
    next: Facts


@view
class Poster(Part):
    """The whole matrix on one sheet, with letters and a legend: the only page that has letters."""

    template: ClassVar[str] = "poster"
    sides: ClassVar[int] = 1
    sheet: str
    intro: str
    caption: str
    first_column: str
    blocks: tuple[PosterBlock, ...]
    columns: tuple[PosterColumn, ...]
    span: str
    groups: tuple[PosterGroup, ...]
    legend_heading: str
    legend: tuple[Fact, ...]
    notes: tuple[str, ...]

    @property
    def look(self) -> str:
        """The size of the sheet."""
        return self.sheet


@view
class PosterBlock:
    """A block of the chain over the columns of its types."""

    name: str
    look: str
    span: str


@view
class PosterColumn:
    """A type of intervention."""

    name: str
    look: str


@view
class PosterGroup:
    """A family of crime forms."""

    heading: str
    rows: tuple[PosterRow, ...]


@view
class PosterRow:
    """A crime form: per type the letters of the roles with the names that go with them."""

    name: str
    squares: tuple[PosterSquare, ...]


@view
class PosterSquare:
    """One square of the poster."""

    look: str
    says: tuple[Said, ...] = ()
    empty: str = ""
