"""Filling a store: files of RDF → a new snapshot, which takes the place of the last at once.

The files are loaded into a database beside; when one is broken, or the process is killed, the store
is what it was.
"""

import hashlib
import shutil
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final, Protocol

from pyoxigraph import Quad, Store

from server.errors import NoStoreError, StoreError
from server.rdf_files import kind_of, read_quads, unreadable
from server.storage.folder import (
    DATABASE,
    About,
    Snapshot,
    StoreFolder,
    flush_files,
)
from server.storage.journal import LOAD, Entry, append, complete, now

_TELL_EACH: Final = 10_000
_WORKING: Final = "working"


class Progress(Protocol):
    """What is told how far a load has come."""

    def __call__(self, path: Path, quads: int, done: float) -> None:
        """So many quads of a file were read, and this part of its bytes, from 0 to 1."""
        ...


@dataclass(frozen=True, slots=True)
class Loading:
    """What to load, on whose word, and who is told how far it is."""

    files: tuple[Path, ...]
    who: str
    progress: Progress
    replace: bool = False
    """Whether what the store holds already goes."""


def fill(folder: StoreFolder, loading: Loading) -> Snapshot:
    """Load files into a store, which is made if there is none.

    Raises:
        NoDataFileError, DataFileError: a file is not there, or broken; nothing has changed.
        StoreError: somebody else writes to the store, or the disk does not take it.
    """
    for path in loading.files:  # before anything long begins
        kind_of(path)
    check_place(folder)
    with folder.locked():
        try:
            return fill_locked(folder, loading)
        except OSError as error:
            raise StoreError(f"{folder.path}: cannot be written to: {error}") from error
        finally:
            folder.sweep()


def check_place(folder: StoreFolder) -> None:
    """Make sure that a folder is a store, or that one may be made there.

    Raises:
        StoreError: it is a file, or holds something else.
    """
    try:
        if folder.numbers() or folder.is_free:
            return
    except OSError as error:
        raise StoreError(f"{folder.path}: cannot be read: {error.strerror}") from error
    raise StoreError(f"{folder.path}: holds something else than a store; name an empty folder")


def fill_locked(folder: StoreFolder, loading: Loading) -> Snapshot:
    """The same, by who has the lock."""
    last = newest_or_none(folder)
    if last:
        complete(folder, last.about)
    draft = folder.draft()
    quads = build(draft, loading, None if loading.replace else last)
    entry = entry_of(loading, last.about if last else None, quads)
    return settle(folder, draft, About(entry.after, quads, entry.number, entry.how), entry)


def build(draft: Path, loading: Loading, last: Snapshot | None) -> int:
    """Make the database of a draft: what there was, and the files. Gives how many quads it has.

    Raises:
        NoDataFileError, DataFileError: as `fill`.
    """
    working = draft / _WORKING
    if last:
        Store.read_only(str(last.database)).backup(working)
    store = Store(working)
    for path in loading.files:
        store.bulk_extend(told(path, loading.progress))
    # What several files brought is merged, which makes every query after it quicker.
    store.optimize()
    store.backup(draft / DATABASE)
    quads = len(store)
    del store  # lets go of the folder
    shutil.rmtree(working)
    return quads


def newest_or_none(folder: StoreFolder) -> Snapshot | None:
    """The newest snapshot, if there is any."""
    try:
        return folder.newest()
    except NoStoreError:
        return None


def entry_of(loading: Loading, before: About | None, quads: int) -> Entry:
    """What the journal says of a load."""
    was = before.quads if before and not loading.replace else 0
    return Entry(
        before.written + 1 if before else 1,
        *(LOAD, loading.who, " ".join(path.name for path in loading.files), now()),
        *(before.quads if before and loading.replace else 0, quads - was),
        before.version if before else "",
        # Which blank nodes it has is new each time, so no two loads are the same.
        hashlib.sha256(uuid.uuid4().bytes).hexdigest(),
    )


def settle(folder: StoreFolder, draft: Path, about: About, entry: Entry) -> Snapshot:
    """Make a draft the newest snapshot, then write into the journal that it is."""
    flush_files(draft / DATABASE)
    published = folder.publish(draft, replace(about, entry=entry.written()))
    append(folder, entry)
    return published


def told(path: Path, progress: Progress) -> Iterator[Quad]:
    """The quads of a file, telling on the way how far it is.

    Raises:
        NoDataFileError, DataFileError: as `read_quads`.
    """
    try:
        with path.open("rb") as file:
            size = max(path.stat().st_size, 1)
            yield from counted(path, file, size, progress)
    except OSError as error:
        raise unreadable(path, error) from error


def counted(path: Path, file: IO[bytes], size: int, progress: Progress) -> Iterable[Quad]:
    """The quads of an open file of so many bytes."""
    read = 0
    for read, quad in enumerate(read_quads(path, file), 1):
        if read % _TELL_EACH == 0:
            progress(path, read, min(file.tell() / size, 1))
        yield quad
    progress(path, read, 1)
