"""The journal: each write as a file of its own, on disk before the write is acknowledged.

It is what a write is durable by: a snapshot that was not made in time is made again from the one
before and from the journal. An entry is its head, a line of JSON, then the quads that were removed
and those that were added, as N-Quads. Loading and restoring have entries without quads.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse, serialize

from server.errors import StoreError
from server.storage.folder import About, StoreFolder, flush_folder, write_durably
from server.storage.patch import Patch

WRITE, LOAD, RESTORE = "write", "load", "restore"
_SUFFIX, _DRAFT = ".entry", "draft"


@dataclass(frozen=True, slots=True)
class Entry:
    """The head of an entry: who changed what, when, and by how much.

    `before` and `after` are the versions of the dataset; `how` is the operation by which a client
    wrote, or the files that were loaded.
    """

    number: int
    kind: str
    who: str
    how: str
    when: str
    removed: int
    added: int
    before: str
    after: str
    dropped: tuple[str, ...] = ()
    created: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def written(self) -> str:
        """The head as its line."""
        return json.dumps(asdict(self), ensure_ascii=False)


def now() -> str:
    """The present time as an xsd:dateTime in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_head(line: str) -> Entry:
    """The head that a line holds."""
    told = json.loads(line)
    return Entry(**told | {name: tuple(told[name]) for name in ("dropped", "created", "notes")})


def entry_for(patch: Patch, before: About, *, who: str, how: str) -> tuple[Entry, bytes]:
    """The next entry, for a patch to what is known of the dataset; and its quads as they are kept.

    The version after it follows from the one before and from all that the entry says.
    """
    body = written(patch.removed) + written(patch.added)
    entry = Entry(
        before.written + 1,
        *(WRITE, who, how, now()),
        *(len(patch.removed), len(patch.added)),
        before.version,
        "",
        patch.dropped,
        patch.created,
    )
    digest = hashlib.sha256(f"{entry.written()}\n".encode() + body).hexdigest()
    return replace(entry, after=digest), body


def written(quads: tuple[Quad, ...]) -> bytes:
    """Quads as N-Quads."""
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def append(folder: StoreFolder, entry: Entry, body: bytes = b"") -> None:
    """Keep an entry; when this returns it would be there after a power cut too."""
    folder.journal.mkdir(exist_ok=True)
    path = file_of(folder, entry.number)
    draft = folder.journal / _DRAFT
    write_durably(draft, f"{entry.written()}\n".encode() + body)
    draft.rename(path)
    flush_folder(folder.journal)


def file_of(folder: StoreFolder, number: int) -> Path:
    """The file of an entry."""
    return folder.journal / f"{number:010}{_SUFFIX}"


def last(folder: StoreFolder) -> int:
    """The number of the last entry; 0 where there is none."""
    names = [path.name for path in folder.journal.glob(f"*{_SUFFIX}")]
    return int(max(names).removesuffix(_SUFFIX)) if names else 0


def heads(folder: StoreFolder, upto: int) -> Iterator[Entry]:
    """The heads of all entries up to one, in their order."""
    for path in sorted(folder.journal.glob(f"*{_SUFFIX}")):
        if int(path.stem) <= upto:
            with path.open(encoding="utf-8") as file:
                yield head_in(path, file.readline())


def head_in(path: Path, line: str) -> Entry:
    """The head in a file.

    Raises:
        StoreError: it is none.
    """
    try:
        return read_head(line)
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{path}:1: not an entry of a journal: {error}") from error


def read(folder: StoreFolder, number: int) -> tuple[Entry, Patch]:
    """An entry and its patch.

    Raises:
        StoreError: it is not there, or cannot be read.
    """
    path = file_of(folder, number)
    try:
        line, _, body = path.read_bytes().partition(b"\n")
        entry = head_in(path, line.decode())
        quads = tuple(parse(body, RdfFormat.N_QUADS))
    except (OSError, SyntaxError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error
    if len(quads) != entry.removed + entry.added and entry.kind == WRITE:
        raise StoreError(f"{path}: has {len(quads)} quads, and not those that its head counts")
    gone, new = quads[: entry.removed], quads[entry.removed :]
    return entry, Patch(gone, new, entry.dropped, entry.created)


def complete(folder: StoreFolder, about: About) -> None:
    """Add the entry that a snapshot was made with, should it have been left out; with the lock."""
    if about.entry and last(folder) < about.written:
        append(folder, read_head(about.entry))
