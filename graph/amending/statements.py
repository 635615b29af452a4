"""Change what is said of one subject in one graph, where it is said already.

An object takes the place of one that goes with the same predicate; else it joins the others of its
predicate, or its predicate joins those of the subject: before the words, as people write them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from graph.amending.model import Document, Edit, Group, Object, Statement, Term
from graph.amending.terms import Names
from graph.amending.text import erase, indent_of, line_end, line_start
from graph.draft.writing.trig import FIRST, LAST

_FIRST: Final = tuple(map(str, FIRST))
_LAST: Final = tuple(map(str, LAST))
_STEP: Final = "  "

Said = dict[NamedNode, list[Term]]


@dataclass(slots=True)
class Rest:
    """What a statement still says, and what comes to it, while that is found out."""

    statement: Statement
    gone: set[Object]
    """The objects that go and are not replaced."""
    replaced: dict[Object, Term] = field(default_factory=dict[Object, Term])
    joined: dict[Group, list[Term]] = field(default_factory=dict[Group, list[Term]])
    fresh: Said = field(default_factory=dict[NamedNode, list[Term]])

    def left(self, group: Group) -> list[Object]:
        """The objects of a group that stay, or whose place is taken."""
        return [each for each in group.objects if each not in self.gone]

    @property
    def groups(self) -> list[Group]:
        """The groups of which something is left."""
        return [group for group in self.statement.groups if self.left(group)]


def settle(rests: Sequence[Rest], said: Said) -> None:
    """Give what is to be said of a subject to the statements about it; `said` keeps the rest."""
    for rest in rests:
        for group in rest.statement.groups:
            for each in group.objects:
                if each in rest.gone and said.get(group.predicate):
                    rest.replaced[each] = said[group.predicate].pop(0)
                    rest.gone.discard(each)
    for rest in rests:
        for group in rest.groups:
            if terms := said.pop(group.predicate, []):
                rest.joined[group] = terms
    hosts = [rest for rest in rests if rest.groups]
    if hosts:
        typed = [rest for rest in hosts if rest.groups[0].predicate.value == _FIRST[0]]
        (typed or hosts)[-1].fresh.update({term: said.pop(term) for term in [*said] if said[term]})


def edits(document: Document, rest: Rest, names: Names, width: int) -> Iterator[Edit]:
    """The edits of a statement of which something is left."""
    for each, term in rest.replaced.items():
        yield Edit(each.start, each.end, names.term(term))
    for group in rest.groups:
        stays = rest.left(group)
        for start, end in gaps(group.objects, stays):
            yield from erase(start, end, document.comments)
        if group in rest.joined:
            told = "".join(f" , {names.term(term)}" for term in rest.joined[group])
            yield Edit(stays[-1].end, stays[-1].end, told)
    for start, end in gaps(rest.statement.groups, rest.groups):
        yield from erase(start, end, document.comments)
    if rest.fresh:
        yield from joining(document, rest, names, width)


def gaps(
    members: Sequence[Object] | Sequence[Group], stay: Sequence[Object] | Sequence[Group]
) -> Iterator[tuple[int, int]]:
    """What to take out so that only some members of a list stay, with what parts them."""
    seen = False
    for at, each in enumerate(members):
        if each in stay:
            seen = True
        elif seen:
            yield members[at - 1].end, each.end
        else:
            yield each.start, members[at + 1].start


def pairs(said: Mapping[NamedNode, Sequence[Term]], names: Names) -> list[str]:
    """Predicates with their objects: type and kind first, words last."""
    order = [*_FIRST, *(each.value for each in said if each.value not in (*_FIRST, *_LAST)), *_LAST]
    ordered = sorted(said, key=lambda term: order.index(term.value))
    return [f"{names.verb(term)} {' , '.join(map(names.term, said[term]))}" for term in ordered]


def joining(document: Document, rest: Rest, names: Names, width: int) -> Iterator[Edit]:
    """Put new predicates into a statement."""
    first = {term: told for term, told in rest.fresh.items() if term.value == _FIRST[0]}
    last = {term: told for term, told in rest.fresh.items() if term.value in _LAST}
    middle = {
        term: told for term, told in rest.fresh.items() if term not in first and term not in last
    }
    groups = rest.groups
    words = next((group for group in groups if group.predicate.value in _LAST), None)
    if words is groups[0]:
        first, middle = {**first, **middle}, {}
    elif words is None or any(
        group.predicate.value not in _LAST for group in groups[groups.index(words) :]
    ):
        last, middle = {**middle, **last}, {}
    if first:
        yield Edit(groups[0].start, groups[0].start, f"{' ; '.join(pairs(first, names))} ; ")
    if middle and words:
        yield before(document, rest, words, " ; ".join(pairs(middle, names)), width)
    if last:
        yield behind(document, rest, groups[-1], " ; ".join(pairs(last, names)), width)


def before(document: Document, rest: Rest, group: Group, told: str, width: int) -> Edit:
    """Put something before a group that has one before it, on its line or on one of its own."""
    text, at = document.text, group.start
    every = rest.statement.groups
    previous = every[every.index(group) - 1]
    length = line_end(text, at) - line_start(text, at)
    if length + len(told) + 3 <= width or previous not in rest.groups:
        return Edit(at, at, f"{told} ; ")
    indent = indent_of(text, at)
    if indent is not None:
        return Edit(at, at, f"{told} ;\n{indent}")
    begin = len(text[:at].rstrip())
    return Edit(begin, at, f"\n{continued(document, rest.statement)}{told} ; ")


def behind(document: Document, rest: Rest, group: Group, told: str, width: int) -> Edit:
    """Put something behind the last group of which something is left."""
    text, at = document.text, rest.left(group)[-1].end
    length = at - line_start(text, at)
    if length + len(told) + len(" ;  .") <= width:
        return Edit(at, at, f" ; {told}")
    return Edit(at, at, f" ;\n{continued(document, rest.statement)}{told}")


def continued(document: Document, statement: Statement) -> str:
    """How far the further lines of a statement are indented."""
    return (indent_of(document.text, statement.start) or "") + _STEP
