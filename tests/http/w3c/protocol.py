"""The requests of a protocol test, and what their replies must be.

Vocabulary: https://www.w3.org/TR/HTTP-in-RDF10/, and mf:expected… as the manifest explains it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat

from .answers import Table, read_graph, read_results
from .manifests import Case
from .rdf import MF, Node, members, text, value, values
from .servers import TOKEN
from .wire import Call, Reply

HT = "http://www.w3.org/2011/http#"
QUERY = "application/sparql-query"
CNT = "http://www.w3.org/2011/content#"


@dataclass(frozen=True)
class Exchange:
    """A request, and the first digits of the status, the form and the truth of its reply."""

    call: Call
    statuses: tuple[str, ...]
    form: str | None
    truth: str | None

    def wrong(self, reply: Reply) -> str | None:
        """What is wrong with a reply; None when nothing is."""
        if str(reply.status)[0] not in self.statuses:
            return f"expected {' or '.join(self.statuses)}xx, got {reply}"
        if self.form and self.form != form_of(reply):
            return f"expected {self.form}, got {reply}"
        if self.truth and self.truth != str(truth_of(reply)).lower():
            return f"expected {self.truth}, got {reply}"
        return None


def form_of(reply: Reply) -> str:
    """What an answer turns out to be when it is read: boolean, tabular or RDF."""
    results = QueryResultsFormat.from_media_type(reply.media)
    if results:
        return "tabular" if isinstance(read_results(reply.body, results), Table) else "boolean"
    graph = RdfFormat.from_media_type(reply.media)
    if graph is None:
        return f"neither results nor RDF but {reply.media}"
    read_graph(reply.body, graph, "http://example/")
    return "RDF"


def truth_of(reply: Reply) -> object:
    """The answer of an ASK."""
    results = QueryResultsFormat.from_media_type(reply.media)
    return read_results(reply.body, results) if results else None


def exchanges(case: Case, address: str) -> Iterator[Exchange]:
    """The requests of a test, one after the other."""
    facts = case.facts
    for node in members(facts, value(facts, case.node, HT + "requests")):
        reply = value(facts, node, HT + "resp")
        statuses = values(facts, reply, MF + "expectedStatus")
        yield Exchange(
            call_of(case, node, address),
            tuple(sorted(status.value.rpartition("StatusCode")[2][0] for status in statuses)),
            text(facts, reply, MF + "expectedFormat"),
            text(facts, reply, MF + "expectedBoolean"),
        )


def call_of(case: Case, node: Node, address: str) -> Call:
    """A request of a test, with the address of the endpoint instead of /sparql/."""
    facts = case.facts
    path = text(facts, node, HT + "absolutePath") or ""
    method = text(facts, node, HT + "methodName") or ""
    listed = value(facts, node, HT + "headers")
    headers = {
        text(facts, header, HT + "fieldName") or "": text(facts, header, HT + "fieldValue") or ""
        for header in (members(facts, listed) if listed else ())
    }
    body = body_of(case, node)
    if case.is_update and not is_query(headers, body):
        address = address.replace("/sparql", "/update")
        headers["Authorization"] = f"Bearer {TOKEN}"
    return Call(path.replace("/sparql/", address, 1), method, headers, body)


def is_query(headers: Mapping[str, str], body: bytes | None) -> bool:
    """Whether a request of a test of updates asks what has come of one."""
    kinds = [value for name, value in headers.items() if name.lower() == "content-type"]
    return QUERY in kinds or (body or b"").startswith(b"query=")


def body_of(case: Case, node: Node) -> bytes | None:
    """The body in the encoding that the test wants it in."""
    body = value(case.facts, node, HT + "body")
    if body is None:
        return None
    encoding = text(case.facts, body, CNT + "characterEncoding") or "utf-8"
    return (text(case.facts, body, CNT + "chars") or "").encode(encoding)
