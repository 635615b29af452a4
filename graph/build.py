"""The whole, in the order in which it happens: read → assemble → check → write.

What may go wrong, each told in one line:

    GraphError
    ├── MissingFileError     a file is not there
    ├── FileError            a file is wrong at a line and column
    │   ├── ArticleError     article.toml or article.txt, or the two together
    │   ├── NumberingError   the line of the facts that numbers the sentences
    │   ├── TableError       the table of links
    │   └── TurtleError      facts, entities, gazetteer, or a file of the ontology
    ├── DateError            a :when is no date; the gate of the dates catches and reports it
    ├── UnsoundError         a gate failed, so nothing was written
    └── OutputError          the result cannot be written
"""

from dataclasses import dataclass, replace
from pathlib import Path

from graph.assembling.assemble import assemble
from graph.check import BEFORE_WRITING, check, report
from graph.errors import GraphError
from graph.model import GateResult, Materials, Subject
from graph.paths import Sources
from graph.quads import read_turtle
from graph.reading.article import read_article
from graph.reading.facts import read_facts
from graph.reading.links import read_links
from graph.reading.numbering import numbered
from graph.write import to_nquads, write_file


@dataclass(frozen=True)
class Built:
    """What a build wrote, and where."""

    path: Path
    quads: int
    sentences: int


class UnsoundError(GraphError):
    """A gate failed; the text has the report of each that did."""

    def __init__(self, failed: tuple[GateResult, ...]) -> None:
        """Tell what failed, and how to look at the graph all the same."""
        lines = (line for result in failed for line in report(result))
        super().__init__(
            "nothing was written, because the graph is not sound:\n" + "\n".join(lines)
        )


def build(sources: Sources, output: Path | None = None, *, unchecked: bool = False) -> Built:
    """Build the graph and write it to `output`, or to its place among the sources.

    Raises:
        GraphError: as the tree above has it; `unchecked` leaves UnsoundError out.
    """
    subject = prepare(sources)
    if not unchecked:
        refuse_unsound(subject)
    data = to_nquads(subject.dataset)
    article = subject.materials.article
    path = output or sources.built(article.slug)
    write_file(path, data)
    return Built(path, data.count(b"\n"), len(article.sentences))


def prepare(sources: Sources) -> Subject:
    """Read and assemble: what `build` goes on to write and the gates look at."""
    materials = read(sources)
    return Subject(sources, materials, assemble(materials))


def read(sources: Sources) -> Materials:
    """Read every file; the first that is missing or malformed is told of."""
    article = read_article(sources.article)
    facts = read_facts(sources.facts(article.slug))
    return Materials(
        article=replace(article, sentences=numbered(article.sentences, facts)),
        facts=facts,
        entities=read_turtle(sources.entities),
        gazetteer=read_turtle(sources.gazetteer),
        links=read_links(sources.links),
        terms=read_turtle(sources.terms),
        kinds=read_turtle(sources.kinds),
        alignments=read_turtle(sources.alignments),
        shapes=read_turtle(sources.shapes),
    )


def refuse_unsound(subject: Subject) -> None:
    """Let every gate look before the graph is written.

    Raises:
        UnsoundError: one of them failed.
    """
    failed = tuple(result for result in check(subject, BEFORE_WRITING) if not result.passed)
    if failed:
        raise UnsoundError(failed)
