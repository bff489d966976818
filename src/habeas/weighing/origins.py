"""Which reports and tellings come from one origin: near copies, one agency's text, one speaker in several
papers.

Two papers that print the same wire story are one source, and so are two that quote the same spokesman.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from habeas.model import dates
from habeas.model.case import Resolution, Source
from habeas.weighing.alike import Alike
from habeas.weighing.copies import NEAR, runs
from habeas.weighing.ground import Ground, who_says
from habeas.weighing.releases import of_one_origin, speaking_for
from habeas.weighing.speakers import Speakers, paper
from habeas.weighing.unions import Unions
from habeas.weighing.wording import folded

_RELATED = 0.25  # as `copies.NEAR`, where both also credit one agency


@dataclass(frozen=True)
class Origins:
    """`group` gives the copy group of reports that have one; `own` whose word it is what a report tells in its own
    voice, `heading` the same for its headings.
    """

    group: Mapping[str, str]
    own: Mapping[str, str]
    heading: Mapping[str, str]
    titles: Mapping[str, Sequence[tuple[int, int]]]
    speakers: Speakers
    publishers: Sequence[str]

    def of(self, source: Source) -> str:
        """The origin of a telling: a speaker known from others, else whoever the report has its words from."""
        speaker = self.speakers.of(source)
        if speaker is not None:
            return speaker
        return (self.heading if self._heads(source) else self.own)[source.report]

    def count(self, sources: Iterable[Source]) -> int:
        """How many independent origins the tellings about one person have, denials left out; at least 1.

        A heading says again what its report tells below it; and of near copies the one that leaves out whose word it
        is has it from the same speaker as the others.
        """
        return max(1, len({self.of(s) for s in self._counted(sources)}))

    def tellers(self, sources: Iterable[Source]) -> tuple[str, ...]:
        """One name for each independent origin of the tellings, the first to tell first."""
        names: dict[str, str] = {}
        for source in sorted(self._counted(sources), key=lambda s: (dates.sort_key(s.said), s.key)):
            origin = self.of(source)
            named = next((v.name for v in source.voices if paper(v.name) == origin), self._papers.get(origin))
            spoken = self.speakers.of(source) is not None
            names.setdefault(origin, named or (who_says(source) if spoken else source.voices[0].name))
        return tuple(names.values())

    def _counted(self, sources: Iterable[Source]) -> list[Source]:
        """The tellings that are counted: asserted ones, and of a heading and the text below it the text."""
        told = [s for s in sources if s.status != "denied"]
        below = [s for s in told if not self._heads(s)]
        speaking = {self._text(s) for s in below if self.speakers.of(s) is not None}
        attributed = {s.report for s in below if self.speakers.of(s) is not None}
        told_below = {self._text(s) for s in below}
        counted = [s for s in below if s.report in attributed or self._text(s) not in speaking]
        return counted + [s for s in told if self._heads(s) and self._text(s) not in told_below]

    @cached_property
    def _papers(self) -> Mapping[str, str]:
        """What the publishers are called, by their labels."""
        return {paper(name): name for name in self.publishers}

    def _text(self, source: Source) -> str:
        """The report, or the group of those that share its words."""
        return self.group.get(source.report, source.report)

    def _heads(self, source: Source) -> bool:
        start = source.spans[0][0] if source.spans else -1
        return any(first <= start < last for first, last in self.titles.get(source.report, ()))


def origins(grounds: Sequence[Ground], resolution: Resolution) -> Origins:
    """The origins of all reports; the work grows with their number."""
    credit = {g.report: folded(g.reading.report.credits[0]) for g in grounds if len(g.reading.report.credits) == 1}
    speakers = Speakers(grounds, resolution)
    groups = _groups(grounds, credit, speakers)
    releasing = {g.report: body for g in grounds if (body := speaking_for(g, speakers)) is not None}
    own = _own_words(grounds, groups, releasing)
    return Origins(
        group=groups,
        own=own,
        heading=own | releasing,
        titles={g.report: [(p.start, p.end) for p in g.reading.passages if p.role == "title"] for g in grounds},
        speakers=speakers,
        publishers=sorted({n for g in grounds for n in (g.reading.report.publisher, *g.reading.report.credits) if n}),
    )


def _own_words(grounds: Sequence[Ground], groups: Mapping[str, str], releasing: Mapping[str, str]) -> dict[str, str]:
    """By report whose word its own voice is: an agency's that it credits, its publisher's, or its copies' first."""
    found = {g.report: _first_hand(g) for g in grounds}
    members: dict[str, list[Ground]] = defaultdict(list)
    for ground in grounds:
        if ground.report in groups:
            members[groups[ground.report]].append(ground)
    for group, copies in members.items():
        bodies = Counter(releasing[g.report] for g in copies if g.report in releasing)
        body = min(bodies, key=lambda b: (-bodies[b], b), default=None)
        whose = body if body is not None and 2 * bodies[body] >= len(copies) else _first(copies, group)
        found.update((g.report, whose) for g in copies)
    return found


def _first_hand(ground: Ground) -> str:
    info = ground.reading.report
    if len(info.credits) == 1:
        return paper(info.credits[0])
    return paper(info.publisher) if info.publisher else ground.report


def _first(copies: Sequence[Ground], group: str) -> str:
    """Who had the words first: whom most copies credit, else the first to print them, the longest of one day."""
    credits = Counter(paper(name) for g in copies for name in g.reading.report.credits)
    if credits:
        return min(credits, key=lambda name: (-credits[name], name))
    known = [g for g in copies if g.reading.report.publisher]
    if not known:
        return group
    earliest = min(known, key=lambda g: (dates.sort_key(g.reading.report.published), -len(g.reading.text), g.report))
    return paper(earliest.reading.report.publisher)


def _groups(grounds: Sequence[Ground], credit: Mapping[str, str], speakers: Speakers) -> dict[str, str]:
    shingles = {g.report: found for g in grounds if (found := runs(g.reading))}
    one = Unions()
    _unite_near(one, shingles, credit)
    for left, right in of_one_origin(grounds, speakers):
        if left in shingles and right in shingles:
            one.unite(left, right)
    members: dict[str, list[str]] = {}
    for report in sorted(shingles):
        members.setdefault(one.root(report), []).append(report)
    return {r: f"copies:{min(group)[-16:]}" for group in members.values() if len(group) > 1 for r in group}


def _unite_near(one: Unions, shingles: Mapping[str, frozenset[int]], credit: Mapping[str, str]) -> None:
    """Near copies are one, and what one agency's subscribers made of its text."""
    alike = Alike(shingles)
    alike.unite(shingles, NEAR, one)
    subscribers: dict[str, list[str]] = defaultdict(list)
    for report in shingles:
        if report in credit:
            subscribers[credit[report]].append(report)
    for agency in sorted(subscribers):
        alike.unite(subscribers[agency], _RELATED, one)
