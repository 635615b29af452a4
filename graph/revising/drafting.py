"""Draft the sentences that are to be read, by the rules of `graph.draft`.

The whole of the new version is drafted, since dates and pronouns rest on what stands before. What
the graph knows is linked to: what the facts name, and what `entities.ttl` beside them does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from rdflib import Graph

from graph.draft.draft import draft
from graph.draft.model import Draft, Fact, Known, Object, Page
from graph.draft.naming.known import known_in
from graph.draft.page.flattened import slots_of
from graph.draft.writing.editorial import editorial
from graph.draft.writing.trig import block, shortener
from graph.errors import RevisionError, shown
from graph.model import Sentence
from graph.quads import read_turtle
from graph.revising.model import Before, DraftOf, Version


def drafting(before: Before, after: Version) -> DraftOf:
    """Draft a version, and hand out the drafts sentence by sentence.

    Raises:
        TurtleError: the `entities.ttl` beside the facts is malformed.
        RevisionError: a rule of the draft does not bear with the text.
    """
    slots = tuple(slot for each in after.sentences for slot in slots_of(each))
    page = Page(after.title, after.text, after.sentences, slots)
    found = drafted(after, page, known(before))
    told, ours = defaultdict[int, list[Fact]](list), defaultdict[Object, list[Fact]](list)
    for fact in found.facts:
        if fact.sentence is not None:
            told[fact.sentence].append(fact)
    for fact in editorial(page, found, before.slug):
        ours[fact.subject].append(fact)
    short = shortener(before.slug)

    def draft_of(sentence: Sentence) -> tuple[str, ...]:
        facts = told[sentence.number]
        named = dict.fromkeys(end for fact in facts for end in (fact.subject, fact.object))
        others = [fact for thing in named for fact in ours[thing]]
        return (*sentence_block(sentence, facts, short), *apart(others, short)) if facts else ()

    return draft_of


def drafted(after: Version, page: Page, known: Known) -> Draft:
    """What the rules find; where one of them breaks, that is no reason to lose the revision."""
    try:
        return draft(page, known)
    except Exception as fault:
        raise RevisionError(
            f"{shown(after.path)}: cannot be drafted ({type(fault).__name__}: {fault}), so nothing"
            " was written; revise with --no-draft, and please report it"
        ) from fault


def known(before: Before) -> Known:
    """What a draft may link to."""
    path = before.facts.path.parent / "entities.ttl"
    ours = read_turtle(path) if path.exists() else Graph()
    return known_in(before.slug, ours, before.facts.quads)


def sentence_block(
    sentence: Sentence, facts: Sequence[Fact], short: Callable[[Object], str]
) -> Iterator[str]:
    """What a sentence says, in the form of a facts file."""
    yield f"GRAPH s:{sentence.number:03d} {{"
    yield from block(facts, short, indent="  ")
    yield "}"


def apart(facts: Sequence[Fact], short: Callable[[Object], str]) -> Iterator[str]:
    """What is ours of the things it names: comments once more, for it belongs into another file."""
    if facts:
        yield from (f"# {line}" for line in ("for entities.ttl:", *block(facts, short)))
