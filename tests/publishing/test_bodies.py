"""The pages that show weighing: who holds and who says, open disagreements, and a case at a glance."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from habeas.pipeline import public_copy, working_copy
from habeas.publishing.bodies import position
from habeas.publishing.site import write_site
from tests.factory import Draft, decide, statement_of

NAME = "Nadia Petrovna Orlova"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with an arrest that two bear out, a sentence on one word, and an age in dispute."""
    texts = (
        ("Lantern", "2022-01-17", "Police seized her in Nairobi, Kenya on 5 January 2022.", "Dol Prisoners' Club", 43),
        ("Beacon", "2022-02-20", "She was arrested on 5 January 2022 in Nairobi, Kenya.", "Karsk Union", 51),
    )
    readings = []
    for paper, published, lead, by, age in texts:
        text = f"{by} said: {lead} {NAME} is {age}. She is in Verin {'Prison' if age == 43 else 'jail'}."
        draft = Draft(text, published=published, publisher=paper)
        person = draft.person(NAME, also=("She",), detained=True)
        said = [draft.claim(lead, by=draft.entity(by, "organisation"))]
        town = draft.entity("Nairobi", "place")
        draft.entity("Kenya", "place")
        prison = draft.entity("Verin Prison" if age == 43 else "Verin jail", "facility")
        draft.event("arrest", lead, who=[person], when="2022-01-05", where=town, said_by=said)
        draft.attribute(person, "age", age, f"is {age}")
        draft.attribute(person, "held_at", "Verin", "in Verin", object=prison, said_by=said if age == 43 else [])
        readings.append(draft.reading())
    late = Draft("Pavel Stanov was released on 3 May 2023.", published="2023-05-04", publisher="Herald")
    late.event("release", "was released", who=[late.person("Pavel Stanov", detained=True)], when="2023-05-03")
    readings.append(late.reading())
    out = tmp_path_factory.mktemp("site")
    write_site(working_copy(readings), {r.report.id: r for r in readings}, out)
    return out


def case(site: Path) -> str:
    return (site / "cases" / "nadia-petrovna-orlova.html").read_text("utf-8")


def part(page: str, begin: str, end: str) -> str:
    return page[page.index(begin) : page.index(end, page.index(begin))]


def test_a_case_shows_at_a_glance_what_stands_how_firmly_and_on_whose_word(site: Path) -> None:
    page = case(site)
    firm = part(page, 'class="column corroborated"', 'class="column one_word"')
    assert "Arrest" in firm
    assert "2 independent sources: Dol Prisoners&#39; Club and Karsk Union." in firm
    disputed = part(page, 'class="column disputed"', "</section>")
    assert "43 or 51" in disputed
    assert "Arrest" not in disputed


def test_a_case_of_which_nobody_speaks_any_more_says_so(site: Path) -> None:
    assert "No news since <time" in case(site)
    assert "438 days younger" in case(site)
    assert "No news since" not in (site / "cases" / "pavel-stanov.html").read_text("utf-8")


def test_a_place_has_its_country_and_where_it_lies(site: Path) -> None:
    assert "Kenya, 1.28° S, 36.82° E" in case(site)


def test_open_disagreements_stand_under_the_person_whom_they_are_about(site: Path) -> None:
    page = (site / "disagreements.html").read_text("utf-8")
    assert page.index("Nadia Petrovna Orlova</bdi></a></h2>") < page.index("Age: accounts differ.")
    assert "Pavel Stanov" not in page


def test_a_body_stands_under_all_its_names_with_the_cases_it_is_named_in(site: Path) -> None:
    page = (site / "bodies.html").read_text("utf-8")
    prison = part(page, "Verin", "</article>")
    assert "Verin Prison" in prison
    assert "Verin jail" in prison
    assert "cases/nadia-petrovna-orlova.html" in prison


def test_the_table_of_bodies_says_who_speaks_and_where_things_are(site: Path) -> None:
    with (site / "data" / "bodies.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert (rows["Nairobi"]["country"], rows["Nairobi"]["gazetteer"]) == ("KE", "geonames:184745")
    assert rows["Karsk Union"]["statements"] == "1"
    assert rows["Verin Prison"]["names"] == "Verin Prison | Verin jail"
    assert set(rows) == {"Dol Prisoners' Club", "Karsk Union", "Nairobi", "Verin Prison"}


def test_the_tables_say_how_firmly_a_line_stands(site: Path) -> None:
    with (site / "data" / "events.csv").open(encoding="utf-8", newline="") as file:
        (arrest,) = [row for row in csv.DictReader(file) if row["type"] == "arrest"]
    assert arrest["standing"] == "corroborated"
    assert arrest["standing_why"].startswith("2 independent sources")


def test_degrees_are_said_with_their_side() -> None:
    assert position(-1.2833, 36.8167) == "1.28° S, 36.82° E"
    assert position(40.7, -74.006) == "40.70° N, 74.01° W"


def test_a_body_that_only_a_withheld_statement_names_is_not_public(tmp_path: Path) -> None:
    draft = Draft(f"{NAME} was moved to Karsk jail. The Dol Union sees her in Verin Prison.", published="2022-01-17")
    draft.described(title="Moved")
    person = draft.person(NAME, detained=True)
    moved = draft.event("transfer", "was moved", who=[person], where=draft.entity("Karsk jail", "facility"))
    draft.attribute(
        person, "held_at", "Verin Prison", "in Verin Prison", object=draft.entity("Verin Prison", "facility")
    )
    draft.entity("The Dol Union", "organisation")
    reading = draft.reading()
    accepted = decide("accept", statement_of(reading, moved))
    copy = public_copy([reading], [accepted], {})
    write_site(copy.book, {r.report.id: r for r in copy.readings}, tmp_path)
    everything = "".join(path.read_text("utf-8") for path in sorted(tmp_path.rglob("*")) if path.is_file())
    assert "Karsk jail" in (tmp_path / "bodies.html").read_text("utf-8")
    assert "Verin" not in everything
    assert "Dol Union" not in everything


def test_a_denial_of_what_no_report_says_is_no_open_disagreement(tmp_path: Path) -> None:
    draft = Draft(f"{NAME} is in Verin prison. She was not tortured there.", published="2022-01-17", publisher="Post")
    person = draft.person(NAME, also=("She",), detained=True)
    draft.event("torture", "She was not tortured", who=[person], status="denied")
    reading = draft.reading()
    write_site(working_copy([reading]), {reading.report.id: reading}, tmp_path)
    assert "There are none." in (tmp_path / "disagreements.html").read_text("utf-8")
    assert "says that it is not so" in (tmp_path / "findings.html").read_text("utf-8")
