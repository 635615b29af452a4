"""Lines for QuickStatements: what the graph could tell Wikidata, for a person to submit.

Syntax, version 1: https://www.wikidata.org/wiki/Help:QuickStatements. Only statements on things
that are linked surely, with values that Wikidata has, and with a reference: an editor's source, or
the article's address and the day it was read. What is hedged stays here, and so do points from
sources whose licence asks for credit, which Wikidata's does not give, and numbers with one bound
alone, which the syntax cannot say: "at least 15" is not 15. Whether Wikidata has a
statement already is not known; QuickStatements then only adds the reference. Nothing is written
from here.
"""

from collections.abc import Iterator
from typing import Final

from rdflib import DCTERMS, OWL, PROV, SKOS, Literal, URIRef

from graph.names import SITREP, article_iri
from graph.wikidata.derived import statements_of
from graph.wikidata.places import GEOMETRY
from graph.wikidata.statements import Statement
from graph.wikidata.values import DAY, Amount, Moment, Spot, Value
from graph.wikidata.view import View
from graph.wikidata.vocabulary import WD, is_item
from graph.wikidata.write import HEDGES, SOURCE

# Under these anything may be passed on without credit.
FREE: Final = (
    URIRef("https://creativecommons.org/publicdomain/zero/1.0/"),
    URIRef("https://creativecommons.org/publicdomain/mark/1.0/"),
)

Line = tuple[str, ...]


def lines(view: View) -> Iterator[Line]:
    """Every statement that may be worth submitting, as the fields of a line."""
    aside = {view.counterpart(OWL.sameAs), view.counterpart(OWL.differentFrom)}
    items = {view.items[thing]: thing for thing in view.things() if thing in view.items}
    for each in statements_of(view):
        thing = items.get(each.item)
        if thing and each.name not in aside and not is_hedged(view, each) and free(view, each):
            yield from line(view, each)


def unchecked(view: View) -> list[str]:
    """The items with lines that are linked on the word of one source, to be looked up first."""
    links = view.materials.links.rows
    codes = {
        link.item.removeprefix(WD)
        for link in links
        if link.item and link.asserted and link.source_count == 1 and link.subject in view.items
    }
    return sorted(codes & {line[0] for line in lines(view)})


def creation(view: View, thing: URIRef) -> Iterator[Line]:
    """A new item for a thing that has none: its names, and all that can be said of it."""
    yield ("CREATE",)
    for name, slot in ((SKOS.prefLabel, "Len"), (SKOS.altLabel, "Aen")):
        labels = [each for each in view.objects(thing, name) if isinstance(each, Literal)]
        shown = {str(each) for each in labels if each.language == "en"}
        if name == SKOS.altLabel:
            shown -= {str(each) for each in view.objects(thing, SKOS.prefLabel)}
        yield from (("LAST", slot, quoted(label)) for label in sorted(shown))
    for each in statements_of(view):
        if each.item == thing and not is_hedged(view, each) and free(view, each):
            yield from line(view, each, "LAST")


def line(view: View, each: Statement, item: str = "") -> Iterator[Line]:
    """One statement with its qualifiers and its references."""
    value, cited = written(each.value), tuple(references(view, each))
    if value and cited:
        subject = item or each.item.removeprefix(WD)
        yield (subject, each.name, value, *qualifiers(view, each), *cited)


def qualifiers(view: View, each: Statement) -> Iterator[str]:
    """The qualifiers that Wikidata can have; the bounds of a number stand in the number."""
    bounds = {view.counterpart(SITREP.low), view.counterpart(SITREP.high)}
    for qualifier in each.qualifiers:
        if qualifier.name in bounds:
            continue
        if value := written(qualifier.value):
            yield from (qualifier.name, value)


def is_hedged(view: View, each: Statement) -> bool:
    """Whether somebody else says it, or a word leaves it in doubt."""
    return any((thing, term, None) in view.flat for thing in each.hedged for term in HEDGES)


def free(view: View, each: Statement) -> bool:
    """Whether it may be given to a collection without licence. A code is a fact, a point a work."""
    if not isinstance(each.value, Spot):
        return True
    things = [thing for thing, item in view.items.items() if item == each.item]
    points = [point for thing in things or [each.item] for point in view.objects(thing, GEOMETRY)]
    return all(view.flat.value(point, DCTERMS.license) in FREE for point in points)


def written(value: Value) -> str:
    """A value as the syntax has it; nothing for what is no value of Wikidata."""
    if isinstance(value, Moment):
        return time(value)
    if isinstance(value, Amount):
        return amount(value)
    if isinstance(value, Spot):
        return f"@{value.latitude}/{value.longitude}"
    if isinstance(value, Literal):
        return quoted(str(value))
    return value.removeprefix(WD) if is_item(value) else ""


def amount(value: Amount) -> str:
    """A number, with both its bounds or with none; nothing for one that is open at one end."""
    if value.low is None and value.high is None:
        return str(value.best)
    if value.low is None or value.high is None:
        return ""
    return f"{value.best}[{value.low},{value.high}]"


def time(value: Moment) -> str:
    """A day, a month or a year, with its precision."""
    return f"+{value.day}T00:00:00Z/{value.precision}"


def quoted(text: str) -> str:
    """A text: on one line, with nothing that would end it."""
    return '"' + " ".join(text.replace('"', "'").split()) + '"'


def references(view: View, each: Statement) -> Iterator[str]:
    """Where it stands: the article, once, and each source of editors as one more reference."""
    stated, address = view.counterpart(PROV.wasDerivedFrom), view.counterpart(SOURCE)
    retrieved, article = view.counterpart(SITREP.retrieved), view.materials.article
    first = True
    if each.sentences and address:
        item = view.items.get(article_iri(article.slug))
        if item and stated:
            yield from (f"S{stated[1:]}", item.removeprefix(WD))
        yield from (f"S{address[1:]}", quoted(article.address))
        if retrieved:
            yield from (f"S{retrieved[1:]}", time(Moment(article.retrieved, DAY)))
        first = False
    for source in each.sources if address else ():
        mark = "S" if first else "!S"
        yield from (f"{mark}{str(address)[1:]}", quoted(str(source)))
        first = False
