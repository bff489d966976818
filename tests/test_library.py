"""Habeas as a library: a text in, a typed and frozen reading out."""

from __future__ import annotations

import pytest

import habeas
from habeas import Reading, read
from habeas.model.codec import to_json

TEXT = "Dana Iwu, 41, was arrested in Port Halden on Monday, her lawyer said.\n"


def test_a_text_becomes_a_frozen_reading_whose_words_stand_in_it() -> None:
    reading = read(TEXT, published="2024-05-08", publisher="The Harbour Post", title="Held")
    assert isinstance(reading, Reading)
    assert reading.state == "whole"
    assert (reading.report.published, reading.report.publisher, reading.report.title) == (
        "2024-05-08",
        "The Harbour Post",
        "Held",
    )
    assert "Dana Iwu" in [entity.name for entity in reading.entities]
    for entity in reading.entities:
        assert all(reading.text[m.start : m.end] == m.quote for m in entity.mentions)
    with pytest.raises(AttributeError):
        reading.text = "other"  # type: ignore[misc]


def test_the_same_text_gives_the_same_reading() -> None:
    assert to_json(read(TEXT)) == to_json(read(TEXT))


def test_what_cannot_be_read_is_refused_with_a_reason_and_no_error() -> None:
    for text in ("", "\ud800", "\x00\x01" * 500):
        reading = read(text)
        assert reading.state in ("refused", "partial", "whole")
        assert reading.notes or reading.text


def test_what_is_stated_wrongly_is_an_error_that_says_so() -> None:
    with pytest.raises(ValueError, match="'last week' is not a date"):
        read(TEXT, published="last week")
    with pytest.raises(LookupError, match="no reader 'klingon'"):
        read(TEXT, reader="klingon")


def test_the_package_says_what_it_offers() -> None:
    assert set(habeas.__all__) == {"Reading", "__version__", "read"}
