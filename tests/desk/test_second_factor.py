"""The second factor holds: the password alone leads nowhere, each code works once, and guessing codes is stopped."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from habeas.desk.people.models import Member
from habeas.desk.policy.routes import routes
from tests.desk.conftest import PASSWORD

pytestmark = pytest.mark.django_db
CODE_PAGE = "/account/2fa/authenticate/"


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()


@pytest.fixture
def secret(members: dict[str, Member]) -> str:
    """The administrator's secret for codes."""
    made = str(generate_totp_secret())
    TOTP.activate(members["administrator"], made)
    return made


@pytest.fixture
def codes(members: dict[str, Member], secret: str) -> list[str]:
    """The administrator's recovery codes."""
    return list(RecoveryCodes.activate(members["administrator"]).get_unused_codes())


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[-1])))


def _half(client: Client) -> Client:
    """Somebody who knows the password."""
    answer = client.post("/account/login/", {"login": "administrator@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == CODE_PAGE
    return client


def _in(client: Client, code: str) -> bool:
    client.post(CODE_PAGE, {"code": code})
    return client.get("/people/").status_code == 200


def test_the_password_alone_leads_to_no_page(secret: str) -> None:
    client, tried = _half(Client()), 0
    for name, row in routes().items():
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        for method in ("GET", "POST"):
            if row.get(method, "anyone") != "anyone":
                answer = getattr(client, method.lower())(address)
                assert answer.status_code == 403 or "/account/" in answer.headers.get("Location", ""), address
                tried += 1
    assert tried > 40
    assert _in(client, _code(secret))


def test_a_recovery_code_lets_in_once(codes: list[str]) -> None:
    assert _in(_half(Client()), codes[0])
    again = _half(Client())
    assert not _in(again, codes[0])
    assert _in(again, codes[1])


def test_a_code_lets_in_once(secret: str) -> None:
    code = _code(secret)
    assert _in(_half(Client()), code)
    assert not _in(_half(Client()), code)


def test_guessing_codes_is_stopped_after_a_few_tries(codes: list[str]) -> None:
    client = _half(Client())
    for number in range(20):
        assert not _in(client, f"{number:06}")
    assert not _in(client, codes[0])


def test_a_link_for_a_new_password_works_once(members: dict[str, Member]) -> None:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    member = members["viewer"]
    link = f"/account/password/reset/key/{user_pk_to_url_str(member)}-{default_token_generator.make_token(member)}/"
    client = Client()
    form = client.get(link).headers["Location"]
    new = {"password1": "eleven grey herons wade", "password2": "eleven grey herons wade"}
    assert client.post(form, new).status_code == 302
    member.refresh_from_db()
    assert member.check_password("eleven grey herons wade")
    other = Client()
    assert other.get(link).status_code != 302
    other.post(link, {"password1": "nine red boats at sea", "password2": "nine red boats at sea"})
    member.refresh_from_db()
    assert member.check_password("eleven grey herons wade")


def test_a_passkey_is_named_in_the_readers_language(members: dict[str, Member]) -> None:
    client = Client()
    client.post("/account/login/", {"login": "viewer@example.org", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.cookies["django_language"] = "fr"
    assert '<label for="id_name">Nom' in client.get("/account/2fa/webauthn/add/").content.decode()
