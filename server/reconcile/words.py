"""What counts in a name: its words and its numbers, whatever their order and spelling.

`MOC-21`, `21 MOC` and `21st M.O.C.` have the same word and the same number. Nothing here knows
any name; what is folded is spelling alone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

_APOSTROPHES: Final = "'’ʼ`´‘"  # noqa: RUF001 - as people type them
_POSSESSIVE: Final = re.compile(rf"(?<=\w)[{_APOSTROPHES}]s\b", re.IGNORECASE)
_DOTTED: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_ORDINAL_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})
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
    runs = list(_runs(fold(text)))
    words = [run for kind, run in runs if kind == "letters"]
    numbers = sorted(run.lstrip("0") or "0" for kind, run in runs if kind == "digits")
    large = [word for word in words if word not in _SMALL]
    return Words(tuple(spell(word) for word in large or words), tuple(numbers))


def fold(text: str) -> str:
    """A text without case, without marks on Latin letters, without possessives."""
    text = _POSSESSIVE.sub("", text)
    text = _DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    text = _without_marks(without_apostrophes(text))
    return _THOUSANDS.sub("", text.casefold().translate(_LATIN))


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


def _without_marks(text: str) -> str:
    """Marks go from Latin letters only: in Burmese and Thai they are vowels, in Russian letters."""
    kept, latin = list[str](), False
    for character in unicodedata.normalize("NFKD", text):
        if not unicodedata.combining(character):
            latin = unicodedata.name(character, "").startswith("LATIN")
        elif latin:
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Runs of letters with their marks, and of digits; what only says that it is a number goes."""
    groups = [(kind, "".join(run)) for kind, run in groupby(text, _kind)]
    for place, (kind, run) in enumerate(groups):
        before, after = groups[:place][-1:], groups[place + 1 : place + 3]
        if kind == "digits":
            yield kind, "".join(str(unicodedata.decimal(digit)) for digit in run)
        elif kind == "letters":
            ordinal = run in _ORDINAL_ENDINGS and [k for k, _ in before] == ["digits"]
            counted = run in _NUMBER_WORDS and "digits" in [k for k, _ in after]
            if not ordinal and not counted:
                yield kind, run


def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return "digits"
    return "letters" if category[0] in "LM" else "between"
