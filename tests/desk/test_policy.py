"""Who may do what: the table of routes is complete, and every cell of it is true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from habeas.desk.people.models import Desk, Role
from habeas.desk.policy.rights import ANYONE, SIGNED_IN, has, rights, roles
from habeas.desk.policy.routes import METHODS, routes
from tests.desk.conftest import SignedIn

CLOSED = {
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_set_password",
    "account_confirm_login_code",
    "account_confirm_email",
}
"""Routes of allauth that this desk keeps shut: they have no row on purpose."""
ARGUMENTS = {
    "secret": "none",
    "number": 9999,
    "pk": 9999,
    "uidb36": "1",
    "key": "none",
    "digest": "0" * 64,
    "statement": "0" * 20,
    "person": "0" * 20,
    "slug": "none",
    "language": "en",
    "token": "none",
    "what": "addressees",
}


def _routes(patterns: list[Any], space: str = "", above: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        own = (*above, *(pattern.pattern.converters or pattern.pattern.regex.groupindex))
        if hasattr(pattern, "url_patterns"):
            inner = space + (f"{pattern.namespace}:" if pattern.namespace else "")
            yield from _routes(pattern.url_patterns, inner, own)
        else:
            name = space + (pattern.name or "")
            yield name, reverse(name, kwargs={one: ARGUMENTS[one] for one in own})


ALL = sorted(set(_routes(get_resolver().url_patterns)))


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert {name for name, _ in ALL} == set(routes()) | CLOSED
    assert not set(routes()) & CLOSED


def test_rows_name_known_methods_and_rights() -> None:
    known = {ANYONE, SIGNED_IN, *rights()}
    assert all(set(row) <= set(METHODS) and set(row.values()) <= known for row in routes().values())


def test_roles_are_those_of_the_members() -> None:
    assert list(roles()) == Role.values


def _answer(client: Client, method: str, address: str) -> int:
    return int(client.generic(method, address).status_code)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize(("name", "address"), ALL, ids=[name for name, _ in ALL])
def test_each_role_reaches_what_the_table_says_and_nothing_else(
    signed_in: SignedIn, name: str, address: str, method: str
) -> None:
    right = routes().get(name, {}).get(method)
    for role in Role.values:
        refused = _answer(signed_in(role), method, address) == 403
        assert refused == (right is None or not has(role, right)), f"{role} {method} {name}"


@pytest.mark.django_db
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("name", "address"), ALL, ids=[name for name, _ in ALL])
def test_whoever_is_not_signed_in_reaches_only_what_is_for_anyone(name: str, address: str, method: str) -> None:
    right = routes().get(name, {}).get(method)
    response = Client().generic(method, address)
    sent_to_sign_in = response.status_code == 302 and response.headers["Location"].startswith("/account/login/")
    if right is None:
        assert response.status_code == 403
    elif right != ANYONE:
        assert sent_to_sign_in


@pytest.mark.django_db
def test_a_second_factor_that_is_required_comes_before_everything_else(signed_in: SignedIn) -> None:
    Desk(pk=1, require_second_factor=True).save()
    response = signed_in("viewer").get(reverse("members"))
    assert (response.status_code, response.headers["Location"]) == (302, reverse("mfa_index"))
    assert signed_in("viewer").get(reverse("mfa_index")).status_code == 200


@pytest.mark.django_db
def test_pages_are_not_kept_by_browsers_and_run_nothing_from_elsewhere(signed_in: SignedIn) -> None:
    response = signed_in("viewer").get(reverse("members"))
    assert response.headers["Cache-Control"] == "no-store"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
