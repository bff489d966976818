"""Reports of one origin that do not share their words: prints of one press release, and translations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from habeas.model import dates
from habeas.model.reading import Attribute, Event, Figure
from habeas.weighing.ground import Ground
from habeas.weighing.speakers import Speakers, paper
from habeas.weighing.wording import folded

_MOSTLY = 0.6  # share of a report's statements that it gives to one body, from which it is that body's release
_FEW = 3  # statements
_DAYS = 2  # within which one release is printed
_WEEK = 7  # days within which a report is translated
_REACH = 12
_Fact = tuple[str, ...]


def of_one_origin(grounds: Sequence[Ground], speakers: Speakers) -> Iterator[tuple[str, str]]:
    """Pairs of reports that have one origin by what they say and on whose word."""
    yield from _releases(grounds, speakers)
    yield from _translations(grounds)


def _releases(grounds: Sequence[Ground], speakers: Speakers) -> Iterator[tuple[str, str]]:
    """Reports that rest on one body's word, printed within days, and tell of one day or count the same."""
    blocks: dict[tuple[str, _Fact], list[Ground]] = defaultdict(list)
    for ground in grounds:
        body = speaking_for(ground, speakers)
        if body is not None:
            for fact in facts(ground):
                blocks[body, fact].append(ground)
    for block in sorted(blocks):
        for one, other in _neighbours(blocks[block]):
            if abs(_gap(one, other)) <= _DAYS:
                yield one.report, other.report


def speaking_for(ground: Ground, speakers: Speakers) -> str | None:
    """The label of the organisation that a report gives most of its statements to."""
    reading = ground.reading
    told: list[Attribute | Event | Figure] = [*reading.attributes, *reading.events, *reading.figures]
    tally: Counter[str] = Counter()
    for statement in told:
        for claim in (ground.claims[ref] for ref in statement.said_by[:1] if ref in ground.claims):
            body = speakers.body(ground.report, claim.speaker or "")
            if body is not None:
                tally[body] += 1
    if not tally or paper(ground.publisher) in tally:
        return None
    body, many = min(tally.items(), key=lambda item: (-item[1], item[0]))
    return body if len(told) >= _FEW and many >= _MOSTLY * len(told) else None


def facts(ground: Ground) -> list[_Fact]:
    """What a report tells that hardly two reports tell by chance: events of a day, counts of a day."""
    events = {("event", e.type, e.when) for e in ground.reading.events if e.when is not None and len(e.when) == 10}
    counts = {
        ("count", f.measure, f"{f.value} {f.as_of}")
        for f in ground.reading.figures
        if f.value is not None and f.as_of is not None
    }
    return sorted(events | counts)


def _neighbours(grounds: Sequence[Ground]) -> Iterator[tuple[Ground, Ground]]:
    ordered = sorted(grounds, key=lambda g: (_published(g), g.report))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + _REACH]:
            yield one, other


def _published(ground: Ground) -> date:
    when = ground.reading.report.published
    return (dates.interval(when).earliest if when else None) or date.min


def _gap(one: Ground, other: Ground) -> int:
    return (_published(other) - _published(one)).days


def _translations(grounds: Sequence[Ground]) -> Iterator[tuple[str, str]]:
    """A translated report and the one that it was made from: its publisher's in that language, of those days."""
    originals: dict[tuple[str, str], list[Ground]] = defaultdict(list)
    for ground in grounds:
        info = ground.reading.report
        if info.publisher and info.language:
            originals[folded(info.publisher), info.language].append(ground)
    for ground in grounds:
        info = ground.reading.report
        for credit in info.credits if info.translated_from else ():
            made_from = [
                other
                for other in originals.get((folded(credit), info.translated_from or ""), ())
                if other is not ground and 0 <= _gap(other, ground) <= _WEEK
            ]
            shared = [other for other in made_from if set(facts(other)) & set(facts(ground))]
            if len(shared or made_from) == 1:
                yield (shared or made_from)[0].report, ground.report
