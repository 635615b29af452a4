"""Read, second way: the flattened text of an article, which is taken as it is."""

from collections.abc import Iterator
from pathlib import Path

from graph.draft.model import Doubt, Page, Slot
from graph.draft.page.marks import clean
from graph.draft.page.slots import from_line, slot_of
from graph.model import Sentence
from graph.reading.split import HEADING, TITLE_LEVEL, read_sentences


def is_flattened(text: str) -> bool:
    """Whether a text begins as the flattened form does, with `= Title =`."""
    found = HEADING.fullmatch(text.lstrip("\ufeff\n").partition("\n")[0].strip())
    return found is not None and len(found[1]) == len(found[3]) == TITLE_LEVEL


def read_flattened(path: Path, text: str) -> Page:
    """Read the flattened form.

    Raises:
        ArticleError: a line is not of that form.
    """
    kept = clean(text).lstrip("\n")
    title = " ".join(kept.partition("\n")[0].strip().strip("=").split())
    sentences = read_sentences(path, kept, title)
    slots = tuple(slot for each in sentences for slot in slots_of(each))
    changed = Doubt(
        "the text has control characters, which were left out; use the text as written here"
    )
    return Page(title, kept, sentences, slots, doubts=(changed,) if kept != text else ())


def slots_of(sentence: Sentence) -> Iterator[Slot]:
    """The slot that a line of the infobox is, if it says something."""
    if sentence.section != "Infobox":
        return
    key, items = from_line(sentence.text, sentence.begin)
    slot = slot_of(key)
    if slot and items:
        yield Slot(*slot, sentence.number, items)
