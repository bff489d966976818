"""People who are named in a list, beside the group that they belong to."""

from __future__ import annotations

import pytest

from habeas.model.reading import Event
from habeas.reading.events import read_events
from habeas.reading.story import Story
from tests.reading.stories import story_of

_LISTS = [
    (
        "Ten people, including Mara Lund, 33, and Ivo Stenn, were arrested on Monday.",
        "arrest",
        ["Mara Lund", "Ivo Stenn"],
    ),
    (
        "At least a dozen writers have been detained for their work, including novelist Kara Ruken.",
        "arrest",
        ["Kara Ruken"],
    ),
    (
        "Masked gunmen abducted human rights defenders, Razan Zaton and her husband Wali Hamad, from their offices.",
        "abduction",
        ["Razan Zaton", "Wali Hamad"],
    ),
    (
        "Among those who have been abducted is the union president Oberto Malan and popular singer Sanda Kuro.",
        "abduction",
        ["Oberto Malan", "Sanda Kuro"],
    ),
    (
        "The four kidnapped were identified as Sinda Ferno of Mexland and Katrin Weno of Kenta.",
        "abduction",
        ["Sinda Ferno", "Katrin Weno"],
    ),
    (
        "Ten writers were arrested in May, among them the poet Valeria Kostra and the novelist Ulad Matkin.",
        "arrest",
        ["Valeria Kostra", "Ulad Matkin"],
    ),
    (
        "Gautan Navro was arrested with four others including poet Selim Vardan, activists Arun Ferei and Vera Gomal.",
        "arrest",
        ["Gautan Navro", "Selim Vardan", "Arun Ferei", "Vera Gomal"],
    ),
    (
        "The bodies are those of Mary Pelton and Frances Camber, both of whom were killed in 1984.",
        "death",
        ["Mary Pelton", "Frances Camber"],
    ),
    ("Doctor Pedro Magamba, whose abduction drew protests, has been found.", "abduction", ["Pedro Magamba"]),
    ("Two were freed; the third, Ko Thura Win, died in custody.", "death", ["Thura Win"]),
    ("Hamid Rasuli, a Kurd, had been convicted of theft.", "conviction", ["Hamid Rasuli"]),
    ("Two men were arrested, among them Amir Tamsi's uncle, Walid Tamsi.", "arrest", ["Walid Tamsi"]),
    ("Among those held were Kesi Amaro and Juma Tolo.", "arrest", ["Kesi Amaro", "Juma Tolo"]),
    ("Police met Kesi Amaro and Juma Tolo, who were later released.", "release", ["Kesi Amaro", "Juma Tolo"]),
    (
        "Nabil Haroun, 38, from the town of Kafr Salma, who has been held since 2006, is ill.",
        "arrest",
        ["Nabil Haroun"],
    ),
    ("Writer and translator Mehrad Salari was arrested on Monday.", "arrest", ["Mehrad Salari"]),
    ("One of those arrested in August, Andy Lim, is an activist.", "arrest", ["Andy Lim"]),
    ("Vera Velas is one of the six organisers arrested on Monday.", "arrest", ["Vera Velas"]),
    ("Nadia Orlova was arrested along with her brother and Ivo Stenn.", "arrest", ["Nadia Orlova", "Ivo Stenn"]),
    ("Two of them, aid workers David Hanner and Alan Hemming, were killed.", "death", ["David Hanner", "Alan Hemming"]),
]


def _event(story: Story, kind: str) -> Event:
    (event,) = [e for e in read_events(story) if e.type == kind]
    return event


def _named(story: Story, event: Event, role: str = "person") -> list[str]:
    return [story.cast.name(p.entity) for p in event.participants if p.role == role and story.cast.named(p.entity)]


@pytest.mark.parametrize(("text", "kind", "names"), _LISTS, ids=[case[0] for case in _LISTS])
def test_the_people_of_a_list_are_those_to_whom_it_happened(text: str, kind: str, names: list[str]) -> None:
    story = story_of(text)
    event = _event(story, kind)
    assert _named(story, event) == names


def test_the_evidence_shows_the_names_of_the_list() -> None:
    story = story_of("Ten people, including Mara Lund, 33, and Ivo Stenn, were arrested on Monday.")
    (span,) = _event(story, "arrest").evidence
    assert span.quote == "Ten people, including Mara Lund, 33, and Ivo Stenn, were arrested on Monday"


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested two activists, Mayor Ada Lund said.",
        "Ten people were arrested, said Ada Lund, the mayor.",
        "Two activists were arrested, and Ada Lund defends them.",
        "Three men were arrested in a case that Ada Lund heard, including evidence from Korda.",
    ],
)
def test_who_speaks_of_a_group_does_not_belong_to_it(text: str) -> None:
    story = story_of(text)
    assert _named(story, _event(story, "arrest")) == []


def test_what_is_done_in_general_is_told_of_those_named() -> None:
    assert read_events(story_of("The arrest of writers is common there.")) == ()
    story = story_of("The arrest of writers, including Kara Ruken, is common there.")
    assert _named(story, _event(story, "arrest")) == ["Kara Ruken"]


_KILLINGS = [
    ("Border police shot and killed 26-year-old Ahmad Eran after his car crashed.", "Ahmad Eran", "Border police"),
    ("Police fatally shot Eyal Hallan after he fled.", "Eyal Hallan", "Police"),
    ("Gunmen gunned down lawyer Asma Ranna on Tuesday.", "Asma Ranna", "Gunmen"),
    ("Kala Devir was hacked to death by unknown assailants in 2016.", "Kala Devir", "unknown assailants"),
    ("Student Mashal Karr was lynched by a mob.", "Mashal Karr", "a mob"),
    ("The union condemned the killing of Jonas Feld by gunmen.", "Jonas Feld", "gunmen"),
]


@pytest.mark.parametrize(("text", "victim", "doer"), _KILLINGS, ids=[case[0] for case in _KILLINGS])
def test_a_killing_tells_who_was_killed_and_by_whom(text: str, victim: str, doer: str) -> None:
    story = story_of(text)
    event = _event(story, "death")
    assert _named(story, event) == [victim]
    assert [story.cast.name(p.entity) for p in event.participants if p.role == "actor"] == [doer]


@pytest.mark.parametrize(
    "text",
    [
        "Travis Mikel was convicted of murdering the 25-year-old man.",
        "Travis Mikel was arrested for murdering him.",
        "Travis Mikel was charged with murdering her.",
    ],
)
def test_nobody_is_the_victim_of_what_they_did(text: str) -> None:
    story = story_of(text)
    assert all("Travis Mikel" not in _named(story, e) for e in read_events(story) if e.type == "death")


def test_who_is_shot_dead_is_dead() -> None:
    story = story_of("The guards shot one prisoner dead in the process.")
    event = _event(story, "death")
    told = [(story.cast.name(p.entity), p.role) for p in event.participants]
    assert told == [("one prisoner", "person"), ("The guards", "actor")]


def test_several_nouns_of_happening_share_whom_they_happened_to() -> None:
    story = story_of("He spoke of the kidnapping and murder of journalist Jonas Feld.")
    assert _named(story, _event(story, "abduction")) == ["Jonas Feld"]
    assert _named(story, _event(story, "death")) == ["Jonas Feld"]


def test_who_is_kicked_out_is_not_hurt() -> None:
    assert read_events(story_of("Workers who asked for more were kicked out of the hall.")) == ()


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("The publisher Jonas Feld is now in prison.", True),
        ("Jonas Feld remains behind bars.", True),
        ("Jonas Feld was in prison then.", False),
        ("Jonas Feld is in the prison to see his brother.", False),
        ("Jonas Feld is not in prison.", False),
    ],
)
def test_who_is_behind_bars_is_in_custody(text: str, held: bool) -> None:
    story = story_of(text)
    assert read_events(story) == ()
    (person,) = {story.cast.at(token) for token in story.page.doc if token.text == "Feld"}
    assert person is not None
    assert story.cast.detained(person) is held
