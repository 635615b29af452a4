"""What is asked: the JSON of a request, read strictly, with errors that name the place.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#reconciliation-queries
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeGuard, get_args

from server.errors import BadRequestError
from server.reconcile.schema import Concept, Schema

Strictness = Literal["any", "all", "should"]
MOST_CANDIDATES: Final = 100
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


def read_limit(sent: object, where: str, usual: int) -> int:
    """How many of something are wanted; null is the usual number.

    Raises:
        BadRequestError: it is no positive whole number.
    """
    if sent is None:
        return usual
    whole = int(sent) if isinstance(sent, float) and sent.is_integer() else sent
    if not isinstance(whole, int) or isinstance(whole, bool) or whole < 1:
        raise wrong(where, "a whole number from 1", sent)
    return min(whole, MOST_CANDIDATES)


def read_json(text: str, where: str) -> object:
    """A parameter that is JSON.

    Raises:
        BadRequestError: it is not; the sentence names line and column.
    """
    try:
        read: object = json.loads(text)
        json.dumps(read, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadRequestError(f"`{where}` has half of a surrogate pair in a string.") from None
    except RecursionError:
        raise BadRequestError(f"`{where}` is nested too deeply.") from None
    except json.JSONDecodeError as error:
        raise BadRequestError(
            f"`{where}` is not JSON: {error.msg}, at line {error.lineno}, column {error.colno}.",
            hint="Encode the JSON for the form or address, as curl --data-urlencode does.",
        ) from None
    except ValueError:
        raise BadRequestError(f"`{where}` is not JSON: a number is too long.") from None
    return read


def check_count(where: str, sent: Mapping[str, object] | list[object], most: int) -> None:
    """Refuse more at once than there may be.

    Raises:
        BadRequestError: there are too many.
    """
    if len(sent) > most:
        raise BadRequestError(
            f"`{where}` has {len(sent)} entries, and there may be {most} at once.",
            hint="Send them in several requests; `batchSize` in the manifest is a good size.",
        )


def is_object(sent: object) -> TypeGuard[dict[str, object]]:
    """Whether JSON is an object."""
    return isinstance(sent, dict)


def is_list(sent: object) -> TypeGuard[list[object]]:
    """Whether JSON is a list."""
    return isinstance(sent, list)


def wrong(where: str, wanted: str, sent: object, hint: str | None = None) -> BadRequestError:
    """The error for JSON of another form than is wanted."""
    shown = json.dumps(sent, ensure_ascii=False)
    return BadRequestError(f"`{where}` should be {wanted}, and is {shown[:60]}.", hint=hint)


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
