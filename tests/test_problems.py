"""Every code has a documented example that reads well in both languages."""

from __future__ import annotations

import errno
import re
import string
from pathlib import Path

import pytest

from cybermatrix.problems import _TERMS, KINDS, Place, cause, parser_says, printable, problem, term

TESTS = Path(__file__).parent
# Words that stand in one of the two languages only. Keys of the files, which stay Dutch, are between quotes or named here.
DUTCH = {"de", "het", "een", "niet", "dit", "dat", "met", "van", "voor", "hier", "regel", "kolom", "staat", "bij", "naar", "wordt", "als"}  # fmt: skip
ENGLISH = {"the", "a", "and", "this", "that", "with", "not", "file", "here", "or", "line", "which", "from", "at", "to", "it", "you"}  # fmt: skip


def example(code: str, **more: object) -> str:
    """Give the example of a code as a problem."""
    return problem(code, Place("partijen/politie.yaml", 7, 3), **KINDS[code].example, **more)  # type: ignore[arg-type]


def words(text: str) -> set[str]:
    """Give the words of a sentence, without what people wrote themselves."""
    return set(re.findall(r"[\w-]+", re.sub(r"'[^']*'|\(In welke .*?\.\)|: Dit treft.*?\.", " ", text).lower()))


@pytest.mark.parametrize("code", KINDS)
def test_every_code_has_an_example_in_both_languages(code: str) -> None:
    """Nothing is left to fill in, each sentence ends, and no word comes from the other language."""
    dutch, english = example(code).sentence("nl"), example(code).sentence("en")

    assert dutch.startswith("partijen/politie.yaml, regel 7, kolom 3: ")
    assert english.startswith("partijen/politie.yaml, line 7, column 3: ")
    for text in (dutch, english):
        assert text.endswith(f". [{code}]")
        assert not re.search(r"[{}@]|  |\.\.", text.replace("../", ""))
    assert set() == words(dutch) & ENGLISH
    assert set() == words(english) & DUTCH


@pytest.mark.parametrize("code", KINDS)
def test_the_example_fills_in_what_the_sentences_ask_and_no_more(code: str) -> None:
    """A value that no sentence asks for, or that only one language does, is a mistake (a name of a kind excepted)."""
    kind = KINDS[code]

    def asked(*texts: str) -> set[str]:
        return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}

    dutch, english = asked(kind.nl, kind.do_nl), asked(kind.en, kind.do_en)

    assert set(kind.example) >= dutch | english
    assert {name.removesuffix("_en") for name in dutch} == {name.removesuffix("_en") for name in english}


@pytest.mark.parametrize("code", KINDS)
def test_the_code_is_the_key_and_says_what_it_is_about(code: str) -> None:
    """B: files; V: fields; R: references; M: the matrix; W: words; T: traps; L: language; O: own files."""

    assert code == KINDS[code].code
    assert re.fullmatch(r"[BVRMWTLOS]\d\d", code)


@pytest.mark.checkout
def test_every_code_is_triggered_somewhere_in_these_tests() -> None:
    """A code that no test knows may be one that nothing gives."""
    text = "".join(path.read_text() for path in TESTS.rglob("test_*.py") if path.name != "test_problems.py")

    assert [] == [code for code in KINDS if f'"{code}"' not in text]


@pytest.mark.checkout
def test_every_code_that_the_program_gives_is_documented_and_the_other_way_round() -> None:
    """The codes in the source are those in the list."""
    package = TESTS.parent / "cybermatrix"
    text = "".join(path.read_text() for path in package.rglob("*.py") if path.name != "problems.py")

    assert set(KINDS) == set(re.findall(r'"([BVRMWTLOS]\d\d)"', text))


def test_words_that_were_perhaps_meant_come_first() -> None:
    """The nearest first."""
    one = problem("R01", Place(), near=("politie", "politici"), value="polietie", kind="partijen", kind_en="partners")

    assert one.do("nl").startswith("Bedoelde u 'politie' of 'politici'? ")
    assert one.do("en").startswith("Did you mean 'politie' or 'politici'? ")


def test_a_place_says_as_much_as_it_knows() -> None:
    """A file, a line, a column; nothing invented."""

    assert ["", "a.yaml", "a.yaml, regel 3", "a.yaml, regel 3, kolom 4", "a.yaml"] == [
        Place(*parts).text() for parts in ((), ("a.yaml",), ("a.yaml", 3), ("a.yaml", 3, 4), ("a.yaml", 0, 4))
    ]
    assert problem("B18", Place()).sentence() == "Dit JSON-bestand is geen matrix. Gebruik een bestand dat met 'cybermatrix export' is gemaakt. [B18]"  # fmt: skip


def test_a_problem_as_a_record() -> None:
    """Plain values, in the language asked for."""
    expected = {
        "code": "B10",
        "strength": "let op",
        "is_error": False,
        "file": "a.txt",
        "line": 0,
        "column": 0,
        "what": KINDS["B10"].nl,
        "do": KINDS["B10"].do_nl,
        "near": [],
    }

    assert expected == problem("B10", Place("a.txt")).to_record()
    assert "warning" == problem("B10", Place("a.txt")).to_record("en")["strength"]
    assert "error" == problem("B18", Place("a.txt")).to_record("en")["strength"]


def test_what_people_wrote_is_quoted_as_they_wrote_it() -> None:
    """Also when it looks like a word of the program, or like a blank to fill in."""

    assert problem("V08", Place(), value="@list").what().startswith("'@list' ")
    assert problem("V08", Place(), value="{key}").what().startswith("'{key}' ")
    assert "een lijst met streepjes" in problem("V04", Place(), key="a", expected="@list", found="@text").what()


def test_a_sentence_holds_nothing_that_a_terminal_obeys_and_no_page() -> None:
    """No escape codes, no turned lines, at most a line of quotation."""
    text = problem("V08", Place("\x1b[31m\u202e.yaml"), value="\x1b]0;x\x07" + "x" * 1000).sentence()

    assert text.isprintable()
    assert 400 > len(text)


def test_a_place_in_a_sentence_is_in_its_language() -> None:
    """The other place of a double id."""
    one = problem("R02", Place(), value="x", first=Place("a.yaml", 3), kind="bronnen", kind_en="sources")

    assert "a.yaml, regel 3" in one.what("nl")
    assert "a.yaml, line 3" in one.what("en")


def test_the_reasons_of_the_system_and_of_the_parsers_have_words() -> None:
    """What is not known keeps the words of the system; what a parser says is never shown raw."""

    assert ("het is er niet", "it is not there") == tuple(
        term(cause(FileNotFoundError(errno.ENOENT, "No such file")), lang) for lang in ("nl", "en")
    )
    assert "Bad file descriptor" == cause(OSError(errno.EBADF, "Bad file descriptor"))
    assert "OSError" == cause(OSError())
    assert "@unreadable" == parser_says("while parsing a node")
    assert "een tab in het inspringen" == term(parser_says("found a tab character that violates indentation"), "nl")
    assert "\ufffd" == term("\n", "nl") == printable("\n")


@pytest.mark.parametrize("word", _TERMS)
def test_every_term_is_in_both_languages(word: str) -> None:
    """And not by chance the same."""
    dutch, english = _TERMS[word]

    assert dutch != english
    assert set() == words(dutch) & ENGLISH
    assert set() == words(english) & DUTCH
