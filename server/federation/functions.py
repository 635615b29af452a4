"""Functions that the engine does not have: those that are ours, and those that nobody has."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples

Results = QuerySolutions | QueryBoolean | QueryTriples
Function = Callable[..., object]

_STRANGE: Final = re.compile(r"^The custom function <(.+)> is not supported$")


def call_strange(
    asked: Callable[..., Results], known: Mapping[NamedNode, Function] | None = None
) -> Results:
    """Ask; a function that nobody knows is one that fails.

    Its call is an error of the expression and not of the query (SPARQL 1.1, 17.2 and 17.6); the
    engine refuses the query instead, and names one such function at a time.

    Args:
        asked: asks, with the functions that it is given.
        known: functions that are ours, by name.
    """
    functions: dict[NamedNode, Function] = dict(known or {})
    while True:
        try:
            return asked(custom_functions=functions) if functions else asked()
        except RuntimeError as error:
            found = _STRANGE.search(str(error))
            if not found or NamedNode(found[1]) in functions:
                raise
            functions[NamedNode(found[1])] = fail


def fail(*_: object) -> None:
    """Be a function that has no value."""
