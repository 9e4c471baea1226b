"""What every part is written with: the matrix from one viewpoint, the words, the phone book, labels and sources."""

from __future__ import annotations

from collections import Counter
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from cybermatrix import language
from cybermatrix.guides.desks import Phonebook
from cybermatrix.guides.pieces import Cite, Fact, Facts, Mark
from cybermatrix.guides.words import Words, sentence, words_of
from cybermatrix.model import firm, label, law_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from cybermatrix.boundaries import Boundaries
    from cybermatrix.matrix import Base, Matrix
    from cybermatrix.model import (
        Cell,
        Claim,
        Communication,
        Data,
        Decision,
        Dont,
        Edition,
        Law,
        Partner,
        ReadArticle,
        Step,
    )

    class _Verified(Protocol):
        @property
        def verification(self) -> str: ...

    _C = TypeVar("_C", bound=_Verified)
    _P = TypeVar("_P")

_LAND = "land"


@lru_cache(maxsize=16)  # a guide has thousands
def _mark(words: Words, certainty: str) -> Mark:
    return Mark(word=words("marks." + certainty), look=certainty)


class Writer:
    """
    What the parts of one guide share while they are written.

    Attributes:
        matrix: the matrix, seen from the place of the guide, if it has one.
        words: the words of the language.
        book: who can be reached how, as far as this guide may show it.
        holds: the anchors of the cards that the guide has, for a link must lead somewhere.
        boundaries: outlines of municipalities, where a user brought them.
    """

    def __init__(
        self,
        matrix: Matrix,
        *,
        internal: bool,
        lang: str,
        holds: frozenset[str] = frozenset(),
        boundaries: Boundaries | None = None,
    ) -> None:
        self.matrix = matrix
        self.base: Base = matrix.base
        self.data: Data = matrix.data
        self.words: Words = words_of(lang)
        self.book: Phonebook = Phonebook(matrix, internal=internal)
        self.internal = internal
        self.holds = holds
        self.boundaries = boundaries
        self.is_concept: bool = self.data.edition.status == "concept"

    @cached_property
    def viewpoint(self) -> Hashable:
        """
        What the place changes in the parts that places share: where this is equal, those parts are.

        They name a body of one municipality or base team by its kind (see `name`), so that of those only the number
        counts. A place with rules or answers of its own is like no other.
        """
        place = self.matrix.municipality
        if place is None:
            return None
        base, data = self.base, self.data
        chain = base.chain(place.id)
        own = any(one.municipality == place.id for one in data.overlays)
        own = own or any(rule.area == place.id for rule in data.assignments)
        bodies = Counter(
            (body.kind_of if key in base.register_bodies else None) or key
            for key, body in base.partners.items()
            if not set(chain).isdisjoint(body.areas)
        )
        return (place.id if own else None, chain[1:], tuple(sorted(bodies.items())))

    def once(self, key: Hashable, make: Callable[[], _P]) -> _P:
        """
        Give a part that was made before from the same, also for another place.

        Args:
            key: which part, and all that a place changes in it.
            make: how to make it.
        """
        told = (key, self.matrix.on, self.words.lang, self.internal, self.holds)
        return self.base.kept_part(told, make)

    @property
    def busy(self) -> Counter[str]:
        """How much each partner does here, in cells; of the bodies of one place alone nothing can be said from it."""
        key = ("busy", self.viewpoint, self.matrix.on)
        return self.base.kept(key, lambda: Counter(cell.partner.id for cell in self.matrix.cells))

    # --- how sure, and according to whom ---

    def mark(self, certainty: str) -> Mark:
        """Give the word for a certainty."""
        return _mark(self.words, certainty)

    def mark_of(self, verification: str, evidence: str | None = None, certainty: str | None = None) -> Mark:
        """Give the word for how sure a statement is."""
        return self.mark(label(verification, evidence=evidence, certainty=certainty))

    def sure(self, certainty: str, laws: Iterable[str], sources: Iterable[str] = ()) -> Mark:
        """Give the word for a statement that rests on these: what was read in an old text or a copy is never *vast*."""
        base = self.base
        return self.mark(
            firm(certainty, (base.sources[key] for key in sources), (base.law_articles[ref] for ref in laws))
        )

    def laid_down(self, line: Step | Decision | Dont | Communication) -> Mark:
        """Give the word that was laid down for a line of a card, unless what it rests on is too weak for it."""
        return self.sure(line.certainty, (ref.article for ref in getattr(line, "laws", ())), line.sources)

    @cached_property
    def _cites(self) -> dict[str, Cite]:
        """Each source as it is cited: by its place in the whole list, so that a card has the same numbers in every guide."""
        return self.base.kept(
            "cites",
            lambda: {
                source.id: Cite(number=str(number), href=f"#_{number}", title=source.name)
                for number, source in enumerate(self.data.sources, start=1)
            },
        )

    def cites(self, sources: Iterable[str]) -> tuple[Cite, ...]:
        """Give sources by number, each once."""
        return tuple(self._cites[key] for key in dict.fromkeys(sources))

    @cached_property
    def _law_of(self) -> dict[str, Law]:
        return self.base.kept("laws", lambda: law_of(self.data))

    def laws(self, refs: Iterable[str]) -> str:
        """Write law articles as one says them: Gemeentewet, artikel 172 en 175; AVG, artikel 33."""
        numbers: dict[str, list[str]] = {}
        for ref in refs:
            law = self._law_of[ref]
            article = ref.partition(":")[2]
            found = numbers.setdefault(law_name(law), [])
            if article[:1].isdigit():
                found.append(article)
        return "; ".join(
            self.words("law.articles", law=law, numbers=self.words.both(dict.fromkeys(articles))) if articles else law
            for law, articles in numbers.items()
        )

    def read_laws(self, articles: Iterable[ReadArticle]) -> str:
        """Write the articles of a step as one says them."""
        return self.laws(one.article for one in articles)

    def dated(self, refs: Iterable[str]) -> str:
        """Write law articles with the text in which they were read: no reader should have to guess how old it is."""
        refs = tuple(refs)
        versions = (self.base.law_articles[ref].version_read or self._law_of[ref].version_read for ref in refs)
        read = self.words.both(dict.fromkeys(self.words.loose_date(one) for one in versions if one))
        return self.words("law.read", laws=self.laws(refs), version=read) if read else self.laws(refs)

    @property
    def is_brief(self) -> bool:
        """Whether cards stand among many: what is the same for all of them is then told once, elsewhere."""
        return len(self.holds) > 1

    def href(self, anchor: str) -> str:
        """Give a link to a card, or nothing where the guide does not have that card."""
        return f"#{anchor}" if anchor in self.holds else ""

    @cached_property
    def general_rules(self) -> frozenset[str]:
        """
        The ids of the rules that say the same in every crime form.

        A rule for all forms that a nearer rule sets aside somewhere is not one of them: there its card says what holds.
        """
        found: dict[str, set[tuple[str, str]]] = {}
        for cell in self.matrix.cells:
            if not cell.origin.is_specific:
                found.setdefault(cell.origin.id, set()).add((cell.intervention.id, cell.crime.id))
        counts = Counter(intervention for intervention, _ in self.matrix.pairs)
        return frozenset(
            key for key, pairs in found.items() if len(pairs) == sum(counts[one] for one in {pair[0] for pair in pairs})
        )

    # --- statements ---

    def facts(self, claims: Iterable[Claim], *, lead: str = "") -> tuple[Fact, ...]:
        """Write the claims that may be printed."""
        return tuple(self.fact(claim, lead=lead) for claim in self.printable(claims))

    def printable(self, claims: Iterable[_C]) -> tuple[_C, ...]:
        """Leave out what nobody has read in a source; the colophon counts it."""
        return tuple(claim for claim in claims if claim.verification != "not_verified")

    def fact(self, claim: Claim, *, lead: str = "", extra: tuple[str, ...] = (), note: bool = True) -> Fact:
        """Write one claim with what it rests on."""
        notes = (sentence(claim.note),) if note and claim.note else ()
        return Fact(
            lead=lead,
            text=sentence(claim.text),
            basis=self.laws(claim.laws),
            extra=extra + notes,
            mark=self.sure(
                label(claim.verification, evidence=claim.evidence, certainty=claim.certainty, laws=claim.laws),
                claim.laws,
                claim.sources,
            ),
            cites=self.cites(claim.sources),
        )

    def section(
        self, key: str, anchor: str, facts: Iterable[Fact], *, intro: str = "", empty: str = "", most: int | None = None
    ) -> Facts:
        """Put statements under a heading; beyond the most that fit on paper they are for the screen."""
        found = tuple(facts)
        shown = found if most is None else found[:most]
        return Facts(
            heading=self.words(key),
            anchor=anchor,
            intro=intro,
            facts=shown,
            rest=found[len(shown) :],
            more=self.more(len(found) - len(shown)),
            empty=empty,
        )

    def more(self, count: int) -> str:
        """Say on paper how many more there are, and where: what a guide is on a screen, its cover tells."""
        if count < 1:
            return ""
        if self.is_brief:
            return self.words("more.one") if count == 1 else self.words("more.several", count=count)
        return self.words("more.loose_one") if count == 1 else self.words("more.loose_several", count=count)

    @property
    def status(self) -> str:
        """How far this edition is adopted, in words."""
        edition = self.data.edition
        return (
            self.words("status.concept")
            if self.is_concept
            else self.words("status.adopted", by=edition.adopted_by or "")
        )

    @property
    def edition_line(self) -> str:
        """Which edition this is, from when, and how far adopted: on every loose sheet."""
        edition = self.data.edition
        return self.words(
            "running.edition", id=edition.id, date=self.words.date(edition.date), status=self.status.lower()
        )

    # --- who ---

    def said(self, item: Any, attribute: str) -> str:
        """Give what is said of something in the language of the page, or else in Dutch with the sign that it is."""
        text: str = getattr(item, attribute)
        if self.words.lang == "nl":
            return text
        return getattr(item, f"{attribute}_en", None) or language.as_dutch(text, self.words.lang)

    def named(self, item: Any) -> str:
        """Name something in the language of the page, or else in Dutch."""
        return self.words.named(item)

    def name(self, partner: Partner) -> str:
        """
        Name a partner on a card.

        A card must be the same in every municipality of a region, so a body of one municipality or base team goes by the
        name of its kind there; its own name stands on the municipality's own pages.
        """
        if (
            partner.kind_of is not None
            and partner.areas
            and all(self.base.areas[key].kind == "gemeente" for key in partner.areas)
        ):
            return self.base.partners[partner.kind_of].name
        return partner.name

    def short(self, partner: Partner) -> str:
        """Name a partner where there is little room."""
        key, known = partner.id, self._shorts  # asked of each cell, again and again
        return known.get(key) or known.setdefault(key, partner.abbreviation or self.name(partner).partition(" (")[0])

    @cached_property
    def _shorts(self) -> dict[str, str]:
        return self.base.kept("shorts", dict[str, str])

    def short_kind(self, partner: Partner) -> str:
        """
        Name a partner in a row of names, a body of this place by its kind: *Veiligheidsregio*, *OM*.

        Of each kind a place has one, whose own name stands on its pages and wherever it is told what it does; so a card that
        only lists it is the same in every region, and is laid out once.
        """
        return self.short(partner if partner.kind_of is None else self.base.partners[partner.kind_of])

    def state(self, cell: Cell) -> str:
        """Tell that the network stands for a role; that it does not is said once, above the table."""
        return self.words("status.bevestigd") if cell.status == "bevestigd" else ""

    def feedback(self, what: str) -> str:
        """Tell whom to tell when something is wrong, with the id filled in: no reader is sent to another page for that."""
        return self.words("feedback.line", id=what, id_edition=self.data.edition.id, contact=self.contact)

    @property
    def contact(self) -> str:
        """Where to report that something is wrong."""
        return contact(self.words, self.data.edition)

    @property
    def is_east(self) -> bool:
        """Whether what happened in the region of this matrix is about the reader: seen from there, or from nowhere."""
        place = self.matrix.municipality
        return place is None or self.home in self.base.chain(place.id)

    @cached_property
    def home(self) -> str:
        """The area that this matrix is about: the one, below the country, that its rules name most."""
        counts: dict[str, int] = {}
        for rule in self.data.assignments:
            if rule.area != _LAND:
                top = self.base.chain(rule.area)[-2]
                counts[top] = counts.get(top, 0) + 1
        return max(counts, key=lambda key: (counts[key], key), default=_LAND)


def contact(words: Words, edition: Edition) -> str:
    """Say where to report that something in an edition is wrong; where there is no address yet, what one can do then."""
    return words("feedback.nowhere") if edition.contact is None else sentence(edition.contact)


def law_name(law: Law) -> str:
    """Name a law in short, as people do."""
    if len(law.name) <= 16 or law.abbreviation is None:
        return law.name
    return law.abbreviation.partition("/")[0].strip()
