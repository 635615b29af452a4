"""Draft: a page and what is known become facts, entities and doubts.

read_prose → find_mentions → cast → scenes of each sentence → the components of `telling/tell.py` →
what is said of the entities. Nothing here writes a file or knows an article.
"""

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

from rdflib import URIRef

from graph.draft.box.infobox import infobox_facts, infobox_mentions
from graph.draft.clauses.reading import read_prose
from graph.draft.happenings.triggers import Finder
from graph.draft.model import Draft, Known, Mention, Page
from graph.draft.naming.cast import Cast
from graph.draft.naming.casting import cast
from graph.draft.naming.described import bases, called
from graph.draft.naming.mentions import find_mentions
from graph.draft.naming.told import shortened, told_in, told_of
from graph.draft.telling.account import tell_all
from graph.draft.telling.parts import parts
from graph.draft.words.lexicon import read_lexicon
from graph.draft.words.names import read_names
from graph.names import namespace

YEAR: Final = re.compile(r"\b(1\d{3}|20\d\d|[1-9]\d\d)\b")


def draft(page: Page, known: Known) -> Draft:
    """Draft the facts of an article, linked to the entities that are known."""
    names = read_names()
    readings = read_prose(page, year_of(page))
    boxed = infobox_mentions(page)
    prose = find_mentions(
        readings, names, {**told_of(known), **shortened(page, names), **told_in(boxed)}
    )
    mentions = (*boxed, *prose)
    people = cast(
        mentions,
        [(each.entity, each.names) for each in known.entities],
        known.slug,
        page.text,
        page.title,
    )
    battle = battle_of(page, boxed, people, known)
    spans = {(each.begin, each.end): each for each in prose}
    finder = Finder(read_lexicon(), names, spans, tuple(sorted(spans)))
    told = tell_all(readings, people, finder, battle)
    slots = infobox_facts(page, partial(iri_of, people), namespace(known.slug))
    sections = {each.number: each.section for each in page.sentences}
    inside = parts(battle, slots, told.facts, sections)
    facts = (*slots, *told.facts, *inside, *bases(people, told.facts))
    used = {end for fact in facts for end in (fact.subject, fact.object)}
    facts = (*facts, *called(prose, used, people, names))
    present = {end for fact in facts for end in (fact.subject, fact.object)}
    entities = tuple(e for iri, e in sorted(people.entities.items()) if iri in present)
    return Draft(tuple(dict.fromkeys(facts)), entities, (*page.doubts, *told.doubts))


def iri_of(people: Cast, mention: Mention) -> URIRef:
    """The IRI of the entity of a mention of the infobox; every one was given one by `cast`."""
    return people.by_mention[mention].iri


def year_of(page: Page) -> int | None:
    """The year of an article: of its date in the infobox, its title, its first sentences."""
    slots = [item.text for slot in page.slots if slot.name == "date" for item in slot.items]
    lead = [each.text for each in page.sentences if each.section == "Lead"][:3]
    for text in (*slots, page.title, *lead):
        if found := YEAR.search(text):
            return int(found[1])
    return None


def battle_of(page: Page, boxed: Sequence[Mention], people: Cast, known: Known) -> URIRef:
    """The battle that the article is about: the infobox's, else one named as the page is."""
    named = next((each for each in boxed if each.cls == "Event"), None)
    if named is not None:
        return people.by_mention[named].iri
    label = re.sub(r"\s*\([^)]*\)$", "", page.title)
    told = (each.entity for each in known.entities if label in (each.entity.label, *each.names))
    named_so = next((entity for entity in told if entity.cls in {"Event", "State"}), None)
    siege = label.lower().startswith(("siege", "blockade"))
    cls, kind = ("State", "siege") if siege else ("Event", "battle")
    return people.add(named_so or people.mint(label, cls, kind), [label.lower()]).iri
