"""Rules that look at one record, or at how records refer to each other: ids, circles, dates, laws, sources, accounts."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

import attrs

from cybermatrix.checks.lists import KINDS, grounds, ids, nouns, walk
from cybermatrix.matrix import today
from cybermatrix.model import (
    CERTAINTIES,
    Assignment,
    Channel,
    LawArticle,
    Source,
    firm,
    label,
    law_of,
    rule_label,
)
from cybermatrix.problems import problem
from cybermatrix.reading import is_id, near, specs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cybermatrix.model import Claim, Data, Law
    from cybermatrix.problems import Problem
    from cybermatrix.reading import FieldSpec

# The claims of a partner that end as something or with a reason: attribute, and the key it is written under.
ACCOUNTED = {
    "tasks": "taken",
    "may_not": "mag_niet",
    "own_tasks": "hoort_erbij",
    "not_own_tasks": "hoort_er_niet_bij",
    "mandate": "mandaat",
}


def duplicate_ids(data: Data) -> Iterator[Problem]:
    """An id stands once per kind, older ids included."""
    for kind, (_, name, name_en) in KINDS.items():
        first: dict[str, Any] = {}
        for item in nouns(data, kind):
            for key in (item.id, *(item.also if isinstance(item, Channel) else ())):
                if key not in first:
                    first[key] = item
                    continue
                yield problem("R02", item.place, value=key, first=first[key].place, kind=name, kind_en=name_en)
    seen: dict[str, LawArticle] = {article.id: article for article in nouns(data, "law_article")}
    for article in nouns(data, "law_article"):
        for ref in article.also:
            if seen.setdefault(ref, article) is not article:
                yield problem("M18", article.place, value=ref, first=seen[ref].place)
    owners: dict[str, Any] = {"land": data.edition}
    areas: tuple[Any, ...] = (*data.police_units, *data.safety_regions, *data.municipalities)
    for area in areas:
        owner = owners.setdefault(area.id, area)
        if type(owner) is not type(area):  # two of one kind were told above
            yield problem("R02", area.place, value=area.id, first=owner.place, kind="gebieden", kind_en="areas")


def cycles(data: Data) -> Iterator[Problem]:
    """Belonging to, being a kind of and being replaced by never come back to where they began."""
    partners = {partner.id: partner for partner in data.partners}
    for name, key in (("part_of", "deel_van"), ("kind_of", "soort_van"), ("replaced_by", "vervangen_door")):
        reported: set[str] = set()
        for partner in data.partners:
            chain = [partner.id]
            here = getattr(partner, name)
            while here in partners and here not in chain:
                chain.append(here)
                here = getattr(partners[here], name)
            if here == partner.id and reported.isdisjoint(chain):
                reported.update(chain)
                yield problem("R03", partner.place, value=partner.id, key=key, chain=" → ".join([*chain, here]))


def local_bodies(data: Data) -> Iterator[Problem]:
    """A local body says where it works, and its kind is no local body itself."""
    partners = {partner.id: partner for partner in data.partners}
    for partner in data.partners:
        if partner.kind_of is None:
            continue
        if not partner.areas:
            yield problem("M12", partner.place, id=partner.id, kind=partner.kind_of, reason="@no-area")
        kind = partners.get(partner.kind_of)
        if kind is not None and kind.kind_of is not None:
            yield problem("M12", partner.place, id=partner.id, kind=partner.kind_of, reason="@chain")


def own_words(data: Data) -> Iterator[Problem]:
    """Each assignment is well formed by itself: types or a phase, a law where force or role ask for one, dates in order."""
    for item in nouns(data, "assignment"):
        if bool(item.interventions) == (item.phase is not None):
            found = "@both" if item.interventions else "@neither"
            yield problem("M07", item.place, id=item.id, found=found)
        if item.force in ("moet", "mag-niet") and not item.laws:
            yield problem("M05", item.place, force=item.force)
        if item.role == "bevoegd-gezag" and not item.laws:
            yield problem("M06", item.place)
        if item.valid_from is not None and item.valid_until is not None and item.valid_until <= item.valid_from:
            yield problem("M09", item.place, id=item.id, start=item.valid_from, until=item.valid_until)
        if (item.status == "bevestigd") != (item.confirmed is not None):
            found = "@nothing" if item.confirmed is None else "@something"
            yield problem("M10", item.place, id=item.id, status=item.status, found=found)


def forces_with_law(data: Data) -> Iterator[Problem]:
    """Elsewhere too, *moet* and *mag-niet* only stand with a law."""
    for record in walk(data):
        if (
            not isinstance(record, Assignment)
            and getattr(record, "force", None) in ("moet", "mag-niet")
            and not record.laws
        ):
            yield problem("M05", record.place, force=record.force)


def sourced(data: Data) -> Iterator[Problem]:
    """What is called verified or partial names its source."""
    for record in walk(data):
        verification = getattr(record, "verification", None)
        if verification not in ("verified", "partial") or not hasattr(record, "sources"):
            continue
        rests_on = (*record.sources, *getattr(record, "laws", ()), *getattr(record, "articles", ()))
        if not rests_on:
            yield problem("M13", record.place, verification=verification)


def ended_partners(data: Data) -> Iterator[Problem]:
    """No rule goes on after its partner has ended; other references to it are worth a look."""
    gone = {partner.id: partner for partner in data.partners if partner.valid_until is not None}
    for item in nouns(data, "assignment"):
        partner = gone.get(item.partner)
        if partner is not None and (item.valid_until is None or item.valid_until > partner.valid_until):
            yield problem("M08", item.place, id=item.id, partner=partner.id, ended=partner.valid_until)
    for instrument in data.instruments:
        for provider in instrument.providers:
            if provider.partner in gone:
                ended = gone[provider.partner].valid_until
                yield problem("M14", provider.place, id=provider.partner, ended=ended, by=instrument.id)


def overlays_stay_home(data: Data) -> Iterator[Problem]:
    """A municipality's own rules hold in that municipality and nowhere else."""
    for overlay in data.overlays:
        for item in overlay.assignments:
            if item.area != overlay.municipality:
                yield problem("O01", item.place, municipality=overlay.municipality, area=item.area)


def search_words(data: Data) -> Iterator[Problem]:
    """A search word points somewhere, means another word, or says nothing: exactly one of these."""
    for one in data.search_words:
        meanings = (bool(one.points_to), bool(one.same_as), one.skip)
        if sum(meanings) != 1:
            found = "@many-meanings" if any(meanings) else "@no-meaning"
            yield problem("M19", one.place, word=one.words[0] if one.words else "", found=found)


# What fits on a card: the key, and the most of it.
_CARD = {"stappen": 12, "besluiten": 4, "niet_doen": 4, "titel": 60, "eerste_bericht": 60}


def crowded_cards(data: Data) -> Iterator[Problem]:
    """A card of one sheet holds twelve steps, four decisions and four don'ts, a short title and a first message of sixty words."""
    for situation in data.situations:
        words = situation.communication.first_message.split() if situation.communication else ()
        counts = (situation.steps, situation.decisions, situation.donts, situation.name, words)
        for (key, most), counted in zip(_CARD.items(), counts, strict=True):
            if len(counted) > most:
                yield problem("M28", situation.place, id=situation.id, key=key, count=len(counted), most=most)


def claims_to_account_for(data: Data) -> Iterator[tuple[str, str, Claim]]:
    """Give every claim that ends as something or with a reason why not: its file's id, the key it stands under, itself."""
    for partner in data.partners:
        for attribute, key in ACCOUNTED.items():
            for claim in getattr(partner, attribute):
                yield partner.id, key, claim
    for practice in data.lead_practices:
        yield practice.lead, "grond", practice.basis


def double_accounts(data: Data) -> Iterator[Problem]:
    """What became something has no reason why it became nothing."""
    for _, key, claim in claims_to_account_for(data):
        if claim.became and claim.not_because is not None:
            yield problem("M21", claim.place, key=key, became=", ".join(claim.became))


# --- warnings ---------------------------------------------------------------------------------------------------


def long_steps(data: Data) -> Iterator[Problem]:
    """A step on a card takes at most fifteen words."""
    for situation in data.situations:
        for step in situation.steps:
            count = len(step.text.split())
            if count > 15:
                yield problem("M17", step.place, count=count)


def accounted(data: Data) -> Iterator[Problem]:
    """Every claim about a partner became something, or says why not."""
    for owner, key, claim in claims_to_account_for(data):
        if not claim.became and claim.not_because is None:
            yield problem("M20", claim.place, key=key, partner=owner, text=claim.text)


_STRENGTH = {"not_verified": 0, "eigen": 1, "partial": 2, "verified": 3}


def surer_than_its_claims(data: Data) -> Iterator[Problem]:
    """What became of claims is not called surer than the surest of them, unless it brings a source that none of them has."""
    claims: dict[str, list[Claim]] = {}
    for _, _, claim in claims_to_account_for(data):
        for key in claim.became:
            claims.setdefault(key, []).append(claim)
    for item in (*nouns(data, "assignment"), *data.examples):
        behind = claims.get(item.id)
        if behind is None or item.verification == "eigen":
            continue
        best = max((claim.verification for claim in behind), key=_STRENGTH.__getitem__)
        known = {key for claim in behind for key in (*claim.sources, *claim.laws)}
        if _STRENGTH[item.verification] > _STRENGTH[best] and known.issuperset((*item.sources, *item.laws)):
            yield problem(
                "M27", item.place, id=item.id, verification=item.verification, best=best, claim=behind[0].text
            )


_BINDING = ("moet", "mag", "mag-niet")


def unequal_labels(data: Data) -> Iterator[Problem]:
    """
    What binds in the same way by the same article, as it stands in the same source, is told with the same label.

    Each line carries a certainty of its own, so one duty could be *vast* on a card and *bron* on the next page. Good
    advice is left out: many lines rest on one article there and say more than it. So is what shares no source, for then
    one of them was read in a better one; two that cite the text of a law as it holds today did read the same. A line
    is told once, with the first that is surer.
    """
    known = grounds(data)
    alike: dict[tuple[str, str], list[tuple[str, set[str], Any]]] = {}
    for record in walk(data):
        force, laws = getattr(record, "force", None), getattr(record, "laws", ())
        if force not in _BINDING:
            continue
        refs = [getattr(ref, "article", ref) for ref in laws]
        rests_on = [known[key] for key in (*record.sources, *refs) if key in known]
        read = {one.law_text or one.id for one in rests_on if isinstance(one, Source)}
        for ref in dict.fromkeys(refs):
            alike.setdefault((ref, force), []).append((_label(record, rests_on), read, record))
    told: set[int] = set()
    for (ref, _), lines in alike.items():
        for shown, read, record in lines:
            surer = next((one for one in lines if _RANK[one[0]] < _RANK[shown] and not read.isdisjoint(one[1])), None)
            if surer is not None and id(record) not in told:
                told.add(id(record))
                yield problem("M29", record.place, law=ref, label=shown, other=surer[0], other_place=surer[2].place)


_RANK = {certainty: rank for rank, certainty in enumerate(CERTAINTIES)}


def _label(record: Any, rests_on: list[Any]) -> str:
    """Give the label that a reader sees of any record that has one."""
    sources = [one for one in rests_on if isinstance(one, Source)]
    articles = [one for one in rests_on if isinstance(one, LawArticle)]
    if isinstance(record, Assignment):
        return rule_label(record, sources, articles)
    evidence, certainty = getattr(record, "evidence", None), getattr(record, "certainty", None)
    shown = label(record.verification, evidence=evidence, certainty=certainty, laws=tuple(one.id for one in articles))
    return firm(shown, sources, articles)


def untranslated(data: Data) -> Iterator[Problem]:
    """
    What has a place for English has English: told once for each sort of record, with the first place.

    Only where the edition itself has an English name: a matrix that is Dutch throughout is fine as it is.
    """
    if data.edition.name_en is None:
        return
    missing: dict[tuple[type, str], list[Any]] = {}
    for record in walk(data):
        for attribute in attrs.fields(type(record)):
            name = attribute.name
            if name.endswith("_en") and not getattr(record, name) and getattr(record, name.removesuffix("_en")):
                missing.setdefault((type(record), name), []).append(record)
    for (cls, name), records in missing.items():
        key = attrs.fields_dict(cls)[name].metadata["key"]
        shown = ", ".join(str(getattr(record, "id", record.name)) for record in records[:8])
        rest = f" +{len(records) - 8}" if len(records) > 8 else ""
        yield problem("L01", records[0].place, key=key, count=len(records), which=shown + rest)


# How the status of a law begins that holds, and of one that does not (yet, or any more). An APV holds in its municipality.
_HOLDS = ("van kracht", "van toepassing", "geld", "eerste deel in werking", "per gemeente")
_NO_LAW = ("voorstel", "vervangen", "vervallen", "ingetrokken")


def laws_in_force(data: Data) -> Iterator[Problem]:
    """What binds or gives authority rests on a law that holds today, not on a proposal or on a law that is gone."""
    day = today().isoformat()
    for record, laws in _binding(data):
        for law in laws:
            start = _first_day(law.in_force)
            if law.status.startswith(_NO_LAW) or (start is not None and start > day):
                yield problem("M25", record.place, law=law.id, status=law.status)


def laws_known_to_hold(data: Data) -> Iterator[Problem]:
    """Of at least one of the laws behind what binds or gives authority, it is known that it holds."""
    for record, laws in _binding(data):
        if laws and not any(law.status.startswith((*_HOLDS, *_NO_LAW)) for law in laws):
            status = "; ".join(f"{law.id}: {law.status}" for law in laws)
            yield problem("M26", record.place, status=status)


def _binding(data: Data) -> Iterator[tuple[Any, list[Law]]]:
    """Give every record that binds or gives authority, with its laws; laws that are not in the register are told elsewhere."""
    laws = law_of(data)
    for record in walk(data):
        force, role = getattr(record, "force", None), getattr(record, "role", None)
        if force in ("moet", "mag-niet") or role == "bevoegd-gezag":
            refs = [getattr(ref, "article", ref) for ref in getattr(record, "laws", ())]
            yield record, list({laws[ref].id: laws[ref] for ref in refs if ref in laws}.values())


def sources_before_law(data: Data) -> Iterator[Problem]:
    """
    A rule that rests on a law has a source from the time of that law.

    Looked at are records that are called verified or partial and name both law articles and sources. The law is older
    than its `in_werking` says nothing of; where that day is known, and every dated source of the record was published
    before it, nobody can have read there what the law says now. A source without a date is no proof of age.
    """
    laws = law_of(data)
    published = {source.id: source.published for source in data.sources}
    for record in walk(data):
        if getattr(record, "verification", None) not in ("verified", "partial"):
            continue
        days = [last_day(published.get(key)) for key in getattr(record, "sources", ())]
        if not days or any(day is None for day in days):
            continue
        newest = max(day for day in days if day is not None)
        for ref in getattr(record, "laws", ()):
            law = laws.get(getattr(ref, "article", ref))
            start = None if law is None else _first_day(law.in_force)
            if law is not None and start is not None and newest < start:
                yield problem(
                    "M24",
                    record.place,
                    law=law.id,
                    start=start,
                    newest=newest[:10].removesuffix("-99").removesuffix("-99"),
                )


_DAY = re.compile(r"\b(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?\b")


def _first_day(text: str | None) -> str | None:
    """Give the first date in a text, a year or month at its beginning."""
    found = _DAY.search(text or "")
    return None if found is None else (found[0] + "-01-01")[:10] if len(found[0]) < 10 else found[0]


def last_day(text: str | None) -> str | None:
    """Give the last date in a text as year-month-day, a year or month at its end; nothing where there is no date in it."""
    found = _DAY.findall(text or "")
    return None if not found else (max(found) + "-99-99")[:10] if len(max(found)) < 10 else max(found)


def fits_a_sheet(data: Data) -> Iterator[Problem]:
    """What a square of a spreadsheet cannot keep stands in no text: blanks at its edges, tabs, more than it holds."""
    specs_of: dict[type[Any], tuple[FieldSpec, ...]] = {}
    for record in walk(data):
        kind = type(record)
        texts_of = specs_of.get(kind)
        if texts_of is None:
            # One id or one of a few words is looked up by other rules, so it has no blanks and is short.
            texts_of = tuple(
                spec for spec in specs(kind) if spec.kind == "text" and (spec.many or not (spec.ref or spec.choices))
            )
            specs_of[kind] = texts_of
        for spec in texts_of:
            value = getattr(record, spec.name)
            if not value:
                continue
            texts = value if spec.many else (value,)
            for text in texts:
                if text.isprintable() and len(text) <= MOST_IN_TEXT and text.strip() == text:
                    continue
                found = _unfit(text, in_list=spec.many)
                if found:
                    place = data.edition.place if record is data else record.place
                    yield problem("S19", place, key=spec.key, found=found, value=text[:40])
            if spec.many and record is not data and sum(map(len, texts)) > MOST_IN_LIST:
                place = record.place
                yield problem("S19", place, key=spec.key, found="@list-too-long", value=texts[0][:40])


MOST_IN_TEXT, MOST_IN_LIST = 2_000, 30_000  # a square holds 32,767 characters, and people read far fewer


def _unfit(text: str, *, in_list: bool) -> str | None:
    if len(text) > MOST_IN_TEXT:
        return "@too-long"
    if "\t" in text or "\r" in text:
        return "@tab"
    if text[0].isspace() or text[-1].isspace():
        return "@blank-edge"
    return "@break-in-item" if in_list and "\n" in text else None


# Kinds of which two with nearly one name are a mistake; titles of sources are what they are, and places have codes.
_NAMED = ("partner", "crime", "instrument", "tool", "channel", "law", "package", "situation")
_ALIKE = 0.92  # one letter in a word of thirteen
_DIGITS = re.compile(r"[0-9]+")


def near_names(data: Data) -> Iterator[Problem]:
    """Two nouns of a kind whose names nearly match: often one thing that was entered twice."""
    for kind in _NAMED:
        found = [(one, one.name.casefold()) for one in nouns(data, kind) if getattr(one, "valid_until", None) is None]
        for number, (one, name) in enumerate(found):
            # The matcher remembers its second text, so that stays the same while the others pass by.
            matcher = SequenceMatcher(b=name, autojunk=False)
            for other, before in found[:number]:
                matcher.set_seq1(before)
                if _are_alike(matcher, before, name):
                    yield problem(
                        "R05",
                        one.place,
                        value=one.name,
                        id=one.id,
                        other=other.name,
                        other_id=other.id,
                        first=other.place,
                    )


def near_deciders(data: Data) -> Iterator[Problem]:
    """Who decides may be told in words; one word that is nearly an id is a slip, and would stand on the card as it is."""
    known = ids(data, "partner") | ids(data, "slot")
    for one in (decision for situation in data.situations for decision in situation.decisions):
        close = near(one.who, sorted(known)) if one.who not in known and is_id(one.who, "id") else ()
        if close:
            yield problem("R06", one.place, near=close, value=one.who)


def _are_alike(matcher: SequenceMatcher[str], one: str, other: str) -> bool:
    """Whether two names differ by a slip; a number that differs is a difference that somebody meant."""
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
