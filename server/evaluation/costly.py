"""Costly: which questions have taken long before, so that they stand back when they come again.

A question is known by its shape: its text without comments, white space, numbers and what stands
in quotation marks. One that took long goes to the slow evaluators the next time, where it holds up
nobody who is quick; if it is quick there, it is forgiven. So do those of which many of one shape
are in hand at once, before anybody knows how long they take.
"""

import re
from collections import OrderedDict
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

_MOST: Final = 1000
# With no more than these in hand nobody is held up; of more, so many may be of one shape.
_FEW: Final = 4
_ALIKE: Final = 2
_LOOSE: Final = re.compile(r'"[^"\r\n]*+"|#[^\r\n>]*+(?=[\r\n]|\Z)|[\s\d]++')


def shape(text: str) -> int:
    """What two questions have in common that differ in numbers, texts and layout only."""
    return hash(_LOOSE.sub("", text))


@dataclass(slots=True)
class Costly:
    """The shapes that took long, the last ones of them."""

    shapes: OrderedDict[int, None] = field(default_factory=OrderedDict[int, None])
    in_hand: dict[int, str] = field(default_factory=dict[int, str])
    lock: Lock = field(default_factory=Lock)

    def knows(self, text: str) -> bool:
        """Whether a question of this shape took long."""
        return bool(self.shapes) and shape(text) in self.shapes

    @contextmanager
    def having(self, number: int, text: str) -> Generator[None]:
        """Have a quick question in hand, of this number."""
        self.in_hand[number] = text
        try:
            yield
        finally:
            del self.in_hand[number]

    def crowds(self, text: str) -> bool:
        """Whether there are many quick questions in hand, and some of this shape among them."""
        if len(self.in_hand) <= _FEW:
            return False
        mine = shape(text)
        return sum(shape(other) == mine for other in [*self.in_hand.values()]) >= _ALIKE

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
