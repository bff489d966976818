"""The text that the parser gets: as long as the report's, and easier to parse."""

from __future__ import annotations

import pytest

from habeas.reading.neutral import neutral


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("In May, 29 Political Prisoners began a strike.", "In May, 29 political prisoners began a strike."),
        ("They met some Prisoners of Conscience there.", "They met some prisoners of conscience there."),
        ("She said that Administrative Detainees are held.", "She said that administrative detainees are held."),
    ],
)
def test_people_of_a_kind_lose_the_capitals_of_names(text: str, parsed: str) -> None:
    assert neutral(text) == parsed


@pytest.mark.parametrize(
    "text",
    [
        "He wrote to the Society for Political Prisoners on Monday.",
        "The office of the Prisoners Affairs Commission was searched.",
        "She works for the Committee to Protect Journalists there.",
        "The home of Activists Ada Lund and Omo Sower was searched.",
        "Families Of Political Prisoners Begin Hunger Strike",
    ],
)
def test_names_and_headings_keep_theirs(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("On 12 April guards searched the cell.", "On 12 April,guards searched the cell."),
        ("In April 2030 soldiers came.", "In April 2030,soldiers came."),
        ("She said that on Monday police came.", "She said that on Monday,police came."),
        (
            "He left. In the early hours of 3 May masked men came.",
            "He left. In the early hours of 3 May,masked men came.",
        ),
        ("Two days later agents came.", "Two days later,agents came."),
        ('"On Sunday, 3 May guards came," she said.', '"On Sunday, 3 May,guards came," she said.'),
    ],
)
def test_a_date_that_opens_a_sentence_is_set_off_from_the_noun_behind_it(text: str, parsed: str) -> None:
    assert neutral(text) == parsed


@pytest.mark.parametrize(
    "text",
    [
        "In April 12 people were arrested.",
        "Last week was quiet.",
        "The group said on Monday police had come.",
        "In a statement the group said on Monday police had come.",
        "On 3 May, guards came.",
        "On 3 May the guards came.",
        "She was held in May 2030 in Korda.",
        "The Monday raid shocked the town.",
    ],
)
def test_other_dates_are_left_as_they_are(text: str) -> None:
    assert neutral(text) == text
