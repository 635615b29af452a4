"""A signal that comes while the one before it is heeded."""

from server.running.heed import Heed


def test_what_comes_meanwhile_is_done_once_more_and_never_within() -> None:
    done: list[str] = []

    def work() -> None:
        done.append("begin")
        if done.count("begin") == 1:
            for _ in range(3):  # as the interpreter calls it, in the middle of this
                heed()
        done.append("end")

    heed = Heed(work)
    heed()
    assert done == ["begin", "end"] * 2
    heed()
    assert done == ["begin", "end"] * 3


def test_what_fails_is_done_again_the_next_time() -> None:
    calls: list[int] = []

    def work() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise ValueError

    heed = Heed(work)
    try:
        heed()
    except ValueError:
        heed()
    assert len(calls) == 2
