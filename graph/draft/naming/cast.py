"""Cast: the entities of an article, each under one IRI, and by what they are known again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from rdflib import URIRef

from graph.draft.model import Entity, Mention
from graph.draft.naming.given import iri_name, numbered
from graph.draft.naming.keys import plain, sort_of
from graph.names import namespace


@dataclass(slots=True)
class Cast:
    """The entities of an article: what each mention is, and what bases and groups they have."""

    slug: str
    by_mention: dict[Mention, Entity] = field(default_factory=dict[Mention, Entity])
    by_span: dict[tuple[int, int], Entity] = field(default_factory=dict[tuple[int, int], Entity])
    # By a name in plain letters, apart for actors, places and so on: a country that fights is not
    # the place.
    by_key: dict[tuple[str, str], Entity] = field(default_factory=dict[tuple[str, str], Entity])
    entities: dict[URIRef, Entity] = field(default_factory=dict[URIRef, Entity])
    bases: dict[URIRef, Entity] = field(default_factory=dict[URIRef, Entity])
    taken: set[str] = field(default_factory=set[str])
    labels: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    title: str = ""

    def of(self, mention: Mention) -> Entity | None:
        """The entity of a mention."""
        return self.by_mention.get(mention)

    def add(self, entity: Entity, keys: Iterable[str]) -> Entity:
        """Take an entity in, to be known again by these keys."""
        self.entities.setdefault(entity.iri, entity)
        for key in keys:
            if key:
                self.by_key.setdefault((sort_of(entity.cls), key), entity)
        return entity

    def mint(self, label: str, cls: str, kind: str, stem: str = "") -> Entity:
        """Make an entity with a readable name that no other has."""
        name = iri_name(stem or label)
        unique = next(each for each in numbered(name, "{}-{}") if each not in self.taken)
        self.taken.add(unique)
        sort = sort_of(cls)
        free = (each for each in numbered(label, "{} ({})") if (sort, each) not in self.labels)
        shown = label if cls in UNSHOWN else next(free)
        self.labels.add((sort, shown))
        return Entity(URIRef(namespace(self.slug) + unique), shown, cls, kind)

    def based(self, unit: Entity) -> bool:
        """Whether the graph, or the article so far, knows a base of a unit."""
        return unit.iri in self.bases or ("place", f"base of {plain(unit.label)}") in self.by_key

    def base(self, unit: Entity) -> Entity:
        """The base of a unit, which is what is taken when the words say that the unit was."""
        if unit.iri not in self.bases:
            key = f"base of {plain(unit.label)}"
            stem = str(unit.iri).rsplit("/", 1)[-1] + "-base"
            found = self.by_key.get(("place", key))
            made = found or self.mint(f"Base of {unit.label}", "Site", "base", stem)
            self.bases[unit.iri] = self.add(made, [key])
        return self.bases[unit.iri]


UNSHOWN: Final = frozenset({"Happening", "Quantity"})
