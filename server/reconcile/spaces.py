"""Identifiers: what a thing is called in requests and answers, and which IRI that is.

An identifier is what follows the service's space in the IRI, so that a client joins the two and
has the IRI, as with Wikidata. What lies outside the space goes by its whole IRI.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#identifier-and-schema-spaces
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ontology import NAMESPACE, PREFIXES
from server.names import ROOT

WIKIDATA: Final = PREFIXES["wd"]
# Where identifiers are whole IRIs, their space is the syntax of IRIs.
WHOLE: Final = "http://www.ietf.org/rfc/rfc3986"
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:/?/?[^\s<>\"]+")
# As an item is written: bare, with its prefix, by any of the addresses of its page.
_ITEM: Final = re.compile(
    r"(?:wd:|https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki|wiki/Special:EntityPage)/)?(Q[1-9]\d*)"
)


@dataclass(frozen=True, slots=True)
class Space:
    """What the IRIs of a sort begin with; empty where they begin with nothing in common."""

    base: str

    @property
    def uri(self) -> str:
        """What the manifest says of it."""
        return self.base or WHOLE

    def shorten(self, iri: str) -> str:
        """The identifier of an IRI."""
        return iri.removeprefix(self.base)

    def expand(self, written: str) -> str:
        """The IRI that an identifier, an IRI or a name with a known prefix stands for."""
        prefix, colon, name = written.partition(":")
        if colon and prefix in PREFIXES and not name.startswith("//"):
            return PREFIXES[prefix] + name
        return written if _ABSOLUTE.fullmatch(written) else self.base + written


def entity_space(iris: Sequence[str]) -> Space:
    """The space of the things of a graph: our own for ours, so that it stays when one is added."""
    return Space(ROOT) if any(iri.startswith(ROOT) for iri in iris) else _commonest(iris)


def schema_space(iris: Sequence[str]) -> Space:
    """The same for types and properties."""
    return Space(NAMESPACE) if any(i.startswith(NAMESPACE) for i in iris) else _commonest(iris)


def item_of(written: str) -> str | None:
    """The IRI of a Wikidata item that was written in any of the usual ways."""
    found = _ITEM.fullmatch(written.strip())
    return WIKIDATA + found.group(1) if found else None


def _commonest(iris: Iterable[str]) -> Space:
    bases = (iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in iris)
    counted = Counter(base for base in bases if base)
    return Space(min(counted, key=lambda base: (-counted[base], base), default=""))
