"""Since when, how long, where and on what ground somebody is held."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from habeas.reading.attributes.draft import Draft, core, persons, text_of
from habeas.reading.clauses import children, is_verb, passive, prepositional, subjects, undergoers
from habeas.reading.events.lexicon import wordlist
from habeas.reading.evidence import clause, phrase
from habeas.reading.phrases import Phrases
from habeas.reading.story import Story
from habeas.reading.tables import load, words


@cache
def _list(name: str) -> Phrases:
    return Phrases(load("custody")[name])


def custody_drafts(story: Story, token: Token) -> Iterator[Draft]:
    """What a verb or noun says of somebody's custody."""
    lemma = token.lemma_.lower()
    if is_verb(token):
        if lemma in words("custody", "holding") or (lemma in words("custody", "being") and _in_custody(token)):
            yield from _held(story, token)
    elif lemma in words("custody", "inmates"):
        yield from _inmate(story, token)


def _in_custody(verb: Token) -> bool:
    inside = words("custody", "held_in") | words("custody", "held_at")
    return any(
        t.lemma_.lower() in inside or t in _list("on") or t in _list("in")
        for t in prepositional(verb, "in", "at", "behind", "inside", "on", "under")
    ) or any(
        story_place.lemma_.lower() in words("custody", "held_in")
        for story_place in (t for o in children(verb, "dobj") for t in prepositional(o, "in", "behind"))
    )


def _who(story: Story, verb: Token) -> str | None:
    holders = undergoers(verb) if verb.lemma_ in words("custody", "holding") else subjects(verb)
    found = [s for h in holders[:1] for s in persons(story, h)]
    return found[0] if found else None


def _held(story: Story, verb: Token) -> Iterator[Draft]:
    subject = _who(story, verb)
    if subject is None:
        return
    if not _apart(verb):
        yield from _since(story, verb, subject)
        yield from _how_long(story, verb, subject)
    yield from _where(story, verb, subject)
    yield from _ground(story, verb, subject)


def _apart(verb: Token) -> bool:
    """Whether it is isolation or house arrest that has lasted, not custody as a whole."""
    if verb.lemma_ in ("keep", "lock", "confine") or any(c.lower_ in ("alone", "incommunicado") for c in verb.children):
        return True
    lists = (wordlist("isolation"), wordlist("home_arrest"))
    return any(t in phrases for t in prepositional(verb, "in", "under") for phrases in lists)


def _since(story: Story, verb: Token, subject: str) -> Iterator[Draft]:
    marked = any(c.lower_ == "since" for c in verb.children)
    lasting = any(c.dep_ == "aux" and c.lemma_ in ("have", "'ve") for c in verb.children)
    dated = verb.lemma_ in ("detain", "imprison", "jail") and passive(verb) and not _earlier(verb)
    if not (marked or lasting or dated):
        return
    date = story.times.of(verb)
    if date is not None:
        rule = "held since" if marked or lasting else "detained on"
        yield Draft(subject, "detained_since", date.removesuffix("/.."), clause(verb), rule, at=verb)


def _earlier(verb: Token) -> bool:
    """Whether it is told of as one custody among several: "was briefly detained", "was arrested again"."""
    return any(t.lower_ in words("custody", "earlier") for t in verb.subtree)


def _how_long(story: Story, verb: Token, subject: str) -> Iterator[Draft]:
    lasting = any(c.dep_ == "aux" and c.lemma_ in ("have", "'ve", "'s") for c in verb.children)
    spent = verb.lemma_ in ("spend", "serve")
    lasting = lasting or (verb.lemma_ in ("hold", "detain", "intern", "incarcerate") and passive(verb))
    for noun in [*prepositional(verb, "for"), *(children(verb, "dobj", "npadvmod") if spent else [])]:
        if noun.lemma_.lower() not in words("custody", "units") or not (lasting or spent):
            continue
        if verb.lemma_ == "arrest":
            continue
        value = text_of(story, core(noun, without=children(noun, "prep")))
        yield Draft(subject, "time_held", value, clause(verb), "held for", at=verb)
        return


def _where(story: Story, verb: Token, subject: str) -> Iterator[Draft]:
    if verb.lemma_ == "arrest":
        return
    for token in _places(verb):
        place = story.cast.noun(token)
        if place is not None and story.cast.kind(place) == "facility" and not _of_justice(story.cast.name(place)):
            yield Draft(subject, "held_at", story.cast.name(place), clause(verb), "held at", object=place, at=verb)
            return
    for token in _places(verb):
        if token.lemma_.lower() in words("custody", "held_at") and token.tag_ == "NN" and _told_apart(token):
            value = text_of(story, core(token, without=children(token, "relcl")))
            yield Draft(subject, "held_at", value, clause(verb), "held at", at=verb)
            return


def _told_apart(noun: Token) -> bool:
    """Whether something says which place it is: "the guardhouse", "Korsk jail", not "the prison"."""
    if noun.lemma_.lower() in words("custody", "held_in"):
        return any(c.dep_ in ("compound", "nmod") for c in noun.children)
    return True


def _of_justice(name: str) -> bool:
    """Courts and the like: people are heard there, not held."""
    return any(word in words("custody", "not_held_in") for word in name.lower().split())


def _places(verb: Token) -> Iterator[Token]:
    for token in prepositional(verb, "in", "at", "inside"):
        yield token
        yield from prepositional(token, "in", "at", "of")
    for noun in children(verb, "dobj"):
        yield from prepositional(noun, "in", "at")


def _ground(story: Story, verb: Token, subject: str) -> Iterator[Draft]:
    for preposition in children(verb, "prep"):
        name = preposition.lower_
        if name not in ("without", "under", "in", "on", "with"):
            continue
        for noun in children(preposition, "pobj"):
            if name == "with":
                if not any(c.lower_ in ("no", "neither") for c in noun.children) or noun not in _list("without"):
                    continue
            elif noun not in _list(name) and not (name == "under" and _law(noun)):
                continue
            ground = core(noun, without=children(noun, "prep"))
            words_ = [preposition, *ground] if name in ("without", "with") else ground
            yield Draft(subject, "legal_basis", text_of(story, words_), [verb, *phrase(preposition)], "ground", at=verb)
            return


def _law(noun: Token) -> bool:
    named = any(c.dep_ in ("compound", "amod", "nummod") for c in noun.children) or noun.pos_ == "PROPN"
    return noun.lemma_.lower() in words("custody", "laws") and named


def _inmate(story: Story, noun: Token) -> Iterator[Draft]:
    """ "a prisoner at Korsk jail", "an administrative detainee"."""
    for subject in persons(story, noun, named=True)[:1]:
        for token in prepositional(noun, "in", "at", "of"):
            place = story.cast.noun(token)
            if place is not None and story.cast.kind(place) == "facility":
                name = story.cast.name(place)
                yield Draft(subject, "held_at", name, phrase(noun, appositions=False), "inmate of", object=place)
        for word in children(noun, "amod", "compound"):
            if word.lower_ in words("custody", "detainees"):
                yield Draft(subject, "legal_basis", text_of(story, [word, noun]), [word, noun], "kind of detainee")
