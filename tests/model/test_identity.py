from __future__ import annotations

import re

import msgspec
import pytest

from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Attribute, Event, Reading, ReportInfo
from tests.model.strategies import small_reading

# What decisions of published workspaces refer to: a change here orphans them.
PINNED_STATEMENTS = [
    "st:a59cdf6a74f6f8cb746e",
    "st:1a7030adf96662439bae",
    "st:98cb47a9674e1fc5834f",
    "st:6ed52b0a8889ed640e17",
    "st:1f567f933089d977272f",
    "st:b2ced5962558044593f6",
]
PINNED_PERSON = "pe:785317242fa579445eb4"


def keys(reading: Reading) -> list[str]:
    return [statement_key(reading, kind, statement) for kind, statement in reading.statements()]


def renamed(reading: Reading) -> Reading:
    """The same reading as another reader would number it: other ids, other rules, other order of entities."""
    ids = {e.id: f"e{i + 50}" for i, e in enumerate(reversed(reading.entities))}
    replace = msgspec.structs.replace
    return replace(
        reading,
        entities=tuple(replace(e, id=ids[e.id]) for e in reversed(reading.entities)),
        claims=tuple(
            replace(c, id=f"{c.id}0", speaker=ids[c.speaker or ""], to=None, rule="other") for c in reading.claims
        ),
        attributes=tuple(replace(a, subject=ids[a.subject], confidence=0.5) for a in reading.attributes),
        events=tuple(
            replace(v, participants=tuple(replace(p, entity=ids[p.entity]) for p in v.participants), where=None)
            for v in reading.events
        ),
        demands=tuple(replace(d, by=ids[d.by or ""], to=(), about=()) for d in reading.demands),
    )


def test_keys_have_their_published_shape_and_are_all_different() -> None:
    reading = small_reading()
    assert all(re.fullmatch(r"st:[0-9a-f]{20}", key) for key in keys(reading))
    assert len(set(keys(reading))) == 6
    people = {person_key(reading, entity) for entity in reading.entities}
    assert all(re.fullmatch(r"pe:[0-9a-f]{20}", key) for key in people)
    assert len(people) == 5


def test_keys_do_not_depend_on_how_a_reader_numbers_or_explains() -> None:
    reading = small_reading()
    other = renamed(reading)
    assert keys(other) == keys(reading)
    assert {person_key(other, e) for e in other.entities} == {person_key(reading, e) for e in reading.entities}


def test_keys_are_the_same_in_every_run() -> None:
    reading = small_reading()
    assert keys(reading) == PINNED_STATEMENTS
    assert person_key(reading, reading.entities[0]) == PINNED_PERSON


def test_the_same_words_in_another_report_have_other_keys() -> None:
    reading = small_reading()
    other = msgspec.structs.replace(reading, report=ReportInfo(id="sha256:" + "1" * 64, source="b.txt"))
    assert not set(keys(other)) & set(keys(reading))
    assert person_key(other, other.entities[0]) != person_key(reading, reading.entities[0])


@pytest.mark.parametrize(
    "change",
    [
        {"value": 42},
        {"property": "time_held"},
        {"subject": "e2"},
        {"object": "e2"},
        {"evidence": (small_reading().claims[0].content)},
    ],
)
def test_another_thing_said_of_the_same_words_has_another_key(change: dict[str, object]) -> None:
    reading = small_reading()
    attribute: Attribute = msgspec.structs.replace(reading.attributes[0], **change)
    assert statement_key(reading, "attribute", attribute) != statement_key(reading, "attribute", reading.attributes[0])


def test_a_denial_has_another_key_than_what_it_denies() -> None:
    reading = small_reading()
    event: Event = reading.events[0]
    denied = msgspec.structs.replace(event, status="denied")
    assert statement_key(reading, "event", denied) != statement_key(reading, "event", event)


def test_a_person_without_mentions_still_has_a_key() -> None:
    reading = small_reading()
    bare = msgspec.structs.replace(reading.entities[0], mentions=())
    assert person_key(reading, bare) != person_key(reading, reading.entities[0])
