"""A small graph, an application over it, and a real server on a free port."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread, Timer

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import Quad, RdfFormat, Store

from server import create_app
from server.config import Settings

HERE = Path(__file__).parent
SITREP = Path(sys.executable).with_name("sitrep")


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


class Serving:
    """`sitrep serve` in a process of its own, on a free port."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own command, arguments from the tests
            [SITREP, "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        # A server that never speaks, or never stops, would hold the tests for ever.
        clock = Timer(20, os.killpg, (self.process.pid, signal.SIGKILL))
        clock.start()
        assert self.process.stdout
        self.greeting = self.process.stdout.readline()
        clock.cancel()
        found = re.search(r"http://\S+?(?=/ )", self.greeting)
        assert found, self.greeting
        self.address = found.group()

    def stop(self, how: int = signal.SIGTERM) -> tuple[str, str]:
        """What it has said on standard output and error since its first line."""
        assert self.process.stdout
        assert self.process.stderr
        clock = Timer(20, os.killpg, (self.process.pid, signal.SIGKILL))
        clock.start()
        self.process.send_signal(how)
        # Not communicate(), which would lose what was read ahead with the first line.
        with self.process:
            said = self.process.stdout.read(), self.process.stderr.read()
        clock.cancel()
        return said


@pytest.fixture(scope="session")
def serving() -> type[Serving]:
    return Serving


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[str]:
    running = Serving("--data", str(data))
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
                self.listener.accept()[0].close()
            except OSError:
                return
            self.calls += 1


@pytest.fixture
def sink() -> Iterator[Sink]:
    listening = Sink()
    yield listening
    # shutdown() wakes the thread that waits in accept().
    listening.listener.shutdown(socket.SHUT_RDWR)
    listening.listener.close()
