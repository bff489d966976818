"""Sessions that go on while somebody works, without a write to the database for every page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from typing_extensions import override

AT_MOST_EVERY_S: Final = 60
"""A session ends so many seconds earlier than its age says, at most."""
_SEEN: Final = "seen"


class WorkingSessionMiddleware(SessionMiddleware):
    """As Django's, but a session's time is lengthened once in a while and not with every request.

    A page waits for nobody who writes: where somebody does just now, the next page lengthens the session.
    """

    @override
    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session = request.session
        now = int(time.time())
        if session.accessed and not session.is_empty() and now - int(session.get(_SEEN, 0)) >= AT_MOST_EVERY_S:
            _lengthen(session, now)
        return super().process_response(request, response)


def _lengthen(session: SessionBase, now: int) -> None:
    saved_anyway, before = session.modified, session.get(_SEEN, 0)
    session[_SEEN] = now
    if saved_anyway:
        return
    try:
        with _at_once():
            session.save()
    except (OperationalError, UpdateError):
        session[_SEEN] = before
    session.modified = False


@contextmanager
def _at_once() -> Iterator[None]:
    """Whatever is written inside is written now, or not at all."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        wait = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {wait:d}")
