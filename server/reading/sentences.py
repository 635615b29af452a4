"""A sentence as a page shows it: its words with what they name, and what it says in short."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from server.names import Term
from server.reading.article import Sentence
from server.reading.facts import said_in, superclasses, types_of, values
from server.reading.marks import Run, Span, find, split
from server.reading.shown import Shown, show_thing
from server.terms import term

# What a sentence's graph quotes from it: names, other words for a thing, an office.
QUOTED: Final = (term("skos:altLabel"), term(":wording"))
_QUOTING: Final = (*QUOTED, term("schema:jobTitle"))
# Made by the build from `:when`, which is shown in words.
_MADE: Final = (term(":earliest"), term(":latest"))
_SORTS: Final = ("Actor", "Place", "Happening", "Quantity")


@dataclass(frozen=True, slots=True)
class Named:
    """What a piece of a sentence names; `sort` is a word for style sheets, such as `place`."""

    shown: Shown
    sort: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says of one thing: its sort, its properties with their values, its names."""

    about: Shown
    sorts: tuple[Shown, ...]
    said: tuple[tuple[Shown, tuple[Shown, ...]], ...]
    called: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its marks, what it says, and what of it is not in the graph."""

    sentence: Sentence
    page: Shown
    runs: tuple[Run[Named], ...]
    statements: tuple[Statement, ...]
    not_modelled: tuple[str, ...]


def tell(store: Store, sentence: Sentence) -> Told:
    """All of a sentence."""
    reasons = values(store, sentence.iri, ":notModelled")
    return Told(
        sentence=sentence,
        page=show_thing(store, sentence.iri),
        runs=mark(store, sentence),
        statements=tuple(state(store, sentence.iri)),
        not_modelled=tuple(reason.value for reason in reasons if isinstance(reason, Literal)),
    )


def mark(store: Store, sentence: Sentence, only: NamedNode | None = None) -> tuple[Run[Named], ...]:
    """A sentence cut at its marks; `only` leaves out those of all things but one."""
    spans = [
        Span(begin, end, thing)
        for thing, words in quotations(store, sentence.iri)
        if only in (None, thing)
        for begin, end in find(sentence.text, words)
    ]
    names = {span.what: name(store, span.what) for span in spans}
    runs = split(sentence.text, spans)
    return tuple(Run(run.text, tuple(names[what] for what in run.names)) for run in runs)


def quotations(store: Store, sentence: NamedNode) -> Iterator[tuple[NamedNode, str]]:
    """The words of a sentence that its graph says stand for a thing."""
    for property_ in _QUOTING:
        for quad in store.quads_for_pattern(None, property_, None, sentence):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield quad.subject, quad.object.value


def name(store: Store, thing: NamedNode) -> Named:
    """A thing as a mark shows it."""
    return Named(show_thing(store, thing), sort_of(store, thing))


def sort_of(store: Store, thing: NamedNode) -> str:
    """Which of the few large classes of ours a thing is of; empty for any other."""
    kinds = set(types_of(store, thing))
    kinds |= {above for kind in kinds for above in superclasses(store, kind)}
    return next((word.lower() for word in _SORTS if term(f":{word}") in kinds), "")


def state(store: Store, sentence: NamedNode) -> Iterator[Statement]:
    """What a sentence says, thing by thing; first what most is said of."""
    about = defaultdict[Term, defaultdict[NamedNode, list[Term]]](lambda: defaultdict(list))
    for triple in said_in(store, sentence):
        if triple.predicate not in _MADE:
            about[triple.subject][triple.predicate].append(triple.object)
    for thing, said in sorted(about.items(), key=lambda pair: -weight(pair[1])):
        types = said.pop(term("rdf:type"), [])
        called = [word for name in QUOTED for word in said.pop(name, [])]
        pairs = tuple(
            (show_thing(store, property_), tuple(show_thing(store, value) for value in found))
            for property_, found in said.items()
        )
        yield Statement(
            show_thing(store, thing),
            tuple(show_thing(store, kind) for kind in types),
            pairs,
            tuple(dict.fromkeys(word.value for word in called if isinstance(word, Literal))),
        )


def weight(said: defaultdict[NamedNode, list[Term]]) -> int:
    """How much is said of a thing; what it is called weighs nothing."""
    return sum(len(found) for property_, found in said.items() if property_ not in QUOTED)
