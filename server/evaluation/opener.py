"""The store that a question is asked of, as an evaluator comes by it.

One in memory is there from the start. One on disk is opened by each process for itself, after it
was forked: RocksDB's own threads do not outlive a fork. A question says of which snapshot it is
asked, so that an evaluator never answers from an older one, or a newer one, than it was asked.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pyoxigraph import Store

from server.errors import EvaluationError, SitrepError
from server.storage.folder import StoreFolder
from server.storage.log import is_log, open_log


class Opener(Protocol):
    """Gives the store of a place; a place is a text that only those on both sides understand."""

    def __call__(self, place: str) -> Store:
        """The store of a place.

        Raises:
            EvaluationError: it cannot be opened.
        """
        ...

    def has_open(self, place: str) -> bool:
        """Whether the store of a place is at hand."""
        ...

    def prepare(self) -> None:
        """Open what will probably be asked for, before anybody waits for it."""
        ...


@dataclass(frozen=True, slots=True)
class Loaded:
    """A store in memory, the only one there is."""

    store: Store

    def __call__(self, place: str) -> Store:
        """The store, wherever."""
        del place
        return self.store

    def has_open(self, place: str) -> bool:
        """Say yes: there is one only."""
        del place
        return True

    def prepare(self) -> None:
        """Do nothing: it is there."""


@dataclass(slots=True)
class OnDisk:
    """The snapshots of a folder, the last asked for being open. Who asks has a lease on it."""

    folder: StoreFolder
    place: str = ""
    store: Store = field(default_factory=Store)

    def __call__(self, place: str) -> Store:
        """The store of a snapshot's database, or of the log."""
        if place != self.place:
            try:
                self.store = open_place(place)
            except (OSError, SitrepError) as error:
                raise EvaluationError(f"The store cannot be opened: {error}.") from error
            self.place = place
        return self.store

    def has_open(self, place: str) -> bool:
        """Whether it is the one last asked for."""
        return place == self.place

    def prepare(self) -> None:
        """Open the newest snapshot."""
        self(place_of(self.folder.newest().database))


def place_of(database: Path) -> str:
    """A database as a place."""
    return str(database)


def open_place(place: str) -> Store:
    """Open the log, or a database, to be read."""
    return open_log(place) if is_log(place) else Store.read_only(place)
