"""Infobox: the words by which its lines are read, as `patterns/infobox.toml` has them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.draft.patterns import read_patterns

# A pattern, and the local name of the kind that it stands for.
Kinds = Sequence[tuple[re.Pattern[str], str]]


@dataclass(frozen=True, slots=True)
class BoxWords:
    """The patterns: of `ranked` the groups are `rank` and `name`; the others are searched for."""

    ranked: re.Pattern[str]
    title: re.Pattern[str]
    larger: re.Pattern[str]
    happenings: Kinds
    results: Kinds


@cache
def box_words() -> BoxWords:
    """Read the patterns; once."""
    said = read_patterns("infobox")
    return BoxWords(
        ranked=re.compile(rf"(?P<rank>(?:(?:{either(said['ranks'])})\s+)+)(?P<name>\S.*)"),
        title=re.compile(either(said["titles"])),
        larger=re.compile(rf"\b(?:{either(said['larger'])})$", re.IGNORECASE),
        happenings=tuple(map(kind_of, said["happenings"])),
        results=tuple(map(kind_of, said["results"])),
    )


def kind_of(entry: Mapping[str, str]) -> tuple[re.Pattern[str], str]:
    """What an entry says of one kind."""
    return re.compile(rf"\b(?:{either(entry['words'])})\b", re.IGNORECASE), entry["kind"]


def either(words: Iterable[str]) -> str:
    """A pattern that any of some patterns fits."""
    return "|".join(words)
