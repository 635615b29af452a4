"""Step 2 of an update: its operations, done one after the other with a pen.

Which quads an operation removes and adds is found by a query and written by us, so that each write
is known as a patch; the engine's own update would not say what it has changed.

Specification: https://www.w3.org/TR/sparql11-update/#formalModel
"""

from collections.abc import Iterator
from functools import partial
from typing import Final, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from ontology import PREFIXES
from server.errors import (
    BadRequestError,
    BrokenDataError,
    ChangeTooLargeError,
    OtherGraphError,
    UpdateFailedError,
)
from server.evaluation.engine import merge
from server.grammar.tokens import Kind, tokenize
from server.storage.patch import Graph, Pen
from server.writing.operations import (
    ALL,
    DEFAULT,
    NAMED,
    Data,
    Manage,
    Modify,
    Operation,
    read_operations,
)
from server.writing.steps import Drop, Put, Step, Update

# What stands for a variable while the engine reads a template as data.
_VARIABLE: Final = "urn:x-sitrep-variable:"
_OF_GRAPHS: Final = (*("GRAPH", "WITH", "USING", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"),)
Term = NamedNode | BlankNode | Literal | Triple


def perform(step: Step, pen: Pen) -> None:
    """Do what a step says.

    Raises:
        Problem: it cannot be done; what was done of it has to be undone.
    """
    if isinstance(step, Update):
        for operation in read_patch(step) if step.graph else read_operations(step):
            operate(operation, step, pen)
    elif isinstance(step, Put):
        put(step, pen)
    else:
        drop(step, pen)


def graph_of(name: str) -> NamedNode | DefaultGraph:
    """A graph by its name; an empty one is the default graph."""
    return NamedNode(name) if name else DefaultGraph()


def put(step: Put, pen: Pen) -> None:
    """Have triples in a graph, those alone if they replace what was there.

    Raises:
        BrokenDataError: a document is not in its format.
    """
    graph = graph_of(step.graph)
    quads = [quad for content in step.contents for quad in quads_in(step.graph, *content)]
    if isinstance(graph, NamedNode):
        pen.create(graph)
    if step.replace:
        kept = set(quads)
        for quad in tuple(pen.store.quads_for_pattern(None, None, None, graph)):
            if quad not in kept:
                pen.remove(quad)
    for quad in quads:
        pen.add(quad)


def quads_in(graph: str, media: str, content: bytes) -> Iterator[Quad]:
    """The triples of a document, in a graph whose name resolves relative IRIs.

    Raises:
        BrokenDataError: it is not in the format of this media type.
    """
    kind = RdfFormat.from_media_type(media)
    if kind is None:
        raise BrokenDataError(f"{media} is not a format of RDF that is known here.")
    try:
        for quad in parse(content, kind, base_iri=graph or None, rename_blank_nodes=True):
            if quad.graph_name != DefaultGraph():
                raise BrokenDataError(
                    "The data name graphs, and what is sent is one graph.",
                    hint="Send the triples of each graph to its own address.",
                )
            yield in_graph(quad.triple, graph_of(graph))
    except SyntaxError as error:
        reason = str(error.msg).partition(": ")[2] or str(error.msg)
        raise BrokenDataError(
            f"The data are not {kind.name}: {reason}, in line {error.lineno}, "
            f"column {error.offset}."
        ) from error


def in_graph(triple: Triple, graph: Graph) -> Quad:
    """A triple in a graph."""
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def drop(step: Drop, pen: Pen) -> None:
    """Have no such graph any more.

    Raises:
        UpdateFailedError: there is none.
    """
    pen.drop(graph_of(step.graph))


def read_patch(step: Update) -> tuple[Operation, ...]:
    """The operations of an update that may be about one graph only.

    Raises:
        OtherGraphError: it names graphs itself.
    """
    for token in tokenize(step.text):
        if token.word in _OF_GRAPHS:
            raise OtherGraphError(
                f"The update of one graph names graphs, by {token.word}.",
                hint="Send it to /update, or leave the graph out: it is in the address.",
            )
    return read_operations(step)


def operate(operation: Operation, step: Update, pen: Pen) -> None:
    """Do one operation."""
    if isinstance(operation, Data):
        change = pen.remove if operation.delete else pen.add
        for quad in quads_of(operation.prologue, operation.block, step):
            change(quad)
    elif isinstance(operation, Modify):
        modify(operation, step, pen)
    else:
        manage(operation, pen)


def quads_of(prologue: str, block: str, step: Update, graph: str | None = None) -> list[Quad]:
    """The quads of a block, as the engine reads them; `graph` is where those without one are."""
    scratch = Store()
    scratch.update(f"{prologue}INSERT DATA {block}", base_iri=step.base, prefixes=PREFIXES)
    home = graph_of(step.graph if graph is None else graph)
    return [
        in_graph(quad.triple, home if quad.graph_name == DefaultGraph() else quad.graph_name)
        for quad in scratch
    ]


def modify(operation: Modify, step: Update, pen: Pen) -> None:
    """Delete and insert what a pattern finds; all of it is found before anything is changed.

    Raises:
        BadRequestError: the dataset is named by the update and by the protocol.
        ChangeTooLargeError: it finds more than one write may change.
    """
    if operation.says_dataset and (step.using or step.using_named):
        raise BadRequestError(
            "The dataset is named in the update and in the request.",
            hint="Leave out WITH and USING, or using-graph-uri and using-named-graph-uri.",
        )
    names = set[str]()
    template = partial(template_of, operation, step, names)
    gone, new = template(operation.delete), template(operation.insert)
    found = tuple(solutions(operation, step, pen.store))
    rows = [values_of(row, names) for row in found]
    if len(rows) * max(len(gone), len(new)) > pen.most:
        # Several rows may come to the same quad.
        rows = [dict(row) for row in {tuple(row.items()) for row in rows}]
    if len(rows) * (len(gone) + len(new)) > 2 * pen.most:
        raise ChangeTooLargeError(
            f"The pattern is found {len(rows):,} times: more than {pen.most:,} quads would change.",
            hint="Change less at a time, or use `sitrep load` where the store is.",
        )
    removed = [quad for row in rows for quad in instances(gone, row)]
    added = [quad for row in rows for quad in instances(new, row)]
    for quad in removed:
        pen.remove(quad)
    for quad in added:
        pen.add(quad)


def template_of(operation: Modify, step: Update, names: set[str], block: str) -> list[Quad]:
    """A template as quads, in which IRIs stand for variables, whose names go into `names`."""
    if not block:
        return []
    tokens = tokenize(block)
    names.update(token.text[1:] for token in tokens if token.kind is Kind.VARIABLE)
    as_data = "".join(
        f"<{_VARIABLE}{token.text[1:]}>" if token.kind is Kind.VARIABLE else token.text
        for token in tokens
    )
    return quads_of(operation.prologue, as_data, step, operation.graph)


def solutions(operation: Modify, step: Update, store: Store) -> QuerySolutions:
    """What the pattern of an operation finds in its dataset."""
    default: DefaultGraph | NamedNode = DefaultGraph()
    using = operation.using or step.using
    named = operation.using_named or step.using_named
    if using or named:
        chosen: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in named]
        store = merge(store, [NamedNode(iri) for iri in using], chosen)
    elif graph := operation.graph or step.graph:
        default = NamedNode(graph)
    found = store.query(
        f"{operation.prologue}SELECT * WHERE {operation.where}",
        base_iri=step.base,
        prefixes=PREFIXES,
        default_graph=default,
    )
    return cast("QuerySolutions", found)


def values_of(row: QuerySolution, names: set[str]) -> dict[str, Term]:
    """What a solution says of the variables of the templates."""
    found = dict[str, Term]()
    for name in names:
        try:
            value = row[name]
        except KeyError:  # no variable of the pattern
            continue
        if value is not None:
            found[name] = value
    return found


def instances(template: list[Quad], row: dict[str, Term]) -> Iterator[Quad]:
    """The quads that a template comes to with one solution; blank nodes are new each time."""
    blanks = dict[BlankNode, BlankNode]()
    for quad in template:
        terms = [filled(term, row, blanks) for term in quad]
        subject, predicate, value, graph = terms
        if (
            isinstance(subject, NamedNode | BlankNode)
            and isinstance(predicate, NamedNode)
            and isinstance(value, Term)
            and isinstance(graph, NamedNode | BlankNode | DefaultGraph)
        ):
            yield Quad(subject, predicate, value, graph)


def filled(
    term: Term | DefaultGraph, row: dict[str, Term], blanks: dict[BlankNode, BlankNode]
) -> Term | DefaultGraph | None:
    """A term of a template with a solution filled in; None where the solution has none."""
    if isinstance(term, NamedNode) and term.value.startswith(_VARIABLE):
        return row.get(term.value.removeprefix(_VARIABLE))
    if isinstance(term, BlankNode):
        return blanks.setdefault(term, BlankNode())
    if isinstance(term, Triple):
        parts = [filled(part, row, blanks) for part in term]
        subject, predicate, value = parts
        if (
            isinstance(subject, NamedNode | BlankNode)
            and isinstance(predicate, NamedNode)
            and isinstance(value, Term)
        ):
            return Triple(subject, predicate, value)
        return None
    return term


def manage(operation: Manage, pen: Pen) -> None:
    """Clear, drop, create or copy whole graphs.

    Raises:
        UpdateFailedError: one is not there, or is already, and the operation is not SILENT.
    """
    first, last = operation.graphs[0], operation.graphs[-1]
    if operation.verb in ("CLEAR", "DROP"):
        for graph in meant(first, operation, pen):
            (pen.drop if operation.verb == "DROP" else pen.clear)(graph)
    elif operation.verb == "CREATE":
        if pen.store.contains_named_graph(NamedNode(first)) and not operation.silent:
            raise UpdateFailedError(f"The graph <{first}> is there already.")
        pen.create(NamedNode(first))
    else:
        for source in meant(first, operation, pen):
            transfer(operation.verb, source, graph_of("" if last == DEFAULT else last), pen)


def meant(name: str, operation: Manage, pen: Pen) -> list[Graph]:
    """The graphs that an operation is about.

    Raises:
        UpdateFailedError: it is about one that is not there, and not SILENT.
    """
    named: list[Graph] = list(pen.store.named_graphs())
    if name in (ALL, NAMED, DEFAULT):
        return [*([] if name == NAMED else [DefaultGraph()]), *([] if name == DEFAULT else named)]
    if pen.store.contains_named_graph(NamedNode(name)):
        return [NamedNode(name)]
    if operation.silent:
        return []
    raise UpdateFailedError(
        f"The graph <{name}> is not there.",
        hint=f"Write {operation.verb} SILENT if it need not be.",
    )


def transfer(verb: str, source: Graph, target: Graph, pen: Pen) -> None:
    """Add, move or copy a graph to another."""
    if source == target:
        return
    triples = [quad.triple for quad in pen.store.quads_for_pattern(None, None, None, source)]
    if verb != "ADD":
        pen.clear(target)
    if isinstance(target, NamedNode):
        pen.create(target)
    for triple in triples:
        pen.add(in_graph(triple, target))
    if verb == "MOVE":
        pen.drop(source)
