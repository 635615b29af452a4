"""The pages of the saved queries, and of what can go wrong."""

from flask import Blueprint, render_template, request

from server.engine import Question
from server.errors import NotFoundError, Problem
from server.problems import every_problem, slug
from server.shown import show_rows
from server.state import current
from server.table import tabulate
from server.tokens import tokenize

routes = Blueprint("pages", __name__)


@routes.get("/queries")
def queries() -> str:
    """The saved queries, by what they ask."""
    return render_template("queries.html", questions=current().questions.values())


@routes.get("/queries/<slug>")
def saved_query(slug: str) -> str:
    """One saved query with its SPARQL and its answer.

    Raises:
        NotFoundError: no query has this name.
    """
    state = current()
    if slug not in state.questions:
        raise NotFoundError(f"No saved query is called {slug}.", hint="See /queries for all.")
    saved = state.questions[slug]
    base = request.host_url + "sparql"
    table = tabulate(state.ask, Question(saved.text, tokenize(saved.text), base))
    return render_template(
        "query.html",
        saved=saved,
        text=without_header(saved.text),
        columns=table.columns,
        rows=show_rows(table, state.settings.most_rows),
        total=len(table.rows),
    )


def without_header(text: str) -> str:
    """A saved query without its `#+` lines, which the page says in other words."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()


@routes.get("/problems")
def problems() -> str:
    """What can go wrong: the page that the `type` of every problem leads to."""
    kinds = sorted(every_problem(Problem), key=lambda kind: kind.status)
    listed = [(slug(kind), kind.status, kind.title, kind.__doc__) for kind in kinds]
    return render_template("problems.html", problems=listed)
