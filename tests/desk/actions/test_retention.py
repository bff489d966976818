"""What people gave goes on its day and not before, whatever happens to the run."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from habeas.desk.actions.models import Campaign
from habeas.desk.contacts import retention
from habeas.desk.contacts.models import Consent, Contact, Inquiry, Purpose
from habeas.desk.letters.models import Letter, Target, TargetList
from habeas.desk.mailing.models import Mail, Returned
from habeas.desk.signing import intake
from habeas.desk.signing.models import Signature, Submission
from habeas.desk.signing.writes import count
from habeas.model.reading import Reading
from tests.desk.actions import making

pytestmark = pytest.mark.django_db
Made = tuple[Campaign, Reading]
EVERY_DAY = os.environ.get("HABEAS_EVERY_DAY") == "1"
"""Otherwise only the day before, the day and the day after each rule (`make signing`)."""
START = datetime.fromisoformat("2026-03-01T12:00:00+00:00")


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """All begins on one day."""
    monkeypatch.setattr(timezone, "now", lambda: START)


@pytest.fixture
def kept(made: Made) -> Campaign:
    """A petition, closed on the first day, with one signature, one taken back, one form, a question and two letters."""
    campaign, client = made[0], Client()
    purpose = Purpose.objects.create(campaign=campaign, texts={"en": "I want news"})
    making.signed(client, campaign, "Vera Lund", "vera@example.org", agreed=[purpose.pk], shown="full")
    making.signed(client, campaign, "Oskar Tamm", "oskar@example.org")
    from habeas.desk.signing.writes import withdraw

    withdraw(Signature.objects.get(shown=""), START)
    making.sign(client, campaign, "Nobody Yet", "nobody@example.org")
    intake.answer()
    client.post(reverse("act-own"), {"address": "vera@example.org"})
    Returned.objects.create(digest="0" * 64, what="other", made=START)
    _letters(campaign)
    Inquiry.objects.update(made=START)
    Mail.objects.update(state="sent", ended=F("made"))
    Campaign.objects.filter(pk=campaign.pk).update(closed=START, state="closed", keep_days=180)
    return campaign


def _letters(campaign: Campaign) -> None:
    """One that its writer never confirmed, and one that was sent."""
    whole = TargetList.objects.create(name="Parliament")
    target = Target.objects.create(list=whole, number="1", name="Ada", address="a@b.example", verified="2026-01-01")
    given = {"campaign": campaign, "target": target, "sealed": b"words", "network": "n", "country": "c", "made": START}
    for state in ("written", "sent"):
        Letter.objects.create(state=state, **given)


RULES: dict[str, tuple[int, Callable[[], Any]]] = {
    "forms": (7, Submission.objects.count),
    "questions": (7, Inquiry.objects.count),
    "networks": (30, lambda: Signature.objects.exclude(network="").count()),
    "letters not confirmed": (7, Letter.objects.filter(state="written").count),
    "networks of letters": (30, lambda: Letter.objects.exclude(network="", country="").count()),
    "words of letters": (180, lambda: Letter.objects.exclude(sealed=None).count()),
    "taken back": (30, lambda: Signature.objects.filter(state="withdrawn", emptied=None).count()),
    "words": (3, lambda: Mail.objects.exclude(sealed=None).count()),
    "returned": (90, Returned.objects.count),
    "signers": (180, lambda: Signature.objects.filter(state="counted", emptied=None).count()),
    "names shown": (180, lambda: Signature.objects.exclude(shown="").count()),
    "consents": (730, Consent.objects.count),
    "contacts": (730, Contact.objects.count),
}


@pytest.mark.promise("I4")
def test_each_thing_goes_on_its_day_and_not_before_and_the_number_stays(kept: Campaign) -> None:
    gone: dict[str, int] = {}
    before = {name: held() for name, (_day, held) in RULES.items()}
    assert all(before.values())
    last = max(day for day, _held in RULES.values()) + 1
    turning = {day + more for day, _held in RULES.values() for more in (-1, 0, 1)}
    for day in range(last + 1) if EVERY_DAY else sorted(turning):
        retention.run(START + timedelta(days=day))
        for name, (_day, held) in RULES.items():
            if not held():
                gone.setdefault(name, day)
        assert count(kept) == 1
    assert gone == {name: day for name, (day, _held) in RULES.items()}
    assert not Mail.objects.exists()
    assert sorted(Letter.objects.values_list("state", "network")) == [("cancelled", ""), ("sent", "")]


@pytest.mark.promise("I4")
def test_what_is_young_outlasts_a_run_of_every_rule(kept: Campaign) -> None:
    before = {name: held() for name, (_day, held) in RULES.items()}
    assert not retention.run(START + timedelta(days=2, hours=23))
    assert before == {name: held() for name, (_day, held) in RULES.items()}


@pytest.mark.promise("I4")
@pytest.mark.parametrize("after", range(len(retention.RULES)))
def test_a_run_that_is_cut_off_is_finished_by_the_next(
    kept: Campaign, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    late = START + timedelta(days=731)

    def cut(now: datetime) -> int:
        raise KeyboardInterrupt

    rules = list(retention.RULES)
    monkeypatch.setattr(retention, "RULES", (*rules[:after], cut, *rules[after + 1 :]))
    with pytest.raises(KeyboardInterrupt):
        retention.run(late)
    monkeypatch.setattr(retention, "RULES", tuple(rules))
    retention.run(late)
    assert [held() for _day, held in RULES.values()] == [0] * len(RULES)
    assert count(kept) == 1
