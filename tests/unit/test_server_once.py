"""What is made of a graph is made once, and of many parts of it those are kept that are asked."""

from flask import Flask

from server.once import once, once_for_each
from server.state import State


def test_each_is_made_once_and_those_asked_for_last_are_kept() -> None:
    made: list[str] = []

    @once_for_each(2)
    def shout(_: State, word: str) -> str:
        made.append(word)
        return word.upper()

    app = Flask(__name__)
    app.extensions["sitrep"] = None
    with app.app_context():
        assert [shout(word) for word in ("a", "b", "a", "c", "a", "b")] == list("ABACAB")
    assert made == ["a", "b", "c", "b"]


def test_another_application_has_its_own() -> None:
    made: list[int] = []

    @once
    def count(_: State) -> int:
        made.append(1)
        return len(made)

    @once_for_each(1)
    def add(_: State, number: int) -> int:
        made.append(1)
        return len(made) + number

    apps = [Flask(str(number)) for number in range(2)]
    found: list[int] = []
    for app in (*apps, *apps):
        app.extensions["sitrep"] = None
        with app.app_context():
            found += [count(), add(10)]
    assert found == [1, 12, 3, 14] * 2
