"""The home page, and what every page says of the whole: title, licences, versions."""

from dataclasses import dataclass
from importlib import metadata
from typing import Final

from flask import Blueprint, render_template, request
from pyoxigraph import NamedNode

from server.engine import Question
from server.errors import Problem
from server.example import EXAMPLE, EXAMPLE_QUESTION, as_curl
from server.once import once
from server.overview import overview
from server.qualified import qualify
from server.shown import Shown, show_thing
from server.state import State, current
from server.table import Table, tabulate
from server.tokens import tokenize

routes = Blueprint("home", __name__)

# The questions that everybody comes with: who, what and when, at what cost.
FIRST_QUESTIONS: Final = ("who-fought", "timeline", "civilian-casualties")
_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of an answer, and what must not be left out when it is named."""

    shown: Shown
    details: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A saved question with the beginning of its answer."""

    slug: str
    question: str
    lines: tuple[Line, ...]
    total: int


@routes.get("/")
def home() -> str:
    """What this is, three questions with their answers, how to ask others, how to get all."""
    state = current()
    return render_template(
        "home.html",
        answers=answered(state),
        counts=state.counts,
        questions=len(state.questions),
        triples=len(state.store),
        file=state.settings.data.name,
        example=EXAMPLE,
        example_question=EXAMPLE_QUESTION,
        root=request.host_url.rstrip("/"),
        curl=as_curl(request.host_url.rstrip("/")),
    )


@routes.app_context_processor
def say_of_the_whole() -> dict[str, object]:
    """What the frame of every page shows."""
    return {
        "site": overview(),
        "release": metadata.version("sitrep"),
        "data_version": current().version,
    }


def answered(state: State) -> tuple[Answered, ...]:
    """The first questions with their answers; without them, while nobody is free to answer."""
    try:
        return first_answers()
    except Problem:
        known = (state.questions[slug] for slug in FIRST_QUESTIONS if slug in state.questions)
        return tuple(Answered(saved.slug, saved.summary, (), 0) for saved in known)


@once
def first_answers(state: State) -> tuple[Answered, ...]:
    """Ask the first questions."""
    return tuple(ask(state, slug) for slug in FIRST_QUESTIONS if slug in state.questions)


def ask(state: State, slug: str) -> Answered:
    """One saved question with the first things that its answer names."""
    saved = state.questions[slug]
    question = Question(saved.text, tokenize(saved.text), f"{request.host_url}sparql")
    table = tabulate(state.ask, question)
    found = list(dict.fromkeys(column(table, saved.expect.unique[0])))
    lines = tuple(
        Line(show_thing(state.store, each), qualify(state.store, each)) for each in found[:_LINES]
    )
    return Answered(slug, saved.summary, lines, len(found))


def column(table: Table, name: str) -> list[NamedNode]:
    """The things in a column of a table."""
    if name not in table.columns:
        return []
    place = table.columns.index(name)
    cells = (row[place] for row in table.rows)
    return [cell for cell in cells if isinstance(cell, NamedNode)]
