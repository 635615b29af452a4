"""Numbers that are names: of units, hills, roads, types, pages; and those that measure a weapon."""

import re
from typing import Final

FORMATIONS: Final = (
    "Army|Battalion|Battery|Brigade|Command|Commando|Company|Corps|Detachment|Division|Fleet|Flight|"
    "Flotilla|Group|Platoon|Regiment|Squadron|Team|Troop|Unit|Wing"
)
THINGS: Final = (
    "Area|Article|Camp|Chapter|Convoy|Directive|Gate|Height|Highway|Hill|Line|Mark|Mk|Model|Order|Panzer|"
    "Phase|Pier|Plan|Point|Resolution|Road|Route|Section|Sector|Type|Volume|Zone"
)
SIGNS: Final = r"No\.?|Nos\.?|Number|Numbers|p\.|pp\.|vol\.|#"
# Further numbers of the same list: "Battalion 40, 112, 214, and 215".
LISTED: Final = r"(?:\d+(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*/\s*|\s*[-\u2013]\s*))*"
BEFORE: Final = re.compile(
    rf"\b(?:(?:{FORMATIONS})s?|(?:{THINGS})s?|{SIGNS}|(?-i:[A-Z]{{2,}}s?))[\s\u00a0-]*{LISTED}$"
    r"|[Nn]o\.\s*$|\b(?:hill|height|point|route|highway|type|number|page)\s+$"
)
AFTER: Final = re.compile(
    rf"\s(?:[A-Z][\w-]+\s){{0,2}}(?:{FORMATIONS})\b"
    r"|\s[A-Z]{2,}\b(?!\s+(?!was\b|is\b|has\b|as\b|this\b|its\b)[a-z]+(?:s|men|en|troops|personnel|people)\b)"
    r"|\s?(?:st|nd|rd|th|mm|cm|km|kg|lb|hp|pdr|ft|°|\u2032|″)(?!\w)|[-\u2010\u2011](?=[a-z])"
    r"|\s(?:a\.m|p\.m|am|pm|hours|hrs|o'clock)\b"
)
SPELT: Final = re.compile(r"[A-Za-z]")


def numbers_something(text: str, begin: int, end: int) -> bool:
    """Whether the number between two offsets is a name, or part of one, and so no count.

    A number that is spelt out ("two Brigade groups") is seldom one.
    """
    if AFTER.match(text, end) and not SPELT.match(text, begin):
        return True
    if text[end : end + 1] in ("-", "\u2010", "\u2011") and text[end + 1 : end + 2].isalpha():
        return True
    return bool(BEFORE.search(text, max(0, begin - 60), begin)) and not SPELT.match(text, begin)
