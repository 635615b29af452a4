"""Lay out the folder of another battle's graph, as `sitrep build --sources FOLDER` takes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

import ontology
from graph.draft.model import Draft, Page
from graph.draft.writing.editorial import editorial
from graph.draft.writing.trig import block, prefixes, shortener, to_trig
from graph.errors import OutputError, shown
from graph.names import namespace
from graph.paths import Sources
from graph.reading.links import COLUMNS
from graph.write import write_file

LICENCE: Final = "https://creativecommons.org/licenses/by-sa/4.0/"
NOWHERE: Final = "https://example.org/address-of-the-article"
ENTITIES: Final = """\
# What is ours and not the article's: types, kinds, labels, and reasons for what is not modelled.
# Drafted by `sitrep draft` and not reviewed: see docs/reviewing.md.
"""
GAZETTEER: Final = """\
# Points, codes and names in other languages, each with its source, licence and credit.
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article is from, and how its graph is called."""

    slug: str
    address: str
    retrieved: date


def lay_out(folder: Path, page: Page, draft: Draft, origin: Origin) -> None:
    """Write every file of the folder; a file that is there is left alone, and the whole refused.

    Raises:
        OutputError: a file is there already, or cannot be written.
    """
    files = dict(contents(Sources(folder), page, draft, origin))
    for path in files:
        if path.exists():
            raise OutputError(f"{shown(path)}: is there already and stays; name another folder")
    for path, text in files.items():
        write_file(path, text.encode("utf-8"))


def contents(
    sources: Sources, page: Page, draft: Draft, origin: Origin
) -> Iterator[tuple[Path, str]]:
    """Each file and its text."""
    slug = origin.slug
    facts, short = tuple(editorial(page, draft, slug)), shortener(slug)
    yield sources.article / "article.txt", page.text
    yield sources.article / "article.toml", about(page, origin)
    yield sources.facts(slug), to_trig(page, draft.facts, slug)
    yield sources.entities, "\n".join((ENTITIES + prefixes(slug), *block(facts, short), ""))
    yield sources.gazetteer, GAZETTEER + prefixes(slug, sentences=False)
    yield sources.links, table(page, slug)


def about(page: Page, origin: Origin) -> str:
    """`article.toml`."""
    said: Mapping[str, str] = {
        "slug": origin.slug,
        "title": page.title,
        "address": origin.address or NOWHERE,
        "licence": LICENCE,
        "language": "en",
    }
    lines = [f'{key} = "{value.translate(TOML)}"' for key, value in said.items()]
    total = sha256(page.text.encode("utf-8")).hexdigest()
    wanting = "" if origin.address else "# The draft was not told the address: put it in.\n"
    return (
        "# The article that this graph was read from, as `article.txt` beside this file holds it.\n"
        f"{wanting}"
        + "\n".join(lines)
        + f"\nretrieved = {origin.retrieved.isoformat()}\n"
        + f'\n# Of the bytes of article.txt.\nsha256 = "{total}"\n'
    )


TOML: Final = str.maketrans({"\\": "\\\\", '"': '\\"'})


def table(page: Page, slug: str) -> str:
    """A table of links without a row."""
    used = {
        "b": namespace(slug),
        "k": ontology.KIND_NAMESPACE,
        "wd": "http://www.wikidata.org/entity/",
    }
    others = ("owl", "semapv", "sitrep", "skos", "sssom", "xsd")
    known = {**used, **{name: ontology.PREFIXES.get(name, ontology.NAMESPACE) for name in others}}
    lines = [
        "#curie_map:",
        *(f"#  {name}: {iri}" for name, iri in sorted(known.items())),
        f"#mapping_set_id: {namespace(slug)}links",
        (
            f"#mapping_set_title: Links from the graph of {page.title.replace(': ', ' - ')} to "
            f"Wikidata"
        ),
        "#license: https://creativecommons.org/publicdomain/zero/1.0/",
        "\t".join(COLUMNS),
    ]
    return "\n".join(lines) + "\n"
