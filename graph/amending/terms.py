"""Write terms as a file writes them: by its own prefixes, numbers as they are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode
from rdflib import RDF, XSD

import ontology
from graph.amending.model import Document, Term
from graph.draft.writing.trig import ESCAPES

_LOCAL: Final = re.compile(r"\w(?:[\w\-]*\w)?", re.ASCII)
_BARE: Final = {
    str(XSD.integer): re.compile(r"[+-]?\d+"),
    str(XSD.decimal): re.compile(r"[+-]?\d*\.\d+"),
    str(XSD.boolean): re.compile(r"true|false"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """The prefixes of a file, and those that it would need besides."""

    prefixes: Mapping[str, str]
    needed: dict[str, str] = field(default_factory=dict[str, str])

    def verb(self, predicate: NamedNode) -> str:
        """A predicate as written."""
        return "a" if predicate.value == str(RDF.type) else self.iri(predicate.value)

    def term(self, term: Term) -> str:
        """A subject or an object as written."""
        if isinstance(term, Literal):
            return self.literal(term)
        return self.iri(term.value) if isinstance(term, NamedNode) else str(term)

    def iri(self, iri: str) -> str:
        """An IRI with the longest prefix that fits, if one does."""
        for known in (self.prefixes, self.needed):
            if found := shortened(iri, known):
                return found
        spare = {
            name: space
            for name, space in ontology.PREFIXES.items()
            if name not in self.prefixes and space not in self.prefixes.values()
        }
        if self.prefixes and (found := shortened(iri, spare)):
            name = found.partition(":")[0]
            self.needed[name] = spare[name]
            return found
        return str(NamedNode(iri))

    def literal(self, term: Literal) -> str:
        """A literal as written."""
        bare = _BARE.get(term.datatype.value)
        if bare and bare.fullmatch(term.value):
            return term.value
        quoted = f'"{term.value.translate(ESCAPES)}"'
        if term.language:
            direction = f"--{term.direction}" if term.direction else ""
            return f"{quoted}@{term.language}{direction}"
        if term.datatype.value == str(XSD.string):
            return quoted
        return f"{quoted}^^{self.iri(term.datatype.value)}"


def shortened(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI by the longest prefix that fits; empty where none does."""
    fitting = [
        (len(space), name)
        for name, space in prefixes.items()
        if iri.startswith(space) and _LOCAL.fullmatch(iri[len(space) :])
    ]
    if not fitting:
        return ""
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def declarations(document: Document, names: Names) -> list[tuple[int, str]]:
    """Where the prefixes that are needed besides are to be declared, each in its order."""
    found = list[tuple[int, str]]()
    for name, iri in sorted(names.needed.items()):
        before = [span for known, span in document.declared.items() if known < name]
        line = f"@prefix {name}: <{iri}> ."
        if before:
            found.append((max(span.end for span in before), f"\n{line}"))
        else:
            found.append((min(span.start for span in document.declared.values()), f"{line}\n"))
    return found
