"""Two editions compared: every field of every record, told in sentences, and what one reader sees of it."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from making import only_rules, rule, with_rules

import cybermatrix as cm
from cybermatrix.changes import Change, Changes, Seen, diff
from cybermatrix.changes.compare import IN_ORDER, SURE, WORDING
from cybermatrix.changes.seen import _NOT_TOLD
from cybermatrix.changes.wording import _MANY, IDENTITY, NOUNS, close_up, kind_of
from cybermatrix.checks import KINDS
from cybermatrix.cli import run
from cybermatrix.matrix import Base, Matrix
from cybermatrix.model import Assignment, Claim, Data, Overlay, Population, SearchWord, changed
from cybermatrix.plain import to_plain
from cybermatrix.reading import FieldSpec, specs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Way = tuple[FieldSpec, ...]

# --- one of everything ------------------------------------------------------------------------------------------

RAW = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|datetime|\w\(\w+=|\('|',\)|\[\]|\{'|<class")


def slug(way: str) -> str:
    """Make an id of where something stands."""
    return re.sub(r"[^a-z]+", "-", way)


@cache
def homes() -> dict[str, str]:
    """Give the id of the one noun of each kind, so that references lead somewhere."""
    found: dict[str, str] = {}
    for way in ways():
        if way[-1].key == "id" and way[0].name not in ("edition", "overlays"):
            kind = kind_of(way[-2].record)[0]
            found.setdefault(kind, slug(f"data {' '.join(spec.key for spec in way)}"))
    return {**found, "area": found["municipality"]}


def one_value(spec: FieldSpec, way: str) -> Any:
    """Make a value for a field: what it says depends on where it stands, so that no two are alike."""
    if spec.record is not None:
        return one_of(spec.record, way)
    if spec.choices:
        return spec.choices[0]
    if spec.ref and way.startswith("data "):
        return homes()[spec.ref.split("|")[0]]
    return {
        "text": slug(way) if spec.key == "id" or spec.ref else f"Wat er bij {way} staat.",
        "date": dt.date(2026, 1, 2),
        "int": 1234,
        "float": 1.5,
        "bool": False,
    }[spec.kind]


def one_of(cls: Any, way: str) -> Any:
    """Make a record with every field filled in, and one of each list."""
    values = {spec.name: one_value(spec, f"{way} {spec.key}") for spec in specs(cls)}
    return cls(**{spec.name: (values[spec.name],) if spec.many else values[spec.name] for spec in specs(cls)})


@cache
def whole() -> Matrix:
    """Give an edition that holds one of every record in every place where the model has room for it."""
    return Matrix(Base(one_of(Data, "data")))


def ways(cls: Any = Data, way: Way = ()) -> Iterator[Way]:
    """Give the way to every field with a column, from the edition down."""
    for spec in specs(cls):
        yield (*way, spec)
        if spec.record is not None:
            yield from ways(spec.record, (*way, spec))


def other(spec: FieldSpec, value: Any) -> Any:
    """Give another value than this one."""
    if spec.choices:
        return next(choice for choice in spec.choices if choice != value)
    if spec.kind == "text":
        return f"{value}-anders" if spec.ref or spec.key == "id" else f"{value} Nu anders."
    if spec.kind == "date":
        return value + dt.timedelta(days=400)
    return not value if spec.kind == "bool" else value + 1


def edited(record: Any, way: Way, edit: Any) -> Any:
    """Give the same record in which the field at the end of the way is edited."""
    spec, value = way[0], getattr(record, way[0].name)
    if len(way) == 1:
        return changed(record, **{spec.name: edit(spec, value)})
    inner = (edited(value[0], way[1:], edit),) if spec.many else edited(value, way[1:], edit)
    return changed(record, **{spec.name: inner})


def owner_of(way: Way) -> tuple[Any, Way]:
    """Give the noun that a field belongs to, and the way from there: what an editor would say was changed."""
    noun, left = whole().data, way
    rest = way
    for number, spec in enumerate(way[:-1]):
        if spec.record is None or not (number == 0 or "id" in attrs.fields_dict(spec.record)):
            break
        value = getattr(noun, spec.name)
        noun, left = (value[0] if spec.many else value), rest[number + 1 :]
    return (noun.edition if isinstance(noun, Data) else noun), left


def said(way: Way) -> str:
    """Name a way, for the list of tests."""
    return ".".join(spec.key for spec in way)


def known_by(change: Change, noun: Any, lang: Any) -> tuple[str, ...]:
    """Give what a sentence may name a record by; what has neither id nor name, by the names of what it is about."""
    own = (getattr(noun, name, None) for name in ("id", "name", "name_en", "text"))
    return tuple(filter(None, (*own, change.id, change._names.gist(change._noun, lang))))


def checked(changes: Changes, noun: Any, field: str) -> list[Change]:
    """Give the changes of a field, each told in both languages with what it is about and nothing raw."""
    found = [change for change in changes if change.field == field]
    for change in changes:
        for lang in ("nl", "en"):
            sentence = change.sentence(lang)

            assert not RAW.search(sentence)
            assert any(name[:60] in sentence for name in known_by(change, noun, lang)) or change.kind == "escalation"
            assert sentence[0] in "‘“" or sentence[0] == sentence[0].upper()
            assert sentence.endswith((".", ".”", "…”"))
            assert sentence in changes.to_text(lang) or len(changes) > 2
        assert json.loads(json.dumps(change.to_record())) == change.to_record()
    return found


EVERY = list(ways())
LEAVES = [way for way in EVERY if way[-1].record is None and way[-1].key != "id" and not way[-1].many]
LISTS = [way for way in EVERY if way[-1].many]
RECORDS = [way for way in EVERY if way[-1].record is not None and not way[-1].many and way[-1].name != "edition"]
IDS = [way for way in EVERY if way[-1].key == "id"]


def test_every_class_and_field_of_the_model_is_in_these_tests() -> None:
    """The one of everything has nothing left out, so a new field is in it on its first day."""

    def filled(record: Any) -> None:
        for spec in specs(type(record)):
            value = getattr(record, spec.name)

            assert value not in (None, ())
            for item in value if spec.many else (value,):
                if spec.record is not None:
                    filled(item)

    filled(whole().data)
    assert len(EVERY) == len(LEAVES) + len(LISTS) + len(RECORDS) + len(IDS) + 1


def test_nothing_changed_is_no_change() -> None:
    """Not even when it was read anew."""
    changes = diff(whole(), Matrix(Base(one_of(Data, "data"))))

    assert 0 == len(changes)
    assert "Er is niets veranderd." in changes.to_text()
    assert "Nothing changed." in changes.to_text("en")


@pytest.mark.parametrize("way", LEAVES, ids=said)
def test_a_change_of_any_field_is_found_and_told(way: Way) -> None:
    """By the noun it stands in, under its own keys."""
    noun, left = owner_of(way)
    data = edited(whole().data, way, other)
    changes = diff(whole(), Matrix(Base(data)))
    identity = IDENTITY.get(type(noun).__name__, ())
    if len(left) == 1 and left[0].name in identity:  # a line of a register under another key is another line
        assert ["added", "ended"] == sorted(change.what for change in checked(changes, noun, ""))
        return
    found = checked(changes, noun, said(left))

    assert 1 == len(found) == len(changes)
    assert kind_of(type(noun))[0] == found[0].kind
    assert found[0].old != found[0].new


@pytest.mark.parametrize("way", [way for way in LEAVES if not (way[-1].required or way[-1].default)], ids=said)
def test_a_field_that_is_emptied_or_filled_in_is_told(way: Way) -> None:
    """What was there, or what is there now."""
    noun, left = owner_of(way)
    data = edited(whole().data, way, lambda spec, _: True if spec.kind == "bool" else spec.default)
    emptied = Matrix(Base(data))

    assert 1 == len(checked(diff(whole(), emptied), noun, said(left)))
    assert 1 == len(checked(diff(emptied, whole()), noun, said(left)))


@pytest.mark.parametrize("way", RECORDS, ids=said)
def test_a_single_record_that_comes_or_goes_is_told(way: Way) -> None:
    """As a whole, not field by field."""
    if way[-1].required:
        return
    noun, left = owner_of((*way, way[-1])) if len(way) == 1 else owner_of(way)
    without = Matrix(Base(edited(whole().data, way, lambda *_: None)))
    field = "" if len(way) == 1 else said(left)

    assert 1 == len(checked(diff(whole(), without), noun, field)) == len(diff(whole(), without))
    assert 1 == len(checked(diff(without, whole()), noun, field))


@pytest.mark.parametrize("way", LISTS, ids=said)
def test_a_line_added_to_any_list_or_taken_from_it_is_told(way: Way) -> None:
    """And the lines that stayed are not."""
    spec = way[-1]
    item = one_value(spec, "iets nieuws")
    more = Matrix(Base(edited(whole().data, way, lambda _, value: (item, *value))))
    came, went = diff(whole(), more), diff(more, whole())
    follows = spec.record is not None and (len(way) == 1 or "id" in attrs.fields_dict(spec.record))

    assert 1 == len(came) == len(went)
    if follows:
        assert ("added", "ended") == (came.changes[0].what, went.changes[0].what)
        assert (None, item, item, None) == (
            came.changes[0].old,
            came.changes[0].new,
            went.changes[0].old,
            went.changes[0].new,
        )
    else:
        noun, left = owner_of(way)

        assert 1 == len(checked(came, noun, said(left))) == len(checked(went, noun, said(left)))


@pytest.mark.parametrize("way", LISTS, ids=said)
def test_only_a_new_order_that_says_something_is_a_change(way: Way) -> None:
    """The steps of a situation, not the sources of a claim."""
    item = one_value(way[-1], "iets nieuws")
    there = Matrix(Base(edited(whole().data, way, lambda _, value: (item, *value))))
    moved = Matrix(Base(edited(whole().data, way, lambda _, value: (*value, item))))
    holder = Data if len(way) == 1 else way[-2].record
    changes = diff(there, moved)

    assert ["order"] * ((holder.__name__, way[-1].name) in IN_ORDER) == [change.what for change in changes]
    for change in changes:
        assert not RAW.search(change.sentence())
        assert "volgorde" in change.sentence()
        assert "order" in change.sentence("en")


@pytest.mark.parametrize("way", [way for way in IDS if len(way) > 1 and way[0].name != "edition"], ids=said)
def test_another_id_is_another_thing(way: Way) -> None:
    """An id never changes: one ended and one was added."""
    changes = diff(whole(), Matrix(Base(edited(whole().data, way, other))))
    whats = {change.what for change in changes}
    if "also" in attrs.fields_dict(way[-2].record) or any(spec.name == "also" for spec in specs(way[-2].record)):
        assert whats <= {"added", "ended", "replaced"}
    else:
        assert whats - {"changed"} == {"added", "ended"}
        assert all(change.field == "hoort_bij" for change in changes if change.what == "changed")


# --- the small tables -------------------------------------------------------------------------------------------


def classes() -> set[Any]:
    """Give every class of the model that an edition can hold."""
    return {Data, *(spec.record for way in EVERY for spec in way if spec.record is not None)}


def test_the_tables_name_what_is_there() -> None:
    """Every exception to 'the model says so' is about a field that exists."""
    names = {(cls.__name__, spec.name) for cls in classes() for spec in specs(cls)}
    every = {name for _, name in names}

    assert set(IN_ORDER) <= names
    assert {(cls, name) for cls, identity in IDENTITY.items() for name in identity} <= names
    assert every >= SURE | WORDING
    assert {name for cls, name in names if cls == "Assignment"} >= _NOT_TOLD


def test_every_noun_has_words_in_both_languages() -> None:
    """One of it, and several."""
    needed = {spec.record for way in EVERY for spec in way[:1] if spec.record is not None}
    needed |= {cls for cls in classes() if "id" in attrs.fields_dict(cls)}

    assert {cls.__name__ for cls in needed} == set(NOUNS)
    assert {kind for kind, _, _ in NOUNS.values()} <= {*KINDS, *_MANY}


# --- what sort of change it is ----------------------------------------------------------------------------------


def altered(matrix: Matrix, noun: str, key: str, **changes: Any) -> Matrix:
    """Give the same edition with one noun changed."""
    items = tuple(changed(one, **changes) if one.id == key else one for one in getattr(matrix.data, noun))
    return Matrix(Base(changed(matrix.data, **{noun: items})))


@pytest.mark.parametrize(
    ("noun", "key", "changes", "what", "nl", "en"),
    [
        (
            "partners",
            "politie",
            {"name": "Nationale politie"},
            "renamed",
            "Partij Politie (politie) heet nu “Nationale politie”.",
            "Partner Police (politie) is now called “Nationale politie” (before: “Politie”).",
        ),
        (
            "partners",
            "politie",
            {"valid_until": dt.date(2027, 1, 1)},
            "ended",
            "Partij Politie (politie) geldt niet meer vanaf 1 januari 2027.",
            "Partner Police (politie) no longer holds from 1 January 2027.",
        ),
        (
            "partners",
            "ibd",
            {"replaced_by": "ncsc"},
            "replaced",
            "Partij Informatiebeveiligingsdienst voor gemeenten (ibd) is vervangen door Nationaal Cyber Security Centrum.",
            "Partner Information Security Service for municipalities (ibd) is replaced by National Cyber Security Centre.",
        ),
        (
            "assignments",
            "p1",
            {"role": "regie"},
            "role",
            "Toewijzing Politie · Crisis aanpakken en communiceren · alle vormen (p1): de rol was ‘Helpt’ en is nu ‘Trekt’.",
            None,
        ),
        (
            "assignments",
            "p1",
            {"force": "mag"},
            "force",
            "Toewijzing Politie · Crisis aanpakken en communiceren · alle vormen (p1): bij ‘Hoe bindend’ kwam erbij: ‘mag’.",
            None,
        ),
        (
            "assignments",
            "v1",
            {"sources": ("verzonnen-bron",)},
            "source",
            None,
            None,
        ),
        (
            "assignments",
            "v1",
            {"status": "bevestigd"},
            "status",
            None,
            "‘status’ was ‘proposal’ and is now ‘confirmed’.",
        ),
        ("assignments", "v1", {"text": "Leidt."}, "text", "en is nu “Leidt.”", "and is now “Leidt.”"),
    ],
)
def test_each_sort_of_change_has_its_own_sentence(
    tiny: Matrix, noun: str, key: str, changes: dict[str, Any], what: str, nl: str | None, en: str | None
) -> None:
    """A new name is a new name, and not one partner less and one more."""
    (found,) = diff(tiny, altered(tiny, noun, key, **changes))

    assert what == found.what
    assert (nl or "") in found.sentence("nl")
    assert (en or "") in found.sentence("en")


def test_a_new_rule_is_told_with_what_it_says(tiny: Matrix) -> None:
    """Who, as what, with what and against what."""
    (found,) = diff(tiny, with_rules(tiny, rule("n1", "politie", forms=("datingfraude",))))

    assert "added" == found.what
    assert (
        "Nieuw: toewijzing Politie · Crisis aanpakken en communiceren · Datingfraude (n1): "
        "‘Doet’ bij Crisis aanpakken en communiceren tegen Datingfraude. Doet wat n1 zegt."
    ) == found.sentence()


def test_references_are_told_by_name(tiny: Matrix) -> None:
    """A law article with its law, a rule by its id, and what leads nowhere by what was written."""
    lawful = altered(tiny, "assignments", "p1", laws=("verzonnen-wet:1",), replaced_by="p2", exception_to="weg")
    laws, replaced, exception = diff(tiny, lawful)

    assert ("source", "replaced", "changed") == (laws.what, replaced.what, exception.what)
    assert "bij ‘Wetsartikelen’ kwam erbij: Vw 1." in laws.sentence()
    assert "is vervangen door p2." in replaced.sentence()
    assert "kwam erbij: weg." in exception.sentence()
    assert "" == diff(tiny, with_rules(tiny, rule("n"))).changes[0].told()


def test_a_new_partner_is_told_once_with_all_that_it_brings(tiny: Matrix) -> None:
    """Its desks are not news by themselves."""
    desk = one_of(type(whole().data.channels[0]), "loket")
    partner = changed(tiny.data.partners[0], id="nieuw", name="Nieuwe partij", channels=(desk,))
    more = Matrix(Base(changed(tiny.data, partners=(*tiny.data.partners, partner))))

    assert ["added"] == [change.what for change in diff(tiny, more)]
    assert ["ended"] == [change.what for change in diff(more, tiny)]


def test_a_desk_that_goes_to_another_partner_is_still_that_desk(tiny: Matrix) -> None:
    """Where it belongs is what changed."""
    desk = one_of(type(whole().data.channels[0]), "loket")

    def at(key: str) -> Matrix:
        partners = (changed(one, channels=(desk,) if one.id == key else ()) for one in tiny.data.partners)
        return Matrix(Base(changed(tiny.data, partners=tuple(partners))))

    (moved,) = diff(at("politie"), at("ibd"))

    assert ("channel", desk.id, "changed") == (moved.kind, moved.id, moved.what)
    assert "hoort nu bij Informatiebeveiligingsdienst voor gemeenten (eerst Politie)." in moved.sentence()
    assert ("partner/politie", "partner/ibd") == (moved.to_record()["old"], moved.to_record()["new"])
    (loose,) = diff(at("politie"), Matrix(Base(changed(at("nobody").data, channels=(desk,)))))
    assert "now belongs to the whole matrix (before: Police)." in loose.sentence("en")


def test_an_old_id_that_another_record_took_over_is_told_so(tiny: Matrix) -> None:
    """Two desks became one."""
    first, second = (one_of(type(whole().data.channels[0]), way) for way in ("loket", "ander loket"))
    before = Matrix(Base(changed(tiny.data, channels=(first, second))))
    after = Matrix(Base(changed(tiny.data, channels=(changed(second, also=(first.id,)),))))
    (merged,) = [change for change in diff(before, after) if change.id == first.id]

    assert "replaced" == merged.what
    assert merged.sentence().endswith(f"is opgegaan in {second.name}")


def claims(*texts: str, **more: Any) -> tuple[Claim, ...]:
    """Make claims of which only the text matters."""
    return tuple(Claim(text=text, verification="eigen", **more) for text in texts)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (claims("a b c", "d e f"), claims("nieuw", "a b c", "d e f"), [("signalen", None, "nieuw")]),
        (claims("a b c", "d e f"), claims("d e f"), [("signalen", "a b c", None)]),
        (claims("a b c", "d e f"), claims("d e f g", "a b c"), [("signalen.tekst", "d e f", "d e f g")]),
        (claims("a b c"), claims("x y z"), [("signalen.tekst", "a b c", "x y z")]),
        (
            claims("a b c", "d e f"),
            claims("d e f", "x y z", "u v w"),
            [("signalen", None, "u v w"), ("signalen", None, "x y z"), ("signalen", "a b c", None)],
        ),
        (
            claims("a b c", sources=("verzonnen-bron",), note="n"),
            (Claim(text="a b c d", verification="partial", sources=("verzonnen-bron",), note="n"),),
            [("signalen.tekst", "a b c", "a b c d"), ("signalen.verificatie", "eigen", "partial")],
        ),
    ],
)
def test_lines_without_an_id_are_followed_by_what_they_say(
    tiny: Matrix, old: tuple[Claim, ...], new: tuple[Claim, ...], expected: list[Any]
) -> None:
    """Equal ones first, then those that differ a little; a line in front moves no other."""
    before, after = (altered(tiny, "crimes", "phishing", signals=signals) for signals in (old, new))
    found = [
        (change.field, getattr(change.old, "text", change.old), getattr(change.new, "text", change.new))
        for change in diff(before, after)
    ]

    assert sorted(expected, key=str) == sorted(found, key=str)


def test_a_list_written_anew_is_not_puzzled_over(tiny: Matrix) -> None:
    """Sixty lines that went and sixty that came: which was which would be a guess, and a slow one."""
    old = claims(*(f"oud {number}" for number in range(60)))
    new = claims(*(f"nieuw {number}" for number in range(60)), note="n")
    before, after = (altered(tiny, "crimes", "phishing", signals=signals) for signals in (old, new))

    assert 120 == len(diff(before, after))


def test_a_nested_change_names_the_line_it_stands_in(tiny: Matrix) -> None:
    """Or nobody would know which signal became surer."""
    before = altered(tiny, "crimes", "phishing", signals=claims("Iemand vraagt om een code."))
    after = altered(
        tiny, "crimes", "phishing", signals=(changed(claims("Iemand vraagt om een code.")[0], verification="verified"),)
    )
    (found,) = diff(before, after)

    assert (
        "Vorm Phishing, smishing en quishing (phishing), bij ‘Wat een gemeente kan opvallen’ (“Iemand vraagt om een code.”): "
        "bij ‘Hoe zeker: wat de bron ervan zegt’ stond ‘van de makers, zonder bron’, en nu ‘de bron zegt dit’."
    ) == found.sentence()


def test_of_two_long_texts_the_part_that_differs_is_shown() -> None:
    """With a few words around it."""
    words = [f"woord{number}" for number in range(60)]
    old, new = close_up(" ".join(words), " ".join([*words[:30], "anders", *words[31:]]))

    assert (
        "… woord24 woord25 woord26 woord27 woord28 woord29 woord30 woord31 woord32 woord33 woord34 woord35 woord36 …"
    ) == old
    assert old.replace("woord30", "anders") == new
    assert ("kort", "korter") == close_up("kort", "korter")
    longer = " ".join([*words, "erbij"])
    assert longer.endswith(close_up(" ".join(words), longer)[1].removeprefix("… "))


def test_a_text_of_which_only_the_blanks_differ_is_told_so(tiny: Matrix) -> None:
    """Two equal quotations would explain nothing."""
    before = altered(tiny, "partners", "politie", summary="Een zin. Nog een.")
    (found,) = diff(before, altered(tiny, "partners", "politie", summary="Een zin.  Nog een."))

    assert "alleen de witruimte" in found.sentence()
    assert "white space" in found.sentence("en")


# --- the list as a whole ----------------------------------------------------------------------------------------


def test_the_first_edition_says_so(tiny: Matrix) -> None:
    """Also to one reader, who has no older view either."""
    first = diff(None, tiny)

    assert Changes.first(tiny) == first
    assert "Uitgave 2026.0 (23 november 2026) is de eerste uitgave: er is geen oudere" in first.to_text()
    assert "is the first edition" in first.to_markdown("en")
    assert [] == first.to_records()
    for seen in (first.for_municipality("deventer"), first.for_partner("politie"), first.for_crime("phishing")):
        assert 0 == len(seen)
        assert "is de eerste uitgave" in seen.to_html()
    with pytest.raises(cm.UnknownId):
        first.for_partner("polietie")


def test_a_repr_tells_what_one_has(tiny: Matrix) -> None:
    """Between which editions, and how much."""
    later = changed(tiny.data, edition=changed(tiny.data.edition, id="2027.1"))
    changes = diff(tiny, Matrix(Base(later)))

    assert "<Changes 2026.0 → 2027.1: 1>" == repr(changes)
    assert "<Changes nothing → 2026.0: 0>" == repr(diff(None, tiny))
    assert "<Seen 2026.0 → 2027.1 for deventer: 0>" == repr(changes.for_municipality("deventer"))
    assert "<Seen nothing → 2026.0 for ibd: 0>" == repr(diff(None, tiny).for_partner("ibd"))
    assert [*changes] == [*changes.changes]


def test_the_same_edit_in_many_records_is_one_sentence(tiny: Matrix) -> None:
    """All rules were read again on one day."""
    day = dt.date(2027, 3, 1)
    before = only_rules(tiny, *(rule(f"r{n}", checked_on=dt.date(2026, 1, 1)) for n in range(4)))
    after = only_rules(tiny, *(rule(f"r{n}", checked_on=day) for n in range(4)))
    changes = diff(before, after)

    assert 4 == len(changes)
    ((heading, sentences),) = changes.sections()
    assert "Toewijzingen" == heading
    (sentence,) = sentences
    assert (
        "4 toewijzingen (r0, r1, r2, r3): bij ‘Dag waarop de regel is nagelezen’ "
        "stond 1 januari 2026, en nu 1 maart 2027."
    ) == sentence


def test_of_a_whole_register_a_part_is_told_and_the_rest_is_counted(tiny: Matrix) -> None:
    """A new year of population figures must not bury the rest."""
    new = tuple(Population(municipality="deventer", year=2000 + n, count=n) for n in range(30))
    changes = diff(tiny, Matrix(Base(changed(tiny.data, populations=(*tiny.data.populations, *new)))))
    ((_, sentences),) = changes.sections()

    assert "Nieuw: inwonertal Deventer · 2000." == sentences[0]
    assert "En nog 18 zulke wijzigingen bij inwonertallen." == sentences[-1]
    assert 30 == len(changes.to_records()) == len(changes)
    assert "deventer/2000" == changes.changes[0].id


class Tags(HTMLParser):
    """Which elements a piece of HTML really opens, and the text in them."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.opened.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE = '<img src=x onerror="alert(1)"> & </li><script>*x*</script> [a](b) `c`'


def test_what_people_wrote_never_works_as_markup(tiny: Matrix) -> None:
    """Neither in HTML nor in Markdown, wherever it stands."""
    after = altered(tiny, "partners", "politie", name=HOSTILE, summary=HOSTILE)
    after = altered(after, "assignments", "p1", text=HOSTILE)
    changes = diff(tiny, after)
    for told in (changes, changes.for_partner("politie"), changes.for_municipality("deventer")):
        page = Tags()
        page.feed(told.to_html())

        assert {"section", "h2", "h3", "p", "ul", "li"} == set(page.opened)
        assert "<script>*x*</script>" in page.text
        markdown = told.to_markdown()
        assert "<" not in markdown.replace("&lt;", "")
        assert r"\[a\](b) \`c\`" in markdown
        assert r"\*x\*" in markdown


def test_each_form_says_the_same(tiny: Matrix) -> None:
    """Text, Markdown, HTML and records hold the same sentence."""
    changes = diff(tiny, altered(tiny, "partners", "politie", name="Nationale politie"))
    sentence = "Partij Politie (politie) heet nu “Nationale politie”."

    assert [sentence] == [record["sentence"] for record in changes.to_records()]
    assert f"Partijen\n- {sentence}" in changes.to_text()
    assert f"### Partijen\n\n- {sentence}" in changes.to_markdown()
    assert f"<h3>Partijen</h3>\n<ul>\n<li>{sentence}</li>\n</ul>" in changes.to_html()
    assert '<section class="changes" lang="en">' in changes.to_html("en")
    assert {
        "kind": "partner",
        "id": "politie",
        "name": "Nationale politie",
        "what": "renamed",
        "field": "naam",
        "label": "Naam op de pagina",
        "old": "Politie",
        "new": "Nationale politie",
    } == {key: value for key, value in changes.to_records()[0].items() if key != "sentence"}


def test_changes_of_plain_values_can_be_built_and_compared() -> None:
    """Two changes are equal when they say the same, whoever found them."""
    record = one_of(SearchWord, "woord")
    one, two = (
        Change(kind="search_word", id="", name="x", what="added", new=record) for record in (record, changed(record))
    )

    assert one == two
    assert hash(one) == hash(two)
    assert to_plain(record) == one.to_record()["new"] if one._noun is not None else True


# --- for one reader ---------------------------------------------------------------------------------------------


def sentences(seen: Seen, lang: Any = "nl") -> list[str]:
    """Give every sentence, in order."""
    return [sentence for _, said in seen.sections(lang) for sentence in said]


def test_a_municipality_sees_only_what_holds_for_it(tiny: Matrix) -> None:
    """P3 is of Twente: Hof van Twente hears of it, Deventer does not."""
    changes = diff(tiny, altered(tiny, "assignments", "p3", text="Doet nu iets anders."))

    assert 0 == len(changes.for_municipality("deventer"))
    (sentence,) = sentences(changes.for_municipality("Hof van Twente"))
    assert sentence.startswith(
        "Politie: ‘Doet’ bij Crisis aanpakken en communiceren tegen Ransomware (gijzelsoftware) (regionaal): de tekst was"
    )
    assert sentence.endswith("en is nu “Doet nu iets anders.” [p3]")


def test_a_nearer_rule_that_ends_gives_way_to_the_one_behind_it(tiny: Matrix) -> None:
    """Seen from there the cell stayed, with another rule's words."""
    rules = tuple(one for one in tiny.data.assignments if one.id != "p3")
    changes = diff(tiny, Matrix(Base(changed(tiny.data, assignments=rules))))
    seen = changes.for_municipality("hof-van-twente")

    assert {"p2"} == {one.rule for one in seen.cells}
    assert {"text", "changed"} == {one.what for one in seen.cells}
    (sentence,) = sentences(seen)
    assert sentence.endswith("[p2, eerst p3]")
    assert sentences(seen, "en")[0].endswith("[p2, before: p3]")
    assert 0 == len(changes.for_municipality("deventer"))


def test_a_rule_in_many_cells_is_one_sentence(tiny: Matrix) -> None:
    """All forms are all forms, a whole category is named, and the others one by one."""
    more = with_rules(
        tiny,
        rule("all", "ncsc", forms=("alle",)),
        rule("family", "ibd", "uitvoerder", forms=("cybercrime",)),
        rule("some", "gemeente", forms=("phishing", "ransomware")),
    )
    seen = diff(tiny, more).for_municipality("deventer")
    said = sentences(seen)

    assert 3 == len(seen.cells) == len(said)
    assert any("tegen alle vormen (lokaal). Doet wat all zegt. [all]" in one for one in said)
    assert any(
        "Informatiebeveiligingsdienst" in one and "tegen Cybercrime (in enge zin) (lokaal)" in one for one in said
    )
    assert any(one.startswith("Nieuw: Gemeente Deventer: ‘Doet’") and "Phishing" in one for one in said)
    assert all(one.startswith("Nieuw: ") for one in said)
    gone = diff(more, tiny).for_municipality("deventer")
    assert all(one.startswith("Vervallen: ") for one in sentences(gone))
    assert {"ended"} == {one.what for one in gone.cells}


def test_a_rule_for_more_or_fewer_forms_is_told_as_such(tiny: Matrix) -> None:
    """It neither came nor went."""
    few = only_rules(tiny, rule("r", forms=("phishing",)))
    many = only_rules(tiny, rule("r", forms=("phishing", "ransomware")))
    (came,) = sentences(diff(few, many).for_municipality("deventer"))
    (went,) = sentences(diff(many, few).for_municipality("deventer"), "en")

    assert came.startswith("Nu ook: Politie: ‘Doet’ bij Crisis aanpakken en communiceren tegen Ransomware")
    assert went.startswith("No longer: Police: ")
    (cell,) = diff(few, many).for_municipality("deventer").cells
    assert not cell.is_whole
    assert {
        "what": "added",
        "rule": "r",
        "partners": ["politie"],
        "role": "uitvoerder",
        "interventions": ["crisis"],
        "crimes": ["ransomware"],
        "field": "",
        "old": None,
        "new": None,
    } == {key: value for key, value in cell.to_record().items() if key != "sentence"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"role": "ondersteuner"}, "de rol was ‘Doet’ en is nu ‘Helpt’. [r]"),
        ({"level": "regionaal"}, "bij ‘Waar de rol gespeeld wordt’ stond Lokaal, en nu Regionaal. [r]"),
        ({"audience": ("gemeente",)}, "bij ‘Voor wie; leeg is voor iedereen’ kwam erbij: voor gemeenten. [r]"),
        ({"force": "kan"}, "bij ‘Hoe bindend’ kwam erbij: ‘kan’. [r]"),
        ({"status": "bevestigd"}, "bij ‘Voorstel of bevestigd’ stond ‘voorstel’, en nu ‘bevestigd’. [r]"),
        (
            {"text": "Iets anders.", "force": "kan"},
            "bij ‘Hoe bindend’ kwam erbij: ‘kan’; de tekst was “Doet wat r zegt.” en is nu “Iets anders.” [r]",
        ),
    ],
)
def test_a_rule_that_took_another_role_level_or_audience_is_the_same_rule(
    tiny: Matrix, change: dict[str, Any], told: str
) -> None:
    """Not one cell lost and another gained."""
    one = rule("r", forms=("phishing",))
    seen = diff(only_rules(tiny, one), only_rules(tiny, changed(one, **change))).for_municipality("deventer")

    assert set(change) == {cell.change.field for cell in seen.cells} or len(change) == len(seen.cells)
    (sentence,) = sentences(seen)
    assert sentence.endswith(told)
    assert all(cell.sentence() for cell in seen.cells)
    assert all(cell.to_record()["field"] for cell in seen.cells)


def test_bookkeeping_is_no_news_to_a_reader(tiny: Matrix) -> None:
    """That a rule was read again is told to the coordinator, not to a municipality."""
    changes = diff(tiny, altered(tiny, "assignments", "p1", checked_on=dt.date(2027, 1, 1)))

    assert 1 == len(changes)
    assert 0 == len(changes.for_municipality("deventer"))
    assert "Er is niets veranderd." in changes.for_municipality("deventer").to_text()


def test_every_other_field_of_a_rule_is_told_to_who_sees_its_cells(tiny: Matrix) -> None:
    """A field that is new in the model too, until somebody says that it is bookkeeping."""
    one = rule("r", forms=("phishing",), valid_from=dt.date(2020, 1, 1))
    full = one_of(Assignment, "regel")
    left_alone = {*_NOT_TOLD, "area", "role", "level", "audience", "sources", "laws", "valid_from", "valid_until"}
    for spec in specs(Assignment):
        if spec.name not in left_alone:
            value = other(spec, getattr(one, spec.name) or "") if spec.kind == "text" else getattr(full, spec.name)
            seen = diff(only_rules(tiny, one), only_rules(tiny, changed(one, **{spec.name: value})))

            assert [spec.key] == [cell.change.field for cell in seen.for_municipality("deventer").cells]


def test_each_edition_is_seen_on_its_own_date(tiny: Matrix) -> None:
    """A rule that ended between the two is lost; asked on one day for both, nothing is."""
    ending = rule("r", forms=("phishing",), valid_until=dt.date(2027, 1, 1))
    old = only_rules(tiny, ending)
    new = only_rules(tiny, ending, edition=changed(tiny.data.edition, id="2027.1", date=dt.date(2027, 6, 1)))
    changes = diff(old, new)

    assert ["ended"] == [one.what for one in changes.for_municipality("deventer").cells]
    assert () == changes.for_municipality("deventer", on="2026-12-31").cells
    assert () == changes.for_municipality("deventer", on=dt.date(2027, 2, 1)).cells
    with pytest.raises(cm.InvalidQuestion):
        changes.for_partner("politie", on="morgen")


def test_a_partner_sees_its_cells_and_its_own_record(tiny: Matrix) -> None:
    """Cells of its bodies too; and its name, wherever the reader stands."""
    after = altered(tiny, "assignments", "o1", text="Beslist anders.")
    after = altered(after, "partners", "openbaar-ministerie", name="OM")
    changes = diff(tiny, after)
    seen = changes.for_partner("openbaar-ministerie")

    assert [("o1", "text")] == [(one.rule, one.what) for one in seen.cells]
    assert ["renamed"] == [one.what for one in seen.own]
    assert "Over OM zelf" == seen.sections()[-1][0]
    assert "About Public Prosecution Service" == seen.sections("en")[-1][0]
    body = changes.for_partner("openbaar-ministerie-oost-nederland")
    assert ["renamed"] == [one.what for one in body.own]
    assert 0 == len(changes.for_partner("ibd"))
    assert 0 == len(changes.for_partner("ibd").cells)
    assert ["o1"] == [one.rule for one in changes.for_municipality("deventer").for_partner("openbaar-ministerie").cells]


def test_a_crime_form_sees_the_cells_against_it(tiny: Matrix) -> None:
    """And its own card; a category sees those of all of its forms."""
    after = altered(tiny, "assignments", "p3", text="Doet anders.")
    after = altered(after, "crimes", "ransomware", name="Gijzelsoftware")
    changes = diff(tiny, after)

    assert [("p3", "text")] == [(one.rule, one.what) for one in changes.for_crime("ransomware").cells]
    assert ["renamed"] == [one.what for one in changes.for_crime("ransomware").own]
    assert ["p3"] == [one.rule for one in changes.for_crime("cybercrime").cells]
    assert 0 == len(changes.for_crime("phishing"))
    assert (
        "voor Gijzelsoftware en Deventer?" in changes.for_crime("Gijzelsoftware").for_municipality("deventer").title()
    )


def test_a_reader_that_is_in_one_edition_only_gains_or_loses_everything(tiny: Matrix) -> None:
    """A partner that was taken out had cells; a new one has."""
    extra = changed(tiny.data.partners[0], id="nieuw", name="Nieuwe partij", aliases=(), abbreviation=None)
    more = with_rules(tiny, rule("n", "nieuw"), partners=(*tiny.data.partners, extra))

    assert {"added"} == {one.what for one in diff(tiny, more).for_partner("nieuw").cells}
    gone = diff(more, tiny).for_partner("Nieuwe partij")
    assert {"ended"} == {one.what for one in gone.cells}
    assert "voor Nieuwe partij" in gone.title()
    with pytest.raises(cm.UnknownId, match="politie"):
        diff(more, tiny).for_partner("polietie")


def test_without_a_place_rules_of_several_areas_stand_side_by_side(tiny: Matrix) -> None:
    """The police does the same in Oost-Nederland and in Twente: one of these changed."""
    changes = diff(tiny, altered(tiny, "assignments", "p2", text="Doet in het oosten iets anders."))

    assert ["p2"] == [one.rule for one in changes.for_partner("politie").cells]


def test_bodies_that_do_the_same_are_named_together(tiny: Matrix) -> None:
    """Two base teams in one municipality are two cells and one sentence."""
    more = only_rules(tiny, rule("t", "politie-basisteam", types=("crisis", "opsporen"), forms=("phishing",)))
    teams = [team for team in tiny.data.base_teams if "arnhem" in team.municipalities]
    (sentence,) = sentences(diff(only_rules(tiny), more).for_municipality("arnhem"))

    assert len(teams) > 1
    assert " en ".join(f"Basisteam {team.name}" for team in teams) in sentence
    assert "bij Crisis aanpakken en communiceren en Opsporen tegen" in sentence


def test_a_municipality_sees_its_own_file(tiny: Matrix) -> None:
    """Rules of its own in its cells, its own desks as its own."""
    desk = one_of(type(whole().data.channels[0]), "loket")
    own = Overlay(
        municipality="deventer", assignments=(rule("own", area="deventer", forms=("phishing",)),), channels=(desk,)
    )

    def overlaid(overlay: Overlay) -> Matrix:
        return Matrix(Base(changed(tiny.data, overlays=(overlay,))))

    later = changed(
        own,
        assignments=(changed(own.assignments[0], text="Nu zo."),),
        channels=(changed(desk, phone="0570"),),
    )
    changes = diff(overlaid(own), overlaid(later))
    seen = changes.for_municipality("deventer")

    assert [("own", "text")] == [(one.rule, one.what) for one in seen.cells]
    assert [("channel", "nummer")] == [(one.kind, one.field) for one in seen.own]
    assert 0 == len(changes.for_municipality("hof-van-twente"))


# --- laws -------------------------------------------------------------------------------------------------------


def test_forth_and_back_are_mirror_images(tiny: Matrix) -> None:
    """What one direction adds, the other ends; what one fills in, the other empties."""
    after = with_rules(altered(tiny, "partners", "politie", name="Nationale politie"), rule("n"))
    forth, back = diff(tiny, after), diff(after, tiny)
    turned = {"added": "ended", "ended": "added"}

    assert {(one.kind, one.id, turned.get(one.what, one.what), one.new, one.old) for one in forth} == {
        (one.kind, one.id, one.what, one.old, one.new) for one in back
    }


def test_kinds_come_in_the_order_of_the_data(shipped: Matrix) -> None:
    """Partners before the assignments, assignments before the crime forms, whatever changed first."""
    data = shipped.data
    after = Matrix(
        Base(
            changed(
                data,
                crimes=(changed(data.crimes[0], name="x"), *data.crimes[1:]),
                assignments=(changed(data.assignments[0], text="x"), *data.assignments[1:]),
                partners=(changed(data.partners[0], name="x"), *data.partners[1:]),
            )
        )
    )
    kinds = [change.kind for change in diff(shipped, after)]

    assert ["partner", "assignment", "crime"] == kinds
    order = [spec.record for spec in specs(Data)]
    assert all(order.index(a) < order.index(b) for a, b in pairwise([type(c._noun) for c in diff(shipped, after)]))


# --- the command line -------------------------------------------------------------------------------------------


@pytest.fixture
def editions(tiny: Matrix, tmp_path: Path) -> Path:
    """Give a folder with an edition of today and two archived ones, of which 2026.10 is the later."""
    from cybermatrix.formats import export, write_folder

    folder = tmp_path / "matrix"
    today = changed(tiny.data, edition=changed(tiny.data.edition, id="2027.1"))
    write_folder(today, folder)
    (folder / "edities").mkdir()
    for number, name in (("2026.9", "Oude politie"), ("2026.10", "Vorige politie")):
        older = altered(tiny, "partners", "politie", name=name)
        data = changed(older.data, edition=changed(tiny.data.edition, id=number))
        export(Matrix(Base(data)), "json", folder / "edities" / f"{number}.json")
    return folder


def test_the_command_takes_folders_files_and_numbers(editions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Differences are an answer, not a failure."""
    asked = [
        ([str(editions / "edities" / "2026.9.json"), str(editions)], "Oude politie"),
        (["2026.9"], "Oude politie"),
        (["2026.9", "2027.1"], "Oude politie"),
        (["2026.10"], "Vorige politie"),
        ([], "Vorige politie"),
    ]
    for words, name in asked:
        assert 0 == run(["--data", str(editions), "diff", *words])
        printed = capsys.readouterr()
        assert f"Partij {name} (politie) heet nu “Politie”." in printed.out
        assert "" == printed.err


def test_the_command_looks_as_one_reader(editions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In each form that the library has."""
    seen = ["--data", str(editions), "diff", "2026.9", "--partner", "politie", "--municipality", "Deventer"]

    assert 0 == run([*seen, "--on", "2026-11-23", "--crime", "phishing"])
    assert "voor Politie, Deventer en Phishing, smishing en quishing?" in capsys.readouterr().out
    assert 0 == run([*seen, "--json"])
    assert "renamed" == json.loads(capsys.readouterr().out)[0]["what"]
    assert 0 == run([*seen, "--format", "json"])
    assert "renamed" == json.loads(capsys.readouterr().out)[0]["what"]
    assert 0 == run([*seen, "--format", "markdown", "--lang", "en"])
    assert capsys.readouterr().out.startswith("## What changed for Police and Deventer?")
    assert 0 == run([*seen, "--format", "html"])
    assert capsys.readouterr().out.startswith('<section class="changes" lang="nl">')


def test_the_command_says_what_is_not_there(editions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown edition with near misses, an empty archive as such, a day without a reader."""

    def refused(*words: str) -> str:
        assert 2 == run(["--data", str(editions), *words])
        printed = capsys.readouterr()
        assert "" == printed.out
        return printed.err

    assert "Uitgave, map of bestand '2026.8' bestaat niet. Bedoelde u '2026.9'" in refused("diff", "2026.8")
    assert "--on hoort bij --municipality" in refused("diff", "2026.9", "--on", "2026-01-01")
    assert "'morgen' is geen datum" in refused("diff", "2026.9", "--partner", "politie", "--on", "morgen")
    assert "Partij 'polietie' bestaat niet." in refused("diff", "2026.9", "--partner", "polietie")
    for path in (editions / "edities").iterdir():
        path.unlink()
    assert "Er is nog geen uitgave bewaard" in refused("diff", "2026.9")
    assert "No edition has been archived" in refused("diff", "2026.9", "--lang", "en")
    assert 0 == run(["--data", str(editions), "diff"])
    assert "is de eerste uitgave" in capsys.readouterr().out
