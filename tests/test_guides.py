"""What a guide says is decided before a page is drawn: for whom, how sure, and nothing that may not be said."""

from __future__ import annotations

import re
from typing import Any

import pages
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cybermatrix as cm
from cybermatrix import _resources
from cybermatrix.errors import AmbiguousName, InvalidQuestion, UnknownId
from cybermatrix.guides import Guide, cards, guide, situations
from cybermatrix.guides.annex import pieces
from cybermatrix.guides.desks import dialled
from cybermatrix.guides.parts import Around, Card, Cover, General, Page, Rights, SituationCard
from cybermatrix.guides.pieces import Desk, Duty, Fact
from cybermatrix.guides.words import lowered, sentence, words_of
from cybermatrix.guides.writer import Writer
from cybermatrix.html import to_html
from cybermatrix.matrix import Base
from cybermatrix.model import Claim, changed, label


def part(made: Guide, kind: type[Any]) -> Any:
    return next(one for one in made.parts if isinstance(one, kind))


def page(made: Guide, anchor: str) -> Page:
    return next(one for one in made.parts if isinstance(one, Page) and one.anchor == anchor)


def strings(value: object) -> str:
    """Give everything a view model says."""
    found = []
    for piece in pieces(value):
        for name in (attribute.name for attribute in piece.__attrs_attrs__):
            inside = getattr(piece, name)
            found += [inside] if isinstance(inside, str) else [one for one in _flat(inside) if isinstance(one, str)]
    return "\n".join(found)


def _flat(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


# --- what is asked for ---


@pytest.mark.parametrize(
    ("word", "kind", "key"),
    [
        ("deventer", "gemeente", "deventer"),
        ("GM0150", "gemeente", "deventer"),
        ("gemeente:Deventer", "gemeente", "deventer"),
        ("ibd", "partij", "ibd"),
        ("partij:Politie", "partij", "politie"),
        ("gijzelsoftware", "vorm", "ransomware"),
        ("s4", "situatie", "iemand-wordt-opgelicht"),
        ("situatie:s1", "situatie", "eigen-systemen-gegijzeld"),
        ("Regio", "regio", "regio"),
    ],
)
def test_a_word_finds_its_subject(word: str, kind: str, key: str) -> None:
    """An id, a name, an alias or a code is enough; a prefix tells kinds apart."""
    made = guide(pages.matrix(), word)

    assert (kind, key) == (made.kind, made.id)
    assert f"<Guide {kind}:{key} 2026.1: {len(made.parts)} parts>" == repr(made)


def test_a_wrong_word_raises_with_near_misses_of_every_kind() -> None:
    with pytest.raises(UnknownId) as caught:
        guide(pages.matrix(), "deventr")

    assert "deventer" in caught.value.near


def test_a_word_of_the_wrong_kind_raises() -> None:
    with pytest.raises(UnknownId):
        guide(pages.matrix(), "vorm:deventer")


def test_a_category_is_no_subject() -> None:
    with pytest.raises(UnknownId):
        guide(pages.matrix(), "cybercrime")


def test_a_name_that_fits_two_kinds_raises_with_prefixes() -> None:
    """Nothing is guessed: a partner that is also called phishing asks for a prefix."""
    data = pages.matrix().data
    double = tuple(changed(one, aliases=("phishing",)) if one.id == "ibd" else one for one in data.partners)
    matrix = pages.of(changed(data, partners=double))

    with pytest.raises(AmbiguousName) as caught:
        guide(matrix, "phishing")
    assert ("partij:ibd", "vorm:phishing") == caught.value.candidates
    assert "vorm" == guide(matrix, "vorm:phishing").kind


def test_a_name_that_fits_two_of_one_kind_raises_with_prefixes() -> None:
    with pytest.raises(AmbiguousName) as caught:
        guide(pages.matrix(), "Bergen")

    assert all(one.startswith("gemeente:bergen") for one in caught.value.candidates)


def test_a_subject_is_a_word() -> None:
    with pytest.raises(InvalidQuestion):
        guide(pages.matrix(), None)  # type: ignore[arg-type]


def test_a_language_without_words_raises() -> None:
    with pytest.raises(InvalidQuestion, match="'nl'"):
        guide(pages.matrix(), "deventer", lang="fy")


# --- parts ---


def test_parts_have_anchors_of_their_own_and_say_whom_to_tell() -> None:
    """Every part has the id filled in for whoever finds a mistake."""
    made = pages.book("deventer")
    anchors = [one.anchor for one in made.parts]

    assert len(anchors) == len(set(anchors))
    assert all("editie 2026.1" in one.feedback for one in made.parts)


def test_every_part_says_itself_where_to_report_a_mistake() -> None:
    """No reader is sent to another page: the address stands there, or what one can do as long as there is none."""
    data = pages.matrix().data
    with_one = pages.of(changed(data, edition=changed(data.edition, contact="Mail naar gids@voorbeeld.nl")))

    assert pages.matrix().edition.contact is None
    for part in pages.book("deventer").parts:
        assert "nog geen meldadres: zeg het tegen wie u deze gids gaf. Noem ‘" in part.feedback
    for part in guide(with_one, "deventer").parts:
        assert "Mail naar gids@voorbeeld.nl. Noem ‘" in part.feedback
    assert "meldadres" not in strings(guide(with_one, "deventer"))


def test_a_card_is_the_same_in_every_municipality_of_a_region() -> None:
    """So a card need be laid out only once; the municipality's own names stand on its own pages."""
    deventer, zwolle = pages.book("deventer"), pages.book("zwolle")

    def cards(made: Guide) -> list[object]:
        return [one for one in made.parts if isinstance(one, (Card, SituationCard, General))]

    assert cards(deventer) == cards(zwolle)
    assert part(deventer, Around) != part(zwolle, Around)


def test_filters_of_the_matrix_do_not_narrow_a_guide() -> None:
    assert pages.book("deventer") == guide(pages.matrix().where(crime="ransomware"), "deventer")


def test_arnhem_has_two_base_teams_by_name() -> None:
    text = strings(part(pages.book("arnhem"), Around))

    assert "Basisteam Arnhem-Noord" in text
    assert "Basisteam Arnhem-Zuid" in text


def test_utrecht_names_nobody_from_the_east_and_asks_for_its_base_team() -> None:
    """A municipality elsewhere gets the national rules, its own safety region, and a line to write on."""
    made = pages.book("utrecht")
    who = {one.who for one in pieces(made) if isinstance(one, Duty)} | {
        one.name for one in pieces(part(made, Around)) if hasattr(one, "purpose")
    }

    assert "Veiligheidsregio Utrecht" in who
    assert not [name for name in who if "Oost-Nederland" in name or "IJsselland" in name or "Saxion" in name]
    assert "Welk basisteam van de politie hoort bij Utrecht?" in strings(part(made, Around))
    assert "Nog geen basisteam vastgelegd voor uw gemeente." in strings(page(made, "nog-niet-geregeld"))
    assert "In Oost-Nederland" not in strings(part(made, Card))


def test_an_uncertain_base_team_says_so() -> None:
    assert "niet nagekeken" in strings(part(pages.book("duiven"), Around))


# --- honesty ---


def test_what_must_and_must_not_has_an_article() -> None:
    """*Moet* and *mag niet* stand only with the law that says so."""
    sections = {one.heading: one for one in part(pages.book("deventer"), Rights).sections}

    for heading in ("Dit moet", "Dit mag niet"):
        assert sections[heading].facts
        assert [] == [one.text for one in sections[heading].facts if not one.basis]


def test_what_the_law_demands_or_forbids_is_never_left_to_the_screen() -> None:
    """A duty under *Zie de schermgids* is a duty that someone with the paper does not know of."""
    sections = {one.heading: one for one in part(pages.book("deventer"), Rights).sections}

    assert [(), ()] == [sections[heading].rest for heading in ("Dit moet", "Dit mag niet")]
    assert sections["Dit kan"].rest


def test_the_same_duty_stands_once() -> None:
    """The data breach law is met in many forms and situations; the duty is one, and so is the register of its paragraph 5."""
    facts = {one.heading: one for one in part(pages.book("deventer"), Rights).sections}["Dit moet"].facts

    breach = [one.text for one in facts if "artikel 33" in one.basis and one.basis.startswith("AVG")]
    assert [False, True] == ["register" in text for text in breach]


def test_what_nobody_read_in_a_source_is_counted_and_never_printed() -> None:
    data = pages.matrix().data
    claims = [one for one in pieces(data) if isinstance(one, Claim)]
    read = {sentence(one.text) for one in claims if one.verification != "not_verified"}
    unread = {sentence(one.text) for one in claims if one.verification == "not_verified"} - read
    said = {one.text for one in pieces(pages.book("regio")) if isinstance(one, Fact)}
    text = pages.page("regio").text

    assert unread
    assert read & said
    assert not unread & said
    assert "uitspraken in deze editie zijn nog niet in een bron gezien" in text


def test_a_number_on_a_page_was_read_in_a_source() -> None:
    """Every phone number that a desk shows belongs to a channel that is public and verified."""
    known = {one.phone for one in pages.matrix().base.channels.values() if one.is_printable}
    shown = {one.phone for one in pieces(pages.book("regio")) if isinstance(one, Desk) and one.phone}

    assert shown
    assert shown <= known


def test_numbers_in_running_text_are_printable_too() -> None:
    """A step that says "Bel de IBD" with a number may do so only when that number is printable."""
    phones = [one.phone or "" for one in pages.matrix().base.channels.values() if one.is_printable]
    known = {re.sub(r"\D", "", number) for phone in phones for number in phone.split(" of ")}
    found = {
        re.sub(r"\D", "", one)
        for one in re.findall(r"\b0(?:800|900|\d{2})[- ]\d[\d -]{3,}\d\b", pages.page("deventer").text)
    }

    assert found
    # What follows a number in running text may be a digit too, such as the hours.
    assert [] == [one for one in found if not any(one.startswith(number) for number in known if number)]


def test_old_law_texts_are_never_firm() -> None:
    """What was read in an old text of a law is *Bron*; the Cyberbeveiligingswet was read as it stands today, and is *Vast*."""
    matrix = pages.matrix()
    claims = [claim for law in matrix.data.laws for article in law.articles for claim in article.claims]
    old = [claim for claim in claims if claim.evidence == "wettekst-oude-versie"]
    duties = [one for one in pieces(pages.book("deventer")) if isinstance(one, Fact) and one.basis.startswith("Cbw")]

    assert old
    assert {"bron"} == {label(one.verification, evidence=one.evidence, certainty=one.certainty) for one in old}
    assert "Vast" in {one.mark.word for one in duties if one.mark}


def test_our_own_steps_stand_only_in_a_concept() -> None:
    """In an adopted edition a step that nobody stands for is left out, and the numbers stay in order."""
    data = pages.matrix().data
    adopted = pages.of(changed(data, edition=changed(data.edition, status="vastgesteld", adopted_by="de stuurgroep")))
    concept = part(guide(pages.matrix(), "s1"), SituationCard)
    final = part(guide(adopted, "s1"), SituationCard)

    def steps(card: SituationCard) -> list[Any]:
        return [step for clock in card.clocks for step in clock.steps]

    assert "Voorstel" in {step.mark.word for step in steps(concept)}
    assert "Voorstel" not in {step.mark.word for step in steps(final)}
    assert [str(n) for n in range(1, len(steps(final)) + 1)] == [step.number for step in steps(final)]
    assert "vastgesteld door de stuurgroep" in to_html(guide(adopted, "s1"))


def test_a_confirmed_role_says_so() -> None:
    data = pages.matrix().data
    first = next(one for one in data.assignments if "ransomware" in one.forms)
    rules = tuple(changed(one, status="bevestigd") if one is first else one for one in data.assignments)

    text = strings(guide(pages.of(changed(data, assignments=rules)), "ransomware"))

    assert "Bevestigd door het netwerk" in text
    assert re.search(r"1 van deze \d+ rollen zijn bevestigd", text)


def test_the_cover_counts_different_statements() -> None:
    cover = part(pages.book("deventer"), Cover)
    counts = {one.mark.word: int(one.number.replace(".", "")) for one in cover.sure}

    assert ["Vast", "Bron", "Voorstel"] == list(counts)
    assert counts["Bron"] > counts["Voorstel"] > 0


# --- public and internal ---


def test_an_internal_channel_shows_only_on_an_internal_page() -> None:
    matrix = pages.with_overlay("038-1234567", "Jansen")
    public, internal = guide(matrix, "deventer"), guide(matrix, "deventer", internal=True)

    assert "038-1234567" not in strings(public)
    assert "Jansen" not in strings(public)
    assert "OPENBAAR" == public.audience
    assert "038-1234567" in strings(internal)
    assert "Jansen" in strings(internal)
    assert "INTERN" == internal.audience


def test_a_neighbour_never_sees_it() -> None:
    matrix = pages.with_overlay("038-1234567", "Jansen")

    assert "038-1234567" not in strings(guide(matrix, "zwolle", internal=True))
    assert "Jansen" not in strings(guide(matrix, "zwolle", internal=True))


@settings(max_examples=8, deadline=None)
@given(number=st.integers(10**6, 10**7 - 1), name=st.text("abcdefghijklm", min_size=12, max_size=20))
def test_no_public_page_holds_an_internal_word(number: int, name: str) -> None:
    """Whatever a municipality fills in: it stands on no public page."""
    matrix = pages.with_overlay(f"0570-{number}", name)

    for subject in ("s1", "s7", "gemeente:deventer"):
        text = strings(guide(matrix, subject))
        assert str(number) not in text
        assert name not in text


# --- words ---


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("2026-08-15", "15 augustus 2026"),
        ("2024-10", "oktober 2024"),
        ("2020", "2020"),
        ("z.d.", "z.d."),
        ("2020-2024", "2020-2024"),
    ],
)
def test_dates_of_sources_are_written_in_words(given_: str, expected: str) -> None:
    assert expected == words_of("nl").loose_date(given_)


def test_small_words() -> None:
    words = words_of("nl")

    assert "a, b en c" == words.both(["a", "b", "c"])
    assert "a" == words.both(["a"])
    assert "" == words.both([])
    assert "1.238" == words.number(1238)
    assert "Zo is het." == sentence(" zo is het")
    assert "" == sentence("  ")
    assert "Eén dag per jaar." == sentence("één dag per jaar")
    assert "bel 112." == lowered("Bel 112.")
    assert "AVG geldt." == lowered("AVG geldt.")


def test_every_kind_of_guide_can_be_made_for_everything() -> None:
    """No municipality of the East, partner, form or situation makes a page impossible."""
    matrix = pages.matrix()
    for kind, items in (("partij", matrix.partners), ("vorm", matrix.crime_forms), ("situatie", matrix.situations)):
        for item in items:
            assert item.id == guide(matrix, f"{kind}:{item.id}").id


def test_the_front_door_has_it() -> None:
    assert cm.guide is guide


# --- what places share ---

# Of each region one, those with rules of their own, one whose base team is sure beside one whose team is not, one with two base
# teams, and one from elsewhere.
NEIGHBOURS = ("deventer", "olst-wijhe", "borne", "aalten", "duiven", "barneveld", "arnhem", "druten", "utrecht")


def test_what_places_share_is_what_each_would_have_alone(shipped: cm.Matrix) -> None:
    """Parts are written once for all places where they say the same; nothing of the first stands in those of the next."""
    together = {place: guide(shipped, place) for place in NEIGHBOURS}

    assert together == {place: guide(cm.Matrix(Base(shipped.data)), place) for place in NEIGHBOURS}


def test_cards_of_places_with_other_roles_are_not_shared(shipped: cm.Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card that did not look at who has a role would be caught by the comparison above."""
    monkeypatch.setattr(cards, "_as_told", lambda _, cell, **__: (cell.origin.id, cell.intervention.id))
    guide(shipped, "deventer")
    together = guide(shipped, "aalten")

    assert together != guide(cm.Matrix(Base(shipped.data)), "aalten")


def test_a_place_with_two_base_teams_shares_its_cards(shipped: cm.Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of Arnhem's teams do what is told of one: its cards are those of Duiven, and none is written again."""
    matrix = cm.Matrix(Base(shipped.data))
    guide(matrix, "duiven")
    written = []
    monkeypatch.setattr(cards, "_card", lambda _, crime, *__, **___: written.append(crime.id))
    guide(matrix, "arnhem")

    assert len(matrix.where(municipality="arnhem")) > len(matrix.where(municipality="duiven"))
    assert [] == written


def test_places_of_different_regions_do_not_share(shipped: cm.Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """A viewpoint that forgot the region would be caught by the comparison above."""
    apart = guide(shipped, "borne")
    monkeypatch.setattr(Writer, "viewpoint", "everywhere")
    guide(shipped, "deventer")

    assert apart != guide(shipped, "borne")


def test_the_whole_answer_is_found_from_where_one_looks_first() -> None:
    """May a message be removed: from what one may not do to the NU-kaart and the card of the form, and from that card back."""
    book = pages.book("deventer")
    wishes = page(book, "wat-mag-niet").blocks[0].table
    card = next(one for one in book.parts if one.anchor == "situatie-online-oproep-tot-onrust")
    assert wishes is not None
    assert isinstance(card, SituationCard)

    assert ["#situatie-online-oproep-tot-onrust", "#vorm-online-opruiing-ordeverstoring"] == [
        link.href for link in wishes.rows[0].see
    ]
    assert "#wat-mag-niet" in {link.href for link in card.forms}
    assert "#wat-mag-niet" not in {link.href for link in part(pages.book("s7"), SituationCard).forms}


def test_the_contents_name_the_texts_that_one_looks_for() -> None:
    listed = {
        link.href: link.text for group in part(pages.book("deventer"), Cover).contents.groups for link in group.links
    }

    assert "voorstel aan het college" in listed["#teksten"]
    assert "pers" in listed["#teksten"]


def test_what_is_open_here_stands_apart_from_what_is_open_everywhere() -> None:
    """Only a municipality has something of its own to fill in; the rest is of the whole matrix, and says so."""
    blocks = page(pages.book("deventer"), "nog-niet-geregeld").blocks
    headings = [found.heading for one in blocks if (found := one.table or one.facts or one.blanks) is not None]

    assert ["Van uw gemeente"] * 2 + ["In de hele matrix"] * 3 == [one.partition(":")[0] for one in headings]


def test_what_is_open_begins_with_what_the_municipality_itself_has_not_laid_down() -> None:
    """A team that no source names is asked after; rules of its own are named where it has none; the count says what it counts."""
    own = {place: page(pages.book(place), "nog-niet-geregeld").own for place in ("deventer", "duiven", "aalten")}
    said = {place: strings(blocks[0]) for place, blocks in own.items()}

    assert all(
        [one is not None for one in (blocks[0].facts, blocks[1].blanks)] == [True, True] for blocks in own.values()
    )
    assert ["duiven"] == [place for place, text in said.items() if "Uw basisteam: welk team dat is" in text]
    assert ["deventer", "duiven"] == [
        place for place, text in said.items() if "geen rol die alleen voor uw gemeente is vastgelegd" in text
    ]
    assert f"{len(own['deventer'][1].blanks.blanks)} lijnen om in te vullen" in said["deventer"]  # type: ignore[union-attr]


def test_a_count_of_what_is_open_says_what_it_counts() -> None:
    found = next(one.table for one in page(pages.book("deventer"), "nog-niet-geregeld").blocks if one.table is not None)

    assert all(
        row.cells[0].label == "Nog niemand bij" and row.cells[0].strong.endswith(" vormen:") for row in found.rows
    )


def test_where_the_back_of_a_card_has_room_its_small_print_is_larger() -> None:
    sizes = {one.anchor: one.size for one in pages.book("deventer").parts if isinstance(one, SituationCard)}

    assert "airy" == sizes["situatie-website-plat-of-beklad"]
    assert not sizes["situatie-eigen-systemen-gegijzeld"]


@pytest.mark.parametrize(
    ("module", "where"), [(cards, ".part.card.{}"), (situations, ".{} .small")], ids=["card", "situation"]
)
def test_what_is_reckoned_with_is_what_paper_has(module: Any, where: str) -> None:
    """The letters by which a page chooses are those of the style sheet."""
    style = (_resources.templates_folder() / "css" / "paper.css").read_text(encoding="utf-8")
    usual = where.replace(".{}", "").strip()
    for name, size in module.SIZES:
        rule = re.escape(where.format(name) if name else usual)
        found = re.search(rf"^{rule}[ ,][^{{]*{{[^}}]*font-size: ([\d.]+)pt", style, re.MULTILINE)

        assert found is not None
        assert size == float(found[1])


def test_the_red_box_says_who_calls_where_that_is_not_the_reader() -> None:
    first = {one.anchor: one.first for one in pages.book("deventer").parts if isinstance(one, SituationCard)}
    company = first["situatie-bedrijf-of-instelling-gehackt"]

    assert company is not None
    assert "En de geraakte organisatie belt:" == company.heading
    assert "niet gevonden" not in company.hours


def test_what_a_municipality_may_not_do_has_a_subject_and_is_told_once() -> None:
    """The cards of two situations forbid a false account too; the list of the municipality has it from one limit."""
    page = part(pages.book("deventer"), Rights)
    section = next(one for one in page.sections if one.heading == "Dit mag niet")

    assert all(fact.lead for fact in section.facts)
    assert 1 == sum("privéaccount" in fact.text or "nepaccount" in fact.text for fact in section.facts)


def test_how_it_often_goes_is_told_in_sentences() -> None:
    """Somebody does something: no line begins with a headline and a colon, or with a verb that nobody does."""
    subjects = re.compile(
        r"(De|Het|Een|Hij|Zij|U|Er|Of|Iemand|Anderen|Mensen|Daders|Andere daders|Handelaren|Kopers|Ronselaars|Geld|"
        r"Accounts|Soms|Later|Daarna|Bij|Met|Betalen|\w+ daders?|Ieder)\b"
    )
    told = [one.text for form in pages.matrix().crime_forms for one in form.method]

    assert [] == [text for text in told if not subjects.match(text) or re.match(r"\w+: ", text)]


def test_the_red_box_and_the_steps_tell_one_story() -> None:
    """The box names the number of step 1, or opens with step 1 itself; 112 in danger stands beside every number."""
    cards = [one for one in pages.book("deventer").parts if isinstance(one, SituationCard)]
    stories = {
        card.anchor: (*card.first.sooner, card.first.name, card.first.phone, card.first.hours)
        for card in cards
        if card.first is not None
    }

    assert len(cards) == len(stories)
    for card in cards:
        step, story = card.clocks[0].steps[0], " ".join(stories[card.anchor])
        told = step.text.partition(" ")[2] in story
        assert (
            told
            or (card.first is not None and card.first.phone in step.text)
            or ("112" in step.text and "112" in story)
        )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Bel 112 bij direct gevaar. Denkt iemand aan zelfdoding: bel 113.", ["tel:112", "tel:113"]),
        ("113 of 0800-0113", ["tel:113", "tel:08000113"]),
        ("Zie het rooster · 0570-12 34 56, of +31 6 12345678", ["tel:0570123456", "tel:+31612345678"]),
        ("070 204 55 11, dag en nacht (088 900 10 00)", ["tel:0702045511", "tel:0889001000"]),
        ("Chat op 113.nl. Een 112-melding, van 1.112 in 2025; artikel 112a.", []),
        ("", []),
    ],
)
def test_a_number_to_call_is_told_from_a_count(text: str, numbers: list[str]) -> None:
    """As people write it; cut in pieces it is the same text."""
    found = dialled(text)

    assert text == "".join(one.text for one in found)
    assert numbers == [one.href for one in found if one.href]
