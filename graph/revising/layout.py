"""Cut a facts file into the lines of its sentences, so that they can be carried as they are."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from graph.errors import TurtleError
from graph.model import Facts
from graph.reading.marks import belongs_to_the_block
from graph.revising.model import Layout, Segment

# What a brace may stand in without being one (https://www.w3.org/TR/trig/#sec-grammar), and braces.
TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\s]*>|\\.|#[^\n\r]*|(?P<brace>[{}])",
    re.DOTALL,
)
SECTION: Final = re.compile(r"# -{2,} .* -{2,}")
FAULT: Final = (
    "expected nothing but comments between the blocks, and each block on lines of its own"
)


def read_layout(facts: Facts) -> Layout:
    """Cut a file whose comments and blocks are sound: each block with its sentence above.

    Raises:
        TurtleError: something stands between the blocks, or two sentences share a line or a number.
    """
    lines, ending = plain_lines(facts.lines)
    spans = sorted(span_of(facts, lines))
    refuse_mingled(facts, lines, spans)
    if not spans:
        return Layout(lines, (), (), ending)
    begin = first_lead(lines, spans[0][0])
    ends = [begin - 1, *(end for _, end, _ in spans)]
    segments = tuple(
        Segment(number, lines[before : first - 1], lines[first - 1 : last])
        for before, (first, last, number) in zip(ends, spans, strict=False)
    )
    return Layout(lines[: begin - 1], segments, lines[ends[-1] :], ending)


def plain_lines(lines: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The lines without what ends them, and what ends them: all of them alike, or a line feed."""
    *ended, last = lines
    if ended and all(line.endswith("\r") for line in ended):
        return (*(line.removesuffix("\r") for line in ended), last), "\r\n"
    return lines, "\n"


def span_of(facts: Facts, lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The first and the last line of each sentence, counted from 1, and its number."""
    ends = closed(facts)
    above = {block.comment.line: block.line for block in facts.blocks if block.comment}
    inside = {line for first, last in ends.items() for line in range(first, last + 1)}
    for comment in facts.comments:
        if comment.line not in inside:
            last = ends[above[comment.line]] if comment.line in above else comment.line
            yield comment.line, last + beneath(lines, last), comment.number


def closed(facts: Facts) -> dict[int, int]:
    """The line on which each block ends, by the one on which it begins.

    Raises:
        TurtleError: a block begins on a line on which another ends.
    """
    text = "\n".join(facts.lines)
    feeds = [at for at, character in enumerate(text) if character == "\n"]
    braces = [
        bisect_right(feeds, found.start()) + 1 for found in TOKEN.finditer(text) if found["brace"]
    ]
    opened, ended = braces[::2], braces[1::2]
    for end, begin in zip(ended, opened[1:], strict=False):
        if begin <= end:
            raise TurtleError(facts.path, begin, 1, FAULT)
    return dict(zip(opened, ended, strict=True))


def beneath(lines: Sequence[str], last: int) -> int:
    """How many lines right beneath a block are its draft, or marks."""
    count = 0
    while last + count < len(lines) and belongs_to_the_block(lines[last + count]):
        count += 1
    return count


def first_lead(lines: Sequence[str], first: int) -> int:
    """Where the lines before the first sentence begin that are its own, not the file's."""
    begin = first
    while begin > 1 and (not lines[begin - 2].strip() or is_section(lines[begin - 2])):
        begin -= 1
    return begin


def is_section(line: str) -> bool:
    """Whether a line shows the heading beneath which the sentences stand."""
    return SECTION.fullmatch(line.rstrip()) is not None


def refuse_mingled(
    facts: Facts, lines: Sequence[str], spans: Sequence[tuple[int, int, int]]
) -> None:
    """Refuse what could not be carried line by line."""
    seen, after = set[int](), 0
    for first, last, number in spans:
        if number in seen:
            raise TurtleError(facts.path, first, 1, f"sentence {number:03d} stands here twice")
        for line in range(after + 1, first) if after else ():
            if lines[line - 1].strip() and not lines[line - 1].startswith("#"):
                raise TurtleError(facts.path, line, 1, FAULT)
        seen.add(number)
        after = last
