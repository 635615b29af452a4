"""The sentences of the article by their words, so that a quotation leads to its place.

A saved query answers with the words of a sentence, or with those of several, joined by ` / `; a
page makes each a link to the sentence in the article, where it is highlighted.
"""

from collections.abc import Mapping
from typing import Final

from server.once import once
from server.reading.article import Sentence, read_library
from server.state import State

BETWEEN: Final = " / "


def by_words(state: State) -> Mapping[str, Sentence]:
    """Every sentence by its words; of two with the same words, the first."""
    found = dict[str, Sentence]()
    for said in read_library(state).sentences.values():
        found.setdefault(said.text, said)
    return found


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
