"""The whole: a change of the dataset becomes a change of the files that it was built from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph.amending.battle import Battle, read_battle
from graph.amending.homes import NO_FILE, Plan, nowhere, plan
from graph.amending.model import Amended, Amendment, Apart, Change, by_text
from graph.amending.revise import Around, revise
from graph.amending.stale import stale
from graph.amending.trial import attempt, beyond, missed
from graph.paths import Sources, read_file
from graph.reading.article import decode


def amend(folders: Iterable[Sources], change: Change, store: Store) -> Amendment:
    """Find out what the files have to say so that a build gives what the store holds.

    Args:
        folders: the graph folders of the battles in the store, or of some of them.
        change: what was written to the store since it was filled.
        store: what it holds now.

    Raises:
        GraphError: a folder cannot be read.
    """
    battles = tuple(read_battle(each) for each in folders)
    apart, shares = divide(battles, change)
    files, built, pairs = list[Amended](), set[Quad](), list[tuple[Battle, Battle]]()
    for battle in battles:
        made = plan(battle, shares[battle.slug])
        apart += made.apart
        changed = tuple(amended(battle, made))
        after, quads = attempt(battle, changed)
        files += changed
        built |= quads
        pairs.append((battle, after))
    known = {each.quad for each in apart}
    rest = Change(change.removed - known, change.added - known)
    whole = frozenset(built)
    apart += missed(pairs, rest, whole)
    notes = tuple(note for each in battles for note in stale(each, change, store))
    return Amendment(tuple(files), tuple(apart), notes, *beyond(store, change, whole))


def divide(battles: Sequence[Battle], change: Change) -> tuple[list[Apart], dict[str, Change]]:
    """What belongs to no battle, and the share of each."""
    apart = list[Apart]()
    gone, new = defaultdict[str, set[Quad]](set), defaultdict[str, set[Quad]](set)
    for quads, shares, added in ((change.removed, gone, False), (change.added, new, True)):
        for quad in by_text(quads):
            owner = owner_of(battles, quad)
            if reason := nowhere(quad) or ("" if owner else NO_FILE):
                apart.append(Apart(quad, added, reason))
            elif owner:
                shares[owner.slug].add(quad)
    return apart, {
        each.slug: Change(frozenset(gone[each.slug]), frozenset(new[each.slug])) for each in battles
    }


def owner_of(battles: Sequence[Battle], quad: Quad) -> Battle | None:
    """The battle whose files a statement belongs to."""
    graph = quad.graph_name
    named = graph if isinstance(graph, NamedNode) else quad.subject
    name = named.value if isinstance(named, NamedNode) else ""
    spaces = [each for each in battles if name.startswith(each.space)]
    if spaces or not isinstance(graph, DefaultGraph):
        return max(spaces, key=lambda each: len(each.space), default=None)
    knowing = [each for each in battles if quad.subject in each.subjects]
    if len(knowing) == 1 or len(battles) == 1:
        return (*knowing, *battles)[0]
    return None


def amended(battle: Battle, made: Plan) -> Iterator[Amended]:
    """The files that change."""
    words = {each.number: each.text for each in battle.materials.article.sentences}
    around = Around(made.added[battle.facts], words)
    for document in battle.documents:
        gone, new = made.removed[document], made.added[document]
        if gone or new:
            after = revise(document, gone, new, around)
            yield Amended(document.path, document.text, after)
    if made.rows:
        path = battle.sources.links
        text = decode(path, read_file(path))
        lines = text.split("\n")
        left = [line for number, line in enumerate(lines, 1) if number not in made.rows]
        yield Amended(path, text, "\n".join(left))
