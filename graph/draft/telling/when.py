"""When: the date that the words give a happening, or that its context gives."""

import re
from collections.abc import Iterator
from typing import Final

from rdflib import Literal

from graph.draft.clauses.pieces import is_mark, is_preposition
from graph.draft.dates.find import find_dates
from graph.draft.kinds import kind_iri
from graph.draft.model import Dated, Fact
from graph.draft.telling.by_context import Moment, from_context, going_on
from graph.draft.telling.scene import Scene
from graph.draft.words.word import CONJUNCTION, RELATIVE, STOP, SUBORDINATOR
from graph.names import EDTF
from graph.reading.split import BELOW

UNTIL: Final = re.compile(r"\[\.\.(\d{4}(?:-\d\d){0,2})\]")
ENDED: Final = re.compile(r"\.\./(\d{4}(?:-\d\d){0,2})")
POINT: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def when(scene: Scene) -> Iterator[Fact]:
    """`:when` with `:dating`; nothing where neither the words nor the context give a date."""
    found = moment(scene)
    if found is None:
        return
    yield scene.says("when", Literal(found.edtf, datatype=EDTF))
    yield from (scene.says("dating", kind_iri(way)) for way in found.dating)


def moment(scene: Scene) -> Moment | None:
    """The date of the clause; else of the sentence; else of the context."""
    own = own_date(scene)
    lasting = scene.trigger.frame.cls in {"State", "Control"} or going_on(scene)
    if own is not None:
        if lasting and (end := lasted(scene, own)):
            return Moment(f"{own.edtf}/{end}")
        until = UNTIL.fullmatch(own.edtf)
        if lasting and until and scene.trigger.frame.cls != "Report":
            return Moment(until[1], ("observed-date",))
        if begun(scene) and DAY.fullmatch(own.edtf):
            return Moment(own.edtf + "/")
        return Moment(own.edtf, ("observed-date",) if lasting and "/" not in own.edtf else ())
    before = [each for each in scene.reading.dates if each.begin < scene.trigger.begin]
    if before:
        return Moment(reached(before[-1].edtf), ("context-date",))
    return of_heading(scene) or from_context(scene)


def reached(edtf: str) -> str:
    """The day up to which something lasted, for what is told of that day: "until D, when …"."""
    ended = ENDED.fullmatch(edtf)
    return ended[1] if ended else edtf


def lasted(scene: Scene, first: Dated) -> str:
    """The end of what began: "began on D and lasted until E"; empty if the clause gives none."""
    begin, end = bounds(scene)
    later = [each for each in scene.reading.dates if first.begin < each.begin < end]
    between = [each for each in scene.beside if begin <= each.begin < end]
    if not later or between or not POINT.fullmatch(first.edtf):
        return ""
    ended = ENDED.fullmatch(later[0].edtf)
    return ended[1] if ended else ""


def of_heading(scene: Scene) -> Moment | None:
    """The day of the heading above, if it is one day."""
    heading = scene.reading.sentence.section.rsplit(BELOW, 1)[-1]
    dates = find_dates(heading, 0, scene.reading.context)
    one = len(dates) == 1 and DAY.fullmatch(dates[0].edtf)
    return Moment(dates[0].edtf, ("heading-date",)) if one else None


def begun(scene: Scene) -> bool:
    """Whether only the beginning of something longer is dated: "launched an operation on"."""
    trigger, lexicon = scene.trigger, scene.stage.lexicon
    longer = lexicon.is_a(trigger.kind, "campaign") or trigger.kind == "siege"
    return longer and any(
        trigger.noun in clause.objects and clause.group.main.verb in lexicon.grammar["launching"]
        for clause in scene.reading.clauses.values()
    )


def own_date(scene: Scene) -> Dated | None:
    """The date in the clause of the happening: the nearest one, or one at the sentence's head."""
    begin, end = bounds(scene)
    inside = [each for each in scene.reading.dates if begin <= each.begin < end]
    if not inside:
        return None
    after = [each for each in inside if each.begin >= scene.trigger.begin]
    before = [each for each in inside if each.begin < scene.trigger.begin]
    taken = nearest_after(scene, after)
    return taken or (before[-1] if before else after[0])


def nearest_after(scene: Scene, after: list[Dated]) -> Dated | None:
    """A date that follows with no other happening between."""
    for date in after[:1]:
        if opens_clause(scene, date):
            return None
        between = [each for each in scene.beside if scene.trigger.begin < each.begin < date.begin]
        if not between:
            return date
    return None


def opens_clause(scene: Scene, date: Dated) -> bool:
    """Whether a date stands at the head of another clause: "and on 5 May the army withdrew"."""
    before = [piece for piece in scene.reading.pieces if piece.end <= date.begin]
    while before and is_preposition(before[-1]):
        before.pop()
    return bool(before) and is_mark(before[-1], CONJUNCTION)


def bounds(scene: Scene) -> tuple[int, int]:
    """Where the clause begins and ends, in code points: between the marks that part clauses."""
    at = scene.trigger.at
    pieces = scene.reading.pieces
    parts = (STOP, SUBORDINATOR, RELATIVE)
    befores = [piece.end for piece in pieces[:at] if is_mark(piece, *parts)]
    afters = [piece.begin for piece in pieces[at + 1 :] if is_mark(piece, *parts)]
    opening = [
        each for each in scene.reading.dates if each.begin <= scene.reading.sentence.begin + 4
    ]
    begin = befores[-1] if befores else scene.reading.sentence.begin
    if (
        opening
        and not any(is_mark(p, RELATIVE) for p in pieces[:at])
        and befores
        and begin < opening[0].end + 3
    ):
        begin = scene.reading.sentence.begin
    return begin, afters[0] if afters else scene.reading.sentence.end
