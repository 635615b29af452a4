"""The page of what can go wrong."""

from flask import Blueprint, render_template

from server.errors import Problem
from server.problems import every_problem, slug

routes = Blueprint("pages", __name__)


@routes.get("/problems")
def problems() -> str:
    """What can go wrong: the page that the `type` of every problem leads to."""
    kinds = sorted(every_problem(Problem), key=lambda kind: kind.status)
    listed = [(slug(kind), kind.status, kind.title, kind.__doc__) for kind in kinds]
    return render_template("problems.html", problems=listed)
