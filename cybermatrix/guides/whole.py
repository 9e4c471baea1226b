"""A guide as a whole: its parts in order, and what stands around them on paper and on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cybermatrix.guides.parts import Cover
from cybermatrix.guides.pieces import Link, Mark, view

if TYPE_CHECKING:
    from cybermatrix.guides.parts import Part


@view
class Running:
    """What stands on top and at the foot of every printed page."""

    guide: str
    edition: str
    audience: str
    page: str
    of: str


@view
class Tools:
    """
    The words of what a screen offers beside the text: search, filter, print.

    Attributes:
        found: how many parts were found; # stands for the number.
        enter: what a key does then; told where there are keys.
        some: that no part has all words, and how many have most of them.
        more: how many are found beside those that are listed.
        none: that nothing is found.
        only: in how many parts a moment that was chosen is all that is left.
        near: whether another word was meant; # stands for it.
        led: that people say a word, # in it, where a part was found by that word and does not hold it.
        sures, blocks: the choices of a filter, each with its style name.
        leads, meanings: what the search knows beside the page.
        silent: the words that tell a search nothing beside another.
    """

    heading: str
    search: str
    sure: str
    sures: tuple[Mark, ...]
    block: str
    blocks: tuple[Mark, ...]
    all: str
    print: str
    clear: str
    found: str
    enter: str
    some: str
    more: str
    none: str
    only: str
    near: str
    led: str
    copy: str
    copied: str
    leads: tuple[Lead, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    silent: tuple[str, ...] = ()


@view
class Ways:
    """
    What stays in sight at the foot of a screen: links to where one begins.

    Attributes:
        heading: what they are together.
        links: each one.
        search: the word for the way to the search; it is there only when that is.
        slide: that what is wider than the screen moves sideways.
    """

    heading: str
    links: tuple[Link, ...]
    search: str
    slide: str


@view
class Lead:
    """
    Words that people use, and the parts of a guide that are about it.

    Attributes:
        own: the anchor of the part that it is most about, whether the guide has that or not.
        also: anchors of parts that have to do with it.
        words: each a single one, said by itself or beside one other word.
        faint: those of longer phrases, which say less.
        exact: words and phrases that, as they are, mean this part before any other.
        at: the anchor of the place in the part that they mean; its beginning if there is none.
    """

    own: str
    also: tuple[str, ...]
    words: tuple[str, ...]
    faint: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    at: str = ""


@view
class Meaning:
    """Words that mean another word."""

    words: tuple[str, ...]
    means: tuple[str, ...]


@view
class Tab:
    """
    A mark on the outer edge of a page: those of one block stand at one height, so that paper opens where one wants.

    Attributes:
        word: what stands in it.
        place: at which height, counted from 0.
        of: how many heights there are.
        urgent: whether it leads to what to do now.
    """

    word: str
    place: int
    of: int
    urgent: bool = False


@view
class Guide:
    """
    A guide: a tuple of parts, with what every page says.

    Attributes:
        kind: ``gemeente``, ``partij``, ``vorm``, ``situatie``, ``regio``, ``poster`` or ``verslag``.
        id: which one.
        title: what it is called.
        lang: the language of its words.
        edition, date, status, contact: which issue this is, and whom to tell when it is wrong.
        audience: the word for public or internal that stands on every page.
        internal: whether it holds what only the municipality itself may see.
        running: running heads.
        skip: the words of the skip link.
        ways: from anywhere on a screen to where one begins; what they are called, and that something moves sideways.
        tools: the words of search, filter and print; nothing on a sheet that is read at once.
        logo: what a logo is called for who does not see it.
        description: what the guide is about, in one sentence.
        parts: what it is made of, in order.
        tabs: for each part the mark on the edge of its pages, on paper; none on a loose sheet.
        dutch: every sentence of the edition that is Dutch, on a page in another language, for `lang` in its markup.
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
    logo: str
    description: str
    parts: tuple[Part, ...]
    ways: Ways | None = None
    tabs: tuple[Tab | None, ...] = ()
    tools: Tools | None = None
    dutch: frozenset[str] = frozenset()

    @property
    def urgent(self) -> Link | None:
        """Where one goes at once, on a guide that has a cover to say so."""
        first = self.parts[0] if self.parts else None
        return first.urgent if isinstance(first, Cover) else None

    @property
    def facts_lang(self) -> str:
        """The language of its facts, which were read in Dutch sources; nothing where the page is in Dutch too."""
        return "" if self.lang == "nl" else "nl"

    def __repr__(self) -> str:
        return f"<Guide {self.kind}:{self.id} {self.edition}: {len(self.parts)} parts>"
