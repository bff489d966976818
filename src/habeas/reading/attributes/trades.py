"""What somebody does, told by a verb: "worked as a baker", "heads the League", "taught arithmetic"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.draft import Draft, core, persons, text_of
from habeas.reading.attributes.kinds import described_as, is_occupation
from habeas.reading.attributes.offices import joined_by_hyphen
from habeas.reading.clauses import children, passive, prepositional, subjects, undergoers
from habeas.reading.evidence import phrase
from habeas.reading.story import Story
from habeas.reading.tables import words


def doing_drafts(story: Story, verb: Token) -> Iterator[Draft]:
    """The occupation or office that a verb gives its subject."""
    if described_as("working", verb):
        yield from _worked_as(story, verb)
    if described_as("leading", verb):
        yield from _leads(story, verb)
    if described_as("livelihoods", verb):
        yield from _lives_by(story, verb)
    if described_as("belonging", verb):
        yield from _belongs(story, verb)
    if described_as("installing", verb) and passive(verb):
        yield from _made(story, verb)


def _worked_as(story: Story, verb: Token) -> Iterator[Draft]:
    holders = undergoers(verb) if passive(verb) else subjects(verb)
    subject = next((s for h in holders[:1] for s in persons(story, h)), None)
    if subject is None:
        return
    for noun in list(prepositional(verb, "as"))[:1]:
        if noun.pos_ not in ("NOUN", "PROPN"):
            return
        body = next((e for t in prepositional(noun, "of", "for", "at", "in") if (e := story.cast.at(t))), None)
        office = described_as("offices", noun) and (body is not None or described_as("posts", noun))
        if verb.lemma_ in ("serve", "act") and not office and not is_occupation(noun):
            return
        value = core(noun, without=[] if office else children(noun, "prep"))
        kind = "role" if office else "occupation"
        yield Draft(subject, kind, text_of(story, value), [verb, *phrase(noun)], "worked as", at=verb)


def _leads(story: Story, verb: Token) -> Iterator[Draft]:
    """ "who heads the League": the office in the words of the verb."""
    for noun in children(verb, "dobj")[:1]:
        inner = [story.cast.at(t) for t in prepositional(noun, "of", "at", "for")]
        body = next((e for e in (story.cast.at(noun), *inner) if e and _is_body(story, e)), None)
        if body is None:
            return
        for subject in [s for h in subjects(verb)[:1] for s in persons(story, h)][:1]:
            tokens = [*joined_by_hyphen(verb), verb, *[t for t in phrase(noun, appositions=False) if t.i <= noun.i]]
            tokens += [t for t in core(noun) if t.i > noun.i]
            yield Draft(subject, "role", text_of(story, tokens), [*tokens, *_name(verb)], "heads", object=body, at=verb)


def _belongs(story: Story, verb: Token) -> Iterator[Draft]:
    """ "belongs to the League", "is affiliated with the League"."""
    holders = undergoers(verb) if passive(verb) else subjects(verb)
    for noun in list(prepositional(verb, "to", "with"))[:1]:
        body = story.cast.at(noun)
        told = body is not None and story.cast.kind(body) == "organisation" and story.cast.named(body)
        if not told and not (described_as("bodies", noun) and any(t.pos_ == "PROPN" for t in core(noun))):
            return
        for subject in [s for h in holders[:1] for s in persons(story, h, named=True)][:1]:
            value = core(noun, without=children(noun, "relcl", "acl"))
            evidence = [*holders[:1], verb, *phrase(noun)]
            yield Draft(subject, "affiliation", text_of(story, value), evidence, "belongs to", object=body, at=verb)


def _made(story: Story, verb: Token) -> Iterator[Draft]:
    """ "was elected mayor of Korda", "was appointed as rector"."""
    for noun in [*children(verb, "oprd", "dobj", "attr"), *prepositional(verb, "as", "to")][:1]:
        if not described_as("offices", noun):
            return
        for subject in [s for h in undergoers(verb)[:1] for s in persons(story, h, named=True)][:1]:
            value = core(noun, without=[p for p in children(noun, "prep") if p.lower_ not in ("of", "for")])
            yield Draft(subject, "role", text_of(story, value), [verb, *phrase(noun)], "made", at=verb)


def _lives_by(story: Story, verb: Token) -> Iterator[Draft]:
    """ "who runs a bakery", "taught arithmetic": an occupation where who does it is described and nothing happens."""
    relative = verb.dep_ == "relcl" and any(c.lower_ == "who" for c in verb.children)
    habit = verb.tag_ in ("VBP", "VBZ") and not children(verb, "aux", "neg")
    objects = children(verb, "dobj")
    if not objects or passive(verb) or not (relative or (habit and verb.lemma_ in ("sell", "teach"))):
        return
    noun = objects[0]
    if noun.pos_ != "NOUN" or children(noun, "poss"):
        return
    if verb.lemma_ not in ("teach", "sell", "farm", "weave") and noun.lemma_.lower() not in words(
        "descriptions", "businesses"
    ):
        return
    for subject in [s for h in subjects(verb)[:1] for s in persons(story, h)][:1]:
        where = [t for p in children(verb, "prep") if p.lower_ in ("at", "in", "on") for t in phrase(p)]
        value = [verb, *core(noun)] if verb.tag_ != "VBP" else [verb, *core(noun), *where]
        yield Draft(subject, "occupation", text_of(story, value), [verb, *phrase(noun), *where], "lives by", at=verb)


def _is_body(story: Story, entity: str) -> bool:
    return story.cast.kind(entity) in ("organisation", "facility") and story.cast.named(entity)


def _name(verb: Token) -> list[Token]:
    return [c for c in children(verb, "nsubj") if c.i < verb.i]
