"""What the graph says about one thing, and which sentence says it.

A fact is a triple of the default graph; the named graphs that hold it as well are the sentences
that it comes from. A fact that no sentence holds is editorial: ours, and shown as such.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from ontology import PREFIXES

Pattern = tuple[NamedNode | None, NamedNode | None, NamedNode | None, NamedNode | None]

_TEXT = NamedNode(PREFIXES["nif"] + "anchorOf")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article: its IRI and its words."""

    iri: NamedNode
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that come from the same sentences; from none when they are editorial."""

    sentences: tuple[Sentence, ...]
    facts: tuple[Triple, ...]


def is_known(store: Store, thing: NamedNode) -> bool:
    """Whether anything is said about a thing, or of it, or in it."""
    return any(
        next(store.quads_for_pattern(*pattern), None) is not None for pattern in touching(thing)
    )


def touching(thing: NamedNode) -> tuple[Pattern, ...]:
    """The patterns of all quads about a thing, of it, or in it."""
    return (thing, None, None, None), (None, None, thing, None), (None, None, None, thing)


def facts_about(store: Store, thing: NamedNode) -> list[Group]:
    """What is said about a thing, by the sentences that say it; the editorial facts come last."""
    return group(store, store.quads_for_pattern(thing, None, None, None))


def mentions_of(store: Store, thing: NamedNode) -> list[Group]:
    """What points to a thing, by the sentences that say so."""
    return group(store, store.quads_for_pattern(None, None, thing, None))


def said_in(store: Store, sentence: NamedNode) -> tuple[Triple, ...]:
    """What a sentence says; empty for a thing that is no sentence."""
    quads = store.quads_for_pattern(None, None, None, sentence)
    return sort(quad.triple for quad in quads)


def types_of(store: Store, thing: NamedNode) -> list[NamedNode]:
    """The classes of a thing."""
    quads = store.quads_for_pattern(thing, _TYPE, None, DefaultGraph())
    return sorted((q.object for q in quads if isinstance(q.object, NamedNode)), key=str)


def sentence(store: Store, iri: NamedNode) -> Sentence | None:
    """The sentence of this IRI, if it is one."""
    for quad in store.quads_for_pattern(iri, _TEXT, None, None):
        if isinstance(quad.object, Literal):
            return Sentence(iri, quad.object.value)
    return None


def group(store: Store, quads: Iterable[Quad]) -> list[Group]:
    """Gather quads into facts, and facts by the sentences that hold them."""
    holders = defaultdict[Triple, set[NamedNode]](set)
    for quad in quads:
        holders[quad.triple] |= {g for g in (quad.graph_name,) if isinstance(g, NamedNode)}
    groups = defaultdict[tuple[Sentence, ...], list[Triple]](list)
    for fact, graphs in holders.items():
        groups[tuple(sentences_among(store, graphs))].append(fact)
    # Sentences in the order of the article, which is the order of their numbers.
    ordered = sorted(groups, key=lambda held: (not held, [s.iri.value for s in held]))
    return [Group(held, sort(groups[held])) for held in ordered]


def sentences_among(store: Store, graphs: Iterable[NamedNode]) -> Iterator[Sentence]:
    """The graphs that are sentences, in the order of the article."""
    for graph in sorted(graphs, key=str):
        if found := sentence(store, graph):
            yield found


def sort(facts: Iterable[Triple]) -> tuple[Triple, ...]:
    """In one order everywhere: the type first, then by subject, property and value."""
    return tuple(
        sorted(
            facts,
            key=lambda f: (str(f.subject), f.predicate != _TYPE, str(f.predicate), str(f.object)),
        )
    )


def describe(store: Store, thing: NamedNode) -> Iterator[Quad]:
    """Every quad about a thing, of it, or in it, each once."""
    found = set[Quad]()
    for pattern in touching(thing):
        found |= set(store.quads_for_pattern(*pattern))
    yield from sorted(found, key=lambda quad: (str(quad.graph_name), str(quad.triple)))
