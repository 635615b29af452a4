"""The dataset in DCAT: what there is, in which files, from when, by whom.

Specifications: https://www.w3.org/TR/vocab-dcat-3/, and https://spdx.org/rdf/terms/ for the sums.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ontology import PREFIXES
from server.description.dumps import Dump
from server.reading.overview import Overview

NAMES: Final = PREFIXES | {
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_PROTOCOL: Final = "https://www.w3.org/TR/sparql11-protocol/"

Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Published:
    """All that a description is made of; `root` is the server's address with a slash at its end."""

    root: str
    about: Overview
    description: str
    version: str
    keywords: Sequence[str]
    dumps: Sequence[Dump]

    @property
    def dataset(self) -> NamedNode:
        """The dataset, by the same IRI as in VoID."""
        return NamedNode(f"{self.root}.well-known/void#dataset")

    @property
    def page(self) -> str:
        """The address of its page."""
        return f"{self.root}dataset"


def write(triples: Iterator[Triple], engine: RdfFormat) -> bytes:
    """A description in an RDF format."""
    return serialize(triples, None, engine, prefixes=NAMES) or b""


def describe(told: Published) -> Iterator[Triple]:
    """The dataset, its files, and the endpoint."""
    dataset, about = told.dataset, told.about
    yield from say(dataset, "rdf:type", name("dcat:Dataset"))
    yield from say(dataset, "dcterms:description", Literal(told.description, language="en"))
    yield from say(dataset, "dcterms:identifier", Literal(told.dataset.value))
    yield from say(dataset, "dcat:version", Literal(told.version))
    yield from say(dataset, "dcat:landingPage", NamedNode(told.page))
    yield from say(dataset, "dcat:keyword", *(Literal(w, language="en") for w in told.keywords))
    if about.modified:
        yield from say(dataset, "dcterms:modified", day(about.modified))
    if about.creator:
        yield from describe_creator(dataset, about.creator)
    if about.first:
        yield from describe_time(dataset, about)
    yield from say(dataset, "dcterms:spatial", *(place for place, _ in about.places))
    for dump in told.dumps:
        yield from describe_file(told, dump)
    yield from describe_service(told)


def describe_creator(dataset: Node, creator: str) -> Iterator[Triple]:
    """Who made it."""
    agent = BlankNode("creator")
    yield from say(dataset, "dcterms:creator", agent)
    yield from say(agent, "rdf:type", name("foaf:Agent"))
    yield from say(agent, "foaf:name", Literal(creator))


def describe_time(dataset: Node, about: Overview) -> Iterator[Triple]:
    """The time that it is about."""
    time = BlankNode("time")
    yield from say(dataset, "dcterms:temporal", time)
    yield from say(time, "rdf:type", name("dcterms:PeriodOfTime"))
    yield from say(time, "dcat:startDate", day(about.first))
    yield from say(time, "dcat:endDate", day(about.last))


def describe_file(told: Published, dump: Dump) -> Iterator[Triple]:
    """One file: where it is, in which format, how long, and its sum."""
    file, total = NamedNode(f"{told.root}data/{dump.name}"), BlankNode(f"sum-{dump.sha256[:16]}")
    yield from say(told.dataset, "dcat:distribution", file)
    yield from say(file, "rdf:type", name("dcat:Distribution"))
    yield from say(file, "dcterms:title", Literal(f"{dump.name} ({dump.format})"))
    yield from say(file, "dcat:accessURL", NamedNode(told.page))
    yield from say(file, "dcat:downloadURL", file)
    yield from say(file, "dcat:mediaType", NamedNode(_MEDIA + dump.media))
    yield from say(
        file, "dcat:byteSize", Literal(str(dump.size), datatype=xsd("nonNegativeInteger"))
    )
    yield from say(file, "spdx:checksum", total)
    yield from say(total, "rdf:type", name("spdx:Checksum"))
    yield from say(total, "spdx:algorithm", name("spdx:checksumAlgorithm_sha256"))
    yield from say(total, "spdx:checksumValue", Literal(dump.sha256, datatype=xsd("hexBinary")))
    if told.about.licence:
        yield from say(file, "dcterms:license", NamedNode(told.about.licence.address))


def describe_service(told: Published) -> Iterator[Triple]:
    """The endpoint at which it can be asked."""
    service = NamedNode(f"{told.root}sparql#service")
    yield from say(service, "rdf:type", name("dcat:DataService"))
    yield from say(service, "dcterms:title", Literal("SPARQL endpoint", language="en"))
    yield from say(service, "dcat:endpointURL", NamedNode(f"{told.root}sparql"))
    yield from say(service, "dcterms:conformsTo", NamedNode(_PROTOCOL))
    yield from say(service, "dcat:servesDataset", told.dataset)


def say(subject: Node, property_: str, *values: Node | Literal) -> Iterator[Triple]:
    """One triple for each value."""
    for value in values:
        yield Triple(subject, name(property_), value)


def name(short: str) -> NamedNode:
    """The IRI that a name like `dcat:Dataset` stands for."""
    prefix, _, local = short.partition(":")
    return NamedNode(NAMES[prefix] + local)


def xsd(local: str) -> NamedNode:
    """A datatype of XML Schema."""
    return NamedNode(PREFIXES["xsd"] + local)


def day(date: str) -> Literal:
    """A day."""
    return Literal(date, datatype=xsd("date"))
