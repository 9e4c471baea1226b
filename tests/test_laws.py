"""Laws that hold for every matrix, tried on random small ones; the shipped data is only one of them."""

from __future__ import annotations

import datetime as dt
from itertools import product
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import cybermatrix as cm
from cybermatrix.matrix import Base, Matrix
from cybermatrix.model import Assignment, NotApplicable, changed

TINY = cm.load(Path(__file__).parent / "tiny")
DATA = TINY.data
END = dt.date(2026, 1, 1)  # of the Digital Trust Center
DAYS = (dt.date(2025, 9, 1), dt.date(2026, 3, 1), dt.date(2026, 6, 1), dt.date(2026, 9, 1))
PLACES = ("deventer", "hof-van-twente", "arnhem", "utrecht", None)
PARTNERS = (
    "gemeente",
    "burgemeester",
    "politie",
    "politie-basisteam",
    "openbaar-ministerie",
    "openbaar-ministerie-oost-nederland",
    "digital-trust-center",
    "ncsc",
)
TYPES = ("eigen-huis", "crisis", "opsporen")
FORMS = ("ransomware", "phishing", "datingfraude")
ROLES = ("regie", "uitvoerder", "geen")
AREAS = ("land", "eenheid-oost-nederland", "vr-twente", "vr-ijsselland", "deventer", "utrecht")
AUDIENCES = ("mkb", "gemeente")


@st.composite
def assignments(draw: st.DrawFn, number: int) -> Assignment:
    """Any rule that is well formed by itself; contradictions are welcome."""
    partner = draw(st.sampled_from(PARTNERS))
    phase = draw(st.sampled_from((None, None, "respons", "proactie")))
    start, end = draw(st.sampled_from(((None, None), (None, None), (None, DAYS[2]), (DAYS[2], None))))
    if partner == "digital-trust-center":
        start, end = None, END
    return Assignment(
        id=f"r{number}",
        partner=partner,
        interventions=() if phase else tuple(draw(st.sets(st.sampled_from(TYPES), min_size=1))),
        phase=phase,
        forms=tuple(draw(st.sets(st.sampled_from((*FORMS, "cybercrime", "alle")), min_size=1, max_size=2))),
        role=draw(st.sampled_from(ROLES)),
        level=draw(st.sampled_from(("lokaal", "regionaal"))),
        area=draw(st.sampled_from(AREAS)),
        audience=tuple(draw(st.sets(st.sampled_from(AUDIENCES)))),
        text="Doet iets.",
        verification="eigen",
        laws=draw(st.sampled_from(((), ("verzonnen-wet:1",)))),
        valid_from=start,
        valid_until=end,
        exception_to=draw(st.sampled_from((None, None, "r0", "r1"))),
        shared=draw(st.booleans()),
        status=draw(st.sampled_from(("voorstel", "bevestigd"))),
    )


@st.composite
def rules(draw: st.DrawFn) -> tuple[Assignment, ...]:
    """Give a handful of rules."""
    return tuple(draw(assignments(number)) for number in range(draw(st.integers(0, 6))))


@st.composite
def pairs_that_make_no_sense(draw: st.DrawFn) -> tuple[NotApplicable, ...]:
    """Give a few pairs to leave out."""
    found = draw(st.sets(st.sampled_from(tuple(product(TYPES, FORMS))), max_size=3))
    return tuple(NotApplicable(intervention=one, crime=other, reason="Past niet.") for one, other in sorted(found))


def made(given_rules: tuple[Assignment, ...], skipped: tuple[NotApplicable, ...] = ()) -> Matrix:
    """Give the tiny matrix with these rules and no others."""
    return Matrix(Base(changed(DATA, assignments=given_rules, not_applicable=skipped)))


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """Give a whole matrix, seen from somewhere on some day."""
    matrix = made(draw(rules()), draw(pairs_that_make_no_sense()))
    return matrix.where(municipality=draw(st.sampled_from(PLACES)), on=draw(st.sampled_from(DAYS)))


def several(words: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Give one or more of these."""
    return st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True)


QUESTIONS = {
    "crime": several((*FORMS, "cybercrime")),
    "intervention": several(TYPES),
    "partner": several((*PARTNERS, "gemeente-deventer")),
    "role": several(ROLES),
    "phase": several(("respons", "proactie")),
    "block": several(("nu", "vooraf")),
    "level": several(("lokaal", "regionaal", "landelijk")),
    "audience": several((*AUDIENCES, "inwoner")),
    "area": several(AREAS),
    "status": several(("voorstel", "bevestigd")),
}
questions = st.fixed_dictionaries({}, optional=QUESTIONS)


def where(matrix: Matrix, question: dict[str, list[str]]) -> Matrix:
    """Ask every part of the question by itself, one after another."""
    for axis, words in question.items():
        matrix = matrix.where(**{axis: words})
    return matrix


# --- filters ----------------------------------------------------------------------------------------------------


@given(matrices(), questions, questions)
def test_filters_commute(matrix: Matrix, one: dict, other: dict) -> None:
    """Narrowing by one and then by another is narrowing by the other and then by the one, or by both at once."""
    there = where(where(matrix, one), other)
    back = where(where(matrix, other), one)

    assert there == back
    assert list(there) == list(back)
    assert hash(there) == hash(back)
    assert where(matrix, one) == matrix.where(**one)


@given(rules(), questions, st.sampled_from(PLACES), st.sampled_from(DAYS))
def test_a_viewpoint_may_come_first_or_last(some: tuple, question: dict, place: str | None, day: dt.date) -> None:
    """A place is no filter, yet it does not matter when it is said."""
    matrix = made(some)

    assert where(matrix.where(municipality=place, on=day), question) == where(matrix, question).where(
        municipality=place, on=day
    )


@given(matrices(), questions)
def test_narrowing_twice_is_narrowing_once(matrix: Matrix, question: dict) -> None:
    """Asking the same again changes nothing."""
    once = matrix.where(**question)

    assert once == once.where(**question)


@given(matrices(), questions)
def test_narrowing_keeps_cells_and_their_order(matrix: Matrix, question: dict) -> None:
    """A smaller matrix is a part of the larger one."""
    kept = set(matrix.where(**question))

    assert [cell for cell in matrix if cell in kept] == list(matrix.where(**question))


@given(matrices(), questions)
def test_a_filter_keeps_exactly_what_it_says(matrix: Matrix, question: dict) -> None:
    """Told once more, in the plainest way, cell by cell."""
    base, categories = matrix.base, {form.id: form.category for form in matrix.crime_forms}
    day = matrix.on

    def family(partner: str) -> set[str]:
        """Give a partner, its bodies and its parts; what is part of a kind is part of its body here."""
        found = {base.successor(base.partners[partner], day).id}
        for _ in range(3):  # deep enough for these partners
            here = {base.partners[one].kind_of for one in found if matrix.municipality and one in local}
            found |= {item.id for item in base.partners.values() if {item.part_of, item.kind_of} & found}
            found |= {item.id for item in base.partners.values() if item.part_of in here}
        return found

    local = {f"gemeente-{matrix.municipality.id}"} if matrix.municipality else set()

    tests = {
        "crime": lambda cell, words: {cell.crime.id, categories[cell.crime.id]} & words,
        "intervention": lambda cell, words: cell.intervention.id in words,
        "partner": lambda cell, words: any(cell.partner.id in family(word) for word in words),
        "role": lambda cell, words: cell.role.id in words,
        "phase": lambda cell, words: cell.intervention.phase in words,
        "block": lambda cell, words: cell.intervention.block in words,
        "level": lambda cell, words: cell.level.id in words,
        "audience": lambda cell, words: not cell.audience or {item.id for item in cell.audience} & words,
        "area": lambda cell, words: set(base.chain(cell.area.id)) & words,
        "status": lambda cell, words: cell.status in words,
    }
    expected = [cell for cell in matrix if all(tests[axis](cell, set(words)) for axis, words in question.items())]

    assert expected == list(matrix.where(**question))


# --- slices -----------------------------------------------------------------------------------------------------


@given(matrices(), questions)
def test_slices_along_an_axis_together_are_the_whole(matrix: Matrix, question: dict) -> None:
    """Nothing is lost and nothing is there twice, along every axis on which a cell has one place."""
    narrowed = matrix.where(**question)
    axes = {
        "crime": DATA.crimes,
        "intervention": DATA.interventions,
        "role": DATA.roles,
        "level": DATA.levels,
        "phase": DATA.phases,
        "block": DATA.blocks,
        "status": ("voorstel", "bevestigd"),
    }
    for axis, words in axes.items():
        slices = [cell for word in words for cell in narrowed.where(**{axis: word})]

        assert len(narrowed) == len(slices)
        assert set(narrowed) == set(slices)


@given(matrices())
def test_slices_along_an_axis_that_overlaps_are_the_whole_too(matrix: Matrix) -> None:
    """Partners have parts, areas lie in areas, and a rule may be for several audiences: nothing is lost all the same."""
    names = {cell.partner.id for cell in matrix}

    assert set(matrix) == {cell for name in names for cell in matrix.where(partner=name) if cell.partner.id == name}
    assert set(matrix) == {cell for one in DATA.audiences for cell in matrix.where(audience=one)}
    assert set(matrix) == set(matrix.where(area="land"))


@given(matrices(), questions)
def test_every_cell_is_found_by_who_and_what(matrix: Matrix, question: dict) -> None:
    """The questions lose nothing either; who leaves out geen and nothing else."""
    narrowed = matrix.where(**question)
    found = cm.who(matrix, **question)
    done = cm.what(matrix, **question)

    assert {cell for cell in narrowed if cell.role.id != "geen"} == {cell for cells in found.values() for cell in cells}
    assert list(narrowed.where(role=ROLES)) == sorted(
        (cell for cells in done.values() for cell in cells), key=list(narrowed).index
    )
    assert all(cell.partner == partner for partner, cells in found.items() for cell in cells)
    assert all(cell.intervention == item for item, cells in done.items() for cell in cells)
    ranks = [min(matrix.base.role_rank[cell.role.id] for cell in cells) for cells in found.values()]
    assert sorted(ranks) == ranks


# --- exactly one ------------------------------------------------------------------------------------------------


@given(matrices())
def test_a_pair_is_exactly_one_of_answered_nvt_and_gap(matrix: Matrix) -> None:
    """Of all types and forms."""
    every = set(product((item.id for item in DATA.interventions), (item.id for item in DATA.crimes)))
    answered = {(cell.intervention.id, cell.crime.id) for cell in matrix if cell.role.id != "geen"}
    skipped = {(pair.intervention, pair.crime) for pair in matrix.data.not_applicable}
    gaps = {(gap.intervention.id, gap.crime.id) for gap in cm.gaps(matrix)}

    assert every == answered | skipped | gaps
    assert len(every) == len(answered) + len(skipped) + len(gaps)


@given(matrices(), st.sampled_from(ROLES[:2]))
def test_gaps_of_a_role_are_what_is_missing(matrix: Matrix, role: str) -> None:
    """Every (type, form, level) with somebody has this role or is a gap of it; and every gap is a gap of any role."""
    found = cm.gaps(matrix, role=role)
    missing = {(gap.intervention.id, gap.crime.id, gap.level.id) for gap in found if gap.level}
    there = {(cell.intervention.id, cell.crime.id, cell.level.id) for cell in matrix if cell.role.id != "geen"}
    has = {(cell.intervention.id, cell.crime.id, cell.level.id) for cell in matrix.where(role=role)}

    assert there - has == missing
    assert set(cm.gaps(matrix)) == {gap for gap in found if gap.level is None}


@given(matrices())
def test_a_square_is_exactly_one_of_filled_geen_nvt_and_not_laid_down(matrix: Matrix) -> None:
    """And `explain` says which, with the cells to show for it."""
    skipped = {(pair.intervention, pair.crime) for pair in matrix.data.not_applicable}
    gone = {"digital-trust-center"} if matrix.on >= END else set()
    for partner, intervention, crime in product(PARTNERS, TYPES, FORMS):
        found = cm.explain(matrix, partner=partner, intervention=intervention, crime=crime)
        about = "ncsc" if partner in gone else partner
        own = [
            cell
            for cell in matrix.where(intervention=intervention, crime=crime)
            if about in (cell.partner.id, cell.partner.kind_of)
            or (matrix.municipality is None and cell.partner.id == matrix.base.partners[about].kind_of)
        ]
        roles = {cell.role.id for cell in own}
        expected = {
            "nvt": (intervention, crime) in skipped,
            "filled": bool(roles - {"geen"}),
            "geen": roles == {"geen"},
            "not-laid-down": not own and (intervention, crime) not in skipped,
        }

        assert [found.state] == [state for state, holds in expected.items() if holds]
        assert own == list(found.cells)
        assert about == found.partner.id
        standing = {cell.origin.id for cell in own}
        assert standing.isdisjoint(one.assignment.id for one in found.set_aside)


@given(matrices())
def test_every_rule_about_a_square_stands_or_is_told_why_not(matrix: Matrix) -> None:
    """No rule disappears without a reason."""
    data = matrix.data
    for partner, intervention, crime in product(("politie", "openbaar-ministerie", "gemeente"), TYPES, FORMS):
        found = cm.explain(matrix, partner=partner, intervention=intervention, crime=crime)
        told = {cell.origin.id for cell in found.cells} | {one.assignment.id for one in found.set_aside}
        bodies = {one.id for one in data.partners if partner in (one.id, one.kind_of)}
        category = matrix.base.crimes[crime].category
        phase = matrix.base.interventions[intervention].phase
        about = {
            rule.id
            for rule in data.assignments
            if rule.partner in bodies
            and {crime, category, "alle"} & set(rule.forms)
            and (rule.phase == phase or intervention in rule.interventions)
        }

        assert about == told


# --- order and resolution ---------------------------------------------------------------------------------------


@given(st.data())
def test_the_order_of_rules_never_changes_an_answer(data: st.DataObject) -> None:
    """Files may be read in any order."""
    some, skipped = data.draw(rules()), data.draw(pairs_that_make_no_sense())
    shuffled = tuple(data.draw(st.permutations(some)))
    place, day = data.draw(st.sampled_from(PLACES)), data.draw(st.sampled_from(DAYS))
    one = made(some, skipped).where(municipality=place, on=day)
    other = made(shuffled, skipped).where(municipality=place, on=day)

    assert list(one) == list(other)
    assert cm.who(one) == cm.who(other)
    assert list(cm.who(one)) == list(cm.who(other))
    assert cm.gaps(one, role="regie") == cm.gaps(other, role="regie")
    assert cm.overlaps(one) == cm.overlaps(other)
    assert cm.explain(one, partner="politie", intervention="crisis", crime="ransomware") == cm.explain(
        other, partner="politie", intervention="crisis", crime="ransomware"
    )


@given(matrices())
def test_the_winner_is_nearer_than_what_it_set_aside(matrix: Matrix) -> None:
    """From a place: of two rules with the same role, never the one with the larger area."""
    for cell in matrix:
        for aside in cell.set_aside:
            if aside.role == cell.role.id and aside.level == cell.level.id:
                assert len(matrix.base.chain(aside.area)) <= len(matrix.base.chain(cell.origin.area))


@given(matrices())
def test_no_two_cells_answer_the_same_question(matrix: Matrix) -> None:
    """One per partner, type, form, level, role and audience; from no place also per area."""
    keys = [
        (c.partner, c.intervention, c.crime, c.level, c.role, c.audience, None if matrix.municipality else c.area)
        for c in matrix
    ]

    assert len(set(keys)) == len(keys)


@given(matrices())
def test_only_rules_in_force_here_make_cells(matrix: Matrix) -> None:
    """And only for bodies that work here."""
    here = None if matrix.municipality is None else set(matrix.base.chain(matrix.municipality.id))
    for cell in matrix:
        assert cell.origin.is_in_force(matrix.on)
        assert here is None or cell.area.id in here
        assert (
            here is None
            or cell.partner.kind_of is None
            or here & set(cell.partner.areas)
            or (cell.partner.id == cell.origin.partner)
        )
        assert cell.origin.partner in (cell.partner.id, cell.partner.kind_of)


@given(matrices())
def test_by_law_no_role_is_no_role(matrix: Matrix) -> None:
    """Where a geen by law stands, only its exceptions with a law of their own stand beside it."""
    if matrix.municipality is None:
        return
    for none in matrix.where(role="geen"):
        if not none.laws:
            continue
        for cell in matrix.where(intervention=none.intervention, crime=none.crime):
            if cell.partner == none.partner and cell != none:
                assert cell.origin.exception_to == none.origin.id
                assert cell.laws


@given(matrices(), st.sampled_from(("regie", "uitvoerder")))
def test_overlaps_are_of_two_that_could_each_be_asked(matrix: Matrix, role: str) -> None:
    """Two bodies or more, one role, one level, one pair; and a matrix without this role has none."""
    for found in cm.overlaps(matrix, role=role):
        assert 1 < len({cell.partner for cell in found.cells})
        assert {(role, found.level, found.intervention, found.crime)} == {
            (cell.role.id, cell.level, cell.intervention, cell.crime) for cell in found.cells
        }
    assert () == cm.overlaps(matrix.where(role="geen"), role=role)


@given(matrices(), st.permutations(("partner", "intervention", "crime", "role", "level", "area", "audience", "block")))
def test_a_table_loses_nothing(matrix: Matrix, axes: list[str]) -> None:
    """Whatever the axes."""
    table = cm.pivot(matrix, rows=axes[0], columns=axes[1])

    assert set(matrix) == {cell for cells in table.squares.values() for cell in cells}
    assert len(table.rows) == len(table.to_records())


# --- the shipped data -------------------------------------------------------------------------------------------


def test_the_shipped_edition_obeys_the_first_laws(shipped: Matrix) -> None:
    """Slices are the whole, and a pair is exactly one of three, from several places."""
    every = set(product((i.id for i in shipped.intervention_types), (c.id for c in shipped.crime_forms)))
    for place in (None, "deventer", "arnhem", "hengelo", "utrecht"):
        seen = shipped.where(municipality=place)
        answered = {(cell.intervention.id, cell.crime.id) for cell in seen if cell.role.id != "geen"}
        gaps = {(gap.intervention.id, gap.crime.id) for gap in cm.gaps(seen)}

        assert every == answered | set(shipped.base.not_applicable) | gaps
        assert not answered & gaps
        assert list(seen) == [cell for form in shipped.crime_forms for cell in seen.where(crime=form)]
        assert all(cell.sources or cell.laws or cell.verification == "eigen" for cell in seen)
