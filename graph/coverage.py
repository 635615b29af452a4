"""What became of each sentence: how many facts a person wrote for it, or why there are none."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib.term import Node

from graph.model import Materials, Sentence
from graph.names import SITREP, sentence_iri
from graph.quads import named_graph


@dataclass(frozen=True)
class Account:
    """One sentence. Reasons may stand beside facts, for a part of it that was not modelled."""

    sentence: Sentence
    facts: int
    reasons: tuple[str, ...]

    @property
    def accounted(self) -> bool:
        """Whether something was made of the sentence, or someone said why not."""
        return self.facts > 0 or bool(self.reasons)


def account(materials: Materials) -> tuple[Account, ...]:
    """Go through the sentences in the order of the article."""
    return tuple(account_for(materials, sentence) for sentence in materials.article.sentences)


def account_for(materials: Materials, sentence: Sentence) -> Account:
    """Count the triples of the facts file, which holds none that were generated."""
    iri = sentence_iri(materials.article.slug, sentence.number)
    facts = len(named_graph(materials.facts.quads, iri))
    reasons = sorted(str(reason) for reason in materials.entities.objects(iri, SITREP.notModelled))
    return Account(sentence, facts, tuple(reasons))


def strangers(materials: Materials) -> tuple[Node, ...]:
    """What has a reason for not being modelled and is no sentence of the article."""
    slug = materials.article.slug
    known = {sentence_iri(slug, sentence.number) for sentence in materials.article.sentences}
    given = set(materials.entities.subjects(SITREP.notModelled))
    return tuple(sorted(given - known, key=str))


def tabulate(accounts: tuple[Account, ...]) -> Iterator[str]:
    """One line a sentence, its reasons beneath, and the totals at the end."""
    for each in accounts:
        facts = f"{each.facts:>4} facts" if each.facts else "   - facts"
        yield f"{each.sentence.number:03d} {facts}  {shortened(each.sentence.text)}"
        for reason in each.reasons:
            yield f"{'':14} not modelled: {reason}"
        if not each.accounted:
            yield f"{'':14} UNACCOUNTED: give it facts, or a :notModelled in entities.ttl"
    yield total(accounts)


def total(accounts: tuple[Account, ...]) -> str:
    """The sums in one line."""
    modelled = sum(each.facts > 0 for each in accounts)
    excused = sum(not each.facts and each.accounted for each in accounts)
    facts = sum(each.facts for each in accounts)
    return (
        f"{len(accounts)} sentences: {modelled} with {facts:,} facts,"
        f" {excused} not modelled for a reason, {len(accounts) - modelled - excused} unaccounted"
    )


def shortened(text: str, width: int = 80) -> str:
    """The beginning of a sentence, for a line of a table."""
    return text if len(text) <= width else f"{text[: width - 1]}…"
