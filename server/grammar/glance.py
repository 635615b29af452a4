"""What can be told of a query at a glance, without taking it apart into tokens.

Tokens are exact and cost more than most queries do. Nearly every query is so plain that a few looks
at its text settle what tokens are needed for: it has no SERVICE, is far from the limits, and reads
in one way only. These looks err on one side: what they pass is harmless; of the rest tokens decide.
"""

import re
from functools import lru_cache
from typing import Final

from server.grammar.tokens import query_form, tokenize

# Declarations and comments, and the first word after them. Possessive: nothing is tried twice.
_IRI: Final = r"<[^<>\"{}|^`\\\x00-\x20]*+>"
# An angle that begins an IRI of the plainest kind, or can begin none.
_PLAIN_ANGLE: Final = re.compile(r"<(?:[A-Za-z][\w+.-]*+:[\w/.#:%~-]*+>|=?[ \t\r\n])")
_SPACE: Final = r"[ \t\r\n]"
_FORM: Final = re.compile(
    rf"(?:{_SPACE}++|\#[^\r\n]*+|PREFIX{_SPACE}++[\w.-]*+:{_SPACE}*+{_IRI}|BASE{_SPACE}*+{_IRI})*+"
    r"([A-Za-z]++)",
    re.IGNORECASE,
)
# What the engine and the specification might read in two ways, or what has to be written small.
_TO_SPELL: Final = ("service", "\\", "true", "false")
# So many brackets and steps the engine bears in whatever way they are read.
SAFE_DEPTH: Final = 50
SAFE_STEPS: Final = 300
# Every byte that may end a word or be an operator; a colon is part of a name.
_NOT_STEPS: Final = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_: \t\r\n"
)
_STEPS: Final = bytes(byte for byte in range(256) if byte not in _NOT_STEPS)


def form_of(text: str) -> str:
    """The form of a query (SELECT, …) in capitals, or whatever stands there; may be empty."""
    found = _FORM.match(text)
    word = found[1].upper() if found else ""
    return (
        word if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") else query_form(tokenize(text))
    )


def needs_spelling(text: str) -> bool:
    """Whether the engine may read something else in a text than its tokens say.

    `?x<?a&&?b>?y` has an IRI in it, for whoever takes the longest token.
    """
    folded = text.casefold()
    if any(word in folded for word in _TO_SPELL):
        return True
    return text.count("<") != len(_PLAIN_ANGLE.findall(text))


@lru_cache(64)  # a query is looked at when it comes in, and when it is asked
def is_harmless(text: str, deepest: int, steps: int) -> bool:
    """Whether it is certain that a query has no SERVICE and keeps to the limits.

    `deepest` is how many brackets may be open at one place, `steps` how many keywords and operators
    there may be. False means that it has to be looked at, not that it is harmful.
    """
    if needs_spelling(text):
        return False
    if text.count("(") + text.count("[") + text.count("{") > deepest:
        return False
    found = _FORM.match(text)
    start = found.start(1) if found else 0
    declared = text[:start].casefold()
    body = text[start:]
    raw = body.encode("utf-8", "surrogatepass")
    marks = len(raw) - len(raw.translate(None, _STEPS))
    return declared.count("prefix") + declared.count("base") + len(body.split()) + marks <= steps
