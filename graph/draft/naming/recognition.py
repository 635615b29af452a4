"""Recognition: the entity that a mention names again.

One is known again by its name, by an abbreviation that stood in brackets or is made of its
initials, by the number of a unit, by a person's last name. "The town" is a place told before.
"""

import re
from collections.abc import Mapping
from typing import Final

from graph.draft.model import Entity, Mention
from graph.draft.naming.cast import Cast
from graph.draft.naming.keys import acronym, keys_of, plain, sort_of

GENERIC: Final = frozenset({"Place", "Site"})
BASES: Final = frozenset({"base", "battalion-headquarters"})
# Groups and things told of without an article are others each time.
LOOSE: Final = frozenset({"Population", "Materiel"})
DEFINITE: Final = re.compile(r"^(?:the|this|these|those|its|their|his)\s", re.IGNORECASE)


def base_named(mention: Mention, found: Cast) -> Entity | None:
    """The base of the unit that a phrase names within: "the HQ-12 headquarters"."""
    if mention.kind not in BASES:
        return None
    inside = [
        entity
        for (begin, end), entity in found.by_span.items()
        if mention.begin <= begin and end <= mention.end and entity.cls == "Unit"
    ]
    return found.base(inside[-1]) if inside else None


def recognised(mention: Mention, found: Cast, short: Mapping[str, str]) -> Entity | None:
    """The entity that a mention names again."""
    name = mention.name or mention.text
    if mention.cls in LOOSE and not DEFINITE.match(mention.text) and mention.text[:1].islower():
        return None
    for key in keys_of(name, mention.cls):
        entity = found.by_key.get((sort_of(mention.cls), key))
        if entity is not None:
            return entity
    if long := short.get(plain(name)):
        return found.by_key.get((sort_of(mention.cls), plain(long)))
    if initials := name if name.isupper() and name.isalpha() else "":
        fitting = {
            e.iri: e for e in found.entities.values() if acronym(e.label) == initials.lower()
        }
        if len(fitting) == 1:
            return next(iter(fitting.values()))
    if mention.cls in GENERIC and is_generic(mention):
        return latest_place(mention, found)
    return None


def is_generic(mention: Mention) -> bool:
    """Whether a mention is only "the town", "the fortress"; there may be another capital."""
    words = mention.text.lower().split()
    single = len(words) == 2 and not words[1].endswith("s")  # noqa: PLR2004 - an article and a noun
    return single and words[0] in {"the", "this"} and words[1] != "capital"


def latest_place(mention: Mention, found: Cast) -> Entity | None:
    """The place of that kind told just before; else the one that the article is named after."""
    wanted = TOWNS if mention.kind in TOWNS else frozenset({mention.kind})
    named = {
        begin: entity
        for (begin, _), entity in found.by_span.items()
        if begin < mention.begin and entity.cls in GENERIC and entity.label[:1].isupper()
    }
    fitting = {begin: each for begin, each in named.items() if each.kind in wanted}
    near = [
        each
        for begin, each in sorted(fitting.items())
        if each.kind == mention.kind and mention.begin - begin < NEAR
    ]
    titled = [each for each in fitting.values() if each.label in found.title]
    several = len({each.iri for each in fitting.values()}) > 1
    rest = [] if several else list(fitting.values())
    return next(iter([*near[-1:], *titled, *rest]), None)


TOWNS: Final = frozenset({"city", "town", "village", "locality"})
# How far back "the town" may reach, in letters: about two sentences.
NEAR: Final = 320
