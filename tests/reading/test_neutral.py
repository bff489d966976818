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
