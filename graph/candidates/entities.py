"""Search Wikidata, and read what it says of the items found: names, classes, dates, point, codes.

Shapes: https://www.wikidata.org/w/api.php?action=help&modules=wbsearchentities and wbgetentities,
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar, cast

from graph.candidates.remote import Json, Remote
from graph.candidates.shapes import code_at, object_at, objects_at, strange
from graph.wikidata.values import DAY, MONTH, YEAR

TIME: Final = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T00:00:00Z")
A_BATCH: Final = 50  # the most that wbgetentities takes
POINT: Final = "P625"

Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that a time of Wikidata may mean."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Item:
    """What Wikidata says of an item, as far as it matters here; values and times by property."""

    code: str
    label: str
    names: tuple[str, ...]
    description: str
    values: Mapping[str, tuple[str, ...]]
    spans: Mapping[str, tuple[Span, ...]]
    point: tuple[float, float] | None


def search(remote: Remote, name: str, most: int) -> list[str]:
    """The items that have a name like this, as Wikidata orders them.

    Raises:
        RemoteError: as `Remote.ask`, or the answer has another shape.
    """
    asked = {"action": "wbsearchentities", "search": name, "language": "en", "uselang": "en"}
    answer = remote.ask({**asked, "type": "item", "limit": str(most)})
    return [code_at(remote, hit, "id") for hit in objects_at(remote, answer, "search")]


def search_code(remote: Remote, name: str, value: str) -> list[str]:
    """The items that have a code with others, such as a number in GeoNames.

    Raises:
        RemoteError: as `search`.
    """
    sought = f'haswbstatement:"{name}={value}"'
    asked = {"action": "query", "list": "search", "srsearch": sought, "srlimit": "5"}
    found = object_at(remote, remote.ask(asked), "query")
    return [code_at(remote, hit, "title") for hit in objects_at(remote, found, "search")]


def fetch(remote: Remote, codes: Sequence[str]) -> Iterator[Item]:
    """What Wikidata says of some items; those that were deleted are left out.

    Raises:
        RemoteError: as `search`.
    """
    wanted = {"action": "wbgetentities", "props": "labels|aliases|descriptions|claims"}
    for begin in range(0, len(codes), A_BATCH):
        some = codes[begin : begin + A_BATCH]
        answer = remote.ask({**wanted, "ids": "|".join(some), "languages": "en|my|mul"})
        entities = object_at(remote, answer, "entities")
        for key in entities:
            entity = object_at(remote, entities, key)
            if "missing" not in entity:
                yield read_item(remote, entity, some)


def read_item(remote: Remote, entity: Json, asked: Sequence[str]) -> Item:
    """One entity, which was asked for or is what one that was asked for leads to."""
    code = code_at(remote, entity, "id")
    led = object_at(remote, entity, "redirects", absent=True).get("from")
    if code not in asked and led not in asked:
        raise strange(remote, "entities", "the items that were asked for")
    labels = texts(remote, entity, "labels")
    described = texts(remote, entity, "descriptions")
    claims = object_at(remote, entity, "claims", absent=True)
    held = [(name, value) for name in claims for value in claimed(remote, claims, name)]
    points = [read_point(value) for name, value in held if name == POINT]
    return Item(
        code=code,
        label=labels[0] if labels else code,
        names=tuple(dict.fromkeys([*labels, *texts(remote, entity, "aliases")])),
        description=described[0] if described else "",
        values=by_name([(name, text) for name, value in held if (text := read_text(value))]),
        spans=by_name([(name, span) for name, value in held if (span := read_span(value))]),
        point=next((point for point in points if point), None),
    )


def by_name(pairs: list[tuple[str, Held]]) -> dict[str, tuple[Held, ...]]:
    """Values by property."""
    names = dict.fromkeys(name for name, _ in pairs)
    return {each: tuple(value for name, value in pairs if name == each) for each in names}


def claimed(remote: Remote, claims: Json, name: str) -> Iterator[object]:
    """The values of a property, without those of deprecated statements and those unknown."""
    for statement in objects_at(remote, claims, name):
        snak = object_at(remote, statement, "mainsnak")
        if statement.get("rank") != "deprecated" and snak.get("snaktype") == "value":
            yield object_at(remote, snak, "datavalue").get("value")


def read_text(value: object) -> str:
    """A code with others, or the code of an item."""
    return value if isinstance(value, str) else str(as_object(value).get("id") or "")


def as_object(value: object) -> Json:
    """A value that has parts; one that has none has nothing of them."""
    return cast("Json", value) if isinstance(value, dict) else dict[str, object]()


def read_span(value: object) -> Span | None:
    """A time of a day, a month or a year of our era; coarser ones say too little."""
    time = as_object(value)
    found, precision = TIME.fullmatch(str(time.get("time"))), time.get("precision")
    if not found or precision not in (DAY, MONTH, YEAR):
        return None
    year, month, day = (max(1, int(each)) for each in found.groups())
    try:
        if precision == DAY:
            return Span(date(year, month, day), date(year, month, day))
        if precision == YEAR:
            return Span(date(year, 1, 1), date(year, 12, 31))
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except ValueError:
        return None


def read_point(value: object) -> tuple[float, float] | None:
    """A point, longitude first."""
    point = as_object(value)
    longitude, latitude = point.get("longitude"), point.get("latitude")
    if isinstance(longitude, int | float) and isinstance(latitude, int | float):
        return float(longitude), float(latitude)
    return None


def texts(remote: Remote, entity: Json, key: str) -> list[str]:
    """Labels, aliases or descriptions, English ones first."""
    held = object_at(remote, entity, key, absent=True)
    found: list[str] = []
    for language in sorted(held, key=lambda each: (each != "en", each)):
        several = isinstance(held[language], list)
        said = (
            objects_at(remote, held, language) if several else [object_at(remote, held, language)]
        )
        found += [str(text["value"]) for text in said if isinstance(text.get("value"), str)]
    return found
