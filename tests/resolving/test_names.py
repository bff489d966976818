"""Two names held against each other: spellings, scripts, orders, and the names that only look alike."""

from __future__ import annotations

import pytest

from habeas.resolving.names import compare, parsed

ONE_NAME = [
    ("Nadia Orlova", "ORLOVA, Nadia"),
    ("Nadia Orlova", "Надя Орлова"),
    ("Khadir al-Zubari", "Khader Zubari"),
    ("Khadir al-Zubari", "خضر الزباري"),
    ("Tarek Abu Mansi", "طارق أبو منسي"),
    ("Tarek Abu Mansi", "Tareq Abou Mansi"),
    ("Abdul Latif Sarraj", "Abdellatif al-Sarraj"),
    ("Abdul Latif Sarraj", "عبد اللطيف السراج"),
    ("Sami Alzubari", "Sami al Zubari"),
    ("Dr. Lina Haroun", "Lina Haroun"),
    ("Lina Haroun", "לינה הרון"),
    ("Omar bin Yusuf Haddad", "Omar Yusuf Haddad"),
    ("Abd al-Aziz Sarraj", "עבד אל-עזיז סראג'"),
    ("Jamal Abd al-Rahman", "ג'מאל עבד א-רחמן"),
    ("Victor Haroun", "ויקטור הרון"),
    ("Yuri Vasilievich Orlovich", "Jurij Wassiljewitsch Orlowitsch"),
    ("Yelena Petrovna Orlova", "Elena Petrovna Orlova"),
    ("Wei Deming", "Wei De Ming"),
]
TWO_NAMES = [
    ("Walid Zubari", "Asaad Zubari"),
    ("Abu Salem", "Salem"),
    ("Tarek Abu Mansi", "Tarek Mansi"),
    ("Zubari", "Khadir Zubari"),
    ("Hassan Zubari", "Hussein Zubari"),
    ("Igor Orlov", "Inna Orlova"),
    ("Abd al-Malik Nasri", "Abd al-Khaliq Nasri"),
]


@pytest.mark.parametrize(("left", "right"), ONE_NAME)
def test_spellings_of_one_name_match_whole(left: str, right: str) -> None:
    match = compare(parsed(left), parsed(right))
    assert match.whole
    assert match.score >= 0.85
    assert match.against == ()


@pytest.mark.parametrize(("left", "right"), TWO_NAMES)
def test_other_names_do_not_match(left: str, right: str) -> None:
    assert compare(parsed(left), parsed(right)).score == 0.0
    assert compare(parsed(right), parsed(left)).score == 0.0


def test_a_name_before_the_fathers_whole_name_is_a_child() -> None:
    match = compare(parsed("Khalil Omar Yusuf Haddad"), parsed("Omar Yusuf Haddad"))
    assert match.score <= 0.5
    assert match.against == ("“khalil” stands before the name “Omar Yusuf Haddad”: a child of the other is named so",)


def test_x_son_of_y_is_not_y() -> None:
    assert compare(parsed("Omar ibn Yusuf Haddad"), parsed("Yusuf Haddad")).against


def test_another_fathers_name_speaks_against() -> None:
    match = compare(parsed("Omar bin Yusuf Haddad"), parsed("Omar bin Saleh Haddad"))
    assert "another father's or family name" in match.against[0]


def test_a_patronymic_left_out_is_said_and_is_no_objection() -> None:
    match = compare(parsed("Nadia Petrovna Orlova"), parsed("Nadia Orlova"))
    assert not match.whole
    assert "“petrovna” is given only there" in match.why
    assert match.against == ()


def test_a_name_of_common_parts_only_is_known_as_common() -> None:
    assert parsed("Mohammed Ali Hassan").common
    assert not parsed("Mohammed Zubari").common


def test_a_letter_too_few_in_one_part_of_three_speaks_for_nobody_else() -> None:
    match = compare(parsed("Khine Su Mya Nanda"), parsed("Khin Su Mya Nandar"))
    assert match.against == ()
    assert not match.whole
    assert compare(parsed("Sami Hassan Zubari"), parsed("Sami Hussein Zubari")).against != ()


def test_two_given_names_of_mandarin_syllables_are_two_people() -> None:
    assert compare(parsed("Qian Desheng"), parsed("Qian Shuling")).score == 0.0
    assert compare(parsed("Qian Zhiliang"), parsed("Qian Shuling")).score == 0.0
