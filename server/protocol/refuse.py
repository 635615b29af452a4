"""Step 2 of answering a query: refuse what a public endpoint will not run.

SERVICE, because the engine would POST to any address that a stranger names, this machine's own
included; and queries so deep or long that the engine's recursion would end the process. What does
not pass at a glance is decided on tokens; `tokens.spell` makes sure that the engine reads the same.
"""

from server.config import Settings
from server.errors import QueryTooComplexError, RefusedError
from server.grammar.glance import is_harmless
from server.grammar.mistakes import spot
from server.grammar.tokens import Kind, Token, read_tokens

# Words and marks that make the query longer but no deeper: constants, and what stands in lists.
_FREE = ("TRUE", "FALSE", "UNDEF", ",", "(", ")", "[", "]", "{", "}")


def refuse(query: str, settings: Settings) -> None:
    """Let a query pass, or say why not.

    Args:
        query: the text as it was sent.
        settings: the limits.

    Raises:
        RefusedError: the query has a SERVICE.
        QueryTooComplexError: it nests or goes on beyond the limits.
    """
    if is_harmless(query, settings.deepest_nesting, settings.most_steps):
        return
    depth = steps = 0
    # One token after the other: of what is refused no more is read than to the reason.
    for token in read_tokens(query):
        if token.word == "SERVICE":
            raise refused_service(query, token)
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if depth > settings.deepest_nesting:
            raise too_deep(query, token, settings.deepest_nesting)
        steps += _is_step(token)
        if steps > settings.most_steps:
            raise too_long(query, token, settings.most_steps)


def refused_service(query: str, token: Token) -> RefusedError:
    """The error for SERVICE where it is a keyword."""
    return RefusedError(
        "SERVICE would send a request to another server, which this endpoint does not do.",
        hint="Ask the other server itself, and join the two answers on your side.",
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
