"""What somebody without a name does, told as all that is known of whom something happened to: "a teacher was held"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.draft import Draft, noun_core, text_of
from habeas.reading.attributes.kinds import described_as, is_occupation
from habeas.reading.clauses import children
from habeas.reading.story import Story
from habeas.reading.tables import words

_ONE = frozenset({"a", "an", "one", "another", "their", "his", "her"})
_ASIDE = frozenset({"female", "male", "woman", "young", "old", "former", "local", "prominent", "senior", "missing"})


def nameless_work(story: Story, noun: Token, met: frozenset[str]) -> Iterator[Draft]:
    """The work of a nameless one among those to whom something happened, where an indefinite phrase tells it."""
    if not met or noun.tag_ != "NN" or not is_occupation(noun):
        return
    entity = story.cast.at(noun)
    if entity is None or entity not in met:
        return
    if story.cast.named(entity) or story.cast.kind(entity) != "person":
        return
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if above is not None and story.cast.at(above) == entity:
        return  # "the wife of a doctor"
    if noun.dep_ in ("compound", "poss", "attr", "appos") or not any(
        c.lower_ in _ONE for c in children(noun, "det", "poss", "nummod")
    ):
        return
    told = [t for t in noun_core(noun) if t == noun or not _of_another_kind(t)]
    while len(told) > 1 and told[0].is_punct:
        told = told[1:]
    yield Draft(entity, "occupation", text_of(story, told), [*noun_core(noun)], "nameless work")


def _of_another_kind(word: Token) -> bool:
    """What stands before the work and tells of people, age, sex or custody."""
    top = word
    while (
        top.head.dep_ != "ROOT"
        and top.dep_ in ("amod", "nummod", "compound", "npadvmod", "punct")
        and (top.head.pos_ != "NOUN" or top.head.lower_ == "year")
    ):
        top = top.head
    if any(t.ent_type_ in ("NORP", "GPE", "DATE") for t in (word, top)) or word.text[:1].isdigit():
        return True
    low = word.lower_
    return low in _ASIDE | _ONE or low in words("event_adjectives", "custody") or described_as("citizens", word)
