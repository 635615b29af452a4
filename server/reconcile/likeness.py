"""How like a name that is asked for is to one in the graph, and whether they are surely one.

Surely one are names whose words and numbers all agree, or where what is over is explained: by the
sort of thing that it is ("Shwegu town"), by what it belongs to ("Bhamo, Kachin State"), by another
of its names in brackets. Numbers that differ are never alike, whatever the words.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from server.reconcile.words import Words

_EXPLAINED: Final = 0.9
_JOINED: Final = 99.0
_SHORTEST_JOINED: Final = 6
_SHORTEST_NEAR: Final = 6
_NEAR: Final = 0.85


@dataclass(frozen=True, slots=True)
class Measure:
    """By what words are compared: which are spelled alike, and how much each tells.

    `common` are the words for sorts of things, whose spelling may be off by a letter; a name's own
    may not, since Shwegu and Shwegun are two towns.
    """

    similar: Mapping[str, Mapping[str, float]]
    weight: Callable[[str], float]
    common: frozenset[str]

    def total(self, words: Counter[str]) -> float:
        """How much words tell together."""
        return sum(self.weight(word) * n for word, n in words.items())


@dataclass(frozen=True, slots=True)
class Context:
    """What explains words that are over: of the name asked for, and of the one in the graph.

    The longest phrases stand first.
    """

    asked: Sequence[Words] = ()
    known: Sequence[Words] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """From 0 to 100, and whether nothing is left to doubt."""

    score: float
    sure: bool


@dataclass(slots=True)
class _Over:
    """What no counterpart was found for on either side, and what the rest was worth to each."""

    asked: Counter[str]
    known: Counter[str]
    worth_asked: float
    worth_known: float
    doubtful: bool = False


def compare(
    asked: Words, known: Words, measure: Measure, context: Context | None = None
) -> Likeness | None:
    """How like two names are; None when their numbers contradict each other."""
    if asked.numbers != known.numbers and _contradict(asked.numbers, known.numbers):
        return None
    if _same_but_for_spaces(asked, known):
        return Likeness(_JOINED, sure=True)
    equal = measure.total(asked.bag & known.bag)
    over = _Over(asked.bag - known.bag, known.bag - asked.bag, equal, equal)
    _pair(over, measure)
    if context and (over.asked or over.known):
        over.worth_asked += _explain(over.asked, context.asked, measure)
        over.worth_known += _explain(over.known, context.known, measure)
    share = _harmonic(
        over.worth_asked / (measure.total(asked.bag) or 1.0),
        over.worth_known / (measure.total(known.bag) or 1.0),
    )
    left = any(over.asked.values()) or any(over.known.values())
    return Likeness(100 * min(share, 1.0), sure=not left and not over.doubtful)


def _pair(over: _Over, measure: Measure) -> None:
    """Take words that are spelled alike from what is over."""
    for word in list(over.asked):
        like, likeness = _best(measure.similar.get(word, {}), over.known)
        if like:
            near = like in measure.common and len(like) >= _SHORTEST_NEAR and likeness >= _NEAR
            over.doubtful |= not near
            over.asked[word] -= 1
            over.known[like] -= 1
            over.worth_asked += likeness * measure.weight(word)
            over.worth_known += likeness * measure.weight(like)


def _same_but_for_spaces(asked: Words, known: Words) -> bool:
    joined = "".join(asked.words)
    long = len(joined) >= _SHORTEST_JOINED and len(asked.words) != len(known.words)
    return long and asked.numbers == known.numbers and joined == "".join(known.words)


def _contradict(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Numbers do, unless all of one name are in the other."""
    ours, theirs = Counter(one), Counter(other)
    return bool(ours - theirs) and bool(theirs - ours)


def _best(similar: Mapping[str, float], among: Counter[str]) -> tuple[str, float]:
    return max(
        ((word, like) for word, like in similar.items() if among[word] > 0),
        key=lambda pair: pair[1],
        default=("", 0.0),
    )


def _explain(over: Counter[str], context: Sequence[Words], measure: Measure) -> float:
    """Take whole phrases of the context from what is over; what they were worth."""
    worth = 0.0
    for phrase in context:
        needed = phrase.bag
        if needed and all(over[word] >= n for word, n in needed.items()):
            over.subtract(needed)
            worth += _EXPLAINED * measure.total(needed)
    return worth


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
