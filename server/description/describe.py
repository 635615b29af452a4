"""What the endpoint says of itself: the service description, and the dataset in VoID.

Specifications: https://www.w3.org/TR/sparql11-service-description/, https://www.w3.org/TR/void/,
https://www.w3.org/TR/shacl/#sparql-prefixes for the prefixes; the saved queries are written as in
https://github.com/sib-swiss/sparql-examples, which query editors read, and their parameters as
https://www.w3.org/TR/shacl/#parameters has those of components: the last part of `sh:path` is the
name of the variable that a value is for.

Of the features that the specification names, only the basic federated query is claimed, where the
operator allows some service; no other is true of this endpoint.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ontology import ONTOLOGY_GRAPH, PREFIXES
from queries import Parameter, SavedQuery, Type
from server.description.census import Census
from server.grammar.glance import form_of
from server.names import ROOT
from server.protocol.negotiate import GRAPHS, JSON_LD, SOLUTIONS, Format

_NAMES: Final = PREFIXES | {
    "entailment": "http://www.w3.org/ns/entailment/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "format": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
}
# By form of query: the class, and the property that holds the text.
_EXECUTABLE: Final = {
    "SELECT": ("sh:SPARQLSelectExecutable", "sh:select"),
    "ASK": ("sh:SPARQLAskExecutable", "sh:ask"),
    "CONSTRUCT": ("sh:SPARQLConstructExecutable", "sh:construct"),
}
_DATATYPES: Final = {
    Type.DATE: "xsd:date",
    Type.INTEGER: "xsd:integer",
    Type.STRING: "xsd:string",
    Type.BOOLEAN: "xsd:boolean",
}

Node = NamedNode | BlankNode
Value = Node | Literal


@dataclass(frozen=True, slots=True)
class Description:
    """All that a description is made of.

    `root` is the server's own address with a slash at its end, as the client wrote it; `file` the
    name of the data file and `version` its SHA-256; `federates` is whether SERVICE is allowed.
    """

    root: str
    file: str
    version: str
    census: Census
    questions: Mapping[str, SavedQuery]
    federates: bool = False

    @property
    def endpoint(self) -> NamedNode:
        """The address that queries are sent to."""
        return NamedNode(f"{self.root}sparql")

    @property
    def document(self) -> NamedNode:
        """Where the dataset is described (https://www.w3.org/TR/void/#well-known)."""
        return NamedNode(f"{self.root}.well-known/void")

    @property
    def dataset(self) -> NamedNode:
        """The dataset that is served."""
        return NamedNode(f"{self.document.value}#dataset")


def write_description(triples: Iterator[Triple], engine: RdfFormat) -> bytes:
    """A description in an RDF format."""
    return serialize(triples, None, engine, prefixes=_NAMES) or b""


def describe_service(told: Description) -> Iterator[Triple]:
    """The service, its dataset, the prefixes that it declares, the questions it has answers to."""
    service = NamedNode(f"{told.endpoint.value}#service")
    yield from say(service, "rdf:type", term("sd:Service"))
    yield from say(service, "sd:endpoint", told.endpoint)
    yield from say(service, "sd:supportedLanguage", term("sd:SPARQL11Query"))
    yield from say(service, "sd:defaultEntailmentRegime", term("entailment:Simple"))
    if told.federates:
        yield from say(service, "sd:feature", term("sd:BasicFederatedQuery"))
    formats = [format_iri(form) for form in (*SOLUTIONS, *GRAPHS) if form.engine]
    yield from say(service, "sd:resultFormat", *formats)
    yield from say(service, "sd:defaultDataset", told.dataset)
    yield from describe_dataset(told)
    yield from describe_prefixes()
    for saved in told.questions.values():
        yield from describe_question(told, saved)


def describe_document(told: Description) -> Iterator[Triple]:
    """The dataset, and that this document is about it."""
    yield from say(told.document, "rdf:type", term("void:DatasetDescription"))
    yield from say(told.document, "foaf:primaryTopic", told.dataset)
    yield from describe_dataset(told)


def describe_dataset(told: Description) -> Iterator[Triple]:
    """The dataset: whose it is, where it is, what is in its default graph and its named graphs."""
    dataset, census = told.dataset, told.census
    default = NamedNode(f"{told.document.value}#default-graph")
    yield from say(dataset, "rdf:type", term("void:Dataset"), term("sd:Dataset"))
    yield from say(dataset, "dcterms:title", Literal(census.title or told.file))
    yield from say(dataset, "dcterms:license", *map(NamedNode, census.licences))
    yield from say(dataset, "dcterms:source", *map(NamedNode, census.sources))
    yield from say(dataset, "dcterms:hasVersion", Literal(told.version))
    yield from say(dataset, "void:sparqlEndpoint", told.endpoint)
    yield from say(dataset, "void:dataDump", NamedNode(f"{told.root}data/{told.file}"))
    yield from say(dataset, "void:uriSpace", Literal(ROOT))
    yield from say(dataset, "void:feature", *(format_iri(form) for form in GRAPHS if form.engine))
    if census.elsewhere is not None:
        yield from say(dataset, "void:triples", number(census.triples + census.elsewhere))
    yield from say(dataset, "sd:defaultGraph", default)
    yield from say(default, "rdf:type", term("sd:Graph"), term("void:Dataset"))
    yield from measure_default(default, census)
    yield from describe_partitions(default, census)
    yield from describe_graphs(dataset, census)


def measure_default(node: Node, census: Census) -> Iterator[Triple]:
    """How much there is in the default graph."""
    yield from say(node, "void:triples", number(census.triples))
    yield from say(node, "void:entities", number(census.entities))
    yield from say(node, "void:classes", number(len(census.classes)))
    yield from say(node, "void:properties", number(len(census.properties)))


def describe_partitions(graph: Node, census: Census) -> Iterator[Triple]:
    """The entities of each class, and the triples of each property."""
    for place, (iri, entities) in enumerate(census.classes.items()):
        part = BlankNode(f"class{place}")
        yield from say(graph, "void:classPartition", part)
        yield from say(part, "void:class", NamedNode(iri))
        yield from say(part, "void:entities", number(entities))
    for place, (iri, triples) in enumerate(census.properties.items()):
        part = BlankNode(f"property{place}")
        yield from say(graph, "void:propertyPartition", part)
        yield from say(part, "void:property", NamedNode(iri))
        yield from say(part, "void:triples", number(triples))


def describe_graphs(dataset: Node, census: Census) -> Iterator[Triple]:
    """Each named graph, by its name and with its number of triples."""
    for place, (iri, triples) in enumerate(census.graphs.items()):
        named, graph = BlankNode(f"named{place}"), BlankNode(f"graph{place}")
        yield from say(dataset, "sd:namedGraph", named)
        yield from say(named, "rdf:type", term("sd:NamedGraph"))
        yield from say(named, "sd:name", NamedNode(iri))
        yield from say(named, "sd:graph", graph)
        yield from say(graph, "rdf:type", term("sd:Graph"))
        yield from say(graph, "void:triples", number(triples))


def describe_prefixes() -> Iterator[Triple]:
    """The prefixes that every query may use without declaring them."""
    for place, (prefix, iri) in enumerate(PREFIXES.items()):
        declared = BlankNode(f"prefix{place}")
        yield from say(NamedNode(ONTOLOGY_GRAPH), "sh:declare", declared)
        yield from say(declared, "sh:prefix", Literal(prefix))
        yield from say(declared, "sh:namespace", Literal(iri, datatype=term("xsd:anyURI")))


def describe_question(told: Description, saved: SavedQuery) -> Iterator[Triple]:
    """One saved query, ready to run."""
    form, holds = _EXECUTABLE[form_of(saved.text)]
    query = NamedNode(f"{ROOT}queries/{saved.slug}")
    yield from say(query, "rdf:type", term("sh:SPARQLExecutable"), term(form))
    yield from say(query, "rdfs:label", Literal(saved.slug))
    yield from say(query, "rdfs:comment", Literal(saved.summary, language="en"))
    yield from say(query, "dcterms:description", Literal(saved.description, language="en"))
    yield from say(query, "foaf:page", NamedNode(f"{told.root}queries/{saved.slug}"))
    yield from say(query, holds, Literal(saved.text))
    yield from say(query, "sh:prefixes", NamedNode(ONTOLOGY_GRAPH))
    yield from say(query, "schema:target", told.endpoint)
    yield from say(query, "schema:keywords", *map(Literal, saved.tags))
    for parameter in saved.params:
        yield from describe_parameter(query, parameter)


def describe_parameter(query: NamedNode, parameter: Parameter) -> Iterator[Triple]:
    """What may be put in place of a default; none of it need be."""
    path = NamedNode(f"{query.value}#{parameter.name}")
    node = BlankNode(f"{query.value.rpartition('/')[2]}-{parameter.name}")
    yield from say(query, "sh:parameter", node)
    yield from say(node, "rdf:type", term("sh:Parameter"))
    yield from say(node, "sh:path", path)
    yield from say(node, "sh:name", Literal(parameter.label, language="en"))
    yield from say(node, "sh:optional", Literal(value=True))
    if parameter.type in _DATATYPES:
        yield from say(node, "sh:datatype", term(_DATATYPES[parameter.type]))
    else:
        yield from say(node, "sh:nodeKind", term("sh:IRI"))
    if parameter.default is not None:
        yield from say(node, "sh:defaultValue", parameter.default)


def say(subject: Node, property_: str, *values: Value) -> Iterator[Triple]:
    """One triple for each value."""
    for value in values:
        yield Triple(subject, term(property_), value)


def term(name: str) -> NamedNode:
    """The IRI that a name like `void:triples` stands for."""
    prefix, _, local = name.partition(":")
    return NamedNode(_NAMES[prefix] + local)


def number(value: int) -> Literal:
    """A count."""
    return Literal(value)


def format_iri(form: Format) -> NamedNode:
    """What W3C calls a format (https://www.w3.org/ns/formats/)."""
    # pyoxigraph knows JSON-LD by another IRI than the register does.
    known = form.engine.iri if form.engine and form is not JSON_LD else None
    return NamedNode(known or term("format:JSON-LD").value)
