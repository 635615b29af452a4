"""What the tests of engines share: the file, the names, and whether one answers."""

from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[3]
BUILT = ROOT / "graph" / "data" / "bhamo.nq"
OXIGRAPH = ROOT / ".bench" / "bin" / "oxigraph"
FLAT = "urn:sitrep:default"
DBA = {"SITREP_ENGINE_USER": "dba", "SITREP_ENGINE_PASSWORD": "dba"}


@dataclass(frozen=True)
class Running:
    """An engine: where it takes queries, and where graphs."""

    query: str
    store: str


def answers(url: str) -> bool:
    try:
        with urlopen(f"{url}?query=ASK%7B%7D", timeout=5) as answer:  # noqa: S310 - loopback
            return bool(answer.status == 200)
    except (OSError, HTTPException):
        return False
