"""Lines to an engine: kept open from request to request, and cut when a request's time is over.

Every wait for the other side is bounded by what is left of the request's time, so that nobody who
sends a byte now and then is waited for longer. An operator has named the engine, so that, other
than for SERVICE, a number of this machine or of the local net is as good as any.
"""

import io
import os
import socket
import ssl
import time
import weakref
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from server.federation.line import Clock, connect
from server.federation.reach import PORTS, look_up
from server.remote_engine.address import Address

_KEPT: Final = 16


def clock(seconds: float) -> Clock:
    """A clock that is over in so many seconds."""
    return Clock(seconds, time.monotonic() + seconds)


@dataclass(slots=True, weakref_slot=True)
class Timed:
    """A socket, as far as `http.client` needs one, whose waits end when the clock is over."""

    plain: socket.socket
    clock: Clock
    is_used: bool = False

    def __post_init__(self) -> None:
        """Have the socket closed with the last that knows of this line, as after a reload."""
        weakref.finalize(self, self.plain.close)

    def left(self) -> float:
        """Seconds that are left.

        Raises:
            UnansweredError: none are.
        """
        if self.clock.is_over:
            raise self.clock.late()
        return self.clock.left

    def sendall(self, block: bytes) -> None:
        """Send all of it; the limit of a socket is on the whole."""
        self.plain.settimeout(self.left())
        self.plain.sendall(block)

    def recv_into(self, block: memoryview) -> int:
        """Wait for some bytes."""
        self.plain.settimeout(self.left())
        return self.plain.recv_into(block)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What `http.client` reads an answer from."""
        return io.BufferedReader(Incoming(self))

    def close(self) -> None:
        """Do nothing: `http.client` lets go of a line before its answer has been read."""

    def hang_up(self) -> None:
        """End the line."""
        with suppress(OSError):
            self.plain.close()


class Incoming(io.RawIOBase):
    """What comes on a line."""

    def __init__(self, line: Timed) -> None:
        """Read from a line."""
        self.line = line

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, block: "memoryview") -> int:  # type: ignore[override]  # a buffer is one
        """Wait for some bytes; 0 when the other side has hung up."""
        return self.line.recv_into(block)


@dataclass(slots=True)
class Lines:
    """The lines to one engine that are not in use."""

    address: Address
    free: list[Timed] = field(default_factory=list[Timed])
    process: int = 0
    lock: Lock = field(default_factory=Lock)

    def take(self, until: Clock) -> Timed:
        """A line: one that is free, or a new one.

        Raises:
            UnansweredError, OSError: the engine cannot be connected to.
        """
        with self.lock:
            if self.process != os.getpid():
                # A line is for one process; what this one inherited belongs to its parent.
                self.process, self.free = os.getpid(), []
            line = self.free.pop() if self.free else None
        if line is None:
            return Timed(open_line(self.address, until), until)
        line.clock, line.is_used = until, True
        return line

    def give_back(self, line: Timed) -> None:
        """Keep a line for the next request."""
        with self.lock:
            if len(self.free) < _KEPT and self.process == os.getpid():
                self.free.append(line)
                return
        line.hang_up()

    def drop(self) -> None:
        """Hang up on all that are free: where one has gone stale the others have too."""
        with self.lock:
            stale, self.free = self.free, []
        for line in stale:
            line.hang_up()


def open_line(address: Address, until: Clock) -> socket.socket:
    """A new line to the first number of a host that takes it; under https encrypted.

    Raises:
        UnansweredError: in no time.
        UnreachableError: the host has no number.
        OSError: none of its numbers took it.
    """
    where = address.where
    found = look_up(where.hostname or "", where.port or PORTS[where.scheme], until.left)
    if found is None:
        raise until.late()
    plain = connect(found, until)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if where.scheme != "https":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=where.hostname)
    except OSError:
        plain.close()
        raise
