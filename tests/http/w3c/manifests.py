"""Step 1: the manifests of the suites → cases, in the order of their datasets.

The vocabulary is that of https://www.w3.org/2001/sw/DataAccess/tests/README.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from pyoxigraph import NamedNode, RdfFormat, Store

from .rdf import MF, QT, RDF, RDFS, UT, Node, members, value, values

BASE = "https://w3c.github.io/rdf-tests/"
BESIDE = Path(__file__).parents[4] / "shared" / "data" / "rdf-tests"

EVALUATION = "QueryEvaluationTest"
CSV = "CSVResultFormatTest"
POSITIVE = ("PositiveSyntaxTest", "PositiveSyntaxTest11")
NEGATIVE = ("NegativeSyntaxTest", "NegativeSyntaxTest11")
PROTOCOL = "ProtocolTest"
KINDS = (EVALUATION, CSV, *POSITIVE, *NEGATIVE, PROTOCOL)


class NoSuiteError(Exception):
    """The suites are not where they should be, or hold nothing that is known."""


@dataclass(frozen=True, order=True)
class Dataset:
    """What a case is asked of: files of the default graph; name and file of each named graph."""

    default: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    writer: str = ""
    """The case that may write to it, if any may."""


@dataclass(frozen=True)
class Case:
    """One test: `name` is folder#fragment, `kind` its class in the manifest, files are IRIs.

    `node` is what a protocol test does, to be read in `facts`.
    """

    name: str
    kind: str
    query: str = ""
    data: Dataset = Dataset()
    result: str | None = None
    lax: bool = False
    node: Node | None = field(default=None, compare=False)
    facts: Store = field(default_factory=Store, compare=False)

    @property
    def is_update(self) -> bool:
        """Whether it is a test of the protocol that sends updates."""
        return self.kind == PROTOCOL and "update" in self.name.partition("#")[2]

    @property
    def suite(self) -> str:
        return self.name.partition("#")[0]


def suites() -> Path:
    """The folder of the suites: SITREP_W3C, or beside the checkout."""
    folder = Path(os.environ.get("SITREP_W3C") or BESIDE)
    if not any(folder.rglob("manifest.ttl")):
        raise NoSuiteError(
            f"{folder}: no manifest.ttl in it; set SITREP_W3C to the W3C's rdf-tests"
        )
    return folder


def file_of(iri: str) -> Path:
    """The file that an IRI of the suites stands for."""
    return suites() / urldefrag(iri).url.removeprefix(BASE)


def read_cases() -> list[Case]:
    """Every case of every manifest; those with the same dataset stand together."""
    folder = suites()
    cases = [case for path in sorted(folder.rglob("manifest.ttl")) for case in read(folder, path)]
    names = [case.name for case in cases]
    if not cases or len(set(names)) != len(names):
        raise NoSuiteError(f"{folder}: no cases, or two of one name")
    return sorted(cases, key=lambda case: case.data)


def read(folder: Path, path: Path) -> Iterator[Case]:
    """The cases of one manifest, in its order."""
    facts, iri = Store(), BASE + path.relative_to(folder).as_posix()
    facts.load(path=str(path), format=RdfFormat.TURTLE, base_iri=iri)
    listed = value(facts, NamedNode(iri), MF + "entries")
    for test in members(facts, listed) if listed else ():
        kind = str(value(facts, test, RDF + "type").value).removeprefix(MF)
        if kind not in KINDS:
            raise NoSuiteError(f"{test}: the kind {kind} is not known here")
        suite = path.parent.relative_to(folder / "sparql").as_posix()
        yield case_of(facts, test, f"{suite}#{re.split('[#/]', test.value)[-1]}", kind)


def case_of(facts: Store, test: Node, name: str, kind: str) -> Case:
    """A test of a manifest as a case; what the protocol's tests do is read when they are run."""
    action = value(facts, test, MF + "action")
    if kind == PROTOCOL:
        # A case that writes has a store of its own, so that it does not change that of another.
        data = Dataset((), labelled(facts, test), name if "update" in name else "")
        return Case(name, kind, data=data, node=action, facts=facts)
    if kind in POSITIVE + NEGATIVE:
        return Case(name, kind, action.value)
    query, result = value(facts, action, QT + "query").value, value(facts, test, MF + "result")
    lax = value(facts, test, MF + "resultCardinality")
    data = Dataset(
        tuple(sorted(file.value for file in values(facts, action, QT + "data"))),
        tuple(sorted((file.value, file.value) for file in values(facts, action, QT + "graphData"))),
    )
    if data == Dataset():
        data = said_in(query)
    return Case(name, kind, query, data, result.value, lax == NamedNode(MF + "LaxCardinality"))


def said_in(query: str) -> Dataset:
    """The graphs that a query without data names by FROM, and those that its neighbours name.

    FROM says what the dataset is, so what else a server has makes no difference to the answer.
    """
    if not from_of(query):
        return Dataset()
    folder = file_of(query).parent
    graphs = {graph for path in folder.glob("*.rq") for graph in from_of(urljoin(query, path.name))}
    return Dataset((), tuple((graph, graph) for graph in sorted(graphs)))


def from_of(query: str) -> set[str]:
    """The IRIs after FROM and FROM NAMED."""
    found = re.findall(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", file_of(query).read_text("utf-8"))
    return {urljoin(query, relative) for relative in found}


def labelled(facts: Store, test: Node) -> tuple[tuple[str, str], ...]:
    """The graphs of a protocol test, whose names are labels."""
    graphs = values(facts, test, UT + "graphData")
    return tuple(
        sorted(
            (value(facts, graph, RDFS + "label").value, value(facts, graph, UT + "graph").value)
            for graph in graphs
        )
    )
