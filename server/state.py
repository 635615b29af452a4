"""State: all that the server keeps, in one frozen value made once when it starts."""

import hashlib
import os
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, cast

from flask import current_app
from pyoxigraph import Store

from ontology import NAMESPACE
from queries import SavedQuery, catalogue, federated
from server.config import Settings
from server.errors import DataFileError, StoreError
from server.evaluation.engine import Answering, Here
from server.evaluation.evaluators import start_evaluators
from server.federation.services import services_of
from server.rdf_files import broken, kind_of, unreadable
from server.storage.folder import Snapshot, StoreFolder
from server.writing.desk import Desk

# The classes of which pages tell the numbers of things.
COUNTED: Final = ("Sentence", "Happening", "Actor", "Place")


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Lease:
    """Keeps a snapshot from being removed as long as anybody has this."""

    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class State:
    """The store, which never changes, and what is known of it.

    One in memory is loaded from one file: `content` is the file and `version` its SHA-256. One on
    disk is a snapshot, on which there is a `lease`; `content` is nothing, and `desk` is where
    writes go if any do. `quads` is how many it holds; `ask` hands a query to whoever evaluates it;
    `questions` are the saved queries by slug.
    """

    settings: Settings
    content: bytes
    store: Store
    ask: Answering
    version: str
    quads: int
    questions: Mapping[str, SavedQuery]
    counted: Mapping[str, int] = field(default_factory=dict[str, int])
    """The numbers of things by class, where another engine has counted them."""
    lease: Lease | None = None
    desk: Desk | None = None

    @property
    def name(self) -> str:
        """What people call the data: the name of the file or of the folder."""
        return (self.settings.store or self.settings.data).name


def open_state(settings: Settings) -> State:
    """Load the data file, or open the store.

    Raises:
        NoDataFileError: the file is missing, or its suffix says no format.
        DataFileError: it is not what its suffix says, or empty; or the engine does not answer.
        NoStoreError, StoreError: there is no store, or it cannot be read.
        QueryFileError: a saved query cannot be read.
    """
    if settings.engine:
        return open_elsewhere(settings)
    if settings.store:
        return open_snapshot(settings, lambda store, _: answering(store, settings))
    return make_state(settings, read_file(settings.data), answering)


def open_elsewhere(settings: Settings) -> State:
    """The state before an engine elsewhere: its statements are read as they are needed.

    Raises:
        NoEngineError: it does not answer.
        QueryFileError: a saved query cannot be read.
    """
    from server.remote_engine.opening import open_engine  # noqa: PLC0415 - few need it, all wait for it

    opened = open_engine(settings)
    return State(
        # What is served is called by the name of its file, and here by that of the engine's host.
        settings=replace(settings, data=Path(opened.name)),
        content=b"",
        # As much of a store as pages use of one; a test holds the two together.
        store=cast("Store", opened.statements),
        ask=opened.ask,
        version=opened.version,
        quads=len(opened.statements),
        counted={name: opened.count(NAMESPACE + name) for name in COUNTED},
        questions={question.slug: question for question in questions(settings)},
    )


def make_state(
    settings: Settings, content: bytes, answer_by: Callable[[Store, Settings], Answering]
) -> State:
    """Load what the data file holds; `answer_by` gives who evaluates queries on it.

    Raises:
        DataFileError, QueryFileError: as `open_state`.
    """
    store = load(content, settings.data)
    return State(
        settings=settings,
        content=content,
        store=store,
        ask=answer_by(store, settings),
        version=hashlib.sha256(content).hexdigest(),
        quads=len(store),
        questions={question.slug: question for question in questions(settings)},
    )


def open_snapshot(
    settings: Settings,
    answer_by: Callable[[Store, Lease], Answering],
    known: Mapping[str, SavedQuery] | None = None,
) -> State:
    """Open the newest snapshot of the store on disk, in the process that will read it.

    `known` are the saved queries, where they were read already.

    Raises:
        NoStoreError, StoreError, QueryFileError: as `open_state`.
    """
    store, lease = open_newest(StoreFolder(settings.store or Path()))
    snapshot = lease.snapshot
    return State(
        settings=settings,
        content=b"",
        store=store,
        ask=answer_by(store, lease),
        version=snapshot.about.version,
        quads=snapshot.about.quads,
        questions=known or {question.slug: question for question in questions(settings)},
        lease=lease,
    )


def open_newest(folder: StoreFolder) -> tuple[Store, Lease]:
    """The newest snapshot of a store, and what keeps it there.

    Raises:
        NoStoreError, StoreError: there is none that can be read.
    """
    snapshot, held = folder.leased()
    lease = Lease(snapshot)
    weakref.finalize(lease, os.close, held)
    try:
        return Store.read_only(str(snapshot.database)), lease
    except OSError as error:
        raise StoreError(f"{snapshot.database}: cannot be opened: {error}") from error


def open_store(settings: Settings) -> tuple[Store, Lease | None]:
    """The store that the settings name, on disk or in memory, for who only asks.

    Raises:
        DataFileError, StoreError: as `open_state`.
    """
    if settings.store:
        return open_newest(StoreFolder(settings.store))
    return load(read_file(settings.data), settings.data), None


def questions(settings: Settings) -> Iterator[SavedQuery]:
    """The saved queries; of those that ask another server the ones that the operator allows."""
    yield from catalogue()
    yield from (each for each in federated() if each.service in settings.allow_service)


def answering(store: Store, settings: Settings) -> Answering:
    """Who evaluates queries: processes of their own, unless the settings want none."""
    if settings.evaluators:
        return start_evaluators(store, settings)
    return Here(store, settings.max_rows, services_of(settings))


def current() -> State:
    """The state of the application that answers the present request."""
    state: State = current_app.extensions["sitrep"]
    return state


def read_file(path: Path) -> bytes:
    """The bytes of the data file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def load(content: bytes, path: Path) -> Store:
    """A store in memory that holds the file's quads; the suffix says the format."""
    kind = kind_of(path)
    store = Store()
    try:
        store.load(content, kind)
    except SyntaxError as error:
        raise broken(path, kind, error) from error
    if not len(store):
        raise DataFileError(f"{path}: holds no triples; `sitrep build` makes the graph")
    return store
