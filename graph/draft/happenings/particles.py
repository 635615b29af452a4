"""Particles: what belongs to a verb of several words, "took control of", is no object."""

from dataclasses import replace

from graph.draft.clauses.clause import Added, Clause
from graph.draft.clauses.pieces import Phrase, head_of
from graph.draft.clauses.reading import Reading
from graph.draft.happenings.cues import Hit
from graph.draft.words.word import NUMBER


def with_particle(clause: Clause, reading: Reading, hit: Hit) -> Clause:
    """A clause whose verb has a particle of its own: what follows the particle is its object."""
    if len(hit.at) == 1:
        return clause
    end = reading.words[hit.at[-1]].end
    own = {reading.words[place].lower for place in hit.at[1:]}
    gained = [each for each in clause.added if belongs(each, own, end)]
    kept = tuple(each for each in clause.added if each not in gained)
    places = {reading.words[place].begin for place in hit.at[1:]}
    objects = own_objects(clause, places, end, moved=bool(gained))
    alone = tuple(p for each in gained if " " not in each.preposition for p in each.phrases)
    rest = tuple(
        Added(each.preposition.split(maxsplit=1)[1], each.phrases, each.at)
        for each in gained
        if " " in each.preposition
    )
    return replace(clause, objects=(*objects, *alone), added=(*kept, *rest))


def belongs(added: Added, own: set[str], end: int) -> bool:
    """Whether a preposition is the verb's particle: "blew up the bridge"."""
    return added.preposition.split()[0] in own and added.phrases[0].begin >= end


def own_objects(clause: Clause, places: set[int], end: int, *, moved: bool) -> tuple[Phrase, ...]:
    """The objects without those words that belong to the verb: "took [control of] the dam"."""
    beyond = any(phrase.end > end for phrase in clause.objects)
    objects = clause.objects if beyond or not moved else ()
    beneath = (under(phrase, places) for phrase in objects)
    return tuple(
        phrase
        for phrase in beneath
        if phrase.head.begin not in places or any(word.tag == NUMBER for word in phrase.words)
    )


def under(phrase: Phrase, places: set[int]) -> Phrase:
    """Of "control of the dam", where "control" belongs to the verb, the dam."""
    if phrase.head.begin not in places or phrase.core >= len(phrase.words):
        return phrase
    rest = phrase.words[phrase.core + 1 :]
    return Phrase(rest, len(rest), head_of(rest)) if rest else phrase
