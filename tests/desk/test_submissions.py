"""A submission is filled from what may leave, needs consent, is checked, followed, and kept as it was sent."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import docx
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from habeas.desk.cases.models import Consent, Risk
from habeas.desk.demands.models import Made
from habeas.desk.index.models import Report
from habeas.desk.people.models import Member
from habeas.desk.store import workspace
from habeas.desk.submissions import reads
from habeas.desk.submissions.models import Copy, Due, Submission
from habeas.desk.submissions.writes import check, forget
from habeas.model.reading import Reading
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, decided, stored
from tests.factory import key_of, statement_of

pytestmark = pytest.mark.django_db
NAME = "Ilmar Sotnik"
DAY = "2021-06-01"


@pytest.fixture
def reading() -> Reading:
    """A report with an arrest that was accepted and permitted, and a figure on which nobody decided."""
    made = stored(arrest(NAME, "Brenna", "2021-05-03"))
    for ref in ("c1", "v1"):
        decided("accept", statement_of(made, ref))
        decided("permit", statement_of(made, ref))
    return made


def person(reading: Reading) -> str:
    return key_of(reading, NAME).removeprefix("pe:")


def answered(client: Client, reading: Reading, answer: str = "given") -> None:
    told = {"use": "submit", "answer": answer, "told_by": "his sister", "told": "2021-05-07", "more": ""}
    given = {f"consent-{name}": value for name, value in told.items()}
    assert client.post(reverse("case-consent", args=[person(reading)]), given).status_code == 302


def started(client: Client, reading: Reading, form: str = "letter") -> Submission:
    answered(client, reading)
    client.post(reverse("start-submission", args=[person(reading)]), {"form": form, "language": "en"})
    return Submission.objects.latest("pk")


def written(client: Client, one: Submission, **own: str) -> None:
    given = {"title": "", "language": "en", **{f"own-{name}": text for name, text in own.items()}}
    assert client.post(reverse("write-submission", args=[one.pk]), given).status_code == 302
    one.refresh_from_db()


def whole_letter(client: Client, one: Submission, reading: Reading) -> None:
    said = statement_of(reading, "v1")
    written(
        client,
        one,
        submitter="Qindeel Centre\n1 Lamp Street",
        addressee="Minister Orlo Tann",
        body=f"{NAME} was arrested on 3 May 2021.[[{said}]]",
        asked="Release him.",
    )


def moved(client: Client, one: Submission, stage: str) -> Submission:
    client.post(reverse("move-submission", args=[one.pk]), {"stage": stage, "day": DAY, "text": "by post"})
    one.refresh_from_db()
    return one


def page_of(client: Client, one: Submission) -> str:
    return client.get(reverse("submission", args=[one.pk])).content.decode()


def test_without_consent_nothing_is_started(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    for answer in ("", "refused", "withdrawn"):
        if answer:
            answered(client, reading, answer)
        address = reverse("start-submission", args=[person(reading)])
        assert "Nobody consented" in client.post(address, {"form": "letter", "language": "en"}).content.decode()
    assert not Submission.objects.exists()


def test_fields_stand_beside_their_quotations_and_gaps_are_shown(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    page = page_of(client, started(client, reading, "arbitrary_detention"))
    assert "3 May 2021" in page
    assert f'<blockquote dir="auto">{NAME} was arrested in Brenna</blockquote>' in page
    assert "his sister, 7 May 2021" in page
    assert "lacks" in page
    assert "At least 40" not in page, "nobody accepted the figure"


def test_what_a_text_says_beyond_its_sources_is_marked(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    written(client, one, body=f"{NAME} was arrested on 4 May 2021 and tortured.[[{statement_of(reading, 'v1')}]]")
    page = page_of(client, one)
    assert "<mark><bdi>4 May 2021</bdi></mark>" in page
    assert "<mark><bdi>tortured</bdi></mark>" in page
    assert f"<mark><bdi>{NAME}" not in page


def test_what_lacks_something_is_not_approved(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    assert moved(client, one, "approved").stage == "draft"
    assert moved(client, one, "sent").stage == "draft"
    whole_letter(client, one, reading)
    assert moved(client, one, "approved").stage == "approved"
    assert set(one.used) == {statement_of(reading, "v1")}


def test_what_was_sent_is_kept_byte_by_byte_with_its_hash(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    whole_letter(client, one, reading)
    moved(client, one, "approved")
    assert moved(client, one, "sent").stage == "sent"
    assert {copy.format for copy in one.copies.all()} == {"pdf", "docx", "html"}
    for copy in one.copies.all():
        got = client.get(reverse("submission-copy", args=[one.pk, copy.pk])).content
        assert hashlib.sha256(got).hexdigest() == copy.sha256
        assert copy.sha256 in page_of(client, one)
    pdf = one.copies.get(format="pdf").data
    text = pypdfium2.PdfDocument(bytes(pdf))[0].get_textpage().get_text_range()
    assert "Minister Orlo Tann" in text
    assert "Draft" not in text
    word = docx.Document(io.BytesIO(bytes(one.copies.get(format="docx").data)))
    assert any("was arrested on 3 May 2021" in line.text for line in word.paragraphs)


def test_its_words_change_only_while_it_is_a_draft(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    whole_letter(client, one, reading)
    moved(client, one, "approved")
    written(client, one, body="Something else.")
    assert "Something else." not in str(one.own)
    assert moved(client, one, "draft").used == {}
    written(client, one, body="Something else.")
    assert one.own == {"body": "Something else."}


@pytest.mark.promise("G6")
def test_a_statement_that_falls_flags_what_rests_on_it(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    whole_letter(client, one, reading)
    moved(client, one, "approved")
    assert "look again" not in client.get(reverse("submissions")).content.decode()
    decided("withhold", statement_of(reading, "v1"))
    client.get(reverse("submissions"))
    one.refresh_from_db()
    assert [(entry["key"], entry["how"]) for entry in one.fallen] == [(statement_of(reading, "v1"), "withdrawn")]
    assert "look again" in client.get(reverse("submissions")).content.decode()
    assert "look again" in client.get(reverse("home")).content.decode()
    assert moved(client, one, "sent").stage == "approved", "nothing goes out on what no longer stands"
    assert not Copy.objects.exists()


def test_consent_withdrawn_stops_it_at_once(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    whole_letter(client, one, reading)
    moved(client, one, "approved")
    answered(client, reading, "withdrawn")
    assert "it stands no more" in page_of(client, one)
    assert client.get(reverse("submission-file", args=[one.pk, "pdf"])).status_code == 404
    assert client.get(reverse("preview-submission", args=[one.pk])).status_code == 404
    assert moved(client, one, "sent").stage == "approved"
    with workspace() as opened:
        assert check(opened) == 1
    one.refresh_from_db()
    assert one.flagged


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_it_is_made_in_every_format_and_language(signed_in: SignedIn, reading: Reading, language: str) -> None:
    client = signed_in("publisher")
    one = started(client, reading, "urgent_action")
    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>")):
        answer = client.get(reverse("submission-file", args=[one.pk, kind]), {"language": language})
        assert answer.content.startswith(begins)
        assert answer.headers["Content-Disposition"].endswith(f'{language}.{kind}"')
    page = client.get(reverse("preview-submission", args=[one.pk]), {"language": language}).content.decode()
    assert f'lang="{language}"' in page
    assert f'<a href="?language={language}" aria-current="page">' in page
    assert page.count('aria-current="page">') == 1
    assert client.get(reverse("submission-file", args=[one.pk, "exe"])).status_code == 404


def test_due_dates_stand_on_the_first_page_until_they_are_met(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    late = (reads.today() - timedelta(days=2)).isoformat()
    far = (reads.today() + timedelta(days=90)).isoformat()
    for day, what in ((late, "ask whether it came"), (far, "send the next")):
        client.post(reverse("submission-due", args=[one.pk]), {"due-day": day, "due-what": what})
    home = client.get(reverse("home")).content.decode()
    assert "ask whether it came" in home
    assert "send the next" not in home
    due = Due.objects.get(what="ask whether it came")
    client.post(reverse("submission-due-done", args=[one.pk, due.pk]))
    assert "ask whether it came" not in client.get(reverse("home")).content.decode()
    calendar = client.get(reverse("demands-calendar")).content.decode()
    assert "send the next" in calendar
    assert "ask whether it came" not in calendar


def test_what_is_restricted_is_not_there_for_others(signed_in: SignedIn, reading: Reading) -> None:
    one = started(signed_in("publisher"), reading)
    signed_in("reviewer").post(reverse("restrict-case", args=[person(reading)]), {"reason": ""})
    client = signed_in("publisher")
    assert client.get(reverse("submission", args=[one.pk])).status_code == 404
    assert NAME not in client.get(reverse("submissions")).content.decode()
    assert client.get(reverse("start-submission", args=[person(reading)])).status_code == 404
    seen = page_of(signed_in("reviewer"), one)
    assert "was arrested in Brenna" not in seen, "what is restricted may not leave"


def test_erasing_a_report_takes_its_words_out_of_what_was_kept(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    whole_letter(client, one, reading)
    moved(client, one, "approved")
    moved(client, one, "sent")
    hashes = set(Copy.objects.values_list("sha256", flat=True))
    Report.objects.filter(pk=reading.report.id).delete()
    forget([reading.report.id])
    one.refresh_from_db()
    kept = str([one.own, one.used, one.fallen, one.title]) + str([bytes(copy.data) for copy in Copy.objects.all()])
    for word in (NAME, "Brenna", "Sotnik", "by post"):
        assert word not in kept + str(list(one.steps.values_list("text")))
    assert set(Copy.objects.values_list("sha256", flat=True)) == hashes
    assert one.stage == "sent"
    assert client.get(reverse("submission-copy", args=[one.pk, Copy.objects.all()[0].pk])).status_code == 404


def test_what_is_sent_is_a_demand_in_the_ledger_line_by_line(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    whole_letter(client, one, reading)
    own = {**one.own, "asked": f"Release [[{statement_of(reading, 'v1')}|him]].\nAnswer us.", "deadline": "2021-07-01"}
    written(client, one, **own)
    moved(client, one, "approved")
    assert not Made.objects.exists()
    moved(client, one, "sent")
    made = [(one.demander, one.to, one.text, str(one.said), str(one.deadline)) for one in Made.objects.all()]
    assert made == [
        ("Qindeel Centre", "Minister Orlo Tann", "Release him.", DAY, "2021-07-01"),
        ("Qindeel Centre", "Minister Orlo Tann", "Answer us.", DAY, "2021-07-01"),
    ]
    assert NAME in client.get(reverse("demands")).content.decode()


def test_a_sheet_of_more_than_two_pages_is_not_approved(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    one = started(client, reading, "urgent_action")
    asked = {"lede": f"{NAME} is held.", "asked": "Let him go.", "addressees": "A\n" * 140, "deadline": "2021-07-01"}
    written(client, one, **asked)
    assert "too many, without the annex" in page_of(client, one)
    assert moved(client, one, "approved").stage == "draft"
    written(client, one, **{**asked, "addressees": "A"})
    assert moved(client, one, "approved").stage == "approved"


def test_it_is_looked_at_again_as_soon_as_something_under_it_is_written(
    signed_in: SignedIn, reading: Reading, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    whole_letter(client, one, reading)
    moved(client, one, "approved")
    with django_capture_on_commit_callbacks(execute=True):
        decided("reject", statement_of(reading, "v1"))
    one.refresh_from_db()
    assert one.flagged


def _recorded(members: dict[str, Member], key: str, answer: str, **more: object) -> None:
    about = {"person": key, "by": members["publisher"], "use": "submit", "told_by": "his sister", **more}
    Consent.objects.create(answer=answer, **about)


@pytest.mark.parametrize(
    ("state", "made"),
    [("given", 200), ("not_needed", 200), ("refused", 404), ("withdrawn", 404), ("expired", 404), ("grave", 404)],
)
@pytest.mark.promise("I3")
def test_every_state_of_consent_opens_or_shuts_every_way_out(
    signed_in: SignedIn, members: dict[str, Member], reading: Reading, state: str, made: int
) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    whole_letter(client, one, reading)
    key = key_of(reading, NAME)
    if state == "grave":
        Risk.objects.create(person=key, by=members["publisher"], use="submit", level="grave", what="his family")
    elif state == "expired":
        _recorded(members, key, "given", until=reads.today() - timedelta(days=1))
    else:
        _recorded(members, key, state, more="he wrote it himself")
    ways = [reverse("preview-submission", args=[one.pk])]
    ways += [reverse("submission-file", args=[one.pk, kind]) for kind in ("pdf", "docx", "html")]
    assert [client.get(way).status_code for way in ways] == [made] * 4
    assert ("was arrested in Brenna" in page_of(client, one)) == (made == 200)
    assert moved(client, one, "approved").stage == ("approved" if made == 200 else "draft")


def test_hostile_words_stay_words_on_every_page(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    one = started(client, reading)
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    written(client, one, body=bad, submitter=bad, addressee=bad, asked=bad)
    client.post(reverse("submission-due", args=[one.pk]), {"due-day": DAY, "due-what": bad})
    pages = [reverse("submission", args=[one.pk]), reverse("preview-submission", args=[one.pk])]
    for address in (*pages, reverse("submissions"), reverse("home")):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
