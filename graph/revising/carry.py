"""Carry: the lines of the old facts file become those of the new one.

Reviewed lines are carried as they are, character by character, and never written anew. A person who
compares the two files sees the comments of changed sentences, marks and drafts, and nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.model import Sentence
from graph.reading import marks
from graph.reading.numbering import Numbering, numbering_lines, written
from graph.revising.arrange import Placed, arranged, led, notes
from graph.revising.model import DraftOf, Fate, Layout, Segment, Traced

REMOVED: Final = "# ---- Removed from the article ----"
# Dates that rest on words outside of the sentence: on the heading, or on what stands before it.
BY_HEADING: Final = "k:heading-date"
BY_CONTEXT: Final = "k:context-date"


@dataclass(frozen=True, slots=True)
class Known:
    """What a sentence's lines are made of.

    Its lines in the old file by its number, the sentence that stood before it there, the words of
    sentences whose facts were set aside before, and who drafts.
    """

    segments: Mapping[int, Segment]
    before: Mapping[int, int | None]
    stored: Mapping[str, int]
    draft: DraftOf


def carry(
    layout: Layout, traced: tuple[Traced, ...], numbering: Numbering, draft: DraftOf
) -> Layout:
    """Lay the file out anew."""
    segments = {segment.number: segment for segment in layout.segments}
    known = Known(segments, dict(preceding(traced)), marks.stored(layout.tail), draft)
    placed = dict(place(traced, known))
    order = arranged(layout, traced, placed)
    gone = tuple(line for each in traced for line in aside(segments, each))
    return replace(
        layout,
        head=head(layout.head, numbering),
        segments=tuple(led(layout, traced, [placed[number] for number in order])),
        tail=tail(layout.tail, gone),
    )


def place(traced: Sequence[Traced], known: Known) -> Iterator[tuple[int, Placed]]:
    """The lines of each sentence of the new version that has some, by its number."""
    for each in traced:
        if each.new is None:
            continue
        kept = known.segments.get(each.number, Segment(each.number, ("",), ()))
        lines = lines_of(each, each.new, kept.lines, known)
        if lines:
            was_beneath = each.old.section if each.old else None
            yield each.number, Placed(replace(kept, lines=lines), was_beneath, each.new.section)


def lines_of(each: Traced, new: Sentence, lines: tuple[str, ...], known: Known) -> tuple[str, ...]:
    """The lines of a sentence: what there was, marked if there is something to do."""
    number, above = each.number, f"# {each.number:03d}  {new.text}"
    match each.fate, each.old:
        case Fate.NEW, _:
            mark = marks.new(number, each.kin, known.stored.get(new.text))
            return (above, mark, *marks.drafted(known.draft(new)))
        case Fate.CHANGED, Sentence(text=was):
            mark = marks.changed(number, was)
            return (above, mark, *lines[1:], *marks.drafted(known.draft(new)))
        case _:
            after = known.before.get(number)
            return (*lines[:1], *context_marks(each, lines, after), *lines[1:])


def context_marks(each: Traced, lines: Sequence[str], after: int | None) -> Iterator[str]:
    """Marks for the same words with dates that rest on what is no longer around them."""
    dated = " ".join(lines)
    if each.old and each.new and each.old.section != each.new.section and BY_HEADING in dated:
        yield marks.heading(each.number, each.old.section)
    elif each.moved and (BY_HEADING in dated or BY_CONTEXT in dated):
        yield marks.moved(each.number, after)


def preceding(traced: Sequence[Traced]) -> Iterator[tuple[int, int | None]]:
    """For each sentence of the old version the one that stood before it there."""
    old = sorted((each for each in traced if each.old), key=lambda each: each.stood_at)
    before: int | None = None
    for each in old:
        yield each.number, before
        before = each.number


def aside(segments: Mapping[int, Segment], each: Traced) -> Iterator[str]:
    """The lines of a removed sentence as comments, with a mark above."""
    if each.fate is not Fate.REMOVED:
        return
    bare = Segment(each.number, (), (f"# {each.number:03d}  {each.sentence.text}",))
    kept = segments.get(each.number, bare)
    lines = (*notes(kept), *kept.lines)
    yield from ("", marks.removed(each.number, each.kin), *marks.set_aside(lines))


def tail(lines: tuple[str, ...], gone: tuple[str, ...]) -> tuple[str, ...]:
    """The end of the file: what was set aside before, and what is now."""
    if not gone:
        return lines
    heading = () if REMOVED in lines else ("", REMOVED)
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return (*lines, *heading, *gone, "")


def head(lines: tuple[str, ...], numbering: Numbering) -> tuple[str, ...]:
    """The beginning of the file, with the line that numbers the sentences if one is needed."""
    given = numbering_lines(lines)
    if given:
        return (*lines[: given[0] - 1], written(numbering), *lines[given[0] :])
    if numbering.plain:
        return lines
    end = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return (*lines[:end], written(numbering), *lines[end:])
