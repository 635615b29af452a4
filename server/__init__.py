"""The graph on the web: serves one RDF file as a SPARQL endpoint, as pages and as linked data.

`create_app` is the whole of it; importing this module does nothing.
"""

import os

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
    app = Flask(__name__)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.config["MAX_CONTENT_LENGTH"] = settings.largest_body
    app.extensions["sitrep"] = health.measure(state or open_state(settings), board)
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
        app.register_blueprint(part.routes)
    if app.extensions["sitrep"].desk:
        app.register_blueprint(writing.routes)
    problems.install(app)
    headers.install(app)
    bundles.install(app)
    health.install(app, board)
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
        questions.current_choices()
        overview.counts()
