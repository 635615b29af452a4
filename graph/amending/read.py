"""Read a file as a document: what it states, and where."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from graph.amending.model import Block, Document, Group, Name, Object, Span, Statement, Term
from graph.amending.tokens import Kind, Token, tokenize
from graph.errors import TurtleError
from graph.paths import read_file
from graph.reading.article import decode

_NESTED: Final = {"[": "]", "(": ")", "<<": ">>", "<<(": ")>>", "{|": "|}"}
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_PROBE: Final = NamedNode("urn:x")


def read_document(path: Path) -> Document:
    """Read a file that is sound Turtle or TriG.

    Raises:
        MissingFileError: it is not there.
        TurtleError: it is no TriG, or it is and cannot be read statement by statement.
    """
    text = decode(path, read_file(path), TurtleError)
    try:
        whole = stored(parse(text, format=RdfFormat.TRIG))
        document = Reader(path, text).document()
    except SyntaxError as fault:
        place = fault.lineno or 1, fault.offset or 1
        raise TurtleError(path, *place, fault.msg) from fault
    if not document.stated.keys() <= whole:
        raise TurtleError(path, 1, 1, "cannot be read statement by statement")
    return document


def stored(quads: Iterator[Quad]) -> set[Quad]:
    """Quads as a store gives them back: some literals are written in one way there."""
    store = Store()
    store.extend(quads)
    return set(store)


def kept(term: Term) -> Term:
    """A term as a store gives it back."""
    if not isinstance(term, Literal):
        return term
    return next(iter(stored(iter([Quad(_PROBE, _PROBE, term)])))).object


class Reader:
    """Reads the tokens of a text from the first to the last."""

    def __init__(self, path: Path, text: str) -> None:
        """Begin before the first token."""
        self.path = path
        self.text = text
        every = tuple(tokenize(text))
        self.comments = tuple(
            Span(each.start, each.end) for each in every if each.kind is Kind.COMMENT
        )
        end = Token(Kind.MARK, "", len(text), len(text))
        meaning = (each for each in every if each.kind not in (Kind.SPACE, Kind.COMMENT))
        self.tokens = (*meaning, end)
        self.at = 0
        self.prefixes: dict[str, str] = {}
        self.declared: dict[str, Span] = {}
        self.known: dict[str, Term] = {}

    def document(self) -> Document:
        """The whole."""
        blocks, loose = list[Block](), list[Statement]()
        while self.now.text:
            if self.now.text.lower() in ("@prefix", "prefix"):
                self.declare()
            elif self.now.text.lower() in ("@base", "base", "@version", "version"):
                self.pass_over()
            elif opened := self.opens():
                blocks.append(self.block(opened))
            else:
                loose.append(self.statement(DefaultGraph()))
        stated = defaultdict[Quad, list[Object]](list)
        found = [*(each for block in blocks for each in block.statements), *loose]
        for statement in found:
            for quad, where in statement.quads():
                stated[quad].append(where)
        return Document(
            *(self.path, self.text, self.prefixes, self.declared),
            *(tuple(blocks), tuple(loose), self.comments),
            {quad: tuple(places) for quad, places in stated.items()},
        )

    @property
    def now(self) -> Token:
        """The token at the present place."""
        return self.tokens[self.at]

    def step(self) -> Token:
        """The same, which is then behind."""
        token = self.now
        if not token.text:
            raise TurtleError(self.path, self.text.count("\n") + 1, 1, "ends too soon")
        self.at += 1
        return token

    def takes(self, *texts: str) -> bool:
        """Step over one of some marks, if it is there."""
        if self.now.text in texts and self.now.text:
            self.at += 1
            return True
        return False

    def declare(self) -> None:
        """Read a prefix."""
        begun = self.step()
        name, iri = self.step().text.removesuffix(":"), self.step().text[1:-1]
        if begun.text.startswith("@"):
            self.step()
        self.prefixes[name] = iri
        self.declared[name] = Span(begun.start, self.tokens[self.at - 1].end)
        self.known.clear()

    def pass_over(self) -> None:
        """Step over a base, which resolves nothing here, or a version."""
        begun = self.step()
        self.step()
        if begun.text.startswith("@"):
            self.step()

    def opens(self) -> int:
        """How many tokens lead to the brace that opens a graph here; 0 where none does."""
        ahead = [each.text for each in self.tokens[self.at : self.at + 3]]
        if ahead[0] == "{":
            return 1
        if len(ahead) > 1 and ahead[1] == "{":
            return 2
        graph = ahead[0].lower() == "graph" and self.now.kind is Kind.WORD
        return 3 if graph and ahead[2] == "{" else 0

    def block(self, opened: int) -> Block:
        """A graph in braces."""
        begun = self.now.start
        head = [self.step() for _ in range(opened)]
        graph: Name = DefaultGraph()
        if opened > 1 and isinstance(name := self.resolve(head[-2].text), NamedNode):
            graph = name
        statements = list[Statement]()
        while self.now.text != "}":
            statements.append(self.statement(graph))
        closing = self.step()
        inside = Span(head[-1].end, closing.start)
        return Block(begun, closing.end, graph, inside, tuple(statements))

    def statement(self, graph: Name) -> Statement:
        """A subject and what is said of it."""
        subject = self.term()
        groups = list[Group]()
        while self.now.text not in (".", "}", ""):
            if not self.takes(";"):
                groups.append(self.group())
        closed = self.takes(".")
        end = self.tokens[self.at - 1].end
        return Statement(subject.start, end, graph, subject.term, tuple(groups), closed)

    def group(self) -> Group:
        """A predicate and its objects."""
        verb = self.step()
        predicate = _TYPE if verb.text == "a" else self.resolve(verb.text)
        if not isinstance(predicate, NamedNode):
            raise TurtleError(self.path, self.text.count("\n", 0, verb.start) + 1, 1, "no verb")
        objects = [self.annotated()]
        while self.takes(","):
            objects.append(self.annotated())
        return Group(verb.start, objects[-1].end, predicate, tuple(objects))

    def annotated(self) -> Object:
        """An object, and what is said of the statement itself, which is nested."""
        found = self.term()
        if self.now.text not in ("{|", "~"):
            return found
        while self.now.text in ("{|", "~"):
            if self.takes("~"):
                if self.now.kind in (Kind.IRI, Kind.NAME, Kind.BLANK):
                    self.step()
            else:
                self.nested()
        return Object(found.start, self.tokens[self.at - 1].end, None)

    def term(self) -> Object:
        """A subject or an object."""
        if self.now.text in _NESTED:
            begun = self.now.start
            self.nested()
            return Object(begun, self.tokens[self.at - 1].end, None)
        token = self.step()
        end = token.end
        if token.kind is Kind.STRING and (self.now.kind is Kind.AT or self.takes("^^")):
            end = self.step().end
        return Object(token.start, end, self.resolve(self.text[token.start : end]))

    def nested(self) -> None:
        """Step over something in brackets."""
        closing = [_NESTED[self.step().text]]
        while closing:
            token = self.step()
            if token.kind is Kind.MARK and token.text in _NESTED:
                closing.append(_NESTED[token.text])
            elif token.kind is Kind.MARK and token.text == closing[-1]:
                closing.pop()

    def resolve(self, written: str) -> Term | None:
        """What a term as written means; None for a blank node, whose name means nothing."""
        if written.startswith("_:"):
            return None
        if written not in self.known:
            told = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self.prefixes.items())
            [quad] = parse(f"{told}<urn:x> <urn:x> {written} .", format=RdfFormat.TURTLE)
            self.known[written] = kept(quad.object)
        return self.known[written]
