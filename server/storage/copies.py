"""Copies of a store: backup, restore, dump. Each is whole or not there."""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, RdfFormat, Store

from server.errors import StoreError
from server.storage.fill import check_place, newest_or_none, settle
from server.storage.folder import (
    DATABASE,
    About,
    Snapshot,
    StoreFolder,
    flush_files,
    flush_folder,
)
from server.storage.journal import RESTORE, Entry, complete, file_of, last, now

_WITH_GRAPHS: Final = (RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.JSON_LD)
DUMPED: Final = (RdfFormat.TURTLE, *_WITH_GRAPHS)


@contextmanager
def leased(folder: StoreFolder) -> Generator[Snapshot]:
    """The newest snapshot, kept from being removed.

    Raises:
        NoStoreError, StoreError: there is none that can be read.
    """
    snapshot, held = folder.leased()
    try:
        yield snapshot
    finally:
        os.close(held)


def back_up(folder: StoreFolder, target: Path) -> Snapshot:
    """Copy a store as it is now, with its journal; a server may go on writing to it.

    What the two have in common is shared as hard links where one file system holds both.

    Raises:
        NoStoreError, StoreError: there is no store, or the target is there already.
    """
    if target.exists():
        raise StoreError(f"{target}: is there already and stays; name another folder")
    with leased(folder) as snapshot, drafted(target) as draft:
        copy = StoreFolder(draft)
        copy_journal(folder, copy, snapshot.about.written)
        inside = copy.draft()
        Store.read_only(str(snapshot.database)).backup(inside / DATABASE)
        flush_files(inside / DATABASE)
        copy.snapshots.mkdir()
        return copy.publish(inside, snapshot.about)


@contextmanager
def drafted(target: Path) -> Generator[Path]:
    """A folder beside a target, which takes its name when all is done.

    Raises:
        StoreError: the disk does not take it.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            yield draft
            flush_folder(draft)
            draft.rename(target)
            flush_folder(target.parent)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error}") from error


def copy_journal(folder: StoreFolder, copy: StoreFolder, upto: int) -> None:
    """Copy the entries that a snapshot has in it."""
    copy.journal.mkdir(exist_ok=True)
    for number in range(1, upto + 1):
        path = file_of(folder, number)
        if path.exists():
            shutil.copyfile(path, file_of(copy, number))
    flush_files(copy.journal)


def restore(folder: StoreFolder, source: StoreFolder, who: str) -> Snapshot:
    """Make of a store what a copy holds; one that is not there yet gets its journal too.

    Raises:
        NoStoreError, StoreError: the copy is none, or the store cannot be written to.
    """
    check_place(folder)
    with leased(source) as copied, folder.locked():
        try:
            return restore_locked(folder, source, copied, who)
        except OSError as error:
            raise StoreError(f"{folder.path}: cannot be written to: {error}") from error
        finally:
            folder.sweep()


def restore_locked(
    folder: StoreFolder, source: StoreFolder, copied: Snapshot, who: str
) -> Snapshot:
    """The same, by who has the lock."""
    now_there = newest_or_none(folder)
    if now_there:
        complete(folder, now_there.about)
    else:
        copy_journal(source, folder, copied.about.written)
    number = max(last(folder), copied.about.written) + 1
    entry = restored(number, copied.about, now_there.about if now_there else None, who)
    about = replace(copied.about, written=number)
    draft = folder.draft()
    Store.read_only(str(copied.database)).backup(draft / DATABASE)
    return settle(folder, draft, about, entry)


def restored(number: int, copied: About, before: About | None, who: str) -> Entry:
    """What the journal says of a restored copy."""
    return Entry(
        number,
        *(RESTORE, who, f"version {copied.version}", now()),
        *(before.quads if before else 0, copied.quads),
        before.version if before else "",
        copied.version,
    )


def dump(folder: StoreFolder, target: Path, kind: RdfFormat) -> Snapshot:
    """Write all that a store holds into one file; a format without graphs has the default graph.

    Raises:
        NoStoreError, StoreError: there is no store, or the file cannot be written.
    """
    with leased(folder) as snapshot:
        store = Store.read_only(str(snapshot.database))
        graph = None if kind in _WITH_GRAPHS else DefaultGraph()
        draft = target.with_name(f".{target.name}.draft")
        try:
            store.dump(draft, kind, from_graph=graph)
            draft.replace(target)
        except OSError as error:
            raise StoreError(f"{target}: cannot be written: {error}") from error
        finally:
            draft.unlink(missing_ok=True)
        return snapshot
