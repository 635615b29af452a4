"""Parts as stores in memory, for who evaluates in its own process."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from pyoxigraph import Store

from server.parts.owners import require, titles
from server.parts.split import Division, divide

MOST_HELD: Final = 4


@dataclass(slots=True)
class HeldParts:
    """The parts of one store, which is always the same; those asked for last are kept."""

    titles: Mapping[str, str] | None = None
    division: Division | None = None
    held: OrderedDict[str, Store] = field(default_factory=OrderedDict[str, Store])
    lock: Lock = field(default_factory=Lock)

    def __call__(self, store: Store, slug: str) -> Store:
        """The part of an article; the store itself where there is no other.

        Raises:
            NotFoundError: there is no such article.
        """
        with self.lock:
            if self.titles is None:
                self.titles = titles(store)
            require(slug, self.titles)
            if len(self.titles) == 1:
                return store
            if slug not in self.held:
                self.division = self.division or divide(store)
                self.held[slug] = part = Store()
                part.bulk_extend(self.division.quads(slug))
            self.held.move_to_end(slug)
            if len(self.held) > MOST_HELD:
                self.held.popitem(last=False)
            return self.held[slug]
