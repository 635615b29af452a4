"""Explains a broken query: where the mistake is, what it is, what to do.

The engine's parser says how far it looked, not where the mistake is: it adds the length of the
keyword it hoped for, and says "end" whenever the end is near. So it is asked again, by halving: the
mistake is at the first token with which the query can no longer be the beginning of any query.
"""

import re
from collections.abc import Callable
from typing import Final

from pyoxigraph import Store

from ontology import PREFIXES
from server.errors import BrokenQueryError, BrokenUpdateError, Spot
from server.grammar.mistakes.case import Case, Mistake
from server.grammar.mistakes.detectors import diagnose
from server.grammar.tokens import Token, meaningful, place, spell_for_parser, tokenize

# A character that no query may hold, between more spaces than the longest keyword has letters: the
# parser always stops, and stops at or after this character only if it could read all before it.
_PADDING: Final = " " * 40
_STOP: Final = f"\n{_PADDING}§{_PADDING}"
_REPORTED: Final = re.compile(r"error at (\d+):(\d+)")
_EXCERPT: Final = 100

Parse = Callable[[str, str], None]


def explain(query: str, base: str) -> BrokenQueryError:
    """The error to answer a broken query with.

    Args:
        query: the text as it was sent.
        base: the base IRI that it was read with.
    """
    tokens = tokenize(query)
    pieces = meaningful(tokens)
    case = Case(pieces, _first_unreadable(tokens, pieces, base))
    return _point_out(query, pieces, diagnose(case))


def explain_update(update: str, base: str) -> BrokenUpdateError:
    """The error to answer a broken update with: the place, and what stands there."""
    tokens = tokenize(update)
    pieces = meaningful(tokens)
    at = _first_unreadable(tokens, pieces, base, _parse_update)
    if at < len(pieces):
        found, start = f"`{pieces[at].text[:50]}` cannot stand here.", pieces[at].start
    else:
        found, start = "The update ends too early.", len(update.rstrip())
    return BrokenUpdateError(
        found,
        hint="See https://www.w3.org/TR/sparql11-update/ for what an update may be.",
        query=update,
        spot=spot(update, start),
    )


def can_begin(tokens: tuple[Token, ...], base: str) -> bool:
    """Whether a query can begin with these tokens; it is read and never evaluated."""
    return _reads(spell_for_parser(tokens), base, _parse_query)


def spot(query: str, start: int) -> Spot:
    """The place of the character at `start`, with the part of its line around it."""
    line, column = place(query, start)
    text = query.split("\n")[line - 1].rstrip("\r")
    left = max(0, min(column - 1, len(text)) - _EXCERPT // 2)
    return Spot(line, column, text[left : left + _EXCERPT].replace("\t", " "), column - 1 - left)


def _point_out(query: str, pieces: tuple[Token, ...], mistake: Mistake) -> BrokenQueryError:
    at_end = mistake.at >= len(pieces)
    start = len(query.rstrip()) if at_end else pieces[mistake.at].start
    return BrokenQueryError(
        mistake.sentence,
        hint=mistake.hint,
        query=query,
        spot=spot(query, start),
    )


def _parse_query(text: str, base: str) -> None:
    Store().query(text, prefixes=PREFIXES, base_iri=base)


def _parse_update(text: str, base: str) -> None:
    Store().update(text, prefixes=PREFIXES, base_iri=base)


def _first_unreadable(
    tokens: tuple[Token, ...], pieces: tuple[Token, ...], base: str, parse: Parse = _parse_query
) -> int:
    """The index in `pieces` of the first token that cannot follow; their number if all can."""

    def fits(count: int) -> bool:
        last = tokens.index(pieces[count - 1]) if count else -1
        return _reads(spell_for_parser(tokens[: last + 1]), base, parse)

    return _first_failure(fits, len(pieces))


def _first_failure(fits: Callable[[int], bool], most: int) -> int:
    """The largest count up to `most` that fits, where every smaller one fits as well."""
    low, high = 0, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _reads(text: str, base: str, parse: Parse) -> bool:
    """Whether the engine's parser can read this beginning of a query up to its end."""
    try:
        parse(text + _STOP, base)
    except SyntaxError as error:
        if reported := _REPORTED.match(str(error)):
            line, column = map(int, reported.groups())
            return (line, column) >= (text.count("\n") + 2, len(_PADDING) + 1)
    return False
