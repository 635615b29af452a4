"""The pages that are not about one thing: home, the data file, the problems."""

from flask import Blueprint, Response, render_template, request
from pyoxigraph import RdfFormat

from server.errors import NotFoundError, Problem
from server.example import EXAMPLE, EXAMPLE_QUESTION, as_curl
from server.problems import every_problem, slug
from server.state import current

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
