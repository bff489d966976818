"""Somebody at the desk without a browser: pages and forms over HTTP, with the session's own token."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from http.cookiejar import CookieJar
from typing import NamedTuple

from tests.desk.browser.conftest import PASSWORD, Running

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Answer(NamedTuple):
    """What came back: status, address after all redirects, and the page."""

    status: int
    address: str
    text: str


class Visitor:
    """One session. `token` is that of the last page with a form."""

    def __init__(self, address: str) -> None:
        self.address, self.token = address, ""
        self._web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Answer:
        """A page."""
        return self._asked(urllib.request.Request(urllib.parse.urljoin(self.address, path)))

    def post(self, path: str, given: Mapping[str, object], *, fragment: bool = False) -> Answer:
        """Sends a form; with `fragment`, as HTMX does."""
        data = urllib.parse.urlencode({**given, "csrfmiddlewaretoken": self.token}, doseq=True).encode()
        headers = {"Referer": self.address, "Origin": self.address, **({"HX-Request": "true"} if fragment else {})}
        return self._asked(urllib.request.Request(urllib.parse.urljoin(self.address, path), data, headers))

    def _asked(self, request: urllib.request.Request) -> Answer:
        try:
            with self._web.open(request, timeout=60) as reply:
                found = Answer(reply.status, reply.url, reply.read().decode(errors="replace"))
        except urllib.error.HTTPError as error:
            found = Answer(error.code, error.url, error.read().decode(errors="replace"))
        token = _TOKEN.search(found.text)
        self.token = token[1] if token else self.token
        return found

    def join(self, link: str, name: str, email: str) -> None:
        """Accepts an invitation."""
        self.get(link)
        answer = self.post(link, {"name": name, "email": email, "password": PASSWORD})
        assert answer.status == 200, answer.text
        assert "/join/" not in answer.address, answer.text


def first(desk: Running) -> Visitor:
    """The first account, an administrator's."""
    made = Visitor(desk.address)
    made.join(desk.first, "Ada Lund", "ada@example.org")
    return made


def invited(by: Visitor, role: str, name: str) -> Visitor:
    """Somebody whom a member invites, and who has joined."""
    by.get("/people/invite/")
    answer = by.post("/people/invite/", {"role": role, "name": name, "email": f"{role}@example.org"})
    link = re.search(r"http://[^\"\s]+/join/[^\"\s]+", answer.text)
    assert link is not None, answer.text
    made = Visitor(by.address)
    made.join(link.group(), name, f"{role}@example.org")
    return made
