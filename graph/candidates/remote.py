"""Ask Wikidata's API, gently: one request at a time, a pause, a name, a limit on everything.

API: https://www.wikidata.org/w/api.php, etiquette: https://www.mediawiki.org/wiki/API:Etiquette,
user agents: https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Final, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from graph.download import TooLongError, TooSlowError, no_answer, read_within
from graph.errors import GraphError
from graph.write import write_file

ENDPOINT: Final = "https://www.wikidata.org/w/api.php"
MOST_BYTES: Final = 8_000_000

Parameters = Mapping[str, str]
Json = Mapping[str, object]


class RemoteError(GraphError):
    """The remote did not answer, or not with what it should; the text says which address."""


@dataclass(slots=True)
class Remote:
    """One remote and how to treat it.

    `pause` is the least number of seconds between two requests, `timeout` the most that one may
    take as a whole. `cache`, if any, is a folder that keeps answers for the next time.
    """

    endpoint: str = ENDPOINT
    agent: str = "Sitrep"
    pause: float = 1.0
    timeout: float = 20.0
    cache: Path | None = None
    asked: int = 0
    _next: float = field(default=0.0, repr=False)

    def ask(self, parameters: Parameters) -> Json:
        """Ask for one JSON object.

        Raises:
            RemoteError: the remote is dead, slow, says no, says too much or no JSON object.
        """
        address = f"{self.endpoint}?{urlencode({**parameters, 'format': 'json'})}"
        kept = self.cache and self.cache / f"{sha256(address.encode()).hexdigest()}.json"
        if kept and kept.exists():
            return self.read(kept.read_bytes())
        body = self.fetch(address)
        found = self.read(body)
        if kept:  # after it was read: what is broken is not kept
            write_file(kept, body)
        return found

    def fetch(self, address: str) -> bytes:
        """The body of one answer, after a pause."""
        if urlsplit(address).scheme not in ("http", "https"):
            raise RemoteError(f"{self.endpoint}: expected an address with http:// or https://")
        time.sleep(max(0.0, self._next - time.monotonic()))
        self.asked += 1
        request = Request(address, headers={"User-Agent": self.agent})  # noqa: S310 - looked at above
        end = time.monotonic() + self.timeout
        try:
            with cast("HTTPResponse", opener().open(request, timeout=self.timeout)) as response:
                return read_within(response, MOST_BYTES, end)
        except TooLongError as error:
            raise RemoteError(
                f"{self.endpoint}: the answer is longer than {MOST_BYTES:,} bytes;"
                " this is not how the API of Wikidata answers"
            ) from error
        except TooSlowError as error:
            raise RemoteError(
                f"{self.endpoint}: the answer took longer than {self.timeout:g} seconds;"
                " try later, or give it more with --timeout"
            ) from error
        except HTTPError as error:
            with error:
                raise self.refused(error) from error
        except (URLError, HTTPException, OSError) as error:
            raise RemoteError(no_answer(self.endpoint, error)) from error
        finally:
            self._next = time.monotonic() + self.pause

    def refused(self, error: HTTPError) -> RemoteError:
        """What a status that is no 200 means."""
        after = error.headers.get("Retry-After")
        wait = f"; it asks to wait {after} seconds" if after else ""
        leads = error.headers.get("Location")
        led = f" to {leads}, which is not followed" if leads else ""
        return RemoteError(f"{self.endpoint}: answered {error.code} {error.reason}{led}{wait}")

    def read(self, body: bytes) -> Json:
        """An answer as a JSON object, which an error of the API is not."""
        try:
            found: object = json.loads(body)
        except (ValueError, RecursionError) as error:
            begins = body[:60].decode("utf-8", "replace")
            raise RemoteError(
                f"{self.endpoint}: answered no JSON but {begins!r}; is this an api.php?"
            ) from error
        if not isinstance(found, dict):
            raise RemoteError(f"{self.endpoint}: answered JSON that is no object")
        known = cast("dict[str, object]", found)
        if "error" in known:
            raise RemoteError(f"{self.endpoint}: refused: {said(known['error'])}")
        return known


def opener() -> OpenerDirector:
    """What opens addresses, and follows no redirect: one leads who knows where, and is an error."""
    made = OpenerDirector()
    for handler in (
        ProxyHandler,
        HTTPHandler,
        HTTPSHandler,
        HTTPDefaultErrorHandler,
        HTTPErrorProcessor,
    ):
        made.add_handler(handler())
    return made


def said(error: object) -> str:
    """The API's own words for what is wrong."""
    if isinstance(error, dict):
        known = cast("dict[str, object]", error)
        return str(known.get("info") or known.get("code") or known)[:300]
    return str(error)[:300]
