"""Step 2 of answering a query: refuse what a public endpoint will not run.

SERVICE, because the engine would POST to any address that a stranger names, this machine's own
included; and queries so deep or long that the engine's recursion would end the process. What does
not pass at a glance is decided on tokens; `tokens.spell` makes sure that the engine reads the same.
"""

from server.config import Settings
from server.errors import QueryTooComplexError, RefusedError
from server.glance import is_harmless
from server.mistakes import spot
from server.tokens import Kind, Token, meaningful, tokenize

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
    pieces = meaningful(tokenize(query))
    refuse_service(query, pieces)
    refuse_depth(query, pieces, settings.deepest_nesting)
    refuse_length(query, pieces, settings.most_steps)


def refuse_service(query: str, pieces: tuple[Token, ...]) -> None:
    """Refuse SERVICE wherever it is a keyword."""
    for token in pieces:
        if token.word == "SERVICE":
            raise RefusedError(
                "SERVICE would send a request to another server, which this endpoint does not do.",
                hint="Ask the other server itself, and join the two answers on your side.",
                query=query,
                spot=spot(query, token.start),
            )


def refuse_depth(query: str, pieces: tuple[Token, ...], limit: int) -> None:
    """Refuse the bracket that is one too many inside others."""
    depth = 0
    for token in pieces:
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if depth > limit:
            raise QueryTooComplexError(
                f"More than {limit} brackets are open at this place.",
                hint="Take the brackets apart, or ask in several queries.",
                query=query,
                spot=spot(query, token.start),
            )


def refuse_length(query: str, pieces: tuple[Token, ...], limit: int) -> None:
    """Refuse the keyword or operator that is one too many in the query."""
    steps = [token for token in pieces if _is_step(token)]
    if len(steps) > limit:
        raise QueryTooComplexError(
            f"The query has more than {limit} keywords and operators.",
            hint="Use VALUES for long lists of choices, or ask in several queries.",
            query=query,
            spot=spot(query, steps[limit].start),
        )


def _is_step(token: Token) -> bool:
    return token.kind in (Kind.WORD, Kind.MARK) and token.text.upper() not in _FREE
