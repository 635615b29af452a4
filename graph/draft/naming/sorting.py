"""Sorting: the class and kind of a name by its own words, in the order of the rules."""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Final, TypeAlias

from graph.draft.words.names import Names, read_names

ROMAN: Final = re.compile(r"[IVXL]+")
ABBREVIATED: Final = re.compile(r"[A-Z]{2,6}-?\d+")
Sorted: TypeAlias = tuple[str, str]
Rule: TypeAlias = Callable[[Sequence[str], Names], Sorted | None]
GROUND: Final = frozenset({"Place", "Site"})


def sorted_name(texts: Sequence[str], names: Names) -> Sorted:
    """The class and kind that a name's own words give; both empty where they give none."""
    rules = RULES if len(texts) > 1 else FOR_ONE_WORD
    found = (rule(texts, names) for rule in rules)
    return next((each for each in found if each is not None), ("", ""))


def ship(texts: Sequence[str], names: Names) -> Sorted | None:
    """HMS Hood."""
    return ("Materiel", "warship") if texts[0].lower() in names.words["ships"] else None


def ranked(texts: Sequence[str], names: Names) -> Sorted | None:
    """A person after a rank or a title: "Gen. Karl von Reuth", "Field Marshal Daun"."""
    lowers = [text.lower() for text in texts]
    ranks, titles = names.words["ranks"], names.words["titles"]
    if " ".join(lowers[:2]) in names.words["compound_ranks"]:
        return ("Person", "officer") if len(texts) > len(lowers[:2]) else None
    if lowers[0] not in ranks | titles or lowers[0] in {"st.", "grand"}:
        return None
    if names.cls(names.kind(texts)) == "Unit":
        return None
    before = takewhile(lambda lower: lower in ranks | titles, lowers)
    return "Person", "officer" if ranks & set(before) else "person"


def unit(texts: Sequence[str], names: Names) -> Sorted | None:
    """A unit by its last word: "7th Royal Fusiliers", "V Corps"."""
    kind = names.kind(texts)
    return ("Unit", kind) if names.cls(kind) == "Unit" else None


def numbered(texts: Sequence[str], names: Names) -> Sorted | None:
    """A unit by its number: "Light Infantry Battalion 40", "HQ-12", "66th LID"."""
    if not any(part_of_number(text) for text in texts):
        return None
    kinds = (names.kind(texts[:end]) for end in range(len(texts), 0, -1))
    kind = next((each for each in kinds if names.cls(each) == "Unit"), "")
    if kind:
        return "Unit", kind
    return ("Unit", "military-unit") if any(map(abbreviated, texts)) else None


def abbreviated(text: str) -> bool:
    """Whether a word is an abbreviation, as units have them."""
    letters = text.isupper() and text.isalpha() and len(text) > 1
    return bool(ABBREVIATED.fullmatch(text)) or (letters and not ROMAN.fullmatch(text))


def force(texts: Sequence[str], names: Names) -> Sorted | None:
    """An army or a movement: "Aldmoor Free Army", "Army of the South"."""
    lowers = [text.lower() for text in texts]
    if lowers[-1] in names.words["army"]:
        air = lowers[-2:] == ["air", "force"]
        return "Organisation", "air-force" if air else "armed-organisation"
    return ("Unit", "army-formation") if lowers[0] == "army" else None


def body(texts: Sequence[str], names: Names) -> Sorted | None:
    """A body that is no army, or a state: "Human Rights Watch", "Republic of Valence"."""
    last = texts[-1].lower()
    if last in names.words["other"]:
        return "Organisation", body_kind(last, names)
    return ("Organisation", "nation") if texts[0].lower() in names.words["states"] else None


def ground(texts: Sequence[str], names: Names) -> Sorted | None:
    """A place by its last word, or by its first: "Gallows Hill", "Fort Wagner"."""
    kind, first = names.kind(texts), names.kind(texts[:1])
    if names.cls(kind) in GROUND:
        return names.cls(kind), kind
    if texts[0].lower() not in names.words["kinds_before"]:
        return None
    return (names.cls(first), first) if names.cls(first) in GROUND else ("Place", "locality")


def people(texts: Sequence[str], names: Names) -> Sorted | None:
    """A people by its name alone: "Ottomans"."""
    return ("Organisation", "nation") if names.is_people(texts[0]) else None


RULES: Final[tuple[Rule, ...]] = (ship, ranked, unit, numbered, force, body, ground)
FOR_ONE_WORD: Final[tuple[Rule, ...]] = (ranked, numbered, people)


def body_kind(word: str, names: Names) -> str:
    """The kind of a body by the last word of its name."""
    kind = names.kind([word])
    return kind if names.cls(kind) == "Organisation" else "company-or-body"


def part_of_number(text: str) -> bool:
    """Whether a word of a name is a number."""
    return bool(
        text[:1].isdigit()
        or ROMAN.fullmatch(text)
        or ABBREVIATED.fullmatch(text)
        or text.lower() in read_names().words["ordinals"]
    )
