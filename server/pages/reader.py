"""The article as a page: its text unchanged, with marks, and beside each sentence what it says.

What a sentence says is in the page and shown when the sentence is the target of the address
(`/article#s043`), so that every fact's link opens both, with no script and no further request.
"""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, render_template, request

from server.description.licences import Licence, licence
from server.once import once_for_each
from server.pages.things import find_article
from server.reading.article import Article
from server.reading.layout import Block, lay_out
from server.reading.library import library
from server.reading.overview import overview
from server.reading.sentences import Told, tell
from server.state import State

# Of many articles; one of the size of the one that comes with Sitrep takes half a megabyte.
_MOST_KEPT: Final = 32

routes = Blueprint("reader", __name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as a page shows it; `words` are its text, `told` is by anchor."""

    article: Article
    words: str
    licence: Licence | None
    blocks: tuple[Block, ...]
    told: dict[str, Told]

    @property
    def silent(self) -> int:
        """How many sentences no fact rests on."""
        return sum(not told.statements for told in self.told.values())

    @property
    def not_modelled(self) -> list[Told]:
        """The sentences of which something is not in the graph."""
        return [told for told in self.told.values() if told.not_modelled]


@once_for_each(_MOST_KEPT)
def reading(state: State, article: Article) -> Reading:
    """An article with all that is said of its sentences."""
    words, sentences = library().text(article), library().sentences(article)
    told = {said.anchor: tell(state.store, said) for said in sentences}
    return Reading(
        article=article,
        words=words or "\n".join(said.text for said in sentences),
        licence=licence(article.licence),
        blocks=lay_out(words, sentences),
        told=told,
    )


@routes.get("/article")
def article() -> str:
    """The article, or that of several that is asked for.

    Raises:
        NotFoundError: there is no article, or none of this name.
    """
    found = find_article(request.args.get("of", "1"))
    return render_template(
        "article.html",
        reading=reading(found),
        others=library().articles,
        sides=overview().sides_in(found),
    )


@routes.get("/article.txt")
def text() -> Response:
    """The text alone, byte for byte as the graph has it.

    Raises:
        NotFoundError: there is no article, or none of this name.
    """
    found = reading(find_article(request.args.get("of", "1")))
    return Response(found.words, mimetype="text/plain")
