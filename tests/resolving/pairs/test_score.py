"""Two names and one score: spellings, scripts and orders of one name, and names that only look alike."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.resolving.pairs import score_names

ONE_NAME = [
    ("Nadia Orlova", "ORLOVA, Nadia"),
    ("Nadia Orlova", "Надя Орлова"),
    ("Khadir al-Zubari", "خضر الزباري"),
    ("Sami Alzubari", "Sami al Zubari"),
    ("Abdul Latif Sarraj", "عبد اللطيف السراج"),
    ("Abu Bakar Sarraj", "Abubakar Sarraj"),
    ("Salahaldin Zamrani", "صلاح الدين الزمراني"),
    ("Noor Ullah Zamrani", "Noorullah Zamrani"),
    ("Ziya Zamrani", "ضیا زمرانی"),
    ("Ishaq Zamrani", "اسحاق الزمراني"),
    ("Celal Ormanbey", "جلال اورمانبي"),
    ("Dimitar Vachkov", "Димитър Вачков"),
    ("Nikos Davutis", "Νίκος Νταβούτης"),
    ("Lina Haroun", "לינה הרון"),
    ("Omar bin Yusuf Haddad", "Omar Yusuf Haddad"),
]
TWO_NAMES = [
    ("Walid Zubari", "Asaad Zubari"),
    ("Omar bin Yusuf Haddad", "Omar bin Saleh Haddad"),
    ("Abu Salem", "Salem"),
    ("Igor Orlov", "Inna Orlova"),
    ("Nadia Orlova", "Khadir al-Zubari"),
    ("Mohammed Ali Hassan", "Mohammed Ali Zubari"),
]
CHILDREN = [
    ("Omar Yusuf Haddad", "Khalil Omar Yusuf Haddad"),
    ("Omar Yusuf al-Haddad", "خليل عمر يوسف الحداد"),
    ("Yusuf Haddad", "Omar ibn Yusuf Haddad"),
]


@pytest.mark.parametrize(("left", "right"), ONE_NAME)
def test_spellings_scripts_and_orders_of_one_name_score_high(left: str, right: str) -> None:
    scored = score_names(left, right)
    assert scored.score >= 0.9
    assert scored.reasons
    assert not scored.child


@pytest.mark.parametrize(("left", "right"), TWO_NAMES)
def test_names_that_share_a_part_score_low_and_say_why(left: str, right: str) -> None:
    scored = score_names(left, right)
    assert scored.score < 0.5
    assert scored.against


@pytest.mark.parametrize(("parent", "child"), CHILDREN)
def test_one_more_name_before_a_whole_name_is_a_childs(parent: str, child: str) -> None:
    scored = score_names(parent, child)
    assert scored.child
    assert scored.score <= 0.3
    assert any("a child of the other is named so" in why for why in scored.against)


def test_a_second_given_name_before_two_parts_is_nobodys_child() -> None:
    assert not score_names("Nadia Orlova", "Anna Nadia Orlova").child


def test_initials_leave_it_open() -> None:
    whole = score_names("Ahmed Mohammed al-Tawqari", "Ahmad Muhammad Tawqari")
    initials = score_names("A. M. al-Tawqari", "Ahmed Mohammed al-Tawqari")
    assert 0.4 < initials.score < 0.9 < whole.score
    assert "“a” and “ahmed” begin alike" in initials.reasons


def test_the_reasons_say_what_met_and_what_did_not() -> None:
    scored = score_names("Khadir al-Zubari", "Khader Nasri Zubari")
    assert scored.reasons == ("“khadir” and “khader” are spellings of one name", "both have “zubari”")
    assert scored.against == ("“nasri” is given only in one",)
    assert score_names("Nadia Orlova", "Nadia Orlova").reasons == ("the names are written alike",)
    assert "very many people bear these names" in score_names("Mohammed Ali", "Muhammad Ali").against


@pytest.mark.parametrize("nothing", ["", "  ", "—", "\u200f", "Dr."])
def test_what_holds_no_name_scores_nothing(nothing: str) -> None:
    scored = score_names(nothing, "Nadia Orlova")
    assert (scored.score, scored.reasons) == (0.0, ())
    assert scored.against == ("one of the two holds no name",)


def test_a_page_in_place_of_a_name_is_scored_in_no_time() -> None:
    started = time.process_time()
    scored = score_names("Nadia Orlova " * 5000, "Orlova Nadya " * 5000)
    assert time.process_time() - started < 1
    assert 0 <= scored.score <= 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_have_one_score_whichever_comes_first(left: str, right: str) -> None:
    one, other = score_names(left, right), score_names(right, left)
    assert 0.0 <= one.score <= 1.0
    assert one == other
