"""The dataset at /dataset: a page for people, VoID and DCAT for everybody else."""

from dataclasses import dataclass
from itertools import chain
from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from ontology import PREFIXES
from server.description import dcat
from server.description.census import Census
from server.description.citation import Cited, as_bibtex, as_cff
from server.description.dataset_search import as_schema_org
from server.description.dcat import Published
from server.description.describe import describe_dataset
from server.description.drafting import measured
from server.description.dumps import SUMS, dumps
from server.once import once
from server.pages.replies import DATA_FORMATS, PAGE_OR_DATA, page, tagged
from server.protocol import negotiate
from server.protocol.sparql import census, told_of
from server.reading.overview import counts, overview
from server.reading.shown import Shown, show_thing
from server.state import State, current

routes = Blueprint("dataset", __name__)

# What a reader should know before relying on it: each is a query whose rows are to be looked at.
_WEAK: Final = (
    (
        "parts of sentences that are not in the graph",
        "SELECT ?sentence ?why { ?sentence :notModelled ?why } ORDER BY ?sentence ?why",
    ),
    (
        "happenings without a date",
        """SELECT ?what ?why { ?what a :Happening
  FILTER NOT EXISTS { ?what :when ?when }
  OPTIONAL { ?what :undated ?why }
} ORDER BY ?what""",
    ),
    (
        "happenings and figures that are said with a hedge",
        """SELECT ?what ?hedge {
  ?what :certainty ?hedge FILTER (?hedge != k:inferred)
} ORDER BY ?what ?hedge""",
    ),
    (
        "happenings and figures that are concluded by us",
        "SELECT ?what { ?what :certainty k:inferred } ORDER BY ?what",
    ),
    (
        "statements that contradict each other",
        "SELECT ?one ?other { ?one :contradicts ?other } ORDER BY ?one ?other",
    ),
    (
        "things that may be the same as others",
        "SELECT ?one ?other { ?one :maybeSame ?other } ORDER BY ?one ?other",
    ),
    (
        "actors and places without a link to Wikidata",
        """SELECT ?what {
  { ?what a :Actor } UNION { ?what a :Place }
  FILTER NOT EXISTS { ?what owl:sameAs|skos:exactMatch|skos:closeMatch|skos:broadMatch ?item }
} ORDER BY ?what""",
    ),
)


@dataclass(frozen=True, slots=True)
class Weak:
    """A weak spot: what it is, how often it is met, and the query that lists it."""

    what: str
    count: int
    query: str


@routes.get("/dataset")
@routes.get("/dataset.<suffix>")
def dataset(suffix: str | None = None) -> Response:
    """What there is, how much of it, whose it is, and how to get it."""
    form, media = negotiate.choose(PAGE_OR_DATA, request.accept_mimetypes, suffix)
    if isinstance(form.engine, RdfFormat):
        triples = chain(describe_dataset(told_of(current())), dcat.describe(published()))
        return tagged(Response(dcat.write(triples, form.engine), mimetype=media))
    told, state = published(), current()
    return page(
        render_template(
            "dataset.html",
            told=told,
            linked=as_schema_org(told),
            census=census(),
            counts=counts(),
            classes=count_classes(state.store, census()),
            weak=weak_spots(),
            measured=measured(),
            bibtex=as_bibtex(cited()),
            sums=SUMS,
            suffixes=[form.names[0] for form in DATA_FORMATS],
        )
    )


@routes.get("/dataset/CITATION.cff")
def citation() -> Response:
    """How to cite it, as a file that reference managers read."""
    return tagged(Response(as_cff(cited()), mimetype="application/yaml"))


def cited() -> Cited:
    """What a citation names."""
    return Cited(overview(), f"{request.root_url}dataset", current().version)


def published() -> Published:
    """The dataset as it is served from the present address."""
    about, state = overview(), current()
    return Published(
        root=request.root_url,
        about=about,
        description=describe(about.title, census()),
        version=f"{about.release or '0'}+{state.version[:12]}",
        keywords=["RDF", "SPARQL", "knowledge graph", "armed conflict", "provenance", about.title],
        dumps=list(dumps().values()),
    )


def describe(title: str, known: Census) -> str:
    """The dataset in two sentences, with its numbers."""
    told = counts()
    return (
        f"What a text says about “{title}”, as a knowledge graph of {known.triples:,} statements:"
        f" {told['Happening']:,} happenings, {told['Actor']:,} actors and {told['Place']:,} places."
        f" Every fact names the sentence, out of {told['Sentence']:,}, that it comes from;"
        " what no sentence says is marked as editorial."
    )


def count_classes(store: Store, known: Census) -> list[tuple[Shown, int]]:
    """How many things there are of each class, the largest first."""
    found = sorted(known.classes.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(show_thing(store, NamedNode(iri)), count) for iri, count in found]


@once
def weak_spots(state: State) -> tuple[Weak, ...]:
    """The weak spots that the graph has."""
    found = (Weak(what, rows(state.store, query), query) for what, query in _WEAK)
    return tuple(weak for weak in found if weak.count)


def rows(store: Store, query: str) -> int:
    """How many rows a query of ours has."""
    answer = store.query(query, prefixes=PREFIXES)
    return sum(1 for _ in answer) if isinstance(answer, QuerySolutions) else 0
