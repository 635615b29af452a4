"""What goes along with a SERVICE: the terms that its answer will be joined with.

What a group has found before the SERVICE, and the groups around it before that, is joined with what
the other server answers; so the terms of the variables that both have may as well be sent along. It
makes the answer smaller, and never another one: only IRIs go, because other terms may be spelt in
another way there, and only those of variables that have one in every solution.

Specification: https://www.w3.org/TR/sparql11-federated-query/#values
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode, QuerySolutions

from server.federation.draft import Draft
from server.federation.functions import Results
from server.grammar.groups import Group, after, before

Solve = Callable[[str], Results]
Along = tuple[list[str], list[tuple[NamedNode, ...]]]

# If there are more, nothing goes along.
MOST: Final = 1000
# Groups of which what is before them is joined with what is in them.
_JOINED: Final = ("", "OPTIONAL", "UNION")
_NONE: Final[Along] = ([], [])


def find_along(draft: Draft, service: Group, names: list[str], solve: Solve) -> Along:
    """The variables whose terms go along, and their terms; no variables if nothing does.

    Args:
        draft: the query, in which those before this SERVICE have been answered.
        service: the group of the SERVICE.
        names: the variables that are in scope in it.
        solve: asks a query of the graph here.
    """
    found = found_before(draft, service)
    shared = [name for name in draft.variables_of(found) if name in names] if found else []
    if not shared:
        return _NONE
    asked = f"{draft.prologue} SELECT DISTINCT {' '.join(shared)} {found} LIMIT {MOST + 1}"
    # Whatever is wrong with it, the query itself will show.
    with suppress(SyntaxError, RuntimeError, ValueError, OSError):
        results = solve(asked)
        if isinstance(results, QuerySolutions):
            rows = [tuple(solution) for solution in islice(results, MOST + 1)]
            return only_iris(shared, rows) if len(rows) <= MOST else _NONE
    return _NONE


def only_iris(names: list[str], rows: list[tuple[object, ...]]) -> Along:
    """The columns that hold nothing but IRIs, each row once."""
    kept = [at for at in range(len(names)) if all(isinstance(row[at], NamedNode) for row in rows)]
    short = dict.fromkeys(
        tuple(term for at in kept if isinstance(term := row[at], NamedNode)) for row in rows
    )
    return [names[at] for at in kept], [*short]


def found_before(draft: Draft, service: Group) -> str:
    """What is joined with a SERVICE and stands before it, as a group; empty if it cannot be told.

    Within GRAPH it would be asked of another graph, and with FROM of another dataset.
    """
    around = [*service.around()]
    named = any(group.keyword == "GRAPH" for group in around)
    if named or any(token.word == "FROM" for token in draft.tokens):
        return ""
    inner, at = "", service.head
    for group in around:
        inner = f"{{ {''.join(without_filters(draft, group.opened + 1, at))} {inner} }}"
        if group.is_body or group.keyword not in _JOINED:
            break
        at = first_of(draft, group)
    return inner


def first_of(draft: Draft, group: Group) -> int:
    """Where the element of the outer group begins that a group belongs to: `{…} UNION {…}`."""
    opening = {each.closed: each for each in draft.groups}
    while group.keyword == "UNION":
        group = opening[before(draft.tokens, group.head)]
    return group.head


def without_filters(draft: Draft, first: int, last: int) -> Iterator[str]:
    """Some of a group as the engine gets it, without its own filters.

    They hold for the whole group, and may be about what the SERVICE is to find.
    """
    closing = {each.opened: each.closed for each in draft.groups}
    at = first
    while at < last:
        end = closing.get(at, at)
        if draft.tokens[at].word == "FILTER":
            at = end_of_filter(draft, at, closing)
        else:
            yield from draft.pieces[at : end + 1]
            at = end
        at += 1


def end_of_filter(draft: Draft, at: int, closing: dict[int, int]) -> int:
    """The last token of a filter: that of EXISTS and a group, or of brackets."""
    tokens = draft.tokens
    at = after(tokens, at)
    while tokens[at].word in ("NOT", "EXISTS"):
        at = after(tokens, at)
    if at in closing:
        return closing[at]
    depth = 0
    while True:
        depth += (tokens[at].text == "(") - (tokens[at].text == ")")
        if depth == 0 and tokens[at].text == ")":
            return at
        at += 1
