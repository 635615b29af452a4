"""Sorting: the class and kind of a name by its own words, in the order of the rules."""

import re
from collections.abc import Sequence
from typing import Final

from graph.draft.names import Names
from graph.draft.runs import SPELT

ROMAN: Final = re.compile(r"[IVXL]+")


ABBREVIATED: Final = re.compile(r"[A-Z]{2,6}-?\d+")


SHIPS: Final = frozenset(
    {"hms", "uss", "sms", "hmas", "hmcs", "ss", "css", "hnlms", "orp", "ara", "rms", "mv"}
)


COMPOUND: Final = (
    ["field", "marshal"],
    ["vice", "admiral"],
    ["rear", "admiral"],
    ["crown", "prince"],
    ["prime", "minister"],
    ["air", "marshal"],
    ["air", "commodore"],
    ["grand", "duke"],
    ["grand", "prince"],
)


def sorted_name(texts: Sequence[str], names: Names) -> tuple[str, str]:
    """The class and kind that a name's own words give; both empty where they give none."""
    lowers = [text.lower() for text in texts]
    if lowers[0] in SHIPS and len(texts) > 1:
        return "Materiel", "warship"
    if lowers[:2] in COMPOUND and len(texts) > 2:  # noqa: PLR2004 - and a name after them
        return "Person", "officer"
    ranked = next(
        (
            i
            for i, lower in enumerate(lowers)
            if lower not in names.words["ranks"] | names.words["titles"]
        ),
        len(lowers),
    )
    if ranked and lowers[0] not in {"st.", "grand"} and ranked <= len(lowers):
        by_rank = any(lower in names.words["ranks"] for lower in lowers[:ranked])
        if names.kind(texts) not in {"army-formation"} and names.cls(names.kind(texts)) not in {
            "Unit"
        }:
            return "Person", "officer" if by_rank else "person"
    kind = names.kind(texts)
    numbered = any(part_of_number(text) for text in texts)
    if names.cls(kind) == "Unit" and (len(texts) > 1):
        return "Unit", kind
    if numbered:
        inner = next(
            (
                k
                for i in range(len(texts), 0, -1)
                if names.cls(k := names.kind(texts[:i])) == "Unit"
            ),
            "",
        )
        if inner:
            return "Unit", inner
        if any(
            ABBREVIATED.fullmatch(text)
            or (text.isupper() and text.isalpha() and len(text) > 1 and not ROMAN.fullmatch(text))
            for text in texts
        ):
            return "Unit", "military-unit"
    if lowers[-1] in names.words["army"] and len(texts) > 1:
        return "Organisation", "air-force" if lowers[-2:] == [
            "air",
            "force",
        ] else "armed-organisation"
    if lowers[0] == "army" and len(texts) > 1:
        return "Unit", "army-formation"
    if lowers[-1] in names.words["other"] and len(texts) > 1:
        return "Organisation", body_kind(lowers[-1], names)
    if lowers[0] in {"republic", "kingdom", "empire"} and len(texts) > 1:
        return "Organisation", "nation"
    if names.cls(kind) in {"Place", "Site"} and len(texts) > 1:
        return names.cls(kind), kind
    first = names.kind(texts[:1])
    if len(texts) > 1 and lowers[0] in names.words["kinds_before"]:
        return names.cls(first) or "Place", first if names.cls(first) in {
            "Place",
            "Site",
        } else "locality"
    if len(texts) == 1 and names.is_people(texts[0]):
        return "Organisation", "nation"
    return "", ""


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
        or text.lower() in SPELT
    )
