"""Infobox: the words by which its lines are read, as `patterns/infobox.toml` has them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.draft.patterns import either, read_patterns

# A pattern, and the local name of the kind that it stands for.
Kinds = Sequence[tuple[re.Pattern[str], str]]


@dataclass(frozen=True, slots=True)
class BoxWords:
    """The patterns: of `ranked` the groups are `rank` and `name`.

    `nobody` and `header` fit a whole entry; the others are searched for.
    """

    ranked: re.Pattern[str]
    title: re.Pattern[str]
    larger: re.Pattern[str]
    nobody: re.Pattern[str]
    header: re.Pattern[str]
    happenings: Kinds
    results: Kinds
    rough: Kinds


@cache
def box_words() -> BoxWords:
    """Read the patterns; once."""
    said = read_patterns("infobox")
    return BoxWords(
        ranked=re.compile(rf"(?P<rank>(?:(?:{either(said['ranks'])})\s+)+)(?P<name>\S.*)"),
        title=re.compile(either(said["titles"])),
        larger=re.compile(rf"\b(?:{either(said['larger'])})$", re.IGNORECASE),
        nobody=re.compile(rf"(?:{either(said['nobody'])})", re.IGNORECASE),
        header=re.compile(rf"(?:{either(said['headers'])})\s*:?", re.IGNORECASE),
        happenings=tuple(map(kind_of, said["happenings"])),
        results=tuple(map(kind_of, said["results"])),
        rough=tuple(map(kind_of, said["rough"])),
    )


def kind_of(entry: Mapping[str, str]) -> tuple[re.Pattern[str], str]:
    """What an entry says of one kind."""
    return re.compile(rf"\b(?:{either(entry['words'])})\b", re.IGNORECASE), entry["kind"]
