"""Step 1 of an update: its text → operations, one after the other.

The engine's parser says whether the text is SPARQL Update. Then only as much of the grammar is read
here, on tokens, as tells one part of an operation from another; what is in the parts is read by the
engine again. Specification: https://www.w3.org/TR/sparql11-update/
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import Store

from ontology import PREFIXES
from server.config import Settings
from server.errors import RefusedError
from server.grammar.groups import UnbalancedError, after, match_braces
from server.grammar.mistakes import explain_update, spot
from server.grammar.prologue import resolve
from server.grammar.tokens import Token, spell, tokenize
from server.protocol.refuse import within_limits
from server.writing.steps import Update

ALL, NAMED, DEFAULT = "ALL", "NAMED", "DEFAULT"
_TRANSFERS: Final = ("ADD", "MOVE", "COPY")
_ELSEWHERE: Final = {
    "LOAD": "LOAD would fetch a document from another server, which an update does not do here.",
    "SERVICE": "SERVICE would ask another server, which an update does not do here.",
}
_HINTS: Final = {
    "LOAD": "Fetch the document yourself, and send it to /store?graph=….",
    "SERVICE": "Ask the other server first, and send what it answers as data.",
}


@dataclass(frozen=True, slots=True)
class Data:
    """INSERT DATA or DELETE DATA: a block of quads, with its braces and its prologue."""

    prologue: str
    block: str
    delete: bool


@dataclass(frozen=True, slots=True)
class Modify:
    """DELETE and INSERT by a pattern; blocks with their braces, empty where there is none."""

    prologue: str
    graph: str | None
    delete: str
    insert: str
    using: tuple[str, ...]
    using_named: tuple[str, ...]
    where: str

    @property
    def says_dataset(self) -> bool:
        """Whether it names its dataset, which the protocol then may not."""
        return bool(self.graph is not None or self.using or self.using_named)


@dataclass(frozen=True, slots=True)
class Manage:
    """CLEAR, DROP, CREATE, ADD, MOVE or COPY: graphs by IRI, or ALL, NAMED or DEFAULT."""

    verb: str
    silent: bool
    graphs: tuple[str, ...]


Operation: TypeAlias = Data | Modify | Manage


def refuse_update(text: str, settings: Settings) -> None:
    """Let an update pass, or say why not.

    Raises:
        RefusedError: it would ask other servers.
        QueryTooComplexError: it nests, or goes on, beyond the limits; data count for nothing.
    """
    tokens = tokenize(text)
    for token in within_limits(text, tokens, settings, frozenset(in_data(tokens))):
        if token.word in _ELSEWHERE:
            raise RefusedError(
                _ELSEWHERE[token.word],
                hint=_HINTS[token.word],
                query=text,
                spot=spot(text, token.start),
            )


def in_data(tokens: tuple[Token, ...]) -> Iterator[int]:
    """The places of tokens that are data: of what stands in the braces behind DATA."""
    try:
        closing = match_braces(tokens)
    except UnbalancedError:
        return
    for at, token in enumerate(tokens):
        if token.word == "DATA" and (opened := after(tokens, at)) in closing:
            yield from range(opened + 1, closing[opened])


def read_operations(update: Update) -> tuple[Operation, ...]:
    """The operations of an update.

    Raises:
        BrokenUpdateError: it is not SPARQL Update.
    """
    found: list[Operation] = []
    declared: tuple[Token, ...] = ()
    for tokens in apart(tokenize(update.text)):
        check(declared + tokens, update)
        reader = Reader(declared + tokens, update.base)
        found += reader.operations()
        declared = reader.declared
    return tuple(found)


def apart(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """The tokens of each operation, with the declarations before it: what semicolons part.

    The engine takes no declaration behind the first operation, which the specification allows.
    """
    begun = depth = 0
    for at, token in enumerate(tokens):
        depth += (token.text == "{") - (token.text == "}")
        if token.text == ";" and depth <= 0:
            yield tokens[begun:at]
            begun = at + 1
    yield tokens[begun:]


def check(tokens: tuple[Token, ...], update: Update) -> None:
    """Make sure that one operation is SPARQL Update, with the declarations that hold for it.

    Raises:
        BrokenUpdateError: it is not.
    """
    try:
        # Of an empty store nothing can be asked that takes long, and nothing is kept.
        Store().update(spell(tokens), base_iri=update.base, prefixes=PREFIXES)
    except SyntaxError as error:
        raise explain_update(masked(tokens, update.text), update.base) from error
    except (RuntimeError, ValueError):
        pass  # a graph is not there, in a store without graphs


def masked(tokens: tuple[Token, ...], text: str) -> str:
    """The text with nothing but these tokens in it, each at its place."""
    shown = [character if character in "\r\n" else " " for character in text]
    for token in tokens:
        shown[token.start : token.start + len(token.text)] = token.text
    return "".join(shown)


class Reader:
    """Reads tokens that are known to be an update, from the first to the last."""

    def __init__(self, tokens: tuple[Token, ...], base: str) -> None:
        """Begin before the first token."""
        self.tokens = tokens
        self.closing: Mapping[int, int] = match_braces(tokens)
        self.base = base
        self.prefixes = dict(PREFIXES)
        self.prologue = ""
        self.declared: tuple[Token, ...] = ()
        self.at = after(tokens, -1)

    def operations(self) -> Iterator[Operation]:
        """The operations, in their order."""
        while self.at < len(self.tokens):
            word = self.word
            if word in ("BASE", "PREFIX", "VERSION"):
                self.declare()
            elif word in ("CLEAR", "DROP", "CREATE", *_TRANSFERS):
                yield self.manage()
            elif word:
                yield self.change()
            else:
                self.step()  # a semicolon

    @property
    def word(self) -> str:
        """The keyword at the present place."""
        return self.tokens[self.at].word if self.at < len(self.tokens) else ""

    def step(self) -> Token:
        """The token at the present place, which is then behind."""
        token = self.tokens[self.at]
        self.at = after(self.tokens, self.at)
        return token

    def takes(self, *words: str) -> bool:
        """Whether the next token is one of these words; it is behind then."""
        found = self.word in words
        if found:
            self.step()
        return found

    def iri(self) -> str:
        """The IRI at the present place."""
        return resolve(self.step(), self.prefixes, self.base) or ""

    def declare(self) -> None:
        """Take in a declaration; what was declared before holds for it."""
        begun = self.at
        word = self.step().word
        label = self.step().text if word == "PREFIX" else ""
        if word == "VERSION":
            self.step()
        else:
            iri = self.iri()
            if word == "BASE":
                self.base = iri
            else:
                self.prefixes[label.removesuffix(":")] = iri
        self.declared += self.tokens[begun : self.at]
        self.prologue = spell(self.declared) + "\n"

    def block(self) -> str:
        """The text of the braces that open at the present place."""
        end = self.closing[self.at]
        text = spell(self.tokens[self.at : end + 1])
        self.at = after(self.tokens, end)
        return text

    def change(self) -> Operation:
        """An operation that inserts or deletes."""
        graph = self.iri() if self.takes("WITH") else None
        delete = insert = ""
        if self.takes("DELETE"):
            if self.takes("DATA"):
                return Data(self.prologue, self.block(), delete=True)
            if self.takes("WHERE"):
                pattern = self.block()
                return Modify(self.prologue, graph, pattern, "", (), (), pattern)
            delete = self.block()
        if self.takes("INSERT"):
            if self.takes("DATA"):
                return Data(self.prologue, self.block(), delete=False)
            insert = self.block()
        using, named = list[str](), list[str]()
        while self.takes("USING"):
            (named if self.takes("NAMED") else using).append(self.iri())
        self.takes("WHERE")
        where = self.block()
        return Modify(self.prologue, graph, delete, insert, tuple(using), tuple(named), where)

    def manage(self) -> Manage:
        """An operation on whole graphs."""
        verb = self.step().word
        silent = self.takes("SILENT")
        graphs = [self.graph()]
        if verb in _TRANSFERS:
            self.takes("TO")
            graphs.append(self.graph())
        return Manage(verb, silent, tuple(graphs))

    def graph(self) -> str:
        """A graph: its IRI, or which are meant."""
        if self.word in (ALL, NAMED, DEFAULT):
            return self.step().word
        self.takes("GRAPH")
        return self.iri()
