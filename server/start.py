"""Start: opens the port and keeps the application running on it, under granian.

The application is made before the processes that serve it are forked, so a broken data file or a
taken port ends the command with one line, and the children share the parent's memory.
"""

import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Final

from flask import Flask
from granian.constants import Interfaces
from granian.server import Server

from server.config import Settings
from server.errors import SitrepError
from server.kin import end_with

THREADS: Final = 16
STOP_WITHIN_SECONDS: Final = 1
READY_WITHIN_SECONDS: Final = 10
RESPAWN_AFTER_SECONDS: Final = 0.5
WATCH_EVERY_SECONDS: Final = 0.5


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


def run(
    make: Callable[[], Flask], address: Address, settings: Settings, announce: Callable[[], None]
) -> None:
    """Serve until SIGINT or SIGTERM; `announce` is called as soon as a request can be answered.

    `make` makes the application: once before the processes that serve it are forked, so that they
    share its memory, and again at SIGHUP, when new processes take over from the old ones.

    Raises:
        DataFileError: the file to serve cannot be read.
    """
    # The loader below exists in this process only: a spawned child could not be handed it.
    multiprocessing.set_start_method("fork", force=True)
    made = [make()]
    parent = os.getpid()
    loaded, tell = os.pipe()
    os.set_blocking(tell, False)

    def load() -> Flask:
        # Until granian sets its own, a child has its parent's handlers, which would not end it.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        end_with(parent)
        with suppress(BlockingIOError):
            os.write(tell, b".")
        return made[0]

    def renew() -> None:
        try:
            made[0] = make()
        except SitrepError as error:
            print(f"not reloaded, the old graph stays: {error}", file=sys.stderr, flush=True)  # noqa: T201 - the operator reads it here
        gc.collect()  # the old application holds the lifeline of its evaluators

    server = Server(
        "sitrep",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=THREADS,
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
        respawn_interval=RESPAWN_AFTER_SECONDS,
        workers_kill_timeout=round(settings.timeout) + STOP_WITHIN_SECONDS,
    )
    server.on_reload(renew)

    def greet() -> None:
        for _ in range(settings.workers):
            os.read(loaded, 1)
        tell_when_ready(address, announce)

    Thread(target=greet, daemon=True).start()
    if settings.reload:
        Thread(target=watch, args=(settings.data,), daemon=True).start()
    server.serve(target_loader=load, wrap_loader=False)


def watch(file: Path) -> None:
    """Send this process SIGHUP whenever the file has changed and is quiet again."""
    seen = stamp(file)
    while True:
        time.sleep(WATCH_EVERY_SECONDS)
        now = stamp(file)
        if now not in (seen, None):
            time.sleep(WATCH_EVERY_SECONDS)
            if stamp(file) == now:
                seen = now
                os.kill(os.getpid(), signal.SIGHUP)


def stamp(file: Path) -> tuple[int, int, int] | None:
    """What changes when the file does; None while there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def tell_when_ready(address: Address, announce: Callable[[], None]) -> None:
    """Wait until the port is open, then say so; a request would be counted and logged."""
    until = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection((address.host, address.port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            announce()
            return
