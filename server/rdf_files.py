"""RDF files: which format a name stands for, what is packed unpacked, and where one is broken."""

import gzip
import io
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

import zstandard
from pyoxigraph import Quad, RdfFormat, parse

from server.errors import DataFileError, NoDataFileError

_PACKED: Final = (".gz", ".zst")
_PACKED_BYTES: Final = 16_384
# What a reader of packed files says of one that is cut short or no such file.
BROKEN: Final = (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError)


def kind_of(path: Path) -> RdfFormat:
    """The format that the suffix of a file says; what stands behind `.gz` or `.zst` counts.

    Raises:
        NoDataFileError: it says none.
    """
    name = Path(path.stem) if path.suffix in _PACKED else path
    kind = RdfFormat.from_extension(name.suffix.removeprefix("."))
    if kind is None:
        raise NoDataFileError(
            f"{path}: the suffix should be .nq, .trig, .ttl, .nt, .rdf or .jsonld"
        )
    return kind


def broken(path: Path, kind: RdfFormat, error: SyntaxError) -> DataFileError:
    """The error for a file that is not what its suffix says: file, line, column, reason."""
    where = f"{path}:{error.lineno}:{error.offset}" if error.lineno else f"{path}"
    # The place stands before the reason already.
    reason = str(error.msg).partition(": ")[2] or str(error.msg)
    return DataFileError(f"{where}: not {kind.name}: {reason}")


def unreadable(path: Path, error: OSError) -> NoDataFileError:
    """The error for a file that is not there or cannot be read."""
    if isinstance(error, FileNotFoundError):
        return NoDataFileError(f"{path}: no such file; `sitrep build` makes the graph")
    return NoDataFileError(f"{path}: cannot be read: {error.strerror or error}")


class Frames(io.RawIOBase):
    """What is in an open .zst file; zstandard's own reader takes a piece of one for a whole one."""

    def __init__(self, packed: IO[bytes]) -> None:
        """Begin with the first frame; the file stays its opener's to close."""
        self.packed = packed
        self.frame = zstandard.ZstdDecompressor().decompressobj()
        self.held = b""
        self.is_within = True

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, block: "memoryview") -> int:  # type: ignore[override]  # a buffer is one
        """Unpack some bytes; 0 at the end.

        Raises:
            EOFError: the file breaks off within a frame.
            zstandard.ZstdError: it is not what its suffix says.
        """
        while not self.held and (packed := self.next_packed()):
            self.held = self.frame.decompress(packed)
            self.is_within = not self.frame.eof
        if not self.held and self.is_within:
            raise EOFError("it breaks off")
        piece, self.held = self.held[: len(block)], self.held[len(block) :]
        block[: len(piece)] = piece
        return len(piece)

    def next_packed(self) -> bytes:
        """More of the file; what one frame left over begins the next."""
        rest = b""
        if self.frame.eof:
            rest = self.frame.unused_data
            self.frame = zstandard.ZstdDecompressor().decompressobj()
        return rest or self.packed.read(_PACKED_BYTES)


@contextmanager
def unpacked(path: Path, file: IO[bytes]) -> Generator[IO[bytes]]:
    """What an open file holds, unpacked where its suffix says that it is packed."""
    if path.suffix == ".gz":
        with gzip.open(file) as inside:
            yield cast("IO[bytes]", inside)
    elif path.suffix == ".zst":
        with io.BufferedReader(Frames(file), zstandard.BLOCKSIZE_MAX) as frames:
            yield cast("IO[bytes]", frames)
    else:
        yield file


def read_quads(path: Path, file: IO[bytes]) -> Iterator[Quad]:
    """The quads of a file that is open, one after the other; its address is its base.

    Blank nodes get new names, so that those of two files are never the same.

    Raises:
        NoDataFileError: its suffix says no format, or it cannot be read.
        DataFileError: it is not what its suffix says.
    """
    kind = kind_of(path)
    base = path.resolve().as_uri()
    try:
        with unpacked(path, file) as content:
            yield from parse(content, kind, base_iri=base, rename_blank_nodes=True)
    except SyntaxError as error:
        raise broken(path, kind, error) from error
    except BROKEN as error:
        raise DataFileError(f"{path}: not a whole {path.suffix} file: {error}") from error
    except OSError as error:
        raise unreadable(path, error) from error
