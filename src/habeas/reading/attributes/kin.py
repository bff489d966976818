"""Whose father, sister, cousin somebody is."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.beside import names_beside
from habeas.reading.attributes.draft import Draft, core, names_of, persons, text_of
from habeas.reading.attributes.kinds import described_as
from habeas.reading.clauses import children, prepositional, subjects
from habeas.reading.evidence import phrase
from habeas.reading.story import Story
from habeas.reading.tables import words

_SPEAKING = frozenset({"nsubj", "nsubjpass", "attr"})
_TOLD_OF = frozenset({"nsubj", "nsubjpass", "attr", "dobj", "dative", "pobj", "conj", "poss"})
_MUTUAL = frozenset({"brother", "sister", "twin", "cousin", "sibling"})
_BEFORE = frozenset({"amod", "compound", "nmod"})
_ELDER = frozenset(
    {"elder", "older", "eldest", "oldest", "younger", "youngest", "twin", "late", "half", "step", "only"}
)


def kin_drafts(story: Story, noun: Token) -> Iterator[Draft]:
    """ "her brother Anton", "Anton, the brother of Vera", "Vera's mother": what the other one is to whom."""
    owner = next(iter(_owners(story, noun)), None)
    if owner is None:
        yield from _of_each_other(story, noun)
        return
    before = [c for c in children(noun, *_BEFORE) if c.i < noun.i and c.lower_ in _ELDER]
    value = text_of(story, [*before, noun])
    if noun.tag_ not in ("NNS", "NNPS"):
        value = value.lower() if value.istitle() else value
    found = False
    for other, told in _named(story, noun):
        if other != owner:
            found = True
            yield Draft(owner, "relative", value, told, "kin", object=other)
    if not found and noun.tag_ not in ("NNS", "NNPS") and story.cast.named(owner):
        yield from _nameless(story, noun, owner, value)


def _of_each_other(story: Story, noun: Token) -> Iterator[Draft]:
    """ "the brothers Ilya and Anton Brel", "Two sisters, Ada and Vera": each is the other's."""
    if noun.lemma_.lower() not in _MUTUAL or noun.tag_ != "NNS":
        return
    named = list(dict.fromkeys(names_beside(story, noun)))
    one = named[0][0] if len(named) > 1 else ""
    for other, last in named[1:]:
        yield Draft(one, "relative", noun.text, [noun, *(last_ for _, last_ in named), last], "kin", object=other)


def _owners(story: Story, noun: Token) -> Iterator[str]:
    held = [*children(noun, "poss"), *prepositional(noun, "of")]
    if not held and noun.dep_ == "conj" and described_as("kin", noun.head) and not children(noun, "det"):
        held = children(noun.head, "poss")  # "her husband and young daughter"
    for token in held:
        if token.tag_ in ("NNS", "NNPS") or token.lower_ in ("their", "our", "its"):
            continue
        yield from persons(story, token, named=True)


def _named(story: Story, noun: Token) -> Iterator[tuple[str, list[Token]]]:
    """The relatives whose names stand beside the noun, with the words."""
    seen: set[str] = set()
    for name in names_of(noun):
        for entity in persons(story, name, named=True):
            if entity not in seen:
                seen.add(entity)
                yield entity, phrase(noun)
    for entity, last in names_beside(story, noun):
        if entity not in seen:
            seen.add(entity)
            yield entity, [*core(noun), *children(noun, "poss"), noun, last]


def _of_a_charge(noun: Token) -> bool:
    """ "convicted of killing her husband": told in what somebody is charged with."""
    return any(t.lemma_ in words("custody", "charging") for t in noun.ancestors)


def _nameless(story: Story, noun: Token, owner: str, value: str) -> Iterator[Draft]:
    """ "his mother": a relative who has no name but does, says or undergoes something."""
    joined_to = noun.head if noun.dep_ == "conj" and noun.head.pos_ in ("PROPN", "PRON") else None
    beside = joined_to is not None and story.cast.at(joined_to) == owner  # "Ada Lund and her husband were killed"
    case = story.cast.detained(owner) or _of_a_charge(noun)
    if not beside and noun.dep_ not in (_TOLD_OF if case else _SPEAKING):
        return
    subject = next(iter(subjects(noun.head)), None) if noun.dep_ == "attr" else noun
    others = persons(story, subject) if subject is not None else ()
    other = next((o for o in others if o != owner), None)
    if other is None or any(c.lower_ == "my" for c in noun.children):
        return
    cast = story.cast
    if cast.named(other) and noun.dep_ != "attr" and (cast.detained(other) or not cast.detained(owner)):
        return
    one_word = noun.dep_ == "conj" and other == cast.at(noun.head)  # "her husband and daughter", read as one phrase
    told_as = None if one_word else other
    yield Draft(owner, "relative", value, phrase(noun, appositions=False), "kin", object=told_as)
