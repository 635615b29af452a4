"""The terms of the ontology as a page shows them: each with what it means, in groups.

The groups are those of the ontology's own file. A term that none of them names is shown too, in a
group of its own behind them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from ontology import NAMESPACE, ONTOLOGY_GRAPH
from server.names import shorten
from server.reading.shown import Shown, show_thing
from server.terms import term

GROUPS: Final[Mapping[str, str]] = {
    "Actors and places": "onSide sideIn subUnitOf memberOf within near seatOf baseOf",
    "Happenings": (
        "kind partOf by against target at from to using frequency ledTo hindered aim after"
    ),
    "Time": "when earliest latest dating undated",
    "Control of places": "site holder begunBy endedBy",
    "Figures": "quantity of among outcome low high best per measure scale wording",
    "Who says so, and how surely": "accordingTo certainty reports contradicts maybeSame exhaustive",
    "The text, and how it was read": "number section retrieved sha256 notModelled",
    "Where editors have it from": "evidence sourceCount precision",
    "What is taken from elsewhere": "evidence sourceCount precision",
    "About kinds and terms": "cue acledSubEventType ploverEventType unusedBecause",
}
CLASSES: Final = "Classes"
FURTHER: Final = "Further terms"
_SAID_APART: Final = frozenset(
    map(term, ("rdf:type", "rdfs:label", "rdfs:isDefinedBy", "skos:definition", "skos:example"))
) | {term("rdfs:domain"), term("rdfs:range")}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or a property. `said` is what else is said: wider terms, and what others call it."""

    name: str
    shown: Shown
    is_class: bool
    definition: str
    examples: tuple[str, ...]
    domain: tuple[Shown, ...]
    range: tuple[Shown, ...]
    said: tuple[tuple[Shown, tuple[Shown, ...]], ...]
    uses: int


@dataclass(frozen=True, slots=True)
class Group:
    """Terms that belong together."""

    title: str
    terms: tuple[Term, ...]

    @property
    def anchor(self) -> str:
        """Its name in the page."""
        return "-".join(self.title.lower().replace(",", "").split())


def ontology_quads(store: Store) -> list[Quad]:
    """The ontology's own graph; where the file has none, what is said about its terms."""
    own = list(store.quads_for_pattern(None, None, None, NamedNode(ONTOLOGY_GRAPH)))
    if own:
        return [Quad(*quad.triple) for quad in own]
    default = store.quads_for_pattern(None, None, None, DefaultGraph())
    return [quad for quad in default if str(quad.subject).startswith(f"<{ONTOLOGY_GRAPH}")]


def read_header(store: Store) -> list[tuple[Shown, Shown]]:
    """What the ontology says about itself."""
    about = NamedNode(ONTOLOGY_GRAPH)
    found = sorted((q for q in ontology_quads(store) if q.subject == about), key=str)
    return [(show_thing(store, q.predicate), show_thing(store, q.object)) for q in found]


def read_groups(store: Store) -> tuple[Group, ...]:
    """Every term, in its group."""
    terms = {found.name: found for found in read_terms(store)}
    classes = tuple(found for found in terms.values() if found.is_class)
    named = {title: names.split() for title, names in GROUPS.items()}
    known = {name for names in named.values() for name in names} | {c.name for c in classes}
    groups = [Group(CLASSES, classes)]
    groups += [
        Group(title, tuple(terms[name] for name in names if name in terms))
        for title, names in named.items()
    ]
    groups.append(Group(FURTHER, tuple(t for name, t in terms.items() if name not in known)))
    return tuple(group for group in groups if group.terms)


def read_terms(store: Store) -> Iterator[Term]:
    """Every term of our namespace, by name."""
    about = dict[NamedNode, list[Quad]]()
    for quad in ontology_quads(store):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(NAMESPACE):
            about.setdefault(quad.subject, []).append(quad)
    for iri in sorted(about, key=str):
        yield read_term(store, iri, sorted(about[iri], key=str))


def read_term(store: Store, iri: NamedNode, said: Sequence[Quad]) -> Term:
    """One term."""
    kinds = {shorten(value) for value in values(said, "rdf:type")}
    is_class = bool(kinds & {"owl:Class", "rdfs:Class"}) or bool(values(said, "rdfs:subClassOf"))
    rest = dict[NamedNode, list[Shown]]()
    for quad in said:
        if quad.predicate not in _SAID_APART:
            rest.setdefault(quad.predicate, []).append(show_thing(store, quad.object))
    return Term(
        name=iri.value.removeprefix(NAMESPACE),
        shown=show_thing(store, iri),
        is_class=is_class,
        definition=" ".join(values(said, "skos:definition")),
        examples=tuple(values(said, "skos:example")),
        domain=tuple(show(store, said, "rdfs:domain")),
        range=tuple(show(store, said, "rdfs:range")),
        said=tuple((show_thing(store, p), tuple(found)) for p, found in rest.items()),
        uses=count_uses(store, iri, is_class=is_class),
    )


def count_uses(store: Store, iri: NamedNode, *, is_class: bool) -> int:
    """How many things are of a class, how many facts have a property."""
    property_, value = (term("rdf:type"), iri) if is_class else (iri, None)
    return sum(1 for _ in store.quads_for_pattern(None, property_, value, DefaultGraph()))


def values(said: Iterable[Quad], name: str) -> list[str]:
    """The values of a property as text."""
    found = (quad.object for quad in said if quad.predicate == term(name))
    return [value.value for value in found if isinstance(value, Literal | NamedNode)]


def show(store: Store, said: Iterable[Quad], name: str) -> Iterator[Shown]:
    """The values of a property by their labels."""
    yield from (show_thing(store, quad.object) for quad in said if quad.predicate == term(name))
