"""Exports are the same bytes for the same book, say what they are, and hold nothing that a program would run."""

from __future__ import annotations

import io
import json
from typing import Any

import msgspec
import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from habeas.documents.model import text_of
from habeas.exporting.about import About, Content, Places, as_of, narrowed, of_case
from habeas.exporting.machines import as_json, calendar, follow_the_money
from habeas.exporting.page import Labels, case_document
from habeas.exporting.sheets import LONGEST, csv_zip, workbook
from habeas.publishing.guard import risky, unguarded
from tests.publishing.hostile import PAYLOADS
from tests.publishing.invented_book import invented

KNOWN = {
    "Person": {
        "name", "alias", "birthDate", "deathDate", "gender", "position", "summary", "sourceUrl", "proof", "notes",
        "modifiedAt",
    },
    "Event": {
        "name", "date", "startDate", "endDate", "location", "involved", "summary", "description", "recordId", "proof",
        "notes", "sourceUrl", "modifiedAt",
    },
    "Document": {
        "name", "title", "author", "publisher", "sourceUrl", "date", "mimeType", "notes", "modifiedAt",
    },
}  # fmt: skip
"""The properties that these schemata of FollowTheMoney have and that are used here."""


def _content(*, inside: bool = True, root: str = "https://desk.example.org") -> Content:
    book, readings = invented()
    about = About(
        title="everything", as_of=as_of(book), made="2026-01-01T00:00:00Z", licence="CC0", addresses="x", inside=inside
    )
    return Content(about, book, dict(readings), Places(book, readings, root, desk=inside))


def _lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def test_the_same_book_gives_the_same_bytes_in_every_form() -> None:
    one, other = _content(), _content()
    assert workbook(one.tables(), one.about) == workbook(other.tables(), other.about)
    assert csv_zip(one.tables(), one.about) == csv_zip(other.tables(), other.about)
    assert as_json(one, one.tables()) == as_json(other, other.tables())
    assert (calendar(one), follow_the_money(one)) == (calendar(other), follow_the_money(other))


def test_every_row_names_its_record_the_date_and_the_licence() -> None:
    for table, rows in _content().tables().items():
        for row in rows:
            assert (row["data_as_of"], row["licence"], row["not_public"]) == (
                "2024-02-16",
                "CC0",
                "for use inside only",
            )
            place = row["page" if table == "register" else "address"]
            assert place.startswith("https://desk.example.org/"), (table, row)
    public = _content(inside=False, root="https://site.example.org/cases/")
    for rows in public.tables().values():
        assert all("not_public" not in row for row in rows)
    assert public.tables()["people"][0]["address"].startswith("https://site.example.org/cases/cases/")


def test_entities_of_follow_the_money_have_only_properties_that_it_knows_and_lead_to_each_other() -> None:
    found = _lines(follow_the_money(_content()))
    ids = [one["id"] for one in found]
    assert len(set(ids)) == len(ids)
    for one in found:
        assert set(one["properties"]) <= KNOWN[one["schema"]]
        assert one["properties"]["name"]
        assert all(isinstance(value, str) and value for some in one["properties"].values() for value in some)
        for ref in (*one["properties"].get("proof", ()), *one["properties"].get("involved", ())):
            assert ref in ids


@pytest.mark.parametrize("payload", [*PAYLOADS[::6], "x" * 40_000, "a\x00b\x0bc"])
def test_no_cell_of_a_workbook_is_a_formula_and_the_words_come_back(payload: str) -> None:
    content = _content()
    book = load_workbook(io.BytesIO(workbook({"t": [{"a": payload, payload: "b"}]}, content.about)))
    (cell,) = [line[0] for line in book["t"].iter_rows(min_row=2)]
    assert cell.data_type == "s"
    assert not risky(str(cell.value))
    whole = unguarded(str(cell.value))
    if len(payload) > LONGEST:
        assert whole.endswith("whole in the JSON export]")
    elif payload.isprintable():
        assert whole == payload


def test_a_calendar_has_the_hearings_that_have_a_day_and_says_how_many_have_none() -> None:
    content = _content()
    case = content.book.cases[0]
    event = msgspec.structs.replace(case.life[0], type="hearing", label="Hearing", when="2024-03-01", status="planned")
    undated = msgspec.structs.replace(event, when="2024-03")
    denied = msgspec.structs.replace(event, when="2024-04-01", status="denied")
    case = msgspec.structs.replace(case, life=(event, undated, denied))
    book = msgspec.structs.replace(content.book, cases=(case,))
    made = Calendar.from_ical(calendar(msgspec.structs.replace(content, book=book)))
    (one,) = made.walk("VEVENT")
    assert (one.decoded("dtstart").isoformat(), str(one["status"])) == ("2024-03-01", "TENTATIVE")
    assert "NOT PUBLIC" in str(one["description"])
    assert "1 more without a day" in str(made["x-wr-caldesc"])


def test_a_document_of_a_case_has_every_line_with_its_source_and_nothing_of_others() -> None:
    content = _content()
    case, other = content.book.cases[0], content.book.cases[1]
    narrow = msgspec.structs.replace(content, book=narrowed(content.book, case))
    document = case_document(narrow, case, Labels(), "en")
    text = "\n".join(text_of(document))
    assert document.marks == ("NOT PUBLIC",)
    for event in case.life:
        assert event.label in text
        assert all(" … ".join(source.quotes) in text for source in event.sources)
    assert all(value.label in text for prop in case.properties for value in prop.values)
    assert not {prop.property for prop in other.properties} or other.name not in text
    tables = of_case(narrow.tables(), case)
    assert {row["record_id"] for row in tables["register"]} == {case.id}
    assert tables["statements"]
    assert all(case.id in row["case_ids"] for row in tables["statements"])
