"""What may be wrong with what the pipeline is given. `graph.build` draws the family as a tree.

Each says in one line where the fault is, what was expected and what to do.
"""

from pathlib import Path


class GraphError(Exception):
    """Whatever the pipeline refuses; its text is one line for the person who runs it."""


class MissingFileError(GraphError):
    """A file that the pipeline reads is not there."""

    def __init__(self, path: Path, remedy: str) -> None:
        """Say which file is missing and what to do about it."""
        super().__init__(f"{shown(path)}: there is no such file; {remedy}")


class FileError(GraphError):
    """A file that is there, and wrong in one place. Lines and columns count from 1."""

    def __init__(self, path: Path, line: int, column: int, fault: str) -> None:
        """Say where (as compilers do: file:line:column) and what."""
        super().__init__(f"{shown(path)}:{line}:{column}: {fault}")


class ArticleError(FileError):
    """`article.toml` or `article.txt` cannot be read, or they do not belong together."""


class TurtleError(FileError):
    """A Turtle or TriG file is not well-formed."""


class TableError(FileError):
    """The table of links is not well-formed, or a cell of it does not say what it must."""


class NumberingError(FileError):
    """The line of a facts file that numbers the sentences is wrong, or of another article."""


class RevisionError(GraphError):
    """Two versions of an article and a facts file from which no revision can be made."""


class DateError(GraphError):
    """A `:when` that is not a date in the Extended Date/Time Format."""


class OutputError(GraphError):
    """A result cannot be written to where it should go."""


def shown(path: Path) -> str:
    """Write a path as a person would: from the working directory, if it lies within."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
