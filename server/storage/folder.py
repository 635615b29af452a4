"""The folder of a store: snapshots that never change, each the dataset as it was at one time.

    DIR/
    ├── lock              who writes holds a lock on it
    ├── snapshots/N/      the dataset after the N-th change; the largest N is what it is now
    │   ├── about.json    its version, its number of quads, the last write that is in it
    │   ├── lease         who reads the snapshot holds a lock on it, so that it is not removed
    │   └── database/     Oxigraph on RocksDB, only ever opened to be read
    ├── journal/          what was written, by whom and when: see `journal.py`
    └── draft-…           what was not finished; removed by the next who writes

A snapshot is made beside and then renamed, so there is either all of it or nothing. Snapshots share
their files with each other as hard links, so that one more costs what was changed, not what there
is. RocksDB lets one process write, and what a reader sees then is undefined; hence nobody ever
reads a database that somebody writes.
"""

import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from server.errors import NoStoreError, StoreError

SNAPSHOTS: Final = "snapshots"
DATABASE: Final = "database"
_ABOUT, _LEASE, _LOCK, _DRAFT = "about.json", "lease", "lock", "draft-"
# A server that was killed a moment ago may not be quite gone.
_LOCK_WITHIN_SECONDS: Final = 3.0
_LOOK_SECONDS: Final = 0.05


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a snapshot without opening its database.

    `version` names this state of the dataset and no other; `written` is the number of the last
    entry of the journal that is in it; `origin` says what it was filled from; `entry` is that last
    entry's head where the journal may lack it, because the snapshot came first.
    """

    version: str
    quads: int
    written: int
    origin: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the dataset on disk."""

    path: Path
    about: About

    @property
    def number(self) -> int:
        """How many there were before it, and one."""
        return int(self.path.name)

    @property
    def database(self) -> Path:
        """The folder that Oxigraph opens."""
        return self.path / DATABASE

    def lease(self) -> int | None:
        """Keep the snapshot from being removed, until the file that this gives is closed.

        None when it is being removed already: there is a newer one then.
        """
        try:
            held = os.open(self.path / _LEASE, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            return None
        if os.fstat(held).st_nlink:
            return held
        os.close(held)
        return None


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """A folder that holds a store, or may come to hold one."""

    path: Path

    @property
    def snapshots(self) -> Path:
        """Where the snapshots are."""
        return self.path / SNAPSHOTS

    @property
    def journal(self) -> Path:
        """Where it stands what was written."""
        return self.path / "journal"

    @property
    def is_free(self) -> bool:
        """Whether a store may be made here: nothing is there, or only what a store begins with."""
        with suppress(FileNotFoundError):
            return (
                all(
                    each.name in (_LOCK, SNAPSHOTS) or each.name.startswith(_DRAFT)
                    for each in self.path.iterdir()
                )
                and not self.numbers()
            )
        return True

    def numbers(self) -> list[int]:
        """The numbers of the snapshots, in their order."""
        with suppress(FileNotFoundError, NotADirectoryError):
            return sorted(
                int(each.name) for each in self.snapshots.iterdir() if each.name.isdigit()
            )
        return []

    def newest(self) -> Snapshot:
        """The dataset as it is now.

        Raises:
            NoStoreError: there is none.
            StoreError: what is said of it cannot be read.
        """
        while numbers := self.numbers():
            with suppress(FileNotFoundError):  # there is a newer one then, and this was removed
                return self.snapshot(numbers[-1])
        raise NoStoreError(f"{self.path}: holds no store; `sitrep load` makes one")

    def snapshot(self, number: int) -> Snapshot:
        """A snapshot by its number."""
        path = self.snapshots / str(number)
        try:
            about = About(**json.loads((path / _ABOUT).read_text(encoding="utf-8")))
        except (ValueError, TypeError) as error:
            raise StoreError(f"{path / _ABOUT}: not what Sitrep writes: {error}") from error
        return Snapshot(path, about)

    def leased(self) -> tuple[Snapshot, int]:
        """The newest snapshot, and the file whose closing lets go of it.

        Raises:
            NoStoreError, StoreError: as `newest`.
        """
        while True:
            snapshot = self.newest()
            held = snapshot.lease()
            if held is not None:
                return snapshot, held

    @contextmanager
    def locked(self) -> Generator[None]:
        """Be the only one who writes.

        Raises:
            StoreError: somebody else is, or the folder cannot be written to.
        """
        held = self.lock()
        try:
            yield
        finally:
            os.close(held)

    def lock(self) -> int:
        """The same, until the file that this gives is closed in every process that has it."""
        until = time.monotonic() + _LOCK_WITHIN_SECONDS
        try:
            self.snapshots.mkdir(parents=True, exist_ok=True)
            held = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be written to: {error.strerror}") from error
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() > until:
                    os.close(held)
                    raise StoreError(
                        f"{self.path}: another process writes to this store; "
                        "end it first, or write through it by the protocol"
                    ) from error
                time.sleep(_LOOK_SECONDS)
            else:
                return held

    def draft(self) -> Path:
        """A new folder in which a snapshot may be made; only for who has the lock."""
        return Path(tempfile.mkdtemp(prefix=_DRAFT, dir=self.path))

    def publish(self, draft: Path, about: About) -> Snapshot:
        """Make of a draft the newest snapshot, which from now on is the dataset.

        The draft has a database in it, which nobody has open. When this returns, the snapshot
        would be there after a power cut too.
        """
        (draft / _LEASE).touch()
        write_durably(draft / _ABOUT, json.dumps(asdict(about), indent=1).encode())
        flush_folder(draft)
        number = (self.numbers() or [0])[-1] + 1
        draft.rename(self.snapshots / str(number))
        flush_folder(self.snapshots)
        return Snapshot(self.snapshots / str(number), about)

    def sweep(self) -> None:
        """Remove what was not finished, and old snapshots that nobody reads; with the lock only."""
        for left in self.path.glob(f"{_DRAFT}*"):
            shutil.rmtree(left, ignore_errors=True)
        self.forget_old()

    def forget_old(self) -> None:
        """Remove old snapshots that nobody reads; only for who has the lock."""
        for number in self.numbers()[:-1]:
            remove(self.snapshots / str(number))


def remove(path: Path) -> None:
    """Remove a snapshot, unless somebody has a lease on it.

    The lease goes first: whoever comes meanwhile finds none, and takes a newer snapshot.
    """
    with suppress(FileNotFoundError):  # whoever removed it last time was killed
        held = os.open(path / _LEASE, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (path / _LEASE).unlink()
        except BlockingIOError:
            return
        finally:
            os.close(held)
    shutil.rmtree(path, ignore_errors=True)


def write_durably(path: Path, content: bytes) -> None:
    """Write a file that is whole on disk when this returns; its name is not yet."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush_folder(path: Path) -> None:
    """Have the names in a folder on disk."""
    number = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def flush_files(path: Path) -> None:
    """Have every file in a folder on disk, and their names."""
    for each in path.iterdir():
        number = os.open(each, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
    flush_folder(path)
