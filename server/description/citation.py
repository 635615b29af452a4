"""How to cite the graph: BibTeX, and the Citation File Format.

Specification: https://citation-file-format.github.io/
"""

import re
from dataclasses import dataclass

import yaml

from server.reading.overview import Overview


@dataclass(frozen=True, slots=True)
class Cited:
    """What both forms say: the graph, where it is served, and the sum of its file."""

    about: Overview
    address: str
    sha256: str

    @property
    def title(self) -> str:
        """The title under which it is cited."""
        return f"Sitrep: {self.about.title}"

    @property
    def released(self) -> str:
        """The day of its last change, as far as the graph says so."""
        return self.about.modified


def as_bibtex(cited: Cited) -> str:
    """An entry for a list of references."""
    about = cited.about
    fields = {
        "title": f"{{{escape(cited.title)}}}",
        "author": f"{{{escape(about.creator)}}}" if about.creator else "",
        "year": cited.released[:4],
        "version": escape(about.release),
        "url": cited.address,
        "note": f"RDF graph, SHA-256 {cited.sha256}",
    }
    said = (f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    return "@misc{sitrep-" + slug(about.title) + ",\n" + ",\n".join(said) + "\n}\n"


def escape(text: str) -> str:
    """Text that TeX prints as it stands."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", ""))


def slug(text: str) -> str:
    """A title as a key: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def as_cff(cited: Cited) -> str:
    """A CITATION.cff file; each article is a reference of its own."""
    about = cited.about
    said: dict[str, object] = {
        "cff-version": "1.2.0",
        "title": cited.title,
        "message": "If you use the graph, please cite it and the article that it is taken from.",
        "type": "dataset",
        "authors": [{"name": about.creator or "unknown"}],
        "url": cited.address,
        "identifiers": [{"type": "other", "value": f"sha256:{cited.sha256}"}],
    }
    if about.release:
        said["version"] = about.release
    if cited.released:
        said["date-released"] = cited.released
    if about.articles:
        said["references"] = [
            {
                "type": "article",
                "title": article.title,
                "authors": [{"name": "the article's contributors"}],
                "url": article.source,
            }
            for article in about.articles
        ]
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True)  # pyright: ignore[reportUnknownMemberType] - its stub
