"""A patch: what a write changes, as quads and graphs; the one form in which writes are kept.

It says exactly what is different afterwards: what is removed was there, what is added was not. So
it can be undone, and done twice with the same outcome.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from server.errors import ChangeTooLargeError

Graph = NamedNode | BlankNode | DefaultGraph
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Patch:
    """Quads and named graphs that are no more, and those that are new."""

    removed: tuple[Quad, ...] = ()
    added: tuple[Quad, ...] = ()
    dropped: tuple[str, ...] = ()
    """IRIs of named graphs; the quads of these are in `removed`."""
    created: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return bool(self.removed or self.added or self.dropped or self.created)


@dataclass(slots=True)
class Pen:
    """Changes a store that nobody else has, and knows what is different from before.

    `most` is how many quads may be different.
    """

    store: Store
    most: int
    removed: dict[Quad, None] = field(default_factory=dict[Quad, None])
    added: dict[Quad, None] = field(default_factory=dict[Quad, None])
    dropped: dict[NamedNode, None] = field(default_factory=dict[NamedNode, None])
    created: dict[NamedNode, None] = field(default_factory=dict[NamedNode, None])

    def __len__(self) -> int:
        """How many quads are different."""
        return len(self.removed) + len(self.added)

    def count(self) -> None:
        """Make sure that no more is different than may be.

        Raises:
            ChangeTooLargeError: it is.
        """
        if len(self) > self.most:
            raise ChangeTooLargeError(
                f"The write changes more than {self.most:,} quads.",
                hint="Change less at a time, or use `sitrep load` where the store is.",
            )

    def remove(self, quad: Quad) -> None:
        """Remove a quad, if it is there."""
        if quad not in self.store:
            return
        self.store.remove(quad)
        if quad in self.added:
            del self.added[quad]
        else:
            self.removed[quad] = None
            self.count()

    def add(self, quad: Quad) -> None:
        """Add a quad, and with it its graph, if it is not there."""
        if quad in self.store:
            return
        if isinstance(quad.graph_name, NamedNode):
            self.create(quad.graph_name)
        self.store.add(quad)
        if quad in self.removed:
            del self.removed[quad]
        else:
            self.added[quad] = None
            self.count()

    def create(self, graph: NamedNode) -> None:
        """Have a named graph, be it an empty one."""
        if self.store.contains_named_graph(graph):
            return
        self.store.add_graph(graph)
        if graph in self.dropped:
            del self.dropped[graph]
        else:
            self.created[graph] = None

    def clear(self, graph: Graph) -> None:
        """Remove every quad of a graph; the graph stays."""
        # Not one more than may be is held in memory.
        quads = self.store.quads_for_pattern(None, None, None, graph)
        for quad in tuple(islice(quads, self.most + len(self.added) + 1)):
            self.remove(quad)

    def drop(self, graph: Graph) -> None:
        """Remove a graph and all in it; the default graph is emptied."""
        self.clear(graph)
        if not isinstance(graph, NamedNode) or not self.store.contains_named_graph(graph):
            return
        self.store.remove_graph(graph)
        if graph in self.created:
            del self.created[graph]
        else:
            self.dropped[graph] = None

    def patch(self) -> Patch:
        """What is different from before."""
        return Patch(
            tuple(self.removed),
            tuple(self.added),
            tuple(graph.value for graph in self.dropped),
            tuple(graph.value for graph in self.created),
        )

    def undo(self) -> None:
        """Have the store as it was before."""
        undone = self.patch()
        apply(self.store, Patch(undone.added, undone.removed, undone.created, undone.dropped))
        for each in (self.removed, self.added, self.dropped, self.created):
            each.clear()


def apply(store: Store, patch: Patch) -> None:
    """Change a store as a patch says; what is so already stays."""
    for quad in patch.removed:
        store.remove(quad)
    for graph in patch.dropped:
        store.remove_graph(NamedNode(graph))
    for graph in patch.created:
        store.add_graph(NamedNode(graph))
    store.extend(patch.added)


def sum_of(patches: Iterable[Patch]) -> Patch:
    """What several patches, one after the other, change together."""
    removed, added = dict[Quad, None](), dict[Quad, None]()
    dropped, created = dict[str, None](), dict[str, None]()
    for patch in patches:
        follow(removed, added, patch.removed, patch.added)
        follow(dropped, created, patch.dropped, patch.created)
    return Patch(tuple(removed), tuple(added), tuple(dropped), tuple(created))


def follow(
    gone: dict[_Thing, None],
    new: dict[_Thing, None],
    then_gone: Iterable[_Thing],
    then_new: Iterable[_Thing],
) -> None:
    """Add what goes and what comes next to what has gone and come."""
    for thing in then_gone:
        if thing in new:
            del new[thing]
        else:
            gone[thing] = None
    for thing in then_new:
        if thing in gone:
            del gone[thing]
        else:
            new[thing] = None
