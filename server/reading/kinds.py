"""The kinds as a tree: concepts of SKOS, each under the ones that are broader.

Specification: https://www.w3.org/TR/skos-reference/
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from server.names import label
from server.reading.facts import values
from server.reading.mappings import MAPPINGS
from server.reading.shown import Shown, show_thing
from server.terms import term


@dataclass(frozen=True, slots=True)
class Concept:
    """A kind: what it means, the words that express it, what others call it, what is under it."""

    shown: Shown
    definition: str
    cues: tuple[str, ...]
    matches: tuple[tuple[Shown, Shown], ...]
    uses: int
    narrower: tuple["Concept", ...]


def read_kinds(store: Store) -> tuple[Concept, ...]:
    """The concepts that are under no other, with all that are under them."""
    quads = store.quads_for_pattern(None, term("skos:inScheme"), None, DefaultGraph())
    concepts = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    under = defaultdict[NamedNode, list[NamedNode]](list)
    for concept in sorted(concepts, key=lambda each: label(store, each)):
        for broader in values(store, concept, "skos:broader"):
            if isinstance(broader, NamedNode) and broader in concepts:
                under[broader].append(concept)
    below = {concept for found in under.values() for concept in found}
    tops = sorted(concepts - below, key=lambda each: label(store, each))
    return tuple(read_concept(store, top, under, (top,)) for top in tops)


def read_concept(
    store: Store,
    concept: NamedNode,
    under: Mapping[NamedNode, Sequence[NamedNode]],
    above: tuple[NamedNode, ...],
) -> Concept:
    """One concept; what is among those above it is left out, should they run in a circle."""
    return Concept(
        shown=show_thing(store, concept),
        definition=" ".join(texts(store, concept, "skos:definition")),
        cues=tuple(texts(store, concept, ":cue")),
        matches=tuple(
            (show_thing(store, quad.predicate), show_thing(store, quad.object))
            for property_ in MAPPINGS
            for quad in store.quads_for_pattern(concept, property_, None, DefaultGraph())
        ),
        uses=sum(1 for _ in store.quads_for_pattern(None, term(":kind"), concept, DefaultGraph())),
        narrower=tuple(
            read_concept(store, each, under, (*above, each))
            for each in under.get(concept, ())
            if each not in above
        ),
    )


def texts(store: Store, thing: NamedNode, name: str) -> list[str]:
    """The values of a property that are text."""
    return [value.value for value in values(store, thing, name) if isinstance(value, Literal)]
