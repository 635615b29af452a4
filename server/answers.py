"""Answers as pages: the form to write a query in, and its result as a table."""

from flask import Response, render_template, request

from server.census import Census
from server.engine import Question
from server.example import EXAMPLE, EXAMPLE_QUESTION
from server.negotiate import formats_of
from server.shown import show_rows
from server.state import State
from server.table import NO, Table, tabulate
from server.unknown import explain_empty


def form_page() -> Response:
    """The form, empty."""
    html = render_template(
        "sparql.html",
        query="",
        example=EXAMPLE,
        example_question=EXAMPLE_QUESTION,
    )
    return negotiated(html)


def result_page(state: State, question: Question, census: Census) -> Response:
    """The form with the query in it, and the answer beneath."""
    table = tabulate(state.ask, question)
    html = render_template(
        "sparql.html",
        query=question.text,
        columns=table.columns,
        rows=show_rows(table, state.settings.most_rows),
        total=len(table.rows),
        hints=explain_empty(state.store, census, question) if says_nothing(table) else (),
        formats=[f.names[0] for f in formats_of(question.form) if f.engine],
        graphs=[
            (name, value)
            for name in ("default-graph-uri", "named-graph-uri")
            for value in request.args.getlist(name)
        ],
    )
    return negotiated(html)


def says_nothing(table: Table) -> bool:
    """Whether an answer has no rows, or is a no."""
    return not table.rows or table == NO


def negotiated(html: str) -> Response:
    """A page that another Accept header would have got in another format."""
    response = Response(html, mimetype="text/html")
    response.vary.add("Accept")
    return response
