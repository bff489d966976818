"""Who is told of before being named: in the heading, in the lead; and who is not the one named later."""

from __future__ import annotations

import pytest

from habeas.model.reading import Event
from habeas.reading.events import read_events
from habeas.reading.story import Story
from tests.reading.stories import story_of


def _events(story: Story, kind: str) -> list[Event]:
    return [e for e in read_events(story) if e.type == kind]


def _told(text: str, kind: str) -> set[str]:
    story = story_of(text)
    return {story.cast.name(p.entity) for e in _events(story, kind) for p in e.participants if p.role == "person"}


@pytest.mark.parametrize(
    ("text", "kind", "whom"),
    [
        (
            "A Korda man was sentenced to nine years in prison on Monday, a court said.\n\n"
            "Lev Tarn, 44, a driver, was found guilty of theft by the jury.",
            "sentence",
            "Lev Tarn",
        ),
        (
            "Police on Tuesday detained an ex-soldier accused of war crimes.\n\nThe war ended thirty years ago.\n\n"
            "Ivo Stenn, 50, is accused of shelling the town of Lodva.",
            "arrest",
            "Ivo Stenn",
        ),
        (
            "A jury on Friday found an activist not guilty of hiding two refugees.\n\n"
            "It took an hour to decide that Ada Lund, 37, had helped them. Lund had faced charges twice.",
            "acquittal",
            "Ada Lund",
        ),
        (
            "A woman faces theft and other charges after fleeing from a shop. Staff spoke with Ada Lund for an hour. "
            "Lund was arrested at her house.",
            "charge",
            "Ada Lund",
        ),
        (
            "Five people have been held over the killing of a journalist.\n\nThe officials declined to say who ordered "
            "the murder. Lev Tarn, who was killed on his way to work, wrote of bribes.",
            "death",
            "Lev Tarn",
        ),
    ],
)
def test_whom_the_lead_tells_of_is_the_only_one_named_who_meets_the_same(text: str, kind: str, whom: str) -> None:
    assert _told(text, kind) == {whom}


@pytest.mark.parametrize(
    ("noun", "text"),
    [
        (  # two fit
            "man",
            "A man was sentenced to nine years in prison on Monday.\n\nLev Tarn was convicted of theft. Ivo Stenn was "
            "convicted of fraud.",
        ),
        (  # of the other sex
            "man",
            "A man was sentenced to nine years in prison on Monday.\n\nMrs Ada Lund was convicted of theft.",
        ),
        (  # something else befell the one named
            "man",
            "A man was sentenced to nine years in prison on Monday.\n\nLev Tarn was stabbed at his house.",
        ),
        (  # of another age
            "man",
            "A 22-year-old man was sentenced to nine years in prison on Monday.\n\nLev Tarn, 40, was convicted.",
        ),
        (  # named before, in a sentence of the body
            "journalist",
            "Lev Tarn was arrested in May.\n\nA journalist was arrested in June, said a union.\n\n"
            "Ivo Stenn was arrested on Sunday.",
        ),
        (  # told of beside each other
            "man",
            "A man was jailed for kidnapping, and Lev Tarn was jailed for theft.",
        ),
        (  # somebody else is told of first
            "man",
            "A man was sentenced to nine years in prison on Monday.\n\nLev Tarn was at home. Ivo Stenn was convicted.",
        ),
        (  # two without a name
            "farmer",
            "A farmer was arrested on Sunday. A teacher was arrested on Monday.\n\nLev Tarn was arrested at his house.",
        ),
        (  # another
            "teacher",
            "Another teacher was arrested on Sunday.\n\nLev Tarn was arrested at his house.",
        ),
    ],
)
def test_whom_the_lead_tells_of_stays_nameless_where_another_may_be_meant(noun: str, text: str) -> None:
    story = story_of(text)
    who = next(e for t in story.page.doc if t.lower_ == noun and (e := story.cast.at(t)) is not None)
    assert not story.cast.named(who)


def test_the_heading_and_the_lead_tell_of_one() -> None:
    text = "Businessman freed by police\n\nA businessman who was held in a cellar has been rescued, a group said."
    story = story_of(text)
    people = {story.cast.at(t) for t in story.page.doc if t.lower_ == "businessman"}
    assert len(people) == 1


def test_a_calling_means_the_one_person_whom_the_report_has_named() -> None:
    text = (
        "Anton Brel was praised by a crowd in Lodva on Sunday for his white vest.\n\nThe athlete said that he was free."
    )
    story = story_of(text)
    (who,) = {story.cast.at(t) for t in story.page.doc if t.lower_ == "athlete"}
    assert who is not None
    assert story.cast.name(who) == "Anton Brel"


def test_a_calling_means_nobody_of_two_whom_the_report_has_named() -> None:
    praised = "Anton Brel was praised in Lodva on Sunday. Ivo Stenn, 30, was praised on Monday."
    story = story_of(f"{praised}\n\nThe athlete said that he was free.")
    (who,) = {story.cast.at(t) for t in story.page.doc if t.lower_ == "athlete"}
    assert who is not None
    assert not story.cast.named(who)


def test_a_prisoner_of_a_second_calling_is_whom_the_name_behind_it_means() -> None:
    text = (
        "The League announces the death of the prisoner, the teacher and poet Karim Salih, who was ill.\n\n"
        "Among the children held is the child Bilal Dahl, 16, who was taken from his bed."
    )
    assert _told(text, "death") == {"Karim Salih"}


def test_whoever_says_it_behind_a_quotation_is_not_the_one_who_is_spoken_of_in_it() -> None:
    text = (
        "Ada Lund was taken away on Monday. She has asthma.\n\n"
        'Her editor, Vera Brel, called it a disgrace. "She was beaten because she told the truth," Brel said.'
    )
    assert _told(text, "ill_treatment") == {"Ada Lund"}
