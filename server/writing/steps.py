"""What a client may want written: the values that pass from the desk to the scribe and back."""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL Update.

    `base` resolves its relative IRIs; `using` and `using_named` are the dataset that the protocol
    names for its WHERE; `graph` is what it has for a default graph, where it is a PATCH.
    """

    text: str
    base: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    graph: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """Triples for a graph; an empty name is the default graph.

    `contents` are documents, each with its media type. With `replace` what the graph holds goes.
    """

    graph: str
    contents: tuple[tuple[str, bytes], ...]
    replace: bool


@dataclass(frozen=True, slots=True)
class Drop:
    """A graph is to be no more."""

    graph: str


Step: TypeAlias = Update | Put | Drop


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to hold for a write to be done (RFC 9110, 13.1).

    `versions` are beginnings of versions of the dataset, of which one has to be its own; `exists`
    is whether the graph has to be there, or not to be; None is that it does not matter.
    """

    versions: tuple[str, ...] | None = None
    exists: bool | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """A write as it is handed in; `dry` asks only what it would change."""

    who: str
    how: str
    step: Step
    dry: bool = False
    condition: Condition = field(default_factory=Condition)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write changed, or would change; the quads only of a dry run, as N-Quads."""

    version: str
    entry: int
    removed: int
    added: int
    dropped: tuple[str, ...]
    created: tuple[str, ...]
    removed_quads: str = ""
    added_quads: str = ""
    existed: bool = True
    """Whether the graph of the step was there before."""
