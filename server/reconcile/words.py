"""What counts in a name: its words and its numbers, whatever their order and spelling.

`MOC-21`, `21 MOC` and `21st M.O.C.` have the same word and the same number. Nothing here knows
any name; what is folded is spelling alone.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from server.searching.fold import fold, words

_APOSTROPHES: Final = "'’ʼ`´‘"  # noqa: RUF001 - as people type them
_POSSESSIVE: Final = re.compile(rf"(?<=\w)[{_APOSTROPHES}]s\b", re.IGNORECASE)
_DOTTED: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_NUMBER_WORDS: Final = frozenset({"no", "nr", "number"})
# Letters that Unicode does not take apart, and what the keyboards of others have for them.
_LATIN: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i"})
# British and American spelling of the same word; each word goes the same way on both sides.
_SPELLINGS: Final = (
    (re.compile(r"(?<=..)ence$"), "ense"),
    (re.compile(r"(?<=..)our(?=.)"), "or"),
    (re.compile(r"(?<=..)our$"), "or"),
    (re.compile(r"(?<=..)tre$"), "ter"),
    (re.compile(r"(?<=...)is(?=(?:e|ed|ing|ation|ations)$)"), "iz"),
)
_SMALL: Final = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to"}
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a name in their order, and its numbers, sorted."""

    words: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    bag: Counter[str] = field(init=False, compare=False, repr=False)
    """Both with how often they occur; a number has a # before it."""

    def __post_init__(self) -> None:
        """Count once, since names are compared often."""
        bag = Counter((*self.words, *(f"#{number}" for number in self.numbers)))
        object.__setattr__(self, "bag", bag)


def read_words(text: str) -> Words:
    """The words and numbers of a text; small words are left out where others are left."""
    runs = [word.text for word in words(plain(text))]
    numbers = [run.lstrip("0") or "0" for run in runs if run.isdecimal()]
    named = [run for run, after in pairwise([*runs, ""]) if _names(run, after)]
    large = [word for word in named if word not in _SMALL]
    return Words(tuple(spell(word) for word in large or named), tuple(sorted(numbers)))


def _names(run: str, after: str) -> bool:
    """Whether a run is a word, and not one that only says that a number follows."""
    return not run.isdecimal() and not (run in _NUMBER_WORDS and after.isdecimal())


def plain(text: str) -> str:
    """A text without case, accents, apostrophes and possessives."""
    text = _POSSESSIVE.sub("", text)
    text = _DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    text = fold(without_apostrophes(text)).translate(_LATIN)
    return _THOUSANDS.sub("", text)


def without_apostrophes(text: str) -> str:
    """A text as it is written where apostrophes are hard to come by."""
    return text.translate({ord(mark): None for mark in _APOSTROPHES})


def spell(word: str) -> str:
    """A word in one of its spellings, the same for `defence` and `defense`."""
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


def initials(words: tuple[str, ...]) -> str:
    """The first letters of words: what an abbreviation of them would be."""
    return "".join(word[0] for word in words)
