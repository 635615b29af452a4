"""HTTP as it is: nothing is sent that the case does not say, no default Content-Type either."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlsplit

WAIT_SECONDS = 20


@dataclass(frozen=True)
class Call:
    """A request: the whole address, and what goes with it."""

    address: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True)
class Reply:
    """What came back: status, media type without parameters, body."""

    status: int
    media: str
    body: bytes


def send(call: Call) -> Reply:
    """Send a request; an error of the server is a reply too."""
    where = urlsplit(call.address)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=WAIT_SECONDS)
    try:
        path = f"{where.path}?{where.query}" if where.query else where.path
        connection.request(call.method, path, call.body, dict(call.headers))
        reply = connection.getresponse()
        return Reply(reply.status, reply.headers.get_content_type(), reply.read())
    finally:
        connection.close()
