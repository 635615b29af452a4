"""One request to an engine and the head of its answer; what is wrong with it, in plain words."""

import io
import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from importlib import metadata
from typing import Final

from server.errors import EngineError, SlowEngineError
from server.federation.line import Clock, UnansweredError, in_plain_words
from server.federation.reach import UnreachableError
from server.remote_engine.address import PASSWORD, TOKEN, USER, Address
from server.remote_engine.line import Lines, Timed
from server.sizes import in_words

_BLOCK: Final = 65_536
_LONGEST_WORDS: Final = 200
_READ_OF_WORDS: Final = 4096
_ELSEWHERE: Final = range(300, 400)
_UNAUTHORISED: Final = 401
_DONE: Final = range(200, 300)
_SAID: Final = {
    206: "sent a part of the answer only",
    401: "did not let this server in (401)",
    403: "did not let this server in (403)",
    404: "has no endpoint at this address (404)",
    405: "takes no queries at this address (405)",
    408: "gave up on the question, because it took too long (408)",
    413: "finds the question too long (413)",
    429: "has too much to do (429)",
    503: "has too much to do, or is about to start or to stop (503)",
    504: "did not have its answer in time (504)",
}
_HINTS: Final = {
    401: f"Whoever runs this server sets {USER} and {PASSWORD}, or {TOKEN}, in its environment.",
    403: f"Whoever runs this server looks at {USER}, and at what that user may do there.",
    404: "Whoever runs this server looks at the path of --engine.",
    405: "Whoever runs this server looks at the path of --engine.",
}
_LATE: Final = (408, 504)


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent."""

    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Reached:
    """An engine that can be reached: its lines, and the last challenge to show who this is."""

    lines: Lines
    challenge: list[str] = field(default_factory=list[str])

    @property
    def address(self) -> Address:
        """Where it is."""
        return self.lines.address


class Body(io.RawIOBase):
    """The body of an answer: as many bytes as may be, and an error where it breaks off."""

    def __init__(self, response: HTTPResponse, largest: int) -> None:
        """Read a response whose head has been read."""
        self.response = response
        self.expected = response.length
        self.largest = largest
        self.held = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, block: "memoryview") -> int:  # type: ignore[override]  # a buffer is one
        """Wait for some bytes; 0 at the end.

        Raises:
            UnansweredError: there are too many, or fewer than were announced.
        """
        piece = self.response.read1(len(block))
        self.held += len(piece)
        if self.held > self.largest:
            raise UnansweredError(f"sent more than {in_words(self.largest)}")
        if not piece and self.expected is not None and self.held < self.expected:
            raise UnansweredError("hung up in the middle of its answer")
        block[: len(piece)] = piece
        return len(piece)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer whose head is sound: its media type, what else the head says, and its body."""

    kind: str
    headers: Mapping[str, str]
    body: "io.BufferedReader[Body]"


@contextmanager
def exchange(engine: Reached, request: Request, until: Clock, largest: int) -> Generator[Answered]:
    """Send a request; its answer can be read to the end of the block, and to `largest` bytes.

    Raises:
        EngineError: there is no answer, or none that can be used, before the clock is over.
    """
    with said_plainly(engine.address, until):
        line, response = send(engine, request, until)
        is_whole = False
        try:
            check(engine.address, response, until)
            body = io.BufferedReader(Body(response, largest), _BLOCK)
            headers = {name.lower(): value for name, value in response.getheaders()}
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            yield Answered(kind, headers, body)
            is_whole = response.isclosed() and not response.will_close
        finally:
            response.close()
            if is_whole:
                engine.lines.give_back(line)
            else:
                line.hang_up()


@contextmanager
def said_plainly(address: Address, until: Clock) -> Generator[None]:
    """Say whatever goes wrong on a line as an error that names the engine.

    Raises:
        EngineError: it did.
    """
    try:
        yield
    except UnansweredError as error:
        raise unanswered(address, error) from error
    except UnreachableError as error:
        raise unanswered(address, UnansweredError(f"could not be reached: {error}")) from error
    except (OSError, HTTPException) as error:
        if until.is_over or isinstance(error, TimeoutError):
            raise unanswered(address, until.late()) from error
        words = in_plain_words(error)
        raise unanswered(address, UnansweredError(f"could not be reached: {words}")) from error


def unanswered(address: Address, error: UnansweredError, hint: str | None = None) -> EngineError:
    """The error for an engine that gave no answer."""
    kind = SlowEngineError if error.late else EngineError
    usual = "Ask for less, or ask again later." if error.late else "Ask again later."
    return kind(f"The engine at {address.url} {error.what}.", hint=hint or usual)


def send(engine: Reached, request: Request, until: Clock) -> tuple[Timed, HTTPResponse]:
    """Send a request, once more where a kept line had gone stale or a challenge was to be answered.

    Raises:
        UnansweredError, UnreachableError, OSError, HTTPException: there was no answer.
    """
    line, response = send_once(engine, request, until)
    if response.status == _UNAUTHORISED and engine.address.credentials.user:
        line, response = take_challenge(engine, request, until, line, response)
    return line, response


def take_challenge(
    engine: Reached, request: Request, until: Clock, line: Timed, response: HTTPResponse
) -> tuple[Timed, HTTPResponse]:
    """Answer a digest challenge, also where one was answered before: it may be good for one.

    Virtuoso makes its challenge to those alone who send nothing; so that is tried too.
    """
    challenge = response.getheader("WWW-Authenticate", "")
    if not challenge and not engine.challenge:
        response.close()
        line.hang_up()
        line, response = send_once(engine, request, until, bare=True)
        challenge = response.getheader("WWW-Authenticate", "")
    if not challenge.lower().startswith("digest"):
        return line, response
    engine.challenge[:] = [challenge]
    response.close()
    line.hang_up()
    return send_once(engine, request, until)


def send_once(
    engine: Reached, request: Request, until: Clock, *, bare: bool = False
) -> tuple[Timed, HTTPResponse]:
    """Send a request; once more where a kept line had gone stale. `bare` shows nobody's name."""
    line = engine.lines.take(until)
    try:
        return line, send_on(line, engine, request, bare=bare)
    except (ConnectionError, HTTPException):
        line.hang_up()
        if not line.is_used or until.is_over:
            raise
        engine.lines.drop()
    line = engine.lines.take(until)
    return line, send_on(line, engine, request, bare=bare)


def send_on(line: Timed, engine: Reached, request: Request, *, bare: bool) -> HTTPResponse:
    """Send a request on a line, and read the head of the answer."""
    try:
        http = HTTPConnection(engine.address.where.hostname or "")
        http.sock = line  # as much of a socket as it uses
        challenge = "".join(engine.challenge)
        proof = engine.address.credentials.header(request.method, request.path, challenge)
        headers = {
            "Host": engine.address.host,
            "User-Agent": f"Sitrep/{metadata.version('sitrep')} (https://w3id.org/sitrep/)",
            "Accept-Encoding": "identity",
            **({"Authorization": proof} if proof and not bare else {}),
            **request.headers,
        }
        http.request(request.method, request.path, request.body or None, headers)
        return http.getresponse()
    except BaseException:
        line.hang_up()
        raise


def check(address: Address, response: HTTPResponse, until: Clock) -> None:
    """See whether the head is that of an answer.

    Raises:
        EngineError: it is not.
        UnansweredError: it is encoded.
    """
    status = response.status
    if status in _ELSEWHERE:
        leads = re.sub(r"//[^/@]*@", "//", response.getheader("Location", "nowhere"))
        raise unanswered(
            address,
            UnansweredError(f"leads to {printable(leads)} instead of answering ({status})"),
            "Whoever runs this server gives the address that answers itself to --engine.",
        )
    if status not in _DONE or status in _SAID:
        what = _SAID.get(status, f"answered {status}")
        words = read_words(response) if status != _UNAUTHORISED else ""
        late = status in _LATE or until.is_over
        raise unanswered(
            address,
            UnansweredError(f"{what}{f': {words}' if words else ''}", late=late),
            _HINTS.get(status),
        )
    if response.getheader("Content-Encoding", "identity") != "identity":
        raise UnansweredError("sent its answer encoded, which was not asked for")


def read_words(response: HTTPResponse) -> str:
    """What an answer that is none says in words, in short and without markup."""
    found = b""
    with suppress(OSError, HTTPException, UnansweredError):
        found = response.read(_READ_OF_WORDS)
    text = found.decode("utf-8", "replace")
    text = re.sub(r"(?is)<(style|script|head)\b.*?</\1>|<[^<>]*>", " ", text)
    return printable(text)


def printable(text: str) -> str:
    """A text of somebody else in one short line."""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    short = words if len(words) <= _LONGEST_WORDS else f"{words[:_LONGEST_WORDS]}…"
    return short.rstrip(".")
