"""Settings: everything that an operator can choose, in one frozen value.

This is the one table. What `configure.py` reads from flags and from the environment, what
`sitrep serve --help` says and what `docs/operating.md` lists is made from it or held against it.
"""

# `setting` makes a `dataclasses.field`, as ruff wants here, and says what it is about:
# ruff: noqa: RUF009

import math
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

# Found by path and not by import: the server knows the graph only as a file.
DEFAULT_DATA: Final = Path(__file__).resolve().parents[1] / "graph" / "data" / "bhamo.nq"
_QUICK_PER_CORE: Final = 4
_SLOW_PER_CORE: Final = 2
_MIB: Final = 2**20
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class About:
    """What is to be said of a setting beside its name, its type and its default.

    `default` is the default in words, where the value would say little. `asked_by_query` is whether
    `sitrep query` has it too.
    """

    sentence: str
    least: float = 0
    most: float = math.inf
    default: str = ""
    asked_by_query: bool = False


def setting(default: _Value, about: About) -> _Value:
    """A field of `Settings` with what there is to say of it."""
    return field(default=default, metadata={"about": about})


def measured(default: Callable[[], _Value], about: About) -> _Value:
    """The same, for a default that depends on the machine."""
    return field(default_factory=default, metadata={"about": about})


def cores() -> int:
    """How many cores this process may use, which in a container is not how many there are."""
    available = getattr(os, "sched_getaffinity", None)  # Linux alone has it
    return len(available(0)) if available else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What to serve, where, and how much one query, one client and one process may take.

    The limits on nesting and steps are what pyoxigraph's recursive parser and optimiser bear on a
    stack of 1 MB, half of what a thread of the HTTP server has: beyond that the process would die.
    """

    data: Path = setting(
        DEFAULT_DATA,
        About(
            "RDF file to serve or to ask; its suffix says the format.",
            default="the graph that comes with Sitrep",
            asked_by_query=True,
        ),
    )
    store: Path | None = setting(
        None,
        About(
            "Folder of a store on disk to serve or to ask; serving fills it from --data if there "
            "is none.",
            default="none, the file is held in memory",
            asked_by_query=True,
        ),
    )
    engine: str = setting(
        "",
        About(
            "Address of a SPARQL endpoint to serve instead of a file.",
            default="none",
        ),
    )
    engine_default_graph: str = setting(
        "",
        About(
            "IRI of the graph in which that endpoint has the triples of the default graph, where "
            "its own default graph is the union of all.",
            default="none",
        ),
    )
    host: str = setting(
        "127.0.0.1", About("Address to listen on; 0.0.0.0 is every address of this machine.")
    )
    port: int = setting(7878, About("Port to listen on; 0 takes any free one.", most=65535))
    workers: int = measured(
        cores, About("Processes that take requests.", least=1, most=1024, default="one a core")
    )
    evaluators: int = measured(
        lambda: _QUICK_PER_CORE * cores(),
        About(
            "Processes that wait for queries to evaluate; 0 evaluates them, without deadline and "
            "memory limit, in the process that took the request.",
            most=256,
            default="four a core",
        ),
    )
    slow_evaluators: int = measured(
        lambda: _SLOW_PER_CORE * cores(),
        About(
            "Processes for queries that were slow before, and how many that turn out to be slow "
            "may go on besides; all these yield to the quick ones.",
            least=1,
            most=256,
            default="two a core",
        ),
    )
    timeout: float = setting(10.0, About("Seconds that a query may run.", least=0.001, most=86_400))
    memory: int = setting(
        256,
        About("MiB that a query may use beyond the loaded graph.", least=16, most=1_048_576),
    )
    max_rows: int = setting(0, About("Rows in one answer; 0 is no limit."))
    max_answer: int = setting(256 * _MIB, About("Bytes in one answer.", least=1024))
    keep: int = setting(64 * _MIB, About("Bytes of kept answers a process; 0 keeps none."))
    per_client: int = setting(
        8, About("Slow queries at one time from one client's address; 0 is no limit.")
    )
    queue_wait: float = setting(
        5.0,
        About("Seconds that a query may wait for a free evaluator.", least=0.001, most=3600),
    )
    writable: bool = setting(
        False,  # noqa: FBT003 - the default of a setting
        About("Take updates at /update and graphs at /store, from who has a token; needs --store."),
    )
    token_file: Path | None = setting(
        None,
        About(
            "File with who may write: on each line a name, a space, and a token of at least 16 "
            "characters.",
            default="none, see SITREP_TOKENS",
        ),
    )
    validate: bool = setting(
        False,  # noqa: FBT003 - the default of a setting
        About("Refuse a write that breaks a shape of the ontology (SHACL)."),
    )
    largest_write: int = setting(16 * _MIB, About("Bytes in one update or graph.", least=1024))
    largest_change: int = setting(
        1_000_000, About("Quads that one write may remove and add.", least=1)
    )
    reload: bool = setting(
        False,  # noqa: FBT003 - the default of a setting
        About(
            "Watch the data file or the store, and take it in again when it has changed; not with "
            "--engine."
        ),
    )
    access_log: bool = setting(
        False,  # noqa: FBT003 - the default of a setting
        About("Write a line for each request to standard output."),
    )
    forwarded: bool = setting(
        False,  # noqa: FBT003 - the default of a setting
        About("Believe the X-Forwarded-For of a proxy on this machine."),
    )
    longest_query: int = setting(50_000, About("Characters in one query.", least=1))
    largest_body: int = setting(200_000, About("Bytes in one request's body.", least=1))
    deepest_nesting: int = setting(
        50,
        About(
            "Brackets that may be open at one place of a query.",
            least=1,
            most=100,
            asked_by_query=True,
        ),
    )
    most_steps: int = setting(
        300,
        About("Keywords and operators in one query.", least=1, most=1000, asked_by_query=True),
    )
    allow_service: tuple[str, ...] = setting(
        (),
        About(
            "Address that queries may ask by SERVICE; may be given several times.",
            default="none",
            asked_by_query=True,
        ),
    )
    service_timeout: float = setting(
        8.0,
        About(
            "Seconds that one answer to SERVICE may take, of those of the query.",
            least=0.001,
            most=86_400,
            asked_by_query=True,
        ),
    )
    service_size: int = setting(
        10 * _MIB, About("Bytes in one answer to SERVICE.", least=1024, asked_by_query=True)
    )
    service_calls: int = setting(
        10, About("Requests that one query may make by SERVICE.", least=1, asked_by_query=True)
    )
    most_rows: int = setting(
        1000, About("Rows that a page shows of one answer; other formats give all.", least=1)
    )
    most_names: int = setting(1000, About("Names in one batch to reconcile.", least=1))
