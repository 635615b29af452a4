"""What is said about a node of a manifest: its values, its lists, its texts."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Store

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

Node = NamedNode | BlankNode
Term = Node | Literal


def values(facts: Store, subject: Node, predicate: str) -> list[Term]:
    """The objects of a subject and a predicate."""
    found = facts.quads_for_pattern(subject, NamedNode(predicate), None)
    return [quad.object for quad in found]


def value(facts: Store, subject: Node, predicate: str) -> Term | None:
    """The one object, or None."""
    return next(iter(values(facts, subject, predicate)), None)


def members(facts: Store, head: Node) -> Iterator[Term]:
    """The members of an RDF list."""
    while head != NamedNode(RDF + "nil"):
        yield value(facts, head, RDF + "first")
        head = value(facts, head, RDF + "rest")


def text(facts: Store, subject: Node, predicate: str) -> str | None:
    """The text of the one literal, or None."""
    found = value(facts, subject, predicate)
    return found.value if isinstance(found, Literal) else None
