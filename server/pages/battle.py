"""The page of the battle: map, timeline and list of what happened, under one window of time.

The list and its window need no scripts: `?from=2025-01-01&to=2025-01-31`. The scripts draw map and
timeline from what the list says, and move the window without asking again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import Blueprint, render_template, request

from server.errors import BadRequestError
from server.once import once_for_each
from server.pages.things import find_article
from server.reading.article import Article
from server.reading.happenings import Course, Happening, read_course
from server.reading.library import library
from server.reading.overview import overview
from server.reading.spots import Spot
from server.state import State

_EVER: Final = "9999-12-31"
_NO_DAY: Final = "2000-01-01"
# A date that leaves more days open than this says nothing of how far the events go.
_LONGEST: Final = 120
# Of many battles; one of the size of the one that comes with Sitrep takes some hundred kilobytes.
_MOST_KEPT: Final = 32

routes = Blueprint("battle", __name__)


@dataclass(frozen=True, slots=True)
class Window:
    """From one day to another, both included; `first` and `last` are as far as it can be opened."""

    start: str
    end: str
    first: str
    last: str

    def holds(self, happening: Happening) -> bool:
        """Whether it can have happened in the window; who has no end may go on for ever."""
        return happening.earliest <= self.end and (happening.latest or _EVER) >= self.start


@once_for_each(_MOST_KEPT)
def course(state: State, article: Article | None) -> Course:
    """The course of events that an article tells of, or the graph that is served."""
    return read_course(state.store, library(), article.tells if article else lambda _: True)


@routes.get("/battle")
def battle() -> str:
    """What happened, where and when, in all battles or in that of the article that `of` names.

    Where they are too many for one page they are listed, for one to be chosen.

    Raises:
        BadRequestError: `from` or `to` is no day, or the window ends before it begins.
        NotFoundError: `of` names no article.
    """
    name = request.args.get("of", "")
    article = find_article(name) if name else None
    frame = "bare.html" if request.args.get("embed") == "1" else "layout.html"
    if not (article or overview().together):
        return render_template("battles.html", frame=frame)
    told = [article] if article else overview().articles
    events = course(article)
    window = chosen(events)
    shown = [(each, window.holds(each)) for each in events.happenings]
    return render_template(
        "battle.html",
        frame=frame,
        title=told[0].title if len(told) == 1 else "",
        of=article.slug if article else "",
        sides=overview().sides_in(article),
        window=window,
        happenings=shown,
        fitting=sum(fits for _, fits in shown),
        spots=[(spot, told_of(events, spot)) for spot in events.spots],
        spot_ids={spot.iri: number for number, spot in enumerate(events.spots)},
    )


def chosen(events: Course) -> Window:
    """The window that was asked for, within what the events span."""
    days = sorted(day for each in events.happenings for day in marks(each)) or [_NO_DAY]
    start, end = (day_of(name) for name in ("from", "to"))
    window = Window(start or days[0], end or days[-1], days[0], days[-1])
    if window.start > window.end:
        raise BadRequestError(
            f"The window ends on {window.end}, before it begins on {window.start}.",
            hint="Put the earlier day into `from`.",
        )
    return window


def marks(happening: Happening) -> Iterator[str]:
    """The days that say how far the window can be opened; not the end of a vague year."""
    start, end = happening.earliest, happening.latest
    yield start or end
    if end and (not start or days_between(start, end) <= _LONGEST):
        yield end


def days_between(start: str, end: str) -> int:
    """How many days lie between two; none where one of them is no day that a calendar has."""
    try:
        return (date.fromisoformat(end) - date.fromisoformat(start)).days
    except ValueError:
        return 0


def day_of(name: str) -> str | None:
    """A day from the address; None where it names none."""
    told = request.args.get(name, "")
    if not told:
        return None
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        raise BadRequestError(
            f"`{told}` is no day, which `{name}` must be.",
            hint=f"Write it as in /battle?{name}=2025-01-31.",
        ) from None


def told_of(events: Course, spot: Spot) -> int:
    """How many events are drawn at a place."""
    return sum(spot.iri in each.spots for each in events.happenings)
