"""The fourteen points of 'What the matrix means' (product.md), each by its number, and the worked example."""

from __future__ import annotations

import datetime as dt

import pytest
from making import LAW, changed_partners, only_rules, origins, rule, with_rules

import cybermatrix as cm
from cybermatrix import checks
from cybermatrix.matrix import Matrix, today
from cybermatrix.model import (
    Assignment,
    Claim,
    Example,
    LawArticle,
    Municipality,
    NotApplicable,
    Overlay,
    Source,
    changed,
    label,
)

OLD = dt.date(2020, 1, 1)
NEW = dt.date(2026, 6, 1)


def codes(matrix: Matrix) -> list[str]:
    """Give the codes of every error in a matrix made in a test."""
    return [one.code for check in checks.ERRORS for one in check(matrix.data)]


# --- the worked example -----------------------------------------------------------------------------------------

EXAMPLE = {
    "deventer": [
        ("p1", "politie", "ondersteuner"),
        ("p2", "politie", "uitvoerder"),
        ("v1", "veiligheidsregio-ijsselland", "regie"),
        ("i1", "ibd", "ondersteuner"),
        ("o1", "openbaar-ministerie-oost-nederland", "bevoegd-gezag"),
        ("e1", "gemeente-deventer", "uitvoerder"),
        ("b1", "burgemeester", "geen"),
    ],
    "hof-van-twente": [
        ("p1", "politie", "ondersteuner"),
        ("p3", "politie", "uitvoerder"),
        ("v1", "veiligheidsregio-twente", "regie"),
        ("i1", "ibd", "ondersteuner"),
        ("o1", "openbaar-ministerie-oost-nederland", "bevoegd-gezag"),
        ("e1", "gemeente-hof-van-twente", "uitvoerder"),
        ("b1", "burgemeester", "geen"),
    ],
    "utrecht": [
        ("p1", "politie", "ondersteuner"),
        ("v1", "veiligheidsregio-utrecht", "regie"),
        ("i1", "ibd", "ondersteuner"),
        ("o1", "openbaar-ministerie", "bevoegd-gezag"),
        ("e1", "gemeente-utrecht", "uitvoerder"),
        ("b1", "burgemeester", "geen"),
    ],
    None: [
        ("p1", "politie", "ondersteuner"),
        ("p2", "politie", "uitvoerder"),
        ("p3", "politie", "uitvoerder"),
        ("v1", "veiligheidsregio", "regie"),
        ("i1", "ibd", "ondersteuner"),
        ("o1", "openbaar-ministerie", "bevoegd-gezag"),
        ("e1", "gemeente", "uitvoerder"),
        ("b1", "burgemeester", "geen"),
    ],
}


@pytest.mark.parametrize("place", EXAMPLE)
def test_the_worked_example(tiny: Matrix, place: str | None) -> None:
    """Ransomware, seen from each place of the table, gives exactly the cells of the table."""
    seen = tiny.where(crime="ransomware", municipality=place)

    assert set(EXAMPLE[place]) == {(cell.origin.id, cell.partner.id, cell.role.id) for cell in seen}
    assert len(EXAMPLE[place]) == len(seen)


def test_the_nearer_rule_sets_the_other_aside(tiny: Matrix) -> None:
    """From Hof van Twente P3 makes the police cell, and P2 can still be seen behind it."""
    (cell,) = tiny.where(crime="ransomware", municipality="hof-van-twente", role="uitvoerder", partner="politie")

    assert "p3" == cell.origin.id
    assert ["p2"] == [item.id for item in cell.set_aside]
    assert "partijen/politie.yaml" == cell.origin.place.file
    assert cell.origin.place.line > 0


def test_from_no_place_areas_stand_side_by_side(tiny: Matrix) -> None:
    """Without a place each rule keeps its own area."""
    seen = tiny.where(crime="ransomware", role="uitvoerder", partner="politie")

    assert [("p2", "Oost-Nederland"), ("p3", "Twente")] == [(cell.origin.id, cell.area.name) for cell in seen]
    assert not any(cell.set_aside for cell in seen)


def test_entrepreneurs_do_not_get_what_is_for_municipalities(tiny: Matrix) -> None:
    """Deventer for mkb is Deventer without I1."""
    everyone = tiny.where(crime="ransomware", municipality="deventer")
    mkb = everyone.where(audience="mkb")

    assert [cell for cell in everyone if cell.origin.id != "i1"] == list(mkb)


@pytest.mark.parametrize("place", ["deventer", "hof-van-twente", "utrecht", None])
def test_who_leads_a_crisis_is_open_locally_and_nationally(tiny: Matrix, place: str | None) -> None:
    """Not regionally (V1 leads), not in the district (nobody works there)."""
    found = cm.gaps(tiny, role="regie", crime="ransomware", intervention="crisis", municipality=place)

    assert ["lokaal", "landelijk"] == [gap.level.id for gap in found if gap.level]


def test_dating_fraud(tiny: Matrix) -> None:
    """No E1 (n.v.t.), no P2, P3 and I1 (other forms); the mayor has no role in investigating."""
    seen = tiny.where(crime="datingfraude", municipality="deventer")

    assert {"p1", "v1", "o1", "b1"} == set(origins(seen))


@pytest.mark.parametrize(
    ("partner", "intervention", "state"),
    [
        ("burgemeester", "opsporen", "geen"),
        ("burgemeester", "slachtofferhulp", "not-laid-down"),
        ("gemeente", "eigen-huis", "nvt"),
        ("politie", "crisis", "filled"),
    ],
)
def test_dating_fraud_has_every_kind_of_empty(tiny: Matrix, partner: str, intervention: str, state: str) -> None:
    """The three kinds of empty, and filled, next to each other in one crime form."""
    found = cm.explain(tiny, partner=partner, intervention=intervention, crime="datingfraude", municipality="deventer")

    assert state == found.state


@pytest.mark.parametrize(
    ("added", "code", "against"),
    [
        (
            rule("b2", "burgemeester", "ondersteuner", types=("opsporen",), forms=("ransomware",), area="deventer"),
            "M03",
            "b1",
        ),
        (rule("p9", forms=("phishing", "ransomware"), level="regionaal", area="eenheid-oost-nederland"), "M02", "p2"),
        (rule("e9", "gemeente", types=("eigen-huis",), forms=("datingfraude",)), "M01", None),
    ],
    ids=["B2", "P9", "E9"],
)
def test_what_may_not_be_added(tiny: Matrix, added: Assignment, code: str, against: str | None) -> None:
    """B2 goes against B1, P9 says what P2 says, E9 names a pair that makes no sense: each is one problem, at its rule."""
    more = with_rules(tiny, added)
    (found,) = [one for check in checks.ERRORS for one in check(more.data)]
    values = dict(found.values)

    assert code == found.code
    assert added.id == values["id"]
    assert against == values.get("other")


# --- 1 Assignment -----------------------------------------------------------------------------------------------


def test_01_an_assignment_may_name_a_phase_and_a_category(tiny: Matrix) -> None:
    """A phase stands for its types and a category for its forms."""
    wide = only_rules(tiny, rule("w", phase="preventie", forms=("cybercrime",)))

    assert {
        ("weerbaar-maken", "ransomware"),
        ("weerbaar-maken", "ddos-aanval"),
        ("daderpreventie", "ransomware"),
        ("daderpreventie", "ddos-aanval"),
    } == {(cell.intervention.id, cell.crime.id) for cell in wide}


@pytest.mark.parametrize(
    ("expected", "forms"), [(False, ("alle",)), (True, ("cybercrime",)), (True, ("phishing", "ransomware"))]
)
def test_01_an_assignment_is_specific_unless_it_speaks_of_all(expected: bool, forms: tuple[str, ...]) -> None:
    """A page may say first what is about this form; `forms` are there as they were written."""
    assert (expected, forms) == (rule("x", forms=forms).is_specific, rule("x", forms=forms).forms)


def test_01_two_roles_are_two_assignments(tiny: Matrix) -> None:
    """One partner may both do and help; that is said twice and gives two cells."""
    both = only_rules(tiny, rule("a", role="uitvoerder"), rule("b", role="ondersteuner"))

    assert ["a", "b"] == origins(both.where(crime="phishing"))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (rule("x", types=()), "M07"),
        (changed(rule("x", phase="respons"), interventions=("crisis",)), "M07"),
        (rule("x", force="moet"), "M05"),
        (rule("x", force="mag-niet"), "M05"),
        (rule("x", role="bevoegd-gezag"), "M06"),
    ],
)
def test_01_what_an_assignment_needs(tiny: Matrix, wrong: Assignment, code: str) -> None:
    """Types or a phase, and a law where the words are strong."""
    assert [code] == codes(only_rules(tiny, wrong))


@pytest.mark.parametrize("fine", [{"force": "moet"}, {"force": "mag-niet"}, {"role": "bevoegd-gezag"}])
def test_01_strong_words_with_a_law_are_fine(tiny: Matrix, fine: dict[str, str]) -> None:
    """With an article, *moet*, *mag-niet* and *bevoegd-gezag* may stand."""
    assert [] == codes(only_rules(tiny, rule("x", laws=LAW, **fine)))


def test_01_a_cell_joins_what_its_assignment_names(tiny: Matrix) -> None:
    """Sources and laws are nouns in a cell; text, force, status and dates come from the assignment."""
    (cell,) = tiny.where(partner="burgemeester", crime="ransomware", intervention="opsporen")

    assert ["verzonnen-bron"] == [source.id for source in cell.sources]
    assert ["verzonnen-wet:1"] == [article.id for article in cell.laws]
    assert ("Spoort niet op.", None, "verified", "voorstel", dt.date(2026, 11, 23)) == (
        cell.text,
        cell.force,
        cell.verification,
        cell.status,
        cell.checked_on,
    )


def test_01_what_was_done_once_is_shown_and_never_resolved(tiny: Matrix) -> None:
    """An example stands beside the matrix, not in it."""
    once = Example(
        id="ex",
        partner="politie",
        interventions=("slachtofferhulp",),
        forms=("phishing",),
        role="regie",
        level="lokaal",
        where="Nergens 2022",
        text="Deed eens iets.",
        verification="eigen",
    )
    more = with_rules(tiny, examples=(once,))

    assert (once,) == more.examples
    assert list(tiny) == list(more)
    assert "not-laid-down" == cm.explain(more, partner="politie", intervention="SLA", crime="phishing").state


# --- 2 Level is not area ----------------------------------------------------------------------------------------


def test_02_level_is_where_a_role_is_played_and_area_where_a_rule_holds(tiny: Matrix) -> None:
    """A regional role may rest on a rule for the whole country."""
    (cell,) = tiny.where(partner="veiligheidsregio", crime="phishing")

    assert ("regionaal", "land") == (cell.level.id, cell.area.id)


def test_02_areas_form_one_tree(tiny: Matrix) -> None:
    """Municipality in safety region in police unit in the country; a province or a base team is no area."""
    base = tiny.base

    assert ("deventer", "vr-ijsselland", "eenheid-oost-nederland", "land") == base.chain("deventer")
    assert {"land", "politie-eenheid", "veiligheidsregio", "gemeente"} == {area.kind for area in base.areas.values()}
    with pytest.raises(cm.UnknownId):
        tiny.where(area="Overijssel")


def test_02_filters_on_level_and_area_ask_different_things(tiny: Matrix) -> None:
    """`level` asks where the role is played, `area` where the rule holds: there, or in a part of it."""
    assert {"v1", "p2", "p3", "o1"} == set(origins(tiny.where(level="regionaal")))
    assert {"p2", "p3"} == set(origins(tiny.where(area="Oost-Nederland")))
    assert {"p3"} == set(origins(tiny.where(area="VR05")))


# --- 3 Bodies ---------------------------------------------------------------------------------------------------


def test_03_a_rule_for_a_kind_holds_for_each_of_its_bodies(tiny: Matrix) -> None:
    """Seen from a place, the kind has the name of its body there."""
    names = {
        place: [cell.partner.name for cell in tiny.where(crime="phishing", role="regie", municipality=place)]
        for place in ("deventer", "utrecht")
    }

    assert {"deventer": ["Veiligheidsregio IJsselland"], "utrecht": ["Veiligheidsregio Utrecht"]} == names


def test_03_two_base_teams_give_two_cells(tiny: Matrix) -> None:
    """Arnhem has two teams, Deventer one."""
    teams = only_rules(tiny, rule("t", "politie-basisteam"))
    seen = teams.where(crime="phishing", municipality="arnhem")

    assert ["basisteam-arnhem-noord", "basisteam-arnhem-zuid"] == [cell.partner.id for cell in seen]
    assert ["Basisteam IJsselland-Zuid"] == [
        cell.partner.name for cell in teams.where(crime="phishing", municipality="deventer")
    ]


def test_03_where_no_body_is_recorded_the_kind_keeps_its_name(tiny: Matrix) -> None:
    """Utrecht has no base team and no prosecution office in this matrix."""
    teams = with_rules(tiny, rule("t", "politie-basisteam"))
    seen = teams.where(crime="phishing", municipality="utrecht", partner=["politie-basisteam", "openbaar-ministerie"])

    assert {"politie-basisteam", "openbaar-ministerie"} == {cell.partner.id for cell in seen}


def test_03_a_body_that_ended_is_no_body(tiny: Matrix) -> None:
    """After its last day the kind has its own name again."""
    partners = changed_partners(tiny, openbaar_ministerie_oost_nederland={"valid_until": dt.date(2026, 1, 1)})
    seen = with_rules(tiny, partners=partners).where(crime="phishing", role="bevoegd-gezag", municipality="deventer")

    assert ["openbaar-ministerie-oost-nederland"] == [cell.partner.id for cell in seen.where(on=OLD)]
    assert ["openbaar-ministerie"] == [cell.partner.id for cell in seen.where(on=NEW)]


def test_03_a_rule_for_a_whole_never_holds_for_its_parts(tiny: Matrix) -> None:
    """What the municipality does is not what the mayor does, and the other way round."""
    found = cm.explain(tiny, partner="burgemeester", intervention="eigen-huis", crime="phishing")
    whole = cm.explain(tiny, partner="gemeente", intervention="opsporen", crime="phishing", municipality="deventer")

    assert ("not-laid-down", ()) == (found.state, found.set_aside)
    assert ("not-laid-down", ()) == (whole.state, whole.set_aside)


@pytest.mark.parametrize(
    ("partner", "place", "expected"),
    [
        ("gemeente", None, {"gemeente", "burgemeester"}),
        ("gemeente", "deventer", {"gemeente-deventer", "burgemeester"}),
        ("gemeente-deventer", "deventer", {"gemeente-deventer", "burgemeester"}),
        ("gemeente-arnhem", "deventer", set()),
        ("burgemeester", "deventer", {"burgemeester"}),
        ("openbaar-ministerie", "deventer", {"openbaar-ministerie-oost-nederland"}),
        ("openbaar-ministerie", "utrecht", {"openbaar-ministerie"}),
    ],
)
def test_03_a_filter_takes_a_partner_its_bodies_and_its_parts(
    tiny: Matrix, partner: str, place: str | None, expected: set[str]
) -> None:
    """Every cell still names its own partner."""
    seen = tiny.where(partner=partner, municipality=place)

    assert expected == {cell.partner.id for cell in seen}


def test_03_after_its_end_a_partner_answers_as_its_successor(tiny: Matrix) -> None:
    """The Digital Trust Center lives on in the NCSC; before that day it was itself."""
    rules = (
        rule("d", "digital-trust-center", valid_until=dt.date(2026, 1, 1)),
        rule("n", "ncsc", valid_from=dt.date(2026, 1, 1)),
    )
    asked = only_rules(tiny, *rules).where(partner="DTC", crime="phishing")

    assert ["d"] == origins(asked.where(on=OLD))
    assert ["n"] == origins(asked.where(on=NEW))
    assert "ncsc" == cm.explain(asked, partner="DTC", intervention="crisis", crime="phishing", on=NEW).partner.id
    assert [] == codes(only_rules(tiny, *rules))


# --- 4 Not applicable -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wide",
    [
        rule("w", "gemeente", types=("eigen-huis",)),
        rule("w", "gemeente", types=("eigen-huis",), forms=("gedigitaliseerde-criminaliteit",)),
        rule("w", "gemeente", phase="proactie"),
        rule("w", "gemeente", phase="proactie", forms=("datingfraude", "phishing")),
    ],
    ids=["all", "category", "phase", "phase and form"],
)
def test_04_a_wide_rule_skips_what_makes_no_sense(tiny: Matrix, wide: Assignment) -> None:
    """Only a rule that names both type and form is a problem."""
    seen = only_rules(tiny, wide)

    assert [] == codes(seen)
    assert 0 < len(seen)
    assert 0 == len(seen.where(crime="datingfraude", intervention="eigen-huis"))


def test_04_a_pair_says_why(tiny: Matrix) -> None:
    """The reason comes with the answer."""
    pair = NotApplicable(intervention="crisis", crime="phishing", reason="Een reden.")
    found = cm.explain(
        with_rules(tiny, not_applicable=(pair,)), partner="politie", intervention="crisis", crime="phishing"
    )

    assert ("nvt", "Een reden.", ()) == (found.state, found.reason, found.cells)


# --- 5 Place and date -------------------------------------------------------------------------------------------


def test_05_a_second_place_or_date_is_refused(tiny: Matrix) -> None:
    """The same one again is fine."""
    seen = tiny.where(municipality="Deventer", on="2026-11-23")

    assert seen == seen.where(municipality="GM0150", on=dt.date(2026, 11, 23))
    with pytest.raises(cm.ConflictingViewpoint, match="already 'deventer'") as place:
        seen.where(municipality="utrecht")
    with pytest.raises(cm.ConflictingViewpoint, match="already '2026-11-23'") as day:
        seen.where(on="2026-11-24")
    assert ("municipality", "deventer", "utrecht") == (place.value.name, place.value.first, place.value.second)
    assert isinstance(day.value, ValueError)


def test_05_only_rules_in_force_count(tiny: Matrix) -> None:
    """From its first day to the day before its end."""
    seen = only_rules(tiny, rule("r", valid_from=dt.date(2026, 2, 1), valid_until=dt.date(2026, 3, 1)))
    days = ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")

    assert [0, 4, 4, 0] == [len(seen.where(on=day)) for day in days]


def test_05_without_a_date_it_is_today(tiny: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """A matrix that is kept over midnight answers for the new day."""
    kept = only_rules(tiny, rule("r", valid_until=dt.date(2026, 1, 1)))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225599")  # the last second of 2025

    assert 4 == len(kept)

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")

    assert 0 == len(kept)


def test_05_only_rules_whose_area_holds_the_place_count(tiny: Matrix) -> None:
    """A rule for Deventer does not speak of Utrecht."""
    seen = only_rules(tiny, rule("d", area="deventer"), rule("o", area="eenheid-oost-nederland", role="regie"))

    assert {"d", "o"} == set(origins(seen.where(municipality="deventer")))
    assert {"o"} == set(origins(seen.where(municipality="arnhem")))
    assert set() == set(origins(seen.where(municipality="utrecht")))
    assert {"d", "o"} == set(origins(seen))


# --- 6 Same role: the nearest rule wins -------------------------------------------------------------------------

LADDER = [  # from far to near; each is nearer than the one before it
    rule("all-by-phase", "veiligheidsregio", phase="respons"),
    rule("all-by-type", "veiligheidsregio"),
    rule("category-by-phase", "veiligheidsregio", phase="respons", forms=("cybercrime",)),
    rule("category-by-type", "veiligheidsregio", forms=("cybercrime",)),
    rule("form-by-phase", "veiligheidsregio", phase="respons", forms=("ransomware",)),
    rule("form-by-type", "veiligheidsregio", forms=("ransomware",)),
    rule("unit", "veiligheidsregio", phase="respons", area="eenheid-oost-nederland"),
    rule("region", "veiligheidsregio", phase="respons", area="vr-twente"),
    rule("town", "veiligheidsregio", phase="respons", area="hof-van-twente"),
]


@pytest.mark.parametrize("steps", range(1, len(LADDER)))
def test_06_the_smaller_area_then_the_form_then_the_type(tiny: Matrix, steps: int) -> None:
    """Whatever the order of the files, the nearest rule makes the cell and the others are set aside, nearest first."""
    for rules in (LADDER[: steps + 1], LADDER[steps::-1]):
        matrix = only_rules(tiny, *rules)
        (cell,) = matrix.where(crime="ransomware", intervention="crisis", municipality="hof-van-twente")

        assert LADDER[steps].id == cell.origin.id
        assert [item.id for item in LADDER[steps - 1 :: -1]] == [item.id for item in cell.set_aside]
        assert [] == codes(matrix)


def test_06_a_body_goes_before_its_kind(tiny: Matrix) -> None:
    """Equal in all else, the rule that names the body itself wins."""
    matrix = only_rules(
        tiny,
        rule("kind", "openbaar-ministerie", area="eenheid-oost-nederland"),
        rule("body", "openbaar-ministerie-oost-nederland", area="eenheid-oost-nederland"),
    )
    (cell,) = matrix.where(crime="phishing", municipality="deventer")

    assert ("body", ["kind"]) == (cell.origin.id, [item.id for item in cell.set_aside])
    assert [] == codes(matrix)


@pytest.mark.parametrize(
    "other",
    [
        {"role": "ondersteuner"},
        {"level": "regionaal"},
        {"audience": ("mkb",)},
        {"partner": "ncsc"},
    ],
)
def test_06_what_differs_does_not_compete(tiny: Matrix, other: dict[str, str]) -> None:
    """Another role, level, audience or body never pushes a rule out."""
    near = {"partner": "politie", "role": "uitvoerder"} | other
    matrix = only_rules(tiny, rule("far"), rule("near", area="deventer", **near))
    seen = matrix.where(crime="phishing", municipality="deventer")

    assert {"far", "near"} == set(origins(seen))
    assert not any(cell.set_aside for cell in seen)


def test_06_equal_on_all_four_is_double(tiny: Matrix) -> None:
    """Both places are named; what is equal for one pair only is told once."""
    (found,) = checks.contradictions(
        only_rules(tiny, rule("one", forms=("ransomware", "phishing")), rule("two", forms=("ransomware",))).data
    )

    assert "M02" == found.code
    assert ("two", "one") == (dict(found.values)["id"], dict(found.values)["other"])
    assert "other_place" in dict(found.values)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"valid_until": OLD}, {"valid_from": OLD}),
        ({"valid_from": OLD}, {"valid_until": OLD}),
        ({"area": "deventer"}, {"area": "utrecht"}),
        ({"area": "deventer"}, {"area": "land"}),
        ({}, {"level": "regionaal"}),
        ({}, {"audience": ("mkb",)}),
        ({}, {"forms": ("cybercrime", "gedigitaliseerde-criminaliteit")}),
    ],
)
def test_06_what_never_meets_or_is_nearer_is_not_double(tiny: Matrix, one: dict[str, str], two: dict[str, str]) -> None:
    """Other days, other areas, another level or audience, or more precise: no problem."""
    assert [] == codes(only_rules(tiny, rule("one", **one), rule("two", **two)))


def test_06_without_a_place_only_rules_of_one_area_compete(tiny: Matrix) -> None:
    """Within one area the more precise one wins there too."""
    matrix = only_rules(tiny, rule("wide"), rule("exact", forms=("phishing",)), rule("town", area="deventer"))
    seen = matrix.where(crime="phishing")

    assert {"exact": ["wide"], "town": []} == {cell.origin.id: [item.id for item in cell.set_aside] for cell in seen}


# --- 7 geen -----------------------------------------------------------------------------------------------------

NOT_BY_LAW = rule("none", role="geen", laws=LAW)


def test_07_geen_by_law_ends_every_rule_of_that_partner(tiny: Matrix) -> None:
    """At every level, however near, in an overlay too; each is a problem, and none of them stands."""
    own = Overlay(municipality="deventer", assignments=(rule("own", area="deventer", forms=("phishing",)),))
    matrix = only_rules(
        tiny, NOT_BY_LAW, rule("near", role="ondersteuner", level="landelijk", forms=("phishing",)), overlays=(own,)
    )
    (cell,) = matrix.where(crime="phishing", municipality="deventer")

    assert ("geen", ["own", "near"]) == (cell.role.id, [item.id for item in cell.set_aside])
    assert ["M03", "M03"] == codes(matrix)


def test_07_an_exception_with_its_own_law_stands(tiny: Matrix) -> None:
    """It names the rule it is an exception to, and brings its own law."""
    fine = rule("exception", forms=("phishing",), exception_to="none", laws=("verzonnen-wet:2",))
    matrix = only_rules(tiny, NOT_BY_LAW, fine)
    found = cm.explain(matrix, partner="politie", intervention="crisis", crime="phishing", municipality="deventer")

    assert [] == codes(matrix)
    assert "filled" == found.state
    assert ["exception", "none"] == origins(found.cells)
    assert ["politie"] == [one.id for one in cm.who(matrix, crime="phishing")]


def test_07_an_exception_without_a_law_is_none(tiny: Matrix) -> None:
    """It is a problem, and the law still ends it."""
    matrix = only_rules(tiny, NOT_BY_LAW, rule("exception", exception_to="none"))

    assert {"M11", "M03"} == set(codes(matrix))
    assert {"none"} == set(origins(matrix))


def test_07_a_body_may_be_an_exception_to_what_holds_for_its_kind(tiny: Matrix) -> None:
    """A rule for a kind holds for each of its bodies, so a body can be excepted."""
    none = rule("none", "openbaar-ministerie", "geen", laws=LAW)
    body = {"partner": "openbaar-ministerie-oost-nederland", "exception_to": "none", "laws": ("verzonnen-wet:2",)}

    assert [] == codes(only_rules(tiny, none, rule("exception", **body)))
    assert ["M03"] == codes(only_rules(tiny, none, rule("other", partner=body["partner"])))


def test_07_geen_by_law_in_one_region_says_nothing_of_another(tiny: Matrix) -> None:
    """Seen from no place, the rule of the other region stands."""
    matrix = only_rules(tiny, changed(NOT_BY_LAW, area="vr-twente"), rule("there", area="vr-ijsselland"))

    assert [] == codes(matrix)
    assert {"none", "there"} == set(origins(matrix.where(crime="phishing")))
    assert {"there"} == set(origins(matrix.where(crime="phishing", municipality="deventer")))


def test_07_geen_by_law_ends_smaller_areas_from_no_place_too(tiny: Matrix) -> None:
    """What holds in the country holds in each of its parts; what holds in a part does not end the rest."""
    wide = only_rules(tiny, NOT_BY_LAW, rule("town", area="deventer")).where(crime="phishing")
    small = only_rules(tiny, changed(NOT_BY_LAW, area="deventer"), rule("country")).where(crime="phishing")

    assert ["none"] == origins(wide)
    assert {"none", "country"} == set(origins(small))
    assert ["none"] == origins(small.where(municipality="deventer"))


def test_07_without_a_law_a_nearer_rule_wins(tiny: Matrix) -> None:
    """It makes the cell; the geen, and what that geen had ended, are set aside."""
    matrix = only_rules(
        tiny,
        rule("far", role="ondersteuner"),
        rule("none", role="geen", area="vr-ijsselland"),
        rule("near", area="deventer"),
    )
    (cell,) = matrix.where(crime="phishing", municipality="deventer")

    assert ("near", ["none", "far"]) == (cell.origin.id, [item.id for item in cell.set_aside])
    assert [] == codes(matrix)


def test_07_without_a_law_a_rule_less_near_is_ended(tiny: Matrix) -> None:
    """Twente says the police does not, so the national rule does not count there."""
    matrix = only_rules(tiny, rule("far"), rule("none", role="geen", area="vr-twente"))
    (twente,) = matrix.where(crime="phishing", municipality="hof-van-twente")

    assert ("none", ["far"]) == (twente.origin.id, [item.id for item in twente.set_aside])
    assert ["far"] == origins(matrix.where(crime="phishing", municipality="deventer"))
    assert {"far", "none"} == set(origins(matrix.where(crime="phishing")))


def test_07_without_a_law_an_equally_near_rule_is_a_problem(tiny: Matrix) -> None:
    """The rule that gives a role is the one reported."""
    (found,) = checks.contradictions(only_rules(tiny, rule("none", role="geen"), rule("does")).data)

    assert ("M04", "does", "none") == (found.code, dict(found.values)["id"], dict(found.values)["other"])


def test_07_two_times_geen_equally_near_is_double(tiny: Matrix) -> None:
    """Level and audience do not matter: geen is geen."""
    assert ["M02"] == codes(only_rules(tiny, rule("a", role="geen"), rule("b", role="geen", level="landelijk")))
    assert [] == codes(only_rules(tiny, rule("a", role="geen"), rule("b", role="geen", area="deventer")))


def test_07_geen_of_one_partner_does_not_end_another(tiny: Matrix) -> None:
    """Every partner speaks for itself."""
    matrix = only_rules(tiny, NOT_BY_LAW, rule("other", "ibd"))

    assert {"none", "other"} == set(origins(matrix))
    assert [] == codes(matrix)


def test_07_who_leaves_geen_out_and_what_keeps_it(tiny: Matrix) -> None:
    """Not having a role is an answer, but nobody to call."""
    assert "burgemeester" not in {one.id for one in cm.who(tiny, intervention="opsporen")}
    assert {"b1"} == {cell.origin.id for cells in cm.what(tiny, partner="burgemeester").values() for cell in cells}


# --- 8 Three kinds of empty -------------------------------------------------------------------------------------


def test_08_a_pair_is_open_when_nobody_has_a_role(tiny: Matrix) -> None:
    """Geen is no answer to the question who does it."""
    matrix = only_rules(tiny, rule("none", role="geen", forms=("phishing",)), rule("does", forms=("ransomware",)))
    open_pairs = {(gap.intervention.id, gap.crime.id) for gap in cm.gaps(matrix)}

    assert ("crisis", "phishing") in open_pairs
    assert ("crisis", "ransomware") not in open_pairs
    assert ("eigen-huis", "datingfraude") not in open_pairs
    assert all(gap.level is None for gap in cm.gaps(matrix))


def test_08_the_three_kinds_are_printed_differently(tiny: Matrix) -> None:
    """Geen has its own verb, n.v.t. and unknown their own words, and not laid down is blank."""
    types = ["eigen-huis", "opsporen", "vervolgen"]
    table = cm.pivot(tiny.where(intervention=types, partner="burgemeester"), rows="crime", columns="intervention")

    assert "n.v.t." == table.text("datingfraude", "eigen-huis")
    assert "Burgemeester: Niet hun taak" == table.text("datingfraude", "opsporen")
    assert "onbekend" == table.text("datingfraude", "vervolgen")
    assert "" == table.text("phishing", "eigen-huis")  # the municipality does that, and the mayor need not


# --- 9 One lead per level ---------------------------------------------------------------------------------------


def test_09_two_leads_at_one_level_are_told(tiny: Matrix) -> None:
    """As an overlap, and as a warning in the check."""
    matrix = only_rules(tiny, rule("a", role="regie"), rule("b", "ibd", "regie"))
    found = cm.overlaps(matrix.where(crime="phishing"), role="regie")

    assert [["a", "b"]] == [origins(overlap.cells) for overlap in found]
    assert {"M15"} == {one.code for one in checks.two_leads(matrix.data)}
    assert [] == codes(matrix)


def test_09_a_competent_authority_does_not_fill_the_lead(tiny: Matrix) -> None:
    """A page need not call it a missing lead; `gaps` does."""
    found = cm.gaps(tiny, role="regie", intervention="opsporen", crime="phishing")

    assert ["regionaal"] == [gap.level.id for gap in found if gap.level]


# --- 10 Cell ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["deventer", "hof-van-twente", "arnhem", "utrecht"])
def test_10_from_a_place_a_cell_is_one_of_six(tiny: Matrix, place: str) -> None:
    """No two cells agree on partner, type, form, level, role and audience."""
    cells = tiny.where(municipality=place).cells
    keys = {(c.partner, c.intervention, c.crime, c.level, c.role, c.audience) for c in cells}

    assert len(keys) == len(cells)


def test_10_a_square_shows_all_its_roles_in_role_order(tiny: Matrix) -> None:
    """The one who does comes before the one who helps."""
    table = cm.pivot(tiny.where(crime="ransomware", municipality="deventer"))

    assert "Doet; Helpt" == table.text("politie", "crisis")


# --- 11 Audience ------------------------------------------------------------------------------------------------


def test_11_an_audience_gets_what_is_for_it_and_for_everyone(tiny: Matrix) -> None:
    """Empty means everyone."""
    matrix = only_rules(
        tiny, rule("all"), rule("mkb", audience=("mkb", "organisatie")), rule("town", audience=("gemeente",))
    ).where(crime="phishing")

    assert {"all", "mkb"} == set(origins(matrix.where(audience="mkb")))
    assert {"all", "mkb"} == set(origins(matrix.where(audience="voor organisaties")))
    assert {"all", "mkb", "town"} == set(origins(matrix.where(audience=["mkb", "gemeente"])))
    assert {"all"} == set(origins(matrix.where(audience="inwoner")))


# --- 12 Overlay -------------------------------------------------------------------------------------------------

OVERLAY = """\
gemeente: deventer
toewijzingen:
  - id: eigen-1
    partij: gemeente
    typen:
      - slachtofferhulp
    vormen:
      - alle
    rol: ondersteuner
    niveau: lokaal
    tekst: Helpt slachtoffers (verzonnen).
    verificatie: eigen
"""


def test_12_an_overlay_adds_for_its_own_municipality(tiny_folder, tmp_path) -> None:
    """Its area is filled in; from elsewhere it is not seen."""
    file = tmp_path / "deventer.yaml"
    file.write_text(OVERLAY, encoding="utf-8")
    matrix = cm.load(tiny_folder, overlays=[file])
    seen = matrix.where(intervention="slachtofferhulp", crime="phishing")

    assert ["eigen-1"] == origins(seen.where(municipality="deventer"))
    assert [] == origins(seen.where(municipality="utrecht"))
    assert ["deventer"] == [cell.area.id for cell in seen]
    assert "eigen-1" == matrix.assignments[-1].id
    assert ("deventer.yaml", 3) == (matrix.assignments[-1].place.file, matrix.assignments[-1].place.line)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("    niveau: lokaal\n", "    niveau: lokaal\n    gebied: land\n", "O01", 3),
        ("gemeente: deventer\n", "gemeente: deventer\nfasen: []\n", "O02", 2),
        ("gemeente: deventer\n", "gemeente: deventer\ngemeenten: []\n", "O02", 2),
        ("id: eigen-1", "id: p1", "R02", 3),
        ("partij: gemeente", "partij: gemente", "R01", 4),
    ],
)
def test_12_an_overlay_may_not_change_the_matrix(
    tiny_folder, tmp_path, old: str, new: str, code: str, line: int
) -> None:
    """No other area, no axes, no other places, no ids that are taken or do not exist."""
    file = tmp_path / "deventer.yaml"
    file.write_text(OVERLAY.replace(old, new), encoding="utf-8")
    found = cm.check(tiny_folder, overlays=[file])

    assert [(code, "deventer.yaml", line)] == [(one.code, one.place.file, one.place.line) for one in found]


# --- 13 Honesty -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "verification", "more"),
    [
        ("vast", "verified", {"evidence": "officieel"}),
        ("vast", "verified", {"evidence": "wettekst"}),
        ("vast", "verified", {"evidence": "wettekst (kopie via BZK)"}),
        ("vast", "verified", {"laws": LAW}),
        ("bron", "verified", {"evidence": "wettekst-oude-versie", "laws": LAW}),
        ("bron", "verified", {"evidence": "media"}),
        ("bron", "verified", {}),
        ("bron", "partial", {"evidence": "officieel"}),
        ("voorstel", "eigen", {"laws": LAW}),
        ("voorstel", "not_verified", {"evidence": "officieel"}),
        ("vast", "eigen", {"certainty": "vast"}),
    ],
)
def test_13_a_reader_sees_one_label(expected: str, verification: str, more: dict) -> None:
    """Law or official source, one source, or ours; what was laid down in so many words wins."""
    assert expected == label(verification, **more)


@pytest.mark.parametrize(
    ("expected", "change"),
    [
        ("vast", {}),
        ("voorstel", {"verification": "eigen"}),
        ("bron", {"verification": "partial"}),
        ("bron", {"checked_on": None}),
        ("vast", {"laws": ()}),
        ("vast", {"sources": ()}),
        ("bron", {"sources": (), "laws": ("verzonnen-wet:2",)}),
        ("bron", {"sources": (), "laws": ()}),
        ("bron", {"laws": ("verzonnen-wet:1", "verzonnen-wet:2")}),
        ("bron", {"sources": ("verzonnen-bron", "oude-tekst")}),
    ],
)
def test_13_a_cell_is_only_firm_when_checked_against_law_or_an_official_source(
    tiny: Matrix, expected: str, change: dict
) -> None:
    """An old text of a law is never firm, and neither is what nobody checked."""
    b1 = next(item for item in tiny.assignments if item.id == "b1")
    old = Source(id="oude-tekst", name="Verzonnen wet, zoals die was", law_text="oud")
    matrix = only_rules(tiny, changed(b1, **change), sources=(*tiny.data.sources, old))

    assert {expected} == {cell.label for cell in matrix}


def test_13_a_number_is_printed_only_when_it_is_public_and_verified(tiny: Matrix) -> None:
    """Internal numbers and numbers that nobody read stay off a public page."""
    channels = tiny.base.channels

    assert {"politie": True, "politie-piket": False, "politie-app": False} == {
        key: channel.is_printable for key, channel in channels.items()
    }
    assert {"politie": True, "politie-piket": False, "politie-app": True} == {
        key: channel.is_public for key, channel in channels.items()
    }
    assert not changed(channels["politie"], do_not_print=True).is_printable


def test_13_status_is_a_proposal_until_somebody_stands_for_it(tiny: Matrix) -> None:
    """Confirmed without a name is a problem, and so is a name without 'confirmed'."""
    assert len(tiny) == len(tiny.where(status="voorstel"))
    assert 0 == len(tiny.where(status="confirmed"))
    assert ["M10"] == codes(only_rules(tiny, rule("x", status="bevestigd")))


def test_13_verified_needs_a_source(tiny: Matrix) -> None:
    """So does 'partial'; our own words need none."""
    article = LawArticle(id="w:1", article="1", claims=(Claim(text="Iets.", verification="partial"),))
    law = changed(tiny.data.laws[0], articles=(*tiny.data.laws[0].articles, article))

    assert ["M13"] == codes(only_rules(tiny, laws=(law,)))


# --- 14 Time ----------------------------------------------------------------------------------------------------


def test_14_source_date_epoch_sets_today(tiny: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """In universal time, so that a build can be repeated anywhere."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764028799")

    assert dt.date(2025, 11, 24) == today() == tiny.on


def test_14_without_it_today_is_today(tiny: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock of the reader."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    assert tiny.on in {dt.date.today(), dt.date.today() - dt.timedelta(days=1)}  # noqa: DTZ011  # the reader's own day


@pytest.mark.parametrize("epoch", ["", "soon", "1e9", "9" * 30, "2026-11-23"])
def test_14_an_impossible_epoch_is_an_invalid_question(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    """Nothing is guessed about it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    with pytest.raises(cm.InvalidQuestion, match="SOURCE_DATE_EPOCH"):
        today()


@pytest.mark.parametrize("word", ["Oud Hof", "oud hof", "GM9001", "gm9001"])
def test_14_an_old_name_or_code_answers_as_its_successor(tiny: Matrix, word: str) -> None:
    """Oud Hof became Hof van Twente."""
    assert tiny.where(municipality="hof-van-twente") == tiny.where(municipality=word)


@pytest.mark.parametrize("word", ["Verdeeld Veld", "GM9002"])
def test_14_a_split_one_raises_with_the_candidates(tiny: Matrix, word: str) -> None:
    """Its people live in two municipalities now."""
    with pytest.raises(cm.AmbiguousName) as error:
        tiny.where(municipality=word)

    assert ("deventer", "hof-van-twente") == error.value.candidates


def test_14_one_old_name_of_two_municipalities_is_not_guessed(tiny: Matrix) -> None:
    """Two that had the same name, each with its own successor."""
    old = tiny.data.former_municipalities[0]
    again = changed(old, code="GM9003", successors=("utrecht",))
    matrix = with_rules(tiny, former_municipalities=(old, again))

    with pytest.raises(cm.AmbiguousName) as error:
        matrix.where(municipality="Oud Hof")
    assert ("hof-van-twente", "utrecht") == error.value.candidates
    assert isinstance(matrix.where(municipality="GM9003").municipality, Municipality)


def test_14_the_date_moves_rules_and_partners_not_the_map(tiny: Matrix) -> None:
    """Long ago Hof van Twente was Hof van Twente too."""
    seen = tiny.where(municipality="Oud Hof", on="1990-01-01")

    assert "hof-van-twente" == seen.municipality.id
    assert 0 < len(seen)
