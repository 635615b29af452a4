"""Pairs of things of two articles that have a name in common, as a table for a person to review.

The same name alone says nothing: there are two Springfields, and a 1st Division in every army. So a
row that is proposed lacks what only a person can give (who judged, when, how sure, on what
evidence), and a table with such a row is refused until it is there or the row is gone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from rdflib import URIRef

import ontology
from graph.names import BASE, namespace
from graph.reading.links import COLUMNS
from graph.same.graphs import Thing

_UNNAMED: Final = "(unnamed)"
_SET: Final = f"{ontology.SAME_NAMESPACE}shared"
_ADVICE: Final = (
    "Proposed by sitrep links alike, because of a name in common, which is no evidence. Read of"
    " both things; then give author_label, mapping_date, confidence, ext_source_count and"
    " ext_evidence; or write Not with skos:exactMatch, and why in comment; or strike the row out."
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two things of different articles, and the name that both have."""

    one: Thing
    two: Thing
    name: str


def propose(things: Mapping[URIRef, Thing], judged: Iterable[frozenset[URIRef]]) -> list[Proposal]:
    """Every pair with a name in common that nobody has judged.

    Where both are linked with Wikidata, the items decide, and there is nothing to propose.
    """
    named: dict[tuple[str, str], dict[URIRef, str]] = defaultdict(dict)
    for thing in things.values():
        for name in (thing.label, *sorted(thing.names)):
            if _UNNAMED not in name:
                named[thing.sort, key_of(name)].setdefault(thing.iri, name)
    seen, found = {*judged}, list[Proposal]()
    for sharing in named.values():
        for one, two in combinations(sorted(sharing), 2):
            pair = frozenset((one, two))
            decided = things[one].items and things[two].items
            if things[one].slug != things[two].slug and pair not in seen and not decided:
                seen.add(pair)
                found.append(Proposal(things[one], things[two], sharing[one]))
    return sorted(found, key=lambda each: (each.one.iri, each.two.iri))


def key_of(name: str) -> str:
    """A name without regard to capitals and punctuation."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def table(proposals: Iterable[Proposal], slugs: Iterable[str]) -> str:
    """The proposals as a table; what a person has to give is empty."""
    names = ("owl", "semapv", "sitrep", "skos", "sssom")
    prefixes = {each: ontology.PREFIXES.get(each, ontology.NAMESPACE) for each in names}
    prefixes |= {slug: namespace(slug) for slug in slugs}
    lines = [
        "#curie_map:",
        *(f"#  {name}: {iri}" for name, iri in sorted(prefixes.items())),
        f"#mapping_set_id: {_SET}",
        "#mapping_set_title: What the articles share",
        f"#mapping_set_description: {_ADVICE}",
        "#license: https://creativecommons.org/publicdomain/zero/1.0/",
        "\t".join(COLUMNS),
        *("\t".join(row(each)) for each in proposals),
    ]
    return "\n".join(lines) + "\n"


def row(proposal: Proposal) -> Iterator[str]:
    """One row."""
    one, two = proposal.one, proposal.two
    kinds = [", ".join(each.kinds) or each.sort for each in (one, two)]
    cells = {
        "subject_id": short(one),
        "subject_label": one.label,
        "predicate_id": "owl:sameAs",
        "object_id": short(two),
        "object_label": two.label,
        "object_category": kinds[1],
        "mapping_justification": "semapv:ManualMappingCuration",
        "match_string": proposal.name,
        "comment": "" if kinds[0] == kinds[1] else f"There {kinds[1]}, here {kinds[0]}.",
    }
    for column in COLUMNS:
        yield quoted(cells.get(column, ""))


def short(thing: Thing) -> str:
    """A thing's name under the prefix of its article."""
    return f"{thing.slug}:{thing.iri.removeprefix(BASE).partition('/')[2]}"


def quoted(cell: str) -> str:
    """A cell as the table has it: on one line, in quotation marks where one is in it."""
    line = " ".join(cell.split())
    doubled = line.replace('"', '""')
    return f'"{doubled}"' if '"' in line else line
