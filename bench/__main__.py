"""`make bench`: our server beside its peers, in one run, in rounds that take turns.

The figures are ratios to the oxigraph server, a table for each graph, printed and written into
docs/endpoint.md between two marks.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Final
from urllib.parse import quote

import click

from bench.generate import generate
from bench.load import Load, Rate, ask, drive
from bench.page import machine, write_down
from bench.peers import FIRST, SLOW, Peer, names, running
from bench.served import end_on_terminate
from bench.watch import MIB, look
from queries import catalogue
from server.config import DEFAULT_DATA

_SIZES: Final = (0, 50_000, 500_000)
_LOOKUPS: Final = 20
_LONGEST_SECONDS: Final = 0.5
"""What takes the oxigraph server longer is left out of the mix: all else would drown in it."""
_THING: Final = re.compile(r"^(<https://w3id\.org/sitrep/bhamo/[^/>]+>) ", re.MULTILINE)
_TENTHS_BELOW: Final = 10
_LARGE: Final = "SELECT * { ?s ?p ?o . ?s ?q ?r } LIMIT 10000"
_LEFT_OUT: Final = "left out of the mix"

Rates = Mapping[str, Mapping[str, Sequence[Rate]]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rounds, and the seconds of one measurement."""

    rounds: int
    seconds: float


def lookups(data: Path) -> list[str]:
    """A question about one thing each, spread over the graph."""
    things = sorted(set(_THING.findall(data.read_text(encoding="utf-8"))))
    chosen = things[:: max(1, len(things) // _LOOKUPS)][:_LOOKUPS]
    return [f"SELECT ?p ?o {{ {thing} ?p ?o }}" for thing in chosen]


def quick_ones(peer: Peer) -> tuple[list[str], list[str]]:
    """The saved queries that a peer answers soon, and the names of those that it does not."""
    quick, slow = list[str](), list[str]()
    for question in catalogue():
        line = HTTPConnection("127.0.0.1", peer.server.port, 10)
        started = monotonic()
        answered = ask(line, f"{peer.path}?query={quote(question.text, safe='')}")
        line.close()
        if answered and monotonic() - started < _LONGEST_SECONDS:
            quick.append(question.text)
        else:
            slow.append(question.slug)
    return quick, slow


def loads(folder: Path, single: Sequence[str], saved: Sequence[str]) -> Mapping[str, Load]:
    """What is measured, by name; the queries are written into files."""
    written: dict[str, Path] = {}
    for name, texts in (("lookup", single), ("mix", [*saved, *single]), ("large", [_LARGE])):
        written[name] = folder / f"{name}.queries"
        text = "\n".join(quote(text, safe="") for text in texts)
        written[name].write_text(text + "\n", encoding="ascii")
    return {
        "hot lookup": Load(written["lookup"], cold=False),
        "cold lookup": Load(written["lookup"], cold=True),
        "hot mix": Load(written["mix"], cold=False),
        "cold mix": Load(written["mix"], cold=True),
        "10,000 rows, cold": Load(written["large"], cold=True),
    }


def measure(peers: Sequence[Peer], todo: Mapping[str, Load], plan: Plan) -> Rates:
    """The rates by load and peer; in each round every peer has its turn at every load.

    The slow one comes after the others: it works on when nobody waits for its answers any more.
    """
    found: dict[str, dict[str, list[Rate]]] = {
        name: {peer.name: [] for peer in peers} for name in todo
    }
    for group in ([p for p in peers if p.name != SLOW], [p for p in peers if p.name == SLOW]):
        for number, (name, load) in product(range(plan.rounds), todo.items()):
            for peer in group if number % 2 == 0 else group[::-1]:
                rate = drive(load, peer.server.port, peer.path, plan.seconds)
                found[name][peer.name].append(rate)
    return found


def ratio(ours: Sequence[Rate], first: Sequence[Rate]) -> float:
    """The ratio in the middle, of those of the rounds."""
    pairs = zip(ours, first, strict=True)
    return median(own.a_second / other.a_second if other.a_second else 0 for own, other in pairs)


def table(peers: Sequence[Peer], rates: Rates) -> Iterator[str]:
    """The rows of the Markdown table of one graph."""
    yield "| | " + " | ".join(peer.name for peer in peers) + " |"
    yield "|---|" + "---:|" * len(peers)
    for name, found in rates.items():
        cells = [cell(found[peer.name], found[FIRST]) for peer in peers]
        yield f"| {name} | " + " | ".join(cells) + " |"
    starts = (f"{peer.first_answer:.2f} s" for peer in peers)
    yield "| start to first answer | " + " | ".join(starts) + " |"
    memory = (f"{look(peer.server.session).pss // MIB} MiB" for peer in peers)
    yield "| memory after it (PSS) | " + " | ".join(memory) + " |"


def cell(rates: Sequence[Rate], first: Sequence[Rate]) -> str:
    """Requests a second and the ratio; what failed is said."""
    failed = sum(rate.failed for rate in rates)
    speed = median(rate.a_second for rate in rates)
    text = f"{speed:,.{0 if speed >= _TENTHS_BELOW else 1}f}/s (x {ratio(rates, first):.2f})"
    return text + (f", {failed} failed" if failed else "")


def compare(size: int, plan: Plan) -> Iterator[str]:
    """One graph: generate, start all, measure, and give the lines that say so."""
    with tempfile.TemporaryDirectory() as home, ExitStack() as stack:
        folder = Path(home)
        data = generate(DEFAULT_DATA, folder / "graph.nq", size)
        peers = [stack.enter_context(running(name, data, folder)) for name in names(data)]
        first = next(peer for peer in peers if peer.name == FIRST)
        quick, slow = quick_ones(first)
        rates = measure(peers, loads(folder, lookups(data), quick), plan)
        quads = data.read_bytes().count(b"\n")
        yield f"### {quads:,} quads{'' if size else ', the graph that comes with Sitrep'}\n"
        yield from table(peers, rates)
        if slow:
            yield f"\nOver {_LONGEST_SECONDS:g} s, {_LEFT_OUT}: {', '.join(slow)}."
        yield ""


@click.command()
@click.option(
    "--quick",
    is_flag=True,
    help="Two minutes, on the graph that comes with Sitrep; writes no page.",
)
@click.option("--size", "sizes", type=int, multiple=True, help="Quads at least; several times.")
@click.option("--rounds", type=int, default=3, show_default=True)
@click.option("--seconds", type=float, default=3, show_default=True)
def main(*, quick: bool, sizes: tuple[int, ...], rounds: int, seconds: float) -> None:
    """Compare the server with its peers; run from the folder of the checkout."""
    end_on_terminate()
    plan = Plan(2, 1) if quick else Plan(rounds, seconds)
    lines = [machine()]
    for size in sizes or ((0,) if quick else _SIZES):
        for line in compare(size, plan):
            click.echo(line)
            lines.append(line)
        if not quick:
            write_down("bench", "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
