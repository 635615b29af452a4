"""Keys: by what the name of a thing is known again, and within which sort of things."""

import re
from typing import Final

from graph.draft.naming.runs import ORDINAL
from graph.draft.words.names import read_names

MEN: Final = re.compile(r"^(the|its|their|his|a|an|some|both|all)\s+")


def plain(name: str) -> str:
    """A name in lower case without an article and marks."""
    lowered = re.sub(r"[^\w\s]", " ", name.lower().replace("\u2019", "'").replace("'", ""))
    return MEN.sub("", re.sub(r"\s+", " ", lowered).strip())


SORTS: Final = {
    "Organisation": "actor",
    "Actor": "actor",
    "Unit": "actor",
    "Side": "actor",
    "Population": "actor",
    "Place": "place",
    "Site": "place",
}


def sort_of(cls: str) -> str:
    """Within what the same name stands for the same thing."""
    return SORTS.get(cls, cls)


def acronym(label: str) -> str:
    """The initials of a name."""
    return "".join(word[0].lower() for word in re.findall(r"[A-Z]\w*", label))


def keys_of(name: str, cls: str) -> list[str]:
    """By what a name is known again."""
    keys = [plain(name)]
    if cls == "Unit" and (name[:1].isupper() or name[:1].isdigit()):
        keys += unit_keys(name)
    if cls == "Person":
        words = [word for word in re.findall(r"[\w'\u2019-]+", name) if word[0].isupper()]
        if words:
            keys.append(f"person {words[-1].lower()}")
    return keys


def unit_keys(name: str) -> list[str]:
    """A unit by its number and the initials of its sort: "66th LID", "Light … Division 66"."""
    expanded = re.sub(r"([A-Za-z])-(\d)", r"\1 \2", re.sub(r"\([^)]*\)", "", name))
    words = re.findall(r"[\w'\u2019]+", expanded)
    count = [
        word
        for word in words
        if word[0].isdigit()
        or re.fullmatch(r"[IVXL]+", word)
        or word.lower() in read_names().words["ordinals"]
    ]
    rest = [word for word in words if word not in count and word.lower() not in {"the", "of"}]
    if not count or not rest:
        return []
    number = (
        re.sub(r"(st|nd|rd|th|d)$", "", count[0].lower())
        if ORDINAL.fullmatch(count[0].lower())
        else count[0].lower()
    )
    initials = (
        rest[0].lower()
        if len(rest) == 1 and rest[0].isupper() and len(rest[0]) > 1
        else "".join(word[0].lower() for word in rest)
    )
    keys = [f"unit {number} {initials}"]
    if len(rest) > 1:
        keys.append(f"unit {number} {rest[-2].lower()} {rest[-1].lower().rstrip('s')}")
        keys.append(f"unit {number} {rest[0].lower()} {rest[1].lower().rstrip('s')}")
    return keys
