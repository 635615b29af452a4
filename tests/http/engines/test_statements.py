"""The statements of another engine have all that pages use of a store."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Store

from server.remote_engine.statements import Statements

SERVER = Path(__file__).resolve().parents[3] / "server"
# Those who have a store of their own: they load it, and no page reads by them.
OWN = {"evaluation", "federation", "parts", "remote_engine", "running", "storage", "writing"}
READING = [
    file
    for file in sorted(SERVER.rglob("*.py"))
    if file.relative_to(SERVER).parts[0] not in {*OWN, "state.py"}
]
USED = {
    name
    for file in READING
    for name in re.findall(r"\bstore\.([a-z_]+)\(", file.read_text(encoding="utf-8"))
}


def test_pages_read_by_pattern_and_by_query() -> None:
    assert {"quads_for_pattern", "query"} <= USED


@pytest.mark.parametrize("name", sorted(USED))
def test_what_pages_use_of_a_store_is_there(name: str) -> None:
    assert callable(getattr(Store, name))
    assert callable(getattr(Statements, name, None)), f"Statements has no {name}"
