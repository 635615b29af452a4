"""The words in which two versions of a sentence differ, as `git diff --word-diff` shows them."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from rapidfuzz.distance import LCSseq

# The most words of one times words of the other that are compared.
TABLE: Final = 25_000_000


def words_that_changed(old: str, new: str) -> str:
    """The new sentence, with what is gone as `[-…-]` and what came as `{+…+}`.

    Of sentences of some thousand words, which are none, the whole is gone and come.
    """
    before, after = cut(old), cut(new)
    if len(before) * len(after) > TABLE:
        return f"[-{old}-] {{+{new}+}}"
    return " ".join(pieces(before, after))


def cut(text: str) -> list[str]:
    """The words of a sentence with the punctuation that hangs on them."""
    return re.split(r"\s+", text.strip())


def pieces(old: list[str], new: list[str]) -> Iterator[str]:
    """What is the same, gone and come, in order; of what was replaced first what is gone."""
    steps = LCSseq.opcodes(old, new)
    for same, members in groupby(steps, key=lambda step: step.tag == "equal"):
        run = list(members)
        gone = " ".join(old[run[0].src_start : run[-1].src_end])
        come = " ".join(new[run[0].dest_start : run[-1].dest_end])
        if same:
            yield come
        else:
            yield from ([f"[-{gone}-]"] if gone else [])
            yield from ([f"{{+{come}+}}"] if come else [])
