"""Since when, how long, where, on what ground and for what somebody is held."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from habeas.reading.attributes.draft import Draft, bearers, core, persons, text_of
from habeas.reading.clauses import children, is_verb, joined, passive, prepositional, subjects, undergoers
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
        if lemma in words("custody", "charging"):
            yield from _charged(story, token)
        yield from _sentenced(story, token)
    elif lemma in words("custody", "inmates"):
        yield from _inmate(story, token)
    if (
        lemma in words("custody", "charge_nouns")
        and token.dep_ == "pobj"
        and token.head.lower_ in ("on", "of", "under")
    ):
        yield from _on_charges(story, token)


def _in_custody(verb: Token) -> bool:
    return any(
        t.lemma_.lower() in words("custody", "held_in") for t in prepositional(verb, "in", "at", "behind", "inside")
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
    dated = verb.lemma_ in ("detain", "arrest", "imprison", "jail") and passive(verb) and not _earlier(verb)
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


def _charged(story: Story, verb: Token) -> Iterator[Draft]:
    if not passive(verb) and verb.lemma_ == "suspect":
        return
    if (
        verb.lemma_ in ("accuse", "suspect")
        and not passive(verb)
        and not any(s in wordlist("authority") for s in subjects(verb))
    ):
        return
    for preposition in children(verb, "prep"):
        if preposition.lower_ not in ("with", "of", "for", "over"):
            continue
        for what in children(preposition, "pobj", "pcomp"):
            yield from _charge(story, bearers(verb), what, verb, [verb, preposition])


def _on_charges(story: Story, noun: Token) -> Iterator[Draft]:
    verb = next((step for step in noun.ancestors if is_verb(step)), None)
    if verb is None:
        return
    for preposition in children(noun, "prep"):
        if preposition.lower_ == "of":
            for what in children(preposition, "pobj", "pcomp"):
                yield from _charge(story, bearers(verb), what, None, [noun.head, noun, preposition])


def _charge(
    story: Story, holders: list[Token], what: Token, verb: Token | None, before: list[Token]
) -> Iterator[Draft]:
    tokens = core(what) if not is_verb(what) else sorted(phrase(what, clauses=True), key=lambda t: t.i)
    if what.lemma_.lower() in words("custody", "laws"):
        return
    while len(tokens) > 1 and tokens[-1].is_punct:
        tokens = tokens[:-1]
    for subject in [s for h in holders[:1] for s in persons(story, h)][:1]:
        yield Draft(subject, "charge", text_of(story, tokens), [*before, *tokens], "charge", at=verb)


def _sentenced(story: Story, verb: Token) -> Iterator[Draft]:
    for holders, noun in _terms(verb):
        value = core(noun, without=[p for p in children(noun, "prep") if p.lower_ not in ("in", "of")])
        for subject in [s for h in holders[:1] for s in persons(story, h)][:1]:
            yield Draft(subject, "sentence", text_of(story, value), [*clause(verb), *value], "sentence", at=verb)
            return


def _terms(verb: Token) -> Iterator[tuple[list[Token], Token]]:
    """What a court gave, with to whom."""
    lemma = verb.lemma_
    if lemma in ("sentence", "condemn"):
        for noun in prepositional(verb, "to"):
            if noun in wordlist("sentence") or noun.lower_ in ("death", "life", "lash", "prison"):
                yield undergoers(verb), noun
    elif lemma in ("give", "hand", "award", "receive", "serve", "get", "face"):
        for noun in [n for o in children(verb, "dobj", "attr", "oprd") for n in joined(o)]:
            if lemma == "face" or not _is_term(noun):
                continue
            given = undergoers(verb) if passive(verb) else children(verb, "dative")
            yield (subjects(verb) if lemma in ("receive", "serve", "get") else given), noun
    elif lemma in ("jail", "imprison") and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        for noun in prepositional(verb, "for"):
            if noun.lemma_ in ("year", "month", "life"):
                yield undergoers(verb), noun


def _is_term(noun: Token) -> bool:
    if noun in wordlist("penalty") or noun in wordlist("life"):
        return True
    years = noun.lemma_ in ("year", "month") and any(c.dep_ == "nummod" for c in noun.children)
    return years and any(t.lemma_ in words("custody", "held_in") for t in prepositional(noun, "in", "behind"))


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
