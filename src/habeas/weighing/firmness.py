"""How firmly each line of a case stands, with the reason in words. Nobody is preferred, and nothing is called true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from habeas.model.case import Finding, Firmness, LifeEvent, Property, Source, Value
from habeas.weighing.ground import who_says
from habeas.weighing.origins import Origins
from habeas.weighing.wording import listed, unique

_Findings = Mapping[str, Sequence[Finding]]


def firm_events(life: Iterable[LifeEvent], findings: Iterable[Finding], origins: Origins) -> tuple[LifeEvent, ...]:
    """The lines of a life line with how firmly each stands."""
    against = _against(findings)
    found = []
    for event in life:
        firmness, why = _of(event.sources, origins, against, denied=event.status == "denied")
        if event.overtaken_by is not None:
            firmness, why = "overtaken", f"Overtaken by {event.overtaken_by}."
        found.append(msgspec.structs.replace(event, firmness=firmness, why=why))
    return tuple(found)


def firm_values(properties: Iterable[Property], findings: Iterable[Finding], origins: Origins) -> tuple[Property, ...]:
    """The properties with how firmly each value stands."""
    against = _against(findings)
    found = []
    for prop in properties:
        values = tuple(_firm(value, against, origins) for value in prop.values)
        found.append(msgspec.structs.replace(prop, values=values))
    return tuple(found)


def _firm(value: Value, against: _Findings, origins: Origins) -> Value:
    """The value with its firmness; one that clashes with another says so already."""
    denied = all(s.status == "denied" for s in value.sources)
    firmness, why = _of(value.sources, origins, against, denied=denied)
    if value.firmness == "disputed" and firmness != "denied":
        firmness, why = "disputed", "Other reports give another value."
    return msgspec.structs.replace(value, firmness=firmness, why=why)


def _against(findings: Iterable[Finding]) -> _Findings:
    """By a statement's key the findings of conflict and denial that rest on it."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        if each.kind in ("conflict", "denial"):
            for source in each.sources:
                found[source.key].append(each)
    return found


def _question(text: str) -> str:
    """What a conflict is about: the beginning of its finding."""
    question, _, rest = text.partition(":")
    return f"{question}: accounts differ." if rest.startswith(" accounts differ") else f"{question}."


def _of(sources: Sequence[Source], origins: Origins, against: _Findings, *, denied: bool) -> tuple[Firmness, str]:
    told = [each for source in sources for each in against.get(source.key, ())]
    denials = [each for each in told if each.kind == "denial"]
    if denials:
        by = listed(unique(who_says(each.sources[0]) for each in denials), 2)
        return "denied", f"{by} denies it." if not denied else f"{by} says that it is not so."
    conflicts = [each for each in told if each.kind == "conflict"]
    if conflicts:
        return "disputed", _question(conflicts[0].text)
    tellers = origins.tellers(sources)
    if len(tellers) > 1:
        return "corroborated", f"{len(tellers)} independent sources: {listed(tellers)}."
    return "one_word", f"On the word of {tellers[0]}." if tellers else ""
