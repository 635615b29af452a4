"""The sentences of the article by their words, so that a quotation leads to its place.

A saved query answers with the words of a sentence, or with those of several, joined by ` / `; a
page makes each a link to the sentence in the article, where it is highlighted.
"""

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from server.names import Term
from server.once import once
from server.parts.owners import folder_of
from server.reading.article import Sentence, read_library
from server.state import State

BETWEEN: Final = " / "


@dataclass(frozen=True, slots=True)
class Quotable:
    """Every sentence by its words; of several with the same words, the first."""

    everywhere: dict[str, Sentence]
    by_folder: Mapping[str, dict[str, Sentence]]

    def near(self, row: Iterable[Term | None]) -> Mapping[str, Sentence]:
        """The same, but first those of the article whose things a row of an answer names."""
        folders = (folder_of(each.value) for each in row if isinstance(each, NamedNode))
        own = next((self.by_folder[each] for each in folders if each in self.by_folder), None)
        return ChainMap(own, self.everywhere) if own else self.everywhere


def by_words(state: State) -> Quotable:
    """Every sentence by its words."""
    everywhere = dict[str, Sentence]()
    by_folder = defaultdict[str, dict[str, Sentence]](dict)
    for said in read_library(state).sentences.values():
        everywhere.setdefault(said.text, said)
        by_folder[folder_of(said.iri.value)].setdefault(said.text, said)
    # Of one article there is nothing to tell apart.
    return Quotable(everywhere, by_folder if len(by_folder) > 1 else {})


sentences = once(by_words)


def quoted(text: str, known: Mapping[str, Sentence]) -> list[Sentence] | None:
    """The sentences that a text is made of; None when it is not made of sentences.

    A sentence may hold ` / ` itself, so the longest part that is a sentence is taken each time.
    """
    parts, found, first = text.split(BETWEEN), list[Sentence](), 0
    while first < len(parts):
        for last in range(len(parts), first, -1):
            words = BETWEEN.join(parts[first:last])
            if words in known:
                found.append(known[words])
                first = last
                break
        else:
            return None
    return found
