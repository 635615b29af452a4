"""Step 3: one `sitrep serve` for each dataset; the next ones start while one is asked."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from . import datasets
from .manifests import Dataset

# How many servers may be starting while one is asked; a start is a second of one core's work.
AHEAD = 3
TOKEN = "a-token-of-the-conformance-tests"  # noqa: S105 - of a server that is ours


class Process(Protocol):
    """A running server, as the tests start it."""

    address: str

    def stop(self) -> tuple[str, str]:
        """End it; what it has said on standard output and error."""
        ...


@dataclass(frozen=True)
class Served:
    """A server of a dataset; `empty` when the dataset is and the file served is a placeholder."""

    process: Process
    empty: bool

    @property
    def address(self) -> str:
        return f"{self.process.address}/sparql"


@dataclass
class Servers:
    """The servers; one is asked, the next are starting, the last is stopping.

    `start` runs `sitrep serve` with these arguments, `order` is in which the datasets will be asked
    for, `folder` is where their files go.
    """

    start: Callable[..., Process]
    order: Sequence[Dataset]
    folder: Path
    starters: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(AHEAD))
    # Stopping is mostly waiting; it must not keep a server from starting.
    stoppers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4 * AHEAD))
    running: dict[Dataset, Future[Served]] = field(default_factory=dict)
    stopping: list[Future[tuple[str, str]]] = field(default_factory=list)

    def of(self, dataset: Dataset) -> Served:
        """The server of a dataset."""
        at = self.order.index(dataset)
        wanted = self.order[at : at + 1 + AHEAD]
        for other in set(self.running) - set(wanted):
            self.stop(other)
        for one in wanted:
            if one not in self.running:
                self.running[one] = self.starters.submit(self.serve, one)
        return self.running[dataset].result()

    def serve(self, dataset: Dataset) -> Served:
        """Start the server of a dataset."""
        path = self.folder / f"{self.order.index(dataset)}.nq"
        holds_any = datasets.write(dataset, path)
        arguments = ["--data", str(path), "--workers", "1", "--evaluators", "1"]
        if dataset.writer:
            path.write_bytes(b"")
            tokens = path.with_suffix(".tokens")
            tokens.write_text(f"tester {TOKEN}\n")
            arguments += ["--store", str(path.with_suffix(".store")), "--writable"]
            arguments += ["--token-file", str(tokens)]
        return Served(self.start(*arguments), not holds_any)

    def stop(self, dataset: Dataset) -> None:
        """Stop the server of a dataset, without waiting for it."""
        process = self.running.pop(dataset).result().process
        self.stopping.append(self.stoppers.submit(process.stop))

    def close(self) -> list[str]:
        """Stop all, and give what any of them complained of."""
        for dataset in list(self.running):
            self.stop(dataset)
        said = [future.result() for future in self.stopping]
        self.starters.shutdown()
        self.stoppers.shutdown()
        return [complaint for _, complaint in said if complaint]
