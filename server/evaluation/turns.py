"""Turns: how many slow questions one client may have in hand at once, and all clients together.

Quick questions need no turn. Without a limit on slow ones, one client could take every slow
evaluator, and all that wait would take every thread. Clients are told apart by their address; each
process counts for itself.
"""

import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition
from typing import Final

from server.errors import BusyError, TooManyError

MOST_OF_ALL: Final = 64
_WAITING_FOR_EACH: Final = 2


@dataclass(frozen=True, slots=True)
class Turns:
    """How many slow questions of each client are in hand now; a `limit` of 0 is no limit."""

    limit: int
    patience: float
    """Seconds that a question waits for its client's turn."""
    running: Counter[str] = field(default_factory=Counter[str])
    waiting: Counter[str] = field(default_factory=Counter[str])
    changed: Condition = field(default_factory=Condition)

    @contextmanager
    def turn(self, client: str) -> Generator[None]:
        """Wait for a turn, and have it.

        Raises:
            TooManyError: the client has as many as it may, and none ended in time.
            BusyError: all clients together have too many.
        """
        self.take(client)
        try:
            yield
        finally:
            self.leave(client)

    def take(self, client: str) -> None:
        """Begin a question."""
        with self.changed:
            if self.running.total() + self.waiting.total() >= MOST_OF_ALL:
                raise BusyError(
                    "Too many slow queries are running or waiting.",
                    hint="Ask again in a few seconds.",
                )
            until = time.monotonic() + self.patience
            self.waiting[client] += 1
            try:
                while self.limit and self.running[client] >= self.limit:
                    crowded = self.waiting[client] > _WAITING_FOR_EACH * self.limit
                    if crowded or not self.changed.wait(until - time.monotonic()):
                        raise TooManyError(
                            f"{self.limit} slow queries from {client} are running already.",
                            hint="Wait for one of them to end.",
                        )
            finally:
                less(self.waiting, client)
            self.running[client] += 1

    def leave(self, client: str) -> None:
        """End a question; clients with none are forgotten."""
        with self.changed:
            less(self.running, client)
            self.changed.notify_all()


def less(counted: Counter[str], client: str) -> None:
    """Count one less; who has none is forgotten."""
    counted[client] -= 1
    if not counted[client]:
        del counted[client]
