"""Which reports and tellings come from one origin: near copies, one agency's text, one speaker in several
papers.

Two papers that print the same wire story are one source, and so are two that quote the same spokesman.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from datasketch import MinHash, MinHashLSH

from habeas.model.case import Source
from habeas.weighing.bodies import same_body
from habeas.weighing.ground import Ground
from habeas.weighing.releases import of_one_origin
from habeas.weighing.wording import folded

_GRAM = 5
_PERMUTATIONS = 64
_NEAR = 0.5  # share of five-word runs in common from which two reports are near copies
_RELATED = 0.25  # the same, where both also credit one agency


@dataclass(frozen=True)
class Origins:
    """`group` gives the copy group of reports that have one; `credit` the one agency that a report
    credits.
    """

    group: Mapping[str, str]
    credit: Mapping[str, str]
    publisher: Mapping[str, str]
    named: frozenset[tuple[str, str]]
    bodies: Mapping[str, str]

    def of(self, source: Source) -> str:
        """The origin of a telling: a named speaker, else an agency, else the report or its group of
        copies.
        """
        innermost = source.voices[-1]
        if innermost.entity is not None and (source.report, innermost.entity) in self.named:
            return f"speaker {folded(self.bodies.get(innermost.name, innermost.name))}"
        if source.report in self.group:
            return self.group[source.report]
        if source.report in self.credit:
            return f"agency {self.credit[source.report]}"
        return self.publisher[source.report]

    def count(self, sources: Iterable[Source]) -> int:
        """How many independent origins the tellings have, denials left out; at least 1."""
        return max(1, len({self.of(s) for s in sources if s.status != "denied"}))


def origins(grounds: Sequence[Ground]) -> Origins:
    """The origins of all reports; the work grows with their number."""
    credit = {g.report: folded(g.reading.report.credits[0]) for g in grounds if len(g.reading.report.credits) == 1}
    publishers = {
        g.report: f"publisher {folded(g.publisher)}" if g.reading.report.publisher else g.report for g in grounds
    }
    named = {
        (g.report, e.id)
        for g in grounds
        for e in g.reading.entities
        if e.named and e.kind in ("person", "organisation")
    }
    speakers = [
        g.entities[c.speaker] for g in grounds for c in g.reading.claims if c.speaker and c.speaker in g.entities
    ]
    bodies = same_body(e.name for e in speakers if e.named and e.kind == "organisation")
    return Origins(_groups(grounds, credit, bodies), credit, publishers, frozenset(named), bodies)


def _shingles(ground: Ground) -> frozenset[int]:
    """The runs of five words in what is read of the report, each as a 64-bit number."""
    reading = ground.reading
    read = [reading.text[p.start : p.end] for p in reading.passages if p.role != "furniture"]
    words = re.findall(r"\w+", " ".join(read or [reading.text]).casefold())
    runs = (" ".join(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1))
    return frozenset(int.from_bytes(hashlib.blake2b(r.encode(), digest_size=8).digest(), "big") for r in runs)


def _groups(grounds: Sequence[Ground], credit: Mapping[str, str], bodies: Mapping[str, str]) -> dict[str, str]:
    shingles = {g.report: runs for g in grounds if (runs := _shingles(g))}
    index = MinHashLSH(threshold=_RELATED, num_perm=_PERMUTATIONS)
    parent = {report: report for report in shingles}
    for report in sorted(shingles):
        sketch = _sketch(shingles[report])
        for other in sorted(index.query(sketch)):
            if _near(shingles[report], shingles[other], same_agency=_shared(credit, report, other)):
                _unite(parent, report, other)
        index.insert(report, sketch)
    for one, other in of_one_origin(grounds, bodies):
        if one in parent and other in parent:
            _unite(parent, one, other)
    members: dict[str, list[str]] = {}
    for report in sorted(parent):
        members.setdefault(_root(parent, report), []).append(report)
    return {r: f"copies:{min(group)[-16:]}" for group in members.values() if len(group) > 1 for r in group}


def _sketch(shingles: frozenset[int]) -> MinHash:
    sketch = MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=_first_half)
    sketch.update_batch(sorted(shingles))
    return sketch


def _first_half(value: int) -> int:
    return value & 0xFFFFFFFF


def _near(left: frozenset[int], right: frozenset[int], *, same_agency: bool) -> bool:
    share = len(left & right) / len(left | right)
    return share >= (_RELATED if same_agency else _NEAR)


def _shared(credit: Mapping[str, str], left: str, right: str) -> bool:
    return left in credit and credit[left] == credit.get(right)


def _root(parent: dict[str, str], report: str) -> str:
    while parent[report] != report:
        parent[report] = parent[parent[report]]
        report = parent[report]
    return report


def _unite(parent: dict[str, str], left: str, right: str) -> None:
    first, second = sorted((_root(parent, left), _root(parent, right)))
    parent[second] = first
