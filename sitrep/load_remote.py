"""Loads RDF files into an engine elsewhere, graph by graph, by the Graph Store Protocol.

Specification: https://www.w3.org/TR/sparql11-http-rdf-update/
"""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, parse

from server.errors import DataFileError, NoDataFileError, SitrepError
from server.rdf_files import BROKEN, broken, kind_of, unpacked
from server.remote_engine.address import read_address
from server.remote_engine.exchange import Reached, Request, exchange
from server.remote_engine.line import Lines, clock

# Triples in one request, and those that are held until a graph has so many.
CHUNK: Final = 20_000
_HELD: Final = 200_000
_SECONDS: Final = 120.0
_LARGEST_REPLY: Final = 2**20


@dataclass(frozen=True, slots=True)
class Loaded:
    """What has been sent: triples, graphs, requests, and the seconds that it took."""

    triples: int
    graphs: int
    requests: int
    seconds: float


@dataclass(slots=True)
class Sender:
    """Sends triples to the graphs of one store; `default` names the graph for the default one."""

    reached: Reached
    default: str
    tell: Callable[[int, int], None]
    seconds: float = _SECONDS
    held: dict[str, list[str]] = field(default_factory=lambda: defaultdict[str, list[str]](list))
    waiting: int = 0
    sent: int = 0
    requests: int = 0
    graphs: set[str] = field(default_factory=set[str])

    def add(self, quad: Quad, *, whole: bool) -> None:
        """Take a quad; with `whole` nothing is sent before the end.

        Raises:
            EngineError: the store did not take what was due.
        """
        graph = quad.graph_name
        name = self.default if isinstance(graph, DefaultGraph) else graph.value
        self.held[name].append(f"{quad.triple} .\n")
        self.waiting += 1
        if not whole and (len(self.held[name]) >= CHUNK or self.waiting >= _HELD):
            self.send(max(self.held, key=lambda each: len(self.held[each])))

    def send_all(self) -> None:
        """Send what is held.

        Raises:
            EngineError: the store did not take it.
        """
        for name in sorted(self.held):
            self.send(name)

    def send(self, name: str) -> None:
        """Add what is held for one graph to it.

        Raises:
            EngineError: the store did not take it.
        """
        lines = self.held.pop(name)
        path = self.reached.address.path
        chosen = f"graph={quote(name, safe='')}" if name else "default"
        path += f"{'&' if '?' in path else '?'}{chosen}"
        # N-Triples are Turtle, which every store of this protocol has to take.
        headers = {"Content-Type": "text/turtle; charset=utf-8"}
        request = Request("POST", path, "".join(lines).encode(), headers)
        until = clock(self.seconds)
        with exchange(self.reached, request, until, _LARGEST_REPLY) as answered:
            answered.body.read()
        self.waiting -= len(lines)
        self.sent += len(lines)
        self.requests += 1
        self.graphs.add(name)
        self.tell(self.sent, len(self.graphs))


def load_into(
    url: str,
    files: Sequence[Path],
    *,
    default_graph: str = "",
    environment: Mapping[str, str] = os.environ,
    tell: Callable[[int, int], None] = lambda _triples, _graphs: None,
) -> Loaded:
    """Add what is in files to a store elsewhere; every file is read to its end before any is sent.

    Args:
        url: the address of the Graph Store Protocol there.
        files: RDF in any format, by its suffix; .gz and .zst are unpacked.
        default_graph: the graph that takes the triples of the default graph; empty for its own.
        environment: has the name and the password, or the token (`remote_engine/address.py`).
        tell: is told, after each request, how many triples and graphs have been sent.

    Raises:
        SettingError: the address is none.
        DataFileError: a file cannot be read; nothing has been sent then.
        EngineError: the store did not take a graph; what was sent before it is there.
    """
    reached = Reached(Lines(read_address(url, "URL", environment)))
    if default_graph:
        check_graph(default_graph)
    blank = {file: look_through(file) for file in files}
    sender, begun = Sender(reached, default_graph, tell), time.monotonic()
    for file in files:
        for quad in read_quads(file):
            # Blank nodes of two requests are never the same, so that a graph of them goes in one.
            sender.add(quad, whole=blank[file])
        sender.send_all()
    seconds = time.monotonic() - begun
    return Loaded(sender.sent, len(sender.graphs), sender.requests, seconds)


def check_graph(iri: str) -> None:
    """See whether a graph's name is an IRI.

    Raises:
        SitrepError: it is not.
    """
    try:
        NamedNode(iri)
    except ValueError as error:
        raise SitrepError(f"--default-graph: {iri!r} is no IRI: {error}") from error


def look_through(file: Path) -> bool:
    """Read a file to its end; gives whether it has blank nodes.

    Raises:
        DataFileError: it cannot be read; with line and column.
    """
    blank = False
    for quad in read_quads(file):
        blank = blank or any(isinstance(term, BlankNode) for term in quad)
    return blank


def read_quads(file: Path) -> Iterator[Quad]:
    """The quads of a file.

    Raises:
        DataFileError: it cannot be read, or breaks off.
    """
    kind = kind_of(file)
    try:
        with file.open("rb") as packed, unpacked(file, packed) as content:
            yield from parse(content, kind)
    except SyntaxError as error:
        raise broken(file, kind, error) from error
    except FileNotFoundError as error:
        raise NoDataFileError(f"{file}: no such file") from error
    except (OSError, *BROKEN) as error:
        raise DataFileError(f"{file}: cannot be read: {error}") from error
