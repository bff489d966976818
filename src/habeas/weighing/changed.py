"""One speaker's account that changes: another age, day, place, cause or number than before, or a denial."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from habeas.model import dates
from habeas.model.case import Finding, Property, Source
from habeas.weighing.findings import finding
from habeas.weighing.ground import who_says
from habeas.weighing.happenings import Happening
from habeas.weighing.known import WEIGHING
from habeas.weighing.speakers import Speakers
from habeas.weighing.wording import date_words, quoted


class Answer(NamedTuple):
    """What a source says on one question: `answer` to compare it by, `words` to show it."""

    source: Source
    answer: Hashable
    words: str


Together = Callable[[Hashable, Hashable], bool]


def changed(
    what: str, answers: Iterable[Answer], speakers: Speakers, together: Together | None = None
) -> list[Finding]:
    """For each speaker who answers one question in two ways, on two days: the ways side by side.

    `together` says which answers can both be true; without it equal ones can. What a paper tells in its own voice is
    nobody's account: it may have it from others.
    """
    by_speaker: dict[str, list[Answer]] = defaultdict(list)
    for each in answers:
        if len(each.source.voices) > 1 and each.source.said is not None:
            by_speaker[speakers.one(each.source)].append(each)
    found = []
    for name in sorted(by_speaker):
        told = sorted(by_speaker[name], key=lambda a: (dates.sort_key(a.source.said), a.source.key))
        if _changes(told, together or (lambda one, other: one == other)):
            turns = ", then ".join(f"{quoted(a.words)} ({date_words(a.source.said)})" for a in _firsts(told))
            text = f"{who_says(told[0].source)} gives another {what} than before: {turns}."
            found.append(finding("drift", text, (a.source for a in told), f"changed {what}"))
    return found


def _changes(told: Sequence[Answer], together: Together) -> bool:
    return any(
        a.source.said != b.source.said and a.source.report != b.source.report and not together(a.answer, b.answer)
        for a, b in combinations(_firsts(told) if len(told) > 40 else told, 2)
    )


def _firsts(told: Sequence[Answer]) -> list[Answer]:
    """The first telling of each answer."""
    found: dict[Hashable, Answer] = {}
    for each in told:
        found.setdefault(each.answer, each)
    return list(found.values())


def changed_values(properties: Iterable[Property], speakers: Speakers) -> list[Finding]:
    """Speakers who give two values of which only one can be true."""
    found = []
    for prop in properties:
        lasting = prop.property in WEIGHING.properties.fixed or prop.property in WEIGHING.properties.changed_by
        if prop.relation == "conflict" and lasting:
            answers = [Answer(s, number, v.label) for number, v in enumerate(prop.values) for s in _asserted(v.sources)]
            found += changed(prop.label.lower(), answers, speakers)
    return found


def _asserted(sources: Iterable[Source]) -> list[Source]:
    return [source for source in sources if source.status == "asserted"]


def changed_events(what: str, sides: Sequence[Happening], speakers: Speakers) -> list[Finding]:
    """Speakers who tell one event of two days or places."""
    answers = [
        Answer(t.told.source, number, t.told.source.quotes[0])
        for number, side in enumerate(sides)
        for t in side.tellings
    ]
    return changed(what, answers, speakers)


def changed_word(happened: Sequence[Happening], speakers: Speakers) -> list[Finding]:
    """Speakers who first say that something happened and then that it did not, or the other way round."""
    found = []
    for denied in (h for h in happened if h.first.status == "denied"):
        said = [h for h in happened if h.first.status == "asserted" and h.first.type == denied.first.type]
        said = [h for h in said if _of_one_time(h, denied)]
        answers = [Answer(t.told.source, True, t.told.source.quotes[0]) for h in said for t in h.tellings]
        answers += [Answer(t.told.source, False, t.told.source.quotes[0]) for t in denied.tellings]
        found += changed("account", answers, speakers)
    return found


def _of_one_time(said: Happening, denied: Happening) -> bool:
    return said.when is None or denied.when is None or dates.compatible(said.when, denied.when)
