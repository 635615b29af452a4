"""The classes as a drawing: under each class that is in no other, the narrower ones as boxes.

Beneath them stands what leads from a class to others: its properties, each with the class of its
values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Store

from ontology import NAMESPACE
from server.terms import term

WIDTH: Final = 124
HEIGHT: Final = 26
_INDENT: Final = 30
_STEP: Final = 34


@dataclass(frozen=True, slots=True)
class Box:
    """A class with its place, and the height at which the box above it is left."""

    name: str
    x: int
    y: int
    from_y: int | None


@dataclass(frozen=True, slots=True)
class Tree:
    """The boxes of a class and of all beneath it, and where its properties lead."""

    boxes: tuple[Box, ...]
    relations: tuple[tuple[str, str], ...]

    @property
    def width(self) -> int:
        """How wide the drawing is."""
        return max(box.x for box in self.boxes) + WIDTH

    @property
    def height(self) -> int:
        """How high it is."""
        return max(box.y for box in self.boxes) + HEIGHT


def draw(store: Store, names: Sequence[str]) -> tuple[Tree, ...]:
    """Trees of classes of ours by their names, the largest first."""
    above = {name: wider(store, name, names) for name in names}
    trees = (draw_tree(store, top, above) for top in names if above[top] is None)
    return tuple(sorted(trees, key=lambda tree: -len(tree.boxes)))


def draw_tree(store: Store, top: str, above: Mapping[str, str | None]) -> Tree:
    """A class and all beneath it."""
    order = list(walk(top, above, 0))
    rows = {name: row for row, (name, _) in enumerate(order)}
    boxes = tuple(
        Box(
            name=name,
            x=depth * _INDENT,
            y=rows[name] * _STEP,
            from_y=None if depth == 0 else rows[above[name] or top] * _STEP + HEIGHT,
        )
        for name, depth in order
    )
    found = (pair for name, _ in order for pair in relations(store, name))
    return Tree(boxes, tuple(dict.fromkeys(found)))


def wider(store: Store, name: str, names: Sequence[str]) -> str | None:
    """The class above one, the first where there are several."""
    found = store.quads_for_pattern(term(f":{name}"), term("rdfs:subClassOf"), None, None)
    own = {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}
    return next((each for each in names if each != name and NAMESPACE + each in own), None)


def walk(name: str, above: Mapping[str, str | None], depth: int) -> Iterator[tuple[str, int]]:
    """A class and all beneath it, with how deep each is."""
    yield name, depth
    for each, wide in above.items():
        if wide == name:
            yield from walk(each, above, depth + 1)


def relations(store: Store, name: str) -> Iterator[tuple[str, str]]:
    """The properties of a class that lead to a class of ours, with the names of both."""
    quads = store.quads_for_pattern(None, term("rdfs:domain"), term(f":{name}"), None)
    owned = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    for property_ in sorted(owned, key=str):
        for quad in store.quads_for_pattern(property_, term("rdfs:range"), None, None):
            if isinstance(quad.object, NamedNode) and quad.object.value.startswith(NAMESPACE):
                yield local(property_), local(quad.object)


def local(node: NamedNode) -> str:
    """The name of a term of ours without its namespace."""
    return node.value.removeprefix(NAMESPACE)
