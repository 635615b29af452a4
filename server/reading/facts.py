"""What the graph says about one thing, and which sentence says it.

A fact is a triple; the named graphs that hold it are where it comes from: sentences of an article,
or a graph of something from elsewhere. A fact that stands in the default graph alone is ours.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from ontology import ONTOLOGY_GRAPH
from server.derived import without_derived
from server.names import Term, label
from server.reading.article import Sentence
from server.reading.library import Library
from server.terms import term

Pattern = tuple[NamedNode | None, NamedNode | None, NamedNode | None, NamedNode | None]

# The order in which a reader wants to know; properties that are not named here stand behind.
_ORDER: Final = {
    term(name): place
    for place, name in enumerate(
        (
            *("rdf:type", ":kind", ":when", ":dating", ":undated"),
            *(":by", ":against", ":target", ":site", ":holder", ":at", ":from", ":to"),
            *(":using", ":aim", ":frequency", ":outcome", ":scale"),
            *(":low", ":best", ":high", ":per", ":measure", ":of", ":among", ":quantity"),
            *(":accordingTo", ":certainty", ":reports", ":contradicts", ":exhaustive"),
            *(":onSide", ":sideIn", "schema:jobTitle", ":memberOf", ":subUnitOf"),
            *(":baseOf", ":within", ":near", ":seatOf"),
            *(":partOf", ":after", ":begunBy", ":endedBy", ":ledTo", ":hindered", ":maybeSame"),
        )
    )
}
_BEHIND: Final = len(_ORDER)


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple, the sentences that say it, and the graphs of other things that hold it."""

    triple: Triple
    sentences: tuple[Sentence, ...]
    elsewhere: tuple[NamedNode, ...]

    @property
    def origin(self) -> str:
        """Whose it is, as a word for style sheets: `said`, `elsewhere` or `ours`."""
        return "said" if self.sentences else "elsewhere" if self.elsewhere else "ours"


def is_known(store: Store, thing: NamedNode) -> bool:
    """Whether anything is said about a thing, or of it, or in it."""
    return any(
        next(store.quads_for_pattern(*pattern), None) is not None for pattern in touching(thing)
    )


def touching(thing: NamedNode) -> tuple[Pattern, ...]:
    """The patterns of all quads about a thing, of it, or in it."""
    return (thing, None, None, None), (None, None, thing, None), (None, None, None, thing)


def facts_about(store: Store, library: Library, thing: NamedNode | BlankNode) -> list[Fact]:
    """What is said about a thing, in the order in which a reader wants to know."""
    quads = store.quads_for_pattern(thing, None, None, None)
    return gather(library, without_derived(store, quads))


def mentions_of(store: Store, library: Library, thing: NamedNode) -> list[Fact]:
    """What points to a thing."""
    quads = store.quads_for_pattern(None, None, thing, None)
    return gather(library, without_derived(store, quads))


def said_in(store: Store, sentence: NamedNode) -> list[Triple]:
    """What a sentence says; empty for a thing that is no sentence."""
    quads = store.quads_for_pattern(None, None, None, sentence)
    return sorted((quad.triple for quad in quads), key=reading_order)


def gather(library: Library, quads: Iterable[Quad]) -> list[Fact]:
    """Quads as facts, each with all graphs that hold it."""
    holders = defaultdict[Triple, set[NamedNode]](set)
    for quad in quads:
        holders[quad.triple] |= {g for g in (quad.graph_name,) if isinstance(g, NamedNode)}
    found = (
        Fact(triple, library.among(graphs), others(library, graphs))
        for triple, graphs in holders.items()
    )
    return sorted(found, key=lambda fact: reading_order(fact.triple))


def others(library: Library, graphs: set[NamedNode]) -> tuple[NamedNode, ...]:
    """The graphs that are no sentences; the ontology is ours."""
    strange = graphs - library.whose.keys() - {NamedNode(ONTOLOGY_GRAPH)}
    return tuple(sorted(strange, key=str))


def reading_order(triple: Triple) -> tuple[int, str, str, str]:
    """By property as `_ORDER` has it, then by subject and value."""
    place = _ORDER.get(triple.predicate, _BEHIND)
    return place, str(triple.predicate), str(triple.subject), str(triple.object)


def types_of(store: Store, thing: NamedNode) -> list[NamedNode]:
    """The classes of a thing, the narrowest alone: a unit need not be called an actor too."""
    quads = store.quads_for_pattern(thing, term("rdf:type"), None, DefaultGraph())
    found = {quad.object for quad in quads if isinstance(quad.object, NamedNode)}
    wider = {above for kind in found for above in superclasses(store, kind)}
    return sorted(found - wider or found, key=lambda kind: label(store, kind))


def superclasses(store: Store, kind: NamedNode) -> set[NamedNode]:
    """The classes above one; not itself, should classes run in a circle."""
    found, fresh = set[NamedNode](), [kind]
    while fresh:
        quads = store.quads_for_pattern(fresh.pop(), term("rdfs:subClassOf"), None, None)
        above = {quad.object for quad in quads if isinstance(quad.object, NamedNode)} - found
        found |= above
        fresh += above
    return found - {kind}


def values(store: Store, thing: Term, name: str) -> Iterator[Term]:
    """The values of a property in the default graph, sorted."""
    if isinstance(thing, NamedNode | BlankNode):
        quads = store.quads_for_pattern(thing, term(name), None, DefaultGraph())
        yield from sorted((quad.object for quad in quads), key=str)


def describe(store: Store, thing: NamedNode) -> Iterator[Quad]:
    """Every quad about a thing, of it, or in it, each once."""
    found = set[Quad]()
    for pattern in touching(thing):
        found |= set(store.quads_for_pattern(*pattern))
    yield from sorted(found, key=lambda quad: (str(quad.graph_name), str(quad.triple)))
