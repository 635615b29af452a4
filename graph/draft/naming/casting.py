"""Casting: every mention is given its entity; known ones are linked, others are named."""

from collections.abc import Sequence
from typing import Final

from graph.draft.model import Entity, Mention
from graph.draft.naming.abbreviations import abbreviations
from graph.draft.naming.cast import Cast
from graph.draft.naming.keys import keys_of, plain, sort_of
from graph.draft.naming.recognition import BASES, DEFINITE, LOOSE, base_named, recognised


def cast(
    mentions: Sequence[Mention],
    known: Sequence[tuple[Entity, Sequence[str]]],
    slug: str,
    text: str,
    title: str = "",
) -> Cast:
    """Give every mention its entity, in the order of the text; bases after their units."""
    found = Cast(slug, title=title)
    for entity, names in known:
        found.taken.add(str(entity.iri).rsplit("/", 1)[-1])
        found.labels.add((sort_of(entity.cls), entity.label))
        for key in {k for name in (entity.label, *names) for k in keys_of(name, entity.cls)}:
            found.by_key.setdefault((sort_of(entity.cls), key), entity)
    short = abbreviations(text)
    order = sorted(mentions, key=lambda each: (each.kind in BASES, each.begin, -each.end))
    for mention in order:
        entity = (
            base_named(mention, found) or recognised(mention, found, short) or new(mention, found)
        )
        found.entities.setdefault(entity.iri, entity)
        found.by_mention[mention] = entity
        found.by_span[mention.begin, mention.end] = entity
        loose = mention.cls in LOOSE and not DEFINITE.match(mention.text)
        for key in () if loose else keys_of(mention.name or mention.text, mention.cls):
            found.by_key.setdefault((sort_of(entity.cls), key), entity)
        if long := short.get(plain(mention.text)):
            found.by_key.setdefault((sort_of(entity.cls), plain(long)), entity)
    return found


def new(mention: Mention, found: Cast) -> Entity:
    """An entity for a mention that names nobody told before."""
    label = mention.name or mention.text
    kind = mention.kind or DEFAULT_KINDS.get(mention.cls, "armed-group")
    kind = "position" if kind in BASES else kind
    return found.mint(label[:1].upper() + label[1:], mention.cls, kind)


DEFAULT_KINDS: Final = {
    "Unit": "military-unit",
    "Person": "person",
    "Population": "person",
    "Place": "locality",
    "Site": "building",
    "Organisation": "armed-organisation",
    "Actor": "armed-group",
    "Materiel": "supplies",
}
