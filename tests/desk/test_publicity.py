"""What the public will see of a case: consent, switches, the page itself, and what is taken down when consent goes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from habeas import pipeline
from habeas.desk.cases import ending, publicity, rules
from habeas.desk.cases.models import Consent
from habeas.desk.people.models import Member
from habeas.desk.release.models import Release
from habeas.desk.store import workspace
from habeas.model.reading import Reading
from habeas.publishing.wording import WORDING
from habeas.workspace import Workspace
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, decided, stored
from tests.factory import key_of, statement_of

pytestmark = pytest.mark.django_db
NAME = "Ilmar Sotnik"
WITHHELD = WORDING.unnamed.split(" (", maxsplit=1)[0]


@pytest.fixture
def reading() -> Reading:
    """An arrest of which everything was accepted."""
    reading = stored(arrest(NAME, "Brenna", "2021-05-03"))
    for ref in ("c1", "v1", "n1"):
        decided("accept", statement_of(reading, ref))
        decided("permit", statement_of(reading, ref))
    return reading


def _person(reading: Reading) -> str:
    return key_of(reading, NAME).removeprefix("pe:")


def _consent(client: Client, reading: Reading, use: str, answer: str) -> None:
    told = {"use": use, "answer": answer, "told_by": "her sister", "told": "2021-05-07"}
    given = {f"consent-{name}": value for name, value in told.items()}
    assert client.post(reverse("case-consent", args=[_person(reading)]), given).status_code == 302


def _publish(client: Client, note: str = "as agreed") -> Release:
    client.post(reverse("prepare-release"))
    made = Release.objects.order_by("-id")[0]
    client.post(reverse("publish", args=[made.pk]), {"note": note})
    made.refresh_from_db()
    return made


def _site(folder: Path) -> str:
    out = folder.parent / "public"
    return "".join(path.read_text("utf-8") for path in sorted(out.rglob("*")) if path.is_file())


def _page(client: Client, reading: Reading) -> str:
    return " ".join(client.get(reverse("case-public", args=[_person(reading)])).content.decode().split())


def test_nobody_in_custody_is_public_before_consent_is_recorded(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    client = signed_in("publisher")
    made = _publish(client)
    assert set(made.statements) == {statement_of(reading, "n1")}
    assert "Sotnik" not in _site(folder)
    reasons = {reason for _, _, reason in made.refused}
    assert "nobody has permitted to speak of this person in public" in reasons
    _consent(client, reading, "publish", "given")
    _publish(client)
    assert "Sotnik" not in _site(folder)
    assert WITHHELD in _site(folder)
    _consent(client, reading, "name", "given")
    _publish(client)
    assert "Sotnik" in _site(folder)
    assert WITHHELD not in _site(folder)


def test_the_command_line_publishes_the_same(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    _consent(client, reading, "publish", "given")
    made = _publish(client)
    with workspace() as opened:
        copy = pipeline.public_copy(tuple(opened.readings()), opened.decisions(), opened.received())
    assert sum(len(list(one.statements())) for one in copy.readings) == len(made.statements) == 3
    assert not any("Sotnik" in repr(one) for one in copy.readings)


def test_without_the_strict_rule_only_a_refusal_keeps_inside(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    client = signed_in("publisher")
    client.post(reverse("publishing-rule"), {"strict": "no"})
    _publish(client)
    assert "Sotnik" in _site(folder)
    _consent(client, reading, "publish", "refused")
    assert "Sotnik" not in _site(folder)


def test_what_consent_was_withdrawn_for_is_taken_down_at_once_and_nothing_new_goes_out(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    client = signed_in("publisher")
    for use in ("publish", "name"):
        _consent(client, reading, use, "given")
    _publish(client)
    other = stored(arrest("Vera Holm", "Odrin", "2021-06-01"))
    decided("accept", statement_of(other, "n1"))
    _consent(client, reading, "name", "withdrawn")
    last = Release.objects.order_by("-id")[0]
    assert (last.state, last.taking_away, set(last.statements)) == (
        "published",
        True,
        {statement_of(reading, ref) for ref in ("c1", "v1", "n1")},
    )
    site = _site(folder)
    assert "Sotnik" not in site
    assert WITHHELD in site
    page = (folder.parent / "public" / "corrections.html").read_text("utf-8")
    assert f"{last.changed} statements corrected" in page
    assert "Taken down at the request of those concerned." in page


def test_the_page_of_corrections_has_each_note_and_nothing_of_what_went(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    client = signed_in("publisher")
    for use in ("publish", "name"):
        _consent(client, reading, use, "given")
    _publish(client)
    page = folder.parent / "public" / "corrections.html"
    assert "Nothing that stood here has been corrected or withdrawn." in page.read_text("utf-8")
    decided("withhold", statement_of(reading, "n1"))
    refused = _publish(client, note=" ")
    assert refused.state == "ready"
    client.post(reverse("publish", args=[refused.pk]), {"note": "The figure was not <b>borne</b> out."})
    said = page.read_text("utf-8")
    assert "1 statement withdrawn" in said
    assert "not &lt;b&gt;borne&lt;/b&gt; out" in said
    assert "At least 40" not in said


def test_the_preview_is_the_page_that_is_then_published(signed_in: SignedIn, reading: Reading, folder: Path) -> None:
    client = signed_in("publisher")
    _consent(client, reading, "publish", "given")
    _consent(client, reading, "name", "given")
    shown = client.get(reverse("case-public-page", args=[_person(reading)]))
    assert "sandbox" in shown["Content-Security-Policy"]
    _publish(client)
    (path,) = (folder.parent / "public" / "cases").glob("ilmar*.html")
    published = path.read_text("utf-8").replace("../style.css", reverse("case-style"))
    without = [line for line in published.splitlines() if "corrections.html" not in line]
    assert [line for line in shown.content.decode().splitlines() if "How to read this" not in line] == without
    assert "<p>Nothing.</p>" in _page(client, reading)


def test_the_difference_to_what_is_public_is_shown(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    for use in ("publish", "name"):
        _consent(client, reading, use, "given")
    assert "Nothing of this case is public now" in _page(client, reading)
    _publish(client)
    decided("withhold", statement_of(reading, "v1"))
    page = _page(client, reading)
    assert "<del>" in page
    assert "a person withheld it" in page


def test_a_switch_keeps_one_kind_inside_and_lets_it_out_again(
    signed_in: SignedIn, members: dict[str, Member], reading: Reading
) -> None:
    client, address = signed_in("publisher"), reverse("case-switch", args=[_person(reading)])
    keys = (key_of(reading, NAME),)
    client.post(address, {"part": "arrest", "action": "withhold"})
    assert rules.switches(keys) == {"arrest": False}
    client.post(address, {"part": "arrest", "action": "permit"})
    assert rules.switches(keys) == {"arrest": True}
    client.post(address, {"part": "arrest", "action": "undo"})
    assert rules.switches(keys) == {}
    assert client.post(address, {"part": "shoe size", "action": "withhold"}).status_code == 404
    assert client.post(address, {"part": "arrest", "action": "publish"}).status_code == 404
    assert signed_in("reviewer").post(address, {"part": "arrest", "action": "withhold"}).status_code == 403
    assert rules.switches(keys) == {}


def test_what_is_recorded_twice_is_decided_once(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("publisher")
    for _ in range(2):
        _consent(client, reading, "publish", "given")
    with workspace() as opened:
        found = [one for one in opened.decisions() if key_of(reading, NAME) in one.targets]
    assert [(one.action, one.part, one.author) for one in found] == [("permit", "", "The publisher")]


def test_consent_that_runs_out_is_taken_down_on_its_day_and_once(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    client, today = signed_in("publisher"), timezone.now().date()
    for use in ("publish", "name"):
        _consent(client, reading, use, "given")
    Consent.objects.filter(use="name").update(until=today)
    _publish(client)
    assert ending.run() == 0
    assert "Sotnik" in _site(folder)
    Consent.objects.filter(use="name").update(until=today - timedelta(days=1))
    assert ending.run() == 1
    assert "Sotnik" not in _site(folder)
    assert WITHHELD in _site(folder)
    assert ending.run() == 0


def test_recorded_consent_lets_nothing_out_that_a_switch_keeps_inside(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    client = signed_in("publisher")
    for use in ("publish", "name"):
        _consent(client, reading, use, "given")
    address = reverse("case-switch", args=[_person(reading)])
    client.post(address, {"part": "name", "action": "withhold"})
    _consent(client, reading, "name", "given")
    assert "Sotnik" not in client.get(reverse("case-public-page", args=[_person(reading)])).content.decode()
    _publish(client)
    assert "Sotnik" not in _site(folder)
    client.post(address, {"part": "name", "action": "permit"})
    _publish(client)
    assert "Sotnik" in _site(folder)


def test_consent_given_again_after_a_withdrawal_lets_out_again(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    client = signed_in("publisher")
    for answer in ("given", "withdrawn", "given"):
        for use in ("publish", "name"):
            _consent(client, reading, use, answer)
    _publish(client)
    assert "Sotnik" in _site(folder)


def test_the_preview_goes_by_the_strict_rule_before_anything_was_made_ready(
    signed_in: SignedIn, reading: Reading
) -> None:
    assert "nothing of this case may leave" in _page(signed_in("publisher"), reading)
    with workspace() as opened:
        assert not [one for one in opened.decisions() if "people" in one.targets]


def test_at_many_reports_a_preview_takes_only_what_bears_on_the_case_and_says_the_same(
    signed_in: SignedIn, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("publisher")
    again = stored(arrest(NAME, "Brenna", "2021-05-03", publisher="The Herald"))
    other = stored(arrest("Vera Holm", "Odrin", "2021-06-01"))
    for one in (again, other):
        decided("accept", statement_of(one, "n1"))
    for use in ("publish", "name"):
        _consent(client, reading, use, "given")
    address = reverse("case-public-page", args=[_person(reading)])
    whole = client.get(address).content.decode()
    assert NAME in whole

    def none(self: Workspace, *_: object) -> None:
        raise AssertionError("all of the workspace was gone through")

    monkeypatch.setattr(publicity, "AT_ONCE", 1)
    for every in ("decisions", "readings", "reports"):
        monkeypatch.setattr(Workspace, every, none)
    assert client.get(address).content.decode() == whole
    page = client.get(reverse("case-public", args=[_person(reading)])).content.decode()
    assert "Made from the reports of this case alone" in page
