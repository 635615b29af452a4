"""Read an answer over HTTP within bounds of length and time, and say why there was none."""

import time
from http.client import HTTPResponse
from typing import Final
from urllib.error import URLError

BLOCK: Final = 65_536


class TooLongError(Exception):
    """An answer has more bytes than it may have; who asked says what that means."""


class TooSlowError(Exception):
    """An answer takes longer than it may; likewise."""


def read_within(response: HTTPResponse, most: int, end: float) -> bytes:
    """Read an answer block by block: `most` bytes, until `end` on the monotonic clock.

    Raises:
        TooLongError: there are more bytes.
        TooSlowError: it was not over by then.
        OSError: the connection broke off, or nothing came in the time of its socket.
        HTTPException: what came is no HTTP.
    """
    data = bytearray()
    while block := response.read1(BLOCK):
        data += block
        if len(data) > most:
            raise TooLongError
        if time.monotonic() > end:
            raise TooSlowError
    return bytes(data)


def no_answer(address: str, error: Exception) -> str:
    """What to say where nothing came from an address."""
    reason = error.reason if isinstance(error, URLError) else error
    return (
        f"{address}: no answer: {reason or type(error).__name__};"
        " is there a network, and is this the address?"
    )
