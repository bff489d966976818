"""How old somebody is and when somebody was born."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.draft import Draft, names_of, persons
from habeas.reading.clauses import children, subjects, undergoers
from habeas.reading.evidence import phrase
from habeas.reading.numerals import number_of
from habeas.reading.story import Story

_OLDEST = 120


def age_drafts(story: Story, token: Token) -> Iterator[Draft]:
    """What a number or "born" says of a person."""
    if token.lower_ == "born":
        yield from _born(story, token)
    elif token.pos_ == "NUM" or token.like_num:
        age = number_of(token.text)
        if age is not None and 0 < age < _OLDEST:
            yield from _age(story, token, age)


def _age(story: Story, token: Token, age: int) -> Iterator[Draft]:
    found = _years_old(token) or _beside_name(token) or _aged(token)
    if found is None:
        return
    holder, words, verb = found
    for subject in persons(story, holder):
        yield Draft(subject, "age", age, words, "age", at=verb)
        return


def _years_old(number: Token) -> tuple[Token, list[Token], Token | None] | None:
    """ "a 62-year-old writer", "is 49 years old", "the 39-year-old"."""
    year = number.head
    if number.dep_ not in ("nummod", "compound", "amod") or year.lemma_.lower() != "year":
        return None
    old = next((t for t in number.doc[year.i : min(year.i + 4, len(number.doc))] if t.lower_ == "old"), None)
    if old is None:
        return None
    noun = old
    while noun.dep_ in ("amod", "compound", "npadvmod", "nmod", "advmod") and noun.head != noun:
        noun = noun.head
    words = list(number.doc[number.i : old.i + 1])
    if noun.dep_ == "acomp" or noun.pos_ == "AUX":
        verb = noun.head if noun.dep_ == "acomp" else noun
        holders = subjects(verb)
        return (holders[0], [*phrase(holders[0]), verb, *words], verb) if holders else None
    holder = noun
    if noun.dep_ in ("appos", "attr"):
        holder = next(names_of(noun), noun)
    return holder, [*words, *phrase(noun)], None


def _beside_name(number: Token) -> tuple[Token, list[Token], Token | None] | None:
    """ "Vera Lenko, 49," and "Vera Lenko (49)"."""
    if number.i == 0 or number.nbor(-1).text not in (",", "("):
        return None
    after = _after(number)
    if after not in (",", ")", ".", ";", "-"):
        return None
    name = number.nbor(-2) if number.i > 1 else None
    if name is None or name.pos_ != "PROPN" or name.ent_type_ in ("DATE", "GPE", "LOC") or number.dep_ == "conj":
        return None
    while name.dep_ in ("compound", "flat") and name.head.i <= number.i:
        name = name.head
    return name, [*phrase(name, appositions=False), number], None


def _after(number: Token) -> str:
    """The mark that follows, past "years" ("Vera Lenko (49 years)")."""
    place = number.i + 1
    if place < len(number.doc) and number.doc[place].lower_ in ("years", "yrs"):
        place += 1
    return number.doc[place].text if place < len(number.doc) else "."


def _aged(number: Token) -> tuple[Token, list[Token], Token | None] | None:
    """ "aged 49", "at the age of 49" and "is 49"."""
    head = number.head
    before = number.nbor(-1) if number.i else None
    if before is not None and before.lower_ in ("aged", "age"):
        noun = before.head if before.dep_ in ("amod", "acl", "appos", "npadvmod", "advcl") else head.head
        return noun, [*phrase(noun, appositions=False), before, number], None
    if number.dep_ in ("attr", "acomp") and head.lemma_ in ("be", "turn") and not children(number, "prep"):
        holders = subjects(head)
        if holders and holders[0].pos_ in ("PROPN", "PRON") and holders[0].lower_ not in ("it", "this", "that"):
            return holders[0], [*phrase(holders[0]), head, number], head
    return None


def _born(story: Story, verb: Token) -> Iterator[Draft]:
    holders = undergoers(verb) or subjects(verb) or ([verb.head] if verb.dep_ in ("acl", "amod", "appos") else [])
    date = story.times.of(verb) or _year_of(story, verb)
    if not holders or date is None:
        return
    words = [verb, *(t for p in children(verb, "prep", "npadvmod") for t in phrase(p))]
    for subject in persons(story, holders[0])[:1]:
        yield Draft(subject, "born", date, words, "born")


def _year_of(story: Story, verb: Token) -> str | None:
    for preposition in children(verb, "prep"):
        start, end = story.page.start(preposition), max(story.page.end(t) for t in preposition.subtree)
        for _, value in story.times.within(start, end):
            return value
    return None
