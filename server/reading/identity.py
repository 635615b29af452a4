"""What else a thing is: the things of other articles that are one with it, and by what words.

Two articles name the same force by an IRI each. That they are one is said by `owl:sameAs`: both are
one item of Wikidata, or a row of a table says so outright; it goes on from there, as identity does.
A pair that a record denies is left out, whatever else is said. Nothing follows from a name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Store

from server.names import shorten
from server.parts.owners import folder_of
from server.reading.mappings import denials, reasons, records
from server.reading.shown import Shown, show_thing
from server.terms import term

_SAME: Final = term("owl:sameAs")
_ITEM: Final = re.compile(r"http://www\.wikidata\.org/entity/Q[1-9]\d*")
# Of how many things that are one a page tells.
_MOST: Final = 200

Step = tuple[NamedNode, NamedNode]


@dataclass(frozen=True, slots=True)
class Also:
    """A thing of another article that is one with this; `why` are the statements that lead there.

    Each with its record, if there is one, and what that says: how sure, how found, what to mind.
    """

    iri: NamedNode
    slug: str
    battle: str
    thing: Shown
    why: tuple[tuple[Shown, tuple[str, ...]], ...]


def also_told(store: Store, thing: NamedNode, battles: Mapping[str, str]) -> list[Also]:
    """The same thing in other articles, in the order of their names.

    Args:
        store: the graph.
        thing: what is looked at.
        battles: the titles of the articles by their folders; of one alone there is nothing to find.
    """
    own = folder_of(thing.value)
    if len(battles) < 2 or own not in battles:  # noqa: PLR2004 - several
        return []
    ways = {
        found: way
        for found, way in reach(store, thing, battles).items()
        if folder_of(found.value) not in ("", own)
    }
    apart = set(denials(store, thing)) if ways else set[NamedNode]()
    return [
        Also(
            iri=found,
            slug=(slug := folder_of(found.value)),
            battle=battles[slug],
            thing=show_thing(store, found),
            why=tuple(reason(store, step) for step in ways[found]),
        )
        for found in sorted(ways.keys() - apart, key=str)
    ]


def reach(
    store: Store, thing: NamedNode, battles: Mapping[str, str]
) -> Mapping[NamedNode, tuple[Step, ...]]:
    """All that is one with a thing, each with the statements that lead there, the fewest there are.

    On the way are things of articles, and items of Wikidata; nothing else is looked at.
    """
    ways: dict[NamedNode, tuple[Step, ...]] = {thing: ()}
    waiting = [thing]
    for here in waiting:  # grows while it is walked
        for step in sorted(steps(store, here), key=str):
            there = step[1] if step[0] == here else step[0]
            known = folder_of(there.value) in battles or _ITEM.fullmatch(there.value)
            if known and there not in ways and len(ways) < _MOST:
                ways[there] = (*ways[here], step)
                waiting.append(there)
    return ways


def steps(store: Store, thing: NamedNode) -> Iterator[Step]:
    """The statements that something is one with a thing, in either direction, each once."""
    forth = store.quads_for_pattern(thing, _SAME, None, None)
    back = store.quads_for_pattern(None, _SAME, thing, None)
    for one, two in {(quad.subject, quad.object) for quad in (*forth, *back)}:
        if isinstance(one, NamedNode) and isinstance(two, NamedNode):
            yield one, two


def reason(store: Store, step: Step) -> tuple[Shown, tuple[str, ...]]:
    """A statement by its record, or in words where it has none, and what the record says of it."""
    held = records(store, (step[0], _SAME, step[1]))
    named = next((each for each in held if isinstance(each, NamedNode)), None)
    if named is None:
        one, two = (show_thing(store, end).text for end in step)
        code = shorten(step[1].value).removeprefix("wd:")
        said = f"{one} is {code if _ITEM.fullmatch(step[1].value) else two}"
        return Shown(said), ("no record says why",)
    return show_thing(store, named), tuple(why for each in held for why in reasons(store, each))
