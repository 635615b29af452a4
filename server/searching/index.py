"""The index of all that can be found: entries with their folded words, and where each word is."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from server.searching.fold import fold, words
from server.searching.snippets import fits

_LEAST_INITIALS: Final = 2
# Stands behind every letter.
_BEHIND: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: by its names, or by the words of `text`."""

    group: str
    title: str
    href: str
    iri: str
    note: str
    names: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Indexed:
    """An entry with its names and its text as folded words; `spelt` has initials too."""

    entry: Entry
    names: tuple[tuple[str, ...], ...]
    spelt: tuple[frozenset[str], ...]
    text: frozenset[str]


@dataclass(frozen=True, slots=True)
class Index:
    """All entries, in the order in which equals are shown; `places` has those of each word."""

    entries: tuple[Indexed, ...]
    places: Mapping[str, Sequence[int]]
    known: Sequence[str]

    def candidates(self, asked: Iterable[str]) -> list[Indexed]:
        """The entries that have every word, or one that it is the beginning of, somewhere."""
        found = [self.having(word) for word in asked]
        both = set[int].intersection(*found) if found else set[int]()
        return [self.entries[place] for place in sorted(both)]

    def having(self, asked: str) -> set[int]:
        """The places of the entries that have a word."""
        begin, end = bisect_left(self.known, asked), bisect_left(self.known, asked + _BEHIND)
        fitting = (word for word in self.known[begin:end] if fits(asked, word))
        return {place for word in fitting for place in self.places[word]}


def make_index(entries: Iterable[Entry]) -> Index:
    """Fold the names and texts of all entries, and list which have each word."""
    indexed, places = tuple(map(index, entries)), defaultdict[str, list[int]](list)
    for place, each in enumerate(indexed):
        for word in each.text.union(*each.spelt):
            places[word].append(place)
    return Index(indexed, places, sorted(places))


def index(entry: Entry) -> Indexed:
    """One entry."""
    names = tuple(tuple(word.text for word in words(name)) for name in entry.names)
    spelt = tuple(
        frozenset(folded) | frozenset(initials(name))
        for name, folded in zip(entry.names, names, strict=True)
    )
    return Indexed(entry, names, spelt, frozenset(word.text for word in words(entry.text)))


def initials(name: str) -> Iterator[str]:
    """What a name in capitals is shortened to: LIB for Light Infantry Battalion 47."""
    run = ""
    for word in [*words(name), None]:
        letter = name[word.begin : word.begin + 1] if word else ""
        if letter.isupper():
            run += letter
        elif len(run) >= _LEAST_INITIALS:
            yield fold(run)
            run = ""
        else:
            run = ""
