"""The graph on the web: serves one RDF file as a SPARQL endpoint, as pages and as linked data.

`create_app` is the whole of it; importing this module does nothing.
"""

import os
from copy import copy

from flask import Flask

from server import problems, wikidata
from server.config import Settings
from server.configure import configure
from server.description import api, dataset, dumps, schema
from server.pages import battle, bundles, home, ontology, reader, things, wrong
from server.protocol import direct, headers, kept, sparql
from server.reading import overview
from server.reconcile import routes as reconcile
from server.running import health, log
from server.running.metrics import Board, open_board
from server.saved import questions
from server.searching import finding
from server.state import State, open_state
from server.writing import routes as writing


def create_app(
    settings: Settings | None = None, board: Board | None = None, state: State | None = None
) -> Flask:
    """Make the application: settings, state, routes, errors, headers, in that order.

    Without settings, as a plain WSGI server calls it, they are those of the environment. `board` is
    what counts; it can outlive the application, as it does at a reload. `state` is the graph where
    it is open already.

    Raises:
        SettingError: a variable of the environment has a value that it cannot have.
        DataFileError: the file to serve cannot be read.
    """
    settings = settings or configure({}, os.environ)
    board = board or open_board()
    state = state or open_state(settings)
    return serve_state(make_shell(settings, board, writable=bool(state.desk)), board, state)


def make_shell(settings: Settings, board: Board, *, writable: bool) -> Flask:
    """An application but for what it serves: settings, routes, errors, headers.

    It takes longer to make than most queries take, and is the same whatever the graph is.
    """
    shell = Flask(__name__)
    shell.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    shell.config["MAX_CONTENT_LENGTH"] = settings.largest_body
    for part in (
        sparql,
        home,
        battle,
        questions,
        api,
        wrong,
        reader,
        ontology,
        dataset,
        dumps,
        finding,
        schema,
        reconcile,
        things,
        wikidata,
    ):
        shell.register_blueprint(part.routes)
    if writable:
        shell.register_blueprint(writing.routes)
    problems.install(shell)
    headers.install(shell)
    bundles.install(shell)
    health.install(shell, board)
    return shell


def serve_state(shell: Flask, board: Board, state: State) -> Flask:
    """An application that serves a state by the routes of a shell, which it shares with others.

    What is made of the graph, and what is kept of answers, is its own.
    """
    settings, app = state.settings, copy(shell)
    # The shell is kept too: it is what the routes of files know.
    app.extensions = {**shell.extensions, "sitrep-shell": shell}
    app.extensions["sitrep"] = health.measure(state, board)
    direct.install(app)
    # What an engine elsewhere holds may change at any time.
    kept.install(app, 0 if settings.engine else settings.keep)
    log.install(app, settings, board)
    if not settings.store:
        look_around(app)
    return app


def look_around(app: Flask) -> None:
    """Look up at once what many pages need, so that nobody waits for it and processes share it.

    Not in a store on disk: it may be large, and is opened anew after each write.
    """
    with app.app_context():
        sparql.census()
        questions.all_choices()
        overview.counts()
