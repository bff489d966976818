from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from habeas.model import schema
from habeas.model.codec import to_json
from habeas.model.reading import Reading
from habeas.model.vocabulary import EVENT_TYPES, MEASURES, PROPERTIES
from tests.model.strategies import readings, small_reading


def faults(data: Any) -> list[str]:
    return [error.json_path for error in Draft202012Validator(schema.reading_schema()).iter_errors(data)]


def test_the_published_schema_is_the_one_that_the_types_make() -> None:
    stored = (files("habeas.model") / schema.NAME).read_text(encoding="utf-8")
    assert stored == schema.published(), "run: make schema"


def test_the_schema_is_itself_sound() -> None:
    Draft202012Validator.check_schema(schema.reading_schema())


def test_a_reading_fits_the_schema() -> None:
    assert faults(json.loads(to_json(small_reading()))) == []


@settings(max_examples=25, deadline=None)
@given(readings)
def test_only_words_outside_the_vocabularies_keep_a_reading_from_fitting(reading: Reading) -> None:
    unknown = {
        *(f"$.attributes[{i}].property" for i, a in enumerate(reading.attributes) if a.property not in PROPERTIES),
        *(f"$.events[{i}].type" for i, e in enumerate(reading.events) if e.type not in EVENT_TYPES),
        *(f"$.figures[{i}].measure" for i, f in enumerate(reading.figures) if f.measure not in MEASURES),
    }
    assert set(faults(json.loads(to_json(reading)))) == unknown


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "habeas.reading/9"),
        (("claims", 0, "act"), "shout"),
        (("events", 0, "type"), "picnic"),
        (("entities", 0, "mentions", 0, "start"), "3"),
        (("text",), None),
    ],
)
def test_what_is_no_reading_does_not_fit(path: tuple[str | int, ...], value: object) -> None:
    data: Any = json.loads(to_json(small_reading()))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert len(faults(data)) == 1
