"""Numbers that are names: of units, hills, roads, types, pages; and those that measure a weapon."""

import re
from functools import cache
from typing import Final

from graph.draft.patterns import either, read_patterns

SPELT: Final = re.compile(r"[A-Za-z]")
# Further numbers of the same list: "Battalion 40, 112, 214, and 215".
LISTED: Final = r"(?:\d+(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*/\s*|\s*[-\u2013]\s*))*"


@cache
def before() -> re.Pattern[str]:
    """What stands before a number that is a name; compiled once."""
    said = read_patterns("names")["numbered"]
    formations, things, signs = (either(said[name]) for name in ("formations", "things", "signs"))
    return re.compile(
        rf"\b(?:(?:{formations})s?|(?:{things})s?|{signs}|(?-i:[A-Z]{{2,}}s?))[\s\u00a0-]*{LISTED}$"
        r"|[Nn]o\.\s*$|\b(?:hill|height|point|route|highway|type|number|page)\s+$"
    )


@cache
def after() -> re.Pattern[str]:
    """What stands after one; compiled once."""
    formations = either(read_patterns("names")["numbered"]["formations"])
    return re.compile(
        rf"\s(?:[A-Z][\w-]+\s){{0,2}}(?:{formations})\b"
        r"|\s[A-Z]{2,}\b(?!\s+(?!was\b|is\b|has\b|as\b|this\b|its\b)[a-z]+(?:s|men|en|troops|personnel|people)\b)"
        r"|\s?(?:st|nd|rd|th|mm|cm|km|kg|lb|hp|pdr|ft|°|\u2032|″)(?!\w)|[-\u2010\u2011](?=[a-z])"
        r"|\s(?:a\.m|p\.m|am|pm|hours|hrs|o'clock)\b"
    )


def numbers_something(text: str, begin: int, end: int) -> bool:
    """Whether the number between two offsets is a name, or part of one, and so no count.

    A number that is spelt out ("two Brigade groups") is seldom one.
    """
    if after().match(text, end) and not SPELT.match(text, begin):
        return True
    if text[end : end + 1] in ("-", "\u2010", "\u2011") and text[end + 1 : end + 2].isalpha():
        return True
    return bool(before().search(text, max(0, begin - 60), begin)) and not SPELT.match(text, begin)
