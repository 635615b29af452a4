"""Where the pipeline reads and writes: the only module that knows a file's name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import ontology
from graph.errors import MissingFileError

HERE: Final = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Sources:
    """The files of one graph. Without arguments: those of this package.

    `folder` holds `sources/`, `facts/` and `data/`; the ontology's files are named one by one, so
    that another graph may be built with the same terms.
    """

    folder: Path = HERE
    terms: Path = ontology.TERMS
    kinds: Path = ontology.KINDS
    shapes: Path = ontology.SHAPES
    alignments: Path = ontology.ALIGNMENTS

    @property
    def article(self) -> Path:
        """The folder with `article.txt` and `article.toml`."""
        return self.folder / "sources"

    @property
    def entities(self) -> Path:
        """What the editors say of the things themselves: labels, places, reasons."""
        return self.folder / "facts" / "entities.ttl"

    @property
    def gazetteer(self) -> Path:
        """Points, codes and names in other languages, each with its source and licence."""
        return self.folder / "facts" / "gazetteer.ttl"

    @property
    def links(self) -> Path:
        """The table of links to Wikidata, with the evidence for each."""
        return self.folder / "facts" / "wikidata.sssom.tsv"

    @property
    def borrowed(self) -> bool:
        """Whether another graph than the one shipped is built with the ontology that is shipped."""
        return self.terms == ontology.TERMS and self.folder != HERE

    def facts(self, slug: str) -> Path:
        """What the article says, sentence by sentence."""
        return self.folder / "facts" / f"{slug}.trig"

    def built(self, slug: str) -> Path:
        """The built graph, committed beside what it is made of."""
        return self.folder / "data" / f"{slug}.nq"


def read_file(
    path: Path, remedy: str = "is this a graph folder, with sources/ and facts/?"
) -> bytes:
    """Read the bytes of a file.

    Raises:
        MissingFileError: it is not there; `remedy` tells what to do.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise MissingFileError(path, remedy) from missing
