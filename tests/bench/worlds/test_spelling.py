from __future__ import annotations

import random
from datetime import date

import pytest

from bench.worlds.calendar import Grain, edtf, phrase
from bench.worlds.people import child_of, namesake_of, newborn, patronymic
from bench.worlds.spelling import Part, Style, part, romanised, spelt, transliterated


def test_a_line_of_the_table_is_spellings_and_the_own_script() -> None:
    assert part("Pavel|Павел", "Cyrl") == Part(("Pavel",), "Павел", "Cyrl")
    assert part("Emre/Emré", "Latn") == Part(("Emre", "Emré"), "", "Latn")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style(), "Yuri"),
        (Style(variant=1), "Yury"),
        (Style("Cyrl"), "Юрий"),
        (Style(scheme="french"), "Iouriy"),
        (Style(scheme="german"), "Jurij"),
        (Style("Hebr"), "יורי"),
        (Style("Arab"), "يوري"),
    ],
)
def test_a_name_is_spelt_after_the_writers_habits(style: Style, expected: str) -> None:
    assert spelt(Part(("Yuri", "Yury"), "Юрий", "Cyrl"), style) == expected


def test_letters_without_a_sound_of_their_own_are_left_out_and_marks_do_not_count() -> None:
    assert romanised("Игорь", "bgn") == "Igor"
    assert transliterated("Şahin", "Cyrl") == transliterated("Sahin", "Cyrl")


@pytest.mark.parametrize(
    ("father", "sex", "expected"),
    [("Иван", "m", "Иванович"), ("Сергей", "m", "Сергеевич"), ("Игорь", "f", "Игоревна"), ("Иван", "f", "Ивановна")],
)
def test_patronymics_follow_the_fathers_name(father: str, sex: str, expected: str) -> None:
    assert patronymic(Part(("x",), father, "Cyrl"), sex).native == expected


def test_a_child_bears_the_fathers_name_after_its_own_and_a_namesake_only_looks_the_same() -> None:
    rng = random.Random(3)
    father = newborn(rng, "father", "arabic", "m")
    child = child_of(rng, father, "child")
    other = namesake_of(child, rng, "other")
    assert child.line[1:] == father.line[:2]
    assert child.family == father.family
    assert other.text(Style()) == child.text(Style())
    assert other.ident != child.ident


def test_only_a_namesake_bears_its_fathers_name() -> None:
    rng = random.Random(3)
    father = newborn(rng, "father", "western", "m")
    assert child_of(rng, father, "child", namesake=True).text(Style()) == father.text(Style())
    assert all(child_of(rng, father, "child").line[0] != father.line[0] for _ in range(200))


def test_an_age_counts_from_the_birthday() -> None:
    person = newborn(random.Random(3), "p", "persian", "f")
    person.born = date(1980, 6, 15)
    assert [person.age(date(2020, 6, day)) for day in (14, 15)] == [39, 40]


@pytest.mark.parametrize(
    ("grain", "expected"),
    [
        ("day", ("2021-03-05", "on 5 March 2021")),
        ("month", ("2021-03", "in March 2021")),
        ("year", ("2021", "in 2021")),
    ],
)
def test_a_date_is_as_exact_as_it_is_told(grain: Grain, expected: tuple[str, str]) -> None:
    assert (edtf(date(2021, 3, 5), grain), phrase(date(2021, 3, 5), grain)) == expected
