"""Gate: nothing that a revision left to a reader is still to be done."""

from collections.abc import Iterator

from graph.errors import shown
from graph.model import Facts, GateResult, Subject
from graph.reading.marks import read_drafts, read_marks


def revised(subject: Subject) -> GateResult:
    """Look for marks of things to do, and for drafts that nobody has taken or thrown away."""
    article, facts = subject.materials.article, subject.materials.facts
    problems = (*marked(facts), *left(facts))
    return GateResult("revision", len(article.sentences), "sentences that wait for none", problems)


def marked(facts: Facts) -> Iterator[str]:
    """Sentences that a reader has not seen since the text changed."""
    for mark in read_marks(facts.lines):
        yield f"{shown(facts.path)}:{mark.line}:1: {mark.remedy}"


def left(facts: Facts) -> Iterator[str]:
    """Drafts, which are no facts until someone takes them."""
    for line in read_drafts(facts.lines):
        yield (
            f"{shown(facts.path)}:{line}:1: a draft that no one has reviewed: take the `#+` away"
            " from what is right, and delete the rest"
        )
