"""All that answers need of one graph, made once, at the first request that needs it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Store

from server.once import once
from server.reconcile.entities import Entity, Gathered, gather_entities
from server.reconcile.index import Index, make_index
from server.reconcile.words import Words
from server.state import State


@dataclass(frozen=True, slots=True)
class Service:
    """The things of a graph, their names by word, and what explains words beside a name.

    `contexts` are, for each thing, its sorts, its names and what it belongs to.
    """

    store: Store
    gathered: Gathered
    index: Index
    contexts: Mapping[str, tuple[Words, ...]]
    by_id: Mapping[str, Entity]

    def entity(self, written: str) -> Entity | None:
        """The thing of an identifier or IRI."""
        iri = self.gathered.space.expand(written)
        return self.gathered.entities.get(iri) or self.by_id.get(written)


@once
def service(state: State) -> Service:
    """The service over the graph of the present application, made when it is first asked for."""
    return make_service(state.store)


def make_service(store: Store) -> Service:
    """Read a graph, and index its names."""
    gathered = gather_entities(store)
    index = make_index(gathered)
    phrases = {
        iri: [index.read(phrase) for phrase in kind.phrases]
        for iri, kind in gathered.schema.types.items()
    }
    names = {
        iri: [index.read(name) for name in entity.names]
        for iri, entity in gathered.entities.items()
    }
    contexts = {
        iri: longest_first(
            *(phrases[kind] for kind in entity.types if kind in phrases),
            names[iri],
            *(names[wider] for wider in entity.wider if wider in names),
        )
        for iri, entity in gathered.entities.items()
    }
    return Service(
        store=store,
        gathered=gathered,
        index=index,
        contexts=contexts,
        by_id={entity.id: entity for entity in gathered.entities.values()},
    )


def longest_first(*groups: Iterable[Words]) -> tuple[Words, ...]:
    """Phrases in the order in which they are looked for, each once."""
    phrases = dict.fromkeys(words for group in groups for words in group)
    return tuple(sorted(phrases, key=lambda words: -len(words.words)))
