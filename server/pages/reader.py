"""The article as a page: its text unchanged, with marks, and beside each sentence what it says.

What a sentence says is in the page and shown when the sentence is the target of the address
(`/article#s043`), so that every fact's link opens both, with no script and no further request.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from server.description.licences import Licence, licence
from server.errors import NotFoundError
from server.once import once
from server.pages.things import library
from server.reading.article import Article
from server.reading.layout import Block, lay_out
from server.reading.sentences import Told, tell
from server.state import State, current

routes = Blueprint("reader", __name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as a page shows it; `told` is by anchor."""

    article: Article
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


@once
def readings(state: State) -> tuple[Reading, ...]:
    """Every article with all that is said of its sentences."""
    return tuple(read(state, article) for article in library().articles)


def read(state: State, article: Article) -> Reading:
    """One article."""
    told = {said.anchor: tell(state.store, said) for said in article.sentences}
    return Reading(article, licence(article.licence), lay_out(article), told)


@routes.get("/article")
def article() -> str:
    """The article, or that of several whose number is asked for.

    Raises:
        NotFoundError: there is no article, or none of this number.
    """
    found = choose(readings(), request.args.get("of", "1"))
    return render_template("article.html", reading=found, others=readings())


@routes.get("/article.txt")
def text() -> Response:
    """The text alone, byte for byte as the graph has it.

    Raises:
        NotFoundError: there is no article, or none of this number.
    """
    found = choose(readings(), request.args.get("of", "1"))
    words = found.article.text or "\n".join(said.text for said in found.article.sentences)
    return Response(words, mimetype="text/plain")


def choose(known: tuple[Reading, ...], number: str) -> Reading:
    """The article of a number, counted from 1."""
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0  # noqa: PLR2004 - no more articles than that
    if not 1 <= place <= len(known):
        raise NotFoundError(
            f"The graph of {current().name} has no article {number[:20]}."
            if known
            else f"{current().name} holds no article."
        )
    return known[place - 1]
