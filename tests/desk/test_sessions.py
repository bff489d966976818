"""Sessions go on while somebody works, and nobody waits for their being written."""

from __future__ import annotations

import io
import logging
import logging.config
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from habeas.desk import sessions
from tests.desk.conftest import SignedIn

pytestmark = pytest.mark.django_db


def _writes(client: Client) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/inbox/").status_code == 200
    return [one["sql"] for one in asked if not one["sql"].startswith(("SELECT", "BEGIN", "SAVEPOINT", "RELEASE"))]


def test_a_page_writes_nothing_but_once_a_minute_the_session(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("viewer")
    client.get("/inbox/")
    assert _writes(client) == []
    before = Session.objects.get().expire_date
    Session.objects.update(expire_date=before - timedelta(minutes=30))
    monkeypatch.setattr(sessions, "AT_MOST_EVERY_S", 0)
    assert any("django_session" in one for one in _writes(client))
    assert Session.objects.get().expire_date >= before


def test_a_session_that_nobody_used_for_an_hour_is_over(signed_in: SignedIn) -> None:
    client = signed_in("viewer")
    client.get("/inbox/")
    kept = Session.objects.get()
    kept.expire_date -= timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)
    kept.save()
    assert client.get("/inbox/").status_code == 302


@pytest.mark.parametrize("name", ["django_tasks", "django_tasks_db"])
def test_the_worker_tells_the_operator_of_failures_alone(name: str) -> None:
    said = io.StringIO()
    own: dict[str, Any] = settings.LOGGING
    handlers = {key: {**one, "stream": said} for key, one in own["handlers"].items()}
    before = logging.root.handlers[:]
    try:
        logging.config.dictConfig({**own, "handlers": handlers})
        worker = logging.getLogger(name)
        worker.setLevel(logging.INFO)  # as the worker does
        worker.info("a task was taken up")
        worker.warning("shutting down")
        worker.error("a task failed")
    finally:
        logging.config.dictConfig(own)
        logging.root.handlers[:] = before
    assert said.getvalue() == "a task failed\n"
