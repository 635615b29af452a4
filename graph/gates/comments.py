"""Gate: the facts file reads like the article: each sentence, verbatim, above its facts."""

from collections import Counter
from collections.abc import Iterator

from graph.errors import shown
from graph.model import Facts, GateResult, Subject
from graph.names import sentence_iri, shorten
from graph.quads import default_graph, graph_names
from graph.reading.facts import mention_of


def comments(subject: Subject) -> GateResult:
    """Compare the file's lines with the article, and its blocks with the graphs as parsed."""
    article, facts = subject.materials.article, subject.materials.facts
    sentences = {sentence.number: sentence.text for sentence in article.sentences}
    problems = (
        *wrong_comments(facts, sentences),
        *wrong_blocks(facts, sentences),
        *wrong_graphs(facts, article.slug),
    )
    return GateResult("comments", len(facts.blocks), "blocks with their sentence", problems)


def wrong_comments(facts: Facts, sentences: dict[int, str]) -> Iterator[str]:
    """Comments that are not the sentence of their number."""
    for comment in facts.comments:
        expected = sentences.get(comment.number)
        if comment.text != expected:
            wanted = (
                "no such sentence is in the article"
                if expected is None
                else f'expected "{expected}"'
            )
            yield f"{shown(facts.path)}:{comment.line}:1: sentence {comment.number:03d}: {wanted}"


def wrong_blocks(facts: Facts, sentences: dict[int, str]) -> Iterator[str]:
    """Blocks without their comment right above, of no sentence, or second blocks of one."""
    count = Counter(block.number for block in facts.blocks)
    for block in facts.blocks:
        at = f"{shown(facts.path)}:{block.line}:1:"
        if block.number not in sentences:
            yield f"{at} the article has no sentence {block.number:03d}"
        elif block.comment is None or block.comment.number != block.number:
            yield f"{at} expected the line `# {block.number:03d}  {sentences[block.number]}` above"
        if count[block.number] > 1:
            yield f"{at} sentence {block.number:03d} has {count[block.number]} blocks; join them"


def wrong_graphs(facts: Facts, slug: str) -> Iterator[str]:
    """Facts outside of any sentence, and graphs that the look at the lines did not find."""
    blocks = {sentence_iri(slug, block.number) for block in facts.blocks}
    for name in graph_names(facts.quads):
        if name not in blocks:
            at = f"{shown(facts.path)}:1:1: the graph {shorten(name)}"
            yield f"{at} has no line `GRAPH s:NNN {{` of a sentence of this article"
    for thing, *_ in default_graph(facts.quads):
        yield f"{mention_of(facts, thing)}{shorten(thing)} has a fact outside of any GRAPH block"
