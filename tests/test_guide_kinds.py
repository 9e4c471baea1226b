"""Each kind of guide holds what it promises: its pages, its order, its size, and never what is internal on a public page."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pages
import pikepdf
import pytest
from docx.oxml.ns import qn
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pressroom import Here

import cybermatrix as cm
from cybermatrix.docx import to_docx
from cybermatrix.errors import DoesNotFit, InvalidQuestion, UnknownId
from cybermatrix.guides import guide
from cybermatrix.guides.annex import pieces, texts
from cybermatrix.guides.cards import card, filled
from cybermatrix.guides.parts import (
    Around,
    Card,
    General,
    MatrixTable,
    Now,
    Page,
    Part,
    Poster,
    Report,
    Roads,
    SituationCard,
)
from cybermatrix.guides.pieces import Blank
from cybermatrix.guides.situations import FRONT, front_words
from cybermatrix.guides.words import words_of
from cybermatrix.guides.writer import Writer
from cybermatrix.html import paper, to_html, to_print
from cybermatrix.matrix import Base
from cybermatrix.model import WISHES, Channel, Overlay, Slot, changed
from cybermatrix.pdf import engine, to_pdf
from cybermatrix.pdf.engine import version
from cybermatrix.reviewing import to_calendar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cybermatrix.guides.pieces import Duty, DutyTable

CORE = [
    "omslag", "nu", "wat-is-van-u", "wie-is-wie", "crisis", "vier-wegen", "matrix", "wat-mag-niet", "gegevens-delen",
    "inzetten", "nog-niet-geregeld", "teksten", "veranderd",
]  # fmt: skip
SITUATIONS = [f"s{number}" for number in range(1, 10)]


def card_of(subject: str) -> SituationCard:
    (card,) = pages.book(subject).parts
    assert isinstance(card, SituationCard)
    return card


# --- a municipality ---


@pytest.mark.parametrize("place", ["deventer", "borne", "duiven", "utrecht"])
def test_a_municipality_has_its_pages_in_order(place: str) -> None:
    """The core, nine NU-kaarten, what holds for every form, ten cards of forms, and the sources."""
    made = pages.book(place)

    assert CORE == [part.anchor for part in made.parts][: len(CORE)]
    assert 9 == sum(isinstance(part, SituationCard) for part in made.parts)
    assert 10 == sum(isinstance(part, Card) for part in made.parts)
    assert "bronnen" == made.parts[-1].anchor


@pytest.mark.parametrize(("place", "plan"), [("deventer", "Crisisplan 2020-2023"), ("utrecht", "niet gelezen")])
def test_who_decides_that_it_is_a_crisis_is_told_and_so_is_the_gap(place: str, plan: str) -> None:
    """What the law says comes first, then what is known of the plan of this region; each card that scales up leads there."""
    made = pages.book(place)
    (page,) = (part for part in made.parts if part.anchor == "crisis")
    assert isinstance(page, Page)
    facts = {
        block.facts.anchor: " ".join(one.text for one in block.facts.facts) for block in page.blocks if block.facts
    }

    assert "niet wie een hack zo noemt" in page.intro
    assert "opperbevel" in facts["crisis-wet"]
    assert "alleen de voorzitter van de veiligheidsregio bevoegd" in facts["crisis-wet"]
    assert plan in facts["crisis-plan"]
    cards = [part for part in made.parts if isinstance(part, SituationCard)]
    assert ["#crisis"] * 9 == [part.forms[0].href for part in cards]


def test_the_page_for_now_leads_to_the_text_for_the_press() -> None:
    """It stands last of the texts; a guide that has no texts does not lead to them."""
    now = part_of("deventer", "nu")
    (texts,) = (part for part in pages.book("deventer").parts if part.anchor == "teksten")
    assert isinstance(now, Now)
    assert isinstance(texts, Page)

    assert now.press is not None
    assert f"#{texts.blocks[-1].text.anchor}" == now.press.href
    (whole,) = (part for part in pages.book("regio").parts if isinstance(part, Now))
    assert whole.press is None


def test_the_page_for_now_says_what_one_may_tell_the_press_at_once_and_how_to_reach_the_police() -> None:
    """The first words of each card, for those of another would say too much; the number of the police is none for the night."""
    now = part_of("deventer", "nu")
    assert isinstance(now, Now)
    desks = {one.anchor: one.desks for one in now.desks}

    assert [f"S{number}" for number in range(1, 10)] == [one.text for one in now.said]
    assert "#situatie-bedrijf-of-instelling-gehackt-woorden" == now.said[2].href
    (police,) = desks["politie-bellen"]
    assert "0900-8844" == police.phone
    assert "Tijden niet gevonden." == police.hours


def test_the_first_words_name_their_card_and_what_they_do_not_say() -> None:
    """Whoever reads them by telephone sees of which situation they are, and which name is not his to give."""
    words = card_of("s3").words
    said = [one.text for one in words.facts]

    assert "S3 · Eerste woorden" == words.heading
    assert re.fullmatch("“[^“”]+”", said[0])
    assert "Niet: de naam van de organisatie noemen of bevestigen." in [one.lead for one in words.facts]
    assert "Persbericht pas na afstemming met:" == words.facts[-1].lead


def test_an_address_for_which_paper_has_no_room_stands_on_the_screen() -> None:
    """One touches it there; the front of a card holds as many words as before."""
    card = card_of("s1")
    beside = [one for clock in card.clocks for step in clock.steps for one in step.via if one.screen]
    html = to_html(guide(pages.matrix(), "s1"))
    paper = to_print(guide(pages.matrix(), "s1"))

    assert "ncsc.nl" in [one.reach for one in beside]
    assert front_words(card) <= FRONT
    front = re.split('class="?back', html.partition("</style>")[2])[0]
    assert ">ncsc.nl</a>" in front
    assert "ncsc.nl" not in re.split('class="?back', paper)[0]


def test_what_the_cards_leave_open_stands_with_what_is_not_arranged() -> None:
    """On a screen in full; paper has it on the cards and says so."""
    (here,) = [one.facts for one in part_of("deventer", "nog-niet-geregeld").blocks if one.facts and one.is_own]

    assert [f"S{number}:" for number in range(1, 10)] == [one.lead for one in here.rest]
    assert any("noodpagina" in one.text for one in here.rest)
    assert here.facts[-1].text.startswith("Per situatie: achter op elke NU-kaart")


def test_a_card_leads_to_the_cards_that_this_guide_has() -> None:
    """Where it has none of them, their names stand there all the same: they are to be had by themselves."""
    forms = {part.anchor: part.forms for part in pages.book("deventer").parts if isinstance(part, SituationCard)}
    scam, site = forms["situatie-iemand-wordt-opgelicht"], forms["situatie-website-plat-of-beklad"]

    assert all(one.href for one in scam)
    assert len(scam) < len(card_of("s4").forms)
    assert ["", ""] == [one.href for one in site if one.text.endswith("(losse kaart)")]


def test_a_step_names_no_desk_whose_address_stands_in_its_own_words() -> None:
    for part in pages.book("deventer").parts:
        for step in (step for clock in getattr(part, "clocks", ()) for step in clock.steps):
            assert [] == [one.reach for one in step.via if one.reach and one.reach in step.text]


def test_what_a_guide_calls_laws_and_things_is_spelled_out_in_it() -> None:
    """Bodies are spelled out beside the matrix; every law that has an abbreviation is, and so are the words of the trade."""
    closing = part_of("deventer", "veranderd")
    assert isinstance(closing, Page)
    (known,) = (block.facts for block in closing.blocks if block.facts and block.facts.anchor == "afkortingen")
    laws, terms = (f"; {fact.text}" for fact in known.facts)

    for short in ("AVG", "Cbw", "WGS", "Wpg", "Wvr"):
        assert f"; {short}: " in laws
    for short in ("BRP", "CISO", "GHOR", "GRIP", "IVP", "RAAK"):
        assert f"; {short}: " in terms
    deploy = repr(part_of("deventer", "inzetten"))
    assert "(RAAK)" not in deploy
    assert "Cyber24: escapespel" in deploy
    assert "Cyberkwartet, een kaartspel" in deploy


def test_a_municipality_chooses_its_forms() -> None:
    made = guide(pages.matrix(), "deventer", forms=["Doxing", "gijzelsoftware"])

    assert ["vorm-ransomware", "vorm-doxing"] == [part.anchor for part in made.parts if isinstance(part, Card)]


def test_every_form_is_a_choice_too() -> None:
    made = guide(pages.matrix(), "deventer", forms=["alle"])

    assert len(pages.matrix().crime_forms) == sum(isinstance(part, Card) for part in made.parts)


def test_a_form_that_does_not_exist_raises() -> None:
    with pytest.raises(UnknownId):
        guide(pages.matrix(), "deventer", forms=["fishing"])


def test_only_a_municipality_has_a_choice_of_forms() -> None:
    with pytest.raises(InvalidQuestion):
        guide(pages.matrix(), "s1", forms=["phishing"])


def test_a_guide_tells_what_changed_since_an_older_edition() -> None:
    data = pages.matrix().data
    older = pages.of(changed(data, edition=changed(data.edition, id="2025.9"), crimes=data.crimes[1:]))
    made = guide(pages.matrix(), "deventer", since=older)
    closing = next(part for part in made.parts if part.anchor == "veranderd")

    assert "eerste editie" in " ".join(texts(next(p for p in pages.book("deventer").parts if p.anchor == "veranderd")))
    assert "eerste editie" not in " ".join(texts(closing))
    assert data.crimes[0].name in " ".join(texts(closing))


LIGHT = 1_500_000
"""Bytes of a whole guide for the screen, with everything in it: what a telephone fetches once, and then has without a network."""


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    "subject",
    ["deventer", "borne", "duiven", "regio", "vorm:ransomware", "partij:politie", "situatie:s1", "poster", "verslag"],
)
def test_a_guide_on_the_screen_is_light(subject: str, lang: str) -> None:
    assert LIGHT > len(pages.screen(subject, lang).encode())


def test_in_the_whole_the_local_ones_do_not_repeat_what_holds_for_all() -> None:
    """A safety region leads to the card of all safety regions; by itself it tells what holds for it too."""
    book = {part.anchor: part for part in pages.book("regio").parts}
    here: Any = book["partij-veiligheidsregio-twente"]
    alone: Any = guide(pages.matrix(), "partij:veiligheidsregio-twente").parts[0]

    assert "#partij-veiligheidsregio" == here.same.href
    assert alone.same is None
    assert len(here.tables) < len(alone.tables)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_guide_with_every_form_is_light_too(lang: str) -> None:
    """What many cards say in the same words stands there once; no role is lost, and paper is as it was."""
    made = guide(pages.matrix(), "deventer", forms=["alle"], lang=lang)
    whole = next(part for part in made.parts if isinstance(part, General))
    cards = [part for part in made.parts if isinstance(part, Card)]
    writer = Writer(pages.matrix().where(municipality="deventer"), internal=False, lang=lang, holds=frozenset("ab"))
    alone = [card(writer, crime) for crime in writer.matrix.crime_forms]

    def rows(tables: Iterable[DutyTable]) -> set[tuple[str, Duty]]:
        return {(group.heading, row) for one in tables for group in one.groups for row in (*group.duties, *group.rest)}

    assert whole.often is not None
    assert all(any(group.often for table in one.tables for group in table.groups) for one in cards)
    assert rows(t for one in alone for t in one.tables) == rows(whole.often.tables) | rows(
        t for one in cards for t in one.tables
    )
    assert [one.tables[0].groups[0].duties for one in alone] == [one.tables[0].groups[0].duties for one in cards]
    assert LIGHT > len(to_html(made).encode())


@pytest.mark.slow
def test_the_core_of_a_municipality_is_about_sixteen_pages() -> None:
    """And each card of a situation or form is one sheet; a page more is a sentence too many, two are a page to look at."""
    with pikepdf.open(io.BytesIO(pages.paper("deventer"))) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        starts = [numbers[item.destination[0].objgen] for item in outline.root]
        titles = [str(item.title) for item in outline.root]
    first = next(number for number, title in enumerate(titles) if title.startswith("S1 "))

    page_of = dict(zip(titles, starts, strict=True))

    assert 1 == page_of["Er is nu iets aan de hand"]  # the cover is one page, with the contents
    assert 1 == page_of["Wat u niet mag, en wat dan wel"] - page_of["De matrix op één bladzijde"]
    assert 16 <= starts[first] <= 18
    assert [2] * 9 == [end - start for start, end in zip(starts[first:], starts[first + 1 :], strict=False)][:9]


def test_paper_leaves_out_what_the_screen_has_room_for() -> None:
    """And says how many more there are, and in which file: the cover tells what the guide on a screen is."""
    printed = to_print(pages.book("deventer"))

    assert len(printed) < len(pages.screen("deventer"))
    assert "zie de schermgids" in printed
    assert "De schermgids is deze gids als bestand (deventer.html): vraag dat aan wie u deze gids gaf." in printed
    assert "schermgids" not in pages.screen("deventer")
    assert "zie deze kaart op een scherm" in to_print(pages.book("vorm:ransomware"))


@pytest.mark.parametrize(("forms", "said"), [(None, "10 van de 31"), (["phishing"], "1 van de 31"), (["alle"], "")])
def test_a_guide_promises_only_the_cards_that_it_has(forms: list[str] | None, said: str) -> None:
    """The contents and the matrix say how many cards of forms there are; the matrix on paper has their pages."""
    made = guide(pages.matrix(), "deventer", forms=forms)
    table: Any = next(part for part in made.parts if part.anchor == "matrix")
    cards = sum(isinstance(part, Card) for part in made.parts)

    assert (said in table.intro) if said else ("los te krijgen" not in table.intro)
    assert cards == to_print(changed(made, parts=(table,))).count('<span class="print">blz. ')


def test_the_cards_of_forms_are_a_sheet_at_most(caplog: pytest.LogCaptureFixture) -> None:
    """Of all forms the fullest, as far as that can be told; only laid out, for writing takes as long again."""
    weasyprint = pytest.importorskip("weasyprint")
    sheet, fonts = engine._sheet(*paper()), engine._fonts(paper()[1])
    loose = {guide(pages.matrix(), f"vorm:{crime.id}") for crime in pages.matrix().crime_forms}
    full = {made: max(filled(one) for one in made.parts if isinstance(one, Card)) for made in loose}
    laid = {
        made.id: weasyprint.HTML(string=to_print(made)).render(stylesheets=[sheet], font_config=fonts)
        for made in sorted(full, key=full.__getitem__)[-10:]
    }

    assert {2} == {len(document.pages) for document in laid.values()}
    assert {"hacken", "ransomware"} < set(laid)
    assert [] == [one.getMessage() for one in caplog.records]


def test_a_card_with_room_says_on_paper_all_that_it_says() -> None:
    """And in a larger letter, rather than half a page of nothing; one that is full names how much more there is."""
    cards = {part.anchor: part for part in pages.book("deventer").parts if isinstance(part, Card)}
    short, full = cards["vorm-geldezels"], cards["vorm-ransomware"]

    assert ("airy", "") == (short.look, full.look)
    assert not any(one.more or one.rest for one in (*short.first, *short.sections, short.open))
    assert any(one.more for one in (*full.first, *full.sections))


def test_what_changes_nothing_or_is_not_allowed_is_named_at_the_chart() -> None:
    page = next(part for part in pages.book("deventer").parts if part.anchor == "inzetten")
    assert isinstance(page, Page)
    first = page.blocks[0].facts

    assert first is not None
    assert {"Geen effect aangetoond", "Juridisch onhoudbaar"} == {one.lead.partition(":")[0] for one in first.facts}
    assert all(one.text and one.cites for one in first.facts)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_kind_is_written_in_both_languages(lang: str) -> None:
    for subject in ("deventer", "s1", "vorm:phishing", "partij:ibd", "verslag", "poster"):
        page = to_html(guide(pages.matrix(), subject, lang=lang))

        assert f'<html lang="{lang}">' in page


def test_a_long_sentence_breaks_no_page() -> None:
    """Data grows; a page takes it, and only a NU-kaart may refuse."""
    data = pages.matrix().data
    long = tuple(changed(one, text=one.text + " en dan nog wat" * 60) for one in data.assignments)

    assert to_html(guide(pages.of(changed(data, assignments=long)), "borne"))


# --- a card for the night ---


@pytest.mark.parametrize("subject", SITUATIONS)
def test_the_front_of_a_card_holds_what_one_can_take_in(subject: str) -> None:
    assert FRONT >= front_words(card_of(subject))


@pytest.mark.slow
@pytest.mark.parametrize("subject", SITUATIONS)
def test_a_card_is_one_sheet(subject: str) -> None:
    with pikepdf.open(io.BytesIO(pages.paper(subject))) as pdf:
        assert 2 == len(pdf.pages)


@pytest.mark.parametrize("subject", SITUATIONS)
def test_the_order_of_a_card_never_changes(subject: str) -> None:
    """Now, one hour, 24 hours, 72 hours, decisions, do not, calling, log."""
    page = pages.screen(subject)
    card = card_of(subject)
    anchors = [clock.anchor for clock in card.clocks] + [
        f"{card.anchor}-{name}" for name in ("besluiten", "niet-doen", "bellen", "logboek")
    ]
    found = [page.index(f" id={anchor}>") for anchor in anchors]

    assert sorted(found) == found


@pytest.mark.parametrize("subject", SITUATIONS)
def test_a_card_has_no_letters_and_no_matrix(subject: str) -> None:
    text = pages.page(subject).text

    assert "%" not in text
    assert "<table class=matrix" not in pages.screen(subject)
    assert card_of(subject).first is not None


def test_a_card_that_holds_too_much_is_an_error() -> None:
    """With the name of the card, how much there is and how much there may be."""
    data = pages.matrix().data
    long = tuple(
        changed(one, steps=tuple(changed(step, text=step.text + " heel veel tekst" * 12) for step in one.steps))
        if one.number == 4
        else one
        for one in data.situations
    )

    with pytest.raises(DoesNotFit, match=r"NU-kaart S4 .* at most 460"):
        guide(pages.of(changed(data, situations=long)), "s4")


@pytest.mark.slow
def test_a_card_that_runs_over_its_sheet_is_an_error() -> None:
    (card,) = pages.book("s4").parts
    made = changed(pages.book("s4"), parts=(changed(card, log_lines=("",) * 60),))

    assert version()
    with pytest.raises(DoesNotFit, match="pages"):
        to_pdf(made)


def test_the_head_of_a_card_leads_to_what_one_may_not_do() -> None:
    """On a telephone the ban stands screens further down; on paper one turns the sheet, and the front keeps its room."""
    bans = {number: card_of(f"s{number}").bans for number in range(1, 10)}
    heads = {f"#{row.anchor}": row.head for row in card_of("s7").donts.rows}
    led = {link.text: (heads[link.href], ban.instead) for ban in bans[7] for link in ban.links}

    assert [5, 6, 7] == [number for number, some in bans.items() if some]
    # What nobody calls a wish is named as it is forbidden.
    assert "Een demonstratie verbieden om de inhoud of een leus" == [*led][-1]
    assert "te verwijderen" in led["Een bericht laten verwijderen"][0]
    assert "meld het bij het platform." == led["Een bericht laten verwijderen"][1]
    assert led["Meelezen met een nepaccount"] == led["Iemand online blijven volgen"]
    assert "ordebevelen" in led["Een ordebevel aan de politie overlaten"][0]
    heading = words_of("nl")("situation.bans")
    assert f"{heading}</strong>" in pages.screen("situatie:s7")
    assert f"{heading}</strong>" not in to_print(pages.book("situatie:s7"))


def test_who_tells_at_night_how_to_reach_somebody_is_no_number_for_the_night_like_the_others() -> None:
    """It stands at the end, with its own words in place of "day and night"."""
    now = part_of("deventer", "nu")
    assert isinstance(now, Now)
    night = next(one for one in now.desks if one.anchor == "dag-en-nacht")
    others = [one.hours for one in night.desks[:-1]]

    assert "IBD" in night.desks[-1].name
    assert "Buiten kantoortijd zegt de voicemail hoe u het piket bereikt." == night.desks[-1].hours
    assert {"Dag en nacht."} == {*others}
    assert "onderste" in night.intro


def test_an_english_page_asks_its_questions_in_english() -> None:
    """All of them, and an answer of a municipality keeps the English question."""
    assert [] == [one.id for one in pages.matrix().data.slots if not one.name_en]

    full = answered("A. de Vries", "0570 69 39 11")
    internal = guide(full, "deventer", lang="en", internal=True)
    asked = {one.question for part in internal.parts for one in pieces(part) if isinstance(one, Blank)}

    assert any(one.startswith("Who ") for one in asked)
    assert not any(one.startswith(("Wie ", "Welk ", "Hoe ")) for one in asked)


def test_a_word_to_a_victim_has_no_line_for_a_name() -> None:
    steps = [step for clock in card_of("s4").clocks for step in clock.steps]

    assert [] == [step.who for step in steps if step.who.startswith("Zeg tegen") and step.blank]


def test_a_card_asks_nobody_to_write_down_to_whom_it_happened() -> None:
    """Paper lies about and is kept: the name of a resident, a parent or somebody under threat has no place on it."""
    for subject in SITUATIONS:
        card = card_of(subject)
        asked = [one.question for one in card.own.blanks if not one.answer]
        asked += [step.who for clock in card.clocks for step in clock.steps if step.blank]
        asked += [via.name for clock in card.clocks for step in clock.steps for via in step.via if via.blank]
        asked += [line for row in card.decisions.rows for cell in row.cells if cell.blank for line in cell.lines]

        assert asked
        assert not {"De inwoner", "Ouder of verzorger", "De bedreigde"} & set(asked)


def test_a_card_asks_for_a_name_once() -> None:
    """Who does three things has one line to write on, at the first of them."""
    steps = [step for clock in card_of("s5").clocks for step in clock.steps if step.who == "School"]

    assert len(steps) > 1
    assert [True] + [False] * (len(steps) - 1) == [step.blank for step in steps]


def test_what_no_source_decides_is_the_choice_of_the_municipality() -> None:
    """Who pays ransom is said in no source: the page says so, and gives the line to write on."""
    row = next(row for row in card_of("s1").decisions.rows if "losgeld" in row.head)

    assert ("Uw eigen keuze, geen bron:",) == row.cells[0].lines
    assert row.cells[0].blank


# --- texts ---


def test_texts_to_take_over_come_as_word() -> None:
    document = docx.Document(io.BytesIO(to_docx(pages.book("deventer"))))
    said = [one.text for one in document.paragraphs]

    assert 7 == sum(one.style.name == "Heading 1" for one in document.paragraphs)
    assert [one for one in said if one.startswith("Storing bij de gemeente Deventer. Sinds [tijd]")]
    assert 2 == sum(one.startswith("Voorstel van de makers, geen bron.") for one in said)
    assert "Voorstel aan het college (collegevoorstel)" in said
    assert [one for one in said if "De gemeente Deventer brengt lokaal partijen bij elkaar" in one]
    assert not [one for one in said if "{" in one]


@pytest.mark.parametrize(("lang", "spoken"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_a_word_file_is_of_the_paper_and_the_language_that_people_have(lang: str, spoken: str) -> None:
    """A4, and no wave under every Dutch word."""
    document = docx.Document(io.BytesIO(to_docx(pages.book("deventer", lang))))
    (section,) = document.sections
    found = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}

    assert (210, 297) == (round(section.page_width.mm), round(section.page_height.mm))
    assert {spoken} == found


def test_word_is_the_same_every_time() -> None:
    assert to_docx(pages.book("deventer")) == to_docx(pages.book("deventer"))


def test_a_guide_without_texts_makes_no_word_file() -> None:
    with pytest.raises(InvalidQuestion):
        to_docx(pages.book("s1"))


def test_the_short_paragraph_is_short() -> None:
    page = next(one for one in pages.book("deventer").parts if isinstance(one, Page) and one.anchor == "teksten")
    short = next(block.text for block in page.blocks if block.text is not None)

    assert 150 > sum(len(line.split()) for line in short.paragraphs)


# --- the whole ---


def test_letters_stand_on_the_poster_with_their_legend() -> None:
    (poster,) = pages.book("poster").parts
    assert isinstance(poster, Poster)
    letters = {said.verb for group in poster.groups for row in group.rows for one in row.squares for said in one.says}

    assert letters <= {one.lead for one in poster.legend}


def test_the_report_counts_what_there_is() -> None:
    (report,) = pages.book("verslag").parts
    assert isinstance(report, Report)
    data = pages.matrix().data

    assert f"{len(data.assignments)} toewijzingen" in report.state[0].text.replace(".", "")
    assert report.decisions.facts
    assert report.risks.facts


# --- public and internal ---

# Marked, for the generator also tries words that stand in our own code, such as the name of a partner.
WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=12, max_size=20).map(lambda word: f"zq{word}qz")
NUMBER = st.integers(10**7, 10**8 - 1).map(lambda number: f"06{number}")


def with_secrets(data: st.DataObject) -> tuple[cm.Matrix, list[str]]:
    """Give a matrix in which a municipality filled in its own numbers and answers, and a partner has a number of its own; and those."""
    base = pages.matrix().data
    secret: list[str] = []

    def told(strategy: st.SearchStrategy[str]) -> str:
        secret.append(data.draw(strategy))
        return secret[-1]

    channels = tuple(
        Channel(
            id=f"eigen-{number}", name=told(WORD), purpose=told(WORD), phone=told(NUMBER), address=told(WORD),
            hours=data.draw(st.sampled_from(["24/7", "tijden", "onbekend"])), visibility="intern",
            checked_on=base.edition.date, verification=data.draw(st.sampled_from(["verified", "eigen"])),
        )
        for number in range(data.draw(st.integers(1, 3)))
    )  # fmt: skip
    duty, *others = base.slots  # the first is asked for on S1, so that its answer would be seen there
    asked = [duty, *data.draw(st.lists(st.sampled_from(others), max_size=5, unique=True))]
    slots = tuple(changed(one, answer=told(WORD), phone=told(NUMBER), tested_on=base.edition.date) for one in asked)
    desk = Channel(
        id="ibd-piket", name="IBD", phone=told(NUMBER), address=told(WORD), note=told(WORD), visibility="intern",
        checked_on=base.edition.date, verification="verified",
    )  # fmt: skip
    partners = tuple(changed(one, channels=(*one.channels, desk)) if one.id == "ibd" else one for one in base.partners)
    own = Overlay(municipality="deventer", channels=channels, slots=slots)
    return pages.of(changed(base, overlays=(own,), partners=partners)), secret


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_no_public_page_of_any_kind_holds_what_is_internal(data: st.DataObject) -> None:
    """Whatever a municipality fills in, and whatever kind of page is made of it."""
    matrix, secret = with_secrets(data)
    subject = data.draw(
        st.sampled_from(["deventer", "s1", "s4", "s7", "verslag", "vorm:phishing", "partij:gemeente", "partij:ibd"])
    )
    public = guide(matrix, subject, lang=data.draw(st.sampled_from(["nl", "en"])))
    said = to_html(public) + to_print(public) + repr(public.parts)
    if subject == "deventer":
        said += "\n".join(one.text for one in docx.Document(io.BytesIO(to_docx(public))).paragraphs)

    assert [] == [one for one in secret if one in said]


# What is not drawn as glyphs, such as a title, a bookmark or what stands for a picture, is found in the objects themselves.
def on_paper(made: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True)
    with pikepdf.open(io.BytesIO(made)) as opened:
        said = [one.unparse(resolved=True) for one in opened.objects]
        said += [one.read_bytes() for one in opened.objects if isinstance(one, pikepdf.Stream)]
    return re.sub(r"\s", "", done.stdout.decode() + b"".join(said).decode("latin-1"))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
@settings(
    max_examples=3, deadline=None, phases=[Phase.generate]
)  # an example takes seconds: a smaller one is not looked for
@given(data=st.data())
def test_no_public_file_of_any_form_holds_what_is_internal(data: st.DataObject) -> None:
    """On paper, in a calendar, and in all that a public publication leaves in its folder; an internal guide does hold it."""
    matrix, secret = with_secrets(data)
    said = on_paper(to_pdf(guide(matrix, "s1")))
    calendar = re.sub(r"\s", "", to_calendar(matrix).decode())  # it folds long lines
    with tempfile.TemporaryDirectory() as folder:
        cm.publish(matrix, folder, executor=Here(), only=("s1",))
        left = [path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()]
    internal = repr(guide(matrix, "deventer", internal=True).parts)

    assert [] == [one for one in secret if one in said]
    assert [] == [one for one in secret if one in calendar]
    assert [] == [one for one in secret for content in left if one.encode() in content]
    assert secret[0] in internal


def answered(answer: str, phone: str) -> cm.Matrix:
    """Give the shipped matrix with one answer to all that a municipality is asked."""
    base = pages.matrix().data
    slots = tuple(changed(one, answer=answer, phone=phone) for one in base.slots if one.kind != "inwoner")
    return pages.of(changed(base, overlays=(Overlay(municipality="deventer", slots=slots),)))


def test_a_front_holds_whatever_a_municipality_fills_in() -> None:
    """What the front has no room for stands on the back with the other numbers, and the front says so."""
    full = answered("Annemarie van der Meulen-Hoekstra, vervanger J. Bakker", "0570 69 39 11")
    cards = [guide(full, f"s{number}", internal=True).parts[0] for number in range(1, 10)]
    first = next(card for card in cards if isinstance(card, SituationCard))

    assert all(isinstance(card, SituationCard) and front_words(card) <= FRONT for card in cards)
    assert "(achterkant)" in {step.answer for clock in first.clocks for step in clock.steps}
    assert all("0570 69 39 11" in one.answer for one in first.own.blanks if one.question == "Securitybedrijf")


def test_what_a_municipality_answered_is_not_open_any_more() -> None:
    """On its own pages: a public one shows no answer, and still asks."""
    full = answered("A. de Vries", "0570 69 39 11")
    asked = [
        {block.blanks.anchor for part in guide(full, "deventer", internal=internal).parts if isinstance(part, Page)
         for block in part.blocks if block.blanks is not None}
        for internal in (True, False)
    ]  # fmt: skip

    assert [False, True] == ["zelf-invullen" in found for found in asked]


@pytest.mark.parametrize("number", [1, 5, 6])
def test_a_back_holds_long_answers(number: int) -> None:
    """They take room from its small print, which is set smaller then, and from the log; it stays one sheet."""
    long = "Annemarie van der Meulen-Hoekstra (coördinator), bij afwezigheid Jeroen Bakker"
    full = guide(answered(long, "0570 - 69 39 11 of 06-12345678"), f"s{number}", internal=True)

    with pikepdf.open(io.BytesIO(to_pdf(full))) as pdf:
        assert 2 == len(pdf.pages)


def test_an_internal_guide_has_a_list_of_numbers_with_the_day_they_were_tried() -> None:
    base = pages.matrix().data
    slot: Slot = changed(base.slots[0], answer="Jansen", phone="0612345678", tested_on=base.edition.date)
    matrix = pages.of(changed(base, overlays=(Overlay(municipality="deventer", slots=(slot,)),)))
    made = guide(matrix, "deventer", internal=True)
    phones: Any = next(part for part in made.parts if part.anchor == "telefoonlijst")
    said = " ".join(texts(phones))

    assert "Jansen · 0612345678" in said
    assert words_of("nl").date(base.edition.date) in said
    assert "getest op" in said.lower()
    assert "INTERN" == made.audience
    assert "telefoonlijst" not in [part.anchor for part in guide(matrix, "deventer").parts]


def test_the_front_door_makes_them_all() -> None:
    for subject in ("regio", "poster", "poster-a0", "verslag"):
        assert subject == cm.guide(pages.matrix(), subject).id


def test_a_base_team_that_no_source_names_is_a_question_in_a_text() -> None:
    """The texts go into plans and letters as they are: Duiven must not write down a team that nobody has checked."""
    said = {place: repr(part_of(place)) for place in ("deventer", "duiven")}

    assert "basisteam IJsselland-Zuid [klopt dit nog? Haal deze vraag weg] en" in said["deventer"]
    assert "[basisteam IJsselwaarden: vraag dit na]" in said["duiven"]


def part_of(place: str, anchor: str = "teksten") -> Part:
    return next(part for part in pages.book(place).parts if part.anchor == anchor)


def test_a_text_asks_only_for_what_the_municipality_has_a_part_in() -> None:
    """Most gaps lie with banks and providers too; a council is not told that it will settle those."""
    page = part_of("borne")
    assert isinstance(page, Page)
    named = {one.name.lower() for one in pages.matrix().intervention_types if f"‘{one.name.lower()}’" in repr(page)}
    own = {cell.intervention.name.lower() for cell in pages.matrix().where(municipality="borne", partner="gemeente")}

    assert named
    assert named <= own


def test_a_municipality_does_not_help_itself() -> None:
    """What the municipality does on a road stands under what to do, not under who helps."""
    roads = part_of("borne", "vier-wegen")
    assert isinstance(roads, Roads)

    for road in roads.roads:
        assert "Gemeente:" in repr(road.actions) or "Burgemeester:" in repr(road.actions)
        assert not [said for said in road.help if "Gemeente" in said.names]


def test_what_one_may_not_do_has_what_one_can() -> None:
    """A rule that a limit became is not printed again without the way out that stands with the limit."""
    page = part_of("borne", "wat-mag-niet")
    assert isinstance(page, Page)
    first, *others = [block.table for block in page.blocks if block.table is not None]

    assert [] == [row.head for table in others for row in (*table.rows, *table.rest) if not row.cells[0].lines]
    assert [] == [row.head for row in first.rows if not row.cells[1].lines]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_one_would_like_and_may_not_stands_first(lang: str) -> None:
    """Eight wishes in their order, each with why not, what then, and how sure; what is told there is not told again."""
    page: Any = next(part for part in guide(pages.matrix(), "borne", lang=lang).parts if part.anchor == "wat-mag-niet")
    first, second = [block.table for block in page.blocks if block.table is not None]
    words = words_of(lang)

    assert [words(f"wishes.{wish}") for wish in WISHES] == [row.head for row in first.rows]
    assert all(row.cells[0].lines and row.cells[1].lines and row.cells[2].mark for row in first.rows)
    assert 7 == sum(bool(row.cells[2].lines) for row in first.rows)  # no law forbids to block an account
    assert {line for row in first.rows for line in row.cells[0].lines}.isdisjoint(
        row.head for row in (*second.rows, *second.rest)
    )


def test_what_then_is_one_list_for_a_message_that_should_go() -> None:
    """On the card of unrest and in what one may not do alike; and not again among the other limits."""
    page = part_of("borne", "wat-mag-niet")
    assert isinstance(page, Page)
    wishes, limits = (block.table for block in page.blocks[:2])
    assert wishes is not None
    assert limits is not None
    then = next(row for row in wishes.rows if row.head == "Een bericht laten verwijderen").cells[1].lines
    on_card = next(row for row in card_of("s7").donts.rows if "te verwijderen" in row.head).cells[0].lines

    assert then == on_card
    assert "platform" in then[0]
    assert then not in [row.cells[0].lines for row in (*limits.rows, *limits.rest)]


def test_a_desk_that_is_the_instrument_runs_it() -> None:
    """Helpwanted is run by Offlimits, and not only by who takes its reports further."""
    (line,) = [line for line in strings_of("borne", "inzetten") if line.startswith("Offlimits")]

    assert "Politie" in line


def strings_of(place: str, anchor: str) -> list[str]:
    page = part_of(place, anchor)
    assert isinstance(page, Page)
    rows = [row for block in page.blocks if block.table is not None for row in (*block.table.rows, *block.table.rest)]
    return [line for row in rows for cell in row.cells for line in cell.lines]


@pytest.mark.parametrize("number", range(1, 10))
def test_who_may_not_answer_at_night_has_112_beside_it(number: int) -> None:
    """Where a card knows of danger; the IBD answers day and night."""
    card = card_of(f"s{number}")
    assert card.first is not None

    assert card.first.hours.startswith("Dag en nacht") or ("112" in repr(card.clocks)) == ("112" in card.first.hours)


def test_terms_run_only_where_the_law_sets_them() -> None:
    """A scam has no hour at which the municipality must have reported it, and the clock of a company is not hers."""
    said = {number: "Vanaf dan" in card_of(f"s{number}").noticed for number in range(1, 10)}

    assert {1, 2, 8, 9} == {number for number, runs in said.items() if runs}


def test_a_card_names_the_terms_that_run_with_their_steps() -> None:
    """Whom within which time, as the step itself has it; where answers take the room, the steps alone say so."""
    card = card_of("s9")
    steps = {do.number: do.text for clock in card.clocks for do in clock.steps}

    assert card.noticed.endswith("NCSC binnen 24 uur (stap 10), AP binnen 72 uur (stap 11).")
    assert "24 uur" in steps["10"]
    assert "binnen 72 uur bij de AP" in steps["11"]


def test_paper_says_where_the_words_for_the_press_are() -> None:
    """On the other side of the sheet; a screen has a link to them at the top."""
    made = guide(pages.matrix(), "s3")
    said = words_of("nl")("situation.press_overleaf")

    assert said in to_print(made)
    assert said not in to_html(made)
    press = words_of("nl")("situation.press")
    assert "<a href=#situatie-bedrijf-of-instelling-gehackt-woorden>" in to_html(made).partition(press)[2][:900]
    assert press not in to_print(made)


def test_the_head_of_a_card_says_what_the_press_hears_and_does_not() -> None:
    """One answers before one has found the rest: with a sentence in which nothing has to be filled in."""
    calls = {number: card_of(f"s{number}").press for number in range(1, 10)}
    said = {number: call.say for number, call in calls.items() if call is not None}

    assert [*range(1, 10)] == [number for number, say in said.items() if re.fullmatch(r"“[^“”\[]+\.”", say)]
    assert "namen noemen of bevestigen wij niet" in said[3]
    assert calls[3] is not None
    assert ["Niet: de naam van de organisatie noemen of bevestigen."] == [one.lead for one in calls[3].not_said]
    assert calls[3].align == card_of("s3").words.facts[-1]
    assert "De hele tekst: ‘Eerste woorden’" == calls[3].words.text


def test_what_must_be_filled_in_first_is_not_said_to_the_press_at_once() -> None:
    data = pages.matrix().data
    situations = [
        changed(one, communication=changed(one.communication, first_message="Om [tijd] meer. Kom niet.", align_with=()))
        for one in data.situations
        if one.communication is not None
    ]
    (card,) = guide(pages.of(changed(data, situations=tuple(situations))), "s3").parts

    assert isinstance(card, SituationCard)
    assert card.press is not None
    assert "" == card.press.say
    assert card.press.align is None


def test_what_is_said_aloud_has_a_line_per_sentence_on_a_screen() -> None:
    """One looks for the sentence that answers what is asked; on paper there is no room for that."""
    made = guide(pages.matrix(), "s9")
    ((_, *lines),) = [one.lines for one in card_of("s9").words.facts if one.lines]

    assert "Let op neptelefoon en nepmail." in lines
    assert "<br>Let op neptelefoon en nepmail.<br>" in to_html(made)
    assert " Let op neptelefoon en nepmail. " in " ".join(to_print(made).split())


def test_paper_says_that_what_one_may_not_do_is_on_the_back() -> None:
    """On a card that forbids something by law, and on no other."""
    said = words_of("nl")("situation.bans_overleaf")

    assert [5, 6, 7] == [number for number in range(1, 10) if card_of(f"s{number}").overleaf.startswith(said)]
    assert said in to_print(pages.book("situatie:s7"))
    assert said not in pages.screen("situatie:s7")


def test_nobody_is_sent_to_first_words_that_may_not_be_printed() -> None:
    """In an edition that was adopted, what the makers propose is left out until somebody stands for it."""
    data = pages.matrix().data
    edition = changed(data.edition, status="vastgesteld", adopted_by="de stuurgroep")
    (card,) = guide(cm.Matrix(Base(changed(data, edition=edition))), "s3").parts

    assert isinstance(card, SituationCard)
    assert not card.words.facts
    assert card.press is None
    assert "" == card.overleaf


def test_the_law_that_forbids_stands_beside_what_it_forbids() -> None:
    """Behind what one may do instead it would seem to forbid that."""
    rows = {row.head: row for row in card_of("s7").donts.rows}
    head, row = next((head, one) for head, one in rows.items() if "te verwijderen" in head)

    assert head.startswith("Mag niet: als burgemeester ")
    assert "Grondwet, artikel 7." == row.note
    assert not any("mag niet" in text or "Grondwet" in text for text in texts(row.cells))


def test_a_card_of_a_form_says_in_a_line_who_leads_and_who_decides() -> None:
    """Those whose role holds for every form too; and that nobody leads all of it."""
    cards = {part.anchor: part for part in pages.book("deventer").parts if isinstance(part, Card)}
    mules, unrest = (cards[f"vorm-{key}"].roles_intro for key in ("geldezels", "online-opruiing-ordeverstoring"))

    assert mules.startswith(
        "Trekt: Gemeente (weerbaar maken, voorkomen dat iemand dader wordt). Geen partij trekt het geheel."
    )
    assert "Beslist volgens de wet: Gemeenteraad, OM." in mules
    assert unrest.startswith("Niemand trekt. Beslist volgens de wet: Gemeenteraad, Burgemeester, ")


def test_the_numbers_of_the_night_are_those_whose_hours_were_read() -> None:
    """An old page once said so of the mayors' association; at night one does not try out old pages."""
    now = part_of("borne", "nu")
    assert isinstance(now, Now)
    printed = repr(next(one for one in now.desks if one.anchor == "dag-en-nacht"))
    sure = [
        one for one in pages.matrix().base.channels.values() if one.is_public and one.hours_verification == "verified"
    ]

    assert {one.phone for one in sure if one.hours == "24/7" and one.phone} == {
        one.phone for one in pages.matrix().base.channels.values() if one.phone and f"phone='{one.phone}'" in printed
    }
    assert "070 373 80 80" not in printed


@pytest.mark.parametrize("number", range(1, 10))
def test_what_not_to_do_says_not(number: int) -> None:
    """On a phone no heading stands above it, and "look at the picture" would read as a thing to do."""
    heads = [row.head for row in card_of(f"s{number}").donts.rows]

    assert heads
    assert all(head.startswith(("Niet: ", "Mag niet: ")) for head in heads)


def test_what_a_victim_does_is_said_and_not_done() -> None:
    card = card_of("s4")
    assert card.first is not None

    assert card.first.heading.startswith("Zeg ")


def test_the_first_line_is_right_for_each_case_of_a_card() -> None:
    """
    What is dangerous comes first, then what one meets most; a site that is down is not one defaced.

    Who comes for the pass is gone in a minute; a false child is called back. Who is blackmailed hears first not to pay.
    """
    scam, site = card_of("s4"), card_of("s8")
    assert scam.first is not None
    assert site.first is not None

    assert scam.first.sooner[0].endswith("doe niet open, geef niets mee en bel 112.")
    assert "blokkeren" in scam.first.sooner[1]  # the pass is gone: no door to keep shut, and no number on it
    assert "oude nummer" in scam.first.later[0]
    assert scam.first.name.endswith("ook als u al betaald hebt.")
    assert site.first.sooner[0].startswith("Site plat: ")
    assert "Site beklad: bewaar eerst een kopie. Zet dan een onderhoudspagina voor de site." == site.first.sooner[1]
    assert {*scam.first.sooner, *scam.first.later} <= {step.text for step in scam.clocks[0].steps}
    assert {*site.first.sooner} <= {step.text for step in site.clocks[0].steps}


def test_who_is_blackmailed_hears_at_once_not_to_pay() -> None:
    """In the box and in the steps of now, below what holds for whoever is threatened."""
    card = card_of("s6")
    assert card.first is not None
    (case,) = card.first.later

    assert "betaal niet, ga niet in op eisen en verbreek het contact" in case
    assert card.first.heading.startswith("Eerst belt ")
    assert case in [step.text for step in card.clocks[0].steps]
    assert card.first.phone in [via.reach for step in card.clocks[0].steps for via in step.via]


def test_a_card_about_anybody_does_not_open_with_people_in_office() -> None:
    """What holds for everyone comes first within its term; what is for someone in office or of the staff says so."""
    for clock in card_of("s6").clocks[:3]:
        office = [any(word in step.text for word in ("estuurder", "medewerker")) for step in clock.steps]
        assert sorted(office) == office


def test_a_number_says_beside_it_how_it_works_at_night() -> None:
    """The IBD answers day and night, and out of hours it tells how to reach who is on duty: that is no small print."""
    for number in (1, 2, 8, 9):
        first = card_of(f"s{number}").first
        assert first is not None
        assert "piket" in first.hours


def test_who_leads_when_more_municipalities_are_hit_is_told_alike() -> None:
    """With a supplier as with unrest: one answer, one label."""
    first, second = (
        next(row for row in card_of(number).decisions.rows if "gemeente" in row.head and "Wvr 39" in repr(row))
        for number in ("s2", "s7")
    )

    assert first.cells == second.cells


def test_the_police_and_the_ones_for_business_stand_on_paper() -> None:
    """Who is who has room for few: the number of the police and the platform for entrepreneurs are among them."""
    around = part_of("borne", "wie-is-wie")
    assert isinstance(around, Around)
    printed = repr([group.bodies for group in around.groups])

    assert "0900-8844" in printed
    assert "pvo-oostnederland.nl" in printed


def test_what_the_ibd_does_in_a_ddos_attack_is_told_without_the_card_of_that_form() -> None:
    """The card of that form is not among the ten: the page of who is who tells it on paper, and step 3 of S8."""
    (around,) = (part for part in pages.book("deventer").parts if isinstance(part, Around))
    (said,) = (one.purpose for group in around.groups for one in group.bodies if one.short == "IBD")

    assert "DDoS-aanval: advies" in said
    assert "Advies, woordvoering, contact met leveranciers en NCSC." in card_of("s8").clocks[0].steps[2].text


def test_a_number_for_residents_is_nobody_to_call() -> None:
    """0800-1351 answers residents, once a government has opened it: no desk of the NCTV, and not on a list of whom to call."""
    assert "0800-1351" not in repr(part_of("borne", "wie-is-wie"))
    assert "0800-1351" not in repr(card_of("s1").desks)


def test_whom_to_call_first_is_not_whom_to_call_in_danger() -> None:
    """A step along 112 is for who is in danger; its other numbers are no first call for everybody else."""
    card = next(part for part in pages.book("situatie:s5").parts if isinstance(part, SituationCard))

    assert card.first is not None
    assert "0900-8844" == card.first.phone
    assert "113" in repr(card.clocks[0].steps[1])


def test_the_newest_figures_are_printed() -> None:
    """An old share alone misleads: that of 2023 is not on paper without that of 2024."""
    card = next(part for part in pages.book("vorm:bankhelpdeskfraude").parts if isinstance(part, Card))
    figures = next(one for one in card.sections if one.anchor.endswith("-cijfers"))

    assert all("2024" in fact.lead for fact in figures.facts)


def test_whom_to_agree_with_is_written_out() -> None:
    """Nobody has to know what VR means; who is who gives the abbreviations that other pages use, on a screen."""
    card, around = pages.page("situatie:s3").text, pages.page("deventer").text

    assert "Persbericht pas na afstemming met: organisatie, Veiligheidsregio en Politie." in card
    assert "Veiligheidsregio IJsselland · VR" in around
    assert "Platform Veilig Ondernemen Oost-Nederland · PVO-ON" in around


def test_what_a_law_forbids_is_left_out_on_no_paper() -> None:
    """Of what a municipality may not do, paper leaves out only what rests on no law."""
    page = part_of("borne", "wat-mag-niet")
    assert isinstance(page, Page)
    tables = [block.table for block in page.blocks if block.table is not None]

    assert any(table.rest for table in tables)
    assert all(not row.cells[-1].lines for table in tables for row in table.rest)


def test_the_two_lists_of_abbreviations_lead_to_each_other() -> None:
    """Those of partners stand below the matrix, those of laws and things in the colophon."""
    matrix, closing = part_of("borne", "matrix"), part_of("borne", "veranderd")
    assert isinstance(matrix, MatrixTable)
    assert isinstance(closing, Page)
    found = next(block.facts for block in closing.blocks if block.facts and block.facts.anchor == "afkortingen")

    assert matrix.elsewhere is not None
    assert found.see is not None
    assert ("#afkortingen", "#matrix") == (matrix.elsewhere.href, found.see.href)


def test_for_the_elderly_what_is_against_a_false_bank_comes_first() -> None:
    """And where an official page tells of an instrument, its site stands with it; a piece in the press is no such place."""
    page = part_of("borne", "inzetten")
    assert isinstance(page, Page)
    tables = {block.table.anchor: block.table for block in page.blocks if block.table is not None}
    rows = {row.head: row for table in tables.values() for row in (*table.rows, *table.rest)}

    assert "Campagne Senioren en Veiligheid" in tables["inzetten-old"].rows[0].head
    assert "hetccv.nl" in rows["Factsheet doorverwijzen bij online fraude (CCV)"].cells[-1].lines[-1]
    assert not rows["Coulanceregeling banken bij bankhelpdeskfraude"].href


def test_what_not_to_say_is_read_before_the_text() -> None:
    page = part_of("borne", "teksten")
    assert isinstance(page, Page)
    found = {block.text.anchor: block.text for block in page.blocks if block.text is not None}

    assert found["tekst-site"].unsaid.startswith("Niet zeggen: ")
    assert found["tekst-press"].unsaid.startswith("Niet noemen: ")
    assert "" == found["tekst-council"].unsaid
