"""Read, first half: the flattened text of an article becomes numbered sentences with offsets.

The flattened form goes line by line: `= Title =` first, then `==Heading==` and `===Heading===`, a
line `Infobox` with `- Key: value` lines beneath up to a blank line, `- item` lists, and prose, a
paragraph on each line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.errors import ArticleError
from graph.model import Sentence

# After these words a full stop ends no sentence: ranks, titles, months, and what stands in names.
# "No." is the number sign, in an account of units far more common than the one-word answer.
ABBREVIATION: Final = re.compile(
    r"(?:Adm|Brig|Capt|Cdr|Cmdr|Cols?|Cpl|Gens?|Lts?|Maj|Pvt|Sgt"
    r"|Dr|Fr|Gov|Hon|Jr|Messrs|Mr|Mrs|Ms|Pres|Prof|Rev|Sr"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Ft|Mt|Ste?|Mk|Nos?|approx|ca?|cf|e\.g|est|etc|i\.e|viz|vs)\."
)
# The first letter of a name; after "I." a sentence may end, as after "World War I.".
INITIAL: Final = re.compile(r"[A-HJ-Z]\.")
# "U.S.", "D.C.", "a.m.": a sentence ends there only if the next begins like one.
LETTERS: Final = re.compile(r"(?:[A-Za-z]\.){2,}")
OPENERS: Final = re.compile(
    r"(?:The|A|An|On|In|At|By|As|After|Before|During|While|When|He|She|It|They|This|That|These|His|"
    r"Her|Their|There|However|But|Meanwhile|From|With|Both|Some|Many|Most|Although|Despite|Only)\b"
)
ENDS: Final = re.compile(r"[.!?][\"'\u201d\u2019)\]]*\s+")

HEADING: Final = re.compile(r"(=+)\s*([^=]+?)\s*(=+)")
BULLET: Final = "- "
TITLE_LEVEL: Final = 1
# Between a heading and the one beneath it: a single right-pointing angle quotation mark.
BELOW: Final = " \u203a "


@dataclass(frozen=True)
class Line:
    """A line without the white space around it, and the code point at which it begins."""

    number: int
    begin: int
    text: str


@dataclass(frozen=True)
class Place:
    """Where in the article a line stands."""

    headings: tuple[str, ...] = ()
    infobox: bool = False

    @property
    def section(self) -> str:
        """The place in words."""
        return "Infobox" if self.infobox else BELOW.join(self.headings) or "Lead"


def read_sentences(path: Path, text: str, title: str) -> tuple[Sentence, ...]:
    """Cut the text into its sentences, numbered from 1 in the order in which they stand.

    Raises:
        ArticleError: a line is not of the flattened form, or the title is not `title`.
    """
    first, *rest = lines(text)
    if heading(path, first) != (TITLE_LEVEL, title):
        raise ArticleError(path, 1, 1, f"expected the article's title, `= {title} =`")
    spans = (span for place, line in placed(path, rest) for span in cut(path, place, line))
    return tuple(
        Sentence(number, text[begin:end], begin, end, section)
        for number, (begin, end, section) in enumerate(spans, start=1)
    )


def read_title(path: Path, text: str) -> str:
    """The title, which is the first line.

    Raises:
        ArticleError: the text does not begin with one.
    """
    marked = heading(path, next(lines(text)))
    if marked is None or marked[0] != TITLE_LEVEL:
        raise ArticleError(path, 1, 1, "expected the article's title, such as `= Battle of Aye =`")
    return marked[1]


def lines(text: str) -> Iterator[Line]:
    """Cut at line feeds only: other characters that end a line in Unicode may stand in prose."""
    begin = 0
    for number, line in enumerate(text.split("\n"), start=1):
        indent = len(line) - len(line.lstrip())
        yield Line(number, begin + indent, line.strip())
        begin += len(line) + 1


def placed(path: Path, rest: list[Line]) -> Iterator[tuple[Place, Line]]:
    """Give each line that says something its place; headings and blank lines only set it."""
    place = Place()
    for line in rest:
        marked = heading(path, line)
        if marked is not None:
            place = beneath(path, place, line, *marked)
        elif line.text == "Infobox" and not place.headings:
            place = Place(infobox=True)
        elif line.text:
            yield place, line
        else:
            place = Place(place.headings)


def heading(path: Path, line: Line) -> tuple[int, str] | None:
    """The level and the words of a heading; None if the line is none."""
    if not line.text.startswith("="):
        return None
    match = HEADING.fullmatch(line.text)
    if match is None or match[1] != match[3]:
        fault = "expected a heading with as many = after it as before it"
        raise ArticleError(path, line.number, 1, fault)
    return len(match[1]), match[2]


def beneath(path: Path, place: Place, line: Line, level: int, words: str) -> Place:
    """The place beneath a heading, which may be at most one level deeper than the one before."""
    above = level - TITLE_LEVEL - 1
    if not 0 <= above <= len(place.headings):
        fault = f"a heading of level {level} cannot stand here; start with `==…==`, then `===…===`"
        raise ArticleError(path, line.number, 1, fault)
    return Place((*place.headings[:above], words))


def cut(path: Path, place: Place, line: Line) -> Iterator[tuple[int, int, str]]:
    """Cut one line: list items and infobox lines are whole, prose is split into sentences."""
    if line.text.startswith(BULLET):
        item = line.text.removeprefix(BULLET).lstrip()
        spans: Iterator[tuple[int, int]] = iter([(len(line.text) - len(item), len(line.text))])
    else:
        spans = split(line.text)
    if place.infobox and not re.match(r"- *[^:]+:", line.text):
        fault = "expected `- Key: value`; a blank line ends the infobox"
        raise ArticleError(path, line.number, 1, fault)
    for begin, end in spans:
        yield line.begin + begin, line.begin + end, place.section


def split(prose: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end.

    A sentence ends at [.!?] before white space, whatever follows: what an editor's slip broke in
    two stays in two, because the text is quoted as it is. Signs that close a quotation or an aside
    belong to what they close.
    """
    begin = 0
    for mark in ENDS.finditer(prose):
        end = mark.start() + len(mark[0].rstrip())
        quoted = end > mark.start() + 1 and prose[mark.end() : mark.end() + 1].islower()
        if not quoted and ends(prose[begin : mark.start() + 1], prose, mark.end()):
            yield begin, end
            begin = mark.end()
    yield begin, len(prose)


def ends(sentence: str, prose: str, after: int) -> bool:
    """Whether the full stop at the end of some words ends a sentence, and no abbreviation."""
    word = last_word(sentence)
    if LETTERS.fullmatch(word):
        return bool(OPENERS.match(prose, after))
    return not ABBREVIATION.fullmatch(word) and not INITIAL.fullmatch(word)


def last_word(prose: str) -> str:
    """The last word with its full stop, without what may open a quotation or an aside before it."""
    return re.sub(r"^\W+", "", prose.rsplit(maxsplit=1)[-1])
