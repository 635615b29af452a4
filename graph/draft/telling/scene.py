"""A scene: one happening of one sentence, with all that the components that tell of it need."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import URIRef

from graph.draft.clauses.pieces import Phrase
from graph.draft.clauses.reading import Reading
from graph.draft.happenings.triggers import Finder, Trigger
from graph.draft.model import Entity, Fact, Object
from graph.draft.naming.cast import Cast
from graph.draft.words.lexicon import Lexicon
from graph.draft.words.names import Names
from graph.draft.words.word import PRONOUN
from graph.names import SITREP

ACTORS: Final = frozenset({"Actor", "Organisation", "Unit", "Person", "Population", "Side"})
PLACES: Final = frozenset({"Place", "Site"})


@dataclass(frozen=True, slots=True)
class Stage:
    """What all scenes of an article share."""

    cast: Cast
    finder: Finder
    battle: URIRef
    # What "they" and "he" may stand for, by the number of the sentence.
    stand_ins: Mapping[int, Mapping[str, tuple[Entity, ...]]]

    @property
    def lexicon(self) -> Lexicon:
        """The dictionary."""
        return self.finder.lexicon

    @property
    def names(self) -> Names:
        """The patterns of names."""
        return self.finder.names

    def entity(self, phrase: Phrase) -> Entity | None:
        """The entity that a phrase is, or that the name which is its head is."""
        mention = self.finder.mention(phrase)
        return self.cast.of(mention) if mention else None


@dataclass(frozen=True, slots=True)
class Scene:
    """A happening: its node, what told it, the sentence, and the others of the sentence."""

    node: URIRef
    trigger: Trigger
    reading: Reading
    stage: Stage
    beside: Sequence[Trigger] = ()

    @property
    def sentence(self) -> int:
        """The number of the sentence."""
        return self.reading.sentence.number

    def says(self, term: str, value: Object) -> Fact:
        """A fact about the happening, in the sentence's graph."""
        return Fact(self.sentence, self.node, SITREP[term], value)

    def known_by_word(self, word: str) -> Entity | None:
        """An actor that the article calls by one word: "regime", "junta"."""
        keys = self.stage.cast.by_key
        entity = keys.get(("actor", word)) or keys.get(("actor", f"{word}s"))
        return entity if entity is not None and entity.cls in ACTORS - {"Person"} else None

    def inside(self, begin: int, end: int) -> list[Entity]:
        """The entities that are named between two code points, in the order of the words."""
        found = (self.stage.cast.of(each) for each in self.stage.finder.inside(begin, end))
        return [each for each in found if each is not None]

    def entities(self, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, Entity]]:
        """The entities that phrases stand for; none for a phrase that stands for nothing sure."""
        for phrase in phrases:
            for entity in self.meant(phrase):
                yield phrase, entity

    def meant(self, phrase: Phrase) -> tuple[Entity, ...]:
        """What a phrase stands for; more than one where it lists them, or is a pronoun."""
        if phrase.head.tag == PRONOUN:
            return self.stands_for(phrase) if phrase.words == (phrase.head,) else ()
        entity = self.stage.entity(phrase)
        return (entity,) if entity else ()

    def stands_for(self, phrase: Phrase) -> tuple[Entity, ...]:
        """Whom a pronoun stands for: those of its own sentence before those of the one before."""
        pronoun = phrase.head.lower
        if pronoun in {"they", "them"}:
            own = self.actors_before(phrase)
        else:
            own = self.persons_before(phrase)[-1:] if pronoun in {"he", "she", "him"} else ()
        table = self.stage.stand_ins.get(self.sentence, {})
        return own or table.get(pronoun, ())

    def persons_before(self, phrase: Phrase) -> tuple[Entity, ...]:
        """The persons that the sentence names before a phrase."""
        named = self.inside(self.reading.sentence.begin, phrase.begin)
        return tuple(each for each in named if each.cls == "Person")

    def actors_before(self, phrase: Phrase) -> tuple[Entity, ...]:
        """The actors that are subjects in the sentence before a phrase."""
        subjects = [
            each
            for clause in self.reading.clauses.values()
            for each in clause.subject
            if each.end <= phrase.begin and each.head.tag != PRONOUN
        ]
        last = [e for each in subjects[-1:] for e in self.meant(each) if e.cls in ACTORS]
        return tuple(last)
