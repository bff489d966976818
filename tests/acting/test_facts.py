"""Facts: of what passed the gate, with their words, their sources, and how they stand."""

from __future__ import annotations

import pytest

from habeas import read
from habeas.acting.days import date_words
from habeas.acting.facts import Fact, NotPublicError, all_facts, facts_of
from habeas.documents.model import LANGUAGES
from habeas.pipeline import public_copy, working_copy
from tests.acting.world import decisions, public, readings


def fact(term: str, *, of: str = "event") -> Fact:
    copy = public()
    every = all_facts(copy.book, copy.readings)
    return next(one for one in every.values() if one.term == term and one.kind == of)


def test_a_fact_says_what_its_statement_says_with_its_words_and_who_says_it() -> None:
    one = fact("arrest")
    assert one.label == "Arrest: Tamar Veld, officers of the Interior Directorate, 2 May 2024"
    assert [(p.role, p.value) for p in one.parts if p.role in ("person", "when")] == [
        ("person", "Tamar Veld"),
        ("when", "2024-05-02"),
    ]
    assert "was arrested on 2 May 2024" in one.quotation
    assert one.said_by == ("The Lantern Post",)
    assert (one.origin.address, one.origin.published) == ("https://lantern.example/a", "2024-05-10")
    assert one.origin.sha256 == one.report == readings()[0].report.id


def test_whoever_says_it_stands_in_the_order_of_the_chain() -> None:
    assert fact("deterioration").said_by == ("The Lantern Post", "her sister")


def test_what_a_report_says_of_itself_its_publisher_says() -> None:
    reading = read("We believe that Tamar Veld was beaten.", publisher="The Qindeel Centre", published="2024-05-10")
    copy = public_copy((reading,), decisions((reading,)), {})
    told = {one.said_by for one in all_facts(copy.book, copy.readings).values()}
    assert told == {("The Qindeel Centre",)}


def test_a_denial_is_a_fact_that_is_denied() -> None:
    one = fact("ill_treatment")
    assert (one.status, one.standing) == ("denied", "denied")


def test_figures_have_their_number_and_their_date() -> None:
    one = fact("arrested", of="figure")
    assert {"1204", "2024"} <= {part.value for part in one.parts}
    assert one.cases == ()


def test_the_facts_of_a_case_are_of_both_its_reports_and_of_nothing_else() -> None:
    copy = public()
    (case,) = copy.book.cases
    some = facts_of(copy.book, copy.readings, case)
    assert {one.report for one in some} == {one.report.id for one in readings()}
    assert all(case.id in one.cases for one in some)
    assert [one.key for one in facts_of(copy.book, copy.readings, case.people[0].key)] == [one.key for one in some]
    assert facts_of(copy.book, copy.readings, "ca:nobody") == ()


def test_what_nobody_accepted_is_no_fact() -> None:
    key = fact("transfer").key
    copy = public(but=[key])
    assert key not in all_facts(copy.book, copy.readings)


def test_a_working_copy_gives_no_facts() -> None:
    with pytest.raises(NotPublicError):
        all_facts(working_copy(readings()), readings())


def test_where_a_report_is_kept_is_told_by_whoever_knows() -> None:
    copy = public()
    kept = {readings()[0].report.id: "https://archive.example/1"}
    origins = {one.report: one.origin.archived for one in all_facts(copy.book, copy.readings, kept).values()}
    assert sorted(origins.values()) == ["", "https://archive.example/1"]


def test_the_same_fact_has_the_same_digest_and_another_has_not() -> None:
    assert fact("arrest").digest == fact("arrest").digest
    assert fact("arrest").digest != fact("transfer").digest


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-05-02", ("2 May 2024", "2 mai 2024", "2 de mayo de 2024", "2 مايو 2024")),
        ("2024-05", ("May 2024", "mai 2024", "mayo de 2024", "مايو 2024")),
        ("2024~", ("about 2024", "vers 2024", "hacia 2024", "نحو 2024")),
        ("2019/2021", ("between 2019 and 2021", "entre 2019 et 2021", "entre 2019 y 2021", "بين 2019 و2021")),
        ("../2008", ("2008 or earlier", "2008 ou avant", "2008 o antes", "2008 أو قبل ذلك")),
        ("2023-22", ("summer 2023", "été 2023", "verano de 2023", "صيف 2023")),
        ("no date", ("no date",) * 4),
    ],
)
def test_dates_are_written_as_each_language_writes_them(edtf: str, words: tuple[str, ...]) -> None:
    assert tuple(date_words(edtf, language) for language in LANGUAGES) == words
