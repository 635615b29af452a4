"""What a text has told of its time so far, and what dates without a year mean by that."""

import re
from dataclasses import dataclass, replace
from typing import Final

from graph.draft.dates.forms import Told, told
from graph.draft.dates.points import Point, distance
from graph.draft.model import Dated

EDTF_POINT: Final = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?")
LAST_MONTH: Final = 12


@dataclass(frozen=True, slots=True)
class Context:
    """The time in which a sentence stands.

    `year` and `month` are those of the heading, or of the article; `until` is the point to which a
    heading reaches. `last` is the date last told beneath it; `ranged` says that it ended a range,
    and `ordered` that the dates beneath the heading have gone forward so far.
    """

    year: int | None = None
    month: int | None = None
    last: Point | None = None
    until: Point | None = None
    ranged: bool = False
    ordered: bool = True

    @property
    def base(self) -> Point:
        """The point from which to look for the nearest: a year alone may be told in passing."""
        if self.last and self.last.month:
            return self.last
        return Point(self.year, self.month)


def under_heading(context: Context, heading: str) -> Context:
    """The context beneath a heading: its dates, or, if it has none, what was known before."""
    points = [point for each in told(heading) for point in (each.first, each.last)]
    dated = [point for point in points if point.year is not None]
    if not dated:
        return Context(context.year, context.month)
    points = [
        point if point.year is not None else replace(point, year=dated[0].year) for point in points
    ]
    first, until = points[0], points[-1]
    return Context(first.year, first.month, until=until if until != first else None)


def follow(context: Context, dates: tuple[Dated, ...]) -> Context:
    """The context after these dates were told."""
    for date in dates:
        if point := last_point(date.edtf):
            ordered = context.ordered and not goes_back(context.last, point)
            ranged = not date.edtf.startswith("[") and "/" in date.edtf[1:-1]
            context = replace(context, last=point, ranged=ranged, ordered=ordered)
    return context


def goes_back(last: Point | None, point: Point) -> bool:
    """Whether a date lies before the one told last."""
    return last is not None and days(point) < days(last)


def days(point: Point) -> tuple[int, int, int]:
    """A point for comparing, the year first."""
    return point.year or 0, point.month or 0, point.day or 0


def last_point(edtf: str) -> Point | None:
    """The point to which "the next day" after a date is reckoned.

    Of a range the end; of what lies somewhere within bounds the month or year that holds both.
    """
    points = [
        Point(int(year), int(month or 0) or None, int(day or 0) or None)
        for year, month, day in EDTF_POINT.findall(edtf)
    ]
    if not points:
        return None
    first, last = points[0], points[-1]
    if first == last or not edtf.startswith("["):
        season = last.month and last.month > LAST_MONTH
        return Point(last.year) if season else last
    if (first.year, first.month) == (last.year, last.month):
        return Point(last.year, last.month)
    return Point(last.year) if first.year == last.year else None


def fill(date: Told, context: Context) -> Told:
    """Give both points of a date the year, and the month, that the words leave to the context."""
    first, last = completed(date.first, context), completed(date.last, context)
    return replace(date, first=first, last=last)


def completed(point: Point, context: Context) -> Point:
    """A point with the year and month of its context, where it has none."""
    if point.year is not None:
        return point
    base = context.base
    if point.day and not point.month:
        return replace(point, year=base.year, month=base.month)
    if not point.month or base.year is None:
        return replace(point, year=base.year)
    return replace(point, year=nearest(point, context, base.year))


def nearest(point: Point, context: Context, year: int) -> int:
    """The year that puts a month beneath its heading, or else nearest to the date last told."""
    candidates = [replace(point, year=each) for each in (year, year - 1, year + 1)]
    heading = Point(context.year, context.month)
    for each in candidates:
        if context.until and in_order(heading, each, context.until):
            return each.year or year
    if not context.base.month:
        return year
    return min(candidates, key=lambda each: distance(each, context.base)).year or year


def in_order(first: Point, point: Point, until: Point) -> bool:
    """Whether a point lies between two others, by its month."""
    begin = (first.year or 0, first.month or 1)
    end = (until.year or 0, until.month or LAST_MONTH)
    return begin <= (point.year or 0, point.month or 1) <= end
