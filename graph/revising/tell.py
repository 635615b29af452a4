"""Tell: what became of each sentence, what hangs on it, and what a person has to do."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from rdflib import Graph
from rdflib.term import Node

from graph.errors import shown
from graph.gates.words import quotes
from graph.names import namespace, sentence_iri, shorten
from graph.quads import named_graph, terms_of
from graph.reading.marks import Mark, read_marks
from graph.reading.numbering import runs_of
from graph.revising.carry import BY_CONTEXT
from graph.revising.differ import words_that_changed
from graph.revising.model import Fate, Revision, Traced

# How many things a line names before it says how many more there are.
NAMED: Final = 6


def tell(revision: Revision) -> Iterator[str]:
    """The summary, line by line: the totals, what to do, what stays, and how to go on."""
    yield from totals(revision)
    yield from headings(revision)
    marks = tuple(read_marks(revision.layout.text.split("\n")))
    todo = {mark.number: mark for mark in marks}
    left = still_named(revision)
    for each in revision.traced:
        if each.fate is not Fate.UNCHANGED or each.number in todo:
            yield ""
            yield from account(revision, each, todo.get(each.number), left)
    yield ""
    yield from left_before(revision, marks)
    yield from unmarked(revision, set(todo))
    yield from how_to_go_on(revision)


def totals(revision: Revision) -> Iterator[str]:
    """How many sentences of each fate, and how many facts stay."""
    counts = ", ".join(f"{len(revision.of(fate))} {fate.value}" for fate in Fate)
    gone = sum(len(told(revision, each)) for each in revision.of(Fate.REMOVED))
    stay = sum(len(told(revision, each)) for each in revision.traced) - gone
    old, new = revision.before.version, revision.after
    yield f"{shown(old.path)} -> {shown(new.path)}: {len(new.sentences)} sentences: {counts}"
    yield f"{stay:,} facts stay as they were, {gone:,} are set aside, none is lost"
    if old.title != new.title:
        yield f'the title "{old.title}" is now "{new.title}"'


def headings(revision: Revision) -> Iterator[str]:
    """Headings that read differently above sentences that stayed in their order."""
    renamed = Counter(
        (each.old.section, each.new.section)
        for each in revision.traced
        if each.old and each.new and not each.moved and each.old.section != each.new.section
    )
    for (old, new), count in renamed.items():
        yield f'heading "{old}" is now "{new}" above {count} of its sentences'


def account(revision: Revision, each: Traced, mark: Mark | None, left: set[Node]) -> Iterator[str]:
    """One sentence: its words, its facts, and what to do; `left` are the things still named."""
    graph = told(revision, each)
    also = " and moved" if each.fate is Fate.CHANGED and each.moved else ""
    yield f"[{' ' if mark else 'x'}] {each.number:03d} {each.fate.value}{also}: {words(each)}"
    if graph:
        yield f"      facts: {len(graph)} on {listed(revision, Counter(graph.subjects()))}"
    if each.fate is Fate.CHANGED:
        for term, quote in quotes(graph):
            if quote not in each.sentence.text:
                yield f'      not in its words any more: {term} "{quote}"'
    if each.fate is Fate.REMOVED and (alone := only_here(revision, graph, left)):
        yield f"      named in no other sentence: {listed(revision, alone)}"
    if mark:
        yield f"      do (line {mark.line}): {mark.remedy}"


def words(each: Traced) -> str:
    """The words of a sentence, with what changed in them, and where it comes from."""
    if each.fate is Fate.CHANGED and each.old and each.new:
        return words_that_changed(each.old.text, each.new.text)
    kin = ""
    if each.kin:
        kin = f"(cut off from {each.kin:03d}?) " if each.new else f"(merged into {each.kin:03d}?) "
    return f"{kin}{each.sentence.text}"


def told(revision: Revision, each: Traced) -> Graph:
    """What the reviewed facts say of a sentence."""
    iri = sentence_iri(revision.before.slug, each.number)
    return named_graph(revision.before.facts.quads, iri)


def still_named(revision: Revision) -> set[Node]:
    """Whatever the facts of the sentences name that are still there."""
    return {term for each in revision.traced if each.new for term in terms_of(told(revision, each))}


def only_here(revision: Revision, graph: Graph, left: set[Node]) -> Counter[Node]:
    """Things of the article that a removed sentence alone has named."""
    space = namespace(revision.before.slug)
    return Counter(
        term for term in terms_of(graph) if term not in left and str(term).startswith(space)
    )


def listed(revision: Revision, things: Counter[Node]) -> str:
    """The names of things, those with most facts first."""
    space = namespace(revision.before.slug)
    ranked = sorted(things, key=lambda thing: (-things[thing], str(thing)))
    names = [shorten(str(thing).replace(space, "b:", 1)) for thing in ranked]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def left_before(revision: Revision, marks: tuple[Mark, ...]) -> Iterator[str]:
    """What an earlier revision has left to do for sentences that were removed then."""
    known = {each.number for each in revision.traced}
    for mark in marks:
        if mark.number not in known:
            yield f"left from before (line {mark.line}): {mark.remedy}"


def unmarked(revision: Revision, marked: set[int]) -> Iterator[str]:
    """The sentences that stay as they were, and those among them that may be worth a look."""
    steady = [each.number for each in revision.of(Fate.UNCHANGED) if each.number not in marked]
    yield f"nothing to do: {', '.join(runs_of(steady)) or 'for none'}"
    loose = [number for number in after_a_change(revision) if number not in marked]
    if loose:
        listing = ", ".join(runs_of(loose))
        yield f"dated by what stands before them, which is not what it was: {listing}"


def after_a_change(revision: Revision) -> Iterator[int]:
    """Unchanged sentences that are dated by their context, after one that is not unchanged."""
    lines = {each.number: " ".join(each.lines) for each in revision.layout.segments}
    before: Traced | None = None
    for each in revision.traced:
        other = before is not None and before.fate is not Fate.UNCHANGED
        if other and each.fate is Fate.UNCHANGED and BY_CONTEXT in lines.get(each.number, ""):
            yield each.number
        before = each


def how_to_go_on(revision: Revision) -> Iterator[str]:
    """The steps from here to a graph of the new version."""
    new, slug = revision.after, revision.before.slug
    yield f"then: {shown(new.path)} becomes sources/article.txt; in article.toml: the day, and"
    yield f'  sha256 = "{new.sha256}"'
    if new.title != revision.before.version.title:
        yield f'  title = "{new.title}"'
    yield f"  and the result becomes facts/{slug}.trig; `sitrep check` says what is left to do"
