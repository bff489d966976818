"""A case at a glance: what independent sources bear out, what rests on one word, and what is disputed or denied."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from habeas.model.case import CaseFile, Finding, Firmness, LifeEvent
from habeas.publishing.addresses import key_anchor
from habeas.publishing.wording import WORDING

_SHOWN = 8  # lines of each kind
STALE = 92  # days without a word from which a case page says so


class GlanceLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line: what it is about, what is said, when, on whose word, and where the page has it in full."""

    label: str
    detail: str
    when: str | None
    why: str
    anchor: str


class Glance(msgspec.Struct, frozen=True, kw_only=True):
    """The lines by how firmly they stand, and how many more of each there are."""

    corroborated: tuple[GlanceLine, ...]
    one_word: tuple[GlanceLine, ...]
    disputed: tuple[GlanceLine, ...]
    more: dict[str, int]


def glance(case: CaseFile) -> Glance:
    """The case at a glance. What is expected, feared or overtaken stands elsewhere on the page."""
    found: dict[str, list[GlanceLine]] = {"corroborated": [], "one_word": [], "disputed": []}
    first = WORDING.law.properties | WORDING.health.properties
    values = list(_values(case))
    ranked = [item for prop, item in values if prop in first]
    ranked += reversed(list(_events(case)))
    ranked += [item for prop, item in values if prop not in first]
    for firmness, line in ranked:
        kind = "disputed" if firmness == "denied" else firmness
        if kind in found:
            found[kind].append(line)
    more = {kind: max(0, len(lines) - _SHOWN) for kind, lines in found.items()}
    return Glance(**{kind: tuple(lines[:_SHOWN]) for kind, lines in found.items()}, more=more)


def stale(case: CaseFile) -> bool:
    """Whether other reports are so much newer that the case's silence says something."""
    return case.silent is not None and case.silent > STALE and case.status != "dead"


def _values(case: CaseFile) -> Iterator[tuple[str, tuple[Firmness, GlanceLine]]]:
    """The values with their property; those of which not all can be true on one line."""
    for prop in case.properties:
        anchor = f"p-{key_anchor(prop.property)}"
        clashing = [v for v in prop.values if v.firmness == "disputed"] if prop.relation == "conflict" else []
        if prop.relation == "conflict":
            clashing = clashing or list(prop.values)
            labels = " or ".join(value.label for value in clashing)
            line = GlanceLine(label=prop.label, detail=labels, when=None, why=prop.explanation, anchor=anchor)
            yield prop.property, ("disputed", line)
        for value in (v for v in prop.values if v not in clashing):
            when = value.as_of if value.as_of != value.value else None
            line = GlanceLine(label=prop.label, detail=value.label, when=when, why=value.why, anchor=anchor)
            yield prop.property, (value.firmness, line)


def _events(case: CaseFile) -> Iterator[tuple[Firmness, GlanceLine]]:
    answered = _findings_of(case)
    for event in case.life:
        if event.status not in ("asserted", "denied") or not event.sources:
            continue
        against = answered.get(event.sources[0].key)
        anchor = (
            against.id if against is not None and event.firmness in ("disputed", "denied") else event.sources[0].key
        )
        when = event.when or event.before
        yield (
            event.firmness,
            GlanceLine(label=event.label, detail=_detail(event), when=when, why=event.why, anchor=key_anchor(anchor)),
        )


def _detail(event: LifeEvent) -> str:
    said = "said not to be so" if event.status == "denied" else ""
    return ", ".join(part for part in (event.where or "", said) if part)


def _findings_of(case: CaseFile) -> dict[str, Finding]:
    """By a statement's key the finding that disputes or denies it."""
    return {
        source.key: found for found in case.findings if found.kind in ("conflict", "denial") for source in found.sources
    }
