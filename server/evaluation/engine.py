"""Step 4 of answering a query: the engine evaluates it and writes the answer down.

`ask_into` is the one place where a query from outside reaches the store. Question in, bytes out,
nothing shared: what is on one side could as well be another process, or another engine.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
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
from server.federation.federate import prepare
from server.federation.functions import Results, call_strange
from server.federation.labels import Namer, depends_on_reader
from server.federation.services import NOBODY, Services, asks_elsewhere, may_serve
from server.grammar.glance import SAFE_DEPTH, SAFE_STEPS, form_of, is_harmless
from server.grammar.groups import UnbalancedError
from server.grammar.mistakes import explain
from server.grammar.tokens import spell, tokenize
from server.parts.held import HeldParts
from server.protocol.negotiate import Engine

# What a query has in it that uses a prefix, and the prefix.
_MARKS: Final = tuple((f"{label}:", label) for label in PREFIXES)


@dataclass(frozen=True, slots=True)
class Question:
    """A query and what it is asked of.

    `base` resolves its relative IRIs. `default_graphs` and `named_graphs` are the dataset named by
    the protocol; when both are empty it is the store's own (SPARQL 1.1 Protocol, 2.1.4). `client`
    is who asks: what one client takes is set against what others do. `spoken` are the languages of
    who asks, the best first, where the answer depends on them. `part` is the article to whose part
    of the store it is put; empty for all of it.
    """

    text: str
    base: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    client: str = ""
    spoken: tuple[str, ...] = ()
    part: str = ""

    @property
    def depends_on_reader(self) -> bool:
        """Whether the answer depends on the languages of who asks."""
        return depends_on_reader(self.text)

    @property
    def asks_elsewhere(self) -> bool:
        """Whether other servers have to be asked."""
        return asks_elsewhere(self.text, self.base)

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
    services: Services = NOBODY
    parts: HeldParts = field(default_factory=HeldParts)

    def __call__(self, question: Question, engine: Engine) -> bytes:
        """Evaluate a question here and now; as `ask_into`, in one piece.

        Raises:
            Problem: as `ask_of`; and
            NotFoundError: it is asked of an article that is not there.
        """
        store = self.parts(self.store, question.part) if question.part else self.store
        return ask_of(store, question, engine, Bounds(self.max_rows, self.services))

    def pieces(self, question: Question, engine: Engine) -> Iterator[bytes]:
        """The same, as one piece."""
        yield self(question, engine)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many rows an answer may have, 0 for any number, and which servers may be asked."""

    max_rows: int = 0
    services: Services = NOBODY


def ask_into(
    store: Store,
    question: Question,
    engine: Engine,
    output: Output,
    bounds: Bounds = Bounds(),
) -> None:
    """Evaluate a question and write the answer, as it is found, in a format that fits its form.

    Raises:
        Problem: as `ask_of`.
    """
    ask_of(store, question, engine, bounds, output)


def ask_of(
    store: Store,
    question: Question,
    engine: Engine,
    bounds: Bounds = Bounds(),
    output: Output | None = None,
) -> bytes:
    """The same; without an output, the answer is what this gives.

    Raises:
        BrokenQueryError: the query is not SPARQL.
        BadRequestError: a graph or the base is not an IRI.
        RefusedError: it asks a server that it may not ask.
        ServiceError: a server that it asks gave no answer.
        EvaluationError: the engine gave up.
    """
    read = as_read(store, question, bounds.services)
    if bounds.max_rows:
        refuse_too_many(store, question, read, bounds.max_rows)
    # The engine evaluates while it writes, so either call may fail.
    results = evaluate(store, question, read)
    try:
        return write(results, engine, output)
    except (RuntimeError, OSError, ValueError) as error:
        raise EvaluationError(
            f"The engine could not evaluate this query: {error}.",
            query=question.text,
        ) from error


def as_read(store: Store, question: Question, services: Services) -> str:
    """The text as the engine gets it; other servers have been asked then.

    Raises:
        BrokenQueryError, RefusedError, ServiceError: as `ask_into`.
    """
    text = question.text
    if is_harmless(text, SAFE_DEPTH, SAFE_STEPS):
        return text
    if not may_serve(text):
        return spell(tokenize(text))
    try:
        return prepare(text, question.base, services, partial(evaluate, store, question))
    except (SyntaxError, UnbalancedError) as error:
        raise explain(text, question.base) from error


def refuse_too_many(store: Store, question: Question, read: str, limit: int) -> None:
    """Refuse an answer with more rows, or triples, than `limit`; costs evaluating them once more.

    Raises:
        AnswerTooLongError: it has more. An answer that is cut off would pass for a whole one.
    """
    results = evaluate(store, question, read)
    if isinstance(results, QueryBoolean):
        return
    rows: Iterable[object] = results
    if sum(1 for _ in islice(rows, limit + 1)) > limit:
        raise AnswerTooLongError(
            f"The answer has more than {limit} rows.",
            hint=f"Add LIMIT {limit}, and OFFSET for the rest, or download the data.",
            query=question.text,
        )


def evaluate(store: Store, question: Question, read: str) -> Results:
    """Hand the query to the engine; solutions are computed later, as they are written."""
    text = question.text
    try:
        asked = partial(
            asking(store, question), read, base_iri=question.base, prefixes=prefixes_in(read)
        )
        return call_strange(
            asked, Namer(store, question.spoken).functions() if may_serve(text) else None
        )
    except SyntaxError as error:
        raise explain(text, question.base) from error
    except (ValueError, RuntimeError) as error:
        raise BadRequestError(f"{error}.", query=text) from error


def asking(store: Store, question: Question) -> Callable[..., Results]:
    """The engine's way to ask, of the dataset that the protocol names or else of the store's own.

    Raises:
        ValueError: a graph is not an IRI.
    """
    if not (question.default_graphs or question.named_graphs):
        return partial(store.query, default_graph=worded(store, question.text))
    named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in question.named_graphs]
    default = [NamedNode(iri) for iri in question.default_graphs]
    # The default graph is said even so: the protocol's dataset goes before the query's FROM.
    return partial(
        merge(store, default, named).query, default_graph=DefaultGraph(), named_graphs=named
    )


def prefixes_in(text: str) -> dict[str, str]:
    """The predeclared prefixes that a query may use; the engine reads each that it is given."""
    if text.count(":") == text.count("://"):  # all names are in full
        return {}
    if "\\" in text:  # may hide the name of one
        return dict(PREFIXES)
    return {label: PREFIXES[label] for mark, label in _MARKS if mark in text}


def worded(store: Store, text: str) -> list[DefaultGraph | NamedNode | BlankNode] | None:
    """For a query in Wikidata's idiom the default graph and those in Wikidata's words, together.

    No triple of these stands in the default graph too, so that none counts twice.
    """
    if not speaks_wikidata(text):
        return None
    graphs = derived_graphs(store)
    return [DefaultGraph(), *graphs] if graphs else None


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


def write(results: Results, engine: Engine, output: Output | None) -> bytes:
    """Write the answer in a format that fits it, or give it; graphs with the project's prefixes."""
    file = cast("IO[bytes] | None", output)  # of which the engine uses no more than an Output has
    if isinstance(engine, RdfFormat) and isinstance(results, QueryTriples):
        return serialize(results, file, engine, prefixes=PREFIXES) or b""
    if isinstance(engine, QueryResultsFormat) and not isinstance(results, QueryTriples):
        return results.serialize(file, engine) or b""
    raise ValueError(f"{engine} cannot hold the answer to this form of query")


def write_graph(statements: Iterable[Triple] | Iterable[Quad], engine: RdfFormat) -> bytes:
    """Triples or quads at hand, written as `write` does."""
    output = BytesIO()
    serialize(statements, output, engine, prefixes=PREFIXES)
    return output.getvalue()
