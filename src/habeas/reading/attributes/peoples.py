"""Of which state and which people somebody is, where a noun says so: citizens, nationals, minorities."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.beside import names_beside
from habeas.reading.attributes.draft import Draft, core, everybody, names_of, persons, text_of
from habeas.reading.attributes.work import described_person
from habeas.reading.clauses import children, prepositional, subjects
from habeas.reading.evidence import phrase
from habeas.reading.story import Story
from habeas.reading.tables import words

_HAVING = frozenset({"hold", "have", "carry", "possess", "acquire", "obtain", "get", "receive"})


def citizen_drafts(story: Story, noun: Token) -> Iterator[Draft]:
    """ "an Azari citizen", "a citizen of Korda", "holds dual Kordan and Azari nationality"."""
    named = _capitals_before(noun)
    of = [t for t in prepositional(noun, "of") if t.text[:1].isupper()]
    if len(named) == 1 and named[0].ent_type_ == "NORP" and noun.dep_ != "dobj":
        return
    told = list(dict.fromkeys(_bearers(story, noun)))
    for subject in told if noun.tag_ in ("NNS", "NNPS") else told[:1]:
        if named:
            yield Draft(subject, "nationality", text_of(story, named), [*named, noun], "citizen")
        elif of:
            yield Draft(subject, "nationality", text_of(story, core(of[0])), [noun, *phrase(of[0])], "citizen of")


def _capitals_before(noun: Token) -> list[Token]:
    """The names of peoples right before the noun: "Kordan", "Kordan and Azari", "Kordan-Azari"."""
    found: list[Token] = []
    i = noun.i - 1
    while i >= noun.sent.start and (noun.doc[i].text[:1].isupper() or (found and noun.doc[i].lower_ in ("and", "-"))):
        found.insert(0, noun.doc[i])
        i -= 1
    found = [t for t in found if t.tag_ != "CD" and t.pos_ not in ("NUM", "DET")]
    kept = [t for t in found if t.lower_ not in words("descriptions", "no_nationality")]
    while kept and not kept[0].text[:1].isupper():
        kept = kept[1:]
    return kept


def people_drafts(story: Story, noun: Token) -> Iterator[Draft]:
    """ "a member of the Bahri minority", "belongs to the Bahri people", "of Bahri origin"."""
    kinds = [c for c in children(noun, "amod", "compound", "nmod") if c.i < noun.i and c.text[:1].isupper()]
    kinds = [c for c in kinds if c.lower_ not in words("descriptions", "no_nationality")]
    above = noun.head.head
    body = story.cast.at(noun)
    named = body is not None and story.cast.kind(body) == "organisation" and story.cast.named(body)
    if not kinds or noun.head.lower_ not in ("of", "to", "from") or named:
        return  # "the Bahri minority", but "the United Nations"
    if above.lemma_ == "member":
        holders = [s for n in names_of(above) for s in persons(story, n)]
    elif above.lemma_ == "belong":
        holders = [s for h in subjects(above) for s in persons(story, h)]
    else:
        holders = list(persons(story, above, named=True)) if above.pos_ in ("PROPN", "NOUN") else []
    for subject in holders[:1]:
        value = [*kinds, noun] if noun.lemma_ in ("minority", "tribe", "clan", "community") else kinds
        yield Draft(subject, "nationality", text_of(story, value), [above, *phrase(noun)], "of a people")


def _bearers(story: Story, noun: Token) -> Iterator[str]:
    top = noun
    while top.dep_ in ("conj", "compound", "nmod") and top.head != top:
        top = top.head
    if top.dep_ == "dobj":
        if top.head.lemma_ in _HAVING:
            yield from (s for h in subjects(top.head) for s in persons(story, h))
        return
    for name in names_of(noun):
        yield from persons(story, name, named=True)
    for subject, _ in names_beside(story, noun):
        yield subject
    if noun.tag_ in ("NNS", "NNPS"):
        yield from (s for s in everybody(story, noun) if story.cast.named(s))


def adherent_drafts(story: Story, noun: Token) -> Iterator[Draft]:
    """ "a Falun Gong practitioner", "Jehovah's Witness Ada Lund": of which faith somebody is."""
    faith = [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod", "poss") and c.i < noun.i]
    faith = [c for c in faith if c.text[:1].isupper() and c.pos_ != "PRON"]
    found = described_person(story, noun) if faith else None
    if found is not None and not (noun.lower_ == "witness" and noun.text.islower()):
        value = [t for c in faith for t in c.subtree] + [noun]
        yield Draft(found[0], "affiliation", text_of(story, value), [*value, found[1]], "of a faith")
