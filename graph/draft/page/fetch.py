"""Fetch an article from an address that the user gave: one request, bounded in time and size."""

import time
from http.client import HTTPException, HTTPResponse
from typing import Final, cast
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from graph.download import TooLongError, TooSlowError, no_answer, read_within
from graph.errors import GraphError

SECONDS: Final = 20.0
AGENT: Final = "Sitrep (https://w3id.org/sitrep)"


class FetchError(GraphError):
    """An address that gives no article."""


def is_address(given: str) -> bool:
    """Whether the user gave an address and no file."""
    return given.lower().startswith(("http://", "https://"))


def raw_address(address: str) -> str:
    """The address of the wikitext, where that of a wiki's page was given."""
    parts = urlsplit(address)
    if parts.path.startswith("/wiki/") and not parts.query:
        return urlunsplit(parts._replace(query="action=raw", fragment=""))
    return address


def title_in(address: str) -> str:
    """The title of a wiki's page, by its address; nothing if the address has none."""
    parts = urlsplit(address)
    given = parse_qs(parts.query).get("title", [parts.path.rpartition("/wiki/")[2]])[0]
    named = "title" in parse_qs(parts.query) or "/wiki/" in parts.path
    return unquote(given).replace("_", " ").strip() if named else ""


def fetch(address: str, most: int, seconds: float = SECONDS) -> bytes:
    """The bytes at an address.

    Raises:
        FetchError: nothing answers, or not in time, or with more than `most` bytes.
    """
    end = time.monotonic() + seconds
    try:
        request = Request(raw_address(address), headers={"User-Agent": AGENT})  # noqa: S310 - is_address has looked
        with cast("HTTPResponse", urlopen(request, timeout=seconds)) as response:  # noqa: S310
            return read_within(response, most, end)
    except TooLongError as error:
        raise FetchError(f"{address}: more than {most:,} bytes; an article has less") from error
    except TooSlowError as error:
        fault = "the answer takes too long; save the page and give the file"
        raise FetchError(f"{address}: {fault}") from error
    except HTTPError as error:
        with error:
            raise FetchError(
                f"{address}: the server answers {error.code} {error.reason}"
            ) from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise FetchError(no_answer(address, error)) from error
