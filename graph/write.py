"""Write: the dataset becomes sorted N-Quads, from the same sources always the same bytes."""

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

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as fault:
        raise OutputError(f"{shown(path)}: cannot be written: {fault.strerror}") from fault
