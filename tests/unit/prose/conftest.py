"""Sentences as the rules read them, short enough to be shown in a test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Literal, URIRef

from graph.draft.draft import draft
from graph.draft.model import Draft, Entity, Known, KnownEntity
from graph.draft.page.flattened import read_flattened
from graph.names import SITREP

KIND = "https://w3id.org/sitrep/kind/"
SPACE = "https://w3id.org/sitrep/x/"
HAPPENINGS = {SITREP.Event, SITREP.State, SITREP.Control, SITREP.Report}


class Told:
    """A drafted text, asked in words."""

    def __init__(self, drafted: Draft) -> None:
        self.draft = drafted
        self.labels = {each.iri: each.label for each in drafted.entities}
        self.types = {f.subject: f.object for f in drafted.facts if f.predicate == RDF.type}

    def kinds(self) -> list[str]:
        """The kinds of happenings, in the order of the alphabet."""
        return sorted(
            str(fact.object).removeprefix(KIND)
            for fact in self.draft.facts
            if fact.predicate == SITREP.kind and self.types.get(fact.subject) in HAPPENINGS
        )

    def of(self, kind: str, term: str) -> set[str]:
        """What a property says of the happenings of a kind."""
        nodes = {
            fact.subject
            for fact in self.draft.facts
            if fact.predicate == SITREP.kind and fact.object == URIRef(KIND + kind)
        }
        return {
            self.shown(fact.object)
            for fact in self.draft.facts
            if fact.subject in nodes and fact.predicate == SITREP[term]
        }

    def figures(self) -> list[dict[str, str]]:
        """Every figure, by the local names of what is said of it."""
        nodes = [node for node, cls in self.types.items() if cls == SITREP.Quantity]
        return [
            {
                str(fact.predicate).rsplit("#", maxsplit=1)[-1]: self.shown(fact.object)
                for fact in self.draft.facts
                if fact.subject == node and str(fact.predicate).startswith(str(SITREP))
            }
            for node in nodes
        ]

    def names(self, term: URIRef = SKOS.altLabel) -> set[tuple[str, str]]:
        """What the sentences call things, each with the label of the thing."""
        return {
            (str(fact.object), self.labels.get(fact.subject, ""))
            for fact in self.draft.facts
            if fact.predicate == term and fact.subject in self.labels
        }

    def shown(self, value: URIRef | Literal) -> str:
        """A value in words."""
        if isinstance(value, Literal):
            return str(value)
        local = str(value).removeprefix(KIND).removeprefix(SPACE)
        return self.labels.get(value, local)


def tell(text: str, *known: tuple[Entity, tuple[str, ...]]) -> Told:
    """Draft a text under a title; `== Heading ==` lines may stand in it."""
    page = read_flattened(Path("article.txt"), f"= Battle of Aldmoor (1750) =\n\n{text}\n")
    return Told(draft(page, Known("x", tuple(KnownEntity(*each) for each in known))))


@pytest.fixture
def told() -> Callable[..., Told]:
    return tell
