"""The classes as a drawing: a box for each, beneath and to the right of the one it is part of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Store

from server.names import label
from server.terms import term

WIDTH: Final = 124
HEIGHT: Final = 26
_INDENT: Final = 34
_STEP: Final = 34


@dataclass(frozen=True, slots=True)
class Box:
    """A class with its place, and the height at which the box above it is left."""

    name: str
    text: str
    x: int
    y: int
    from_y: int | None


def draw(store: Store, names: Sequence[str]) -> tuple[Box, ...]:
    """Boxes for classes of ours by their names, each under its wider class."""
    above = {name: wider(store, name, names) for name in names}
    tops = [name for name in names if above[name] is None]
    order = [found for top in tops for found in walk(top, above, 0)]
    rows = {name: row for row, (name, _) in enumerate(order)}
    return tuple(
        Box(
            name,
            label(store, term(f":{name}")),
            depth * _INDENT,
            row * _STEP,
            rows[wide] * _STEP + HEIGHT if (wide := above[name]) else None,
        )
        for row, (name, depth) in enumerate(order)
    )


def wider(store: Store, name: str, names: Sequence[str]) -> str | None:
    """The class above one, the first where there are several."""
    found = store.quads_for_pattern(term(f":{name}"), term("rdfs:subClassOf"), None, None)
    own = {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}
    return next((each for each in names if each != name and term(f":{each}").value in own), None)


def walk(name: str, above: Mapping[str, str | None], depth: int) -> Iterator[tuple[str, int]]:
    """A class and all beneath it, with how deep each is."""
    yield name, depth
    for each, wide in above.items():
        if wide == name:
            yield from walk(each, above, depth + 1)
