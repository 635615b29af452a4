"""A store that may be written to, a server of it, and a client with a token."""

import http.client
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

TOKEN = "a-token-for-the-tests"  # noqa: S105 - of a server that is ours
OTHER = "another-token-for-tests"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever it is
        return json.loads(self.body)


@dataclass(frozen=True)
class Client:
    address: str
    headers: Mapping[str, str] = field(default_factory=lambda: {"Authorization": f"Bearer {TOKEN}"})

    def send(self, method: str, path: str, body: str | bytes = b"", **headers: str) -> Reply:
        """A request; names of headers have _ for -, and an empty one is left out."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in {**self.headers, **named}.items() if value}
        line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        line.request(method, path, body if isinstance(body, bytes) else body.encode(), sent)
        found = line.getresponse()
        reply = Reply(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        line.close()
        return reply

    def update(self, text: str, path: str = "/update", **headers: str) -> Reply:
        return self.send("POST", path, text, Content_Type="application/sparql-update", **headers)

    def ask(self, query: str) -> list[str]:
        """The rows of an answer as CSV, without the head."""
        path = f"/sparql?{urlencode({'query': query})}"
        reply = self.send("GET", path, Accept="text/csv")
        assert reply.status == 200, reply.text
        return reply.text.split("\r\n")[1:-1]


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tokens") / "tokens"
    path.write_text(f"# who may write\ndesk {TOKEN}\n\nguest {OTHER}\n")
    return path


@pytest.fixture(scope="module")
def client(
    serving: Callable[..., Any], tokens: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("store")
    (folder / "empty.nq").write_text("")
    running = serving(
        *("--store", str(folder / "store"), "--data", str(folder / "empty.nq")),
        *("--writable", "--token-file", str(tokens), "--workers", "2", "--evaluators", "2"),
        *("--slow-evaluators", "1", "--timeout", "2"),
    )
    yield Client(running.address)
    assert running.stop()[1] == ""
