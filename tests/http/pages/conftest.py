"""Pages as a browser takes them apart, over the small graph and over the one that is shipped."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from server import create_app
from server.config import Settings
from tests.http import html

HTML = {"Accept": "text/html"}


class Page(html.Page):
    """Its text without scripts and in one line, and the data that scripts hold."""

    def __init__(self, text: str) -> None:
        self.data: list[dict[str, Any]] = []
        self.script = False
        super().__init__(text)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        self.script = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_endtag(self, tag: str) -> None:
        self.script = self.script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.script:
            self.data.append(json.loads(data))
        else:
            super().handle_data(data)


Read = Callable[..., Page]


def reader(client: FlaskClient) -> Read:
    def read(path: str, status: int = 200, **parameters: str) -> Page:
        answer = client.get(
            path, query_string=parameters or None, headers=HTML, follow_redirects=True
        )
        assert (answer.status_code, answer.mimetype) == (status, "text/html"), answer.text
        return Page(answer.text)

    return read


@pytest.fixture
def read(client: FlaskClient) -> Read:
    """A page of the small graph."""
    return reader(client)


@pytest.fixture(scope="session")
def shipped_client() -> FlaskClient:
    return create_app(replace(Settings(), evaluators=0)).test_client()


@pytest.fixture
def shipped(shipped_client: FlaskClient) -> Read:
    """A page of the graph that is shipped."""
    return reader(shipped_client)


@pytest.fixture
def of_file(tmp_path: Path) -> Callable[[str], FlaskClient]:
    """A client of a graph that is written down in a test, as TriG."""

    def make(text: str) -> FlaskClient:
        file = tmp_path / "other.trig"
        file.write_text(text, encoding="utf-8")
        return create_app(Settings(data=file, evaluators=0)).test_client()

    return make
