"""Draft: a page and what is known become facts, entities and doubts."""

from dataclasses import dataclass, field
from typing import Final

from rdflib import URIRef

from graph.draft.infobox import infobox_facts, infobox_mentions
from graph.draft.model import Draft, Entity, Known, Mention, Page
from graph.draft.names_given import iri_name
from graph.names import namespace

PLACES: Final = ("Place", "Site")


@dataclass(slots=True)
class Naming:
    """An IRI for each name, the known ones first."""

    known: Known
    entities: dict[tuple[str, bool], Entity] = field(default_factory=dict[tuple[str, bool], Entity])

    def __call__(self, mention: Mention) -> URIRef:
        """The IRI of what a mention names; a country that fights is not the place."""
        name, place = mention.name or mention.text, mention.cls in PLACES
        if (name, place) not in self.entities:
            self.entities[name, place] = self.linked(name, place) or self.minted(name, mention)
        return self.entities[name, place].iri

    def linked(self, name: str, place: bool) -> Entity | None:  # noqa: FBT001 - a value, no switch
        """The known entity of that name."""
        fitting = (
            each.entity
            for each in self.known.entities
            if name in (each.entity.label, *each.names) and (each.entity.cls in PLACES) == place
        )
        return next(fitting, None)

    def minted(self, name: str, mention: Mention) -> Entity:
        """A new entity under a readable name that is not given yet."""
        given = {entity.iri for entity in self.entities.values()}
        stem = namespace(self.known.slug) + iri_name(name)
        iris = (URIRef(stem), *(URIRef(f"{stem}-{number}") for number in range(2, len(given) + 3)))
        return Entity(
            next(iri for iri in iris if iri not in given), name, mention.cls, mention.kind
        )


def draft(page: Page, known: Known) -> Draft:
    """Draft the facts of an article, linked to the entities that are known."""
    naming = Naming(known)
    for mention in infobox_mentions(page):
        naming(mention)
    facts = infobox_facts(page, naming, namespace(known.slug))
    return Draft(facts, tuple(naming.entities.values()), page.doubts)
