"""Generations: a changed graph takes the place of the old one, in processes that go on serving.

The first process loads the file and starts a nursery for it, then says so in a file of its own
folder. The processes that serve look at that file; each makes its application anew and answers the
next request with it. What it was answering before it ends with the old one. The old nursery ends
when nobody has it any more.
"""

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import Store

from server import create_app
from server.config import Settings
from server.errors import NoEngineError, SitrepError
from server.evaluation.engine import Answering
from server.evaluation.evaluators import Evaluators, find_evaluators
from server.evaluation.nursery import Folder
from server.running.metrics import Board
from server.state import State, answering, make_state, open_state

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LOOK_SECONDS: Final = 0.2
_WATCH_SECONDS: Final = 0.5
_GUARD_SECONDS: Final = 1.0
# How many looks after a change what nobody holds any more is still collected.
_COLLECTIONS: Final = 50
_NOTICE: Final = "current.json"


@dataclass(slots=True)
class Current:
    """An application that is whichever is current; `number` says which generation that is."""

    app: "WSGIApplication"
    number: int

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer by the application that is current when the request comes."""
        return self.app(environ, start)


@dataclass(slots=True)
class Generations:
    """The generations of one server; `home` is the folder in which they are announced."""

    home: Path
    settings: Settings
    board: Board
    number: int = 0
    nursery: int = 0
    """The process number of the last nursery; 0 while there is none."""
    old: set[int] = field(default_factory=set[int])
    """Those of nurseries before it that have not ended yet."""
    made: "list[WSGIApplication]" = field(default_factory=list["WSGIApplication"])

    def take(self) -> Current:
        """The last one, for a process about to serve, which then is alone to have it there."""
        return Current(self.made.pop(), self.number)

    def renew(self) -> None:
        """Load the file and announce it.

        Raises:
            DataFileError: it cannot be read.
        """
        state = open_state(self.settings)
        app = create_app(self.settings, self.board, state)
        self.number += 1
        data = self.home / f"{self.number}.data"
        if self.number > 1:  # the processes that serve are there, and have another one
            data.write_bytes(state.content)
            self.announce(data, state)
        # The old nursery may end as soon as its application is let go of; it is nobody's loss then.
        old, self.nursery = self.nursery, nursery_of(state)
        self.made[:] = [app]
        self.old = {each for each in (*self.old, old) if each and not has_ended(each)}

    def announce(self, data: Path, state: State) -> None:
        """Say that there is another generation; a rename, so that nobody reads half of it."""
        ask = state.ask
        folder = str(ask.folder.path) if isinstance(ask, Evaluators) else None
        draft = self.home / "draft.json"
        draft.write_text(json.dumps([self.number, str(data), folder]), encoding="utf-8")
        draft.replace(self.home / _NOTICE)
        for old in self.home.glob("*.data"):
            if old != data:
                old.unlink()

    def renew_or_say(self) -> None:
        """Do it, or say why not."""
        try:
            self.renew()
        except SitrepError as error:
            print(f"not reloaded, the old graph stays: {error}", file=sys.stderr, flush=True)  # noqa: T201 - the operator reads it here
        finally:
            gc.collect()  # the old application holds the lifeline of its evaluators

    def follow(self, current: Current) -> None:
        """Keep an application current, for as long as its process serves."""
        collections = 0
        while True:
            time.sleep(_LOOK_SECONDS)
            try:
                found = self.find(current.number)
            except (OSError, NoEngineError):
                continue
            if found is not None:
                current.app, current.number, collections = found.app, found.number, _COLLECTIONS
                found = None
            if collections:
                # Requests that began with the old application hold it until they end.
                gc.collect()
                collections -= 1

    def find(self, known: int) -> Current | None:
        """The generation that was announced, made here, unless it is the one that is known.

        Raises:
            OSError: it has made room for another one meanwhile.
            NoEngineError: the engine does not answer just now.
        """
        notice = self.home / _NOTICE
        if not notice.exists():
            return None
        number, data, folder = json.loads(notice.read_text(encoding="utf-8"))
        if number == known:
            return None

        def answer_by(store: Store, settings: Settings) -> Answering:
            if folder is None:
                return answering(store, settings)
            return find_evaluators(store, Folder(Path(folder)), settings)

        if self.settings.engine:
            state = open_state(self.settings)
        else:
            state = make_state(self.settings, Path(data).read_bytes(), answer_by)
        return Current(create_app(self.settings, self.board, state), number)


class Guarded(Protocol):
    """What has a nursery."""

    nursery: int
    """Its process number; 0 while there is none."""


def guard(guarded: Guarded, over: Event) -> None:
    """Have everything made anew when the nursery has ended, which it never should.

    Until it is `over`: then nobody holds its lifeline, and it ends as it should.
    """
    while not over.wait(_GUARD_SECONDS):
        if has_lost(guarded) and not over.is_set():
            print("the evaluators have ended; new ones are started", file=sys.stderr, flush=True)  # noqa: T201 - the operator reads it here
            os.kill(os.getpid(), signal.SIGHUP)


def has_lost(guarded: Guarded) -> bool:
    """Whether the nursery has ended; it is forgotten then. Another may have taken its place."""
    nursery = guarded.nursery
    if nursery and has_ended(nursery) and guarded.nursery == nursery:
        guarded.nursery = 0
        return True
    return False


def nursery_of(state: State) -> int:
    """The process number of the nursery that this process has started for a state, or 0."""
    return state.ask.nursery if isinstance(state.ask, Evaluators) else 0


def has_ended(child: int) -> bool:
    """Whether a process that this one started has ended; it is forgotten then."""
    with suppress(ChildProcessError):
        return os.waitpid(child, os.WNOHANG)[0] == child
    return True


def watch(file: Path, over: Event) -> None:
    """Send this process SIGHUP whenever the file has changed and is quiet again, until `over`."""
    seen = stamp(file)
    while not over.wait(_WATCH_SECONDS):
        now = stamp(file)
        if now not in (seen, None):
            time.sleep(_WATCH_SECONDS)
            if stamp(file) == now:
                seen = now
                os.kill(os.getpid(), signal.SIGHUP)


def stamp(file: Path) -> tuple[int, int, int] | None:
    """What changes when the file does; None while there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
