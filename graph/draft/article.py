"""The whole, in the order in which it happens: read → draft → write, for one article or for many."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.article import read_about
from graph.draft.draft import draft
from graph.draft.known import known_of
from graph.draft.model import Draft, Known, Page
from graph.draft.names_given import slug_of
from graph.draft.page import read_page
from graph.draft.report import report
from graph.draft.sources import source_facts
from graph.draft.write import to_trig
from graph.errors import GraphError, OutputError, shown
from graph.paths import Sources
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
    known = known_of(graph) if graph else known_for(page)
    found = draft(page, known)
    cited = tuple(source_facts(page, known.slug))
    facts = tuple(dict.fromkeys((*found.facts, *cited)))
    return Drafted(page, Draft(facts, found.entities, found.doubts), known.slug)


def known_for(page: Page) -> Known:
    """The shipped graph, for another version of its article; else nothing but a slug."""
    shipped = Sources()
    if read_about(shipped.article / "article.toml")["title"] == page.title:
        return known_of(shipped)
    return Known(slug_of(page.title))


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
    try:
        drafted = draft_article(str(article))
        path = output / f"{article.stem}.trig"
        if path.exists():
            raise OutputError(f"{shown(path)}: is there already and stays")
        write_file(path, drafted.trig.encode("utf-8"))
    except GraphError as error:
        return Done(article, (str(error),), failed=True)
    except Exception as error:  # noqa: BLE001 - one article that breaks a rule keeps none from being drafted
        return Done(article, (f"{shown(article)}: {type(error).__name__}: {error}",), failed=True)
    return Done(article, (f"{shown(path)}: {drafted.report[0]}",))
