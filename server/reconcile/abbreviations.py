"""Abbreviations: learnt from a graph that has both the short form and the long one.

A kind with the cue words "LIB" and "light infantry battalion" teaches that one, a thing with the
names "LID 88" and "Light Infantry Division 88" the other. What could stand for two things is left.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from server.reconcile.words import Words, initials

_SHORTEST: Final = 2
_SAME_PHRASE: Final = 90

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What each abbreviation stands for, in words."""

    phrases: Mapping[str, Phrase]

    def write_out(self, words: Words) -> Words:
        """Words with the abbreviations among them written out; one that explains itself goes."""
        if not any(word in self.phrases for word in words.words):
            return words
        written = [word for word in words.words if word not in self.phrases]
        for word in words.words:
            phrase = self.phrases.get(word, ())
            if not set(phrase) <= set(written):
                written += phrase
        return Words(tuple(written), words.numbers)

    def used_in(self, words: Words) -> list[str]:
        """The abbreviations among words."""
        return [word for word in words.words if word in self.phrases]


def learn(kinds: Iterable[Sequence[Words]], things: Iterable[Sequence[Words]]) -> Abbreviations:
    """What the phrases of each kind and the names of each thing teach; kinds are believed first."""
    found: dict[str, list[Phrase]] = {}
    for group in (*kinds, *things):
        for short, phrase in _pairs(group):
            known = found.setdefault(short, [])
            if not any(_same(phrase, other) for other in known):
                known.append(phrase)
    return Abbreviations({short: known[0] for short, known in found.items() if len(known) == 1})


def _pairs(group: Sequence[Words]) -> Iterable[tuple[str, Phrase]]:
    """Each short form in a group with each long one that it abbreviates."""
    shorts = [w for w in group if len(w.words) == 1 and len(w.words[0]) >= _SHORTEST]
    for short in shorts:
        for long in group:
            several = len(long.words) > 1 and long.numbers == short.numbers
            if several and initials(long.words) == short.words[0]:
                yield short.words[0], long.words


def _same(one: Phrase, other: Phrase) -> bool:
    return fuzz.ratio(" ".join(one), " ".join(other)) >= _SAME_PHRASE
