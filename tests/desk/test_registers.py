"""A register moves in: its columns are put onto fields, tried out, and every row becomes a report of its own."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from habeas import pipeline
from habeas.desk.access.writes import restrict
from habeas.desk.index.models import Person, Report, Statement
from habeas.desk.people.models import Member
from habeas.desk.registers import writes
from habeas.desk.registers.models import ColumnMap, RowResult, Upload
from habeas.desk.store import workspace
from habeas.model.reading import Reading
from habeas.workspace import Workspace
from tests.desk.conftest import SignedIn
from tests.desk.tables import parsed_here

TABLE = """ID;Name;Father;Date of arrest;Place of arrest;Prison;Charge;Illness;Source;Shoe size
1;Ilmar Sotnik;Anton;03/04/2021;Brenna;Korsk prison;incitement;asthma;a cook;44
2;Vera Lund;;25/12/2020;Lodva;;theft|fraud;;;
3;;;01/01/2020;;;;;;
2;Vera Lund;;25/12/2020;Lodva;;theft|fraud;;;
4;Oskar Brandt;;soon;;;;;;
"""


@pytest.fixture(autouse=True)
def quick_tables(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Tables are parsed here, but for the tests that ask for a process of its own."""
    if "own_process" not in request.fixturenames:
        parsed_here(monkeypatch)


@pytest.fixture
def own_process() -> None:
    """Tables are parsed as they are at a desk that runs."""


def _bring(client: Client, data: bytes | str = TABLE, name: str = "list.csv") -> Upload:
    raw = data if isinstance(data, bytes) else data.encode()
    given = {"register": "Lodva Committee", "table": SimpleUploadedFile(name, raw)}
    response = client.post(reverse("registers"), given)
    assert response.status_code == 302, response.content.decode()
    return Upload.objects.latest("pk")


def _columns(upload: Upload, **more: Any) -> dict[str, Any]:
    chosen = {f"column-{n}": field for n, field in enumerate(upload.fields)}
    return {**chosen, "order": "", "as_of": "2022-01-01", "accept": "on", "keep": "on", **more}


def _import(client: Client, upload: Upload, **more: Any) -> Upload:
    checked = client.post(reverse("register-check", args=[upload.pk]), _columns(upload, **more))
    assert checked.status_code == 302, checked.content.decode()
    client.post(reverse("register-import", args=[upload.pk]))
    upload.refresh_from_db()
    return upload


def _reading(name: str) -> Reading:
    with workspace() as opened:
        return next(one for one in opened.readings() if any(e.name == name for e in one.entities))


@pytest.mark.django_db
@pytest.mark.usefixtures("own_process")
def test_columns_are_guessed_and_the_first_row_is_shown_as_it_would_become(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    upload = _bring(client)
    assert upload.fields == [
        "record_id", "name", "father_name", "arrested_on", "arrested_at", "held_at", "charge", "illness", "source", "",
    ]  # fmt: skip
    page = client.get(reverse("register", args=[upload.pk])).content.decode()
    assert "Date of arrest: 03/04/2021 … Place of arrest: Brenna" in page
    assert "Shoe size: 44" in page
    assert not Report.objects.exists()


@pytest.mark.django_db
def test_a_dry_run_says_of_each_row_what_becomes_of_it_and_stores_nothing(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    upload = _bring(client)
    client.post(reverse("register-check", args=[upload.pk]), _columns(upload))
    states = list(upload.results.values_list("number", "state"))
    assert states == [(2, "new"), (3, "new"), (4, "refused"), (5, "twice"), (6, "new")]
    page = client.get(reverse("register-rows", args=[upload.pk])).content.decode()
    assert "it names nobody" in page
    assert "&#x27;soon&#x27; is no date" in page
    with workspace() as opened:
        assert not opened.reports()


@pytest.mark.django_db
def test_every_value_of_an_imported_row_leads_back_to_the_words_of_its_cell(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    upload = _import(client, _bring(client))
    assert upload.state == "imported"
    assert not bytes(upload.cells)
    reading = _reading("Ilmar Sotnik")
    said = {(one.property, one.value): one for one in reading.attributes}
    assert {*said} == {
        ("relative", "father"), ("held_at", "Korsk prison"), ("charge", "incitement"), ("illness", "asthma"),
    }  # fmt: skip
    (arrest,) = reading.events
    assert (arrest.type, arrest.when) == ("arrest", "2021-04-03")
    assert [span.quote for span in arrest.evidence] == ["Date of arrest: 03/04/2021", "Place of arrest: Brenna"]
    assert {claim.speaker_text for claim in reading.claims} == {"a cook"}
    assert "Shoe size: 44" in reading.text
    assert (reading.report.publisher, reading.report.published) == ("Lodva Committee", "2022-01-01")
    with workspace() as opened:
        (entry,) = opened.custody(reading.report.id)
        assert opened.original(reading.report.id).decode() == reading.text
    assert entry.who == "The documenter"
    assert upload.digest in entry.origin
    assert entry.origin.endswith("row 2")


@pytest.mark.django_db
def test_what_the_cells_say_is_accepted_by_the_person_but_nothing_high_risk(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    _import(client, _bring(client))
    states = set(Statement.objects.values_list("term", "state"))
    assert {("arrest", "accepted"), ("charge", "accepted"), ("held_at", "accepted")} <= states
    assert {("illness", "proposed"), ("relative", "proposed")} <= states
    assert not Statement.objects.exclude(risk="").exclude(state="proposed").exists()
    with workspace() as opened:
        made = opened.decisions()
    assert {(one.author, one.action) for one in made} == {("The documenter", "accept")}
    assert all("high-risk" not in words for one in made for words in one.seen)


@pytest.mark.django_db
def test_nothing_is_accepted_where_the_person_does_not_say_so(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    _import(client, _bring(client), accept="")
    assert set(Statement.objects.values_list("state", flat=True)) == {"proposed"}


@pytest.mark.django_db
def test_the_same_file_again_is_said_and_makes_no_doubles(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    _import(client, _bring(client))
    before = Report.objects.count(), Statement.objects.count()
    again = _bring(client, name="other name.csv")
    page = client.get(reverse("register", args=[again.pk])).content.decode()
    assert "The very same file was imported by The documenter" in page
    _import(client, again)
    assert (Report.objects.count(), Statement.objects.count()) == before
    assert set(again.results.values_list("state", flat=True)) == {"known", "refused", "twice"}
    with workspace() as opened:
        assert len(opened.decisions()) == 2


@pytest.mark.django_db
def test_an_import_that_stopped_half_way_goes_on_and_does_nothing_twice(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: Workspace) -> int:
        raise RuntimeError("the power failed")

    client = signed_in("documenter")
    upload = _bring(client)
    with monkeypatch.context() as patched:
        patched.setattr(writes, "follow", stop)
        assert _import(client, upload).state == "importing"
    assert not Report.objects.exists()
    client.post(reverse("register-import", args=[upload.pk]))
    upload.refresh_from_db()
    assert (upload.state, Report.objects.count()) == ("imported", 3)
    assert upload.results.filter(state=RowResult.State.ADDED).count() == 3
    with workspace() as opened:
        assert [len(opened.custody(one.id)) for one in opened.reports()] == [1, 2, 1]
        assert len(opened.decisions()) == 2


@pytest.mark.django_db
def test_a_row_whose_number_is_here_with_other_cells_is_said_to_be_another_state_of_it(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    _import(client, _bring(client))
    again = _bring(client, TABLE.replace("asthma", "none").replace("4;Oskar", "7;Oskar"))
    client.post(reverse("register-check", args=[again.pk]), _columns(again))
    states = dict(again.results.values_list("number", "state"))
    assert states == {2: "changed", 3: "known", 4: "refused", 5: "twice", 6: "new"}
    client.post(reverse("register-import", args=[again.pk]))
    assert dict(again.results.values_list("number", "state")) == {**states, 2: "added", 6: "added"}
    assert Person.objects.filter(name="Ilmar Sotnik").count() == 2


@pytest.mark.django_db
def test_what_is_restricted_since_is_in_no_list_of_rows(signed_in: SignedIn, members: dict[str, Member]) -> None:
    client = signed_in("documenter")
    upload = _import(client, _bring(client))
    restrict(members["reviewer"], [_reading("Ilmar Sotnik").report.id])
    page = client.get(reverse("register-rows", args=[upload.pk])).content.decode()
    assert ("Ilmar" in page, "Vera" in page) == (False, True)
    again = _bring(client)
    client.post(reverse("register-check", args=[again.pk]), _columns(again))
    assert again.results.get(number=2).state == "new"


@pytest.mark.django_db
def test_rows_are_not_read_again_by_a_reader_that_does_not_know_their_columns(signed_in: SignedIn) -> None:
    _import(signed_in("documenter"), _bring(signed_in("documenter")))
    with workspace() as opened:
        assert not list(pipeline.kept(opened, "english", "1"))
        assert not list(pipeline.kept(opened, "english", "1", again=True))


@pytest.mark.django_db
def test_somebody_must_say_which_comes_first_where_no_cell_shows_it(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    upload = _bring(client, "name,arrested\nAda Berg,03/04/2021\n")
    response = client.post(reverse("register-check", args=[upload.pk]), _columns(upload))
    assert response.status_code == 400
    assert "say what comes first" in response.content.decode()
    _import(client, upload, order="month")
    assert _reading("Ada Berg").events[0].when == "2021-03-04"


@pytest.mark.django_db
def test_columns_that_were_kept_are_taken_again_for_the_same_register_and_for_the_same_headings(
    signed_in: SignedIn,
) -> None:
    client = signed_in("documenter")
    first = _bring(client, "who,x1\nAda Berg,Brenna\n")
    assert first.fields == ["", ""]
    refused = client.post(reverse("register-check", args=[first.pk]), _columns(first))
    assert "which column holds the name" in refused.content.decode()
    _import(client, first, **{"column-0": "name", "column-1": "arrested_at"})
    assert ColumnMap.objects.get().name == "Lodva Committee"
    assert _bring(client, "x1,who,y\nLodva,Nils Berg,z\n").fields == ["arrested_at", "name", ""]


@pytest.mark.django_db
def test_days_of_excel_and_the_sheet_that_is_chosen(signed_in: SignedIn) -> None:
    book = Workbook()
    book.active.append(["nothing of use"])
    sheet = book.create_sheet("People")
    sheet.append(["made by hand"])
    sheet.append(["Name", "Arrested", "Age"])
    sheet.append(["خضر مرداني", date(2021, 4, 3), 34.0])
    out = io.BytesIO()
    book.save(out)
    client = signed_in("documenter")
    upload = _bring(client, out.getvalue(), "people.xlsx")
    client.post(reverse("register-look", args=[upload.pk]), {"sheet": "People", "first": "2"})
    upload.refresh_from_db()
    assert upload.fields == ["name", "arrested_on", "age"]
    _import(client, upload)
    reading = _reading("خضر مرداني")
    assert (reading.events[0].when, reading.attributes[0].value) == ("2021-04-03", 34)


@pytest.mark.django_db
@pytest.mark.parametrize("data", [b"", b"\x00\x01" * 99, b"PK\x03\x04 junk", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_file_that_is_no_table_is_refused_with_the_reason(signed_in: SignedIn, data: bytes) -> None:
    response = signed_in("documenter").post(
        reverse("registers"), {"register": "L", "table": SimpleUploadedFile("x.xlsx", data)}
    )
    assert response.status_code == 400
    assert not Upload.objects.exists()


@pytest.mark.django_db
def test_cells_that_would_be_run_are_shown_and_nothing_else(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    upload = _bring(client, 'name,note\n<script>alert(1)</script>,"<img src=x onerror=alert(1)>"\n\'=1+1,x\n')
    client.post(reverse("register-check", args=[upload.pk]), _columns(upload))
    for address in ("register", "register-rows"):
        page = client.get(reverse(address, args=[upload.pk])).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert upload.results.get(number=3).person == "=1+1"


@pytest.mark.django_db
def test_a_file_on_its_way_in_is_there_for_whoever_brought_it(signed_in: SignedIn, members: dict[str, Member]) -> None:
    upload = _bring(signed_in("documenter"))
    other = signed_in("administrator")
    assert other.get(reverse("register", args=[upload.pk])).status_code == 404
    assert other.post(reverse("register-discard", args=[upload.pk])).status_code == 404
    signed_in("documenter").post(reverse("register-discard", args=[upload.pk]))
    upload.refresh_from_db()
    assert (upload.state, bytes(upload.cells)) == ("discarded", b"")
