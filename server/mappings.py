"""Links to the same thing elsewhere, each with why and how sure, as far as the graph says so.

A mapping may have a record of its own, in the words of SSSOM (https://mapping-commons.github.io/sssom/)
or of OWL's annotations: a node that names the three parts of the link and says more about it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from server.facts import Fact, reading_order
from server.names import label, shorten
from server.shown import Shown, show_thing
from server.terms import term

# Those that say it is the very thing, not only something near it.
SAME: Final = ("owl:sameAs", "skos:exactMatch")
_NEAR: Final = ("skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
MAPPINGS: Final = tuple(map(term, (*SAME, *_NEAR)))
_SSSOM: Final = "https://w3id.org/sssom/"
# By vocabulary: what a record calls the subject, the property and the object of its link.
_RECORDS: Final = (
    tuple(NamedNode(_SSSOM + part) for part in ("subject_id", "predicate_id", "object_id")),
    tuple(
        term(f"owl:annotated{part}") for part in ("Source", "Property", "Target")
    ),
)


@dataclass(frozen=True, slots=True)
class Mapping:
    """One link: how the two relate, where it leads, whose it is, and what is said about it."""

    relation: Shown
    target: Shown
    origin: str
    record: tuple[tuple[str, Shown], ...]


def show_mappings(store: Store, facts: list[Fact]) -> list[Mapping]:
    """The mappings among some facts."""
    return [
        Mapping(
            show_thing(store, fact.triple.predicate),
            show_target(store, fact.triple.object),
            fact.origin,
            tuple(record_of(store, fact)),
        )
        for fact in facts
        if fact.triple.predicate in MAPPINGS and isinstance(fact.triple.object, NamedNode)
    ]


def show_target(store: Store, target: object) -> Shown:
    """Where a mapping leads: to the web, never to a page of ours."""
    if not isinstance(target, NamedNode):
        return Shown(str(target))
    shown = show_thing(store, target)
    href = target.value if target.value.startswith(("http://", "https://")) else None
    own = shown.href is not None and shown.href.startswith("/") and "?" not in shown.href
    return shown if own else Shown(shown.text, href, shorten(target.value))


def record_of(store: Store, fact: Fact) -> Iterator[tuple[str, Shown]]:
    """What is said about a mapping: justification, confidence, who, when, on what evidence."""
    parts = (fact.triple.subject, fact.triple.predicate, fact.triple.object)
    for names in _RECORDS:
        about = store.quads_for_pattern(None, names[0], fact.triple.subject, None)
        for record in sorted({quad.subject for quad in about}, key=str):
            if isinstance(record, NamedNode | BlankNode) and names_all(store, record, names, parts):
                yield from say(store, record, names)


def names_all(
    store: Store,
    record: NamedNode | BlankNode,
    names: tuple[NamedNode, ...],
    parts: tuple[object, ...],
) -> bool:
    """Whether a record is about a link, in all of its parts that it names."""
    for name, part in zip(names, parts, strict=True):
        said = {quad.object for quad in store.quads_for_pattern(record, name, None, None)}
        if said and part not in said:
            return False
    return True


def say(
    store: Store, record: NamedNode | BlankNode, names: tuple[NamedNode, ...]
) -> Iterator[tuple[str, Shown]]:
    """What a record says beside the parts of its link and its own type."""
    quads = store.quads_for_pattern(record, None, None, None)
    triples = {quad.triple for quad in quads}
    for triple in sorted(triples, key=reading_order):
        if triple.predicate not in (*names, term("rdf:type")):
            yield property_name(store, triple.predicate), show_thing(store, triple.object)


def property_name(store: Store, property_: NamedNode) -> str:
    """What a record's property is called: `mapping_justification` is read as two words."""
    called = label(store, property_)
    return called.removeprefix(_SSSOM).replace("_", " ") if called.startswith(_SSSOM) else called
