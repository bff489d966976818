"""Which statements are high-risk: never decided in bulk, never public without a permit of their own."""

from __future__ import annotations

from habeas.model.reading import Attribute, Claim, Demand, Entity, Event, Figure, Reading, Statement
from habeas.model.vocabulary import EVENT_TYPES, PROPERTIES


def high_risk(reading: Reading, statement: Statement) -> str | None:
    """Why a statement is high-risk, in words; None where it is not."""
    people = {e.id: e for e in reading.entities if e.kind == "person"}
    match statement:
        case Attribute():
            return _attribute_risk(people, statement)
        case Event():
            return _event_risk(people, statement)
        case Claim():
            return _claim_risk(people, statement)
        case Demand():
            minors = {ref for ref, person in people.items() if person.minor}
            return "about a minor" if minors.intersection(statement.about) else None
        case Figure():
            return None


def _attribute_risk(people: dict[str, Entity], attribute: Attribute) -> str | None:
    term = PROPERTIES[attribute.property]
    if term.high_risk:
        return f"{term.label.lower()} of a person"
    subject = people.get(attribute.subject)
    return "about a minor" if subject is not None and subject.minor else None


def _event_risk(people: dict[str, Entity], event: Event) -> str | None:
    term = EVENT_TYPES[event.type]
    if term.high_risk:
        return term.label.lower()
    involved = [(p.role, people[p.entity]) for p in event.participants if p.entity in people]
    if any(person.minor for _, person in involved):
        return "about a minor"
    accused = any(role == "actor" and person.named for role, person in involved)
    return "an accusation that names a person" if accused else None


def _claim_risk(people: dict[str, Entity], claim: Claim) -> str | None:
    speaker = people.get(claim.speaker or "")
    if speaker is not None and speaker.detained:
        return "the speaker is in custody and could suffer for having spoken"
    if speaker is not None and not speaker.named:
        return "the speaker is known by a description only and could be found by it"
    words = " ".join(span.quote for span in claim.content)
    accused = any(person.named and person.name in words for person in people.values())
    return "an accusation that names a person" if claim.act == "accuse" and accused else None
