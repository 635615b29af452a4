"""Snapshots: a store on disk is served as it is now, in processes that go on serving.

All processes share the number of the newest snapshot, in memory. Whoever takes a request looks at
it first, and opens the snapshot if it is another one than it has: so what was acknowledged as
written is seen by every request that comes after, in every process. What a process was answering
before it ends with the old snapshot, which stays as long as anybody has it. Evaluators are there
once and for all: each question says of which snapshot it is asked.
"""

import gc
import mmap
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from flask import Flask
from pyoxigraph import Store

from queries import SavedQuery
from server import make_shell, serve_state
from server.config import Settings
from server.errors import SitrepError
from server.evaluation.engine import Answering, Here
from server.evaluation.evaluators import Evaluators, find_evaluators, limits_of, size_of
from server.evaluation.nursery import Folder, open_nursery
from server.evaluation.opener import OnDisk, place_of
from server.federation.services import services_of
from server.grammar.small import Counts
from server.parts.databases import PartDatabases
from server.running.aside import aside
from server.running.metrics import Board
from server.state import Lease, open_snapshot, questions
from server.storage.fill import Loading, fill
from server.storage.folder import StoreFolder
from server.storage.log import place_of_log
from server.writing.desk import Desk, open_desk
from server.writing.scribe import Validate, start_scribe

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_COLLECT_SECONDS: Final = 1.0
_NUMBERS: Final = 2


@dataclass(frozen=True, slots=True)
class Shared:
    """Two numbers that all processes see: of the newest snapshot, and of the nursery."""

    numbers: "memoryview[float]"

    def tell_snapshot(self, number: int) -> None:
        """Say which snapshot is the newest."""
        self.numbers[0] = number

    def tell_nursery(self, number: int) -> None:
        """Say which nursery is the one to ask."""
        self.numbers[1] = number

    def now(self) -> tuple[float, ...]:
        """Both numbers."""
        return tuple(self.numbers)


def share() -> Shared:
    """The numbers, for this process and those that are forked from it."""
    return Shared(memoryview(mmap.mmap(-1, 8 * _NUMBERS)).cast("d"))


@dataclass(slots=True)
class Snapshots:
    """One server of one store; `home` is the folder in which its processes find each other."""

    home: Path
    settings: Settings
    board: Board
    validate: Validate | None = None
    shared: Shared = field(default_factory=share)
    desk: Desk | None = None
    nursery: int = 0
    """The process number of the nursery; 0 while there is none."""
    nurseries: int = 0
    """How many there have been."""

    @property
    def folder(self) -> StoreFolder:
        """The store."""
        return StoreFolder(self.settings.store or Path())

    def renew(self) -> None:
        """See to it that there is a store, evaluators, and one who writes where that is wanted.

        Raises:
            NoDataFileError, DataFileError: what it is to be filled from is not there, or broken.
            StoreError: the store cannot be read, or not be written to.
            SettingError: there is nobody who may write.
        """
        if self.settings.writable and self.desk is None:
            self.desk = open_desk(self.settings, self.home)
        if self.nurseries == 0:
            aside(lambda: make_ready(self.folder, self.settings))
        if self.desk and not self.nurseries:
            start_scribe(self.folder, self.settings, self.desk, self.shared, self.validate)
        if self.settings.evaluators and not self.nursery:
            self.hatch()
        self.shared.tell_snapshot(self.folder.newest().number)

    def hatch(self) -> None:
        """Start a nursery, and tell all processes; it lives as long as this one does."""
        opener = OnDisk(self.folder)
        found, _, self.nursery = open_nursery(
            opener, limits_of(self.settings), size_of(self.settings)
        )
        self.nurseries += 1
        (self.home / f"nursery-{self.nurseries}").write_text(str(found.path), encoding="utf-8")
        self.shared.tell_nursery(self.nurseries)

    def renew_or_say(self) -> None:
        """Take in what is new, or say why not."""
        try:
            self.renew()
        except SitrepError as error:
            print(f"not reloaded: {error}", file=sys.stderr, flush=True)  # noqa: T201 - the operator reads it here

    def take(self) -> "Live":
        """The application, for a process about to serve."""
        lasting = Lasting(
            make_shell(self.settings, self.board, writable=self.desk is not None),
            {question.slug: question for question in questions(self.settings)},
        )
        return Live(self, lasting, *self.make(lasting, None))

    def make(
        self, lasting: "Lasting", way: Evaluators | None
    ) -> "tuple[WSGIApplication, Evaluators | None, Seen]":
        """The application on the newest snapshot, the way to the evaluators, and what was seen.

        `way` is that of the application before, which is kept while the nursery is the same.
        """
        seen = self.shared.now()
        if self.settings.evaluators and (way is None or way.nursery != int(seen[1])):
            path = (self.home / f"nursery-{int(seen[1])}").read_text(encoding="utf-8")
            found = find_evaluators(Store(), Folder(Path(path)), self.settings)
            way = replace(found, nursery=int(seen[1]), lease=found)
        state = open_snapshot(self.settings, self.answer_by(way), lasting.questions)
        app = serve_state(lasting.shell, self.board, replace(state, desk=self.desk))
        return app, way, seen

    def answer_by(self, way: Evaluators | None) -> Callable[[Store, Lease], Answering]:
        """Who answers questions to a snapshot."""

        def answer(store: Store, lease: Lease) -> Answering:
            if way is None:
                return Here(store, self.settings.max_rows, services_of(self.settings))
            snapshot = lease.snapshot
            return replace(
                way,
                here=Here(store, self.settings.max_rows),
                counts=Counts(store),
                parts=PartDatabases(way.folder.parts, snapshot.about.version, store),
                place=place_of(snapshot.database),
                log=place_of_log(self.folder, snapshot.about.written),
                # The way itself is kept too: it holds the lifeline of the nursery.
                lease=(lease, way),
            )

        return answer

    def follow(self, live: "Live") -> None:
        """Let go of old snapshots in a process that serves, for as long as it does."""
        while True:
            time.sleep(_COLLECT_SECONDS)
            if live.stale:
                # Applications have circles, and requests that began with the old one hold it.
                live.stale -= 1
                gc.collect()


Seen = tuple[float, ...]
# How many collections there are after a change.
_COLLECTIONS: Final = 5


@dataclass(frozen=True, slots=True)
class Lasting:
    """What of an application is the same whatever the store holds: made once in each process."""

    shell: Flask
    questions: Mapping[str, SavedQuery]


@dataclass(slots=True)
class Live:
    """An application that is always of the newest snapshot; itself an application."""

    snapshots: Snapshots
    lasting: Lasting
    app: "WSGIApplication"
    way: Evaluators | None
    seen: Seen
    stale: int = 0
    lock: Lock = field(default_factory=Lock)

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer from the snapshot that is the newest when the request comes."""
        if self.snapshots.shared.now() != self.seen:
            self.catch_up()
        return self.app(environ, start)

    def catch_up(self) -> None:
        """Open the newest snapshot; who comes meanwhile waits."""
        with self.lock:
            if self.snapshots.shared.now() != self.seen:
                self.app, self.way, self.seen = self.snapshots.make(self.lasting, self.way)
                self.stale = _COLLECTIONS


def make_ready(folder: StoreFolder, settings: Settings) -> None:
    """Fill a store that is not there yet, and make sure that it can be opened.

    Raises:
        NoDataFileError, DataFileError, StoreError: as `fill`.
    """
    if not folder.numbers():
        fill(folder, Loading((settings.data,), "sitrep serve", untold))
    snapshot, held = folder.leased()
    Store.read_only(str(snapshot.database))
    os.close(held)


def untold(path: Path, quads: int, done: float) -> None:
    """Tell nobody how far a load is."""
    del path, quads, done
