"""Sessions that go on while somebody works, without a write to the database for every page."""

from __future__ import annotations

import time
from typing import Final

from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from typing_extensions import override

AT_MOST_EVERY_S: Final = 60
"""A session ends so many seconds earlier than its age says, at most. A page waits for whoever writes no more often."""
_SEEN: Final = "seen"


class WorkingSessionMiddleware(SessionMiddleware):
    """As Django's, but a session's time is lengthened once in a while and not with every request."""

    @override
    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session = request.session
        now = int(time.time())
        if session.accessed and not session.is_empty() and now - int(session.get(_SEEN, 0)) >= AT_MOST_EVERY_S:
            session[_SEEN] = now
        return super().process_response(request, response)
