"""Counts told again: one voice that tells the same number twice is taken once, where it is told most fully."""

from __future__ import annotations

from collections.abc import Set

from msgspec import structs
from spacy.tokens import Token

from habeas.model.dates import one_within_other
from habeas.model.reading import Figure
from habeas.reading.figures.counts import is_people
from habeas.reading.story import Story

_MORE = frozenset({"other", "others", "more", "another", "further", "additional", "new"})
_ANYBODY = frozenset({"people", "person", "individual", "man", "woman", "other", "them", "whom", "those", "of"})

_TELLING = 3
"""From so many on a number of "people" alone shows that the same ones are meant."""


def told_once(story: Story, figures: list[Figure], named: Set[int]) -> tuple[Figure, ...]:
    """Without figures of titles and captions that the body gives too, and without what a voice has told before.

    `named`: how many the report names one by one; its title may count them.
    """
    body = {_told(f) for f in figures if _role(story, f) == "body"}
    body |= {("other", value) for _, value in body}  # a title may leave out what is counted
    above = [f for f in figures if _role(story, f) in ("title", "caption")]
    gone = {f.id for f in above if _told(f) in body or f.value in named}
    twins = _twins(story, [f for f in figures if f.id not in gone])
    left = [f for f in figures if f.id not in gone and f.id not in twins]
    ids = {f.id: f"n{number}" for number, f in enumerate(left, 1)}
    ids |= {one: ids[kept] for one, kept in twins.items() if kept in ids}
    return tuple(structs.replace(f, id=ids[f.id], part_of=ids.get(f.part_of or "")) for f in left)


def _told(figure: Figure) -> tuple[str, int | None]:
    return figure.measure, figure.value if figure.value is not None else figure.low


def _role(story: Story, figure: Figure) -> str:
    token = story.page.token_at(figure.evidence[0].start)
    return story.page.passage(token).role if token is not None else "body"


def _twins(story: Story, figures: list[Figure]) -> dict[str, str]:
    """The figures told again, each with the one that tells it more fully."""
    twins: dict[str, str] = {}
    kept: list[Figure] = []
    for figure in figures:
        before = next((n for n, k in enumerate(kept) if _again(story, k, figure)), None)
        if before is None:
            kept.append(figure)
        elif _fuller(figure, kept[before]):
            twins = {one: figure.id if to == kept[before].id else to for one, to in twins.items()}
            twins[kept[before].id] = figure.id
            kept[before] = figure
        else:
            twins[figure.id] = kept[before].id
    return twins


def _again(story: Story, one: Figure, other: Figure) -> bool:
    """Whether two figures count the same: one number, one measure, one voice, and nothing that sets them apart."""
    if one.value is None or one.value != other.value or _voice(story, one) != _voice(story, other):
        return False
    if "other" not in (one.measure, other.measure) and one.measure != other.measure:
        return False
    apart = one.as_of and other.as_of and one.since == other.since and not one_within_other(one.as_of, other.as_of)
    if apart or (one.place and other.place and one.place != other.place) or other.part_of == one.id:
        return False
    words, again = _nouns(story, one), _nouns(story, other)
    if one.measure != other.measure:
        return bool(words & again - _ANYBODY)
    first, second = story.page.token_at(one.evidence[0].start), story.page.token_at(other.evidence[0].start)
    same = first is not None and second is not None and first.sent == second.sent
    if same or (one.value < _TELLING and not words & again - _ANYBODY):
        return False
    return bool(words & again) or not (words - _ANYBODY) or not (again - _ANYBODY)


def _voice(story: Story, figure: Figure) -> tuple[str | None, ...]:
    return tuple(story.scope.speaker(claim) for claim in figure.said_by)


def _nouns(story: Story, figure: Figure) -> frozenset[str]:
    """The words for people in the words of a figure; a count of "others" has none that it shares."""
    span = figure.evidence[0]
    tokens = list(story.page.tokens(span.start, span.end))
    if any(t.lower_ in _MORE and t.nbor().lower_ != "than" for t in tokens[:-1]):
        return frozenset({figure.id})
    return frozenset(_one(t) for t in tokens if is_people(t))


def _one(noun: Token) -> str:
    return str(noun.lemma_.lower())


def _fuller(one: Figure, other: Figure) -> bool:
    """Whether the later of two tells more: what is counted, as of when."""
    if (one.measure == "other") != (other.measure == "other"):
        return other.measure == "other"
    return bool(one.as_of) and not other.as_of
