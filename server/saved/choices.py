"""What there is to choose from in the questions' forms: each list is looked up once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from ontology import PREFIXES
from queries import SavedQuery, write_value
from server.errors import SitrepError
from server.parts.owners import folder_of, titles

# A list that is longer is of no help to a reader, and slow in a browser.
MOST: Final = 2000
_DAYS: Final = "SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) { ?x :earliest|:latest ?day }"


class ChoicesError(SitrepError):
    """The choices of a saved query cannot be looked up; ends the start."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value, as an address has it, and what it is called.

    `folder` is the one that it stands in, if it is a thing of ours.
    """

    value: str
    label: str
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What forms offer: the choices of each SELECT, and the first and last day of the data.

    `articles` are the titles of the articles by their folders.
    """

    by_select: Mapping[str, tuple[Choice, ...]]
    first: str
    last: str
    articles: Mapping[str, str] = field(default_factory=dict[str, str])

    def of(self, slug: str) -> "Choices":
        """What there is to choose from in the part of one article, or with "" in all.

        What several things are called has the title of the article behind it.
        """
        apart = self.articles.keys() - {slug} if slug else set[str]()
        return replace(
            self,
            by_select={
                select: told_apart(
                    [each for each in found if each.folder not in apart][:MOST], self.articles
                )
                for select, found in self.by_select.items()
            },
        )


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a store that forms let choose from: each is looked up when it is first wanted.

    `articles` and the first and last day are as in `Choices`.
    """

    store: Store
    articles: Mapping[str, str]
    first: str
    last: str
    found: dict[str, tuple[Choice, ...]] = field(default_factory=dict[str, tuple[Choice, ...]])

    def choices(self, questions: Iterable[SavedQuery]) -> Choices:
        """Everything that the parameters of some questions can be chosen from.

        Raises:
            ChoicesError: a SELECT of a question is not SPARQL.
        """
        wanted = {
            parameter.choices: question.slug
            for question in questions
            for parameter in question.params
            if parameter.choices
        }
        for text, slug in wanted.items():
            if text not in self.found:
                self.found[text] = select(self.store, slug, text, max(len(self.articles), 1))
        by_select = {text: self.found[text] for text in wanted}
        return Choices(by_select, self.first, self.last, self.articles)


def open_lists(store: Store) -> Lists:
    """The lists of a store, none looked up yet."""
    return Lists(store, titles(store), *days(store))


def told_apart(offered: list[Choice], articles: Mapping[str, str]) -> tuple[Choice, ...]:
    """The choices; those that things of several articles are called have the article's title."""
    folders = defaultdict[str, set[str]](set)
    for each in offered:
        folders[each.label].add(each.folder)
    return tuple(
        replace(each, label=f"{each.label} ({articles[each.folder]})")
        if len(folders[each.label]) > 1 and each.folder in articles
        else each
        for each in offered
    )


def select(store: Store, slug: str, query: str, articles: int) -> tuple[Choice, ...]:
    """The first choices that a SELECT of ?value and ?label finds, each value once.

    As many for each of some articles as a form can offer.
    """
    try:
        rows = cast("QuerySolutions", store.query(query, prefixes=PREFIXES))
    except SyntaxError as error:
        raise ChoicesError(f"queries/{slug}.rq: its choices are not SPARQL: {error}") from error
    found: dict[str, Choice] = {}
    for row in rows:
        value, label = row["value"], row["label"]
        if isinstance(value, NamedNode | Literal) and isinstance(label, Literal):
            text = write_value(value)
            folder = folder_of(value.value) if isinstance(value, NamedNode) else ""
            found.setdefault(text, Choice(text, label.value, folder))
        if len(found) == MOST * articles:
            break
    return tuple(found.values())


def days(store: Store) -> tuple[str, str]:
    """The first and the last day of the data; empty where it has none."""
    # An engine elsewhere may have taken too long.
    row = next(iter(cast("QuerySolutions", store.query(_DAYS, prefixes=PREFIXES))), None)
    if row is None:
        return "", ""
    first, last = (row[name] for name in ("first", "last"))
    return (
        first.value if isinstance(first, Literal) else "",
        last.value if isinstance(last, Literal) else "",
    )
