"""Parts as databases in a folder, for evaluators, which open them by their place.

One process makes a part, beside and then by a rename, and all open it: an evaluator that made it by
itself would look through the whole store, in the time and the memory that one question has. The
folder goes with the server; of what is in it those parts stay that were asked for last.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from pyoxigraph import Store

from server.errors import EvaluationError
from server.parts.owners import require, titles
from server.parts.split import Division, divide

_PLACE: Final = "part:"
_DRAFT: Final = "draft-"
# Of all versions of the dataset together; one of the size of the shipped graph takes 3 MB.
MOST_KEPT: Final = 64


@dataclass(slots=True)
class PartDatabases:
    """The parts of a store that does not change; `version` tells it from others in the folder."""

    folder: Path
    version: str
    store: Store
    titles: Mapping[str, str] | None = None
    division: Division | None = None
    lock: Lock = field(default_factory=Lock)

    def place(self, slug: str) -> str:
        """Where an evaluator finds the part of an article; empty where there is no other.

        Raises:
            NotFoundError: there is no such article.
            EvaluationError: the part cannot be made.
        """
        if self.titles is None:
            self.titles = titles(self.store)
        require(slug, self.titles)
        if len(self.titles) == 1:
            return ""
        path = self.folder / f"{self.version[:16]}-{slug}"
        try:
            if not asked_for(path):
                self.make(slug, path)
        except OSError as error:
            raise EvaluationError(
                f"The part of {slug} cannot be made: {error.strerror or error}.",
                hint="Ask without `of`, or tell whoever runs this server.",
            ) from error
        return f"{_PLACE}{path}"

    def make(self, slug: str, path: Path) -> None:
        """Make a part, unless somebody has meanwhile; the first who does sorts the store.

        Raises:
            OSError: the disk does not take it.
        """
        with self.lock:
            self.division = self.division or divide(self.store)
            if not asked_for(path):
                make(self.division, slug, path)


def asked_for(path: Path) -> bool:
    """Whether a part is there; it then counts as asked for now."""
    with suppress(FileNotFoundError):
        os.utime(path)
        return True
    return False


def make(division: Division, slug: str, path: Path) -> None:
    """Make the database of a part, and let go of those that nobody asks for.

    Raises:
        OSError: the disk does not take it.
    """
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=path.parent))
    try:
        working = Store(draft / "working")
        working.bulk_extend(division.quads(slug))
        working.optimize()
        working.backup(draft / "database")
        del working  # lets go of the folder
        try:
            (draft / "database").rename(path)
        except OSError:
            if not path.exists():  # else another process was quicker
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    forget(path.parent)


def forget(folder: Path) -> None:
    """Remove the parts that were asked for longest ago, so far as there are too many."""
    kept: list[tuple[float, Path]] = []
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # removed by another process
            if not path.name.startswith(_DRAFT):
                kept.append((path.stat().st_mtime, path))
    for _, path in sorted(kept, reverse=True)[MOST_KEPT:]:
        shutil.rmtree(path, ignore_errors=True)


def is_part(place: str) -> bool:
    """Whether a place is that of a part."""
    return place.startswith(_PLACE)


def open_part(place: str) -> Store:
    """Open a part, to be read.

    Raises:
        OSError: it is not there any more.
    """
    return Store.read_only(place.removeprefix(_PLACE))
