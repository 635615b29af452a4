"""Step 2 of answering a query: refuse what a public endpoint will not run.

SERVICE, unless the operator has allowed the address, because a stranger could name any, this
machine's own included; and queries so deep or long that the engine's recursion would end the
process. What does not pass at a glance is decided on tokens; `tokens.spell` makes sure that the
engine reads the same.
"""

from collections.abc import Container, Iterable, Iterator
from typing import Final

from server.config import Settings
from server.errors import QueryTooComplexError, RefusedError
from server.federation.services import Call, find_calls, is_pragma
from server.grammar.glance import is_harmless
from server.grammar.groups import Group, UnbalancedError, read_groups
from server.grammar.mistakes import spot
from server.grammar.prologue import read_prologue
from server.grammar.tokens import Kind, Token, meaningful, read_tokens, tokenize

# Words and marks that make the query longer but no deeper: constants, and what stands in lists.
_FREE = ("TRUE", "FALSE", "UNDEF", ",", "(", ")", "[", "]", "{", "}")
# No query has an instruction to another engine without one of these in it, escapes apart.
_PRAGMAS: Final = ("hint:", "queryHints")


def refuse(query: str, settings: Settings, base: str = "") -> None:
    """Let a query pass, or say why not.

    Args:
        query: the text as it was sent.
        settings: the limits, and the addresses that SERVICE may name.
        base: what relative IRIs are resolved against.

    Raises:
        RefusedError: the query has a SERVICE that the operator has not allowed, or one of the
            services and instructions that only Wikidata's own engine knows.
        QueryTooComplexError: it nests or goes on beyond the limits.
    """
    hinted = any(mark in query for mark in _PRAGMAS)
    if not hinted and is_harmless(query, settings.deepest_nesting, settings.most_steps):
        return
    # One token after the other: of what is refused no more is read than to the reason.
    for token in within_limits(query, read_tokens(query), settings):
        hinted |= token.word == "SERVICE" or "\\" in token.text
    if hinted:
        refuse_services(query, settings.allow_service, base)


def within_limits(
    query: str,
    tokens: Iterable[Token],
    settings: Settings,
    free: Container[int] = (),
) -> Iterator[Token]:
    """Each token, as long as what was read nests and goes on within the limits.

    Args:
        query: the text.
        tokens: its tokens.
        settings: the limits.
        free: the places of tokens that make the text longer, but no work for the engine.

    Raises:
        QueryTooComplexError: it does so no more.
    """
    depth = steps = 0
    for at, token in enumerate(tokens):
        yield token
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if depth > settings.deepest_nesting:
            raise too_deep(query, token, settings.deepest_nesting)
        steps += _is_step(token) and at not in free
        if steps > settings.most_steps:
            raise too_long(query, token, settings.most_steps)


def refuse_services(query: str, allowed: tuple[str, ...], base: str) -> None:
    """Let every SERVICE and every instruction of a query pass, or say which does not.

    What stands within an allowed SERVICE is for the server that is asked to understand, its own
    services and instructions too; but no third server may be named there that is not allowed here.

    Raises:
        RefusedError: one does not pass.
    """
    tokens = tokenize(query)
    prefixes, base, _ = read_prologue(meaningful(tokens), base)
    calls = {call.at: call for call in find_calls(tokens, prefixes, base)}
    inside: set[int] = set()
    for group in groups_of(tokens):
        call = calls.get(group.head)
        if call and call.iri in allowed:
            inside.update(range(group.opened, group.closed))
    for at, token in enumerate(tokens):
        if call := calls.get(at):
            if not passes(call, allowed, within=at in inside):
                raise refused_service(query, tokens, call, allowed)
        elif at not in inside and is_pragma(token, prefixes, base) and not declares(tokens, at):
            raise refused_pragma(query, token)


def groups_of(tokens: tuple[Token, ...]) -> tuple[Group, ...]:
    """The groups of a query; none when its braces do not match, which the engine will say."""
    try:
        return read_groups(tokens)
    except UnbalancedError:
        return ()


def passes(call: Call, allowed: tuple[str, ...], *, within: bool) -> bool:
    """Whether a SERVICE may be there; one with a variable, or that names nobody, may not."""
    return call.is_labels or call.iri in allowed or (within and call.is_wikidatas)


def declares(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the token at a place says what a prefix stands for, and is not used yet."""
    return "PREFIX" in (token.word for token in meaningful(tokens[:at])[-2:])


def refused_service(
    query: str, tokens: tuple[Token, ...], call: Call, allowed: tuple[str, ...]
) -> RefusedError:
    """The error for a SERVICE that may not be there."""
    name = tokens[call.name_at] if call.name_at < len(tokens) else None
    hint = "Ask the other server itself, and join the two answers on your side."
    if call.is_wikidatas:
        detail = (
            f"{name.text if name else ''} is a service of Wikidata's own engine, which is not here."
        )
        hint = "Of these only wikibase:label is answered here; ask Wikidata itself for the others."
    elif not allowed:
        detail = "SERVICE would send a request to another server, which this endpoint does not do."
        hint += " Whoever runs this server can allow an address with --allow-service."
    else:
        may = " or ".join(f"<{iri}>" for iri in allowed)
        detail = f"SERVICE may only ask {may} here"
        detail += f", and not <{call.iri}>." if call.iri else ", and has to name it in full."
        hint += " Whoever runs this server can allow more addresses with --allow-service."
    return RefusedError(detail, hint=hint, query=query, spot=spot(query, tokens[call.at].start))


def refused_pragma(query: str, token: Token) -> RefusedError:
    """The error for an instruction to another engine, which would find nothing as a triple."""
    return RefusedError(
        f"`{token.text}` is an instruction to Wikidata's own engine, which is not here.",
        hint="Leave the triple out: this engine chooses its way by itself.",
        query=query,
        spot=spot(query, token.start),
    )


def too_deep(query: str, token: Token, limit: int) -> QueryTooComplexError:
    """The error for the bracket that is one too many inside others."""
    return QueryTooComplexError(
        f"More than {limit} brackets are open at this place.",
        hint="Take the brackets apart, or ask in several queries.",
        query=query,
        spot=spot(query, token.start),
    )


def too_long(query: str, token: Token, limit: int) -> QueryTooComplexError:
    """The error for the keyword or operator that is one too many in the query."""
    return QueryTooComplexError(
        f"The query has more than {limit} keywords and operators.",
        hint="Use VALUES for long lists of choices, or ask in several queries.",
        query=query,
        spot=spot(query, token.start),
    )


def _is_step(token: Token) -> bool:
    return token.kind in (Kind.WORD, Kind.MARK) and token.text.upper() not in _FREE
