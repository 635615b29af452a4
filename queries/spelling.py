r"""A term → text: as a VALUES line has it, and as an address has it.

A term is spelt so that every engine reads that term and nothing else. It is stricter than it looks:
by the letter of SPARQL 1.1 (19.2) `\u0022` is a quotation mark anywhere in a query, even after a
backslash that is itself escaped, and rdflib reads it so.
"""

import re
from typing import Final

from pyoxigraph import NamedNode

from ontology import PREFIXES
from queries.model import Value

# A name with a prefix of the project, if it is as simple as ours are.
SHORT: Final = re.compile(r"([a-z]*):([A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)")
_XSD: Final = PREFIXES["xsd"]
_ESCAPES: Final = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
_ESCAPED: Final = re.compile(r"(?<=\\)[uU]|[\"\\\x00-\x1f\x7f-\x9f\u2028\u2029]")


def write_value(value: Value) -> str:
    """A term as an address has it: an IRI by its prefix if it has one, nothing for what is open."""
    if isinstance(value, NamedNode):
        return shorten(value.value)
    return "" if value is None else value.value


def spell(value: Value) -> str:
    """A term as it stands in a VALUES line."""
    if value is None:
        return "UNDEF"
    if isinstance(value, NamedNode):
        return f"<{value.value}>"
    if value.datatype.value in (_XSD + "integer", _XSD + "boolean"):
        return value.value
    text = f'"{escape(value.value)}"'
    plain = value.datatype.value == _XSD + "string"
    return text if plain else f"{text}^^<{value.datatype.value}>"


def escape(text: str) -> str:
    """A text as it stands between quotation marks, for engines of either reading; see above."""
    return _ESCAPED.sub(
        lambda found: _ESCAPES.get(found.group(), f"\\U{ord(found.group()):08X}"), text
    )


def shorten(iri: str) -> str:
    """The IRI with a prefix, if `read_iri` would read it back; else as it is."""
    fitting = [(len(base), name) for name, base in PREFIXES.items() if iri.startswith(base)]
    for length, name in sorted(fitting, reverse=True):
        short = f"{name}:{iri[length:]}"
        if SHORT.fullmatch(short):
            return short
    return iri
