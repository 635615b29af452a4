"""State: all that the server keeps, in one frozen value made once when it starts."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from flask import current_app
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from ontology import NAMESPACE, PREFIXES
from queries import SavedQuery, catalogue, federated
from server.config import Settings
from server.errors import DataFileError, NoDataFileError
from server.evaluation.engine import Answering, Here
from server.evaluation.evaluators import start_evaluators
from server.federation.services import services_of
from server.remote_engine.opening import open_engine

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
COUNTED: Final = ("Sentence", "Happening", "Actor", "Place")
_SUBCLASS = NamedNode(PREFIXES["rdfs"] + "subClassOf")


@dataclass(frozen=True, slots=True)
class State:
    """The store, loaded from one file and never written again, and what is known of it.

    `content` is the file and `version` its SHA-256; `ask` hands a query to whoever evaluates it;
    `counts` the number of things by class name; `questions` the saved queries by slug.
    """

    settings: Settings
    content: bytes
    store: Store
    ask: Answering
    version: str
    counts: Mapping[str, int]
    questions: Mapping[str, SavedQuery]


def open_state(settings: Settings) -> State:
    """Load the data file, and look around in it.

    Raises:
        NoDataFileError: the file is missing, or its suffix says no format.
        DataFileError: it is not what its suffix says, or empty; or the engine does not answer.
        QueryFileError: a saved query cannot be read.
    """
    if settings.engine:
        return open_elsewhere(settings)
    return make_state(settings, read_file(settings.data), answering)


def open_elsewhere(settings: Settings) -> State:
    """The state before an engine elsewhere: its statements are read as they are needed.

    Raises:
        NoEngineError: it does not answer.
        QueryFileError: a saved query cannot be read.
    """
    opened = open_engine(settings)
    return State(
        # What is served is called by the name of its file, and here by that of the engine's host.
        settings=replace(settings, data=Path(opened.name)),
        content=b"",
        # As much of a store as pages use of one; a test holds the two together.
        store=cast("Store", opened.statements),
        ask=opened.ask,
        version=opened.version,
        counts={name: opened.count(NAMESPACE + name) for name in COUNTED},
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
        counts={name: count(store, name) for name in COUNTED},
        questions={question.slug: question for question in questions(settings)},
    )


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
    except FileNotFoundError as error:
        raise NoDataFileError(f"{path}: no such file; `sitrep build` makes the graph") from error
    except OSError as error:
        raise NoDataFileError(f"{path}: cannot be read: {error.strerror}") from error


def load(content: bytes, path: Path) -> Store:
    """A store in memory that holds the file's quads; the suffix says the format."""
    kind = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if kind is None:
        raise NoDataFileError(
            f"{path}: the suffix should be .nq, .trig, .ttl, .nt, .rdf or .jsonld"
        )
    store = Store()
    try:
        store.load(content, kind)
    except SyntaxError as error:
        where = f"{path}:{error.lineno}:{error.offset}" if error.lineno else f"{path}"
        raise DataFileError(f"{where}: not {kind.name}: {_reason(error)}") from error
    if not len(store):
        raise DataFileError(f"{path}: holds no triples; `sitrep build` makes the graph")
    return store


def _reason(error: SyntaxError) -> str:
    """What the parser found, without the place, which stands before it already."""
    return str(error.msg).partition(": ")[2] or str(error.msg)


def count(store: Store, name: str) -> int:
    """How many things are of a class of ours, or of a class under it."""
    classes, found = [NamedNode(NAMESPACE + name)], set[object]()
    for kind in classes:  # grows while it is walked
        quads = store.quads_for_pattern(None, _SUBCLASS, kind, None)
        classes += {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)} - {
            *classes
        }
        found |= {q.subject for q in store.quads_for_pattern(None, _TYPE, kind, DefaultGraph())}
    return len(found)
