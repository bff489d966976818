"""Whose word a telling is: a person, a body or a paper under one label, whatever a report calls them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from habeas.model.case import PersonRef, Source, Voice
from habeas.weighing.ground import Ground
from habeas.weighing.known import WEIGHING
from habeas.weighing.wording import folded

_NEAR = frozenset({"his", "her", "their", "the"})  # before a relation: the person's, of whom the line tells


class Speakers:
    """The named people and bodies of all reports who can vouch for something.

    `bodies` gives the one name of each body; `papers` are the labels of the publishers of the reports.
    """

    def __init__(
        self, grounds: Sequence[Ground], clusters: Iterable[tuple[PersonRef, ...]], bodies: Mapping[str, str]
    ) -> None:
        self.bodies = bodies
        self.papers = frozenset(paper(g.reading.report.publisher) for g in grounds if g.reading.report.publisher)
        self._labels = self._people(grounds, clusters) | self._organisations(grounds)

    def of(self, source: Source) -> str | None:
        """The label of whoever vouches for a telling; None where it is nobody that can be told from others.

        "Her lawyer" is one speaker in all reports of one person: so the label holds among the tellings about one
        person only.
        """
        innermost = source.voices[-1]
        if innermost.entity is not None:
            known = self._labels.get((source.report, innermost.entity))
            if known is not None:
                return known
        return self._by_relation(innermost) if len(source.voices) > 1 else None

    def body(self, name: str) -> str:
        """The label of a body, or of the paper that it is."""
        known = self.bodies.get(name, name)
        for each in (name, known):
            if paper(each) in self.papers:
                return paper(each)
        return f"speaker {folded(known)}"

    def _organisations(self, grounds: Sequence[Ground]) -> dict[tuple[str, str], str]:
        return {
            (g.report, e.id): self.body(e.name)
            for g in grounds
            for e in g.reading.entities
            if e.named and e.kind == "organisation"
        }

    def _people(
        self, grounds: Sequence[Ground], clusters: Iterable[tuple[PersonRef, ...]]
    ) -> dict[tuple[str, str], str]:
        """People who are one by resolving, or of one spelling, have one label: the name that most reports use."""
        called: dict[str, str] = {}
        for cluster in clusters:
            names = Counter(folded(ref.name) for ref in cluster)
            most = min(names, key=lambda name: (-names[name], -len(name), name))
            called.update((ref.key, most) for ref in cluster)
        return {
            (g.report, e.id): f"speaker {called.get(g.people.get(e.id, ''), folded(e.name))}"
            for g in grounds
            for e in g.reading.entities
            if e.named and e.kind == "person"
        }

    def _by_relation(self, voice: Voice) -> str | None:
        words = folded(voice.text).split()
        if not words or words[0] not in _NEAR:
            return None
        kinds = [kind for kind, known in WEIGHING.speakers.items() if known & set(words[1:])]
        return f"the person's {kinds[0]}" if kinds else None


def paper(name: str | None) -> str:
    """The label of a publisher."""
    return f"publisher {folded(name or '').removeprefix('the ')}"
