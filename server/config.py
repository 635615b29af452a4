"""Settings: everything that an operator can choose, in one frozen value."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Found by path and not by import: the server knows the graph only as a file.
DEFAULT_DATA: Final = Path(__file__).resolve().parents[1] / "graph" / "data" / "bhamo.nq"


@dataclass(frozen=True, slots=True)
class Settings:
    """What to serve, where, and how much one query may ask for.

    The limits on nesting and steps are what pyoxigraph's recursive parser and optimiser bear on a
    stack of 1 MB, half of what a thread of the HTTP server has: beyond that the process would die.
    """

    data: Path = DEFAULT_DATA
    """The RDF file to serve; its suffix says the format (.nq, .trig, .ttl, .nt, .rdf, .jsonld)."""
    host: str = "127.0.0.1"
    """The address to listen on; 0.0.0.0 is every address of this machine."""
    port: int = 7878
    """The port to listen on; 0 is any free one."""
    longest_query: int = 50_000
    """Characters in one query; a longer one is answered with 413 or 414."""
    largest_body: int = 200_000
    """Bytes in one request's body; a larger one is answered with 413."""
    deepest_nesting: int = 50
    """Brackets of any kind that may be open at one place of a query."""
    most_steps: int = 300
    """Keywords and operators in one query, full stops and semicolons among them."""
    most_rows: int = 1000
    """Rows that a page shows of one answer, and says so; the other formats give them all."""
    workers: int = 2
    """Processes that take requests."""
    evaluators: int = 8
    """Processes that evaluate queries; 0 evaluates them in the process that takes the request."""
    timeout: float = 10.0
    """Seconds that a query may run."""
    memory: int = 512
    """MiB that a query may use beyond the loaded graph."""
    queue_wait: float = 5.0
    """Seconds that a query may wait for a free evaluator."""
    max_answer: int = 256 * 2**20
    """Bytes in one answer."""
    keep: int = 64 * 2**20
    """Bytes of kept answers per process; 0 keeps none."""
    reload: bool = False
    """Whether to watch the data file and take in a changed one."""
