"""Read a table of what articles share, and make sure that its rows do not contradict each other."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rdflib import OWL, URIRef

from graph.errors import TableError
from graph.gates.link_names import mispredicated
from graph.model import Link, Links
from graph.names import BASE
from graph.reading.cells import fault, read_name, read_words
from graph.reading.links import read_judgements
from graph.tables import Row, Table
from ontology import KIND_NAMESPACE, SAME_NAMESPACE

_THING: Final = re.compile(re.escape(BASE) + r"([a-z0-9-]+)/(?!sentence/|link/).+")
_NOT_THINGS: Final = (KIND_NAMESPACE, SAME_NAMESPACE)
_SET: Final = re.compile(re.escape(SAME_NAMESPACE) + r"[a-z0-9]+(-[a-z0-9]+)*")


def read_same(path: Path) -> Links:
    """Read a table of pairs; `item` of each is the thing of the other article.

    Raises:
        MissingFileError: there is no such file.
        TableError: it is no such table, a cell does not say what it must, or a row contradicts
            those before it, at this place.
    """
    found = read_judgements(path, read_other)
    if not _SET.fullmatch(found.iri):
        wanted = f"{SAME_NAMESPACE} and a name in small letters, as {SAME_NAMESPACE}kachin"
        raise TableError(path, 1, 1, f"mapping_set_id: {found.iri}: expected {wanted}")
    for link in found.rows:
        article_of(found.table, link.row, "subject_id", link.subject)
        for slot, says in mispredicated(link):
            raise fault(found.table, link.row, slot, says)
    for link, slot, says in contradictions(found.rows):
        raise fault(found.table, link.row, slot, says)
    return found


def read_other(table: Table, row: Row) -> URIRef:
    """The thing of the other article."""
    other = read_name(table, row, "object_id")
    folder = article_of(table, row, "object_id", other)
    read_words(table, row, "object_label")
    if folder == article_of(table, row, "subject_id", read_name(table, row, "subject_id")):
        raise fault(
            table,
            row,
            "object_id",
            f"expected a thing of another article than {folder}; what one article describes apart"
            " stays apart, with :maybeSame in its own facts",
        )
    return other


def article_of(table: Table, row: Row, slot: str, thing: URIRef) -> str:
    """The slug of the article whose thing it is.

    Raises:
        TableError: it is no article's thing.
    """
    found = _THING.fullmatch(thing)
    if not found or str(thing).startswith(_NOT_THINGS):
        says = f"{thing}: expected a thing of an article, as {BASE}bhamo/kia"
        raise fault(table, row, slot, says)
    return found[1]


def slug_of(thing: URIRef) -> str:
    """The slug of the article of a thing that was read."""
    return thing.removeprefix(BASE).partition("/")[0]


def contradictions(rows: tuple[Link, ...]) -> Iterator[tuple[Link, str, str]]:
    """Rows that cannot stand beside those before them: the row, the slot, and why.

    That two things are one goes on to a third, so a row may say by others what it does not say
    itself: that two things of one article are one, which no table may, or what is judged wrong.
    """
    judged: dict[frozenset[URIRef], Link] = {}
    for link in rows:
        pair = frozenset((link.subject, other_of(link)))
        first = judged.setdefault(pair, link)
        if first is not link:
            says = f"this pair is judged in line {first.row.line}; one of the two is wrong"
            yield link, "object_id", says
    one: dict[URIRef, set[URIRef]] = defaultdict(set)
    for link in rows:
        if link.asserted and link.predicate == OWL.sameAs:
            together = {link.subject, other_of(link)}
            together |= one[link.subject] | one[other_of(link)]
            one.update(dict.fromkeys(together, together))
            articles = [slug_of(thing) for thing in sorted(together)]
            if twice := {each for each in articles if articles.count(each) > 1}:
                slug = min(twice)
                two = " and ".join(t for t in sorted(together) if slug_of(t) == slug)
                yield link, "object_id", f"with the rows before, {two} would be one; they are two"
    for link in rows:
        if link.rejected and other_of(link) in one[link.subject]:
            yield link, "predicate_modifier", "other rows say that the two are one"


def other_of(link: Link) -> URIRef:
    """The thing of the other article."""
    if link.item is None:
        raise TypeError(link)
    return link.item
