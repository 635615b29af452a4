"""Candidates as the specification writes them.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#reconciliation-query-responses
"""

from server.reconcile.entities import Entity
from server.reconcile.manifest import Json, named
from server.reconcile.search import Candidate
from server.reconcile.service import Service


def write_candidates(service: Service, candidates: list[Candidate]) -> Json:
    """The answer to one query."""
    return {"result": [write_candidate(service, candidate) for candidate in candidates]}


def write_candidate(service: Service, candidate: Candidate) -> Json:
    """One candidate: what it is, how sure, and the features that led to that."""
    entity = candidate.entity
    features: list[Json] = [
        {"id": "name", "name": "likeness of the name", "value": round(candidate.name_score, 1)},
        {"id": "sure", "name": "nothing is left to doubt", "value": candidate.sure},
        {"id": "identified", "name": "identified by a code", "value": candidate.decided},
    ]
    for property_, agreement in (candidate.evidence or {}).items():
        features.append({"id": property_, "value": round(100 * agreement, 1)})
    return {
        "id": entity.id,
        "name": entity.name,
        "description": entity.description,
        "type": write_types(service, entity),
        "score": round(candidate.score, 1),
        "match": candidate.match,
        "features": features,
    }


def write_types(service: Service, entity: Entity) -> list[dict[str, str]]:
    """The types of a thing, the most specific first."""
    types = service.gathered.schema.types
    return [named(types[iri]) for iri in entity.types if iri in types]
