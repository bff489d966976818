"""A row becomes a text that is canonical as it is written, and every value leads to the words of its cell."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.check import all_spans, checked, exact
from habeas.model.reading import Attribute, Event, Reading
from habeas.model.vocabulary import EVENT_TYPES, PROPERTIES
from habeas.publishing.register import COLUMNS
from habeas.spreadsheets import FIELDS, Row, guessed, row_reading
from habeas.spreadsheets.fields import statuses
from habeas.spreadsheets.grid import cell_text
from habeas.text import Extractor

TOLD = {
    "name": "Ilmar Sotnik", "other_name": "Brak | Илмар Сотник", "father_name": "Anton", "age_then": "17",
    "arrested_on": "2021-04-03", "arrested_at": "Brenna", "court": "Brenna court", "charge": "theft; fraud",
    "status": "released", "source": "a cook", "source_url": "https://example.org/1", "source_date": "2022-01-01",
    "hearing_on": "2022-02-01", "note": "tall",
}  # fmt: skip


def _row(told: dict[str, str], **more: object) -> Row:
    names = tuple(told)
    made = Row(register="Lodva Committee", headings=names, cells=tuple(told.values()), fields=names)
    return made if not more else Row(**{**{f: getattr(made, f) for f in made.__struct_fields__}, **more})


def _reading(told: dict[str, str]) -> Reading:
    return row_reading(_row(told)).reading


def test_what_stands_in_the_cells_is_said_and_nothing_else() -> None:
    made = row_reading(_row(TOLD))
    reading = made.reading
    assert {(a.property, a.value, a.as_of) for a in reading.attributes} == {
        ("alias", "Brak", None), ("alias", "Илмар Сотник", None), ("relative", "father", None),
        ("age", 17, "2021-04-03"), ("charge", "theft", None), ("charge", "fraud", None),
    }  # fmt: skip
    events = {(e.type, e.when, e.status) for e in reading.events}
    assert events == {
        ("arrest", "2021-04-03", "asserted"),
        ("hearing", "2022-02-01", "planned"),
        ("release", None, "asserted"),
    }
    assert made.unread == (("court", "needs a date of the sentence beside it"),)
    person = reading.entity("e1")
    assert (person.detained, person.minor, {n.script for n in person.names}) == (True, True, {"Latn", "Cyrl"})
    assert (reading.report.url, reading.report.published) == ("https://example.org/1", "2022-01-01")
    assert "note: tall" in reading.text


def test_what_is_high_risk_stands_in_a_claim_of_its_own_so_that_the_rest_does_not_wait_for_it() -> None:
    reading = _reading(TOLD)
    plain, delicate = reading.claims
    assert {plain.speaker_text, delicate.speaker_text} == {"a cook"}
    for kind, one in reading.statements():
        if isinstance(one, Attribute | Event):
            term = PROPERTIES[one.property] if isinstance(one, Attribute) else EVENT_TYPES[one.type]
            assert one.said_by == ((delicate if term.high_risk else plain).id,), kind


def test_a_row_that_names_nobody_makes_no_report() -> None:
    made = row_reading(_row({"age": "34", "name": "unknown", "arrested_at": "Brenna"}))
    assert made.refused == "it names nobody"
    assert not list(made.reading.statements())
    assert "age: 34" in made.reading.text


def test_given_and_family_name_make_one_person() -> None:
    person = _reading({"family_name": "Sotnik", "given_name": "Ilmar", "sex": "male"}).entity("e1")
    assert (person.name, [m.quote for m in person.mentions]) == ("Ilmar Sotnik", ["Sotnik", "Ilmar"])


@pytest.mark.parametrize("word", list(statuses()))
def test_every_word_for_a_status_makes_a_sound_statement(word: str) -> None:
    made = row_reading(_row({"name": "Ada Berg", "status": word}))
    assert len(made.reading.events) == (0 if word == "unknown" else 1)
    assert not made.unread


def test_every_heading_that_is_known_leads_to_its_field_and_our_own_register_to_itself() -> None:
    for field in FIELDS.values():
        # Where nothing else is a name, another name is.
        expected = "name" if field.id == "other_name" else field.id
        assert guessed([field.id]) == guessed([field.label]) == (expected,)
        for cue in field.cues:
            assert guessed([cue.upper()]) == (expected,), cue
    assert guessed(["names", "full name"]) == ("other_name", "name")
    own = guessed(COLUMNS)
    assert {a: b for a, b in zip(COLUMNS, own, strict=True) if a != b} == {"reports": "", "page": ""}


CELLS = st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\r\t\u200c\u0301;|=<\u2028"))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), CELLS, min_size=1), CELLS)
def test_any_cells_make_a_sound_reading_of_a_text_that_is_canonical(told: dict[str, str], register: str) -> None:
    made = row_reading(_row(told, register=register))
    reading = made.reading
    assert checked(reading) == reading
    assert not [note for note in reading.notes if "left out" in note]
    assert made.data.decode() == reading.text
    for _, one in reading.statements():
        assert all(exact(span, reading.text) for span in all_spans(one))
    for cell in told.values():
        assert cell_text(cell) in reading.text


def test_the_text_of_a_row_is_what_the_text_stage_makes_of_its_bytes() -> None:
    hard = ["e\u0301", "\u200cعلي\u200d رضا", "a\u0000b\u0007", "x\r\ny\u2028z", "From: a@b.example", "<p>not html</p>"]
    with Extractor() as extractor:
        for cell in [*hard, *("".join(c for c in string.printable[at:] if c) for at in (0, 30, 60))]:
            made = row_reading(_row({"name": "Ada Berg", "note": cell, "other_name": cell}))
            assert extractor.extract(made.data, "row.txt", "text/plain").text == made.reading.text
