"""Described: how each sentence calls those who take part, their titles, and whose a base is."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from rdflib import SKOS, URIRef

from graph.draft.model import Entity, Fact, Mention, english
from graph.draft.naming.cast import Cast
from graph.draft.words.names import Names, read_names
from graph.names import SCHEMA, SITREP

CLASSES: Final = frozenset(
    {"Unit", "Person", "Population", "Place", "Site", "Organisation", "Actor", "Materiel"}
)


def called(
    mentions: Sequence[Mention], used: Collection[object], cast: Cast, names: Names
) -> Iterator[Fact]:
    """What each sentence calls those who take part, and whoever it calls by a name."""
    for mention in mentions:
        entity = cast.of(mention)
        if entity is None or entity.cls not in CLASSES:
            continue
        proper = is_name(mention)
        if not (proper or entity.iri in used):
            continue
        term = SKOS.altLabel if proper else SITREP.wording
        yield Fact(mention.sentence, entity.iri, term, english(mention.text))
        if mention.cls == "Person" and proper:
            yield from titled(mention, entity, names)


def is_name(mention: Mention) -> bool:
    """Whether a mention is a name alone, and no description with one in it."""
    first = mention.text.split()[0]
    return (first[:1].isupper() and first.lower() not in read_names().words["no_name"]) or (
        bool(re.match(r"\d+(st|nd|rd|th)\b", first)) and mention.cls == "Unit"
    )


def titled(mention: Mention, person: Entity, names: Names) -> Iterator[Fact]:
    """A person without their rank, and the rank as the title that the sentence gives."""
    ranks = names.words["ranks"] | names.words["titles"]
    parts = mention.text.split()
    count = next((i for i, part in enumerate(parts) if part.lower() not in ranks), len(parts))
    if 0 < count < len(parts):
        begin = mention.text.index(parts[count], len(" ".join(parts[:count])) - 1)
        yield Fact(mention.sentence, person.iri, SKOS.altLabel, english(mention.text[begin:]))
        yield Fact(
            mention.sentence, person.iri, SCHEMA.jobTitle, english(mention.text[:begin].strip())
        )


def bases(cast: Cast, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Whose base a site is, in each sentence in which it is taken."""
    owners = {base.iri: unit for unit, base in cast.bases.items()}
    seen = {(fact.sentence, fact.object) for fact in facts if fact.object in owners}
    for sentence, site in sorted(seen, key=str):
        if isinstance(site, URIRef) and sentence is not None:
            yield Fact(sentence, site, SITREP.baseOf, owners[site])
