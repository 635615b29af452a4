"""Read the links to Wikidata: `facts/wikidata.sssom.tsv`, one row a judgement.

A row says which item of Wikidata is a thing of ours, with the evidence; or that a pairing is wrong
(`Not`); or that no item was found (`sssom:NoTermFound`). The slots are SSSOM's, but for the two
that begin with `ext_`, which the header defines.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from rdflib import URIRef

from graph.errors import TableError
from graph.model import Link, Links
from graph.reading.cells import (
    read_confidence,
    read_date,
    read_evidence,
    read_item,
    read_justification,
    read_modifier,
    read_name,
    read_predicate,
    read_source_count,
    read_words,
)
from graph.tables import Row, Table, read_table

# What stands in object_id; None where nothing was found.
ReadObject: TypeAlias = Callable[[Table, Row], URIRef | None]

COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "object_category",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "confidence",
    "match_string",
    "comment",
    "ext_source_count",
    "ext_evidence",
)


def read_links(path: Path) -> Links:
    """Read the table of links.

    Raises:
        MissingFileError: there is no such file.
        TableError: it is no such table, or a cell does not say what it must, at this place.
    """
    return read_judgements(path, read_item)


def read_judgements(path: Path, read_object: ReadObject) -> Links:
    """Read a table of judgements on what a thing of ours is; `read_object` reads what that is.

    Raises:
        MissingFileError, TableError: as `read_links`.
    """
    table = read_table(path, COLUMNS)
    for key in ("mapping_set_id", "mapping_set_title", "license"):
        if not isinstance(table.header.get(key), str):
            raise TableError(path, 1, 1, f"the header lacks {key}")
    return Links(
        table=table,
        iri=URIRef(str(table.header["mapping_set_id"])),
        title=str(table.header["mapping_set_title"]),
        licence=str(table.header["license"]),
        rows=tuple(read_link(table, row, read_object) for row in table.rows),
    )


def read_link(table: Table, row: Row, read_object: ReadObject) -> Link:
    """Read one row, from its first cell to its last."""
    for slot in ("subject_label", "author_label"):
        read_words(table, row, slot)
    item = read_object(table, row)
    return Link(
        row=row,
        subject=read_name(table, row, "subject_id"),
        predicate=read_predicate(table, row),
        item=item,
        rejected=read_modifier(table, row, item),
        justification=read_justification(table, row),
        decided=read_date(table, row),
        confidence=read_confidence(table, row, item),
        source_count=read_source_count(table, row, item),
        evidence=read_evidence(table, row, item),
    )
