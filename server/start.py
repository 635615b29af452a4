"""Start: opens the port and keeps the application running on it, under granian.

The application is made before the process that serves it is forked, so a broken data file or a
taken port ends the command with one line, and the child shares the parent's memory.
"""

import multiprocessing
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from typing import Final

from flask import Flask
from granian.constants import Interfaces
from granian.server import Server

from server.errors import SitrepError

THREADS: Final = 16
STOP_WITHIN_SECONDS: Final = 1
READY_WITHIN_SECONDS: Final = 10


class ListenError(SitrepError):
    """The address to listen on is unknown, or somebody else listens there."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen: the number of the host, and the port."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address as a browser on this machine wants it."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - translated, not bound
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def claim(host: str, port: int) -> Address:
    """Make sure that an address can be listened on; port 0 becomes a free one.

    Granian would share a taken port with the process that has it, so the port is tried first.

    Raises:
        ListenError: it cannot be listened on.
    """
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(where)
            return Address(*trial.getsockname()[:2])
    except (OSError, UnicodeError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ListenError(f"cannot listen on {host}, port {port}: {reason}") from error


def run(app: Flask, address: Address, announce: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; `announce` is called as soon as a request can be answered."""
    # The loader below exists in this process only: a spawned child could not be handed it.
    multiprocessing.set_start_method("fork", force=True)

    def load() -> Flask:
        Thread(target=tell_when_ready, args=(address, announce), daemon=True).start()
        return app

    server = Server(
        app.name,
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN_SECONDS,
    )
    server.serve(target_loader=load, wrap_loader=False)


def tell_when_ready(address: Address, announce: Callable[[], None]) -> None:
    """Wait until the port is open, then say so."""
    until = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection((address.host, address.port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            announce()
            return
