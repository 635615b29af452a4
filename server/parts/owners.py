"""Whose a name is: the folder under our root in which an article's things stand.

`https://w3id.org/sitrep/bhamo/kia` stands in the folder `bhamo`, which is an article's because the
article, or the text that its sentences are of, stands there too. What stands in no article's
folder (kinds, the ontology, names of others) is everybody's.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Store, Triple

from ontology import SAME_NAMESPACE
from server.errors import NotFoundError
from server.names import ROOT, Term
from server.terms import term

_FOLDER: Final = re.compile(re.escape(ROOT) + r"([a-z0-9-]+)/")
SAME: Final = SAME_NAMESPACE.removeprefix(ROOT).strip("/")
"""The folder of tables that say which things of two articles are one; it is no article's."""


def folder_of(iri: str) -> str:
    """The folder of ours in which an IRI stands; empty where it stands elsewhere."""
    found = _FOLDER.match(iri)
    return found[1] if found else ""


def folders_in(said: Term) -> Iterator[str]:
    """The folders of all that a term names."""
    if isinstance(said, NamedNode):
        yield folder_of(said.value)
    elif isinstance(said, Triple):
        for part in said:
            yield from folders_in(part)


def article_iris(store: Store) -> set[NamedNode]:
    """The articles of a graph, as far as they have a name."""
    texts = store.quads_for_pattern(None, term("nif:isString"), None, None)
    wholes = store.quads_for_pattern(None, term("nif:referenceContext"), None, None)
    found = {quad.subject for quad in texts} | {quad.object for quad in wholes}
    return {each for each in found if isinstance(each, NamedNode)}


def titles(store: Store) -> Mapping[str, str]:
    """The folders of the articles of a graph in the order of their names, each with its title.

    Articles that stand in no folder of ours are not among them.
    """
    found: dict[str, str] = {}
    for iri in sorted(article_iris(store), key=str):
        if folder := folder_of(iri.value):
            quads = store.quads_for_pattern(iri, term("dcterms:title"), None, None)
            named = (q.object.value for q in quads if isinstance(q.object, Literal))
            found.setdefault(folder, min(named, default=folder))
    return found


def battle_of(thing: NamedNode, battles: Mapping[str, str]) -> str:
    """The title of the article of a thing, where there are several to tell it apart from."""
    return battles.get(folder_of(thing.value), "") if len(battles) > 1 else ""


def require(slug: str, known: Mapping[str, str]) -> None:
    """Make sure that there is an article of this name among those that are known.

    Raises:
        NotFoundError: there is none; the hint names those that are there.
    """
    if slug not in known:
        among = ", ".join(list(known)[:10])
        raise NotFoundError(
            f"The graph has no article {slug[:40]}.",
            hint=f"It has {among}." if among else "It has none that can be asked apart.",
        )
