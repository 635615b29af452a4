"""What is asked: the JSON of a request, read strictly, with errors that name the place.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#reconciliation-queries
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from server.errors import BadRequestError
from server.reconcile.schema import Concept, Schema
from server.reconcile.sent import check_count, is_list, is_object, read_json, read_limit, wrong

Strictness = Literal["any", "all", "should"]
_USUAL_CANDIDATES: Final = 10
_HINT: Final = 'A query is as in {"query": "LIB 47", "type": "Unit", "limit": 5}.'


@dataclass(frozen=True, slots=True)
class Given:
    """A property that a thing is said to have, with the values that it may have, as text."""

    property: Concept
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A name to be found, and what else is known of the thing."""

    name: str
    types: tuple[Concept, ...] = ()
    strictness: Strictness = "any"
    limit: int = _USUAL_CANDIDATES
    given: tuple[Given, ...] = ()


def read_batch(text: str, schema: Schema, most: int) -> dict[str, Query]:
    """The queries of a batch by their keys.

    Raises:
        BadRequestError: it is no such batch, or one too large, or names what is not here.
    """
    batch = read_json(text, "queries")
    if not is_object(batch):
        raise wrong("queries", "an object with a query at each key", batch)
    check_count("queries", batch, most)
    return {key: read_query(sent, schema, f"queries.{key}") for key, sent in batch.items()}


def read_single(text: str, schema: Schema) -> Query:
    """The one query of a request: JSON, or a bare name.

    Raises:
        BadRequestError: it is JSON and no query.
    """
    if not text.lstrip().startswith("{"):
        return Query(text)
    return read_query(read_json(text, "query"), schema, "query")


def read_query(sent: object, schema: Schema, where: str) -> Query:
    """One query.

    Raises:
        BadRequestError: it is none, or names a type or property that is not here.
    """
    if not is_object(sent):
        raise wrong(where, "an object", sent, _HINT)
    name, given = sent.get("query", ""), _read_properties(sent, schema, where)
    if not isinstance(name, str):
        raise wrong(f"{where}.query", "a string", name, _HINT)
    if "query" not in sent and not given:
        raise BadRequestError(f"`{where}` has neither a `query` nor `properties`.", hint=_HINT)
    return Query(
        name=name,
        types=tuple(schema.type(written) for written in _read_types(sent, where)),
        strictness=_read_strictness(sent, where),
        limit=read_limit(sent.get("limit"), f"{where}.limit", _USUAL_CANDIDATES),
        given=given,
    )


def _read_types(sent: Mapping[str, object], where: str) -> Iterable[str]:
    types = sent.get("type")
    for written in types if is_list(types) else [types]:
        if isinstance(written, str) and written:
            yield written
        elif is_object(written) and isinstance(identifier := written.get("id"), str):
            yield identifier
        elif written is not None and written != "":
            raise wrong(f"{where}.type", "the identifier of a type, or a list of them", types)


def _read_strictness(sent: Mapping[str, object], where: str) -> Strictness:
    given = sent.get("type_strict") or "any"
    for allowed in get_args(Strictness):
        if given == allowed:
            strictness: Strictness = allowed
            return strictness
    raise wrong(f"{where}.type_strict", "any, all or should", given)


def _read_properties(sent: Mapping[str, object], schema: Schema, where: str) -> tuple[Given, ...]:
    properties = sent.get("properties")
    if not properties:
        return ()
    if not is_list(properties):
        raise wrong(f"{where}.properties", "a list", properties)
    return tuple(
        given
        for place, entry in enumerate(properties)
        if (given := _read_property(entry, schema, f"{where}.properties[{place}]")).values
    )


def _read_property(entry: object, schema: Schema, where: str) -> Given:
    if not is_object(entry) or "v" not in entry:
        raise wrong(where, 'an object with "pid" and "v"', entry)
    pid, value = entry.get("pid"), entry["v"]
    if not isinstance(pid, str):
        raise wrong(f"{where}.pid", "the identifier of a property", pid)
    values = [_read_value(each, where) for each in (value if is_list(value) else [value])]
    return Given(schema.property(pid), tuple(value for value in values if value))


def _read_value(sent: object, where: str) -> str:
    """A value as text; empty for null, which says nothing."""
    if is_object(sent) and isinstance(identifier := sent.get("id"), str):
        return identifier
    if isinstance(sent, bool):
        return "true" if sent else "false"
    if isinstance(sent, (str, int, float)):
        return str(sent).strip()
    if sent is None:
        return ""
    raise wrong(f"{where}.v", "text, a number, true, false, or an object with an id", sent)
