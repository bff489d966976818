"""What single sentences say of a person, and what they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.model.reading import Attribute
from habeas.reading.attributes import read_attributes
from habeas.reading.story import Story
from tests.reading.stories import story_of

_TABLE = Path(__file__).with_name("attribute_sentences.txt")
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


def _told(story: Story, attribute: Attribute, lead_name: str) -> str:
    words = [f"{attribute.property}={attribute.value}"]
    words += [f"({attribute.status})"] if attribute.status != "asserted" else []
    name = story.cast.name(attribute.subject)
    words += [f"@{name}"] if name != lead_name else []
    words += [f"->{story.cast.name(attribute.object)}"] if attribute.object else []
    return " ".join(words)


def told(lead: str, sentence: str) -> str:
    """What a sentence says in the notation of the table."""
    story = story_of(f"{lead} {sentence}".strip())
    lead_name = " ".join(lead.split()[:2])
    found = [_told(story, a, lead_name) for a in read_attributes(story) if a.evidence[0].start >= len(lead)]
    return "; ".join(found) or "-"


@pytest.mark.parametrize(("lead", "sentence", "expected"), _cases(), ids=[c[1] for c in _cases()])
def test_a_sentence_says_this_of_people_and_nothing_else(lead: str, sentence: str, expected: str) -> None:
    assert told(lead, sentence) == expected
