"""Behind the operator's proxy the desk knows by what it was reached and from where; without one it believes nobody."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
import waitress
from django.test import RequestFactory
from pytest_django import Settings

from habeas.desk import start
from habeas.desk.signing.limits import origin


class StoppedError(Exception):
    """Instead of serving."""


@pytest.mark.parametrize("https", [True, False])
def test_the_headers_of_a_proxy_are_believed_only_where_there_is_one(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, https: bool
) -> None:
    given: dict[str, Any] = {}

    def create_server(application: object, **how: Any) -> None:
        given.update(how)
        raise StoppedError

    settings.RUN = msgspec.structs.replace(settings.RUN, https=https)
    monkeypatch.setattr(waitress, "create_server", create_server)
    with pytest.raises(StoppedError):
        start.serve("127.0.0.1", 1, lambda: None)
    assert given["clear_untrusted_proxy_headers"] is not https


def test_the_network_is_what_the_proxy_adds_last_and_nobodys_own_word(settings: Settings) -> None:
    made = RequestFactory()
    settings.SECURE_PROXY_SSL_HEADER = None
    told = made.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert origin(told) == origin(made.get("/", REMOTE_ADDR="192.0.2.200"))
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    behind = made.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")
    assert origin(behind) == origin(made.get("/", HTTP_X_FORWARDED_FOR="203.0.113.99"))


def test_six_bytes_of_an_ipv6_address_are_a_network(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = None
    made = RequestFactory()
    one, same, other = "2001:db8:1::1", "2001:db8:1:ffff::9", "2001:db8:2::1"
    assert origin(made.get("/", REMOTE_ADDR=one)) == origin(made.get("/", REMOTE_ADDR=same))
    assert origin(made.get("/", REMOTE_ADDR=one)) != origin(made.get("/", REMOTE_ADDR=other))
