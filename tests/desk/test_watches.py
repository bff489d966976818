"""Days to watch: set on a case, shown when they are near, seen to by somebody, hidden with what is restricted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from habeas.desk.cases.models import Watch
from habeas.model.reading import Reading
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, stored
from tests.factory import key_of

pytestmark = pytest.mark.django_db
NAME = "Ilmar Sotnik"


@pytest.fixture
def reading() -> Reading:
    return stored(arrest(NAME, "Brenna", "2021-05-03"))


def _set(client: Client, reading: Reading, day: date, what: str = "the hearing") -> int:
    address = reverse("case-watch", args=[key_of(reading, NAME).removeprefix("pe:")])
    return client.post(address, {"watch-day": day.isoformat(), "watch-what": what}).status_code


def test_a_day_is_set_shown_when_it_is_near_and_seen_to(signed_in: SignedIn, reading: Reading) -> None:
    client, today = signed_in("documenter"), timezone.now().date()
    assert _set(client, reading, today + timedelta(days=3)) == 302
    assert _set(client, reading, today + timedelta(days=40), "end of term") == 302
    assert _set(client, reading, today - timedelta(days=1), "a call") == 302
    home = client.get(reverse("home")).content.decode()
    assert home.index("a call") < home.index("the hearing")
    assert "end of term" not in home
    assert "overdue" in home
    listed = client.get(reverse("watches")).content.decode()
    assert "end of term" in listed
    first = Watch.objects.order_by("day")[0]
    client.post(reverse("watch-done", args=[first.pk]))
    assert "a call" not in client.get(reverse("home")).content.decode()
    page = client.get(reverse("case", args=[key_of(reading, NAME).removeprefix("pe:")])).content.decode()
    assert "seen to" in page
    assert "The documenter" in page


def test_what_is_no_day_is_refused(signed_in: SignedIn, reading: Reading) -> None:
    address = reverse("case-watch", args=[key_of(reading, NAME).removeprefix("pe:")])
    answer = signed_in("documenter").post(address, {"watch-day": "soon", "watch-what": "x"})
    assert answer.status_code == 400
    assert not Watch.objects.exists()


def test_days_of_a_restricted_case_are_there_for_its_members_only(signed_in: SignedIn, reading: Reading) -> None:
    _set(signed_in("documenter"), reading, timezone.now().date())
    digest = reading.report.id.removeprefix("sha256:")
    signed_in("reviewer").post(reverse("restrict-report", args=[digest]), {"reason": ""})
    for name in ("home", "watches"):
        assert "the hearing" not in signed_in("documenter").get(reverse(name)).content.decode()
        assert "the hearing" in signed_in("reviewer").get(reverse(name)).content.decode()
    number = Watch.objects.get().pk
    assert signed_in("documenter").post(reverse("watch-done", args=[number])).status_code == 404
    assert Watch.objects.get().done is None
