"""Who reaches what of a restricted report and case: every route with real objects, by role, in every representation.

The cells come from the URL table. What needs an object is asked for with the restricted one's; what lists is asked for
whole, as a fragment, and with searches that would find it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from habeas.desk.access.models import Restriction
from habeas.desk.cases.models import Attachment
from habeas.desk.exports.models import Export
from habeas.desk.index.models import Person
from habeas.desk.people.models import Member, Role
from habeas.desk.policy.rights import ANYONE, SIGNED_IN, has
from habeas.desk.policy.routes import routes
from habeas.desk.submissions.models import Submission
from habeas.desk.worklists.models import Matter
from habeas.desk.worklists.tasks import weigh
from habeas.model.reading import Reading
from tests.desk.actions.making import consented
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, decided, stored
from tests.factory import key_of, statement_of

pytestmark = pytest.mark.django_db
SECRET = "Rastimir Quill"
MARKS = ("Rastimir", "Quill", "Varnholt", "Secret Herald")
ASKED = {
    "search": ("?words=arrested", "?name=Quill", "?speaker=Petrak", "?kind=demand"),
    "cases": ("?all=1",),
    "reports": ("?about=Secret",),
    "pairs": ("?state=same", "?state=different"),
    "worklists": ("?kind=figures", "?kind=demand", "?kind=disagreement"),
    "start-campaign": ("?q=Quill",),
}
"""What would find it, by route."""
OPEN = frozenset({"restriction", "export"})
"""Where an administrator is told that there is a restriction, or somebody what they had made, and never of whom."""

GIVING = frozenset({
    "submission-copy", "submission-file", "preview-submission", "case-public-page", "export", "export-file",
})  # fmt: skip
"""What is there only once something was made, sent or permitted, or for whoever had it made."""


class Room(NamedTuple):
    """A desk with one restricted report, its case, and what was made of them before. `numbers` by route."""

    reading: Reading
    person: str
    numbers: dict[str, int]
    maker: Member


@pytest.fixture
def room(signed_in: SignedIn, members: dict[str, Member]) -> Room:
    """A publisher has worked on a case that somebody else then restricts."""
    for name, paper in (("Ilmar Sotnik", "The Post"), (SECRET, "Secret Herald")):
        draft = arrest(name, "Varnholt" if name == SECRET else "Brenna", "2021-05-09", publisher=paper)
        draft.demand("the lawyer Dana Petrak said", by="e2", to=["e2"], about=["e1"])
        reading = stored(draft)
    for ref in ("c1", "v1", "n1", "d1"):
        decided("accept", statement_of(reading, ref))
    weigh.call()
    person = key_of(reading, SECRET)
    number = person.removeprefix("pe:")
    publisher = signed_in("publisher")
    consented(members["publisher"], Person.objects.get(key=person).key)
    publisher.post(reverse("start-submission", args=[number]), {"form": "letter", "language": "en"})
    publisher.post(reverse("make-export"), {"scope": "case", "of": person, "form": "csv", "inside": "on"})
    publisher.post(reverse("case-watch", args=[number]), {"watch-day": "2021-06-01", "watch-what": "Varnholt"})
    publisher.post(reverse("case-note", args=[number]), {"note-text": "Varnholt"})
    file = SimpleUploadedFile("Varnholt.txt", b"Varnholt")
    publisher.post(reverse("case-files", args=[number]), {"file": file, "what": "Varnholt"})
    matter = next(one for one in Matter.objects.all() if reading.report.id in one.reports)
    maker = Member.objects.create_user("mira@example.org", "four plain words here", name="Mira", role="administrator")
    client = Client()
    client.force_login(maker)
    client.post(reverse("restrict-case", args=[number]), {"reason": "Varnholt"})
    numbers = {
        "matter": matter.pk,
        "write-finding": matter.pk,
        "export": Export.objects.get().pk,
        "export-file": Export.objects.get().pk,
        "case-file": Attachment.objects.get().pk,
        "case-file-change": Attachment.objects.get().pk,
        "restriction": Restriction.objects.get().pk,
        **{name: Submission.objects.get().pk for name in routes() if "submission" in name and name != "submissions"},
    }
    return Room(reading, number, numbers, maker)


def _cells(room: Room) -> Iterator[tuple[str, str]]:
    """Every route of the URL table that takes an object, with the restricted one's address."""
    known = {
        "digest": room.reading.report.id.removeprefix("sha256:"),
        "person": room.person,
        "statement": statement_of(room.reading, "d1").removeprefix("st:"),
        "slug": "csv",
        "pk": 1,
    }
    for name, names in _arguments(get_resolver().url_patterns):
        row = routes().get(name, {})
        if not names or set(row.values()) <= {ANYONE, SIGNED_IN}:
            continue
        if "number" in names and name not in room.numbers:
            continue
        yield name, reverse(name, kwargs={one: {**known, "number": room.numbers.get(name)}[one] for one in names})


def _arguments(patterns: Sequence[Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in patterns:
        pattern = one.pattern
        own = (*above, *(pattern.converters or pattern.regex.groupindex))
        if hasattr(one, "url_patterns"):
            yield from _arguments(one.url_patterns, own)
        elif {"digest", "person", "statement", "number"} & set(own) and "language" not in own:
            yield one.name or "", own


def _body(answer: HttpResponse) -> str:
    content = b"".join(getattr(answer, "streaming_content", None) or [answer.content])
    return content.decode(errors="replace") + str(answer.headers)


def _ways(client: Client, method: str, address: str) -> Iterator[HttpResponse]:
    """Every representation of a cell."""
    given = {"action": "accept", "position": "0"} if method == "POST" else {}
    for fragment in ({}, {"HTTP_HX_REQUEST": "true"}):
        ask = client.post if method == "POST" else client.get
        yield ask(address, given, **fragment)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("role", Role.values)
def test_nothing_of_a_restricted_case_is_there_for_whoever_is_not_let_in(
    signed_in: SignedIn, room: Room, role: str
) -> None:
    client, cells = signed_in(role), 0
    for name, address in _cells(room):
        for method, right in routes().get(name, {}).items():
            for answer in _ways(client, method, address):
                cells += 1
                refused = 404 if has(role, right) else 403
                if name in OPEN and has(role, right):
                    assert answer.status_code in (200, 302, 403, 404), f"{role} {method} {name}"
                else:
                    assert answer.status_code == refused, f"{role} {method} {name}: {answer.status_code}"
                assert not [mark for mark in MARKS if mark in _body(answer)], f"{role} {method} {name}"
    assert cells > 60


@pytest.mark.parametrize("role", Role.values)
def test_nothing_of_it_is_in_any_list_count_or_file(signed_in: SignedIn, room: Room, role: str) -> None:
    client, cells = signed_in(role), 0
    for name, row in routes().items():
        if "GET" not in row or row["GET"] in (ANYONE, SIGNED_IN) or not has(role, row["GET"]):
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:  # it takes an object: the other test asks for it
            continue
        for more in ("", *ASKED.get(name, ())):
            for answer in _ways(client, "GET", address + more):
                cells += 1
                said = _body(answer).replace("Quill", "", 1 if "Quill" in more else 0)
                assert not [mark for mark in MARKS if mark in said], f"{role} {name} {more}"
    assert cells > 60


@pytest.mark.parametrize("role", Role.values)
def test_whoever_is_let_in_reaches_it_as_the_table_says(
    signed_in: SignedIn, members: dict[str, Member], room: Room, role: str
) -> None:
    Restriction.objects.get().members.add(members[role])
    client, seen = signed_in(role), 0
    for name, address in _cells(room):
        right = routes().get(name, {}).get("GET")
        if right is None or name in GIVING:
            continue
        answer = next(iter(_ways(client, "GET", address)))
        if not has(role, right):
            assert answer.status_code == 403, name
        else:
            assert answer.status_code in (200, 302, 400, 409), f"{role} {name}: {answer.status_code}"
            seen += SECRET in _body(answer)
    assert seen >= 4
