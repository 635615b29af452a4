"""The words in which two versions of a sentence differ, as `git diff --word-diff` shows them."""

import re
from collections.abc import Iterator
from itertools import groupby

from rapidfuzz.distance import LCSseq


def words_that_changed(old: str, new: str) -> str:
    """The new sentence, with what is gone as `[-…-]` and what came as `{+…+}`."""
    return " ".join(pieces(cut(old), cut(new)))


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
