"""The whole, in the order in which it happens: read → trace → carry → prove."""

from dataclasses import replace
from pathlib import Path

from graph.errors import RevisionError, shown
from graph.model import Sentence
from graph.revising.carry import carry
from graph.revising.model import Draft, Revision
from graph.revising.prove import prove
from graph.revising.read import read_before, read_version
from graph.revising.trace import trace


def nothing_drafted(_: Sentence) -> tuple[str, ...]:
    """The draft of those who write every fact themselves."""
    return ()


def revise(old: Path, new: Path, facts: Path, draft: Draft = nothing_drafted) -> Revision:
    """Carry the facts of one version of an article over to another.

    Args:
        old: the text that the facts were read from, in the form of `sources/article.txt`.
        new: the text that they are to stand for.
        facts: the facts file, with or without marks of an earlier revision.
        draft: gives the facts of a sentence for a person to review, as lines of TriG.

    Raises:
        GraphError: as `read_before`, `read_version` and `prove` have it.
        RevisionError: no sentence of the one version is in the other.
    """
    before, after = read_before(old, facts), read_version(new)
    traced, numbering = trace(before.version.sentences, after.sentences, before.numbering)
    if not any(each.old and each.new for each in traced):
        raise RevisionError(
            f"{shown(new)}: not a sentence of {shown(old)} is in it, so no fact would stay; is it"
            " the next version of the same article?"
        )
    layout = carry(before.layout, traced, numbering, draft)
    prove(facts, before.slug, before.layout, layout)
    named = tuple(each.new for each in traced if each.new)
    return Revision(before, replace(after, sentences=named), traced, layout)
