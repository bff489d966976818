"""What a figure counts: its population in comparable words, its territory, and the values that it allows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from habeas.model.case import FigurePoint
from habeas.model.reading import Figure
from habeas.weighing.ground import Told
from habeas.weighing.known import COUNTED
from habeas.weighing.wording import date_words, folded, stem

_SENTENCE = re.compile(r"[.!?][\"”’)\]]*\s|\n")
_OF_THEM = re.compile(r"\d\s+(?:of|among)\s+(?:them|these|those|whom)\b", re.IGNORECASE)
# Some of those counted, named beside the rest: they narrow nothing.
_MEMBERS = re.compile(
    r",[^,]*\bamong (?:them|whom)\b.*$|,? (?:including|such as|some (?:of them )?with)\b.*$", re.IGNORECASE
)
_CUSTODY = frozenset(stem(w) for w in COUNTED.custody)
_PLAIN = frozenset(stem(w) for w in COUNTED.plain)


@dataclass(frozen=True)
class Counted:
    """A figure with what it counts: `base` the people at large, `part` what narrows them, both as folded words."""

    told: Told
    figure: Figure
    base: frozenset[str]
    part: frozenset[str]
    place: str | None

    @property
    def as_of(self) -> str | None:
        """The date of the count: its own, or else that of its telling."""
        return self.figure.as_of or self.told.said


def population(of: str) -> frozenset[str]:
    """The words that say who is counted, without the words for custody: "Karmanian prisoners held in X" counts
    what "Karmanian detainees" counts.
    """
    words = folded(_MEMBERS.sub("", of)).split()
    for place, word in enumerate(words):
        if place and word in COUNTED.held and set(words[place:]) & (COUNTED.custodial | {"by", "in", "behind"}):
            words = words[:place]
            break
        if place and word in ("in", "inside") and set(words[place:]) & COUNTED.custodial:
            words = words[:place]
            break
    stems = [stem(w) for w in words if w not in COUNTED.idle and not w.isdigit()]
    return frozenset(s for s in stems if s not in _CUSTODY and s not in COUNTED.held)


def is_part(item: Counted) -> bool:
    """Whether it counts some of those whom its report has counted: by the reading, or in the words "300 of them"."""
    whole = item.figure.part_of
    figures = item.told.ground.reading.figures
    if whole is not None and any(f.id == whole and f.measure == item.figure.measure for f in figures):
        return True
    return _OF_THEM.search(item.told.source.quotes[0]) is not None


def says_how(figure: Figure) -> bool:
    """Whether the words for the people counted say that they are ill or hurt."""
    return any(stem(word) in _PLAIN for word in folded(figure.of).split())


def counted(tellings: Iterable[Told]) -> list[Counted]:
    """Every figure with its population. Part and whole are told apart by the words that whole counts use."""
    figures = [(told, told.statement) for told in tellings if isinstance(told.statement, Figure)]
    wholes = {w for _, f in figures if f.measure in COUNTED.stocks for w in _people(f)}
    by_report: dict[str, list[tuple[Told, Figure]]] = defaultdict(list)
    for told, figure in figures:
        by_report[told.ground.report].append((told, figure))
    return [_counted(told, figure, wholes, by_report[told.ground.report]) for told, figure in figures]


def _counted(told: Told, figure: Figure, wholes: set[str], beside: Sequence[tuple[Told, Figure]]) -> Counted:
    words = _people(figure)
    place = _place(told, figure)
    if figure.measure not in COUNTED.side_by_side:
        return Counted(told, figure, words, frozenset(), place)
    words -= _PLAIN
    base = frozenset(words & wholes)
    return Counted(told, figure, base or _whole_of(figure, beside), words - base, place)


def _people(figure: Figure) -> frozenset[str]:
    """The words that say who is counted beyond what the measure says."""
    return population(figure.of) - frozenset(map(stem, COUNTED.said.get(figure.measure, ())))


def _whole_of(figure: Figure, beside: Sequence[tuple[Told, Figure]]) -> frozenset[str]:
    """The population that a part is taken from: the figure it is a part of, or the one count of its report."""
    for _, other in beside:
        if other.id == figure.part_of:
            return _people(other) - _PLAIN
    found = {_people(f) for _, f in beside if f.measure in COUNTED.stocks}
    return next(iter(found)) if len(found) == 1 else frozenset()


def _place(told: Told, figure: Figure) -> str | None:
    """The territory of a count; where the reading gives none, the one prison or place that its sentence names."""
    if figure.place is not None:
        return told.ground.name(figure.place) or figure.place
    start, end = sentence(told)
    inside = [e for e in told.ground.entities.values() if e.named and any(start <= m.start < end for m in e.mentions)]
    for kind in ("facility", "place"):
        named = [e.name for e in inside if e.kind == kind]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def sentence(told: Told) -> tuple[int, int]:
    """Where the sentence of a telling begins and ends in its report's text."""
    text, span = told.ground.reading.text, told.span
    begins = [m.end() for m in _SENTENCE.finditer(text, max(0, span.start - 2000), span.start)]
    ends = _SENTENCE.search(text, span.end)
    return begins[-1] if begins else max(0, span.start - 2000), ends.start() if ends else len(text)


def point(item: Counted) -> FigurePoint:
    """The figure as a point of its series."""
    figure = item.figure
    return FigurePoint(
        label=value_words(figure),
        of=figure.of,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        approximate=figure.approximate,
        method=figure.method,
        as_of=figure.as_of,
        since=figure.since,
        source=item.told.source,
        said=item.told.said,
    )


def value_words(figure: Figure) -> str:
    """The figure in words: "about 4,600", "at least 30", "200 to 300"."""
    if figure.value is not None:
        number = f"{figure.value:,}"
    elif figure.low is not None and figure.high is not None:
        number = f"{figure.low:,} to {figure.high:,}"
    elif figure.low is not None:
        number = f"{figure.low:,} or more"
    else:
        number = f"up to {figure.high:,}" if figure.high is not None else "a number not given"
    if figure.approximate and figure.value is not None:
        return f"about {number}"
    bound = (figure.method or "").strip()
    return f"{bound} {number}" if bound in ("at least", "more than", "over", "up to", "nearly") else number


def dated_words(item: Counted) -> str:
    """The figure with its date: "about 4,600 (17 January 2022)"."""
    return f"{value_words(item.figure)} ({date_words(item.as_of)})"


def bounds(figure: Figure) -> tuple[float, float]:
    """The lowest and highest number that the figure allows; a round figure allows a little both ways."""
    low = figure.low if figure.low is not None else figure.value
    high = figure.high if figure.high is not None else figure.value
    slack = COUNTED.round if figure.approximate else 0.0
    if (figure.method or "") in ("at least", "more than", "over") and figure.high is None:
        high = None
    return (low or 0) * (1 - slack), float("inf") if high is None else high * (1 + slack)


def commonest(words: Iterable[str]) -> str:
    """The wording used most, the shortest and first of these."""
    tally: Mapping[str, int] = Counter(words)
    return min(tally, key=lambda w: (-tally[w], len(w), w))
