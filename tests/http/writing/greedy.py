"""A program: a scribe whose shapes take two gigabytes, and what becomes of three writes.

A process of its own, for a scribe is forked, and only from a process without threads.
"""

import sys
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Store

from server.config import Settings
from server.errors import Problem
from server.running.aside import aside
from server.storage.fill import Loading, fill
from server.storage.folder import StoreFolder
from server.writing.ask import hand_in
from server.writing.desk import Desk
from server.writing.scribe import start_scribe
from server.writing.steps import Update, Write

MUCH = 2**31
FIRST = "INSERT DATA { <http://x/a> <http://x/b> 1 }"
GREEDY = "INSERT DATA { <http://x/a> <http://x/b> 2 }"
LAST = "CLEAR ALL; INSERT DATA { <http://x/a> <http://x/b> 3 }"


class Nobody:
    def tell_snapshot(self, number: int) -> None:
        assert number


def judge(store: Store) -> list[str]:
    return [] if len(store) == 1 else [str(len(bytearray(MUCH)))]


def main(home: Path) -> None:
    settings = replace(Settings(), store=home / "store", memory=32, timeout=10)
    folder, empty = StoreFolder(home / "store"), home / "empty.nq"
    empty.touch()
    aside(lambda: fill(folder, Loading((empty,), "test", lambda *_: None)))
    desk = Desk(home / "door", {})
    start_scribe(folder, settings, desk, Nobody(), judge)
    for text in (FIRST, GREEDY, LAST):
        try:
            done = hand_in(Write("desk", "update", Update(text, "http://x/")), desk, settings)
        except Problem as problem:
            sys.stdout.write(f"{type(problem).__name__} {problem}\n")
        else:
            sys.stdout.write(f"-{done.removed} +{done.added}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
