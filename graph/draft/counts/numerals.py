"""Numbers as English writes them: in figures, in words, or both ("1.5 million")."""

import re
from typing import Final

SMALL: Final = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS: Final = {
    word: number * 10
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
POWERS: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9}
GROUPS: Final = {"dozen": 12, "score": 20}
# Figures in groups of three, or without groups; never part of a longer one, of a sum or a name.
FIGURES: Final = (
    r"(?:\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+|"
    r"\d+(?:\.\d+)?(?=\s?(?:million|billion|thousand))|\d+)"
)
UNIT: Final = "|".join((*SMALL, *TENS))
SPELT: Final = (
    rf"(?:(?:{UNIT}|an?(?=\s+(?:{'|'.join((*POWERS, *GROUPS))})\b))"
    rf"(?:(?:[-\u2010\u2011\s]+(?:and\s+)?)(?:{UNIT}|{'|'.join(POWERS)})\b)*(?:\s+(?:dozen|score)\b)?)"
)
NUMBER: Final = (
    rf"(?:{FIGURES}(?:[\s\u00a0]?(?:million|billion|thousand|hundred|dozen)\b)?|{SPELT})"
)


def value(words: str) -> int | None:
    """The number that some words give; None if they are no number."""
    words = re.sub(r"(?<=\d)[,\u00a0\u202f\u2009](?=\d{3})", "", words.lower())
    total, part = 0.0, 0.0
    for word in re.split(r"[-\u2010\u2011\s\u00a0]+|(?<=\d)(?=[a-z])", words):
        if word in POWERS:
            part = (part or 1) * POWERS[word]
            if POWERS[word] > POWERS["hundred"]:
                total, part = total + part, 0.0
        elif word in GROUPS:
            part = (part or 1) * GROUPS[word]
        else:
            part += added(word)
    whole = total + part
    return round(whole) if whole < 10**15 else None


def added(word: str) -> float:
    """What one word of a number adds."""
    if word in ("a", "an", "and", ""):
        return 0
    if word in SMALL or word in TENS:
        return SMALL.get(word, TENS.get(word, 0))
    return float(word)
