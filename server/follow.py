"""Small steps through the default graph: from a thing along a property to what it leads to."""

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

Subject = NamedNode | BlankNode | Triple


def values(
    store: Store, thing: Subject, property_: NamedNode
) -> list[NamedNode | BlankNode | Literal | Triple]:
    """All that a property of a thing leads to, in one order everywhere."""
    quads = store.quads_for_pattern(thing, property_, None, DefaultGraph())
    return sorted((quad.object for quad in quads), key=str)


def follow(store: Store, thing: Subject, property_: NamedNode) -> list[NamedNode]:
    """The things among them that have a name."""
    return [value for value in values(store, thing, property_) if isinstance(value, NamedNode)]


def literals(store: Store, thing: Subject, property_: NamedNode) -> list[str]:
    """The texts among them."""
    return [value.value for value in values(store, thing, property_) if isinstance(value, Literal)]
