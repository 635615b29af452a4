"""After an empty answer: which IRIs of the query occur nowhere in the graph, and what was meant.

`?event :atPlace ?place` is sound SPARQL and finds nothing, for ever; the answer cannot say why. It
is looked for on tokens, when an answer is empty and not before.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from typing import Final
from urllib.parse import quote

from pyoxigraph import (
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from ontology import KIND_NAMESPACE, NAMESPACE
from server.description.census import namespace
from server.evaluation.engine import Question
from server.federation.services import BLAZEGRAPH, WIKIBASE
from server.grammar.prologue import read_prologue, resolve
from server.grammar.tokens import Kind, Token, meaningful, tokenize
from server.names import shorten
from server.protocol.negotiate import Engine

MOST_HINTS: Final = 3
# A longer answer is not empty, and need not be read to know it.
LONGEST_EMPTY: Final = 4096
# So many names are compared with one that is not known; of more, only those that begin alike.
MOST_NAMES: Final = 2000
_ALIKE: Final = (0.8, 0.6)
_LONGEST_NAME: Final = 100


# The names in a namespace; asked for where an IRI is not known, and not before.
Names = Callable[[str], Sequence[str]]


def explain_empty(store: Store, names: Names, question: Question) -> tuple[str, ...]:
    """Up to three sentences on IRIs of the query that are nowhere in the store."""
    if question.asks_elsewhere:
        return ()  # what is nowhere here may well be there
    found = {
        iri: f"`{shorten(iri)[:_LONGEST_NAME]}` is not a function here."
        for iri in strange(question)
    }
    for iri in named_in(question):
        if len(found) >= MOST_HINTS:
            break
        if (
            iri not in found
            and not iri.startswith((WIKIBASE, BLAZEGRAPH))
            and not occurs(store, iri)
        ):
            found[iri] = sentence(iri, names)
    return tuple(found.values())[:MOST_HINTS]


def strange(question: Question) -> Iterator[str]:
    """The functions of a query that the engine does not know: they have no value, ever."""
    prefixes, base, body = read_prologue(meaningful(tokenize(question.text)), question.base)
    for before, token, after in zip(body, body[1:], body[2:], strict=False):
        # After a term it is a property, and what follows is a list.
        if after.text == "(" and before.kind in (Kind.WORD, Kind.MARK) and before.text != ";":
            iri = resolve(token, prefixes, base)
            if iri and not is_function(iri):
                yield iri


def is_function(iri: str) -> bool:
    """Whether the engine knows a function of this name, with one argument or with some others."""
    for arguments in ("1", "1, 1", "1, 1, 1"):
        with suppress(RuntimeError, SyntaxError, ValueError):
            Store().query(f"ASK {{ FILTER(<{iri}>({arguments})) }}")
            return True
    return False


def is_empty(answer: bytes, engine: Engine) -> bool:
    """Whether an answer has no rows, no triples, or is a no; not one that cannot be read."""
    if len(answer) > LONGEST_EMPTY:
        return False
    if engine == QueryResultsFormat.JSON:
        # As the engine writes it; inside a value the quotation marks would have backslashes.
        return answer.endswith((b'"bindings":[]}}', b'"boolean":false}'))
    if engine in (QueryResultsFormat.CSV, QueryResultsFormat.TSV):
        # A no has no line of names before it; a name has no line break.
        return answer == b"false" or answer.count(b"\n") == 1
    try:
        return not holds(answer, engine)
    except (SyntaxError, ValueError):
        return False


def holds(answer: bytes, engine: Engine) -> bool:
    """Whether an answer has a row or a triple, or is a yes."""
    if isinstance(engine, RdfFormat):
        return next(iter(parse(answer, engine)), None) is not None
    results = parse_query_results(answer, engine)
    if isinstance(results, QuerySolutions):
        return next(results, None) is not None
    return bool(results)


def as_header(sentences: Sequence[str]) -> str:
    """Sentences as a list of strings (RFC 9651, 3.1 and 3.3.3); not ASCII is %XX of UTF-8."""
    spelled = (quote(text, safe="".join(map(chr, range(32, 127)))) for text in sentences)
    return ", ".join('"{}"'.format(re.sub(r'(["\\])', r"\\\1", text)) for text in spelled)


def occurs(store: Store, iri: str) -> bool:
    """Whether an IRI is anywhere in the store; what is no IRI is no news."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return True
    patterns = (
        (node, None, None, None),
        (None, node, None, None),
        (None, None, node, None),
        (None, None, None, node),
    )
    return any(next(store.quads_for_pattern(*each), None) is not None for each in patterns)


def sentence(iri: str, names: Names) -> str:
    """What is wrong with an IRI, and which was meant."""
    where = "is not a term here" if is_term(iri) else "is nowhere in this graph"
    meant = closest(iri, names(namespace(iri)))
    name = f"`{shorten(iri)[:_LONGEST_NAME]}` {where}"
    return f"{name}; did you mean `{shorten(meant)}`?" if meant else f"{name}."


def is_term(iri: str) -> bool:
    """Whether an IRI looks like one of the ontology's."""
    return iri.startswith((NAMESPACE, KIND_NAMESPACE))


def closest(iri: str, names: Sequence[str]) -> str | None:
    """The name most like one that is not known, of those whose first letter is as small or large.

    Before what is only somewhat alike goes the first part of a name in camel case: `atPlace` is
    rather `at` than `inPlace`.
    """
    space = namespace(iri)
    wanted = iri.removeprefix(space)[:_LONGEST_NAME]
    locals_ = [name.removeprefix(space) for name in names]
    if len(locals_) > MOST_NAMES:
        locals_ = [name for name in locals_ if name[:2] == wanted[:2]][:MOST_NAMES]
    kin = [name for name in locals_ if name[:1].isupper() == wanted[:1].isupper()]
    head = re.split(r"(?<=[a-z])(?=[A-Z])", wanted)[0]
    strong, weak = (get_close_matches(wanted, kin, 1, ratio) for ratio in _ALIKE)
    found = [*strong, *(name for name in kin if name == head), *weak]
    return space + found[0] if found else None


def named_in(question: Question) -> Iterator[str]:
    """The IRIs that the query asks about: not its datatypes, functions, or what it would make."""
    prefixes, base, body = read_prologue(meaningful(tokenize(question.text)), question.base)
    body = without_template(body)
    for place, token in enumerate(body):
        before = body[place - 1].text if place else ""
        after = body[place + 1].text if place + 1 < len(body) else ""
        if before != "^^" and after != "(" and (iri := resolve(token, prefixes, base)):
            yield iri
    yield from (*question.default_graphs, *question.named_graphs)


def without_template(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A query without the triples that CONSTRUCT would make, which need not be there."""
    if not tokens or tokens[0].word != "CONSTRUCT" or tokens[1].text != "{":
        return tokens
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.text == "}":
            return tokens[place + 1 :]
    return tokens
