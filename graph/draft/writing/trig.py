"""Write drafted facts as TriG, in the form in which people write and review them.

Each sentence stands as a comment above its block, a sentence without facts as a comment alone; a
thing's predicates keep the order in which they were found, its type and kind first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from rdflib import RDF, SKOS, XSD, Literal, URIRef

import ontology
from graph.draft.model import Fact, Object, Page
from graph.names import EDTF, SITREP, namespace

WIDTH: Final = 130
USED: Final = ("dcterms", "edtf", "k", "rdfs", "schema", "skos")
# What stands first and last of what is said of a thing; the rest stands between.
FIRST: Final = (RDF.type, SITREP.kind, SKOS.prefLabel)
LAST: Final = (SITREP.wording, SKOS.altLabel)
ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
HEAD: Final = """\
# Drafted by `sitrep draft` and not reviewed: each sentence as a comment, what was found beneath.
# Read every block against its sentence; mend what is wrong, add what is missing: docs/reviewing.md.
"""


def to_trig(page: Page, facts: Iterable[Fact], slug: str) -> str:
    """The facts of all sentences, beneath their sentences."""
    by_sentence: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.sentence is not None:
            by_sentence.setdefault(fact.sentence, []).append(fact)
    short = shortener(slug)
    pieces, section = [HEAD, prefixes(slug)], ""
    for sentence in page.sentences:
        if sentence.section != section:
            section = sentence.section
            pieces.append(f"\n# ---- {section} ----\n")
        pieces.append(f"\n# {sentence.number:03d}  {sentence.text}\n")
        if found := by_sentence.get(sentence.number):
            lines = "\n".join(block(found, short, indent="  "))
            pieces.append(f"GRAPH s:{sentence.number:03d} {{\n{lines}\n}}\n")
    return "".join(pieces)


def prefixes(slug: str, *, sentences: bool = True) -> str:
    """The prefixes that a file of this graph needs."""
    space = namespace(slug)
    known = {"": ontology.NAMESPACE, "b": space, **{name: iri_of(name) for name in USED}}
    if sentences:
        known["s"] = f"{space}sentence/"
    lines = (f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(known.items()))
    return "\n" + "".join(lines)


def iri_of(prefix: str) -> str:
    """The namespace of a prefix of the project's."""
    return ontology.PREFIXES.get(prefix, str(EDTF).removesuffix("EDTF"))


def shortener(slug: str) -> Callable[[Object], str]:
    """Writes a term as the files of this graph do."""
    space = namespace(slug)
    known = {
        f"{space}sentence/": "s:",
        space: "b:",
        ontology.NAMESPACE: ":",
        **{iri_of(name): f"{name}:" for name in USED},
    }

    def short(term: Object) -> str:
        if isinstance(term, Literal):
            return literal(term)
        if term == RDF.type:
            return "a"
        for iri, prefix in known.items():
            local = term.removeprefix(iri)
            if term.startswith(iri) and local.replace("-", "").isalnum() and local.isascii():
                return f"{prefix}{local}"
        return f"<{term}>"

    return short


def literal(term: Literal) -> str:
    """A literal as Turtle has it."""
    if term.datatype == XSD.integer:
        return str(term)
    quoted = f'"{str(term).translate(ESCAPES)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return f"{quoted}^^edtf:EDTF" if term.datatype == EDTF else quoted


def block(facts: Iterable[Fact], short: Callable[[Object], str], indent: str = "") -> Iterator[str]:
    """The lines on each thing, one thing after the other, in the order in which they come."""
    things: dict[URIRef, dict[URIRef, list[Object]]] = {}
    for fact in facts:
        objects = things.setdefault(fact.subject, {}).setdefault(fact.predicate, [])
        if fact.object not in objects:
            objects.append(fact.object)
    for thing, told in things.items():
        pairs = (f"{short(term)} {' , '.join(map(short, told[term]))}" for term in in_order(told))
        yield from wrapped(f"{indent}{short(thing)}", pairs, indent)


def in_order(told: Mapping[URIRef, list[Object]]) -> list[URIRef]:
    """The predicates of a thing: its type and kind, then what was found, at last its words."""
    middle = [term for term in told if term not in (*FIRST, *LAST)]
    return [
        *(term for term in FIRST if term in told),
        *middle,
        *(term for term in LAST if term in told),
    ]


def wrapped(subject: str, pairs: Iterable[str], indent: str, width: int = WIDTH) -> Iterator[str]:
    """The statements on a thing in lines of a readable width."""
    line, lead = subject, " "
    for pair in pairs:
        if lead == " ; " and len(line) + len(pair) + len(lead) > width:
            yield f"{line} ;"
            line, lead = f"{indent}  ", ""
        line, lead = f"{line}{lead}{pair}", " ; "
    yield f"{line} ."
