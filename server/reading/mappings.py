"""Links to the same thing elsewhere, each with why and how sure, as far as the graph says so.

A mapping may have a record of its own: a node that names the three parts of the link, in the words
of OWL's annotations or of SSSOM (https://mapping-commons.github.io/sssom/), and says more about it.
A record may also deny a link that somebody might think of.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from server.names import Term, label, shorten
from server.parts.owners import folder_of
from server.reading.facts import Fact, reading_order
from server.reading.shown import Shown, show_thing
from server.terms import term

# Those that say it is the very thing, not only something near it.
SAME: Final = ("owl:sameAs", "skos:exactMatch")
_NEAR: Final = ("skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
MAPPINGS: Final = tuple(map(term, (*SAME, *_NEAR)))
_SSSOM: Final = "https://w3id.org/sssom/"
# By vocabulary: what a record calls the subject, the property and the object of its link.
_RECORDS: Final = (
    tuple(term(f"owl:annotated{part}") for part in ("Source", "Property", "Target")),
    tuple(NamedNode(f"{_SSSOM}{part}_id") for part in ("subject", "predicate", "object")),
)
# What leads from a record to the parts of its link.
RECORDING: Final = frozenset(part for parts in _RECORDS for part in parts)
_CALLED: Final = NamedNode(f"{_SSSOM}object_label")
_MODIFIER: Final = NamedNode(f"{_SSSOM}predicate_modifier")
_SURE: Final = NamedNode(f"{_SSSOM}confidence")
_JUSTIFICATION: Final = NamedNode(f"{_SSSOM}mapping_justification")
# Said in other words, or of use to programs alone.
_LEFT_OUT: Final = frozenset(
    (
        *RECORDING,
        *(_CALLED, _MODIFIER, _SURE, _JUSTIFICATION, NamedNode(f"{_SSSOM}subject_label")),
        *map(term, ("rdf:type", "skos:prefLabel", "dcterms:isPartOf", "rdfs:comment")),
    )
)


@dataclass(frozen=True, slots=True)
class Mapping:
    """One link: how the two relate, where it leads, whose it is.

    `why` has the reasons and how sure it is, `record` what else is said, such as the evidence;
    `denied` is one of which the record says that it does not hold.
    """

    relation: Shown
    target: Shown
    called: str
    origin: str
    why: tuple[str, ...]
    record: tuple[tuple[str, Shown], ...]
    denied: bool = False


Node = NamedNode | BlankNode
Parts = tuple[Term, Term, Term]


def show_mappings(
    store: Store, thing: NamedNode, facts: list[Fact], told_elsewhere: Collection[Term] = ()
) -> list[Mapping]:
    """The mappings among the facts about a thing, and those that are denied of it.

    Without those that the page tells in another place.
    """
    told = [
        fact
        for fact in facts
        if fact.triple.predicate in MAPPINGS and fact.triple.object not in told_elsewhere
    ]
    parts = ((fact, tuple(fact.triple)) for fact in told)
    found = [show(store, spelt, records(store, spelt), fact.origin) for fact, spelt in parts]
    return found + list(denied(store, thing))


def denied(store: Store, thing: NamedNode) -> Iterator[Mapping]:
    """Links of which a record says that they do not hold."""
    for names in _RECORDS:
        for record in subjects(store, names[0], thing):
            if values(store, record, _MODIFIER) and (ends := values(store, record, names[2])):
                relation = next(iter(values(store, record, names[1])), term("owl:sameAs"))
                yield show(store, (thing, relation, ends[0]), [record], "ours", denied=True)


def denials(store: Store, thing: NamedNode) -> Iterator[NamedNode]:
    """What a record says that a thing is not, in either direction."""
    for source, _, target in _RECORDS:
        for near, far in ((source, target), (target, source)):
            for record in subjects(store, near, thing):
                if values(store, record, _MODIFIER):
                    yield from (
                        end for end in values(store, record, far) if isinstance(end, NamedNode)
                    )


def show(
    store: Store, parts: Parts, held: list[Node], origin: str, *, denied: bool = False
) -> Mapping:
    """One mapping with what its records say."""
    _, relation, target = parts
    called = [each for record in held for each in values(store, record, _CALLED)]
    return Mapping(
        relation=show_thing(store, relation),
        target=show_target(store, target),
        called=called[0].value if called and isinstance(called[0], Literal) else "",
        origin=origin,
        why=tuple(why for record in held for why in reasons(store, record)),
        record=tuple(said for record in held for said in say(store, record)),
        denied=denied,
    )


def show_target(store: Store, target: Term) -> Shown:
    """Where a mapping leads: a thing of ours to its page, all else to the web."""
    shown = show_thing(store, target)
    if isinstance(target, NamedNode) and folder_of(target.value):
        return shown
    if isinstance(target, NamedNode) and target.value.startswith(("http://", "https://")):
        return Shown(shorten(target.value), target.value)
    return shown


def records(store: Store, parts: Parts) -> list[Node]:
    """The records of a mapping: those that agree in all of its parts that they name."""
    return [
        record
        for names in _RECORDS
        for record in subjects(store, names[0], parts[0])
        if all(
            part in (values(store, record, name) or [part])
            for name, part in zip(names, parts, strict=True)
        )
        and not values(store, record, _MODIFIER)
    ]


def reasons(store: Store, record: Node) -> Iterator[str]:
    """How sure a record is, how it was found, and what its author remarks."""
    for sure in values(store, record, _SURE):
        yield percent(sure.value) if isinstance(sure, Literal) else str(sure)
    for how in values(store, record, _JUSTIFICATION):
        yield in_words(label(store, how)) if isinstance(how, NamedNode) else str(how)
    for remark in values(store, record, term("rdfs:comment")):
        yield remark.value if isinstance(remark, Literal) else str(remark)


def percent(share: str) -> str:
    """A confidence from 0 to 1 as a percentage; anything else as it stands."""
    return f"{float(share):.0%} sure" if re.fullmatch(r"[01](\.\d+)?", share) else share


def say(store: Store, record: Node) -> Iterator[tuple[str, Shown]]:
    """What else a record says."""
    triples = {quad.triple for quad in store.quads_for_pattern(record, None, None, None)}
    for triple in sorted(triples, key=reading_order):
        if triple.predicate not in _LEFT_OUT:
            yield in_words(label(store, triple.predicate)), show_thing(store, triple.object)


def in_words(name: str) -> str:
    """A term without label by the words in its name: "manual mapping curation"."""
    if " " in name:
        return name
    local = re.split(r"[/#:]", name)[-1].replace("_", " ")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower()


def subjects(store: Store, property_: NamedNode, value: Term) -> list[Node]:
    """What has a value, each once, sorted."""
    found = {quad.subject for quad in store.quads_for_pattern(None, property_, value, None)}
    return sorted((s for s in found if isinstance(s, NamedNode | BlankNode)), key=str)


def values(store: Store, thing: Node, property_: NamedNode) -> list[Term]:
    """The values of a property in any graph, each once, sorted."""
    found = {quad.object for quad in store.quads_for_pattern(thing, property_, None, None)}
    return sorted(found, key=str)
