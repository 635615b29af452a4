"""What may be wrong with two files that are to be compared."""

from pathlib import Path

from graph.errors import GraphError, shown


class NothingToCompareError(GraphError):
    """A file says nothing that could be right or wrong; no score would be a true one."""

    def __init__(self, path: Path, what: str, remedy: str) -> None:
        """Say which file, what it lacks and what to do."""
        super().__init__(f"{shown(path)}: {what}; {remedy}")
