"""The questions: who, what, gaps, overlaps and explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from making import LAW, changed_partners, only_rules, origins, rule, with_rules

import cybermatrix as cm
from cybermatrix import checks
from cybermatrix.model import changed

if TYPE_CHECKING:
    from cybermatrix.matrix import Matrix

# --- who and what -----------------------------------------------------------------------------------------------


def test_who_gives_partners_with_the_lead_first(tiny: Matrix) -> None:
    """Then in role order, and the cells of each in the order of the matrix."""
    found = cm.who(tiny, crime="ransomware", municipality="hof-van-twente")

    assert [
        ("veiligheidsregio-twente", ["v1"]),
        ("openbaar-ministerie-oost-nederland", ["o1"]),
        ("gemeente-hof-van-twente", ["e1"]),
        ("politie", ["p3", "p1"]),
        ("ibd", ["i1"]),
    ] == [(partner.id, origins(cells)) for partner, cells in found.items()]


def test_who_takes_every_filter_and_a_narrowed_matrix(tiny: Matrix) -> None:
    """The same question in two ways has the same answer."""
    question = {"crime": "cybercrime", "role": "ondersteuner", "level": "landelijk", "audience": "gemeente"}

    assert ["ibd"] == [one.id for one in cm.who(tiny, **question)]
    assert cm.who(tiny, **question) == cm.who(tiny.where(**question))


def test_who_of_nothing_is_nobody(tiny: Matrix) -> None:
    """And not an error."""
    assert {} == cm.who(tiny, partner="ncsc")


def test_a_partner_that_both_leads_and_helps_stands_with_those_who_lead(tiny: Matrix) -> None:
    """Its best role counts, in whichever crime form it comes."""
    matrix = only_rules(
        tiny,
        rule("helps", "politie", "ondersteuner", forms=("ransomware",)),
        rule("does", "gemeente", "uitvoerder", forms=("ransomware",)),
        rule("leads", "politie", "regie", forms=("phishing",)),
    )

    assert ["politie", "gemeente"] == [one.id for one in cm.who(matrix)]


def test_among_equals_the_order_of_the_data_decides(tiny: Matrix) -> None:
    """The municipality comes before the police, whoever was written down first."""
    matrix = only_rules(tiny, rule("b", "politie"), rule("a", "gemeente"))

    assert ["gemeente", "politie"] == [one.id for one in cm.who(matrix)]


def test_what_gives_types_from_before_to_after(tiny: Matrix) -> None:
    """Only those that have a cell."""
    found = cm.what(tiny, municipality="deventer", crime="phishing")

    assert {"eigen-huis": ["e1"], "crisis": ["v1", "p2", "p1"], "opsporen": ["o1", "b1"]} == {
        one.id: origins(cells) for one, cells in found.items()
    }
    assert ["eigen-huis", "crisis", "opsporen"] == [one.id for one in found]
    assert cm.what(tiny, partner="gemeente") == cm.what(tiny.where(partner="gemeente"))
    assert {} == cm.what(tiny, partner="ncsc")


# --- gaps -------------------------------------------------------------------------------------------------------


def test_gaps_are_the_pairs_in_which_nobody_has_a_role(tiny: Matrix) -> None:
    """In the order of the matrix."""
    found = cm.gaps(tiny, intervention=["eigen-huis", "crisis", "vervolgen"])

    assert [("vervolgen", form.id, None) for form in tiny.crime_forms] == [
        (gap.intervention.id, gap.crime.id, gap.level) for gap in found
    ]
    assert found == cm.gaps(tiny.where(intervention=["eigen-huis", "crisis", "vervolgen"]))


def test_gaps_of_a_role_are_told_level_by_level(tiny: Matrix) -> None:
    """Where someone has a role and nobody this one; and the pairs that are gaps altogether."""
    found = cm.gaps(tiny, role="regie", crime="ransomware", intervention=["crisis", "vervolgen"])

    assert [("crisis", "lokaal"), ("crisis", "landelijk"), ("vervolgen", None)] == [
        (gap.intervention.id, gap.level and gap.level.id) for gap in found
    ]


@pytest.mark.parametrize(
    ("role", "levels"),
    [
        (["regie", "uitvoerder"], ["lokaal", "landelijk"]),
        (["regie", "ondersteuner"], []),
        ("Helpt", ["regionaal"]),
        ("toezichthouder", ["lokaal", "regionaal", "landelijk"]),
    ],
)
def test_gaps_of_several_roles_ask_for_any_of_them(tiny: Matrix, role: object, levels: list[str]) -> None:
    """Names will do, and so will nouns."""
    found = cm.gaps(tiny, role=role, crime="ransomware", intervention="crisis")

    assert levels == [gap.level.id for gap in found]


def test_a_gap_of_a_role_noun_and_a_wrong_role(tiny: Matrix) -> None:
    """As everywhere: a noun is a word, a typo raises."""
    assert cm.gaps(tiny, role="regie") == cm.gaps(tiny, role=tiny.roles[0])
    with pytest.raises(cm.UnknownId, match="'regie'"):
        cm.gaps(tiny, role="regi")
    with pytest.raises(cm.InvalidQuestion):
        cm.gaps(tiny, role=5)


def test_gaps_follow_the_place(tiny: Matrix) -> None:
    """What is arranged in Deventer may be open in Utrecht."""
    matrix = with_rules(tiny, rule("s", types=("slachtofferhulp",), area="deventer"))
    question = {"intervention": "slachtofferhulp", "crime": "phishing"}

    assert 0 == len(cm.gaps(matrix, municipality="deventer", **question))
    assert 1 == len(cm.gaps(matrix, municipality="utrecht", **question))
    assert 0 == len(cm.gaps(matrix, **question))


# --- overlaps ---------------------------------------------------------------------------------------------------

LEAD = {"role": "regie", "forms": ("phishing",)}


@pytest.mark.parametrize(
    ("one", "two", "clash"),
    [
        ({}, {}, True),
        ({"shared": True}, {}, True),
        ({"shared": True}, {"shared": True}, False),
        ({"level": "regionaal"}, {}, False),
        ({"audience": ("mkb",)}, {"audience": ("inwoner",)}, False),
        ({"audience": ("mkb",)}, {}, True),
        ({"audience": ("mkb", "inwoner")}, {"audience": ("inwoner", "jongere")}, True),
        ({"area": "deventer"}, {"area": "utrecht"}, False),
        ({"area": "deventer"}, {"area": "vr-ijsselland"}, True),
        ({"area": "eenheid-oost-nederland"}, {"area": "deventer"}, True),
        ({"partner": "burgemeester"}, {"partner": "gemeente"}, False),
        ({"partner": "gemeente"}, {"partner": "burgemeester"}, False),
        ({"partner": "politie-basisteam"}, {"partner": "politie"}, False),
        ({"partner": "openbaar-ministerie-oost-nederland"}, {"partner": "openbaar-ministerie"}, False),
        ({"partner": "burgemeester"}, {"partner": "politie"}, True),
    ],
)
def test_two_leads_clash_or_not(tiny: Matrix, one: dict, two: dict, clash: bool) -> None:
    """At the same level, for overlapping audiences, where some place sees both, unrelated and not both shared."""
    matrix = only_rules(
        tiny, rule("one", **{"partner": "politie"} | LEAD | one), rule("two", **{"partner": "ibd"} | LEAD | two)
    )
    found = cm.overlaps(matrix)

    assert clash == bool(found)
    assert clash == bool(list(checks.two_leads(matrix.data)))
    assert all({"one", "two"} == set(origins(overlap.cells)) for overlap in found)


@pytest.mark.parametrize("place", ["deventer", None])
def test_a_part_of_a_kind_is_a_part_of_its_body_here(tiny: Matrix, place: str | None) -> None:
    """The mayor belongs to the municipality, so to Deventer."""
    deventer = tiny.base.partners["gemeente-deventer"]
    matrix = only_rules(
        tiny,
        rule("whole", "gemeente-deventer", **LEAD),
        rule("part", "burgemeester", **LEAD),
        partners=(*tiny.partners, deventer),
    )

    assert () == cm.overlaps(matrix, municipality=place)
    assert () == cm.overlaps(only_rules(tiny, rule("w", "gemeente", **LEAD), rule("p", "burgemeester", **LEAD)))


def test_a_part_of_a_part_belongs_too(tiny: Matrix) -> None:
    """Belonging goes all the way up."""
    partners = changed_partners(tiny, ibd={"part_of": "burgemeester"})
    matrix = only_rules(tiny, rule("w", "gemeente", **LEAD), rule("p", "ibd", **LEAD), partners=partners)

    assert () == cm.overlaps(matrix)
    assert () == cm.overlaps(matrix, municipality="deventer")


def test_two_bodies_of_one_kind_in_one_place_overlap(tiny: Matrix) -> None:
    """Arnhem has two base teams: one of them should lead, or they share it."""
    matrix = only_rules(tiny, rule("t", "politie-basisteam", **LEAD))
    shared = only_rules(tiny, rule("t", "politie-basisteam", shared=True, **LEAD))
    (found,) = cm.overlaps(matrix, municipality="arnhem")

    assert ["basisteam-arnhem-noord", "basisteam-arnhem-zuid"] == [cell.partner.id for cell in found.cells]
    assert () == cm.overlaps(matrix)
    assert () == cm.overlaps(shared, municipality="arnhem")


def test_what_clashes_with_the_same_one_is_one_overlap_and_the_rest_is_another(tiny: Matrix) -> None:
    """A national lead meets both local ones; without it the local ones have nothing to do with each other."""
    here = (rule("a", "politie", area="deventer", **LEAD), rule("b", "ncsc", area="deventer", **LEAD))
    there = (rule("c", "ibd", area="utrecht", **LEAD), rule("d", "burgemeester", area="utrecht", **LEAD))
    both = only_rules(tiny, *here, *there)
    national = with_rules(both, rule("n", "veiligheidsregio", **LEAD))

    assert [{"a", "b"}, {"c", "d"}] == sorted((set(origins(one.cells)) for one in cm.overlaps(both)), key=sorted)
    assert [{"a", "b", "c", "d", "n"}] == [set(origins(one.cells)) for one in cm.overlaps(national)]


def test_the_check_names_two_that_really_clash(tiny: Matrix) -> None:
    """The first two in the list need not: a Deventer lead and a Utrecht lead never meet."""
    matrix = only_rules(
        tiny,
        rule("a", "burgemeester", area="deventer", **LEAD),
        rule("b", "politie", area="utrecht", **LEAD),
        rule("c", "ibd", area="land", **LEAD),
    )
    told = [(dict(one.values)["first"], dict(one.values)["second"]) for one in checks.two_leads(matrix.data)]

    assert [{"burgemeester", "ibd"}, {"ibd", "politie"}] == sorted((set(pair) for pair in told), key=sorted)


def test_an_overlap_is_told_once_per_pair_of_rules(tiny: Matrix) -> None:
    """Two rules for all forms clash in every form; the coordinator hears it once."""
    matrix = only_rules(tiny, rule("a", role="regie"), rule("b", "ibd", "regie"))

    assert len(matrix.crime_forms) == len(cm.overlaps(matrix))
    assert 1 == len(list(checks.two_leads(matrix.data)))


def test_overlaps_come_level_by_level_with_their_pair(tiny: Matrix) -> None:
    """In the order of the matrix."""
    rules = [
        rule(f"{level}-{partner}", partner, level=level, **LEAD)
        for level in ("landelijk", "lokaal")
        for partner in ("ibd", "ncsc")
    ]
    found = cm.overlaps(only_rules(tiny, *rules), crime="phishing", intervention="crisis")

    assert [("crisis", "phishing", "lokaal"), ("crisis", "phishing", "landelijk")] == [
        (one.intervention.id, one.crime.id, one.level.id) for one in found
    ]


def test_overlaps_of_another_role(tiny: Matrix) -> None:
    """Any role may be asked; each role by itself."""
    matrix = only_rules(tiny, rule("a"), rule("b", "ibd"), rule("c", "ncsc", "regie"), rule("d", "gemeente", "regie"))

    assert {"uitvoerder"} == {one.cells[0].role.id for one in cm.overlaps(matrix, role="uitvoerder")}
    assert {"uitvoerder", "regie"} == {
        cell.role.id for one in cm.overlaps(matrix, role=["uitvoerder", "regie"]) for cell in one.cells
    }
    assert all(1 == len({c.role.id for c in one.cells}) for one in cm.overlaps(matrix, role=["regie", "uitvoerder"]))


# --- explain ----------------------------------------------------------------------------------------------------

ASKED = {"partner": "politie", "intervention": "crisis", "crime": "ransomware"}


def test_explain_tells_the_winner_and_what_was_set_aside(tiny: Matrix) -> None:
    """With file and line, as the coordinator asks."""
    found = cm.explain(tiny, **ASKED, municipality="hof-van-twente")
    (aside,) = found.set_aside

    assert ("politie", "crisis", "ransomware", "filled") == (
        found.partner.id,
        found.intervention.id,
        found.crime.id,
        found.state,
    )
    assert ["p3", "p1"] == origins(found.cells)
    assert ("p2", "nearer", "p3") == (aside.assignment.id, aside.reason, aside.by.id)
    assert ("partijen/politie.yaml", True) == (aside.assignment.place.file, aside.assignment.place.line > 0)


def test_explain_tells_the_reason_of_every_rule_that_does_not_count(tiny: Matrix) -> None:
    """Nearer ones, elsewhere, and not in force; nearest first."""
    matrix = only_rules(
        tiny,
        rule("far"),
        rule("nearer", area="eenheid-oost-nederland"),
        rule("near", area="deventer"),
        rule("there", area="utrecht"),
        rule("past", valid_until=changed(tiny.edition).date.replace(year=2020)),
        rule("other", "ibd"),
        rule("other-form", forms=("phishing",)),
        rule("other-type", types=("opsporen",)),
    )
    found = cm.explain(matrix, **ASKED, municipality="deventer", on="2026-11-23")

    assert ["near"] == origins(found.cells)
    assert [("nearer", "nearer"), ("far", "nearer"), ("there", "elsewhere"), ("past", "not-in-force")] == [
        (one.assignment.id, one.reason) for one in found.set_aside
    ]
    assert ["near", "near", None, None] == [one.by and one.by.id for one in found.set_aside]


def test_explain_tells_that_a_rule_says_there_is_no_role(tiny: Matrix) -> None:
    """Another geen behind it is only less near."""
    matrix = only_rules(
        tiny,
        rule("does", area="deventer"),
        rule("none", role="geen", laws=LAW, area="deventer"),
        rule("none-too", role="geen", laws=LAW),
    )
    found = cm.explain(matrix, **ASKED, municipality="deventer")

    assert "geen" == found.state
    assert [("none-too", "nearer", "none"), ("does", "no-role", "none")] == [
        (one.assignment.id, one.reason, one.by.id) for one in found.set_aside
    ]


def test_explain_tells_which_rules_skip_a_pair_that_makes_no_sense(tiny: Matrix) -> None:
    """And why it makes none."""
    found = cm.explain(tiny, partner="gemeente", intervention="eigen-huis", crime="datingfraude")

    assert ("nvt", ()) == (found.state, found.cells)
    assert "Datingfraude treft geen systemen van een organisatie." == found.reason
    assert [("e1", "not-applicable")] == [(one.assignment.id, one.reason) for one in found.set_aside]


def test_explain_a_kind_is_about_its_bodies_here(tiny: Matrix) -> None:
    """Asked for the safety region, the one of Deventer answers."""
    found = cm.explain(tiny, partner="VR", intervention="crisis", crime="ransomware", municipality="deventer")

    assert ["veiligheidsregio-ijsselland"] == [cell.partner.id for cell in found.cells]


def test_explain_a_body_is_about_what_holds_for_its_kind(tiny: Matrix) -> None:
    """From no place the kind speaks for it; from another place it has no say."""
    asked = {"partner": "veiligheidsregio-twente", "intervention": "crisis", "crime": "ransomware"}
    nowhere = cm.explain(tiny, **asked)
    there = cm.explain(tiny, **asked, municipality="hof-van-twente")
    elsewhere = cm.explain(tiny, **asked, municipality="deventer")

    assert ("filled", ["v1"]) == (nowhere.state, origins(nowhere.cells))
    assert ("filled", ["veiligheidsregio-twente"]) == (there.state, [cell.partner.id for cell in there.cells])
    assert ("not-laid-down", [("v1", "elsewhere")]) == (
        elsewhere.state,
        [(one.assignment.id, one.reason) for one in elsewhere.set_aside],
    )


def test_explain_follows_the_viewpoint_and_not_the_filters(tiny: Matrix) -> None:
    """A narrowed matrix explains the same; a second place is refused."""
    seen = tiny.where(municipality="deventer", role="regie", crime="phishing")

    assert cm.explain(tiny, **ASKED, municipality="deventer") == cm.explain(seen, **ASKED)
    with pytest.raises(cm.ConflictingViewpoint):
        cm.explain(seen, **ASKED, municipality="utrecht")


def test_explain_takes_words_and_nouns(tiny: Matrix) -> None:
    """Names, codes and nouns, one of each."""
    base = tiny.base
    expected = cm.explain(tiny, **ASKED)

    assert expected == cm.explain(tiny, partner="Police", intervention="CRI", crime="gijzelsoftware")
    assert expected == cm.explain(
        tiny,
        partner=base.partners["politie"],
        intervention=base.interventions["crisis"],
        crime=base.crimes["ransomware"],
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"crime": "cybercrime"},
        {"crime": ["ransomware", "phishing"]},
        {"intervention": ["crisis", "opsporen"]},
        {"partner": ["politie", "ibd"]},
        {"partner": []},
        {"partner": 5},
    ],
)
def test_explain_is_about_one_of_each(tiny: Matrix, wrong: dict) -> None:
    """More, or none, is an invalid question."""
    with pytest.raises(cm.InvalidQuestion):
        cm.explain(tiny, **ASKED | wrong)


@pytest.mark.parametrize("wrong", [{"crime": "fishing"}, {"partner": "polietie"}, {"intervention": "crises"}])
def test_explain_helps_with_a_typo(tiny: Matrix, wrong: dict) -> None:
    """As every question does."""
    with pytest.raises(cm.UnknownId, match="did you mean"):
        cm.explain(tiny, **ASKED | wrong)


def test_explain_what_remains_of_a_partner_that_ended(tiny: Matrix) -> None:
    """Its successor answers, and its own rule is told to be over."""
    end = tiny.base.partners["digital-trust-center"].valid_until
    matrix = only_rules(tiny, rule("d", "digital-trust-center", valid_until=end))
    found = cm.explain(matrix, **ASKED | {"partner": "DTC"}, on="2026-06-01")

    assert ("ncsc", "not-laid-down") == (found.partner.id, found.state)
    assert [("d", "not-in-force")] == [(one.assignment.id, one.reason) for one in found.set_aside]
