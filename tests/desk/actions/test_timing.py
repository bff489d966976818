"""How long the form takes tells nothing of who has signed: measured, in turns drawn by lot, within one run.

HABEAS_SIGNERS=400 takes so many of each; HABEAS_SEED draws otherwise. `make bench-signing` measures the same at the
running desk.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import time

import pytest
from django.test import Client
from django.urls import reverse

from bench.signing import likelihood
from habeas.desk.contacts.models import Blocked
from habeas.desk.contacts.sealing import kept
from habeas.desk.signing.limits import Limits
from tests.desk.actions import making
from tests.desk.actions.test_one_person import Made

EACH = int(os.environ.get("HABEAS_SIGNERS", "60"))
SEED = int(os.environ.get("HABEAS_SEED", "7"))
DEVIATIONS = 5
KINDS = ("new", "repeated", "blocked")


@pytest.mark.django_db
@pytest.mark.promise("H4")
def test_new_repeated_and_blocked_signers_wait_equally_long(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    most = 10**6
    generous = Limits(((most, 60),), ((most, 60),), domain_per_hour=most, domain_per_day=most, country=((most, 60),))
    for place in ("intake", "limits"):
        monkeypatch.setattr(f"habeas.desk.signing.{place}.limits", lambda: generous)
    client = Client()
    making.signed(client, made[0], "Vera Lund", "repeated@example.org")
    Blocked.objects.create(address=kept("blocked@example.org", "address"), why="abuse")
    times = _times(client, made)
    middles = {kind: statistics.median(times[kind]) for kind in KINDS}
    print(f"seed {SEED}, {EACH} each: " + ", ".join(f"{kind} {middles[kind] * 1000:.2f} ms" for kind in KINDS))
    for one, other in (("new", "repeated"), ("new", "blocked"), ("repeated", "blocked")):
        found, spread = likelihood(times[one], times[other])
        print(f"a {one} signer waits longer than a {other} one in {found:.3f} of the pairs")
        assert abs(found - 0.5) < DEVIATIONS * spread


def _times(client: Client, made: Made) -> dict[str, list[float]]:
    """Seconds, by kind."""
    address = reverse("act-sign", args=[made[0].slug, "en"])
    form = making.form_of(client, made[0])
    turns = [kind for kind in KINDS for _ in range(EACH)]
    random.Random(SEED).shuffle(turns)
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    gc.disable()
    try:
        for number, kind in enumerate(turns):
            whose = f"new{number}@example.org" if kind == "new" else f"{kind}@example.org"
            begun = time.perf_counter()
            answer = client.post(address, {**form, "name": "Vera Lund", "address": whose, "shown": "none"})
            times[kind].append(time.perf_counter() - begun)
            assert (answer.status_code, answer.content) == (302, b"")
    finally:
        gc.enable()
    return times


def test_a_difference_of_a_fifth_of_the_spread_would_be_seen() -> None:
    drawn = random.Random(SEED)
    one = [drawn.gauss(1.0, 0.1) for _ in range(400)]
    other = [drawn.gauss(1.05, 0.1) for _ in range(400)]
    found, spread = likelihood(one, other)
    assert abs(found - 0.5) > DEVIATIONS * spread
