"""Step 4 of answering a query: the engine evaluates it and writes the answer down.

`ask` is the one place where a query from outside reaches the store. Question in, bytes out, nothing
shared: what is on one side could as well be another process.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from ontology import PREFIXES
from server.errors import BadRequestError, EvaluationError
from server.mistakes import explain
from server.tokens import Token, for_engine


@dataclass(frozen=True, slots=True)
class Question:
    """A query and what it is asked of.

    `base` resolves its relative IRIs. `default_graphs` and `named_graphs` are the dataset named by
    the protocol; when both are empty it is the store's own (SPARQL 1.1 Protocol, 2.1.4).
    """

    text: str
    tokens: tuple[Token, ...]
    base: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def ask(store: Store, question: Question, engine: QueryResultsFormat | RdfFormat) -> bytes:
    """Evaluate a question and write the answer in a format that fits its form.

    Raises:
        BrokenQueryError: the query is not SPARQL.
        BadRequestError: a graph or the base is not an IRI, or a function is not known.
        EvaluationError: the engine gave up.
    """
    # The engine evaluates while it writes, so either call may fail.
    results = evaluate(store, question)
    try:
        return write(results, engine)
    except (RuntimeError, OSError, ValueError) as error:
        raise EvaluationError(
            f"The engine could not evaluate this query: {error}.",
            query=question.text,
        ) from error


def evaluate(store: Store, question: Question) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Hand the query to the engine; solutions are computed later, as they are written."""
    try:
        graphs = [NamedNode(iri) for iri in question.default_graphs]
        named = [NamedNode(iri) for iri in question.named_graphs]
        chosen = bool(graphs or named)
        return (merge(store, graphs, named) if len(graphs) > 1 else store).query(
            for_engine(question.tokens),
            base_iri=question.base,
            prefixes=PREFIXES,
            default_graph=_default(graphs) if chosen else None,
            named_graphs=named if chosen else None,
        )
    except SyntaxError as error:
        raise explain(question.text, question.tokens, question.base, str(error)) from error
    except (ValueError, RuntimeError) as error:
        raise BadRequestError(f"{error}.", query=question.text) from error


def _default(graphs: list[NamedNode]) -> list[NamedNode | DefaultGraph]:
    return [DefaultGraph()] if len(graphs) > 1 else [*graphs]


def merge(store: Store, graphs: list[NamedNode], named: list[NamedNode]) -> Store:
    """A store whose default graph is the merge of `graphs`.

    Asked of several graphs as they are, Oxigraph counts a triple once for each graph that holds it.
    """
    merged = Store()
    for graph in graphs:
        merged.extend(Quad(*quad.triple) for quad in store.quads_for_pattern(None, None, None, graph))
    for graph in named:
        merged.extend(store.quads_for_pattern(None, None, None, graph))
    return merged


def write(
    results: QuerySolutions | QueryBoolean | QueryTriples,
    engine: QueryResultsFormat | RdfFormat,
) -> bytes:
    """The answer in a format that fits it."""
    if isinstance(engine, RdfFormat) and isinstance(results, QueryTriples):
        return write_graph(results, engine)
    if isinstance(engine, QueryResultsFormat) and not isinstance(results, QueryTriples):
        return results.serialize(format=engine) or b""
    raise ValueError(f"{engine} cannot hold the answer to this form of query")


def write_graph(statements: Iterable[Triple] | Iterable[Quad], engine: RdfFormat) -> bytes:
    """Triples or quads, with the project's prefixes where the format has any."""
    output = BytesIO()
    serialize(statements, output, engine, prefixes=PREFIXES)
    return output.getvalue()
