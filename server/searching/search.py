"""Search: what a query finds among all that can be found.

Every word of a query must be a word of what is found, or the beginning of one; a number must be
found whole. What is called exactly so stands first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from server.searching.fold import fold, words
from server.searching.index import Entry, Index, Indexed
from server.searching.snippets import Piece, fits, mark

# Who asks for more has pasted a text, not asked for a word.
LONGEST: Final = 200
MOST_WORDS: Final = 12
_SUGGESTED: Final = 3
_MOST_COMPARED: Final = 3000
_ALIKE: Final = 0.7


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, and by which words."""

    entry: Entry
    asked: tuple[str, ...]

    @property
    def title(self) -> tuple[Piece, ...]:
        """The title with marks."""
        return mark(self.entry.title, self.asked)

    @property
    def snippet(self) -> tuple[Piece, ...]:
        """Where else it was found: another name, or a part of the text, with marks."""
        best = max((self.entry.title, *self.entry.names, self.entry.text), key=self.hits)
        return mark(best, self.asked) if best != self.entry.title else ()

    def hits(self, text: str) -> int:
        """How many of the words a text has."""
        known = [word.text for word in words(text)]
        return sum(any(fits(one, word) for word in known) for one in self.asked)


def asked_words(query: str) -> tuple[str, ...]:
    """The words of a query, each once, no more than a few."""
    return tuple(dict.fromkeys(word.text for word in words(query[:LONGEST])))[:MOST_WORDS]


def search(found_in: Index, query: str) -> list[Hit]:
    """Everything that a query finds, the best first; equals in the order of the index."""
    asked = asked_words(query)
    if not asked:
        return []
    scored = ((score(each, asked), each.entry) for each in found_in.candidates(asked))
    ranked = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [Hit(entry, asked) for _, entry in ranked]


def score(each: Indexed, asked: Sequence[str]) -> int:
    """How well an entry fits; 0 if it does not. A name that is exactly so is worth most."""
    best = 0
    for name, spelt in zip(each.names, each.spelt, strict=True):
        if all(any(fits(word, known) for known in spelt) for word in asked):
            exact = sorted(asked) == sorted(name)
            whole = all(word in spelt for word in asked)
            # Of two names that fit, the one with fewer other words is meant.
            points = 40 + 40 * exact + 10 * whole + 5 * (name[:1] == asked[:1])
            best = max(best, points + max(0, 10 - len(name)))
    if not best and each.text and all(any(fits(w, known) for known in each.text) for w in asked):
        best = 20 + 10 * all(word in each.text for word in asked)
    return best


def suggest(found_in: Index, query: str) -> list[str]:
    """Names that are spelt much like a query that found nothing."""
    wanted, names = fold(query[:LONGEST]), dict[str, str]()
    for each in found_in.entries:
        if len(names) < _MOST_COMPARED:
            names |= {fold(name): name for name in each.entry.names if name[:1]}
    close = get_close_matches(wanted, names, _SUGGESTED, _ALIKE)
    return [names[name] for name in close]
