"""Linked data: every IRI of the graph answered under our own address.

`/bhamo/kia` stands for `https://w3id.org/sitrep/bhamo/kia`, which is a thing and no document: it
leads, as the Accept header asks, to the page `/bhamo/kia.html` or to RDF such as `/bhamo/kia.ttl`
(https://www.w3.org/TR/cooluris/#r303gendocument). IRIs of others have the address `/thing?iri=`.
"""

from urllib.parse import quote

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode, RdfFormat, Store

from server import names
from server.errors import BadRequestError, NotFoundError
from server.pages import entity
from server.pages.replies import DATA_FORMATS, PAGE_OR_DATA, page, rdf, see_other
from server.parts.owners import folder_of
from server.protocol import negotiate
from server.protocol.negotiate import PAGE, Format
from server.reading import facts
from server.reading.article import Article, Sentence
from server.reading.chronology import chronology
from server.reading.library import Library, library
from server.reading.sentences import tell
from server.reading.shown import show_thing
from server.reading.structured import describe_thing
from server.state import State, current

routes = Blueprint("things", __name__)


def find_article(name: str) -> Article:
    """The article of a slug or a number, as `?of=` names it.

    Raises:
        NotFoundError: there is none.
    """
    if found := library().find(name):
        return found
    known, file = [each.slug for each in library().articles], current().name
    if not known:
        raise NotFoundError(f"{file} holds no article.")
    raise NotFoundError(
        f"The graph of {file} has no article {name[:20]}.",
        hint=f"It has {', '.join(known[:10])}.",
    )


@routes.get("/<path:_>")
def thing(_: str) -> Response:
    """Whatever has this path: a thing, a sentence, a kind; or its page or data, by the suffix."""
    store, path = current().store, request.path.removeprefix("/")
    found, suffix = find(store, path)
    if suffix is None:
        form, _media = choose(request.args.get("format"))
        return see_other(f"{names.address(found.value)}.{form.names[0]}")
    form, media = choose(suffix)
    return answer(store, found, form, media)


@routes.get("/thing")
def foreign_thing() -> Response:
    """A thing by its IRI, which may be anybody's.

    Raises:
        BadRequestError: `iri` is missing or is no IRI.
        NotFoundError: the graph does not know it.
    """
    store, iri = current().store, request.args.get("iri", "")
    try:
        found = NamedNode(iri)
    except ValueError as error:
        raise BadRequestError(
            "The parameter `iri` is no IRI.",
            hint="Give a whole one, as in /thing?iri=https%3A%2F%2Fw3id.org%2Fsitrep%2Fns.",
        ) from error
    if not facts.is_known(store, found):
        raise NotFoundError(f"Nothing here is called {iri}.")
    own = names.address(iri)
    if own and own.startswith("/"):
        return see_other(own)
    form, media = choose(request.args.get("format"))
    return answer(store, found, form, media)


def choose(suffix: str | None) -> tuple[Format, str]:
    """The format that a suffix names, or that the client likes best."""
    return negotiate.choose(PAGE_OR_DATA, request.accept_mimetypes, suffix)


def answer(store: Store, found: NamedNode, form: Format, media: str) -> Response:
    """A thing as a page or as data."""
    if isinstance(form.engine, RdfFormat):
        return rdf(facts.describe(store, found), form.engine, media)
    return page(show_page(current(), library(), found))


def find(store: Store, path: str) -> tuple[NamedNode, str | None]:
    """The thing at a path, and the suffix that was not part of its name.

    Raises:
        NotFoundError: nothing is said about it.
    """
    if known := look_up(store, path):
        return known, None
    stem, _, suffix = path.rpartition(".")
    known = look_up(store, stem)
    if known and any(suffix in form.names for form in PAGE_OR_DATA):
        return known, suffix
    raise NotFoundError(
        f"Nothing here is called {names.ROOT}{path}.",
        hint="The search looks for names, questions and the article's words.",
    )


def look_up(store: Store, path: str) -> NamedNode | None:
    """The thing of the graph that has a path, as it stands or as a browser would spell it."""
    for spelling in dict.fromkeys((path, quote(path, safe="/:@!$&'()*+,;=~"))):
        thing = names.own_iri(spelling)
        if thing and facts.is_known(store, thing):
            return thing
    return None


def show_page(state: State, known: Library, thing: NamedNode) -> str:
    """The page of a thing or of a sentence."""
    store, said = state.store, known.sentence(thing)
    about = entity.describe(store, known, chronology(folder_of(thing.value)), thing)
    own = names.address(thing.value)
    document = own if own and own.startswith("/") else None
    common = {
        "about": about,
        "suffixes": [
            (form.names[0], form.media[0], data_address(thing, document, form))
            for form in DATA_FORMATS
        ],
        "canonical": f"{document}.{PAGE.names[0]}" if document else None,
    }
    if said is None:
        linked = describe_thing(store, thing, request.root_url.rstrip("/"))
        return render_template("thing.html", linked=linked, **common)
    before, after = neighbours(known, said)
    return render_template(
        "sentence.html",
        told=tell(store, said),
        before=before and show_thing(store, before),
        after=after and show_thing(store, after),
        **common,
    )


def data_address(thing: NamedNode, document: str | None, form: Format) -> str:
    """Where a thing is found in a format."""
    if document:
        return f"{document}.{form.names[0]}"
    return f"/thing?iri={quote(thing.value, safe='')}&format={form.names[0]}"


def neighbours(known: Library, said: Sentence) -> tuple[NamedNode | None, NamedNode | None]:
    """The sentence before a sentence, and the one after it."""
    order = [each.iri for each in known.sentences(known.whose[said.iri])]
    at = order.index(said.iri)
    return next(iter(order[:at][-1:]), None), next(iter(order[at + 1 :]), None)
