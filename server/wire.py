"""What passes between the process that a client talks to and the process that evaluates.

One question a connection, over a Unix socket in a folder that only this user can enter. The client
sends the question at once. The evaluator that takes it says its process number first, so the client
knows that its turn has come; then come pieces of the answer, closed by an end or by an error. A
connection that closes before either means that the evaluator is gone.

Every frame is a letter, a length in four bytes, and that many bytes.
"""

import pickle
import socket
import struct
from io import BufferedWriter, RawIOBase
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryResultsFormat, RdfFormat

from server.engine import Question
from server.errors import Problem
from server.tokens import tokenize

if TYPE_CHECKING:
    from server.negotiate import Engine

QUESTION: Final = b"q"
TURN: Final = b"t"
PIECE: Final = b"p"
END: Final = b"e"
ERROR: Final = b"x"

_HEAD: Final = struct.Struct("!cI")
_PIECE_BYTES: Final = 65_536


class HungUpError(Exception):
    """The other side is gone."""


def send(line: socket.socket, letter: bytes, content: bytes = b"") -> None:
    """Send one frame."""
    line.sendall(_HEAD.pack(letter, len(content)) + content)


def receive(line: socket.socket) -> tuple[bytes, bytes]:
    """Receive one frame: its letter and its content.

    Raises:
        HungUpError: the other side is gone.
        TimeoutError: the socket's time is over before a frame began.
    """
    letter, length = _HEAD.unpack(exactly(line, _HEAD.size))
    return letter, exactly(line, length)


def exactly(line: socket.socket, count: int) -> bytes:
    """So many bytes."""
    found = b""
    while len(found) < count:
        more = line.recv(count - len(found))
        if not more:
            raise HungUpError
        found += more
    return found


def send_question(line: socket.socket, question: Question, engine: "Engine") -> None:
    """Send a question and the media type to answer it in."""
    # The tokens are made again where they are needed: there are many, and few are looked at.
    told = (question.text, question.base, question.default_graphs, question.named_graphs)
    send(line, QUESTION, pickle.dumps((told, engine.media_type)))


def receive_question(line: socket.socket) -> tuple[Question, "Engine"]:
    """Receive what `send_question` sent."""
    _, content = receive(line)
    # Whoever can write here can enter the folder, and so is this user already.
    (text, base, default, named), media = pickle.loads(content)  # noqa: S301 - see above
    engine = QueryResultsFormat.from_media_type(media) or RdfFormat.from_media_type(media)
    if engine is None:
        raise ValueError(media)
    return Question(text, tokenize(text), base, default, named), engine


def send_error(line: socket.socket, problem: Problem) -> None:
    """Send a problem as its class and what it was made with."""
    told = {"hint": problem.hint, "query": problem.query, "spot": problem.spot}
    send(line, ERROR, pickle.dumps((type(problem), problem.detail, told)))


def read_error(content: bytes) -> Problem:
    """The problem that an error frame holds."""
    kind, detail, told = pickle.loads(content)  # noqa: S301 - as above
    problem: Problem = kind(detail, **told)
    return problem


def pieces_to(line: socket.socket) -> BufferedWriter:
    """A file whose content goes over the line in pieces."""
    return BufferedWriter(_Pieces(line), _PIECE_BYTES)


class _Pieces(RawIOBase):
    """Sends each block that is written to it."""

    def __init__(self, line: socket.socket) -> None:
        """Keep where to send."""
        super().__init__()
        self._line = line

    def writable(self) -> bool:
        """Whether it can be written to."""
        return True

    def write(self, block: object) -> int:
        """Send one block."""
        content = bytes(block)  # type: ignore[call-overload]  # BufferedWriter hands a memoryview
        send(self._line, PIECE, content)
        return len(content)
