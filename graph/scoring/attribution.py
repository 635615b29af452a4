"""Attribution: who is given as the source of something, and with which hedge it is told."""

from collections.abc import Iterator

from rdflib import RDF
from rdflib.term import Node

from graph.names import SITREP
from graph.scoring.match import tally
from graph.scoring.model import Account, Claim, Tally, Told
from graph.scoring.names import called, local, title


def compare_attribution(draft: Account, reviewed: Account) -> Iterator[Tally]:
    """A row for the sources, and one for the hedges."""
    yield tally("source", sources(draft), sources(reviewed))
    yield tally("hedge", hedges(draft), hedges(reviewed))


def sources(account: Account) -> Iterator[Claim]:
    """Each source of a sentence, once, however much is told according to it."""
    for told in prose(account):
        for node in sorted(sources_in(told, account), key=str):
            keys = called(account.flat, told.graph, node)
            yield Claim(told.number, told.place, keys, title(account.flat, node))


def sources_in(told: Told, account: Account) -> set[Node]:
    """According to whom a sentence tells something, and who makes a report in it."""
    reporting = {
        who
        for report, who in told.graph.subject_objects(SITREP.by)
        if (report, RDF.type, SITREP.Report) in account.flat
    }
    return {*told.graph.objects(None, SITREP.accordingTo), *reporting}


def hedges(account: Account) -> Iterator[Claim]:
    """Each hedge of a sentence, once."""
    for told in prose(account):
        for hedge in sorted({*told.graph.objects(None, SITREP.certainty)}, key=str):
            yield Claim(told.number, told.place, frozenset({str(hedge)}), local(hedge))


def prose(account: Account) -> Iterator[Told]:
    """The sentences that are no lines of the infobox."""
    return (told for told in account.sentences if not told.field)
