"""What the labels of fact sheets tell of: "Date of arrest: 3 May 2020"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from habeas.model.reading import Event, Participant
from habeas.reading.events.hits import Hit
from habeas.reading.labels import labelled
from habeas.reading.people import Found
from habeas.reading.story import Story
from habeas.reading.tables import load


def sheet_events(story: Story) -> Iterator[tuple[Hit, Event]]:
    """The events of the labels that have a date."""
    for line in labelled(story):
        kind = _types().get(line.label)
        when = next((date for _, date in story.times.within(line.start, line.end)), None) if kind else None
        tokens = list(story.page.tokens(line.start, line.end))
        if kind is None or when is None or not tokens:
            continue
        word = line.first
        hit = Hit(kind, word, word, word, f"label:{kind}", Found([line.holder], [], []))
        trigger = story.page.span(word, word)
        event = Event(
            id="v0",
            type=kind,
            trigger=trigger,
            evidence=(story.page.span(word, tokens[-1]),),
            participants=(Participant(line.holder, "person"),),
            when=when.removesuffix("/.."),
            said_by=story.scope.said_by(trigger),
            status="asserted",
            rule=hit.rule,
        )
        yield hit, event


@cache
def _types() -> dict[str, str]:
    return {label: name for name, labels in load("labels")["events"].items() for label in labels}
