"""Cast: mentions become entities, each under one IRI; known ones are linked, others are named.

One entity is known again by its name, by an abbreviation that stood in brackets or is made of its
initials, by the number of a unit, by a person's last name. "The town" is a place told before.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rdflib import URIRef

from graph.draft.model import Entity, Mention
from graph.draft.naming.given import iri_name
from graph.draft.naming.runs import ORDINAL, SPELT
from graph.names import namespace

BRACKETS: Final = re.compile(
    r"((?:[A-Z][\w'\u2019.-]*(?:\s+(?:of|the|and|for)\s+)?\s*){2,8})\(([A-Z][A-Za-z-]{1,9})\)"
)
GENERIC: Final = frozenset({"Place", "Site"})
BASES: Final = frozenset({"base", "battalion-headquarters"})
# Groups and things told of without an article are others each time.
LOOSE: Final = frozenset({"Population", "Materiel"})
DEFINITE: Final = re.compile(r"^(?:the|this|these|those|its|their|his)\s", re.IGNORECASE)
MEN: Final = re.compile(r"^(the|its|their|his|a|an|some|both|all)\s+")


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
        unique = next(each for each in numbered(name) if each not in self.taken)
        self.taken.add(unique)
        sort = sort_of(cls)
        free = (each for each in renumbered(label) if (sort, each) not in self.labels)
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


def numbered(name: str) -> Iterator[str]:
    """A name, then the name with 2, 3 and so on."""
    yield name
    for number in range(2, 10_000):
        yield f"{name}-{number}"


UNSHOWN: Final = frozenset({"Happening", "Quantity"})


def renumbered(label: str) -> Iterator[str]:
    """A label, then the label with (2), (3) and so on, so that no two things have the same."""
    yield label
    for number in range(2, 10_000):
        yield f"{label} ({number})"


def plain(name: str) -> str:
    """A name in lower case without an article and marks."""
    lowered = re.sub(r"[^\w\s]", " ", name.lower().replace("\u2019", "'").replace("'", ""))
    return MEN.sub("", re.sub(r"\s+", " ", lowered).strip())


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


def abbreviations(text: str) -> Mapping[str, str]:
    """The abbreviations that stand in brackets behind a name, with that name."""
    found = dict[str, str]()
    for match in BRACKETS.finditer(text):
        letters = [letter.lower() for letter in match[2] if letter.isupper()]
        words = match[1].split()
        for begin in range(len(words)):
            heads = [word[0].lower() for word in words[begin:] if word[0].isupper()]
            if heads == letters:
                found[plain(match[2])] = " ".join(words[begin:])
    return found


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


SORTS: Final = {
    "Organisation": "actor",
    "Actor": "actor",
    "Unit": "actor",
    "Side": "actor",
    "Population": "actor",
    "Place": "place",
    "Site": "place",
}


def sort_of(cls: str) -> str:
    """Within what the same name stands for the same thing."""
    return SORTS.get(cls, cls)


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


def acronym(label: str) -> str:
    """The initials of a name."""
    return "".join(word[0].lower() for word in re.findall(r"[A-Z]\w*", label))


def keys_of(name: str, cls: str) -> list[str]:
    """By what a name is known again."""
    keys = [plain(name)]
    if cls == "Unit" and (name[:1].isupper() or name[:1].isdigit()):
        keys += unit_keys(name)
    if cls == "Person":
        words = [word for word in re.findall(r"[\w'\u2019-]+", name) if word[0].isupper()]
        if words:
            keys.append(f"person {words[-1].lower()}")
    return keys


def unit_keys(name: str) -> list[str]:
    """A unit by its number and the initials of its sort: "66th LID", "Light … Division 66"."""
    expanded = re.sub(r"([A-Za-z])-(\d)", r"\1 \2", re.sub(r"\([^)]*\)", "", name))
    words = re.findall(r"[\w'\u2019]+", expanded)
    count = [
        word
        for word in words
        if word[0].isdigit() or re.fullmatch(r"[IVXL]+", word) or word.lower() in SPELT
    ]
    rest = [word for word in words if word not in count and word.lower() not in {"the", "of"}]
    if not count or not rest:
        return []
    number = (
        re.sub(r"(st|nd|rd|th|d)$", "", count[0].lower())
        if ORDINAL.fullmatch(count[0].lower())
        else count[0].lower()
    )
    initials = (
        rest[0].lower()
        if len(rest) == 1 and rest[0].isupper() and len(rest[0]) > 1
        else "".join(word[0].lower() for word in rest)
    )
    keys = [f"unit {number} {initials}"]
    if len(rest) > 1:
        keys.append(f"unit {number} {rest[-2].lower()} {rest[-1].lower().rstrip('s')}")
        keys.append(f"unit {number} {rest[0].lower()} {rest[1].lower().rstrip('s')}")
    return keys


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
