"""Read the cells of the table of links: what each must say, and what is told where it does not."""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from rdflib import OWL, SKOS, URIRef

from graph.errors import TableError
from graph.names import NO_TERM_FOUND, SEMAPV
from graph.tables import Row, Table

PREDICATES: Final = (OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)
ITEM: Final = re.compile(r"http://www\.wikidata\.org/entity/Q[1-9]\d*")
BETWEEN_SOURCES: Final = " || "


def fault(table: Table, row: Row, slot: str, says: str) -> TableError:
    """What is wrong with one cell, at the place where it begins."""
    return TableError(table.path, row.line, row.places[slot], f"{slot}: {says}")


def read_words(table: Table, row: Row, slot: str) -> str:
    """What a cell says that may not be empty."""
    written = row.cells[slot].strip()
    if not written:
        raise fault(table, row, slot, "expected words, found nothing")
    return written


def read_name(table: Table, row: Row, slot: str) -> URIRef:
    """An IRI that is written with a prefix of the header."""
    written = row.cells[slot]
    prefix, colon, local = written.partition(":")
    if not (colon and local and prefix in table.prefixes):
        known = ", ".join(f"{name}:" for name in table.prefixes)
        raise fault(table, row, slot, f'"{written}": expected a name with one of {known}')
    return URIRef(table.prefixes[prefix] + local)


def read_predicate(table: Table, row: Row) -> URIRef:
    """How the thing and the item belong together."""
    predicate = read_name(table, row, "predicate_id")
    if predicate not in PREDICATES:
        allowed = "owl:sameAs, skos:exactMatch, skos:closeMatch or skos:broadMatch"
        raise fault(table, row, "predicate_id", f"expected {allowed}")
    return predicate


def read_item(table: Table, row: Row) -> URIRef | None:
    """The item; the page of an item, and Wikidata over https, join with nothing."""
    item = read_name(table, row, "object_id")
    if item == NO_TERM_FOUND:
        return None
    if not ITEM.fullmatch(item):
        wanted = "wd:Q…, which is http://www.wikidata.org/entity/Q…, or sssom:NoTermFound"
        raise fault(table, row, "object_id", f"expected {wanted}, found {item}")
    read_words(table, row, "object_label")
    return item


def read_modifier(table: Table, row: Row, item: URIRef | None) -> bool:
    """Whether the pairing was judged wrong; then it says why."""
    modifier = row.cells["predicate_modifier"]
    if modifier not in ("", "Not") or (modifier and item is None):
        raise fault(table, row, "predicate_modifier", "expected nothing, or Not before an item")
    if modifier:
        read_words(table, row, "comment")  # why it is wrong
    return bool(modifier)


def read_justification(table: Table, row: Row) -> URIRef:
    """How the judgement was come to, in the words of SEMAPV."""
    justification = read_name(table, row, "mapping_justification")
    if justification not in SEMAPV:
        wanted = "expected a justification of SEMAPV, such as semapv:ManualMappingCuration"
        raise fault(table, row, "mapping_justification", wanted)
    return justification


def read_date(table: Table, row: Row) -> date:
    """The day of the judgement."""
    written = row.cells["mapping_date"]
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        says = f'"{written}": expected a day, as 2026-11-26'
        raise fault(table, row, "mapping_date", says) from wrong


def read_confidence(table: Table, row: Row, item: URIRef | None) -> Decimal | None:
    """How sure the judgement is, above 0 and up to 1; nothing where nothing was found."""
    written = row.cells["confidence"]
    if item is None and not written:
        return None
    if item is None or not re.fullmatch(r"0\.\d*[1-9]\d*|1(\.0+)?", written):
        wanted = "a number above 0 and up to 1, as 0.95" if item else "nothing, as none was found"
        raise fault(table, row, "confidence", f'"{written}": expected {wanted}')
    return Decimal(written)


def read_evidence(table: Table, row: Row, item: URIRef | None) -> tuple[str, ...]:
    """What was read, source by source. No link stands without it."""
    written = row.cells["ext_evidence"]
    evidence = tuple(written.split(BETWEEN_SOURCES)) if written else ()
    if bool(evidence) != (item is not None):
        wanted = (
            "where the pairing was read, and the words" if item else "nothing, as none was found"
        )
        raise fault(table, row, "ext_evidence", f"expected {wanted}")
    for each in evidence:
        if not re.fullmatch(r"\S.*: .*\S", each):
            wanted = f"`source: words`, several parted by `{BETWEEN_SOURCES}`"
            raise fault(table, row, "ext_evidence", f'"{each}": expected {wanted}')
    return evidence


def read_source_count(table: Table, row: Row, item: URIRef | None) -> int:
    """How many of the sources are not copies of one another."""
    written = row.cells["ext_source_count"]
    if item is None and not written:
        return 0
    most = len(read_evidence(table, row, item))
    if not written.isdecimal() or not 1 <= int(written) <= most:
        says = f'"{written}": expected a number from 1 to {most}, that of the sources at most'
        raise fault(table, row, "ext_source_count", says)
    return int(written)
