"""The names of things as IRIs: the vocabularies used here, and the article's own namespace."""

from typing import Final

from rdflib import Namespace, URIRef

import ontology

SITREP: Final = Namespace(ontology.NAMESPACE)
NIF: Final = Namespace(ontology.PREFIXES["nif"])
SCHEMA: Final = Namespace(ontology.PREFIXES["schema"])
SSSOM: Final = Namespace(ontology.PREFIXES["sssom"])
SKOSXL: Final = Namespace(ontology.PREFIXES["skosxl"])
SH: Final = Namespace("http://www.w3.org/ns/shacl#")

ONTOLOGY_GRAPH: Final = URIRef(ontology.ONTOLOGY_GRAPH)
EDTF: Final = URIRef(ontology.EDTF_DATATYPE)
# What a row of the table of links points to where no item was found.
NO_TERM_FOUND: Final = SSSOM.NoTermFound
# How a link may be come to: https://mapping-commons.github.io/semantic-mapping-vocabulary/
SEMAPV: Final = frozenset(
    URIRef(ontology.PREFIXES["semapv"] + name)
    for name in (
        "BackgroundKnowledgeBasedMatching",
        "CompositeMatching",
        "InstanceBasedMatching",
        "LexicalMatching",
        "LexicalSimilarityThresholdMatching",
        "LogicalReasoning",
        "ManualMappingCuration",
        "MappingChaining",
        "MappingInversion",
        "MappingReview",
        "SemanticSimilarityThresholdMatching",
        "StructuralMatching",
        "UnspecifiedMatching",
    )
)
# Everything that has an IRI of ours has it under this one.
BASE: Final = ontology.ONTOLOGY_GRAPH.removesuffix("ns")


def namespace(slug: str) -> str:
    """The namespace of the things in one article's graph."""
    return f"{BASE}{slug}/"


def article_iri(slug: str) -> URIRef:
    """The article itself."""
    return URIRef(f"{namespace(slug)}article")


def sentence_iri(slug: str, number: int) -> URIRef:
    """A sentence, and at once the named graph that holds its facts."""
    return URIRef(f"{namespace(slug)}sentence/{number:03d}")


def derived_iri(slug: str) -> URIRef:
    """The named graph of the facts in Wikidata's words."""
    return URIRef(f"{namespace(slug)}wikidata")


def link_iri(slug: str, subject: URIRef, item: str) -> URIRef:
    """The record of a judgement on a link, named after both ends of it."""
    thing = str(subject).removeprefix(namespace(slug)).removeprefix(BASE).replace("#", "/")
    return URIRef(f"{namespace(slug)}link/{thing}-{item}")


def is_ours(term: object) -> bool:
    """Whether a term or a kind of this ontology is meant."""
    # As a plain string: an rdflib term's own `startswith` does not know several beginnings.
    return str(term).startswith((ontology.NAMESPACE, ontology.KIND_NAMESPACE))


def shorten(term: object) -> str:
    """Write an IRI with its prefix, as the source files do; anything else as it is."""
    text = str(term)
    fitting = [
        (len(iri), prefix) for prefix, iri in ontology.PREFIXES.items() if iri in text[: len(iri)]
    ]
    if not fitting:
        return text
    length, prefix = max(fitting)
    return f"{prefix}:{text[length:]}"
