"""The page that leads to all guides of a publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cybermatrix.guides.overview import ways
from cybermatrix.guides.parts import Directory, DirectoryGroup, DirectoryLine
from cybermatrix.guides.pieces import Link
from cybermatrix.guides.tongues import dutch
from cybermatrix.guides.whole import Guide, Running
from cybermatrix.guides.words import words_of
from cybermatrix.guides.writer import contact
from cybermatrix.html import to_html
from cybermatrix.theme import PLAIN

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from cybermatrix.guides.words import Words
    from cybermatrix.matrix import Matrix
    from cybermatrix.publishing.plan import Job
    from cybermatrix.theme import Look


def index_page(
    matrix: Matrix, every: Sequence[Job], files: Container[str], *, lang: str, internal: bool, look: Look = PLAIN
) -> bytes:
    """
    Give the page that leads to the guides that were made, sort by sort.

    Args:
        matrix: what was published.
        every: all guides, in order.
        files: the paths that were made; a guide without a page is left out.
        lang: the language of the page.
        internal: whether it leads to an internal publication.
        look: what takes the place of ours.
    """
    words, edition = words_of(lang), matrix.edition
    audience = words("audience.internal") if internal else words("audience.public")
    titles = _titles(matrix, words)
    sorts: dict[str, list[DirectoryLine]] = {}
    for job in every:
        page, paper = job.paths()
        title = titles[job.subject]
        whole = words("index.as_pdf", title=title)
        # Beside its title "PDF" is enough to see; who hears a list of links, hears of what.
        short = (
            Link(text=words("index.pdf"), href=paper, whole=whole) if page in files else Link(text=whole, href=paper)
        )
        there = tuple(one for one in (Link(text=title, href=page), short) if one.href in files)
        if there:
            sorts.setdefault(job.stem.partition("/")[0], []).append(DirectoryLine(links=there))
    part = Directory(
        anchor="overzicht",
        title=words("index.title"),
        intro=words("index.intro"),
        groups=tuple(
            DirectoryGroup(heading=words(f"index.{sort}"), anchor=f"overzicht-{sort}", guides=tuple(lines))
            for sort, lines in sorts.items()
        ),
    )
    guide = Guide(
        kind="overzicht",
        id="overzicht",
        title=titles["regio"],
        subtitle=words("index.title"),
        lang=words.lang,
        edition=edition.id,
        date=words.date(edition.date),
        status="",
        contact=contact(words, edition),
        audience=audience,
        internal=internal,
        running=Running(
            guide=words("index.title"),
            edition=words("running.edition", id=edition.id, date=words.date(edition.date), status=edition.status),
            audience=audience,
            page=words("running.page"),
            of=words("running.of"),
        ),
        skip=words("page.skip"),
        logo=words("page.logo"),
        description=words("index.intro"),
        dutch=frozenset() if words.lang == "nl" else dutch(matrix.base),
        parts=(part,),
        ways=ways(words, (part,)),
    )
    return to_html(guide, look=look).encode()


def _titles(matrix: Matrix, words: Words) -> dict[str, str]:
    """Give the name of each guide in the language of the page, or else in Dutch, by its subject."""
    data = matrix.data
    sorts: dict[str, Iterable[Any]] = {
        "situatie": data.situations,
        "vorm": data.crimes,
        "partij": matrix.partners,
        "gemeente": data.municipalities,
    }
    found = {f"{sort}:{item.id}": words.named(item) for sort, items in sorts.items() for item in items}
    return {"regio": words.named(matrix.edition), "poster": words("poster.title"), **found}
