"""The whole, in the order in which it happens: read → draft → write, for one article or many."""

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rdflib import URIRef

from graph.draft.draft import draft
from graph.draft.model import Draft, Fact, Known, Object, Page
from graph.draft.naming.given import slug_of
from graph.draft.naming.known import known_of, known_sides
from graph.draft.page.read import read_page
from graph.draft.writing.report import report
from graph.draft.writing.sources import source_facts
from graph.draft.writing.trig import to_trig
from graph.errors import GraphError, OutputError, shown
from graph.paths import Sources
from graph.reading.article import read_about
from graph.write import write_file

ARTICLES: Final = (".txt", ".wiki", ".wikitext", ".mediawiki")


@dataclass(frozen=True, slots=True)
class Drafted:
    """An article and what was drafted from it."""

    page: Page
    draft: Draft
    slug: str

    @property
    def trig(self) -> str:
        """The facts, as they are reviewed."""
        return to_trig(self.page, self.draft.facts, self.slug)

    @property
    def report(self) -> tuple[str, ...]:
        """What was found, and what a person should look at."""
        return tuple(report(self.page, self.draft))


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one article of a folder: the lines to tell of it, and whether it failed."""

    source: Path
    lines: tuple[str, ...]
    failed: bool = False


def draft_article(given: str, title: str = "", graph: Sources | None = None) -> Drafted:
    """Draft one article: a path, an address, or `-`.

    The entities of `graph` are linked to; without one, those of the graph that is shipped, if the
    article is another version of its.

    Raises:
        GraphError: the article, or the graph, cannot be read.
    """
    page = read_page(given, title)
    belongs = graph or shipped_for(page)
    known = known_of(belongs) if belongs else Known(slug_of(page.title))
    found = draft(page, known)
    cited = tuple(source_facts(page, known.slug))
    told = with_sides(found.facts, known_sides(belongs)) if belongs else found.facts
    facts = tuple(dict.fromkeys((*told, *cited)))
    return Drafted(page, Draft(facts, found.entities, found.doubts), known.slug)


def shipped_for(page: Page) -> Sources | None:
    """The shipped graph, for another version of its article."""
    shipped = Sources()
    named = read_about(shipped.article / "article.toml")["title"]
    return shipped if named == page.title else None


def with_sides(facts: tuple[Fact, ...], sides: Mapping[URIRef, URIRef]) -> tuple[Fact, ...]:
    """The facts with the sides that a graph has already, whose class and label it knows."""
    return tuple(
        replace(fact, subject=sides.get(fact.subject, fact.subject), object=side_of(fact, sides))
        for fact in facts
        if fact.sentence is not None or fact.subject not in sides
    )


def side_of(fact: Fact, sides: Mapping[URIRef, URIRef]) -> Object:
    """The object of a fact, or the known side for it."""
    return sides.get(fact.object, fact.object) if isinstance(fact.object, URIRef) else fact.object


def articles_in(folder: Path) -> tuple[Path, ...]:
    """The articles of a folder, by the ends of their names, sorted."""
    return tuple(
        sorted(each for each in folder.iterdir() if each.suffix in ARTICLES and each.is_file())
    )


def draft_all(articles: Iterable[Path], output: Path) -> Iterator[Done]:
    """Draft many articles on all cores, each into `output`; each is told of when it is done."""
    tasks = tuple(articles)
    with ProcessPoolExecutor(max_workers=max(1, min(len(tasks), os.cpu_count() or 1))) as pool:
        yield from pool.map(draft_one, tasks, (output,) * len(tasks))


def draft_one(article: Path, output: Path) -> Done:
    """Draft one article of many; what is wrong with it is told, and hinders no other."""
    path = output / f"{article.stem}.trig"
    try:
        drafted = draft_article(str(article))
        write_new(path, drafted.trig)
    except GraphError as error:
        return Done(article, (str(error),), failed=True)
    except Exception as error:  # noqa: BLE001 - one article that breaks a rule keeps none from being drafted
        return Done(article, (f"{shown(article)}: {type(error).__name__}: {error}",), failed=True)
    return Done(article, (f"{shown(path)}: {drafted.report[0]}",))


def write_new(path: Path, trig: str) -> None:
    """Write a draft where there is none.

    Raises:
        OutputError: there is one, or it cannot be written.
    """
    if path.exists():
        raise OutputError(f"{shown(path)}: is there already and stays; name another place")
    write_file(path, trig.encode("utf-8"))
