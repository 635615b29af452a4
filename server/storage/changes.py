"""What writes have changed, all together: for the reviewed files, which stay the source."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, RdfFormat, serialize

from ontology import PREFIXES
from server.storage.folder import StoreFolder
from server.storage.journal import RESTORE, WRITE, Entry, heads, read
from server.storage.patch import Patch, sum_of


def changes(folder: StoreFolder) -> tuple[list[Entry], Patch]:
    """The writes since the store was made or last restored, and what they change together.

    Raises:
        NoStoreError, StoreError: there is no store, or its journal cannot be read.
    """
    entries = list(heads(folder, folder.newest().about.written))
    begun = max((entry.number for entry in entries if entry.kind == RESTORE), default=0)
    writes = [entry for entry in entries if entry.kind == WRITE and entry.number > begun]
    return writes, sum_of(read(folder, entry.number)[1] for entry in writes)


def as_trig(quads: Iterable[Quad]) -> str:
    """Quads as TriG, graph by graph, in one order."""
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    content = serialize(ordered, format=RdfFormat.TRIG, prefixes=used(ordered)) or b""
    return content.decode()


def used(quads: Iterable[Quad]) -> dict[str, str]:
    """The project's prefixes, those that some quad can use."""
    text = "\n".join(map(str, quads))
    return {label: iri for label, iri in sorted(PREFIXES.items()) if f"<{iri}" in text}


def report(writes: list[Entry], patch: Patch) -> Iterator[str]:
    """The changes for people: who wrote, what is new, what is gone."""
    by = defaultdict[str, int](int)
    for entry in writes:
        by[entry.who] += 1
    who = ", ".join(f"{name} ({number})" for name, number in sorted(by.items()))
    yield f"# {len(writes)} writes, by {who or 'nobody'}"
    if patch.added:
        yield f"\n# {len(patch.added)} to be added"
        yield as_trig(patch.added).rstrip()
    if patch.removed:
        yield f"\n# {len(patch.removed)} to be removed"
        yield from (f"# {line}" for line in as_trig(patch.removed).splitlines())
