"""Words for searching: what two spellings of one word have in common.

"Bhamò", "BHAMO" and "bhamo" are one word; "MOC-21", "21 MOC" and "21st" have the number 21 in
common. Signs of scripts that write vowels as marks (Burmese) are kept.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_WORD: Final = re.compile("[A-Za-z]+|[0-9]+")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded, with its place."""

    text: str
    begin: int
    end: int


def fold(text: str) -> str:
    """A text without case and accents, and with the digits 0 to 9 for those of any script."""
    if text.isascii():
        return text.lower()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    digits = (str(unicodedata.decimal(sign, sign)) for sign in plain)
    return unicodedata.normalize("NFC", "".join(digits)).casefold()


def words(text: str) -> Iterator[Word]:
    """The words of a text: runs of letters with their marks, or of digits."""
    if text.isascii():
        for found in _WORD.finditer(_ORDINAL.sub(blank, text)):
            yield Word(found.group().lower(), *found.span())
        return
    begin, kind = 0, ""
    for at, letter in enumerate(f"{_ORDINAL.sub(blank, text)} "):
        now = sort(letter, kind)
        if now != kind:
            if kind:
                yield Word(fold(text[begin:at]), begin, at)
            begin, kind = at, now


def blank(found: re.Match[str]) -> str:
    """White space as long as what is left out, so that places stay."""
    return " " * len(found.group())


def sort(letter: str, before: str) -> str:
    """Whether a character belongs to a word or a number; a mark goes with what it stands on."""
    category = unicodedata.category(letter)
    if category.startswith("L"):
        return "word"
    if category.startswith("M"):
        return before
    return "number" if category == "Nd" else ""
