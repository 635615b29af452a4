"""The values that pass from step to step of a draft, all frozen.

read → `Page` → infobox and prose give `Mention`s → cast → each mention has its `Entity` → the
extractors give `Fact`s → write. A draft is for a person to review: what the rules are unsure of is
a `Doubt` in the report, or stays out.
"""

from dataclasses import dataclass
from typing import TypeAlias

from rdflib import Literal, URIRef

from graph.model import Sentence


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that the article cites at the end of, or within, a sentence.

    `at` is a code point of the page's text: the reference belongs to the sentence that holds it
    or ends there. What the citation does not say is the empty string.
    """

    at: int
    title: str = ""
    publisher: str = ""
    address: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at; `sentence` is None for the article as a whole."""

    message: str
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list in an infobox slot.

    `begin` and `end` are code points of the page's text that cut out `text`, without the marks of
    the list. `level` is its depth, 0 for the outermost; an item belongs to the nearest one above
    it with a smaller level.
    """

    text: str
    begin: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of the infobox that says something: `Combatant2` has name "combatant" and column 2.

    `sentence` is the number of its line; column is None for what belongs to no side.
    """

    name: str
    column: int | None
    sentence: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """An article as a draft reads it: the flattened text, cut into sentences.

    `text` is what `sources/article.txt` will hold, so that all offsets are into it.
    """

    title: str
    text: str
    sentences: tuple[Sentence, ...]
    slots: tuple[Slot, ...]
    references: tuple[Reference, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence that names somebody or something.

    `begin` and `end` are code points of the page's text, and `text` what they cut out. `kind` is
    the local name of a kind (`infantry-battalion`), or "" where the words give none; `cls` is a
    class of the ontology ("Unit", "Person", "Place", …). `name` is the whole name that the words
    stand for: "Rifle Battalion 9" where a list has only "9".
    """

    sentence: int
    begin: int
    end: int
    text: str
    cls: str
    kind: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that the article names, under one IRI.

    `known` says that the graph had it before; then its IRI is the graph's.
    """

    iri: URIRef
    label: str
    cls: str
    kind: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: the code points that tell it, and the date in EDTF."""

    begin: int
    end: int
    edtf: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number of something in a text: bounds, or a scale where the words give no number.

    `begin` and `end` cut out the number with its qualifiers ("at least 100"); None where the words
    set no bound. `scale` and `per` are local names of kinds ("many", "day"), or "".
    """

    begin: int
    end: int
    low: int | None = None
    best: int | None = None
    high: int | None = None
    scale: str = ""
    per: str = ""


Object: TypeAlias = URIRef | Literal


def english(text: str) -> Literal:
    """Words of the article, or ours, as a literal."""
    return Literal(text, lang="en")


@dataclass(frozen=True, slots=True)
class Fact:
    """A drafted triple. `sentence` says whose graph it stands in; None: ours, in no sentence's."""

    sentence: int | None
    subject: URIRef
    predicate: URIRef
    object: Object


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity that a graph had before, and every name that it goes by there."""

    entity: Entity
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a draft is made with: the slug of its graph, and the entities that it may link to."""

    slug: str
    entities: tuple[KnownEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted article: facts, the entities that they are about, and what a person should see."""

    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...]
    doubts: tuple[Doubt, ...]
