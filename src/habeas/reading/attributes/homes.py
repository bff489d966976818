"""Where somebody lives or comes from: "of Korda", "a Korda woman", "both from Korda", "his home in Korda"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from habeas.reading.attributes.beside import named_at, names_beside, row_ahead
from habeas.reading.attributes.draft import Draft, core, names_of, persons, text_of
from habeas.reading.attributes.kinds import described_as
from habeas.reading.clauses import children, is_verb, passive, prepositional, subjects
from habeas.reading.evidence import phrase
from habeas.reading.story import Story
from habeas.reading.tables import words

_BRINGING = frozenset(
    {"lure", "bring", "deport", "extradite", "expel", "take", "fly", "return", "transfer", "move", "send", "evacuate"}
    | {"rescue", "abduct", "kidnap", "snatch", "seize", "remove", "drag", "pull", "carry", "drive", "free", "release"}
)
"""With these, "from Korda" says whence somebody was brought."""
_AWAY = frozenset({"exile", "hiding", "asylum"})


def home_drafts(story: Story, token: Token, lists: frozenset[str]) -> Iterator[Draft]:
    """Where somebody lives or comes from, as a word for it says."""
    if token.lower_ == "from" or "residents" in lists or "living" in lists:
        yield from _residence(story, token)
    if "moving_home" in lists and is_verb(token):
        yield from _moved(story, token)
    if "townspeople" in lists:
        yield from _of_the_town(story, token)
    if "homes" in lists:
        yield from _home(story, token)
    if token.lower_ in ("of", "from") and token.pos_ == "ADP" and token.i > 1:
        yield from _of_a_place(story, token)
    if token.lower_ == "based":
        yield from _based(story, token)


def _residence(story: Story, token: Token) -> Iterator[Draft]:
    everyone = row_ahead(story, token)
    if token.lower_ == "from":
        holder, places = _from(token)
        places = places or (children(token, "pobj") if everyone else [])
    elif described_as("residents", token):
        holder, places = next(names_of(token), None), list(prepositional(token, "of", "from"))
        places = places or [c for c in children(token, "compound", "nmod") if c.pos_ == "PROPN" and c.i < token.i]
    else:
        found = subjects(token)
        whence = token.lemma_ in ("come", "hail")  # "came across five cases in Korda"
        near = list(prepositional(token, "from") if whence else prepositional(token, "in", "from", "at"))
        away = [p for p in near if p.lower_ in _AWAY]
        inner = [t for p in away for t in prepositional(p, "in")] or [p for p in near if p not in away]
        holder, places = (found[0] if found else None), inner or near or _where(token)
    living = everyone or ([*persons(story, holder)[:1]] if holder is not None else [])
    for place in places[:1]:
        yield from _lives(story, living, place, token)


def _moved(story: Story, verb: Token) -> Iterator[Draft]:
    """ "Had moved to Korda", "fled into exile in Korda": a move of one's own, and no transfer."""
    moved = children(verb, "auxpass", "nsubjpass", "dobj") or (verb.tag_ == "VBN" and not children(verb, "aux"))
    holders = [] if moved else subjects(verb)[:1]
    to = list(prepositional(verb, "to", "into"))
    places = [t for p in to if p.lower_ in _AWAY for t in [*prepositional(p, "in", "to"), *prepositional(verb, "in")]]
    places += [] if verb.lemma_ == "flee" else to
    for place in [p for p in places if (e := story.cast.noun(p)) is not None and story.cast.kind(e) == "place"][:1]:
        living = [s for h in holders for s in persons(story, h, named=True)][:1]
        for draft in _lives(story, living, place, verb):
            yield replace(draft, at=verb)


def _of_the_town(story: Story, noun: Token) -> Iterator[Draft]:
    """ "A Korda man", "Korda woman Vera Lenko": of the town whose name stands before."""
    before = [c for c in children(noun, "compound", "nmod") if c.i < noun.i and c.ent_type_ == "GPE"]
    if not before or noun.tag_ not in ("NN", "NNP"):
        return
    named = [s for name in names_of(noun) for s in persons(story, name, named=True)]
    living = [*named, *persons(story, noun, named=True)][:1]
    entity = story.cast.noun(before[-1])
    if entity is not None and story.cast.kind(entity) == "place":
        yield from _lives(story, living, before[-1], noun)


def _where(verb: Token) -> list[Token]:
    """ "was questioned in Korda where he now lives": the place right before the clause."""
    asked = next((c for c in verb.children if c.lower_ == "where"), None)
    if asked is None or verb.tag_ not in ("VBZ", "VBP") or asked.i - verb.sent.start < 1:
        return []
    before = asked.nbor(-1) if asked.nbor(-1).text != "," or asked.i == 1 else asked.nbor(-2)
    return [before] if before.pos_ == "PROPN" else []


def _of_a_place(story: Story, preposition: Token) -> Iterator[Draft]:
    """ "Vera Lenko, of Korda, was jailed", "Vera Lenko, 45, from Korda,": where somebody lives."""
    doc, index = preposition.doc, preposition.i - 1
    if (
        doc[index].text != ","
        or (preposition.lower_ == "from" and preposition.head.pos_ == "PROPN")
        or preposition.i + 1 >= preposition.sent.end
    ):
        return
    index -= 1
    if doc[index].like_num and index > 1 and doc[index - 1].text == ",":
        index -= 2
    subject = named_at(story, doc[index])
    for place in children(preposition, "pobj")[:1] if subject is not None else ():
        entity = story.cast.noun(place)
        known = entity is not None and story.cast.kind(entity) == "place"
        unknown = entity is None or (place.ent_type_ == "GPE" and index < preposition.i - 2)
        if subject is not None and (known or (unknown and place.tag_ == "NNP")) and _closes(place):
            name = core(place, without=children(place, "prep", "appos", "relcl"))
            told = entity if known else None
            yield Draft(subject, "residence", text_of(story, name), [doc[index], preposition, *name], "of", object=told)


def _closes(place: Token) -> bool:
    """Whether the phrase ends behind a place: at a mark, or where the clause goes on: "Ada Lund, 22, of Korda was"."""
    after = place.nbor() if place.i + 1 < len(place.doc) else place
    return after.text in (",", ".", ";", ")") or after.tag_ in ("VBD", "VBZ", "MD")


def _home(story: Story, home: Token) -> Iterator[Draft]:
    """ "Her home in Korda", "his Korda flat": where somebody lives."""
    whose = [o for o in children(home, "poss") if o.pos_ in ("PRON", "PROPN")]
    owner = next((s for o in whose for s in persons(story, o, named=True)), None)
    if owner is None or any(c.lower_ in words("descriptions", "once") for c in children(home, "amod")):
        return
    for place in [*prepositional(home, "in", "near", "outside"), *children(home, "compound", "nmod")]:
        entity = story.cast.noun(place)
        named = place
        if described_as("settlements", place):
            named = next(iter(prepositional(place, "of")), place)
            entity = story.cast.noun(named)
        if entity is not None and story.cast.kind(entity) == "place":
            value = text_of(story, core(named, without=children(named, "prep", "relcl", "conj", "cc", "appos")))
            yield Draft(owner, "residence", value, [*children(home, "poss"), home, *core(place)], "home", object=entity)
            return


def _based(story: Story, word: Token) -> Iterator[Draft]:
    """ "The Korsk-based printer Vera Lenko"."""
    doc, first = word.doc, word.i - 1
    if first < 1 or doc[first].text not in ("-", "‑", "–"):
        holders = [word.head] if word.dep_ == "acl" else subjects(word) if passive(word) else []
        for place in prepositional(word, "in", "at") if holders else ():
            yield from _lives(story, [*persons(story, holders[0])[:1]], place, word)
        return
    while first > word.sent.start and doc[first - 1].pos_ == "PROPN":
        first -= 1
    holder = word
    while holder.dep_ in ("amod", "compound", "nmod") and holder.head.i > word.i and holder != holder.head:
        holder = holder.head
    base = list(doc[first : word.i - 1])
    if holder == word or not base:
        return
    named = [s for name in names_of(holder) for s in persons(story, name, named=True)]
    sure = holder.pos_ == "PROPN" or not any(c.lower_ == "the" for c in holder.children)
    named += persons(story, holder, named=True) if sure else ()
    beside = [subject for subject, _ in names_beside(story, holder)]
    for subject in [*named, *beside][:1]:
        yield Draft(subject, "residence", text_of(story, base), [*base, word, *phrase(holder)], "based in")


def _from(preposition: Token) -> tuple[Token | None, list[Token]]:
    head = preposition.head
    places = children(preposition, "pobj")
    if head.dep_ in ("appos", "attr"):
        return next(names_of(head), None), places
    if head.lemma_ == "be":
        found = subjects(head)
        return (found[0] if found else None), places
    brought = head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_ in _BRINGING
    return (head, places) if head.pos_ in ("PROPN", "NOUN") and not brought else (None, places)


def _lives(story: Story, living: list[str], place: Token, token: Token) -> Iterator[Draft]:
    named = place
    if token.i and token.nbor(-1).lemma_ in ("suffer", "recover", "die"):
        return
    if any(t.lemma_.lower() in words("custody", "custodial") for t in core(place)):
        return
    told = token.i > 0 and token.nbor(-1).lower_ in ("originally", "hailing")
    if described_as("settlements", place):
        inner = list(prepositional(place, "of"))
        named = inner[0] if inner else place
        told = told or any(c.pos_ == "PROPN" for c in children(named, "compound"))
    entity = story.cast.noun(named)
    known = entity is not None and _dwelling(story, entity)
    unknown = entity is None and named.tag_ == "NNP" and named.ent_type_ in ("", "PERSON", "GPE", "LOC", "FAC")
    unknown = unknown or (told and (named != place or named.pos_ in ("PROPN", "NOUN")))
    if not known and not unknown and not (named != place and named.pos_ == "PROPN"):
        return
    for subject in living:
        apart = children(named, "prep", "relcl", "conj", "cc")
        value = text_of(story, core(named, without=apart))
        beside = {t.i for c in children(place, "conj", "cc") for t in c.subtree}
        evidence = [token, *(t for t in phrase(place) if t.i not in beside)]
        yield Draft(subject, "residence", value, evidence, "from", object=entity if known else None)


def _dwelling(story: Story, entity: str) -> bool:
    """Whether people can be from there: a place, or a camp in which people live."""
    camp = story.cast.kind(entity) == "facility" and story.cast.name(entity).lower().endswith(" camp")
    return story.cast.kind(entity) == "place" or camp
