"""Events of single sentences, and what is no event."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.model.reading import Event
from habeas.reading.events import read_events
from habeas.reading.story import Story
from tests.reading.pages import listed, reading_of
from tests.reading.stories import story_of

_TABLE = Path(__file__).with_name("event_sentences.txt")
Case = tuple[str, str, str]


def _cases() -> list[Case]:
    lead, found = "", []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            lead = line[1:].strip()
        elif line.strip() and not line.startswith("#"):
            sentence, _, expected = line.partition(" | ")
            found.append((lead, sentence.strip(), expected.strip()))
    return found


def _told(story: Story, event: Event, lead_name: str) -> str:
    names = [story.cast.name(p.entity) for p in event.participants if p.role == "person"]
    words = [event.type]
    words += [event.status] if event.status != "asserted" else []
    words += [f"when={event.when}"] if event.when else []
    words += [f"who={name}" for name in names if name != lead_name] or (["who="] if not names else [])
    return " ".join(words)


def told(lead: str, sentence: str) -> str:
    """The events of a sentence in the notation of the table."""
    story = story_of(f"{lead} {sentence}".strip())
    lead_name = " ".join(lead.split()[:2])
    found = [_told(story, e, lead_name) for e in read_events(story) if e.trigger.start >= len(lead)]
    return "; ".join(found) or "-"


@pytest.mark.parametrize(("lead", "sentence", "expected"), _cases(), ids=[c[1] for c in _cases()])
def test_a_sentence_tells_these_events_and_no_others(lead: str, sentence: str, expected: str) -> None:
    assert told(lead, sentence) == expected


def test_the_items_of_a_list_of_demands_have_not_happened() -> None:
    text = (
        "Tomas Veldt was arrested in May. The Network of Free Unions demands:\n\n"
        "1. the immediate transfer of Tomas Veldt to a clinic;\n\n2. the release of all imprisoned trade unionists."
    )
    reading = reading_of(text, passages=listed(text, "1.", "2."))
    assert len(reading.demands) == 2
    assert [event.type for event in reading.events] == ["arrest"]


def test_what_somebody_is_asked_to_grant_has_not_happened() -> None:
    text = "Ada Lund was arrested in May. We ask:\n\n1. The Release Board to grant her conditional release at once."
    reading = reading_of(text, passages=listed(text, "1."))
    assert [event.type for event in reading.events] == ["arrest"]
