"""Accounts that change: causes that differ, a speaker who says another thing, a claim without its speaker."""

from __future__ import annotations

import msgspec
import pytest

from habeas.model.reading import Reading
from habeas.model.span import Span
from habeas.weighing.amounts import amounts, same_place
from tests.factory import Draft
from tests.weighing.book import kinds, only_case

SAID = "guards beat and starved Nadia Petrovna Orlova for nine nights"


def accused(publisher: str, published: str, *, by: str | None) -> Reading:
    draft = Draft(f"{by} said that {SAID}." if by else f"Now {SAID}.", published=published, publisher=publisher)
    person = draft.person("Nadia Petrovna Orlova", detained=True)
    said_by = (draft.claim(SAID, by=draft.person(by)),) if by else ()
    draft.event("torture", SAID, who=[person], when="2022-01-10", said_by=said_by)
    draft.attribute(person, "born", "1972-03-04", "Orlova")
    return draft.reading()


def test_a_claim_that_a_later_report_tells_as_its_own_has_lost_its_speaker() -> None:
    case = only_case(accused("Lantern", "2022-01-12", by="Vera Ilyina"), accused("Beacon", "2022-01-20", by=None))
    (found,) = [f for f in case.findings if f.kind == "drift"]
    assert "Vera Ilyina said so" in found.text
    assert "Beacon says it in its own voice" in found.text
    assert len(found.sources) == 2


def test_a_report_that_was_there_first_has_lost_nothing() -> None:
    case = only_case(accused("Lantern", "2022-01-20", by="Vera Ilyina"), accused("Beacon", "2022-01-12", by=None))
    assert "drift" not in kinds(case)


def died(publisher: str, published: str, cause: str) -> Reading:
    text = f"The prison service said that Nadia Petrovna Orlova died of {cause}."
    draft = Draft(text, published=published, publisher=publisher)
    person = draft.person("Nadia Petrovna Orlova", detained=True)
    claim = draft.claim(f"Nadia Petrovna Orlova died of {cause}", by=draft.entity("prison service", "organisation"))
    draft.event("death", f"Nadia Petrovna Orlova died of {cause}", who=[person], when="2022-01-10", said_by=(claim,))
    draft.attribute(person, "born", "1972-03-04", "Orlova")
    reading = draft.reading()
    start = text.index(cause)
    (event,) = reading.events
    event = msgspec.structs.replace(event, cause=Span(start=start, end=start + len(cause), quote=cause))
    return msgspec.structs.replace(reading, events=(event,))


def test_a_speaker_who_gives_another_cause_changes_the_account() -> None:
    case = only_case(died("Lantern", "2022-01-12", "pneumonia"), died("Beacon", "2022-03-01", "a heart attack"))
    assert {"conflict", "drift"} <= set(kinds(case))


def test_one_cause_in_two_wordings_is_no_conflict() -> None:
    case = only_case(died("Lantern", "2022-01-12", "cardiac arrest"), died("Beacon", "2022-03-01", "a heart attack"))
    assert not {"conflict", "drift"} & set(kinds(case))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("seven years in prison", "7 years"),
        ("25 years", "twenty-five years"),
        ("7 лет", "7 שנות מאסר"),
        ("سنتين", "2 years"),
    ],
)
def test_a_length_of_time_is_the_same_in_words_and_scripts(left: str, right: str) -> None:
    assert amounts(left) == amounts(right) != frozenset()


def test_other_lengths_are_others() -> None:
    assert amounts("seven years") != amounts("seventeen years")
    assert amounts("seven years") != amounts("seven months")
    assert amounts("a long time") == frozenset()


def test_a_prison_in_another_script_is_the_same_and_another_prison_is_not() -> None:
    assert same_place("тюрьма Верин", "Verin prison")
    assert not same_place("тюрьма Карск", "Verin prison")
