"""The log: the journal's heads as a graph in the words of PROV.

It is no part of the dataset, so that no update can clear it and no query meets it by chance: a
query that names the graph of the log is asked of the log alone.

Specification: https://www.w3.org/TR/prov-o/
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology import PREFIXES
from server.storage.folder import StoreFolder
from server.storage.journal import Entry, heads

if TYPE_CHECKING:
    from server.evaluation.engine import Question

LOG: Final = "https://w3id.org/sitrep/log"
_PLACE: Final = "log:"
_GRAPH: Final = NamedNode(LOG)
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


def asks_log(question: "Question") -> bool:
    """Whether a question names the log: in its text, or as its dataset."""
    named = (*question.default_graphs, *question.named_graphs)
    return f"<{LOG}>" in question.text or LOG in named


def place_of_log(folder: StoreFolder, upto: int) -> str:
    """The log, up to an entry, as a place."""
    return f"{_PLACE}{upto}:{folder.path}"


def is_log(place: str) -> bool:
    """Whether a place is a log."""
    return place.startswith(_PLACE)


def open_log(place: str) -> Store:
    """A store in memory with the log of a place.

    Raises:
        StoreError: the journal cannot be read.
    """
    upto, _, path = place.removeprefix(_PLACE).partition(":")
    store = Store()
    store.extend(log_quads(StoreFolder(Path(path)), int(upto)))
    return store


def log_quads(folder: StoreFolder, upto: int) -> Iterator[Quad]:
    """What the journal says, up to an entry, in the graph of the log."""
    for entry in heads(folder, upto):
        yield from as_activity(entry)


def as_activity(entry: Entry) -> Iterator[Quad]:
    """An entry as a prov:Activity, by an agent, that made one version of the dataset of another."""
    activity = NamedNode(f"{LOG}/{entry.number}")
    agent = NamedNode(f"{LOG}/agent/{quote(entry.who, safe='')}")
    after, before = (NamedNode(f"{LOG}/version/{each}") for each in (entry.after, entry.before))
    yield said(activity, "rdf:type", prov("Activity"))
    yield said(activity, "rdfs:label", Literal(f"{entry.kind}: {entry.how}"))
    yield said(activity, "prov:wasAssociatedWith", agent)
    # A write is done when it is there: nobody sees it before.
    for when in ("prov:startedAtTime", "prov:endedAtTime"):
        yield said(activity, when, Literal(entry.when, datatype=NamedNode(f"{_XSD}dateTime")))
    yield Quad(activity, NamedNode(f"{LOG}#removed"), Literal(entry.removed), _GRAPH)
    yield Quad(activity, NamedNode(f"{LOG}#added"), Literal(entry.added), _GRAPH)
    yield from (said(activity, "rdfs:comment", Literal(note)) for note in entry.notes)
    yield said(after, "rdf:type", prov("Entity"))
    yield said(after, "prov:wasGeneratedBy", activity)
    yield said(agent, "rdf:type", prov("Agent"))
    yield said(agent, "rdfs:label", Literal(entry.who))
    if entry.before:
        yield said(activity, "prov:used", before)
        yield said(after, "prov:wasRevisionOf", before)


def said(subject: NamedNode, name: str, value: NamedNode | Literal) -> Quad:
    """A statement of the log."""
    prefix, _, local = name.partition(":")
    return Quad(subject, NamedNode(PREFIXES[prefix] + local), value, _GRAPH)


def prov(name: str) -> NamedNode:
    """A class of PROV."""
    return NamedNode(PREFIXES["prov"] + name)
