"""By context: the date that a happening has from what was told before it."""

import re
from dataclasses import dataclass, replace
from functools import cache

from graph.draft.dates.context import Context
from graph.draft.dates.points import days_in
from graph.draft.patterns import either
from graph.draft.telling.manner import manners
from graph.draft.telling.scene import Scene
from graph.draft.words.grammar import grammar


@cache
def times(name: str) -> re.Pattern[str]:
    """Words of time that `patterns/manner.toml` has under a name; compiled once."""
    return re.compile(rf"\b(?:{either(manners()['times'][name])})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in EDTF, and how it was come by."""

    edtf: str
    dating: tuple[str, ...] = ()


def going_on(scene: Scene) -> bool:
    """Whether it is seen under way: "the fighting continues"."""
    noun = scene.trigger.noun
    if noun is None:
        return False
    return any(
        noun in clause.subject and clause.group.main.verb in grammar()["under_way"]
        for clause in scene.reading.clauses.values()
    )


def from_context(scene: Scene) -> Moment | None:
    """The date last told, from which on it was; that day itself where an hour of it is told."""
    context = scene.reading.context
    last = context.last
    text = scene.reading.sentence.text
    if timeless(scene) and not times("hour").search(text):
        return None
    if (
        last is not None
        and last.day is not None
        and (scene.reading.fresh or times("hour").search(text) or times("now").search(text))
    ):
        seen = ("observed-date",) if going_on(scene) or times("now").search(text) else ()
        return Moment(replace(last, clock="").edtf, (*seen, "context-date"))
    if last is not None and last.day is not None and context.ordered:
        until = end_of(context, last.year, last.month)
        day = replace(last, clock="").edtf
        return Moment(f"[{day}..{until}]" if until else f"[{day}..]", ("context-date",))
    if last is not None and last.month is not None and last.day is None:
        return Moment(last.edtf, ("context-date",))
    return None


def timeless(scene: Scene) -> bool:
    """Whether what was told before dates nothing here: after a range, in a summary, of earlier."""
    grammar = scene.stage.lexicon.grammar
    headings = re.findall(r"\w+", scene.reading.sentence.section.lower())
    clause = scene.trigger.clause
    earlier = clause is not None and any(word.lower == "had" for word in clause.group.words[:-1])
    sums_up = not grammar["summing_up"].isdisjoint(headings)
    return scene.reading.context.ranged or earlier or sums_up


def end_of(context: Context, year: int | None, month: int | None) -> str:
    """The month to which the heading reaches; empty if it says none."""
    until = context.until
    if until is not None and until.year and until.month:
        return replace(until, day=until.day or days_in(until.year, until.month), clock="").edtf
    same = context.month is not None and (context.year, context.month) == (year, month)
    return f"{year:04d}-{month:02d}-{days_in(year, month):02d}" if same and year and month else ""
