"""Read: two facts files become two accounts, in which the same sentence has the same place."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from rdflib import RDF, Graph

from graph.errors import MissingFileError
from graph.model import Facts
from graph.quads import add, default_graph, graph_names, named_graph, read_turtle
from graph.reading.facts import read_facts
from graph.scoring.errors import NothingToCompareError
from graph.scoring.model import Account, Told
from graph.scoring.names import plain

ENTITIES: Final = "entities.ttl"
NUMBER: Final = re.compile(r".*/sentence/(\d+)")
# The lines of the flattened infobox that facts are compared of: a key, its side, a colon.
FIELD: Final = re.compile(
    r"(conflict|partof|date|place|result|combatant|commander|units|strength|casualties)(\d*): ",
    re.IGNORECASE,
)
REMEDY: Final = "give a facts file as graph/README.md describes it, such as graph/facts/bhamo.trig"


def read_pair(
    draft: Path,
    reviewed: Path,
    draft_entities: Path | None = None,
    reviewed_entities: Path | None = None,
) -> tuple[Account, Account]:
    """Read a draft and what was reviewed. Entities lie in `entities.ttl` beside, or are given.

    A draft need not say again of what class a thing is that it takes from the reviewed graph.

    Raises:
        MissingFileError: there is no such file.
        TurtleError: one is not TriG or Turtle, at this line and column.
        NothingToCompareError: one has no sentence with facts, or the two have none in common.
    """
    both = read_facts_of(draft), read_facts_of(reviewed)
    texts = {comment.number: comment.text for facts in reversed(both) for comment in facts.comments}
    first = account(both[0], texts, draft_entities)
    second = account(both[1], texts, reviewed_entities)
    if not marks(first) & marks(second):
        fault = f"no sentence of it is a sentence of {reviewed.name}"
        raise NothingToCompareError(draft, fault, "compare two readings of one article")
    known = tuple(second.flat.triples((None, RDF.type, None)))
    add(first.flat, (each for each in known if (each[0], RDF.type, None) not in first.flat))
    return first, second


def marks(account: Account) -> set[str]:
    """What tells an article: its sentences, and not the keys that every infobox has."""
    return {plain(each.text) or each.place for each in account.sentences}


def read_facts_of(path: Path) -> Facts:
    """Read a facts file that has facts."""
    if not path.is_file():
        raise MissingFileError(path, REMEDY)
    facts = read_facts(path)
    if not any(NUMBER.fullmatch(name) for name in graph_names(facts.quads)):
        raise NothingToCompareError(path, "no sentence of it has facts", REMEDY)
    return facts


def account(facts: Facts, texts: Mapping[int, str], entities: Path | None) -> Account:
    """Take the facts sentence by sentence, and flat with what stands outside of sentences.

    `texts` is for blocks without their comment: the words that a file has at that number.
    """
    flat = Graph()
    for name in graph_names(facts.quads):
        add(flat, named_graph(facts.quads, name))
    add(flat, default_graph(facts.quads))
    beside = entities or facts.path.with_name(ENTITIES)
    if entities or beside.is_file():
        add(flat, read_turtle(beside))
    return Account(facts.path, tuple(sentences(facts, texts)), flat)


def sentences(facts: Facts, texts: Mapping[int, str]) -> Iterator[Told]:
    """Every sentence that a file has a comment or a block of, in the order of the numbers."""
    named = [(NUMBER.fullmatch(name), name) for name in graph_names(facts.quads)]
    graphs = {int(found[1]): name for found, name in named if found}
    words = {comment.number: comment.text for comment in facts.comments}
    seen = Counter[str]()
    for number in sorted(graphs.keys() | words.keys()):
        text = words.get(number, texts.get(number, ""))
        graph = Graph()
        if number in graphs:
            add(graph, named_graph(facts.quads, graphs[number]))
        told = placed(number, text, graph)
        seen[told.place] += 1
        # A sentence that stands twice in an article is told apart by its turn.
        place = f"{told.place} ({seen[told.place]})"
        yield Told(number, text, place, graph, told.field, told.column)


def placed(number: int, text: str, graph: Graph) -> Told:
    """A sentence by its words, an infobox line by its key, one without words by its number."""
    if found := FIELD.match(text):
        field, column = found[1].lower(), found[2]
        return Told(number, text, f"{field}{column}:", graph, field, column)
    return Told(number, text, re.sub(r"\W+", "", plain(text)) or f"no. {number}", graph)
