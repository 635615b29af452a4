"""Terms as nodes, under the names that a query gives them, such as `term("skos:prefLabel")`."""

from functools import cache

from pyoxigraph import NamedNode

from ontology import PREFIXES


@cache
def term(name: str) -> NamedNode:
    """The node of a name under one of the project's prefixes."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)
