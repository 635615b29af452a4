"""Metrics, the text: what the board has counted and what can be measured now, for Prometheus.

Specification: text format 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import os
import platform
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from itertools import accumulate
from pathlib import Path
from resource import getpagesize

from server.running.metrics import KINDS, SECONDS, STATUSES, Board
from server.state import State


@dataclass(frozen=True, slots=True)
class Sample:
    """A number; `suffix` is what its name ends with beyond that of its family."""

    value: float
    labels: tuple[tuple[str, str], ...] = ()
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A metric with its samples."""

    name: str
    kind: str
    sentence: str
    samples: tuple[Sample, ...]


def families(state: State, board: Board) -> Iterator[Family]:
    """Everything that there is to say of a server."""
    yield Family("requests_total", "counter", "Requests answered.", requests(board))
    yield Family("query_seconds", "histogram", "From a query to its answer.", histogram(board))
    yield Family("problems_total", "counter", "Problems answered, by kind.", problems(board))
    kept = board.total(("kept",))
    yield number("kept_answers_total", "counter", "Answers given from the kept ones.", kept)
    # In the process itself, as many queries are evaluated as there are threads to take them.
    settings = state.settings
    evaluators = settings.evaluators and settings.evaluators + settings.slow_evaluators
    running = int(sum(running_now(board)))
    busy = min(running, evaluators) if evaluators else running
    yield number("evaluators", "gauge", "Processes that evaluate queries.", evaluators)
    yield number("evaluators_busy", "gauge", "Queries being evaluated.", busy)
    yield number("queries_waiting", "gauge", "Queries waiting for an evaluator.", running - busy)
    yield number("triples", "gauge", "Quads of the graph.", state.quads)
    uptime = time.monotonic() - board.born
    yield number("uptime_seconds", "gauge", "Seconds since the server started.", uptime)
    yield Family("process_resident_bytes", "gauge", "Memory of an HTTP process.", memory(board))
    yield Family("process_open_files", "gauge", "Files open in an HTTP process.", files(board))
    yield Family("build_info", "gauge", "What is running.", (build(state),))


def number(name: str, kind: str, sentence: str, value: float) -> Family:
    """A metric that is one number."""
    return Family(name, kind, sentence, (Sample(value),))


def requests(board: Board) -> tuple[Sample, ...]:
    """Requests by kind of address and status; only what there was."""
    found = {
        (kind, code): board.total(("requests", kind, code)) for kind in KINDS for code in STATUSES
    }
    return tuple(
        Sample(value, (("path", kind), ("status", status)))
        for (kind, status), value in found.items()
        if value
    )


def histogram(board: Board) -> tuple[Sample, ...]:
    """Queries by how long they took at most; each bucket holds those before it."""
    bounds = [*map(str, SECONDS), "+Inf"]
    counts = [*accumulate(board.total(("bucket", bound)) for bound in bounds)]
    buckets = [
        Sample(count, (("le", bound),), "_bucket")
        for bound, count in zip(bounds, counts, strict=True)
    ]
    total = Sample(board.total(("seconds",)), suffix="_sum")
    return (*buckets, total, Sample(counts[-1], suffix="_count"))


def problems(board: Board) -> tuple[Sample, ...]:
    """Problems by the name that they have in addresses; those that never were count 0."""
    return tuple(
        Sample(board.total(column), (("kind", column[1]),))
        for column in board.places
        if column[0] == "problems"
    )


def running_now(board: Board) -> Iterator[float]:
    """How many queries each living process has in hand."""
    place, width = board.places["running",], len(board.places)
    for row, process in enumerate(board.processes()):
        if lives(process):
            yield board.numbers[row * width + place]


def lives(process: int) -> bool:
    """Whether there is such a process of ours."""
    with suppress(OSError):
        os.kill(process, 0)
        return True
    return False


def memory(board: Board) -> tuple[Sample, ...]:
    """Bytes in memory of each HTTP process; what they share counts for each."""
    found: list[Sample] = []
    for row, process in enumerate(board.processes()):
        with suppress(OSError):
            pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
            found.append(Sample(int(pages) * getpagesize(), (("worker", str(row)),)))
    return tuple(found)


def files(board: Board) -> tuple[Sample, ...]:
    """Open file descriptors of each HTTP process."""
    found: list[Sample] = []
    for row, process in enumerate(board.processes()):
        with suppress(OSError):
            count = len(os.listdir(f"/proc/{process}/fd"))  # noqa: PTH208 - only how many
            found.append(Sample(count, (("worker", str(row)),)))
    return tuple(found)


def build(state: State) -> Sample:
    """The versions of what answers, as labels of a 1."""
    engine, program = metadata.version("pyoxigraph"), metadata.version("sitrep")
    python, data = platform.python_version(), state.version[:12]
    labels = (("version", program), ("data", data), ("engine", engine), ("python", python))
    return Sample(1, labels)


def write(family: Family) -> str:
    """A metric as the format has it."""
    name = f"sitrep_{family.name}"
    lines = [f"# HELP {name} {family.sentence}", f"# TYPE {name} {family.kind}"]
    for sample in family.samples:
        labels = ",".join(f'{key}="{escape(text)}"' for key, text in sample.labels)
        braced = f"{{{labels}}}" if labels else ""
        lines.append(f"{name}{sample.suffix}{braced} {sample.value:.15g}")
    return "".join(f"{line}\n" for line in lines)


def escape(text: str) -> str:
    """A label's value as it stands between quotes."""
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
