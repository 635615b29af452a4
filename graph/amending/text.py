"""Change a text at places: what is taken out, what is put in, and nothing besides."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from graph.amending.model import Edit, Span


def change(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits done; none may reach into another.

    Raises:
        ValueError: one does.
    """
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    for one, next_one in pairwise(ordered):
        if next_one.start < one.end:
            raise ValueError(f"two edits at {next_one.start}")
    pieces, at = list[str](), 0
    for edit in ordered:
        pieces += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join((*pieces, text[at:]))


def erase(start: int, end: int, comments: Sequence[Span]) -> Iterator[Edit]:
    """Take out a stretch, but for the comments in it, and the ends of their lines."""
    inside = [each for each in comments if start <= each.start and each.end <= end]
    for each in inside:
        yield Edit(start, each.start, " ")
        start = each.end + 1
    if start < end:
        yield Edit(start, end)


def erase_lines(text: str, start: int, end: int, comments: Sequence[Span]) -> Iterator[Edit]:
    """Take out a stretch with its lines, if nothing else stands on them.

    Of two empty lines that would then follow each other one goes too.
    """
    begin, close = line_start(text, start), line_end(text, end)
    if text[begin:start].strip() or text[end:close].strip():
        yield from erase(start, end, comments)
        return
    close = min(close + 1, len(text))
    if any(begin <= each.start and each.end <= close for each in comments):
        yield from erase(start, end, comments)
        return
    before = text[:begin].rstrip(" \t\r")
    after = line_end(text, close)
    if (not begin or before.endswith(("\n\n", "\n\r\n"))) and not text[close:after].strip():
        close = min(after + 1, len(text))
    yield Edit(begin, close)


def line_start(text: str, at: int) -> int:
    """Where the line of a place begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line of a place ends, before what ends it."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def indent_of(text: str, at: int) -> str | None:
    """The white space before a place, if nothing else stands before it on its line."""
    before = text[line_start(text, at) : at]
    return None if before.strip() else before
