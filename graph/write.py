"""Write: the dataset becomes sorted N-Quads, from the same sources always the same bytes."""

from os import getpid
from pathlib import Path

from rdflib import Dataset

from graph.errors import OutputError, shown


def to_nquads(dataset: Dataset) -> bytes:
    """Serialise as N-Quads (https://www.w3.org/TR/n-quads/), one quad a line, sorted by code point.

    Cut at line feeds only: a literal may hold other characters that end a line in Unicode.
    """
    lines = dataset.serialize(format="ox-nquads").split("\n")
    return "".join(f"{line}\n" for line in sorted(lines) if line).encode("utf-8")


def write_file(path: Path, data: bytes) -> None:
    """Write a file, and its folder where there is none yet.

    All of it or nothing: what is there is replaced when the new file is complete. What is no
    regular file, such as /dev/stdout, is written to.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            replace(path.resolve(), data)
    except OSError as fault:
        raise OutputError(f"{shown(path)}: cannot be written: {fault.strerror}") from fault


def replace(path: Path, data: bytes) -> None:
    """Put a file in the place of another in one step."""
    beside = path.with_name(f".{path.name}.{getpid()}")
    try:
        beside.write_bytes(data)
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
