"""Gate: every sentence has facts, or a reason for having none."""

from graph.coverage import account, strangers
from graph.model import GateResult, Subject
from graph.names import shorten


def covered(subject: Subject) -> GateResult:
    """Look at every sentence of the article, and at reasons given for sentences that it has not."""
    accounts = account(subject.materials)
    bare = (
        f"sentence {each.sentence.number:03d} has neither facts nor a :notModelled:"
        f' "{each.sentence.text}"'
        for each in accounts
        if not each.accounted
    )
    strange = (
        f"entities.ttl: {shorten(thing)} :notModelled: the article has no such sentence"
        for thing in strangers(subject.materials)
    )
    return GateResult("coverage", len(accounts), "sentences accounted for", (*bare, *strange))
