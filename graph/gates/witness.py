"""A part of the gate of agreement: what the evidence of a link, as it was quoted, tells of an item.

Evidence is quoted from data sets of many shapes; what is known of them stands here. What is not
told in one of these ways is not told.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

# As "latitude": "24.25256", geom:latitude 24.25256, lat 24.25256; then the same of the longitude.
POINT: Final = re.compile(
    r"\blat(?:itude)?\b\W{1,5}(-?\d+\.\d+)\W+(?:\w+:)?(?:lng|lon|long|longitude)\b\W{1,5}(-?\d+\.\d+)",
    re.IGNORECASE,
)
PLACETYPE: Final = re.compile(r"\bplacetype\b\W{1,5}([a-z]+)")
# A war's "year": "2021"; a day, as in "date": "1961-02-05T00:00:00Z".
YEAR: Final = re.compile(r'"(?:year|date)"\W{1,4}(\d{4})\b')
# How others call the schemes of codes that the gazetteer has, in Who's On First and ROR.
CODES: Final = {
    "GeoNames": re.compile(r'"gn:id": (\d+)'),
    "HASC": re.compile(r'"hasc:id": "([^"]+)"'),
    "ISO 3166-2": re.compile(r'"iso:(?:id|code)": "([^"]+)"'),
    "FIPS 10-4": re.compile(r'"fips:code": "([^"]+)"'),
    "GRID": re.compile(r'"GRID": "([^"]+)"'),
    "ROR": re.compile(r'"https://ror\.org/(\w+)"'),
}


def points(evidence: Iterable[str]) -> Iterator[tuple[float, float]]:
    """Points, longitude first."""
    for each in evidence:
        yield from ((float(east), float(north)) for north, east in POINT.findall(each))


def placetypes(evidence: Iterable[str]) -> Iterator[str]:
    """What sort of place it is to Who's On First, as `locality` or `county`."""
    for each in evidence:
        yield from PLACETYPE.findall(each)


def years(evidence: Iterable[str]) -> Iterator[int]:
    """In which year a happening began."""
    for each in evidence:
        yield from map(int, YEAR.findall(each))


def codes(evidence: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Codes, each with its scheme as the gazetteer calls it."""
    for each in evidence:
        for scheme, pattern in CODES.items():
            yield from ((scheme, code) for code in dict.fromkeys(pattern.findall(each)))
