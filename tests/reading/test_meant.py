"""Who an unnamed group of an event is: those named next, or told of before; the group itself where it is not sure."""

from __future__ import annotations

import pytest

from habeas.reading.events import read_events
from tests.reading.stories import story_of


def told(text: str) -> list[str]:
    """Each event as its type and to whom it happened."""
    story = story_of(text)
    return [
        f"{event.type} {', '.join(story.cast.name(p.entity) for p in event.participants if p.role == 'person')}"
        for event in read_events(story)
    ]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Police arrested two more suspects on Monday.\n\nAda Lund, 32, and Ivo Stenn, 37, were charged with fraud.",
            ["arrest Ada Lund, Ivo Stenn", "charge Ada Lund, Ivo Stenn"],
        ),
        (
            "The court charged two former clerks. Ada Lund was arrested on Tuesday. Ivo Stenn was charged in May. "
            "Lev Tarn was also charged.",
            ["charge Ada Lund, Ivo Stenn", "arrest Ada Lund", "charge Lev Tarn"],
        ),
        (
            "Prosecutors charged four officers in July. Those charged include Ada Lund as well as the officers "
            "Ivo Stenn, Lev Tarn and Anton Brel.",
            ["charge Ada Lund, Ivo Stenn, Lev Tarn, Anton Brel"],
        ),
        (
            "Ada Lund and Ivo Stenn were arrested on Sunday. A clerk saw it. The pair were charged with arson.",
            ["arrest Ada Lund, Ivo Stenn", "charge Ada Lund, Ivo Stenn"],
        ),
        (
            "Three nurses, including Ada Lund, were arrested. The three were released at night.",
            ["arrest Three nurses, Ada Lund", "release Three nurses, Ada Lund"],
        ),
        (
            "More than 300 pupils were kidnapped in Korda. The boys were freed a week later.",
            ["abduction More than 300 pupils", "release More than 300 pupils"],
        ),
        (
            "Police have arrested a second suspect. Arrested on Friday was Ada Lund. She was taken into custody.",
            ["arrest Ada Lund"],
        ),
    ],
)
def test_a_group_is_the_people_whom_the_report_names_for_it(text: str, events: list[str]) -> None:
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Police arrested three suspects on Monday. Ada Lund and Ivo Stenn were charged with fraud.",
            ["arrest three suspects", "charge Ada Lund, Ivo Stenn"],
        ),
        (
            "Ada Lund and Ivo Stenn were charged. Two other clerks were arrested.",
            ["charge Ada Lund, Ivo Stenn", "arrest Two other clerks"],
        ),
        (
            "Two drivers were arrested. Officers Ada Lund and Ivo Stenn searched the bus.",
            ["arrest Two drivers"],
        ),
        (
            "The other five printers were arrested. The suspects were released at noon.",
            ["arrest The other five printers", "release The suspects"],
        ),
    ],
)
def test_where_numbers_differ_or_others_are_told_of_the_group_stays(text: str, events: list[str]) -> None:
    assert told(text) == events


def test_the_words_that_name_them_are_part_of_the_evidence() -> None:
    story = story_of("Police arrested two more suspects. Ada Lund, 32, and Ivo Stenn, 37, were charged with fraud.")
    arrest = read_events(story)[0]
    assert [span.quote for span in arrest.evidence] == ["Police arrested two more suspects", "Ada Lund", "Ivo Stenn"]
