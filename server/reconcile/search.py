"""Finds the things whose name is near one that is asked for, and those that a code leads to.

Whether a name alone is sure is said here; what else a query says is weighed by `judge`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from server.reconcile.asked import Query
from server.reconcile.entities import Entity
from server.reconcile.evidence import AGREES, identified
from server.reconcile.index import Name
from server.reconcile.likeness import Context, Likeness, Measure, compare
from server.reconcile.schema import Concept
from server.reconcile.service import Service
from server.reconcile.spaces import item_of
from server.reconcile.terms import KIND, SAME
from server.reconcile.words import Words, read_words

LONGEST_NAME: Final = 500
# Words that a batch may have before looking for their like would take longer than a request may.
_MOST_LOOKED_UP: Final = 4000
_DERIVED: Final = 0.95
_SHORT: Final = 0.95
_LONG_INITIALS: Final = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant, and why."""

    entity: Entity
    score: float
    sure: bool
    name_score: float
    derived: bool = False
    short: bool = False
    """Found by a short form of its name, that others may have as well."""
    decided: bool = False
    type_fits: bool = True
    evidence: Mapping[str, float] | None = None
    match: bool = False


class Search:
    """Looks for the names of one batch; what was found about a word serves the next name."""

    def __init__(self, service: Service) -> None:
        """Search a service's names."""
        self.service = service
        self.found: dict[str, dict[str, float]] = {}

    def by_name(self, query: Query) -> dict[str, Candidate]:
        """The best likeness of each thing whose name is near."""
        found: dict[str, Candidate] = {}
        if len(query.name) > LONGEST_NAME:
            return found
        plain, asked = read_words(query.name), self.service.index.read(query.name)
        measure = self.measure(asked)
        short = self.service.index.abbreviations.used_in(plain)
        # A number says as much as capitals do.
        shouted = bool(plain.numbers) or is_shouted(query.name, short)
        kinds = tuple(self.kind_words(query))
        for name in self.service.index.near(asked, measure.similar):
            context = Context(self.service.contexts[name.iri], self.known_by(name, kinds))
            like = compare(asked, name.words, measure, context)
            if like:
                candidate = self.candidate(name, like, shouted=shouted)
                keep_better(found, self.complete(candidate, name, context))
        return found

    def similar(self, word: str) -> dict[str, float]:
        """The words that are spelled like one; of very many words, only those that are the same."""
        if word not in self.found:
            index = self.service.index
            look = index.similar if len(self.found) < _MOST_LOOKED_UP else index.same
            self.found[word] = look(word)
        return self.found[word]

    def measure(self, asked: Words) -> Measure:
        """By what the words of a name are compared."""
        similar = {word: self.similar(word) for word in asked.words}
        return Measure(similar, self.service.index.weight, self.service.index.common)

    def candidate(self, name: Name, like: Likeness, *, shouted: bool) -> Candidate:
        """A candidate by one of its names; initials alone are sure when many, or numbered."""
        score = like.score * (_DERIVED if name.derived else 1)
        enough = bool(name.words.numbers) or len(name.words.words[0]) >= _LONG_INITIALS
        sure = like.sure and shouted and (enough or not name.derived)
        entity = self.service.gathered.entities[name.iri]
        return Candidate(entity, score, sure, score, derived=name.derived)

    def complete(self, candidate: Candidate, name: Name, context: Context) -> Candidate:
        """A candidate by a short form, which what else is said of it must make up for.

        If only the sort of thing is left out, as with Mansi, the township, only the sort will do.
        """
        said = {word for phrase in context.known for word in phrase.words}
        if said.issuperset(name.lacks):
            return candidate
        score = candidate.score * _SHORT
        if self.service.index.common.issuperset(name.lacks):
            return replace(candidate, score=score, sure=False)
        return replace(candidate, score=score, short=True)

    def kind_words(self, query: Query) -> Iterable[tuple[str, Words]]:
        """The phrases of the kinds that a query asks for, as types or by `:kind`."""
        kinds = [*query.types, *self.given_kinds(query)]
        for kind in kinds:
            for phrase in kind.phrases:
                yield kind.iri, self.service.index.read(phrase)

    def given_kinds(self, query: Query) -> Iterable[Concept]:
        """The kinds that a query gives as values of `:kind`."""
        schema = self.service.gathered.schema
        for given in query.given:
            if given.property.iri == KIND.value:
                for written in given.values:
                    for concept in schema.types.values():
                        if written in (concept.id, concept.iri) or written in concept.phrases:
                            yield concept

    def known_by(self, name: Name, kinds: tuple[tuple[str, Words], ...]) -> tuple[Words, ...]:
        """The words that a query need not repeat, because it says of what sort the thing is."""
        types = self.service.gathered.entities[name.iri].types
        return tuple(words for kind, words in kinds if kind in types)

    def by_code(self, query: Query) -> dict[str, Candidate]:
        """The things that a code or an item decides for, whatever their name."""
        codes = [identified(self.service, given) for given in query.given]
        found = {iri for iris in codes for iri in iris}
        item, entity = item_of(query.name), self.service.entity(query.name.strip())
        if item:
            found |= set(self.service.gathered.identifiers.get((SAME.value, item.casefold()), ()))
        if entity and ("/" in query.name or ":" in query.name):
            found.add(entity.iri)
        entities = self.service.gathered.entities
        # Codes that decide for different things decide nothing.
        return {
            iri: Candidate(entities[iri], 100.0, len(found) == 1, 100.0, decided=True)
            for iri in found
        }

    def likens(self, one: str, other: str) -> float:
        """How like two names are, from 0 to 1; 1 only when they are surely one."""
        if len(one) > LONGEST_NAME:
            return 0.0
        asked, known = self.service.index.read(one), self.service.index.read(other)
        like = compare(asked, known, self.measure(asked))
        if like is None:
            return 0.0
        return 1.0 if like.sure else min(like.score / 100, AGREES - 0.01)


def keep_better(found: dict[str, Candidate], candidate: Candidate) -> None:
    """Keep a thing's candidate by the name that is most like; among equals the sure one."""
    iri = candidate.entity.iri
    known = found.get(iri)
    if not known or (candidate.sure, candidate.score) > (known.sure, known.score):
        found[iri] = candidate


def is_shouted(name: str, abbreviations: Iterable[str]) -> bool:
    """Whether abbreviations stand in a name in capitals: KIA is an army, Kia makes cars."""
    plain = name.replace(".", "")
    return all(re.search(rf"\b{re.escape(a.upper())}\b", plain) for a in abbreviations)
