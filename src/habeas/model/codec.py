"""Readings and decisions as JSON and back, without loss. The same value always gives the same bytes."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from habeas.model.reading import Reading

T = TypeVar("T")
_encoder = msgspec.json.Encoder(order="deterministic")


def to_json(value: Any) -> bytes:
    """Canonical JSON of a value of the model: UTF-8, no white space, fields in the order of the type."""
    return _encoder.encode(value)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """The value of type `kind` that `data` holds.

    Raises:
        msgspec.ValidationError: the JSON does not fit the type; the message names the field.
        msgspec.DecodeError: it is not JSON.
    """
    return msgspec.json.decode(data, type=kind)


def reading_from_json(data: bytes | str) -> Reading:
    """The reading that a line of `habeas read --format jsonl` holds."""
    return from_json(data, Reading)
