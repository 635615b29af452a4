"""The battles that a graph tells of: one for each article, with what pages say of it as a whole."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from server.names import label
from server.parts.owners import folder_of
from server.reading import when
from server.reading.article import Article
from server.reading.facts import values
from server.reading.shown import Shown, show_thing
from server.reading.sides import named_by_rank, sides_in
from server.terms import term

# Where several battles are told of at once, their sides have no names.
ANY_SIDES: Final[Mapping[str, str]] = {"first": "one side", "second": "the other side"}


@dataclass(frozen=True, slots=True)
class Battle:
    """One battle; empty where the graph does not say it.

    `first` and `last` are the days between which the parts of its main happening have been;
    `sides` the names of its sides by the word for style sheets.
    """

    slug: str
    title: str
    article: Article | None
    main: Shown | None
    dates: str
    places: tuple[tuple[NamedNode, str], ...]
    first: str
    last: str
    sides: Mapping[str, str]


def read_battles(store: Store, articles: Iterable[Article], otherwise: str) -> tuple[Battle, ...]:
    """A battle for each article; one of all there is where no two articles are.

    `otherwise` is the title of what has neither a main happening nor an article.
    """
    told = [each for each in articles if each.iri]
    wholes = count_wholes(store)
    if len(told) > 1:
        mains = by_folder(wholes)
        return tuple(read_battle(store, each, mains.get(each.slug), otherwise) for each in told)
    main = min(wholes, key=lambda whole: (-wholes[whole], str(whole)), default=None)
    return (read_battle(store, told[0] if told else None, main, otherwise),)


def read_battle(
    store: Store, article: Article | None, main: NamedNode | None, otherwise: str
) -> Battle:
    """One battle, by its main happening."""
    days = sorted(days_of_parts(store, main)) if main else []
    named = label(store, main) if main else ""
    return Battle(
        slug=article.slug if article else "",
        title=named or (article.title if article else "") or otherwise,
        article=article,
        main=show_thing(store, main) if main else None,
        dates=dates_of(store, main) if main else "",
        places=tuple(places_of(store, main)) if main else (),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        sides=names_of_sides(store, main),
    )


def count_wholes(store: Store) -> Counter[NamedNode]:
    """The happenings that others are part of, or sides are in, with how many that are."""
    quads = (
        quad
        for name in (":partOf", ":sideIn")
        for quad in store.quads_for_pattern(None, term(name), None, DefaultGraph())
    )
    return Counter(quad.object for quad in quads if isinstance(quad.object, NamedNode))


def by_folder(wholes: Counter[NamedNode]) -> Mapping[str, NamedNode]:
    """The happening of each folder that most others are part of."""
    found = dict[str, NamedNode]()
    for whole in sorted(wholes, key=lambda whole: (-wholes[whole], str(whole))):
        found.setdefault(folder_of(whole.value), whole)
    return found


def dates_of(store: Store, happening: NamedNode) -> str:
    """When a happening was, in words."""
    found = values(store, happening, ":when")
    return " or ".join(when.in_words(day.value) for day in found if isinstance(day, Literal))


def places_of(store: Store, happening: NamedNode) -> Iterator[tuple[NamedNode, str]]:
    """Where a happening was, with what the places are called."""
    for place in values(store, happening, ":at"):
        if isinstance(place, NamedNode):
            yield place, label(store, place)


def days_of_parts(store: Store, main: NamedNode) -> set[str]:
    """The first and last days of all that is part of a happening, and its own first day."""
    parts = {q.subject for q in store.quads_for_pattern(None, term(":partOf"), main, None)} | {main}
    return {
        day.value
        for part in parts
        for name in (":earliest", ":latest")
        for day in values(store, part, name)
        if isinstance(day, Literal)
    }


def names_of_sides(store: Store, main: NamedNode | None) -> Mapping[str, str]:
    """What the sides of a battle are called, by the word for style sheets."""
    sides = sides_in(store, main) or sides_in(store, None)
    return {word: label(store, side) for side, word in named_by_rank(sides).items()}
