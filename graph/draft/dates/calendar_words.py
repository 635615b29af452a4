"""How English names months, seasons, days and years, as pieces of regular expressions."""

from typing import Final

MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT: Final = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NUMBERS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a": 1,
}  # fmt: skip
ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}
MONTH: Final = rf"(?:{'|'.join(MONTH_NAMES)}|(?:{'|'.join(SHORT)})\b\.?)"
DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
DASH: Final = r"\s*[-\u2010-\u2015\u2212/]\s*"
TO: Final = rf"(?:{DASH}|\s+(?:to|until|till|through|and)\s+)"
SEASON: Final = rf"(?:{'|'.join(SEASONS)})"
YEAR: Final = r"(?:1\d{3}|20\d{2}|[3-9]\d{2})"
ERA: Final = r"(?:B\.?\s?C\.?(?:\s?E\.?)?|A\.?D\.?|C\.?E\.?)(?![\w])"
NUMBER: Final = rf"(?:\d{{1,3}}|{'|'.join(word for word in NUMBERS if word != 'a')}|a|an)"


def month_number(word: str) -> int:
    """The number of a month, by its name or the first three letters of it."""
    return [name[:3].lower() for name in MONTH_NAMES].index(word[:3].lower()) + 1


def day_number(word: str) -> int:
    """The number of "4", "04" or "4th"."""
    return int(word.rstrip("stndrh"))


def year_number(word: str, era: str | None) -> int:
    """The number of a year as EDTF counts: one less before our era, because that has a year 0."""
    backwards = (era or "").upper().startswith("B")
    return 1 - int(word) if backwards else int(word)


def small_number(word: str) -> int:
    """The number of "3", "three" or "a"."""
    return int(word) if word.isdigit() else NUMBERS.get(word.lower(), 1)
