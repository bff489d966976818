"""What is brought to the desk is stored before the answer, read once, and said plainly."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from habeas.collect import Material
from habeas.desk.audit.models import Event
from habeas.desk.inbox import tasks, writes
from habeas.desk.inbox.models import Arrival, ConfidentialSource
from habeas.desk.inbox.tasks import read_arrival
from habeas.desk.people.models import Member
from habeas.desk.store import workspace
from habeas.model.reading import Described
from tests.desk.conftest import SignedIn
from tests.network.sites import guest, paths, reply, site

pytestmark = pytest.mark.django_db
TEXT = "Ilmar Sotnik, 34, was arrested in Brenna on 3 May 2021, his lawyer Dana Petrak said."


def test_files_are_stored_unchanged_and_read(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    files = [
        SimpleUploadedFile("a.txt", TEXT.encode()),
        SimpleUploadedFile("b.html", b"<p>Vera Lund was released.</p>"),
    ]
    response = client.post(reverse("add-files"), {"reports": files, "publisher": "The Harbour Post"})
    assert (response.status_code, response.headers["Location"]) == (302, reverse("inbox"))
    assert [(one.name, one.state, one.known) for one in Arrival.objects.order_by("id")] == [
        ("a.txt", "read", False),
        ("b.html", "read", False),
    ]
    with workspace() as opened:
        first, second = opened.reports()
        assert opened.original(first.id) == TEXT.encode()
        assert [one.stated.publisher for one in (first, second)] == ["The Harbour Post"] * 2
        assert len(list(opened.readings())) == 2
        assert opened.custody(first.id)[0].who == "The documenter"


def test_the_same_report_again_is_said_to_be_here_already(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    for _ in range(2):
        client.post(reverse("add-text"), {"text": TEXT})
    assert [one.known for one in Arrival.objects.order_by("id")] == [False, True]
    assert "was here already" in client.get(reverse("inbox")).content.decode()
    with workspace() as opened:
        assert len(opened.reports()) == 1


def test_a_report_is_read_once_however_often_the_task_runs(signed_in: SignedIn) -> None:
    signed_in("documenter").post(reverse("add-text"), {"text": TEXT})
    arrival = Arrival.objects.get()
    with workspace() as opened:
        before = opened.position()
    read_arrival.enqueue(arrival.pk)
    with workspace() as opened:
        assert opened.position() == before
    assert Arrival.objects.get().state == "read"


def test_what_cannot_be_read_says_why(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    client.post(reverse("add-files"), {"reports": [SimpleUploadedFile("a.pdf", b"%PDF-1.4 broken")]})
    client.post(reverse("add-files"), {"reports": [SimpleUploadedFile("b.txt", b"  \n ")]})
    broken, empty = Arrival.objects.order_by("id")
    assert broken.state == "refused"
    assert broken.notes
    assert (empty.state, empty.notes) == ("missed", "it is empty")


@pytest.mark.parametrize("date", ["yesterday", "2024-13-01"])
def test_a_date_that_is_none_is_refused_before_anything_is_stored(signed_in: SignedIn, date: str) -> None:
    response = signed_in("documenter").post(reverse("add-text"), {"text": TEXT, "published": date})
    assert response.status_code == 400
    assert not Arrival.objects.exists()
    with workspace() as opened:
        assert not opened.reports()


def test_who_a_confidential_source_is_stays_apart_from_what_they_said(signed_in: SignedIn) -> None:
    given = {"pseudonym": "Heron", "identity": "Rana Tilwe, 555 0134", "told": "2024-05-02", "text": TEXT}
    signed_in("documenter").post(reverse("testimony"), given)
    assert ConfidentialSource.objects.get().identity == "Rana Tilwe, 555 0134"
    with workspace() as opened:
        (report,) = opened.reports()
        everything = opened.original(report.id) + repr((report, opened.custody())).encode()
        assert b"Rana" not in everything
        assert report.stated.published == "2024-05-02"
    page = signed_in("reviewer").get(reverse("confidential-sources")).content.decode()
    assert "Rana Tilwe" in page
    assert Event.objects.first().what == "confidential sources seen"  # type: ignore[union-attr]
    assert "Rana" not in signed_in("reviewer").get(reverse("inbox")).content.decode()


LONG = (
    "Ilmar Sotnik, 34, was arrested in Brenna on 3 May 2021, his lawyer Dana Petrak said. He had spoken at a meeting "
    "in the harbour the day before. His family was told nothing for two days, and then that he was held in the prison."
)


def test_near_copies_are_said_at_once_to_whoever_may_see_them(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    client.post(reverse("add-text"), {"text": LONG, "title": "The first"})
    client.post(reverse("add-text"), {"text": LONG + " Nobody else was there.", "title": "The second"})
    client.post(reverse("add-text"), {"text": "Vera Lund was released in Odrin on Sunday.", "title": "Another"})
    first = Arrival.objects.order_by("id")[0]
    found = [[report for report, _share in one.near] for one in Arrival.objects.order_by("id")]
    assert found == [[], [first.report], []]
    page = " ".join(client.get(reverse("inbox")).content.decode().split())
    assert page.count("nearly the same") == 1
    digest = first.report.removeprefix("sha256:")
    signed_in("reviewer").post(reverse("restrict-report", args=[digest]), {"reason": ""})
    assert "nearly the same" not in client.get(reverse("inbox")).content.decode()
    assert "nearly the same" in signed_in("reviewer").get(reverse("inbox")).content.decode()


PAGE = f"<html><body><article><h1>A lawyer speaks</h1><p>{LONG}</p></article></body></html>"


def test_a_page_is_taken_from_its_address_kept_and_read(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "visitor", lambda visits: guest().visitor)
    with site(paths({"/a": reply(PAGE)})) as running:
        given = f"{running.url('/a')}\n{running.url('/gone')}\n{running.url('/a')}"
        assert signed_in("documenter").post(reverse("add-addresses"), {"addresses": given}).status_code == 302
    taken, missed = Arrival.objects.order_by("id")
    assert (taken.state, taken.address, missed.state) == ("read", running.url("/a"), "missed")
    assert "404" in missed.notes
    with workspace() as opened:
        (report,) = opened.reports()
        assert b"A lawyer speaks" in opened.original(report.id)
    page = signed_in("viewer").get(reverse("inbox")).content.decode()
    assert "404" in page
    assert "Ask again" not in page
    assert "Ask again" in signed_in("documenter").get(reverse("inbox")).content.decode()


def test_what_could_not_be_had_is_asked_for_again(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "visitor", lambda visits: guest().visitor)
    with site(paths({})) as running:
        signed_in("documenter").post(reverse("add-addresses"), {"addresses": running.url("/a")})
        (missed,) = Arrival.objects.all()
        signed_in("documenter").post(reverse("ask-again", args=[missed.pk]))
        assert running.pages == ["/a", "/a"]
    assert Arrival.objects.get().state == "missed"


@pytest.mark.parametrize("given", ["ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)", "example.org"])
def test_what_is_no_address_of_the_web_is_refused(signed_in: SignedIn, given: str) -> None:
    answer = signed_in("documenter").post(reverse("add-addresses"), {"addresses": given})
    assert answer.status_code == 400
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("given", ["http://127.0.0.1:1/", "http://169.254.169.254/latest", "http://[::1]/"])
def test_nothing_inside_is_ever_asked_for(signed_in: SignedIn, given: str) -> None:
    signed_in("documenter").post(reverse("add-addresses"), {"addresses": given})
    assert Arrival.objects.get().state == "missed"
    assert "not" in Arrival.objects.get().notes


def test_what_was_stored_and_not_noted_is_noted_and_read_at_the_next_start(
    signed_in: SignedIn, members: dict[str, Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*given: object, **more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Arrival.objects, "create", stopped)
        with pytest.raises(KeyboardInterrupt):
            writes.bring(members["documenter"], "note.txt", b"Ilmar Sotnik was arrested in Brenna.", Described())
    assert not Arrival.objects.exists()
    with workspace() as opened:
        (report,) = opened.reports()
        assert (writes.find_lost(opened), writes.find_lost(opened)) == (1, 0)
    arrival = Arrival.objects.get()
    assert (arrival.report, arrival.name, arrival.by) == (report.id, "note.txt", members["documenter"])
    assert arrival.state == "read"


def test_what_others_stored_or_was_attached_is_not_taken_for_an_arrival(members: dict[str, Member]) -> None:
    with workspace() as opened:
        for number, origin in enumerate(("a.txt", "desk:attachment:pe:1")):
            data = b"Vera Lund %d" % number
            name = f"sha256:{hashlib.sha256(data).hexdigest()}"
            opened.add(Material(id=name, data=data, source="a.txt", origin=origin), "ana")
        assert writes.find_lost(opened) == 0
    assert not Arrival.objects.exists()
