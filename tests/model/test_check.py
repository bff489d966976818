from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.check import all_spans, checked, exact
from habeas.model.codec import reading_from_json, to_json
from habeas.model.reading import Claim, Reading, spans_of
from habeas.model.span import Span
from tests.model.strategies import TEXT, readings, small_reading

Data = dict[str, Any]
FALSE_SPAN = {"start": 30, "end": 40, "quote": "never said"}


def changed(change: Callable[[Data], object]) -> Reading:
    """The small reading after `change` has been made to its JSON."""
    data = json.loads(to_json(small_reading()))
    change(data)
    return reading_from_json(json.dumps(data))


def items(reading: Reading) -> set[str]:
    return {e.id for e in reading.entities} | {s.id for _, s in reading.statements()}


def test_a_sound_reading_passes_unchanged() -> None:
    reading = small_reading()
    assert checked(reading) == reading
    assert to_json(checked(reading)) == to_json(reading)


def test_checking_twice_changes_nothing_more() -> None:
    once = checked(changed(lambda d: d["claims"][0].update(content=[FALSE_SPAN])))
    assert checked(once) == once


STATEMENTS = [
    ("claims", "content"),
    *((f, "evidence") for f in ("attributes", "events", "figures", "demands")),
]


@pytest.mark.parametrize(("field", "words"), STATEMENTS)
@pytest.mark.parametrize(
    "spans",
    [
        [],
        [FALSE_SPAN],
        [{"start": 26, "end": 38, "quote": "Ilya Morozk"}],
        [{"start": 26, "end": 38, "quote": "ilya morozko"}],
        [{"start": 27, "end": 39, "quote": "Ilya Morozko"}],
        [{"start": len(TEXT) - 4, "end": len(TEXT) + 1, "quote": "him."}],
        [{"start": -4, "end": len(TEXT), "quote": "him."}],
        [{"start": 5, "end": 5, "quote": ""}],
        [{"start": 26, "end": 38, "quote": "Ilya Morozko"}, FALSE_SPAN],
    ],
)
def test_a_statement_whose_words_do_not_stand_in_the_text_is_left_out(
    field: str, words: str, spans: list[Data]
) -> None:
    reading = changed(lambda d: d[field][0].update({words: spans}))
    gone = getattr(reading, field)[0].id
    after = checked(reading)
    depending = {"a1", "v1"} if field == "claims" else set()
    assert items(after) == items(reading) - {gone} - depending
    assert len(after.notes) == 1 + len(depending)
    assert any(note.startswith("left out:") and f" {gone}: " in note for note in after.notes)


LIES: list[tuple[str, Callable[[Data], object], set[str], str]] = [
    (
        "a speaker's words that stand elsewhere",
        lambda d: d["claims"][0].update(speaker_span=FALSE_SPAN),
        {"c1", "a1", "v1"},
        "do not stand at",
    ),
    (
        "a speaker's words that stand nowhere",
        lambda d: d["claims"][0].update(speaker_text="the minister"),
        {"c1", "a1", "v1"},
        "for its speaker do not stand in the text",
    ),
    ("a false cue", lambda d: d["claims"][1].update(cue=FALSE_SPAN), {"c2", "d1"}, "do not stand at"),
    ("a false trigger", lambda d: d["events"][0].update(trigger=FALSE_SPAN), {"v1"}, "do not stand at"),
    ("a false cause", lambda d: d["events"][0].update(cause=FALSE_SPAN), {"v1"}, "do not stand at"),
    ("a false reason", lambda d: d["events"][0].update(stated_reason=FALSE_SPAN), {"v1"}, "do not stand at"),
    (
        "an unknown type",
        lambda d: d["events"][0].update(type="picnic"),
        {"v1"},
        "is no type of the vocabulary",
    ),
    (
        "an unknown property",
        lambda d: d["attributes"][0].update(property="shoe size"),
        {"a1"},
        "is no property of the vocabulary",
    ),
    (
        "an unknown measure",
        lambda d: d["figures"][0].update(measure="guessed"),
        {"n1"},
        "is no measure of the vocabulary",
    ),
    ("a date that is none", lambda d: d["events"][0].update(when="3 May"), {"v1"}, "is not an EDTF date"),
    ("an impossible end", lambda d: d["events"][0].update(until="2023-02-29"), {"v1"}, "is not an EDTF date"),
    ("a false as-of date", lambda d: d["figures"][0].update(as_of="May"), {"n1"}, "is not an EDTF date"),
    ("a false since date", lambda d: d["attributes"][0].update(since="May"), {"a1"}, "is not an EDTF date"),
    ("a false deadline", lambda d: d["demands"][0].update(deadline="May"), {"d1"}, "is not an EDTF date"),
    ("an age in words", lambda d: d["attributes"][0].update(value="forty-one"), {"a1"}, "is not a number"),
    ("a count below nothing", lambda d: d["figures"][0].update(value=-3), {"n1"}, "make no count"),
    ("a count without a number", lambda d: d["figures"][0].update(value=None), {"n1"}, "make no count"),
    ("bounds the wrong way", lambda d: d["figures"][0].update(low=200, high=100), {"n1"}, "make no count"),
    (
        "a confidence above 1",
        lambda d: d["figures"][0].update(confidence=1.5),
        {"n1"},
        "is not between 0 and 1",
    ),
    ("a subject that is not there", lambda d: d["attributes"][0].update(subject="e9"), {"a1"}, "entity 'e9'"),
    ("an object that is not there", lambda d: d["attributes"][0].update(object="e9"), {"a1"}, "entity 'e9'"),
    ("a place that is not there", lambda d: d["events"][0].update(where="e9"), {"v1"}, "entity 'e9'"),
    (
        "a participant that is not there",
        lambda d: d["events"][0]["participants"].append({"entity": "e9", "role": "actor"}),
        {"v1"},
        "entity 'e9'",
    ),
    ("a whole that is not there", lambda d: d["figures"][0].update(part_of="n9"), {"n1"}, "figure 'n9'"),
    ("a demander that is not there", lambda d: d["demands"][0].update(by="e9"), {"d1"}, "entity 'e9'"),
    ("an addressee that is not there", lambda d: d["demands"][0].update(to=["e9"]), {"d1"}, "entity 'e9'"),
    (
        "a person asked for that is not there",
        lambda d: d["demands"][0].update(about=["e9"]),
        {"d1"},
        "entity 'e9'",
    ),
    ("a claim that is not there", lambda d: d["figures"][0].update(said_by=["c9"]), {"n1"}, "claim 'c9'"),
    ("a person in a claim's stead", lambda d: d["figures"][0].update(said_by=["e2"]), {"n1"}, "claim 'e2'"),
    ("a claim in a person's stead", lambda d: d["attributes"][0].update(subject="c1"), {"a1"}, "entity 'c1'"),
    ("a claim within itself", lambda d: d["claims"][1].update(within="c2"), {"c2", "d1"}, "within itself"),
    (
        "claims within each other",
        lambda d: [d["claims"][0].update(within="c2"), d["claims"][1].update(within="c1")],
        {"c1", "c2", "a1", "v1", "d1"},
        "within itself",
    ),
    (
        "two statements with one id",
        lambda d: d["claims"].append(copy.deepcopy(d["claims"][0]) | {"speaker": "e4"}),
        set(),
        "a second item with its id",
    ),
    (
        "a statement with a person's id",
        lambda d: d["figures"][0].update(id="e1"),
        set(),
        "a second item with its id",
    ),
]


@pytest.mark.parametrize(("change", "gone", "why"), [lie[1:] for lie in LIES], ids=[lie[0] for lie in LIES])
def test_a_lie_is_left_out_with_what_rests_on_it_and_nothing_else(
    change: Callable[[Data], object], gone: set[str], why: str
) -> None:
    reading = changed(change)
    after = checked(reading)
    before = [(kind, s) for kind, s in reading.statements() if s.id not in gone]
    assert items(after) == items(reading) - gone
    assert [pair for pair in after.statements() if pair not in before] == []
    assert after.entities == small_reading().entities
    assert why in after.notes[0]
    assert len(after.notes) == max(1, len(gone))
    assert (after.report, after.text, after.passages) == (reading.report, reading.text, reading.passages)


ENTITY_LIES: list[tuple[str, Callable[[Data], object], str]] = [
    ("without a mention", lambda d: d["entities"][1].update(mentions=[]), "no mention of it"),
    (
        "with a false mention only",
        lambda d: d["entities"][1].update(mentions=[FALSE_SPAN]),
        "no mention of it",
    ),
    (
        "with an invented name",
        lambda d: d["entities"][1].update(name="Vera Stoll", named=True),
        "does not have this name",
    ),
]


@pytest.mark.parametrize(("change", "why"), [lie[1:] for lie in ENTITY_LIES], ids=[lie[0] for lie in ENTITY_LIES])
def test_an_entity_that_the_text_does_not_have_is_left_out_with_what_rests_on_it(
    change: Callable[[Data], object], why: str
) -> None:
    reading = changed(change)
    after = checked(reading)
    assert items(after) == items(reading) - {"e2", "c1", "a1", "v1"}
    assert why in after.notes[0]
    assert len(after.notes) == 4


def test_a_second_entity_with_one_id_is_left_out_and_the_first_stays() -> None:
    reading = changed(lambda d: d["entities"].append(copy.deepcopy(d["entities"][3]) | {"id": "e1"}))
    after = checked(reading)
    assert after.entities == small_reading().entities
    assert len(after.notes) == 1


def test_only_the_false_mention_and_the_invented_spelling_of_a_person_go() -> None:
    def lie(data: Data) -> None:
        data["entities"][0]["mentions"].insert(1, FALSE_SPAN)
        data["entities"][0]["names"].append({"text": "Elias Morozko", "script": "Latn", "role": "alias"})

    after = checked(changed(lie))
    assert after.entities == small_reading().entities
    assert list(after.statements()) == list(small_reading().statements())
    assert len(after.notes) == 2


def test_a_description_need_not_be_a_name_of_the_text() -> None:
    reading = changed(lambda d: d["entities"][1].update(name="the lawyer of Ilya Morozko"))
    assert checked(reading) == reading


def test_a_name_may_stand_in_capitals_or_over_two_lines() -> None:
    text = "FREE ILYA\nMOROZKO NOW"
    reading = Reading(report=small_reading().report, text=text, entities=small_reading().entities[:1])
    mention = Span.of(text, 5, 17)
    entity = msgspec.structs.replace(reading.entities[0], mentions=(mention,))
    reading = msgspec.structs.replace(reading, entities=(entity,))
    assert checked(reading) == reading


@pytest.mark.parametrize(("start", "end"), [(10, 30), (26, 26), (200, 10**6), (-3, 5)])
def test_a_passage_out_of_order_or_out_of_the_text_is_left_out(start: int, end: int) -> None:
    reading = changed(lambda d: d["passages"].insert(1, {"role": "caption", "start": start, "end": end}))
    after = checked(reading)
    assert after.passages == small_reading().passages[: len(after.passages)]
    assert len(after.notes) >= 1
    assert list(after.statements()) == list(reading.statements())


def test_the_notes_of_the_reader_are_kept_before_those_of_the_check() -> None:
    reading = changed(lambda d: d.update(notes=["page 2 is an image"], claims=[]))
    after = checked(reading)
    assert after.notes[0] == "page 2 is an image"
    assert len(after.notes) == 4


def _spans(value: object) -> list[Data]:
    """Everything that quotes, wherever it stands."""
    if isinstance(value, dict):
        own = [value] if {"start", "end", "quote"} <= value.keys() else []
        return own + [found for part in value.values() for found in _spans(part)]
    return [found for part in value for found in _spans(part)] if isinstance(value, list) else []


@pytest.mark.promise("D1")
@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(-3, 3), st.integers(-3, 3), st.sampled_from(["", "x"]))))
def test_of_quotations_that_were_moved_or_changed_none_passes(moves: list[tuple[int, int, int, str]]) -> None:
    data = json.loads(to_json(small_reading()))
    spans = _spans(data)
    for number, start, end, more in moves:
        span = spans[number % len(spans)]
        span.update(start=span["start"] + start, end=span["end"] + end, quote=span["quote"] + more)
    after = checked(reading_from_json(json.dumps(data)))
    # Compared here by itself: what is tried does not say whether it is right.
    passed = _spans(json.loads(to_json(after)))
    assert all(TEXT[max(0, span["start"]) : span["end"]] == span["quote"] for span in passed)
    assert len(passed) <= len(spans)


@settings(max_examples=100, deadline=None)
@given(readings)
def test_whatever_a_reader_proposes_only_exact_words_pass(reading: Reading) -> None:
    after = checked(reading)
    known = {e.id for e in after.entities}
    for _, statement in after.statements():
        assert spans_of(statement)
        # Compared here by itself: `exact` is what is tried.
        assert all(after.text[span.start : span.end] == span.quote for span in all_spans(statement))
    assert all(after.text[m.start : m.end] == m.quote for e in after.entities for m in e.mentions)
    assert {a.subject for a in after.attributes} <= known
    assert {c.speaker for c in after.claims} - {None} <= known
    assert len(items(after)) == len(after.entities) + len(list(after.statements()))
    assert checked(after) == after


@settings(max_examples=50, deadline=None)
@given(st.integers(-5, 300), st.integers(-5, 300))
def test_a_moved_quotation_is_never_exact(start: int, end: int) -> None:
    words = TEXT[max(start, 0) : max(end, 0)]
    truly = 0 <= start < end <= len(TEXT)
    assert exact(Span(start, end, words), TEXT) == truly
    assert not exact(Span(start, end, words + "x"), TEXT)


def test_a_long_chain_of_claims_within_claims_is_checked_in_good_time() -> None:
    base = small_reading().claims[0]
    chain = tuple(msgspec.structs.replace(base, id=f"c{i}", within=f"c{i - 1}" if i else None) for i in range(300))
    reading = Reading(report=small_reading().report, text=TEXT, entities=small_reading().entities, claims=chain)
    assert checked(reading) == reading
    cut = msgspec.structs.replace(reading, claims=chain[1:])
    after = checked(cut)
    assert after.claims == ()
    assert len(after.notes) == 299


def test_a_claim_is_all_its_words() -> None:
    claim = small_reading().claims[0]
    assert isinstance(claim, Claim)
    assert [span.quote for span in all_spans(claim)][-2:] == ["his lawyer", "said"]
