"""Read, first way: raw wikitext becomes the flattened text, slots and references.

Of the sections at the end only "See also" belongs to the account.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from mwparserfromhell import parse
from mwparserfromhell.nodes import Template
from mwparserfromhell.wikicode import Wikicode

from graph.draft.model import Doubt, Item, Page, Reference, Slot
from graph.draft.page.citations import named
from graph.draft.page.inline import Flattener, items, tidy
from graph.draft.page.marks import INDENT, LEVEL, clean, parted
from graph.draft.page.slots import as_line, slot_of
from graph.draft.page.templates import name_of
from graph.draft.patterns import either, read_patterns
from graph.reading.split import BULLET, read_sentences

INFOBOXES: Final = re.compile(
    r"infobox (?:military (?:conflict|operation|attack)|battle|war|conflict|civil conflict|"
    r"siege)|warbox"
)
HEADING: Final = re.compile(r"(={2,6})\s*(.*?)\s*={2,6}\s*")


@dataclass(frozen=True, slots=True)
class Written:
    """A line of the page: its words with the signs of references, and the items that it lists."""

    text: str
    slot: tuple[str, int | None] | None = None
    spans: tuple[tuple[int, int, int], ...] = ()


def read_wikitext(path: Path, text: str, title: str) -> Page:
    """Read raw wikitext; `path` is for messages alone.

    Raises:
        ArticleError: what was made of it is not of the flattened form.
    """
    code = parse(clean(text))
    flatten = Flattener(named(code))
    box = infobox(code)
    told = tuple(slot_lines(box, flatten)) if box else ()
    strange = tuple(dict.fromkeys(flatten.strange))
    if box:
        code.remove(box)
    prose = Flattener(flatten.named, flatten.sources, tables=False)
    body = tuple(body_lines(prose(code)))
    name = heading_words(title) or conflict(told) or heading_words(path.stem) or "Untitled"
    page = laid_out(path, name, told, body, flatten)
    return replace(page, doubts=(*missing(box), *left_out(strange)))


def infobox(code: Wikicode) -> Template | None:
    """The first infobox on a battle."""
    found = code.ifilter_templates(matches=lambda each: bool(INFOBOXES.fullmatch(name_of(each))))  # pyright: ignore[reportUnknownMemberType] # the package leaves patterns untyped
    return next(found, None)


def missing(box: Template | None) -> Iterator[Doubt]:
    """What a page without an infobox is."""
    if box is None:
        yield Doubt("there is no infobox of a battle: is this an article on one?")


def left_out(strange: tuple[str, ...]) -> Iterator[Doubt]:
    """What stood in the infobox and is not known."""
    for name in strange:
        yield Doubt(f"the infobox has {{{{{name}}}}}, which is not known here and was left out")


def slot_lines(box: Template, flatten: Flattener) -> Iterator[Written]:
    """A line for each slot that says something of the battle."""
    # Of a slot that is there twice a wiki shows the last.
    for key, param in {str(each.name).strip(): each for each in box.params}.items():
        slot = slot_of(key)
        listed = [(level, words) for level, words in items(flatten(param.value))] if slot else []
        bare = [(level, parted(words)[0]) for level, words in listed]
        if slot and any(words for _, words in bare):
            line, _ = as_line(key, listed)
            _, spans = as_line(key, bare)
            yield Written(BULLET + line, slot, spans)


def conflict(told: tuple[Written, ...]) -> str:
    """The name that the infobox has for the battle."""
    named_so = (
        parted(each.text)[0].removeprefix(BULLET)[slice(*each.spans[0][1:])]
        for each in told
        if each.slot == ("conflict", None)
    )
    return heading_words(next(named_so, ""))


def heading_words(words: str) -> str:
    """What a heading can hold."""
    return " ".join(parted(words)[0].replace("=", " ").split())


@cache
def apparatus() -> re.Pattern[str]:
    """What the headings of sections are that do not belong to the account; compiled once."""
    return re.compile(either(read_patterns("sections")["apparatus"]), re.IGNORECASE)


def body_lines(text: str) -> Iterator[Written]:
    """The paragraphs, headings and list items after the infobox, without the apparatus."""
    level, skipped, paragraph = 1, 0, list[str]()
    for line in (*text.split("\n"), ""):
        found = HEADING.fullmatch(line.strip())
        plain = not found and line.strip() and not line.startswith(LEVEL)
        if plain and not skipped:
            paragraph.append(line)
            continue
        yield from joined(paragraph)
        paragraph = []
        if found:
            words, depth = heading_words(found[2]), len(found[1])
            skipped = 0 if depth <= skipped else skipped
            if not skipped and apparatus().fullmatch(words):
                skipped = depth
            elif words and not skipped:
                level = min(depth, level + 1)
                yield Written("")
                yield Written(f"{'=' * level}{words}{'=' * level}")
        elif not skipped and (words := tidy(line.strip(LEVEL + INDENT + " "))):
            yield Written(f"{BULLET}{words}")
        elif not skipped:
            yield Written("")


def joined(paragraph: list[str]) -> Iterator[Written]:
    """The lines of a paragraph as one; it may not begin like a heading or an item."""
    words = tidy(" ".join(paragraph).replace(INDENT, " ").replace(LEVEL, " ")).lstrip("=- ")
    if parted(words)[0].strip(" .,;:"):
        yield Written(words)


def laid_out(
    path: Path, title: str, told: tuple[Written, ...], body: tuple[Written, ...], flatten: Flattener
) -> Page:
    """Put the lines beneath one another, cut them into sentences, and find the items again."""
    lines = [Written(f"= {title} ="), Written("")]
    lines += [Written("Infobox"), *told, Written("")] if told else []
    lines += spaced(body)
    texts, references, length = list[str](), list[Reference](), 0
    begins: dict[int, Written] = {}
    for line in lines:
        text, signs = parted(line.text)
        begins[length + len(BULLET)] = line
        references += [
            replace(source, at=length + at) for at, n in signs for source in flatten.sources[n]
        ]
        texts.append(text)
        length += len(text) + 1
    text = "\n".join(texts).rstrip() + "\n"
    sentences = read_sentences(path, text, title)
    held = ((each, begins[each.begin]) for each in sentences if each.begin in begins)
    slots = tuple(
        Slot(*line.slot, each.number, tuple(cut(text, each.begin, span) for span in line.spans))
        for each, line in held
        if line.slot
    )
    return Page(title, text, sentences, slots, tuple(references))


def cut(text: str, begin: int, span: tuple[int, int, int]) -> Item:
    """An item of the page's text."""
    level, first, last = span
    return Item(text[begin + first : begin + last], begin + first, begin + last, level)


def spaced(body: tuple[Written, ...]) -> Iterator[Written]:
    """The lines with one blank line at most between two."""
    empty = True
    for line in body:
        if line.text or not empty:
            yield line
        empty = not line.text
