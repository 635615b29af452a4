"""What an infobox says, before its mentions have an IRI: claims on mentions."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rdflib import SKOS, Literal, URIRef

from graph.draft.model import Fact, Mention, Object, english
from graph.names import SITREP

Thing: TypeAlias = Mention | URIRef


@dataclass(frozen=True, slots=True)
class Claim:
    """A triple of a sentence, or ours where that is None; its ends may be mentions yet."""

    sentence: int | None
    subject: Thing
    predicate: URIRef
    object: Thing | Literal


def naming(mention: Mention) -> Claim:
    """The name that a mention uses; what is no whole name is quoted as its words."""
    whole = not mention.name or mention.name == mention.text
    return Claim(
        mention.sentence, mention, SKOS.altLabel if whole else SITREP.wording, english(mention.text)
    )


def mentions_in(claims: Iterable[Claim]) -> tuple[Mention, ...]:
    """Each mention once, in the order in which they come."""
    found = (end for claim in claims for end in (claim.subject, claim.object))
    return tuple(dict.fromkeys(end for end in found if isinstance(end, Mention)))


def settled(claims: Iterable[Claim], entity_of: Callable[[Mention], URIRef]) -> Iterator[Fact]:
    """The claims as facts, with the IRIs that the mentions were given."""

    def known(end: Thing | Literal) -> Object:
        return entity_of(end) if isinstance(end, Mention) else end

    for claim in claims:
        subject = known(claim.subject)
        if isinstance(subject, URIRef):
            yield Fact(claim.sentence, subject, claim.predicate, known(claim.object))
