"""What `make bench-scale` has measured, as Markdown: tables by size, and the queries by growth."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bench.growth import Point, by_class, slope
from bench.latency import Latency, Reply
from bench.store import Loaded, Written
from bench.watch import MIB


@dataclass(frozen=True, slots=True)
class PeerMeasured:
    """A peer at one size: seconds to load, None if it took too long; bytes on disk; latencies."""

    name: str
    loading: float | None
    disk: int
    latencies: Mapping[str, Latency]


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured at one size; seconds and bytes.

    `memory` is that of all processes of the server after its first answer, and after all queries;
    `pages` has the first time that a page was asked for, and the second if it was answered.
    """

    quads: int
    bytes_of_file: int
    loaded: Loaded
    first_answer: float
    memory: tuple[int, int]
    latencies: Mapping[str, Latency]
    pages: Mapping[str, Sequence[Reply]]
    written: Written
    backup: float
    peers: Sequence[PeerMeasured] = field(default=())

    @property
    def ended(self) -> Mapping[str, str]:
        """The queries that were not answered, and why."""
        return {name: each.wrong for name, each in self.latencies.items() if each.wrong}


def text(machine: str, sizes: Sequence[Measured], compared: Sequence[str]) -> str:
    """All tables, the smallest size first."""
    parts = (store_table(sizes), page_table(sizes), query_table(sizes), classes(sizes))
    told = [machine, *("\n".join(part) + "\n" for part in parts)]
    if any(each.peers for each in sizes):
        told.append("\n".join(peer_table(sizes, compared)) + "\n")
    return "\n".join(told)


def head(first: str, sizes: Sequence[Measured], *more: str) -> Iterator[str]:
    """The head of a table with a column for each size."""
    columns = [f"{each.quads:,}" for each in sizes] + list(more)
    yield f"| {first} | " + " | ".join(columns) + " |"
    yield "|---|" + "---:|" * len(columns)


def store_table(sizes: Sequence[Measured]) -> Iterator[str]:
    """What the store costs, beside the queries."""
    yield from head("quads", sizes)
    rows: dict[str, list[str]] = {
        "N-Quads file": [in_bytes(each.bytes_of_file) for each in sizes],
        "`sitrep load`": [
            f"{each.loaded.seconds:,.1f} s, {each.quads / each.loaded.seconds:,.0f} quads/s"
            for each in sizes
        ],
        "memory of it at most": [in_bytes(each.loaded.memory) for each in sizes],
        "store on disk": [in_bytes(each.loaded.disk) for each in sizes],
        "start to first answer": [f"{each.first_answer:.1f} s" for each in sizes],
        "memory of the server (PSS), then and after all queries": [
            " / ".join(map(in_bytes, each.memory)) for each in sizes
        ],
        "one quad written, acknowledged": [in_ms(each.written.acknowledged) for each in sizes],
        "first query after it": [in_ms(each.written.query_after) for each in sizes],
        "`sitrep backup`, on the same disk": [f"{each.backup:.1f} s" for each in sizes],
        "queries ended by a limit": [
            f"{len(each.ended)} of {len(each.latencies)}" for each in sizes
        ],
    }
    for name, cells in rows.items():
        yield f"| {name} | " + " | ".join(cells) + " |"


def page_table(sizes: Sequence[Measured]) -> Iterator[str]:
    """Pages about the whole graph."""
    yield from head("pages: the first time / again", sizes)
    for page in sizes[0].pages:
        cells = (each.pages[page] for each in sizes)
        told = (" / ".join(each.wrong or in_ms(each.seconds) for each in cell) for cell in cells)
        yield f"| `{page}` | " + " | ".join(told) + " |"


def query_table(sizes: Sequence[Measured]) -> Iterator[str]:
    """Every query: median and 95th percentile by size, its answer at the largest, and exponents."""
    steps = [f"exponent {number}" for number in range(1, len(sizes))]
    yield from head("median / 95th percentile, ms", sizes, "answer", *steps)
    for name in sizes[0].latencies:
        latencies = [each.latencies[name] for each in sizes]
        cells = [latency_cell(each) for each in latencies]
        sized = [each.size for each in latencies if not each.wrong]
        cells.append(in_bytes(sized[-1]) if sized else "")
        for before, after in pairwise(sizes):
            pair = [point(name, before), point(name, after)]
            known = [each for each in pair if each]
            cells.append(f"{slope(*known):.2f}" if len(known) == len(pair) else "")
        yield f"| {name} | " + " | ".join(cells) + " |"


def latency_cell(latency: Latency) -> str:
    """Milliseconds, or why there are none."""
    if latency.wrong:
        return latency.wrong
    return f"{latency.median * 1000:,.1f} / {latency.high * 1000:,.1f}"


def point(name: str, measured: Measured) -> Point | None:
    """What a query took at one size, where it was answered."""
    found = measured.latencies[name]
    return None if found.wrong else Point(measured.quads, found.median, found.size)


def classes(sizes: Sequence[Measured]) -> Iterator[str]:
    """The queries by how they grow, and those that were ended, with what ended them."""
    found = {
        name: [each for each in (point(name, size) for size in sizes) if each]
        for name in sizes[0].latencies
    }
    if len(sizes) > 1:
        yield f"From {sizes[-2].quads:,} to {sizes[-1].quads:,} quads the time grows:\n"
        for each, names in by_class(found, sizes[-1].quads).items():
            yield f"- **{each}** ({len(names)}): {', '.join(names)}"
    for size in sizes:
        if size.ended:
            told = ", ".join(f"{name} ({wrong})" for name, wrong in size.ended.items())
            yield f"\nEnded at {size.quads:,} quads: {told}."


def peer_table(sizes: Sequence[Measured], compared: Sequence[str]) -> Iterator[str]:
    """The peers over the same files: loading, disk and some queries, each with its ratio to ours.

    A ratio over 1 says how often as long as ours a peer takes.
    """
    yield from head("peer, and its time by ours", sizes)
    names = list(dict.fromkeys(peer.name for size in sizes for peer in size.peers))
    for name in names:
        found = [next((peer for peer in s.peers if peer.name == name), None) for s in sizes]
        pairs = list(zip(sizes, found, strict=True))
        yield f"| **{name}**: loading | " + " | ".join(loading_cell(*each) for each in pairs) + " |"
        disks = (in_bytes(peer.disk) if peer and peer.loading is not None else "" for peer in found)
        yield "| on disk | " + " | ".join(disks) + " |"
        for query in compared:
            if query in sizes[0].latencies:
                cells = (compared_cell(query, *each) for each in pairs)
                yield f"| {query} | " + " | ".join(cells) + " |"


def loading_cell(ours: Measured, peer: PeerMeasured | None) -> str:
    """How long a peer took to load."""
    if peer is None:
        return ""
    if peer.loading is None:
        return "took too long"
    rate = ours.quads / peer.loading
    return (
        f"{peer.loading:,.1f} s, {rate:,.0f} quads/s (x {peer.loading / ours.loaded.seconds:.2f})"
    )


def compared_cell(query: str, ours: Measured, peer: PeerMeasured | None) -> str:
    """How long a peer took for a query; the ratio only where ours was answered too."""
    own, other = ours.latencies[query], peer.latencies.get(query) if peer else None
    if other is None or other.wrong:
        return other.wrong if other else ""
    ratio = "" if own.wrong else f" (x {other.median / own.median:.2f})"
    return f"{other.median * 1000:,.1f} ms{ratio}"


def in_ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    return f"{seconds * 1000:,.0f} ms"


def in_bytes(size: int) -> str:
    """Bytes as people read them."""
    return f"{size / MIB:,.0f} MiB" if size >= MIB else f"{size / 1024:,.0f} KiB"
