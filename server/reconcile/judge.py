"""From a query to candidates: what is near by name, weighed by type and evidence, the best first.

A candidate is a match only where nothing is left to doubt: its name is surely the one asked for,
no other thing's is, its type is right, and nothing that the query says contradicts the graph. A
code, or an item of Wikidata, decides without a name.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from server.reconcile.asked import Query
from server.reconcile.entities import Entity
from server.reconcile.evidence import AGREES, weigh
from server.reconcile.search import Candidate, Search
from server.reconcile.service import Service

_LEAST: Final = 35.0
_EVIDENCE: Final = 0.4
_WRONG: Final = 0.7


class Judge:
    """Answers the queries of one batch."""

    def __init__(self, service: Service) -> None:
        """Judge by what a service knows."""
        self.service = service
        self.search = Search(service)

    def judge(self, query: Query) -> list[Candidate]:
        """The candidates for a query, at most as many as it wants."""
        decided = self.search.by_code(query)
        near = {**self.search.by_name(query), **decided}
        weighed = (self.weigh(candidate, query, decided) for candidate in near.values())
        kept = [c for c in weighed if c.score >= _LEAST and (c.type_fits or _prefers(query))]
        ranked = sorted(kept, key=lambda c: (-c.score, not c.sure, c.derived, c.entity.id))
        if ranked and is_match(ranked):
            ranked[0] = replace(ranked[0], match=True)
        return ranked[: query.limit]

    def weigh(
        self, candidate: Candidate, query: Query, decided: Mapping[str, Candidate]
    ) -> Candidate:
        """A candidate with what speaks for and against it."""
        entity = candidate.entity
        evidence = {
            given.property.id: agreement
            for given in query.given
            if (agreement := weigh(self.service, entity, given, self.search.likens)) is not None
        }
        fits = type_fits(query, entity)
        score, sure = candidate.score, candidate.sure and fits
        if not candidate.decided:
            score = (score + sum(100 * _EVIDENCE * a for a in evidence.values())) / (
                1 + _EVIDENCE * len(evidence)
            )
            sure = sure and not decided and all(a >= AGREES for a in evidence.values())
            sure = sure and bool(not candidate.short or query.types or evidence)
        wrong = (not fits) + bool(decided and not candidate.decided)
        return replace(
            candidate,
            score=score * _WRONG**wrong,
            sure=sure,
            type_fits=fits,
            evidence=evidence,
        )


def is_match(ranked: list[Candidate]) -> bool:
    """Whether the first candidate is surely the one, and no other might be.

    Initials are no name: they lose against any other thing's name, and any other's initials.
    """
    first, rest = ranked[0], ranked[1:]
    if not first.sure:
        return False
    if first.decided:
        return True
    rivals = [c for c in rest if c.sure or c.decided]
    return all(rival.derived and not first.derived for rival in rivals)


def type_fits(query: Query, entity: Entity) -> bool:
    """Whether a thing is of the types that a query wants: of any, or of all of them."""
    wanted = [kind.iri in entity.types for kind in query.types]
    if not wanted:
        return True
    return all(wanted) if query.strictness == "all" else any(wanted)


def _prefers(query: Query) -> bool:
    return query.strictness == "should"
