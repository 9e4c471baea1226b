"""The collection: what one can do with a matrix, the words it understands, and what it refuses."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import TYPE_CHECKING

import attrs
import pytest
from making import changed_partners, only_rules, origins, rule, with_rules

import cybermatrix as cm
from cybermatrix import matrix as module
from cybermatrix.matrix import Base, Matrix, expand_forms, normal
from cybermatrix.model import Assignment, Cell, CrimeForm, Partner, Situation, Step, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

# --- a collection -----------------------------------------------------------------------------------------------


def test_it_counts_and_walks_its_cells(tiny: Matrix) -> None:
    """Length, iteration, indexing and membership tell the same story."""
    cells = list(tiny)

    assert len(tiny) == len(cells)
    assert tiny.cells == tuple(cells)
    assert tiny[0] is cells[0]
    assert cells[-1] is tiny[-1]
    assert all(cell in tiny for cell in cells)
    assert all(isinstance(cell, Cell) for cell in cells)
    assert cells[0] not in tiny.where(crime="datingfraude", partner="ibd")
    assert "politie" not in tiny


def test_cells_come_form_by_form_then_type_role_and_partner(tiny: Matrix) -> None:
    """The order is that of the data, whatever was asked."""
    seen = tiny.where(municipality="deventer")
    base = tiny.base
    places = [
        (
            list(base.crimes).index(cell.crime.id),
            list(base.interventions).index(cell.intervention.id),
            list(base.roles).index(cell.role.id),
            base.partner_rank[cell.partner.id],
        )
        for cell in seen
    ]

    assert sorted(places) == places


def test_an_empty_matrix_is_empty(tiny: Matrix) -> None:
    """And therefore false, as any collection."""
    nothing = tiny.where(partner="ncsc")

    assert 0 == len(nothing)
    assert not nothing
    assert [] == list(nothing)


def test_it_holds_what_the_edition_holds(tiny: Matrix) -> None:
    """The nouns of the edition, in the order of the data, also in a narrowed matrix."""
    seen = tiny.where(crime="phishing", municipality="deventer")
    data = tiny.data

    assert data == seen.data
    assert data.edition is seen.edition
    assert data.partners == seen.partners
    assert data.crimes == seen.crime_forms
    assert data.interventions == seen.intervention_types
    assert data.roles == seen.roles
    assert data.instruments == seen.instruments
    assert data.situations == seen.situations
    assert data.municipalities == seen.municipalities
    assert data.sources == seen.sources
    assert data.assignments == seen.assignments
    assert data.examples == seen.examples
    assert (None, "deventer") == (tiny.municipality, seen.municipality.id)


def test_every_noun_has_an_id_a_name_and_an_english_name(shipped: Matrix) -> None:
    """Also where there is no translation."""
    data = shipped.data
    nouns = (
        *data.partners,
        *data.crimes,
        *data.interventions,
        *data.roles,
        *data.levels,
        *data.phases,
        *data.blocks,
        *data.audiences,
        *data.categories,
        *data.instruments,
        *data.situations,
        *data.municipalities,
        *data.sources,
        *data.laws,
        *(article for law in data.laws for article in law.articles),
        *(statute for law in data.laws for statute in law.statutes),
        *data.tools,
        *data.slots,
        *shipped.base.areas.values(),
        *shipped.base.channels.values(),
    )

    assert all(item.id and item.name and item.name_en != "" for item in nouns)
    assert all({item.id: item}[item.id] is item and isinstance(hash(item), int) for item in nouns)


def test_a_repr_answers_what_have_i_got(tiny: Matrix) -> None:
    """The edition, the place, and how much of everything."""
    assert "<Matrix 2026.0: 10 partners × 15 types × 4 crimes, 24 cells>" == repr(tiny)
    assert "<Matrix 2026.0 from deventer: 5 partners × 2 types × 1 crimes, 6 cells>" == repr(
        tiny.where(crime="ransomware", municipality="deventer", intervention=["crisis", "opsporen"])
    )
    assert "<Matrix 2026.0: 0 partners × 0 types × 0 crimes, 0 cells>" == repr(tiny.where(partner="ncsc"))


@pytest.mark.parametrize("kind", [Partner, Assignment, Cell])
def test_a_record_is_spelled_out_as_attrs_would(kind: type, tiny: Matrix) -> None:
    """Also what rides along unseen: the place of a rule, the sources of a cell."""
    one = {Partner: tiny.data.partners[0], Assignment: tiny.data.assignments[0], Cell: tiny[0]}[kind]
    columns = {column.name: attrs.field(repr=column.repr) for column in attrs.fields(kind)}
    theirs = attrs.make_class(kind.__name__, columns, kw_only=True)
    values = {name: getattr(one, name) for name in columns}

    assert repr(theirs(**values)) == repr(one)


def test_equal_is_what_answers_equally(tiny: Matrix) -> None:
    """The same cells from the same place on the same day, looking at the same pairs."""
    one = tiny.where(crime="phishing").where(role="regie")
    other = Matrix(Base(tiny.data)).where(role="Regie (trekker)", crime=["phishing"])

    assert one == other
    assert hash(one) == hash(other)
    assert tiny == tiny.where(role=tiny.roles)
    assert hash(tiny) == hash(tiny.where(role=tiny.roles))
    assert {one} == {one, other}


def test_unequal_is_what_may_answer_differently(tiny: Matrix) -> None:
    """Two empty answers about different things are not the same."""
    assert tiny != tiny.where(municipality="deventer")
    assert tiny != tiny.where(crime="phishing")
    assert tiny.where(on="2026-01-01") != tiny.where(on="2026-01-02")
    assert tiny.where(crime="phishing", partner="ncsc") != tiny.where(crime="ransomware", partner="ncsc")
    assert tiny != with_rules(tiny, rule("more"))
    assert tiny.where(partner="politie") != tiny.where(partner="gemeente")
    assert tiny != "tiny"
    assert tiny.__eq__("tiny") is NotImplemented


def test_nothing_in_it_can_be_changed(tiny: Matrix) -> None:
    """A change is a new value."""
    cell = tiny[0]

    with pytest.raises(AttributeError):
        tiny.edition = None  # type: ignore[misc]
    with pytest.raises(AttributeError):
        tiny.more = 1  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        tiny[0] = cell  # type: ignore[index]
    with pytest.raises(AttributeError):
        cell.role = None  # type: ignore[misc]
    with pytest.raises(AttributeError):
        cell.partner.name = "X"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        cell.partner.channels.append(None)  # type: ignore[attr-defined]


def test_where_leaves_the_old_matrix_untouched(tiny: Matrix) -> None:
    """Narrowing gives another matrix; unfiltered goes back, from the same place and day."""
    before = list(tiny)
    seen = tiny.where(municipality="deventer", on="2026-11-23", crime="phishing", role="regie")

    assert before == list(tiny)
    assert tiny.where(municipality="deventer", on="2026-11-23") == seen.unfiltered()
    assert dt.date(2026, 11, 23) == seen.unfiltered().on


def test_it_can_travel_to_another_process(tiny: Matrix) -> None:
    """Work is handed out to processes, so a matrix can be pickled."""
    seen = tiny.where(municipality="deventer", crime="ransomware", on="2026-11-23")

    assert seen == pickle.loads(pickle.dumps(seen))  # noqa: S301  # our own bytes


def test_it_forgets_old_questions_when_there_are_too_many(tiny: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that runs for months keeps answering, and stays small."""
    monkeypatch.setattr(module, "_MOST_KEPT", 3)
    monkeypatch.setattr(module, "_FEW_KEPT", 3)
    matrix = Matrix(Base(tiny.data))
    expected = [list(tiny.where(crime=form)) for form in tiny.crime_forms]

    assert expected == [list(matrix.where(crime=form)) for form in matrix.crime_forms]
    assert len(matrix.view._answers) <= 3

    for day in range(1, 9):
        assert len(tiny) == len(matrix.where(on=dt.date(2026, 11, day)))
    assert len(matrix.base._views) <= 3


# --- filters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"crime": "phishing"}, {"e1", "b1", "p1", "p2", "o1", "v1"}),
        ({"crime": "cybercrime", "intervention": "crisis"}, {"p1", "p2", "p3", "v1", "i1"}),
        ({"partner": "politie"}, {"p1", "p2", "p3"}),
        ({"intervention": "opsporen"}, {"b1", "o1"}),
        ({"role": "ondersteuner"}, {"p1", "i1"}),
        ({"phase": "proactie"}, {"e1"}),
        ({"block": "vooraf"}, {"e1"}),
        ({"block": "nu", "role": ["regie", "bevoegd-gezag"]}, {"v1", "o1"}),
        ({"level": "landelijk"}, {"i1"}),
        ({"audience": "inwoner", "role": "ondersteuner"}, {"p1"}),
        ({"area": "vr-twente"}, {"p3"}),
        ({"area": "land", "level": "regionaal"}, {"p2", "p3", "v1", "o1"}),
        ({"status": "bevestigd"}, set()),
        ({"status": ["voorstel", "bevestigd"], "role": "regie"}, {"v1"}),
        ({"phase": "respons", "intervention": "eigen-huis"}, set()),
        ({"crime": []}, set()),
    ],
)
def test_every_filter_keeps_what_it_says(tiny: Matrix, question: dict, expected: set[str]) -> None:
    """Several words of one kind mean any of these; several filters mean all of these."""
    assert expected == set(origins(tiny.where(**question)))


def test_status_tells_proposals_from_what_was_confirmed(tiny: Matrix) -> None:
    """In both languages."""
    rules = (rule("a"), rule("b", role="regie", status="bevestigd"))
    matrix = only_rules(tiny, *rules)

    assert {"b"} == set(origins(matrix.where(status="confirmed")))
    assert {"a"} == set(origins(matrix.where(status="Proposal")))
    with pytest.raises(cm.UnknownId) as error:
        matrix.where(status="bevestigt")
    assert ("voorstel", "bevestigd") == error.value.near


def test_no_filter_is_no_filter(tiny: Matrix) -> None:
    """None means nothing was asked."""
    nothing = dict.fromkeys(("crime", "partner", "intervention", "role", "phase", "block", "level", "audience", "area"))

    assert tiny == tiny.where(**nothing, status=None, municipality=None, on=None)


def test_the_axes_it_looks_at(tiny: Matrix) -> None:
    """What makes no sense is left out of the pairs."""
    seen = tiny.where(crime=["datingfraude", "phishing"], intervention=["eigen-huis", "crisis"])

    assert {"datingfraude", "phishing"} == seen.asked("crime")
    assert {"eigen-huis", "crisis"} == seen.asked("intervention")
    assert (("eigen-huis", "phishing"), ("crisis", "phishing"), ("crisis", "datingfraude")) == seen.pairs
    assert 15 == len(tiny.asked("intervention"))


# --- words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("axis", "word", "expected"),
    [
        ("crime", "ransomware", "ransomware"),
        ("crime", "Ransomware (gijzelsoftware)", "ransomware"),
        ("crime", "RANSOMWARE", "ransomware"),
        ("crime", "Romance scam", "datingfraude"),
        ("crime", "nepmail", "phishing"),
        ("crime", "  Nep-mail ", None),
        ("crime", "ddos  aanval", "ddos-aanval"),
        ("intervention", "CRI", "crisis"),
        ("intervention", "cri", "crisis"),
        ("intervention", "Investigate", "opsporen"),
        ("intervention", "Opsporen", "opsporen"),
        ("role", "T", "regie"),
        ("role", "Trekt", "regie"),
        ("role", "Lead", "regie"),
        ("role", "bevoegd gezag", "bevoegd-gezag"),
        ("partner", "IBD", "ibd"),
        ("partner", "OM", "openbaar-ministerie"),
        ("partner", "Police", "politie"),
        ("partner", "wijkagent", "politie-basisteam"),
        ("partner", "Gemeente Deventer", "gemeente-deventer"),
        ("partner", "basisteam-arnhem-noord", "basisteam-arnhem-noord"),
        ("phase", "Prevention", "preventie"),
        ("block", "Now", "nu"),
        ("level", "Lokaal", "lokaal"),
        ("level", "National", "landelijk"),
        ("audience", "for small businesses", "mkb"),
        ("area", "GM0150", "deventer"),
        ("area", "RE02", "eenheid-oost-nederland"),
        ("area", "Nederland", "land"),
        ("area", "Twente", "vr-twente"),
        ("municipality", "gm0150", "deventer"),
        ("municipality", "hof  VAN twente", "hof-van-twente"),
    ],
)
def test_every_word_for_a_thing_finds_it(tiny: Matrix, axis: str, word: str, expected: str | None) -> None:
    """An id, a Dutch or English name, an alias, an abbreviation or a code, in any case."""
    index = getattr(tiny.base, f"{axis}_index")
    if expected is None:
        with pytest.raises(cm.UnknownId):
            index.find(word)
        return

    assert expected == index.find(word).id


def test_accents_and_hyphens_do_not_matter() -> None:
    """Keyboards differ."""
    assert "sudwest fryslan" == normal("Súdwest-Fryslân") == normal("  sudwest   FRYSLAN ")
    assert "strasse" == normal("Straße")


@pytest.mark.parametrize("kind", ["crime", "partner", "intervention", "role", "phase", "block", "level", "audience"])
def test_every_noun_is_a_word_for_itself(shipped: Matrix, kind: str) -> None:
    """What an answer gives can be asked again: the noun, and its id."""
    index = getattr(shipped.base, f"{kind}_index")

    assert all(index.find(key) is item for key, item in index.by_id.items())
    assert all(shipped.where(**{kind: item}) is not None for item in index.by_id.values())


def test_every_area_and_municipality_is_a_word_for_itself(shipped: Matrix) -> None:
    """Utrecht, the municipality, by its id; and every area that a cell names."""
    base = shipped.base

    assert all(base.area_index.find(key) is area for key, area in base.areas.items())
    assert all(base.municipality(place) is place for place in shipped.municipalities)
    assert all(base.municipality(place.code) is place for place in shipped.municipalities)


def test_nouns_several_words_and_generators_may_be_asked(tiny: Matrix) -> None:
    """One or several, in any collection."""
    ransomware, phishing = tiny.base.crimes["ransomware"], tiny.base.crimes["phishing"]
    expected = tiny.where(crime=["ransomware", "phishing"])

    assert expected == tiny.where(crime=(ransomware, phishing))
    assert expected == tiny.where(crime=(word for word in ("Phishing", ransomware)))
    assert expected == tiny.where(crime={"ransomware", "nepmail"})
    assert tiny.where(partner="politie") == tiny.where(partner=tiny.base.partners["politie"])
    assert tiny.where(municipality="deventer") == tiny.where(municipality=tiny.base.municipalities["deventer"])
    assert tiny.where(role="regie") == tiny.where(role=tiny.base.roles["regie"])


def test_a_noun_of_another_edition_is_asked_by_its_id(tiny: Matrix, shipped: Matrix) -> None:
    """Its name may have changed; its id never does."""
    assert tiny.where(partner="politie") == tiny.where(partner=shipped.base.partners["politie"])


def test_a_category_is_all_of_its_forms(tiny: Matrix) -> None:
    """By its id or its name."""
    forms = {"ransomware", "ddos-aanval"}

    assert forms == {cell.crime.id for cell in tiny.where(crime="cybercrime")}
    assert forms == {cell.crime.id for cell in tiny.where(crime=tiny.base.categories["cybercrime"])}
    assert forms | {"phishing"} == {cell.crime.id for cell in tiny.where(crime=["cybercrime", "phishing"])}


def test_a_name_goes_before_an_alias(tiny: Matrix) -> None:
    """Who is called so is meant, not who is also called so."""
    partners = changed_partners(tiny, ibd={"aliases": ("Politie", "de dienst")}, ncsc={"aliases": ("de dienst",)})
    base = with_rules(tiny, partners=partners).base

    assert "politie" == base.partner_index.find("Politie").id
    with pytest.raises(cm.AmbiguousName) as error:
        base.partner_index.find("de dienst")
    assert ("ibd", "ncsc") == error.value.candidates


# --- what it refuses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("axis", "word", "near"),
    [
        ("crime", "fishing", "phishing"),
        ("crime", "ransomwear", "ransomware"),
        ("partner", "polietie", "politie"),
        ("intervention", "crises", "crisis"),
        ("role", "regi", "regie"),
        ("phase", "preventi", "preventie"),
        ("block", "vooraaf", "vooraf"),
        ("level", "regionall", "regionaal"),
        ("audience", "inwooner", "inwoner"),
        ("area", "vr-twent", "vr-twente"),
        ("municipality", "deventr", "deventer"),
        ("status", "voorstl", "voorstel"),
    ],
)
def test_an_unknown_word_raises_with_near_misses(tiny: Matrix, axis: str, word: str, near: str) -> None:
    """A typo is never an empty answer."""
    with pytest.raises(cm.UnknownId) as error:
        tiny.where(**{axis: word})

    assert near in error.value.near
    assert word == error.value.word
    assert isinstance(error.value, LookupError)


def test_the_message_says_what_was_perhaps_meant(tiny: Matrix) -> None:
    """A sentence to act on."""
    with pytest.raises(cm.UnknownId, match=r"no crime form 'fishing'; did you mean 'phishing'\?"):
        tiny.where(crime="fishing")
    with pytest.raises(cm.UnknownId, match=r"no crime form 'xyzzy'$"):
        tiny.where(crime="xyzzy")


def test_a_name_of_two_is_not_guessed(shipped: Matrix) -> None:
    """Bergen is in Limburg and in Noord-Holland; the candidates can be asked."""
    with pytest.raises(cm.AmbiguousName, match="'bergen-l' or 'bergen-nh'") as error:
        shipped.where(municipality="Bergen")

    assert ("municipality", "Bergen") == (error.value.kind, error.value.word)
    assert list(error.value.candidates) == [shipped.base.municipality(word).id for word in error.value.candidates]
    assert isinstance(error.value, LookupError)


def test_utrecht_as_an_area_is_two_but_an_id_is_one(tiny: Matrix) -> None:
    """The name fits the municipality and the safety region; the id `utrecht` is the municipality."""
    with pytest.raises(cm.AmbiguousName) as error:
        tiny.where(area="Utrecht")

    assert ("vr-utrecht", "utrecht") == error.value.candidates
    assert ["utrecht"] == [area.id for area in tiny.base.areas.values() if tiny.base.area_index.find("utrecht") is area]


ODD = [
    "",
    " ",
    "\0",
    "-",
    "…",
    "'; DROP TABLE",
    "../../etc/passwd",
    "\ud800",
    "\u202e",
    "<script>",
    "🦊",
    "a" * 10_000,
    "ransomware " * 1_000,
]


@pytest.mark.parametrize("word", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize(
    "axis",
    ["crime", "partner", "intervention", "role", "phase", "level", "audience", "area", "status", "municipality"],
)
def test_odd_words_are_unknown_words(tiny: Matrix, axis: str, word: str) -> None:
    """Whatever it is, it names nothing, and the message stays short."""
    with pytest.raises(cm.UnknownId) as error:
        tiny.where(**{axis: word})

    assert len(str(error.value)) < 500


@pytest.mark.parametrize("value", [5, 1.5, b"phishing", [None], [5], object(), True, [["phishing"]]])
@pytest.mark.parametrize("axis", ["crime", "partner", "role", "area", "status", "municipality"])
def test_what_is_no_word_is_an_invalid_question(tiny: Matrix, axis: str, value: object) -> None:
    """Not an AttributeError from somewhere inside."""
    with pytest.raises(cm.InvalidQuestion, match="takes words or nouns"):
        tiny.where(**{axis: value})


def test_only_one_place_can_be_asked(tiny: Matrix) -> None:
    """A place is a viewpoint, not a filter."""
    with pytest.raises(cm.InvalidQuestion):
        tiny.where(municipality=["deventer", "utrecht"])


def test_an_unknown_filter_is_a_mistake_in_the_program(tiny: Matrix) -> None:
    """Python says so itself."""
    with pytest.raises(TypeError, match="crimes"):
        tiny.where(crimes="phishing")


@pytest.mark.parametrize(
    "day", ["", "gisteren", "2026-02-30", "23-11-2026", "9" * 10_000, 20261123, 1.5, ["2026-01-01"]]
)
def test_an_impossible_date_is_an_invalid_question(tiny: Matrix, day: object) -> None:
    """With an example of a good one."""
    with pytest.raises(cm.InvalidQuestion, match="2026-11-23") as error:
        tiny.where(on=day)

    assert len(str(error.value)) < 200
    assert isinstance(error.value, ValueError)


def test_dates_of_every_kind(tiny: Matrix) -> None:
    """A date, a moment, or a text."""
    expected = tiny.where(on=dt.date(2026, 11, 23))

    assert expected == tiny.where(on="2026-11-23")
    assert expected == tiny.where(on=dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC))


def test_all_errors_have_one_base() -> None:
    """One thing to catch for whoever wants to."""
    kinds = (cm.UnknownId, cm.AmbiguousName, cm.ConflictingViewpoint, cm.InvalidQuestion, cm.InvalidMatrix)

    assert all(issubclass(kind, Exception) and kind.__mro__[1].__name__ == "CybermatrixError" for kind in kinds)


# --- the shared base --------------------------------------------------------------------------------------------


def test_a_body_with_a_record_goes_before_the_register(tiny: Matrix) -> None:
    """A safety region may have a file of its own; it is not made a second time."""
    body = changed(
        tiny.base.partners["veiligheidsregio-twente"],
        name="Veiligheidsregio Twente (eigen bestand)",
        abbreviation="VRT",
    )
    matrix = with_rules(tiny, partners=(*tiny.partners, body))
    seen = matrix.where(crime="phishing", municipality="hof-van-twente", partner="VRT")

    assert [body] == [cell.partner for cell in seen]
    assert len(tiny.base.partners) == len(matrix.base.partners)


def test_without_a_kind_the_register_makes_no_bodies(tiny: Matrix) -> None:
    """No base teams where nobody wrote down what a base team is."""
    partners = tuple(one for one in tiny.partners if one.id != "politie-basisteam")
    base = with_rules(tiny, partners=partners).base

    assert not any(key.startswith("basisteam-") for key in base.partners)
    assert "gemeente-deventer" in base.partners


def test_a_channel_answers_to_its_older_ids(tiny: Matrix) -> None:
    """And so does a law article."""
    channel = changed(tiny.base.channels["politie"], id="loket", also=("oud-loket",))
    base = with_rules(tiny, channels=(channel,)).base

    assert base.channels["loket"] is base.channels["oud-loket"] is channel
    assert base.law_articles["verzonnen-wet:2"] is base.law_articles["verzonnen-wet:2a"]


def test_a_situation_is_found_by_its_number(tiny: Matrix) -> None:
    """S1, as people say."""
    step = Step(
        clock="nu",
        who="politie",
        spoken_to="gemeente",
        text="Bel.",
        force="kan",
        verification="eigen",
        certainty="bron",
    )
    situation = Situation(
        id="plat", number=1, name="De site ligt plat", affected="wij", forms=("phishing",), steps=(step,)
    )
    base = with_rules(tiny, situations=(situation,)).base

    assert situation is base.situation_index.find("S1")
    assert situation is base.situation_index.find("de site ligt plat")


def test_a_rule_costs_the_same_however_many_other_forms_there_are(tiny: Matrix) -> None:
    """A matrix with a thousand times the rules has a hundred times the forms: to walk all of them per rule takes minutes."""

    class Unwalked(dict[str, CrimeForm]):
        def __iter__(self) -> Iterator[str]:
            pytest.fail("every form was looked at")

    base = Base(tiny.data)
    form = next(one for one in tiny.crime_forms)
    of_family = tuple(one.id for one in tiny.crime_forms if one.category == form.category)
    _ = base.crime_rank, base.forms_of
    base.__dict__["crimes"] = Unwalked(base.crimes)

    assert {form.id: 2} == expand_forms(base, (form.id,))
    assert dict.fromkeys(of_family, 1) | {form.id: 2} == expand_forms(base, (form.category, form.id))
    assert of_family == tuple(expand_forms(base, (form.category,)))
    with pytest.raises(pytest.fail.Exception):
        expand_forms(base, ("alle",))
