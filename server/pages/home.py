"""The home page, and what every page says of the whole: title, licences, versions."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from threading import Lock
from typing import Final

from flask import Blueprint, current_app, render_template, request
from pyoxigraph import Literal, NamedNode, Store

from server.errors import EngineError, Problem
from server.evaluation.engine import Question
from server.protocol.example import EXAMPLE, EXAMPLE_QUESTION, as_curl
from server.reading.battles import ANY_SIDES, Battle
from server.reading.overview import Overview, counts, overview
from server.reading.qualified import is_counted, qualify
from server.reading.quotations import quoted, sentences
from server.reading.rows import Value
from server.reading.shown import show_thing
from server.reading.table import Table, tabulate
from server.state import State, current

routes = Blueprint("home", __name__)

# The questions that everybody comes with: who, what and when, at what cost.
FIRST_QUESTIONS: Final = ("who-fought", "timeline", "civilian-casualties")
_LINES: Final = 6
_KEPT: Final = "sitrep-first-answers"
_asking: Final = Lock()


@dataclass(frozen=True, slots=True)
class Answered:
    """A saved question with the beginning of its answer."""

    slug: str
    question: str
    lines: tuple[Value, ...]
    total: int


@routes.get("/")
def home() -> str:
    """What this is, three questions with their answers, how to ask others, how to get all."""
    state = current()
    return render_template(
        "home.html",
        answers=answered(state),
        counts=counts(),
        questions=len(state.questions),
        triples=state.quads,
        file=state.name,
        example=EXAMPLE,
        example_question=EXAMPLE_QUESTION,
        root=request.host_url.rstrip("/"),
        curl=as_curl(request.host_url.rstrip("/")),
    )


@routes.app_context_processor
def say_of_the_whole() -> dict[str, object]:
    """What the frame of every page shows."""
    return {
        "site": site(),
        "release": metadata.version("sitrep"),
        "data_version": current().version,
    }


def site() -> Overview:
    """What the graph is about; its name alone while an engine elsewhere does not answer.

    A page that says so has this frame too.
    """
    try:
        return overview()
    except EngineError:
        name = current().settings.data.name
        unread = Battle("", name, None, None, "", (), "", "", ANY_SIDES)
        return Overview((unread,), None, None, "", "", "")


def answered(state: State) -> tuple[Answered, ...]:
    """The first questions with their answers, which are kept; without, while nobody is free.

    One visitor at a time waits for them: on a busy day the others get the page at once.
    """
    kept: dict[str, tuple[Answered, ...]] = current_app.extensions
    slugs = [slug for slug in FIRST_QUESTIONS if slug in state.questions]
    if _KEPT not in kept and _asking.acquire(blocking=False):
        try:
            kept[_KEPT] = tuple(ask(state, slug) for slug in slugs)
        except Problem:
            pass  # the questions alone will do
        finally:
            _asking.release()
    bare = tuple(Answered(slug, state.questions[slug].summary, (), 0) for slug in slugs)
    return kept.get(_KEPT, bare)


def ask(state: State, slug: str) -> Answered:
    """One saved question with the first things that its answer names, those with figures first."""
    saved = state.questions[slug]
    question = Question(saved.text, f"{request.host_url}sparql")
    table = tabulate(state.ask, question)
    found = dict(lines(state.store, table, saved.expect.unique[0]))
    ordered = sorted(found, key=lambda thing: not is_counted(state.store, thing))
    return Answered(
        slug, saved.summary, tuple(found[thing] for thing in ordered[:_LINES]), len(found)
    )


def lines(store: Store, table: Table, column: str) -> Iterator[tuple[NamedNode, Value]]:
    """Each thing in a column, with the sentences that its row quotes."""
    for row in table.rows:
        cells = dict(zip(table.columns, row, strict=True))
        thing, quote = cells.get(column), cells.get("quote")
        if isinstance(thing, NamedNode):
            known = sentences().near(row)
            said = quoted(quote.value, known) if isinstance(quote, Literal) else None
            yield (
                thing,
                Value(
                    shown=show_thing(store, thing),
                    details=qualify(store, thing),
                    origin="said" if said else "ours",
                    sentences=tuple(said or ()),
                    elsewhere=(),
                ),
            )
