"""Gate: every saved query answers as expected, and alike, on the engines that are shipped.

rdflib's own engine is asked by the tests alone: it needs a hundred times as long.
"""

from collections.abc import Iterator

from graph.model import GateResult, Subject
from graph.paths import Sources
from graph.write import to_nquads
from queries import VIOLATIONS, SavedQuery, catalogue, violations
from queries.engines import SHIPPED, Ask, to_csv

REMEDY = "if the new answer is right, run `make expected` and commit the result"


def questions(subject: Subject) -> GateResult:
    """Ask everything of the dataset that was just assembled.

    Expected answers are those of the graph shipped; of another graph only the engines' agreement
    and the absence of violations are asked.
    """
    data = to_nquads(subject.dataset)
    asks = {name: fill(data) for name, fill in SHIPPED.items()}
    shipped = subject.sources.folder == Sources().folder
    saved = catalogue()
    problems = (
        *(problem for query in saved for problem in judge(query, asks, shipped=shipped)),
        *broken_rules(asks["pyoxigraph"]),
    )
    return GateResult("questions", len(saved), f"questions on {' and '.join(asks)}", problems)


def judge(query: SavedQuery, asks: dict[str, Ask], *, shipped: bool) -> Iterator[str]:
    """What is wrong with the answers to one question."""
    answers = {name: ask(query.text) for name, ask in asks.items()}
    if len(set(answers.values())) > 1:
        yield f"queries/{query.slug}.rq: the engines disagree"
    if not shipped:
        return
    first = next(iter(answers.values()))
    if len(first.rows) < query.expect.min_rows:
        yield f"queries/{query.slug}.rq: {len(first.rows)} rows, not {query.expect.min_rows}"
    if not query.expected.exists() or query.expected.read_text("utf-8") != to_csv(first):
        yield f"queries/expected/{query.slug}.csv: the answer has changed; {REMEDY}"


def broken_rules(ask: Ask) -> Iterator[str]:
    """Rows of the queries that must return nothing."""
    for rule in violations():
        for row in ask(rule.text).rows:
            found = " ".join("" if term is None else str(term) for term in row)
            yield f"queries/{VIOLATIONS.name}/{rule.slug}.rq: {rule.summary} Not so: {found}"
