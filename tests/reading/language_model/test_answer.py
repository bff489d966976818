"""What a model is asked to answer, and what is taken of what it does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from habeas.model.vocabulary import EVENT_TYPES, MEASURES, PROPERTIES
from habeas.reading.language_model.answer import MOST_ITEMS, AnswerError, answer_from, answer_schema
from tests.reading.language_model.asking import q


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for inner in schema.values():
            yield from objects(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from objects(inner)


def test_the_schema_is_one_that_strict_servers_take() -> None:
    schema = answer_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"
    for one in objects(schema):
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
        assert not any("default" in field for field in one["properties"].values())
        assert all(field["type"] == "string" for field in one["properties"].values() if "enum" in field)


def test_the_schema_holds_the_vocabularies_word_by_word() -> None:
    definitions = answer_schema()["$defs"]
    for name, field, terms in (("Happening", "type", EVENT_TYPES), ("Trait", "property", PROPERTIES)):
        assert definitions[name]["properties"][field]["enum"] == list(terms)
    assert definitions["Tally"]["properties"]["measure"]["enum"] == list(MEASURES)


def test_an_answer_that_keeps_to_the_schema_is_taken_whole() -> None:
    figure = {
        "measure": "held", "number": q("31"), "of": q("men"), "evidence": [q("31 men")], "place": None,
        "as_of": None, "since": None,
    }  # fmt: skip
    answer = {"entities": [], "claims": [], "attributes": [], "events": [], "figures": [figure], "demands": []}
    jsonschema.validate(answer, answer_schema())
    found, notes = answer_from(json.dumps(answer))
    assert (len(found.figures), notes) == (1, ())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**answer, "offsets": []}, answer_schema())


def test_no_more_items_are_taken_than_anybody_reads() -> None:
    many = [{"evidence": [q(str(number))]} for number in range(MOST_ITEMS + 5)]
    found, notes = answer_from(json.dumps({"demands": many}))
    assert len(found.demands) == MOST_ITEMS
    assert notes == (f"left out: 5 demands of the answer: more than {MOST_ITEMS}",)


def test_an_empty_object_is_an_answer_that_finds_nothing() -> None:
    found, notes = answer_from("{}")
    assert (found.entities, found.events, notes) == ((), (), ())


@pytest.mark.parametrize(
    "text", ["", "no", "[]", "3", '{"a": {"events": []}}x'[:8], '{"events": [{"type": "arrest"', "{" * 9]
)
def test_what_is_not_the_json_that_was_asked_for_is_no_answer(text: str) -> None:
    with pytest.raises(AnswerError):
        answer_from(text)
