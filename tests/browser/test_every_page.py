"""Every page: axe finds nothing, it says no error, it asks nobody else, it fits a phone."""

from urllib.parse import quote

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from ontology import NAMESPACE, PREFIXES
from queries import catalogue
from server.protocol.example import EXAMPLE

from .visit import Visit

TYPE = NamedNode(PREFIXES["rdf"] + "type")


def one_of_each_class() -> list[str]:
    """The address of one thing of every class of ours: of those with the most facts, the first."""
    store = Store()
    store.load(path="graph/data/bhamo.nq", format=RdfFormat.N_QUADS)
    fullest = dict[str, tuple[int, str]]()
    for quad in store.quads_for_pattern(None, TYPE, None, DefaultGraph()):
        class_, thing = quad.object, quad.subject
        if isinstance(class_, NamedNode) and class_.value.startswith(NAMESPACE):
            facts = sum(1 for _ in store.quads_for_pattern(thing, None, None, DefaultGraph()))
            iri = thing.value if isinstance(thing, NamedNode) else ""
            fullest[class_.value] = max(fullest.get(class_.value, (0, "")), (facts, iri))
    return sorted({iri.removeprefix("https://w3id.org/sitrep") for _, iri in fullest.values()})


PAGES = [
    *("/", "/battle", "/queries", "/sparql", "/article", "/ontology", "/dataset", "/api"),
    *(
        "/search?q=airport",
        "/problems",
        "/battle?from=2025-01-01&to=2025-02-01",
        "/bhamo/sentence/043",
    ),
    f"/sparql?query={quote(EXAMPLE)}",
    f"/sparql?query={quote('CONSTRUCT WHERE { b:kia ?p ?o }')}",
    *(f"/queries/{saved.slug}" for saved in catalogue()),
    *one_of_each_class(),
]
REFUSED = ["/bhamo/nobody", "/sparql?query=SELEC", "/battle?from=then"]


def test_the_list_has_a_page_of_every_sort() -> None:
    assert len(PAGES) > 45
    assert len(one_of_each_class()) >= 15


@pytest.mark.parametrize("path", PAGES)
def test_a_page(visit: Visit, path: str) -> None:
    answer = visit.open(path)
    assert answer.status == 200
    look_at(visit)
    assert visit.complaints == []


@pytest.mark.parametrize("path", REFUSED)
def test_a_page_of_a_problem(visit: Visit, path: str) -> None:
    answer = visit.open(path)
    assert answer.status in (400, 404)
    look_at(visit)
    # Chromium says itself that the page was one of an error.
    assert [said for said in visit.complaints if "Failed to load resource" not in said] == []


def look_at(visit: Visit) -> None:
    page = visit.page
    assert page.locator("h1").count() == 1
    assert len(page.locator("main").inner_text()) > 60
    assert page.title().strip()
    assert visit.axe() == []
    page.emulate_media(color_scheme="dark")
    assert visit.axe("color-contrast") == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert visit.sideways() <= 0
    assert visit.outside == []
