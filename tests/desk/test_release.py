"""Only what may leave becomes public, it is shown before, and what changed meanwhile is not published unseen."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from habeas.desk.people.models import Member
from habeas.desk.release import writes
from habeas.desk.release.models import Release
from habeas.desk.release.tasks import take_away
from habeas.folder import FolderError
from habeas.model.reading import Reading
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, decided, stored
from tests.factory import key_of, statement_of

pytestmark = pytest.mark.django_db
MARK = "Varnholt"


@pytest.fixture
def reading() -> Reading:
    """A report of which the figure alone was accepted, and an arrest, which is high-risk or not as the model says."""
    reading = stored(arrest("Ilmar Sotnik", MARK, "2021-05-03"))
    decided("accept", statement_of(reading, "n1"))
    return reading


def _prepared(client: Client) -> Release:
    client.post(reverse("prepare-release"))
    return Release.objects.order_by("-id")[0]


def _published(client: Client) -> Release:
    made = _prepared(client)
    client.post(reverse("publish", args=[made.pk]), {"note": "the first"})
    made.refresh_from_db()
    return made


def _written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_what_would_be_public_is_shown_and_nothing_is_written(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    made = _prepared(signed_in("publisher"))
    assert (made.state, set(made.statements)) == ("ready", {statement_of(reading, "n1")})
    page = signed_in("viewer").get(reverse("release", args=[made.pk])).content.decode()
    assert "Becomes public (1)" in " ".join(page.split())
    assert "Publish this" not in page
    assert not (folder.parent / "public").exists()


def test_what_is_published_holds_what_was_accepted_and_nothing_else(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    made = _published(signed_in("publisher"))
    assert (made.state, made.note) == ("published", "the first")
    site = _written(folder.parent / "public")
    assert b"At least 40 people are held" in site
    assert MARK.encode() not in site
    assert b"Sotnik" not in site


def test_what_changed_meanwhile_is_not_published(signed_in: SignedIn, reading: Reading, folder: Path) -> None:
    made = _prepared(signed_in("publisher"))
    decided("withhold", statement_of(reading, "n1"))
    signed_in("publisher").post(reverse("publish", args=[made.pk]), {"note": ""})
    made.refresh_from_db()
    assert made.state == "failed"
    assert "look again" in made.fault
    assert not (folder.parent / "public").exists()


def test_what_is_withdrawn_is_gone_from_the_site_and_said_to_be(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    client = signed_in("publisher")
    _published(client)
    decided("withhold", statement_of(reading, "n1"))
    made = _prepared(client)
    assert [key for key, _, _ in made.refused] == [statement_of(reading, "n1")]
    page = " ".join(client.get(reverse("release", args=[made.pk])).content.decode().split())
    assert "Public no longer (1)" in page
    assert "a person withheld it" in page
    client.post(reverse("publish", args=[made.pk]), {"note": "withdrawn"})
    assert b"40" not in (folder.parent / "public" / "figures.html").read_bytes().split(b"<main")[1]


def test_what_must_go_goes_whatever_colleagues_decide_meanwhile(
    signed_in: SignedIn, reading: Reading, folder: Path, members: dict[str, Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    _published(signed_in("publisher"))
    decided("withhold", statement_of(reading, "n1"))
    real = writes.public_copy

    def looked(*given: Any, **more: Any) -> Any:
        made = real(*given, **more)
        decided("reject", statement_of(reading, "v1"))
        return made

    monkeypatch.setattr(writes, "public_copy", looked)
    take_away.call(members["publisher"].pk, "Taken down.")
    assert (Release.objects.count(), Release.standing().taking_away) == (2, True)  # type: ignore[union-attr]
    assert b"At least 40" not in _written(folder.parent / "public")


def test_what_is_refused_while_it_is_published_for_the_first_time_is_taken_down(
    signed_in: SignedIn, reading: Reading, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("publisher")
    for action in ("accept", "permit"):
        for ref in ("c1", "v1"):
            decided(action, statement_of(reading, ref))
    address = reverse("case-consent", args=[key_of(reading, "Ilmar Sotnik").removeprefix("pe:")])

    def said(use: str, answer: str) -> None:
        told = {"use": use, "answer": answer, "told_by": "the family", "told": "2021-06-01"}
        client.post(address, {f"consent-{name}": value for name, value in told.items()})

    said("publish", "given")
    said("name", "given")
    made = _prepared(client)
    waiting: list[tuple[int, str]] = []
    real = writes.public_copy

    def looked(*given: Any, **more: Any) -> Any:
        found = real(*given, **more)
        monkeypatch.setattr(writes, "public_copy", real)
        later = SimpleNamespace(enqueue=lambda *work: waiting.append(work))
        with patch("habeas.desk.cases.views.take_away", later):
            said("publish", "withdrawn")
        return found

    monkeypatch.setattr(writes, "public_copy", looked)
    client.post(reverse("publish", args=[made.pk]), {"note": "the first"})
    assert b"Sotnik" in _written(folder.parent / "public")
    for work in waiting:
        take_away.call(*work)
    assert b"Sotnik" not in _written(folder.parent / "public")


def test_what_could_not_be_taken_down_is_tried_again_and_then_is(
    signed_in: SignedIn, reading: Reading, folder: Path, members: dict[str, Member]
) -> None:
    _published(signed_in("publisher"))
    decided("withhold", statement_of(reading, "n1"))
    site = folder.parent / "public"
    (site / ".habeas-site").write_text("export\n")
    for _ in range(2):
        with pytest.raises(FolderError, match="holds a export"):
            take_away.call(members["publisher"].pk, "Taken down.")
    (site / ".habeas-site").write_text("public site\n")
    take_away.call(members["publisher"].pk, "Taken down.")
    assert [one.state for one in Release.objects.all()] == ["published", "published"]
    assert b"At least 40" not in _written(site)


def test_where_the_disk_is_full_the_site_is_as_it_was_and_what_must_go_goes_once_there_is_room(
    signed_in: SignedIn, reading: Reading, folder: Path, members: dict[str, Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    _published(signed_in("publisher"))
    site = folder.parent / "public"
    before = _written(site)
    decided("withhold", statement_of(reading, "n1"))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", _no_room)
        with pytest.raises(OSError, match="No space left"):
            take_away.call(members["publisher"].pk, "Taken down.")
    assert _written(site) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["public", "workspace"]
    take_away.call(members["publisher"].pk, "Taken down.")
    assert [one.state for one in Release.objects.all()] == ["published", "published"]
    assert b"At least 40" not in _written(site)


def _no_room(path: Path, data: bytes) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_was_published_last_is_what_is_public_also_where_the_clock_was_set_back(
    signed_in: SignedIn, reading: Reading, members: dict[str, Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    _published(signed_in("publisher"))
    decided("withhold", statement_of(reading, "n1"))
    then = timezone.now() - timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: then)
    take_away.call(members["publisher"].pk, "Taken down.")
    assert Release.standing().taking_away  # type: ignore[union-attr]
    take_away.call(members["publisher"].pk, "Taken down.")
    assert Release.objects.count() == 2


def test_a_site_that_the_desk_does_not_know_is_written_anew_when_something_is_taken_down(
    signed_in: SignedIn, reading: Reading, folder: Path, members: dict[str, Member]
) -> None:
    _published(signed_in("publisher"))
    site = folder.parent / "public"
    (site / ".habeas-site").write_text("public site\nof another time\n")
    (site / "cases").mkdir(exist_ok=True)
    (site / "cases" / "of-then.html").write_text("withdrawn since")
    take_away.call(members["publisher"].pk, "Taken down.")
    assert b"withdrawn since" not in _written(site)
    take_away.call(members["publisher"].pk, "Taken down.")
    assert Release.objects.count() == 2


def test_what_is_restricted_is_never_published(signed_in: SignedIn, reading: Reading, folder: Path) -> None:
    address = reverse("restrict-report", args=[reading.report.id.removeprefix("sha256:")])
    signed_in("reviewer").post(address, {"reason": ""})
    made = _published(signed_in("publisher"))
    assert (made.state, made.statements, made.refused) == ("published", {}, [])
    assert b"At least 40" not in _written(folder.parent / "public")


def test_a_release_is_published_once(signed_in: SignedIn, reading: Reading) -> None:
    made = _published(signed_in("publisher"))
    answer = signed_in("publisher").post(reverse("publish", args=[made.pk]), {"note": "again"}, follow=True)
    assert "make it ready again" in answer.content.decode()
    made.refresh_from_db()
    assert made.note == "the first"


def test_who_permits_is_a_publisher(signed_in: SignedIn, reading: Reading) -> None:
    digest, number = (reading.report.id.removeprefix("sha256:"), statement_of(reading, "n1").removeprefix("st:"))
    given = {"action": "permit", "position": 10_000}
    refused = signed_in("reviewer").post(reverse("decide", args=[digest, number]), given)
    assert "a publisher permits statements" in refused.content.decode()
    assert signed_in("publisher").post(reverse("decide", args=[digest, number]), given).status_code == 302
