"""A query on its way to the engine: the tokens as they were sent, and what becomes of each.

Every SERVICE is taken out of it before the engine gets it: the engine would ask whomever is named,
without a limit. So nothing here ever writes that word.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property, partial
from itertools import pairwise

from pyoxigraph import QuerySolutions, Store

from ontology import PREFIXES
from server.federation.functions import Results, call_strange
from server.federation.services import Call, find_calls
from server.grammar.groups import Group, read_groups
from server.grammar.prologue import read_prologue, resolve
from server.grammar.tokens import Kind, Token, meaningful, spell_each, tokenize


class Draft:
    """A query that is being rewritten.

    Attributes:
        text: the query as it was sent.
        tokens: its tokens.
        pieces: for each token what the engine will get in its place. At first the tokens as they
            are spelt for it, without `SERVICE <…>`, so that what was asked of another server is a
            group like any other, which has the same variables.
    """

    def __init__(self, text: str, base: str) -> None:
        """Read a query.

        Raises:
            UnbalancedError: a brace has no other.
        """
        self.text = text
        self.tokens = tokenize(text)
        self.groups = read_groups(self.tokens)
        self.prefixes, self.base, _ = read_prologue(meaningful(self.tokens), base)
        self.pieces = [*spell_each(self.tokens)]
        self.calls = find_calls(self.tokens, self.prefixes, self.base)
        for call in self.calls:
            self.replace(call.at, call.name_at, "")

    @cached_property
    def services(self) -> tuple[tuple[Group, Call], ...]:
        """Each SERVICE that is evaluated here, with its group: not those within another one."""
        calls = {call.at: call for call in self.calls}
        found: list[tuple[Group, Call]] = []
        for group in self.groups:
            call = calls.get(group.head) if group.keyword == "SERVICE" else None
            if call and not any(outer.keyword == "SERVICE" for outer in group.around()):
                found.append((group, call))
        return tuple(found)

    def replace(self, first: int, last: int, text: str) -> None:
        """Put a text in the place of tokens, the last one included."""
        end = min(last + 1, len(self.pieces))
        self.pieces[first:end] = [text, *[""] * (end - first - 1)]

    def put_before_end(self, group: Group, text: str) -> None:
        """Put a text before the brace that closes a group."""
        self.pieces[group.closed] = f"{self.pieces[group.closed][:-1]} {text} }}"

    def written(self, group: Group) -> str:
        """A group as it stands now, with its braces."""
        return "".join(self.pieces[group.opened : group.closed + 1])

    @property
    def prologue(self) -> str:
        """The declarations of the query, as the engine gets them."""
        form = next(filter(self.is_form, range(len(self.tokens))), 0)
        return "".join(self.pieces[:form])

    def is_form(self, at: int) -> bool:
        """Whether the query's form stands at a place: SELECT, ASK and so on."""
        return self.tokens[at].word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

    def resolve(self, token: Token) -> str | None:
        """The IRI that a token stands for, if it does for one."""
        return resolve(token, self.prefixes, self.base)

    def spelt(self, token: Token) -> str:
        """A token as the engine gets it; variables always with a question mark."""
        if token.kind is Kind.VARIABLE:
            return f"?{token.text[1:]}"
        return next(spell_each((token,)))

    def check(self) -> None:
        """Have the engine read the query as it stands, of an empty store.

        Raises:
            SyntaxError: it is not SPARQL.
        """
        self.try_out("".join(self.pieces))

    def try_out(self, text: str) -> Results:
        """Ask a text of an empty store."""
        return call_strange(partial(Store().query, text, prefixes=PREFIXES, base_iri=self.base))

    def variables_in(self, group: Group) -> list[str]:
        """The variables that are in scope at the end of a group (SPARQL 1.1, 18.2.1)."""
        return self.variables_of(self.written(group))

    def variables_of(self, group: str) -> list[str]:
        """The same, for a group as text; the engine knows, and nothing is evaluated."""
        with suppress(SyntaxError, RuntimeError, ValueError):
            asked = f"{self.prologue} SELECT * {group}"
            found = self.try_out(asked)
            if isinstance(found, QuerySolutions):
                return [f"?{variable.value}" for variable in found.variables]
        return []

    def given_around(self, group: Group) -> Iterator[str]:
        """The variables that the query or subquery around a group gives, orders and groups by.

        Not those that it makes: what stands after AS.
        """
        body = next(each for each in (group, *group.around()) if each.is_body)
        end = next((each.closed for each in body.around()), len(self.tokens))
        first = body.head if body.parent else 0
        around = (*self.tokens[first : body.opened], *self.tokens[body.closed : end])
        pieces = meaningful(around)
        made = {after.start for token, after in pairwise(pieces) if token.word == "AS"}
        names = (token for token in pieces if token.kind is Kind.VARIABLE)
        made_names = {self.spelt(token) for token in pieces if token.start in made}
        yield from dict.fromkeys(n for n in map(self.spelt, names) if n not in made_names)
