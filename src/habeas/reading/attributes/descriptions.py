"""What the words for a person say of people, sex, kin, home and other names."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.affiliations import belonging, employed, partisan, party
from habeas.reading.attributes.aliases import alias_drafts
from habeas.reading.attributes.beside import named_at, names_beside
from habeas.reading.attributes.draft import Draft, everybody, names_of, persons, text_of
from habeas.reading.attributes.homes import home_drafts
from habeas.reading.attributes.kin import kin_drafts
from habeas.reading.attributes.kinds import before_a_rank, described_as, descriptions_of, is_occupation, plural_work
from habeas.reading.attributes.peoples import adherent_drafts, citizen_drafts, people_drafts
from habeas.reading.attributes.trades import doing_drafts
from habeas.reading.attributes.work import title_name, work_drafts
from habeas.reading.clauses import children, subjects
from habeas.reading.evidence import phrase
from habeas.reading.lists import people_nouns
from habeas.reading.neutral import base_letters
from habeas.reading.story import Story
from habeas.reading.tables import words


def description_drafts(story: Story, token: Token) -> Iterator[Draft]:
    """What one word for a person says of that person."""
    lists = descriptions_of(token)
    if token.ent_type_ == "NORP" and "occupations" not in lists:
        yield from _nationality(story, token)
    elif "people_nouns" in lists and token.text[:1].isupper() and children(token, "det"):
        yield from _of_that_people(story, token)
    elif "citizens" in lists:
        yield from citizen_drafts(story, token)
    if "peoples" in lists and token.dep_ == "pobj":
        yield from people_drafts(story, token)
    if "partisans" in lists:
        yield from partisan(story, token)
    if token.pos_ == "VERB":
        yield from doing_drafts(story, token)
        yield from employed(story, token) if token.lemma_ in ("work", "employ") else ()
    if _work_by_another_tag(token, lists):
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
    yield from home_drafts(story, token, lists)
    yield from alias_drafts(story, token)


def _work_by_another_tag(token: Token, lists: frozenset[str]) -> bool:
    """A word for work that the tagger takes for an adjective ("director-general") or a verb ("bail to cartoonist")."""
    if token.pos_ == "ADJ":
        hyphened = "offices" in lists and "-" in token.text
        return hyphened or (token.dep_ == "amod" and (is_occupation(token) or before_a_rank(token)))
    if token.tag_ != "VB" or "occupations" not in lists:
        return False
    return token.i + 1 < token.sent.end and token.nbor().ent_type_ == "PERSON"


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
    if _of_the_state(noun):
        return
    if _of_an_office(token, noun) or title_name(story, noun):
        return
    for subject in _so_described(story, noun):
        described = noun.pos_ in ("NOUN", "PROPN") or described_as("citizens", noun)
        if described and token.lower_ not in base_letters(story.cast.name(subject)).casefold().split():
            people = _with_the_one_before(token)
            yield Draft(subject, "nationality", text_of(story, people), [*people, *phrase(noun)], "people")


def _of_the_state(noun: Token) -> bool:
    """ "The Kordan minister", but not "Kordan opposition leader"."""
    if noun.lemma_ == "leader" and any(c.pos_ == "NOUN" for c in children(noun, "compound")):
        return False
    return any(described_as("state_offices", t) for t in (noun, *children(noun, "compound")))


def _of_an_office(people: Token, noun: Token) -> bool:
    """ "Kordan Economy Minister Ada Lund": the state's minister."""
    behind = [c for c in children(noun, "compound") if c.i > people.i]
    title = noun.head if noun.dep_ == "compound" and noun.pos_ == "PROPN" else noun
    return any(described_as("posts", c) or described_as("state_offices", c) for c in (*behind, title) if c != noun)


def _so_described(story: Story, noun: Token) -> list[str]:
    """The named people whom a noun describes; all of those named of a plural: "two Kordan hostages, A and B"."""
    named = [s for name in names_of(noun) for s in persons(story, name, named=True)]
    if noun.tag_ not in ("NNS", "NNPS"):
        somebody = noun.lemma_.lower() in people_nouns() or is_occupation(noun) or described_as("offices", noun)
        beside = [subject for subject, _ in names_beside(story, noun)] if somebody else []
        return [*named, *beside, *(persons(story, noun, named=True) if noun.pos_ == "PROPN" else ())][:1]
    if noun.dep_ == "attr" or any(c.lower_ in ("other", "only") for c in noun.children):
        return []  # "are not the only Kordan writers", "other Kordan writers, like Ada Lund,"
    beside = [subject for subject, _ in names_beside(story, noun, plural=True)]
    joined_on = {e for c in children(noun, "conj") for e in persons(story, c)}
    together = [s for s in everybody(story, noun) if story.cast.named(s) and s not in joined_on]
    return list(dict.fromkeys([*named, *beside, *together]))


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
