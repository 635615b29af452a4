"""Change a document: every statement that goes is taken out, every new one is put where it belongs.

What belongs where: a sentence's facts in its block, in which the things keep their order; a new
thing of a file without blocks beneath the last one of the same type.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad
from rdflib import RDF

from graph.amending.model import Block, Document, Edit, Name, Object, Span, Statement
from graph.amending.statements import Rest, Said, edits, pairs, settle
from graph.amending.terms import Names, declarations
from graph.amending.text import change, erase_lines, indent_of, line_end, line_start
from graph.draft.writing.trig import WIDTH, wrapped
from graph.reading.facts import COMMENT

_TYPE: Final = NamedNode(str(RDF.type))
_INDENT: Final = "  "
_WIDE: Final = 0.98

Things = dict[NamedNode, Said]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands in other files: new facts, and the sentences of the article in their order."""

    facts: Sequence[Quad] = ()
    sentences: Mapping[int, str] = field(default_factory=dict[int, str])

    def types_of(self, subject: NamedNode) -> Iterator[object]:
        """The types that the facts give a thing."""
        for quad in self.facts:
            if (quad.subject, quad.predicate) == (subject, _TYPE):
                yield quad.object


NOTHING: Final = Around()


def revise(
    document: Document,
    removed: Iterable[Quad],
    added: Iterable[Quad],
    around: Around = NOTHING,
) -> str:
    """The text of a document after a change.

    Args:
        document: the file as it is.
        removed: what stands in it and goes.
        added: what does not stand in it and comes.
        around: what other files say that may tell where something belongs.

    Raises:
        ValueError: the text cannot be changed in this way, which would be a fault of the program.
    """
    gone = {place for quad in removed for place in document.stated[quad]}
    return change(document.text, Editor(document, gone, around).edits(added))


class Editor:
    """Finds the edits of one document."""

    def __init__(self, document: Document, gone: set[Object], around: Around) -> None:
        """Look at what stays of each statement."""
        self.around = around
        self.document = document
        self.names = Names(document.prefixes)
        self.width = width_of(document)
        self.ending = "\r\n" if "\r\n" in document.text else "\n"
        self.rests = [
            Rest(each, {place for group in each.groups for place in group.objects if place in gone})
            for each in document.statements
        ]

    def edits(self, added: Iterable[Quad]) -> Iterator[Edit]:
        """All of them."""
        new = gathered(added)
        for graph, things in new.items():
            for subject in tuple(things):
                settle(self.about(graph, subject), things[subject])
                if not any(things[subject].values()):
                    del things[subject]
        emptied = {each.graph for each in self.document.blocks if self.is_emptied(each, new)}
        for block in self.document.blocks:
            if block.graph in emptied:
                yield from erase_lines(self.document.text, block.start, block.end, ())
        for rest in self.rests:
            if rest.statement.graph not in emptied:
                yield from self.of_statement(rest, new.get(rest.statement.graph, {}))
        yield from self.new_things(new)
        for at, told in declarations(self.document, self.names):
            yield Edit(at, at, self.ended(told))

    def about(self, graph: Name, subject: NamedNode) -> list[Rest]:
        """What stays of the statements on a subject."""
        return [
            rest
            for rest in self.rests
            if (rest.statement.graph, rest.statement.subject) == (graph, subject)
        ]

    def of_statement(self, rest: Rest, things: Things) -> Iterator[Edit]:
        """The edits of one statement."""
        if rest.groups or not rest.gone:
            yield from edits(self.document, rest, self.names, self.width)
        else:
            yield from self.without(rest.statement, things)

    def new_things(self, new: dict[Name, Things]) -> Iterator[Edit]:
        """What is said of subjects of which nothing is said there yet."""
        blocks = {block.graph: block for block in self.document.blocks}
        for graph, things in new.items():
            if not things:
                continue
            if isinstance(graph, DefaultGraph):
                for subject, said in things.items():
                    yield self.beneath_its_like(subject, said)
            elif graph in blocks:
                yield self.into(blocks[graph], things)
            elif isinstance(graph, NamedNode):
                yield self.block(graph, things)

    def is_emptied(self, block: Block, new: dict[Name, Things]) -> bool:
        """Whether nothing is left in a block or comes to it, and no comment is in it."""
        if new.get(block.graph):
            return False
        rests = [rest for rest in self.rests if rest.statement in block.statements]
        noted = any(
            block.inside.start <= each.start < block.inside.end for each in self.document.comments
        )
        return bool(rests) and not noted and not any(rest.groups for rest in rests)

    def without(self, statement: Statement, things: Things) -> Iterator[Edit]:
        """Take a statement out, or put in its place what is said of its subject now."""
        subject = statement.subject
        if isinstance(subject, NamedNode) and (said := things.pop(subject, None)):
            indent = indent_of(self.document.text, statement.start)
            told = "\n".join(self.lines(subject, said, indent or ""))
            yield Edit(statement.start, statement.end, self.ended(told.lstrip()))
        else:
            yield from erase_lines(
                self.document.text, statement.start, statement.end, self.document.comments
            )

    def staying(self, statements: Sequence[Statement]) -> list[Statement]:
        """Those of some statements of which something is left."""
        left = {rest.statement for rest in self.rests if rest.groups or not rest.gone}
        return [each for each in statements if each in left]

    def lines(self, subject: NamedNode, said: Said, indent: str) -> Iterator[str]:
        """The lines on a new thing."""
        told = pairs(said, self.names)
        return wrapped(f"{indent}{self.names.term(subject)}", told, indent, self.width)

    def ended(self, text: str) -> str:
        """Lines that end as those of the file do."""
        return text.replace("\n", self.ending)

    def into(self, block: Block, things: Things) -> Edit:
        """Put new things behind the last statement of a block."""
        text = self.document.text
        staying = self.staying(block.statements)
        if not staying:
            indent, at, stop = _INDENT, block.inside.start, ""
        else:
            last = staying[-1]
            indent = indent_of(text, last.start) or _INDENT
            at, stop = last.end, "" if last.closed else " ."
            tail = text[at : line_end(text, at)]
            if not tail.strip() or tail.lstrip().startswith("#"):
                at = len(text[: line_end(text, at)].rstrip())
        told = "".join(
            f"\n{line}"
            for subject, said in things.items()
            for line in self.lines(subject, said, indent)
        )
        closes = text[at : line_end(text, at)].strip()
        return Edit(at, at, self.ended(f"{stop}{told}" + ("\n" if closes else "")))

    def block(self, graph: NamedNode, things: Things) -> Edit:
        """A block for a sentence that had none, beneath its words."""
        number = int(graph.value.rsplit("/", 1)[-1])
        lines = [
            line for subject, said in things.items() for line in self.lines(subject, said, _INDENT)
        ]
        told = "\n".join((f"GRAPH {self.names.term(graph)} {{", *lines, "}"))
        own = [span for span in self.document.comments if self.is_of(span, number)]
        if own:
            return Edit(own[0].end, own[0].end, self.ended(f"\n{told}"))
        words = self.around.sentences.get(number, "")
        at = self.before_sentence(number)
        return Edit(at, at, self.ended(f"\n\n# {number:03d}  {words}\n{told}"))

    def before_sentence(self, number: int) -> int:
        """Where the sentence before one ends in the file; the end where there is none."""
        order = [*self.around.sentences]
        for before in reversed(order[: order.index(number)] if number in order else []):
            for span in self.document.comments:
                if self.is_of(span, before):
                    following = [each for each in self.document.blocks if each.start > span.end]
                    own = following and not self.comments_between(span, following[0])
                    return following[0].end if own else span.end
        return len(self.document.text.rstrip())

    def comments_between(self, span: Span, block: Block) -> bool:
        """Whether the words of another sentence stand between a comment and a block."""
        between = self.document.text[span.end : block.start].split("\n")
        return any(COMMENT.fullmatch(line.rstrip()) for line in between)

    def is_of(self, span: Span, number: int) -> bool:
        """Whether a comment repeats the sentence with a number."""
        found = COMMENT.fullmatch(self.document.text[span.start : span.end].rstrip())
        begins = line_start(self.document.text, span.start) == span.start
        return begins and found is not None and int(found[1]) == number

    def beneath_its_like(self, subject: NamedNode, said: Said) -> Edit:
        """Put a new thing beneath the last one of its type, or at the end."""
        text, loose = self.document.text, self.staying(self.document.loose)
        told = "\n".join(self.lines(subject, said, ""))
        if not loose:
            at = len(text.rstrip())
            return Edit(at, at, self.ended(f"\n\n{told}"))
        types = {*said.get(_TYPE, ()), *self.around.types_of(subject)}
        anchor = ([each for each in loose if types & types_of(each)] or loose)[-1]
        apart = "\n\n" if self.stand_apart(anchor) else "\n"
        at, end = anchor.end, line_end(text, anchor.end)
        if text[at:end].strip()[:1] not in ("", "#"):  # another statement is on the line
            return Edit(at, at, self.ended(f"{apart}{told}\n"))
        at = len(text[:end].rstrip())
        return Edit(at, at, self.ended(f"{apart}{told}"))

    def stand_apart(self, anchor: Statement) -> bool:
        """Whether an empty line parts a statement from the one before it."""
        loose = self.document.loose
        at = loose.index(anchor)
        between = self.document.text[loose[at - 1].end : anchor.start] if at else ""
        return between.replace("\r", "").startswith("\n\n") and "#" not in between


def gathered(added: Iterable[Quad]) -> dict[Name, Things]:
    """New statements by graph, subject and predicate."""
    new: dict[Name, Things] = {}
    for quad in added:
        if isinstance(quad.subject, NamedNode):
            said = new.setdefault(quad.graph_name, {}).setdefault(quad.subject, {})
            said.setdefault(quad.predicate, []).append(quad.object)
    return new


def types_of(statement: Statement) -> set[object]:
    """The types that a statement gives its subject."""
    return {
        each.term
        for group in statement.groups
        if group.predicate == _TYPE
        for each in group.objects
        if each.term is not None
    }


def width_of(document: Document) -> int:
    """How long a line may be: as nearly all of the file are, and never less than drafts have it."""
    lengths = sorted(len(line) for line in document.text.split("\n") if not line.startswith("#"))
    return max(WIDTH, lengths[int(_WIDE * (len(lengths) - 1))])
