"""Each trap in the list catches the sentences that it was made for, and lets through what only looks like them."""

from __future__ import annotations

import pytest
from making import changed_partners, only_rules, rule, with_rules

import cybermatrix as cm
from cybermatrix import checks
from cybermatrix.checks.phrases import first_found
from cybermatrix.model import (
    Allowance,
    Channel,
    Claim,
    Guard,
    Instrument,
    Limit,
    Overlay,
    Slot,
    Source,
    changed,
)

SHIPPED = cm.load()
GUARDS = SHIPPED.data.guards


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.id)
def test_a_trap_catches_its_own_examples(guard: Guard) -> None:
    """As the only text in the whole matrix, each at the place where it stands; and not what is marked as fine."""
    assert guard.examples or not guard.phrases

    for sentence in guard.examples:
        assert first_found(sentence, guard.phrases, guard.unless), sentence
        told = changed(rule("wrong"), text=sentence)
        found = list(checks.guarded_words(only_rules(SHIPPED, told).data))
        assert guard.id in {dict(one.values)["id"] for one in found if one.code == "T01" and one.place == told.place}
    for sentence in guard.fine:
        assert not first_found(sentence, guard.phrases, guard.unless), sentence


@pytest.mark.parametrize("guard", [one for one in GUARDS if one.partners or one.resting_on], ids=lambda guard: guard.id)
def test_a_bound_stops_a_rule_that_crosses_it(guard: Guard) -> None:
    """For each bound that a trap sets, a rule that crosses only that one; and *geen* never does."""
    partner = guard.partners[0] if guard.partners else "gemeente"
    laws = tuple(a.id for law in SHIPPED.data.laws for a in law.articles if {law.id, a.id} & set(guard.resting_on))[:1]
    inside = rule(
        "inside",
        guard.only_partners[0] if guard.only_partners else partner,
        guard.only_roles[0] if guard.only_roles else "uitvoerder",
        types=guard.only_interventions[:1] or ("crisis",),
        forms=guard.only_forms[:1] or ("phishing",),
        audience=guard.only_audiences[:1],
        laws=laws,
    )
    crossing = {
        "only_partners": {"partner": "gemeente"},
        "only_interventions": {"interventions": ("vervolgen", "daderpreventie")},
        "only_forms": {"forms": ("alle",)},
        "only_audiences": {"audience": ()},
        "only_roles": {"role": "bevoegd-gezag"},
    }

    def told(**change: object) -> list[str]:
        data = only_rules(SHIPPED, changed(inside, **change), guards=(guard,)).data
        return [one.code for one in checks.guarded_rules(data)]

    assert [] == told()
    bounds = [name for name in crossing if getattr(guard, name)]
    assert bounds
    for name in bounds:
        assert "T02" in told(**crossing[name])
        assert [] == told(**crossing[name], **({} if name == "only_roles" else {"role": "geen"}), force="mag-niet")


def test_a_body_is_bound_like_its_kind_and_an_exception_is_kept(tiny: cm.Matrix) -> None:
    """An exception that nothing needs is told; so is one in the list of words."""
    guard = Guard(
        id="val", truth="Zo is het.", partners=("openbaar-ministerie",), only_roles=("regie",), phrases=("terughack*",)
    )
    body = rule("x", "openbaar-ministerie-oost-nederland")
    free = rule("y")
    kept = changed(guard, allowed=(Allowance(within="x", because="Goed."), Allowance(within="y", because="Goed.")))

    def told(*guards: Guard, text: str = "Doet iets.") -> list[str]:
        data = only_rules(tiny, body, changed(free, text=text), guards=guards).data
        return [one.code for check in (checks.guarded_rules, checks.guarded_words) for one in check(data)]

    assert ["T02"] == told(guard)
    assert ["W07"] == told(kept)
    assert [] == told(kept, text="Gaat terughacken.")
    assert ["T02", "T01"] == told(guard, text="Gaat terughacken.")


def test_where_something_is_told_as_wrong_it_may_stand(tiny: cm.Matrix) -> None:
    """Under 'mag niet', 'hoort er niet bij' and 'niet doen'."""
    guard = Guard(id="val", truth="Zo is het.", phrases=("terughack*",))
    claim = {"text": "Terughacken.", "verification": "eigen"}
    denied = changed_partners(tiny, gemeente={"may_not": (Limit(**claim),), "not_own_tasks": (Claim(**claim),)})
    told = changed_partners(tiny, gemeente={"own_tasks": (Claim(**claim),)})

    assert [] == list(checks.guarded_words(only_rules(tiny, partners=denied, guards=(guard,)).data))
    assert 1 == len(list(checks.guarded_words(only_rules(tiny, partners=told, guards=(guard,)).data)))


# --- how phrases are written ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "sentence", "found"),
    [
        ("regie", "Voert de regie.", "regie"),
        ("regie", "De regiekamer is dicht.", ""),
        ("regie*", "De regiekamer is dicht.", "regiekamer"),
        ("*hack*", "Dat is een gehackte site.", "gehackte"),
        ("zo nodig", "Belt zo\n nodig.", "zo nodig"),
        ("geeft/geven … bevel", "Zij geven soms een bevel.", "geven soms een bevel"),
        ("geeft/geven … bevel", "Een bevel geven.", ""),
        ("één trekker", "Er is EEN trekker.", "een trekker"),
        ("café", "Het cafe.", "cafe"),
        ("a … b", "a, b", "a, b"),
        ("06-*", "Bel 06-123.", "06-123"),
        ("je", "Je-woord", ""),
        ("niet", "’t Is niets.", ""),
        ("… einde", "Dit is het einde.", "einde"),
        ("…", "Alles.", ""),
    ],
)
def test_a_phrase_finds_whole_words_within_a_sentence(phrase: str, sentence: str, found: str) -> None:
    """* for a part of a word, / for or, … for anything in between; case, accents and blanks do not count."""

    assert found == first_found(sentence, (phrase,), ())
    assert not first_found(sentence, (phrase,), (phrase,))


# --- numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bel 0900-0000.", 0),  # the number of a channel that was read
        ("Bel 0900 0000.", 0),
        ("Bel +31 900 0000.", 0),
        ("Bel 0900-0001.", 1),  # internal
        ("Bel 0900-0002.", 1),  # not verified
        ("Bel 06 12 34 56 78 of 0612345678.", 2),
        ("Bel 112.", 0),
        ("Tussen 2019-2020 waren er 100.000 meldingen op 01-02-2024.", 0),
        ("Zie www.x.nl/0900-0001 of nummer 0900-00011/2.", 0),
    ],
)
def test_a_number_in_a_text_belongs_to_a_desk_that_was_checked(tiny: cm.Matrix, text: str, told: int) -> None:
    """However it is written; dates, amounts and addresses are no numbers."""
    matrix = only_rules(tiny, changed(rule("x"), text=text))

    assert told == len(list(checks.unread_numbers(matrix.data)))


@pytest.mark.parametrize(
    ("written", "good"),
    [
        ("070-2045511", "070 204 55 11"),
        ("070 204 55 11", "070 204 55 11"),
        ("+31 (0)88 786 73 72", "088 786 73 72"),
        ("0900 8844", "0900-8844"),
        ("0800 2800 200", "0800-2800 200"),
        ("0570-123456", "0570-123456"),  # which digits are the area code is not known
        ("06-12345678", "06-12345678"),
    ],
)
def test_a_number_is_written_in_one_way(tiny: cm.Matrix, written: str, good: str) -> None:
    """The same digits look the same on every page; what is not certain stays as it is."""
    matrix = only_rules(tiny, changed(rule("x"), text=f"Bel {written}."))

    assert good == checks.notation(written)
    assert (written != good) == bool(list(checks.loose_notations(matrix.data)))


@pytest.mark.parametrize(
    ("channel", "found"),
    [
        ({"phone": "06-12345678"}, "@mobile"),
        ({"phone": "+31 6 12345678"}, "@mobile"),
        ({"phone": "0570-123456", "name": "ICT-piket"}, "@picket"),
        ({"phone": "0570-123456", "how": "Doorkiesnummer van de teamleider."}, "@picket"),
        ({"phone": "0570-123456"}, None),
        ({"name": "ICT-piket"}, None),  # no number
        ({"phone": "06-12345678", "visibility": "intern"}, None),
        ({"phone": "06-12345678", "do_not_print": True}, None),
        ({"phone": "06-12345678", "verification": "verified", "sources": ("verzonnen-bron",)}, None),
        ({"phone": "06-12345678", "verification": "verified"}, "@mobile"),
    ],
)
def test_an_inner_number_is_not_public_unless_a_source_makes_it_so(
    tiny: cm.Matrix, channel: dict[str, object], found: str | None
) -> None:
    """A mobile number, or a desk that is called a picket."""
    given = {"id": "loket", "name": "Loket", "visibility": "openbaar", "verification": "eigen"} | channel
    told = list(checks.inner_numbers(with_rules(tiny, channels=(Channel(**given),)).data))

    assert [found] == ([dict(one.values)["found"] for one in told] or [None])


@pytest.mark.parametrize(
    ("slot", "told"),
    [
        ({"name": "Wie heeft piket?"}, 1),
        ({"name": "Hoe heet uw wijkteam?"}, 0),
        ({"name": "Hoe heet uw wijkteam?", "phone": "0570-123456"}, 1),
        ({"name": "Wie heeft piket?", "visibility": "intern"}, 0),
    ],
)
def test_what_a_municipality_fills_in_is_its_own(tiny: cm.Matrix, slot: dict[str, object], told: int) -> None:
    """In the list of questions and in its own file."""
    one = Slot(**({"id": "slot-x", "visibility": "openbaar"} | slot))
    own = Overlay(municipality="deventer", slots=(one,))

    assert told == len(list(checks.inner_numbers(with_rules(tiny, slots=(one,)).data)))
    assert told == len(list(checks.inner_numbers(with_rules(tiny, overlays=(own,)).data)))


def test_proven_needs_research(tiny: cm.Matrix) -> None:
    """Of that kind, at the judgement itself."""
    game = {"id": "spel", "name": "Spel", "interventions": (), "forms": ("alle",), "verification": "eigen"}
    sources = (*tiny.sources, Source(id="proef", name="Proef", kind="onderzoek"))
    told = [
        [
            one.code
            for one in checks.proven(with_rules(tiny, sources=sources, instruments=(Instrument(**game, **more),)).data)
        ]
        for more in (
            {"effect": "bewezen", "effect_sources": ("proef",)},
            {"effect": "bewezen", "effect_sources": ("verzonnen-bron",)},
            {"effect": "onbekend"},
        )
    ]

    assert [[], ["T04"], []] == told
