"""The values that pass from step to step, all frozen.

read → `Materials` (with the `Article` and its `Sentence`s) → assemble → a dataset; the two together
are the `Subject` of the gates, and each gate gives a `GateResult`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from rdflib import Dataset, Graph, URIRef

from graph.paths import Sources
from graph.tables import Row, Table


@dataclass(frozen=True)
class Sentence:
    """A sentence, infobox line or list item: what facts are read from.

    `begin` and `end` count code points, as `article.text[begin:end] == text` has it. `section` is
    the path of headings; "Infobox" and "Lead" stand for the parts that have none.
    """

    number: int
    text: str
    begin: int
    end: int
    section: str


@dataclass(frozen=True)
class Article:
    """The article: what `article.toml` tells of it, its text, and the text's sentences."""

    slug: str
    title: str
    address: str
    licence: str
    language: str
    retrieved: date
    sha256: str
    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Comment:
    """A comment line `# NNN  text` of a facts file, which repeats the sentence for the reader."""

    line: int
    number: int
    text: str


@dataclass(frozen=True)
class Block:
    """The line on which a sentence's `GRAPH` block begins, and the comment right above it."""

    line: int
    number: int
    comment: Comment | None


@dataclass(frozen=True)
class Facts:
    """A facts file: its quads, and where in its lines they stand."""

    path: Path
    lines: tuple[str, ...]
    comments: tuple[Comment, ...]
    blocks: tuple[Block, ...]
    quads: Dataset


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement on a thing of ours and an item of Wikidata: one row of the table of links.

    `rejected` says that the pairing was judged wrong; `item` is None where none was found. In a
    table of what several articles share, `item` is the other article's thing.
    """

    row: Row
    subject: URIRef
    predicate: URIRef
    item: URIRef | None
    rejected: bool
    justification: URIRef
    decided: date
    confidence: Decimal | None
    source_count: int
    evidence: tuple[str, ...]

    @property
    def asserted(self) -> bool:
        """Whether the link stands: an item was found, and not rejected."""
        return self.item is not None and not self.rejected


@dataclass(frozen=True, slots=True)
class Links:
    """The table of links, and what it says of itself."""

    table: Table
    iri: URIRef
    title: str
    licence: str
    rows: tuple[Link, ...]


@dataclass(frozen=True)
class Materials:
    """Everything that a graph is made of and judged by, as read."""

    article: Article
    facts: Facts
    entities: Graph
    gazetteer: Graph
    links: Links
    terms: Graph
    kinds: Graph
    alignments: Graph
    shapes: Graph


@dataclass(frozen=True)
class Subject:
    """What the gates look at: the materials, the dataset made of them, and where they lie."""

    sources: Sources
    materials: Materials
    dataset: Dataset


@dataclass(frozen=True)
class GateResult:
    """What one gate found. `what` names the things of which it looked at `looked_at`.

    `may_lack` says that a graph may well have none of them.
    """

    name: str
    looked_at: int
    what: str
    problems: tuple[str, ...]
    may_lack: bool = False

    @property
    def passed(self) -> bool:
        """A gate that looked at nothing has shown nothing, so it has not passed."""
        return (self.looked_at > 0 or self.may_lack) and not self.problems
