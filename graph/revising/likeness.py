"""How like two sentences are, and which are worth comparing.

Two measures, both between 0 and 1, on RapidFuzz's Indel distance (what has to be taken out and put
in). Words tell whether the same is said, characters forgive a slip of spelling; likeness is their
mean. Of the 2,000 pairs of sentences in the article on Bhamo none reaches 0.53.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Final

from rapidfuzz.distance import Indel, LCSseq

# From this likeness on two sentences are taken for versions of one.
ALIKE: Final = 0.6
# From this share on a sentence is taken for a piece of another, if it has so many words.
PART: Final = 0.8
WORDS_OF_A_PART: Final = 4
# How many mentions of words are looked up for a sentence, and how many sentences compared with it.
# An article of some hundred sentences never reaches these; they bound the work of one of 10,000.
LOOKED_UP: Final = 2000
COMPARED: Final = 20
# How many characters of a sentence are compared; what is longer is hardly one.
READ: Final = 5000


@cache
def words(text: str) -> tuple[str, ...]:
    """The words of a sentence, without case and punctuation."""
    return tuple(re.findall(r"\w+", text.casefold()))


def likeness(old: str, new: str) -> float:
    """How like two sentences are: 1 for the same words and characters."""
    one, other = old[:READ].casefold(), new[:READ].casefold()
    said = Indel.normalized_similarity(words(one), words(other))
    spelt = Indel.normalized_similarity(one, other)
    return (said + spelt) / 2


def share(part: str, whole: str) -> float:
    """How many of the words of `part` are in `whole`, in their order: 1 for all of them."""
    asked = words(part[:READ])
    if len(asked) < WORDS_OF_A_PART:
        return 0.0
    return LCSseq.similarity(asked, words(whole[:READ])) / len(asked)


def index(texts: Mapping[int, str]) -> Mapping[str, Sequence[int]]:
    """Each word with the sentences that have it."""
    found = defaultdict[str, list[int]](list)
    for at, text in texts.items():
        for word in sorted(set(words(text))):
            found[word].append(at)
    return found


def candidates(text: str, among: Mapping[str, Sequence[int]]) -> list[int]:
    """The sentences that share most words with a text; of equals, that with the rarest first."""
    known = sorted((len(among[word]), word) for word in set(words(text)) if word in among)
    mentions = (at for _, word in known for at in among[word])
    counts = Counter(islice(mentions, LOOKED_UP))
    return [at for at, _ in counts.most_common(COMPARED)]
