"""The case book as a whole: who gets a case, what is a copy, what is the same whatever the order."""

from __future__ import annotations

import itertools
import time

from habeas.model.codec import to_json
from habeas.model.reading import Reading
from habeas.resolving import resolve
from habeas.weighing import weigh
from tests.factory import Draft, decide, statement_of
from tests.weighing.book import book_of, only_case

STORY = (
    "Nadia Petrovna Orlova died in Verin prison on Monday after guards kept her from a doctor for nine days, "
    "the prisoners' league said in a statement that it handed to reporters outside the gate."
)


def story(publisher: str, text: str = STORY, credit: str | None = None) -> Reading:
    draft = Draft(text, published="2022-01-17", publisher=publisher)
    if credit is not None:
        draft.described(credits=(credit,))
    person = draft.person("Nadia Petrovna Orlova", detained=True)
    draft.event("death", "died in Verin prison", who=[person], when="2022-01-17")
    return draft.reading()


def test_a_story_printed_twice_counts_as_one_source() -> None:
    book = book_of(story("Lantern"), story("Beacon"))
    (case,) = book.cases
    assert len(case.life) == 1
    assert case.life[0].independent == 1
    assert len({line.copy_group for line in book.reports} - {None}) == 1
    assert [f.kind for f in book.findings if f.kind == "copies"] == ["copies"]


def test_two_stories_of_ones_own_are_two_sources() -> None:
    other = "Mourners buried Nadia Petrovna Orlova, who died in Verin prison, beside the lake where she grew up."
    book = book_of(story("Lantern"), story("Beacon", other))
    assert book.cases[0].life[0].independent == 2
    assert [line.copy_group for line in book.reports] == [None, None]


def test_two_papers_that_quote_one_speaker_are_one_source() -> None:
    drafts = []
    for paper in ("Lantern", "Beacon"):
        draft = Draft(f"Ivo Brandt told the {paper} that Nadia Petrovna Orlova is on hunger strike.",
                      published="2022-01-17", publisher=paper)  # fmt: skip
        person, speaker = draft.person("Nadia Petrovna Orlova", detained=True), draft.person("Ivo Brandt")
        said = draft.claim("Nadia Petrovna Orlova is on hunger strike", by=speaker)
        draft.event("hunger_strike", "on hunger strike", who=[person], when="2022-01-17", said_by=[said])
        drafts.append(draft.reading())
    (case,) = book_of(*drafts).cases
    assert case.name == "Nadia Petrovna Orlova"
    assert [(e.independent, len(e.sources)) for e in case.life] == [(1, 2)]


def test_speakers_and_officials_get_no_case() -> None:
    draft = Draft("Minister Ivo Brandt visited Nadia Petrovna Orlova in prison and met Ada Roth.")
    draft.attribute(draft.person("Ivo Brandt"), "role", "Minister", "Minister")
    draft.event("visit", "visited", who=[draft.person("Ada Roth")])
    draft.person("Nadia Petrovna Orlova", detained=True)
    assert [case.name for case in book_of(draft.reading()).cases] == ["Nadia Petrovna Orlova"]


def test_who_died_in_prison_has_a_case_and_who_died_elsewhere_has_none() -> None:
    draft = Draft("Vera Stanovich died in prison in May. Ada Roth died at home.", publisher="Lantern")
    draft.event("death", "died in prison", who=[draft.person("Vera Stanovich")])
    draft.event("death", "died at home", who=[draft.person("Ada Roth")])
    assert [case.name for case in book_of(draft.reading()).cases] == ["Vera Stanovich"]


def test_a_case_falls_with_the_statement_that_made_it() -> None:
    draft = Draft("Nadia Petrovna Orlova was arrested.")
    draft.event("arrest", "was arrested", who=[draft.person("Nadia Petrovna Orlova", detained=True)])
    reading = draft.reading()
    assert only_case(reading).status == "in custody"
    assert book_of(reading, decisions=(decide("reject", statement_of(reading, "v1")),)).cases == ()


def test_demands_carry_addressee_and_case() -> None:
    draft = Draft("We call on the Assembly to free Nadia Petrovna Orlova, who is in prison.", publisher="Friends")
    assembly = draft.entity("Assembly", "organisation")
    draft.person("Nadia Petrovna Orlova", detained=True)
    draft.demand("free Nadia Petrovna Orlova", to=[assembly])
    book = book_of(draft.reading())
    (line,) = book.demands
    assert (line.by, line.to, line.cases) == ("Friends", ("Assembly",), (book.cases[0].id,))
    assert book.cases[0].demands == (line,)


def test_we_in_a_report_of_its_own_is_its_publisher() -> None:
    draft = Draft("We say that Nadia Petrovna Orlova was arrested.", publisher="Friends of Verin")
    us, person = draft.entity("We", "group", named=False), draft.person("Nadia Petrovna Orlova", detained=True)
    claim = draft.claim("Nadia Petrovna Orlova was arrested", by=us)
    draft.event("arrest", "was arrested", who=[person], said_by=[claim])
    (case,) = book_of(draft.reading()).cases
    assert [source.voices[-1].name for event in case.life for source in event.sources] == ["Friends of Verin"]


def test_claims_that_no_line_shows_stand_at_the_end() -> None:
    draft = Draft("“Nadia Petrovna Orlova is our conscience,” said Ivo Brandt. She was arrested.")
    person, speaker = draft.person("Nadia Petrovna Orlova", detained=True), draft.person("Ivo Brandt")
    draft.claim("Nadia Petrovna Orlova is our conscience", by=speaker, manner="direct")
    draft.event("arrest", "was arrested", who=[person])
    (case,) = book_of(draft.reading()).cases
    assert [s.quotes for s in case.claims] == [("Nadia Petrovna Orlova is our conscience",)]


def test_two_people_of_one_name_get_addresses_of_their_own() -> None:
    one = Draft("Nadia Orlova is in Verin prison.", publisher="Lantern")
    two = Draft("Nadia Orlova is in Karsk colony.", publisher="Beacon")
    for draft in (one, two):
        draft.person("Nadia Orlova", detained=True)
    slugs = [case.slug for case in book_of(one.reading(), two.reading()).cases]
    assert len(set(slugs)) == 2
    assert all(slug.startswith("nadia-orlova-") and slug.isascii() for slug in slugs)


def test_a_name_that_runs_over_the_end_of_a_line_is_no_other_spelling() -> None:
    one = Draft("Nadia Orlova is in Verin prison.", publisher="Lantern")
    two = Draft("Nadia\nOrlova is in Verin prison.", publisher="Beacon")
    one.attribute(one.person("Nadia Orlova", detained=True), "born", "1984-03-02", "in Verin prison")
    two.attribute(two.person("Nadia\nOrlova", detained=True), "born", "1984-03-02", "in Verin prison")
    assert only_case(one.reading(), two.reading()).names == ("Nadia Orlova",)


def test_the_order_of_the_readings_changes_no_byte() -> None:
    readings = [story("Lantern"), story("Beacon"), story("Wire", STORY.replace("Monday", "Sunday"))]
    books = {to_json(book_of(*order)) for order in itertools.permutations(readings)}
    assert len(books) == 1


def _many(count: int) -> list[Reading]:
    found = []
    for number in range(count):
        draft = Draft(f"Prisoner Vera{number % 97}a Stanov{number}ich number {number} has been held since 2019.")
        name = f"Vera{number % 97}a Stanov{number}ich"
        draft.attribute(draft.person(name, detained=True), "detained_since", "2019", "since 2019")
        found.append(draft.reading())
    return found


def _seconds(readings: list[Reading]) -> float:
    """The least of three runs: the machine may be busy with other things."""
    resolution = resolve(readings, [], proposed=True)
    runs = []
    for _ in range(3):
        begin = time.process_time()
        weigh(readings, resolution, [], {})
        runs.append(time.process_time() - begin)
    return min(runs)


def test_weighing_four_times_the_reports_takes_no_more_than_eight_times_as_long() -> None:
    few, many = _many(100), _many(400)
    _seconds(few)
    assert _seconds(many) < 8 * max(_seconds(few), 0.02)
