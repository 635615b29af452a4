"""The pages that are not about one thing: home, the saved queries, the data file, the problems."""

from flask import Blueprint, Response, render_template, request
from pyoxigraph import RdfFormat

from server.engine import Question
from server.errors import NotFoundError, Problem
from server.example import EXAMPLE, EXAMPLE_QUESTION, as_curl
from server.problems import every_problem, slug
from server.shown import show_rows
from server.state import current
from server.table import tabulate

routes = Blueprint("pages", __name__)


@routes.get("/")
def home() -> str:
    """What this is, how much there is of it, how to ask."""
    state = current()
    return render_template(
        "home.html",
        counts=state.counts,
        triples=len(state.store),
        version=state.version,
        file=state.settings.data.name,
        example=EXAMPLE,
        example_question=EXAMPLE_QUESTION,
        curl=as_curl(request.host_url.rstrip("/")),
    )


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
    table = tabulate(state.ask, Question(saved.text, base))
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


@routes.get("/data/<name>")
def data(name: str) -> Response:
    """The file that is served, byte for byte as it was when the server read it."""
    state = current()
    path = state.settings.data
    kind = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if name != path.name or kind is None:
        raise NotFoundError(f"No data file is called {name}.", hint=f"See /data/{path.name}.")
    response = Response(state.content, mimetype=kind.media_type.partition(";")[0])
    response.set_etag(state.version)
    return response.make_conditional(request)  # type: ignore[return-value]


@routes.get("/problems")
def problems() -> str:
    """What can go wrong: the page that the `type` of every problem leads to."""
    kinds = sorted(every_problem(Problem), key=lambda kind: kind.status)
    listed = [(slug(kind), kind.status, kind.title, kind.__doc__) for kind in kinds]
    return render_template("problems.html", problems=listed)
