"""Store: what our own store on disk costs at one size, from loading it to backing it up."""

import os
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench.latency import Reply, ask_anew, send
from bench.served import SITREP, Served, free_port, serve_command, served
from bench.watch import eventually, look

PATH: Final = "/sparql"
_TOKEN: Final = "for-measuring-alone-0"  # noqa: S105 - of a server on loopback that lives for minutes
_ASK: Final = "ASK { ?s ?p ?o }"
_READY_SECONDS: Final = 300
_WRITES: Final = 5
_ORDER: Final = 'INSERT DATA {{ <urn:x-sitrep-bench> <urn:x-sitrep-bench> "{number}" }}'


class MeasureError(Exception):
    """What was to be measured did not happen; the sentence has the end of what was said."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading took: seconds, bytes of memory at most, and bytes on disk afterwards."""

    seconds: float
    memory: int
    disk: int


@dataclass(frozen=True, slots=True)
class Written:
    """Seconds until a small write is acknowledged, and of the first query after it."""

    acknowledged: float
    query_after: float


@dataclass(frozen=True, slots=True)
class Started:
    """A server of a store: where it is, its seconds to its first answer, and its bytes then."""

    server: Served
    first_answer: float
    memory: int


def load(data: Path, store: Path) -> Loaded:
    """Load a file into a new store by the command.

    Raises:
        MeasureError: it was not loaded.
    """
    started = time.monotonic()
    command: list[str | Path] = [SITREP, "load", store, data]
    with subprocess.Popen(  # noqa: S603 - the command is this project's own
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise MeasureError(f"sitrep load: {said.decode(errors='replace')[-500:]}")
    # Linux counts it in KiB (getrusage(2)).
    return Loaded(time.monotonic() - started, used.ru_maxrss * 1024, size_of(store))


def size_of(folder: Path) -> int:
    """The bytes of all files in a folder; one with two names counts once."""
    found = (path.lstat() for path in folder.rglob("*"))
    return sum({stat.st_ino: stat.st_size for stat in found}.values())


@contextmanager
def serving(store: Path, folder: Path) -> Generator[Started]:
    """A server of a store with the settings that it has by default, which may be written to.

    Raises:
        NotServedError, MeasureError: it does not come to answer.
    """
    tokens = folder / "tokens"
    tokens.write_text(f"bench {_TOKEN}\n", encoding="ascii")
    port = free_port()
    command = serve_command(port, "--store", str(store), "--writable", "--token-file", str(tokens))
    started = time.monotonic()
    with served(command, port) as server:
        if not eventually(lambda: not ask_anew(port, PATH, _ASK, 60).wrong, _READY_SECONDS):
            raise MeasureError(f"sitrep serve: {server.complained[-500:]}")
        seconds = time.monotonic() - started
        yield Started(server, seconds, look(server.session).pss)


def write(port: int, text: str) -> Written:
    """Write one quad several times, and ask a query after each; the medians.

    Raises:
        MeasureError: a write was refused.
    """
    acknowledged: list[float] = []
    after: list[float] = []
    for number in range(_WRITES):
        acknowledged.append(well(write_one(port, number)).seconds)
        after.append(well(ask_anew(port, PATH, text, 60)).seconds)
    return Written(median(acknowledged), median(after))


def write_one(port: int, number: int) -> Reply:
    """Write a quad that is not there yet."""
    order = _ORDER.format(number=number).encode()
    headers = {
        "Authorization": f"Bearer {_TOKEN}",
        "Content-Type": "application/sparql-update",
        "Accept": "application/json",
    }
    return send(port, ("POST", "/update", order), 60, headers)


def well(reply: Reply) -> Reply:
    """A reply that has to be an answer.

    Raises:
        MeasureError: it is none.
    """
    if reply.wrong:
        raise MeasureError(f"the server did not answer: {reply.wrong}")
    return reply


def back_up(store: Path, target: Path) -> float:
    """The seconds of a backup by the command, its own start included.

    Raises:
        MeasureError: there was none.
    """
    started = time.monotonic()
    done = subprocess.run(  # noqa: S603 - the command is this project's own
        [SITREP, "backup", store, target], capture_output=True, check=False
    )
    if done.returncode:
        raise MeasureError(f"sitrep backup: {done.stderr.decode(errors='replace')[-500:]}")
    return time.monotonic() - started
