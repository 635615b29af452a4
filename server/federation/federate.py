"""`SERVICE <…> { … }` → the answer of the other server, as VALUES in its place.

The servers that a query asks are asked first, one after the other; what the engine then gets has no
SERVICE in it. The result is that of the specification, by which the pattern in the braces is
evaluated by the other server as it stands, and joined with the rest.

Of what the group has found before the SERVICE, the terms of the variables that both have go along
(as VALUES), so that the other server need not send what would not be joined.

Specification: https://www.w3.org/TR/sparql11-federated-query/ (section 4)
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from server.errors import RefusedError, ServiceError, SlowServiceError
from server.federation.draft import Draft
from server.federation.joined import Along, Solve, find_along
from server.federation.label_service import answer_labels
from server.federation.line import UnansweredError
from server.federation.remote import Answer, ask_service
from server.federation.services import Call, Services
from server.federation.solutions import arranged, write_values
from server.grammar.groups import Group
from server.grammar.mistakes import can_begin, spot
from server.grammar.tokens import Kind, Token

_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(slots=True)
class Federation:
    """The servers that one query asks; `made` is how many requests it has made."""

    draft: Draft
    services: Services
    solve: Solve
    made: int = 0

    def ask_all(self) -> None:
        """Put what other servers answer in the place of every SERVICE.

        Raises:
            RefusedError: a SERVICE may not be asked, or there are too many.
            ServiceError: a server gave no answer.
        """
        for group, call in self.draft.services:
            if not call.is_labels:
                self.draft.replace(call.at, group.closed, self.answer(group, call))

    def answer(self, group: Group, call: Call) -> str:
        """What stands for a SERVICE: its solutions; if it is SILENT and failed, the empty one."""
        iri = call.iri
        if iri is None or iri not in self.services.allowed:
            raise RefusedError(f"SERVICE may not ask <{iri}> here.", query=self.draft.text)
        names = self.draft.variables_in(group)
        along = find_along(self.draft, group, names, self.solve)
        if along[0] and not along[1]:
            return write_values(names, [], self.made)  # nothing to join with
        try:
            answer = self.ask(iri, self.query_for(group, along), call)
        except UnansweredError as error:
            if call.silent:
                return write_values(names, [(None,) * len(names)], self.made)
            raise self.unanswered(iri, call, error) from error
        return write_values(names, arranged(answer, names), self.made)

    def ask(self, iri: str, query: str, call: Call) -> Answer:
        """Ask a server, unless it would be once too often."""
        self.made += 1
        if self.made > self.services.calls:
            raise self.too_many(call)
        return ask_service(iri, query, self.services)

    def query_for(self, group: Group, along: Along) -> str:
        """The query that the other server gets: what stands in the braces, word for word.

        What goes along is joined with the whole, or stands in it where that is the same.
        """
        draft = self.draft
        tokens = draft.tokens[group.opened : group.closed + 1]
        body = "".join(token.text for token in tokens)
        if along[0]:
            rows = " ".join(f"({' '.join(map(str, row))})" for row in along[1])
            values = f"VALUES ({' '.join(along[0])}) {{ {rows} }}"
            body = f"{{ {values} {body[1:-1] if is_plain(tokens) else body} }}"
        lines = [*declarations(tokens, draft.prefixes, draft.base)]
        return "\n".join([*lines, f"SELECT * WHERE {body}"])

    def unanswered(self, iri: str, call: Call, error: UnansweredError) -> ServiceError:
        """The error for a server that gave no answer."""
        kind = SlowServiceError if error.late else ServiceError
        return kind(
            f"The service <{iri}> {error.what}.",
            hint="Ask it for less, or ask again later; with SERVICE SILENT the rest is answered "
            "without it.",
            query=self.draft.text,
            spot=spot(self.draft.text, self.draft.tokens[call.at].start),
        )

    def too_many(self, call: Call) -> RefusedError:
        """The error for a query that asks too often."""
        return RefusedError(
            f"The query would ask other servers more than {self.services.calls} times.",
            hint="Ask several things of one server in one SERVICE.",
            query=self.draft.text,
            spot=spot(self.draft.text, self.draft.tokens[call.at].start),
        )


def declarations(tokens: Iterable[Token], prefixes: Mapping[str, str], base: str) -> Iterable[str]:
    """The prologue that a part of a query needs to stand alone."""
    labels: dict[str, None] = {}
    relative = False
    for token in tokens:
        if token.kind is Kind.NAME:
            labels[token.text.partition(":")[0]] = None
        relative |= token.kind is Kind.IRI and not _ABSOLUTE.match(token.text)
    if relative:
        yield f"BASE <{base}>"
    yield from (f"PREFIX {label}: <{prefixes[label]}>" for label in labels if label in prefixes)


def is_plain(tokens: Sequence[Token]) -> bool:
    """Whether a group has only triples and filters, so that VALUES may stand among them."""
    inside = tokens[1:-1]
    return not any(token.text == "{" or token.word in ("BIND", "SELECT") for token in inside)


def prepare(text: str, base: str, services: Services, solve: Solve) -> str:
    """The query as the engine gets it: one with SERVICE without it, after others were asked.

    Raises:
        UnbalancedError, SyntaxError: the query is not SPARQL.
        RefusedError, ServiceError, BadRequestError: a SERVICE cannot be answered.
    """
    draft = Draft(text, base)
    # As it was sent, and without its SERVICEs: `OPTIONAL SERVICE <…> {…}` would be sound without.
    if not can_begin(draft.tokens, base):
        raise SyntaxError
    answer_labels(draft)
    draft.check()
    Federation(draft, services, solve).ask_all()
    return "".join(draft.pieces)
