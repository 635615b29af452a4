"""Reach: what number a host's name stands for, and whether it may be connected to.

Numbers of this machine, of the local net and others that are not of the public internet are
reached only if the operator has named them outright: as a number, or as `localhost`. What a name
leads to is decided by whoever owns the name.
"""

import ipaddress
import socket
from dataclasses import dataclass
from threading import Thread
from typing import Final
from urllib.parse import SplitResult

Number = ipaddress.IPv4Address | ipaddress.IPv6Address
# A family of sockets, and what one of it is connected to.
Place = tuple[int, tuple[str, int]]

PORTS: Final = {"http": 80, "https": 443}
# What comes out of these into the net of version 4, the last 32 bits say (RFC 6052).
_TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")
_LOW: Final = 0xFFFFFFFF


class UnreachableError(Exception):
    """The host has no number, or none that may be connected to; in words."""


@dataclass(frozen=True, slots=True)
class Target:
    """A number to connect to: `address` is what a socket of `family` takes."""

    host: str
    port: int
    family: int
    address: tuple[str, int]


def find_targets(where: SplitResult, seconds: float) -> list[Target] | None:
    """The numbers behind the host of an address that may be connected to, in the order to be tried.

    None when the time is over before they are known.

    Raises:
        UnreachableError: there are none.
    """
    host, port = where.hostname or "", where.port or PORTS[where.scheme]
    found = look_up(host, port, seconds)
    if found is None:
        return None
    targets: list[Target] = []
    for family, address in found:
        number = ipaddress.ip_address(address[0])
        if is_public(number) or is_named_outright(host, number):
            targets.append(Target(host, port, family, address))
    if not targets:
        raise UnreachableError("its name leads into a private net, which is not allowed")
    return targets


def look_up(host: str, port: int, seconds: float) -> list[Place] | None:
    """The numbers of a host, in the order to be tried; None when the time is over.

    In a thread, because the look-up has no limit of its own.

    Raises:
        UnreachableError: it has none.
    """
    found: list[Place] = []
    wrong: list[str] = []

    def ask() -> None:
        try:
            told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend((family, (str(at[0]), port)) for family, _, _, _, at in told)
        except (OSError, UnicodeError) as error:
            wrong.append(str(getattr(error, "strerror", None) or error))

    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        return None
    if wrong or not found:
        raise UnreachableError(f"its name has no number: {''.join(wrong)}")
    return found


def is_public(number: Number) -> bool:
    """Whether a number is one of the public internet, whatever it is wrapped in."""
    if isinstance(number, ipaddress.IPv6Address):
        for inner in (number.ipv4_mapped, number.sixtofour, *(number.teredo or ())):
            if inner is not None and not is_public(inner):
                return False
        if number in _TRANSLATED:
            return is_public(ipaddress.IPv4Address(int(number) & _LOW))
        if number.ipv4_mapped is not None:
            return True
    return number.is_global and not number.is_multicast


def is_named_outright(host: str, number: Number) -> bool:
    """Whether an address says by itself that it leads to a number that is not public."""
    if host == "localhost" or host.endswith(".localhost"):
        return number.is_loopback
    try:
        return ipaddress.ip_address(host) == number
    except ValueError:
        return False
