"""Who, where, why, in which words and how often: what an event carries beside its type."""

from __future__ import annotations

import msgspec
import pytest

from habeas.model.check import exact
from habeas.model.reading import Event
from habeas.reading.events import read_events
from habeas.reading.story import Story
from tests.reading.stories import story_of


def _one(text: str, kind: str) -> tuple[Story, Event]:
    story = story_of(text)
    found = [event for event in read_events(story) if event.type == kind]
    assert len(found) == 1, [e.type for e in read_events(story)]
    return story, found[0]


def _roles(story: Story, event: Event) -> set[tuple[str, str]]:
    return {(story.cast.name(p.entity), p.role) for p in event.participants}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Police arrested Pavel Moritz.", "arrest", {("Pavel Moritz", "person"), ("Police", "actor")}),
        ("Pavel Moritz was beaten by guards.", "ill_treatment", {("Pavel Moritz", "person"), ("guards", "actor")}),
        (
            "The court sentenced Pavel Moritz to death.",
            "sentence",
            {("Pavel Moritz", "person"), ("The court", "authority")},
        ),
        (
            "Pavel Moritz and Vera Lenko were arrested.",
            "arrest",
            {("Pavel Moritz", "person"), ("Vera Lenko", "person")},
        ),
        ("Pavel Moritz began a hunger strike.", "hunger_strike", {("Pavel Moritz", "person")}),
    ],
)
def test_who_it_happened_to_and_who_did_it(text: str, kind: str, expected: set[tuple[str, str]]) -> None:
    assert _roles(*_one(text, kind)) == expected


def test_a_hospital_is_where_a_death_happened_before_the_region_around_it() -> None:
    story, event = _one("Pavel Moritz died in Lindqvist Hospital in western France.", "death")
    assert event.where is not None
    assert story.cast.name(event.where) == "Lindqvist Hospital"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Pavel Moritz died of pneumonia.", "pneumonia"),
        ("Pavel Moritz died as a result of medical neglect.", "medical neglect"),
        ("Pavel Moritz died due to a stroke.", "a stroke"),
        ("Pavel Moritz died on Monday.", None),
    ],
)
def test_what_a_death_is_said_to_come_of(text: str, cause: str | None) -> None:
    _, event = _one(text, "death")
    assert (event.cause.quote if event.cause else None) == cause


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("Pavel Moritz was arrested on charges of espionage.", "arrest", "espionage"),
        ("Pavel Moritz was charged with incitement.", "charge", "incitement"),
        ("Pavel Moritz was found guilty of incitement.", "conviction", "incitement"),
        ("Pavel Moritz was arrested for writing a poem.", "arrest", "writing a poem"),
        ("Pavel Moritz was jailed for nine years.", "sentence", None),
        ("Pavel Moritz was arrested on Monday.", "arrest", None),
    ],
)
def test_the_reason_that_the_authorities_state(text: str, kind: str, reason: str | None) -> None:
    _, event = _one(text, kind)
    assert (event.stated_reason.quote if event.stated_reason else None) == reason


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        (
            "Pavel Moritz, 41, died in Lindqvist Hospital, and his family said that nobody had told them.",
            "death",
            "Pavel Moritz, 41, died in Lindqvist Hospital",
        ),
        (
            "Pavel Moritz, who comes from a family of printers in the north, was arrested on Monday.",
            "arrest",
            "was arrested on Monday",
        ),
        ("The arrest of Pavel Moritz on Monday is front-page news.", "arrest", "The arrest of Pavel Moritz on Monday"),
    ],
)
def test_the_evidence_is_the_clause_and_not_the_sentence(text: str, kind: str, words: str) -> None:
    _, event = _one(text, kind)
    assert words in [span.quote for span in event.evidence]


def test_every_quotation_is_what_stands_in_the_text() -> None:
    text = "“Pavel Moritz was arrested,” his sister said.\n\nHe died of a stroke in Lindqvist\u00a0Hospital on Monday."
    events = read_events(story_of(text))
    assert {e.type for e in events} == {"arrest", "death"}
    for event in events:
        assert all(exact(span, text) for span in (event.trigger, *event.evidence))


def test_what_a_speaker_says_is_said_by_that_claim() -> None:
    story = story_of("The ministry said that Pavel Moritz had died. Vera Lenko was arrested.")
    death, arrest = read_events(story)
    assert len(death.said_by) == 1
    assert arrest.said_by == ()


@pytest.mark.parametrize(
    "text",
    [
        "Pavel Moritz died on Monday. He died in prison.",
        "Pavel Moritz was arrested. The arrest of Pavel Moritz surprised nobody.",
    ],
)
def test_an_event_told_twice_is_one_event(text: str) -> None:
    assert len({e.type for e in read_events(story_of(text))}) == 1
    assert len(read_events(story_of(text))) <= 2


def test_a_later_telling_with_a_date_stands_for_one_without() -> None:
    events = read_events(story_of("Pavel Moritz was arrested. Pavel Moritz was arrested in 2014."))
    assert [(e.type, e.when) for e in events] == [("arrest", "2014")]


def test_a_retelling_by_another_voice_with_nothing_against_it_is_the_same_event() -> None:
    text = "Pavel Moritz was arrested. Soldiers arrested Pavel Moritz at his home on 4 May 2014, his sister said."
    assert [(e.type, e.when) for e in read_events(story_of(text))] == [("arrest", "2014-05-04")]


def test_an_act_told_in_a_clause_stands_for_the_noun_that_names_it() -> None:
    text = "The arrest of Pavel Moritz surprised nobody. Pavel Moritz was arrested by soldiers."
    assert [e.trigger.quote for e in read_events(story_of(text))] == ["arrested"]


def test_a_group_told_of_again_is_one_event() -> None:
    text = "A court sentenced four bloggers to two years. The four bloggers were sentenced by the court."
    assert len([e for e in read_events(story_of(text)) if e.type == "sentence"]) == 1


@pytest.mark.parametrize(
    "text",
    ["More than 40 writers have been arrested.", "No one has been arrested.", "Writers are being jailed."],
)
def test_totals_and_what_goes_on_are_no_events(text: str) -> None:
    assert read_events(story_of(text)) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Vera Lenko thanked the printer who was abducted from his flat.",
            "the printer who was abducted from his flat",
        ),
        ("Vera Lenko was separated from the group and killed.", "Vera Lenko was separated from the group and killed"),
    ],
)
def test_the_evidence_of_a_clause_that_leans_on_another_says_whom(text: str, words: str) -> None:
    assert words in [span.quote for event in read_events(story_of(text)) for span in event.evidence]


def test_two_arrests_with_different_dates_are_two() -> None:
    events = read_events(story_of("Pavel Moritz was arrested in 2011. Pavel Moritz was arrested in 2014."))
    assert [(e.id, e.when) for e in events] == [("v1", "2011"), ("v2", "2014")]


def test_a_denied_event_is_not_the_same_as_an_asserted_one() -> None:
    events = read_events(story_of("Pavel Moritz was beaten. The ministry denied that Pavel Moritz was beaten."))
    assert [(e.type, e.status) for e in events] == [("ill_treatment", "asserted"), ("ill_treatment", "denied")]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Police arrested Pavel Moritz.", True),
        ("Pavel Moritz was sentenced to nine years in prison.", True),
        ("The imprisoned writer Pavel Moritz spoke.", True),
        ("The authorities refused to release Pavel Moritz.", True),
        ("Pavel Moritz visited a museum.", False),
        ("Pavel Moritz said that police may arrest somebody.", False),
    ],
)
def test_who_is_shown_in_custody(text: str, held: bool) -> None:
    story = story_of(text)
    read_events(story)
    shown = [e for e in story.cast.entities() if e.name == "Pavel Moritz"]  # type: ignore[attr-defined]
    assert [e.detained for e in shown] == [held]


def test_a_headline_in_the_present_tense_tells_what_happened() -> None:
    events = read_events(story_of("Court jails journalists for nine years", "title"))
    assert [e.type for e in events] == ["sentence"]
    assert read_events(story_of("Courts often jail journalists.")) == ()


def test_reading_twice_gives_the_same_events() -> None:
    text = (
        "Pavel Moritz was arrested, tortured and sentenced to ten years. He has been denied family visits since 2019."
    )
    first, second = (msgspec.json.encode(read_events(story_of(text))) for _ in range(2))
    assert first == second
    assert first != msgspec.json.encode(())


def test_what_two_speakers_tell_alike_is_one_event_that_both_say() -> None:
    story, beaten = _one(
        "His lawyer said Pavel Moritz was beaten on Monday. His brother said that Pavel Moritz was beaten.",
        "ill_treatment",
    )
    speakers = {story.cast.name(who) for c in beaten.said_by if (who := story.scope.speaker(c)) is not None}
    assert speakers == {"His lawyer", "His brother"}
    assert len(beaten.evidence) == 2


def test_the_day_of_one_of_a_group_is_not_that_of_the_group() -> None:
    story = story_of("Pavel Moritz and Vera Lenko were killed. Vera Lenko was killed on 5 May 2014.")
    found = [(len(e.participants), e.when) for e in read_events(story) if e.type == "death"]
    assert found == [(2, None), (1, "2014-05-05")]


@pytest.mark.parametrize(
    ("entries", "dates"),
    [
        (
            "1 March 2031: Rosa Quint is arrested.\n\n2 March 2031 – The guards torture her.",
            ["2031-03-01", "2031-03-02"],
        ),
        ("On 5 May 2031: Rosa Quint was freed.", ["2031-05-05"]),
        ("Quint's strike: Rosa Quint was freed.", [None]),
    ],
)
def test_the_date_that_heads_an_entry_of_a_chronology_is_that_of_its_event(
    entries: str, dates: list[str | None]
) -> None:
    story = story_of(f"What happened.\n\n{entries}")
    assert [e.when for e in read_events(story)] == dates


@pytest.mark.parametrize(
    "text",
    [
        "Pavel Moritz died in prison at the hands of guards.",
        "The torture of Pavel Moritz at the hands of guards goes on.",
    ],
)
def test_at_whose_hands_it_happened_is_who_did_it(text: str) -> None:
    story = story_of(text)
    (event,) = read_events(story)
    assert [story.cast.name(p.entity) for p in event.participants if p.role == "actor"] == ["guards"]


def test_the_day_on_which_a_hunger_strike_is_ended_is_its_last() -> None:
    (event,) = read_events(story_of("Pavel Moritz is a prisoner. Pavel Moritz ended his hunger strike on 3 May 2031."))
    assert (event.type, event.when, event.until) == ("hunger_strike", None, "2031-05-03")
