"""People of whom a clause tells nothing but what they are, or that they are many: no day, no place, no number."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.clauses import antecedent, children, is_verb, of_phrase
from habeas.reading.events.general import of_a_people
from habeas.reading.events.hits import Hit
from habeas.reading.numerals import number_of
from habeas.reading.story import Story
from habeas.reading.tables import words

_FEW = 10
_PART = frozenset({"some", "several", "many", "most", "few"})
_A_FEW = frozenset({"several", "few"})
_OWN = frozenset({"det", "poss", "nummod", "appos"})


def vague(story: Story, hit: Hit) -> bool:
    """ "Activists were jailed", "dozens were beaten", "30,000 arrested", "six of whom have been tried": with no day and
    no place, it is not told what happened when to whom; the words sum up."""
    people = [antecedent(t) for t in hit.persons.tokens]
    if not people or hit.persons.listed or not is_verb(hit.clause) or hit.type == "protest":
        return False
    if any(story.cast.named(p) for p in hit.persons.ids) or story.page.passage(hit.last).role in ("title", "caption"):
        return False
    if all(_so_many(t) for t in people):
        return True
    row = [hit.clause, *([hit.clause.head] if hit.clause.dep_ == "conj" else [])]
    if all(t.lemma_.lower() in words("people", "custody") and of_a_people(t) for t in people):
        return False  # "Estavian detainees were kept from their letters"
    return all(_of_a_kind(t) for t in people) and not any(c.lower_ == "being" for verb in row for c in verb.children)


def mentioned_death(hit: Hit) -> bool:
    """ "A video of his death", "the year before her death": of which it is told elsewhere, if anywhere."""
    noun = hit.last
    if hit.rule != "noun:death" or noun.dep_ != "pobj" or noun.lemma_ != "death":
        return False
    return bool(children(noun, "poss")) and not children(noun, "prep")


def _of_a_kind(noun: Token) -> bool:
    """ "Activists", "political prisoners": of a kind, and neither which ones nor how many."""
    if noun.tag_ not in ("NNS", "NNPS") or number_of(noun.text) is not None:
        return False
    return not any(c.dep_ in _OWN or c.lower_ in _A_FEW for c in noun.children)


def _so_many(noun: Token) -> bool:
    """ "Dozens", "many", "34,000", "six of whom"; but not "the three", "two of the guards"."""
    of = of_phrase(noun)
    if noun.lower_ in words("event_words", "many") or (noun.lower_ in _PART and not of):
        return True
    if noun.tag_ == "CD" and noun.dep_ != "pobj" and not children(noun, "det"):
        return any(t.lower_ == "whom" for t in of) or (not of and (number_of(noun.text) or 0) >= _FEW)
    return False
