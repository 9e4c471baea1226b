"""Words in the data are weighed: how long, how binding, which, and whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from making import only_rules, rule

from cybermatrix import checks
from cybermatrix.checks.texts import texts
from cybermatrix.model import Allowance, Claim, LawArticle, WordChoice, changed

if TYPE_CHECKING:
    from cybermatrix.matrix import Matrix


def codes(check: object, matrix: Matrix) -> list[str]:
    """Give the codes that one check finds."""
    return [one.code for one in check(matrix.data)]  # type: ignore[operator]


@pytest.mark.parametrize(("words", "told"), [(25, 0), (26, 1), (40, 1)])
def test_a_sentence_has_at_most_25_words(tiny: Matrix, words: int, told: int) -> None:
    """Each sentence by itself; a dash is no word."""
    text = f"Kort. Eén – {'woord ' * (words - 2)}laatste. Ook kort."

    assert told == len(codes(checks.long_sentences, only_rules(tiny, changed(rule("x"), text=text))))


def test_the_mean_of_a_file_counts_from_four_sentences(tiny: Matrix) -> None:
    """Three long sentences are each fine; records that were never in a file have no mean."""
    place = tiny.assignments[0].place
    long = [changed(rule(f"x{n}"), text=f"{'woord ' * 18}{n}.", place=place) for n in range(4)]

    assert [] == codes(checks.long_on_average, only_rules(tiny, *long[:3]))
    assert ["W02"] == codes(checks.long_on_average, only_rules(tiny, *long))
    assert [] == codes(checks.long_on_average, only_rules(tiny, *(rule(f"y{n}") for n in range(4))))


def test_two_partners_do_not_share_a_sentence(tiny: Matrix) -> None:
    """Not even one of several, nor with other capitals; one partner may say it twice."""
    one = changed(rule("a"), text="Belt terug. Helpt wie belt.")
    other = changed(rule("b", "gemeente"), text="Doet iets. HELPT wie belt.")
    same = changed(rule("c", role="regie"), text="Belt terug.")

    assert ["W03"] == codes(checks.shared_sentences, only_rules(tiny, one, other))
    assert [] == codes(checks.shared_sentences, only_rules(tiny, one, same))


def test_a_word_of_the_list_is_told_once_a_sentence_where_people_act(tiny: Matrix) -> None:
    """In background only when the list says so; words beside it or an exception make it right."""
    choice = WordChoice(
        words=("borgt/borgen", "regie"), instead="houdt vast", because="Vaktaal.", unless=("regiekamer",)
    )
    acts = changed(rule("x"), text="Borgt de regie. Zegt niets. Borgt het in de regiekamer.", note="Borgt.")

    def told(**change: object) -> list[str]:
        return codes(checks.words_to_avoid, only_rules(tiny, acts, word_choices=(changed(choice, **change),)))

    assert ["W04"] == told()
    assert ["W04", "W04"] == told(everywhere=True, words=("borgt/borgen",))
    assert [] == told(allowed=(Allowance(within="x", because="Zo heet het."),))
    assert ["W04", "W07"] == told(allowed=(Allowance(within="p1", because="Zo heet het."),))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("De bank moet betalen.", "moet"),
        ("Het bedrijf is verplicht dit te melden.", "moet"),
        ("De gemeente mag dit niet delen.", "mag-niet"),
        ("Losgeld is verboden.", "mag-niet"),
        ("Kan betalen.", None),
        ("Vraagt wat u moet bewaren.", None),
        ("Moet dit?", None),
        ("Dit is niet verplicht om te doen.", None),
    ],
)
def test_binding_words_need_a_law_beside_them(tiny: Matrix, text: str, told: str | None) -> None:
    """With an article it may be said; a question binds nobody."""
    item = changed(rule("x"), text=text)
    found = [dict(one.values)["force"] for one in checks.binding_words(only_rules(tiny, item).data)]

    assert [told] == (found or [None])
    assert [] == codes(checks.binding_words, only_rules(tiny, changed(item, laws=("verzonnen-wet:1",))))


def test_what_was_not_verified_is_not_weighed(tiny: Matrix) -> None:
    """It is never printed; neither is what stands in the lists themselves."""
    claim = Claim(text="Dit staat hier.", verification="not_verified")
    law = changed(tiny.data.laws[0], articles=(LawArticle(id="w:1", article="1", claims=(claim,)),))
    choice = WordChoice(words=("dit",), instead="dat", because="Zo is het.")
    found = [one.text for one in texts(only_rules(tiny, laws=(law,), word_choices=(choice,)).data)]

    assert claim.text not in found
    assert choice.because not in found


def test_a_text_knows_whose_it_is(tiny: Matrix) -> None:
    """The nearest record with an id, and all around it."""
    (one,) = [one for one in texts(only_rules(tiny, rule("x")).data) if one.owner == "x"]

    assert (("toewijzingen", "x"), "Doet wat x zegt.", True, False) == (one.inside, one.text, one.is_action, one.denies)
    assert ("Doet wat x zegt.",) == one.sentences
    assert one.record.place == one.place
