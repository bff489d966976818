"""When words were said, where they stand, and whether they place somebody in custody."""

from __future__ import annotations

import msgspec
import pytest

from habeas.model.custody import told_in_custody
from habeas.model.telling import outlet, passage_of, said_on
from tests.factory import Draft


def test_words_in_an_embedded_post_bear_its_date_and_the_rest_the_reports() -> None:
    draft = Draft("Tarek is held. Post: Tarek is ill.", published="2022-01-17")
    draft.passage("body", "Tarek is held.")
    draft.passage("embedded_post", "Post: Tarek is ill.", published="2022-01-16")
    person = draft.person("Tarek", detained=True)
    draft.attribute(person, "held_at", "held", "held")
    draft.attribute(person, "illness", "ill", "ill")
    reading = draft.reading()
    assert [said_on(reading, a) for a in reading.attributes] == ["2022-01-17", "2022-01-16"]


def test_a_report_without_a_date_has_the_date_of_its_claim() -> None:
    draft = Draft("On Monday his lawyer said he is ill.")
    said = draft.claim("he is ill", text="his lawyer")
    person = draft.person("his lawyer", named=False)
    draft.attribute(person, "illness", "ill", "ill", said_by=[said])
    undated = draft.reading()
    assert said_on(undated, undated.attributes[0]) is None
    claims = (msgspec.structs.replace(undated.claims[0], when="2022-01-10"),)
    dated = msgspec.structs.replace(undated, claims=claims)
    assert said_on(dated, dated.attributes[0]) == "2022-01-10"


def test_characters_between_passages_stand_in_none() -> None:
    draft = Draft("One. Two. Three.")
    draft.passage("body", "One.")
    draft.passage("footnote", "Three.")
    reading = draft.reading()
    roles = [(p.role if (p := passage_of(reading, i)) else None) for i in (0, 3, 4, 6, 10, 15, 99)]
    assert roles == ["body", "body", None, None, "footnote", "footnote", None]


@pytest.mark.parametrize(
    ("words", "custody"),
    [("died in prison", True), ("was beaten in a cell", True), ("died at home", False), ("cancelled", False)],
)
def test_custody_is_told_by_words_of_its_own(words: str, custody: bool) -> None:
    draft = Draft(f"Tarek {words}.")
    draft.event("death", words, who=[draft.person("Tarek")])
    assert told_in_custody(draft.reading().events[0]) is custody


@pytest.mark.parametrize(
    ("publisher", "source", "shown"),
    [
        ("Dol Courier", "in/7.txt", "Dol Courier"),
        (None, "in/7.txt", "7.txt (publisher not known)"),
        (None, "https://dol.example/", "https://dol.example/ (publisher not known)"),
    ],
)
def test_a_file_is_never_said_to_be_a_publisher(publisher: str | None, source: str, shown: str) -> None:
    info = msgspec.structs.replace(Draft("Tarek is held.").info, publisher=publisher, source=source)
    assert outlet(info) == shown
