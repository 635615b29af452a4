"""The store that a question is asked of, as an evaluator comes by it.

One in memory is there from the start. One on disk is opened by each process for itself, after it
was forked: RocksDB's own threads do not outlive a fork. A question says of which snapshot it is
asked, so that an evaluator never answers from an older one, or a newer one, than it was asked. The
part of one article is a database too, whatever the store is, and the last few stay open.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from pyoxigraph import Store

from server.errors import EvaluationError, SitrepError
from server.parts.databases import is_part, open_part
from server.storage.folder import StoreFolder
from server.storage.log import is_log, open_log

MOST_OPEN: Final = 4
"""Parts that one process has open."""


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


@dataclass(slots=True)
class OpenParts:
    """The parts that are open, those asked for last at the end."""

    held: OrderedDict[str, Store] = field(default_factory=OrderedDict[str, Store])

    def __call__(self, place: str) -> Store:
        """The part of a place.

        Raises:
            EvaluationError: it cannot be opened.
        """
        if place not in self.held:
            try:
                self.held[place] = open_part(place)
            except OSError as error:
                raise not_opened(error) from error
        self.held.move_to_end(place)
        if len(self.held) > MOST_OPEN:
            self.held.popitem(last=False)
        return self.held[place]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A store in memory, the only one there is beside its parts."""

    store: Store
    parts: OpenParts = field(default_factory=OpenParts)

    def __call__(self, place: str) -> Store:
        """The store, or a part of it."""
        return self.parts(place) if is_part(place) else self.store

    def has_open(self, place: str) -> bool:
        """Say yes but for a part that is new."""
        return not is_part(place) or place in self.parts.held

    def prepare(self) -> None:
        """Do nothing: it is there."""


@dataclass(slots=True)
class OnDisk:
    """The snapshots of a folder, the last asked for being open. Who asks has a lease on it."""

    folder: StoreFolder
    place: str = ""
    store: Store = field(default_factory=Store)
    parts: OpenParts = field(default_factory=OpenParts)

    def __call__(self, place: str) -> Store:
        """The store of a snapshot's database, of a part, or of the log."""
        if is_part(place):
            return self.parts(place)
        if place != self.place:
            try:
                self.store = open_place(place)
            except (OSError, SitrepError) as error:
                raise not_opened(error) from error
            self.place = place
        return self.store

    def has_open(self, place: str) -> bool:
        """Whether it is one of those last asked for."""
        return place == self.place or place in self.parts.held

    def prepare(self) -> None:
        """Open the newest snapshot."""
        self(place_of(self.folder.newest().database))


def not_opened(error: Exception) -> EvaluationError:
    """The error for a store that cannot be opened."""
    return EvaluationError(f"The store cannot be opened: {error}.")


def place_of(database: Path) -> str:
    """A database as a place."""
    return str(database)


def open_place(place: str) -> Store:
    """Open the log, or a database, to be read."""
    return open_log(place) if is_log(place) else Store.read_only(place)
