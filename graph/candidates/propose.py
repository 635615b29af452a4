"""Propose: for each thing without an item the candidates, the best first, and a table of them."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from graph.candidates.entities import Item, fetch, search, search_code
from graph.candidates.judge import CLASS, Candidate, judge
from graph.candidates.remote import Remote
from graph.candidates.wanted import Wanted
from graph.names import shorten

COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "subject_kind",
    "state",
    "score",
    "object_id",
    "object_label",
    "object_description",
    "object_classes",
    "object_dates",
    "distance_km",
    "why",
)
DATES: Final = ("P580", "P582", "P585")


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that was found for one thing; `classes` has the labels of the classes in it."""

    thing: Wanted
    candidates: tuple[Candidate, ...]
    classes: dict[str, str]

    @property
    def open(self) -> tuple[Candidate, ...]:
        """Those that were not left out."""
        return tuple(each for each in self.candidates if not each.against)


def propose(remote: Remote, things: Iterable[Wanted], most: int) -> Iterator[Proposal]:
    """Ask for one thing after the other.

    Raises:
        RemoteError: the remote failed; what was given out before holds.
    """
    classes: dict[str, str] = {}
    for thing in things:
        found = dict.fromkeys(
            [
                *(code for name, value in thing.codes for code in search_code(remote, name, value)),
                *(code for name in thing.names for code in search(remote, name, most)),
            ]
        )
        items = {item.code: item for item in fetch(remote, list(found))}
        judged = sorted(
            (judge(thing, item) for item in items.values()),
            key=lambda each: (bool(each.against), -each.score, each.item.code),
        )
        name_classes(remote, items.values(), classes)
        yield Proposal(thing, tuple(judged), classes)


def name_classes(remote: Remote, items: Iterable[Item], classes: dict[str, str]) -> None:
    """Look up what the classes of some items are called, each once."""
    codes = {code for item in items for code in item.values.get(CLASS, ())} - classes.keys()
    classes |= {item.code: item.label for item in fetch(remote, sorted(codes))}


def table(proposals: Iterable[Proposal]) -> str:
    """Proposals as TSV, for a person to review."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for proposal in proposals:
        writer.writerows(rows(proposal))
    return text.getvalue()


def rows(proposal: Proposal) -> Iterator[tuple[str, ...]]:
    """A row for each candidate; one that says so where nothing was found."""
    own = (shorten(proposal.thing.thing), proposal.thing.label, proposal.thing.kind)
    if not proposal.candidates:
        yield (*own, "none found", *[""] * 7, "")
    for each in proposal.candidates:
        item = each.item
        yield (
            *own,
            "left out" if each.against else "proposed",
            "" if each.against else f"{each.score:.2f}",
            f"wd:{item.code}",
            plain(item.label),
            plain(item.description),
            plain(classes_in_words(item, proposal.classes)),
            dates_in_words(item),
            "" if each.distance is None else f"{each.distance:.1f}",
            plain(each.against or "; ".join(each.reasons)),
        )


def plain(text: str) -> str:
    """What a remote wrote, on one line; never the beginning of a formula of a spreadsheet."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line


def classes_in_words(item: Item, classes: dict[str, str]) -> str:
    """The classes of an item by their labels and codes."""
    codes = item.values.get(CLASS, ())
    return ", ".join(f"{classes.get(code, code)} ({code})" for code in codes)


def dates_in_words(item: Item) -> str:
    """The dates of an item."""
    spans = (span for name in DATES for span in item.spans.get(name, ()))
    return ", ".join(
        str(each.first) if each.first == each.last else f"{each.first}/{each.last}"
        for each in spans
    )


def in_words(proposal: Proposal) -> Iterator[str]:
    """One thing and its candidates, for the screen."""
    thing = proposal.thing
    yield f"{shorten(thing.thing)}  {thing.label} ({thing.kind or 'no kind'})"
    for each in proposal.candidates:
        item = each.item
        says = f"{plain(item.label)}, {plain(item.description) or 'no description'}"
        if each.against:
            yield f"  left out  {item.code}  {says}: {plain(each.against)}"
        else:
            yield f"  {each.score:.2f}      {item.code}  {says}: {plain('; '.join(each.reasons))}"
    if not proposal.candidates:
        yield "  none found"
