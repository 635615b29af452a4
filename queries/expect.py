"""`make expected`: write what each saved query answers now, to be reviewed as a diff."""

from pathlib import Path

from queries import EXPECTED, HERE, catalogue
from queries.engines import open_pyoxigraph, to_csv

BUILT = HERE.parent / "graph" / "data" / "bhamo.nq"


def write_expected(built: Path = BUILT) -> int:
    """Write every answer on the built graph, drop those without a question; give their number."""
    ask = open_pyoxigraph(built.read_bytes())
    saved = catalogue()
    EXPECTED.mkdir(exist_ok=True)
    for stale in set(EXPECTED.glob("*.csv")) - {query.expected for query in saved}:
        stale.unlink()
    for query in saved:
        query.expected.write_text(to_csv(ask(query.text)), encoding="utf-8")
    return len(saved)


if __name__ == "__main__":
    print(f"{write_expected()} answers written; review them with git diff {EXPECTED.name}")  # noqa: T201 - a command's answer
