"""Kinds: what the ontology calls those that a draft names, by their local names."""

import re
from functools import cache
from typing import Final

from rdflib import URIRef
from rdflib.term import Node

import ontology

DEFINED: Final = re.compile(r"^k:([a-z0-9-]+) a :Kind", re.MULTILINE)


@cache
def kinds() -> frozenset[str]:
    """The local names of the kinds that are defined."""
    return frozenset(DEFINED.findall(ontology.KINDS.read_text("utf-8")))


def kind_iri(name: str) -> URIRef:
    """The IRI of a kind."""
    return URIRef(ontology.KIND_NAMESPACE + name)


def local(kind: Node) -> str:
    """The local name of a kind."""
    return str(kind).removeprefix(ontology.KIND_NAMESPACE)
