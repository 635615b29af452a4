"""Load: how many requests a second a server answers, by wrk or, without it, by Python threads."""

import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Final

CONNECTIONS: Final = 8
_SCRIPT: Final = Path(__file__).with_name("ask.lua")
_RUNS: Final = count(int(time.time()))
_ACCEPT: Final = {"Accept": "application/sparql-results+json"}
_PATIENCE_SECONDS: Final = 60
_OK: Final = 200
_LONGER: Final = 6


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests answered a second, and how many were not answered by 200."""

    a_second: float
    failed: int


@dataclass(frozen=True, slots=True)
class Load:
    """Queries, percent-encoded, one a line of a file; each text is new to the server if `cold`."""

    queries: Path
    cold: bool


def drive(load: Load, port: int, path: str, seconds: float) -> Rate:
    """Ask a server for so long, or longer if no answer comes in that time."""
    run = by_wrk if shutil.which("wrk") else by_threads
    rate = run(load, port, path, seconds)
    return rate if rate.a_second else run(load, port, path, seconds * _LONGER)


def by_wrk(load: Load, port: int, path: str, seconds: float) -> Rate:
    """The rate that wrk finds (https://github.com/wg/wrk)."""
    kind = "cold" if load.cold else "hot"
    flags = ["-t1", f"-c{CONNECTIONS}", f"-d{round(seconds)}s", "--timeout", "30s"]
    tail = [f"http://127.0.0.1:{port}", "--", str(load.queries), path, kind, str(next(_RUNS))]
    said = subprocess.run(  # noqa: S603 - arguments are ours
        ["wrk", *flags, "-s", str(_SCRIPT), *tail],  # noqa: S607 - wherever the system has it
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return Rate(float(found[1]) if found else 0.0, int(failed[1]) if failed else 0)


def by_threads(load: Load, port: int, path: str, seconds: float) -> Rate:
    """The rate that Python threads find: lower, and the same for every server."""
    queries = load.queries.read_text(encoding="ascii").split()
    answers: list[bool] = []
    run, until = next(_RUNS), time.monotonic() + seconds
    numbers = count()

    def ask_on() -> None:
        line = HTTPConnection("127.0.0.1", port, _PATIENCE_SECONDS)
        for number in numbers:
            if time.monotonic() > until:
                break
            mark = f"%0A%23{run}.{number}" if load.cold else ""
            answers.append(ask(line, f"{path}?query={queries[number % len(queries)]}{mark}"))
        line.close()

    threads = [Thread(target=ask_on) for _ in range(CONNECTIONS)]
    started = time.monotonic()
    join_all(threads)
    return Rate(sum(answers) / (time.monotonic() - started), answers.count(False))


def join_all(threads: Sequence[Thread]) -> None:
    """Start threads and wait for them."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def ask(line: HTTPConnection, path: str) -> bool:
    """Whether one request is answered by 200."""
    with suppress(OSError, HTTPException):
        line.request("GET", path, headers=_ACCEPT)
        answer = line.getresponse()
        answer.read()
        return answer.status == _OK
    line.close()
    return False
