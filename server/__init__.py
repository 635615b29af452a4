"""The graph on the web: serves one RDF file as a SPARQL endpoint, as pages and as linked data.

`create_app` is the whole of it; importing this module does nothing.
"""

from flask import Flask

from server import headers, kept, pages, problems, sparql, things
from server.config import Settings
from server.state import open_state


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application: settings, state, routes, errors, headers, in that order.

    Raises:
        DataFileError: the file to serve cannot be read.
    """
    settings = settings or Settings()
    app = Flask(__name__)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.config["MAX_CONTENT_LENGTH"] = settings.largest_body
    app.extensions["sitrep"] = open_state(settings)
    for part in (sparql, things, pages):
        app.register_blueprint(part.routes)
    problems.install(app)
    headers.install(app)
    kept.install(app, settings.keep)
    return app
