"""What single sentences say of a person, and what they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.model.reading import Attribute, Passage, ReportInfo
from habeas.reading.attributes import read_attributes
from habeas.reading.cast import read_cast
from habeas.reading.claims import read_claims
from habeas.reading.events import read_events
from habeas.reading.nlp import english
from habeas.reading.page import Page
from habeas.reading.story import Story
from habeas.reading.times import read_times
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


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Those arrested include Anton Brel and Vera Lenko.", ["Anton Brel", "Vera Lenko"]),
        ("Among those freed was Hasina Bano, about 30.", ["Hasina Bano"]),
        ("The prisoners, among them Anton Brel, were moved.", ["Anton Brel"]),
        ("Two bloggers, Omid Farsan and Ada Lund, had their detention renewed.", ["Omid Farsan", "Ada Lund"]),
        ("The following were arrested: Anton Brel and Vera Lenko.", ["Anton Brel", "Vera Lenko"]),
        ("The lawyer of the prisoners, Vera Lenko, said so.", []),
        ("Anton Brel met Vera Lenko in Paris.", []),
    ],
)
def test_lists_show_who_is_in_custody(text: str, held: list[str]) -> None:
    story = story_of(text)
    read_attributes(story)
    entities = story.cast.entities()  # type: ignore[attr-defined]
    assert [e.name for e in entities if e.kind == "person" and e.named and e.detained] == held


def test_a_title_gives_nothing_that_the_body_tells() -> None:
    title, body = "Printer Vera Lenko jailed", "Vera Lenko, a printer from Korsk, was jailed on Monday."
    text = f"{title}\n\n{body}"
    report = ReportInfo(id="sha256:" + "0" * 64, source="test.txt")
    passages = (
        Passage(role="title", start=0, end=len(title)),
        Passage(role="body", start=len(title) + 2, end=len(text)),
    )
    page = Page(report, text, passages, english())
    cast = read_cast(page)
    found = read_attributes(Story(page, cast, read_times(page), read_claims(page, cast)))
    work = [a for a in found if a.property == "occupation"]
    assert [(a.value, a.evidence[0].start > len(title)) for a in work] == [("printer", True)]


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("A teacher was arrested in Korsk.", ["teacher"]),
        ("Gunmen abducted a 30-year-old Swedish truck driver.", ["truck driver"]),
        ("A teacher spoke in Korsk.", []),
        ("The wife of a teacher was arrested in Korsk.", []),
    ],
)
def test_the_work_of_whom_something_happened_to_is_told_without_a_name(text: str, work: list[str]) -> None:
    story = story_of(text)
    found = read_attributes(story, read_events(story))
    assert [a.value for a in found if a.property == "occupation"] == work
