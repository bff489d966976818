"""Whatever a browser sends in place of a number, it gets a page and no fault of the program."""

from __future__ import annotations

import pytest
from django.urls import reverse

from habeas.desk.asked import whole_number
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, stored
from tests.factory import key_of, statement_of

NO_NUMBERS = ("", "²", "x", "-1", "1e3", "9" * 5000, "\0", "٣²")


@pytest.mark.parametrize("words", NO_NUMBERS)
def test_what_is_no_number_is_none(words: str) -> None:
    assert whole_number(words) is None
    assert (whole_number("12"), whole_number("٣")) == (12, 3)


@pytest.mark.django_db
@pytest.mark.parametrize("words", NO_NUMBERS)
def test_a_page_that_asks_for_a_number_takes_anything(signed_in: SignedIn, words: str) -> None:
    reading = stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    client, person = signed_in("reviewer"), key_of(reading, "Ilmar Sotnik").removeprefix("pe:")
    assert client.get(reverse("case-public-page", args=[person]), {"page": words}).status_code == 404
    assert client.get(reverse("start-campaign"), {"matter": words}).status_code in (200, 404)
    statement = statement_of(reading, "c1").removeprefix("st:")
    decided = reverse("decide", args=[reading.report.id.removeprefix("sha256:"), statement])
    assert client.post(decided, {"action": "accept", "position": words}).status_code in (302, 409)
