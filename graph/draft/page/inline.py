"""Wikitext becomes the text that a page shows, with signs for references and the ends of items."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from mwparserfromhell.nodes import (
    Argument,
    ExternalLink,
    Heading,
    HTMLEntity,
    Node,
    Tag,
    Template,
    Text,
    Wikilink,
)
from mwparserfromhell.wikicode import Wikicode

from graph.draft.model import Reference
from graph.draft.page.citations import is_reference, is_short, name_of, references, short
from graph.draft.page.marks import BREAK, INDENT, LEVEL, clean, mark
from graph.draft.page.templates import known
from graph.draft.page.templates import name_of as template_name

# Links that show a picture, or only file the page.
FILED: Final = re.compile(
    r"\s*(?:file|image|media|category|[a-z]{2,3}|[a-z]{2,3}-[a-z-]+)\s*:", re.IGNORECASE
)
UNSHOWN: Final = frozenset(
    [
        "ref",
        "references",
        "gallery",
        "math",
        "chem",
        "timeline",
        "score",
        "imagemap",
        "syntaxhighlight",
        "source",
        "templatestyles",
        "indicator",
        "style",
        "script",
        "noinclude",
        "graph",
        "mapframe",
        "maplink",
        "s",
        "del",
        "strike",
    ]
)
LISTS: Final = frozenset(("li", "dd", "dt"))
DEPTH: Final = re.compile(rf"[\s{LEVEL}{INDENT}]*")
BREAKS: Final = frozenset(("br", "hr", "p", "div", "tr"))


@dataclass(slots=True)
class Flattener:
    """Turns wikitext into text and keeps what it meets: references, templates it does not know.

    `tables` says whether their cells are items; in prose a table is left out.
    """

    named: Mapping[str, Wikicode]
    sources: list[tuple[Reference, ...]] = field(default_factory=list[tuple[Reference, ...]])
    strange: list[str] = field(default_factory=list[str])
    tables: bool = True

    def __call__(self, code: Wikicode) -> str:
        """The text of some wikitext; line feeds are those of the source, or ends of items."""
        return "".join(self.shown(node) for node in code.nodes)

    def shown(self, node: Node) -> str:
        """The text of one node."""
        for sort, reader in READERS:
            if isinstance(node, sort):
                return reader(self, node)
        return ""

    def tag(self, tag: Tag) -> str:
        """The contents of a tag, or what it stands for."""
        name = str(tag.tag).strip().lower()
        if is_reference(tag):
            return self.cited(tag)
        if name in LISTS and tag.wiki_markup:
            return {"*": LEVEL, "#": LEVEL, ":": INDENT}.get(tag.wiki_markup, "")
        if name in UNSHOWN or (name == "table" and not self.tables):
            return ""
        inside = self(tag.contents) if tag.contents else ""
        if name == "table" or name in ("td", "th", "li"):
            return BREAK + inside + BREAK
        return BREAK * (name in BREAKS) + inside + BREAK * (name in BREAKS and bool(inside))

    def cited(self, tag: Tag) -> str:
        """A sign for the sources that a `<ref>` names."""
        contents = tag.contents if str(tag.contents or "").strip() else None
        found = contents or self.named.get(name_of(tag))
        return self.sign(tuple(references(found, 0))) if found else ""

    def sign(self, found: tuple[Reference, ...]) -> str:
        """Keep some sources, and give the sign for them."""
        if found:
            self.sources.append(found)
        return mark(len(self.sources) - 1) if found else ""

    def template(self, template: Template) -> str:
        """What a template shows."""
        if is_short(template):
            return self.sign((short(template, 0),))
        name = template_name(template)
        shown = known(name)
        if shown is None:
            self.strange.append(name)
            return ""
        return shown(template, self)


def link(flatten: Flattener, node: Wikilink) -> str:
    """The words of a link, without pictures and categories."""
    title = flatten(node.title)
    if FILED.match(title):
        return ""
    return flatten(node.text) if node.text is not None else title.removeprefix(":").strip()


def external(flatten: Flattener, node: ExternalLink) -> str:
    """The words of a link to elsewhere."""
    return flatten(node.title) if node.title is not None else ""


def plain(_flatten: Flattener, node: Text) -> str:
    """Text as it is."""
    return str(node.value)


def heading(flatten: Flattener, node: Heading) -> str:
    """A heading on a line of its own, still with its signs."""
    signs = "=" * node.level
    return f"\n{signs}{flatten(node.title)}{signs}\n"


def argument(flatten: Flattener, node: Argument) -> str:
    """What a page shows for an argument that nobody gives."""
    return flatten(node.default) if node.default is not None else ""


def entity(_flatten: Flattener, node: HTMLEntity) -> str:
    """The character of an entity; nothing if there is none of its number."""
    try:
        return clean(node.normalize())
    except (ValueError, OverflowError):
        return ""


READERS: Final[tuple[tuple[type[Node], Callable[..., str]], ...]] = (
    (Text, plain),
    (Template, Flattener.template),
    (Tag, Flattener.tag),
    (Wikilink, link),
    (ExternalLink, external),
    (HTMLEntity, entity),
    (Heading, heading),
    (Argument, argument),
)


def tidy(text: str) -> str:
    """One line, without doubled blanks and what is left of templates that show nothing."""
    text = re.sub(r"\(\s*[;,.]*\s*\)|\[\s*\]", "", text)
    text = re.sub(r"\(\s*[;,]\s*", "(", " ".join(text.split()))
    return re.sub(r"\s+([,.;:)!?](?:\s|$))", r"\1", text).replace("( ", "(").strip()


def items(text: str) -> Iterator[tuple[int, str]]:
    """The items of a list, each with its level; what is empty is left out."""
    for line in text.split(BREAK):
        marks = DEPTH.match(line)
        words = tidy(re.sub(f"[{LEVEL}{INDENT}]", " ", line))
        # A list that begins right behind the name of its slot is none to the parser.
        bare = words.lstrip("* ")
        if bare:
            level = len(re.sub(r"\s", "", marks[0])) if marks else 0
            yield level + words[: len(words) - len(bare)].count("*"), bare
