"""Read the two versions and the facts, and refuse what does not belong together."""

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from graph.errors import ArticleError, NumberingError, RevisionError, shown
from graph.gates.comments import wrong_blocks, wrong_comments, wrong_graphs
from graph.gates.nodes import blank
from graph.model import Facts
from graph.names import BASE
from graph.paths import read_file
from graph.quads import graph_names
from graph.reading.article import decode
from graph.reading.facts import read_facts
from graph.reading.numbering import numbered, numbering_lines, read_numbering
from graph.reading.split import read_sentences, read_title
from graph.revising.layout import read_layout
from graph.revising.model import Before, Version

IS_IT_THERE: Final = "is the path right?"
SENTENCE_GRAPH: Final = re.compile(rf"{re.escape(BASE)}([^/]+)/sentence/\d+")


def read_before(text: Path, facts_path: Path) -> Before:
    """Read the old version and its facts.

    Raises:
        MissingFileError: one of them is not there.
        ArticleError: the text is not an article in the flattened form.
        TurtleError: the facts are not TriG, or not laid out as facts files are.
        NumberingError: the facts number the sentences of another text.
        RevisionError: the facts are not of this text, or have blank nodes.
    """
    version, facts = read_version(text), read_facts(facts_path)
    slug = slug_of(facts)
    sentences = numbered(version.sentences, facts)
    texts = {said.number: said.text for said in sentences}
    strange = [
        *wrong_comments(facts, texts),
        *wrong_blocks(facts, texts),
        *wrong_graphs(facts, slug),
    ]
    refuse(facts, f"its facts are not those of {shown(text)}", strange)
    refuse(facts, "it cannot be carried over", blank(facts.quads))
    layout = read_layout(facts)
    numbering = read_numbering(facts, len(sentences))
    if numbering_lines(facts.lines) != numbering_lines(layout.head):
        fault = "the line that numbers the sentences must stand above the first of them"
        raise NumberingError(facts.path, numbering_lines(facts.lines)[0], 1, fault)
    return Before(
        version=replace(version, sentences=sentences),
        facts=facts,
        slug=slug,
        numbering=numbering,
        layout=layout,
    )


def read_version(path: Path) -> Version:
    """Read one version of an article, with its sentences numbered by their places.

    Raises:
        MissingFileError: there is no such file.
        ArticleError: it is not an article in the flattened form, or has no sentences.
    """
    data = read_file(path, IS_IT_THERE)
    text = decode(path, data)
    title = read_title(path, text)
    sentences = read_sentences(path, text, title)
    if not sentences:
        raise ArticleError(path, 1, 1, "has a title and not a sentence; is it all there?")
    # A comment of TriG ends there, and what follows would be read as facts.
    if stray := re.search(r"\r(?!\n)", text):
        before = text[: stray.start()].split("\n")
        fault = "a carriage return within a line; end all lines alike"
        raise ArticleError(path, len(before), len(before[-1]) + 1, fault)
    return Version(path, sha256(data).hexdigest(), title, text, sentences)


def slug_of(facts: Facts) -> str:
    """The name that the facts' IRIs have for the article.

    Raises:
        RevisionError: there are no facts, or none of a sentence, or those of several articles.
    """
    found = (SENTENCE_GRAPH.fullmatch(name) for name in graph_names(facts.quads))
    slugs = sorted({match[1] for match in found if match})
    if len(slugs) == 1:
        return slugs[0]
    raise RevisionError(
        f"{shown(facts.path)}: expected the facts of one article, in graphs"
        f" <{BASE}SLUG/sentence/NNN>; found those of {' and '.join(slugs) or 'none'}"
    )


def refuse(facts: Facts, what: str, problems: Iterator[str] | list[str]) -> None:
    """Refuse facts for the first of the problems."""
    first, *more = [*problems] or [""]
    if first:
        others = f" (and {len(more)} more of the sort)" if more else ""
        raise RevisionError(f"{shown(facts.path)}: {what}: {first}{others}")
