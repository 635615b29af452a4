"""`make bench-scale`: loading, starting, every saved query, writing and backing up, size by size.

Each size is a graph of whole battles (`generate.py`) in a store on disk, served with the settings
that `sitrep serve` has by default; then the peers over the same file, one after the other. The
figures are printed and written into docs/scaling.md between two marks.
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click

from bench import peers, store
from bench.generate import generate
from bench.latency import Bounds, Latency, Reply, get, measure
from bench.page import machine, write_down
from bench.scale_page import Measured, PeerMeasured, text
from bench.served import end_on_terminate
from bench.watch import look
from queries import catalogue
from server.config import DEFAULT_DATA

COMMAND: Final = "bench-scale"
PAGE: Final = Path("docs/scaling.md")
SIZES: Final = (50_000, 500_000, 5_000_000)
_QUICK: Final = (20_000, 100_000)
# A file, the store while it is merged, and a peer's database, measured; and some more.
_BYTES_A_QUAD: Final = 1200
# Questions of several sorts that peers are asked too.
COMPARED: Final = (
    *("who-held-a-place", "what-a-sentence-says", "civilian-casualties", "who-fought"),
    *("timeline", "units-and-bases", "happenings-by-kind"),
)
# Pages of a thing and of a battle, and those about the whole graph; what takes longest last.
PAGES: Final = (
    *("/", "/bhamo/kia.html", "/battle?of=bhamo", "/article?of=bhamo", "/queries/who-fought"),
    *("/dataset", "/search?q=airstrike", "/reconcile"),
)
_HTML: Final = (("Accept", "text/html"),)
_PAGE_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured: of which sizes, which queries, within which bounds, beside whom."""

    sizes: tuple[int, ...]
    queries: Mapping[str, str]
    bounds: Bounds
    peers: bool
    peer_seconds: float
    """How long a peer may take to load."""


def tell(words: str) -> None:
    """Say on standard error how far it is."""
    click.echo(f"{time.strftime('%H:%M:%S')} {words}", err=True)


def check_room(sizes: Sequence[int]) -> None:
    """Make sure that the disk of temporary files has room for the largest size.

    Raises:
        ClickException: it has not; how much is needed, and how to name another disk.
    """
    folder = tempfile.gettempdir()
    needed, free = max(sizes) * _BYTES_A_QUAD, shutil.disk_usage(folder).free
    tell(f"needs {needed / 1e9:.1f} GB for a while in {folder}, which has {free / 1e9:.1f}")
    if free < needed:
        raise click.ClickException(
            f"{folder} has {free / 1e9:.1f} GB free, and {needed / 1e9:.1f} are needed: "
            "set TMPDIR to a folder with more, or measure smaller sizes by --sizes"
        )


def measure_size(size: int, plan: Plan) -> Measured:
    """Measure one size, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="sitrep-scale-") as home:
        folder = Path(home)
        data = generate(DEFAULT_DATA, folder / "graph.nq", size)
        with data.open("rb") as lines:
            quads = sum(1 for _ in lines)
        tell(f"{quads:,} quads: loading")
        found = measure_ours(data, quads, folder, plan)
        others = measure_peers(data, folder, plan) if plan.peers else ()
        return replace(found, peers=tuple(others))


def measure_ours(data: Path, quads: int, folder: Path, plan: Plan) -> Measured:
    """Our own store: loaded, served, asked, written to, copied, and removed."""
    place = folder / "store"
    loaded = store.load(data, place)
    with store.serving(place, folder) as started:
        port = started.server.port
        latencies = ask_all(port, store.PATH, plan.queries, plan.bounds)
        memory = look(started.server.session).pss
        tell("  writes")
        # The quickest of those that were answered shows best what comes with the write itself.
        answered = {name: each.median for name, each in latencies.items() if not each.wrong}
        written = store.write(port, plan.queries[min(answered, key=lambda name: answered[name])])
        # Last, because a page that takes too long is still being made when nobody waits any more.
        tell("  pages")
        pages = {page: twice(port, page) for page in PAGES}
    backup = store.back_up(place, folder / "copy")
    shutil.rmtree(place)
    shutil.rmtree(folder / "copy")
    return Measured(
        quads=quads,
        bytes_of_file=data.stat().st_size,
        loaded=loaded,
        first_answer=started.first_answer,
        memory=(started.memory, memory),
        latencies=latencies,
        pages=pages,
        written=written,
        backup=backup,
    )


def ask_all(port: int, path: str, queries: Mapping[str, str], bounds: Bounds) -> dict[str, Latency]:
    """The latency of each query, one after the other."""
    found: dict[str, Latency] = {}
    for name, query in queries.items():
        found[name] = measure(port, path, query, bounds)
        told = found[name].wrong or f"{found[name].median * 1000:,.1f} ms"
        tell(f"  {name}: {told}")
    return found


def twice(port: int, page: str) -> tuple[Reply, ...]:
    """A page asked for the first time, and once more where it was answered."""
    first = get(port, page, _PAGE_SECONDS, _HTML)
    return (first,) if first.wrong else (first, get(port, page, _PAGE_SECONDS, _HTML))


def measure_peers(data: Path, folder: Path, plan: Plan) -> Iterator[PeerMeasured]:
    """Those of the peers that keep a store on disk, and are installed."""
    queries = {name: plan.queries[name] for name in COMPARED if name in plan.queries}
    for name in peers.names(data):
        if name in (peers.FIRST, peers.VIRTUOSO):
            tell(f"  {name}: loading")
            place = folder / f"peer-{name}"
            place.mkdir()
            yield measure_peer(name, data, place, queries, plan)
            shutil.rmtree(place)


def measure_peer(
    name: str, data: Path, folder: Path, queries: Mapping[str, str], plan: Plan
) -> PeerMeasured:
    """One peer; where it takes too long to load, that is what is found."""
    try:
        with peers.running(name, data, folder, plan.peer_seconds) as peer:
            latencies = ask_all(peer.server.port, peer.path, queries, plan.bounds)
            return PeerMeasured(name, peer.loading, store.size_of(folder), latencies)
    except subprocess.TimeoutExpired:
        tell(f"  {name}: not loaded in {plan.peer_seconds:g} s, left out")
        return PeerMeasured(name, None, 0, {})


def read_sizes(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[int, ...]:
    """Numbers of quads, with commas between them.

    Raises:
        BadParameter: something else.
    """
    try:
        sizes = tuple(sorted({int(each) for each in value.split(",") if each.strip()}))
    except ValueError as error:
        raise click.BadParameter("numbers of quads, as in 50000,500000") from error
    if sizes and sizes[0] < 1:
        raise click.BadParameter("a number of quads is at least 1")
    return sizes


@click.command()
@click.option("--sizes", callback=read_sizes, default="", help="Quads, with commas between them.")
@click.option("--quick", is_flag=True, help="Small sizes, some minutes; writes no page.")
@click.option("--question", "slugs", multiple=True, help="These saved queries alone.")
@click.option("--peers/--no-peers", "beside", default=True, help="Other servers too.")
@click.option("--rounds", type=click.IntRange(1), default=20, show_default=True)
@click.option("--seconds", default=3.0, show_default=True, help="For one query, of one size.")
@click.option("--page", type=click.Path(path_type=Path), default=PAGE, show_default=True)
def main(  # noqa: PLR0913 - one for each option
    *,
    sizes: tuple[int, ...],
    quick: bool,
    slugs: tuple[str, ...],
    beside: bool,
    rounds: int,
    seconds: float,
    page: Path,
) -> None:
    """Measure how the store on disk grows; run from the folder of the checkout."""
    end_on_terminate()
    saved = {question.slug: question.text for question in catalogue()}
    if strange := [slug for slug in slugs if slug not in saved]:
        raise click.BadParameter(f"there is no saved query {strange[0]}", param_hint="--question")
    plan = Plan(
        sizes or (_QUICK if quick else SIZES),
        {slug: saved[slug] for slug in slugs or saved},
        Bounds(5, 1, 30) if quick else Bounds(rounds, seconds, 30),
        beside,
        60 if quick else 300,
    )
    check_room(plan.sizes)
    told = text(machine(), [measure_size(size, plan) for size in plan.sizes], COMPARED)
    click.echo(told)
    if not quick:
        write_down(COMMAND, told, page)
        tell(f"{page} is written")


if __name__ == "__main__":
    main()
