"""Points of the calendar, and how EDTF writes them.

A point is a year, a month, a season or a day. Years before the first are counted as EDTF counts
them (https://www.loc.gov/standards/datetime/): 1 BC is year 0, 480 BC is -479.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

# The calendar repeats after 400 years: so far into it, every year that is told of is one that
# `datetime` knows, with the same days.
CYCLE: Final = 4000
FARTHEST: Final = 3999


@dataclass(frozen=True, slots=True)
class Point:
    """A year, a month or season of it, or a day; None for what the words leave out.

    `season` is EDTF's number: 21 for spring to 24 for winter. `rough` is for "circa".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    clock: str = ""
    rough: bool = False

    @property
    def sound(self) -> bool:
        """Whether the calendar has it: no 31 April, and no day without its month and year."""
        if self.year is None or abs(self.year) > FARTHEST or not self.month:
            return self.year is not None and abs(self.year) <= FARTHEST and not self.day
        return self.day is None or 1 <= self.day <= days_in(self.year, self.month)

    @property
    def edtf(self) -> str:
        """As EDTF writes it; only a sound point can be written."""
        year = self.year or 0
        parts = ["-" * (year < 0) + f"{abs(year):04d}"]
        parts += [f"{part:02d}" for part in (self.season or self.month, self.day) if part]
        return "-".join(parts) + (f"T{self.clock}" if self.clock else "") + "~" * self.rough


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    return monthrange(year % 400 + CYCLE, month)[1]


def shift(point: Point, days: int) -> Point:
    """The day so many days after one, or before it.

    Raises:
        ValueError: the point is no day.
    """
    if point.year is None or point.month is None or point.day is None:
        raise ValueError(point)
    there = date(point.year + CYCLE, point.month, point.day) + timedelta(days)
    return replace(point, year=there.year - CYCLE, month=there.month, day=there.day, clock="")


def shift_month(point: Point, months: int) -> Point:
    """The month so many months after that of a point, or before it."""
    count = (point.year or 0) * 12 + (point.month or 1) - 1 + months
    return Point(count // 12, count % 12 + 1, rough=point.rough)


def first_day(point: Point) -> Point:
    """The day on which a year, a month or a day begins; a season begins with its first month."""
    if point.season:
        return Point(point.year, (point.season - 20) * 3, 1)
    return Point(point.year, point.month or 1, point.day or 1)


def before(point: Point) -> Point:
    """The point of the same length that comes right before."""
    if point.day:
        return shift(point, -1)
    if point.month:
        return shift_month(point, -1)
    return replace(point, year=(point.year or 0) - 1)


def distance(point: Point, other: Point) -> int:
    """How many months lie between two points, about."""
    return abs(months(point) - months(other))


def months(point: Point) -> int:
    """The months from the beginning of our era to a point."""
    return (point.year or 0) * 12 + (point.month or 1)
