"""Lay words: what people type or say, matched to what the matrix calls it, best first, each answer with its reason."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from math import exp, log
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

import Stemmer
from attrs import define, field

from cybermatrix.errors import InvalidQuestion
from cybermatrix.loading import uncollected
from cybermatrix.matrix import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from cybermatrix.language import Language
    from cybermatrix.matrix import Base, Matrix
    from cybermatrix.model import (
        CrimeForm,
        Data,
        Instrument,
        InterventionType,
        Law,
        LawArticle,
        Municipality,
        Partner,
        Situation,
        Statute,
    )

    Item: TypeAlias = (
        "CrimeForm | Situation | Instrument | Partner | InterventionType | Statute | LawArticle | Municipality"
    )

# A question is a sentence; of a page that someone pastes, the beginning counts.
MOST_LETTERS, MOST_WORDS, MOST_GUESSES = 600, 40, 16
_SHIFT = 8  # bits for a position in a phrase: one number takes less time to keep than two
_WEAKEST = 30  # below this score a hit is an accident of common words

# Where a word may stand: how much that says, and how we call the place.
_FIELDS: dict[str, tuple[float, str, str]] = {
    "name": (1.0, "de naam", "the name"),
    "alias": (1.0, "de alias", "the alias"),
    "search-word": (1.0, "het zoekwoord", "the search word"),
    "said": (0.8, "de uitspraak", "the saying"),
    "channel": (0.7, "het loket", "the desk"),
    "statute": (0.6, "de strafbaarstelling", "the statute"),
    "summary": (0.5, "de beschrijving", "the description"),
    "definition": (0.45, "de uitleg", "the definition"),
    "method": (0.4, "de werkwijze", "the working method"),
    "signals": (0.35, "de signalen", "the signals"),
    "for-whom": (0.3, "de doelgroep", "the target group"),
    "tasks": (0.3, "de taken", "the tasks"),
}
# Of two hits that are equally good, people mean the crime form more often than the law behind it.
_KINDS = {
    "crime": 1.0,
    "situation": 0.97,
    "partner": 0.95,
    "instrument": 0.95,
    "intervention": 0.93,
    "statute": 0.96,
    "law_article": 0.9,
    "municipality": 0.9,
}
_LINKING = ("", "s", "e", "en", "n")  # between the parts of a compound
_SOUNDS = {
    **dict.fromkeys(("ph",), "f"),
    **dict.fromkeys(("sch", "sh", "z"), "s"),
    **dict.fromkeys(("th", "dt", "d"), "t"),
    **dict.fromkeys(("ck", "c", "q"), "k"),
    **dict.fromkeys(("ce", "ci"), "si"),
    **dict.fromkeys(("ij", "ei", "ie", "ee", "ea", "y"), "i"),
    **dict.fromkeys(("wh", "v"), "w"),
    **dict.fromkeys(("ou", "oo", "oe"), "u"),
    "x": "ks",
}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_DOUBLE = re.compile(r"(.)\1+")
_BREAKS = re.compile(r"[()/,;:|]")
_WORD = re.compile(r"[a-z0-9]+")
_OWNED = re.compile(r"['’´`]s\b")


@define(frozen=True)
class Hit:
    """
    Something that fits what was typed.

    Attributes:
        item: the noun: a crime form, situation, instrument, partner, intervention type, statute, law article or
            municipality.
        kind: which of these: ``crime``, ``situation``, ``instrument``, ``partner``, ``intervention``, ``statute``,
            ``law_article`` or ``municipality``.
        score: how well it fits, from 0 to 100.
        why: one sentence: which words stand where.
    """

    item: Item
    kind: str
    score: int
    why: str = field(eq=False)


def search(matrix: Matrix, query: str, *, limit: int | None = 10, lang: Language = "nl") -> tuple[Hit, ...]:
    """
    Find what people mean, in their own words: typing errors, word forms, compounds and spoken words are forgiven.

    The whole edition is searched, whatever the matrix was narrowed to; its date decides who answers for a partner that
    has ended.

    Args:
        matrix: the matrix to search in.
        query: words or a sentence, Dutch or English; of a very long text only the beginning counts.
        limit: how many hits at most; nothing for all of them.
        lang: the language of `Hit.why`.

    Returns:
        Hits, best first; equally good ones stand in the order of kinds and of the data. Nothing fits: an empty tuple.

    Raises:
        InvalidQuestion: when the question is no text, or the limit is no positive number.
    """
    if not isinstance(query, str):
        msg = f"a search takes text, not {type(query).__name__}"
        raise InvalidQuestion(msg)
    if limit is not None and limit < 1:
        msg = f"limit must be 1 or more, not {limit}"
        raise InvalidQuestion(msg)
    base = matrix.base
    index = _INDEXES.get(base)
    if index is None:
        with uncollected():
            index = _INDEXES[base] = _Index(base.data)
    hits: list[Hit] = []
    seen: set[tuple[str, str]] = set()
    for found in index.find(query):
        if limit is not None and len(hits) >= limit:
            break
        item = base.successor(found.item, matrix.on) if found.kind == "partner" else found.item
        if (found.kind, item.id) not in seen:
            seen.add((found.kind, item.id))
            hits.append(Hit(item, found.kind, found.score, index.why(found, lang)))
    return tuple(hits)


class _Phrase(NamedTuple):
    """A name, alias or search word: a few words that mean one thing together."""

    entry: int
    place: str
    text: str
    terms: tuple[str, ...]


class _Match(NamedTuple):
    """How one typed word contributed to one entry."""

    value: float
    place: str
    word: str  # as it was typed
    term: str  # as it is written there
    phrase: str


class _Asked(NamedTuple):
    """One typed word: what it may stand for, each with how surely, and how much of the question it is."""

    word: str
    terms: tuple[tuple[str, float], ...]
    share: float = 1.0


class _Found(NamedTuple):
    item: Any
    kind: str
    score: int
    matches: tuple[_Match, ...]


class _Stems(dict[str, str]):
    """The stem of each word that was asked for; of one that says nothing, nothing. A dictionary, for twenty thousand are asked."""

    def __init__(self, stem: Callable[[str], str], written: dict[str, str], skip: Container[str]) -> None:
        super().__init__()
        self._stem = stem
        self._written = written
        self._skip = skip

    def __missing__(self, word: str) -> str:
        stem = self[word] = "" if word in self._skip else self._stem(word)
        if stem:
            self._written.setdefault(stem, word)
        return stem


class _Index:
    """Every word of one edition, by stem, with the places where it stands."""

    def __init__(self, data: Data) -> None:
        self._cut = Stemmer.Stemmer("dutch", 0).stemWord  # without a memory of its own: each word is asked for once
        self._written: dict[str, str] = {}  # a stem as it is written somewhere
        self._skip = {word for one in data.search_words if one.skip for text in one.words for word in _split(text)}
        self._stems = _Stems(self._stem, self._written, self._skip)
        self._same: dict[tuple[str, ...], tuple[str, ...]] = {}
        for one in data.search_words:
            if one.same_as:
                targets = tuple(dict.fromkeys(term for text in one.same_as for term in self._terms(text)))
                self._same.update({self._terms(text): targets for text in one.words})
        self._entries: list[tuple[Any, str]] = []
        self._phrases: list[_Phrase] = []
        self._in_phrase: dict[str, list[int]] = {}  # the number of a phrase and the position in it
        self._in_text: dict[str, dict[int, str]] = {}  # the weightiest place for each entry
        self._municipalities = data.municipalities
        self._read(data)
        self._weigh()

    # --- reading ---

    def _read(self, data: Data) -> None:
        lay: dict[str, list[str]] = {}
        for one in data.search_words:
            for target in one.points_to:
                lay.setdefault(target, []).extend(one.words)
        statutes = {statute.id: statute for law in data.laws for statute in law.statutes}
        for crime in data.crimes:
            entry = self._enter(crime, "crime", lay)
            self._name(entry, "alias", *crime.aliases)
            self._tell(entry, "definition", crime.definition.text)
            self._tell(entry, "method", *(claim.text for claim in crime.method))
            self._tell(entry, "signals", *(claim.text for claim in crime.signals))
            for key in crime.statutes:
                self._tell(entry, "statute", statutes[key].article, statutes[key].name)
        for situation in data.situations:
            entry = self._enter(situation, "situation", lay)
            self._name(entry, "name", f"S{situation.number}")
            self._name(entry, "said", *situation.said)
        for partner in data.partners:
            entry = self._enter(partner, "partner", lay)
            self._name(entry, "name", partner.abbreviation or "")
            self._name(entry, "alias", *partner.aliases)
            self._tell(entry, "summary", partner.summary or "")
            for channel in partner.channels:
                self._name(entry, "channel", channel.name, channel.purpose or "")
            self._tell(entry, "tasks", *(task.text for task in partner.tasks))
        for instrument in data.instruments:
            entry = self._enter(instrument, "instrument", lay)
            self._tell(entry, "for-whom", *instrument.targets)
            self._tell(entry, "tasks", *(provider.does for provider in instrument.providers))
        for intervention in data.interventions:
            entry = self._enter(intervention, "intervention", lay)
            self._tell(entry, "definition", intervention.definition)
        for law in data.laws:
            for statute in law.statutes:
                entry = self._enter(statute, "statute", lay)
                self._name(entry, "name", *_numbers(statute.article), *_cited(law, statute.article))
                self._tell(entry, "definition", statute.core)
            for article in law.articles:
                self._enter(article, "law_article", lay, *_cited(law, article.article))

    def _enter(self, item: Any, kind: str, lay: dict[str, list[str]], *names: str) -> int:
        entry = len(self._entries)
        self._entries.append((item, kind))
        if names:
            self._name(entry, "name", *names)
        else:
            parts = [part for name in (item.name, item.name_en or "") for part in _BREAKS.split(name)]
            self._name(entry, "name", item.name, *parts, item.name_en or "", item.id)
        self._name(entry, "search-word", *lay.get(item.id, ()))
        return entry

    def _name(self, entry: int, place: str, *texts: str) -> None:
        for text in dict.fromkeys(texts):
            terms = self._terms(text)[: 1 << _SHIFT]
            if terms:
                self._phrases.append(_Phrase(entry, place, text.strip(), terms))

    def _tell(self, entry: int, place: str, *texts: str) -> None:
        weight = _FIELDS[place][0]
        for term in dict.fromkeys(self._terms("\n".join(texts))):
            known = self._in_text.get(term)
            if known is None:
                self._in_text[term] = {entry: place}
            elif entry not in known or _FIELDS[known[entry]][0] < weight:
                known[entry] = place

    def _weigh(self) -> None:
        """Count how rare each word is, and which names can be entered by a part of a compound in them."""
        found: dict[str, set[int]] = {term: set(known) for term, known in self._in_text.items()}
        postings, entries = defaultdict[str, list[int]](list), defaultdict(set, found)
        for number, phrase in enumerate(self._phrases):
            at = number << _SHIFT
            for position, term in enumerate(phrase.terms, at):
                postings[term].append(position)
                entries[term].add(phrase.entry)
        count = len(self._entries)
        self._in_phrase = dict(postings)
        rare = [log(1 + count / (1 + number)) for number in range(count + 1)]
        self._rarity = {term: rare[len(known)] for term, known in entries.items()}
        self._rarest = log(1 + count)
        self._weights = [sum(map(self._rarity.__getitem__, phrase.terms)) for phrase in self._phrases]
        known = ((word, stem) for word, stem in self._stems.items() if len(word) > 2 and word.isalpha())
        self._words = {word: stem for word, stem in known if stem in entries}
        self._part_of: dict[str, list[tuple[str, float]]] = {}
        for term in self._in_phrase:
            parts = self._parts(self._written[term])
            for part in parts:
                self._part_of.setdefault(part, []).append((term, 0.9 * len(part) / sum(map(len, parts))))

    @cached_property
    def _places(self) -> dict[str, tuple[Municipality, ...]]:
        """Municipalities by name, without what tells two of one name apart, too."""
        places: dict[str, tuple[Municipality, ...]] = {}
        for place in self._municipalities:
            for key in {normal(name) for name in (place.name, place.name.partition(" (")[0], *place.aliases)}:
                places[key] = (*places.get(key, ()), place)
        return places

    @cached_property
    def _guessable(self) -> dict[str, str]:
        """The words of names that a mistyped word may be, as they are written, with their stems."""
        return {
            word: term
            for word, term in self._stems.items()
            if len(word) > 3 and word.isalpha() and (term in self._in_phrase or (term,) in self._same)
        }

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        """The same words by how they sound; the first one keeps the sound."""
        return {_sound(word): term for word, term in reversed(self._guessable.items())}

    # --- words ---

    def _stem(self, word: str) -> str:
        stem = self._cut(word) if word.isalpha() else word
        return stem if len(stem) > 2 else word  # "appje" must not become the AP

    def _terms(self, text: str) -> tuple[str, ...]:
        return tuple(filter(None, map(self._stems.__getitem__, _split(text))))

    def _parts(self, word: str) -> list[str]:
        """Give the stems of a compound's parts, as long as possible; nothing when it is no compound of known words."""
        if not 6 <= len(word) <= 40:
            return []
        failed: set[int] = set()

        def split(start: int) -> list[str] | None:
            if start == len(word):
                return []
            if start in failed:
                return None
            for end in range(len(word) - (3 if start == 0 else 0), start + 2, -1):
                part = word[start:end]
                stem = self._words.get(part)
                if stem is None:
                    continue
                for link in _LINKING:
                    if word.startswith(link, end) and (not link or end + len(link) < len(word)):
                        rest = split(end + len(link))
                        if rest is not None:
                            return [stem, *rest]
            failed.add(start)
            return None

        return split(0) or []

    def _ends(self, word: str) -> list[str]:
        """Give the known beginning and end of a compound of which we know no more: ``losgeldeis`` has losgeld in it."""
        found: list[str] = []
        for length in range(len(word) - 2, 4, -1):
            if word[:length] in self._words and not found[:1]:
                found.append(self._words[word[:length]])
            if word[-length:] in self._words and len(found) < 2:
                found.append(self._words[word[-length:]])
        return found

    def _asked(self, query: str) -> list[_Asked]:
        """Read a question word by word; a word that we know by its parts alone gives several."""
        words = dict.fromkeys(word for word in _split(query[:MOST_LETTERS]) if len(word) <= 40)
        kept = [word for word in list(words)[:MOST_WORDS] if word not in self._skip]
        if max(map(len, kept), default=0) < 2:
            return []  # loose letters and common words say nothing
        asked: list[_Asked] = []
        guesses = number = 0
        while number < len(kept):
            word = kept[number]
            joined = self._joined(kept[number : number + 2])
            if joined is not None:
                asked.append(_Asked(" ".join(kept[number : number + 2]), ((joined, 1.0),), 1.5))
                number += 2
                continue
            stem = self._stem(word)
            known = stem in self._rarity or (stem,) in self._same
            terms = {stem: 1.0} if known else self._guessed(word) if guesses < MOST_GUESSES else {}
            guesses += not known
            terms = self._with_synonyms(terms, kept[number : number + 3])
            sure = max(terms.values(), default=0.0)
            parts = self._parts(word) if sure < 0.85 or stem not in self._in_phrase else []
            parts = parts or (self._ends(word) if sure < 0.85 else [])
            if terms or not parts:
                asked.append(_Asked(word, tuple(terms.items())))
            meant = (self._with_synonyms({part: 0.85}, ()) for part in parts if part != stem)
            asked += [_Asked(word, tuple(part.items()), 0.6) for part in meant]
            number += 1
        return asked

    def _joined(self, pair: Sequence[str]) -> str | None:
        """Give the one word that two are: "hack shield" is written together."""
        stem = self._stem("".join(pair)) if len(pair) == 2 else ""
        return stem if stem in self._in_phrase and len(stem) > 4 else None

    def _with_synonyms(self, terms: dict[str, float], run: Sequence[str]) -> dict[str, float]:
        """Add what the words, or the run of words that begins here, also mean; keep what stands somewhere."""
        found = dict(terms)
        for term, sure in terms.items():
            for same in self._same.get((term,), ()):
                found[same] = max(found.get(same, 0.0), 0.9 * sure)
        stems = tuple(map(self._stem, run))
        for length in range(2, len(stems) + 1):
            for same in self._same.get(stems[:length], ()):
                found.setdefault(same, 0.9)
        return {term: sure for term, sure in found.items() if term in self._rarity}

    def _guessed(self, word: str) -> dict[str, float]:
        """Give the words that a mistyped one may be: what sounds the same, and what looks most like it."""
        if len(word) < 4 or any(map(str.isdigit, word)):
            return {}
        from rapidfuzz.distance import OSA  # noqa: PLC0415  # 10 ms, and only a word we do not know needs it
        from rapidfuzz.process import extract  # noqa: PLC0415

        found: dict[str, float] = {}
        alike = self._by_sound.get(_sound(word))
        if alike is not None:
            found[alike] = 0.9
        cutoff = 0.75 if len(word) < 8 else 0.7
        close = extract(word, self._guessable.keys(), scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=3)
        for near, likeness, _ in close:
            sure = likeness * 0.95 - (0.1 if near[0] != word[0] else 0.0)
            term = self._guessable[near]
            found[term] = max(found.get(term, 0.0), sure)
        return found

    # --- answering ---

    def find(self, query: str) -> list[_Found]:
        """Give everything that fits well enough, best first."""
        asked = self._asked(query)
        best: list[dict[int, _Match]] = [self._matches(one) for one in asked]
        self._complete(asked, best)
        weights = [
            one.share * (max(self._rarity[term] for term, _ in one.terms) if one.terms else 0.3 * self._rarest)
            for one in asked
        ]
        total = sum(weights)
        whole = normal(query[:MOST_LETTERS])
        found: list[tuple[float, int, _Found]] = []
        for entry in dict.fromkeys(entry for matches in best for entry in matches):
            item, kind = self._entries[entry]
            pairs = zip(weights, best, strict=True)
            matched = [(weight, matches[entry]) for weight, matches in pairs if entry in matches]
            evidence = sum(weight * match.value for weight, match in matched)
            exact = any(match.phrase and normal(match.phrase) == whole for _, match in matched)
            score = 1.0 if exact else 0.99 * (0.5 * evidence / total + 0.5 * (1 - exp(-evidence / 3)))
            score *= 100 * _KINDS[kind] if not exact else 99 + _KINDS[kind]
            if score >= _WEAKEST:
                matches = tuple(match for _, match in sorted(matched, key=lambda pair: -pair[0] * pair[1].value))
                found.append((score, entry, _Found(item, kind, min(100, round(score)), matches)))
        found.sort(key=lambda one: (-one[0], one[1]))
        return [*self._municipality(query), *(one for _, _, one in found)]

    def _municipality(self, query: str) -> Iterator[_Found]:
        """A place is only meant when nothing else is said: "buren" are neighbours, too."""
        word = normal(query[:MOST_LETTERS]).removeprefix("gemeente ")
        for place in self._places.get(word, ()):
            yield _Found(place, "municipality", 100, (_Match(1.0, "name", word, word, place.name),))

    def _matches(self, one: _Asked) -> dict[int, _Match]:
        """What one word says about each entry, texts only: names count together, in `_complete`."""
        found: dict[int, _Match] = {}
        for term, sure in one.terms:
            for entry, place in self._in_text.get(term, {}).items():
                value = sure * _FIELDS[place][0]
                if entry not in found or found[entry].value < value:
                    found[entry] = _Match(value, place, one.word, term, "")
        return found

    def _complete(self, asked: Sequence[_Asked], best: list[dict[int, _Match]]) -> None:
        """Let names speak: a word counts more, the more of the name is there."""
        hits: dict[int, dict[int, float]] = {}
        words: dict[int, list[tuple[int, str, float]]] = {}
        for number, one in enumerate(asked):
            for term, sure in one.terms:
                for whole, part in ((term, 1.0), *self._part_of.get(term, ())):
                    for posting in self._in_phrase.get(whole, ()):
                        phrase, position = posting >> _SHIFT, posting & ~(-1 << _SHIFT)
                        covered = hits.setdefault(phrase, {})
                        covered[position] = min(1.0, covered.get(position, 0.0) + part * sure)
                        words.setdefault(phrase, []).append((number, term, sure * (1.0 if part == 1.0 else 0.8)))
        for number, covered in hits.items():
            name = self._phrases[number]
            share = sum(self._rarity[name.terms[at]] * part for at, part in covered.items()) / self._weights[number]
            factor = _FIELDS[name.place][0] * (0.3 + 0.7 * share * share)
            for word, term, sure in words[number]:
                known = best[word].get(name.entry)
                if known is None or known.value < sure * factor:
                    best[word][name.entry] = _Match(sure * factor, name.place, asked[word].word, term, name.text)

    def why(self, found: _Found, lang: Language) -> str:
        """Say which words stand where, the ones that counted most first."""
        english = lang == "en"
        groups: dict[tuple[str, str], dict[str, str]] = {}
        for match in found.matches:
            written = self._written.get(match.term, match.term)
            said = f"“{match.word}”"
            if not _same_word(match.word, written, self._stem):
                said += f" ({'read as' if english else 'gelezen als'} “{written}”)"
            groups.setdefault((match.place, match.phrase), {}).setdefault(match.word, said)
        clauses = []
        for (place, phrase), words in list(groups.items())[:3]:
            where = _FIELDS[place][2 if english else 1]
            listed = _listed(list(words.values())[:4], " and " if english else " en ")
            one = len(words) == 1
            if normal(phrase) == normal(listed):
                clauses.append(f"{listed} is {where}")
            elif phrase:
                fits = ("fits" if one else "fit") if english else ("past bij" if one else "passen bij")
                clauses.append(f"{listed} {fits} {where} “{phrase}”")
            else:
                stands = ("stands in" if one else "stand in") if english else ("staat in" if one else "staan in")
                clauses.append(f"{listed} {stands} {where}")
        return "; ".join(clauses) + "."


def _split(text: str) -> list[str]:
    text = text.casefold()
    if not text.isascii() or "'" in text or "`" in text:
        text = _OWNED.sub("", text)
    return _WORD.findall(text) if text.isascii() else normal(text).split()


def _numbers(article: str) -> list[str]:
    """Give the numbers in an article as one writes it: ``137c, 137d`` are two."""
    return list(dict.fromkeys(re.findall(r"\d+[a-z]*", article.partition("(")[0]))) or [article]


def _cited(law: Law, article: str) -> Iterator[str]:
    """Give an article as people cite it: with the abbreviation, the name or our own id of its law."""
    for name in {normal(name): name for name in (law.id, law.name, law.abbreviation) if name}.values():
        yield from (f"{name} {number}" for number in _numbers(article))


def _sound(word: str) -> str:
    """Write a word as it sounds, roughly: ``fisching`` and ``phishing`` come out the same."""
    return _DOUBLE.sub(r"\1", _SOUND.sub(lambda match: _SOUNDS[match[0]], word))


def _same_word(typed: str, written: str, stem: Any) -> bool:
    return written == typed or stem(typed) == stem(written) or written in typed or typed.replace(" ", "") == written


def _listed(words: Iterable[str], joiner: str) -> str:
    *first, last = words
    return f"{', '.join(first)}{joiner}{last}" if first else last


_INDEXES: WeakKeyDictionary[Base, _Index] = WeakKeyDictionary()
