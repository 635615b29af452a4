"""Hostile: ordinary clients ask a real server while hostile ones attack it, one attack at a time.

`python -m bench.hostile` is `make soak`: it prints all figures, and ends with 1 if an ordinary
client failed, something leaked, the sink was called or the server complained of a traceback.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from statistics import median
from threading import Event, Thread
from typing import Final
from urllib.parse import urlencode

import click

from bench.attacks import ATTACKS
from bench.page import machine, write_down
from bench.served import Served, end_on_terminate, free_port, serve_command, served
from bench.watch import MIB, Figures, eventually, look
from queries import catalogue

CLIENTS: Final = 3
PATIENCE_SECONDS: Final = 10
_PAUSE_SECONDS: Final = 0.02
_OK: Final = 200
_LOOK_SECONDS: Final = 0.5
_QUIET_SECONDS: Final = 1.0
_RECOVERED_WITHIN_SECONDS: Final = 90
"""What was attacked ends and is replaced behind all others: slowly, on a busy machine."""
_SPARE_FILES: Final = 16
"""Files that may be open after, and were not before: a worker opens some at its first request."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of one ordinary request; `wrong` is empty when it was answered."""

    seconds: float
    wrong: str


@dataclass(slots=True)
class Ordinary:
    """Ordinary clients, each asking one question after the other on a new connection."""

    port: int
    replies: list[Reply] = field(default_factory=list[Reply])
    stopped: Event = field(default_factory=Event)
    number: Iterable[int] = field(default_factory=count)

    def ask_on(self) -> None:
        """Ask until stopped: half of the questions are new to the server, half are not."""
        texts = [*(question.text for question in catalogue()), "ASK { b:kia ?p ?o }"]
        for number in self.number:
            if self.stopped.wait(_PAUSE_SECONDS):
                return
            text = texts[number // 2 % len(texts)] + (f"\n# {number}" if number % 2 else "")
            started = time.monotonic()
            wrong = ask(self.port, text)
            self.replies.append(Reply(time.monotonic() - started, wrong))

    def start(self) -> list[Thread]:
        """The clients, running."""
        threads = [Thread(target=self.ask_on) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        return threads


def ask(port: int, text: str) -> str:
    """Ask one question as an ordinary client; gives what went wrong, or nothing."""
    line = HTTPConnection("127.0.0.1", port, PATIENCE_SECONDS)
    try:
        line.request("GET", "/sparql?" + urlencode({"query": text}))
        answer = line.getresponse()
        body = answer.read()
    except (OSError, HTTPException) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        line.close()
    return "" if answer.status == _OK else f"{answer.status}: {body[:120].decode(errors='replace')}"


@dataclass(frozen=True, slots=True)
class Round:
    """One attack: how many ordinary requests, how they went, and the most memory it took.

    `quiet` is the median just before it, when there was no attack.
    """

    attack: str
    replies: Sequence[Reply]
    peak: Figures
    quiet: float

    @property
    def failures(self) -> list[str]:
        """What went wrong for ordinary clients."""
        return [reply.wrong for reply in self.replies if reply.wrong]

    @property
    def median(self) -> float:
        """Seconds of the ordinary request in the middle."""
        return median(reply.seconds for reply in self.replies) if self.replies else float("nan")

    @property
    def ratio(self) -> float:
        """The median beside the quiet one."""
        return self.median / self.quiet


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that was seen; `calls` counts those that reached the sink."""

    rounds: Sequence[Round]
    before: Figures
    after: Figures
    calls: int
    complaints: str
    alive: bool

    @property
    def wrong(self) -> list[str]:
        """What must not be, in a sentence each."""
        found = [
            f"{each.attack}: {len(each.failures)} of {len(each.replies)} ordinary requests failed: "
            f"{each.failures[0]}"
            for each in self.rounds
            if each.failures
        ]
        found += [f"nobody asked under {each.attack}" for each in self.rounds if not each.replies]
        if self.after.processes != self.before.processes:
            found.append(f"{self.before.processes} processes before, {self.after.processes} after")
        if self.after.files > self.before.files + _SPARE_FILES:
            found.append(f"{self.before.files} open files before, {self.after.files} after")
        if self.calls:
            found.append(f"the server called the sink {self.calls} times")
        if "Traceback" in self.complaints or "panicked" in self.complaints:
            found.append(f"the server complained: {self.complaints[-1500:]}")
        return found if self.alive else [*found, "the server does not answer any more"]


def observe(session: int, goes_on: Callable[[], bool]) -> Figures:
    """Watch until it is over; gives the most memory that was taken."""
    peak = look(session)
    while goes_on():
        peak = max(peak, look(session), key=lambda each: each.pss)
        time.sleep(_LOOK_SECONDS)
    return peak


def quietly(ordinary: Ordinary, server: Served, seconds: float) -> float:
    """The median of ordinary requests while there is no attack."""
    first, until = len(ordinary.replies), time.monotonic() + seconds
    peak = observe(server.session, lambda: time.monotonic() < until)
    return Round("", ordinary.replies[first:], peak, 1).median


@dataclass(frozen=True, slots=True)
class Plan:
    """Which attacks, how long each, how long a rest after it, and from which address."""

    names: Sequence[str]
    seconds: float
    settle: float
    source: str


def attack(name: str, ordinary: Ordinary, server: Served, plan: Plan, sink: str) -> Round:
    """Run one attack in a process of its own, and see what it does to ordinary clients.

    The attacker yields to all others: it stands for machines elsewhere, and should not take
    processor time from the server or from ordinary clients.
    """
    seconds = plan.seconds
    quiet = quietly(ordinary, server, max(_QUIET_SECONDS, seconds / 3))
    first = len(ordinary.replies)
    told = (name, str(server.port), str(seconds), sink, plan.source)
    command = [sys.executable, "-m", "bench.attacks", *told]
    with subprocess.Popen(command) as process:  # noqa: S603 - this package's own module
        until = time.monotonic() + seconds + 5
        peak = observe(server.session, lambda: process.poll() is None and time.monotonic() < until)
        process.kill()
    return Round(name, ordinary.replies[first:], peak, quiet)


def run(plan: Plan, tell: Callable[[Round], None], *arguments: str) -> Outcome:
    """Serve the graph that comes with Sitrep, attack it, and tell what was seen."""
    port = free_port()
    with (
        served(serve_command(port, *arguments), port) as server,
        socket.create_server(("127.0.0.1", 0)) as sink,
    ):
        sink.settimeout(0)
        url = f"http://127.0.0.1:{sink.getsockname()[1]}/"
        ordinary = Ordinary(port)
        threads = ordinary.start()
        try:
            # What a server opens at its first requests is no leak.
            time.sleep(0.5)
            before = look(server.session)
            rounds: list[Round] = []
            for name in plan.names:
                rounds.append(attack(name, ordinary, server, plan, url))
                tell(rounds[-1])
                time.sleep(plan.settle)
        finally:
            ordinary.stopped.set()
            for thread in threads:
                thread.join()
        eventually(lambda: recovered(before, look(server.session)), _RECOVERED_WITHIN_SECONDS)
        after, alive = look(server.session), not ask(port, "ASK {}")
        return Outcome(rounds, before, after, calls_of(sink), server.complained, alive)


def recovered(before: Figures, after: Figures) -> bool:
    """Whether all is as it was."""
    return after.processes == before.processes and after.files <= before.files + _SPARE_FILES


def calls_of(sink: socket.socket) -> int:
    """How many calls wait at the sink."""
    calls = 0
    while True:
        try:
            sink.accept()[0].close()
        except BlockingIOError:
            return calls
        calls += 1


def tell_row(row: Round) -> None:
    """Print one round."""
    click.echo(
        f"{row.attack:28} {len(row.replies):6} {len(row.failures):6} {row.median * 1000:9.1f} "
        f"{row.ratio:7.1f} "
        f"{row.peak.rss // MIB:8} {row.peak.pss // MIB:8} {row.peak.processes:5} "
        f"{row.peak.files:6}"
    )


def table(outcome: Outcome, source: str) -> Iterator[str]:
    """The rounds as a table in Markdown, and what was left of them."""
    yield f"Attacks from {source}, ordinary clients at 127.0.0.1.\n"
    yield "| attack | ordinary requests | failed | median, ms | beside quiet | memory (PSS), MiB |"
    yield "|---|---:|---:|---:|---:|---:|"
    for row in outcome.rounds:
        yield (
            f"| {row.attack} | {len(row.replies)} | {len(row.failures)} | {row.median * 1000:.1f} "
            f"| x {row.ratio:.1f} | {row.peak.pss // MIB} |"
        )
    yield (
        f"\nProcesses {outcome.before.processes} before and {outcome.after.processes} after, "
        f"open files {outcome.before.files} and {outcome.after.files}; "
        f"calls to the outside {outcome.calls}."
    )


@click.command()
@click.option("--seconds", default=8.0, show_default=True, help="How long each attack lasts.")
@click.option("--settle", default=3.0, show_default=True, help="Seconds between two attacks.")
@click.option(
    "--source",
    default="127.0.0.2",
    show_default=True,
    help="Where attacks come from; ordinary clients come from 127.0.0.1.",
)
@click.argument("names", nargs=-1)
def main(seconds: float, settle: float, source: str, names: tuple[str, ...]) -> None:
    """Attack a server of our own; with NAMES, by these attacks alone."""
    click.echo(
        "attack                        asked failed median ms x quiet"
        "  RSS MiB  PSS MiB procs  files"
    )
    end_on_terminate()
    outcome = run(Plan(names or tuple(ATTACKS), seconds, settle, source), tell_row)
    worst = max(outcome.rounds, key=lambda each: each.ratio)
    click.echo(
        f"worst median: {worst.ratio:.1f} x quiet ({worst.attack}); "
        f"processes {outcome.before.processes} -> {outcome.after.processes}, "
        f"files {outcome.before.files} -> {outcome.after.files}, calls out {outcome.calls}"
    )
    for sentence in outcome.wrong:
        click.echo(f"WRONG  {sentence}")
    if not names:
        write_down("soak", "\n".join([machine(), *table(outcome, source)]) + "\n")
    sys.exit(bool(outcome.wrong))


if __name__ == "__main__":
    main()
