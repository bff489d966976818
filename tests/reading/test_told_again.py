"""The same event told again of people under other words, and expected first and then told as having happened."""

from __future__ import annotations

import pytest

from habeas.reading.events import read_events
from tests.reading.stories import story_of


def _told(text: str) -> list[tuple[str, str, str | None, tuple[str, ...]]]:
    """Type, status, day and the people to whom it happened, of each event."""
    story = story_of(text)
    return [
        (e.type, e.status, e.when, tuple(story.cast.name(p.entity) for p in e.participants if p.role == "person"))
        for e in read_events(story)
    ]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("Thirteen people were arrested in Korda.", "The suspects were arrested by a village guard."),
        ("Five teachers were arrested in Korda.", "The five were arrested by the army."),
        ("Four aid workers were abducted near Korda.", "Gunmen abducted four foreign nurses."),
        ("A printer was arrested in Korda.", "The man was arrested by a village guard."),
    ],
)
def test_who_is_told_of_again_is_arrested_once(first: str, again: str) -> None:
    assert len(_told(f"{first} The town was quiet. {again}")) == 1


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("Thirteen people were arrested in Korda.", "Six others were arrested in Tolm."),
        ("Five teachers were arrested in Korda.", "Four teachers were arrested in Tolm."),
        ("Two farmers were abducted in Korda.", "Gunmen abducted two nurses in Tolm."),
        ("Five teachers were arrested in Korda on 3 May 2030.", "The five were arrested on 9 June 2031."),
        ("Two of the teachers were freed in Korda.", "The teachers were freed in the end."),
        ("A printer was arrested in Korda.", "The judge was arrested in Tolm."),
    ],
)
def test_others_are_arrested_besides(first: str, again: str) -> None:
    assert len(_told(f"{first} The town was quiet. {again}")) == 2


def test_the_day_that_the_second_telling_adds_is_kept() -> None:
    text = "Four aid workers were abducted near Korda. Gunmen abducted four foreign nurses on 5 March 2031."
    assert [(kind, when) for kind, _, when, _ in _told(text)] == [("abduction", "2031-03-05")]


def test_two_without_names_are_the_two_named_next() -> None:
    text = (
        "The director of a school and his daughter were freed in Korda after a week.\n\n"
        "Pastor Elio Brand and his daughter Irma Brand were freed by the police."
    )
    assert [people for *_, people in _told(text)] == [("Elio Brand", "Irma Brand")]


def test_they_are_the_whole_row_of_groups() -> None:
    text = "A court refused bail to four editors and writers. They were charged with treason."
    assert [people for kind, *_, people in _told(text) if kind == "charge"] == [("four editors", "writers")]


def test_what_was_planned_and_has_happened_is_told_once() -> None:
    text = (
        "Anton Brel was arrested on 4 May 2031 in Korda. Police had planned to arrest Brel the next time he travelled."
    )
    assert [(kind, status) for kind, status, *_ in _told(text)] == [("arrest", "asserted")]


def test_what_is_planned_again_stands_beside_what_has_happened() -> None:
    text = "Anton Brel was arrested on 4 May 2031 and let go. He fears that Brel will be arrested again."
    assert "arrest" in [kind for kind, status, *_ in _told(text) if status != "asserted"]
