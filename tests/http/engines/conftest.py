"""Real engines on free ports, filled by our own loader."""

import shutil
from collections.abc import Iterator

import pytest

from bench.peers import prepare
from bench.served import free_port, served
from bench.watch import eventually
from sitrep.load_remote import load_into

from .running import BUILT, DBA, FLAT, OXIGRAPH, Running, answers


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if not OXIGRAPH.exists():
        pytest.skip("the oxigraph package is not installed: make .bench/made")
    port = free_port()
    folder = tmp_path_factory.mktemp("oxigraph")
    command = [OXIGRAPH, "serve", "--location", folder, "--bind", f"127.0.0.1:{port}"]
    with served(command, port):
        root = f"http://127.0.0.1:{port}"
        load_into(f"{root}/store", [BUILT], default_graph=FLAT, environment={})
        load_into(f"{root}/store", [BUILT], environment={})
        yield Running(f"{root}/query", f"{root}/store")


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if not shutil.which("virtuoso-t"):
        pytest.skip("Virtuoso is not installed: make engines")
    port = free_port()
    folder = tmp_path_factory.mktemp("virtuoso")
    command, path = prepare("virtuoso", BUILT, folder, port)
    with served(command, port):
        running = Running(
            f"http://127.0.0.1:{port}{path}", f"http://127.0.0.1:{port}/sparql-graph-crud-auth"
        )
        assert eventually(lambda: answers(running.query), 60)
        load_into(running.store, [BUILT], default_graph=FLAT, environment=DBA)
        yield running
