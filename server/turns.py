"""Turns: how many queries one client may have running at once.

Without a limit one client could take every evaluator, and all others would wait. Clients are told
apart by their address; each process counts for itself.
"""

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from flask import Flask, g, request

from server.config import Settings
from server.errors import TooManyError
from server.log import client as client_of

# Where queries are evaluated.
ENDPOINTS: Final = ("sparql.endpoint", "saved.answer")


@dataclass(frozen=True, slots=True)
class Turns:
    """How many queries of each client are running now."""

    limit: int
    running: Counter[str] = field(default_factory=Counter[str])
    lock: Lock = field(default_factory=Lock)

    def take(self, client: str) -> None:
        """Begin a query.

        Raises:
            TooManyError: the client has as many as it may.
        """
        with self.lock:
            if self.running[client] >= self.limit:
                raise TooManyError(
                    f"{self.limit} queries from {client} are running already.",
                    hint="Wait for one of them to end.",
                )
            self.running[client] += 1

    def leave(self, client: str) -> None:
        """End a query; clients with none are forgotten."""
        with self.lock:
            self.running[client] -= 1
            if not self.running[client]:
                del self.running[client]


def install(app: Flask, settings: Settings) -> None:
    """Hold the clients of an application to so many queries at once; 0 is no limit."""
    if not settings.per_client:
        return
    turns = Turns(settings.per_client)

    def take() -> None:
        if request.endpoint in ENDPOINTS:
            client = client_of(request.environ, believe=settings.forwarded)
            turns.take(client)
            g.turn_of = client

    def leave(_: BaseException | None) -> None:
        client = g.pop("turn_of", None)
        if client is not None:
            turns.leave(client)

    app.before_request(take)
    app.teardown_request(leave)
