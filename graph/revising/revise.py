"""The whole, in the order in which it happens: read → trace → carry → prove."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from graph.errors import RevisionError, shown
from graph.model import Sentence
from graph.revising.carry import carry
from graph.revising.model import Before, Drafting, DraftOf, Fate, Revision, Version
from graph.revising.prove import prove
from graph.revising.read import read_before, read_version
from graph.revising.trace import trace

# The fates of sentences whose facts are to be read, and may be drafted.
UNREAD: Final = (Fate.CHANGED, Fate.NEW)


def nothing_found(_: Sentence) -> tuple[str, ...]:
    """The draft of a sentence in which nothing is found."""
    return ()


def nothing_drafted(_: Before, __: Version) -> DraftOf:
    """The drafts of those who write every fact themselves."""
    return nothing_found


def revise(old: Path, new: Path, facts: Path, drafting: Drafting = nothing_drafted) -> Revision:
    """Carry the facts of one version of an article over to another.

    Args:
        old: the text that the facts were read from, in the form of `sources/article.txt`.
        new: the text that they are to stand for.
        facts: the facts file, with or without marks of an earlier revision.
        drafting: gives facts of changed and new sentences for a person to review.

    Raises:
        GraphError: as `read_before`, `read_version`, `prove` and `drafting` have it.
        RevisionError: no sentence of the one version is in the other.
    """
    before, after = read_before(old, facts), read_version(new)
    traced, numbering = trace(before.version.sentences, after.sentences, before.numbering)
    if not any(each.old and each.new for each in traced):
        raise RevisionError(
            f"{shown(new)}: not a sentence of {shown(old)} is in it, so no fact would stay; is it"
            " the next version of the same article?"
        )
    after = replace(after, sentences=tuple(each.new for each in traced if each.new))
    unread = any(each.fate in UNREAD for each in traced)
    draft = drafting(before, after) if unread else nothing_found
    layout = carry(before.layout, traced, numbering, draft)
    prove(facts, before.slug, before.layout, layout)
    return Revision(before, after, traced, layout)
