"""The scribe: the one process that writes, one write after the other.

It works on a copy of the newest snapshot that nobody else sees. A write is found out as a patch,
kept in the journal, and then made a new snapshot, which all processes are told of before the client
is. So it may end at any time: the next scribe begins from the newest snapshot, and does again what
the journal has beyond it. It ends itself when a write takes too long, as evaluators do; the process
that keeps it, which never has a database open, starts the next one.
"""

import os
import pickle
import resource
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Final, NoReturn, Protocol

from pyoxigraph import NamedNode, Store

from server.config import Settings
from server.errors import (
    NotFoundError,
    PreconditionFailedError,
    Problem,
    ShapeBrokenError,
    StoreError,
)
from server.evaluation.evaluator import limit_memory
from server.evaluation.kin import end_with
from server.evaluation.wire import HungUpError, frame, frames, send_error
from server.storage.folder import DATABASE, About, Snapshot, StoreFolder
from server.storage.journal import append, complete, entry_for, last, read, written
from server.storage.patch import Patch, Pen, apply
from server.writing.desk import Desk
from server.writing.perform import perform
from server.writing.steps import Condition, Drop, Outcome, Write

TAKEN, JUDGING, KEEPING, DONE = b"t", b"j", b"k", b"d"
Validate = Callable[[Store], Iterable[str]]

_BACKLOG: Final = 1024
_MIB: Final = 2**20
# RocksDB holds what was written last in memory, and reads through a cache.
_OF_DATABASE_BYTES: Final = 512 * _MIB
_AGAIN_SECONDS: Final = 0.2
_LISTED: Final = 1000
VALIDATE_WITHIN: Final = 10
# How many times the memory of a query a write may take whose shapes are looked at.
_FOR_SHAPES: Final = 4


class Tells(Protocol):
    """Who is told which snapshot is the newest."""

    def tell_snapshot(self, number: int) -> None:
        """Tell all processes."""
        ...


@dataclass(slots=True)
class Scribe:
    """Who writes: the store it works on, and what is known of the newest snapshot."""

    folder: StoreFolder
    settings: Settings
    shared: Tells
    validate: Validate | None
    store: Store
    about: About

    def write(self, write: Write, tell: Callable[[bytes], object]) -> Outcome:
        """Do a write; `tell` is told that it is judged, and when it cannot be undone any more.

        Raises:
            Problem: it is not done, and nothing has changed.
        """
        existed = self.check(write)
        pen = Pen(self.store, self.settings.largest_change)
        try:
            perform(write.step, pen)
            patch = pen.patch()
            if patch and self.validate:
                tell(JUDGING)
                self.hold_to_shapes(self.validate)
        except BaseException:
            pen.undo()
            raise
        if write.dry:
            pen.undo()
            return listed(patch, outcome(patch, self.about, existed=existed))
        if patch:
            signal.setitimer(signal.ITIMER_REAL, 0)
            tell(KEEPING)
            self.keep(write, patch)
        return outcome(patch, self.about, existed=existed)

    def check(self, write: Write) -> bool:
        """Whether the graph that a write names is there.

        Raises:
            PreconditionFailedError: something is not as the client says.
            NotFoundError: a graph is to be removed that is not there.
        """
        graph = graph_in(write)
        there = not graph or self.store.contains_named_graph(NamedNode(graph))
        check_condition(write.condition, self.about.version, there=there)
        if isinstance(write.step, Drop) and not there:
            raise NotFoundError(f"There is no graph <{graph}>.")
        return there

    def hold_to_shapes(self, validate: Validate) -> None:
        """Make sure that no shape is broken that was not before.

        Raises:
            ShapeBrokenError: one is; what the shape says.
        """
        signal.setitimer(signal.ITIMER_REAL, VALIDATE_WITHIN * self.settings.timeout)
        before = self.folder.newest()
        found = [*validate(self.store)]
        if found:
            known = {*validate(Store.read_only(str(before.database)))}
            new = [each for each in found if each not in known]
            if new:
                more = f" (and {len(new) - 1} more)" if len(new) > 1 else ""
                raise ShapeBrokenError(f"{new[0]}{more}", hint="; ".join(new[1:10]) or None)

    def keep(self, write: Write, patch: Patch) -> None:
        """Keep what was written: in the journal, then as a snapshot, then tell."""
        entry, body = entry_for(patch, self.about, who=write.who, how=write.how)
        append(self.folder, entry, body)
        quads = self.about.quads + entry.added - entry.removed
        self.publish(replace(self.about, version=entry.after, quads=quads, written=entry.number))

    def publish(self, about: About) -> None:
        """Make the store as it is now the newest snapshot."""
        draft = self.folder.draft()
        self.store.backup(draft / DATABASE)
        self.about = replace(about, entry="")
        snapshot = self.folder.publish(draft, self.about)
        self.shared.tell_snapshot(snapshot.number)
        self.folder.forget_old()

    def catch_up(self) -> None:
        """Do what the journal has and the newest snapshot has not."""
        about = self.about
        for number in range(about.written + 1, last(self.folder) + 1):
            entry, patch = read(self.folder, number)
            apply(self.store, patch)
            quads = about.quads + entry.added - entry.removed
            about = replace(about, version=entry.after, quads=quads, written=number)
        if about != self.about:
            self.publish(about)


def graph_in(write: Write) -> str:
    """The named graph that a write is about; empty where there is none."""
    return write.step.graph


def check_condition(condition: Condition, version: str, *, there: bool) -> None:
    """Let a write pass whose conditions hold.

    Raises:
        PreconditionFailedError: one does not.
    """
    if condition.exists is not None and condition.exists != there:
        state = "is there already" if there else "is not there"
        raise PreconditionFailedError(f"The graph {state}.")
    known = condition.versions
    if known is not None and not any(version.startswith(each) for each in known if each):
        raise PreconditionFailedError(
            f"The dataset has changed meanwhile: its version is {version}.",
            hint="Read again what you want to change.",
        )


def outcome(patch: Patch, about: About, *, existed: bool) -> Outcome:
    """What a client is told of a write."""
    return Outcome(
        about.version,
        about.written,
        len(patch.removed),
        len(patch.added),
        patch.dropped,
        patch.created,
        existed=existed,
    )


def listed(patch: Patch, found: Outcome) -> Outcome:
    """The same with the first quads of the patch, as N-Quads."""
    return replace(
        found,
        removed_quads=written(patch.removed[:_LISTED]).decode(),
        added_quads=written(patch.added[:_LISTED]).decode(),
    )


def start_scribe(
    folder: StoreFolder,
    settings: Settings,
    desk: Desk,
    shared: Tells,
    validate: Validate | None,
) -> None:
    """Start the process that keeps a scribe; this one has the lock on the store from now on.

    Raises:
        StoreError: somebody else writes to the store.
    """
    folder.lock()  # until the last process that has it from this one is gone
    door = socket.socket(socket.AF_UNIX)
    door.bind(str(desk.door))
    door.listen(_BACKLOG)
    parent = os.getpid()
    ready, tell = os.pipe()
    if os.fork() == 0:
        try:
            os.close(ready)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            end_with(parent)
            keep_one(lambda: open_scribe(folder, settings, shared, validate), door, settings, tell)
        except BaseException:  # noqa: BLE001 - this process must not go on as its parent
            traceback.print_exc()
        os._exit(1)
    door.close()
    os.close(tell)
    with os.fdopen(ready, "rb") as line:
        # Nothing is served before what the journal has is there.
        if not line.read(1):
            raise StoreError(f"{folder.path}: cannot be written to")


def keep_one(
    open_one: Callable[[], Scribe], door: socket.socket, settings: Settings, tell: int
) -> None:
    """Have a scribe, and another one when it has ended, unless the first one cannot begin.

    A byte goes to `tell` each time that one has begun.
    """
    keeper = os.getpid()
    begun, note = os.pipe()
    os.set_blocking(begun, False)
    has_begun = False
    while True:
        child = os.fork()
        if child == 0:
            try:
                end_with(keeper)
                scribe = open_one()
                os.write(note, b".")
                if not has_begun:
                    os.write(tell, b".")
                serve(scribe, door, settings)
            except BaseException as error:  # noqa: BLE001 - as above
                sys.stderr.write(last_words(error))
                sys.stderr.flush()
            os._exit(1)
        os.waitpid(child, 0)
        with suppress(BlockingIOError):
            has_begun = bool(os.read(begun, 512)) or has_begun
        if not has_begun:
            return
        time.sleep(_AGAIN_SECONDS)


def last_words(error: BaseException) -> str:
    """What the log says of a scribe's end: where it came from, if nobody can have foreseen it."""
    if isinstance(error, MemoryError):
        return "sitrep: a write needed too much memory, and was ended\n"
    if isinstance(error, StoreError):
        return f"sitrep: {error}\n"
    return "".join(traceback.format_exception(error))


def open_scribe(
    folder: StoreFolder, settings: Settings, shared: Tells, validate: Validate | None
) -> Scribe:
    """Begin from the newest snapshot, and catch up with the journal."""
    folder.sweep()
    newest: Snapshot = folder.newest()
    complete(folder, newest.about)
    working = folder.draft() / "working"
    Store.read_only(str(newest.database)).backup(working)
    scribe = Scribe(folder, settings, shared, validate, Store(working), newest.about)
    scribe.catch_up()
    return scribe


def serve(scribe: Scribe, door: socket.socket, settings: Settings) -> NoReturn:
    """Take one write after the other."""
    os.environ["RUST_BACKTRACE"] = "0"
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (min(soft, 0), hard))
    parts = _FOR_SHAPES if scribe.validate else 1
    limit_memory(parts * settings.memory * _MIB + _OF_DATABASE_BYTES)
    while True:
        line, _ = door.accept()
        with line, suppress(HungUpError, OSError, TimeoutError):
            line.settimeout(settings.timeout)
            with alarm(settings.timeout):
                answer(scribe, line)


@contextmanager
def alarm(seconds: float) -> Generator[None]:
    """End the process unless what is done ends first."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def answer(scribe: Scribe, line: socket.socket) -> None:
    """Do one write, and say what became of it."""
    _, content = next(frames(line))
    # Whoever can write here can enter the folder, and so is this user already.
    write: Write = pickle.loads(content)  # noqa: S301 - see above
    line.sendall(frame(TAKEN))
    try:
        done = scribe.write(write, lambda letter: line.sendall(frame(letter)))
    except Problem as problem:
        send_error(line, problem)
    else:
        line.sendall(frame(DONE, pickle.dumps(done)))
