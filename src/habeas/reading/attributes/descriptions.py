"""What the words for a person say of people, sex, kin, home and other names."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.affiliations import belonging, employed, party
from habeas.reading.attributes.aliases import alias_drafts
from habeas.reading.attributes.beside import named_at, names_beside
from habeas.reading.attributes.draft import Draft, core, names_of, persons, text_of
from habeas.reading.attributes.kin import kin_drafts
from habeas.reading.attributes.kinds import before_a_rank, described_as, descriptions_of, is_occupation, plural_work
from habeas.reading.attributes.peoples import adherent_drafts, citizen_drafts, people_drafts
from habeas.reading.attributes.trades import doing_drafts
from habeas.reading.attributes.work import title_name, work_drafts
from habeas.reading.clauses import children, passive, prepositional, subjects
from habeas.reading.evidence import phrase
from habeas.reading.neutral import base_letters
from habeas.reading.story import Story
from habeas.reading.tables import words


def description_drafts(story: Story, token: Token) -> Iterator[Draft]:
    """What one word for a person says of that person."""
    lists = descriptions_of(token)
    if token.ent_type_ == "NORP":
        yield from _nationality(story, token)
    elif "people_nouns" in lists and token.text[:1].isupper() and children(token, "det"):
        yield from _of_that_people(story, token)
    elif "citizens" in lists:
        yield from citizen_drafts(story, token)
    if "peoples" in lists and token.dep_ == "pobj":
        yield from people_drafts(story, token)
    if token.pos_ == "VERB":
        yield from doing_drafts(story, token)
        yield from employed(story, token) if token.lemma_ in ("work", "employ") else ()
    if token.pos_ == "ADJ" and token.dep_ == "amod" and (is_occupation(token) or before_a_rank(token)):
        yield from work_drafts(story, token)
    if token.pos_ in ("NOUN", "PROPN") or (token.dep_ == "compound" and token.head.pos_ == "PROPN"):
        yield from belonging(story, token)
        yield from party(story, token)
        if "kin" in lists:
            yield from kin_drafts(story, token)
        elif "offices" in lists or is_occupation(token) or "members" in lists or plural_work(token):
            yield from work_drafts(story, token)
        elif "adherents" in lists:
            yield from adherent_drafts(story, token)
    if "female" in lists or "male" in lists:
        yield from _sex(story, token)
    yield from _dwelling_drafts(story, token, lists)
    yield from alias_drafts(story, token)


def _dwelling_drafts(story: Story, token: Token, lists: frozenset[str]) -> Iterator[Draft]:
    if token.lower_ == "from" or "residents" in lists or "living" in lists:
        yield from _residence(story, token)
    if "homes" in lists:
        yield from _home(story, token)
    if token.lower_ == "of" and token.pos_ == "ADP" and token.i > 1:
        yield from _of_a_place(story, token)
    if token.lower_ == "based":
        yield from _based(story, token)


def _nationality(story: Story, token: Token) -> Iterator[Draft]:
    noun = token.head
    after = token.nbor(1) if token.i + 1 < len(token.doc) else token
    if after.text == "-" or (after.ent_type_ == "NORP" and after != token):
        return
    if (token.dep_ == "appos" and children(token, "det")) or (token.dep_ == "attr" and token.pos_ == "PROPN"):
        yield from _of_that_people(story, token)
        return
    of_a_state = not (described_as("settlements", noun) or described_as("adherents", noun))
    if noun.lemma_.lower() in words("people", "body") or not of_a_state:
        return
    entity = story.cast.at(token)
    if entity is not None and story.cast.kind(entity) == "organisation":
        return
    if entity is not None and noun.pos_ == "PROPN" and story.cast.at(noun) == entity:
        return  # "Tomas Veldt", whom the model takes for one of a people
    if token.lower_ in words("descriptions", "no_nationality") or token.dep_ not in ("amod", "compound", "nmod"):
        if token.dep_ == "acomp" and token.lower_ not in words("descriptions", "no_nationality"):
            for subject in [s for h in subjects(noun)[:1] for s in persons(story, h, named=True)]:
                yield Draft(
                    subject, "nationality", token.text, [*phrase(subjects(noun)[0]), noun, token], "is of", at=noun
                )
        return
    if described_as("state_offices", noun) or any(described_as("state_offices", c) for c in children(noun, "compound")):
        return
    if any(described_as("offices", c) and c.i > token.i for c in children(noun, "compound")) or title_name(story, noun):
        return
    named = [s for name in names_of(noun) for s in persons(story, name, named=True)]
    for subject in [*named, *persons(story, noun, named=True)][:1]:
        described = noun.pos_ in ("NOUN", "PROPN") or described_as("citizens", noun)
        if described and token.lower_ not in base_letters(story.cast.name(subject)).casefold().split():
            people = _with_the_one_before(token)
            yield Draft(subject, "nationality", text_of(story, people), [*people, *phrase(noun)], "people")


def _with_the_one_before(people: Token) -> list[Token]:
    """ "Iranian-American", "Iranian American": of two peoples both."""
    if people.i - people.sent.start < 1:
        return [people]
    before = people.nbor(-1)
    if before.text == "-" and people.i - people.sent.start > 1 and people.nbor(-2).text[:1].isupper():
        return [people.nbor(-2), before, people]
    return [before, people] if before.ent_type_ == "NORP" and before.text[:1].isupper() else [people]


def _of_that_people(story: Story, people: Token) -> Iterator[Draft]:
    """ "Ada Lund, a Kordan", "she is a Kordan", "a Kordan, Ada Lund, was arrested"."""
    if people.lower_ in words("descriptions", "no_nationality") or people.tag_ in ("NNS", "NNPS"):
        return
    own = named_at(story, people)
    if own is not None and story.cast.name(own) != people.text:
        return
    for subject in [s for name in names_of(people) for s in persons(story, name, named=True)][:1]:
        yield Draft(subject, "nationality", people.text, [*names_of(people), people], "people")


def _sex(story: Story, token: Token) -> Iterator[Draft]:
    """ "A female prisoner", "woman detainee Ada Lund": said for the sex, as "the woman" and "a free man" are not."""
    if token.tag_ in ("NNS", "NNPS") and token.dep_ != "compound":
        return
    if token.text[:1].isupper() and token.i > token.sent.start:
        return  # "Sit Man-ying", "the Male Dormitory"
    if token.dep_ not in ("amod", "compound", "nmod") or token.head.pos_ == "PROPN":
        return
    sex = "female" if described_as("female", token) else "male"
    named = [s for name in names_of(token.head) for s in persons(story, name)]
    for subject in (named or [*persons(story, token.head)])[:1]:
        if story.cast.named(subject):
            yield Draft(subject, "sex", sex, [token, *phrase(token.head, appositions=False)], "sex")


def _residence(story: Story, token: Token) -> Iterator[Draft]:
    if token.lower_ == "from":
        holder, places = _from(token)
    elif described_as("residents", token):
        holder, places = next(names_of(token), None), list(prepositional(token, "of", "from"))
        places = places or [c for c in children(token, "compound", "nmod") if c.pos_ == "PROPN" and c.i < token.i]
    elif token.lemma_ in ("grow", "raise") and not _brought_up(token):
        return
    else:
        found = subjects(token)
        near = list(prepositional(token, "in", "from", "at"))
        away = [p for p in near if p.lower_ in ("exile", "hiding", "asylum")]
        inner = [t for p in away for t in prepositional(p, "in")] or [p for p in near if p not in away]
        holder, places = (found[0] if found else None), inner or near or _where(token)
    if holder is None:
        return
    for place in places:
        yield from _lives(story, holder, place, token)
        return


def _where(verb: Token) -> list[Token]:
    """ "was questioned in Korda where he now lives": the place right before the clause."""
    asked = next((c for c in verb.children if c.lower_ == "where"), None)
    if asked is None or verb.tag_ not in ("VBZ", "VBP") or asked.i - verb.sent.start < 1:
        return []
    before = asked.nbor(-1) if asked.nbor(-1).text != "," or asked.i == 1 else asked.nbor(-2)
    return [before] if before.pos_ == "PROPN" else []


def _of_a_place(story: Story, preposition: Token) -> Iterator[Draft]:
    """ "Vera Lenko, of Korda, was jailed", "Vera Lenko, 45, of Korda,": where somebody lives."""
    doc, index = preposition.doc, preposition.i - 1
    if doc[index].text != "," or preposition.i + 1 >= preposition.sent.end:
        return
    index -= 1
    if doc[index].like_num and index > 1 and doc[index - 1].text == ",":
        index -= 2
    subject = named_at(story, doc[index])
    for place in children(preposition, "pobj")[:1] if subject is not None else ():
        entity = story.cast.noun(place)
        after = doc[place.i + 1].text if place.i + 1 < len(doc) else "."
        known = entity is not None and story.cast.kind(entity) == "place"
        if subject is not None and known and after in (",", ".", ";", ")"):
            value = text_of(story, core(place))
            yield Draft(subject, "residence", value, [doc[index], preposition, *core(place)], "of", object=entity)


def _brought_up(verb: Token) -> bool:
    """ "grew up in Korda", "was raised in Korda"."""
    return any(c.lower_ == "up" for c in verb.children) if verb.lemma_ == "grow" else passive(verb)


def _home(story: Story, home: Token) -> Iterator[Draft]:
    """ "Her home in Korda", "his Korda flat": where somebody lives."""
    whose = [o for o in children(home, "poss") if o.pos_ in ("PRON", "PROPN")]
    owner = next((s for o in whose for s in persons(story, o, named=True)), None)
    if owner is None:
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
            yield from _lives(story, holders[0], place, word)
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
    beside = [subject for subject, _ in names_beside(story, holder)]
    for subject in [*named, *persons(story, holder, named=True), *beside][:1]:
        yield Draft(subject, "residence", text_of(story, base), [*base, word, *phrase(holder)], "based in")


def _from(preposition: Token) -> tuple[Token | None, list[Token]]:
    head = preposition.head
    places = children(preposition, "pobj")
    if head.dep_ in ("appos", "attr"):
        return next(names_of(head), None), places
    if head.lemma_ == "be":
        found = subjects(head)
        return (found[0] if found else None), places
    return (head, places) if head.pos_ in ("PROPN", "NOUN") else (None, places)


def _lives(story: Story, holder: Token, place: Token, token: Token) -> Iterator[Draft]:
    named = place
    if token.i and token.nbor(-1).lemma_ in ("suffer", "recover", "die"):
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
    for subject in persons(story, holder)[:1]:
        apart = children(named, "prep", "relcl", "conj", "cc")
        value = text_of(story, core(named, without=apart))
        beside = {t.i for c in children(place, "conj", "cc") for t in c.subtree}
        evidence = [token, *(t for t in phrase(place) if t.i not in beside)]
        yield Draft(subject, "residence", value, evidence, "from", object=entity if known else None)


def _dwelling(story: Story, entity: str) -> bool:
    """Whether people can be from there: a place, or a camp in which people live."""
    camp = story.cast.kind(entity) == "facility" and story.cast.name(entity).lower().endswith(" camp")
    return story.cast.kind(entity) == "place" or camp
