"""A small graph, an application over it, and a server of it."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import Quad, RdfFormat, Store

from server import create_app
from server.config import Settings

HERE = Path(__file__).parent


def flatten(trig: Path, nquads: Path) -> Path:
    """Each quad in its own graph and in the default graph, as sorted N-Quads."""
    store = Store()
    store.load(path=str(trig), format=RdfFormat.TRIG)
    store.extend([Quad(*quad.triple) for quad in store])
    lines = sorted(store.dump(format=RdfFormat.N_QUADS).splitlines(keepends=True))
    nquads.write_bytes(b"".join(lines))
    return nquads


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return flatten(HERE / "small.trig", tmp_path_factory.mktemp("data") / "small.nq")


@pytest.fixture(scope="session")
def settings(data: Path) -> Settings:
    return Settings(data=data)


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def server(data: Path, serving: Callable[..., Any]) -> Iterator[str]:
    running = serving("--data", str(data))
    yield running.address
    said, complained = running.stop()
    assert complained == "", said


class Sink:
    """Listens on loopback, hangs up on whoever calls, and counts the calls."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = "http://{}:{}/".format(*self.listener.getsockname())
        self.calls = 0
        Thread(target=self.hang_up, daemon=True).start()

    def hang_up(self) -> None:
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            self.calls += 1  # before the caller can know
            line.close()


@pytest.fixture
def sink() -> Iterator[Sink]:
    listening = Sink()
    yield listening
    # shutdown() wakes the thread that waits in accept().
    listening.listener.shutdown(socket.SHUT_RDWR)
    listening.listener.close()
