"""Of what a saved query is asked: of all battles, or of one alone, as `?of=SLUG` has it."""

from collections.abc import Mapping, Sequence

from server.errors import BadRequestError
from server.once import once
from server.parts.owners import require, titles
from server.protocol.gather import OF
from server.reading.overview import overview
from server.saved.choices import Choice
from server.state import State, current


@once
def articles(state: State) -> Mapping[str, str]:
    """The titles of the articles that can be asked apart, by their slugs."""
    return titles(state.store)


def battles() -> tuple[Choice, ...]:
    """The battles that a form lets choose from; none where there is one, or none can be chosen."""
    if current().settings.engine or len(articles()) < 2:  # noqa: PLR2004 - several
        return ()
    told = {each.slug: each.title for each in overview().battles}
    return tuple(Choice(slug, told.get(slug, title)) for slug, title in articles().items())


def chosen(names: Sequence[str]) -> str:
    """The article whose part is asked; empty for all, and for the only one.

    Raises:
        BadRequestError: several are named.
        NotFoundError: the graph has no article of this name.
    """
    if len(names) > 1:
        raise BadRequestError(
            f"The parameter `{OF}` was sent more than once.",
            hint="Send it once, for one battle, or leave it out for all.",
        )
    slug = next(iter(names), "")
    if slug:
        require(slug, articles())
    return slug if len(articles()) > 1 else ""
