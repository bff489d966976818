from __future__ import annotations

import msgspec
import pytest

from habeas.model.reading import Attribute, Claim, Event, Participant, Reading
from habeas.model.risk import high_risk
from habeas.model.vocabulary import EVENT_TYPES, PROPERTIES
from tests.model.strategies import small_reading, span

SENSITIVE_EVENTS = {
    "death",
    "execution",
    "body_withheld",
    "release",
    "torture",
    "sexual_violence",
    "ill_treatment",
    "hospitalisation",
    "diagnosis",
    "deterioration",
    "treatment",
    "treatment_denied",
    "forced_feeding",
    "hunger_strike",
    "solitary_confinement",
}
SENSITIVE_PROPERTIES = {"residence", "relative", "affiliation", "illness", "condition"}


def with_person(ref: str, **change: object) -> Reading:
    """The small reading after a change to one person."""
    reading = small_reading()
    entities = tuple(msgspec.structs.replace(e, **change) if e.id == ref else e for e in reading.entities)
    return msgspec.structs.replace(reading, entities=entities)


def event(kind: str, **more: object) -> Event:
    base = small_reading().events[0]
    return msgspec.structs.replace(base, type=kind, **more)


@pytest.mark.parametrize("kind", sorted(SENSITIVE_EVENTS))
def test_deaths_releases_health_and_violence_are_high_risk_and_say_why(kind: str) -> None:
    why = high_risk(small_reading(), event(kind))
    assert why == EVENT_TYPES[kind].label.lower()


@pytest.mark.parametrize("kind", ["arrest", "charge", "hearing", "sentence", "transfer", "protest"])
def test_the_course_of_the_law_is_not_high_risk_for_a_grown_person(kind: str) -> None:
    assert high_risk(small_reading(), event(kind)) is None


@pytest.mark.parametrize("name", sorted(SENSITIVE_PROPERTIES))
def test_what_could_harm_a_person_or_their_relatives_is_high_risk(name: str) -> None:
    attribute: Attribute = msgspec.structs.replace(small_reading().attributes[0], property=name)
    assert high_risk(small_reading(), attribute) == f"{PROPERTIES[name].label.lower()} of a person"


@pytest.mark.parametrize("name", ["age", "charge", "sentence", "detained_since"])
def test_other_properties_of_a_grown_person_are_not(name: str) -> None:
    attribute: Attribute = msgspec.structs.replace(small_reading().attributes[0], property=name)
    assert high_risk(small_reading(), attribute) is None


def test_whatever_is_about_a_minor_is_high_risk() -> None:
    reading = with_person("e1", minor=True)
    assert high_risk(reading, reading.attributes[0]) == "about a minor"
    assert high_risk(reading, event("arrest")) == "about a minor"
    assert high_risk(reading, reading.demands[0]) == "about a minor"


def test_an_accusation_that_names_a_person_is_high_risk() -> None:
    reading = small_reading()
    accused = (Participant("e1", "actor"),)
    assert high_risk(reading, event("arrest", participants=accused)) == "an accusation that names a person"
    claim: Claim = msgspec.structs.replace(reading.claims[1], act="accuse", content=(span("Ilya Morozko, 41"),))
    assert high_risk(reading, claim) == "an accusation that names a person"


def test_an_accusation_against_a_body_or_somebody_unnamed_is_not() -> None:
    reading = small_reading()
    for actor in ("e2", "e4"):
        assert high_risk(reading, event("arrest", participants=(Participant(actor, "actor"),))) is None
    claim: Claim = msgspec.structs.replace(reading.claims[1], act="accuse", content=(span("the ministry"),))
    assert high_risk(reading, claim) is None


def test_a_speaker_in_custody_or_found_by_a_description_is_high_risk() -> None:
    reading = small_reading()
    assert high_risk(reading, reading.claims[0]) is not None
    captive: Claim = msgspec.structs.replace(reading.claims[1], speaker="e1")
    assert high_risk(reading, captive) == "the speaker is in custody and could suffer for having spoken"


def test_claims_of_bodies_figures_and_demands_for_grown_people_are_not() -> None:
    reading = small_reading()
    assert high_risk(reading, reading.claims[1]) is None
    assert high_risk(reading, reading.figures[0]) is None
    assert high_risk(reading, reading.demands[0]) is None
