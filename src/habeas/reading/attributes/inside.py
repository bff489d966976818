"""Custody told beside the clause: "Vera Lenko, now in Korsk prison,", "from his cell", "his 20th year in prison"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.beside import named_at
from habeas.reading.attributes.draft import Draft, persons, text_of
from habeas.reading.clauses import children, is_verb, prepositional, subjects
from habeas.reading.evidence import phrase
from habeas.reading.numerals import ordinal
from habeas.reading.story import Story
from habeas.reading.tables import load, words

_NOW = frozenset({"currently", "now", "still", "presently"})
_CELLS = frozenset({"cell", "ward", "bed", "wing", "block", "bunk"})


def inside_drafts(story: Story, token: Token) -> Iterator[Draft]:
    """Where and on what ground somebody is held, by a phrase that no verb of holding leads."""
    if token.lower_ in ("in", "at") and token.pos_ == "ADP":
        yield from _now_in(story, token)
    elif token.lemma_.lower() in _CELLS and token.dep_ == "pobj":
        yield from _own_cell(story, token)
    elif token.lemma_.lower() in ("detention", "order", "custody") and token.dep_ in ("nsubjpass", "nsubj", "dobj"):
        yield from _ground_of(story, token)


def _facility(story: Story, token: Token) -> str | None:
    place = story.cast.noun(token)
    if place is None or story.cast.kind(place) != "facility" or not story.cast.named(place):
        return None
    name = story.cast.name(place).lower().replace("-", " ").split()
    return place if set(name) & words("custody", "custodial") else None


def _now_in(story: Story, preposition: Token) -> Iterator[Draft]:
    """ "Vera Lenko, currently in Korsk prison,": behind the name, with or without a word for now."""
    doc, index = preposition.doc, preposition.i - 1
    now = index > 0 and doc[index].lower_ in _NOW
    index -= now
    if index < preposition.sent.start + 1 or doc[index].text not in (",", "("):
        return
    subject = named_at(story, doc[index - 1])
    for noun in children(preposition, "pobj")[:1]:
        place = _facility(story, noun)
        if subject is not None and place is not None and (now or preposition.head.pos_ == "PROPN"):
            evidence = [doc[index - 1], preposition, *phrase(noun)]
            yield Draft(subject, "held_at", story.cast.name(place), evidence, "now in", object=place)


def _own_cell(story: Story, cell: Token) -> Iterator[Draft]:
    """ "from his cell in Korsk prison"."""
    subject = next((s for o in children(cell, "poss") for s in persons(story, o)), None)
    for noun in prepositional(cell, "in", "at", "of"):
        place = _facility(story, noun)
        if subject is not None and place is not None:
            evidence = [*children(cell, "poss"), cell, *phrase(noun)]
            yield Draft(subject, "held_at", story.cast.name(place), evidence, "own cell", object=place)
            return


def _ground_of(story: Story, noun: Token) -> Iterator[Draft]:
    """ "her administrative detention was renewed", "an administrative detention order against Ada Lund"."""
    before = sorted((t for c in noun.children if c.i < noun.i for t in c.subtree), key=lambda t: t.i)
    said = " ".join(t.lower_ for t in (*before, noun))
    grounds = load("custody")
    ground = next((g for g in (*grounds["in"], *grounds["under"]) if said.endswith(f" {g}") or said == g), None)
    if ground is None:
        return
    verb = noun.head
    owners = [*children(noun, "poss"), *prepositional(noun, "of", "against", "for"), *prepositional(verb, "against")]
    for subject in [s for o in owners for s in persons(story, o)][:1]:
        value = list(noun.doc[noun.i + 1 - len(ground.split()) : noun.i + 1])
        yield Draft(subject, "legal_basis", text_of(story, value), [*owners[:1], *value], "ground of")


def nth_year_drafts(story: Story, noun: Token) -> Iterator[Draft]:
    """ "is in his 20th year in prison", "has entered her second year of detention"."""
    nth = next((c for c in noun.children if c.i < noun.i and ordinal(c.text) is not None), None)
    inside = [t for t in prepositional(noun, "in", "of", "behind") if t.lemma_.lower() in words("custody", "inside")]
    if nth is None or not inside:
        return
    verb = next((t for t in noun.ancestors if is_verb(t)), None)
    owners = [*children(noun, "poss"), *(subjects(verb)[:1] if verb is not None else [])]
    for subject in [s for o in owners for s in persons(story, o)][:1]:
        value = [nth, noun, *(t for t in phrase(inside[0]) if t.i > noun.i), inside[0].head]
        yield Draft(subject, "time_held", text_of(story, value), [*owners[:1], *value], "nth year", at=verb)
