"""What the parser ties to the wrong word is set right: verbs torn from their helpers by a date."""

from __future__ import annotations

import pytest

from habeas.reading.nlp import english


@pytest.mark.parametrize(
    ("text", "verb", "helper", "date"),
    [
        ("Maria Lund was on 3 May arrested by police.", "arrested", "was", "May"),
        ("The teacher was on Monday morning sentenced to nine years.", "sentenced", "was", "morning"),
        ("The union said that she was in May 2030 released by guards.", "released", "was", "May"),
        ("Two men were last week deported by the authorities.", "deported", "were", "week"),
        ("The court has on Monday ruled against her.", "ruled", "has", "Monday"),
    ],
)
def test_a_verb_and_its_helper_belong_together_across_a_date(text: str, verb: str, helper: str, date: str) -> None:
    doc = english()(text)
    of = {token.text: token for token in doc}
    assert of[helper].head == of[verb]
    assert of[helper].dep_ in ("aux", "auxpass")
    assert any(child.dep_ in ("nsubj", "nsubjpass") and child.i < of[helper].i for child in of[verb].children)
    assert of[verb] in list(of[date].ancestors)


def test_may_between_a_day_and_a_verb_is_the_month() -> None:
    doc = english()("Guards on 3 May beat Ana Quispe.")
    assert [(token.tag_, token.dep_) for token in doc if token.text == "May"] == [("NNP", "pobj")]
    assert [token.tag_ for token in doc if token.text == "beat"] == ["VBD"]


def test_the_verb_may_stays_a_verb() -> None:
    doc = english()("The court may on Monday release her.")
    assert [token.dep_ for token in doc if token.text == "may"] == ["aux"]


@pytest.mark.parametrize(
    ("text", "word", "above"),
    [
        ("Taken on 3 May by gunmen, Maria Lund had taught for years.", "by", "Taken"),
        ("Unions have condemned the abduction on 3 May of Maria Lund.", "of", "abduction"),
        ("A court rejected the final appeal Friday of Maria Lund.", "of", "appeal"),
    ],
)
def test_what_stands_behind_a_day_belongs_to_what_was_then(text: str, word: str, above: str) -> None:
    assert next(token.head.text for token in english()(text) if token.text == word) == above


@pytest.mark.parametrize(
    ("text", "participle", "main"),
    [
        ("Ana Quispe, abducted on 3 May by gunmen, had taught there.", "abducted", "taught"),
        ("Maria Lund, detained on 4 May during a picket, has been denied visits.", "detained", "denied"),
    ],
)
def test_a_participle_between_commas_leaves_the_subject_to_the_verb(text: str, participle: str, main: str) -> None:
    of = {token.text: token for token in english()(text)}
    assert of[participle].dep_ == "acl"
    assert any(child.dep_ in ("nsubj", "nsubjpass") for child in of[main].children)
    assert of[main].dep_ == "ROOT"


@pytest.mark.parametrize(
    ("text", "noun", "above"),
    [
        ("Police on Tuesday detained a Korda ex-soldier accused of murder.", "soldier", "detained"),
        ("She left with her ex-husband on Monday.", "husband", "with"),
        ("The secretary of an ex-president was arrested.", "president", "of"),
        ("The guards beat an ex-convict and an ex-teacher.", "convict", "beat"),
    ],
)
def test_what_stands_before_ex_belongs_to_the_noun_behind_it(text: str, noun: str, above: str) -> None:
    doc = english()(text)
    word = next(token for token in doc if token.text == noun)
    assert word.head.text == above
    assert word.left_edge.lower_ in ("a", "an", "her")
    assert {c.text for c in word.children} >= {"ex", "-"}


def test_what_tells_of_a_body_is_not_tied_to_itself() -> None:
    doc = english()("The force referred itself to the Office for Police Conduct, which confirmed it.")
    verb = next(token for token in doc if token.text == "confirmed")
    assert verb.dep_ == "relcl"
    assert verb.head.tag_.startswith("NNP")
