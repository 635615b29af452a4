"""Prove: of the triples that a person reviewed, none is lost and none has become another.

The new file is read as any reader of TriG would. What it says must be what the old one said of the
sentences that are still there; and what is set aside in it must hold the rest.
"""

from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.errors import RevisionError, shown
from graph.names import sentence_iri
from graph.reading.marks import restored
from graph.revising.model import Layout


def prove(path: Path, slug: str, before: Layout, after: Layout) -> None:
    """Compare the quads of two facts files.

    Args:
        path: the old file, for the message.
        slug: the name of the article in its IRIs.
        before: the old file.
        after: the new one.

    Raises:
        RevisionError: something would be lost, or be said that was not.
    """
    names = {NamedNode(sentence_iri(slug, each.number)) for each in after.segments}
    reviewed = read(before.text)
    kept = {quad for quad in reviewed if quad.graph_name in names}
    lines = [line for each in after.segments for line in each.lines]
    archive = (*after.head, *restored((*lines, *after.tail)))
    try:
        said, stored = read(after.text), read("\n".join(archive))
    except SyntaxError as fault:
        raise RevisionError(refusal(path, f"would not be TriG ({fault})")) from fault
    if said != kept:
        raise RevisionError(refusal(path, "would not say the same of what has not changed"))
    if not reviewed - kept <= stored:
        raise RevisionError(refusal(path, "would lose facts of removed sentences"))


def read(text: str) -> set[Quad]:
    """The quads of a TriG text without blank nodes.

    Raises:
        SyntaxError: it is none.
    """
    return set(parse(text, format=RdfFormat.TRIG))


def refusal(path: Path, reason: str) -> str:
    """What is told: no file that was read is at fault."""
    return (
        f"{shown(path)}: the result {reason}, so nothing was written; this is a fault of the"
        " program: please report it, with the three files"
    )
