"""The pieces of a sentence: noun phrases, groups of verbs, and the marks between them."""

from collections.abc import Sequence
from typing import Final

from graph.draft.clauses.pieces import Group, Mark, Phrase, Piece, head_of
from graph.draft.words.grammar import grammar
from graph.draft.words.lemmas import EITHER, GERUND, PARTICIPLE
from graph.draft.words.lexicon import Lexicon
from graph.draft.words.word import (
    ADVERB,
    ASIDE,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    MODAL,
    NAME,
    NEGATION,
    NOMINAL,
    NOUN,
    NUMBER,
    PRONOUN,
    TO,
    VERB,
    Word,
)

VERBAL: Final = frozenset({AUXILIARY, MODAL, VERB, NEGATION, TO, ADVERB})


def read_pieces(
    words: Sequence[Word], lexicon: Lexicon, events: frozenset[str]
) -> tuple[Piece, ...]:
    """Put the words together; `events` are nouns that stay apart, as they tell of happenings."""
    words = [word for word in words if word.tag != ASIDE]
    found, at = list[Piece](), 0
    while at < len(words):
        piece, at = next_piece(words, at, lexicon)
        if piece is not None:
            found.append(piece)
    return joined(found, lexicon, events)


def next_piece(words: Sequence[Word], at: int, lexicon: Lexicon) -> tuple[Piece | None, int]:
    """The piece that begins at a word, and where the next one begins; adverbs make none."""
    word = words[at]
    if word.tag == PRONOUN:
        return Phrase((word,), 1, word), at + 1
    if word.tag in NOMINAL:
        return phrase(words, at)
    if word.tag in VERBAL:
        end = group_end(words, at)
        if any(each.tag in {VERB, AUXILIARY} for each in words[at:end]):
            return group(words[at:end], lexicon), end
        if word.tag in {ADVERB, NEGATION}:
            return None, at + 1
    return Mark(word), at + 1


def phrase(words: Sequence[Word], at: int) -> tuple[Phrase, int]:
    """The noun phrase that begins at a word."""
    end = at + 1
    while end < len(words):
        word, before = words[end], words[end - 1]
        if (
            word.tag == CONJUNCTION
            and before.tag == NUMBER
            and end + 1 < len(words)
            and words[end + 1].tag == NUMBER
        ):
            end += 1
        elif (
            (before.lower in grammar()["times_of_day"] and word.tag == NAME)
            or word.tag not in NOMINAL
            or (
                word.tag == DETERMINER
                and before.tag in {NOUN, NAME}
                and word.lower not in {"all", "both"}
            )
        ):
            break
        end += 1
    core = tuple(words[at:end])
    return Phrase(core, len(core), head_of(core)), end


def group_end(words: Sequence[Word], at: int) -> int:
    """Where the group of verbs that begins at a word ends: behind its main verb."""
    end = at
    while end < len(words) and words[end].tag in VERBAL:
        tag = words[end].tag
        if tag == TO and end > at:
            return end
        end += 1
        if tag == VERB:
            return end
    last = max((i for i in range(at, end) if words[i].tag == AUXILIARY), default=end - 1)
    return last + 1


def group(words: Sequence[Word], lexicon: Lexicon) -> Group:
    """A group of verbs, and what its auxiliaries say."""
    main = words[-1]
    helpers = [word for word in words[:-1] if word.tag == AUXILIARY]
    being = bool(helpers) and helpers[-1].lower in lexicon.grammar["be"]
    past_form = main.form in {EITHER, PARTICIPLE}
    modal = next((word.lower for word in words if word.tag == MODAL), "")
    infinitive = any(word.tag == TO for word in words)
    nonfinite = main.form in {GERUND, PARTICIPLE} or infinitive
    return Group(
        tuple(words),
        main,
        passive=main.tag == VERB and being and past_form,
        infinitive=infinitive,
        negated=any(word.tag == NEGATION for word in words),
        modal=modal,
        finite=(bool(helpers) and helpers[0].lower != "having") or bool(modal) or not nonfinite,
    )


def joined(pieces: Sequence[Piece], lexicon: Lexicon, events: frozenset[str]) -> tuple[Piece, ...]:
    """Hang "of" and what follows it on the phrase before, unless a happening is told there."""
    found = list[Piece]()
    for piece in pieces:
        if (
            isinstance(piece, Phrase)
            and len(found) > 1
            and isinstance(found[-1], Mark)
            and found[-1].word.lower == "of"
            and isinstance(found[-2], Phrase)
            and hangs(found[-2], piece, lexicon, events)
        ):
            above = found[-2]
            measured = above.core == len(above.words) and measures(above, lexicon)
            words = (*above.words, found[-1].word, *piece.words)
            head = piece.head if measured else above.head
            found[-2:] = [Phrase(words, above.core, head)]
        else:
            found.append(piece)
    return tuple(found)


def measures(phrase_: Phrase, lexicon: Lexicon) -> bool:
    """Whether a phrase only says how much there is of what follows "of"."""
    return phrase_.head.lower in lexicon.grammar["measures"] or phrase_.head.tag == NUMBER


def hangs(above: Phrase, below: Phrase, lexicon: Lexicon, events: frozenset[str]) -> bool:
    """Whether two phrases that "of" joins are one."""
    if above.head.tag == NAME and below.head.tag == NAME:
        return True
    if above.head.lemma in events and above.head.tag == NOUN:
        return False
    return measures(above, lexicon) or not (below.head.lemma in events and below.head.tag == NOUN)
