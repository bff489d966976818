"""People who are told only by how many: "four died", "those arrested", "Eleven of them", "hundreds", "both"."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.clauses import antecedent, children, of_phrase
from habeas.reading.people import PEOPLE
from habeas.reading.story import Cast
from habeas.reading.tables import words

_NEAR = 40
"""Tokens back to which "the two" and "both" reach."""
_PERSONAL = ("er", "or", "ist", "ian", "ee", "man", "woman", "mate", "mistress", "friend", "eer", "kid", "boy", "girl")
"""Endings of nouns for people; what ends so and is none is listed in the table."""
_ENDS = frozenset({"conj", "dobj", "pobj", "nsubj", "nsubjpass"})
_SHARES = frozenset({"some", "most", "many", "several", "all", "half"})
_CARDINAL = frozenset({"two", "2", "both", "pair", "couple", "duo"})


def counted(cast: Cast, token: Token) -> tuple[str, ...]:
    """The people whom a count or a pronoun of quantity stands for, made known to the cast where it is new."""
    head = antecedent(token)
    named = [e for c in children(head, "appos") if c.pos_ == "PROPN" and (e := cast.noun(c)) is not None]
    if named and _is_count(head):
        return tuple(e for e in named if cast.kind(e) in PEOPLE)
    if head.lower_ in ("none", "neither", "any"):
        return tuple(e for o in of_phrase(head) if (e := cast.noun(o)) is not None and cast.kind(e) in PEOPLE)
    whole = _whole_of(cast, head)
    if whole is not None:
        return (whole,)
    if _doer_of_work(head) or _so_many_held(head):
        return (cast.introduce(head),)
    if not _is_count(head) or _of_things(cast, head):
        return ()
    return pair(cast, head) or (cast.introduce(head),)


def _whole_of(cast: Cast, head: Token) -> str | None:
    """ "Some of the children", "most of them": no other people than the group without names of which they are."""
    if head.lower_ not in _SHARES:
        return None
    for inner in of_phrase(head):
        entity = cast.at(antecedent(inner)) or cast.noun(antecedent(inner))
        if entity is not None and cast.kind(entity) == "group" and not cast.named(entity):
            return entity
    return None


def pair(cast: Cast, token: Token) -> tuple[str, ...]:
    """The two people named together right before "the two", "both women", "the pair"."""
    if not _the_two(token):
        return ()
    for step in reversed(token.doc[max(0, token.i - _NEAR) : token.i]):
        first = cast.at(step)
        others = [c for c in step.children if c.dep_ == "conj" and c.pos_ == "PROPN" and c.i < token.i]
        if step.pos_ != "PROPN" or step.dep_ == "conj" or len(others) != 1 or not _one(cast, first):
            continue
        second = cast.at(others[0])
        if first is not None and second is not None and _one(cast, second) and first != second:
            return first, second
    return ()


def row(cast: Cast, token: Token) -> tuple[str, ...]:
    """ "They", where it stands for the last of a row of groups: "four editors and journalists"."""
    group = cast.at(token)
    if group is None or token.lower_ not in ("they", "them") or cast.kind(group) != "group":
        return ()
    for step in reversed(token.doc[max(0, token.i - _NEAR) : token.i]):
        if step.pos_ != "NOUN" or cast.at(step) != group or step.dep_ not in _ENDS:
            continue
        first = step
        while first.dep_ == "conj" and first.head.pos_ == "NOUN":
            first = first.head
        beside = [e for t in (first, *(t for t in first.subtree if t.dep_ == "conj")) if (e := cast.at(t)) is not None]
        groups = tuple(dict.fromkeys(e for e in beside if cast.kind(e) == "group" and not cast.named(e)))
        return groups if group in groups and len(groups) > 1 else ()
    return ()


def _so_many_held(token: Token) -> bool:
    """ "The 22 accused were produced in court", "five injured were taken …": a participle in a noun's place."""
    if token.tag_ != "VBN" or token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return False
    return token.lower_ in words("event_words", "held_so_many") and bool(children(token, "nummod"))


def _doer_of_work(token: Token) -> bool:
    """ "The glassblower was shot": a noun for somebody by the look of it."""
    lemma = token.lemma_.lower()
    if token.tag_ not in ("NN", "NNS") or not lemma.endswith(_PERSONAL) or lemma in words("event_words", "not_people"):
        return False
    named = any(c.dep_ in ("appos", "nmod") and c.pos_ == "PROPN" for c in token.children)
    return token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj") and not named


def for_people(noun: Token) -> bool:
    """Whether a noun is one for people, by the table or by the look of it: "activist", "glassblower"."""
    lemma = noun.lemma_.lower()
    if lemma in words("people", "neutral"):
        return True
    return lemma.endswith(_PERSONAL) and lemma not in words("event_words", "not_people")


def _the_two(token: Token) -> bool:
    definite = any(c.lower_ in ("the", "both", "these") for c in token.children) or token.lower_ == "both"
    number = token.lower_ in _CARDINAL or any(c.lower_ in _CARDINAL for c in token.children)
    return definite and number and not of_phrase(token)


def _one(cast: Cast, entity: str | None) -> bool:
    return entity is not None and cast.kind(entity) == "person" and cast.named(entity)


def _is_count(token: Token) -> bool:
    if token.tag_ == "CD":
        return token.dep_ not in ("nummod", "compound", "appos") and not _year(token)
    return token.lower_ in words("event_words", "quantities") and token.dep_ not in ("det", "amod", "predet", "advmod")


def _year(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT") or (token.is_digit and len(token.text) == 4)


def _of_things(cast: Cast, token: Token) -> bool:
    """ "Two of the cars": what is counted is no people; nor is a bare "it" or "that" behind a number."""
    for inner in of_phrase(token):
        if inner.lower_ in ("them", "us", "you", "whom"):
            return False
        entity = cast.noun(inner)
        if entity is not None:
            return cast.kind(entity) not in PEOPLE
        return inner.lower_ not in ("those", "these") and inner.tag_ not in ("CD", "VBN")
    if token.lower_ in ("one", "all", "most", "many", "some", "several", "half") and not children(
        token, "relcl", "acl"
    ):
        return token.dep_ not in ("nsubjpass", "nsubj") or bool(children(token, "amod"))
    return False
