"""One client cannot take every evaluator."""

from threading import Barrier, Thread

import pytest
from flask import Blueprint, Flask

from server import problems, turns
from server.config import Settings
from server.errors import TooManyError
from server.turns import Turns


def test_a_client_gets_as_many_turns_as_one_may_and_then_none() -> None:
    found = Turns(2)
    found.take("a")
    found.take("a")
    with pytest.raises(TooManyError, match="2 queries from a are running"):
        found.take("a")
    found.take("b")
    found.leave("a")
    found.take("a")


def test_clients_that_left_are_forgotten() -> None:
    found = Turns(2)
    found.take("a")
    found.leave("a")
    assert not found.running


def test_over_http_the_one_too_many_is_told_and_errors_give_the_turn_back() -> None:
    barrier = Barrier(2)
    routes = Blueprint("sparql", __name__)

    @routes.route("/sparql")
    def endpoint() -> str:
        barrier.wait(5)
        barrier.wait(5)
        raise RuntimeError

    app = Flask(__name__)
    app.register_blueprint(routes)
    problems.install(app)
    turns.install(app, Settings(per_client=1))
    first = Thread(target=lambda: app.test_client().get("/sparql"))
    first.start()
    barrier.wait(5)
    refused = app.test_client().get("/sparql")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
    barrier.wait(5)
    first.join()
    barrier.reset()
    second = Thread(target=lambda: app.test_client().get("/sparql"))
    second.start()
    barrier.wait(5)
    barrier.wait(5)
    second.join()


def test_no_limit_is_no_limit() -> None:
    app = Flask(__name__)
    turns.install(app, Settings(per_client=0))
    assert app.before_request_funcs == {}
