"""Suggestions: what begins with the letters typed so far, and for things what is like them.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#suggest-services
"""

import re
from collections.abc import Iterable
from html import escape
from typing import Final

from server.reconcile.answers import write_types
from server.reconcile.asked import Query
from server.reconcile.entities import Entity
from server.reconcile.judge import Judge
from server.reconcile.manifest import Json
from server.reconcile.schema import Concept
from server.reconcile.search import LONGEST_NAME
from server.reconcile.sent import MOST_CANDIDATES
from server.reconcile.service import Service
from server.reconcile.words import plain

PAGE: Final = 20


def suggest_entities(service: Service, prefix: str, cursor: int) -> Json:
    """Things one of whose names has a word that begins so; then those whose names are like it."""
    ranked = [
        (min(ranks), entity)
        for entity in service.gathered.entities.values()
        if (ranks := list(_ranks(prefix, (entity.id, *entity.names))))
    ]
    begun = [entity for _, entity in sorted(ranked, key=lambda pair: (pair[0], pair[1].name))]
    query = Query(prefix[:LONGEST_NAME], limit=MOST_CANDIDATES)
    like = [candidate.entity for candidate in Judge(service).judge(query)]
    found = list({entity.iri: entity for entity in (*begun, *like)}.values())
    return {"result": [_entity(service, e) for e in found[cursor : cursor + PAGE]]}


def suggest_concepts(concepts: Iterable[Concept], prefix: str, cursor: int) -> Json:
    """Types or properties; those that are used most first."""
    ranked = [
        (min(ranks)[0], -concept.used, concept.id, concept)
        for concept in concepts
        if (ranks := list(_ranks(prefix, (concept.id, concept.name, *concept.phrases))))
    ]
    found = [concept for *_, concept in sorted(ranked, key=lambda ranked: ranked[:3])]
    return {"result": [_concept(concept) for concept in found[cursor : cursor + PAGE]]}


def fly_out(shown: Entity | Concept) -> Json:
    """What a suggestion is, in a line of HTML that a client shows beside it."""
    html = f"<p><b>{escape(shown.name)}</b></p><p>{escape(shown.description)}</p>"
    return {"id": shown.id, "html": html}


def _ranks(prefix: str, names: Iterable[str]) -> Iterable[tuple[int, int]]:
    """For each name that is so, or begins so, or has a word that does; short ones first."""
    wanted = plain(prefix.strip().removeprefix(":"))
    inside = re.compile(rf"(?<!\w){re.escape(wanted)}")
    for name in map(plain, names):
        if name == wanted:
            yield 0, 0
        elif name.startswith(wanted):
            yield 1, len(name)
        elif inside.search(name):
            yield 2, len(name)


def _entity(service: Service, entity: Entity) -> Json:
    return {
        "id": entity.id,
        "name": entity.name,
        "description": entity.description,
        "notable": write_types(service, entity),
    }


def _concept(concept: Concept) -> Json:
    return {"id": concept.id, "name": concept.name, "description": concept.description}
