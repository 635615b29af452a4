"""A question as an engine elsewhere gets it: what it says is known here first.

The text is read by our own parser before it is sent, and never evaluated here: a broken query gets
the same explanation as ever, at its own line and column, and what only looks like SPARQL reaches no
engine. Several take more than queries at such an address (Virtuoso's `define get:soft` would fetch
what it names), and what is no SPARQL here is refused.

Prefixes that are declared here for every query are declared in the first line, before the text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple, Variable

from ontology import PREFIXES
from queries.idiom import speaks_wikidata
from server.errors import BadRequestError, RefusedError
from server.evaluation.engine import Question
from server.federation.federate import declarations, prepare
from server.federation.functions import Results
from server.federation.services import Services, find_calls, may_serve
from server.grammar.glance import SAFE_DEPTH, SAFE_STEPS, is_harmless
from server.grammar.groups import UnbalancedError
from server.grammar.mistakes import explain, spot
from server.grammar.prologue import read_prologue
from server.grammar.tokens import Kind, Token, meaningful, spell, tokenize
from server.names import ROOT
from server.remote_engine.engine import Graphs, Parameters

# No query selects it, so that the engine stops with an error between reading and evaluating.
_NOWHERE: Final[dict[Variable, NamedNode | BlankNode | Literal | Triple]] = {
    Variable("sitrep_nowhere"): NamedNode("urn:sitrep:nowhere")
}
# What asks nobody, whatever words it has.
_SILENT: Final = (Kind.COMMENT, Kind.STRING)
_NOTHING: Final = Store()


@dataclass(frozen=True, slots=True)
class Sent:
    """A query in the words in which it is sent, and the dataset that goes with it."""

    text: str
    dataset: Parameters


def make_ready(
    question: Question, graphs: Graphs, services: Services, solve: Callable[[str], Results]
) -> Sent:
    """What is sent for a question; other servers have been asked then.

    Args:
        question: as it came, and was let pass by `refuse`.
        graphs: which graphs there are.
        services: whom SERVICE may ask.
        solve: asks the engine a query of ours, for what goes along to another server.

    Raises:
        BrokenQueryError: the query is not SPARQL.
        BadRequestError: a graph or the base is not an IRI.
        RefusedError: it asks for what only the engine that comes with Sitrep has.
        ServiceError: a server that it asks gave no answer.
    """
    check(question)
    text = question.text
    tokens = tokenize(text)
    if any(may_serve(token.text) for token in tokens if token.kind not in _SILENT):
        text = without_services(question, services, solve)
    elif "\\u" in text.casefold():
        # A code point spelt out may hide a SERVICE from a look at the letters, not from engines.
        text = spell(tokens)
    return Sent(declare(text, question.base), choose_dataset(question, graphs))


def check(question: Question) -> None:
    """Read a query, and evaluate nothing.

    Raises:
        BrokenQueryError: it is not SPARQL.
        BadRequestError: a graph or the base is not an IRI.
        RefusedError: it is asked of one article.
    """
    if question.part:
        raise RefusedError(
            "One battle of several is told apart by the engine that comes with Sitrep alone, "
            "and this server stands before another one.",
            hint="Ask without `of`, or give the battle's things to the query, as in "
            f'`FILTER (STRSTARTS(STR(?x), "{ROOT}{question.part[:40]}/"))`.',
            query=question.text,
        )
    text = question.text
    read = text if is_harmless(text, SAFE_DEPTH, SAFE_STEPS) else spell(tokenize(text))
    try:
        for iri in (*question.default_graphs, *question.named_graphs):
            NamedNode(iri)
        _NOTHING.query(read, base_iri=question.base, prefixes=PREFIXES, substitutions=_NOWHERE)
    except SyntaxError as error:
        raise explain(text, question.base) from error
    except ValueError as error:
        raise BadRequestError(f"{error}.", query=text) from error
    except RuntimeError:
        return  # as far as it is to go
    raise AssertionError(text)


def without_services(
    question: Question, services: Services, solve: Callable[[str], Results]
) -> str:
    """The query with what other servers answered in the place of every SERVICE.

    Raises:
        RefusedError: it asks the label service, or one that may not be asked.
        ServiceError: a server gave no answer.
    """
    tokens = tokenize(question.text)
    prefixes, base, _ = read_prologue(meaningful(tokens), question.base)
    for call in find_calls(tokens, prefixes, base):
        if call.is_labels:
            raise RefusedError(
                "SERVICE wikibase:label is answered by the engine that comes with Sitrep alone, "
                "and this server stands before another one.",
                hint="Ask for the names: `OPTIONAL { ?x skos:prefLabel ?xLabel }`.",
                query=question.text,
                spot=spot(question.text, tokens[call.at].start),
            )

    def solve_declared(text: str) -> Results:
        return solve(declare(text, question.base))

    try:
        return prepare(question.text, question.base, services, solve_declared)
    except (SyntaxError, UnbalancedError) as error:
        raise explain(question.text, question.base) from error


def declare(text: str, base: str) -> str:
    """The text after what it takes for declared; all in its first line."""
    tokens = tokenize(text)
    own = set(declared_in(tokens))
    ours = {label: iri for label, iri in PREFIXES.items() if label not in own}
    said = "".join(f"{line} " for line in declarations(tokens, ours, base))
    return f"{said}{text}"


def declared_in(tokens: Iterable[Token]) -> Iterable[str]:
    """The prefixes that a query declares itself."""
    before = ""
    for token in tokens:
        if before == "PREFIX" and token.kind is Kind.NAME:
            yield token.text.partition(":")[0]
        before = token.word or before if token.text.strip() else before


def choose_dataset(question: Question, graphs: Graphs) -> Parameters:
    """The dataset that goes along: the client's, else the one that makes the engine's graphs ours.

    What is sent with a query goes before its own FROM (SPARQL 1.1 Protocol, 2.1.4), so that nothing
    is sent with a query that has one.

    Raises:
        RefusedError: the query needs graphs that cannot be named.
    """
    if question.default_graphs or question.named_graphs:
        return parameters(question.default_graphs, question.named_graphs)
    words = {token.word for token in tokenize(question.text)}
    if "FROM" in words:
        return ()
    idiom = speaks_wikidata(question.text) and bool(graphs.derived)
    if not graphs.default:
        if idiom:
            raise no_idiom(question, graphs)
        return ()
    if "GRAPH" in words and graphs.named is None:
        raise too_many_graphs(question)
    default = (graphs.default, *graphs.derived) if idiom else (graphs.default,)
    return parameters(default, (graphs.named or ()) if "GRAPH" in words else ())


def parameters(default: Iterable[str], named: Iterable[str]) -> Parameters:
    """Graphs as the protocol names them."""
    return (
        *(("default-graph-uri", iri) for iri in default),
        *(("named-graph-uri", iri) for iri in named),
    )


def no_idiom(question: Question, graphs: Graphs) -> RefusedError:
    """The error for a query in Wikidata's words, where the two graphs cannot be asked together."""
    return RefusedError(
        "A query in Wikidata's words is asked of the default graph and of "
        f"<{graphs.derived[0]}> together, which this engine's default graph has no name for.",
        hint=f"Write GRAPH <{graphs.derived[0]}> {{ … }} around what is in Wikidata's words. "
        "Whoever runs this server can load the default graph under a name: --engine-default-graph.",
        query=question.text,
    )


def too_many_graphs(question: Question) -> RefusedError:
    """The error for GRAPH, where there are more graphs than a request can name."""
    return RefusedError(
        "GRAPH is not answered here: the engine has more graphs than a request can name.",
        hint="Name the graphs that you mean: FROM NAMED <…>, or named-graph-uri.",
        query=question.text,
    )
