"""Lines of fact sheets ("Date of arrest: 3 May 2020"), found by their labels and tied to whose sheet it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from habeas.reading.label_lines import BULLETS, LONGEST, known_labels, label_before
from habeas.reading.story import Story
from habeas.reading.tables import load

_ENDS = re.compile(r"\n|\s\|\s|;\s+(?=[A-Z][\w ]{2,30}:)")
_LONGEST_VALUE = 240
_LONGEST_HEADING = 120
_BACK = 14
"""Lines back in which the name over a sheet stands."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label of the table with its first word, what stands behind it as `text[start:end]`, and whose sheet it is."""

    label: str
    first: Token
    start: int
    end: int
    holder: str


def labelled(story: Story) -> Iterator[Labelled]:
    """Every label of the table that has a value and a person of whom it is said, in text order."""
    text = story.page.text
    for colon in story.page.all_tokens:
        if not colon.text.startswith(":") and not colon.text.endswith(":"):
            continue
        label = label_before(text, story.page.end(colon) - 1)
        if label is None:
            continue
        start, end = _value(text, story.page.end(colon))
        holder = _holder(story, colon, start, end, label) if start < end else None
        first = _first_word(story, label, story.page.end(colon))
        if holder is not None and first is not None:
            yield Labelled(label, first, start, end, holder)


def _first_word(story: Story, label: str, end: int) -> Token | None:
    """The first word of a label that ends at `end`, which may be written in capitals."""
    page = story.page
    start = max(0, end - LONGEST - 1)
    # A letter may become two in lower case, so the text is compared as it stands.
    at = next((i for i in range(end - 1, start - 1, -1) if page.text[i:end].lower().startswith(label)), None)
    return page.token_at(at) if at is not None else None


def _value(text: str, start: int) -> tuple[int, int]:
    """What stands behind a colon in its line, or in the next one where that one is empty."""
    line = text.find("\n", start)
    if line >= 0 and not text[start:line].strip(BULLETS):
        start = line + 1
        while start < len(text) and text[start] in "\n ":
            start += 1
    found = _ENDS.search(text, start)
    end = found.start() if found else len(text)
    while start < end and text[start] in BULLETS:
        start += 1
    while end > start and text[end - 1] in " \t.;,":
        end -= 1
    return (start, end) if end - start <= _LONGEST_VALUE else (start, start)


def _holder(story: Story, colon: Token, start: int, end: int, label: str) -> str | None:
    if label in load("labels")["name"]:
        return _person_in(story, start, end)
    text, at = story.page.text, story.page.start(colon)
    for part in reversed(re.split(r"[|;]", text[text.rfind("\n", 0, at) + 1 : at])[:-1]):
        found = text.find(part, text.rfind("\n", 0, at) + 1)
        held = _person_in(story, found, found + len(part))
        if held is not None:
            return held
    last = text.rfind("\n", 0, at)
    for _ in range(_BACK):
        if last <= 0:
            break
        first = text.rfind("\n", 0, last) + 1
        line = text[first:last]
        inner, _, _ = line.partition(":")
        other = inner.strip(BULLETS).lower() in known_labels() and inner != line
        if line.strip() and (not other or inner.strip(BULLETS).lower() in load("labels")["name"]):
            held = _person_in(story, first, last)
            if held is not None or len(line) > _LONGEST_HEADING:
                return held if len(line) <= _LONGEST_HEADING else story.cast.main_person(colon)
        last = first - 1
    return story.cast.main_person(colon)


def _person_in(story: Story, start: int, end: int) -> str | None:
    """The first person whom a stretch of the text names."""
    for token in story.page.tokens(start, end):
        entity = story.cast.at(token)
        if entity is not None and token.pos_ == "PROPN":
            if story.cast.kind(entity) == "person" and story.cast.named(entity):
                return entity
    return None
