"""The arithmetic of growth: exponents between two sizes, and the classes made of them."""

import pytest

from bench.growth import Class, Point, by_class, class_of, exponent, slope


@pytest.mark.parametrize(
    ("before", "after", "found"), [(0.1, 0.1, 0), (0.1, 1, 1), (0.1, 10, 2), (1, 0.1, -1)]
)
def test_the_exponent_is_that_of_time_by_quads(before: float, after: float, found: float) -> None:
    points = Point(1000, before, 1), Point(10_000, after, 1)
    assert slope(*points) == pytest.approx(found)


def test_the_step_need_not_be_tenfold() -> None:
    assert slope(Point(100, 1, 1), Point(800, 4, 1)) == pytest.approx(2 / 3)


@pytest.mark.parametrize("measures", [(0, 1, 10), (1, 0, 10), (1, 1, 0), (1, 2, 1)])
def test_what_has_no_exponent_is_refused(measures: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="no exponent"):
        exponent(*measures)


@pytest.mark.parametrize(
    ("seconds", "sizes", "found"),
    [
        ((0.003, 0.004), (500, 500), Class.CONSTANT),
        ((0.02, 0.2), (1000, 10_000), Class.WITH_ANSWER),
        ((0.02, 0.07), (1000, 3000), Class.WITH_ANSWER),
        ((0.02, 0.2), (500, 510), Class.LINEAR),
        ((0.02, 0.2), (1000, 2000), Class.LINEAR),
        ((0.02, 2), (1000, 10_000), Class.WORSE),
    ],
)
def test_classes(seconds: tuple[float, float], sizes: tuple[int, int], found: Class) -> None:
    points = [Point(10**n, *each) for n, each in enumerate(zip(seconds, sizes, strict=True), 4)]
    assert class_of(points, 10**5) is found


def test_the_last_two_sizes_decide() -> None:
    points = [Point(10**4, 1, 1), Point(10**5, 100, 1), Point(10**6, 101, 1)]
    assert class_of(points, 10**6) is Class.CONSTANT


def test_one_that_was_not_answered_at_the_largest_size_was_ended() -> None:
    points = [Point(10**4, 0.1, 1), Point(10**5, 0.1, 1)]
    assert class_of(points, 10**6) is class_of([], 10**6) is Class.ENDED
    assert class_of(points[1:], 10**5) is Class.UNKNOWN


def test_names_stand_by_class_and_empty_classes_are_left_out() -> None:
    same, more = [[Point(10, 1, 1), Point(100, last, 1)] for last in (1, 99)]
    found = by_class({"a": more, "b": same, "c": same}, 100)
    assert list(found.items()) == [(Class.CONSTANT, ["b", "c"]), (Class.WORSE, ["a"])]
