"""To which body somebody belongs, where no office and no membership is told."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.beside import named_at
from habeas.reading.attributes.draft import Draft, persons
from habeas.reading.attributes.offices import name_tokens
from habeas.reading.clauses import children, passive, prepositional, subjects
from habeas.reading.evidence import phrase
from habeas.reading.neutral import base_letters
from habeas.reading.people import entities
from habeas.reading.story import Story

_PARTIES = frozenset({"D", "R", "I"})
"""Parties that stand as one letter behind a name: "Ada Lund (D)", "Ada Lund (R-Korda)"."""
_BELONGING = frozenset({"of", "from", "with", "at"})


def belonging(story: Story, name: Token) -> Iterator[Draft]:
    """ "Vera Lenko of the Press Union", "the Press Union's Vera Lenko": whose somebody is, where no office is told."""
    if name.pos_ != "PROPN" or name.dep_ in ("compound", "nmod", "poss", "amod"):
        return
    subject = next(iter(persons(story, name, named=True)[:1]), None)
    own = subject is not None and name.lower_ in base_letters(story.cast.name(subject)).casefold().split()
    if subject is None or not own or story.cast.at(name) != subject:
        return
    behind = [c for c in children(name, "prep") if c.lower_ in _BELONGING and _right_behind(c, name)]
    for token in [*(o for p in behind for o in children(p, "pobj")), *children(name, "poss")]:
        if token.ent_type_ in ("GPE", "LOC") or (token.head.lower_ == "with" and not children(token, "det")):
            continue
        body = next(iter(e for e in entities(story.cast, token) if story.cast.kind(e) == "organisation"), None)
        if body is not None and story.cast.named(body):
            evidence = [*name_tokens(story, name), *phrase(token, appositions=False)]
            yield Draft(subject, "affiliation", story.cast.name(body), evidence, "of a body", object=body)
            return


def _right_behind(preposition: Token, name: Token) -> bool:
    """ "Vera Lenko of the Press Union", "Vera Lenko, of the Press Union,"."""
    if preposition.lower_ != "of" or name.i + 1 >= len(name.doc) or name.nbor().text != ",":
        return preposition.i == name.i + 1
    return preposition.i == name.i + 2


def party(story: Story, letter: Token) -> Iterator[Draft]:
    """ "Sen. Vera Lenko (D)", "Vera Lenko, R-Korda,": the party by its letter."""
    doc, index = letter.doc, letter.i - 2
    alone = letter.i + 1 < len(doc) and doc[letter.i + 1].text in (")", "-", "–")
    if letter.text.partition("-")[0] not in _PARTIES or index < 0 or doc[index + 1].text not in ("(", ","):
        return
    if not alone and "-" not in letter.text:
        return
    name = doc[index - 1] if doc[index].tag_ == "POS" and index else doc[index]
    subject = named_at(story, name)
    if subject is not None:
        evidence = [*name_tokens(story, name), letter]
        yield Draft(subject, "affiliation", letter.text.partition("-")[0], evidence, "party")


def partisan(story: Story, noun: Token) -> Iterator[Draft]:
    """ "Vera Lenko, a Republican, said", "Democrat Vera Lenko": the party, by the word for its people."""
    told = noun.text[:1].isupper() and noun.tag_ in ("NN", "NNP", "JJ", "NNPS", "NNS")
    apposed = noun.dep_ == "appos" and any(c.lower_ in ("a", "the") for c in children(noun, "det"))
    if not told or not (apposed or (noun.dep_ == "compound" and noun.head.pos_ == "PROPN")):
        return
    name = noun.head
    for subject in persons(story, name, named=True)[:1]:
        yield Draft(subject, "affiliation", noun.text, [*name_tokens(story, name), noun], "party")


def employed(story: Story, verb: Token) -> Iterator[Draft]:
    """ "Works for the Korsk Journal", "employed by the Press Union": for whom somebody works."""
    if verb.lemma_ == "work":
        holders, places = subjects(verb), prepositional(verb, "for")
    else:
        holders = subjects(verb) if passive(verb) else []
        places = (o for by in children(verb, "agent") for o in children(by, "pobj"))
    for place in places if holders else ():
        body = next((e for e in entities(story.cast, place) if story.cast.kind(e) == "organisation"), None)
        if body is None or not story.cast.named(body):
            continue
        for subject in persons(story, holders[0], named=True)[:1]:
            evidence = [*phrase(holders[0], appositions=False), verb, *phrase(place, appositions=False)]
            yield Draft(subject, "affiliation", story.cast.name(body), evidence, "works for", object=body, at=verb)
        return
