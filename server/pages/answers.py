"""Answers as pages: the form to write a query in, and its result as a table."""

from flask import Response, render_template, request

from server.evaluation.engine import Question
from server.grammar.unknown import Names, explain_empty
from server.pages.views import show_answer
from server.protocol.example import EXAMPLE, EXAMPLE_QUESTION
from server.protocol.negotiate import formats_of
from server.reading.table import NO, Table, tabulate
from server.saved.samples import samples
from server.saved.scope import battles
from server.state import State, current


def form_page(of: str = "") -> Response:
    """The form, empty; `of` is the battle that is chosen in it."""
    html = render_template(
        "sparql.html",
        query="",
        examples=examples(current()),
        example=EXAMPLE,
        example_question=EXAMPLE_QUESTION,
        battles=battles(),
        of=of,
    )
    return negotiated(html)


def result_page(state: State, question: Question, names: Names) -> Response:
    """The form with the query in it, and the answer beneath."""
    table = tabulate(state.ask, question)
    formats = formats_of(question.form)
    html = render_template(
        "sparql.html",
        query=question.text,
        examples=examples(state),
        answer=show_answer(state.store, table, state.settings.most_rows),
        hints=explain_empty(state.store, names, question) if says_nothing(table) else (),
        formats=[form.names[0] for form in formats if form.engine],
        samples=samples(request.base_url, question.text, formats, question.part),
        graphs=[
            (name, value)
            for name in ("default-graph-uri", "named-graph-uri")
            for value in request.values.getlist(name)
        ],
        battles=battles(),
        of=question.part,
    )
    return negotiated(html)


def examples(state: State) -> list[tuple[str, str]]:
    """The saved queries: the question, and the SPARQL without its header."""
    return [(each.summary, headless(each.text)) for each in state.questions.values()]


def headless(text: str) -> str:
    """A saved query without its `#+` lines."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()


def says_nothing(table: Table) -> bool:
    """Whether an answer has no rows, or is a no."""
    return not table.rows or table == NO


def negotiated(html: str) -> Response:
    """A page that another Accept header would have got in another format."""
    response = Response(html, mimetype="text/html")
    response.vary.add("Accept")
    return response
