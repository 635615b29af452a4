"""Dates in words: an EDTF literal as a reader wants it, "between 4 and 10 February 2025".

Specification: https://www.loc.gov/standards/datetime/, levels 0 to 2 as far as an account of events
needs them. What is not read here is given back as it stands, so that nothing is lost.
"""

import re
from dataclasses import dataclass
from typing import Final

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_QUALIFIERS: Final = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
_POINT: Final = re.compile(
    r"(?P<year>\d{2}[\dX]{2})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<time>\d\d:\d\d)(?::\d\d)?(?P<zone>Z|[+-]\d\d(?::\d\d)?)?)?(?P<how>[?~%]?)"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month or a year; `how` is how surely, in words that stand before it."""

    year: str
    month: str = ""
    day: str = ""
    time: str = ""
    how: str = ""

    @property
    def words(self) -> str:
        """The whole of it."""
        return f"{self.how}{self.date}{self.time}"

    @property
    def date(self) -> str:
        """Without how surely, and without the time of day."""
        return " ".join(filter(None, (self.day, self.month, self.year)))

    def before(self, other: "Point") -> str:
        """What has to be said of it when `other` follows: "4" of "4 and 10 February 2025"."""
        if self.time or other.time or other.how or not (self.day and other.day):
            return self.words
        if (self.month, self.year) == (other.month, other.year):
            return self.how + self.day
        return f"{self.how}{self.day} {self.month}" if self.year == other.year else self.words


def in_words(edtf: str) -> str:
    """A date, interval or set in EDTF, in words; anything else as it stands."""
    if edtf[:1] + edtf[-1:] in ("[]", "{}"):
        said = choice(edtf[1:-1], every=edtf.startswith("{"))
    elif "/" in edtf:
        said = interval(*edtf.split("/", 1))
    else:
        said = point.words if (point := read_point(edtf)) else None
    return said or edtf


def read_point(text: str) -> Point | None:
    """A single date; None when it is none that is read here."""
    found = _POINT.fullmatch(text)
    if found is None:
        return None
    year, month, day = found["year"], found["month"] or "", found["day"] or ""
    if month not in ("", "XX") and not (_name(month) or month in _SEASONS):
        return None
    part = _SEASONS.get(month) or _name(month) or ("some month of" if month == "XX" else "")
    time = f", {found['time']}" if found["time"] else ""
    zone = {"Z": " UTC"}.get(found["zone"] or "", f" UTC{found['zone']}") if found["zone"] else ""
    return Point(_year(year), part, _day(day), time + zone, _QUALIFIERS[found["how"]])


def _name(month: str) -> str:
    """The name of a month by its number."""
    return dict(zip(map("{:02}".format, range(1, 13)), _MONTHS, strict=True)).get(month, "")


def _year(year: str) -> str:
    if year.endswith("XX"):
        return f"the {year[:2]}00s"
    return f"the {year[:3]}0s" if year.endswith("X") else year


def _day(day: str) -> str:
    return "some day of" if day == "XX" else day.lstrip("0")


def choice(inside: str, *, every: bool) -> str | None:
    """One of several days, or each of them: what stands between brackets or braces."""
    said = [item(part.strip(), every=every) for part in inside.split(",")]
    if None in said:
        return None
    return (" and " if every else " or ").join(filter(None, said))


def item(text: str, *, every: bool) -> str | None:
    """One entry of a set: a day, or days from here to there."""
    begin, dots, end = text.partition("..")
    if not dots:
        return point.words if (point := read_point(text)) else None
    first, last = read_point(begin), read_point(end)
    if (begin and not first) or (end and not last) or not (first or last):
        return None
    if first and last:
        pair = ("from", "to") if every else ("between", "and")
        return f"{pair[0]} {first.before(last)} {pair[1]} {last.words}"
    return f"by {last.words}" if last else f"{first.words if first else ''} or later"


def interval(begin: str, end: str) -> str | None:
    """A time that lasts; `..` is an end that is open, nothing one that is not told."""
    first, last = read_point(begin), read_point(end)
    if (begin not in ("", "..") and not first) or (end not in ("", "..") and not last):
        return None
    if first and last:
        return f"from {first.before(last)} to {last.words}"
    if first:
        return f"since {first.words}" if end == ".." else f"from {first.words}, end not told"
    if last:
        return f"until {last.words}" + ("" if begin == ".." else ", beginning not told")
    return None
