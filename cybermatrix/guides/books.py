"""Which parts make a guide, and in what order: for a municipality, a partner, a form, a situation, or the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cybermatrix.errors import AmbiguousName, InvalidQuestion, UnknownId
from cybermatrix.guides.annex import ABBREVIATIONS, MATRIX, closing, colophon, sources
from cybermatrix.guides.calling import all_desks, now, phone_list
from cybermatrix.guides.cards import anchor as form_anchor
from cybermatrix.guides.cards import card, form_cards
from cybermatrix.guides.deploy import deploy
from cybermatrix.guides.desks import DESKS
from cybermatrix.guides.finding import leads, meanings, silent
from cybermatrix.guides.overview import contents, cover, matrix_table, ways
from cybermatrix.guides.partners import anchor as partner_anchor
from cybermatrix.guides.partners import partner_card
from cybermatrix.guides.pictures import illustrated
from cybermatrix.guides.pieces import Mark
from cybermatrix.guides.places import around, crisis, still_open, unsure_teams
from cybermatrix.guides.posters import poster
from cybermatrix.guides.reports import report
from cybermatrix.guides.rights import limits, rights
from cybermatrix.guides.roads import roads
from cybermatrix.guides.sharing import sharing
from cybermatrix.guides.situations import CRISIS, LIMITS, PRESS, situation_card
from cybermatrix.guides.situations import anchor as situation_anchor
from cybermatrix.guides.texts import texts_page
from cybermatrix.guides.tongues import dutch
from cybermatrix.guides.whole import Guide, Running, Tab, Tools
from cybermatrix.guides.writer import Writer
from cybermatrix.lately import first_of_equals
from cybermatrix.matrix import Base, expand_forms, normal
from cybermatrix.model import CERTAINTIES, CrimeForm, Municipality, Partner, Situation, changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cybermatrix.boundaries import Boundaries
    from cybermatrix.guides.parts import Part
    from cybermatrix.matrix import Matrix

# The guides in which one searches; a sheet that is read at once has nothing above it.
_SEARCHED = ("gemeente", "partij", "regio", "vorm")
_WHOLE = ("regio", "poster", "poster-a0", "verslag")

# The forms that a small municipality meets most; another choice is made with `forms`.
FORMS = (
    "bankhelpdeskfraude",
    "vriend-in-noodfraude",
    "aan-en-verkoopfraude",
    "phishing",
    "account-overname",
    "ransomware",
    "datadiefstal-datalek",
    "geldezels",
    "sextortion",
    "online-opruiing-ordeverstoring",
)


def guide(
    matrix: Matrix,
    subject: str,
    *,
    internal: bool = False,
    lang: str = "nl",
    forms: Iterable[str] | None = None,
    since: Matrix | None = None,
    boundaries: Boundaries | None = None,
) -> Guide:
    """
    Make the guide of a subject: everything its pages say, decided.

    Args:
        matrix: where the answers come from; only its date counts, for a guide is about the whole of an edition.
        subject: a municipality, a partner, a crime form or a situation, by id, name, alias or code; or ``"regio"``, the
            whole; ``"poster"`` or ``"poster-a0"``, the matrix on one sheet; ``"verslag"``, a page for the steering group. A word that fits
            several kinds is told apart by a prefix: ``gemeente:``, ``partij:``, ``vorm:`` or ``situatie:``.
        internal: whether a municipality's own channels and answers are shown; every page then says so.
        lang: the language of the pages.
        forms: the crime forms of which a municipality's guide has the card, in any words that name them; ``"alle"`` is
            every form. Without it, ten that a small municipality meets most.
        since: an older edition, to tell a municipality what changed.
        boundaries: outlines of municipalities, for a real map in the place of tiles.

    Raises:
        UnknownId: for a word that names nothing of any kind, with near misses.
        AmbiguousName: for a word that fits several, with the candidates.
        UnusableFile: when the municipality is not among the outlines.
        InvalidQuestion: for a language that pages are not written in, or forms where there is no choice.
        DoesNotFit: for a page that has to fit its sheet and holds too much.
    """
    kind, item = _find(matrix.base, subject)
    place = item.id if isinstance(item, Municipality) else None
    if forms is not None and place is None:
        raise InvalidQuestion("only the guide of a municipality has a choice of crime forms", about="forms")
    if internal and isinstance(item, Situation) and len(matrix.data.overlays) == 1:
        place = matrix.data.overlays[0].municipality  # a loose card with the answers of whoever prints it
    seen = matrix.unfiltered().where(municipality=place)
    chosen = _chosen(seen, kind, forms)
    writer = Writer(seen, internal=internal, lang=lang, holds=_holds(seen, kind, chosen), boundaries=boundaries)
    if isinstance(item, Municipality):
        if boundaries is not None:
            boundaries.must_have(item.code, item.name)
        return _municipality(writer, item, chosen, since)
    if isinstance(item, Partner):
        return _partner(writer, item)
    if isinstance(item, CrimeForm):
        return _form(writer, item)
    if isinstance(item, Situation):
        return _situation(writer, item)
    return {"regio": _region, "poster": _poster, "poster-a0": _poster_large, "verslag": _report}[kind](writer)


def _chosen(matrix: Matrix, kind: str, forms: Iterable[str] | None) -> tuple[CrimeForm, ...]:
    """Give the forms of which the guide has the card, in the order of the data."""
    every = matrix.crime_forms
    if kind == "regio" or (forms is not None and tuple(forms) == ("alle",)):
        return every
    if kind != "gemeente":
        return ()
    if forms is None:
        return tuple(one for one in every if one.id in FORMS) or every[: len(FORMS)]
    found = tuple(matrix.base.crime_index.find(word).id for word in forms)
    wanted = expand_forms(matrix.base, found)
    return tuple(one for one in every if one.id in wanted)


def _holds(matrix: Matrix, kind: str, chosen: tuple[CrimeForm, ...]) -> frozenset[str]:
    """Give the anchors of the cards that a guide of this kind has."""
    if kind not in ("gemeente", "regio"):
        return frozenset()
    found = {MATRIX, ABBREVIATIONS, *map(situation_anchor, matrix.situations), *map(form_anchor, chosen)}
    if kind == "gemeente":
        found |= {LIMITS, PRESS}
        if matrix.data.escalation is not None:
            found.add(CRISIS)
    if kind == "regio":
        found |= {DESKS, *map(partner_anchor, matrix.partners)}
    return frozenset(found)


# --- what is asked for ------------------------------------------------------------------------------------------


# For each kind how to find one, and the words it looks in for near misses; what is not asked for is not put in order.
_FINDERS: dict[str, Callable[[Base], tuple[Callable[[str], Any], Any]]] = {
    "gemeente": lambda base: (base.municipality, base.municipality_index),
    "partij": lambda base: (base.partner_index.find, base.partner_index),
    "vorm": lambda base: (base.crime_index.find, base.crime_index),
    "situatie": lambda base: (base.situation_index.find, base.situation_index),
}


def _find(base: Base, subject: str) -> tuple[str, Any]:
    if not isinstance(subject, str):
        msg = f"a guide is asked for with a word, not {type(subject).__name__}"
        raise InvalidQuestion(msg)
    prefix, colon, rest = subject.partition(":")
    is_prefixed = bool(colon) and prefix in _FINDERS
    word = rest.strip() if is_prefixed else subject
    whole = {normal(one): one for one in _WHOLE}.get(normal(word))
    if whole is not None and not is_prefixed:
        return whole, None
    asked = {kind: look(base) for kind, look in _FINDERS.items() if not is_prefixed or kind == prefix}
    found: list[tuple[str, Any]] = []
    candidates: list[str] = []
    for kind, (find, _) in asked.items():
        try:
            item = find(word)
        except UnknownId:
            continue
        except AmbiguousName as error:
            candidates += [f"{kind}:{one}" for one in error.candidates]
            continue
        if isinstance(item, (Municipality, Partner, CrimeForm, Situation)):
            found.append((kind, item))
            candidates.append(f"{kind}:{item.id}")
    if len(candidates) > 1:
        raise AmbiguousName("subject of a guide", subject, candidates)
    if not found:
        near = [one for _, index in asked.values() for one in index.near(word)]
        raise UnknownId("municipality, partner, crime form or situation", subject, list(dict.fromkeys(near))[:5])
    return found[0]


def subject_of(base: Base, word: str) -> str:
    """
    Give the word that means one subject only, such as ``gemeente:deventer``, for a word that people use.

    Raises:
        UnknownId, AmbiguousName, InvalidQuestion: as `guide`.
    """
    kind, item = _find(base, word)
    return kind if item is None else f"{kind}:{item.id}"


# --- the guides -------------------------------------------------------------------------------------------------


def _municipality(writer: Writer, place: Municipality, chosen: tuple[CrimeForm, ...], since: Matrix | None) -> Guide:
    words = writer.words
    title = words("cover.municipality", name=place.name)
    region = writer.base.areas[place.region].name
    about = words("cover.for_municipality", name=place.name, code=place.code, region=region)
    first = _shared(writer, "first", lambda: (now(writer), rights(writer)))
    then = _shared(
        writer,
        "then",
        lambda: (
            *crisis(writer),
            roads(writer),
            matrix_table(writer),
            limits(writer),
            sharing(writer),
            deploy(writer),
        ),
    )
    unsure = "-unsure-team" if unsure_teams(writer, place) else ""
    last = _shared(writer, f"open{unsure}", lambda: (still_open(writer, place),))
    if since is None:
        end = _shared(writer, "end", lambda: (closing(writer, place, since=None),))
    else:
        end = (closing(writer, place, since=since),)
    own = (phone_list(writer, place),) if writer.internal else ()
    core = [*first, around(writer, place), *then, *last, texts_page(writer, place), *end, *own]
    cards = _shared(writer, "cards", lambda: form_cards(writer, chosen) if chosen else ())
    every = len(writer.matrix.crime_forms)
    some = words("contents.forms_some", count=len(chosen), of=every)
    forms = words("contents.forms") if len(chosen) == every else some
    groups: list[tuple[str, Sequence[Part]]] = [
        (words("contents.core"), core),
        (words("contents.situations"), _shared(writer, "situations", lambda: _situations(writer))),
        (forms, cards),
    ]
    return _bind(writer, "gemeente", place.id, title, place.name, about, groups)


def _region(writer: Writer) -> Guide:
    words, edition = writer.words, writer.data.edition
    about = words("cover.for_region")
    groups: list[tuple[str, Sequence[Part]]] = [
        (
            words("contents.core_whole"),
            [now(writer), all_desks(writer), matrix_table(writer), sharing(writer), deploy(writer)],
        ),
        (words("contents.situations"), _situations(writer)),
        (words("contents.forms"), form_cards(writer, writer.matrix.crime_forms)),
        (words("contents.partners"), [partner_card(writer, one) for one in writer.matrix.partners]),
        (words("contents.closing"), [still_open(writer, None), colophon(writer, about=about)]),
    ]
    name = writer.named(edition)
    return _bind(writer, "regio", "regio", name, name, about, groups)


def _partner(writer: Writer, partner: Partner) -> Guide:
    title = writer.words("cover.partner", name=writer.named(partner))
    return _guide(
        writer,
        "partij",
        partner.id,
        title,
        _running(writer),
        writer.words("cover.for_partner"),
        (partner_card(writer, partner),),
    )


def _form(writer: Writer, crime: CrimeForm) -> Guide:
    title = writer.words("cover.form", name=writer.named(crime))
    return _guide(
        writer, "vorm", crime.id, title, _running(writer), writer.words("cover.for_form"), (card(writer, crime),)
    )


def _situation(writer: Writer, situation: Situation) -> Guide:
    title = writer.words("cover.situation", number=situation.number)
    about = writer.words("cover.for_situation")
    return _guide(
        writer, "situatie", situation.id, title, _running(writer), about, (situation_card(writer, situation),)
    )


def _poster(writer: Writer, sheet: str = "a3") -> Guide:
    title, about = writer.words("poster.title"), writer.words("poster.intro")
    key = "poster" if sheet == "a3" else f"poster-{sheet}"
    return _guide(writer, "poster", key, title, _running(writer), about, (poster(writer, sheet=sheet),))


def _poster_large(writer: Writer) -> Guide:
    return _poster(writer, "a0")


def _report(writer: Writer) -> Guide:
    title = writer.words("report.title")
    return _guide(
        writer, "verslag", "verslag", title, _running(writer), writer.words("report.intro"), (report(writer),)
    )


def _running(writer: Writer) -> str:
    """Say on top of a loose sheet what it belongs to."""
    return writer.named(writer.data.edition)


def _situations(writer: Writer) -> tuple[Part, ...]:
    return tuple(situation_card(writer, one) for one in writer.matrix.situations)


def _shared(writer: Writer, which: str, make: Callable[[], tuple[Part, ...]]) -> tuple[Part, ...]:
    """Give parts that a municipality has in common with others around it, with their pictures; they are made once."""
    key = (which, writer.viewpoint, writer.matrix.on, writer.words.lang, writer.internal, writer.holds)
    return writer.base.kept(key, lambda: tuple(map(_one_for_all, illustrated(writer, make()))))


_one_for_all = first_of_equals(64)


def _bind(
    writer: Writer,
    kind: str,
    key: str,
    title: str,
    running: str,
    about: str,
    groups: Sequence[tuple[str, Sequence[Part]]],
) -> Guide:
    """Bind a guide of many parts: a cover with the contents, the parts, and the sources that they name."""
    middle = [part for _, parts in groups for part in parts]
    annex = sources(writer, middle)
    where = contents(writer, [*(group for group in groups if group[1]), (writer.words("contents.annex"), [annex])])
    front = cover(writer, middle, title=title, lines=(about,), file=f"{key}.html", where=where)
    parts = (front, *middle, annex)
    return changed(_guide(writer, kind, key, title, running, about, parts), tabs=_tabs(writer, parts))


# In which block of a guide a part stands, by its template; a NU-kaart is a block of its own, and the rest is the core.
_BLOCKS = {"card": "tabs.forms", "general": "tabs.forms", "partner": "tabs.partners", "sources": "tabs.annex"}


def _tabs(writer: Writer, parts: Sequence[Part]) -> tuple[Tab | None, ...]:
    """Give each part the mark of its block: nothing for the cover, which opens by itself."""
    words = writer.words
    codes = {situation_anchor(one): words("situation.code", number=one.number) for one in writer.matrix.situations}

    def word(part: Part) -> str:
        return codes.get(part.anchor) or words(_BLOCKS.get(part.template, "tabs.core"))

    places = {one: place for place, one in enumerate(dict.fromkeys(word(part) for part in parts[1:]))}
    return (
        None,
        *(
            Tab(word=word(part), place=places[word(part)], of=len(places), urgent=part.anchor in codes)
            for part in parts[1:]
        ),
    )


def _tools(writer: Writer, parts: Iterable[Part]) -> Tools:
    words = writer.words
    return Tools(
        **{key: words("tools." + key) for key in ("heading", "search", "sure", "block", "all", "print", "clear")},
        **{
            key: words("tools." + key)
            for key in ("found", "enter", "some", "more", "none", "only", "near", "led", "copy", "copied")
        },
        leads=leads(writer, (part.anchor for part in parts)),
        meanings=meanings(writer),
        silent=silent(writer),
        sures=tuple(writer.mark(one) for one in CERTAINTIES),
        blocks=tuple(Mark(word=writer.named(one), look=one.id) for one in writer.data.blocks),
    )


def _guide(
    writer: Writer, kind: str, key: str, title: str, running: str, description: str, parts: tuple[Part, ...]
) -> Guide:
    words, edition = writer.words, writer.data.edition
    audience = words("audience.internal") if writer.internal else words("audience.public")
    return Guide(
        kind=kind,
        id=key,
        title=title,
        subtitle=running,
        lang=words.lang,
        edition=edition.id,
        date=words.date(edition.date),
        status=writer.status,
        contact=writer.contact,
        audience=audience,
        internal=writer.internal,
        running=Running(
            guide=running,
            edition=writer.edition_line,
            audience=audience,
            page=words("running.page"),
            of=words("running.of"),
        ),
        skip=words("page.skip"),
        logo=words("page.logo"),
        ways=ways(words, parts),
        tools=_tools(writer, parts) if kind in _SEARCHED else None,
        description=description,
        dutch=frozenset() if words.lang == "nl" else dutch(writer.base),
        parts=illustrated(writer, parts, writer.boundaries),
    )
