"""The home page, and what every page says of the whole: title, licences, versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from threading import Lock
from typing import Final

from flask import Blueprint, current_app, render_template, request
from pyoxigraph import Literal, NamedNode, Store

from server.errors import EngineError, Problem
from server.evaluation.engine import Question
from server.names import Term
from server.protocol.example import EXAMPLE, EXAMPLE_QUESTION, as_curl
from server.reading.battles import ANY_SIDES, Battle
from server.reading.overview import Overview, counts, overview
from server.reading.qualified import is_counted, qualify
from server.reading.quotations import quoted, sentences
from server.reading.rows import Value
from server.reading.shown import show_thing
from server.reading.table import tabulate
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

    One visitor at a time waits for them: on a busy day the others get the page at once. Of several
    battles the first lines of an answer would be those of any; who chooses one gets its own.
    """
    kept: dict[str, tuple[Answered, ...]] = current_app.extensions
    slugs = [slug for slug in FIRST_QUESTIONS if slug in state.questions]
    if _KEPT not in kept and overview().only and _asking.acquire(blocking=False):
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
    column = table.columns.index(saved.expect.unique[0])
    rows = {thing: row for row in table.rows if isinstance(thing := row[column], NamedNode)}
    ordered = sorted(rows, key=lambda thing: not is_counted(state.store, thing))
    shown = tuple(
        line(state.store, thing, dict(zip(table.columns, rows[thing], strict=True)))
        for thing in ordered[:_LINES]
    )
    return Answered(slug, saved.summary, shown, len(rows))


def line(store: Store, thing: Term, row: Mapping[str, Term | None]) -> Value:
    """A thing of an answer, with the sentences that its row quotes."""
    quote = row.get("quote")
    said = quoted(quote.value, sentences().near(row.values())) if isinstance(quote, Literal) else ()
    return Value(
        shown=show_thing(store, thing),
        details=qualify(store, thing),
        origin="said" if said else "ours",
        sentences=tuple(said or ()),
        elsewhere=(),
    )
