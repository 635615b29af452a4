"""The names of a graph, each by its words, and which of them a name that is asked for is like."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import Final

from rapidfuzz import fuzz, process

from server.reconcile.abbreviations import Abbreviations, learn
from server.reconcile.entities import Entity, Gathered
from server.reconcile.words import Words, initials, read_words, without_apostrophes

_MOST_COMPARED: Final = 12
_LIKE: Final = 75
_SHORTEST_FUZZY: Final = 4
_FEWEST_INITIALS: Final = 3


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one thing; `derived` when it is no name but its initials.

    `lacks` is what the thing's full name has besides, as in "5th Brigade" for one of many armies'.
    """

    iri: str
    words: Words
    derived: bool = False
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Index:
    """Every name, by word; what each word tells; what abbreviations stand for."""

    names: tuple[Name, ...]
    holding: Mapping[str, tuple[int, ...]]
    totals: tuple[float, ...]
    weights: Mapping[str, float]
    unknown: float
    common: frozenset[str]
    """The words for sorts of things."""
    abbreviations: Abbreviations

    @cached_property
    def vocabulary(self) -> list[str]:
        """The words of names, numbers not among them, since numbers are never alike."""
        return list(dict.fromkeys(word for name in self.names for word in name.words.words))

    def weight(self, word: str) -> float:
        """How much a word tells: the rarer the more."""
        return self.weights.get(word, self.unknown)

    def read(self, text: str) -> Words:
        """The words of a text, with abbreviations written out."""
        return self.abbreviations.write_out(read_words(text))

    def same(self, word: str) -> dict[str, float]:
        """The word itself, if a name has it."""
        return {word: 1.0} if word in self.holding else {}

    def similar(self, word: str) -> dict[str, float]:
        """The words of names that are spelled like this one, from 0 to 1."""
        if len(word) < _SHORTEST_FUZZY:
            return self.same(word)
        found = process.extract(
            word, self.vocabulary, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=6
        )
        return {like: score / 100 for like, score, _ in found}

    def near(self, asked: Words, similar: Mapping[str, Mapping[str, float]]) -> list[Name]:
        """The names that share most with a name that is asked for, for their length."""
        shared, totals = defaultdict[int, float](float), self.totals
        for key in tokens(asked):
            like = similar.get(key) or ({key: 1.0} if key in self.holding else {})
            for word, likeness in like.items():
                worth = self.weights[word] * likeness
                for place in self.holding[word]:
                    shared[place] += worth
        whole = sum(map(self.weight, tokens(asked)))
        ranked = ((worth / (whole + totals[place]), -place) for place, worth in shared.items())
        return [self.names[-place] for _, place in nlargest(_MOST_COMPARED, ranked)]


def tokens(words: Words) -> list[str]:
    """What names are found by: words, numbers, and all the words in one."""
    joined = ["".join(words.words)] if len(words.words) > 1 else []
    return [*words.words, *(f"#{number}" for number in words.numbers), *joined]


def make_index(gathered: Gathered) -> Index:
    """The index of all names in a graph."""
    entities = gathered.entities.values()
    kinds = [[read_words(p) for p in t.phrases] for t in gathered.schema.types.values()]
    known = [[read_words(name) for name in entity.names] for entity in entities]
    abbreviations = learn(kinds, known)
    common = frozenset(
        w for group in kinds for p in group for w in abbreviations.write_out(p).words
    )
    names = tuple(
        dict.fromkeys(
            name for entity in entities for name in _names_of(entity, abbreviations, common)
        )
    )
    places = defaultdict[str, list[int]](list)
    for place, name in enumerate(names):
        for token in dict.fromkeys(tokens(name.words)):
            places[token].append(place)
    total = len(gathered.entities) + 1
    held = {word: {names[place].iri for place in found} for word, found in places.items()}
    weights = {word: math.log(1 + total / len(things)) for word, things in held.items()}
    return Index(
        names=names,
        holding={word: tuple(found) for word, found in places.items()},
        totals=tuple(sum(weights[token] for token in tokens(name.words)) for name in names),
        weights=weights,
        unknown=math.log(1 + total),
        common=common,
        abbreviations=abbreviations,
    )


def _names_of(
    entity: Entity, abbreviations: Abbreviations, common: frozenset[str]
) -> Iterable[Name]:
    full = abbreviations.write_out(read_words(entity.name)).bag
    for text in entity.names:
        # Patrick's may be written Patricks.
        for written in (text, without_apostrophes(text)):
            words = abbreviations.write_out(read_words(written))
            lacks = tuple((full - words.bag).elements()) if words.bag <= full else ()
            yield Name(entity.iri, words, lacks=lacks)
    if short := _abbreviate(entity.name, common):
        yield Name(entity.iri, short, derived=True)


def _abbreviate(text: str, common: frozenset[str]) -> Words | None:
    """The initials of a proper name, as in KIA, or of a numbered sort of thing, as in LIB 47."""
    plain = text.replace("(", " ").split()
    if any(word[0].islower() for word in plain if len(word) > _FEWEST_INITIALS):
        return None
    words = read_words(text)
    enough = len(words.words) + bool(words.numbers) >= _FEWEST_INITIALS
    latin = all(word.isascii() for word in words.words)
    sort = not words.numbers or common.issuperset(words.words)
    if not (enough and latin and sort):
        return None
    return Words((initials(words.words),), words.numbers)
