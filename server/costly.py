"""Costly: which questions have taken long before, so that they stand back when they come again.

A question is known by its shape: its text without comments, white space, numbers and what stands in
quotation marks. One that took long goes to the slow evaluators the next time, where it holds up
nobody who is quick; if it is quick there, it is forgiven.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

_MOST: Final = 1000
_LOOSE: Final = re.compile(r'"[^"\r\n]*+"|#[^\r\n>]*+(?=[\r\n]|\Z)|[\s\d]++')


def shape(text: str) -> int:
    """What two questions have in common that differ in numbers, texts and layout only."""
    return hash(_LOOSE.sub("", text))


@dataclass(slots=True)
class Costly:
    """The shapes that took long, the last ones of them."""

    shapes: OrderedDict[int, None] = field(default_factory=OrderedDict[int, None])
    lock: Lock = field(default_factory=Lock)

    def knows(self, text: str) -> bool:
        """Whether a question of this shape took long."""
        return bool(self.shapes) and shape(text) in self.shapes

    def remember(self, text: str) -> None:
        """Note that a question took long."""
        with self.lock:
            self.shapes[shape(text)] = None
            self.shapes.move_to_end(shape(text))
            while len(self.shapes) > _MOST:
                self.shapes.popitem(last=False)

    def forgive(self, text: str) -> None:
        """Note that it did not."""
        with self.lock:
            self.shapes.pop(shape(text), None)
