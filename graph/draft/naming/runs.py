"""Names within a phrase: words with capitals, with numbers and small words among them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.draft.words.names import read_names
from graph.draft.words.word import NAME, NUMBER, Stretch, Word

ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th|d)")


@dataclass(frozen=True, slots=True)
class Run(Stretch):
    """A name within a phrase: words with capitals, with numbers and small words among them."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Its words."""
        return tuple(word.text for word in self.words)


def runs(words: Sequence[Word]) -> Iterator[Run]:
    """The names in some words; "Army of the South" is one, "X's Y" are two."""
    found = list[Word]()
    for at, word in enumerate(words):
        if (
            word.tag == NAME
            or (word.tag == NUMBER and numbers(words, at))
            or (found and joins(words, at))
        ):
            found.append(word)
        elif found:
            yield Run(trimmed(found))
            found = []
    if found:
        yield Run(trimmed(found))


def numbers(words: Sequence[Word], at: int) -> bool:
    """Whether a number belongs to a name: "Battalion 40", "5th Brigade", "12 HQ"."""
    after = words[at + 1] if at + 1 < len(words) else None
    before = words[at - 1] if at else None
    lower = words[at].lower
    ordinal = bool(ORDINAL.fullmatch(lower)) or lower in read_names().words["ordinals"]
    if before is not None and before.tag == NAME:
        return True
    return after is not None and after.tag == NAME and (ordinal or words[at].text.isdigit())


def joins(words: Sequence[Word], at: int) -> bool:
    """Whether a small word stands within a name."""
    word = words[at]
    ahead = [each for each in words[at + 1 : at + 3] if each.lower != "the"]
    name_ahead = bool(ahead) and ahead[0].tag == NAME
    if word.lower in {"of", "the", "and"}:
        big = words[at - 1].lower in read_names().words["before_of"]
        return name_ahead and big
    return name_ahead and word.lower in read_names().words["particles"]


def trimmed(words: Sequence[Word]) -> tuple[Word, ...]:
    """A name without small words at its end."""
    kept = list(words)
    while len(kept) > 1 and kept[-1].tag not in {NAME, NUMBER}:
        kept.pop()
    return tuple(kept)
