"""Heed a signal: what it asks for is done once at a time, and once more if it came meanwhile.

The kernel gives a signal to whichever thread does not block it, and the interpreter then runs its
handler in the main thread, also in the middle of that same handler. Blocking it there is no help.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Heed:
    """The handler of a signal. Each of its lines may be where the next signal comes."""

    do: Callable[[], None]
    wanted: bool = False
    busy: bool = False

    def __call__(self, *_: object) -> None:
        """Do it, unless it is being done; then it is done again after that."""
        self.wanted = True
        while self.wanted and not self.busy:
            self.busy = True
            self.wanted = False
            try:
                self.do()
            finally:
                self.busy = False
