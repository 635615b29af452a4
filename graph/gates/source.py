"""Gate: the text that the built data quotes is the text that was taken into the project."""

from hashlib import sha256

from graph.model import GateResult, Subject
from graph.names import NIF, article_iri
from graph.quads import default_graph


def source(subject: Subject) -> GateResult:
    """Take the sum of the text as stored: bytes that were changed on the way show here."""
    article = subject.materials.article
    flat = default_graph(subject.dataset)
    texts = [str(text) for text in flat.objects(article_iri(article.slug), NIF.isString)]
    problems = tuple(
        f"the text in the built data has the SHA-256 {found}, article.toml gives {article.sha256}"
        for found in (sha256(text.encode("utf-8")).hexdigest() for text in texts)
        if found != article.sha256
    )
    return GateResult("source", sum(map(len, texts)), "characters of the article's text", problems)
