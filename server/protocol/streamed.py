"""A long answer goes out as it is found; one that breaks off shows that it is not whole.

The status has been said by then, and not every web server can hang up in the middle (granian ends
the body as if all were well). So the answer gets an end that no reader of its format accepts, with
the reason in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import QueryResultsFormat

from server.errors import Problem
from server.protocol.compress import compress_pieces
from server.protocol.negotiate import Engine

# Where a quotation mark left open is the only mistake that a reader of the format would notice.
_BY_QUOTES: Final = (QueryResultsFormat.CSV, QueryResultsFormat.TSV)


@dataclass(slots=True)
class Streamed:
    """The body of an answer; `broken` once a problem has ended it, and so no answer to keep."""

    pieces: Iterator[bytes]
    engine: Engine
    coding: str
    broken: bool = False

    def __iter__(self) -> Iterator[bytes]:
        """What goes out."""
        return compress_pieces(self.coding, self.marked())

    def marked(self) -> Iterator[bytes]:
        """The pieces; after a problem one that says so, and leaves a quotation mark open."""
        quotes = 0
        try:
            for piece in self.pieces:
                quotes += piece.count(b'"') if self.engine in _BY_QUOTES else 0
                yield piece
        except Problem as problem:
            self.broken = True
            # Inside quotation marks another one would close them.
            opening = "" if quotes % 2 else '"'
            yield f"\n{opening}*** The answer is not complete: {problem.detail}\n".encode()

    def close(self) -> None:
        """Let go of the evaluator: nobody asks for more (PEP 3333)."""
        getattr(self.pieces, "close", bool)()
