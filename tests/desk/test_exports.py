"""What leaves in files: only what may, marked where it may not, and whole enough to come in again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from openpyxl import load_workbook
from pytest_django import Settings

from habeas import safekeeping
from habeas.archive.erasure import doomed
from habeas.desk.access.writes import restrict
from habeas.desk.audit.models import Event
from habeas.desk.cases.models import Consent
from habeas.desk.exports import writes
from habeas.desk.exports.models import FORMS, Export, Form, Terms
from habeas.desk.index.following import follow, rebuild
from habeas.desk.index.models import Person, Report, Statement
from habeas.desk.people.models import Member
from habeas.desk.registers.models import Upload
from habeas.desk.store import workspace
from habeas.exporting.packing import zipped
from habeas.model.reading import Reading
from habeas.publishing.guard import unguarded
from habeas.workspace import Workspace
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, decided, stored
from tests.desk.tables import parsed_here
from tests.factory import Draft

SECRET = "Zwyxelqvar"


@pytest.fixture(autouse=True)
def quick_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are parsed here."""
    parsed_here(monkeypatch)


def _ask(client: Client, **given: str) -> Export:
    response = client.post(reverse("make-export"), given)
    assert response.status_code == 302, response.content.decode()
    return Export.objects.latest("pk")


def _bytes(client: Client, export: Export) -> bytes:
    export.refresh_from_db()
    assert export.state == "ready", (export.state, export.fault)
    response = client.get(reverse("export-file", args=[export.pk]))
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(data).hexdigest() == export.digest
    return data


def _consented(member: Member, name: str) -> None:
    for person in Person.objects.filter(name=name):
        for use in ("publish", "name"):
            Consent.objects.create(person=person.key, by=member, use=use, answer="given", told_by="the family")


@pytest.fixture
def desk(members: dict[str, Member]) -> dict[str, Reading]:
    """A desk with somebody who may be public, and somebody of whom nothing was accepted."""
    known = arrest("Ilmar Sotnik", "Brenna", "2021-05-03")
    who = known.person("Ilmar Sotnik", detained=True)
    known.event("hearing", "Ilmar Sotnik was arrested", who=[who], when="2021-06-01")
    readings = {"known": stored(known), "secret": stored(arrest(f"{SECRET} Lund", "Lodva", "2021-05-04"))}
    report = readings["known"].report.id
    for one in Statement.objects.filter(report=report):
        decided("accept", one.key)
    _consented(members["publisher"], "Ilmar Sotnik")
    Terms(pk=1, licence="CC BY 4.0", site="https://cases.example.org/").save()
    return readings


def _person(name: str) -> str:
    return str(Person.objects.filter(name=name).values_list("key", flat=True)[0])


@pytest.mark.parametrize("form", FORMS["all"])
def test_nothing_that_was_not_accepted_leaves_in_any_form(
    desk: dict[str, Reading], signed_in: SignedIn, form: Form
) -> None:
    client = signed_in("viewer")
    data = _bytes(client, _ask(client, scope="all", form=form))
    assert SECRET.encode() not in _unpacked(data)
    assert b"Ilmar" in _unpacked(data)
    assert b"CC BY 4.0" in _unpacked(data)
    assert b"https://cases.example.org/" in _unpacked(data)
    assert b"2021-05-04" in _unpacked(data)


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return data.replace(b"\r\n ", b"")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "ftm", "ics", "docx", "pdf"])
def test_a_case_leaves_in_every_form_that_there_is(desk: dict[str, Reading], signed_in: SignedIn, form: str) -> None:
    client = signed_in("viewer")
    export = _ask(client, scope="case", of=_person("Ilmar Sotnik"), form=form)
    data = _bytes(client, export)
    text = _unpacked(data)
    assert SECRET.encode() not in text
    assert b"Ilmar Sotnik" in text or form == "pdf"
    assert data.startswith(b"%PDF") or form != "pdf"
    assert SECRET.casefold() not in export.name.casefold()
    assert not export.name.startswith("NOT-PUBLIC")


def test_of_somebody_of_whom_nothing_may_leave_there_is_nothing(desk: dict[str, Reading], signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    export = _ask(client, scope="case", of=_person(f"{SECRET} Lund"), form="json")
    export.refresh_from_db()
    assert (export.state, export.file) == ("empty", "")
    assert client.get(reverse("export-file", args=[export.pk])).status_code == 404
    assert not list(writes.folder().iterdir())


def test_an_export_decides_nothing(desk: dict[str, Reading], signed_in: SignedIn) -> None:
    with workspace() as opened:
        before = opened.position()
    _bytes(signed_in("viewer"), _ask(signed_in("viewer"), scope="all", form="json"))
    with workspace() as opened:
        assert opened.position() == before


def test_consent_that_is_withdrawn_counts_at_once(
    desk: dict[str, Reading], signed_in: SignedIn, members: dict[str, Member]
) -> None:
    key = _person("Ilmar Sotnik")
    for use in ("publish", "name"):
        Consent.objects.create(person=key, by=members["publisher"], use=use, answer="withdrawn", told_by="himself")
    client = signed_in("viewer")
    export = _ask(client, scope="case", of=key, form="json")
    export.refresh_from_db()
    assert export.state == "empty"


def test_what_is_not_public_needs_a_right_is_marked_and_is_noted(desk: dict[str, Reading], signed_in: SignedIn) -> None:
    asked = {"scope": "all", "form": "csv", "inside": "on"}
    assert signed_in("documenter").post(reverse("make-export"), asked).status_code == 403
    assert not Export.objects.exists()
    client = signed_in("reviewer")
    export = _ask(client, **asked)
    data = _unpacked(_bytes(client, export))
    assert SECRET.encode() in data
    assert b"NOT PUBLIC" in data
    assert b"for use inside only" in data
    assert export.name.startswith("NOT-PUBLIC-")
    assert list(Event.objects.filter(what__startswith="export").values_list("what", "detail")) == [
        ("export taken", ""), ("exported", "all csv inside: ready"), ("export asked for", "all csv inside"),
    ]  # fmt: skip


def test_what_is_restricted_is_in_no_export_but_in_that_of_its_own_case_for_its_members(
    desk: dict[str, Reading], signed_in: SignedIn, members: dict[str, Member]
) -> None:
    restrict(members["reviewer"], [desk["secret"].report.id, desk["known"].report.id])
    client, other = signed_in("reviewer"), signed_in("administrator")
    for form in FORMS["all"]:
        for inside in ("", "on"):
            for who in (client, other):
                export = _ask(who, scope="all", form=form, inside=inside)
                export.refresh_from_db()
                assert export.state == "empty", (form, inside)
    asked = {"scope": "case", "of": _person(f"{SECRET} Lund"), "form": "json", "inside": "on"}
    assert SECRET.encode() in _bytes(client, _ask(client, **asked))
    assert Event.objects.filter(what="restricted report listed", member=members["reviewer"]).exists()
    refused = _ask(other, **asked)
    refused.refresh_from_db()
    assert refused.state == "empty"
    found = _ask(client, scope="search", of="words=arrested", form="csv", inside="on")
    found.refresh_from_db()
    assert found.state == "empty"


def test_an_export_is_there_for_whoever_asked_for_it_and_for_a_day(
    desk: dict[str, Reading], signed_in: SignedIn
) -> None:
    client = signed_in("viewer")
    export = _ask(client, scope="all", form="json")
    assert signed_in("administrator").get(reverse("export-file", args=[export.pk])).status_code == 404
    assert signed_in("administrator").get(reverse("export", args=[export.pk])).status_code == 404
    Export.objects.update(made="2020-01-01T00:00:00Z")
    assert client.get(reverse("export-file", args=[export.pk])).status_code == 404
    export.refresh_from_db()
    assert (export.state, list(writes.folder().iterdir())) == ("gone", [])


def test_a_result_is_exported_as_it_was_found_and_guarded(desk: dict[str, Reading], signed_in: SignedIn) -> None:
    draft = Draft('=HYPERLINK("x") he wept, @cook said', publisher="-1+1")
    draft.claim('=HYPERLINK("x") he wept', text="@cook")
    stored(draft)
    client = signed_in("reviewer")
    export = _ask(client, scope="search", of="words=wept", form="csv", inside="on")
    (row,) = csv.DictReader(io.StringIO(_bytes(client, export).decode("utf-8-sig")))
    assert row["words"].startswith("'=")
    assert unguarded(row["words"]).startswith("=HYPERLINK")
    assert (row["said_by"], row["publisher"]) == ("'@cook", "'-1+1")
    assert row["address"].startswith("http://testserver/reports/")
    assert row["not_public"] == "for use inside only"
    export = _ask(client, scope="search", of="words=wept", form="xlsx", inside="on")
    book = load_workbook(io.BytesIO(_bytes(client, export)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert all(cell.data_type == "s" for cell in cells)
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in cells)
    public = _ask(client, scope="search", of="words=arrested", form="json")
    found = json.loads(_bytes(client, public))
    assert {one["about"] for one in found["statements"]} <= {"Ilmar Sotnik", "Dana Petrak"}
    assert all(one["address"].startswith("https://cases.example.org/reports/") for one in found["statements"])
    assert found["licence"] == "CC BY 4.0"


def test_hearings_are_a_calendar(desk: dict[str, Reading], signed_in: SignedIn) -> None:
    client = signed_in("viewer")
    data = _bytes(client, _ask(client, scope="all", form="ics"))
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["summary"]) == "Hearing: Ilmar Sotnik"
    assert event.decoded("dtstart").isoformat() == "2021-06-01"
    assert "“Ilmar Sotnik was arrested”" in str(event["description"])


def test_people_and_what_happened_to_them_are_entities_of_follow_the_money(
    desk: dict[str, Reading], signed_in: SignedIn
) -> None:
    client = signed_in("viewer")
    lines = _bytes(client, _ask(client, scope="all", form="ftm")).splitlines()
    found: list[dict[str, Any]] = [json.loads(line) for line in lines]
    ids = {one["id"] for one in found}
    (person,) = [one for one in found if one["properties"]["name"] == ["Ilmar Sotnik"]]
    events = [one for one in found if one["schema"] == "Event"]
    assert {one["properties"]["date"][0] for one in events} == {"2021-05-03", "2021-06-01"}
    assert all(one["properties"]["involved"] == [person["id"]] for one in events)
    assert all(ref in ids for one in found for ref in one["properties"].get("proof", []))


def test_a_whole_case_has_its_originals_with_their_hashes_and_nothing_of_others(
    desk: dict[str, Reading], signed_in: SignedIn
) -> None:
    client = signed_in("reviewer")
    asked = {"scope": "case", "of": _person("Ilmar Sotnik"), "form": "zip"}
    client.post(reverse("make-export"), asked)
    assert not Export.objects.exists()
    data = _bytes(client, _ask(client, **asked, inside="on"))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    lines = [line.split("  ") for line in files.pop("SHA256SUMS").decode().splitlines()]
    sums = {name: digest for digest, name in lines}
    assert sums == {name: hashlib.sha256(one).hexdigest() for name, one in files.items()}
    assert "Unpublished material" in files["README.txt"].decode()
    report = desk["known"].report.id
    assert hashlib.sha256(files[f"originals/{report.removeprefix('sha256:')}"]).hexdigest() == report[7:]
    manifest = json.loads(files["manifest.json"])
    assert (manifest["inside"], [one["report"] for one in manifest["reports"]]) == (True, [report])
    assert SECRET.encode() not in b"".join(files.values())


def _with_brenno(data: bytes) -> bytes:
    """The same file with a word changed in the reading and in what the hashes are of."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    files["readings.jsonl"] = files["readings.jsonl"].replace(b'"quote":"Ilmar', b'"quote":"Oskar')
    sums = [line.split("  ")[1] for line in files.pop("SHA256SUMS").decode().splitlines()]
    files["SHA256SUMS"] = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sums).encode()
    return zipped(files.items())


def _standing(person: str) -> tuple[list[Reading], list[tuple[str, str, bool]]]:
    with workspace() as opened:
        readings = [one for one in opened.readings() if any(e.name == person for e in one.entities)]
    rows = Statement.objects.filter(report__in=[one.report.id for one in readings]).order_by("key")
    return readings, list(rows.values_list("key", "state", "permitted"))


def test_a_whole_case_comes_in_at_another_desk_with_nothing_lost(
    desk: dict[str, Reading], signed_in: SignedIn, settings: Settings, tmp_path: Path
) -> None:
    client = signed_in("publisher")
    decided("permit", Statement.objects.filter(term="hearing").values_list("key", flat=True)[0])
    asked = {"scope": "case", "of": _person("Ilmar Sotnik"), "form": "zip", "inside": "on"}
    data = _bytes(client, _ask(client, **asked))
    before = _standing("Ilmar Sotnik")
    settings.WORKSPACE = tmp_path / "another"
    Workspace.init(settings.WORKSPACE).close()
    with workspace() as opened:
        rebuild(opened)
    assert not Report.objects.exists()
    address = reverse("bring-case")
    for changed in (_with_brenno(data), data[:-40], b"PK\x03\x04", b""):
        given = {"case": SimpleUploadedFile("case.zip", changed)}
        assert client.post(address, given).status_code == 400
    with workspace() as opened:
        assert not opened.reports()
    assert signed_in("reviewer").post(address).status_code == 403
    for _ in range(2):
        assert client.post(address, {"case": SimpleUploadedFile("case.zip", data)}).status_code == 302
        assert _standing("Ilmar Sotnik") == before
    with workspace() as opened:
        (one,) = opened.reports()
        assert [entry.origin.partition(" ")[0] for entry in opened.custody(one.id)] == ["case:case.zip"]


REGISTER = {
    "name": "Ilmar Sotnik", "other_name": "Илмар Сотник", "father_name": "Anton", "sex": "male", "born": "1980-05",
    "age": "41", "nationality": "Veskarian", "residence": "Lodva", "occupation": "printer", "role": "secretary",
    "affiliation": "Workers' League", "arrested_on": "2021-04-03", "arrested_at": "Brenna", "arrested_by": "police",
    "disappeared_on": "2021-04-05", "disappeared_at": "Lodva", "detained_since": "2021-04", "time_held": "six months",
    "held_at": "Korsk prison", "legal_basis": "article 7", "charge": "incitement",
    "charged_on": "2021-04-09", "court": "Brenna court", "hearing_on": "2021-06-01", "sentence": "five years",
    "sentenced_on": "2021-07-02", "appeal_on": "2021-08", "illness": "asthma", "condition": "critical",
    "released_on": "2021-09-09", "source": "a cook", "source_url": "https://example.org/1", "source_date": "2021-10-01",
}  # fmt: skip
"""A value for each column of the register that says something of the person."""


def _bring(client: Client, name: str, data: bytes, register: str) -> None:
    given = {"register": register, "table": SimpleUploadedFile(name, data)}
    assert client.post(reverse("registers"), given).status_code == 302
    upload = Upload.objects.latest("pk")
    if name.endswith("xlsx"):
        client.post(reverse("register-look", args=[upload.pk]), {"sheet": "register", "first": "1"})
        upload.refresh_from_db()
    fields = {f"column-{n}": field for n, field in enumerate(upload.fields)}
    client.post(reverse("register-check", args=[upload.pk]), {**fields, "order": "", "as_of": "", "accept": "on"})
    client.post(reverse("register-import", args=[upload.pk]))
    upload.refresh_from_db()
    assert upload.state == "imported"
    assert list(upload.results.values_list("state", "unread")) == [("added", [])]


def _said(report: str) -> set[tuple[object, ...]]:
    with workspace() as opened:
        reading = opened.reading(report)
    assert reading is not None
    names = {one.id: one.name for one in reading.entities}
    found: set[tuple[object, ...]] = {(a.property, a.value, names.get(a.object or "")) for a in reading.attributes}
    for event in reading.events:
        parts = tuple((names[p.entity], p.role) for p in event.participants)
        found.add((event.type, event.when, event.status, names.get(event.where or ""), parts))
    return found | {("said by", claim.speaker_text) for claim in reading.claims} | {("at", reading.report.url)}


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_what_goes_out_as_a_register_comes_in_again_with_the_same_statements(signed_in: SignedIn, form: str) -> None:
    client = signed_in("reviewer")
    out = io.StringIO()
    table = csv.writer(out)
    table.writerows([list(REGISTER), list(REGISTER.values())])
    _bring(client, "first.csv", out.getvalue().encode(), "Lodva Committee")
    first = Report.objects.get()
    export = _ask(client, scope="case", of=_person("Ilmar Sotnik"), form=form, inside="on")
    data = _bytes(client, export)
    if form == "csv":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = packed.read("register.csv")
    _bring(client, f"again.{form}", data, "Lodva Committee, again")
    second = Report.objects.exclude(pk=first.pk).get()
    assert _said(str(second.pk)) == _said(str(first.pk))
    assert len(_said(str(first.pk))) > 24


def test_erasing_anything_removes_every_export_and_what_waits(desk: dict[str, Reading], signed_in: SignedIn) -> None:
    client = signed_in("reviewer")
    export = _ask(client, scope="all", form="json", inside="on")
    client.post(reverse("registers"), {"register": "L", "table": SimpleUploadedFile("x.csv", b"name\nAda Berg\n")})
    with workspace() as opened:
        safekeeping.erase(opened, doomed(opened.records, [desk["secret"].report.id]), "ana", "asked for")
        follow(opened)
    export.refresh_from_db()
    assert (export.state, export.file, export.of) == ("gone", "", "")
    assert not list(writes.folder().iterdir())
    upload = Upload.objects.get()
    assert (upload.state, bytes(upload.cells)) == ("discarded", b"")
