"""A store is killed in the middle of everything, many times over.

What was acknowledged is there afterwards, and nothing is there by halves. SITREP_CRASHES says how
many times; `make soak` says more than the tests do.
"""

import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from server.storage.folder import StoreFolder
from server.storage.journal import heads, last

from .conftest import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SITREP = Path(sys.executable).with_name("sitrep")
ROUNDS = int(os.environ.get("SITREP_CRASHES", "3"))
PAIR = "INSERT DATA {{ <urn:s> <urn:p> {0} GRAPH <urn:g> {{ <urn:s> <urn:q> {0} }} }}"


def sitrep(*arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own command
        [SITREP, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def killed_after(seconds: float, *arguments: object) -> int:
    """Run a command, and kill it when so much time has passed; gives its exit code."""
    with sitrep(*arguments) as run:
        clock = Timer(seconds, suppressing(os.killpg), (run.pid, signal.SIGKILL))
        clock.start()
        run.communicate()
        clock.cancel()
        return run.returncode


def suppressing(call: "Callable[..., object]") -> "Callable[..., object]":
    def quietly(*arguments: object) -> None:
        with suppress(ProcessLookupError):
            call(*arguments)

    return quietly


def quads(folder: Path) -> int:
    """How many quads a store holds, by its database and by what is said of it."""
    newest = StoreFolder(folder).newest()
    found = len(Store.read_only(str(newest.database)))
    assert found == newest.about.quads
    return found


def pause() -> float:
    return random.uniform(0.05, 0.9)  # noqa: S311 - no secret


def numbered(path: Path, begin: int, end: int) -> Path:
    path.write_text("".join(f"<urn:s> <urn:p> {n} .\n" for n in range(begin, end)))
    return path


def test_killed_while_it_loads(tmp_path: Path) -> None:
    store, held = tmp_path / "store", 1000
    first = numbered(tmp_path / "first.ttl", 0, held)
    with sitrep("load", store, first) as run:
        assert run.wait(20) == 0
    for number in range(ROUNDS):
        more = numbered(tmp_path / "more.ttl", held, held + 30_000)
        code = killed_after(pause(), "load", store, more)
        found = quads(store)
        assert found in ((held + 30_000,) if code == 0 else (held, held + 30_000)), number
        held = found
    with sitrep("load", store, numbered(tmp_path / "last.ttl", 10**7, 10**7 + 1)) as run:
        assert run.wait(20) == 0
    assert quads(store) == held + 1
    folder = StoreFolder(store)
    assert folder.newest().about.written == last(folder)
    assert sum(entry.added for entry in heads(folder, last(folder))) == held + 1
    # Nothing that was not finished is left.
    assert {path.name for path in store.iterdir()} == {"lock", "snapshots", "journal"}


def test_killed_while_it_makes_a_copy(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with sitrep("load", store, numbered(tmp_path / "a.ttl", 0, 20_000)) as run:
        assert run.wait(20) == 0
    for number in range(ROUNDS):
        copy = tmp_path / f"copy-{number}"
        code = killed_after(pause() / 2, "backup", store, copy)
        assert copy.exists() or code != 0
        if copy.exists():
            assert quads(copy) == 20_000
    assert quads(store) == 20_000


def written_until_killed(running: Any, client: Client, begin: int) -> "Iterator[int]":  # noqa: ANN401
    """Write pairs until the server is killed, which is soon; gives what was acknowledged."""
    clock = Timer(pause(), os.killpg, (running.process.pid, signal.SIGKILL))
    clock.start()
    with suppress(OSError, HTTPException):
        for number in range(begin, begin + 100_000):
            if client.update(PAIR.format(number)).status == 200:
                yield number
    clock.join()
    running.process.communicate()


def test_killed_while_it_writes(serving: Any, tokens: Path, tmp_path: Path) -> None:  # noqa: ANN401
    (tmp_path / "empty.nq").write_text("")
    arguments = ("--store", tmp_path / "store", "--data", tmp_path / "empty.nq", "--writable")
    more = ("--token-file", tokens, "--workers", "1", "--evaluators", "1")
    acknowledged = set[int]()
    for _ in range(ROUNDS):
        running = serving(*map(str, (*arguments, *more)))
        client = Client(running.address)
        check(client, acknowledged)
        acknowledged.update(written_until_killed(running, client, max(acknowledged, default=0) + 2))
    assert acknowledged
    running = serving(*map(str, (*arguments, *more)))
    check(Client(running.address), acknowledged)
    assert running.stop()[1] == ""


def check(client: Client, acknowledged: set[int]) -> None:
    """Both triples of each pair that was acknowledged are there, and of no pair only one."""
    one = {int(row) for row in client.ask("SELECT ?o { <urn:s> <urn:p> ?o }")}
    other = {int(row) for row in client.ask("SELECT ?o { GRAPH <urn:g> { <urn:s> <urn:q> ?o } }")}
    assert one == other
    assert acknowledged <= one


def test_the_one_who_writes_is_killed_and_the_next_goes_on(
    serving: Any,  # noqa: ANN401
    tokens: Path,
    tmp_path: Path,
) -> None:
    (tmp_path / "empty.nq").write_text("")
    running = serving(
        *("--store", str(tmp_path / "store"), "--data", str(tmp_path / "empty.nq"), "--writable"),
        *("--token-file", str(tokens), "--workers", "1", "--evaluators", "1"),
    )
    client = Client(running.address)
    for number in range(ROUNDS):
        assert client.update(PAIR.format(number)).status == 200
        os.kill(scribe_of(running.process.pid, tmp_path / "store"), signal.SIGKILL)
        check(client, set(range(number + 1)))
    assert client.update(PAIR.format(ROUNDS)).status == 200
    check(client, set(range(ROUNDS + 1)))
    running.stop()


def scribe_of(server: int, store: Path) -> int:
    """The process of a server that has a database open to write."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                group = re.search(r"\) \S \d+ (\d+)", (path / "stat").read_text())
                opened = [str(each.readlink()) for each in (path / "fd").iterdir()]
                if (
                    group
                    and int(group[1]) == server
                    and any(
                        each.startswith(str(store)) and each.endswith("working/LOCK")
                        for each in opened
                    )
                ):
                    return int(path.name)
        time.sleep(0.02)
    raise AssertionError("nobody writes")
