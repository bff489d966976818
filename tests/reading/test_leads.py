"""Whom the lead tells of without a name, and who is only shown in custody by where they died."""

from __future__ import annotations

import pytest

from habeas.reading.attributes import read_attributes
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


def test_an_age_stands_for_the_nameless_one_of_the_sentence_before() -> None:
    story = story_of("A farmer in custody passed away on Wednesday. The 27-year-old was found unconscious.")
    people = {story.cast.name(p.entity) for e in read_events(story) for p in e.participants}
    assert people == {"A farmer"}


def test_somebody_found_dead_is_who_is_said_to_have_killed_himself() -> None:
    text = "An immigrant was found dead in a cell.\n\nVictor Manuel Diaz appears to have killed himself."
    assert set(_told(text, "death")) == {"Victor Manuel Diaz"}


def test_the_lawyers_client_is_the_one_in_custody_last_spoken_of() -> None:
    story = story_of("Anton Brel was arrested. Lawyer Ivo Stenn said that his client's condition had deteriorated.")
    told = [(e.type, story.cast.name(p.entity)) for e in read_events(story) for p in e.participants]
    assert ("deterioration", "Anton Brel") in told


def test_a_single_name_in_brackets_behind_a_whole_one_is_the_same_person() -> None:
    story = story_of("Sadeq Jaafar Ali (AlSamm) was arrested in May. AlSamm was freed in June.")
    assert {story.cast.name(p.entity) for e in read_events(story) for p in e.participants} == {"Sadeq Jaafar Ali"}


def test_the_inmates_are_who_they_are_identified_as() -> None:
    story = story_of("Two inmates were executed. The group identified the inmates as Abbas Rahman and Ivo Stenn.")
    read_attributes(story)
    people = dict.fromkeys(e for t in story.page.all_tokens if (e := story.cast.at(t)) and story.cast.named(e))
    assert [story.cast.name(e) for e in people if story.cast.detained(e)] == ["Abbas Rahman", "Ivo Stenn"]
