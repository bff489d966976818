"""However long what others wrote is, it is taken in or refused: on SQLite too nothing is put into a column that is
shorter, which PostgreSQL would not take. Neither database may be asked to keep a NUL."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse

from habeas.desk.access.models import Restriction
from habeas.desk.inbox.models import Arrival
from habeas.desk.index.models import Person, Statement
from habeas.desk.people.models import Member
from habeas.desk.registers.models import RowResult, Upload
from tests.desk.conftest import SignedIn
from tests.desk.room import stored
from tests.desk.tables import parsed_here
from tests.factory import Draft, key_of

pytestmark = pytest.mark.django_db
CHANCE = random.Random(5)
LONG = " ".join("".join(CHANCE.choices("abcdefghijklmnoprstuvwz", k=9)).title() for _ in range(600))
"""Six thousand characters that nobody can make shorter."""


def _fits(one: models.Model) -> None:
    for field in one._meta.concrete_fields:
        value = getattr(one, field.attname)
        if isinstance(value, str):
            limit = field.max_length if isinstance(field, models.CharField) else None
            assert limit is None or len(value) <= limit, f"{one._meta.label}.{field.name} has {len(value)} characters"
            assert "\0" not in value, f"{one._meta.label}.{field.name} has a NUL"


@pytest.fixture(autouse=True)
def strict_columns(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every row that is saved, one by one or many at once, is measured."""

    def saved(instance: models.Model, **_: object) -> None:
        _fits(instance)

    many = models.QuerySet.bulk_create

    def bulk_create(self: models.QuerySet[models.Model], rows: object, *args: object, **more: object) -> object:
        made = list(rows)  # type: ignore[call-overload]
        for one in made:
            _fits(one)
        return many(self, made, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(models.QuerySet, "bulk_create", bulk_create)
    pre_save.connect(saved)
    yield
    pre_save.disconnect(saved)


def test_the_measure_finds_what_is_too_long(members: dict[str, Member]) -> None:
    with pytest.raises(AssertionError, match="401 characters"):
        Arrival.objects.create(name="x" * 401, by=members["viewer"])
    with pytest.raises(AssertionError, match="NUL"):
        Arrival.objects.bulk_create([Arrival(name="a\0b", by=members["viewer"])])


def _long_reading() -> Draft:
    text = f"{LONG} was arrested in {LONG[:3000]}.\n\nThe committee of {LONG[:4000]} said so."
    draft = Draft(text, published="2021-05-04", publisher=LONG)
    draft.described(title=LONG, source=f"{LONG}.txt", url=f"https://news.example/{LONG.replace(' ', '-')}")
    who = draft.person(LONG, detained=True)
    said = draft.claim(f"{LONG} was arrested", text=LONG)
    draft.event("arrest", f"{LONG} was arrested", who=[who], said_by=[said], when="2021-05-03")
    draft.attribute(who, "occupation", LONG[:3000], LONG[:3000])
    return draft


def test_a_report_with_endless_names_is_indexed_found_and_shown(signed_in: SignedIn) -> None:
    reading = stored(_long_reading())
    (row,) = Person.objects.filter(report=reading.report.id)
    assert LONG.startswith(row.name)
    assert Statement.objects.filter(report=reading.report.id).count() == 3
    client, number = signed_in("administrator"), reading.report.id.removeprefix("sha256:")
    person = key_of(reading, LONG).removeprefix("pe:")
    for address in (
        reverse("reports"), reverse("report", args=[number]), reverse("case", args=[person]), reverse("cases"),
        reverse("search") + "?words=" + LONG[:200].replace(" ", "+"), reverse("search") + "?name=" + LONG[:200],
        reverse("case-public", args=[person]), reverse("worklists"), reverse("pairs"),
    ):  # fmt: skip
        assert client.get(address).status_code == 200, address
    for name in ("report", "case"):
        given = number if name == "report" else person
        answer = client.post(reverse(f"restrict-{name}", args=[given]), {"reason": LONG})
        assert answer.status_code in (200, 302)
    assert Restriction.objects.count() <= 2


def test_files_texts_and_testimonies_with_endless_names_come_in(signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    one = SimpleUploadedFile(f"{LONG}.txt", b"Ilmar Sotnik was arrested.")
    assert client.post(reverse("add-files"), {"reports": [one]}).status_code == 302
    assert client.post(reverse("add-text"), {"text": LONG, "title": LONG[:300]}).status_code == 302
    assert client.post(reverse("add-text"), {"text": "Vera\0Holm was arrested.", "title": "a\0b"}).status_code < 500
    told = {"pseudonym": LONG[:80], "identity": LONG, "told": "2021-05-04", "text": LONG + " said."}
    assert client.post(reverse("testimony"), told).status_code == 302
    assert Arrival.objects.count() == 3
    for given in ({"text": "x", "title": LONG}, {"text": "x", "publisher": LONG}):
        assert client.post(reverse("add-text"), given).status_code in (200, 400)
    assert Arrival.objects.count() == 3


def test_a_register_with_endless_cells_moves_in(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed_here(monkeypatch)
    client: Client = signed_in("administrator")
    heads = ("ID", "Name", "Date of arrest", "Place of arrest", "Charge", "Source", LONG)
    table = f"{';'.join(heads)}\n{LONG};{LONG};2021-05-03;{LONG};{LONG};{LONG};{LONG}\n".encode()
    given = {"register": LONG[:150], "table": SimpleUploadedFile(f"{LONG}.csv", table)}
    assert client.post(reverse("registers"), given).status_code == 302
    upload = Upload.objects.get()
    columns = {f"column-{n}": field for n, field in enumerate(upload.fields)}
    columns |= {"order": "", "as_of": "2022-01-01", "accept": "on", "keep": "on"}
    assert client.post(reverse("register-check", args=[upload.pk]), columns).status_code == 302
    client.post(reverse("register-import", args=[upload.pk]))
    (row,) = RowResult.objects.all()
    assert row.state in (RowResult.State.ADDED, RowResult.State.REFUSED)


def test_all_columns_that_have_an_end_are_looked_at() -> None:
    ends = [f for model in apps.get_models() for f in model._meta.concrete_fields if isinstance(f, models.CharField)]
    assert len(ends) > 100
    assert connection.vendor in ("sqlite", "postgresql")
