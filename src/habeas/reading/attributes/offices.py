"""Whether a word is an office, by what stands around it, and which words tell it."""

from __future__ import annotations

import re

from spacy.tokens import Token

from habeas.reading.attributes.draft import persons
from habeas.reading.attributes.kinds import before_a_rank, described_as
from habeas.reading.clauses import children, prepositional
from habeas.reading.evidence import phrase
from habeas.reading.neutral import base_letters
from habeas.reading.story import Story
from habeas.reading.tables import words


def name_tokens(story: Story, name: Token) -> list[Token]:
    """The words of the name that stands at `name`, without titles before it."""
    entity = story.cast.at(name)
    parts = set(re.findall(r"\w+", base_letters(story.cast.name(entity)).casefold())) if entity else set()
    run = [name]
    for step in (-1, 1):
        place = name.i + step
        while 0 <= place < len(name.doc) and (name.doc[place].lower_ in parts or name.doc[place].lower_ == "-"):
            run.append(name.doc[place])
            place += step
    return run


def for_somebody(story: Story, counsel: Token, body: str | None) -> bool:
    """ "lawyer for the family", "attorney for the League", "the family's lawyer": whose, and no office of a body."""
    if state_attorney(counsel):
        return False
    for_them = any(c.lower_ in ("for", "of", "to") for c in children(counsel, "prep"))
    if body is None:
        return for_them or bool(children(counsel, "poss"))
    hired = [c for c in children(counsel, "prep") if c.lower_ == "for"]
    return bool(hired) and any(
        body in (story.cast.at(o), story.cast.noun(o)) for c in hired for o in children(c, "pobj")
    )


def state_attorney(noun: Token) -> bool:
    """ "U.S. Attorney Ada Lund", "district attorney": who charges for a state, and no lawyer for hire."""
    if noun.lower_ != "attorney" or noun.i == noun.sent.start:
        return False
    before = noun.nbor(-1)
    return before.lower_ in words("descriptions", "districts") or (before.ent_type_ == "GPE" and noun.text.istitle())


def one_time(noun: Token) -> bool:
    """ "former deputy", "ousted governor": an office, and not a trade."""
    told = any(c.lower_ in words("descriptions", "once") for c in children(noun, "amod"))
    return told and not described_as("occupations", noun) and not described_as("members", noun)


def says_where(story: Story, noun: Token) -> bool:
    """Whether something says of what the office is: "the group's director", "ministry spokesman"."""
    if not described_as("offices", noun):
        return False
    owners = children(noun, "poss")
    if owners and not _staff(noun):
        return all(o.lower_ in ("its", "their", "our") or not (o.pos_ == "PRON" or persons(story, o)) for o in owners)
    if state_attorney(noun):
        return True
    of = [c for c in noun.children if c.dep_ == "prep" and _of_a_body(story, c)]
    if described_as("counsels", noun):  # "an attorney in Korda"
        of = [c for c in of if not all(_is_place(story, o) for o in children(c, "pobj"))]
    compound = [c for c in children(noun, "compound", "amod") if c.pos_ in ("NOUN", "PROPN") and c.ent_type_ != "NORP"]
    if not compound and noun.i and noun.dep_ in ("compound", "nmod", "amod"):
        before, above = noun.nbor(-1), (noun, noun.head)
        near = before.tag_ in ("NN", "NNS") and before.head in above
        of_a_chief = before_a_rank(noun) and before.pos_ == "PROPN" and before.head in (*above, noun.head.head)
        compound = [before] if near or of_a_chief else []
    services = words("descriptions", "services")
    if compound and noun.lemma_.lower() in ("officer", "inspector", "member"):
        return compound[-1].lower_ not in services
    if compound and noun.lemma_.lower() == "director" and compound[-1].lower_ in words("descriptions", "arts"):
        return False
    if (described_as("compounded", noun) and compound) or _by_adjective(noun):
        return described_as("compounded", noun) or not described_as("occupations", noun)
    return bool(of or compound) and not (described_as("occupations", noun) and not of)


def _by_adjective(noun: Token) -> bool:
    """ "Executive director", "tribal leader": an adjective says in what the office is."""
    told = [*children(noun, "amod"), *([noun.nbor(-1)] if noun.i > noun.sent.start else [])]
    return any(c.lower_ in words("descriptions", "office_adjectives") and c.i < noun.i for c in told)


def _of_a_body(story: Story, preposition: Token) -> bool:
    """Whether a phrase says in what an office is: "of the village", but "lawyer to Ada Lund" is none."""
    if preposition.lower_ not in words("descriptions", "body_prepositions"):
        return False
    objects = children(preposition, "pobj")
    if any(persons(story, o, named=True) for o in objects):
        return False
    return preposition.lower_ in ("of", "for", "at") or any(o.pos_ == "PROPN" or o.lemma_ == "chief" for o in objects)


def _is_place(story: Story, token: Token) -> bool:
    entity = story.cast.noun(token)
    return entity is not None and story.cast.kind(entity) == "place"


def own_office(noun: Token, other: Token) -> bool:
    """ "Secretary to the council and chairman of the League": two offices, each with its body."""
    both = all(any(children(c, "pobj") for c in children(o, "prep")) for o in (noun, other))
    return both and described_as("offices", noun) and described_as("offices", other)


def _staff(noun: Token) -> bool:
    """ "his former chief of staff": an office with a person."""
    return noun.lemma_ == "chief" and any(t.lemma_ == "staff" for t in prepositional(noun, "of"))


def office_tokens(story: Story, noun: Token, name: Token) -> list[Token]:
    """The words of the office without article, age and name."""
    names = {t.i for t in name_tokens(story, name)} if name != noun else set()
    if noun.dep_ in ("compound", "nmod", "amod") and noun.head.pos_ == "PROPN":
        whole = name.head if name.dep_ == "compound" and name.head.pos_ == "PROPN" else name
        before = [t for c in whole.children if c.dep_ in ("compound", "nmod", "amod") for t in c.subtree]
        tokens = [t for t in {t.i: t for t in [*before, noun]}.values() if t.i not in names and t.i < name.i]
        joint = max((t.i for t in tokens if t.dep_ == "cc" and t.i < noun.i), default=-1)
        tokens = [t for t in tokens if t.i > joint]
    else:
        apart = {
            t.i for c in children(noun, "conj") if children(c, "poss", "det") or own_office(noun, c) for t in c.subtree
        }
        tokens = [t for t in phrase(noun, appositions=False) if t.i not in names | apart]
        if name.i > noun.i:
            tokens = [t for t in tokens if t.i < name.i]
    tokens += joined_by_hyphen(noun)
    tokens.sort(key=lambda t: t.i)
    tokens = tokens[: next((n for n, t in enumerate(tokens) if t.i > noun.i and _leads_away(t)), len(tokens))]
    old = max((t.i for t in tokens if t.lower_ in ("old", "by") and t.i < noun.i), default=-1)
    tokens = [t for t in tokens if t.i > old]
    held = words("event_adjectives", "custody")
    while len(tokens) > 1 and (
        tokens[0].lower_ in held
        or tokens[0].dep_ in ("det", "predet")
        or tokens[0].tag_ == "PRP$"
        or tokens[0].is_punct
    ):
        tokens = tokens[1:]
    while len(tokens) > 1 and (_hanging(tokens[-1], noun) or _form_of_address(tokens[-1], noun)):
        tokens = tokens[:-1]
    return tokens or [noun]


def _leads_away(token: Token) -> bool:
    """A dash, or the day or year: what stands behind it is no part of an office."""
    dash = token.text in ("-", "–", "—", "--") and bool(token.nbor(-1).whitespace_)
    return dash or (token.lower_ in ("in", "on") and any(o.ent_type_ == "DATE" for o in children(token, "pobj")))


def _hanging(token: Token, noun: Token) -> bool:
    """What cannot end an office: "spokesman for the government and the", "party leader and former"."""
    if token.is_punct or token.dep_ in ("cc", "det") or token.pos_ in ("ADP", "DET", "CCONJ"):
        return True
    return token.i > noun.i and (token.pos_ == "ADJ" or (token.is_title and token.text.endswith(".")))


def joined_by_hyphen(noun: Token) -> list[Token]:
    """ "co" and "-" of "co-founder", "vice-chair"."""
    doc = noun.doc
    hyphened = noun.i > 1 and doc[noun.i - 1].text == "-" and not doc[noun.i - 2].whitespace_
    return [doc[noun.i - 2], doc[noun.i - 1]] if hyphened else []


def to_be(noun: Token) -> list[Token]:
    """ "-elect" of "President-elect", "-designate"."""
    doc, place = noun.doc, noun.i
    follows = place + 2 < len(doc) and doc[place + 1].text == "-" and doc[place + 2].lower_ in ("elect", "designate")
    return [doc[place + 1], doc[place + 2]] if follows else []


def _form_of_address(token: Token, noun: Token) -> bool:
    """Whether a word between office and name is a rank or title of its own: "Press Secretary Col. Brel"."""
    return token.i > noun.i and token.dep_ != "pobj" and token.lower_.strip(".") in words("people", "titles")
