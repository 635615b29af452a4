"""Every operation of this server for programs: one list, from which /openapi.json and /api are made.

Those of the saved queries are generated from their headers; a test holds the others against the
routes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from queries import Parameter, SavedQuery, Type, expected, write_value
from server import gather
from server.negotiate import GRAPHS, PAGE, SOLUTIONS, Format
from server.saved_choices import Choices
from server.saved_formats import data_formats

Schema: TypeAlias = Mapping[str, object]

_TEXT: Final[Schema] = {"type": "string"}
_TEXTS: Final[Schema] = {"type": "array", "items": {"type": "string", "format": "iri"}}
_DATA: Final = tuple(form for form in GRAPHS if form.engine)
_SCHEMAS: Final[Mapping[Type, Schema]] = {
    Type.IRI: {"type": "string"},
    Type.DATE: {"type": "string", "format": "date"},
    Type.INTEGER: {"type": "integer"},
    Type.STRING: {"type": "string", "minLength": 1},
    Type.BOOLEAN: {"type": "boolean"},
}
# What may go wrong wherever a query is evaluated.
_OF_QUERIES: Final = (400, 406, 422, 429, 500, 503)


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter of an operation; `place` is `query` or `path`.

    `key` is the name under which a document tells it once, where several operations have it.
    """

    name: str
    description: str
    schema: Schema
    place: str = "query"
    needed: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked for.

    `media` are the types that the answer can have, the first being the default; `sent` are those of
    the request's body; `errors` are the statuses of problems.
    """

    id: str
    path: str
    summary: str
    description: str
    tag: str
    media: tuple[str, ...]
    given: tuple[Given, ...] = ()
    method: str = "get"
    sent: tuple[str, ...] = ()
    errors: tuple[int, ...] = ()


def operations(questions: Iterable[SavedQuery], choices: Choices) -> Iterator[Operation]:
    """All of them, the saved queries first."""
    for saved in questions:
        yield from of_question(saved, choices)
    yield from of_endpoint()
    yield from of_things()
    yield from of_service()


def of_question(saved: SavedQuery, choices: Choices) -> Iterator[Operation]:
    """A saved query by its name, and with a suffix that says the format."""
    given = tuple(of_parameter(saved, each, choices) for each in saved.params)
    forms = data_formats(saved)
    by_accept = Operation(
        id=saved.slug,
        path=f"/queries/{saved.slug}",
        summary=saved.summary,
        description=saved.description,
        tag=saved.tags[0],
        media=media_of((PAGE, *forms)),
        given=given,
        errors=_OF_QUERIES,
    )
    yield by_accept
    yield Operation(
        id=f"{saved.slug}-as",
        path=f"/queries/{saved.slug}.{{suffix}}",
        summary=f"{saved.summary} In the format that the suffix says",
        description=saved.description,
        tag=saved.tags[0],
        media=media_of(forms),
        given=(suffix_of(forms), *given),
        errors=(404, *_OF_QUERIES),
    )


def of_parameter(saved: SavedQuery, parameter: Parameter, choices: Choices) -> Given:
    """A parameter with its default and what there is to choose from."""
    schema = dict(_SCHEMAS[parameter.type])
    schema["default"] = default_of(parameter)
    if parameter.type is Type.INTEGER:
        bounds = (("minimum", parameter.least), ("maximum", parameter.most))
        schema |= {name: bound for name, bound in bounds if bound is not None}
    if parameter.choices:
        found = choices.by_select[parameter.choices]
        schema["x-choices"] = [{"value": each.value, "label": each.label} for each in found]
    if parameter.all_of:
        # What is left open fits no date and no number.
        schema = {"anyOf": [schema, {"enum": ["", "any"]}], "default": schema.pop("default")}
    key = f"{saved.slug}.{parameter.name}"
    return Given(parameter.name, describe(parameter), schema, key=key)


def default_of(parameter: Parameter) -> str | int | bool:
    """The default as JSON has it."""
    default = parameter.default
    if default is None:
        return ""
    text = write_value(default)
    if parameter.type is Type.INTEGER:
        return int(text)
    return text == "true" if parameter.type is Type.BOOLEAN else text


def describe(parameter: Parameter) -> str:
    """What a parameter is, in words."""
    told = f"{parameter.label}: {expected(parameter)}."
    open_ = f" Empty for all: {parameter.all_of}." if parameter.all_of else ""
    return f"{told}{open_} {parameter.description}".strip()


def of_endpoint() -> Iterator[Operation]:
    """The SPARQL endpoint, by GET and by POST, and what it says of itself."""
    formats = (*SOLUTIONS, *GRAPHS)
    given = (
        Given("query", "The query. Without one the answer is the service description.", _TEXT),
        Given("default-graph-uri", "Graphs whose merge is the default graph.", _TEXTS),
        Given("named-graph-uri", "The named graphs.", _TEXTS),
        Given("version", "The version of SPARQL.", {"enum": list(gather.VERSIONS)}),
        Given("format", "The format, before Accept: json, csv, ttl, …", _TEXT),
    )
    told = "SPARQL 1.1 Protocol. SELECT and ASK come as tables, CONSTRUCT and DESCRIBE as RDF."
    media = media_of(formats)
    errors = (*_OF_QUERIES, 403, 413, 414)
    yield Operation("sparql", "/sparql", "Ask in SPARQL", told, "sparql", media, given, errors=errors)
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
        errors=(*_OF_QUERIES, 403, 413, 415),
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
    part = Given("part", "The first part of the IRI's path, such as `kind`.", _TEXT, "path", needed=True)
    name = Given("name", "The rest of it.", _TEXT, "path", needed=True)
    told = "https://w3id.org/sitrep/PART/NAME is answered at /PART/NAME: what the graph says about it."
    page_or_data = media_of((PAGE, *_DATA))
    for path, suffixed, given, what in (
        ("/{part}/{name}", "/{part}/{name}.{suffix}", (part, name), "A thing of the graph"),
        ("/ns", "/ns.{suffix}", (), "The ontology"),
    ):
        key = "thing" if given else "ontology"
        yield Operation(key, path, what, told, "things", page_or_data, given, errors=(404, 406))
        yield Operation(
            f"{key}-as",
            suffixed,
            f"{what}, in the format that the suffix says",
            told,
            "things",
            media_of(_DATA),
            (*given, suffix_of(_DATA)),
            errors=(404,),
        )


def of_service() -> Iterator[Operation]:
    """The dump, this description, and what an operator watches."""
    file = Given("file", "The name of the file, as /.well-known/void tells.", _TEXT, "path", needed=True)
    json, text, html = "application/json", "text/plain", "text/html"
    rdf = tuple(form.media[0] for form in _DATA)
    for key, path, summary, told, media, given, errors in (
        ("questions", "/queries", "The saved queries", "A page; ?tag= shows those of one tag.", html, (Given("tag", "A tag.", _TEXT),), (404,)),
        ("data", "/data/{file}", "The whole graph", "The file that is served, byte for byte.", rdf, (file,), (404,)),
        ("openapi", "/openapi.json", "This description", "OpenAPI 3.1.", json, (), ()),
        ("api", "/api", "This description as a page", "For people.", html, (), ()),
        ("problems", "/problems", "What can go wrong", "The kinds of problem, by the fragment of their `type`.", html, (), ()),
        ("health", "/health", "Whether a query can be answered now", "`ok`, or 503 with `busy` or `failing`.", json, (), (503,)),
        ("metrics", "/metrics", "Numbers for Prometheus", "Text format 0.0.4.", text, (), ()),
    ):  # fmt: skip
        kinds = media if isinstance(media, tuple) else (media,)
        yield Operation(key, path, summary, told, "service", kinds, given, errors=errors)


def suffix_of(forms: Iterable[Format]) -> Given:
    """The path parameter that says the format."""
    names = [form.names[0] for form in forms]
    return Given("suffix", "The format.", {"enum": names}, "path", needed=True)


def media_of(forms: Iterable[Format]) -> tuple[str, ...]:
    """The media types of formats, each once."""
    return tuple(dict.fromkeys(form.media[0] for form in forms))
