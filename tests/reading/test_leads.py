"""Whom the lead tells of without a name, and who is only shown in custody by where they died."""

from __future__ import annotations

import pytest

from habeas.reading.events import read_events
from tests.reading.stories import story_of


def _told(text: str, kind: str) -> list[str]:
    story = story_of(text)
    return [story.cast.name(p.entity) for e in read_events(story) if e.type == kind for p in e.participants]


def test_a_prisoner_of_the_lead_is_the_first_one_named_who_was_held() -> None:
    text = (
        "A prisoner has died in Korda.\n\nSaleh Tolb, 53, had already completed his two years on remand.\n\n"
        "In November, Magd Shabr died from kidney failure."
    )
    assert _told(text, "death") == ["Saleh Tolb", "Magd Shabr"]


def test_a_man_of_the_lead_is_not_somebody_of_whom_the_text_tells_after_somebody_else() -> None:
    text = "A man was arrested in Korda.\n\nIvo Stenn was at home.\n\nIn November, Anton Brel was arrested."
    assert _told(text, "arrest") == ["A man", "Anton Brel"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Anton Brel was found hanged in his cell.", True),
        ("The death of Anton Brel, 23, at Korda prison, was investigated.", True),
        ("Anton Brel died at Korda hospital.", False),
        ("Anton Brel died in his house.", False),
    ],
)
def test_whoever_dies_in_a_prison_was_held(text: str, held: bool) -> None:
    story = story_of(text)
    (event,) = (e for e in read_events(story) if e.type == "death")
    assert story.cast.detained(event.participants[0].entity) is held


def test_the_regime_of_somebody_is_nobody_who_could_be_meant_by_he() -> None:
    story = story_of("Anton Brel asked the Stenn regime to free his daughter. He was arrested in May.")
    (event,) = (e for e in read_events(story) if e.type == "arrest")
    assert [story.cast.name(p.entity) for p in event.participants if p.role == "person"] == ["Anton Brel"]
