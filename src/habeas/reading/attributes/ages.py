"""How old somebody is and when somebody was born."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from habeas.reading.attributes.beside import named_at, names_beside
from habeas.reading.attributes.draft import Draft, names_of, persons
from habeas.reading.clauses import children, prepositional, subjects, undergoers
from habeas.reading.evidence import phrase
from habeas.reading.numerals import number_of
from habeas.reading.people import before
from habeas.reading.story import Story
from habeas.reading.tables import words as table

_OLDEST = 120
_ROW = 8
"""Tokens of "19, 22 and 31"."""
_CLOSED = frozenset({",", ")", ".", ";", "-"})
_CLOSING = frozenset({",", ".", ";", ")", "-", "--", "\n", "!"})
_BARELY = frozenset({"about", "around", "aged", "age", "then", "now", "just", "only", "still", "barely", "currently"})
"""Words between a name or "is" and the age: "Vera Lenko, now 49," "is only 16"."""


@cache
def words_of_people() -> frozenset[str]:
    """Singular nouns for one person."""
    lists = (table("people", name) for name in ("male", "female", "neutral", "custody"))
    return frozenset().union(*lists, table("descriptions", "occupations"))


def age_drafts(story: Story, token: Token) -> Iterator[Draft]:
    """What a number or "born" says of a person."""
    if token.lower_ == "born":
        yield from _born(story, token)
    elif token.pos_ == "NUM" or token.like_num:
        age = number_of(_whole_number(token))
        if age is not None and 0 < age < _OLDEST:
            yield from _age(story, token, age)


def _whole_number(token: Token) -> str:
    """ "forty-one" of "the forty-one-year-old", which the tokenizer takes apart."""
    if token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_ and token.nbor(-2).like_num:
        return f"{token.nbor(-2).text}-{token.text}"
    return token.text


def _age(story: Story, token: Token, age: int) -> Iterator[Draft]:
    found = _years_old(token) or _beside_name(story, token) or _aged(token) or _of_age(token) or _told(story, token)
    found = found or _at_that_age(token)
    if found is None or _in_row(token):
        yield from _aged_in_turn(story, token)
        return
    holder, words, verb = found
    told_of = persons(story, holder)
    kind = holder.lemma_.lower() in table("descriptions", "people_nouns")
    if kind or not any(story.cast.named(e) for e in told_of):
        told_of = _named_beside(story, holder) or told_of
    for subject in told_of or _the_one(story, holder):
        yield Draft(subject, "age", age, words, "age", at=verb)
        return


def _in_row(number: Token) -> bool:
    """Whether a number is one of "aged 19 and 22"."""
    return number.i > 0 and number.nbor(-1).lower_ == "aged" and any(c.like_num for c in children(number, "conj"))


def _aged_in_turn(story: Story, number: Token) -> Iterator[Draft]:
    """ "Vera Lenko and Anton Brel, aged 19 and 22": each its own."""
    if not _in_row(number):
        return
    doc, place = number.doc, number.i - 2
    if place < 1 or doc[place].text not in (",", "("):
        return
    named: dict[str, Token] = {}
    while place > number.sent.start:
        place -= 1
        entity = named_at(story, doc[place])
        if entity is None and doc[place].lower_ not in ("and", ","):
            break
        if entity is not None:
            named.setdefault(entity, doc[place])
    row = [t for t in doc[number.i : min(number.i + _ROW, number.sent.end)] if t.like_num]
    ages = [age for t in row if (age := number_of(t.text)) is not None]
    if len(ages) != len(named) or len(ages) != len(row):
        return
    for (entity, name), age, figure in zip(reversed(named.items()), ages, row, strict=True):
        yield Draft(entity, "age", age, [name, figure], "age")


def _the_one(story: Story, holder: Token) -> tuple[str, ...]:
    """ "the 31-year-old": whoever was spoken of last."""
    if holder.lower_ != "old" or not any(c.lower_ == "the" for c in holder.subtree):
        return ()
    found = before(story.cast, holder, set())
    return (found,) if found is not None else ()


def _named_beside(story: Story, holder: Token) -> tuple[str, ...]:
    """ "A 41-year-old roofer, Ada Lund, was arrested": the name behind the noun, where the cast has not joined them."""
    return tuple(entity for entity, _ in names_beside(story, holder)) if holder.tag_ in ("NN", "NNP") else ()


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
    holder = next((o for v in children(noun, "acl") if v.lemma_ in ("identify", "name") for o in _as(v)), noun)
    if noun.dep_ in ("appos", "attr"):
        holder = next(names_of(noun), noun)
    return holder, [*words, *phrase(noun)], None


def _as(verb: Token) -> list[Token]:
    """ "identified as Ada Lund", "named Ada Lund"."""
    return [*prepositional(verb, "as"), *children(verb, "oprd")]


def _beside_name(story: Story, number: Token) -> tuple[Token, list[Token], Token | None] | None:
    """ "Vera Lenko, 49,", "Vera Lenko, about 49," and "Vera Lenko (49)", also "(49 years)"."""
    doc, mark = number.doc, number.i - 1
    if mark > 0 and doc[mark].lower_ in _BARELY:
        mark -= 1
    if mark < 1 or doc[mark].text not in (",", "(") or (_after(number) not in _CLOSED and not _goes_on(number)):
        return None
    name = doc[mark - 1]
    if not (named_at(story, name) or _name_like(name)) or (number.dep_ == "conj" and not _goes_on(number)):
        return None
    while name.dep_ in ("compound", "flat") and name.head.i <= number.i and name.head.pos_ == "PROPN":
        name = name.head
    return name, [*phrase(name, appositions=False), number], None


def _goes_on(number: Token) -> bool:
    """ "Vera Lenko, 36 and Anton Brel, 41", "Vera Lenko, 36 was freed": an age without the comma behind it."""
    if number.i + 2 >= number.sent.end or not number.text.isdigit() or number.nbor(-1).text != ",":
        return False
    after, next_one = number.nbor(), number.nbor(2)
    if after.lower_ in ("were", "are", "have"):  # "Vera Lenko, 36 and Anton Brel, 41 were freed"
        row = number.doc[number.sent.start : number.i - 1]
        return any(
            a.text == "," and b.like_num and c.lower_ == "and" for a, b, c in zip(row, row[1:], row[2:], strict=False)
        )
    return after.lower_ in ("was", "is", "has") or (after.lower_ == "and" and next_one.text[:1].isupper())


def _name_like(name: Token) -> bool:
    return name.pos_ == "PROPN" and name.ent_type_ not in ("DATE", "GPE", "LOC")


def _after(number: Token) -> str:
    """The mark that follows, past "years" and "years old" ("Vera Lenko (49 years)")."""
    place = number.i + 1
    for words_ in (("years", "yrs"), ("old",)):
        if place < len(number.doc) and number.doc[place].lower_ in words_:
            place += 1
    return number.doc[place].text if place < len(number.doc) else "."


def _of_age(number: Token) -> tuple[Token, list[Token], Token | None] | None:
    """ "a girl of twelve", "a lorry driver of 33"."""
    if number.dep_ != "pobj" or number.head.lower_ != "of" or _after(number) not in _CLOSING:
        if not (number.i + 1 < len(number.doc) and number.nbor(1).pos_ in ("VERB", "AUX") and number.dep_ == "pobj"):
            return None
    noun = number.head.head
    if number.head.lower_ != "of" or noun.tag_ != "NN" or noun.lemma_.lower() not in words_of_people():
        return None
    kin = table("descriptions", "kin")
    if noun.lemma_.lower() in kin or (number.i > 1 and number.nbor(-2).lemma_.lower() in kin):
        return None  # "a driver and father of two"
    holder = next(names_of(noun), noun) if noun.dep_ == "appos" else noun
    return holder, [*(c for c in noun.children if c.i < noun.i), noun, number], None


def _told(story: Story, number: Token) -> tuple[Token, list[Token], Token | None] | None:
    """ "dies at 81", and "Anton was 30" where the parse has lost the clause."""
    before = number.nbor(-1) if number.i else None
    if before is None or _after(number) not in _CLOSING:
        return None
    if before.lower_ == "age" and before.head.lower_ == "at":
        before = before.head
    if before.lower_ == "at" and before.head.lemma_ == "die":
        holders = subjects(before.head)
        return (holders[0], [*phrase(holders[0]), before.head, before, number], before.head) if holders else None
    if before.lower_ in ("is", "was", "turned") and before.i and named_at(story, before.nbor(-1)) is not None:
        return before.nbor(-1), [before.nbor(-1), before, number], before
    return None


def _aged(number: Token) -> tuple[Token, list[Token], Token | None] | None:
    """ "aged 49", "at the age of 49" and "is 49"."""
    head = number.head
    before = number.nbor(-1) if number.i else None
    if before is not None and before.lower_ in ("aged", "age"):
        dying = before.head if before.dep_ in ("amod", "acl", "advcl", "npadvmod", "oprd", "acomp") else head.head
        while dying.dep_ in ("pobj", "prep", "npadvmod") and dying.head != dying and dying.lemma_ != "die":
            dying = dying.head  # "died in detention aged 72"
        if dying.lemma_ == "die" and (holders := subjects(dying)):
            return holders[0], [dying, before, number], dying
        noun = before.head if before.dep_ in ("amod", "acl", "appos", "npadvmod", "advcl") else head.head
        return noun, [*phrase(noun, appositions=False), before, number], None
    if any(c.lower_ in ("will", "would", "'ll") for c in children(head, "aux")):
        return None
    turned = head.lemma_ == "turn" and number.dep_ in ("dobj", "npadvmod", "oprd")
    if (turned or (number.dep_ in ("attr", "acomp") and head.lemma_ in ("be", "turn"))) and not children(
        number, "prep"
    ):
        holders = subjects(head)
        if holders and _somebody(holders[0]):
            named = [c for c in children(holders[0], "appos") if c.pos_ == "PROPN"]
            return (
                (named if holders[0].tag_ == "JJS" and named else holders)[0],
                [*phrase(holders[0]), head, number],
                head,
            )
    return None


def _at_that_age(number: Token) -> tuple[Token, list[Token], Token | None] | None:
    """ "At 71, Vera Lenko is the oldest", "At the age of 24, he was jailed": the age opens the clause."""
    first = number.sent[0]
    ahead = [t.lower_ for t in number.doc[first.i : number.i]]
    if ahead not in (["at"], ["at", "age"], ["at", "the", "age", "of"], ["at", "just"], ["at", "only"]):
        return None
    after = number.nbor(1) if number.i + 1 < len(number.doc) else number
    verb = first.head
    if after.text != "," or first.dep_ != "prep" or not (holders := subjects(verb)):
        return None
    return holders[0], list(number.doc[first.i : holders[0].i + 1]), None


def _somebody(holder: Token) -> bool:
    """Whether a subject is one person: "Vera Lenko", "she", "the prisoner", "the youngest, Vera Lenko,"."""
    if holder.pos_ in ("PROPN", "PRON"):
        return holder.lower_ not in ("it", "this", "that", "there")
    named = any(c.pos_ == "PROPN" for c in children(holder, "appos"))
    return named or (holder.tag_ == "NN" and holder.lemma_.lower() in words_of_people())


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
