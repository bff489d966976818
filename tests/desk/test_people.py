"""People are invited, have roles, and leave without taking their history along."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from habeas.desk.audit.models import Emptied, Event, empty, note
from habeas.desk.people.models import Invitation, Member, Role
from habeas.desk.people.writes import LastAdministratorError, change
from tests.desk.conftest import PASSWORD, SignedIn

pytestmark = pytest.mark.django_db
NEW = {"name": "Orla Venn", "email": "Orla@Example.org", "password": "quiet river seven lamps"}


def test_an_invitation_makes_one_member_with_its_role() -> None:
    _, secret = Invitation.issue(Role.REVIEWER, name="Orla Venn")
    client = Client()
    response = client.post(reverse("join", args=[secret]), NEW)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    member = Member.objects.get()
    assert (member.name, member.email, member.role) == ("Orla Venn", "orla@example.org", "reviewer")
    assert client.get("/").status_code == 200
    assert Client().post(reverse("join", args=[secret]), {**NEW, "name": "B", "email": "b@b.org"}).status_code == 410
    assert Member.objects.count() == 1


@pytest.mark.parametrize("spoilt", ["old", "withdrawn", "unknown"])
def test_an_invitation_that_is_not_open_makes_nobody(spoilt: str) -> None:
    made, secret = Invitation.issue(Role.VIEWER)
    if spoilt == "old":
        made.made = timezone.now() - timedelta(days=8)
    elif spoilt == "withdrawn":
        made.withdrawn = timezone.now()
    else:
        secret = "x" + secret
    made.save()
    assert Client().post(reverse("join", args=[secret]), NEW).status_code == 410
    assert not Member.objects.exists()


def test_the_secret_of_an_invitation_is_not_kept() -> None:
    made, secret = Invitation.issue(Role.VIEWER)
    assert secret not in {str(value) for value in vars(Invitation.objects.get(pk=made.pk)).values()}


@pytest.mark.parametrize("password", ["short", "password1234", "orla venn orla"])
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    _, secret = Invitation.issue(Role.VIEWER)
    response = Client().post(reverse("join", args=[secret]), {**NEW, "password": password})
    assert response.status_code == 200
    assert not Member.objects.exists()


def test_a_name_that_signs_decisions_is_never_given_twice(members: dict[str, Member]) -> None:
    members["viewer"].is_active = False
    members["viewer"].save()
    _, secret = Invitation.issue(Role.VIEWER)
    Client().post(reverse("join", args=[secret]), {**NEW, "name": "the VIEWER"})
    assert len(Member.objects.all()) == len(members)


def test_the_link_is_shown_once_to_whoever_invites(signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    page = client.post(reverse("invite"), {"name": "Orla", "email": "", "role": "viewer"}).content.decode()
    assert "http://testserver/join/" in page
    secret = page.split("http://testserver/join/")[1].split("/")[0]
    assert Invitation.of(secret) is not None
    assert secret not in client.get(reverse("members")).content.decode()


def test_whoever_is_shut_out_cannot_sign_in_and_keeps_their_history(members: dict[str, Member]) -> None:
    change(members["administrator"], members["documenter"], "documenter", False)
    client = Client()
    client.post(reverse("account_login"), {"login": "documenter@example.org", "password": PASSWORD})
    assert client.get(reverse("members")).status_code == 302
    assert Member.objects.filter(name="The documenter").exists()
    assert Event.objects.first().what == "deactivated"  # type: ignore[union-attr]


def test_whoever_is_shut_out_is_out_at_once(members: dict[str, Member], signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    assert client.get(reverse("members")).status_code == 200
    change(members["administrator"], members["documenter"], "documenter", False)
    assert client.get(reverse("members")).status_code == 302


@pytest.mark.parametrize(("role", "active"), [("viewer", True), ("administrator", False)])
def test_the_last_administrator_stays(members: dict[str, Member], role: str, active: bool) -> None:
    with pytest.raises(LastAdministratorError):
        change(members["administrator"], members["administrator"], role, active)
    assert Member.objects.get(name="The administrator").role == "administrator"


@pytest.mark.promise("B4")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET what = 'x'",
        "UPDATE audit_event SET \"on\" = '', detail = ''",
        "UPDATE audit_event SET id = id",
        "DELETE FROM audit_event",
        "DELETE FROM audit_emptied",
        "UPDATE audit_emptied SET event_id = event_id",
    ],
)
def test_the_audit_log_takes_nothing_back(members: dict[str, Member], statement: str) -> None:
    change(members["administrator"], members["viewer"], "reviewer", True)
    Emptied.objects.create(event=note(None, "other"))
    before = list(Event.objects.values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Event.objects.values()) == before
    assert Emptied.objects.count() == 1


@pytest.mark.promise("B4")
def test_a_line_of_the_audit_log_is_not_put_in_the_place_of_another(members: dict[str, Member]) -> None:
    change(members["administrator"], members["viewer"], "reviewer", True)
    before = list(Event.objects.values())
    replacing = "INSERT INTO audit_event SELECT * FROM audit_event"
    if connection.vendor == "sqlite":
        replacing = replacing.replace("INSERT", "INSERT OR REPLACE")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(replacing)
    assert list(Event.objects.values()) == before


@pytest.mark.promise("B4", "I2")
def test_of_a_line_whose_report_was_erased_the_rest_still_stays_for_ever(members: dict[str, Member]) -> None:
    kept, gone = note(members["viewer"], "seen", "report:a", "x"), note(members["viewer"], "seen", "report:b", "y")
    empty([gone])
    gone.refresh_from_db()
    assert (gone.member, gone.what, gone.on, gone.detail) == (members["viewer"], "seen", "", "")
    assert Event.objects.get(pk=kept.pk).on == "report:a"
    for statement in ("what = 'x'", "\"on\" = 'report:c'", "member_id = NULL, \"on\" = '', detail = ''"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE audit_event SET {statement} WHERE id = {gone.pk}")


def test_guessing_a_password_is_stopped_after_a_few_tries(members: dict[str, Member]) -> None:
    client = Client()
    address = reverse("account_login")
    for _ in range(30):
        client.post(address, {"login": "viewer@example.org", "password": "a wrong password"})
    client.post(address, {"login": "viewer@example.org", "password": PASSWORD})
    assert client.get(reverse("members")).status_code == 302


def test_changing_a_role_asks_for_the_password_again(members: dict[str, Member]) -> None:
    client = Client()
    client.force_login(members["administrator"])
    response = client.get(reverse("member", args=[members["viewer"].pk]))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
