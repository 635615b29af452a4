"""The marks that a revision leaves in a facts file, for a person to work off.

All are comments of TriG, so that none of what they hold is in the graph:

    #! 043 changed, was: …      something is to be done; the gate of the revision refuses it
    #+ GRAPH s:043 { … }        a draft, not reviewed: without the `#+` it counts
    #- GRAPH s:044 { … }        reviewed facts of a sentence that was removed, set aside
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

TO_DO: Final = "#! "
DRAFTED: Final = "#+ "
SET_ASIDE: Final = "#- "
REMEDIES: Final = {
    "changed": "has changed since its facts were read: read it anew, mend the facts or take the"
    " draft, then delete this line",
    "moved": "has moved, and its facts have their date from what is around it: look at the dates,"
    " then delete this line",
    "heading": "has another heading, and its facts have their date from it: look at the dates,"
    " then delete this line",
    "new": "is new: write its facts or take the draft, or say in entities.ttl why there are none,"
    " then delete this line",
    "removed": "was removed and its facts are set aside: look for what rests on them, in"
    " entities.ttl too, then delete this line",
}
MARK: Final = re.compile(rf"#! (\d{{3,}}) ({'|'.join(REMEDIES)})\b.*")
STORED: Final = re.compile(rf"{SET_ASIDE}# (\d{{3,}})  (.*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to do for a person: the line, counted from 1, the sentence, and what it is."""

    line: int
    number: int
    word: str

    @property
    def remedy(self) -> str:
        """What is the matter, and what to do."""
        return f"sentence {self.number:03d} {REMEDIES[self.word]}"


def read_marks(lines: Sequence[str]) -> Iterator[Mark]:
    """Every mark of something to do."""
    for at, line in enumerate(lines, start=1):
        if found := MARK.fullmatch(line.rstrip()):
            yield Mark(at, int(found[1]), found[2])


def read_drafts(lines: Sequence[str]) -> Iterator[int]:
    """The first line of each draft, counted from 1."""
    before = ""
    for at, line in enumerate(lines, start=1):
        if is_drafted(line) and not is_drafted(before):
            yield at
        before = line


def is_drafted(line: str) -> bool:
    """Whether a line is one of a draft."""
    return line.startswith(DRAFTED.rstrip())


def belongs_to_the_block(line: str) -> bool:
    """Whether a line right beneath a block is its draft, or a mark."""
    return line.startswith((TO_DO.rstrip(), DRAFTED.rstrip()))


def changed(number: int, was: str) -> str:
    """The words of a sentence are others."""
    return f"{TO_DO}{number:03d} changed, was: {was}"


def moved(number: int, after: int | None) -> str:
    """What stood before a sentence that is dated by its context is something else."""
    place = "at the beginning" if after is None else f"after {after:03d}"
    return f"{TO_DO}{number:03d} moved, was {place}"


def heading(number: int, was: str) -> str:
    """The heading by which a sentence is dated is another."""
    return f"{TO_DO}{number:03d} heading changed, was: {was}"


def new(number: int, kin: int | None, stored: int | None = None) -> str:
    """A sentence that was not there; `stored` is one with its words that is set aside."""
    mark = f"{TO_DO}{number:03d} new"
    if stored:
        return f"{mark}, with the words of {stored:03d}, whose facts are set aside below"
    return f"{mark}, perhaps cut off from {kin:03d}" if kin else mark


def removed(number: int, kin: int | None) -> str:
    """A sentence that is no longer there."""
    return f"{TO_DO}{number:03d} removed" + (f", perhaps merged into {kin:03d}" if kin else "")


def drafted(lines: Sequence[str]) -> tuple[str, ...]:
    """A draft as comments; a comment ends at either sort of end of line."""
    return tuple(f"{DRAFTED}{line}" for line in re.split(r"\r\n|\r|\n", "\n".join(lines)) if lines)


def set_aside(lines: Sequence[str]) -> tuple[str, ...]:
    """Reviewed lines as comments."""
    return tuple(f"{SET_ASIDE}{line}" for line in lines)


def stored(lines: Sequence[str]) -> dict[str, int]:
    """The sentences whose facts were set aside before, by their words."""
    found = (STORED.fullmatch(line.rstrip()) for line in lines)
    return {match[2]: int(match[1]) for match in found if match}


def restored(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines that were set aside, as they were."""
    return tuple(line.removeprefix(SET_ASIDE) for line in lines if line.startswith(SET_ASIDE))
