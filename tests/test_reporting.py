"""How far an edition is, counted from what its rules say; the tiny matrix is small enough to count by hand."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import smallest
from making import changed_partners, only_rules, rule, with_rules

import cybermatrix as cm
from cybermatrix.cli import run
from cybermatrix.model import Claim, Instrument, Source, changed
from cybermatrix.reporting import Aim, Line
from cybermatrix.reporting.report import _SAY

if TYPE_CHECKING:
    from pathlib import Path

    from cybermatrix.matrix import Matrix

TYPES = ("weerbaar-maken", "melden-en-waarschuwen", "crisis", "slachtofferhulp")


def line(lines: tuple[Line, ...], key: str) -> Line:
    """Give the line of one form or type."""
    return next(one for one in lines if one.item is not None and one.item.id == key)


def aims(matrix: Matrix) -> dict[str, Aim]:
    """Give the aims by name."""
    return {one.name: one for one in cm.coverage(matrix).aims}


def test_pairs_are_answered_or_gaps_and_together_they_are_all_that_apply(shipped: Matrix) -> None:
    """By form, by type and as a whole; the gaps are those of `gaps`."""
    found = cm.coverage(shipped)

    for lines in (found.forms, found.types):
        for name in ("applicable", "not_applicable", "answered", "specific", "sourced", "confirmed", "gaps"):
            assert getattr(found.total, name) == sum(getattr(one, name) for one in lines)
    assert found.total.gaps == len(cm.gaps(shipped))
    assert found.total.answered == sum(found.total.labels) == sum(found.total.evidence)
    assert len(shipped.crime_forms) * len(shipped.intervention_types) == (
        found.total.applicable + found.total.not_applicable
    )


def test_geen_is_no_answer_and_what_does_not_apply_is_no_gap(tiny: Matrix) -> None:
    """The burgemeester has no role in opsporen; eigen-huis does not fit datingfraude."""
    found = cm.coverage(only_rules(tiny, *(item for item in tiny.assignments if item.id in ("b1", "e1"))))

    assert 0 == line(found.types, "opsporen").answered
    assert 1 == line(found.types, "eigen-huis").not_applicable
    assert 0 == line(found.types, "eigen-huis").gaps
    assert line(found.types, "eigen-huis").applicable == line(found.types, "eigen-huis").answered


def test_specific_is_what_names_the_form_or_its_family_alone(tiny: Matrix) -> None:
    """A rule for all forms, or for several families, answers but says nothing of this one; naming the form is most."""
    families = tuple(one.id for one in tiny.data.categories)
    assert len(families) > 1

    def counted(*forms: str) -> tuple[int, int, int]:
        total = cm.coverage(only_rules(tiny, rule("a", forms=forms))).total
        return (total.answered, total.specific, total.named)

    assert (4, 0, 0) == counted("alle")
    assert (4, 0, 0) == counted(*families)
    answered, specific, named = counted("cybercrime")
    assert 0 < answered == specific < 4
    assert 0 == named
    assert (1, 1, 1) == counted("phishing")
    assert (4, 1, 1) == counted(*families, "phishing")
    two = cm.coverage(only_rules(tiny, rule("a"), rule("b", forms=("cybercrime",), role="regie")))
    assert (2, 1) == (two.assignments, two.specific_assignments)


def test_the_best_answer_of_a_pair_counts(tiny: Matrix) -> None:
    """Its surest label and its best kind of source; a rule without a source stands below all."""
    weak, strong = rule("a"), changed(rule("b", role="regie"), sources=("verzonnen-bron",), verification="verified")
    media = changed(rule("c"), sources=("krant",), verification="partial")
    sources = (*tiny.sources, Source(id="krant", name="Krant", kind="nieuws"))

    assert (0, 0, 4) == cm.coverage(only_rules(tiny, weak)).total.labels
    assert 4 == cm.coverage(only_rules(tiny, weak)).total.evidence[-1]
    assert 4 == cm.coverage(only_rules(tiny, weak, strong)).total.evidence[0]
    assert (0, 4) == tuple(cm.coverage(only_rules(tiny, media, sources=sources)).total.evidence[n] for n in (0, 4))
    lawful = changed(weak, laws=("verzonnen-wet:1",))
    assert 4 == cm.coverage(only_rules(tiny, lawful)).total.evidence[1]
    assert 4 == cm.coverage(only_rules(tiny, lawful)).total.sourced


def test_a_kern_form_lacks_what_nobody_does(tiny: Matrix) -> None:
    """Each of the four needs fails by name and with the forms where it does; all four can be met."""
    nothing = aims(only_rules(tiny))
    kern = [crime.id for crime in tiny.crime_forms if crime.rank == "kern"]
    needs = [name for name in ("before", "report", "now", "victim") if nothing[name].missing]

    assert needs
    for name in needs:
        assert set(nothing[name].missing) <= set(kern)
        assert not nothing[name].is_reached
    every = tuple(item.id for item in tiny.intervention_types)
    whole = changed(rule("a", types=every, forms=tuple(c.id for c in tiny.crime_forms if c.id != "datingfraude")))
    rest = rule("b", types=tuple(one for one in every if one != "eigen-huis"), forms=("datingfraude",))
    full = aims(only_rules(tiny, whole, rest))
    assert all(full[name].is_reached for name in ("before", "report", "now", "victim", "specific"))
    assert not full["answered"].is_reached, "an answer without a source does not count"


@pytest.mark.parametrize(
    ("reached", "of", "percent", "good"), [(849, 1000, 84, False), (85, 100, 85, True), (0, 0, 100, True)]
)
def test_an_aim_is_reached_or_not(reached: int, of: int, percent: int, good: bool) -> None:
    """Rounded down, so that nearly is not enough; of nothing, everything was done."""
    aim = Aim("answered", reached, of, 85)

    assert (percent, good) == (aim.percent, aim.is_reached)


def test_a_place_counts_what_is_seen_from_there(tiny: Matrix) -> None:
    """And filters decide what is counted at all."""
    found = cm.coverage(tiny.where(municipality="deventer", crime="ransomware"))

    assert ("deventer", ["ransomware"]) == (found.place, [one.item.id for one in found.forms if one.item])
    assert found.total.applicable == len(tiny.intervention_types)
    assert "gezien vanuit deventer" in found.to_text()


def test_partners_instruments_and_claims_that_stay_behind_are_named(tiny: Matrix) -> None:
    """A partner that has ended is not missed; the local body of a kind has its role."""
    idle = changed(next(one for one in tiny.partners if one.id == "ncsc"), tasks=())
    found = cm.coverage(tiny)
    names = [one.id for one in found.partners_without_role]

    assert idle.id in names
    assert {"digital-trust-center", "openbaar-ministerie-oost-nederland", "politie"}.isdisjoint(names)
    game = Instrument(
        id="spel", name="Spel", interventions=(), forms=("alle",), effect="onbekend", verification="eigen"
    )
    town = changed(tiny.partners[0], mandate=(Claim(text="Wet.", verification="eigen"),))
    more = cm.coverage(with_rules(tiny, instruments=(game,), partners=(town, *tiny.partners[1:])))
    assert [game] == list(more.instruments_without_form)
    assert ((town.id, 1),) == more.unaccounted


def test_a_source_weighs_what_rests_on_it_alone(tiny: Matrix) -> None:
    """A phone number most, then a law, then money; two sources share the weight of one record."""
    found = cm.coverage(tiny).risks

    assert ["verzonnen-bron"] == [one.source.id for one in found]
    assert (1, 4) == (found[0].phones, found[0].laws + found[0].money)
    other = Source(id="b", name="B")
    rules = (
        changed(rule("m", sources=("b",)), text="Vergoedt 100 euro."),
        changed(rule("n", role="regie", sources=("b", "verzonnen-bron")), text="Doet iets."),
    )
    both = {one.source.id: one for one in cm.coverage(with_rules(tiny, *rules, sources=(*tiny.sources, other))).risks}
    assert (2.0, 1, 1) == (both["b"].weight, both["b"].money, both["b"].others)


@pytest.mark.parametrize(
    ("published", "laws", "told"),
    [
        (("2024-11-22",), (), True),
        (("2024-11-23",), (), False),
        (("2019", "2024-10"), (), True),
        (("2019", "2025"), (), False),
        (("2019", "z.d."), (), False),
        (("2019",), ("verzonnen-wet:1",), False),
        ((), (), False),
    ],
)
def test_a_rule_is_old_when_all_its_sources_are(
    tiny: Matrix, published: tuple[str, ...], laws: tuple[str, ...], told: bool
) -> None:
    """More than two years before the edition; a source without a date is no proof, and a law does not age so."""
    sources = tuple(Source(id=f"s{n}", name="S", published=one) for n, one in enumerate(published))
    item = changed(rule("x"), sources=tuple(one.id for one in sources), laws=laws)

    assert told == ("x" in cm.coverage(with_rules(tiny, item, sources=(*tiny.sources, *sources))).old_assignments)


def test_the_grid_says_how_each_pair_stands(tiny: Matrix) -> None:
    """In the words of the lines: their counts are the same."""
    found = cm.coverage(tiny)
    words = [state for row in found.grid for state in row]

    assert {"specific", "general", "gap", "nvt"} == set(words)
    assert (found.total.specific, found.total.gaps, found.total.not_applicable) == (
        words.count("specific"),
        words.count("gap"),
        words.count("nvt"),
    )
    assert "nvt" == found.to_record()["grid"]["datingfraude"]["eigen-huis"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_is_told_in_both_languages(tiny: Matrix, lang: Any) -> None:
    """As text and as Markdown, with every heading; no word is left to fill in."""
    found = cm.coverage(tiny)
    text, page = found.to_text(lang), found.to_markdown(lang)

    assert page.startswith("# ")
    for key in ("aims", "by-form", "by-type", "by-label", "grid", "missing", "risks"):
        assert f"\n## {_SAY[key][lang == 'en']}\n" in page
        assert _SAY[key][lang == "en"] in text
    assert not {"{", "}"} & set(text)
    assert found.to_text("nl") != found.to_text("en")


def test_a_bar_in_a_name_does_not_break_the_table(tiny: Matrix) -> None:
    """Markdown only."""
    sources = (changed(tiny.sources[0], name="Dit | dat"),)

    assert "Dit \\| dat" in cm.coverage(with_rules(tiny, sources=sources)).to_markdown()


def test_nothing_at_all_can_be_reported(tiny: Matrix) -> None:
    """No rules, no days, no risks."""
    found = cm.coverage(only_rules(tiny, laws=(), partners=changed_partners(tiny, politie={"channels": ()})))

    assert "geen enkele dag" in found.to_text()
    assert (0, False) == (found.assignments, found.is_good_enough)


def test_the_command_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    """In each form; JSON has the figures of the library."""
    assert 0 == run(["check", "--report"])
    assert capsys.readouterr().out.startswith("Dekking van uitgave")
    assert 0 == run(["check", "--report", "--format", "markdown", "--lang", "en"])
    assert capsys.readouterr().out.startswith("# Coverage of edition")
    assert 0 == run(["check", "--report", "--json"])
    assert cm.coverage(cm.load()).to_record() == json.loads(capsys.readouterr().out)


# --- the problems as a page ---


def test_the_problems_as_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fout and let op apart, file by file, each with a line, a next step and a code that is explained; nothing from outside."""
    home = smallest.write(tmp_path / "matrix")
    path = home / "partijen" / "politie.yaml"
    path.write_text(path.read_text().replace("rol: uitvoerder", "rol: uitvoerdr"))
    (home / "<b>kladje.txt").write_text("van mij")

    assert 1 == run(["--data", str(home), "check", "--html", str(tmp_path / "uit.html")])
    page = (tmp_path / "uit.html").read_text()
    said = capsys.readouterr()
    assert "[R01]" in said.out
    assert "Gemaakt: " in said.err
    assert page.index("Fout:") < page.index("<h3>partijen/politie.yaml</h3>") < page.index("Let op:")
    assert page.index("Let op:") < page.index("<h3>&lt;b&gt;kladje.txt</h3>")
    assert "Bedoelde u &#39;uitvoerder&#39;?" in page
    assert '<a href="#R01">' in page
    assert '<dt id="R01">' in page
    assert page.count('scope="row"') == 2
    assert [] == re.findall(r"https?://|<script|\bsrc=", page)


def test_a_page_without_problems(tmp_path: Path) -> None:
    """It says so, in the language asked for, and has no empty headings."""
    home = smallest.write(tmp_path / "matrix")

    assert 0 == run(["--data", str(home), "--lang", "en", "check", "--html", str(tmp_path / "uit.html")])
    page = (tmp_path / "uit.html").read_text()
    assert "No problems were found." in page
    assert "<h2>" not in page
    assert '<html lang="en">' in page


# --- counts that are no mistakes ---


def test_who_leads_nowhere_and_who_does_most(tiny: Matrix) -> None:
    """Counted over pairs; several cells of one pair count once, and helping is no burden."""
    found = cm.coverage(
        only_rules(
            tiny,
            rule("a", "politie", "regie", types=("crisis",), forms=("phishing",)),
            rule("b", "politie", "uitvoerder", types=("crisis",), forms=("phishing", "ransomware")),
            rule("c", "ibd", "ondersteuner", types=("weerbaar-maken",), forms=("phishing",)),
            rule("d", "gemeente", "uitvoerder", types=("weerbaar-maken",), forms=("phishing",)),
        )
    )

    assert 3 == found.total.answered
    assert 2 == found.without_lead
    assert [("politie", 2), ("gemeente", 1)] == [(one.id, count) for one, count in found.busiest]
    assert "Paren met een antwoord waarin niemand trekt of beslist: 2/3" in found.to_text()


def test_what_was_never_looked_at_and_what_too_long_ago(tiny: Matrix) -> None:
    """By kind, on the day that the matrix is seen; and sources that have no date."""
    old = only_rules(
        tiny,
        rule("a", checked_on=dt.date(2020, 1, 1)),
        rule("b", checked_on=dt.date(2026, 1, 1)),
        rule("c"),
        sources=(*tiny.data.sources, Source(id="zonder", name="Zonder datum")),
    )
    found = cm.coverage(old.where(on="2026-11-23"))

    assert ("assignment", 1) in found.overdue
    assert ("assignment", 1) in found.never_checked
    assert ("assignment", 2) in cm.coverage(old.where(on="2029-01-01")).overdue
    assert "zonder" in found.undated
    record = found.to_record()
    assert 1 == record["overdue"]["assignment"]
    assert "zonder" in record["undated"]
    assert "Looked at too long ago: assignments (1)" in found.to_text("en")
