"""Where a statement has its home: which file, or why none.

The build makes much of what the store holds: the flat copies, the bounds of dates, wider classes,
where a thing is derived from. A change of these is no change of a file. Whether the build makes the
change by itself is for `trial.py` to find out; here they are only left alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple
from rdflib import OWL, PROV, RDF, RDFS, SKOS, URIRef

import ontology
from graph.amending.battle import Battle, flat
from graph.amending.model import Apart, Change, Document, by_text
from graph.errors import shown
from graph.names import ONTOLOGY_GRAPH, SITREP, SKOSXL, is_ours
from graph.quads import climb

_TYPE: Final = NamedNode(str(RDF.type))
BOUNDS: Final = frozenset(NamedNode(str(term)) for term in (SITREP.earliest, SITREP.latest))
_DERIVED_FROM: Final = NamedNode(str(PROV.wasDerivedFrom))
_ALT_LABEL: Final = NamedNode(str(SKOS.altLabel))
_NAME, _FORM = NamedNode(str(SKOSXL.altLabel)), NamedNode(str(SKOSXL.literalForm))
_MATCHES: Final = (
    *(OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch),
    *(SKOS.relatedMatch, SKOS.broadMatch, SKOS.narrowMatch),
)
_LINKS: Final = frozenset(NamedNode(str(term)) for term in _MATCHES)
_OF_THE_TEXT: Final = (ontology.PREFIXES["nif"], str(SITREP.number), str(SITREP.section))

IS_DERIVED: Final = "the build makes such statements from the facts; change those"
NO_FILE: Final = "no file of the folders given holds this graph"
BLANK: Final = (
    "a blank node cannot be linked or compared, and the gate of nodes refuses it; name it"
)
NESTED: Final = "a statement about a statement has no form in these files"
OF_ONTOLOGY: Final = "terms and kinds are the ontology's, which has a version: see ontology/"
OF_TEXT: Final = "it is read off sources/article.txt and article.toml"
OF_WIKIDATA: Final = "this graph is made by the build from all the others"


@dataclass(slots=True)
class Plan:
    """What goes and what comes in each file, and what cannot."""

    removed: dict[Document, set[Quad]] = field(
        default_factory=lambda: defaultdict[Document, set[Quad]](set)
    )
    added: dict[Document, list[Quad]] = field(
        default_factory=lambda: defaultdict[Document, list[Quad]](list)
    )
    rows: set[int] = field(default_factory=set[int])
    """The lines of rows that go from the table of links."""
    apart: list[Apart] = field(default_factory=list[Apart])


def nowhere(quad: Quad) -> str:
    """Why a statement can be in no file of any folder; empty where it may."""
    if any(isinstance(term, BlankNode) for term in (*quad.triple, quad.graph_name)):
        return BLANK
    if isinstance(quad.object, Triple):
        return NESTED
    if quad.graph_name == NamedNode(str(ONTOLOGY_GRAPH)):
        return OF_ONTOLOGY
    return ""


def plan(battle: Battle, change: Change) -> Plan:
    """Find the home of everything that changes in one battle."""
    made = Plan()
    for quad in by_text(change.removed):
        for document in battle.documents:
            if quad in document.stated:
                made.removed[document].add(quad)
    made.rows = rows(battle, change)
    told = [*in_sentences(battle, change, made)]
    made.added[battle.facts] = told
    stays = Staying(battle, made)
    flat_copies = {flat(quad) for quad in told}
    stuck = {
        (quad.subject, quad.predicate)
        for quad in change.removed
        if isinstance(quad.graph_name, DefaultGraph)
        and not any(quad in document.stated for document in battle.documents)
        and any(stays.says(each) for each in battle.said_in(quad))
    }
    ours = [
        quad
        for quad in by_text(change.added)
        if isinstance(quad.graph_name, DefaultGraph) and quad not in flat_copies
    ]
    stays.new = [*told, *ours]
    homes = Homes(battle, ours)
    for quad in ours:
        if reason := misplaced(battle, quad):
            made.apart.append(Apart(quad, added=True, reason=reason))
        elif (quad.subject, quad.predicate) in stuck:
            reason = "it takes the place of a statement that a sentence still makes: write it there"
            made.apart.append(Apart(quad, added=True, reason=reason))
        elif not stays.follows(quad):
            made.added[homes.of(quad)].append(quad)
    return made


def in_sentences(battle: Battle, change: Change, made: Plan) -> Iterator[Quad]:
    """What comes to the blocks of sentences; of what cannot, the plan takes note."""
    for quad in by_text(change.added):
        graph = quad.graph_name
        if not isinstance(graph, NamedNode) or graph == battle.derived:
            continue
        if graph.value not in battle.sentences:
            reason = "the article has no such sentence, and no file holds another graph"
            made.apart.append(Apart(quad, added=True, reason=reason))
        elif quad.predicate not in BOUNDS and quad not in battle.facts.stated:
            yield quad


def block(battle: Battle, graph: NamedNode) -> str:
    """Where the block of a sentence begins, as file and line."""
    facts = battle.facts
    begins = next((each.start for each in facts.blocks if each.graph == graph), 0)
    return f"{shown(facts.path)}:{facts.line(begins)}"


def misplaced(battle: Battle, quad: Quad) -> str:
    """Why a statement that is to come is not for a file of facts; empty where it is."""
    if is_ours(quad.subject.value if isinstance(quad.subject, NamedNode) else ""):
        return OF_ONTOLOGY
    linked = quad.predicate in _LINKS and str(quad.object).startswith("<http://www.wikidata.org/")
    if linked or battle.is_record(quad):
        return (
            f"a link is a row of {shown(battle.sources.links)}, with its evidence: write it there"
        )
    if quad.predicate.value.startswith(_OF_THE_TEXT):
        return OF_TEXT
    return ""


def rows(battle: Battle, change: Change) -> set[int]:
    """The rows of the table of links of which all goes that is made of them."""
    if not any(battle.is_record(quad) for quad in change.removed):
        return set()
    left = {link.row.line for quad, link in battle.records.items() if quad not in change.removed}
    return {link.row.line for link in battle.records.values()} - left


@dataclass(slots=True)
class Staying:
    """What the files will say; `new` is what may come to them."""

    battle: Battle
    made: Plan
    new: list[Quad] = field(default_factory=list[Quad])

    def says(self, quad: Quad) -> bool:
        """Whether a file says something now and goes on to."""
        return any(
            quad in each.stated and quad not in self.made.removed[each]
            for each in self.battle.documents
        )

    def all(self) -> Iterator[Quad]:
        """Everything, in whichever graph."""
        for each in self.battle.documents:
            yield from (quad for quad in each.stated if quad not in self.made.removed[each])
        yield from self.new

    def follows(self, quad: Quad) -> bool:
        """Whether the build will make a statement of others, so that no file has to say it."""
        if quad.predicate in BOUNDS:
            return True
        if quad.predicate == _TYPE:
            return any(self.narrower(quad))
        if quad.predicate == _DERIVED_FROM:
            return any(
                each.graph_name == quad.object and each.subject == quad.subject
                for each in self.all()
            )
        if quad.predicate == _ALT_LABEL and self.is_recorded(quad):
            return True
        return any(self.says(each) for each in self.battle.said_in(quad))

    def is_recorded(self, quad: Quad) -> bool:
        """Whether a name has a record of its own, of which the build makes a plain one."""
        form = _FORM, quad.object
        names = {each.subject for each in self.all() if (each.predicate, each.object) == form}
        thing = quad.subject, _NAME
        return any(
            (each.subject, each.predicate) == thing and each.object in names for each in self.all()
        )

    def narrower(self, quad: Quad) -> Iterator[bool]:
        """Whether each type of a thing has another one above it."""
        wide = str(quad.object)[1:-1]
        for each in self.all():
            if (each.subject, each.predicate) == (quad.subject, _TYPE):
                kind = str(each.object)[1:-1]
                if each.graph_name != quad.graph_name and kind == wide:
                    yield True
                above = climb(self.battle.materials.terms, URIRef(kind), RDFS.subClassOf)
                yield kind != wide and URIRef(wide) in above


class Homes:
    """Which of the two files of what is ours takes a statement."""

    def __init__(self, battle: Battle, new: Iterable[Quad]) -> None:
        """Look at what each file has."""
        self.battle = battle
        both = battle.entities, battle.gazetteer
        self.predicates = {each.path: {quad.predicate for quad in each.stated} for each in both}
        self.subjects = {each.path: {quad.subject for quad in each.stated} for each in both}
        self.types = {
            each.path: {quad.object for quad in each.stated if quad.predicate == _TYPE}
            for each in both
        }
        self.kinds = defaultdict[object, set[object]](set)
        for quad in new:
            if quad.predicate == _TYPE:
                self.kinds[quad.subject].add(quad.object)

    def of(self, quad: Quad) -> Document:
        """The file: that of its like, else that of the entities."""
        entities, gazetteer = self.battle.entities, self.battle.gazetteer
        known = [each for each in (entities, gazetteer) if quad.subject in self.subjects[each.path]]
        if len(known) == 1 and quad.predicate in self.predicates[known[0].path]:
            return known[0]
        if not known and (kinds := self.kinds[quad.subject]):
            fits = [each for each in (entities, gazetteer) if kinds & self.types[each.path]]
            return fits[0] if fits else entities
        said = [
            each for each in (entities, gazetteer) if quad.predicate in self.predicates[each.path]
        ]
        if len(said) == 1:
            return said[0]
        return known[0] if known else entities
