"""Step 4: a case is sent to the server of its dataset; what fails says why."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode

from pyoxigraph import QueryResultsFormat, RdfFormat

from . import datasets, protocol
from .answers import Answer, expected, read_graph, read_results
from .compare import by_value, difference
from .manifests import CSV, EVALUATION, NEGATIVE, POSITIVE, PROTOCOL, Case, file_of
from .servers import Served, Servers
from .wire import Call, Reply, send


@dataclass(frozen=True)
class Outcome:
    """Why a case failed, if it did; else why its terms are not the same to the letter."""

    failure: str | None = None
    spelling: str | None = None


@dataclass
class Runner:
    """Runs each case once and keeps what came of it, so that the table costs no second run."""

    servers: Servers
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def outcome(self, case: Case) -> Outcome:
        """What comes of a case."""
        if case.name not in self.outcomes:
            self.outcomes[case.name] = _RUN[case.kind](self.servers.of(case.data), case)
        return self.outcomes[case.name]


def ask(server: Served, query: str, accept: str, **parameters: str) -> Reply:
    """Ask by GET."""
    address = f"{server.address}?{urlencode({'query': query, **parameters})}"
    return send(Call(address, headers={"Accept": accept}))


def evaluate(server: Served, case: Case) -> Outcome:
    """The answer must be the one expected, in the format that it is expected in."""
    wanted = expected(case.result or "")
    kind = kind_of(case.result or "", wanted)
    accept = kind.media_type.partition(";")[0]
    text = file_of(case.query).read_text("utf-8")
    # The protocol has no way to say a base, and the suites mean the address of the query.
    query = f"BASE <{case.query}>\n{text}"
    nothing = {"default-graph-uri": datasets.NOTHING} if server.empty else {}
    reply = ask(server, query, accept, **nothing)
    if reply.status != HTTPStatus.OK or reply.media != accept:
        return Outcome(f"expected an answer in {accept}, got {reply}")
    ordered = bool(re.search(r"\border\s+by\b", text, re.IGNORECASE))
    return judge(read(reply, kind, case), wanted, ordered=ordered, lax=case.lax)


def judge(got: Answer, wanted: Answer, *, ordered: bool, lax: bool) -> Outcome:
    """Compare by terms, and where these differ by values."""
    terms = difference(got, wanted, ordered=ordered, lax=lax)
    if terms is None:
        return Outcome()
    values = difference(by_value(got), by_value(wanted), ordered=ordered, lax=lax)
    return Outcome(failure=terms) if values else Outcome(spelling=terms)


def kind_of(result: str, wanted: Answer) -> QueryResultsFormat | RdfFormat:
    """The format to ask for: that of the expected file, if answers are given in it."""
    suffix = result.rpartition(".")[2]
    if isinstance(wanted, set):
        return RdfFormat.from_extension(suffix) or RdfFormat.TURTLE
    return QueryResultsFormat.from_extension(suffix) or QueryResultsFormat.JSON


def read(reply: Reply, kind: QueryResultsFormat | RdfFormat, case: Case) -> Answer:
    """The answer in a reply."""
    if isinstance(kind, RdfFormat):
        return read_graph(reply.body, kind, case.query)
    return read_results(reply.body, kind)


def accepts(server: Served, case: Case) -> Outcome:
    """A sound query is answered."""
    reply = ask(server, file_of(case.query).read_text("utf-8"), "*/*")
    sound = reply.status == HTTPStatus.OK
    return Outcome() if sound else Outcome(f"a sound query got {reply}")


def rejects(server: Served, case: Case) -> Outcome:
    """A broken query is called broken: to be refused for another reason is not enough."""
    reply = ask(server, file_of(case.query).read_text("utf-8"), "*/*")
    if reply.status != HTTPStatus.BAD_REQUEST:
        return Outcome(f"a broken query got {reply}")
    broken = json.loads(reply.body)["title"] == "Broken query"
    return Outcome() if broken else Outcome(f"a broken query was called something else: {reply}")


def converse(server: Served, case: Case) -> Outcome:
    """Each request of a protocol test gets the reply that the test expects."""
    for exchange in protocol.exchanges(case, server.address):
        wrong = exchange.wrong(send(exchange.call))
        if wrong:
            return Outcome(wrong)
    return Outcome()


_RUN: dict[str, Callable[[Served, Case], Outcome]] = {
    **dict.fromkeys((EVALUATION, CSV), evaluate),
    **dict.fromkeys(POSITIVE, accepts),
    **dict.fromkeys(NEGATIVE, rejects),
    PROTOCOL: converse,
}
