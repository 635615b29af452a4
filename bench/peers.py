"""Peers: the servers beside ours, of those that are installed, each over the same file."""

import shutil
import subprocess
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from bench.load import ask
from bench.served import Served, free_port, serve_command, served

OURS: Final = "sitrep"
FIRST: Final = "oxigraph"
SLOW: Final = "rdflib-endpoint"
VIRTUOSO: Final = "virtuoso"
_BIN: Final = Path(".bench/bin").resolve()
_LARGEST_FOR_SLOW: Final = 20 * 2**20
# Debian's name, and that of everybody else.
_SQL_CLIENTS: Final = ("isql-vt", "isql-v")
_VIRTUOSO_INI: Final = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = {folder}
NumberOfBuffers = 85000
MaxDirtyBuffers = 65000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A running server: its name, its address, and its seconds from start to first answer.

    `loading` is the seconds that filling its database took, where it has one on disk.
    """

    name: str
    server: Served
    path: str
    first_answer: float
    loading: float


@contextmanager
def running(name: str, data: Path, folder: Path, patience: float | None = None) -> Generator[Peer]:
    """A peer over a file of N-Quads; what it has to load beforehand is not in its start.

    Raises:
        TimeoutExpired: loading took longer than the patience, in seconds.
    """
    port = free_port()
    begun = time.monotonic()
    command, path = prepare(name, data, folder, port, patience)
    loading = time.monotonic() - begun
    started = time.monotonic()
    with served(command, port) as server:
        line = HTTPConnection("127.0.0.1", port, 60)
        while not ask(line, f"{path}?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"):
            time.sleep(0.01)
        seconds = time.monotonic() - started
        line.close()
        if name == VIRTUOSO:
            begun = time.monotonic()
            load_virtuoso(data, folder, patience)
            loading = time.monotonic() - begun
        yield Peer(name, server, path, seconds, loading)


def names(data: Path) -> Iterator[str]:
    """The servers that can be run on this machine; the slow one on small files alone."""
    yield OURS
    if (_BIN / FIRST).exists():
        yield FIRST
    if (_BIN / SLOW).exists() and data.stat().st_size <= _LARGEST_FOR_SLOW:
        yield SLOW
    if shutil.which("virtuoso-t"):
        yield VIRTUOSO


def prepare(
    name: str, data: Path, folder: Path, port: int, patience: float | None = None
) -> tuple[list[str | Path], str]:
    """The command that serves a file, and the path at which it answers.

    Raises:
        TimeoutExpired: as `running`.
    """
    if name == OURS:
        return serve_command(port, "--data", str(data)), "/sparql"
    if name == FIRST:
        store = ["--location", str(folder / FIRST)]
        subprocess.run(  # noqa: S603 - a peer of .bench/
            [_BIN / FIRST, "load", *store, "--file", data],
            check=True,
            capture_output=True,
            timeout=patience,
        )
        return [_BIN / FIRST, "serve-read-only", *store, "--bind", f"127.0.0.1:{port}"], "/query"
    if name == SLOW:
        return [_BIN / SLOW, "serve", "--host", "127.0.0.1", "--port", str(port), str(data)], "/"
    home = folder / name
    home.mkdir()
    ini = home / "virtuoso.ini"
    ini.write_text(_VIRTUOSO_INI.format(folder=home, sql=free_port(), port=port), encoding="ascii")
    return ["virtuoso-t", "-f", "-c", ini], "/sparql"


def load_virtuoso(data: Path, folder: Path, patience: float | None = None) -> None:
    """Load a file into Virtuoso by its bulk loader; its default graph is the union of all.

    Raises:
        TimeoutExpired: as `running`.
    """
    home = folder / VIRTUOSO
    (home / "data.nq").hardlink_to(data)
    port = (home / "virtuoso.ini").read_text(encoding="ascii").split("ServerPort = ")[1].split()[0]
    order = f"ld_dir('{home}', 'data.nq', 'urn:default'); rdf_loader_run(); checkpoint;"
    client = next(name for name in _SQL_CLIENTS if shutil.which(name))
    subprocess.run(  # noqa: S603 - arguments are ours
        [client, f"127.0.0.1:{port}", "dba", "dba", f"exec={order}"],
        check=True,
        capture_output=True,
        timeout=patience,
    )
