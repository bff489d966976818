"""Dates that the figures of one report share: a bulletin's "as of", a total's span, the day of one story."""

from __future__ import annotations

from msgspec import structs

from habeas.model.reading import Figure
from habeas.reading.figures.dates import stated_as_of
from habeas.reading.story import Story

_HAPPENED = frozenset({"arrested", "killed", "released", "disappeared", "died", "injured", "sentenced", "other"})
_NEAR = 3
"""Paragraphs over which a figure without a date is of the day of the one told before."""


def dated_together(story: Story, figures: list[Figure]) -> list[Figure]:
    """The figures with the dates that they have from each other and from the bulletin in which they stand."""
    stated = stated_as_of(story)
    out: list[Figure] = []
    for figure in figures:
        if stated is not None and _counted_now(story, figure) and figure.evidence[0].start >= stated[0]:
            out.append(structs.replace(figure, as_of=stated[1]))
        elif figure.as_of is None and figure.measure in _HAPPENED:
            out.append(_with(story, figure, out))
        else:
            out.append(figure)
    return out


def _counted_now(story: Story, figure: Figure) -> bool:
    """Whether a figure has no date but that of the report, which tells it in its own voice."""
    token = story.page.token_at(figure.evidence[0].start)
    return token is not None and figure.as_of == story.times.anchor(token) and not figure.said_by


def _with(story: Story, figure: Figure, before: list[Figure]) -> Figure:
    """With the dates of the figure before it in the sentence, or of the last one of its kind in the story."""
    if before and _sentence(story, figure) == _sentence(story, before[-1]) and before[-1].measure in _HAPPENED:
        last = before[-1]
        return structs.replace(figure, as_of=last.as_of, since=figure.since or last.since)
    told = next((f for f in reversed(before) if f.measure == figure.measure and _close(story, figure, f)), None)
    if told is None or told.as_of is None or told.since is not None or _now(story, told) or _own_time(story, figure):
        return figure
    if "/" in told.as_of:
        return figure  # a total over a period says nothing of when others were counted
    return structs.replace(figure, as_of=told.as_of)


def _own_time(story: Story, figure: Figure) -> bool:
    """Whether the words of a figure tell when themselves: by a date, or by "have been" up to now."""
    token = story.page.token_at(figure.evidence[0].start)
    if token is None:
        return False
    sentence = token.sent
    dated = story.times.within(story.page.start(sentence[0]), story.page.end(sentence[-1]))
    return bool(dated) or any(t.lower_ in ("have", "has") and t.dep_ == "aux" for t in sentence)


def _now(story: Story, figure: Figure) -> bool:
    token = story.page.token_at(figure.evidence[0].start)
    return token is not None and figure.as_of == story.times.anchor(token)


def _sentence(story: Story, figure: Figure) -> int:
    token = story.page.token_at(figure.evidence[0].start)
    return token.sent.start if token is not None else -1


def _close(story: Story, figure: Figure, other: Figure) -> bool:
    one, two = (story.page.token_at(f.evidence[0].start) for f in (figure, other))
    if one is None or two is None:
        return False
    return abs(story.page.paragraph(one) - story.page.paragraph(two)) <= _NEAR
