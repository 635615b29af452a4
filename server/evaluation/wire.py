"""What passes between the process that a client talks to and the process that evaluates.

One question a connection, over a Unix socket in a folder that only this user can enter. Who asks
sends the question at once, and whoever is free takes it. Then come pieces of the answer, closed by
an end or by an error. What is long goes on in a file without a name, handed over once: so nobody
who reads slowly holds an evaluator. A connection that closes before an end means that it is gone.

Every frame is a letter, a length in four bytes, and that many bytes.
"""

import os
import pickle
import socket
import struct
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import QueryResultsFormat, RdfFormat

from server.errors import AnswerTooLongError, Problem
from server.evaluation.engine import Question
from server.sizes import in_words

if TYPE_CHECKING:
    from server.protocol.negotiate import Engine

QUESTION: Final = b"q"
PIECE: Final = b"p"
FILE: Final = b"f"
"""With it comes a file, which holds what is to come."""
GROWN: Final = b"g"
"""The file has grown by so many bytes, in decimal."""
END: Final = b"e"
COSTLY_END: Final = b"c"
"""An end too: the question took so long that it is to stand back when it is asked again."""
ERROR: Final = b"x"

BLOCK: Final = 65_536
# What is longer than this goes on in a file.
DIRECT: Final = 4 * BLOCK
_HEAD: Final = struct.Struct("!cI")


class HungUpError(Exception):
    """The other side is gone."""


def frame(letter: bytes, content: bytes = b"") -> bytes:
    """One frame."""
    return _HEAD.pack(letter, len(content)) + content


def frames(line: socket.socket, files: list[int] | None = None) -> Iterator[tuple[bytes, bytes]]:
    """What the other side sends: letters, each with its content; files are put into `files`.

    Raises:
        HungUpError: the other side is gone.
        TimeoutError: the socket's time is over before a frame was whole.
    """
    held = bytearray()
    while True:
        while len(held) < _HEAD.size:
            held += some(line, files)
        letter, length = _HEAD.unpack_from(held)
        whole = _HEAD.size + length
        while len(held) < whole:
            held += some(line, files)
        content = bytes(held[_HEAD.size : whole])
        del held[:whole]
        yield letter, content


def some(line: socket.socket, files: list[int] | None) -> bytes:
    """Whatever has come, at least a byte, and a file if one comes with it."""
    if files is None:
        found = line.recv(BLOCK)
    else:
        found, handed, _, _ = socket.recv_fds(line, BLOCK, 1)
        files += handed
    if not found:
        raise HungUpError
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put to an evaluator; `number` tells it from all others of its time.

    `place` is the store that it is asked of, as `opener.py` understands it.
    """

    number: int
    question: Question
    engine: "Engine"
    place: str = ""


def send_question(line: socket.socket, asked: Asked) -> None:
    """Send a question and the media type to answer it in."""
    content = pickle.dumps((asked.number, asked.question, asked.engine.media_type, asked.place))
    line.sendall(frame(QUESTION, content))


def receive_question(line: socket.socket) -> Asked:
    """Receive what `send_question` sent."""
    _, content = next(frames(line))
    # Whoever can write here can enter the folder, and so is this user already.
    number, question, media, place = pickle.loads(content)  # noqa: S301 - see above
    engine = QueryResultsFormat.from_media_type(media) or RdfFormat.from_media_type(media)
    if engine is None:
        raise ValueError(media)
    return Asked(number, question, engine, place)


def send_error(line: socket.socket, problem: Problem) -> None:
    """Send a problem as its class and what it was made with."""
    told = {"hint": problem.hint, "query": problem.query, "spot": problem.spot}
    line.sendall(frame(ERROR, pickle.dumps((type(problem), problem.detail, told))))


def read_error(content: bytes) -> Problem:
    """The problem that an error frame holds."""
    kind, detail, told = pickle.loads(content)  # noqa: S301 - as above
    problem: Problem = kind(detail, **told)
    return problem


@dataclass(slots=True)
class Outgoing:
    """A file whose content goes over the line: in pieces, and what is long through another file.

    `largest` is how many bytes there may be.
    """

    line: socket.socket
    largest: int
    held: bytearray = field(default_factory=bytearray)
    sent: int = 0
    file: IO[bytes] | None = None

    def write(self, block: bytes) -> int:
        """Take some of the answer.

        Raises:
            AnswerTooLongError: it is more than an answer may be.
        """
        self.held += block
        if len(self.held) >= BLOCK:
            self.ship()
        return len(block)

    def flush(self) -> None:
        """Do nothing: what is held goes when it is enough, or at the end."""

    def ship(self) -> None:
        """Send what is held."""
        if self.sent + len(self.held) > self.largest:
            raise AnswerTooLongError(
                f"The answer is longer than {in_words(self.largest)}.",
                hint="Ask for a part at a time with LIMIT and OFFSET, or download the data.",
            )
        if self.file or self.sent + len(self.held) > DIRECT:
            self.spill()
        else:
            self.line.sendall(frame(PIECE, bytes(self.held)))
        self.sent += len(self.held)
        self.held.clear()

    def spill(self) -> None:
        """Write what is held to the file, and say how much it is."""
        if self.file is None:
            self.file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - until `close`
            socket.send_fds(self.line, [frame(FILE)], [self.file.fileno()])
        self.file.write(self.held)
        self.line.sendall(frame(GROWN, b"%d" % len(self.held)))

    def end(self, letter: bytes) -> None:
        """Send the rest and an end; what is short goes all at once."""
        if self.file is None and self.sent + len(self.held) <= DIRECT:
            piece = frame(PIECE, bytes(self.held)) if self.held else b""
            self.line.sendall(piece + frame(letter))
            return
        self.ship()
        self.line.sendall(frame(letter))

    def close(self) -> None:
        """Let go of the file; who reads it has it too."""
        if self.file:
            self.file.close()


def incoming(line: socket.socket) -> Generator[bytes, None, bool]:
    """The pieces of an answer, to its end; returns whether it was a costly one.

    Raises:
        Problem: the evaluator says why there is no answer.
        HungUpError: it is gone.
    """
    files: list[int] = []
    read = 0
    try:
        for letter, content in frames(line, files):
            if letter == PIECE:
                yield content
            elif letter == GROWN:
                # The place is ours: the other side writes by the same number of file.
                yield os.pread(files[0], int(content), read)
                read += int(content)
            elif letter == ERROR:
                raise read_error(content)
            elif letter != FILE:
                return letter == COSTLY_END
    finally:
        for number in files:
            os.close(number)
    return False
