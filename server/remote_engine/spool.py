"""An answer on its way: written as fast as the engine sends, read as fast as the client takes.

So an engine's line is free as soon as the engine is done, however slowly a client reads. What is
not read yet is in a file without a name.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import IO, Final

from server.errors import AnswerTooLongError, EngineError, Problem
from server.sizes import in_words

BLOCK: Final = 65_536


class NobodyReadsError(Exception):
    """Who asked has gone."""


@dataclass(slots=True)
class Spool:
    """A file that one thread writes and another reads; `largest` is how many bytes there may be."""

    largest: int
    file: IO[bytes] = field(
        default_factory=lambda: tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - until all is read
    )
    held: bytearray = field(default_factory=bytearray)
    written: int = 0
    is_done: bool = False
    is_left: bool = False
    problem: Problem | None = None
    changed: Condition = field(default_factory=Condition)

    def write(self, block: bytes) -> int:
        """Take some of the answer.

        Raises:
            AnswerTooLongError: it is more than an answer may be.
            NobodyReadsError: nobody wants it any more.
        """
        self.held += block
        if len(self.held) >= BLOCK:
            self.ship()
        return len(block)

    def flush(self) -> None:
        """Do nothing: what is held goes when it is enough, or at the end."""

    def ship(self) -> None:
        """Put what is held into the file."""
        if self.is_left:
            raise NobodyReadsError
        if self.written + len(self.held) > self.largest:
            raise too_long(self.largest)
        self.file.write(self.held)
        with self.changed:
            self.written += len(self.held)
            self.changed.notify()
        self.held.clear()

    def fill(self, write: Callable[["Spool"], None]) -> None:
        """Have it written, and note how it ended; for a thread of its own."""
        problem: Problem | None = None
        try:
            write(self)
            self.ship()
        except NobodyReadsError:
            pass
        except Problem as found:
            problem = found
            # What is in the frames it came from may be let go of by this thread alone.
            problem.__traceback__ = problem.__cause__ = problem.__context__ = None
        except Exception as error:  # noqa: BLE001 - whoever reads would wait for ever
            problem = EngineError(f"The answer could not be written: {error!r}.")
        with self.changed:
            self.problem, self.is_done = problem, True
            self.changed.notify()
            self.let_go()

    def let_go(self) -> None:
        """Close the file, when neither of the two needs it any more."""
        if self.is_done and self.is_left:
            self.file.close()

    def pieces(self, *, whole: bool) -> Iterator[bytes]:
        """The answer as it comes; with `whole` not before all of it is there.

        Raises:
            Problem: there is no more of it.
        """
        read = 0
        try:
            while True:
                with self.changed:
                    while not self.is_done and (whole or read == self.written):
                        self.changed.wait()
                    ended, known = self.is_done, self.written
                if whole and self.problem:
                    break
                while read < known:
                    piece = os.pread(self.file.fileno(), min(BLOCK, known - read), read)
                    read += len(piece)
                    yield piece
                if ended:
                    break
            if self.problem:
                raise self.problem
        finally:
            with self.changed:
                self.is_left = True
                self.let_go()


def spooled(write: Callable[[Spool], None], largest: int, *, whole: bool) -> Iterator[bytes]:
    """What `write` writes, in a thread of its own, as it comes; `whole` as in `Spool.pieces`."""
    spool = Spool(largest)
    Thread(target=spool.fill, args=(write,), daemon=True).start()
    return spool.pieces(whole=whole)


def too_long(largest: int) -> AnswerTooLongError:
    """The error for an answer beyond the limit."""
    return AnswerTooLongError(
        f"The answer is longer than {in_words(largest)}.",
        hint="Ask for a part at a time with LIMIT and OFFSET, or download the data.",
    )
