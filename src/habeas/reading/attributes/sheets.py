"""What the labels of fact sheets say of a person: "Occupation: journalist", "Sentence: five years"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from habeas.reading.attributes.draft import Draft
from habeas.reading.labels import Labelled, labelled
from habeas.reading.story import Story
from habeas.reading.tables import load, words

_AGE = re.compile(r"(\d{1,3})\b")
_OLDEST = 120


def sheet_drafts(story: Story) -> Iterator[Draft]:
    """The attributes of the labels, one a line."""
    for line in labelled(story):
        name = _properties().get(line.label)
        if name is None:
            continue
        value = _value(story, line, name)
        tokens = list(story.page.tokens(line.start, line.end))
        if value is None or not tokens:
            continue
        place = next((e for t in tokens if (e := story.cast.noun(t)) is not None), None) if name == "held_at" else None
        if place is not None and story.cast.kind(place) != "facility":
            place = None
        yield Draft(line.holder, name, value, [line.first, *tokens], f"label {name}", object=place)


@cache
def _properties() -> dict[str, str]:
    return {label: name for name, labels in load("labels")["attributes"].items() for label in labels}


def _value(story: Story, line: Labelled, name: str) -> int | str | None:
    said = " ".join(story.page.text[line.start : line.end].split())
    if said.lower() in words("labels", "nothing", "values"):
        return None
    if name in words("labels", "dates"):
        return next((date.removesuffix("/..") for _, date in story.times.within(line.start, line.end)), None)
    if name == "age":
        number = _AGE.match(said)
        return int(number[1]) if number and int(number[1]) <= _OLDEST else None
    if name == "sentence" and not set(re.findall(r"\w+", said.lower())) & words("labels", "nothing", "sentences"):
        return None
    return said
