"""Infobox: the figures as quantities of the graph, each a node under a name of its own."""

from collections.abc import Iterator

from rdflib import RDF, SKOS, URIRef

from graph.draft.box.claims import Claim, Thing, naming
from graph.draft.box.counting import Figure
from graph.draft.box.figures import figures
from graph.draft.counts.measured import measured
from graph.draft.kinds import kind_iri
from graph.draft.model import Item, Mention, Slot, english
from graph.draft.naming.given import numbered
from graph.names import SITREP


def figure_claims(
    battle: Thing, side: Thing | None, slot: Slot, text: str, mint: "Mint"
) -> Iterator[Claim]:
    """Each figure as a node: losses on the battle, strength on the side that brought it."""
    nodes = list[URIRef]()
    for figure in figures(slot, text, mint.actors):
        node = mint(slot, figure)
        nodes.append(node)
        lost = slot.name == "casualties"
        yield Claim(slot.sentence, battle if lost or side is None else side, SITREP.quantity, node)
        yield Claim(slot.sentence, node, RDF.type, SITREP.Quantity)
        yield Claim(slot.sentence, node, SITREP.of, kind_iri(figure.of))
        if figure.owner:
            owner = whole_name(slot, figure.owner)
            yield Claim(slot.sentence, node, SITREP.among, owner)
            yield naming(owner)
        elif side is not None and figure.of not in ("civilian", "resident", "child"):
            yield Claim(slot.sentence, node, SITREP.among, side)
        if figure.outcome:
            yield Claim(slot.sentence, node, SITREP.outcome, kind_iri(figure.outcome))
        for term, bound in measured(figure.count):
            yield Claim(slot.sentence, node, term, bound)
        if figure.teller:
            teller = whole_name(slot, figure.teller)
            yield Claim(slot.sentence, node, SITREP.accordingTo, teller)
            yield naming(teller)
        if figure.hedge:
            yield Claim(slot.sentence, node, SITREP.certainty, kind_iri(figure.hedge))
        if figure.within is not None:
            yield Claim(slot.sentence, node, SITREP.partOf, nodes[figure.within])
        yield Claim(slot.sentence, node, SITREP.wording, english(text[figure.begin : figure.end]))
        yield Claim(None, node, SKOS.prefLabel, english(mint.label(slot, figure, text)))


def whole_name(slot: Slot, item: Item) -> Mention:
    """The mention of an actor whose figures these are, or who gives them."""
    return Mention(slot.sentence, item.begin, item.end, item.text, "Organisation")


class Mint:
    """Names for the figures of a page, each given once."""

    def __init__(self, space: str, actors: tuple[str, ...]) -> None:
        """Begin with no name given; `actors` are the names of those who fought."""
        self.space, self.actors, self.given = space, actors, set[str]()

    def __call__(self, slot: Slot, figure: Figure) -> URIRef:
        """A name that says whose and what: `side-1-soldier-killed`."""
        whose = f"side-{slot.column}" if slot.column else ""
        name = "-".join(
            filter(
                None, (whose, "strength" * (slot.name != "casualties"), figure.of, figure.outcome)
            )
        )
        unique = next(each for each in numbered(name, "{}-{}") if each not in self.given)
        self.given.add(unique)
        return URIRef(self.space + unique)

    def label(self, slot: Slot, figure: Figure, text: str) -> str:
        """The words of the figure, and whose it is."""
        whose = f" (side {slot.column})" if slot.column else ""
        return f"{text[figure.begin : figure.end]}{whose}"
