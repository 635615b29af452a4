"""Grammar: the words that rules ask for by what they do, as `patterns/grammar.toml` has them."""

from collections.abc import Mapping
from functools import cache

from graph.draft.patterns import read_patterns


@cache
def grammar() -> Mapping[str, frozenset[str]]:
    """The lists of `patterns/grammar.toml`, each under its name; read once."""
    return {name: frozenset(words) for name, words in read_patterns("grammar").items()}
