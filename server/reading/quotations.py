"""The sentences of the article by their words, so that a quotation leads to its place.

A saved query answers with the words of a sentence, or with those of several, joined by ` / `; a
page makes each a link to the sentence in the article, where it is highlighted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from server.names import Term
from server.once import once
from server.parts.owners import folder_of
from server.reading.article import Sentence
from server.reading.library import Library, library
from server.state import State
from server.terms import term

BETWEEN: Final = " / "

Find = Callable[[str], Sentence | None]


@dataclass(frozen=True, slots=True)
class Quotable:
    """Every sentence by its words; of several with the same words, the first."""

    known: Library
    everywhere: Mapping[str, NamedNode]
    by_folder: Mapping[str, Mapping[str, NamedNode]]

    def near(self, row: Iterable[Term | None]) -> Find:
        """What finds a sentence by its words, first those of the article whose things a row names.

        `row` is one of an answer.
        """
        folders = (folder_of(each.value) for each in row if isinstance(each, NamedNode))
        own = next((self.by_folder[each] for each in folders if each in self.by_folder), None)

        def find(words: str) -> Sentence | None:
            iri = (own.get(words) if own else None) or self.everywhere.get(words)
            return self.known.sentence(iri) if iri else None

        return find


@once
def sentences(state: State) -> Quotable:
    """Every sentence by its words."""
    known, everywhere = library(), dict[str, NamedNode]()
    by_folder = defaultdict[str, dict[str, NamedNode]](dict)
    for quad in state.store.quads_for_pattern(None, term("nif:anchorOf"), None, None):
        said, words = quad.subject, quad.object
        # An engine elsewhere may hold another sentence meanwhile.
        if isinstance(said, NamedNode) and said in known.whose and isinstance(words, Literal):
            for found in (everywhere, by_folder[folder_of(said.value)]):
                other = found.setdefault(words.value, said)
                if other != said and stands_before(known, said, other):
                    found[words.value] = said
    # Of one article there is nothing to tell apart.
    return Quotable(known, everywhere, by_folder if len(by_folder) > 1 else {})


def stands_before(known: Library, one: NamedNode, other: NamedNode) -> bool:
    """Whether one sentence is read before another; those of one article have to be looked at."""
    places = known.whose[one].place, known.whose[other].place
    if places[0] != places[1]:
        return places[0] < places[1]
    return known.among((one, other))[0].iri == one


def quoted(text: str, find: Find) -> list[Sentence] | None:
    """The sentences that a text is made of; None when it is not made of sentences.

    A sentence may hold ` / ` itself, so the longest part that is a sentence is taken each time.
    """
    parts, found, first = text.split(BETWEEN), list[Sentence](), 0
    while first < len(parts):
        for last in range(len(parts), first, -1):
            if said := find(BETWEEN.join(parts[first:last])):
                found.append(said)
                first = last
                break
        else:
            return None
    return found
