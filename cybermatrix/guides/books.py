"""Which parts make a guide, and in what order: for a municipality, a partner, a form, a situation, or the region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cybermatrix.errors import AmbiguousName, InvalidQuestion, UnknownId
from cybermatrix.guides.annex import colophon, sources
from cybermatrix.guides.cards import card, general
from cybermatrix.guides.overview import contents, cover, matrix_table
from cybermatrix.guides.partners import partner_card
from cybermatrix.guides.parts import Guide, Running
from cybermatrix.guides.places import around, still_open
from cybermatrix.guides.rights import limits, rights
from cybermatrix.guides.situations import all_desks, now, situation_card
from cybermatrix.guides.writer import Writer
from cybermatrix.matrix import Base, normal
from cybermatrix.model import CrimeForm, Municipality, Partner, Situation

if TYPE_CHECKING:
    from collections.abc import Callable

    from cybermatrix.guides.parts import Part
    from cybermatrix.matrix import Matrix

_REGION = "regio"
_CARDS = frozenset({"vorm", "situatie"})


def guide(matrix: Matrix, subject: str, *, internal: bool = False, lang: str = "nl") -> Guide:
    """
    Make the guide of a subject: everything its pages say, decided.

    Args:
        matrix: where the answers come from; only its date counts, for a guide is about the whole of an edition.
        subject: a municipality, a partner, a crime form or a situation, by id, name, alias or code; or ``"regio"``. A
            word that fits several kinds is told apart by a prefix: ``gemeente:``, ``partij:``, ``vorm:`` or ``situatie:``.
        internal: whether a municipality's own channels and answers are shown; every page then says so.
        lang: the language of the pages.

    Raises:
        UnknownId: for a word that names nothing of any kind, with near misses.
        AmbiguousName: for a word that fits several, with the candidates.
        InvalidQuestion: for a language that pages are not written in.
    """
    kind, item = _find(matrix.base, subject)
    place = item.id if isinstance(item, Municipality) else None
    holds = {_REGION: _CARDS, "gemeente": _CARDS, "vorm": frozenset({"vorm"}), "situatie": frozenset()}
    seen = matrix.unfiltered().where(municipality=place)
    writer = Writer(seen, internal=internal, lang=lang, holds=holds.get(kind, frozenset()))
    if isinstance(item, Municipality):
        return _municipality(writer, item)
    if isinstance(item, Partner):
        return _partner(writer, item)
    if isinstance(item, CrimeForm):
        return _form(writer, item)
    if isinstance(item, Situation):
        return _situation(writer, item)
    return _whole(writer, kind)


# --- what is asked for ------------------------------------------------------------------------------------------


def _finders(base: Base) -> dict[str, tuple[Callable[[str], Any], Any]]:
    """Give for each kind how to find one, and the words it looks in for near misses."""
    return {
        "gemeente": (base.municipality, base.municipality_index),
        "partij": (base.partner_index.find, base.partner_index),
        "vorm": (base.crime_index.find, base.crime_index),
        "situatie": (base.situation_index.find, base.situation_index),
    }


def _find(base: Base, subject: str) -> tuple[str, Any]:
    if not isinstance(subject, str):
        msg = f"a guide is asked for with a word, not {type(subject).__name__}"
        raise InvalidQuestion(msg)
    finders = _finders(base)
    prefix, colon, rest = subject.partition(":")
    asked = finders if not (colon and prefix in finders) else {prefix: finders[prefix]}
    word = subject if asked is finders else rest.strip()
    if normal(word) == _REGION and asked is finders:
        return _REGION, None
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


# --- the guides -------------------------------------------------------------------------------------------------


def _municipality(writer: Writer, place: Municipality) -> Guide:
    words = writer.words
    first: list[Part] = [now(writer)]
    core: list[Part] = [
        rights(writer),
        around(writer, place),
        all_desks(writer),
        matrix_table(writer),
        limits(writer),
        still_open(writer, place),
    ]
    title = words("cover.municipality", name=place.name)
    lines = (
        words("cover.for_municipality", name=place.name, code=place.code, region=writer.base.areas[place.region].name),
    )
    return _bind(
        writer, "gemeente", place.id, title, place.name, lines, first, core, _situations(writer), _forms(writer)
    )


def _whole(writer: Writer, kind: str) -> Guide:
    words, edition = writer.words, writer.data.edition
    first: list[Part] = [now(writer)]
    core: list[Part] = [all_desks(writer), matrix_table(writer), still_open(writer, None)]
    partners: list[Part] = [partner_card(writer, one) for one in writer.matrix.partners]
    lines = (words("cover.for_region"),)
    return _bind(
        writer,
        kind,
        _REGION,
        edition.name,
        edition.name,
        lines,
        first,
        core,
        _situations(writer),
        _forms(writer),
        partners,
    )


def _partner(writer: Writer, partner: Partner) -> Guide:
    words = writer.words
    title = words("cover.partner", name=partner.name)
    return _small(
        writer,
        "partij",
        partner.id,
        title,
        partner.name,
        (words("cover.for_partner"),),
        [partner_card(writer, partner)],
    )


def _form(writer: Writer, crime: CrimeForm) -> Guide:
    words = writer.words
    title = words("cover.form", name=crime.name)
    return _small(
        writer, "vorm", crime.id, title, crime.name, (words("cover.for_form"),), [card(writer, crime), general(writer)]
    )


def _situation(writer: Writer, situation: Situation) -> Guide:
    words = writer.words
    title = words("cover.situation", number=situation.number)
    card_ = situation_card(writer, situation)
    closing = (sources(writer, [card_]), colophon(writer, about=words("cover.for_situation")))
    return _guide(
        writer, "situatie", situation.id, title, situation.name, words("cover.for_situation"), (card_, *closing)
    )


def _situations(writer: Writer) -> list[Part]:
    return [situation_card(writer, one) for one in writer.matrix.situations]


def _forms(writer: Writer) -> list[Part]:
    return [general(writer), *(card(writer, one) for one in writer.matrix.crime_forms)]


def _bind(
    writer: Writer,
    kind: str,
    key: str,
    title: str,
    running: str,
    lines: tuple[str, ...],
    first: list[Part],
    core: list[Part],
    situations: list[Part],
    forms: list[Part],
    partners: list[Part] | None = None,
) -> Guide:
    """Bind a guide of many parts: cover, what is urgent, contents, the core, the cards, and what they rest on."""
    words = writer.words
    middle = [*core, *situations, *forms, *(partners or [])]
    closing: list[Part] = [sources(writer, [*first, *middle]), colophon(writer, about=lines[0])]
    groups = [
        (words("contents.core_whole") if kind == _REGION else words("contents.core"), [*first, *core]),
        (words("contents.situations"), situations),
        (words("contents.forms"), forms),
        (words("contents.partners"), partners or []),
        (words("contents.closing"), closing),
    ]
    table = contents(writer, [group for group in groups if group[1]])
    front = cover(writer, [*first, *middle], title=title, lines=lines)
    parts = (front, *first, table, *middle, *closing)
    return _guide(writer, kind, key, title, running, lines[0], parts)


def _small(
    writer: Writer, kind: str, key: str, title: str, running: str, lines: tuple[str, ...], middle: list[Part]
) -> Guide:
    """Bind a guide of a few parts, which needs no contents."""
    closing: list[Part] = [sources(writer, middle), colophon(writer, about=lines[0])]
    front = cover(writer, middle, title=title, lines=lines)
    return _guide(writer, kind, key, title, running, lines[0], (front, *middle, *closing))


def _guide(
    writer: Writer, kind: str, key: str, title: str, running: str, description: str, parts: tuple[Part, ...]
) -> Guide:
    words, edition = writer.words, writer.data.edition
    audience = words("audience.internal") if writer.internal else words("audience.public")
    status = words("status.concept") if writer.is_concept else words("status.adopted", by=edition.adopted_by or "")
    return Guide(
        kind=kind,
        id=key,
        title=title,
        subtitle=running,
        lang=words.lang,
        edition=edition.id,
        date=words.date(edition.date),
        status=status,
        contact=edition.contact,
        audience=audience,
        internal=writer.internal,
        running=Running(
            guide=running,
            edition=words("running.edition", id=edition.id, date=words.date(edition.date), status=edition.status),
            audience=audience,
            page=words("running.page"),
            of=words("running.of"),
        ),
        skip=words("page.skip"),
        description=description,
        parts=parts,
    )
