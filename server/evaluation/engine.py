"""Step 4 of answering a query: the engine evaluates it and writes the answer down.

`ask_into` is the one place where a query from outside reaches the store. Question in, bytes out,
nothing shared: what is on one side could as well be another process, or another engine.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import islice
from typing import IO, Final, Protocol, TypeAlias, cast

from pyoxigraph import (
    BlankNode,
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
from queries.idiom import speaks_wikidata
from server.derived import derived_graphs
from server.errors import AnswerTooLongError, BadRequestError, EvaluationError
from server.grammar.glance import SAFE_DEPTH, SAFE_STEPS, form_of, is_harmless
from server.grammar.mistakes import explain
from server.grammar.tokens import spell, tokenize
from server.protocol.negotiate import Engine


@dataclass(frozen=True, slots=True)
class Question:
    """A query and what it is asked of.

    `base` resolves its relative IRIs. `default_graphs` and `named_graphs` are the dataset named by
    the protocol; when both are empty it is the store's own (SPARQL 1.1 Protocol, 2.1.4). `client`
    is who asks: what one client takes is set against what others do.
    """

    text: str
    base: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    client: str = ""

    @property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT, DESCRIBE, or whatever stands where one of them should."""
        return form_of(self.text)


class Output(Protocol):
    """What an answer is written to: as much of a file as the engine needs."""

    def write(self, block: bytes, /) -> int:
        """Take some of the answer."""
        ...

    def flush(self) -> None:
        """Send what is held."""
        ...


_STRANGE: Final = re.compile(r"^The custom function <(.+)> is not supported$")

Ask: TypeAlias = Callable[[Question, Engine], bytes]


class Answering(Protocol):
    """What the rest of the server knows of an engine: a question and a format in, the answer out.

    It may be this process (`Here`), others (`evaluators.py`), or another engine altogether.
    """

    def __call__(self, question: Question, engine: Engine) -> bytes:
        """The whole answer.

        Raises:
            Problem: there is none, and why.
        """
        ...

    def pieces(self, question: Question, engine: Engine) -> Iterator[bytes]:
        """The answer as it is found. A problem may come after some of it has.

        Raises:
            Problem: there is none, or no more of it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Here:
    """Evaluates in this process, without a deadline and a limit on memory."""

    store: Store
    max_rows: int = 0

    def __call__(self, question: Question, engine: Engine) -> bytes:
        """Evaluate a question here and now; as `ask_into`, in one piece."""
        output = BytesIO()
        ask_into(self.store, question, engine, output, self.max_rows)
        return output.getvalue()

    def pieces(self, question: Question, engine: Engine) -> Iterator[bytes]:
        """The same, as one piece."""
        yield self(question, engine)


def ask_into(
    store: Store, question: Question, engine: Engine, output: Output, max_rows: int = 0
) -> None:
    """Evaluate a question and write the answer, as it is found, in a format that fits its form.

    Raises:
        BrokenQueryError: the query is not SPARQL.
        BadRequestError: a graph or the base is not an IRI.
        EvaluationError: the engine gave up.
    """
    if max_rows:
        refuse_too_many(store, question, max_rows)
    # The engine evaluates while it writes, so either call may fail.
    results = evaluate(store, question)
    try:
        write(results, engine, output)
    except (RuntimeError, OSError, ValueError) as error:
        raise EvaluationError(
            f"The engine could not evaluate this query: {error}.",
            query=question.text,
        ) from error


def refuse_too_many(store: Store, question: Question, limit: int) -> None:
    """Refuse an answer with more rows, or triples, than `limit`; costs evaluating them once more.

    Raises:
        AnswerTooLongError: it has more. An answer that is cut off would pass for a whole one.
    """
    results = evaluate(store, question)
    if isinstance(results, QueryBoolean):
        return
    rows: Iterable[object] = results
    if sum(1 for _ in islice(rows, limit + 1)) > limit:
        raise AnswerTooLongError(
            f"The answer has more than {limit} rows.",
            hint=f"Add LIMIT {limit}, and OFFSET for the rest, or download the data.",
            query=question.text,
        )


def evaluate(store: Store, question: Question) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Hand the query to the engine; solutions are computed later, as they are written."""
    text = question.text
    read = text if is_harmless(text, SAFE_DEPTH, SAFE_STEPS) else spell(tokenize(text))
    try:
        named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in question.named_graphs]
        default = [NamedNode(iri) for iri in question.default_graphs]
        chosen = bool(named or default)
        asked = partial(
            (merge(store, default, named) if chosen else store).query,
            read,
            base_iri=question.base,
            prefixes=PREFIXES,
            # Said even so: the protocol's dataset goes before the FROM of the query.
            default_graph=DefaultGraph() if chosen else worded(store, text),
            named_graphs=named if chosen else None,
        )
        return without_strange_functions(asked)
    except SyntaxError as error:
        raise explain(text, question.base) from error
    except (ValueError, RuntimeError) as error:
        raise BadRequestError(f"{error}.", query=text) from error


def worded(store: Store, text: str) -> list[DefaultGraph | NamedNode | BlankNode] | None:
    """For a query in Wikidata's idiom the default graph and those in Wikidata's words, together.

    No triple of these stands in the default graph too, so that none counts twice.
    """
    if not speaks_wikidata(text):
        return None
    graphs = derived_graphs(store)
    return [DefaultGraph(), *graphs] if graphs else None


def without_strange_functions(
    asked: Callable[..., QuerySolutions | QueryBoolean | QueryTriples],
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Ask; a function that the engine does not know is one that fails.

    Its call is an error of the expression and not of the query (SPARQL 1.1, 17.2 and 17.6); the
    engine refuses the query instead, and names one such function at a time.
    """
    strange: dict[NamedNode, Callable[..., None]] = {}
    while True:
        try:
            return asked(custom_functions=strange) if strange else asked()
        except RuntimeError as error:
            found = _STRANGE.search(str(error))
            if not found or NamedNode(found[1]) in strange:
                raise
            strange[NamedNode(found[1])] = fail


def fail(*_: object) -> None:
    """Be a function that has no value."""


def merge(
    store: Store, default: Iterable[NamedNode], named: Iterable[NamedNode | BlankNode]
) -> Store:
    """A store with these graphs alone, whose default graph is the merge of `default`.

    Asked of several default graphs, Oxigraph counts a triple once for each of them that holds it.
    """
    merged = Store()
    for graph in default:
        quads = store.quads_for_pattern(None, None, None, graph)
        merged.extend(Quad(*quad.triple) for quad in quads)
    for name in named:
        merged.extend(store.quads_for_pattern(None, None, None, name))
    return merged


def write(
    results: QuerySolutions | QueryBoolean | QueryTriples, engine: Engine, output: Output
) -> None:
    """Write the answer in a format that fits it; graphs with the project's prefixes."""
    file = cast("IO[bytes]", output)  # of which the engine uses no more than an Output has
    if isinstance(engine, RdfFormat) and isinstance(results, QueryTriples):
        serialize(results, file, engine, prefixes=PREFIXES)
    elif isinstance(engine, QueryResultsFormat) and not isinstance(results, QueryTriples):
        results.serialize(file, engine)
    else:
        raise ValueError(f"{engine} cannot hold the answer to this form of query")  # noqa: TRY004 - a value


def write_graph(statements: Iterable[Triple] | Iterable[Quad], engine: RdfFormat) -> bytes:
    """Triples or quads at hand, written as `write` does."""
    output = BytesIO()
    serialize(statements, output, engine, prefixes=PREFIXES)
    return output.getvalue()
