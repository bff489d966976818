from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given, settings

from habeas.model.codec import from_json, reading_from_json, to_json
from habeas.model.decision import Decision
from habeas.model.reading import FORMAT, Reading
from tests.model.strategies import readings, small_reading


@settings(max_examples=150, deadline=None)
@given(readings)
def test_any_reading_comes_back_from_json_as_it_was(reading: Reading) -> None:
    data = to_json(reading)
    again = reading_from_json(data)
    assert again == reading
    assert to_json(again) == data


def test_numbers_and_words_of_a_value_keep_their_type() -> None:
    reading = small_reading()
    as_words = msgspec.structs.replace(reading.attributes[0], value="41")
    for attribute in (reading.attributes[0], as_words):
        changed = msgspec.structs.replace(reading, attributes=(attribute,))
        assert reading_from_json(to_json(changed)).attributes[0].value == attribute.value
        assert type(reading_from_json(to_json(changed)).attributes[0].value) is type(attribute.value)


def test_json_says_its_format_and_keeps_the_order_of_the_type() -> None:
    data = json.loads(to_json(small_reading()))
    assert data["format"] == FORMAT
    assert list(data) == [field.encode_name for field in msgspec.structs.fields(Reading)]


def test_a_decision_comes_back_as_it_was() -> None:
    decision = Decision(
        id="de:1",
        action="correct",
        targets=("st:1",),
        author="A. Reviewer",
        time="2024-05-06T10:00:00Z",
        correction={"value": 42, "as_of": None},
    )
    assert from_json(to_json(decision), Decision) == decision


def test_the_order_of_a_correction_does_not_change_the_bytes() -> None:
    one = {"a": 1, "b": 2}
    other = {"b": 2, "a": 1}
    assert to_json(one) == to_json(other)


def test_another_format_is_refused_with_the_field_named() -> None:
    data = to_json(small_reading()).replace(FORMAT.encode(), b"habeas.reading/9")
    with pytest.raises(msgspec.ValidationError, match=r"\$\.format"):
        reading_from_json(data)


def test_a_value_of_the_wrong_type_is_refused_with_the_field_named() -> None:
    data = json.loads(to_json(small_reading()))
    data["events"][0]["trigger"]["start"] = "5"
    with pytest.raises(msgspec.ValidationError, match=r"\$\.events\[0\]\.trigger\.start"):
        reading_from_json(json.dumps(data))


def test_additions_to_the_format_are_read_over() -> None:
    data = json.loads(to_json(small_reading()))
    data["colour"] = "green"
    assert reading_from_json(json.dumps(data)) == small_reading()


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        reading_from_json(b"{")
