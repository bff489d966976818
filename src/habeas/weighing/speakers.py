"""Whose word a telling is: a person, a body or a paper under one label, whatever a report calls them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from habeas.model.case import Body, PersonRef, Resolution, Source, Voice
from habeas.weighing.ground import Ground, who_says
from habeas.weighing.known import WEIGHING
from habeas.weighing.wording import folded

_NEAR = frozenset({"his", "her", "their", "the"})  # before a relation: the person's, of whom the line tells


class Speakers:
    """The named people and bodies of all reports who can vouch for something, by who is who."""

    def __init__(self, grounds: Sequence[Ground], resolution: Resolution) -> None:
        self._papers = frozenset(paper(g.reading.report.publisher) for g in grounds if g.reading.report.publisher)
        bodies = self._bodies(resolution.bodies)
        called = _called(resolution.clusters)
        self._labels: dict[tuple[str, str], str] = {}
        self._organised: set[tuple[str, str]] = set()
        for ground in grounds:
            for entity in ground.reading.entities:
                place = ground.report, entity.id
                if place in bodies or (entity.named and entity.kind == "organisation"):
                    self._labels[place] = bodies.get(place) or self._body([entity.name], entity.name)
                    self._organised.add(place)
                elif entity.named and entity.kind == "person":
                    name = called.get(ground.people.get(entity.id, ""), entity.name)
                    self._labels[place] = self._body([entity.name], name)

    def of(self, source: Source) -> str | None:
        """The label of whoever vouches for a telling; None where it is nobody that can be told from others.

        "Her lawyer" is one speaker in all reports of one person: so the label holds among the tellings about one
        person only.
        """
        innermost = source.voices[-1]
        if innermost.entity is not None:
            known = self.label(source.report, innermost.entity)
            if known is not None:
                return known
        return _by_relation(innermost) if len(source.voices) > 1 else None

    def one(self, source: Source) -> str:
        """The same, or else the name under which the report has the speaker."""
        return self.of(source) or folded(who_says(source))

    def label(self, report: str, entity: str) -> str | None:
        """The label of a named person or body of a report."""
        return self._labels.get((report, entity))

    def body(self, report: str, entity: str) -> str | None:
        """The label of an organisation of a report; None for anybody else."""
        return self.label(report, entity) if (report, entity) in self._organised else None

    def _bodies(self, bodies: Iterable[Body]) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for body in bodies:
            if body.kind == "organisation":
                label = self._body(body.names, body.name)
                found.update(((ref.report, ref.entity), label) for ref in body.members)
        return found

    def _body(self, names: Iterable[str], known: str) -> str:
        """The label of a body, or of the paper that it is.

        Bodies of one name that resolving keeps apart have one label: of two ministries, one speaks about one person.
        """
        own = f"speaker {folded(known).removeprefix('the ')}"
        return next((paper(name) for name in names if paper(name) in self._papers), own)


def paper(name: str | None) -> str:
    """The label of a publisher."""
    return f"publisher {folded(name or '').removeprefix('the ')}"


def _called(clusters: Iterable[tuple[PersonRef, ...]]) -> dict[str, str]:
    """By each person's key the name that most reports use for who they are."""
    found: dict[str, str] = {}
    for cluster in clusters:
        names = Counter(folded(ref.name) for ref in cluster)
        most = min(names, key=lambda name: (-names[name], -len(name), name))
        found.update((ref.key, most) for ref in cluster)
    return found


def _by_relation(voice: Voice) -> str | None:
    words = folded(voice.text).split()
    if not words or words[0] not in _NEAR:
        return None
    kinds = [kind for kind, known in WEIGHING.speakers.items() if known & set(words[1:])]
    return f"the person's {kinds[0]}" if kinds else None
