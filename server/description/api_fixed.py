"""The operations that do not depend on what is asked: endpoint, things, service.

A test holds them against the routes.
"""

from collections.abc import Iterator
from typing import Final

from server.description.api_operations import (
    OF_QUERIES,
    Given,
    Operation,
    Schema,
    media_of,
    suffix_of,
)
from server.names import ROOT
from server.protocol import gather
from server.protocol.negotiate import GRAPHS, PAGE, SOLUTIONS

_JSON: Final = "application/json"
_HTML: Final = "text/html"
_TEXT: Final[Schema] = {"type": "string"}
_IRI: Final[Schema] = {"type": "string", "format": "iri"}
_TEXTS: Final[Schema] = {"type": "array", "items": {"type": "string", "format": "iri"}}
_DATA: Final = tuple(form for form in GRAPHS if form.engine)


def of_endpoint(battles: tuple[Given, ...] = ()) -> Iterator[Operation]:
    """The SPARQL endpoint, by GET and by POST, and what it says of itself."""
    formats = (*SOLUTIONS, *GRAPHS)
    given = (
        Given("query", "The query. Without one the answer is the service description.", _TEXT),
        Given("default-graph-uri", "Graphs whose merge is the default graph.", _TEXTS),
        Given("named-graph-uri", "The named graphs.", _TEXTS),
        Given("version", "The version of SPARQL.", {"enum": list(gather.VERSIONS)}),
        Given("format", "The format, before Accept: json, csv, ttl, …", _TEXT),
        *battles,
    )
    told = "SPARQL 1.1 Protocol. SELECT and ASK come as tables, CONSTRUCT and DESCRIBE as RDF."
    media = media_of(formats)
    refused = (403, 404) if battles else (403,)
    errors = (*OF_QUERIES, *refused, 413, 414)
    yield Operation(
        "sparql", "/sparql", "Ask in SPARQL", "sparql", media, told, given, errors=errors
    )
    yield Operation(
        id="sparql-post",
        path="/sparql",
        summary="Ask in SPARQL, with the query in the body",
        description=told,
        tag="sparql",
        media=media,
        given=given[1:],
        method="post",
        sent=(gather.QUERY, gather.FORM),
        errors=(*OF_QUERIES, *refused, 413, 415),
    )
    yield Operation(
        id="void",
        path="/.well-known/void",
        summary="The dataset, described in VoID",
        description="Counts of classes and properties, licences, where the dump is.",
        tag="sparql",
        media=media_of(_DATA),
        given=(Given("format", "The format, before Accept: ttl, jsonld, …", _TEXT),),
        errors=(400, 406),
    )


def of_things() -> Iterator[Operation]:
    """The graph's own addresses: every IRI of it is answered under this server's address."""
    part = Given(
        "part", "The first part of the IRI's path, such as `kind`.", _TEXT, "path", needed=True
    )
    name = Given("name", "The rest of it.", _TEXT, "path", needed=True)
    told = (
        f"{ROOT}PART/NAME is answered at /PART/NAME: what the graph says about it. "
        "303 leads to the page or to the data, as Accept asks."
    )
    page_or_data = media_of((PAGE, *_DATA))
    iri = Given("iri", "The IRI, which may be anybody's.", _IRI, needed=True)
    yield Operation(
        "thing-by-iri",
        "/thing",
        "Anything that the graph knows, by its IRI",
        "things",
        page_or_data,
        given=(iri, Given("format", "The format, before Accept: html, ttl, …", _TEXT)),
        errors=(400, 404, 406),
    )
    item = Given("item", "An item of Wikidata, such as Q836.", _TEXT, "path", needed=True)
    uri = Given("uri", "Its address, or any other way of writing it.", _TEXT, needed=True)
    led = "303 leads to the thing that the item is; several that are like it are listed (300)."
    for ours, address, needed in (
        ("item", "/wikidata/{item}", item),
        ("item-by-uri", "/wikidata", uri),
    ):
        yield Operation(
            ours,
            address,
            "What an item of Wikidata is here",
            "things",
            page_or_data,
            led,
            (needed,),
            errors=(400, 404, 406),
        )
    for path, suffixed, given, what in (
        ("/{part}/{name}", "/{part}/{name}.{suffix}", (part, name), "A thing of the graph"),
        ("/ns", "/ns.{suffix}", (), "The ontology by its IRI"),
        ("/ontology", "/ontology.{suffix}", (), "The ontology"),
        ("/dataset", "/dataset.{suffix}", (), "The dataset: VoID, DCAT, files with their sums"),
    ):
        key = "thing" if given else path.removeprefix("/")
        about = told if given else ""
        yield Operation(key, path, what, "things", page_or_data, about, given, errors=(404, 406))
        yield Operation(
            f"{key}-as",
            suffixed,
            f"{what} (by suffix)",
            "things",
            media_of(_DATA),
            about,
            (*given, suffix_of(_DATA)),
            errors=(404,),
        )


def of_the_whole() -> Iterator[Operation]:
    """The search, the article's text, how to cite."""
    words = Given("q", "Words, or the beginnings of words, of a name or of a text.", _TEXT)
    form = Given("format", "html or json, before Accept.", _TEXT)
    yield Operation(
        "search",
        "/search",
        "Names, questions and sentences by their words",
        "service",
        (_HTML, _JSON),
        given=(words, form),
        errors=(400, 406),
    )
    yield Operation(
        "article-text",
        "/article.txt",
        "The text of the article",
        "service",
        ("text/plain",),
        given=(Given("of", "Which of several articles, from 1.", {"type": "integer"}),),
        errors=(404,),
    )
    yield Operation(
        "citation", "/dataset/CITATION.cff", "How to cite", "service", ("application/yaml",)
    )
    yield Operation(
        "opensearch",
        "/opensearch.xml",
        "How a browser searches here",
        "service",
        ("application/opensearchdescription+xml",),
    )


def of_service() -> Iterator[Operation]:
    """The questions, the dump, this description, and what an operator watches."""
    tag = Given("tag", "A tag: only the questions that have it.", _TEXT)
    file = Given("file", "Its name, as /.well-known/void tells.", _TEXT, "path", needed=True)
    rdf = tuple(form.media[0] for form in _DATA)
    yield Operation(
        "questions",
        "/queries",
        "The saved queries, as a page",
        "service",
        (_HTML,),
        given=(tag,),
        errors=(404,),
    )
    yield Operation(
        "data",
        "/data/{file}",
        "The whole graph: the file served",
        "service",
        rdf,
        given=(file,),
        errors=(404,),
    )
    yield from of_the_whole()
    yield Operation(
        "openapi", "/openapi.json", "This description in OpenAPI 3.1", "service", (_JSON,)
    )
    yield Operation(
        "schema",
        "/schema.json",
        "The vocabulary of the graph, for query editors",
        "service",
        (_JSON,),
        "Prefixes, classes, properties with what they join, kinds and things by name.",
    )
    yield Operation("api", "/api", "This description as a page", "service", (_HTML,))
    yield Operation("problems", "/problems", "The kinds of problem there are", "service", (_HTML,))
    yield Operation(
        "health", "/health", "Whether a query is answered now", "service", (_JSON,), errors=(503,)
    )
    yield Operation("metrics", "/metrics", "Numbers for Prometheus", "service", ("text/plain",))
