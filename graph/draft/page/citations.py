"""References: what a citation says of its source."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from mwparserfromhell import parse
from mwparserfromhell.nodes import Tag, Template
from mwparserfromhell.wikicode import Wikicode

from graph.draft.model import Reference

CITED: Final = re.compile(r"(?:cite|citation|vcite|cite[ -]\w+)\b", re.IGNORECASE)
# Templates that cite in short, by names and a year, without a <ref> around them.
SHORT: Final = frozenset(
    ("sfn", "sfnp", "sfnm", "harvnb", "harv", "harvtxt", "harvp", "snf", "sfnb")
)
PUBLISHERS: Final = ("publisher", "work", "website", "newspaper", "journal", "magazine", "agency")
ADDRESS: Final = re.compile(r"https?://[^\s\[\]<>\"{}|]+")
LONGEST: Final = 300


def named(code: Wikicode) -> Mapping[str, Wikicode]:
    """The references that have a name and say something, by their names."""
    found: dict[str, Wikicode] = {}
    for tag in code.ifilter_tags(matches=is_reference):  # pyright: ignore[reportUnknownMemberType] # the package leaves patterns untyped
        if (name := name_of(tag)) and tag.contents and str(tag.contents).strip():
            found.setdefault(name, tag.contents)
    return found


def is_reference(tag: Tag) -> bool:
    """Whether a tag is `<ref>`."""
    return str(tag.tag).strip().lower() == "ref"


def name_of(tag: Tag) -> str:
    """The name of a reference, or nothing."""
    return str(tag.get("name").value).strip(" \"'") if tag.has("name") else ""


def references(contents: Wikicode, at: int) -> Iterator[Reference]:
    """Every source that the contents of a `<ref>` name; if no template does, its words."""
    templates = [each for each in contents.filter_templates(recursive=False) if cites(each)]  # pyright: ignore[reportUnknownMemberType] # the package leaves patterns untyped
    if not templates and (found := bare(contents, at)):
        yield found
    for template in templates:
        yield short(template, at) if is_short(template) else full(template, at)


def cites(template: Template) -> bool:
    """Whether a template is a citation."""
    return bool(CITED.match(str(template.name).strip())) or is_short(template)


def is_short(template: Template) -> bool:
    """Whether it cites by names and a year."""
    return str(template.name).strip().lower() in SHORT


def full(template: Template, at: int) -> Reference:
    """A citation with its fields."""
    publishers = (field(template, key) for key in PUBLISHERS)
    return Reference(
        at,
        title=field(template, "title") or field(template, "chapter"),
        publisher=next(filter(None, publishers), ""),
        address=address(str(template.get("url").value) if template.has("url") else ""),
        date=field(template, "date") or field(template, "year"),
    )


def short(template: Template, at: int) -> Reference:
    """As in "Smith & Jones 1990, p. 5"."""
    words = [plain(each.value) for each in template.params if not each.showkey]
    page = field(template, "p") or field(template, "pp") or field(template, "loc")
    year = words.pop() if words and re.fullmatch(r"\d{3,4}[a-z]?", words[-1]) else ""
    names = " & ".join(words)
    title = f"{names} {year}".strip() + (f", p. {page}" if page else "")
    return Reference(at, title=title, date=year)


def bare(contents: Wikicode, at: int) -> Reference | None:
    """A citation in plain words, or an address alone."""
    words = plain(contents).rstrip(" ,;.")
    found = ADDRESS.search(str(contents))
    if not words and not found:
        return None
    return Reference(at, title=words, address=address(found[0]) if found else "")


def field(template: Template, key: str) -> str:
    """What a field of a citation says."""
    return plain(template.get(key).value) if template.has(key, ignore_empty=True) else ""


def address(words: str) -> str:
    """An address that may stand in a graph; nothing if it is none."""
    found = ADDRESS.match(words.strip())
    return found[0].rstrip(".,;") if found and found[0].isascii() else ""


def plain(code: Wikicode) -> str:
    """The words alone, on one line, without what only a template could show."""
    kept = parse(str(code))
    for link in kept.filter_external_links():  # pyright: ignore[reportUnknownMemberType] # the package leaves patterns untyped
        if link.title is None:
            kept.remove(link)
    words = " ".join(str(kept.strip_code(normalize=True, collapse=True)).split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
