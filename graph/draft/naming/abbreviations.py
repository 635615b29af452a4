"""Abbreviations that stand in brackets behind a name."""

import re
from collections.abc import Mapping
from typing import Final

from graph.draft.naming.keys import plain

BRACKETS: Final = re.compile(
    r"((?:[A-Z][\w'\u2019.-]*(?:\s+(?:of|the|and|for)\s+)?\s*){2,8})\(([A-Z][A-Za-z-]{1,9})\)"
)


def abbreviations(text: str) -> Mapping[str, str]:
    """The abbreviations that stand in brackets behind a name, with that name."""
    found = dict[str, str]()
    for match in BRACKETS.finditer(text):
        letters = [letter.lower() for letter in match[2] if letter.isupper()]
        words = match[1].split()
        for begin in range(len(words)):
            heads = [word[0].lower() for word in words[begin:] if word[0].isupper()]
            if heads == letters:
                found[plain(match[2])] = " ".join(words[begin:])
    return found
