"""Build what the files would say, and see what of a change came to be."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graph.amending.battle import Battle, read_battle
from graph.amending.homes import IS_DERIVED, NO_FILE, OF_ONTOLOGY, OF_TEXT, OF_WIKIDATA
from graph.amending.model import Amended, Apart, Change, by_text
from graph.assembling.assemble import assemble
from graph.errors import shown
from graph.names import is_ours
from graph.write import to_nquads


def attempt(battle: Battle, files: Iterable[Amended]) -> tuple[Battle, frozenset[Quad]]:
    """What a build would give with files changed, and the battle as it would then be read.

    Raises:
        GraphError: the build cannot read what the files would be.
    """
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "graph"
        for name in ("sources", "facts"):
            copytree(battle.sources.folder / name, folder / name)
        for each in files:
            path = folder / each.path.relative_to(battle.sources.folder)
            path.write_bytes(each.after.encode("utf-8"))
        after = read_battle(replace(battle.sources, folder=folder))
        built = to_nquads(assemble(after.materials))
    return after, frozenset(parse(built, format=RdfFormat.N_QUADS))


def missed(
    battles: Iterable[tuple[Battle, Battle]], change: Change, built: frozenset[Quad]
) -> Iterator[Apart]:
    """What of a change did not come to be, and why; each battle as it is and as it would be."""
    pairs = tuple(battles)
    for quad in by_text(change.removed & built):
        yield Apart(quad, added=False, reason=why_still(pairs, quad))
    for quad in by_text(change.added - built):
        yield Apart(quad, added=True, reason=why_not(pairs, quad))


def why_still(battles: Iterable[tuple[Battle, Battle]], quad: Quad) -> str:
    """Why a statement is still there."""
    for now, after in battles:
        said = [*after.said_in(quad)] if isinstance(quad.graph_name, DefaultGraph) else []
        if said:
            at = now.facts.line_of(said[0]) if said[0] in now.facts.stated else 1
            name = str(said[0].graph_name).rsplit("/", 1)[-1].rstrip(">")
            return f"{shown(now.facts.path)}:{at}: sentence {name} says it; remove it there too"
        if quad in now.records:
            return f"{shown(now.sources.links)}:{now.records[quad].row.line}: made of this row"
    return why_not(tuple(battles), quad)


def why_not(battles: Iterable[tuple[Battle, Battle]], quad: Quad) -> str:
    """Why a statement cannot be made, or unmade."""
    subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
    for now, _ in battles:
        if quad.graph_name == now.derived:
            return OF_WIKIDATA
        if subject in now.sentences or subject == f"{now.space}article":
            return OF_TEXT
        if now.is_record(quad):
            return f"{shown(now.sources.links)}: links are rows of this table; change it there"
    if not isinstance(quad.graph_name, DefaultGraph) and not any(
        str(quad.graph_name)[1:-1] in now.sentences for now, _ in battles
    ):
        return NO_FILE
    return OF_ONTOLOGY if is_ours(subject) else IS_DERIVED


def beyond(store: Store, change: Change, built: frozenset[Quad]) -> tuple[int, int]:
    """How many statements a build has that the store lacks, and the other way round.

    The latter only of things that the change is about: the store may hold much besides.
    """
    more = sum(quad not in store for quad in built)
    things = {quad.subject for quad in (*change.removed, *change.added)}
    graphs = {quad.graph_name for quad in built}
    fewer = sum(
        quad not in built
        for thing in things
        for quad in store.quads_for_pattern(thing, None, None)
        if quad.graph_name in graphs and quad not in change.added
    )
    return more, fewer
