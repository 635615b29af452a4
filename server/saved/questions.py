"""The saved queries at /queries: find → bind → choose → ask → respond.

`/queries/airstrikes` is a page with a form, or data by the Accept header; `/queries/airstrikes.csv`
is the data. What a client chooses comes as parameters of the question's own (`?since=2025-05-01`)
and reaches the query as RDF terms only: see `queries/values.py`. `?of=bhamo` asks the part of one
article alone, where the graph has several.
"""

import hashlib
from difflib import get_close_matches
from importlib import metadata
from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import QueryResultsFormat

from queries import SavedQuery, WrongValueError, bind
from server.errors import BadRequestError, NotFoundError
from server.evaluation.engine import Question
from server.grammar.unknown import as_header, explain_empty, is_empty
from server.once import once
from server.pages.replies import page
from server.pages.views import show_answer
from server.protocol.gather import OF, decode
from server.protocol.headers import HINT
from server.protocol.negotiate import PAGE, Format
from server.protocol.sparql import names_in
from server.reading.table import tabulate
from server.running.log import client
from server.saved import formats as saved_formats
from server.saved import page as saved_page
from server.saved.choices import Choices, Lists, open_lists
from server.saved.page import Asked
from server.saved.scope import battles, chosen
from server.state import State, current

EMBED: Final = "embed"
_PROGRAM: Final = metadata.version("sitrep")

routes = Blueprint("saved", __name__)


@once
def lists(state: State) -> Lists:
    """What the forms of the present application let choose from."""
    return open_lists(state.store)


def all_choices() -> Choices:
    """The same of all questions."""
    return lists().choices(current().questions.values())


@routes.get("/queries")
def gallery() -> str:
    """The saved queries by their tags; `?tag=` shows those of one, `?of=` asks one battle.

    Raises:
        BadRequestError: several battles are named.
        NotFoundError: no question has this tag, or no article this name.
    """
    questions = list(current().questions.values())
    tag, tags = request.args.get("tag"), saved_page.tags_of(questions)
    if tag is not None and all(tag != name for name, _ in tags):
        raise NotFoundError(f"No question has the tag {tag}.", hint="See /queries for all.")
    filed = saved_page.by_first_tag(questions)
    if tag is not None:
        filed = {tag: [each for each in questions if tag in each.tags]}
    return render_template(
        "queries.html",
        filed=filed,
        tags=tags,
        tag=tag,
        total=len(questions),
        battles=battles(),
        of=chosen(request.args.getlist(OF)),
    )


@routes.get("/queries/<name>")
def answer(name: str) -> Response:
    """One saved query: its page, or its answer in one of the formats for programs."""
    state = current()
    slug, dot, suffix = name.partition(".")
    saved = find(state, slug)
    asked, embedded = bind_sent(saved)
    form, media = saved_formats.choose(saved, request.accept_mimetypes, suffix if dot else None)
    asker = client(request.environ, believe=state.settings.forwarded)
    question = Question(asked.bound.body, f"{request.root_url}sparql", client=asker, part=asked.of)
    if form is PAGE:
        return respond_with_page(state, asked, question, embedded=embedded)
    return respond_with_data(state, asked, question, form, media)


def find(state: State, slug: str) -> SavedQuery:
    """The question of this name.

    Raises:
        NotFoundError: there is none; the one that may have been meant is named.
    """
    if slug in state.questions:
        return state.questions[slug]
    meant = get_close_matches(slug[:100], state.questions, 1)
    guess = f"Did you mean /queries/{meant[0]}? " if meant else ""
    raise NotFoundError(f"No saved query is called {slug}.", hint=f"{guess}See /queries for all.")


def bind_sent(saved: SavedQuery) -> tuple[Asked, bool]:
    """The question with the values that were sent, and whether its page is for a frame.

    Raises:
        BadRequestError: a parameter is not known, is sent twice, or cannot have its value.
        NotFoundError: it is asked of an article that is not there.
    """
    sent = decode(request.query_string)
    of = chosen(sent.pop(OF, []))
    frames = sent.pop(EMBED, ["0"])
    if frames not in (["0"], ["1"]):
        raise BadRequestError(f"`{EMBED}` can only be 1.", hint="Leave it out for the whole page.")
    if "format" in sent:
        raise BadRequestError(
            f"The question `{saved.slug}` has no parameter `format`.",
            hint=f"The suffix says the format, as in /queries/{saved.slug}.csv, or Accept does.",
        )
    try:
        bound = bind(saved, [(name, text) for name, texts in sent.items() for text in texts])
    except WrongValueError as error:
        raise BadRequestError(error.detail, hint=error.hint) from error
    return Asked(bound, of), frames == ["1"]


def respond_with_data(
    state: State, asked: Asked, question: Question, form: Format, media: str
) -> Response:
    """The answer for a program; a client that has it already gets 304, and nobody is asked.

    Except for what another server says too: that may change at any time.
    """
    tag = "" if asked.bound.saved.service else etag(state, asked, media)
    if tag and request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        response = ask_for_data(state, question, form, media)
    if tag:
        response.set_etag(tag)
    else:
        response.cache_control.no_store = True
    response.vary.add("Accept")
    return response


def ask_for_data(state: State, question: Question, form: Format, media: str) -> Response:
    """The answer in a format; an empty one says which terms are nowhere."""
    content = saved_formats.write(state.ask, question, form)
    response = Response(content, mimetype=media)
    if isinstance(form.engine, QueryResultsFormat) and is_empty(content, form.engine):
        hints = explain_empty(state.store, names_in, question)
        if hints:
            response.headers[HINT] = as_header(hints)
    return response


def etag(state: State, asked: Asked, media: str) -> str:
    """A name for an answer: graph, program, media type, battle, the query with its values."""
    named = f"{state.version} {_PROGRAM} {media} {asked.of} {asked.bound.text}"
    return hashlib.blake2b(named.encode(), digest_size=12).hexdigest()


def respond_with_page(
    state: State, asked: Asked, question: Question, *, embedded: bool
) -> Response:
    """The question, its form and its answer; for a frame the question and the answer alone."""
    root, bound, table = request.root_url, asked.bound, tabulate(state.ask, question)
    html = render_template(
        "query.html",
        frame="bare.html" if embedded else "layout.html",
        embedded=embedded,
        saved=bound.saved,
        shown=show_answer(state.store, table, state.settings.most_rows, bound.saved),
        hints=() if table.rows else explain_empty(state.store, names_in, question),
        fields=saved_page.make_fields(bound, lists().choices([bound.saved]).of(asked.of)),
        query=bound.body,
        battles=battles(),
        of=asked.of,
        address=saved_page.address(root, asked),
        downloads=saved_page.downloads(root, asked),
        samples=saved_page.code_samples(root, asked),
        iframe=saved_page.frame(root, asked),
        tested=saved_page.how_tested(bound.saved),
    )
    return page(html)
