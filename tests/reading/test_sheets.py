"""Fact sheets: labels with what stands behind them, tied to whose sheet it is."""

from __future__ import annotations

import pytest

from habeas.reading.attributes import read_attributes
from habeas.reading.events import read_events
from habeas.reading.label_lines import lines_of_a_sheet
from tests.reading.stories import story_of

_SHEETS = """Case sheet

Name: Vera Lenko
Age: 34
Occupation: teacher
Date of arrest: 3 May 2020
Place of detention: Korsk Prison
Charges: membership of a banned group
Sentence: five years in prison
Released: unknown

Name: Anton Brel | Age: 51 | Arrested: 4 June 2021 | Sentence: life imprisonment
Health problems: diabetes
Verdict: guilty
"""
_SAID = {
    ("Vera Lenko", "age", 34),
    ("Vera Lenko", "occupation", "teacher"),
    ("Vera Lenko", "held_at", "Korsk Prison"),
    ("Vera Lenko", "charge", "membership of a banned group"),
    ("Vera Lenko", "sentence", "five years in prison"),
    ("Anton Brel", "age", 51),
    ("Anton Brel", "sentence", "life imprisonment"),
    ("Anton Brel", "illness", "diabetes"),
}


def _said(text: str) -> set[tuple[str, str, int | str]]:
    story = story_of(text)
    return {(story.cast.name(a.subject), a.property, a.value) for a in read_attributes(story) if a.value is not None}


def _told(text: str) -> list[tuple[str, str, str | None]]:
    story = story_of(text)
    return [(story.cast.name(e.participants[0].entity), e.type, e.when) for e in read_events(story)]


def test_each_label_is_said_of_whose_sheet_it_is_and_nothing_else_is() -> None:
    assert _said(_SHEETS) == _SAID


def test_a_label_with_a_date_tells_what_happened_and_one_without_does_not() -> None:
    assert _told(_SHEETS) == [("Vera Lenko", "arrest", "2020-05-03"), ("Anton Brel", "arrest", "2021-06-04")]


def test_a_label_under_a_heading_gives_the_day_of_the_arrest_that_the_text_tells_less_exactly() -> None:
    text = "Vera Lenko, Korda Lantern\n\nImprisoned: 28 October 2011\n\nLenko was arrested in October 2011."
    assert _told(text) == [("Vera Lenko", "arrest", "2011-10-28")]
    assert _said(text) == {("Vera Lenko", "detained_since", "2011-10-28")}


@pytest.mark.parametrize(
    "text",
    [
        "Vera Lenko\nSentence: pending",
        "Vera Lenko\nCharges: unknown\nAge: unclear",
        "Vera Lenko spoke: the prison was full.",
        "Sentence: five years",
    ],
)
def test_nothing_is_said_where_a_value_says_nothing_or_nobody_is_named(text: str) -> None:
    assert _said(text) == set()


def test_only_lines_with_a_label_stand_alone() -> None:
    text = "A line\nand more: of it\nCharge: theft\nthe end"
    assert [text[a:b] for a, b in lines_of_a_sheet(text, 0, len(text))] == [
        "A line\nand more: of it",
        "Charge: theft",
        "the end",
    ]


def test_letters_that_grow_in_lower_case_move_no_label() -> None:
    story = story_of("İİİİ İİİİ\n\nName: Vera Lenko\nOCCUPATION: teacher")
    (said,) = (a for a in read_attributes(story) if a.property == "occupation")
    assert said.evidence[0].quote == "OCCUPATION: teacher"
