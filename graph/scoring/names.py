"""Names: what a thing is called in a file, so that it can be known again in another one.

IRIs are no help, because a draft makes its own. Two things are held for one if they share a name,
whatever its letters' case, accents, punctuation and article.
"""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import combining, normalize

from rdflib import RDF, SKOS, Graph
from rdflib.term import Node

from graph.names import SITREP, shorten

NAMES: Final = (SKOS.prefLabel, SKOS.altLabel)
QUOTED: Final = (SKOS.altLabel, SITREP.wording)
# A base goes by the name of the unit that it is of, however its own name is put.
BASE_OF: Final = "base of"
SIDE: Final = re.compile(r"combatant ?\d+")


def plain(words: str) -> str:
    """The words in lower case, without accents, punctuation, a leading article and `'s`."""
    letters = normalize("NFKD", words.casefold().replace("\u2019", "'"))
    letters = "".join(letter for letter in letters if not combining(letter))
    spaced = re.sub(r"[^\w]+", " ", re.sub(r"'s\b", "", letters)).strip()
    return re.sub(r"^(the|an?) (?=.)", "", spaced)


def names(flat: Graph, thing: Node) -> frozenset[str]:
    """Every name that a file has for a thing; that of a base also by its unit."""
    return frozenset({str(thing), *own_names(flat, thing), *base_names(flat, thing)})


def own_names(flat: Graph, thing: Node) -> set[str]:
    """The labels of a thing; a side is also named by the key of its line in the infobox."""
    labels = {plain(str(label)) for term in NAMES for label in flat.objects(thing, term)}
    quoted = (plain(str(words)) for words in flat.objects(thing, SITREP.wording))
    return {*labels, *filter(SIDE.fullmatch, quoted)}


def side_name(flat: Graph, side: Node) -> str:
    """The key by which a side is known; its name if it has none."""
    keys = sorted(filter(SIDE.fullmatch, own_names(flat, side)))
    return keys[0] if keys else title(flat, side)


def base_names(flat: Graph, site: Node) -> Iterator[str]:
    """The names of a site as the base of a unit."""
    for unit in flat.objects(site, SITREP.baseOf):
        if (unit, RDF.type, SITREP.Unit) in flat:
            for name in own_names(flat, unit):
                yield f"{BASE_OF} {name}"


def quoted(graph: Graph, thing: Node) -> frozenset[str]:
    """The words by which a sentence calls a thing."""
    return frozenset(plain(str(words)) for term in QUOTED for words in graph.objects(thing, term))


def called(flat: Graph, graph: Graph, thing: Node) -> frozenset[str]:
    """What a thing may go by in a sentence: its names anywhere, and the sentence's words for it."""
    return names(flat, thing) | quoted(graph, thing)


def title(flat: Graph, thing: Node) -> str:
    """One name of a thing, to show."""
    for term in (*NAMES, SITREP.wording):
        found = sorted(str(words) for words in flat.objects(thing, term))
        if found:
            return found[0]
    return shorten(thing)


def local(kind: Node) -> str:
    """The local name of a kind."""
    return re.split("[/#]", str(kind))[-1]
