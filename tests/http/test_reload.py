"""A changed graph is taken in while requests go on, and a broken one is not."""

import os
import signal
import time
import urllib.request
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.http.processes import children_of

if TYPE_CHECKING:
    import subprocess


class Serving(Protocol):
    """As in conftest.py."""

    process: "subprocess.Popen[str]"
    address: str

    def __init__(self, *arguments: str) -> None: ...

    def stop(self, how: int = signal.SIGTERM) -> tuple[str, str]: ...


ONE = "<http://example.org/a> <http://example.org/p> <http://example.org/{}> .\n"
QUERY = "/sparql?query=SELECT%20%3Fo%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D&format=csv"


def ask(address: str, query: str = QUERY) -> str:
    with urllib.request.urlopen(address + query, timeout=10) as answer:  # noqa: S310 - loopback
        return str(answer.read().decode())


def eventually_answers(address: str, word: str) -> bool:
    return any(word in ask(address) or time.sleep(0.1) for _ in range(300))


@pytest.mark.parametrize("by", ["signal", "watching"])
def test_a_changed_file_is_taken_in_and_every_request_is_answered(
    serving: "type[Serving]", tmp_path: Path, by: str
) -> None:
    data = tmp_path / "graph.nt"
    data.write_text(ONE.format("old"))
    running = serving("--data", str(data), *(["--reload"] if by == "watching" else []))
    failed: list[Exception] = []
    asked: list[int] = []
    stop = Event()

    def keep_asking() -> None:
        while not stop.is_set():
            try:
                ask(running.address)
                asked.append(1)
            except OSError as error:
                failed.append(error)

    askers = [Thread(target=keep_asking) for _ in range(4)]
    for asker in askers:
        asker.start()
    try:
        assert "old" in ask(running.address)
        data.write_text(ONE.format("new"))
        if by == "signal":
            running.process.send_signal(signal.SIGHUP)
        assert eventually_answers(running.address, "new")
        for number in range(5):
            data.write_text(ONE.format(f"next{number}"))
            running.process.send_signal(signal.SIGHUP)
            assert eventually_answers(running.address, f"next{number}")
    finally:
        stop.set()
        for asker in askers:
            asker.join()
        _, complained = running.stop()
    assert failed == []
    assert len(asked) > 100
    assert complained == ""


def test_signals_that_come_while_one_is_heeded_lose_nothing(
    serving: "type[Serving]", tmp_path: Path
) -> None:
    data, draft = tmp_path / "graph.nt", tmp_path / "draft"
    data.write_text(ONE.format("old"))
    running = serving("--data", str(data), "--evaluators", "1", "--slow-evaluators", "1")
    for turn in range(4):
        for number in range(20):
            draft.write_text(ONE.format(f"turn{turn}.{number}."))
            draft.replace(data)
            running.process.send_signal(signal.SIGHUP)
            time.sleep(0.003 * number)
        assert eventually_answers(running.address, f"turn{turn}.19."), turn
    _, complained = running.stop()
    assert complained == ""


def test_a_broken_file_leaves_the_old_graph_and_says_where(
    serving: "type[Serving]", tmp_path: Path
) -> None:
    data = tmp_path / "graph.nt"
    data.write_text(ONE.format("old"))
    running = serving("--data", str(data))
    data.write_text("this is no triple\n")
    running.process.send_signal(signal.SIGHUP)
    time.sleep(2)
    assert "old" in ask(running.address)
    _, complained = running.stop()
    assert complained.startswith(f"not reloaded, the old graph stays: {data}:1:")
    assert len(complained.splitlines()) == 1


def test_nothing_lives_on_when_the_server_is_killed(serving: "type[Serving]") -> None:
    running = serving()
    group = running.process.pid
    running.process.kill()
    running.process.communicate(timeout=20)
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("processes of the killed server live on")


def test_old_evaluators_end_with_their_graph(serving: "type[Serving]", tmp_path: Path) -> None:
    data = tmp_path / "graph.nt"
    data.write_text(ONE.format("old"))
    running = serving("--data", str(data), "--evaluators", "2", "--slow-evaluators", "1")
    before = processes_of(running.process.pid)
    for number in range(3):
        data.write_text(ONE.format(f"next{number}"))
        running.process.send_signal(signal.SIGHUP)
        assert eventually_answers(running.address, f"next{number}")
    assert any(processes_of(running.process.pid) <= before or time.sleep(0.1) for _ in range(200))
    running.stop()


def processes_of(session: int) -> int:
    def belongs(stat: Path) -> bool:
        try:
            state, *numbers = stat.read_text().rpartition(")")[2].split()
            # One that has ended may wait for the next reload to be forgotten.
            return int(numbers[2]) == session and state != "Z"
        except OSError:
            return False

    return sum(belongs(stat) for stat in Path("/proc").glob("[0-9]*/stat"))


def test_evaluators_that_were_all_ended_are_replaced(
    serving: "type[Serving]", tmp_path: Path
) -> None:
    data = tmp_path / "graph.nt"
    data.write_text(ONE.format("old"))
    running = serving("--data", str(data), "--queue-wait", "0.5")
    assert "old" in ask(running.address)
    first = running.process.pid
    (nursery,) = [child for child in children_of(first) if children_of(child)]
    evaluators = children_of(nursery)
    os.kill(nursery, signal.SIGKILL)
    gone = (not any(Path(f"/proc/{each}").exists() for each in evaluators) for _ in range(300))
    assert any(each or time.sleep(0.05) for each in gone)
    assert any(answers(running.address) or time.sleep(0.1) for _ in range(300))
    _, complained = running.stop()
    assert complained == "the evaluators have ended; new ones are started\n"


def answers(address: str) -> bool:
    # Never asked before, so not kept.
    new = QUERY.replace("&", f"%0A%23{time.monotonic()}&")
    try:
        return "old" in ask(address, new)
    except OSError:
        return False
