"""One client cannot take every evaluator."""

from threading import Barrier, Thread

import pytest
from flask import Blueprint, Flask

from server import create_app, problems, turns
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


@pytest.mark.parametrize("name", ["sparql.endpoint", "saved.answer"])
def test_over_http_the_one_too_many_is_told_and_errors_give_the_turn_back(name: str) -> None:
    barrier = Barrier(2)
    blueprint, _, endpoint = name.partition(".")
    routes = Blueprint(blueprint, __name__)

    def answer() -> str:
        barrier.wait(5)
        barrier.wait(5)
        raise RuntimeError

    app = Flask(__name__)
    routes.add_url_rule("/sparql", endpoint, answer)
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


def test_turns_are_taken_where_queries_are_evaluated() -> None:
    app = create_app(Settings(evaluators=0))
    assert set(turns.ENDPOINTS) <= set(app.view_functions)


def test_no_limit_is_no_limit() -> None:
    app = Flask(__name__)
    turns.install(app, Settings(per_client=0))
    assert app.before_request_funcs == {}
